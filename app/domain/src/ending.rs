//! When an account may end.

use crate::Role;

/// Why an account cannot end now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MayNotEnd {
    /// Nobody could set the hospital up any more.
    #[error("the last administrator")]
    LastAdministrator,
    /// A ward waits for them.
    #[error("a job is in hand")]
    HasJob,
}

/// `other_administrators`: how many others there are who can sign in. What else ends with the account is for people to
/// decide, who are told before.
///
/// # Errors
/// [`MayNotEnd`].
pub fn may_end(roles: &[Role], other_administrators: usize, has_job: bool) -> Result<(), MayNotEnd> {
    if roles.contains(&Role::Administrator) && other_administrators == 0 {
        return Err(MayNotEnd::LastAdministrator);
    }
    if has_job { Err(MayNotEnd::HasJob) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_administrator_and_whoever_has_a_job_stay() {
        let admin = [Role::Lead, Role::Administrator];
        assert_eq!(may_end(&admin, 0, false), Err(MayNotEnd::LastAdministrator));
        assert_eq!(may_end(&admin, 1, false), Ok(()));
        assert_eq!(may_end(&[Role::Responder], 0, true), Err(MayNotEnd::HasJob));
        assert_eq!(may_end(&[Role::Responder], 0, false), Ok(()));
    }
}
