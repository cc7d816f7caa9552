//! How a form that was not carried out comes back: to people on its page as things stand now, to programs in JSON.

use app::model::FieldError;
use axum::http::StatusCode;

use super::{Problem, visit::Visit};

/// What a page says beside what it shows: nothing, or what was done, when it is opened; and when a form comes back, why.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    pub(crate) status: StatusCode,
    pub(crate) errors: Vec<FieldError>,
    /// Questions that a tick answers.
    pub(crate) warnings: Vec<FieldError>,
    pub(crate) notice: Option<String>,
}

impl Said {
    pub(crate) fn done(notice: Option<String>) -> Self {
        Self { notice, ..Self::default() }
    }

    /// What is wrong with what was typed or chosen.
    pub(crate) fn wrong(errors: Vec<FieldError>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, errors, ..Self::default() }
    }

    pub(crate) fn wrong_in(field: &str, message: impl Into<String>) -> Self {
        Self::wrong(vec![FieldError::new(field, message)])
    }

    /// What may be patient data, and needs a tick.
    pub(crate) fn unsure(warnings: Vec<FieldError>) -> Self {
        Self { warnings, ..Self::wrong(Vec::new()) }
    }

    /// Why it was not carried out, as things stand by now.
    pub(crate) fn refused(words: impl Into<String>) -> Self {
        Self { status: StatusCode::CONFLICT, notice: Some(words.into()), ..Self::default() }
    }

    pub(crate) fn with(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// For the page. A program is told at once.
    ///
    /// # Errors
    /// [`Problem::Wrong`] or [`Problem::Refused`] for a program whose form comes back.
    pub(crate) fn shown(self, visit: &Visit) -> Result<Self, Problem> {
        if !visit.wants_json || self.status.is_success() {
            return Ok(self);
        }
        let Self { status, errors, warnings, notice } = self;
        Err(match notice {
            Some(words) => Problem::Refused { words },
            None => Problem::Wrong { status, errors: [errors, warnings].concat() },
        })
    }
}
