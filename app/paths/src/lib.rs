//! Every address of Elbow, written once: routes are declared with the constant, and pages, redirects and programs fill in its
//! parts with the function beside it. The same text is the pattern of the one and the format of the other, so the compiler says when
//! a part is missing. `script/check/addresses.mjs` refuses an address that is written anywhere else, and one in a script
//! that is not here; regular expressions in scripts it does not read.

use std::fmt::Display;

macro_rules! addresses {
    ($($(#[$doc:meta])* $name:ident $(, $of:ident($($part:ident),+))? = $address:literal;)+) => {$(
        $(#[$doc])*
        pub const $name: &str = $address;

        $(
            #[doc = concat!("[`", stringify!($name), "`], with its parts filled in.")]
            #[must_use]
            pub fn $of($($part: &(impl Display + ?Sized)),+) -> String {
                format!($address, $($part = $part),+)
            }
        )?
    )+};
}

// Asking
addresses! {
    /// Asks at once on a ward's own computer; anybody else is shown the way in.
    HOME = "/";
    ASK = "/ask";
    /// Where a ward's own computer finds another ward to have help come to.
    ASK_PLACE = "/ask/place";
    /// A ward's page, behind the link on its poster; the code there leads to it.
    WARD_LINK, ward_link(token) = "/w/{token}";
    /// A request, for whoever asked.
    REQUEST, request(secret) = "/r/{secret}";
    REQUEST_EVENTS, request_events(secret) = "/r/{secret}/events";
    /// What whoever asked says otherwise.
    CORRECT, correct(secret) = "/r/{secret}/correct";
    /// The screen on a wall.
    WALL, wall(token) = "/wall/{token}";
    WALL_EVENTS, wall_events(token) = "/wall/{token}/events";
    REQUEST_CHANGE, request_change(secret, change) = "/r/{secret}/{change}";
}

// Ways in, and out
addresses! {
    ENROL = "/enrol";
    CHOOSE_PIN = "/enrol/pin";
    SIGN_IN = "/sign-in";
    STAFF = "/staff";
    SIGN_OUT = "/sign-out";
    /// A link with which its owner sets a password, or the first administrator comes in.
    JOIN, join(token) = "/join/{token}";
    /// What waited while somebody signed in.
    AGAIN = "/again";
    ACCOUNT = "/account";
    END_SIGN_IN, end_sign_in(sign_in) = "/account/sign-ins/{sign_in}/end";
    END_OTHER_SIGN_INS = "/account/sign-ins/end-others";
    OWN_PASSWORD = "/account/password";
}

// Responding
addresses! {
    MY_JOBS = "/me";
    MY_JOBS_JSON = "/me.json";
    SEEN = "/me/seen";
    SHIFT = "/me/shift";
    END_SHIFT = "/me/end-shift";
    PLACE = "/me/place";
    ZONE = "/me/zone";
    HAND_BACK = "/me/hand-back";
    ALERTS = "/me/alerts";
    TEST_ALERT = "/me/alerts/test";
    OFFER_ANSWER, offer_answer(offer, answer) = "/me/offers/{offer}/{answer}";
    JOB_STEP, job_step(ticket, step) = "/me/jobs/{ticket}/{step}";
    NEED_SOMEONE, need_someone(ticket) = "/me/jobs/{ticket}/need-someone";
    FINISH, finish(ticket) = "/me/jobs/{ticket}/finish";
    DETAILS, details(ticket) = "/me/jobs/{ticket}/details";
    HELPED = "/me/helped";
    /// What a handset says of an alert.
    RECEIPT = "/push/receipt";
    EVENTS = "/events";
}

// Commanding
addresses! {
    BOARD = "/board";
    BOARD_PART = "/board/part";
    BOARD_JSON = "/board.json";
    COVER = "/board/cover";
    LEVELS = "/board/levels";
    DESK_ASK = "/board/ask";
    /// Of any hour.
    TICKETS = "/board/tickets";
    TICKET, ticket(ticket) = "/board/tickets/{ticket}";
    TICKET_EVENTS, ticket_events(ticket) = "/board/tickets/{ticket}/events";
    ASSIGN, assign(ticket) = "/board/tickets/{ticket}/assign";
    ESCALATE, escalate(ticket) = "/board/tickets/{ticket}/escalate";
    PRIORITY, priority(ticket) = "/board/tickets/{ticket}/priority";
    WITHDRAW, withdraw(ticket) = "/board/tickets/{ticket}/withdraw";
    LINK_TICKET, link_ticket(ticket) = "/board/tickets/{ticket}/link";
    UNLINK_TICKET, unlink_ticket(ticket) = "/board/tickets/{ticket}/unlink";
    SEND_TO_HELD, send_to_held(ticket) = "/board/tickets/{ticket}/send-someone";
    DRILLS = "/board/drills";
    DRILL, drill(drill) = "/board/drills/{drill}";
    SURGES = "/board/surges";
    SURGE, surge(surge) = "/board/surges/{surge}";
    WALLS = "/board/walls";
    REVOKE_WALL, revoke_wall(wall) = "/board/walls/{wall}/revoke";
    /// The waves of a go-live.
    WAVES = "/board/waves";
    WAVE, wave(wave) = "/board/waves/{wave}";
    WAVE_CHANGE, wave_change(wave, change) = "/board/waves/{wave}/{change}";
    KNOWN_ISSUES = "/known-issues";
    KNOWN_ISSUE, known_issue(issue) = "/known-issues/{issue}";
    /// The query may say what it is about and where: `tag`, `ward`, `from=surge`.
    NEW_KNOWN_ISSUE = "/known-issues/new";
    END_KNOWN_ISSUE, end_known_issue(issue) = "/known-issues/{issue}/end";
    REOPEN_KNOWN_ISSUE, reopen_known_issue(issue) = "/known-issues/{issue}/reopen";
    LINK_KNOWN_ISSUE, link_known_issue(issue) = "/known-issues/{issue}/link";
    UNDO_LINK_TO_KNOWN_ISSUE, undo_link_to_known_issue(issue) = "/known-issues/{issue}/undo-link";
    UNLINK_FROM_KNOWN_ISSUE, unlink_from_known_issue(issue) = "/known-issues/{issue}/unlink";
    SEND_WORD, send_word(issue) = "/known-issues/{issue}/word";
    CLOSE_KNOWN_ISSUE, close_known_issue(issue) = "/known-issues/{issue}/close";
    DECISIONS = "/decisions";
    DECISIONS_CSV = "/decisions.csv";
    LOG_DECISION = "/decisions/new";
    FOLLOW_UPS = "/decisions/actions";
    FOLLOW_UPS_CSV = "/decisions/actions.csv";
    FOLLOW_UP, follow_up(number) = "/decisions/actions/{number}";
    FOLLOW_UP_STEP, follow_up_step(number, step) = "/decisions/actions/{number}/{step}";
    DECISION, decision(number) = "/decisions/{number}";
    /// Waves beside each other.
    GOLD = "/gold";
    REPORTS = "/reports";
    REPORT, report(number) = "/reports/{number}";
    /// As it may be handed on.
    SHARED_REPORT, shared_report(number) = "/reports/{number}/shared";
    REPORT_CSV, report_csv(number) = "/reports/{number}/figures.csv";
    APPROVE_REPORT, approve_report(number) = "/reports/{number}/approve";
    PACKS = "/packs";
    POST_PACK = "/packs/post";
    WARD_PACKS = "/packs/wards";
    /// Slips of them that came back.
    PAPER = "/board/paper";
    PAPER_UNUSED = "/board/paper/unused";
    PAPER_UNUSED_UNDO = "/board/paper/unused/undo";
    PAPER_DUPLICATE = "/board/paper/duplicate";
}

// Learning
addresses! {
    INSIGHT = "/insight";
    INSIGHT_CSV = "/insight.csv";
    INSIGHT_OVERVIEW = "/insight/overview";
    INSIGHT_TIMES = "/insight/times";
    INSIGHT_TIMES_CSV = "/insight/times.csv";
    INSIGHT_REQUESTS = "/insight/requests";
    INSIGHT_REQUESTS_CSV = "/insight/requests.csv";
    INSIGHT_MAP = "/insight/map";
    INSIGHT_MAP_CSV = "/insight/map.csv";
    REHEARSE = "/rehearse";
    REHEARSAL, rehearsal(rehearsal) = "/rehearse/{rehearsal}";
    CANCEL_REHEARSAL, cancel_rehearsal(rehearsal) = "/rehearse/{rehearsal}/cancel";
}

// Setting up
addresses! {
    SETUP = "/setup";
    PERSON_CODE, person_code(person) = "/setup/people/{person}/code";
    WARD_CODE, ward_code(ward) = "/setup/wards/{ward}/code";
    ROTATE_LINK, rotate_link(ward) = "/setup/wards/{ward}/rotate-link";
    REVOKE, revoke(device) = "/setup/devices/{device}/revoke";
    POSTERS = "/setup/posters";
    PRINT_POSTERS = "/setup/posters/print";
    UNCOUNT_POSTERS = "/setup/posters/uncount";
    REPLACED_POSTERS, replaced_posters(ward) = "/setup/posters/{ward}/replaced";
    PEOPLE = "/admin/people";
    NEW_PERSON = "/admin/people/new";
    PERSON, person(person) = "/admin/people/{person}";
    CHANGE_PERSON, change_person(person) = "/admin/people/{person}/change";
    SHIFTS, shifts(person) = "/admin/people/{person}/shifts";
    CHANGE_SHIFT, change_shift(person, starts) = "/admin/people/{person}/shifts/{starts}";
    REMOVE_SHIFT, remove_shift(person, starts) = "/admin/people/{person}/shifts/{starts}/remove";
    END_SIGN_IN_OF, end_sign_in_of(person, sign_in) = "/admin/people/{person}/sign-ins/{sign_in}/end";
    END_SIGN_INS_OF, end_sign_ins_of(person) = "/admin/people/{person}/sign-ins/end";
    GIVE_ROLE, give_role(person) = "/admin/people/{person}/roles";
    END_ROLE, end_role(person, grant) = "/admin/people/{person}/roles/{grant}/end";
    END_ACCOUNT, end_account(person) = "/admin/people/{person}/end";
    OPEN_ACCOUNT, open_account(person) = "/admin/people/{person}/open";
    PASSWORD_LINK, password_link(person) = "/admin/people/{person}/password-link";
    AUDIT = "/admin/audit";
    AUDIT_CSV = "/admin/audit.csv";
    ADMIN = "/admin";
    START = "/admin/start";
    DOCTOR = "/admin/doctor";
    IMPORT = "/admin/import";
    ANSWER_IMPORT = "/admin/import/answers";
    CONFIRM_IMPORT = "/admin/import/confirm";
    UNDO_IMPORT = "/admin/import/undo";
    IMPORT_HEADINGS = "/admin/import/columns";
    FORGET_IMPORT_HEADING = "/admin/import/columns/forget";
    LIST, list(list) = "/admin/lists/{list}";
    LIST_FILE, list_file(file) = "/admin/files/{file}";
    TEMPLATE, template(file) = "/admin/templates/{file}";
    WALKS = "/admin/walks";
    /// The lists that make a hospital: wards, zones, tags, categories.
    ENTRIES, entries(list) = "/admin/{list}";
    ENTRY, entry(list, entry) = "/admin/{list}/{entry}";
    END_ENTRY, end_entry(list, entry) = "/admin/{list}/{entry}/end";
    OPEN_ENTRY, open_entry(list, entry) = "/admin/{list}/{entry}/open";
    MOVE_ENTRY, move_entry(list, entry) = "/admin/{list}/{entry}/move";
    POLICY = "/admin/policy";
    PREVIEW_POLICY = "/admin/policy/preview";
    SETTINGS = "/admin/settings";
    PREVIEW_SETTINGS = "/admin/settings/preview";
    GATEWAY_SECRET = "/admin/settings/secret";
    ALERT_KEY = "/admin/settings/alert-key";
    TEST_CALL = "/admin/settings/test-call";
    SETTINGS_VERSION, settings_version(version) = "/admin/settings/versions/{version}";
}

// Running
addresses! {
    LIVEZ = "/livez";
    READYZ = "/readyz";
    HEALTH = "/health";
    METRICS = "/metrics";
}

// Files
addresses! {
    /// Where the files of one build are, which never change.
    BUILD, build(build) = "/pkg/{build}";
    BUILD_FILE, build_file(build, file) = "/pkg/{build}/{file}";
    ICON, icon(file) = "/icons/{file}";
    FAVICON = "/favicon.svg";
    MANIFEST = "/manifest.webmanifest";
    SERVICE_WORKER = "/sw.js";
}

/// The secret in an address of [`WARD_LINK`], [`WALL`], [`REQUEST`] or [`JOIN`], or of what is under it.
#[must_use]
pub fn secret_in(path: &str) -> Option<&str> {
    let before_part = |pattern: &'static str| pattern.split('{').next().unwrap_or(pattern);
    let rest = [WARD_LINK, WALL, REQUEST, JOIN]
        .into_iter()
        .find_map(|pattern| path.strip_prefix(before_part(pattern)))?;
    rest.split('/').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_its_pattern_with_the_parts_filled_in() {
        assert_eq!(
            end_sign_in_of("7", "9"),
            END_SIGN_IN_OF.replace("{person}", "7").replace("{sign_in}", "9")
        );
    }

    #[test]
    fn the_secret_of_a_link_is_what_follows_its_letter() {
        assert_eq!(secret_in(&ward_link("abc")), Some("abc"));
        assert_eq!(secret_in(&request_change("abc", "urgent")), Some("abc"));
        assert_eq!(secret_in(&join("abc")), Some("abc"));
        assert_eq!(secret_in(&wall_events("abc")), Some("abc"));
        assert_eq!(secret_in(READYZ), None);
        assert_eq!(secret_in(HOME), None);
    }
}
