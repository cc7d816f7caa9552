//! Writes every page to a folder, filled with invented data, to be looked at and checked for accessibility:
//! `cargo run --example gallery -- FOLDER`.

mod sample;

use std::{env, fs, io, path::PathBuf};

use app::{
    render::to_html,
    screens::{
        account, admin, ask, audit, board, correct, cover, decisions, details, doctor, drills, end_shift,
        finish, gold, helped, import, insight, join, known_issues, levels, my_jobs, packs, paper, people,
        places, policy, posters, problem, question, rehearse, reports, roster, settings, setup, sign_in,
        start, surges, ticket, tickets, waiting, wall, waves,
    },
};
use domain::PosterKind;
use leptos::{nonce::Nonce, prelude::*};

#[expect(clippy::too_many_lines, reason = "a list of pages")]
fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "gallery".to_owned()));
    fs::create_dir_all(&folder)?;
    let save = |name: &str, html: String| fs::write(folder.join(format!("{name}.html")), html);
    let shell = sample::shell;
    macro_rules! page {
        ($name:literal, $room:ident::$page:ident, $shell:expr, $model:expr) => {
            save(
                $name,
                to_html(Nonce::new(), || {
                    let (shell, page) = ($shell, $model);
                    view! { <$room::$page shell page/> }
                }),
            )?
        };
    }
    page!("ask", ask::Ask, shell(None), sample::ask::ask());
    page!("ask-errors", ask::Ask, shell(None), sample::ask::ask_with_errors());
    page!("ask-desk", ask::Ask, shell(Some(sample::lead())), sample::ask::ask_at_the_desk());
    page!("asked-already", ask::AskedAlready, shell(None), sample::ask::asked_already());
    page!("waiting", waiting::Waiting, shell(None), sample::waiting::waiting());
    page!("ask-elsewhere", ask::Ask, shell(None), sample::ask::ask_elsewhere());
    page!("ask-place", ask::ChoosePlace, shell(None), sample::ask::ask_place());
    page!("correct", correct::Correct, shell(None), sample::correct::correct());
    page!("correct-meanwhile", correct::Correct, shell(None), sample::correct::correct_meanwhile());
    page!("waiting-on-the-way", waiting::Waiting, shell(None), sample::waiting::waiting_on_the_way());
    page!("waiting-on-hold", waiting::Waiting, shell(None), sample::waiting::waiting_on_hold());
    page!("waiting-thought-fixed", waiting::Waiting, shell(None), sample::waiting::waiting_thought_fixed());
    page!("waiting-closed", waiting::Waiting, shell(None), sample::waiting::waiting_closed());
    page!(
        "my-jobs-off",
        my_jobs::MyJobs,
        shell(Some(sample::responder())),
        sample::my_jobs::my_jobs_off_shift()
    );
    page!(
        "my-jobs-empty",
        my_jobs::MyJobs,
        shell(Some(sample::responder())),
        sample::my_jobs::my_jobs_empty()
    );
    page!(
        "my-jobs-offer",
        my_jobs::MyJobs,
        shell(Some(sample::responder())),
        sample::my_jobs::my_jobs_offer()
    );
    page!("my-jobs-job", my_jobs::MyJobs, shell(Some(sample::responder())), sample::my_jobs::my_jobs_job());
    page!("finish", finish::Finish, shell(Some(sample::responder())), sample::finish::finish());
    page!("details", details::Details, shell(Some(sample::responder())), sample::details::details());
    page!(
        "details-errors",
        details::Details,
        shell(Some(sample::responder())),
        sample::details::details_with_errors()
    );
    page!("helped", helped::Helped, shell(Some(sample::responder())), sample::helped::helped());
    page!("question", question::Question, shell(Some(sample::lead())), sample::question::question());
    page!("end-shift", end_shift::EndShift, shell(Some(sample::responder())), sample::end_shift::end_shift());
    page!("board", board::Board, shell(Some(sample::lead())), sample::board::board());
    page!("board-found", board::Board, shell(Some(sample::lead())), sample::board::board_found());
    page!("board-empty", board::Board, shell(Some(sample::lead())), sample::board::board_empty());
    page!("levels", levels::Levels, shell(Some(sample::lead())), sample::levels::levels());
    page!("levels-empty", levels::Levels, shell(Some(sample::lead())), sample::levels::levels_empty());
    page!("tickets", tickets::Tickets, shell(Some(sample::lead())), sample::tickets::tickets());
    page!("tickets-which", tickets::Tickets, shell(Some(sample::lead())), sample::tickets::tickets_which());
    page!("ticket", ticket::TicketDetail, shell(Some(sample::lead())), sample::ticket::ticket());
    page!("cover", cover::Cover, shell(Some(sample::lead())), sample::cover::cover());
    page!("cover-empty", cover::Cover, shell(Some(sample::lead())), sample::cover::cover_empty());
    page!("policy", policy::Policy, shell(Some(sample::lead())), sample::policy::policy());
    page!(
        "policy-default",
        policy::Policy,
        shell(Some(sample::administrator())),
        sample::policy::policy_default()
    );
    page!(
        "policy-preview",
        policy::PolicyPreview,
        shell(Some(sample::administrator())),
        sample::policy::policy_preview()
    );
    page!(
        "policy-unchanged",
        policy::PolicyPreview,
        shell(Some(sample::administrator())),
        sample::policy::policy_unchanged()
    );
    page!("settings", settings::Settings, shell(Some(sample::administrator())), sample::settings::settings());
    page!(
        "settings-new",
        settings::Settings,
        shell(Some(sample::administrator())),
        sample::settings::settings_new()
    );
    page!(
        "settings-preview",
        settings::SettingsPreview,
        shell(Some(sample::administrator())),
        sample::settings::settings_preview()
    );
    page!(
        "settings-unchanged",
        settings::SettingsPreview,
        shell(Some(sample::administrator())),
        sample::settings::settings_unchanged()
    );
    page!(
        "settings-version",
        settings::SettingsVersionDetail,
        shell(Some(sample::administrator())),
        sample::settings::settings_version()
    );
    page!("rehearse", rehearse::Rehearse, shell(Some(sample::lead())), sample::rehearse::rehearse());
    page!(
        "rehearsal-compares",
        rehearse::Rehearsal,
        shell(Some(sample::lead())),
        sample::rehearse::rehearsal_compares()
    );
    page!(
        "rehearsal-staffs",
        rehearse::Rehearsal,
        shell(Some(sample::lead())),
        sample::rehearse::rehearsal_staffs()
    );
    page!(
        "rehearsal-cancelled",
        rehearse::Rehearsal,
        shell(Some(sample::lead())),
        sample::rehearse::rehearsal(rehearse::Course::Cancelled)
    );
    page!(
        "rehearsal",
        rehearse::Rehearsal,
        shell(Some(sample::lead())),
        sample::rehearse::rehearsal_finished()
    );
    page!(
        "rehearsal-quiet",
        rehearse::Rehearsal,
        shell(Some(sample::lead())),
        sample::rehearse::rehearsal_quiet()
    );
    page!("again", sign_in::Again, shell(Some(sample::lead())), sample::sign_in::again());
    page!("drills", drills::Drills, shell(Some(sample::lead())), sample::drills::drills());
    page!("drill", drills::Drill, shell(Some(sample::lead())), sample::drills::drill());
    page!(
        "known-issues",
        known_issues::KnownIssues,
        shell(Some(sample::lead())),
        sample::known_issues::known_issues()
    );
    page!(
        "known-issue",
        known_issues::KnownIssue,
        shell(Some(sample::lead())),
        sample::known_issues::known_issue()
    );
    page!(
        "known-issue-new",
        known_issues::NewKnownIssue,
        shell(Some(sample::lead())),
        sample::known_issues::new_known_issue()
    );
    page!(
        "known-issue-link",
        known_issues::LinkTickets,
        shell(Some(sample::lead())),
        sample::known_issues::link_tickets()
    );
    page!(
        "known-issue-word",
        known_issues::SendWord,
        shell(Some(sample::lead())),
        sample::known_issues::send_word()
    );
    page!(
        "known-issue-close",
        known_issues::CloseTogether,
        shell(Some(sample::lead())),
        sample::known_issues::close_together()
    );
    page!("surges", surges::Surges, shell(Some(sample::lead())), sample::surges::surges());
    page!("surges-none", surges::Surges, shell(Some(sample::lead())), sample::surges::surges_none());
    page!("surge", surges::Surge, shell(Some(sample::lead())), sample::surges::surge());
    page!("gold", gold::Gold, shell(Some(sample::lead())), sample::gold::gold());
    page!("waves", waves::Waves, shell(Some(sample::lead())), sample::waves::waves());
    page!("wave", waves::OneWave, shell(Some(sample::lead())), sample::waves::wave());
    page!("walls", wall::Walls, shell(Some(sample::lead())), sample::wall::walls());
    for (name, page) in [("wall", sample::wall::wall()), ("wall-quiet", sample::wall::wall_quiet())] {
        save(name, to_html(Nonce::new(), move || view! { <wall::Wall page/> }))?;
    }
    page!("decisions", decisions::Decisions, shell(Some(sample::lead())), sample::decisions::decisions());
    page!(
        "decisions-none",
        decisions::Decisions,
        shell(Some(sample::lead())),
        sample::decisions::decisions_none()
    );
    page!(
        "decision-new",
        decisions::LogDecision,
        shell(Some(sample::lead())),
        sample::decisions::decision_new()
    );
    page!(
        "decision-errors",
        decisions::LogDecision,
        shell(Some(sample::lead())),
        sample::decisions::decision_errors()
    );
    page!("action", decisions::Action, shell(Some(sample::lead())), sample::decisions::action());
    page!(
        "action-errors",
        decisions::Action,
        shell(Some(sample::lead())),
        sample::decisions::action_errors()
    );
    page!(
        "action-cancelled",
        decisions::Action,
        shell(Some(sample::lead())),
        sample::decisions::action_cancelled()
    );
    page!("decision", decisions::Decision, shell(Some(sample::lead())), sample::decisions::decision());
    page!(
        "decision-read",
        decisions::Decision,
        shell(Some(sample::administrator())),
        sample::decisions::decision_read()
    );
    page!("reports", reports::Reports, shell(Some(sample::lead())), sample::reports::reports());
    page!("reports-none", reports::Reports, shell(Some(sample::lead())), sample::reports::reports_none());
    page!("report", reports::Report, shell(Some(sample::lead())), sample::reports::report());
    page!(
        "report-approved",
        reports::Report,
        shell(Some(sample::lead())),
        sample::reports::report_approved()
    );
    page!(
        "report-shared",
        reports::Report,
        shell(Some(sample::administrator())),
        sample::reports::report_shared()
    );
    page!("packs", packs::Packs, shell(Some(sample::lead())), sample::packs::packs());
    page!("packs-none", packs::Packs, shell(Some(sample::lead())), sample::packs::packs_none());
    page!("paper", paper::Paper, shell(Some(sample::lead())), sample::paper::paper());
    page!("paper-refused", paper::Paper, shell(Some(sample::lead())), sample::paper::paper_refused());
    page!("pack-post", packs::PostPack, shell(Some(sample::lead())), sample::packs::pack_post());
    page!("pack-wards", packs::WardPack, shell(Some(sample::lead())), sample::packs::pack_wards());
    page!("insight", insight::Insight, shell(Some(sample::lead())), sample::insight::insight());
    page!("insight-overview", insight::Figures, shell(Some(sample::lead())), sample::insight::overview());
    page!("insight-times", insight::Figures, shell(Some(sample::lead())), sample::insight::times());
    page!("insight-requests", insight::Figures, shell(Some(sample::lead())), sample::insight::requests());
    page!("insight-map", insight::Figures, shell(Some(sample::lead())), sample::insight::exact_map());
    page!("insight-map-shared", insight::Figures, shell(Some(sample::lead())), sample::insight::shared_map());
    page!("landing", sign_in::Landing, shell(None), sample::sign_in::landing());
    page!("enrol", sign_in::Enrol, shell(None), sample::sign_in::enrol());
    page!("pin", sign_in::Pin, shell(None), sample::sign_in::pin());
    page!("sign-in", sign_in::SignIn, shell(None), sign_in::SignInPage::default());
    page!("join", join::Join, shell(None), sample::join::join());
    page!("join-first", join::Join, shell(None), sample::join::join_first());
    page!("invite", join::Invite, shell(Some(sample::administrator())), sample::join::invite());
    page!("staff", sign_in::StaffSignIn, shell(None), sample::sign_in::staff());
    page!("setup", setup::Setup, shell(Some(sample::lead())), sample::setup::setup());
    page!("posters", posters::Posters, shell(Some(sample::lead())), sample::posters::posters());
    page!(
        "print-poster",
        posters::Print,
        shell(Some(sample::lead())),
        sample::posters::print(PosterKind::Poster)
    );
    page!(
        "print-lanyard",
        posters::Print,
        shell(Some(sample::lead())),
        sample::posters::print(PosterKind::LanyardCard)
    );
    page!(
        "print-screen",
        posters::Print,
        shell(Some(sample::lead())),
        sample::posters::print(PosterKind::ScreenCard)
    );
    page!("code", setup::Code, shell(Some(sample::lead())), sample::setup::code());
    page!("admin", admin::Admin, shell(Some(sample::administrator())), sample::admin::admin());
    page!(
        "import-problems",
        import::Import,
        shell(Some(sample::administrator())),
        sample::import::import_problems()
    );
    page!(
        "import-questions",
        import::Import,
        shell(Some(sample::administrator())),
        sample::import::import_questions()
    );
    page!(
        "import-changes",
        import::Import,
        shell(Some(sample::administrator())),
        sample::import::import_changes()
    );
    page!(
        "import-undo",
        import::Undo,
        shell(Some(sample::administrator())),
        sample::import::import_undo(true)
    );
    page!(
        "import-stays",
        import::Undo,
        shell(Some(sample::administrator())),
        sample::import::import_undo(false)
    );
    page!(
        "import-columns",
        import::Headings,
        shell(Some(sample::administrator())),
        sample::import::import_columns()
    );
    page!("start", start::Start, shell(Some(sample::administrator())), sample::start::start());
    page!("start-ready", start::Start, shell(Some(sample::administrator())), sample::start::start_ready());
    page!("doctor", doctor::Doctor, shell(Some(sample::administrator())), sample::doctor::doctor());
    page!("doctor-well", doctor::Doctor, shell(Some(sample::administrator())), sample::doctor::doctor_well());
    page!("audit", audit::Audit, shell(Some(sample::administrator())), sample::audit::audit());
    page!("account", account::Account, shell(Some(sample::lead())), sample::account::account());
    page!("person", account::Person, shell(Some(sample::administrator())), sample::account::person());
    page!("people", people::People, shell(Some(sample::administrator())), sample::people::people());
    page!(
        "person-new",
        people::PersonEntry,
        shell(Some(sample::administrator())),
        sample::people::person_form()
    );
    page!(
        "person-changed",
        people::PersonEntry,
        shell(Some(sample::administrator())),
        sample::people::person_changed()
    );
    page!("shifts", roster::Shifts, shell(Some(sample::administrator())), sample::roster::shifts());
    page!("list", admin::List, shell(Some(sample::administrator())), sample::admin::list());
    page!("places", places::List, shell(Some(sample::administrator())), sample::places::places());
    page!("places-near", places::List, shell(Some(sample::administrator())), sample::places::places_near());
    page!("place", places::Entry, shell(Some(sample::administrator())), sample::places::place());
    page!(
        "place-errors",
        places::Entry,
        shell(Some(sample::administrator())),
        sample::places::place_with_errors()
    );
    page!("place-ended", places::Entry, shell(Some(sample::administrator())), sample::places::place_ended());
    page!("problem", problem::Problem, shell(None), sample::problem::problem());
    Ok(())
}
