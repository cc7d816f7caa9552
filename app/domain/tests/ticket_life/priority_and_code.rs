//! The small values a ticket is made of.

use domain::{
    Code, Priority,
    priority::{Patient, Stuck},
};
use proptest::prelude::*;

/// From worst to mildest.
const STUCK: [Stuck; 3] = [Stuck::CannotGoOn, Stuck::CanWorkAround, Stuck::JustAsking];
const PATIENT: [Patient; 3] = [Patient::CouldComeToHarm, Patient::Waiting, Patient::NotAffected];

#[test]
fn a_worse_answer_never_makes_a_request_less_urgent() {
    for stuck in STUCK {
        for pair in PATIENT.windows(2) {
            assert!(Priority::from_answers(stuck, pair[0]) <= Priority::from_answers(stuck, pair[1]));
        }
    }
    for patient in PATIENT {
        for pair in STUCK.windows(2) {
            assert!(Priority::from_answers(pair[0], patient) <= Priority::from_answers(pair[1], patient));
        }
    }
}

#[test]
fn every_priority_can_be_reached_and_is_read_back_as_written() {
    for priority in Priority::ALL {
        assert_eq!(priority.to_string().parse(), Ok(priority));
        let answers = STUCK.iter().flat_map(|stuck| PATIENT.iter().map(move |patient| (*stuck, *patient)));
        assert!(
            answers.into_iter().any(|(stuck, patient)| Priority::from_answers(stuck, patient) == priority)
        );
    }
    assert!("P5".parse::<Priority>().is_err());
}

proptest! {
    #[test]
    fn any_code_survives_being_read_out_and_typed(random in any::<[u8; 8]>(), gap in 1_usize..6) {
        let code = Code::from_random(&random);
        let typed: String = code
            .as_str()
            .chars()
            .enumerate()
            .flat_map(|(place, c)| (place > 0 && place % gap == 0).then_some('-').into_iter().chain([c]))
            .collect();
        prop_assert_eq!(typed.to_lowercase().parse::<Code>(), Ok(code.clone()));
        let json = serde_json::to_string(&code).unwrap();
        prop_assert_eq!(serde_json::from_str::<Code>(&json).unwrap(), code);
    }

    #[test]
    fn whatever_is_typed_a_code_has_three_to_twelve_plain_characters(text in "\\PC{0,16}") {
        if let Ok(code) = text.parse::<Code>() {
            prop_assert!((3..=12).contains(&code.as_str().len()));
            prop_assert!(code.as_str().bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()));
            prop_assert!(!code.as_str().contains(['0', '1', 'I', 'L', 'O', 'U']));
        }
    }

    #[test]
    fn no_text_panics_a_priority(text in "\\PC*") {
        prop_assert_eq!(text.parse::<Priority>().is_ok(), ["P1", "P2", "P3", "P4"].contains(&text.as_str()));
    }
}
