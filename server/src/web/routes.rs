//! Every route, and the permission it needs. A test walks this list.

use axum::{
    Router,
    handler::Handler,
    http::Method,
    middleware,
    routing::{MethodFilter, MethodRouter, on},
};
use domain::Permission::{
    self, Account, Administer, Analyse, BeAlerted, Command, Configure, Public, ReadAudit, Respond, Watch,
};

use super::Web;
use crate::{
    http::{Pages, Problem, again::PAGE as AGAIN, health, live, visit},
    screens::{
        account, admin, again, alerts, ask, audit, board, cover, details, drills, insight, known_issues,
        my_jobs, policy, rehearse, setup, sign_in, ticket, waiting,
    },
};

/// A route as declared.
#[derive(Debug, Clone)]
pub struct Declared {
    pub method: Method,
    pub path: &'static str,
    pub needs: Permission,
}

#[derive(Default)]
pub(crate) struct Routes {
    pub(crate) router: Router<Web>,
    declared: Vec<Declared>,
}

impl Routes {
    fn get<H, T>(self, path: &'static str, needs: Permission, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(Method::GET, path, needs, on(MethodFilter::GET, handler))
    }

    fn post<H, T>(self, path: &'static str, needs: Permission, handler: H) -> Self
    where
        H: Handler<T, Web>,
        T: 'static,
    {
        self.add(Method::POST, path, needs, on(MethodFilter::POST, handler))
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        needs: Permission,
        route: MethodRouter<Web>,
    ) -> Self {
        let guard = middleware::from_fn(move |request, next| visit::require(needs, request, next));
        self.router = self.router.route(path, route.layer(guard));
        self.declared.push(Declared { method, path, needs });
        self
    }
}

/// What [`super::router`] serves, for the test that walks it.
pub fn declared() -> Vec<Declared> {
    all().declared
}

#[expect(clippy::too_many_lines, reason = "a table of routes")]
pub(crate) fn all() -> Routes {
    Routes::default()
        // Asking
        .get("/", Public, ask::home)
        .post("/ask", Public, ask::from_device)
        .get("/w/{token}", Public, ask::ward_page)
        .post("/w/{token}", Public, ask::from_ward_link)
        .get("/r/{secret}", Public, waiting::page)
        .get("/r/{secret}/events", Public, waiting::events)
        .post("/r/{secret}/{change}", Public, waiting::change)
        // Ways in
        .get("/enrol", Public, sign_in::enrol_page)
        .post("/enrol", Public, sign_in::enrol)
        .post("/enrol/pin", Public, sign_in::choose_pin)
        .get("/sign-in", Public, sign_in::pin_page)
        .post("/sign-in", Public, sign_in::pin)
        .get("/staff", Public, sign_in::staff_page)
        .post("/staff", Public, sign_in::staff)
        .post("/sign-out", Public, sign_in::sign_out)
        .get(AGAIN, Public, again::page)
        // One's own account
        .get("/account", Account, account::page)
        .post("/account/sign-ins/{sign_in}/end", Account, account::end)
        .post("/account/sign-ins/end-others", Account, account::end_others)
        // Responding
        .get("/me", Respond, my_jobs::page)
        .get("/me.json", Respond, my_jobs::json)
        .post("/me/seen", Respond, my_jobs::seen)
        .post("/me/shift", Respond, my_jobs::shift)
        .get("/me/end-shift", Respond, my_jobs::end_shift)
        .post("/me/place", Respond, my_jobs::place)
        .post("/me/zone", Respond, my_jobs::zone)
        .post("/me/hand-back", Respond, sign_in::hand_back)
        .post("/me/alerts", BeAlerted, alerts::subscribe)
        .post("/me/alerts/test", BeAlerted, alerts::test)
        .post("/me/offers/{offer}/accept", Respond, my_jobs::accept)
        .post("/me/offers/{offer}/decline", Respond, my_jobs::decline)
        .post("/me/offers/{offer}/undo", Respond, my_jobs::undo_decline)
        .post("/me/jobs/{ticket}/arrive", Respond, my_jobs::arrive)
        .post("/me/jobs/{ticket}/not-there", Respond, my_jobs::not_there)
        .post("/me/jobs/{ticket}/release", Respond, my_jobs::release)
        .post("/me/jobs/{ticket}/take-back", Respond, my_jobs::take_back)
        .post("/me/jobs/{ticket}/need-someone", Respond, my_jobs::need_someone)
        .get("/me/jobs/{ticket}/finish", Respond, my_jobs::finish_form)
        .post("/me/jobs/{ticket}/finish", Respond, my_jobs::finish)
        .post("/me/jobs/{ticket}/undo", Respond, my_jobs::undo)
        .get("/me/helped", Respond, details::helped_form)
        .post("/me/helped", Respond, details::helped)
        .get("/me/jobs/{ticket}/details", Respond, details::details_form)
        .post("/me/jobs/{ticket}/details", Respond, details::add_details)
        .post("/push/receipt", Public, alerts::receipt)
        // Live pages
        .get("/events", Watch, live::events)
        // Commanding
        .get("/board", Command, board::page)
        .get("/board/part", Command, board::part)
        .get("/board.json", Command, board::json)
        .get("/board/cover", Command, cover::page)
        .get("/board/ask", Command, ask::desk_page)
        .post("/board/ask", Command, ask::from_desk)
        .get("/board/tickets/{ticket}", Command, ticket::page)
        .get("/board/tickets/{ticket}/events", Command, ticket::events)
        .post("/board/tickets/{ticket}/assign", Command, ticket::assign)
        .post("/board/tickets/{ticket}/escalate", Command, ticket::escalate)
        .post("/board/tickets/{ticket}/priority", Command, ticket::priority)
        .post("/board/tickets/{ticket}/withdraw", Command, ticket::withdraw)
        .get("/board/drills", Command, drills::page)
        .post("/board/drills", Command, drills::start)
        .get("/board/drills/{drill}", Command, drills::one)
        .get("/known-issues", Command, known_issues::page)
        .post("/known-issues", Command, known_issues::add)
        .get("/known-issues/{issue}", Command, known_issues::one)
        .post("/known-issues/{issue}", Command, known_issues::change)
        .post("/known-issues/{issue}/end", Command, known_issues::end)
        // Learning
        .get("/insight", Analyse, insight::page)
        .get("/insight.csv", Analyse, insight::csv)
        // Setting up
        .get("/rehearse", Command, rehearse::page)
        .post("/rehearse", Command, rehearse::start)
        .get("/rehearse/{rehearsal}", Command, rehearse::one)
        .post("/rehearse/{rehearsal}/cancel", Command, rehearse::cancel)
        .get("/setup", Administer, setup::page)
        .post("/setup/people/{person}/code", Administer, setup::person_code)
        .post("/setup/wards/{ward}/code", Administer, setup::ward_code)
        .get("/setup/wards/{ward}/rotate-link", Administer, setup::ask_about_link)
        .post("/setup/wards/{ward}/rotate-link", Administer, setup::rotate_link)
        .get("/setup/devices/{device}/revoke", Administer, setup::ask_about_device)
        .post("/setup/devices/{device}/revoke", Administer, setup::revoke)
        .get("/admin/people/{person}", Configure, account::person)
        .post("/admin/people/{person}/sign-ins/{sign_in}/end", Configure, account::end_of_person)
        .post("/admin/people/{person}/sign-ins/end", Configure, account::end_all_of_person)
        .post("/admin/people/{person}/end", Configure, account::end_account)
        .post("/admin/people/{person}/open", Configure, account::open_account)
        .get("/admin/audit", ReadAudit, audit::page)
        .get("/admin/audit.csv", ReadAudit, audit::csv)
        .get("/admin", Configure, admin::page)
        .post("/admin/import", Configure, admin::look)
        .post("/admin/import/confirm", Configure, admin::save)
        .get("/admin/lists/{list}", Configure, admin::list)
        .get("/admin/walks", Configure, admin::walks)
        .get("/admin/policy", Configure, policy::page)
        .post("/admin/policy", Configure, policy::set)
        .post("/admin/policy/preview", Configure, policy::preview)
        .get("/admin/files/{file}", Configure, admin::file)
        .get("/admin/templates/{file}", Configure, admin::template)
        // Running
        .get("/livez", Public, health::live)
        .get("/readyz", Public, health::ready)
        .get("/health", Public, health::health)
        .get("/metrics", Public, health::metrics)
}

/// The addresses of pages.
pub(crate) fn pages() -> Pages {
    declared().into_iter().filter(|route| route.method == Method::GET).map(|route| route.path).collect()
}

pub(crate) async fn not_found() -> Problem {
    Problem::NotFound
}

pub(crate) async fn wrong_method() -> Problem {
    Problem::WrongMethod
}
