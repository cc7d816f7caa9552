//! What people send, and what they are told.

use std::time::Duration;

use domain::{Duty, LinkKind, Role};
use store::{SqliteStore, Store};
use tempfile::TempDir;

use super::*;

/// 2026-03-02, 09:00 in London.
pub(super) const NOW: Timestamp = Timestamp::from_millis(1_772_442_000_000);

/// An empty database and what an import needs.
pub(super) struct Desk {
    pub(super) store: SqliteStore,
    random: Random,
    links: Links,
    zone: TimeZone,
    _folder: TempDir,
}

impl Desk {
    pub(super) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::open(&folder.path().join("elbow.db")).await.unwrap();
        store.migrate().await.unwrap();
        let random = Random::system();
        let zone = TimeZone::get("Europe/London").unwrap();
        Self { store, links: Links::new(random.bytes()), random, zone, _folder: folder }
    }

    pub(super) fn setting(&self) -> Setting<'_> {
        Setting {
            random: &self.random,
            links: &self.links,
            zone: &self.zone,
            trust: "Testwell",
            now: NOW,
            actor: Actor::Operator(None),
        }
    }

    pub(super) async fn import(&self, files: &[File]) -> Outcome {
        self.import_with(files, self.remembered().await).await
    }

    pub(super) async fn remembered(&self) -> Answers {
        Answers::remembered(self.store.read().await.unwrap().as_mut()).await.unwrap()
    }

    pub(super) async fn import_with(&self, files: &[File], answers: Answers) -> Outcome {
        let mut tx = self.store.write().await.unwrap();
        let outcome = run(tx.as_mut(), read(files, answers.clone()), self.setting()).await.unwrap();
        if outcome.is_sound() {
            answers.remember(tx.as_mut(), &outcome.headings, (self.setting().actor, NOW)).await.unwrap();
        }
        tx.commit().await.unwrap();
        outcome
    }

    /// Imports what must be right.
    pub(super) async fn set_up(&self, files: &[File]) -> Vec<Summary> {
        let Outcome { problems, summaries, .. } = self.import(files).await;
        assert_eq!(told(&problems), Vec::<String>::new());
        summaries
    }

    pub(super) async fn hospital(&self) -> Hospital {
        Hospital::load(self.store.read().await.unwrap().as_mut(), NOW).await.unwrap()
    }

    pub(super) async fn export(&self, kind: Kind) -> String {
        export(self.store.read().await.unwrap().as_mut(), kind, &self.zone, NOW).await.unwrap()
    }
}

pub(super) fn file(name: &str, text: impl AsRef<[u8]>) -> File {
    File { name: name.to_owned(), bytes: text.as_ref().to_vec() }
}

pub(super) fn told(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}

pub(super) fn templates() -> Vec<File> {
    Kind::ALL.map(|kind| file(&kind.file_name(), kind.template())).to_vec()
}

const WARDS: &str = "code,name\nW07,Ward 7\nW12,Ward 12\n";
const TAGS: &str = "slug,name,anyone\nepma,ePMA,no\nother,Something else,yes\n";
const PEOPLE: &str = "name,username,kind,tags\nAsha Example,asha,floorwalker,epma\n";

/// One page of a list.
async fn page_of(tx: &mut dyn Tx, kind: Kind, page: &Page<RowPlace>) -> Part<Vec<String>, RowPlace> {
    let zone = TimeZone::get("Europe/London").unwrap();
    list(tx, kind, (&Words::default(), page), &zone, NOW).await.unwrap().1
}

#[tokio::test]
async fn links_and_shifts_go_on_after_a_row_that_is_gone_and_between_rows_that_are_alike() {
    let desk = Desk::new().await;
    let links = "from,to,seconds,kind,step_free\nW07,W12,30,corridor,yes\nW07,W12,40,lift,yes\nW07,W12,50,stairs,no\n";
    let people = "name,kind,tags\nSam Example,floorwalker,epma\nKim Example,floorwalker,epma\n";
    desk.set_up(&[file("wards.csv", WARDS), file("links.csv", links)]).await;
    desk.set_up(&[file("tags.csv", TAGS), file("people.csv", people)]).await;
    let mut tx = desk.store.write().await.unwrap();
    let first = page_of(tx.as_mut(), Kind::Links, &Page::first(2)).await;
    assert_eq!((first.rows[1][2].as_str(), first.found), ("40", Some(3)));
    let rest = Page { after: first.next, rows: 2 };
    let all = tx.list_links().await.unwrap();
    let others: Vec<_> = all.iter().filter(|link| link.seconds != 40).copied().collect();
    tx.replace_links(&others).await.unwrap();
    let second = page_of(tx.as_mut(), Kind::Links, &rest).await;
    assert_eq!((second.rows.len(), second.rows[0][2].as_str(), second.next), (1, "50", None));

    // Two who are called alike work at the same times: their rows are the same.
    let ends_at = NOW + Duration::from_hours(9);
    for person in tx.list_people().await.unwrap() {
        tx.put_person(&store::Person { name: "Sam Example".to_owned(), ..person.clone() }).await.unwrap();
        tx.put_shift(&domain::Shift { person: person.id, starts_at: NOW, ends_at }).await.unwrap();
    }
    for rows in 1..=3 {
        let (mut page, mut ends) = (Page::first(rows), Vec::new());
        loop {
            let part = page_of(tx.as_mut(), Kind::Shifts, &page).await;
            ends.extend(part.rows.into_iter().map(|row| row[2].clone()));
            page.after = part.next;
            if page.after.is_none() {
                break;
            }
        }
        assert_eq!(ends, ["2026-03-02 18:00"; 2], "{rows}");
    }
}

#[tokio::test]
async fn last_months_file_lets_nobody_in_who_has_left() {
    let desk = Desk::new().await;
    desk.set_up(&[file("tags.csv", TAGS), file("people.csv", PEOPLE)]).await;
    let mut tx = desk.store.write().await.unwrap();
    let account = tx.lookup_account_by_username("asha").await.unwrap().unwrap();
    let asha = tx.lookup_person(account.person).await.unwrap().unwrap();
    tx.put_person(&store::Person { ended_at: Some(NOW), ..asha.clone() }).await.unwrap();
    tx.commit().await.unwrap();

    let outcome =
        desk.import(&[file("people.csv", format!("{PEOPLE}Ben Sample,ben,floorwalker,epma\n"))]).await;
    assert_eq!(told(&outcome.problems), Vec::<String>::new());
    let said = told(&outcome.notes).join("\n");
    assert!(said.contains("The account of Asha Example has ended; the line is left out"), "{said}");
    let mut tx = desk.store.read().await.unwrap();
    assert_eq!(tx.lookup_person(asha.id).await.unwrap().unwrap().ended_at, Some(NOW));
    assert!(tx.lookup_account_by_username("ben").await.unwrap().is_some());
    let log = tx.list_events_after(0, 100).await.unwrap();
    let imported = log.iter().filter(|event| event.what.kind() == "imported");
    assert!(
        imported.map(|event| event.actor).all(|actor| matches!(actor, domain::ticket::Actor::Operator(_)))
    );
}

#[tokio::test]
async fn a_file_that_names_a_zone_that_has_ended_leaves_its_ward_where_it_is() {
    let desk = Desk::new().await;
    let wards = |zone: &str| file("wards.csv", format!("code,name,zone\nW07,Ward 7,{zone}\n"));
    desk.set_up(&[wards("Medicine")]).await;
    desk.import(&[wards("Surgery")]).await;
    let before = desk.hospital().await;
    let medicine = before.zones.iter().find(|zone| zone.name == "Medicine").unwrap().id;
    let mut tx = desk.store.write().await.unwrap();
    tx.set_ended(domain::Entry::Zone(medicine), Some(NOW)).await.unwrap();
    tx.commit().await.unwrap();

    let outcome = desk.import(&[wards("Medicine")]).await;
    let said = told(&outcome.notes).join("\n");
    assert!(said.contains("Medicine” has ended; the ward’s zone stays as it is"), "{said}");
    assert!(before.wards[0].zone.is_some());
    assert_eq!(desk.hospital().await.wards[0].zone, before.wards[0].zone);
}

/// One file that is wrong, and what is said of it.
const WRONG: [(&str, &str, &[&str]); 46] = [
    ("wards.csv", "", &["wards.csv: The file is empty. Let its first line name the columns: code, name."]),
    ("wards.csv", "\n\n , \n", &["wards.csv: The file is empty"]),
    ("places.csv", WARDS, &["places.csv: The name does not say what the file is about"]),
    ("wards.csv", "code,site\nW07,A\n", &["wards.csv:1: The column “name” is missing"]),
    ("wards.csv", "code,name,zones\nW07,Ward 7,A\n", &["wards.csv:1: The column “zones” is nearly “zone”"]),
    (
        "people.csv",
        "name,kind,homee_ward\nSam,lead,A\n",
        &["people.csv:1: The column “homee_ward” is nearly “home_ward”"],
    ),
    (
        "wards.csv",
        "code,name,phone\r#N/A,#REF!,#VALUE!\r7.7009E+09,2.19E+26,1,00E+02\r",
        &[
            "wards.csv:2: The code is “#N/A”, by which a spreadsheet says that something is wrong",
            "wards.csv:2: The name is “#REF!”",
            "wards.csv:2: The phone is “#VALUE!”",
            "wards.csv:3: The line has 4 values, but there are 3 columns",
        ],
    ),
    (
        "wards.csv",
        "code,name,phone\nW07,2.19E+26,7.7009E+09\nW08,1.00E+02,########\n",
        &[
            "wards.csv:2: The name is “2.19E+26”, to which a spreadsheet has shortened a long number",
            "wards.csv:2: The phone is “7.7009E+09”",
            "wards.csv:3: The name is “1.00E+02”",
            "wards.csv:3: The phone is “########”",
        ],
    ),
    (
        "wards.csv",
        "code,name,phone\nW07,Ward 7,7700900123\n",
        &[
            "wards.csv:2: The phone “7700900123” has lost the 0 it begins with. Format the column as text, and write 07700900123.",
        ],
    ),
    (
        "wards.csv",
        "code,name,zone,building,site\nW07,943/476/5919,9 4 3 4 7 6 5 9 1 9,A,B\n",
        &[
            "wards.csv:2: The name holds what looks like an NHS number",
            "wards.csv:2: The zone holds what looks like an NHS number",
        ],
    ),
    (
        "wards.csv",
        "name,level\nWard 7,G\nWard 8,100\n",
        &[
            "wards.csv:1: The column “code” is missing",
            "wards.csv:2: The level cannot be “G”",
            "wards.csv:3: The level cannot be “100”",
        ],
    ),
    ("wards.csv", "sep=;\r\ncode;name\r\nW07;\r\n", &["wards.csv:3: The name is missing"]),
    ("wards.csv", "code,name\rW07,Ward 7\r\rW08,\r", &["wards.csv:4: The name is missing"]),
    ("shifts.csv", "person,starts,ends\nasha,,20:00\n", &["shifts.csv:2: The starts is missing"]),
    ("wards.csv", "code,name,code\nW07,Ward 7,W07\n", &["wards.csv:1: The column “code” is there twice"]),
    (
        "wards.csv",
        "code,name\nW07,Ward 7,8\n",
        &["wards.csv:2: The line has 3 values, but there are 2 columns"],
    ),
    (
        "wards.csv",
        "code,name\n,Ward 7\nW08,\n",
        &["wards.csv:2: The code is missing", "wards.csv:3: The name is missing"],
    ),
    (
        "wards.csv",
        "code,name\nW07,Ward 7\n\nw07,Ward 8\n",
        &["wards.csv:4: The code w07 is on line 2 already"],
    ),
    (
        "wards.csv",
        "code,name,level\nW07,Ward 7,G\n",
        &[
            "wards.csv:2: The level cannot be “G”. Write a number from -10 to 99, in floors; 0 is the ground floor",
        ],
    ),
    ("wards.csv", "code,name,level\nW07,Ward 7,100\n", &["wards.csv:2: The level cannot be “100”"]),
    (
        "wards.csv",
        "code,name,x_m\nW07,Ward 7,3\n",
        &["wards.csv:2: There is x_m without y_m. Give both, or neither."],
    ),
    ("wards.csv", "code,name,x_m,y_m\nW07,Ward 7,NaN,1\n", &["wards.csv:2: The x_m cannot be “NaN”"]),
    ("wards.csv", "code,name,lat,lon\nW07,Ward 7,91,0\n", &["wards.csv:2: The lat cannot be “91”"]),
    (
        "wards.csv",
        "code,name\nW07,\"Ward 7\nW08,Ward 8\n",
        &["wards.csv:2: The name runs over the end of its line"],
    ),
    (
        "wards.csv",
        "code,name\nTHE-WARD-WITH-THE-LONG-CODE,Ward 7\n",
        &["wards.csv:2: The code “THE-WARD-WITH-THE-LONG-CODE…” is longer than 20 characters"],
    ),
    (
        "wards.csv",
        "code,name,site\nA,Ward A,North\nB,Ward B,South\nC,Ward C,\n",
        &[
            "wards.csv:4: The site is missing, and there are several. Fill in the column “site”: Testwell, North, South.",
        ],
    ),
    ("tags.csv", "slug,name\nOrder Comms,Order comms\n", &["tags.csv:2: The slug cannot be “Order Comms”"]),
    (
        "tags.csv",
        "slug,name,anyone\nepma,ePMA,perhaps\n",
        &["tags.csv:2: The anyone cannot be “perhaps”. Write yes or no."],
    ),
    ("links.csv", "from,to,seconds\nW07,W99,30\n", &["links.csv:2: No ward has the code W99"]),
    (
        "links.csv",
        "from,to,seconds\nW07,W12,-5\n",
        &["links.csv:2: A way cannot take -5 seconds. Write whole seconds from 1 to 7200."],
    ),
    (
        "links.csv",
        "from,to,seconds\nW07,W12,0\nW12,W07,soon\n",
        &[
            "links.csv:2: The seconds cannot be “0”",
            "links.csv:3: The seconds cannot be “soon”",
            "links.csv:3: The corridor between W12 and W07 is on line 2 already",
        ],
    ),
    (
        "links.csv",
        "from,to,seconds,kind\nW07,W12,30,tunnel\n",
        &["links.csv:2: The kind cannot be “tunnel”. Write one of corridor, stairs, lift, shuttle."],
    ),
    (
        "links.csv",
        "from,to,seconds\nW07,w07,30\nW07,W12,30\n",
        &["links.csv:2: The way leads from W07 to itself"],
    ),
    (
        "overrides.csv",
        "from,to,seconds\nW07,W12,30\nW07,W12,40\n",
        &["overrides.csv:3: The way from W07 to W12 is on line 2 already"],
    ),
    (
        "people.csv",
        "name,kind\nSam Example,nurse\n",
        &[
            "people.csv:2: The kind cannot be “nurse”. Write one of floorwalker, super-user, lead, analyst, administrator",
        ],
    ),
    (
        "people.csv",
        "name,kind\nSam Example,floorwalker;super-user\n",
        &["people.csv:2: Nobody is both floorwalker and super-user"],
    ),
    (
        "people.csv",
        "name,kind,tags,home_ward,zone\nSam Example,floorwalker,epmaa,W99,Moon\n",
        &[
            "people.csv:2: There is no tag epmaa. Add it to tags.csv, or write one of: ",
            "people.csv:2: No ward has the code W99",
            "people.csv:2: There is no zone Moon",
        ],
    ),
    ("people.csv", "name,kind\nSam Example,lead\n", &["people.csv:2: Sam Example has no username"]),
    (
        "people.csv",
        "name,kind,username\nSam,floorwalker,sam\nSamantha,floorwalker,SAM\n",
        &["people.csv:3: The username sam is on line 2 already"],
    ),
    (
        "people.csv",
        "name,kind\nSam,floorwalker\nsam,floorwalker\n",
        &[
            "people.csv:2: Several people are called Sam. Give each of them a username.",
            "people.csv:3: Several people are called sam",
        ],
    ),
    (
        "people.csv",
        "name,kind,username\nSam,floorwalker,sam example\n",
        &["people.csv:2: The username “sam example” has a space"],
    ),
    (
        "shifts.csv",
        "person,starts,ends\nNobody,2026-11-20 07:30,20:00\n",
        &["shifts.csv:2: No responder is called Nobody"],
    ),
    (
        "shifts.csv",
        "person,starts,ends\nasha,tomorrow,20:00\n",
        &["shifts.csv:2: The starts cannot be “tomorrow”"],
    ),
    (
        "shifts.csv",
        "person,starts,ends\nasha,2026-11-20 07:30,2026-11-20 07:00\nasha,2026-11-21 07:30,2026-11-22 08:00\n",
        &[
            "shifts.csv:2: The shift ends before it starts",
            "shifts.csv:3: The shift lasts more than 24 hours",
        ],
    ),
    (
        "shifts.csv",
        "person,starts,ends\nasha,2026-11-20 07:30,20:00\nAsha Example,2026-11-20 19:30,21:00\nasha,2026-11-20 07:30,12:00\n",
        &[
            "shifts.csv:3: The shift overlaps with that on line 2",
            "shifts.csv:4: The shift of asha is on line 2 already",
        ],
    ),
    (
        "shifts.csv",
        "person,starts,ends\nasha,2026-03-29 01:30,08:00\n",
        &["shifts.csv:2: There is no 01:30 on 2026-03-29: the clocks go forward"],
    ),
];

#[tokio::test]
async fn every_mistake_is_named_with_its_line_and_nothing_is_saved() {
    let desk = Desk::new().await;
    desk.set_up(&[file("wards.csv", WARDS), file("tags.csv", TAGS), file("people.csv", PEOPLE)]).await;
    let before = desk.hospital().await;
    let mut unexpected = Vec::new();
    for (name, text, expected) in WRONG {
        let problems = told(&desk.import(&[file(name, text)]).await.problems);
        let is_as_expected = problems.len() == expected.len()
            && problems.iter().zip(expected).all(|(problem, start)| problem.starts_with(start));
        if !is_as_expected {
            unexpected.push((text, problems));
        }
    }
    assert!(unexpected.is_empty(), "{unexpected:#?}");
    assert_eq!(desk.hospital().await, before);
}

#[tokio::test]
async fn a_file_that_cannot_be_used_makes_no_mistakes_in_the_others() {
    let desk = Desk::new().await;
    let files = [
        file("wards.csv", "name\nWard 7\n"),
        file("tags.csv", "slug,nam\nepma,ePMA\n"),
        file(
            "people.csv",
            "name,username,kind,tags,home_ward,zone\nAsha,asha,floorwalker,epma,W07,Medicine\n,b,lead,,,\n",
        ),
        file("links.csv", "from,to,seconds\nW07,W12,30\nW07,W07,40\n"),
        file("shifts.csv", "person,starts,ends\nb,2026-11-20 07:30,20:00\nNobody,2026-11-20 07:30,20:00\n"),
    ];
    let problems = told(&desk.import(&files).await.problems);
    let expected = [
        "wards.csv:1: The column “code” is missing",
        "tags.csv:1: The column “nam” is nearly “name”",
        "tags.csv:1: The column “name” is missing",
        "people.csv:3: The name is missing",
        "links.csv:3: The way leads from W07 to itself",
        "shifts.csv:3: No responder is called Nobody",
    ];
    let is_as_expected = problems.len() == expected.len()
        && problems.iter().zip(expected).all(|(problem, start)| problem.starts_with(start));
    assert!(is_as_expected, "{problems:#?}");
}

#[tokio::test]
async fn another_spelling_is_the_same_and_what_is_nearly_the_same_is_said() {
    let desk = Desk::new().await;
    desk.set_up(&[
        file("tags.csv", TAGS),
        file("wards.csv", "code,name,site\n007,Ward 7–8,North\nW12,Ward 12,North\n"),
        file("people.csv", "name,kind\nSiobhan O’Brien,floorwalker\nZoë  Nonesuch,floorwalker\n"),
    ])
    .await;
    let before = desk.hospital().await;
    assert_eq!(before.people.iter().filter(|person| person.person.name == "Zoë Nonesuch").count(), 1);
    let outcome = desk
        .import(&[
            file("wards.csv", "code,name,site\n007,Ward\u{a0}7-8,north\u{200b}\n7,Ward 7-8,North\nW13,Ward 13, Cardiology\n"),
            file("people.csv", "name,kind\nSiobhan  O'Brien,floorwalker\nZoe\u{308} Nonesuch,floorwalker\nZoe Nonesuch,floorwalker\n"),
        ])
        .await;
    assert_eq!(told(&outcome.problems), Vec::<String>::new());
    let after = desk.hospital().await;
    assert_eq!((after.people.len(), after.wards.len(), after.sites.len()), (3, 4, 2));
    let notes = told(&outcome.notes);
    for start in [
        "wards.csv:3: The code “7” is new, and there is “007”",
        "wards.csv:3: The ward “Ward 7-8” is new, and there is “Ward 7–8”",
        "wards.csv:4: Only W13 Ward 13 is on the new site “Cardiology”. If a comma in the ward’s name has made it",
        "people.csv:2: The name “Siobhan O'Brien” is taken for “Siobhan O’Brien”",
        "people.csv:4: The person “Zoe Nonesuch” is new, and there is “Zoë Nonesuch”",
    ] {
        assert!(notes.iter().any(|note| note.starts_with(start)), "{start} is not in {notes:#?}");
    }
    assert!(
        outcome.summaries[0].added.contains(&"the site Cardiology".to_owned()),
        "{:?}",
        outcome.summaries[0]
    );
}

#[tokio::test]
async fn what_is_not_text_is_told_apart() {
    let desk = Desk::new().await;
    for (bytes, expected) in [
        (&b"\xFF\xFEc\0o\0d\0e\0"[..], "wards.csv: The text is encoded as UTF-16"),
        (b"code,name\nW07,\0\0\n", "wards.csv: This is not a text file"),
        (
            b"\xEF\xBB\xBFcode,name\nW07,Caf\xE9\n",
            "wards.csv:2: The text is not the UTF-8 that the file claims",
        ),
        (b"code,name\nW07,A\nW08,\x81\n", "wards.csv:3: The text is neither UTF-8 nor Windows-1252"),
    ] {
        let problems = told(&desk.import(&[file("wards.csv", bytes)]).await.problems);
        assert!(problems.len() == 1 && problems[0].starts_with(expected), "{problems:?} is not {expected}");
    }
    let large = "x".repeat(MAX_FILE_BYTES + 1);
    let problems = told(&desk.import(&[file("wards.csv", large)]).await.problems);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("wards.csv: The file is larger than 1 MB"), "{problems:?}");
    let long: String = std::iter::once("person,starts,ends\n".to_owned())
        .chain((0..=MAX_ROWS).map(|_| "a,2026-11-20 07:30,20:00\n".to_owned()))
        .collect();
    let problems = told(&desk.import(&[file("shifts.csv", long)]).await.problems);
    assert_eq!(
        problems,
        [format!(
            "shifts.csv:{}: There are more than 20000 rows. Split the file, and import one part after the other.",
            MAX_ROWS + 2
        )]
    );
    let twice = [file("wards.csv", WARDS), file("Wards (2).csv", WARDS)];
    let problems = told(&desk.import(&twice).await.problems);
    assert_eq!(problems, ["Wards (2).csv: wards.csv is about wards as well. Give one file of each kind."]);
}

#[tokio::test]
async fn spreadsheets_of_all_kinds_are_understood() {
    for bytes in [
        &b"\xEF\xBB\xBFCode,Name,X m,y_m\r\nW07,Caf\xC3\xA9,1.5,2\r\n"[..],
        b"code;name;x_m;y_m\r\n\r\nW07; Caf\xC3\xA9 ;1,5;2;;\r\n;;;\r\n",
        "\u{feff}CODE,\u{a0}Name\u{200b},X\u{a0}M,y.m\r W07 ,Cafe\u{301},1.5,2\r".as_bytes(),
        b"sep=;\ncode;name;x-m;Y M\nW07;Caf\xC3\xA9;1,5;2\n",
        b"code\tname\tx_m\ty_m\nW07\tCaf\xC3\xA9\t1.5\t2",
        b"code,name,x_m,y_m\nW07,\"Caf\xE9\",\"1,5\",2.0\n",
    ] {
        let desk = Desk::new().await;
        let outcome = desk.import(&[file("C:\\files\\Wards export.csv", bytes)]).await;
        assert_eq!(told(&outcome.problems), Vec::<String>::new());
        let is_old = std::str::from_utf8(bytes).is_err();
        assert_eq!(outcome.notes.len(), usize::from(is_old), "{:?}", outcome.notes);
        assert!(!is_old || outcome.notes[0].what.contains("Windows-1252"), "{:?}", outcome.notes);
        let ward = desk.hospital().await.wards.remove(0);
        assert_eq!((ward.name.as_str(), ward.position), ("Café", Some((1.5, 2.0))));
    }
}

#[tokio::test]
async fn the_templates_set_a_small_hospital_up_and_change_nothing_the_second_time() {
    let desk = Desk::new().await;
    let summaries = desk.set_up(&templates()).await;
    assert_eq!(summaries.len(), 6);
    for summary in &summaries {
        // With the wards come their site and their zone.
        let places = if summary.kind == Kind::Wards { 2 } else { 0 };
        assert_eq!(summary.added.len(), 2 + places, "{summary:?}");
    }
    let hospital = desk.hospital().await;
    assert_eq!(hospital.sites[0].name, "Northbank General");
    assert_eq!(hospital.sites[0].coordinates, Some((52.0, -1.0)));
    assert_eq!(hospital.zones[0].name, "Medicine");
    let aisha = hospital.people.iter().find(|person| person.username.as_deref() == Some("aisha")).unwrap();
    assert_eq!(aisha.roles, [Role::Responder, Role::Lead]);
    let night = hospital.shifts.iter().find(|shift| shift.person == aisha.person.id).unwrap();
    assert_eq!(night.ends_at.since(night.starts_at), Duration::from_mins(12 * 60 + 30), "across midnight");
    let categories = desk.store.read().await.unwrap().list_categories().await.unwrap();
    assert_eq!(categories.len(), domain::category::SHIPPED.len(), "or no ticket could be closed");

    for summary in desk.set_up(&templates()).await {
        assert!(summary.is_nothing() && summary.missing.is_empty() && summary.unchanged == 2, "{summary:?}");
    }
    assert_eq!(desk.hospital().await, hospital);
}

#[tokio::test]
async fn what_is_exported_comes_back_as_it_was() {
    let desk = Desk::new().await;
    let mut files = templates();
    files[1] = file(
        "wards.csv",
        "code,name,site,zone,phone,lat,lon,level,x_m,y_m\n\
         W07,\"=cmd(\"\"x\"\")\",North,Medicine,+44 20 7946 0000,52.1234567,-1.1,-1,-3.25,4\n\
         AMU,'=odd,North,,@4,52.2,-1.3,,,\n\
         S01,\"Ward, with a comma\",South,Medicine,,,,0,,\n",
    );
    files[4] = file(
        "people.csv",
        "name,username,kind,tags,home_ward,zone,phone\n\
         Sam Example,,floorwalker,epma,,South / Medicine,07700 900123\n\
         Aisha Placeholder,aisha,super-user;lead,ePMA;something else,W07,,\n",
    );
    desk.set_up(&files).await;
    let exported = async |desk: &Desk| {
        let mut files = Vec::new();
        for kind in Kind::ALL {
            files.push(file(&kind.file_name(), desk.export(kind).await));
        }
        files
    };
    let first = exported(&desk).await;
    let wards = String::from_utf8(first[1].bytes.clone()).unwrap();
    assert!(wards.contains("'=cmd") && wards.contains("'+44") && wards.contains(",-1,"), "{wards}");
    for summary in desk.set_up(&first).await {
        assert!(summary.is_nothing() && summary.missing.is_empty(), "{summary:?}");
    }
    let elsewhere = Desk::new().await;
    elsewhere.set_up(&first).await;
    assert_eq!(exported(&elsewhere).await, first);
}

#[tokio::test]
async fn a_second_file_corrects_and_never_deletes() {
    let desk = Desk::new().await;
    desk.set_up(&[
        file("wards.csv", "code,name,level,phone\nW07,Ward 7,1,4512\nW12,Ward 12,3,4513\n"),
        file("tags.csv", TAGS),
        file("people.csv", PEOPLE),
    ])
    .await;
    let before = desk.hospital().await;
    let summaries = desk
        .set_up(&[
            file("wards.csv", "code,name,phone\nW07,Ward 7 Older People,\n"),
            file("people.csv", "name,username,kind\nAsha Renamed,asha,super-user\nBen Sample,,floorwalker\n"),
        ])
        .await;
    assert_eq!(
        summaries[0].changed[0].to_string(),
        "W07 Ward 7 Older People (name: Ward 7 → Ward 7 Older People; phone: 4512 → none)"
    );
    assert_eq!(
        summaries[1].changed[0].to_string(),
        "Asha Renamed (name: Asha Example → Asha Renamed; kind: floorwalker → super-user)"
    );
    assert_eq!(summaries[0].missing, ["W12 Ward 12"]);
    let counts = [&summaries[0], &summaries[1]].map(|summary| (summary.changed.len(), summary.added.len()));
    assert_eq!(counts, [(1, 0), (1, 1)]);
    let after = desk.hospital().await;
    let ward = after.wards.iter().find(|ward| ward.code == "W07").unwrap();
    assert_eq!(ward.id, before.wards[0].id, "its history is its own");
    assert_eq!((ward.level, &ward.phone), (Some(1), &None), "no column keeps, an empty cell empties");
    assert_eq!(after.wards.len(), 2);
    let asha = after.responders.iter().find(|responder| responder.name == "Asha Renamed").unwrap();
    assert_eq!(asha.id, before.responders[0].id);
    assert_eq!(asha.tags, before.responders[0].tags, "the file says nothing about tags");
}

#[tokio::test]
async fn nobody_stops_helping_in_the_middle_of_a_shift() {
    let desk = Desk::new().await;
    desk.set_up(&[file("tags.csv", TAGS), file("people.csv", PEOPLE)]).await;
    let asha = desk.hospital().await.responders[0].id;
    let mut tx = desk.store.write().await.unwrap();
    tx.set_duty(asha, Duty::OnShift, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let now_lead = [file("people.csv", "name,username,kind\nAsha Example,asha,lead\n")];
    let problems = told(&desk.import(&now_lead).await.problems);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("people.csv:2: Asha Example is on shift as a responder"), "{problems:?}");
    let mut tx = desk.store.write().await.unwrap();
    tx.set_duty(asha, Duty::OffShift, NOW).await.unwrap();
    tx.commit().await.unwrap();
    desk.set_up(&now_lead).await;
    assert_eq!(desk.hospital().await.people[0].roles, [Role::Lead]);
}

#[tokio::test]
async fn a_list_says_who_is_what_until_further_notice_and_leaves_alone_what_was_given_for_a_time() {
    let desk = Desk::new().await;
    desk.set_up(&[file("tags.csv", TAGS), file("people.csv", PEOPLE)]).await;
    let mut tx = desk.store.write().await.unwrap();
    let asha = tx.lookup_account_by_username("asha").await.unwrap().unwrap().person;
    let lead = domain::RoleGrant {
        until: Some(NOW + Duration::from_hours(24)),
        ..domain::RoleGrant::lasting(domain::GrantId::new(NOW, [7; 10]), asha, Role::Lead, NOW)
    };
    tx.add_grant(&lead).await.unwrap();
    tx.commit().await.unwrap();
    let exported = desk.export(Kind::People).await;
    assert!(exported.contains(",floorwalker,") && !exported.contains("lead"), "{exported}");
    let summaries = desk.set_up(&[file("people.csv", exported)]).await;
    assert_eq!((summaries[0].unchanged, summaries[0].changed.len()), (1, 0));

    // Ben is a lead for this day, and nothing else any more.
    desk.set_up(&[file("people.csv", "name,username,kind\nBen Sample,ben,analyst\n")]).await;
    let mut tx = desk.store.write().await.unwrap();
    let ben = tx.lookup_account_by_username("ben").await.unwrap().unwrap().person;
    for grant in tx.list_grants_of(ben).await.unwrap() {
        tx.end_grant(grant.id, NOW).await.unwrap();
    }
    let id = domain::GrantId::new(NOW, [8; 10]);
    tx.add_grant(&domain::RoleGrant { id, person: ben, ..lead }).await.unwrap();
    tx.commit().await.unwrap();
    let exported = desk.export(Kind::People).await;
    assert!(exported.contains("Ben Sample,ben,,"), "{exported}");
    let summaries = desk.set_up(&[file("people.csv", &exported)]).await;
    assert_eq!((summaries[0].unchanged, summaries[0].changed.len()), (2, 0));
    let elsewhere = Desk::new().await.import(&[file("tags.csv", TAGS), file("people.csv", exported)]).await;
    let problems = told(&elsewhere.problems);
    assert!(problems.len() == 1 && problems[0].contains("The kind is missing"), "{problems:?}");
    let moved = "name,username,kind,phone\nAsha Example,asha,,07700 900123\n";
    desk.set_up(&[file("people.csv", moved)]).await;
    let phone = desk.hospital().await.responders[0].phone.clone();
    assert_eq!(phone.as_deref(), Some("07700 900123"), "without a kind she stays a floorwalker");

    desk.set_up(&[file("people.csv", PEOPLE.replace("floorwalker", "analyst"))]).await;
    let mut tx = desk.store.read().await.unwrap();
    assert_eq!(tx.roles_at(asha, NOW).await.unwrap(), [Role::Lead, Role::Analyst]);
    let log = tx.list_events_after(0, 100).await.unwrap();
    let told: Vec<_> =
        log.iter().map(|event| event.what.kind()).filter(|kind| kind.starts_with("role_")).collect();
    assert_eq!(told, ["role_ended", "role_granted"], "not for whoever is new");
}

#[tokio::test]
async fn the_last_administrator_who_can_sign_in_stays_one() {
    const STAFF: &str =
        "name,username,kind\nRobin Fixture,robin,administrator\nDana Mock,dana,administrator\n";
    let desk = Desk::new().await;
    desk.set_up(&[file("people.csv", STAFF)]).await;
    let only_leads = STAFF.replace("administrator", "lead");
    desk.set_up(&[file("people.csv", &only_leads)]).await;
    desk.set_up(&[file("people.csv", STAFF)]).await;
    let mut tx = desk.store.write().await.unwrap();
    let robin = tx.lookup_account_by_username("robin").await.unwrap().unwrap();
    tx.set_password(robin.person, "hash").await.unwrap();
    tx.commit().await.unwrap();

    let swapped = "name,username,kind\nDana Mock,dana,administrator\nRobin Fixture,robin,lead\n";
    for (people, line) in [(only_leads.as_str(), 2), (swapped, 3)] {
        let problems = told(&desk.import(&[file("people.csv", people)]).await.problems);
        let [problem] = &problems[..] else { panic!("{problems:?}") };
        let said = format!("people.csv:{line}: Robin Fixture would not be an administrator any more");
        assert!(problem.starts_with(&said), "{problem}");
    }
    let before = desk.hospital().await;
    assert!(before.people.iter().all(|person| person.roles == [Role::Administrator]));
    desk.set_up(&[file("people.csv", "name,username,kind\nDana Mock,dana,lead\n")]).await;
}

#[tokio::test]
async fn links_are_replaced_and_must_reach_every_ward_of_their_site() {
    let desk = Desk::new().await;
    let wards = "code,name,site\nA,Ward A,North\nB,Ward B,North\nC,Ward C,North\nS,Clinic S,South\n";
    let gap = [file("wards.csv", wards), file("links.csv", "from,to,seconds\nA,B,30\n")];
    let problems = told(&desk.import(&gap).await.problems);
    assert_eq!(problems.len(), 1, "the other site is estimated: {problems:?}");
    assert!(problems[0].starts_with("wards.csv:4: No links lead to C Ward C"), "{problems:?}");

    let links = "from,to,seconds,kind\nA,B,30,\nB,C,40,Lift\nC,B,60,stairs\n";
    desk.set_up(&[file("wards.csv", wards), file("links.csv", links)]).await;
    let known = desk.hospital().await.links;
    let kinds: Vec<_> = known.iter().map(|link| (link.kind, link.step_free)).collect();
    assert_eq!(kinds, [(LinkKind::Corridor, true), (LinkKind::Lift, true), (LinkKind::Stairs, false)]);

    let summaries = desk.set_up(&[file("links.csv", "from,to,seconds\nB,A,35\nA,C,90\n")]).await;
    let Summary { added, changed, removed, unchanged, .. } = &summaries[0];
    assert_eq!((added.len(), changed.len(), removed.len(), *unchanged), (1, 1, 2, 0), "{:?}", summaries[0]);
    assert_eq!(desk.hospital().await.links.len(), 2);

    desk.set_up(&[file("wards.csv", "code,name,site\nD,Ward D,North\n")]).await;
    let exported = [Kind::Wards, Kind::Links].map(|kind| (kind.file_name(), kind));
    let mut files = Vec::new();
    for (name, kind) in exported {
        files.push(file(&name, desk.export(kind).await));
    }
    let again = desk.import(&files).await;
    assert!(
        again.problems.is_empty(),
        "added by itself, it is not what is wrong here: {:?}",
        told(&again.problems)
    );
}

#[tokio::test]
async fn a_shift_through_the_night_the_clocks_go_back_is_an_hour_longer() {
    let desk = Desk::new().await;
    desk.set_up(&[file("tags.csv", TAGS), file("people.csv", PEOPLE)]).await;
    let rows = "person,starts,ends\n\
                asha,24/10/2026 22:00,25/10/2026 07:00\n\
                Asha Example,2026-10-25T00:30,01:30\n";
    let overlapping = told(&desk.import(&[file("shifts.csv", rows)]).await.problems);
    assert_eq!(overlapping.len(), 1, "{overlapping:?}");
    let lengths = async |row: &str| {
        desk.set_up(&[file("shifts.csv", format!("person,starts,ends\n{row}\n"))]).await;
        let shift = desk.hospital().await.shifts.pop().unwrap();
        shift.ends_at.since(shift.starts_at).as_secs() / 60
    };
    assert_eq!(lengths("asha,24/10/2026 07:30,25/10/2026 07:30").await, 25 * 60, "a day on the clock");
    assert_eq!(lengths("asha,24/10/2026 22:00,25/10/2026 07:00").await, 10 * 60);
    assert_eq!(lengths("asha,25/10/2026 00:30,01:30").await, 120, "until the second half past one");
    assert_eq!(lengths("asha,25/10/2026 12:00,12:30").await, 30);
}

#[tokio::test]
async fn a_new_roster_takes_back_shifts_to_come_and_keeps_those_that_were() {
    let desk = Desk::new().await;
    desk.set_up(&[file("tags.csv", TAGS), file("people.csv", PEOPLE)]).await;
    let roster = |days: &[&str]| {
        let rows = days.iter().map(|day| format!("asha,2026-03-{day} 07:30,15:30"));
        let lines: Vec<String> = std::iter::once("person,starts,ends".to_owned()).chain(rows).collect();
        [file("shifts.csv", lines.join("\n"))]
    };
    desk.set_up(&roster(&["01", "02", "03", "05", "09"])).await;
    let summaries = desk.set_up(&roster(&["01", "04", "05"])).await;
    let Summary { added, removed, unchanged, .. } = &summaries[0];
    assert_eq!((added.len(), removed.len(), *unchanged), (1, 1, 2), "{:?}", summaries[0]);
    assert!(removed[0].starts_with("Asha Example, 3 Mar"), "{removed:?}");
    assert_eq!(desk.hospital().await.shifts.len(), 5, "1 and 2 began, 4, 5, and 9 is beyond the file");
}

#[tokio::test]
async fn an_import_that_fails_half_way_leaves_nothing_behind() {
    let desk = Desk::new().await;
    let files = [file("wards.csv", WARDS)];
    let answers = Answers::default();
    let rows = read::read(&files, &answers, &mut Problems::default());
    let setting = (desk.setting(), &answers);
    let plan::Plan { mut changes, .. } =
        plan::plan(&Hospital::default(), &rows, setting, &mut Problems::default());
    let mut another = changes.new_wards[0].clone();
    another.id = domain::WardId::new(NOW, [9; 10]);
    changes.new_wards.push(another);
    let mut tx = desk.store.write().await.unwrap();
    let failed = save::save(tx.as_mut(), &changes, (&[], &undo::Kept::Nothing), desk.setting()).await;
    assert!(matches!(failed, Err(store::Error::Duplicate("code"))), "{failed:?}");
    drop(tx);
    assert_eq!(desk.hospital().await, Hospital::default());
}

#[tokio::test]
async fn a_look_changes_nothing() {
    let desk = Desk::new().await;
    let mut tx = desk.store.read().await.unwrap();
    let outcome = preview(tx.as_mut(), read(&templates(), Answers::default()), desk.setting()).await.unwrap();
    assert_eq!(outcome.summaries.len(), 6);
    drop(tx);
    assert_eq!(desk.hospital().await, Hospital::default());
}

#[tokio::test]
async fn whoever_misspelt_a_kind_hears_at_once_of_the_tags_the_ward_and_the_zone() {
    let desk = Desk::new().await;
    let people = "name,username,kind,tags,home_ward,zone\nCara New,cara,floorwalkr,epmaa,W99,Medicin\n";
    let outcome = desk
        .import(&[
            file("wards.csv", "code,name,zone\nW07,Ward 7,Medicine\n"),
            file("tags.csv", TAGS),
            file("people.csv", people),
        ])
        .await;
    let (problems, notes) = (told(&outcome.problems).join("\n"), told(&outcome.notes).join("\n"));
    for part in ["The kind cannot be “floorwalkr”", "There is no tag epmaa", "W99", "Medicin"] {
        assert!(problems.contains(part), "{part}: {problems}");
    }
    assert!(!notes.contains("left out"), "they may well help: {notes}");
}

#[tokio::test]
async fn a_line_that_is_there_twice_is_told_with_all_else_that_is_wrong_with_it() {
    let desk = Desk::new().await;
    let wards = "code,name,site\nW07,Ward 7,North\nW12,Ward 12,South\n";
    desk.set_up(&[file("wards.csv", wards), file("tags.csv", TAGS), file("people.csv", PEOPLE)]).await;
    let day = "2026-11-20 07:30";
    for (name, text, expected) in [
        (
            "wards.csv",
            "code,name,site\nW20,Ward 20,North\nW20,Ward 21,\n".to_owned(),
            ["The code W20 is on line 2 already", "The site is missing, and there are several"],
        ),
        (
            "people.csv",
            "name,username,kind,tags\nAsha Example,asha,floorwalker,epma\nBen Sample,asha,floorwalker,epmaa\n"
                .to_owned(),
            ["The username asha is on line 2 already", "There is no tag epmaa"],
        ),
        (
            "links.csv",
            "from,to,seconds\nW07,W99,60\nW99,W07,60\n".to_owned(),
            ["The corridor between W99 and W07 is on line 2 already", "W99"],
        ),
        (
            "overrides.csv",
            "from,to,seconds\nW07,W99,60\nW07,W99,60\n".to_owned(),
            ["The way from W07 to W99 is on line 2 already", "W99"],
        ),
        (
            "shifts.csv",
            format!("person,starts,ends\nasha,{day},20:00\nasha,{day},2026-11-20 07:00\n"),
            ["The shift of asha is on line 2 already", "The shift ends before it starts"],
        ),
    ] {
        let problems = told(&desk.import(&[file(name, text)]).await.problems);
        for words in expected {
            let there = problems.iter().any(|told| told.starts_with(&format!("{name}:3: ")) && told.contains(words));
            assert!(there, "{words}: {problems:#?}");
        }
    }
}

#[tokio::test]
async fn what_changed_between_the_look_and_the_save_is_looked_at_first() {
    let desk = Desk::new().await;
    desk.set_up(&[file("wards.csv", "code,name\nW07,Ward 7\n")]).await;
    let files = [file("wards.csv", "code,name\nW07,Ward 7 Older People\n")];
    let mut reader = desk.store.read().await.unwrap();
    let looked = look(reader.as_mut(), read(&files, Answers::default()), desk.setting()).await.unwrap();
    drop(reader);
    let event = |what| store::NewEvent::new(store::Subject::Hospital, Actor::Operator(None), NOW, what);
    let mut tx = desk.store.write().await.unwrap();
    tx.append_event(&event(Logged::AlertsOn)).await.unwrap();
    assert!(looked.holds(tx.as_mut()).await.unwrap(), "what happens all day leaves the lists as they are");
    tx.commit().await.unwrap();

    // Somebody else gives the ward a number meanwhile.
    desk.set_up(&[file("wards.csv", "code,name,phone\nW07,Ward 7,4307\n")]).await;
    let mut tx = desk.store.write().await.unwrap();
    assert!(!looked.holds(tx.as_mut()).await.unwrap());
    let outcome = looked.save(tx.as_mut(), desk.setting()).await.unwrap();
    tx.commit().await.unwrap();
    assert!(outcome.is_sound(), "{outcome:?}");
    let ward = desk.hospital().await.wards.swap_remove(0);
    assert_eq!((ward.name.as_str(), ward.phone.as_deref()), ("Ward 7 Older People", Some("4307")));
}
