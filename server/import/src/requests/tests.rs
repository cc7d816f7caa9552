use super::*;

fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap()
}

fn read_bytes(bytes: &[u8]) -> Requests {
    read("asked.csv", bytes, &london()).unwrap()
}

fn told(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

/// The requests, if there is nothing to say about the file.
#[track_caller]
fn sound(text: &str) -> Vec<(String, String, Option<String>, String)> {
    let read = read_bytes(text.as_bytes());
    assert_eq!(told(&read.problems), Vec::<String>::new());
    assert_eq!(told(&read.notes), Vec::<String>::new());
    shown(&read)
}

fn shown(read: &Requests) -> Vec<(String, String, Option<String>, String)> {
    read.requests
        .iter()
        .map(|request| {
            let at = ground::clock::utc(request.at).to_string();
            let ward = &read.wards[usize::from(request.ward)];
            let zone = ward.zone.map(|zone| read.zones[usize::from(zone)].clone());
            (at, ward.name.clone(), zone, read.tags[usize::from(request.tag)].clone())
        })
        .collect()
}

fn row(at: &str, ward: &str, zone: Option<&str>, tag: &str) -> (String, String, Option<String>, String) {
    (at.to_owned(), ward.to_owned(), zone.map(str::to_owned), tag.to_owned())
}

#[test]
fn times_are_local_or_have_an_offset() {
    let text = "asked_at,ward,zone,tag,priority\n\
                2026-11-20 07:30,Ward 7,Medicine,ePMA,P3\n\
                20/11/2026 07:31:05,Ward 7,Medicine,ePMA,\n\
                2026-11-20T07:32,Ward 7,Medicine,ePMA,p1\n\
                2026-11-20T07:33:00Z,Ward 7,Medicine,ePMA,P3\n\
                2026-11-20T08:34:00.250+01:00,Ward 8,,Beds,P4\n\
                2026-06-20 07:30,Ward 7,Medicine,ePMA,P3\n";
    let read = read_bytes(text.as_bytes());
    assert_eq!(told(&read.problems), Vec::<String>::new());
    assert_eq!(
        told(&read.notes),
        ["asked.csv: The lines were not in the order of time. They were put into it."]
    );
    let ward = |at| row(at, "Ward 7", Some("Medicine"), "ePMA");
    assert_eq!(
        shown(&read),
        [
            ward("2026-06-20T06:30:00Z"),
            ward("2026-11-20T07:30:00Z"),
            ward("2026-11-20T07:31:05Z"),
            ward("2026-11-20T07:32:00Z"),
            ward("2026-11-20T07:33:00Z"),
            row("2026-11-20T07:34:00.25Z", "Ward 8", None, "Beds"),
        ]
    );
    assert_eq!(read.requests[0].line, 7);
}

#[test]
fn columns_may_stand_in_any_order_and_be_parted_as_spreadsheets_part_them() {
    let same = [row("2026-11-20T07:30:00Z", "Ward 7", Some("Medicine"), "Beds, and more")];
    for text in [
        "Tag,Asked At,WARD,zone\n\"Beds, and more\",2026-11-20 07:30,Ward 7,Medicine\n",
        "\u{feff}zone;ward;asked_at;tag\r\n\r\nMedicine;Ward 7;20/11/2026 7:30;Beds, and more\r\n",
        "sep=;\nzone;ward;asked;topic\nMedicine; ward  7 ;2026-11-20 07:30;\"Beds, and more\"",
        "ward\tzone\tasked_at\ttag\nWard 7\tMedicine\t2026-11-20 07:30\tBeds, and more",
    ] {
        let found = sound(text);
        let lower = |rows: &[(String, String, Option<String>, String)]| format!("{rows:?}").to_lowercase();
        assert_eq!(lower(&found), lower(&same), "{text}");
    }
    let quoted = sound("asked_at,ward,tag\n2026-11-20 07:30,\"The \"\"Nest\"\"\",'=ePMA\n");
    assert_eq!(quoted, [row("2026-11-20T07:30:00Z", "The \"Nest\"", None, "=ePMA")]);
}

#[test]
fn however_a_name_is_spelt_it_is_one_ward() {
    let text = "asked_at,ward,tag\n2026-11-20 07:30,Ward 7,ePMA\n2026-11-20 07:31,WARD  7,epma\n";
    let read = read_bytes(text.as_bytes());
    assert_eq!((read.wards.len(), read.tags.len(), read.requests.len()), (1, 1, 2));
    assert_eq!(read.wards[0].name, "Ward 7");
}

#[test]
fn everything_that_is_wrong_is_said_in_one_round_by_its_line() {
    let text = "asked_at,ward,zone,tag,priority\n\
                yesterday,Ward 7,Medicine,ePMA,P3\n\
                2026-11-20 07:30,,Medicine,,P3\n\
                2026-11-20 07:30,Ward 7,Surgery,ePMA,P9\n\
                2026-03-29 01:30,Ward 7,Medicine,ePMA,P3\n\
                2026-11-20 07:30,Ward 7,Medicine,ePMA,P3,again\n\
                1926-11-20 07:30,Ward 7,Medicine,ePMA,P3\n\
                ,Ward 943 476 5919,Medicine,ePMA,P3\n\
                2026-11-20 07:30,\"Ward 7,Medicine,ePMA,P3\n\
                yesterday,Ward 7,Medicine,ePMA,P3\n";
    let read = read_bytes(text.as_bytes());
    assert_eq!(
        told(&read.problems),
        [
            format!("asked.csv:2: The asked_at cannot be “yesterday” (2 lines: 2, 10). {TIME}"),
            "asked.csv:3: The ward is missing. Fill it in, or remove the line.".to_owned(),
            "asked.csv:3: The tag is missing. Fill it in, or remove the line.".to_owned(),
            "asked.csv:4: The priority cannot be “P9”. Write P1, P2, P3 or P4, or nothing.".to_owned(),
            "asked.csv:4: “Ward 7” is in the zone “Surgery”, and in “Medicine” on lines before. Write one zone; or another name, \
             if there are two wards."
                .to_owned(),
            "asked.csv:5: There is no such time on 2026-03-29, when the clocks go forward. Write the time that the clock shows.".to_owned(),
            "asked.csv:6: The line has 6 values, but there are 5 columns. Put a value that holds the separator between double \
             quotes."
                .to_owned(),
            "asked.csv:7: The asked_at cannot be “1926-11-20 07:30”. Look at the year.".to_owned(),
            "asked.csv:8: The asked_at is missing. Fill it in, or remove the line.".to_owned(),
            "asked.csv:8: The ward holds what looks like an NHS number. Remove it.".to_owned(),
            "asked.csv:9: A double quote has no partner. Write it twice, or remove it.".to_owned(),
        ]
    );
}

#[test]
fn columns_that_are_missing_twice_or_misspelt_are_named_and_others_left_out() {
    let problems = told(&read_bytes(b"asked_at,wrad,tag,tag,mood\n").problems);
    assert_eq!(
        problems,
        [
            "asked.csv:1: The column “wrad” is nearly “ward”. Correct its name, or remove it.",
            "asked.csv:1: The column “tag” is there twice. Remove one of them.",
            "asked.csv:1: The column “ward” is missing. Add it; the first line names the columns.",
        ]
    );
    let read = read_bytes(b"asked_at,ward,tag,mood\n2026-11-20 07:30,Ward 7,ePMA,calm\n");
    assert_eq!(read.requests.len(), 1);
    let known = Column::ALL.map(Column::name).join(", ");
    let note =
        format!("asked.csv:1: The column “mood” is left out. If it is one of {known}, correct its name.");
    assert_eq!(told(&read.notes), [note]);
    let named = told(&read_bytes(b"asked_at,ward,tag,943 476 5919\n").problems);
    assert!(named.len() == 1 && !named[0].contains("943"), "{named:?}");
}

#[test]
fn what_is_no_csv_is_refused_in_a_sentence() {
    for (bytes, what) in [
        (&b""[..], "The file is empty. Let its first line name the columns: asked_at, ward, tag"),
        (b"\n\n", "The file is empty."),
        (b"\xFF\xFEa\0", "The text is encoded as UTF-16."),
        (b"PK\x03\x04abc", "This is a workbook."),
        (b"asked_at,ward,tag\n2026\0\n", "This is not a text file."),
        (b"asked_at,ward,tag\r2026-11-20 07:30,Ward 7,ePMA\r", "The lines end as on an old Mac."),
    ] {
        let read = read_bytes(bytes);
        let told = told(&read.problems);
        assert!(told.len() == 1 && told[0].contains(what), "{told:?}");
    }
    let long = [
        b"asked_at,ward,tag\n".to_vec(),
        vec![b'x'; 3 * MAX_LINE_BYTES],
        b"\n2026-11-20 07:30,Ward 7,ePMA\n".to_vec(),
    ];
    let read = read_bytes(&long.concat());
    assert_eq!(told(&read.problems).len(), 1);
    assert!(told(&read.problems)[0].starts_with("asked.csv:2: The line is longer than"));
    assert_eq!(read.requests.len(), 1, "reading goes on behind it");
}

#[test]
fn an_older_spreadsheets_letters_are_read_with_a_note() {
    let read = read_bytes(b"asked_at,ward,tag\n2026-11-20 07:30,Ren\xE9 ward,ePMA\n");
    assert_eq!(read.wards[0].name, "René ward");
    assert_eq!(
        told(&read.notes),
        [
            "asked.csv:2: The line was read as Windows-1252. If letters with accents look wrong, save it as CSV UTF-8."
        ]
    );
}

#[test]
fn the_hour_that_occurs_twice_is_taken_for_the_first() {
    let text = "asked_at,ward,tag\n2026-10-25 01:30,Ward 7,ePMA\n2026-10-25T01:30:00+00:00,Ward 7,ePMA\n";
    let read = read_bytes(text.as_bytes());
    let times: Vec<String> = shown(&read).into_iter().map(|(at, ..)| at).collect();
    assert_eq!(times, ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]);
    let notes = told(&read.notes);
    assert!(
        notes.len() == 1 && notes[0].starts_with("asked.csv:2: There are two such times on 2026-10-25"),
        "{notes:?}"
    );
}

/// Help in passing, a request that came twice, and one that was taken back at once.
#[test]
fn tickets_as_elbow_exports_them_can_be_read_as_they_are() {
    let text = "\u{feff}code,ward_code,ward,tag,priority,asked,accepted,arrived,closed,ended,category,offers,reopened,people_helped,\
                in_passing,known_issue,sorted\n\
                A1B2,W07,Ward 7,ePMA,P3,2026-11-20T07:30:00+00:00,,,2026-11-20T07:50:00+00:00,resolved,know_how,1,0,1,no,,\n\
                A1B3,W07,Ward 7,ePMA,,,,,2026-11-20T07:51:00+00:00,resolved,know_how,0,0,1,yes,,\n\
                A1B4,W07,Ward 7,ePMA,P3,2026-11-20T07:52:00+00:00,,,2026-11-20T07:52:59+00:00,withdrawn,solved,0,0,,no,,\n\
                A1B5,W07,Ward 7,ePMA,P3,2026-11-20T07:53:00+00:00,,,2026-11-20T07:54:01+00:00,withdrawn,solved,0,0,,no,,\n\
                A1B2,W07,Ward 7,ePMA,P3,2026-11-20T07:55:00+00:00,,,2026-11-20T07:59:00+00:00,resolved,know_how,1,0,1,no,,\n";
    let read = read_bytes(text.as_bytes());
    assert_eq!(told(&read.problems), Vec::<String>::new());
    let times: Vec<String> = shown(&read).into_iter().map(|(at, ..)| at).collect();
    assert_eq!(times, ["2026-11-20T07:30:00Z", "2026-11-20T07:53:00Z"]);
    let notes = told(&read.notes).join("\n");
    for note in [
        "1 line is left out: help in passing",
        "1 line is left out: a code that came before",
        "1 line is left out: withdrawn within a minute",
    ] {
        assert!(notes.contains(note), "{notes}");
    }
}

#[test]
fn two_wards_of_one_name_are_two_by_their_codes() {
    let text = "ward_code,ward,tag,asked\nW07,Ward 7,ePMA,2026-11-20T07:30:00Z\nE07,Ward 7,ePMA,2026-11-20T07:31:00Z\nw07,ward 7,ePMA,2026-11-20T07:32:00Z\n";
    let wards: Vec<String> = sound(text).into_iter().map(|(_, ward, ..)| ward).collect();
    assert_eq!(wards, ["Ward 7 (W07)", "Ward 7 (E07)", "Ward 7 (W07)"]);
}

#[test]
fn a_year_that_is_wrong_is_found_by_what_is_between() {
    let text = "asked_at,ward,tag\n2026-11-20 07:30,Ward 7,ePMA\n2016-11-20 07:30,Ward 7,ePMA\n";
    let problems = told(&read_bytes(text.as_bytes()).problems);
    assert_eq!(
        problems,
        [
            "asked.csv: The first request, on line 3, and the last, on line 2, are more than 1100 days apart. Look at their years."
        ]
    );
}

#[test]
fn reading_ends_where_nothing_is_as_it_should_be() {
    let file = |line: fn(u32) -> String| {
        let lines: Vec<String> = (0..5_000).map(line).collect();
        format!("asked_at,ward,tag\n{}\n", lines.join("\n"))
    };
    let times = file(|line| format!("no time {line},Ward 7,ePMA"));
    let problems = told(&read_bytes(times.as_bytes()).problems);
    assert_eq!(problems.len(), MAX_MISTAKES + 2);
    assert!(problems[MAX_MISTAKES + 1].contains("Reading ends here"), "{:?}", problems.last());
    let wards = file(|ward| format!("2026-11-20 07:30,Ward {ward},ePMA"));
    let problems = told(&read_bytes(wards.as_bytes()).problems);
    assert_eq!(
        problems,
        [
            "asked.csv:2002: There are more than 2000 different wards. Look whether the columns are the right ones."
        ]
    );
}
