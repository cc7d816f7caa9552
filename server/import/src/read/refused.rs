//! Columns that Elbow must not hold, by their names. What is in them is not looked at, kept or shown.

use domain::text;

use crate::Kind;

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
            Is("ptname"),
            Is("ptid"),
            Is("ptno"),
            Is("ptnumber"),
        ],
    ),
];

/// What is nobody's business here, in lists of people.
const OF_PEOPLE: [(&str, &[Sign]); 13] = [
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
            Word("wages"),
            Word("pay"),
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
    ("marriages and partnerships", &[Has("marital"), Has("civilpartner"), Word("spouse")]),
    ("religion", &[Has("religio"), Is("faith")]),
    ("somebody’s health", &[Has("disabilit"), Has("sickness"), Has("vaccin"), Has("pregnan")]),
    ("somebody’s sex", &[Word("gender"), Word("sex"), Has("sexualorientation")]),
    ("trade unions", &[Has("tradeunion")]),
    ("passports, visas and criminal records", &[Has("passport"), Word("visa"), Word("dbs")]),
];

/// Wards are for inpatients or outpatients, and some do diagnostics.
const HARMLESS: [&str; 4] = ["inpatient", "outpatient", "diagnostics", "diagnostic"];

/// What a column is for, if a list of this kind must not have it; in the plural.
pub(super) fn refused(kind: Kind, name: &str) -> Option<&'static str> {
    let of_people: &[_] = if matches!(kind, Kind::People | Kind::Shifts) { &OF_PEOPLE } else { &[] };
    let folded = text::folded(name);
    let words: Vec<&str> = folded.split(|sign: char| !sign.is_alphanumeric()).collect();
    // Only at the beginning of a word: “main patient” has a patient.
    let without = |word: &&str| {
        HARMLESS
            .iter()
            .fold((*word).to_owned(), |word, start| word.strip_prefix(start).unwrap_or(&word).to_owned())
    };
    let whole: String = words.iter().map(without).collect();
    // Who sees patients is no patient.
    let whole = whole.replacen("patientfacing", "", 1);
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
            ("Main patient", "patients"),
            ("PatientName", "patients"),
            ("Pt name", "patients"),
            ("Pay", "pay"),
            ("Basic pay", "pay"),
            ("Annual pay", "pay"),
            ("Marital status", "marriages and partnerships"),
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
            "PT/FT",
            "Payroll site",
        ] {
            assert_eq!(refused(Kind::People, name), None, "{name}");
        }
        for name in [
            "Address",
            "Postcode",
            "Inpatient or outpatient",
            "Band",
            "Phone",
            "Inpatients",
            "Diagnostics",
            "Diagnostic",
            "Patient-facing",
            "Patient facing",
        ] {
            assert_eq!(refused(Kind::Wards, name), None, "{name}");
        }
        assert_eq!(refused(Kind::Wards, "Patients now"), Some("patients"));
    }
}
