//! Somebody looks for surges in what was asked before: `elbow surges --replay`.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::{
    fmt::Write as _,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

const HEADING: &str =
    "level,zone,ward,tag,opened_at,last_at,window_minutes,seen,wards,expected,score,tickets,sentence";

/// Whether it went well, what it printed, and what it said beside that.
fn elbow(folder: &Path, arguments: &[&str], input: &[u8]) -> (bool, String, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_elbow"))
        .args(arguments)
        .current_dir(folder)
        .env("ELBOW_DATABASE_URL", "sqlite:elbow.db")
        .env("ELBOW_TIME_ZONE", "Europe/London")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    program.stdin.take().unwrap().write_all(input).unwrap();
    let done = program.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.success(), text(done.stdout), text(done.stderr))
}

/// Two usual days of ten wards in two zones with five topics, hour by hour; on the second, from ten past nine, six wards ask about ePMA.
fn two_days() -> String {
    let mut file = "asked_at,ward,zone,tag,priority\n".to_owned();
    let tags = ["ePMA", "Beds", "Letters", "Results", "Theatre"];
    for hour in 0..48 {
        let (day, of_day) = (1 + hour / 24, hour % 24);
        for place in 0..if (7..20).contains(&of_day) { 30 } else { 5 } {
            let minute = place * 2 % 60;
            let ward = (hour * 7 + place * 3) % 10;
            let zone = if ward < 5 { "North" } else { "South" };
            let tag = tags[(hour + place * 3 + place / 5) % 5];
            writeln!(file, "2026-03-0{day} {of_day:02}:{minute:02},Ward {ward},{zone},{tag},P3").unwrap();
        }
    }
    for place in 0..24 {
        let (minute, ward) = (10 + place / 2, 2 + place % 6);
        let zone = if ward < 5 { "North" } else { "South" };
        writeln!(file, "02/03/2026 09:{minute}:30,Ward {ward},{zone},ePMA,P2").unwrap();
    }
    file
}

#[test]
fn a_trust_replays_its_requests_and_reads_when_what_surged() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("asked.csv"), two_days()).unwrap();
    std::fs::write(folder.path().join("plan.toml"), "planned_per_day = 445\n").unwrap();
    let asked = ["surges", "--replay", "asked.csv", "--parameters", "plan.toml"];
    let (went_well, cards, said) = elbow(folder.path(), &asked, b"");
    assert!(went_well, "{said}");
    assert!(
        said.contains("note: asked.csv: The lines were not in the order of time. They were put into it."),
        "{said}"
    );
    assert!(
        said.contains("914 requests from 10 wards about 5 topics: 1 card. In the last 1 whole day: 0 cards."),
        "{said}"
    );
    assert!(!folder.path().join("elbow.db").exists(), "it has touched no database");
    let mut lines = cards.lines();
    assert_eq!(lines.next(), Some(HEADING));
    let card = lines.next().unwrap();
    assert_eq!(lines.next(), None, "{cards}");
    assert!(card.starts_with("tag,,,ePMA,2026-03-02T09:1"), "{card}");
    assert!(
        card.contains("ePMA: ") && card.contains(" wards in ") && card.contains("expected. Began 09:"),
        "{card}"
    );

    // The same from standard input, in another order, with columns in another order and times of another clock.
    let file = two_days();
    let mut turned: Vec<String> = file
        .lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            let at = cells[0].replace("02/03/2026 ", "2026-03-02T").replace(' ', "T");
            let seconds = if at.len() == 16 { ":00" } else { "" };
            format!("{};{at}{seconds}+00:00;{};{}", cells[3], cells[1], cells[2])
        })
        .collect();
    turned.reverse();
    turned.insert(0, "Tag;Asked at;Ward;Zone".to_owned());
    let piped = ["surges", "--replay", "-", "--parameters", "plan.toml"];
    let (went_well, again, said) = elbow(folder.path(), &piped, turned.join("\r\n").as_bytes());
    assert!(went_well, "{said}");
    assert_eq!(again, cards);
}

#[test]
fn whoever_gives_a_bad_file_reads_every_line_that_is_wrong_and_gets_no_cards() {
    let folder = tempfile::tempdir().unwrap();
    let file = "asked_at,ward,zone,tag,priority,mood\nsoon,Ward 7,North,ePMA,P3,calm\n2026-03-02 09:00,,North,ePMA,P5,calm\n";
    let (went_well, printed, said) = elbow(folder.path(), &["surges", "--replay", "-"], file.as_bytes());
    assert!(!went_well && printed.is_empty(), "{printed}");
    for told in [
        "note: standard input:1: The column “mood” is left out.",
        "standard input:2: The asked_at cannot be “soon”. Write a day and a time of 24 hours",
        "standard input:3: The priority cannot be “P5”. Write P1, P2, P3 or P4, or nothing.",
        "standard input:3: The ward is missing. Fill it in, or remove the line.",
        "3 problems; nothing was looked for.",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    let (went_well, _, said) = elbow(folder.path(), &["surges", "--replay", "gone.csv"], b"");
    assert!(!went_well && said.contains("gone.csv cannot be read"), "{said}");
}

/// The file begins at two in the afternoon, and in it nobody says in which zone a ward is.
#[test]
fn a_day_of_which_the_file_has_half_is_no_whole_day() {
    let folder = tempfile::tempdir().unwrap();
    let days = "asked_at,ward,tag\n2026-03-02 14:00,Ward 7,ePMA\n2026-03-03 09:00,Ward 7,ePMA\n";
    for (more, whole) in
        [("", None), ("2026-03-04 09:00,Ward 7,ePMA\n", Some("In the last 1 whole day: 0 cards."))]
    {
        let file = format!("{days}{more}");
        let (went_well, _, said) = elbow(folder.path(), &["surges", "--replay", "-"], file.as_bytes());
        assert!(went_well, "{said}");
        assert_eq!(said.contains("whole day"), whole.is_some(), "{said}");
        assert!(said.contains(whole.unwrap_or("0 cards.")), "{said}");
        assert!(said.contains("note: standard input: No line names a zone"), "{said}");
    }
}

#[test]
fn a_file_in_which_nobody_asks_has_no_cards() {
    let folder = tempfile::tempdir().unwrap();
    let (went_well, printed, said) =
        elbow(folder.path(), &["surges", "--replay", "-"], b"asked_at,ward,tag\n");
    assert!(went_well, "{said}");
    assert_eq!(printed.trim_end(), HEADING);
    assert!(said.contains("0 requests from 0 wards about 0 topics: 0 cards."), "{said}");
}

#[test]
fn parameters_are_printed_and_senseless_ones_named_together() {
    let folder = tempfile::tempdir().unwrap();
    let (went_well, printed, _) = elbow(folder.path(), &["surges", "--print-parameters"], b"");
    assert!(
        went_well && printed.contains("planned_per_day = 1400.0") && printed.contains("[levels.zone_tag]"),
        "{printed}"
    );
    std::fs::write(folder.path().join("all.toml"), printed).unwrap();
    let replay = |parameters| ["surges", "--replay", "-", "--parameters", parameters];
    assert!(
        elbow(folder.path(), &replay("all.toml"), b"asked_at,ward,tag\n").0,
        "what is printed can be used"
    );
    std::fs::write(folder.path().join("bad.toml"), "raise = 2\nmerge_minutes = 0\n").unwrap();
    let (went_well, _, said) = elbow(folder.path(), &replay("bad.toml"), b"asked_at,ward,tag\n");
    assert!(!went_well && said.contains("bad.toml cannot be used:"), "{said}");
    assert!(said.contains("  merge_minutes must be from 1 to 1440\n  raise must be from 0 to 1.5"), "{said}");
    std::fs::write(folder.path().join("odd.toml"), "raised = 1\n").unwrap();
    let (went_well, _, said) = elbow(folder.path(), &replay("odd.toml"), b"");
    assert!(!went_well && said.contains("odd.toml: ") && said.contains("raised"), "{said}");
}
