//! What the compiler has to be told: the files for the browser are embedded, so that a build after those have changed is another
//! program; and which program this is.

use std::{env, path::Path, process::Command};

/// What the program is made of.
const SOURCES: [&str; 5] = ["../app", "../server", "../public", "../style", "../Cargo.lock"];

fn main() {
    println!("cargo:rerun-if-changed=../target/site");
    println!("cargo:rustc-env=BUILD_VERSION={}+{}", env!("CARGO_PKG_VERSION"), build());
}

/// The commit, and whether its sources were changed since. While one edits there is no such thing: to follow each commit would
/// compile the server and its tests anew each time.
fn build() -> String {
    if env::var("PROFILE").as_deref() != Ok("release") {
        return "development".to_owned();
    }
    for path in SOURCES {
        println!("cargo:rerun-if-changed={path}");
    }
    let Some(commit) = git(&["rev-parse", "--short=12", "HEAD"]) else { return "unknown".to_owned() };
    // Each commit and each checkout adds a line.
    for path in ["HEAD", "logs/HEAD"].iter().filter_map(|name| git(&["rev-parse", "--git-path", name])) {
        if Path::new(&path).exists() {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    let changed = git(&[&["status", "--porcelain", "--"], &SOURCES[..]].concat());
    if changed.is_some_and(|changed| changed.is_empty()) { commit } else { format!("{commit}.changed") }
}

/// What git says; nothing if it is not there or this is no repository of its own.
fn git(arguments: &[&str]) -> Option<String> {
    let output =
        Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8(output.stdout).ok()?.trim().to_owned())
}
