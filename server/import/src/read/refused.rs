//! Columns that Elbow must not hold, by their names. What is in them is not looked at, kept or shown.

use domain::text;

use crate::{Kind, answers::letters};

/// How a name is recognised. Names are compared without case, accents, spaces and signs.
#[derive(Debug, Clone, Copy)]
enum Sign {
    /// It is this.
    Is(&'static str),
    /// One of its words is this.
    Word(&'static str),
    /// This is somewhere in it.
    Has(&'static str),
}

use Sign::{Has, Is, Word};

/// What is about patients, in no list.
const OF_PATIENTS: [(&str, &[Sign]); 3] = [
    ("NHS numbers", &[Has("nhsnumber"), Is("nhsno"), Is("nhsid"), Is("nhs")]),
    ("hospital numbers", &[Has("hospitalnumber"), Is("hospitalno"), Word("mrn"), Has("casenote")]),
    (
        "patients",
        &[
            Has("patient"),
            Has("diagnos"),
            Has("allerg"),
            Has("nextofkin"),
            Has("dateofadmission"),
            Has("admissiondate"),
        ],
    ),
];

/// What is nobody's business here, in lists of people.
const OF_PEOPLE: [(&str, &[Sign]); 12] = [
    (
        "national insurance numbers",
        &[Has("nationalinsurance"), Word("nino"), Is("ni"), Is("ninumber"), Is("nino")],
    ),
    (
        "dates of birth",
        &[Has("dateofbirth"), Has("birthdate"), Has("birthday"), Word("dob"), Is("dob"), Is("born")],
    ),
    ("ages", &[Is("age"), Is("ageband"), Is("agegroup"), Is("ageinyears")]),
    (
        "pay",
        &[
            Has("salary"),
            Has("payband"),
            Has("paygrade"),
            Has("paypoint"),
            Has("payscale"),
            Has("hourlyrate"),
            Has("spinepoint"),
            Word("afc"),
            Word("wage"),
            Is("pay"),
            Is("band"),
        ],
    ),
    (
        "home addresses",
        &[Has("homeaddress"), Has("postaladdress"), Is("address"), Has("addressline"), Has("postcode")],
    ),
    (
        "bank details",
        &[Has("bankaccount"), Has("bankdetails"), Has("sortcode"), Is("accountnumber"), Word("iban")],
    ),
    ("somebody’s origin", &[Has("ethnic"), Has("nationality"), Word("race")]),
    ("religion", &[Has("religio"), Is("faith")]),
    ("somebody’s health", &[Has("disabilit"), Has("sickness"), Has("vaccin"), Has("pregnan")]),
    ("somebody’s sex", &[Word("gender"), Word("sex"), Has("sexualorientation")]),
    ("trade unions", &[Has("tradeunion")]),
    ("passports, visas and criminal records", &[Has("passport"), Word("visa"), Word("dbs")]),
];

/// What a column is for, if a list of this kind must not have it; in the plural.
pub(super) fn refused(kind: Kind, name: &str) -> Option<&'static str> {
    let of_people: &[_] = if matches!(kind, Kind::People | Kind::Shifts) { &OF_PEOPLE } else { &[] };
    // Wards are for inpatients or outpatients.
    let whole = letters(name).replace("inpatient", "").replace("outpatient", "");
    let folded = text::folded(name);
    let words: Vec<&str> = folded.split(|sign: char| !sign.is_alphanumeric()).collect();
    let is_sign = |sign: &Sign| match sign {
        Is(text) => whole == *text,
        Word(text) => words.contains(text),
        Has(text) => whole.contains(text),
    };
    let what = OF_PATIENTS.iter().chain(of_people).find(|(_, signs)| signs.iter().any(is_sign));
    what.map(|(what, _)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_elbow_must_not_hold_is_known_by_its_name() {
        for (name, what) in [
            ("National Insurance No.", "national insurance numbers"),
            ("NI_Number", "national insurance numbers"),
            ("Staff NINO", "national insurance numbers"),
            ("D.O.B", "dates of birth"),
            ("Date Of Birth", "dates of birth"),
            ("DateOfBirth", "dates of birth"),
            ("Age", "ages"),
            ("Annual salary (£)", "pay"),
            ("AfC band", "pay"),
            ("Home Address 1", "home addresses"),
            ("Post code", "home addresses"),
            ("Sort-code", "bank details"),
            ("Ethnicity", "somebody’s origin"),
            ("Gender", "somebody’s sex"),
            ("NHS No", "NHS numbers"),
            ("MRN", "hospital numbers"),
            ("Patient name", "patients"),
            ("Primary diagnosis", "patients"),
        ] {
            assert_eq!(refused(Kind::People, name), Some(what), "{name}");
        }
        for name in [
            "Name",
            "Manager",
            "E-mail address",
            "Language",
            "Stage",
            "Bank",
            "Username",
            "Home ward",
            "Zone mode",
        ] {
            assert_eq!(refused(Kind::People, name), None, "{name}");
        }
        for name in ["Address", "Postcode", "Inpatient or outpatient", "Band", "Phone"] {
            assert_eq!(refused(Kind::Wards, name), None, "{name}");
        }
        assert_eq!(refused(Kind::Wards, "Patients now"), Some("patients"));
    }
}
