//! What a driver reports, as what callers can act on.

use std::sync::Arc;

use sqlx::error::DatabaseError;

use crate::Error;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Arc::new(error).into()
    }
}

/// An error that several callers share.
impl From<Arc<sqlx::Error>> for Error {
    fn from(error: Arc<sqlx::Error>) -> Self {
        if let Some(failure) = error.as_database_error()
            && failure.is_unique_violation()
            && let Some(name) = name_of_unique(failure)
        {
            return Self::Duplicate(name);
        }
        if is_temporary(&error) { Self::Unavailable(error) } else { Self::Database(error) }
    }
}

/// A unique column that callers are told about by name.
fn name_of_unique(failure: &dyn DatabaseError) -> Option<&'static str> {
    const UNIQUE: [(&str, &str); 14] = [
        ("ticket.code", "code"),
        ("ticket.link", "link"),
        ("ticket.request_key", "request key"),
        ("ward.code", "code"),
        ("ward.link", "link"),
        ("tag.slug", "slug"),
        ("category.slug", "slug"),
        ("account.username", "username"),
        ("person.username", "username"),
        ("person.external_id", "external id"),
        ("device.secret", "secret"),
        ("enrolment_code.code", "code"),
        ("sign_in.token", "token"),
        ("vapid_key.public", "public key"),
    ];
    let column = match (failure.table(), failure.constraint()) {
        // PostgreSQL names the constraint, `ticket_code_key` for one.
        (Some(table), Some(constraint)) => {
            let column = constraint.strip_prefix(table)?.strip_prefix('_')?.strip_suffix("_key")?;
            format!("{table}.{column}")
        }
        // SQLite says it in words only.
        _ => failure.message().rsplit_once(": ")?.1.to_owned(),
    };
    UNIQUE.iter().find_map(|(known, name)| (*known == column).then_some(*name))
}

/// Whether the same may well succeed a little later: the database is away, full, locked, or chose another transaction.
fn is_temporary(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        // Cut off in the middle of a word.
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed => true,
        sqlx::Error::Database(failure) => {
            failure.code().is_some_and(|code| {
                is_temporary_sqlstate(&code)
                    || is_temporary_in_sqlite(&code)
                    // A newer program has changed a table in this very moment.
                    || code == "0A000" && failure.message().starts_with("cached plan")
            })
        }
        _ => false,
    }
}

/// By class: connection, transaction rolled back, resources, operator, system; and two waits that took too long.
/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>
fn is_temporary_sqlstate(code: &str) -> bool {
    code.len() == 5
        && (["08", "40", "53", "57", "58"].iter().any(|class| code.starts_with(class))
            || ["25P03", "55P03"].contains(&code))
}

/// Busy, locked, out of memory, I/O error, full, cannot open. The low byte is the primary code.
/// <https://sqlite.org/rescode.html>
fn is_temporary_in_sqlite(code: &str) -> bool {
    code.len() < 5 && code.parse::<u32>().is_ok_and(|code| [5, 6, 7, 10, 13, 14].contains(&(code & 0xff)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_is_away_full_or_contended_is_temporary_a_broken_rule_is_not() {
        for code in ["57P01", "40001", "40P01", "53100", "55P03", "08006"] {
            assert!(is_temporary_sqlstate(code), "{code}");
        }
        for code in ["23503", "23514", "42P01", "25006", "25P02"] {
            assert!(!is_temporary_sqlstate(code) && !is_temporary_in_sqlite(code), "{code}");
        }
        for code in ["5", "13", "517", "3338"] {
            assert!(is_temporary_in_sqlite(code) && !is_temporary_sqlstate(code), "{code}");
        }
        for code in ["8", "26", "787", "2067"] {
            assert!(!is_temporary_in_sqlite(code), "{code}");
        }
    }
}
