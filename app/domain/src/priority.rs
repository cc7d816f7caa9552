//! How urgent a ticket is, from two plain questions. Urgency of help is not severity of a defect.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// `P1` sorts first: the smaller, the more urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Priority {
    /// A patient could come to harm.
    P1,
    /// Stuck with a patient waiting.
    P2,
    /// Stuck, but no patient is waiting.
    P3,
    /// How do I…?
    P4,
}

/// First question: what is it like for you?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stuck {
    /// "I can't go on."
    CannotGoOn,
    /// "I can work around it."
    CanWorkAround,
    /// "I only have a question."
    JustAsking,
}

/// Second question: is a patient affected now?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Patient {
    CouldComeToHarm,
    Waiting,
    NotAffected,
}

impl Stuck {
    pub const ALL: [Self; 3] = [Self::CannotGoOn, Self::CanWorkAround, Self::JustAsking];

    /// The posted, stored and exported name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CannotGoOn => "cannot_go_on",
            Self::CanWorkAround => "can_work_around",
            Self::JustAsking => "just_asking",
        }
    }
}

impl FromStr for Stuck {
    type Err = UnknownStuck;

    fn from_str(text: &str) -> Result<Self, UnknownStuck> {
        Self::ALL.into_iter().find(|stuck| stuck.as_str() == text).ok_or(UnknownStuck)
    }
}

/// The text is no answer to the first question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the answer is cannot_go_on, can_work_around or just_asking")]
pub struct UnknownStuck;

impl Priority {
    pub const ALL: [Self; 4] = [Self::P1, Self::P2, Self::P3, Self::P4];

    /// The two answers decide; a patient always outweighs the inconvenience.
    pub const fn from_answers(stuck: Stuck, patient: Patient) -> Self {
        match (patient, stuck) {
            (Patient::CouldComeToHarm, _) => Self::P1,
            (Patient::Waiting, _) => Self::P2,
            (Patient::NotAffected, Stuck::JustAsking) => Self::P4,
            (Patient::NotAffected, _) => Self::P3,
        }
    }

    /// 0 for `P1` … 3 for `P4`.
    pub const fn rank(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Priority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
        })
    }
}

impl FromStr for Priority {
    type Err = UnknownPriority;

    fn from_str(text: &str) -> Result<Self, UnknownPriority> {
        Self::ALL.into_iter().find(|priority| priority.to_string() == text).ok_or(UnknownPriority)
    }
}

/// The text is none of `P1` to `P4`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a priority is P1, P2, P3 or P4")]
pub struct UnknownPriority;

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows H8.1.
    #[test]
    fn a_patient_outweighs_everything_else() {
        assert_eq!(Priority::from_answers(Stuck::JustAsking, Patient::CouldComeToHarm), Priority::P1);
        assert_eq!(Priority::from_answers(Stuck::CanWorkAround, Patient::Waiting), Priority::P2);
        assert_eq!(Priority::from_answers(Stuck::CannotGoOn, Patient::NotAffected), Priority::P3);
        assert_eq!(Priority::from_answers(Stuck::JustAsking, Patient::NotAffected), Priority::P4);
    }

    #[test]
    fn p1_sorts_before_p4() {
        assert!(Priority::P1 < Priority::P4);
        assert_eq!(Priority::ALL.map(Priority::rank), [0, 1, 2, 3]);
    }
}
