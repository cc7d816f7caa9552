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
    page!("ask", ask::Ask, shell(None), sample::ask());
    page!("ask-errors", ask::Ask, shell(None), sample::ask_with_errors());
    page!("ask-desk", ask::Ask, shell(Some(sample::lead())), sample::ask_at_the_desk());
    page!("asked-already", ask::AskedAlready, shell(None), sample::asked_already());
    page!("waiting", waiting::Waiting, shell(None), sample::waiting());
    page!("ask-elsewhere", ask::Ask, shell(None), sample::ask_elsewhere());
    page!("ask-place", ask::ChoosePlace, shell(None), sample::ask_place());
    page!("correct", correct::Correct, shell(None), sample::correct());
    page!("correct-meanwhile", correct::Correct, shell(None), sample::correct_meanwhile());
    page!("waiting-on-the-way", waiting::Waiting, shell(None), sample::waiting_on_the_way());
    page!("waiting-on-hold", waiting::Waiting, shell(None), sample::waiting_on_hold());
    page!("waiting-thought-fixed", waiting::Waiting, shell(None), sample::waiting_thought_fixed());
    page!("waiting-closed", waiting::Waiting, shell(None), sample::waiting_closed());
    page!("my-jobs-off", my_jobs::MyJobs, shell(Some(sample::responder())), sample::my_jobs_off_shift());
    page!("my-jobs-empty", my_jobs::MyJobs, shell(Some(sample::responder())), sample::my_jobs_empty());
    page!("my-jobs-offer", my_jobs::MyJobs, shell(Some(sample::responder())), sample::my_jobs_offer());
    page!("my-jobs-job", my_jobs::MyJobs, shell(Some(sample::responder())), sample::my_jobs_job());
    page!("finish", finish::Finish, shell(Some(sample::responder())), sample::finish());
    page!("details", details::Details, shell(Some(sample::responder())), sample::details());
    page!(
        "details-errors",
        details::Details,
        shell(Some(sample::responder())),
        sample::details_with_errors()
    );
    page!("helped", helped::Helped, shell(Some(sample::responder())), sample::helped());
    page!("question", question::Question, shell(Some(sample::lead())), sample::question());
    page!("end-shift", end_shift::EndShift, shell(Some(sample::responder())), sample::end_shift());
    page!("board", board::Board, shell(Some(sample::lead())), sample::board());
    page!("board-found", board::Board, shell(Some(sample::lead())), sample::board_found());
    page!("board-empty", board::Board, shell(Some(sample::lead())), sample::board_empty());
    page!("levels", levels::Levels, shell(Some(sample::lead())), sample::levels());
    page!("levels-empty", levels::Levels, shell(Some(sample::lead())), sample::levels_empty());
    page!("tickets", tickets::Tickets, shell(Some(sample::lead())), sample::tickets());
    page!("tickets-which", tickets::Tickets, shell(Some(sample::lead())), sample::tickets_which());
    page!("ticket", ticket::TicketDetail, shell(Some(sample::lead())), sample::ticket());
    page!("cover", cover::Cover, shell(Some(sample::lead())), sample::cover());
    page!("cover-empty", cover::Cover, shell(Some(sample::lead())), sample::cover_empty());
    page!("policy", policy::Policy, shell(Some(sample::lead())), sample::policy());
    page!("policy-default", policy::Policy, shell(Some(sample::administrator())), sample::policy_default());
    page!(
        "policy-preview",
        policy::PolicyPreview,
        shell(Some(sample::administrator())),
        sample::policy_preview()
    );
    page!(
        "policy-unchanged",
        policy::PolicyPreview,
        shell(Some(sample::administrator())),
        sample::policy_unchanged()
    );
    page!("settings", settings::Settings, shell(Some(sample::administrator())), sample::settings());
    page!("settings-new", settings::Settings, shell(Some(sample::administrator())), sample::settings_new());
    page!(
        "settings-preview",
        settings::SettingsPreview,
        shell(Some(sample::administrator())),
        sample::settings_preview()
    );
    page!(
        "settings-unchanged",
        settings::SettingsPreview,
        shell(Some(sample::administrator())),
        sample::settings_unchanged()
    );
    page!(
        "settings-version",
        settings::SettingsVersionDetail,
        shell(Some(sample::administrator())),
        sample::settings_version()
    );
    page!("rehearse", rehearse::Rehearse, shell(Some(sample::lead())), sample::rehearse());
    page!(
        "rehearsal-compares",
        rehearse::Rehearsal,
        shell(Some(sample::lead())),
        sample::rehearsal_compares()
    );
    page!("rehearsal-staffs", rehearse::Rehearsal, shell(Some(sample::lead())), sample::rehearsal_staffs());
    page!(
        "rehearsal-cancelled",
        rehearse::Rehearsal,
        shell(Some(sample::lead())),
        sample::rehearsal(rehearse::Course::Cancelled)
    );
    page!("rehearsal", rehearse::Rehearsal, shell(Some(sample::lead())), sample::rehearsal_finished());
    page!("rehearsal-quiet", rehearse::Rehearsal, shell(Some(sample::lead())), sample::rehearsal_quiet());
    page!("again", sign_in::Again, shell(Some(sample::lead())), sample::again());
    page!("drills", drills::Drills, shell(Some(sample::lead())), sample::drills());
    page!("drill", drills::Drill, shell(Some(sample::lead())), sample::drill());
    page!("known-issues", known_issues::KnownIssues, shell(Some(sample::lead())), sample::known_issues());
    page!("known-issue", known_issues::KnownIssue, shell(Some(sample::lead())), sample::known_issue());
    page!(
        "known-issue-new",
        known_issues::NewKnownIssue,
        shell(Some(sample::lead())),
        sample::new_known_issue()
    );
    page!("known-issue-link", known_issues::LinkTickets, shell(Some(sample::lead())), sample::link_tickets());
    page!("known-issue-word", known_issues::SendWord, shell(Some(sample::lead())), sample::send_word());
    page!(
        "known-issue-close",
        known_issues::CloseTogether,
        shell(Some(sample::lead())),
        sample::close_together()
    );
    page!("surges", surges::Surges, shell(Some(sample::lead())), sample::surges());
    page!("surges-none", surges::Surges, shell(Some(sample::lead())), sample::surges_none());
    page!("surge", surges::Surge, shell(Some(sample::lead())), sample::surge());
    page!("gold", gold::Gold, shell(Some(sample::lead())), sample::gold());
    page!("waves", waves::Waves, shell(Some(sample::lead())), sample::waves());
    page!("wave", waves::OneWave, shell(Some(sample::lead())), sample::wave());
    page!("walls", wall::Walls, shell(Some(sample::lead())), sample::walls());
    for (name, page) in [("wall", sample::wall()), ("wall-quiet", sample::wall_quiet())] {
        save(name, to_html(Nonce::new(), move || view! { <wall::Wall page/> }))?;
    }
    page!("decisions", decisions::Decisions, shell(Some(sample::lead())), sample::decisions());
    page!("decisions-none", decisions::Decisions, shell(Some(sample::lead())), sample::decisions_none());
    page!("decision-new", decisions::LogDecision, shell(Some(sample::lead())), sample::decision_new());
    page!("decision-errors", decisions::LogDecision, shell(Some(sample::lead())), sample::decision_errors());
    page!("action", decisions::Action, shell(Some(sample::lead())), sample::action());
    page!("action-errors", decisions::Action, shell(Some(sample::lead())), sample::action_errors());
    page!("action-cancelled", decisions::Action, shell(Some(sample::lead())), sample::action_cancelled());
    page!("decision", decisions::Decision, shell(Some(sample::lead())), sample::decision());
    page!(
        "decision-read",
        decisions::Decision,
        shell(Some(sample::administrator())),
        sample::decision_read()
    );
    page!("reports", reports::Reports, shell(Some(sample::lead())), sample::reports());
    page!("reports-none", reports::Reports, shell(Some(sample::lead())), sample::reports_none());
    page!("report", reports::Report, shell(Some(sample::lead())), sample::report());
    page!("report-approved", reports::Report, shell(Some(sample::lead())), sample::report_approved());
    page!("report-shared", reports::Report, shell(Some(sample::administrator())), sample::report_shared());
    page!("packs", packs::Packs, shell(Some(sample::lead())), sample::packs());
    page!("packs-none", packs::Packs, shell(Some(sample::lead())), sample::packs_none());
    page!("paper", paper::Paper, shell(Some(sample::lead())), sample::paper());
    page!("paper-refused", paper::Paper, shell(Some(sample::lead())), sample::paper_refused());
    page!("pack-post", packs::PostPack, shell(Some(sample::lead())), sample::pack_post());
    page!("pack-wards", packs::WardPack, shell(Some(sample::lead())), sample::pack_wards());
    page!("insight", insight::Insight, shell(Some(sample::lead())), sample::insight());
    page!("landing", sign_in::Landing, shell(None), sample::landing());
    page!("enrol", sign_in::Enrol, shell(None), sample::enrol());
    page!("pin", sign_in::Pin, shell(None), sample::pin());
    page!("sign-in", sign_in::SignIn, shell(None), sign_in::SignInPage::default());
    page!("join", join::Join, shell(None), sample::join());
    page!("join-first", join::Join, shell(None), sample::join_first());
    page!("invite", join::Invite, shell(Some(sample::administrator())), sample::invite());
    page!("staff", sign_in::StaffSignIn, shell(None), sample::staff());
    page!("setup", setup::Setup, shell(Some(sample::lead())), sample::setup());
    page!("posters", posters::Posters, shell(Some(sample::lead())), sample::posters());
    page!("print-poster", posters::Print, shell(Some(sample::lead())), sample::print(PosterKind::Poster));
    page!(
        "print-lanyard",
        posters::Print,
        shell(Some(sample::lead())),
        sample::print(PosterKind::LanyardCard)
    );
    page!("print-screen", posters::Print, shell(Some(sample::lead())), sample::print(PosterKind::ScreenCard));
    page!("code", setup::Code, shell(Some(sample::lead())), sample::code());
    page!("admin", admin::Admin, shell(Some(sample::administrator())), sample::admin());
    page!("import-problems", import::Import, shell(Some(sample::administrator())), sample::import_problems());
    page!(
        "import-questions",
        import::Import,
        shell(Some(sample::administrator())),
        sample::import_questions()
    );
    page!("import-changes", import::Import, shell(Some(sample::administrator())), sample::import_changes());
    page!("import-undo", import::Undo, shell(Some(sample::administrator())), sample::import_undo(true));
    page!("import-stays", import::Undo, shell(Some(sample::administrator())), sample::import_undo(false));
    page!("import-columns", import::Headings, shell(Some(sample::administrator())), sample::import_columns());
    page!("start", start::Start, shell(Some(sample::administrator())), sample::start());
    page!("start-ready", start::Start, shell(Some(sample::administrator())), sample::start_ready());
    page!("doctor", doctor::Doctor, shell(Some(sample::administrator())), sample::doctor());
    page!("doctor-well", doctor::Doctor, shell(Some(sample::administrator())), sample::doctor_well());
    page!("audit", audit::Audit, shell(Some(sample::administrator())), sample::audit());
    page!("account", account::Account, shell(Some(sample::lead())), sample::account());
    page!("person", account::Person, shell(Some(sample::administrator())), sample::person());
    page!("people", people::People, shell(Some(sample::administrator())), sample::people());
    page!("person-new", people::PersonEntry, shell(Some(sample::administrator())), sample::person_form());
    page!(
        "person-changed",
        people::PersonEntry,
        shell(Some(sample::administrator())),
        sample::person_changed()
    );
    page!("shifts", roster::Shifts, shell(Some(sample::administrator())), sample::shifts());
    page!("list", admin::List, shell(Some(sample::administrator())), sample::list());
    page!("places", places::List, shell(Some(sample::administrator())), sample::places());
    page!("places-near", places::List, shell(Some(sample::administrator())), sample::places_near());
    page!("place", places::Entry, shell(Some(sample::administrator())), sample::place());
    page!("place-errors", places::Entry, shell(Some(sample::administrator())), sample::place_with_errors());
    page!("place-ended", places::Entry, shell(Some(sample::administrator())), sample::place_ended());
    page!("problem", problem::Problem, shell(None), sample::problem());
    Ok(())
}
