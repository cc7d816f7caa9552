//! Every route, and the permission it needs. A test walks this list.

use axum::{
    Router,
    handler::Handler,
    http::Method,
    middleware,
    routing::{MethodFilter, MethodRouter, on},
};
use domain::Permission::{
    self, Account, Administer, Analyse, BeAlerted, Command, Configure, Decide, Public, ReadAudit,
    ReadDecisions, Respond, Watch,
};

use super::Web;
use crate::{
    http::{Pages, Problem, health, live, visit},
    screens::{
        account, admin, again, alerts, ask, audit, board, correct, cover, decisions, details, doctor, drills,
        end_shift, finish, gold, helped, import, insight, join, known_issues, levels, my_jobs, packs, paper,
        people, places, policy, posters, rehearse, reports, roster, settings, setup, sign_in, start, surges,
        ticket, tickets, waiting, wall, waves,
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

pub(crate) fn all() -> Routes {
    let parts = [asking, responding, commanding, setting_up, running];
    parts.into_iter().fold(Routes::default(), |routes, part| part(routes))
}

/// Asking, the ways in, and one's own account.
fn asking(routes: Routes) -> Routes {
    routes
        .get(paths::HOME, Public, ask::home)
        .post(paths::ASK, Public, ask::from_device)
        .get(paths::ASK_PLACE, Public, ask::place::page)
        .get(paths::WARD_LINK, Public, ask::ward_page)
        .post(paths::WARD_LINK, Public, ask::from_ward_link)
        .get(paths::REQUEST, Public, waiting::page)
        .get(paths::REQUEST_EVENTS, Public, waiting::events)
        .get(paths::CORRECT, Public, correct::page)
        .post(paths::CORRECT, Public, correct::correct)
        .post(paths::REQUEST_CHANGE, Public, waiting::change)
        .get(paths::WALL, Public, wall::page)
        .get(paths::WALL_EVENTS, Public, wall::events)
        // Ways in
        .get(paths::ENROL, Public, sign_in::enrol::page)
        .post(paths::ENROL, Public, sign_in::enrol::enrol)
        .post(paths::CHOOSE_PIN, Public, sign_in::enrol::choose_pin)
        .get(paths::SIGN_IN, Public, sign_in::pin_page)
        .post(paths::SIGN_IN, Public, sign_in::pin)
        .get(paths::STAFF, Public, sign_in::staff_page)
        .post(paths::STAFF, Public, sign_in::staff)
        .post(paths::SIGN_OUT, Public, sign_in::out::sign_out)
        .get(paths::JOIN, Public, join::page)
        .post(paths::JOIN, Public, join::join)
        .get(paths::AGAIN, Public, again::page)
        // One's own account
        .get(paths::ACCOUNT, Account, account::page)
        .post(paths::END_SIGN_IN, Account, account::end)
        .post(paths::END_OTHER_SIGN_INS, Account, account::end_others)
        .post(paths::OWN_PASSWORD, Account, join::change_own)
}

/// Responding, and the stream of live pages.
fn responding(routes: Routes) -> Routes {
    routes
        .get(paths::MY_JOBS, Respond, my_jobs::page)
        .get(paths::MY_JOBS_JSON, Respond, my_jobs::json)
        .post(paths::SEEN, Respond, my_jobs::seen)
        .post(paths::SHIFT, Respond, my_jobs::shift)
        .get(paths::END_SHIFT, Respond, end_shift::page)
        .post(paths::PLACE, Respond, my_jobs::place)
        .post(paths::ZONE, Respond, my_jobs::zone)
        .post(paths::HAND_BACK, Respond, sign_in::out::hand_back)
        .post(paths::ALERTS, BeAlerted, alerts::subscribe)
        .post(paths::TEST_ALERT, BeAlerted, alerts::test)
        .post(paths::OFFER_ANSWER, Respond, my_jobs::answer_offer)
        .post(paths::JOB_STEP, Respond, my_jobs::step)
        .post(paths::NEED_SOMEONE, Respond, my_jobs::need_someone)
        .get(paths::FINISH, Respond, finish::page)
        .post(paths::FINISH, Respond, finish::finish)
        .get(paths::HELPED, Respond, helped::page)
        .post(paths::HELPED, Respond, helped::add)
        .get(paths::DETAILS, Respond, details::page)
        .post(paths::DETAILS, Respond, details::add)
        .post(paths::RECEIPT, Public, alerts::receipt)
        // Live pages
        .get(paths::EVENTS, Watch, live::events)
}

/// Commanding, and learning from it.
fn commanding(routes: Routes) -> Routes {
    routes
        .get(paths::BOARD, Command, board::page)
        .get(paths::BOARD_PART, Command, board::part)
        .get(paths::BOARD_JSON, Command, board::json)
        .get(paths::COVER, Command, cover::page)
        .get(paths::LEVELS, Command, levels::page)
        .get(paths::DESK_ASK, Command, ask::desk_page)
        .post(paths::DESK_ASK, Command, ask::from_desk)
        .get(paths::TICKETS, Command, tickets::page)
        .get(paths::TICKET, Command, ticket::page)
        .get(paths::TICKET_EVENTS, Command, ticket::events)
        .post(paths::ASSIGN, Command, ticket::assign)
        .post(paths::ESCALATE, Command, ticket::escalate)
        .post(paths::PRIORITY, Command, ticket::priority)
        .post(paths::WITHDRAW, Command, ticket::withdraw)
        .post(paths::LINK_TICKET, Command, ticket::link)
        .post(paths::UNLINK_TICKET, Command, ticket::unlink)
        .post(paths::SEND_TO_HELD, Command, ticket::send_to_held)
        .get(paths::DRILLS, Command, drills::page)
        .post(paths::DRILLS, Decide, drills::start)
        .get(paths::DRILL, Command, drills::one)
        .get(paths::SURGES, Command, surges::page)
        .get(paths::SURGE, Command, surges::one)
        .post(paths::SURGE, Decide, surges::judge)
        .get(paths::WALLS, Command, wall::all)
        .post(paths::WALLS, Decide, wall::add)
        .post(paths::REVOKE_WALL, Decide, wall::revoke)
        .get(paths::WAVES, Command, waves::page)
        .post(paths::WAVES, Decide, waves::add)
        .get(paths::WAVE, Command, waves::one)
        .post(paths::WAVE_CHANGE, Decide, waves::change)
        .get(paths::KNOWN_ISSUES, Command, known_issues::page)
        .post(paths::KNOWN_ISSUES, Decide, known_issues::add)
        .get(paths::KNOWN_ISSUE, Command, known_issues::one)
        .post(paths::KNOWN_ISSUE, Decide, known_issues::change)
        .post(paths::END_KNOWN_ISSUE, Decide, known_issues::end)
        .post(paths::REOPEN_KNOWN_ISSUE, Decide, known_issues::reopen)
        .get(paths::NEW_KNOWN_ISSUE, Decide, known_issues::new)
        .get(paths::LINK_KNOWN_ISSUE, Command, known_issues::links::page)
        .post(paths::LINK_KNOWN_ISSUE, Command, known_issues::links::link)
        .post(paths::UNDO_LINK_TO_KNOWN_ISSUE, Command, known_issues::links::undo)
        .post(paths::UNLINK_FROM_KNOWN_ISSUE, Command, known_issues::links::unlink)
        .get(paths::SEND_WORD, Decide, known_issues::word::page)
        .post(paths::SEND_WORD, Decide, known_issues::word::send)
        .get(paths::CLOSE_KNOWN_ISSUE, Command, known_issues::close::page)
        .post(paths::CLOSE_KNOWN_ISSUE, Command, known_issues::close::close)
        .get(paths::DECISIONS, ReadDecisions, decisions::page)
        .get(paths::DECISIONS_CSV, ReadDecisions, decisions::csv)
        .get(paths::LOG_DECISION, Decide, decisions::new)
        .post(paths::LOG_DECISION, Decide, decisions::log)
        .post(paths::FOLLOW_UPS, Decide, decisions::actions::add)
        .get(paths::FOLLOW_UPS_CSV, ReadDecisions, decisions::actions::csv)
        .get(paths::FOLLOW_UP, ReadDecisions, decisions::actions::page)
        .post(paths::FOLLOW_UP, Decide, decisions::actions::change)
        .post(paths::FOLLOW_UP_STEP, Decide, decisions::actions::step)
        .get(paths::DECISION, ReadDecisions, decisions::one)
        .post(paths::DECISION, Decide, decisions::correct)
        .get(paths::GOLD, Command, gold::page)
        .get(paths::REPORTS, ReadDecisions, reports::page)
        .get(paths::REPORT, ReadDecisions, reports::one)
        .get(paths::SHARED_REPORT, ReadDecisions, reports::shared)
        .get(paths::REPORT_CSV, ReadDecisions, reports::csv)
        .post(paths::APPROVE_REPORT, Decide, reports::approve)
        .get(paths::PACKS, Command, packs::page)
        .post(paths::PACKS, Command, packs::make)
        .get(paths::POST_PACK, Command, packs::post)
        .get(paths::WARD_PACKS, Command, packs::wards)
        .get(paths::PAPER, Command, paper::page)
        .post(paths::PAPER, Command, paper::enter)
        .post(paths::PAPER_UNUSED, Command, paper::unused)
        .post(paths::PAPER_UNUSED_UNDO, Command, paper::take_back_unused)
        .post(paths::PAPER_DUPLICATE, Command, paper::duplicate)
        // Learning
        .get(paths::INSIGHT, Analyse, insight::page)
        .get(paths::INSIGHT_CSV, Analyse, insight::csv)
        .get(paths::INSIGHT_OVERVIEW, Analyse, insight::overview)
        .get(paths::INSIGHT_TIMES, Analyse, insight::times)
        .get(paths::INSIGHT_TIMES_CSV, Analyse, insight::times_csv)
        .get(paths::INSIGHT_REQUESTS, Analyse, insight::requests)
        .get(paths::INSIGHT_REQUESTS_CSV, Analyse, insight::requests_csv)
        .get(paths::INSIGHT_MAP, Analyse, insight::map)
        .get(paths::INSIGHT_MAP_CSV, Analyse, insight::map_csv)
}

/// Setting up, and looking after people.
fn setting_up(routes: Routes) -> Routes {
    routes
        .get(paths::REHEARSE, Command, rehearse::page)
        .post(paths::REHEARSE, Command, rehearse::start)
        .get(paths::REHEARSAL, Command, rehearse::one)
        .post(paths::CANCEL_REHEARSAL, Command, rehearse::cancel)
        .get(paths::SETUP, Administer, setup::page)
        .post(paths::PERSON_CODE, Administer, setup::person_code)
        .post(paths::WARD_CODE, Administer, setup::ward_code)
        .get(paths::ROTATE_LINK, Administer, setup::ask_about_link)
        .post(paths::ROTATE_LINK, Administer, setup::rotate_link)
        .get(paths::REVOKE, Administer, setup::ask_about_device)
        .post(paths::REVOKE, Administer, setup::revoke)
        .get(paths::POSTERS, Administer, posters::page)
        .get(paths::PRINT_POSTERS, Administer, posters::print)
        .post(paths::PRINT_POSTERS, Administer, posters::printed)
        .post(paths::REPLACED_POSTERS, Administer, posters::replaced)
        .post(paths::UNCOUNT_POSTERS, Administer, posters::uncount)
        .get(paths::PEOPLE, Configure, people::page)
        .post(paths::PEOPLE, Configure, people::add)
        .get(paths::NEW_PERSON, Configure, people::new_page)
        .get(paths::PERSON, Configure, account::person)
        .get(paths::CHANGE_PERSON, Configure, people::change_page)
        .post(paths::CHANGE_PERSON, Configure, people::change)
        .get(paths::SHIFTS, Configure, roster::page)
        .post(paths::SHIFTS, Configure, roster::add)
        .get(paths::CHANGE_SHIFT, Configure, roster::change_page)
        .post(paths::CHANGE_SHIFT, Configure, roster::change)
        .post(paths::REMOVE_SHIFT, Configure, roster::remove)
        .get(paths::END_SIGN_IN_OF, Configure, account::ask_about_sign_in)
        .post(paths::END_SIGN_IN_OF, Configure, account::end_of_person)
        .get(paths::END_SIGN_INS_OF, Configure, account::ask_about_sign_ins)
        .post(paths::END_SIGN_INS_OF, Configure, account::end_all_of_person)
        .post(paths::GIVE_ROLE, Configure, account::give_role)
        .get(paths::END_ROLE, Configure, account::ask_about_role)
        .post(paths::END_ROLE, Configure, account::end_role)
        .get(paths::END_ACCOUNT, Configure, account::ask_about_account)
        .post(paths::END_ACCOUNT, Configure, account::end_account)
        .post(paths::OPEN_ACCOUNT, Configure, account::open_account)
        .post(paths::PASSWORD_LINK, Configure, join::invite)
        .get(paths::AUDIT, ReadAudit, audit::page)
        .get(paths::AUDIT_CSV, ReadAudit, audit::csv)
        .get(paths::ADMIN, Configure, admin::page)
        .post(paths::IMPORT, Configure, import::look)
        .get(paths::IMPORT, Configure, import::page)
        .post(paths::ANSWER_IMPORT, Configure, import::answer)
        .post(paths::CONFIRM_IMPORT, Configure, import::save)
        .get(paths::UNDO_IMPORT, Configure, import::undo::ask)
        .post(paths::UNDO_IMPORT, Configure, import::undo::undo)
        .get(paths::IMPORT_HEADINGS, Configure, import::headings::page)
        .post(paths::FORGET_IMPORT_HEADING, Configure, import::headings::forget)
        .get(paths::LIST, Configure, admin::list)
        .get(paths::WALKS, Configure, admin::walks)
        .get(paths::ENTRIES, Configure, places::page)
        .post(paths::ENTRIES, Configure, places::add)
        .get(paths::ENTRY, Configure, places::one)
        .post(paths::ENTRY, Configure, places::change)
        .get(paths::END_ENTRY, Configure, places::ask_about_end)
        .post(paths::END_ENTRY, Configure, places::end)
        .post(paths::OPEN_ENTRY, Configure, places::open)
        .post(paths::MOVE_ENTRY, Configure, places::move_it)
        .get(paths::POLICY, Configure, policy::page)
        .post(paths::POLICY, Configure, policy::set)
        .post(paths::PREVIEW_POLICY, Configure, policy::preview)
        .get(paths::START, Configure, start::page)
        .get(paths::DOCTOR, Configure, doctor::page)
        .get(paths::SETTINGS, Configure, settings::page)
        .post(paths::SETTINGS, Configure, settings::set)
        .post(paths::PREVIEW_SETTINGS, Configure, settings::preview)
        .post(paths::GATEWAY_SECRET, Configure, settings::set_secret)
        .post(paths::ALERT_KEY, Configure, settings::make_alert_key)
        .post(paths::TEST_CALL, Configure, settings::test_call)
        .get(paths::SETTINGS_VERSION, Configure, settings::version)
        .get(paths::LIST_FILE, Configure, admin::file)
        .get(paths::TEMPLATE, Configure, admin::template)
}

/// For those who run it.
fn running(routes: Routes) -> Routes {
    routes
        .get(paths::LIVEZ, Public, health::live)
        .get(paths::READYZ, Public, health::ready)
        .get(paths::HEALTH, Public, health::health)
        .get(paths::METRICS, Public, health::metrics)
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
