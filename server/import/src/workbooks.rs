//! Workbooks as people have them, and as somebody may send them on purpose. The desk of `tests` imports them.

use std::io::Write;

use flate2::{Compression, Crc, write::DeflateEncoder};
use proptest::prelude::*;

use super::{
    tests::{Desk, file, told},
    *,
};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An archive of these parts, packed as Excel packs them.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::default());
        packed.write_all(text.as_bytes()).unwrap();
        let packed = packed.finish().unwrap();
        let mut checksum = Crc::new();
        checksum.update(text.as_bytes());
        let [sum, small, large] =
            [checksum.sum(), size(packed.len()), size(text.len())].map(u32::to_le_bytes);
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        // Flags, method, time, date, checksum, sizes, lengths of the name and of what follows it.
        let about = [&[0, 0, 8, 0, 0, 0, 0, 0][..], &sum, &small, &large, &length, &[0, 0]].concat();
        let at = size(bytes.len()).to_le_bytes();
        let header = [b"PK\x03\x04\x14\0", &about[..], name.as_bytes(), &packed].concat();
        let entry = [b"PK\x01\x02\x14\0\x14\0", &about[..], &[0; 10], &at, name.as_bytes()].concat();
        bytes.extend(header);
        directory.extend(entry);
    }
    let count = u16::try_from(parts.len()).unwrap().to_le_bytes();
    let (long, at) = (size(directory.len()).to_le_bytes(), size(bytes.len()).to_le_bytes());
    let end = [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &long, &at, &[0, 0]].concat();
    [bytes, directory, end].concat()
}

fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap()
}

/// A workbook of sheets, each by its name, its state and what is in its part after the opening tag.
fn workbook_of(sheets: &[(&str, &str, String)]) -> Vec<u8> {
    let mut parts = vec![
        (
            "_rels/.rels".to_owned(),
            format!(
                r#"<Relationships><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                r#"<styleSheet xmlns="{MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy\ hh:mm"/>
                <numFmt numFmtId="165" formatCode="000"/><numFmt numFmtId="166" formatCode="00000000000"/></numFmts>
                <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
                <cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>"#
            ),
        ),
        (
            "xl/sharedStrings.xml".to_owned(),
            format!(
                r#"<sst xmlns="{MAIN}"><si><t>code</t></si><si><r><t>na</t></r><r><t>me</t></r><rPh><t>neimu</t></rPh></si>
                <si><t xml:space="preserve"> Ward 7 &amp; 8&#x2019;s </t></si></sst>"#
            ),
        ),
    ];
    let (mut list, mut relations) = (String::new(), String::new());
    for (number, (name, state, xml)) in (1..).zip(sheets) {
        let sheet =
            format!(r#"<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>"#);
        list.push_str(&sheet);
        let relation = format!(
            r#"<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>"#
        );
        relations.push_str(&relation);
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!(r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{xml}</worksheet>"#),
        ));
    }
    for shared in ["styles", "sharedStrings"] {
        let relation =
            format!(r#"<Relationship Id="{shared}" Type="{OFFICE}/{shared}" Target="/xl/{shared}.xml"/>"#);
        relations.push_str(&relation);
    }
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr/><sheets>{list}</sheets></workbook>"#
        ),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    archive(&parts)
}

/// Texts in cells, as lines of CSV without quotes.
fn typed(lines: &str) -> String {
    let rows = (1..).zip(lines.lines()).map(|(number, line)| {
        let cells = line.split(',').map(|cell| format!(r#"<c t="inlineStr"><is><t>{cell}</t></is></c>"#));
        format!(r#"<row r="{number}">{}</row>"#, cells.collect::<String>())
    });
    format!("<sheetData>{}</sheetData>", rows.collect::<String>())
}

fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let sheets: Vec<_> = sheets.iter().map(|(name, lines)| (*name, "visible", typed(lines))).collect();
    workbook_of(&sheets)
}

const WARDS: &str = "code,name\nW07,Ward 7\nW12,Ward 12\n";
const TAGS: &str = "slug,name,anyone\nepma,ePMA,no\nother,Something else,yes\n";
const PEOPLE: &str = "name,username,kind,tags\nAsha Example,asha,floorwalker,epma\n";

/// What `line` makes of each number, one after another.
fn lines(numbers: std::ops::RangeInclusive<usize>, line: impl Fn(usize) -> String) -> String {
    numbers.map(line).collect::<Vec<_>>().concat()
}

#[tokio::test]
async fn one_workbook_with_a_sheet_for_each_list_makes_a_hospital() {
    let desk = Desk::new().await;
    let book = workbook(&[
        ("Read me", "Who fills what in"),
        ("Wards 2026", WARDS),
        ("Tags", TAGS),
        ("people", PEOPLE),
    ]);
    let outcome = desk.import(&[file("Hospital.xlsx", book)]).await;
    assert_eq!(told(&outcome.problems), Vec::<String>::new());
    assert_eq!(
        told(&outcome.notes),
        [
            "Hospital.xlsx: Other sheets are left out: Read me. If one is a list, let its name begin as one of tags, wards, \
             links, overrides, people, shifts."
        ]
    );
    let hospital = desk.hospital().await;
    assert_eq!((hospital.wards.len(), hospital.tags.len(), hospital.people.len()), (2, 2, 1));

    // The same as text changes nothing.
    let again =
        desk.import(&[file("wards.csv", WARDS), file("tags.csv", TAGS), file("people.csv", PEOPLE)]).await;
    assert!(again.summaries.iter().all(Summary::is_nothing), "{again:?}");
}

#[tokio::test]
async fn a_workbook_as_excel_writes_it_is_read_as_somebody_reads_it() {
    let desk = Desk::new().await;
    let sheet = r#"<sheetPr><tabColor rgb="FF00"/></sheetPr><dimension ref="A1:XFD1048576"/><sheetViews><sheetView/></sheetViews>
        <cols><col min="1" max="1" width="9"/></cols>
        <sheetData>
        <row r="3" spans="1:5" x14ac:dyDescent="0.25" xmlns:x14ac="x"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c>
          <c r="C3" t="inlineStr"><is><t>Level</t></is></c><c r="D3" t="str"><f>"x_"&amp;"m"</f><v>x_m</v></c>
          <c r="E3" t="inlineStr"><is><t>y m</t></is></c><c r="F3" s="1"/></row>
        <row r="5" hidden="1"><c r="A5"><v>7</v></c><c r="B5" t="s"><v>2</v></c><c r="C5"><v>3.0</v></c>
          <c r="D5"><f>1+1</f><v>1.5</v></c><c r="E5"><v>2</v></c><c r="G5" t="str"><f>IF(1,"","x")</f><v></v></c></row>
        <row r="6"><c r="A6" s="1"/></row>
        </sheetData>"#.to_string();
    let outcome = desk.import(&[file("wards.xlsx", workbook_of(&[("Sheet1", "visible", sheet)]))]).await;
    assert_eq!(told(&outcome.problems), Vec::<String>::new());
    let notes = told(&outcome.notes);
    assert!(
        notes[0].starts_with("wards.xlsx, sheet Sheet1: Some cells are formulas: D3, D5, G5."),
        "{notes:?}"
    );
    assert!(
        notes[1].starts_with("wards.xlsx, sheet Sheet1: Some rows are hidden, and read as well: 5."),
        "{notes:?}"
    );
    let ward = desk.hospital().await.wards.remove(0);
    assert_eq!(
        (ward.code.as_str(), ward.name.as_str(), ward.level, ward.position),
        ("7", "Ward 7 & 8’s", Some(3), Some((1.5, 2.0)))
    );
}

#[tokio::test]
async fn days_and_times_that_a_workbook_keeps_as_numbers_are_read_by_their_style() {
    let desk = Desk::new().await;
    desk.import(&[file("tags.csv", TAGS), file("people.csv", PEOPLE)]).await;
    let shift = |row: u32, starts: &str, ends: &str| {
        format!(r#"<row r="{row}"><c t="inlineStr"><is><t>asha</t></is></c>{starts}{ends}</row>"#)
    };
    let head = r#"<row r="1"><c t="inlineStr"><is><t>person</t></is></c><c t="inlineStr"><is><t>starts</t></is></c><c t="inlineStr"><is><t>ends</t></is></c></row>"#;
    let sheet = |rows: &[String]| format!("<sheetData>{head}{}</sheetData>", rows.concat());
    let good = sheet(&[
        shift(2, r#"<c s="3"><v>46346.3125</v></c>"#, r#"<c s="2"><v>0.8333333333333334</v></c>"#),
        shift(3, r#"<c s="3"><v>46347</v></c>"#, r#"<c t="d"><v>2026-11-21T08:00:00</v></c>"#),
    ]);
    let outcome = desk.import(&[file("book.xlsx", workbook_of(&[("shifts", "visible", good)]))]).await;
    assert_eq!(told(&outcome.problems), Vec::<String>::new());
    let text = desk.export(Kind::Shifts).await;
    assert!(text.contains("asha,2026-11-20 07:30,2026-11-20 20:00"), "{text}");
    assert!(text.contains("asha,2026-11-21 00:00,2026-11-21 08:00"), "midnight is a time: {text}");

    let bad = sheet(&[
        shift(2, "<c><v>46346.3125</v></c>", r#"<c s="2"><v>0.5</v></c>"#),
        shift(3, r#"<c s="1"><v>46346</v></c>"#, r#"<c s="2"><v>0.5</v></c>"#),
    ]);
    let outcome = desk.import(&[file("book.xlsx", workbook_of(&[("shifts", "visible", bad)]))]).await;
    let problems = told(&outcome.problems);
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(
        problems[0].starts_with("book.xlsx, sheet shifts:2: The starts cannot be “46346.3125”"),
        "{problems:?}"
    );
    assert!(
        problems[1].starts_with("book.xlsx, sheet shifts:3: The starts cannot be “2026-11-20”"),
        "{problems:?}"
    );
}

#[tokio::test]
async fn what_a_list_cannot_have_is_refused_by_its_cell() {
    let desk = Desk::new().await;
    let sheet = r#"<sheetData>
        <row r="1"><c t="inlineStr"><is><t>code</t></is></c><c t="inlineStr"><is><t>name</t></is></c><c t="inlineStr"><is><t>phone</t></is></c></row>
        <row r="2"><c t="e"><v>#N/A</v></c><c><f>A2</f></c><c><v>7700900123</v></c></row>
        <row r="4"><c><v>2.19E+26</v></c><c t="inlineStr"><is><t>Ward 8</t></is></c><c><f>C2</f><v/></c></row>
        </sheetData><mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="B4:B4x"/></mergeCells>"#;
    let outcome =
        desk.import(&[file("wards.xlsx", workbook_of(&[("Data", "visible", sheet.to_owned())]))]).await;
    let problems = told(&outcome.problems);
    for (problem, start) in problems.iter().zip([
        "wards.xlsx, sheet Data: Cells are merged: A2:A3, B4:B4x. Unmerge them",
        "wards.xlsx, sheet Data: Formulas have no result yet: B2, C4.",
        "wards.xlsx, sheet Data:2: The code is “#N/A”",
        "wards.xlsx, sheet Data:2: The name is missing",
        "wards.xlsx, sheet Data:2: The phone “7700900123” has lost the 0 it begins with",
        "wards.xlsx, sheet Data:4: The code is “2.19E+26”, to which a spreadsheet has shortened",
    ]) {
        assert!(problem.starts_with(start), "{start} is not the start of {problem}");
    }
    assert_eq!(problems.len(), 6, "{problems:#?}");
    assert!(desk.hospital().await.wards.is_empty(), "nothing is half saved");
}

#[tokio::test]
async fn which_sheet_is_meant_is_never_guessed() {
    let desk = Desk::new().await;
    for (name, sheets, expected) in [
        (
            "wards.xlsx",
            vec![("Old", "visible", typed(WARDS)), ("New", "visible", typed(WARDS))],
            "wards.xlsx: Several sheets hold something, and no name says what: Old, New.",
        ),
        (
            "Hospital.xlsx",
            vec![("Sheet1", "visible", typed(WARDS))],
            "Hospital.xlsx: Neither the file nor its sheet says by its name what it is about.",
        ),
        (
            "Hospital.xlsx",
            vec![("wards", "visible", typed(WARDS)), ("Wards new", "visible", typed(WARDS))],
            "Hospital.xlsx, sheet Wards new: Hospital.xlsx, sheet wards is about wards as well.",
        ),
        ("wards.xlsx", vec![("Sheet1", "visible", typed(""))], "wards.xlsx: The workbook is empty."),
        ("wards.xlsx", vec![("wards", "veryHidden", typed(WARDS))], "wards.xlsx: The workbook is empty."),
    ] {
        let people = file("people.csv", "name,kind,home_ward\nSam,floorwalker,W99\n");
        let outcome = desk.import(&[file(name, workbook_of(&sheets)), people]).await;
        let problems = told(&outcome.problems);
        assert!(problems.len() == 1 && problems[0].starts_with(expected), "{expected}: {problems:#?}");
    }
    // An empty sheet beside the list is how Excel used to begin.
    let sheets =
        [("Sheet1", "visible", typed(WARDS)), ("Sheet2", "visible", typed("")), ("x", "hidden", typed("a"))];
    let outcome = desk.import(&[file("wards.xlsx", workbook_of(&sheets))]).await;
    assert_eq!(told(&outcome.problems), Vec::<String>::new());
    assert!(told(&outcome.notes)[0].starts_with("wards.xlsx: Hidden sheets are left out: x."), "{outcome:?}");
}

#[tokio::test]
async fn workbooks_of_other_kinds_and_bad_ones_are_refused_with_what_to_do() {
    let desk = Desk::new().await;
    let mut locked = b"\xD0\xCF\x11\xE0".to_vec();
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let sound = workbook(&[("wards", WARDS)]);
    let mut cut = sound.clone();
    cut.truncate(sound.len() / 2);
    let part_of = |path: &str| {
        format!(
            r#"<Relationships><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="{path}"/></Relationships>"#
        )
    };
    let spaces = format!("<sheetData>{}</sheetData>", " ".repeat(40 * 1024 * 1024));
    // One text of 32 kB in 2,000 cells.
    let shared = format!(r"<sst><si><t>{}</t></si></sst>", "x".repeat(32_000));
    let cells = lines(1..=2000, |row| format!(r#"<row r="{row}"><c t="s"><v>0</v></c></row>"#));
    let relations = format!(
        r#"<Relationships><Relationship Id="1" Type="{OFFICE}/worksheet" Target="s.xml"/><Relationship Id="2" Type="{OFFICE}/sharedStrings" Target="t.xml"/></Relationships>"#
    );
    let list = r#"<workbook><sheets><sheet name="wards" id="1"/></sheets></workbook>"#;
    let package = part_of("xl/workbook.xml");
    let small = |sheet: &str, strings: &str| {
        archive(&[
            ("_rels/.rels", &package),
            ("xl/workbook.xml", list),
            ("xl/_rels/workbook.xml.rels", &relations),
            ("xl/s.xml", sheet),
            ("xl/t.xml", strings),
        ])
    };
    let entity = r#"<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c t="str"><v>&e;</v></c></row></sheetData></worksheet>"#;
    let unknown =
        r#"<worksheet><sheetData><row r="1"><c t="str"><v>&e;</v></c></row></sheetData></worksheet>"#;
    for (bytes, expected) in [
        (locked, "The workbook has a password. In Excel choose File, Info, Protect Workbook"),
        (
            b"\xD0\xCF\x11\xE0 and so on".to_vec(),
            "This is a workbook of an old kind (.xls). Open it, choose Save As",
        ),
        (
            archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")]),
            "This is a workbook of LibreOffice or OpenOffice (.ods)",
        ),
        (
            archive(&[("_rels/.rels", &part_of("xl/workbook.bin"))]),
            "This is a binary workbook of Excel (.xlsb)",
        ),
        (archive(&[("letter.txt", "Dear all")]), "This is an archive, and no workbook of Excel"),
        (cut, "The workbook is damaged"),
        (b"PK\x03\x04 and so on".to_vec(), "The workbook is damaged"),
        (workbook_of(&[("wards", "visible", spaces)]), "The workbook holds more than an import can take"),
        (
            small(&format!("<worksheet><sheetData>{cells}</sheetData></worksheet>"), &shared),
            "The workbook holds more than",
        ),
        (small(entity, ""), "The workbook is damaged"),
        (small(unknown, ""), "The workbook is damaged"),
        (
            small(
                r#"<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>"#,
                "",
            ),
            "The sheet has more than 100 columns",
        ),
        (
            small(
                r#"<worksheet><sheetData><row r="1"><c t="s"><v>9</v></c></row></sheetData></worksheet>"#,
                "",
            ),
            "The workbook is damaged",
        ),
        (
            small(
                r#"<worksheet><sheetData><row r="18446744073709551615"/><row/></sheetData></worksheet>"#,
                "",
            ),
            "The workbook is damaged",
        ),
        (
            small("<worksheet/>", &format!("<sst>{}</sst>", "<si/>".repeat(1_000_001))),
            "The workbook holds more than",
        ),
    ] {
        assert!(bytes.len() < MAX_FILE_BYTES, "{expected}");
        let problems = told(&desk.import(&[file("wards.xlsx", bytes)]).await.problems);
        let start = format!("wards.xlsx: {expected}");
        assert!(problems.len() == 1 && problems[0].starts_with(&start), "{expected}: {problems:?}");
    }
    let rows = lines(0..=MAX_ROWS, |row| format!("{row},W\n"));
    let rows = format!("code,name\n{rows}");
    let problems = told(&desk.import(&[file("wards.xlsx", workbook(&[("wards", &rows)]))]).await.problems);
    assert!(
        problems[0].starts_with("wards.xlsx, sheet wards:20002: There are more than 20000 rows"),
        "{problems:?}"
    );
}

/// A workbook whose sheets of these names are all the same part.
fn one_part_for(names: &[String], xml: &str) -> Vec<u8> {
    let sheet = |name: &String| format!(r#"<sheet name="{name}" id="1"/>"#);
    let list: String = names.iter().map(sheet).collect();
    archive(&[
        (
            "_rels/.rels",
            &format!(
                r#"<Relationships><Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        ("xl/workbook.xml", &format!("<workbook><sheets>{list}</sheets></workbook>")),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                r#"<Relationships><Relationship Id="1" Type="{OFFICE}/worksheet" Target="s.xml"/></Relationships>"#
            ),
        ),
        ("xl/s.xml", &format!("<worksheet>{xml}</worksheet>")),
    ])
}

#[tokio::test]
async fn many_sheets_on_one_part_cost_no_more_than_one() {
    let desk = Desk::new().await;
    let rows = lines(1..=5000, |row| format!(r#"<row r="{row}"><c r="A{row}"><v>1</v></c></row>"#));
    let sheet = format!("<sheetData>{rows}</sheetData>");
    let named = |count: usize, name: &str| -> Vec<String> {
        (0..count).map(|sheet| format!("{name} {sheet}")).collect()
    };
    let book = one_part_for(&named(2000, "wards"), &sheet);
    let problems = told(&desk.import(&[file("book.xlsx", book)]).await.problems);
    assert_eq!(problems, ["book.xlsx: The workbook has more than 100 sheets. Keep those that are lists."]);

    // Of each kind one is read.
    let book = one_part_for(&named(100, "wards"), &sheet);
    let problems = told(&desk.import(&[file("book.xlsx", book)]).await.problems);
    let again = problems.iter().filter(|problem| problem.contains("is about wards as well")).count();
    assert_eq!(again, 99, "{problems:#?}");
    // Those that say nothing are looked at one by one, up to what an import may unpack.
    let book = one_part_for(&named(100, "x"), &format!("{sheet}{}", " ".repeat(400_000)));
    let problems = told(&desk.import(&[file("wards.xlsx", book)]).await.problems);
    assert!(
        problems.len() == 1 && problems[0].contains("holds more than an import can take"),
        "{problems:?}"
    );
}

#[tokio::test]
async fn all_files_of_an_import_share_what_workbooks_may_hold() {
    let desk = Desk::new().await;
    // A cell at the end of each line, and nothing before it.
    let rows = lines(1..=6000, |row| format!(r#"<row r="{row}"><c r="CV{row}"><v>1</v></c></row>"#));
    let sheet = format!("<sheetData>{rows}</sheetData>");
    let book = |kind: &str| file(&format!("{kind}.xlsx"), workbook_of(&[(kind, "visible", sheet.clone())]));
    let held = |problems: &[String]| problems.iter().filter(|told| told.contains("holds more than")).count();
    assert_eq!(held(&told(&desk.import(&[book("wards")]).await.problems)), 0);
    let both = told(&desk.import(&[book("wards"), book("tags")]).await.problems);
    assert_eq!(held(&both), 1, "{both:?}");
}

#[tokio::test]
async fn a_number_has_the_zeros_that_its_format_shows() {
    let desk = Desk::new().await;
    let sheet = r#"<sheetData>
        <row r="1"><c t="inlineStr"><is><t>code</t></is></c><c t="inlineStr"><is><t>name</t></is></c><c t="inlineStr"><is><t>phone</t></is></c></row>
        <row r="2"><c s="4"><v>7</v></c><c t="inlineStr"><is><t>Ward 7</t></is></c><c s="5"><v>7700900123</v></c></row>
        </sheetData>"#;
    let outcome =
        desk.import(&[file("wards.xlsx", workbook_of(&[("wards", "visible", sheet.to_owned())]))]).await;
    assert_eq!(told(&outcome.problems), Vec::<String>::new());
    let ward = desk.hospital().await.wards.remove(0);
    assert_eq!((ward.code.as_str(), ward.phone.as_deref()), ("007", Some("07700900123")));
}

#[tokio::test]
async fn a_sheet_that_waits_to_be_filled_in_removes_nothing() {
    let desk = Desk::new().await;
    let links = "from,to,seconds\nW07,W12,30\n";
    desk.set_up(&[file("wards.csv", WARDS), file("links.csv", links)]).await;
    let book = workbook(&[("wards", WARDS), ("links", "from,to,seconds\n"), ("shifts", "")]);
    let outcome = desk.import(&[file("book.xlsx", book)]).await;
    assert_eq!(told(&outcome.problems), Vec::<String>::new());
    let notes = told(&outcome.notes);
    assert_eq!(notes.len(), 2, "{notes:?}");
    let note = "book.xlsx, sheet links: The sheet has no lines under its first, and is left out. To remove all links, upload";
    assert!(notes[0].starts_with(note), "{notes:?}");
    assert_eq!(desk.hospital().await.links.len(), 1);
}

#[tokio::test]
async fn columns_that_elbow_must_not_hold_are_refused_by_name_and_never_shown() {
    let desk = Desk::new().await;
    let people = "Name,Kind,NI Number,D.O.B.,Salary\nSam Example,nurse,QQ123456C,1984-05-06,31000\n";
    for upload in [file("people.csv", people), file("people.xlsx", workbook(&[("people", people)]))] {
        let outcome = desk.import(&[upload]).await;
        let said = told(&outcome.problems);
        assert_eq!(said.len(), 4, "{said:?}");
        for (problem, part) in said.iter().zip([
            ":1: The column “ni number” is for national insurance numbers, which Elbow must not hold. Take the column out",
            ":1: The column “d.o.b.” is for dates of birth",
            ":1: The column “salary” is for pay",
            ":2: The kind cannot be “nurse”",
        ]) {
            assert!(problem.contains(part), "{part}: {problem}");
        }
        let all = format!("{outcome:?}");
        assert!(!["QQ123456C", "1984-05-06", "31000"].iter().any(|secret| all.contains(secret)), "{all}");
    }
}

#[tokio::test]
async fn every_problem_is_said_in_the_first_round_and_none_that_only_follows_from_another() {
    let desk = Desk::new().await;
    let people = |line: &str| file("people.csv", format!("name,kind,tags,home_ward,zone\n{line}\n"));
    for (other, line, expected) in [
        // The comma has moved the values; whichever ward it was may be hers.
        (
            "wards.csv\ncode,name\nW07,Ward 7, Older People\n",
            "Asha,floorwalker,,W07,",
            ":2: The line has 3 values",
        ),
        ("wards.csv\ncode,name\n,Ward 7\n", "Asha,floorwalker,,W07,", ":2: The code is missing"),
        ("wards.csv\nname,level\nWard 7,1\n", "Asha,floorwalker,,W07,", ":1: The column “code” is missing"),
        ("tags.csv\nslug,name\nepma,\n", "Asha,floorwalker,ePMA prescribing,,", ":2: The name is missing"),
        (
            "places.csv\ncode,name\nW07,Ward 7\n",
            "Asha,floorwalker,,W07,Medicine",
            ": The name does not say what",
        ),
        (
            "wards.csv\ncode,name,level,zone\nW07,Ward 7,G,Medicine\n",
            "Asha,floorwalker,,W07,Medicine",
            ":2: The level cannot be “G”",
        ),
    ] {
        let (name, text) = other.split_once('\n').unwrap();
        let problems = told(&desk.import(&[file(name, text), people(line)]).await.problems);
        let start = format!("{name}{expected}");
        assert!(problems.len() == 1 && problems[0].starts_with(&start), "{start}: {problems:#?}");
    }
    // Without its site a ward is not there, nor its zone.
    desk.import(&[file("wards.csv", "code,name,site\nA,Ward A,North\nB,Ward B,South\n")]).await;
    let wards = file("wards.csv", "code,name,zone\nC,Ward C,Surgery\n");
    let problems = told(&desk.import(&[wards, people("Asha,floorwalker,,C,Surgery")]).await.problems);
    assert!(problems.len() == 1 && problems[0].contains("The site is missing"), "{problems:#?}");
}

#[tokio::test]
async fn a_file_of_very_many_columns_costs_nothing() {
    let desk = Desk::new().await;
    let header: Vec<String> = (0..90_000).map(|column| format!("c{column}")).collect();
    let problems = told(
        &desk
            .import(&[file("wards.csv", format!("{}\n{}", header.join(","), "x\n".repeat(9999)))])
            .await
            .problems,
    );
    assert!(
        problems.len() == 1 && problems[0].contains("There are more than 100 columns"),
        "{:?}",
        problems.len()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_damage_stops_the_program(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = workbook(&[("wards", WARDS), ("people", PEOPLE)]);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        drop(read(&[file("book.xlsx", bytes)], Answers::default()));
    }

    #[test]
    fn no_sheet_stops_the_program(xml in "(<row r=\"[0-9]{0,20}\">|</row>|<c r=\"[A-Z]{0,4}[0-9]{0,3}\" t=\"[sbned]\" s=\"[0-9]{0,2}\">|</c>|<v>|</v>|<f/>|[0-9.E+-]{1,9}|&amp;|<is><t>|</t></is>){0,30}") {
        drop(read(&[file("wards.xlsx", workbook_of(&[("wards", "visible", xml)]))], Answers::default()));
    }
}
