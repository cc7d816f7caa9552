//! Writes every page to a folder, filled with invented data, to be looked at and checked for accessibility:
//! `cargo run -p app --features ssr --example gallery -- FOLDER`.

mod sample;

use std::{env, fs, io, path::PathBuf};

use app::{pages, render::to_html};
use leptos::{nonce::Nonce, prelude::*};

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "gallery".to_owned()));
    fs::create_dir_all(&folder)?;
    let save = |name: &str, html: String| fs::write(folder.join(format!("{name}.html")), html);
    let shell = sample::shell;
    macro_rules! page {
        ($name:literal, $page:ident, $shell:expr, $model:expr) => {
            save(
                $name,
                to_html(Nonce::new(), || {
                    let (shell, page) = ($shell, $model);
                    view! { <pages::$page shell page/> }
                }),
            )?
        };
    }
    page!("ask", Ask, shell(None), sample::ask());
    page!("ask-errors", Ask, shell(None), sample::ask_with_errors());
    page!("ask-desk", Ask, shell(Some(sample::lead())), sample::ask_at_the_desk());
    page!("asked-already", AskedAlready, shell(None), sample::asked_already());
    page!("waiting", Waiting, shell(None), sample::waiting());
    page!("waiting-on-the-way", Waiting, shell(None), sample::waiting_on_the_way());
    page!("waiting-closed", Waiting, shell(None), sample::waiting_closed());
    page!("my-jobs-off", MyJobs, shell(Some(sample::responder())), sample::my_jobs_off_shift());
    page!("my-jobs-empty", MyJobs, shell(Some(sample::responder())), sample::my_jobs_empty());
    page!("my-jobs-offer", MyJobs, shell(Some(sample::responder())), sample::my_jobs_offer());
    page!("my-jobs-job", MyJobs, shell(Some(sample::responder())), sample::my_jobs_job());
    page!("finish", Finish, shell(Some(sample::responder())), sample::finish());
    page!("details", Details, shell(Some(sample::responder())), sample::details());
    page!("details-errors", Details, shell(Some(sample::responder())), sample::details_with_errors());
    page!("helped", Helped, shell(Some(sample::responder())), sample::helped());
    page!("question", Question, shell(Some(sample::lead())), sample::question());
    page!("end-shift", EndShift, shell(Some(sample::responder())), sample::end_shift());
    page!("board", Board, shell(Some(sample::lead())), sample::board());
    page!("board-empty", Board, shell(Some(sample::lead())), sample::board_empty());
    page!("ticket", TicketDetail, shell(Some(sample::lead())), sample::ticket());
    page!("drills", Drills, shell(Some(sample::lead())), sample::drills());
    page!("drill", Drill, shell(Some(sample::lead())), sample::drill());
    page!("known-issues", KnownIssues, shell(Some(sample::lead())), sample::known_issues());
    page!("known-issue", KnownIssue, shell(Some(sample::lead())), sample::known_issue());
    page!("insight", Insight, shell(Some(sample::lead())), sample::insight());
    page!("landing", Landing, shell(None), sample::landing());
    page!("enrol", Enrol, shell(None), sample::enrol());
    page!("pin", Pin, shell(None), sample::pin());
    page!("sign-in", SignIn, shell(None), app::model::SignInPage::default());
    page!("staff", StaffSignIn, shell(None), sample::staff());
    page!("setup", Setup, shell(Some(sample::lead())), sample::setup());
    page!("code", Code, shell(Some(sample::lead())), sample::code());
    page!("admin", Admin, shell(Some(sample::administrator())), sample::admin());
    page!("import-problems", Import, shell(Some(sample::administrator())), sample::import_problems());
    page!("import-changes", Import, shell(Some(sample::administrator())), sample::import_changes());
    page!("audit", Audit, shell(Some(sample::administrator())), sample::audit());
    page!("account", Account, shell(Some(sample::lead())), sample::account());
    page!("person", Person, shell(Some(sample::administrator())), sample::person());
    page!("list", List, shell(Some(sample::administrator())), sample::list());
    page!("problem", Problem, shell(None), sample::problem());
    Ok(())
}
