//! What a file leaves open, and what becomes of the answers. The desk of `tests` imports.

use super::{
    tests::{Desk, file, told},
    *,
};

const WARDS: &str = "code,name\n007,Ward 7\nW12,Ward 12\n";
const STAFF: &str = "name,username,kind\nZoë Nonesuch,zoe,lead\nSam Example,,floorwalker\n";

/// The answer to every question that is open, one after the other.
async fn answered(desk: &Desk, files: &[File], verdicts: &[Verdict]) -> Outcome {
    let mut answers = Answers::default();
    let open = desk.import_with(files, answers.clone()).await;
    assert_eq!(told(&open.problems), Vec::<String>::new());
    assert_eq!(open.likenesses.len(), verdicts.len(), "{open:?}");
    for (likeness, verdict) in open.likenesses.iter().zip(verdicts) {
        answers.judge(likeness, *verdict);
    }
    desk.import_with(files, answers).await
}

#[tokio::test]
async fn a_ward_of_which_a_spreadsheet_took_the_zeros_is_asked_about_and_keeps_them() {
    let desk = Desk::new().await;
    desk.set_up(&[file("wards.csv", WARDS), file("tags.csv", "slug,name,anyone\nepma,ePMA,yes\n")]).await;
    let before = desk.hospital().await;
    let files = [
        file("wards.csv", "code,name,level\n7,Ward 7 Older People,3\n12b,Ward–12,1\n"),
        file("people.csv", "name,kind,home_ward\nKim Example,super-user,7\n"),
    ];
    let open = desk.import(&files).await;
    let asked: Vec<_> =
        open.likenesses.iter().map(|open| (open.given.as_str(), open.known.as_str())).collect();
    assert_eq!(asked, [("7 Ward 7 Older People", "007 Ward 7"), ("12b Ward–12", "W12 Ward 12")]);
    assert_eq!(desk.hospital().await, before, "nothing is saved while something is open");

    let saved = answered(&desk, &files, &[Verdict::Same, Verdict::Another]).await;
    assert!(saved.is_sound(), "{saved:?}");
    let after = desk.hospital().await;
    assert_eq!(after.wards.len(), 3);
    let ward = after.wards.iter().find(|ward| ward.id == before.wards[0].id).unwrap();
    assert_eq!((ward.code.as_str(), ward.name.as_str(), ward.level), ("007", "Ward 7 Older People", Some(3)));
    assert_eq!(after.responders[0].home_ward, Some(ward.id), "7 is 007 in all files");
    assert_eq!(saved.summaries[0].missing, ["W12 Ward 12"]);
    assert_eq!(told(&saved.notes).iter().filter(|note| note.contains("is new, and there is")).count(), 0);
}

#[tokio::test]
async fn somebody_who_is_written_otherwise_is_asked_about_once() {
    let desk = Desk::new().await;
    desk.set_up(&[file("people.csv", STAFF)]).await;
    let zoe = desk.hospital().await.people.iter().find(|member| member.username.is_some()).unwrap().person.id;
    let files = [file("people.csv", "name,kind\nZoe Nonesuch,floorwalker\n")];
    let open = desk.import(&files).await;
    assert_eq!(open.likenesses.len(), 1);
    assert_eq!((open.likenesses[0].line, open.likenesses[0].known.as_str()), (2, "Zoë Nonesuch"));

    // Who was meant by the answer is not who is there by now.
    let mut answers = Answers::default();
    answers.judge(&Likeness { id: "somebody else".to_owned(), ..open.likenesses[0].clone() }, Verdict::Same);
    assert!(!desk.import_with(&files, answers).await.is_sound());

    let saved = answered(&desk, &files, &[Verdict::Same]).await;
    let fields = &saved.summaries[0].changed[0].fields;
    assert_eq!((fields[0].column, fields[0].after.as_deref()), ("name", Some("Zoe Nonesuch")), "{fields:?}");
    let people = desk.hospital().await.people;
    assert_eq!(people.iter().find(|member| member.person.id == zoe).unwrap().person.name, "Zoe Nonesuch");
    assert_eq!(people.len(), 2);

    let two = [file("people.csv", "name,kind\nSäm Example,floorwalker\n")];
    answered(&desk, &two, &[Verdict::Another]).await;
    assert_eq!(desk.hospital().await.people.len(), 3);
    let again = desk.import(&two).await;
    assert!(again.is_sound() && again.summaries[0].is_nothing(), "it is there by now: {again:?}");

    let all = Answers::default().of_all(Some(Verdict::Another));
    let outcome = desk.import_with(&[file("people.csv", "name,kind\nSam-Example,floorwalker\n")], all).await;
    assert!(outcome.is_sound() && outcome.likenesses.is_empty(), "{outcome:?}");
}

#[tokio::test]
async fn two_lines_are_not_one_ward() {
    let desk = Desk::new().await;
    desk.set_up(&[file("wards.csv", WARDS)]).await;
    let files = [file("wards.csv", "code,name\n7,Ward A\n07,Ward B\n")];
    let all = Answers::default().of_all(Some(Verdict::Same));
    let problems = told(&desk.import_with(&files, all).await.problems);
    assert_eq!(problems, ["wards.csv:3: 007 Ward 7 is on another line already. Remove one of the lines."]);
}

#[tokio::test]
async fn a_column_with_another_name_is_asked_about_and_remembered() {
    let desk = Desk::new().await;
    let wards = [file("wards.csv", "Ward code,Ward Name,Storey,Beds\nW07,Ward 7,3,24\n")];
    let open = desk.import(&wards).await;
    let said: Vec<_> = open.headings.iter().map(|heading| (heading.name.as_str(), heading.meant)).collect();
    assert_eq!(
        said,
        [
            ("ward code", Meant::Column("code")),
            ("ward name", Meant::Column("name")),
            ("storey", Meant::Unknown),
            ("beds", Meant::Unknown),
        ]
    );
    assert_eq!(desk.hospital().await.wards[0].level, None, "it was left out");
    let open = desk.import_with(&wards, Answers::default().asked()).await;
    assert!(open.is_waiting && !open.is_sound(), "somebody is there to ask: {open:?}");

    let mut answers = Answers::default().asked();
    answers.say(Kind::Wards, "storey", Some("level"));
    answers.say(Kind::Wards, "Beds", None);
    let saved = desk.import_with(&wards, answers).await;
    assert_eq!(saved.summaries[0].changed[0].to_string(), "W07 Ward 7 (level: none → 3)");

    // Next year's file, which says STOREY.
    let next = [file("wards.csv", "code,name,STOREY,beds\nW07,Ward 7,4,24\n")];
    let outcome = desk.import(&next).await;
    assert_eq!(outcome.summaries[0].changed[0].to_string(), "W07 Ward 7 (level: 3 → 4)");
    let said: Vec<_> = outcome.headings.iter().map(|heading| heading.meant).collect();
    assert_eq!(said, [Meant::Column("level"), Meant::LeftOut]);
    let left = "wards.csv:1: The column “beds” is left out, as it was said before.";
    assert!(told(&outcome.notes)[0].starts_with(left), "{:?}", outcome.notes);

    // A column that has its name now needs no other.
    let both = [file("wards.csv", "code,name,level,storey\nW07,Ward 7,5,4\n")];
    let outcome = desk.import(&both).await;
    assert_eq!(outcome.headings[0].meant, Meant::Unknown);
    assert_eq!(desk.hospital().await.wards[0].level, Some(5));
    // That it is left out is said of this file alone.
    let mut answers = desk.remembered().await;
    answers.say(Kind::Wards, "storey", None);
    desk.import_with(&both, answers).await;
    assert_eq!(desk.import(&next).await.headings[0].meant, Meant::Column("level"));
}

#[tokio::test]
async fn a_misspelt_or_missing_column_can_be_told() {
    let desk = Desk::new().await;
    let wards = [file("wards.csv", "kode,unit\nW07,Ward 7\n")];
    let problems = told(&desk.import(&wards).await.problems);
    assert_eq!(problems.len(), 3, "{problems:?}");
    let open = desk.import_with(&wards, Answers::default().asked()).await;
    assert_eq!(told(&open.problems), Vec::<String>::new(), "one of them may be what is missing");
    assert!(open.is_waiting && desk.hospital().await.wards.is_empty());
    let mut answers = Answers::default().asked();
    answers.say(Kind::Wards, "kode", Some("code"));
    answers.say(Kind::Wards, "unit", Some("name"));
    assert!(desk.import_with(&wards, answers.clone()).await.is_sound());
    let mut left_out = answers.clone();
    left_out.say(Kind::Wards, "unit", None);
    let problems = told(&desk.import_with(&wards, left_out).await.problems);
    assert!(problems.len() == 1 && problems[0].contains("The column “name” is missing"), "{problems:?}");
    answers.say(Kind::Wards, "unit", Some("code"));
    let problems = told(&desk.import_with(&wards, answers).await.problems);
    assert!(problems[0].contains("The column “code” is there twice"), "{problems:?}");
}

#[tokio::test]
async fn a_name_in_two_columns_is_one_name() {
    let desk = Desk::new().await;
    let people =
        "Surname,First name,Kind,Ward,Ward code\nO’Brien,Siobhan,floorwalker,,\n,Cher,floorwalker,,\n";
    let outcome = desk.import(&[file("people.csv", people)]).await;
    assert_eq!(told(&outcome.problems), Vec::<String>::new());
    let said: Vec<_> =
        outcome.headings.iter().map(|heading| (heading.name.as_str(), heading.meant)).collect();
    assert_eq!(said, [("ward", Meant::Unknown), ("ward code", Meant::Unknown)], "of two neither is taken");
    let mut names: Vec<_> =
        desk.hospital().await.people.into_iter().map(|member| member.person.name).collect();
    names.sort_unstable();
    assert_eq!(names, ["Cher", "Siobhan O’Brien"]);
}

#[tokio::test]
async fn what_only_follows_from_an_open_column_is_not_a_problem_yet() {
    let desk = Desk::new().await;
    desk.set_up(&[file("wards.csv", "code,name,site\nA,Ward A,North\nB,Ward B,South\n")]).await;
    let files = [
        file("wards.csv", "code,name,Campus\nC,Ward C,North\n"),
        file("people.csv", "name,kind,Account\nLee Sample,lead,lee\nLee Sample,lead,lee2\n"),
    ];
    let open = desk.import_with(&files, Answers::default().asked()).await;
    assert_eq!((told(&open.problems), open.is_waiting), (Vec::new(), true));
    let mut answers = Answers::default().asked();
    answers.say(Kind::Wards, "campus", Some("site"));
    answers.say(Kind::People, "account", Some("username"));
    assert!(desk.import_with(&files, answers).await.is_sound());

    let desk = Desk::new().await;
    desk.set_up(&[file("wards.csv", "code,name,site\nA,Ward A,North\nB,Ward B,South\n")]).await;
    let problems = told(&desk.import(&files).await.problems);
    assert!(problems[0].contains("The site is missing"), "nobody is asked: {problems:?}");
}

#[tokio::test]
async fn the_name_of_a_column_names_nobody() {
    let desk = Desk::new().await;
    for (name, problem) in [
        ("943 476 5919", "The name of a column holds what looks like an NHS number."),
        (&*"note ".repeat(13), "The name of a column is longer than 60 characters."),
    ] {
        let outcome = desk.import(&[file("wards.csv", format!("code,name,{name}\nW07,Ward 7,x\n"))]).await;
        let problems = told(&outcome.problems);
        assert!(problems.len() == 1 && problems[0].contains(problem), "{problems:?}");
        assert!(outcome.is_refused && outcome.headings.is_empty(), "{outcome:?}");
        assert!(!format!("{outcome:?}").contains(name.trim()), "{outcome:?}");
    }
}

#[tokio::test]
async fn columns_named_by_signs_are_two_and_two_of_one_name_are_one_too_many() {
    let desk = Desk::new().await;
    let mut answers = Answers::default();
    answers.say(Kind::Wards, "#", Some("level"));
    answers.say(Kind::Wards, "*", None);
    let outcome = desk.import_with(&[file("wards.csv", "code,name,#,*\nW07,Ward 7,3,x\n")], answers).await;
    assert_eq!(told(&outcome.problems), Vec::<String>::new());
    assert_eq!(desk.hospital().await.wards[0].level, Some(3));

    let mut answers = Answers::default();
    answers.say(Kind::Wards, "storey", Some("level"));
    let twice = [file("wards.csv", "code,name,Storey,STOREY\nW07,Ward 7,4,5\n")];
    let problems = told(&desk.import_with(&twice, answers).await.problems);
    assert_eq!(problems, ["wards.csv:1: The column “level” is there twice. Remove one of them."]);
    let mut answers = Answers::default();
    answers.say(Kind::Wards, "storey", None);
    assert!(desk.import_with(&twice, answers).await.is_sound(), "both are left out");
}

#[tokio::test]
async fn a_ward_that_has_a_new_code_is_asked_about_by_its_name_and_takes_it() {
    let desk = Desk::new().await;
    desk.set_up(&[file("wards.csv", WARDS)]).await;
    let id = desk.hospital().await.wards[1].id;
    let saved = answered(&desk, &[file("wards.csv", "code,name\nE12,Ward–12\n")], &[Verdict::Same]).await;
    assert_eq!(told(&saved.notes), Vec::<String>::new(), "nothing is taken for anything");
    assert_eq!(saved.summaries[0].changed[0].fields[0].after.as_deref(), Some("E12"));
    let wards = desk.hospital().await.wards;
    assert_eq!(wards.iter().find(|ward| ward.id == id).unwrap().code, "E12");
}
