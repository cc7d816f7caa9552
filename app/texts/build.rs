//! Makes a function of every message in `locales`: what a page asks for and nobody has written does not compile.

use std::{env, path::PathBuf, process::ExitCode};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> ExitCode {
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else { return ExitCode::FAILURE };
    let made = |name: &str| out.join(name).display().to_string();
    build_from_locales_folder(
        BuildOptions::default()
            .with_default_language("en-GB")
            .with_lint_level(LintLevel::Deny)
            .with_prefix("")
            // What people wrote is isolated where it is written into a sentence; a number or a time needs no marks.
            .without_bidi_isolation()
            .without_format()
            .with_output_file_path(&made("texts.rs"))
            .with_ftl_output(FtlOutputOptions::single_file(&made("texts.ftl"))),
    )
}
