//! What people and the engine do: each action is one write transaction, and only when it has committed is anybody told.

mod accounts;
mod alerts;
mod arrivals;
mod ask;
mod assign;
mod audit;
mod broadcasts;
mod decisions;
mod devices;
mod drills;
mod duty;
mod ending;
pub mod entries;
mod follow_ups;
mod grants;
mod imports;
mod issue_links;
mod known_issues;
mod once;
pub(crate) mod packs;
mod paper;
mod passing;
pub(crate) mod passwords;
pub mod people;
mod posters;
mod reports;
pub(crate) mod sessions;
mod settings;
mod sign_in;
mod subscriptions;
mod surges;
mod taps;
mod tickets;
mod walls;
mod waves;

use domain::{
    Code, MayNotEnd, PersonId, StillNeeded, Ticket, Timestamp, standing::InTheWay, ticket::Refusal,
};

use crate::limits::TooMany;

pub use self::{
    accounts::{EndsWithIt, look_at_end, open_account},
    arrivals::{Receipt, keep_receipt, offers_seen},
    ask::{Asked, NewRequest, SortedBy, take_back},
    assign::{Sending, send},
    audit::{note_export, note_refusal, note_try},
    broadcasts::{NewWord, send_word},
    decisions::{Decided, correct_decision, log_decision, logged_before},
    devices::{
        CODE_FOR, MadeCode, Revocation, SeenLink, enrol_ward_device, hand_back, make_code, revocation,
        revoke_device, rotate_ward_link,
    },
    drills::{DRILL_FOR, Team, TeamNow, start_drill, team_now},
    duty::{HandOver, choose_place, set_duty, set_zone_mode, test_alerts},
    ending::{CutOff, Ending, HeldJob, ShiftCutOff, end, look_at_ending},
    follow_ups::{add_follow_up, cancel_follow_up, change_follow_up, set_follow_up_done},
    grants::{NewGrant, grant_role, look_at_end_of_grant},
    issue_links::{
        ClosedTogether, Linked, WhenEnded, close_together, link_tickets, undo_link, unlink_tickets,
    },
    known_issues::{add_known_issue, change_known_issue, end_known_issue, reopen_known_issue},
    paper::{NewDone, NewSlip},
    passing::NewHelp,
    passwords::{
        Invited, MadeLink, NewAdministrator, change_password, invite_first_administrator, look_up_invited,
        make_password_link, set_password_by_link, set_up_first_administrator, username_for_password,
    },
    posters::{Count, CountedPosters, NewPosters, count_posters, replace_posters, uncount_posters},
    reports::approve_report,
    sessions::{end_session, end_sessions},
    settings::{begin_test_call, make_first_alert_key, note_test_call, set_gateway_secret, set_settings},
    sign_in::{
        Browser, CodeLeads, SignInError, SignedIn, choose_pin, may_make_room, sign_in_staff,
        sign_in_with_pin, sign_out, try_code,
    },
    subscriptions::{Kept, keep_subscription},
    surges::judge_surge,
    taps::{Tap, remember_refusal},
    tickets::{act, act_as_requester, record, undo_decline, undo_release},
    walls::{Shows, add_wall, revoke_wall},
    waves::{
        Leaves, NewWave, Recount, WaveProblem, add_wave, join_wave, leave_wave, move_cutover, rename_wave,
        set_wave_phase,
    },
};
pub(crate) use self::{
    ask::{ask, asked_from, sorted_by_issue},
    audit::note_repeated,
    grants::end_shifts_without_role,
    imports::{forget_old_import, imported_before, remember_imported},
    paper::{enter_slip, say_one_unused, say_unused, take_back_unused},
    passing::help_in_passing,
    posters::{mark, posters_of_link},
    tickets::{given_back, is_set_by_lead},
};

/// Why an action did not happen. Nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// It does not follow from the present state.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The person has another ticket in hand.
    #[error("busy with {code}")]
    Busy { code: Code },
    /// The person is being asked about another ticket.
    #[error("asked about {code}")]
    Asked { code: Code },
    /// The shift cannot end before it is said what becomes of the job in hand, or of an offer.
    #[error("a job is in hand")]
    JobInHand,
    /// Whoever was to take the job over is not on shift.
    #[error("not on shift")]
    NotOnShift,
    /// The same tap again: how it was answered the first time, none if it was done.
    #[error("tapped before")]
    Repeated { refused: Option<String> },
    /// The ticket was taken from this person between what they saw and what they tapped.
    #[error("overtaken")]
    Overtaken,
    /// The shift began, paused or ended between the tap and its arrival.
    #[error("the shift is another by now")]
    OtherShift,
    /// The account has to stay for now.
    #[error(transparent)]
    MayNotEnd(#[from] MayNotEnd),
    /// The entry of a list has to stay for now.
    #[error(transparent)]
    StillNeeded(#[from] StillNeeded),
    /// Something stands against sending this person, or somebody is on the way instead of whom they would go, and whoever
    /// sends them has not been told so.
    #[error("not free")]
    InTheWay { reasons: Vec<InTheWay>, instead_of: Option<PersonId> },
    /// What was decided about is no longer as it was shown.
    #[error("changed meanwhile")]
    Changed,
    /// It cuts somebody off who is on shift, otherwise than whoever does it was told.
    #[error("cuts somebody off")]
    CutsOff,
    /// One drill after the other: two alerts at once would be answered as one.
    #[error("a drill is underway")]
    DrillUnderway,
    /// A word about the same known issue was said a moment ago.
    #[error("a word was said a moment ago")]
    WordSaid { again_at: Timestamp },
    /// The known issue has ended, and nobody has said what that means for what is linked to it.
    #[error("the known issue has ended")]
    IssueEnded,
    /// Somebody else leads where a ticket is.
    #[error("leads another zone")]
    NotInCharge,
    /// Of a wave of a go-live.
    #[error(transparent)]
    Wave(#[from] WaveProblem),
    /// Not while on shift.
    #[error("on shift")]
    OnShift,
    /// More requests than one place may make.
    #[error(transparent)]
    TooMany(#[from] TooMany),
    /// The same place has asked about the same a moment ago, and this may be that request.
    #[error("asked already")]
    AskedAlready(Box<Ticket>),
    /// The request was taken back before it arrived.
    #[error("taken back")]
    TakenBack,
    /// What it is about does not exist.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error(transparent)]
    Password(#[from] ground::password::PasswordError),
    #[error(transparent)]
    AlertKey(#[from] push::SealKeysError),
    /// A secret cannot be sealed.
    #[error(transparent)]
    Seal(#[from] ground::seal::CannotOpen),
}
