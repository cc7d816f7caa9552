//! Obviously invented people, wards and tickets.

use std::time::Duration;

use app::{
    model::{
        Choice, ChoiceGroup, DeskWord, FieldError, Found, Moment, ParetoRow, Qr, Shell, SignedIn, Tick,
        TimelineEntry,
    },
    screens::{
        account::{AccountPage, GrantRow, PersonPage, RoleForm, SignInRow},
        admin::{AdminList, AdminPage, ListPage},
        ask::{
            AskForm, AskIssue, AskPage, AskPlace, AskPlacePage, AskedAlreadyPage, AskedRequest, Here,
            WardComputer,
        },
        audit::{AuditPage, AuditRow},
        board::{
            Arrival, BoardActions, BoardCounts, BoardFilter, BoardPage, BoardPerson, BoardTicket, BoardWard,
            FreeByTag, HurtLine, NotSorted, TicketHurt, ZoneTile,
        },
        correct::{CorrectForm, CorrectPage},
        cover::{AdviceRow, CoverPage, CoverRow},
        decisions::{
            ActionForm, ActionPage, ActionRow, ActionSaid, ActionStep, Actions, CancelForm,
            DecisionCorrection, DecisionForm, DecisionPage, DecisionReview, DecisionRow, DecisionTicket,
            DecisionsPage, IssueTick, NewDecisionPage, ShownBoard, ShownWaiting, ShownZone as ZoneThen, Told,
        },
        details::{DetailsForm, DetailsPage},
        doctor::{DoctorPage, Finding},
        drills::{DrillAnswer, DrillMissing, DrillPage, DrillRow, DrillsPage},
        end_shift::EndShiftPage,
        finish::FinishPage,
        gold::{GoldDay, GoldDecision, GoldPage, GoldWave},
        helped::HelpedPage,
        import::{
            HeadingRow, HeadingsPage, ImportChange, ImportChanges, ImportField, ImportHeading,
            ImportLikeness, ImportLine, ImportPage, Stays, UndoPage,
        },
        insight::InsightPage,
        join::{InvitePage, JoinPage, Joining},
        known_issues::{
            ClosePage, ClosedAs, IssueStep, IssueVersion, KnownIssueForm, KnownIssuePage, KnownIssueRow,
            KnownIssuesPage, LinkFilter, LinkPage, LinkRow, LinkedTicket, NewIssuePage, NextWord, OpenTicket,
            SentWord, ShownIssue, StaysOpen, UndoLink, WordPage,
        },
        levels::{LastSeen, Level, LevelWard, LevelsPage},
        my_jobs::{
            AlertsHealth, ClosedJob, JobCard, JustClosed, JustGivenBack, MyJobsPage, News, OfferCard,
            ShownPlace, ShownZone,
        },
        packs::{
            PackHead, PackIssue, PacksPage, PostPackPage, RosterLine, ShownPack, WardLine, WardPackPage,
            WardSheet as PackSheet,
        },
        paper::{EnteredSlip, MissingSlip, PaperPage, SlipForm, SlipsOfPack},
        people::{Namesake, PeoplePage, PersonForm, PersonFormPage, PersonRow as PeopleRow, SignsIn},
        places::{self, EntryField, EntryForm, EntryInput, EntryPage, EntryRow},
        policy::{PolicyChange, PolicyPage, PolicyPreviewPage, PolicySet},
        posters::{CountRow, PostersPage, PrintPage, PrintedForm, Reprint, Sheet},
        problem::ProblemPage,
        question::QuestionPage,
        rehearse::{
            Course, EarlierRehearsal, EngineRow, Forecast, GapRow, Needed, Range, RehearsalPage,
            RehearseForm, RehearsePage,
        },
        reports::{
            Approved, Coverage, Figure, ReportForm, ReportPage, ReportRow, ReportStands, ReportsPage,
            TopPlace,
        },
        roster::{ShiftForm, ShiftRow, ShiftsPage},
        settings::{
            GatewaySecret, SettingChange, SettingField, SettingGroup, SettingKind, SettingValue,
            SettingsPage, SettingsPreviewPage, SettingsVersion, SettingsVersionPage, TestCall,
        },
        setup::{CodePage, DeviceRow, PersonRow, SetupPage, WardRow},
        sign_in::{AgainPage, EnrolPage, LandingPage, PinPage, StaffSignInPage},
        start::{StartPage, StartStep, StepState},
        surges::{
            SurgeBar, SurgeCard, SurgePage, SurgeRow, SurgeTicketRow, SurgeVerdict, SurgesPage, VerdictForm,
        },
        ticket::{Assignable, CandidateRow, OfferRow, SendQuestion, TicketPage},
        tickets::{FoundTicket, TicketsPage, WhichOne},
        waiting::{AboutIssue, WaitingPage},
        wall::{WallForm, WallPage, WallRow, WallTicket, WallZone, WallsPage},
        waves::{CutoverSet, PhaseRow, Stay, WaveForm, WavePage, WaveRow, WavesPage, Which},
    },
};
use domain::{
    Duty, Hurt, PosterKind, Priority, ReportKind, ResponderKind, Timestamp, ZoneMode, category,
    priority::Stuck,
    ticket::{Phase, Sorted, WithdrawReason},
    wall::ZoneState,
};

/// 2026-11-20, 10:42:07 in London.
const NOW: Timestamp = Timestamp::from_millis(1_795_171_327_000);

const TAGS: [&str; 9] = [
    "ePMA",
    "Order comms",
    "Discharge summary",
    "Patient flow",
    "Observations",
    "Theatres",
    "Results",
    "Clinic letters",
    "Something else",
];

fn s(text: &str) -> String {
    text.to_owned()
}

const DAY_MINUTES: u64 = 24 * 60;

fn ago(minutes: u64) -> Moment {
    let at = NOW - Duration::from_secs(60 * minutes);
    let minute_of_day = (10 * 60 + 42 + 7 * DAY_MINUTES - minutes) % DAY_MINUTES;
    Moment { at, clock: format!("{:02}:{:02}", minute_of_day / 60, minute_of_day % 60) }
}

/// In 25 minutes.
fn soon() -> Moment {
    Moment { at: NOW + Duration::from_mins(25), clock: s("11:07") }
}

fn choices(labels: &[&str]) -> Vec<Choice> {
    labels
        .iter()
        .map(|label| Choice { value: label.to_lowercase().replace(' ', "-"), label: s(label) })
        .collect()
}

fn wards() -> Vec<Choice> {
    choices(&[
        "Ward 7",
        "Ward 8",
        "Emergency Department",
        "Theatre Recovery",
        "Day Surgery",
        "Maternity Triage",
    ])
}

fn error(field: &str, message: &str) -> FieldError {
    FieldError { field: s(field), message: s(message) }
}

pub(crate) fn shell(signed_in: Option<SignedIn>) -> Shell {
    Shell {
        trust: s("Sampleshire University Hospitals NHS Trust"),
        desk_phone: s("4444"),
        emergency_phone: s("2222"),
        assets: s("/pkg/gallery"),
        hospital_numbers: s("RX####### #######@"),
        service_worker: true,
        rests_after: None,
        signed_in,
        demo: true,
    }
}

pub(crate) fn lead() -> SignedIn {
    SignedIn {
        id: s("p0"),
        name: s("Lena Lead-Example"),
        responds: false,
        commands: true,
        decides: true,
        reads_decisions: true,
        analyses: true,
        administers: true,
        configures: false,
    }
}

pub(crate) fn administrator() -> SignedIn {
    SignedIn {
        id: s("p1"),
        name: s("Robin Sample"),
        responds: false,
        commands: false,
        decides: false,
        reads_decisions: true,
        analyses: false,
        administers: true,
        configures: true,
    }
}

pub(crate) fn responder() -> SignedIn {
    SignedIn {
        id: s("p2"),
        name: s("Sam Example"),
        responds: true,
        commands: false,
        decides: false,
        reads_decisions: false,
        analyses: false,
        administers: false,
        configures: false,
    }
}

pub(crate) fn ask() -> AskPage {
    AskPage {
        now: ago(0),
        issues: vec![AskIssue {
            id: s("i1"),
            tag: s("epma"),
            title: s("The drug chart cannot be signed on tablets"),
            workaround: s("Sign on a PC, or on paper and tell the desk."),
            since: ago(92),
            next_word: Some(soon()),
        }],
        words: vec![desk_word()],
        notice: None,
        ward_name: s("Ward 7"),
        action: s("/ask"),
        tags: choices(&TAGS),
        wards: Vec::new(),
        computer: None,
        form: AskForm { key: s("sample"), ..AskForm::default() },
        errors: Vec::new(),
        warnings: Vec::new(),
        here: Some(Here::Job { ticket: s("t1"), version: 3, code: s("K7P3") }),
        asked: vec![asked_before()],
    }
}

pub(crate) fn ask_with_errors() -> AskPage {
    AskPage {
        errors: vec![error("tag", "Choose what it is about"), error("note", "Use 140 characters or fewer.")],
        warnings: vec![
            error(
                "note",
                "What you typed may hold a date of birth. Remove it, or tick the box if it is not a patient’s.",
            ),
            error(
                "asker",
                "What you typed may hold a hospital number. Remove it, or tick the box if it is not a patient’s.",
            ),
        ],
        form: AskForm {
            note: s("born 01/02/1950, cannot chart"),
            asker: s("bleep 123"),
            ..AskForm::default()
        },
        asked: Vec::new(),
        ..ask()
    }
}

fn asked_before() -> AskedRequest {
    AskedRequest {
        href: s("/r/sample"),
        code: s("K7P"),
        tag: s("Order comms"),
        elsewhere: None,
        is_held: false,
        thought_fixed: false,
        phase: Phase::OnTheWay,
        holder: Some(s("Dana Example")),
        asker: Some(s("Sister Sample")),
        ago: s("3 minutes ago"),
    }
}

pub(crate) fn asked_already() -> AskedAlreadyPage {
    AskedAlreadyPage {
        ward_name: s("Ward 7"),
        action: s("/ask"),
        form: AskForm { tag: s("order-comms"), ..ask().form },
        asked: asked_before(),
    }
}

pub(crate) fn ask_elsewhere() -> AskPage {
    AskPage {
        ward_name: s("Ward 12"),
        computer: Some(WardComputer { ward_name: s("Ward 7"), is_elsewhere: true }),
        asked: vec![AskedRequest { asker: None, ..asked_before() }],
        ..ask()
    }
}

pub(crate) fn ask_place() -> AskPlacePage {
    let place = |name: &str, location: Option<&str>| AskPlace {
        href: s("/?ward=sample"),
        name: s(name),
        location: location.map(s),
    };
    AskPlacePage {
        ward_name: s("Ward 7"),
        places: vec![
            place("Ward 12", Some("North building, level 3, Riverside Hospital")),
            place("Ward 21", None),
        ],
        found: Found { find: s("ward"), count: Some(2), ..Found::default() },
    }
}

pub(crate) fn ask_at_the_desk() -> AskPage {
    AskPage { ward_name: String::new(), action: s("/board/ask"), wards: wards(), asked: Vec::new(), ..ask() }
}

pub(crate) fn waiting() -> WaitingPage {
    WaitingPage {
        secret: s("sample"),
        ask_again: Some(s("/w/sample")),
        now: NOW,
        sequence: 1,
        code: s("K7P"),
        version: 1,
        ward_name: s("Ward 7"),
        tag: s("ePMA"),
        is_for_anyone: false,
        priority: Priority::P3,
        phase: Phase::Offered,
        holder: None,
        expected: None,
        asked_people: 2,
        shortfall: None,
        nobody_there: false,
        escalated: false,
        instead_of: None,
        may_lower: true,
        can_say_not_solved: false,
        held: None,
        thought_fixed: false,
        issue: None,
        words: Vec::new(),
        sorted: None,
        leaves_after: None,
        cancelled_by_command_centre: false,
        stuck: Some(Stuck::CanWorkAround),
        asker: None,
        spot: Some(s("Bay 4")),
        note: Some(s("Screen stays grey after the first dose")),
        notice: None,
        timeline: vec![
            entry(2, "You asked for help with ePMA"),
            entry(2, "We asked Sam Example and Aisha Example"),
        ],
    }
}

pub(crate) fn correct() -> CorrectPage {
    CorrectPage {
        secret: s("sample"),
        version: 1,
        code: s("K7P"),
        ward_name: s("Ward 7"),
        tag: s("ePMA"),
        form: CorrectForm { spot: s("Bay 4"), note: s("Screen stays grey after the first dose") },
        meanwhile: None,
        errors: Vec::new(),
        warnings: Vec::new(),
    }
}

pub(crate) fn correct_meanwhile() -> CorrectPage {
    let meanwhile = Some(CorrectForm { spot: s("Side room 2"), note: String::new() });
    let form = CorrectForm { note: s("Mrs Sample’s chart is grey"), ..correct().form };
    let question =
        "What you typed may hold somebody’s name. Remove it, or tick the box if it is not a patient’s.";
    CorrectPage { meanwhile, form, warnings: vec![error("note", question)], ..correct() }
}

fn about_issue() -> AboutIssue {
    AboutIssue {
        title: s("The drug chart cannot be signed on tablets"),
        workaround: s("Sign on a PC, or on paper and tell the desk."),
    }
}

pub(crate) fn waiting_on_hold() -> WaitingPage {
    WaitingPage { phase: Phase::Waiting, held: Some(soon()), issue: Some(about_issue()), ..waiting() }
}

pub(crate) fn waiting_thought_fixed() -> WaitingPage {
    WaitingPage {
        phase: Phase::Resolved,
        thought_fixed: true,
        can_say_not_solved: true,
        issue: Some(about_issue()),
        ..waiting()
    }
}

pub(crate) fn waiting_on_the_way() -> WaitingPage {
    let mut page = WaitingPage {
        phase: Phase::OnTheWay,
        holder: Some(s("Aisha Example")),
        expected: Some(ago(0)),
        asked_people: 0,
        ..waiting()
    };
    page.timeline.push(entry(1, "Aisha Example accepted and is on the way"));
    page
}

pub(crate) fn waiting_closed() -> WaitingPage {
    let mut page =
        WaitingPage { phase: Phase::Resolved, can_say_not_solved: true, asked_people: 0, ..waiting() };
    page.timeline.push(entry(0, "Closed by Aisha Example"));
    page
}

fn entry(minutes: u64, words: &str) -> TimelineEntry {
    TimelineEntry { when: ago(minutes), words: s(words) }
}

fn desk_word() -> DeskWord {
    DeskWord {
        title: s("The drug chart cannot be signed on tablets"),
        text: s("The vendor is putting in a fix. Sign on a PC for now."),
        said: ago(12),
        next: Some(soon()),
    }
}

pub(crate) fn my_jobs_empty() -> MyJobsPage {
    MyJobsPage {
        now: NOW,
        sequence: 41,
        name: s("Sam Example"),
        duty: Duty::OnShift,
        alerts: AlertsHealth {
            subscribed: true,
            tested: Some(ago(180)),
            test_sent: None,
            vapid_key: Some(s("sample")),
        },
        place: Some(ShownPlace { ward_id: s("w7"), ward: s("Ward 7"), since: ago(12), is_old: false }),
        zone: Some(ShownZone { name: s("East"), mode: ZoneMode::Preferred }),
        wards: wards(),
        offers: Vec::new(),
        job: None,
        just_closed: None,
        just_given_back: None,
        closed: Vec::new(),
        categories: categories(),
        tags: choices(&TAGS),
        news: Vec::new(),
        words: vec![desk_word()],
        notice: None,
    }
}

pub(crate) fn my_jobs_off_shift() -> MyJobsPage {
    MyJobsPage {
        duty: Duty::OffShift,
        alerts: AlertsHealth {
            subscribed: false,
            tested: None,
            test_sent: None,
            vapid_key: Some(s("sample")),
        },
        place: None,
        ..my_jobs_empty()
    }
}

pub(crate) fn my_jobs_offer() -> MyJobsPage {
    MyJobsPage {
        notice: Some(s("Ben Example has it. Thank you for answering.")),
        offers: vec![OfferCard {
            offer: s("o1"),
            ticket: s("t1"),
            version: 1,
            code: s("K7P"),
            ward: s("Ward 8"),
            tag: s("ePMA"),
            priority: Priority::P2,
            stuck: Some(Stuck::CannotGoOn),
            spot: Some(s("Bay 4, side room 2")),
            note: Some(s("Cannot chart the second dose, screen stays grey")),
            asked: ago(2),
            expires_at: NOW + Duration::from_secs(41),
            location: Some(s("North building, level 3, Riverside Hospital")),
            walk_minutes: Some(2),
            why: s("You are the nearest free person who knows ePMA."),
            issues: issues(),
        }],
        ..my_jobs_empty()
    }
}

pub(crate) fn my_jobs_job() -> MyJobsPage {
    MyJobsPage {
        news: vec![News {
            key: s("n1"),
            words: s("M3X was taken by Ben Example."),
            sounds: false,
            until: NOW + Duration::from_mins(4),
            declined: None,
        }],
        job: Some(job()),
        just_given_back: Some(JustGivenBack {
            ticket: s("t9"),
            code: s("M3X"),
            ward: s("Ward 4"),
            needs: Some(s("Order comms")),
            version: 4,
            undo_until: NOW + Duration::from_secs(7),
        }),
        just_closed: Some(JustClosed {
            ticket: s("t0"),
            code: s("R4D"),
            category: s("Access rights"),
            version: 4,
            undo_until: NOW + Duration::from_secs(9),
        }),
        closed: vec![closed_job("R4D", 0, false), closed_job("M2X", 64, true)],
        ..my_jobs_empty()
    }
}

fn closed_job(code: &str, minutes: u64, has_details: bool) -> ClosedJob {
    ClosedJob {
        ticket: s(code),
        code: s(code),
        ward: s("Ward 8"),
        tag: s("Access"),
        closed: ago(minutes),
        has_details,
    }
}

pub(crate) fn details() -> DetailsPage {
    DetailsPage {
        ticket: s("R4D"),
        version: 5,
        code: s("R4D"),
        ward: s("Ward 8"),
        tag: s("Access"),
        category: s("Access rights"),
        issues: vec![Choice { value: s("i1"), label: s("New starters have no role yet") }],
        form: DetailsForm {
            known_issue: String::new(),
            people: s("3"),
            note: s("Mrs Sample’s ward round could not start"),
        },
        errors: Vec::new(),
        warnings: vec![error(
            "note",
            "What you typed may hold somebody’s name. Remove it, or tick the box if it is not a patient’s.",
        )],
    }
}

pub(crate) fn details_with_errors() -> DetailsPage {
    let error = |field, message| FieldError { field: s(field), message: s(message) };
    DetailsPage {
        form: DetailsForm {
            known_issue: String::new(),
            people: s("lots"),
            note: s("pt 943 476 5919 has no chart"),
        },
        errors: vec![
            error("people", "Enter a whole number from 1 to 21"),
            error("note", "This looks like an NHS number. Remove it."),
        ],
        warnings: Vec::new(),
        ..details()
    }
}

fn issue_row(title: &str, tickets: u32) -> KnownIssueRow {
    KnownIssueRow {
        id: s("i1"),
        title: s(title),
        workaround: s("Sign on a PC, or on paper and tell the desk."),
        tag: s("ePMA"),
        ward: None,
        since: ago(700),
        holds: false,
        next_word: Some(NextWord { at: soon(), is_overdue: false }),
        ended: None,
        tickets,
    }
}

/// A list of so many.
fn found(count: usize) -> Found {
    Found { count: Some(count), ..Found::default() }
}

fn looked_for(find: &str, count: usize) -> Found {
    Found { find: s(find), ..found(count) }
}

pub(crate) fn known_issues() -> KnownIssuesPage {
    KnownIssuesPage {
        live: vec![
            issue_row("The drug chart cannot be signed on tablets", 14),
            issue_row("Labels print twice", 3),
        ],
        live_found: found(2),
        ended: vec![KnownIssueRow { ended: Some(ago(30)), ..issue_row("New starters have no role yet", 41) }],
        ended_found: Found { next: Some(s("/known-issues?ended=1~i9#ended")), ..found(51) },
        form: KnownIssueForm {
            title: s("Chart of 943 476 5919 is blank"),
            tags: choices(&TAGS),
            errors: vec![FieldError {
                field: s("title"),
                message: s("This looks like an NHS number. Remove it."),
            }],
            ..KnownIssueForm::default()
        },
        notice: None,
    }
}

fn open_tickets() -> Vec<OpenTicket> {
    let open = |code: &str, priority, phase, held| OpenTicket {
        ticket: s("t1"),
        code: s(code),
        ward: s("Ward 7"),
        tag: s("ePMA"),
        priority,
        phase,
        asked: ago(22),
        version: 3,
        held,
        may_unlink: true,
    };
    vec![
        open("K7P", Priority::P2, Phase::OnTheWay, None),
        open("M3XA", Priority::P3, Phase::Waiting, Some(soon())),
    ]
}

pub(crate) fn new_known_issue() -> NewIssuePage {
    NewIssuePage {
        form: KnownIssueForm {
            tags: choices(&TAGS),
            tag: s("epma"),
            from_surge: true,
            links_next: true,
            ..KnownIssueForm::default()
        },
    }
}

pub(crate) fn link_tickets() -> LinkPage {
    let row = |ticket| LinkRow { ticket, is_ticked: true, linked_to: Some(s("Labels print twice")) };
    LinkPage {
        id: s("i1"),
        title: s("Drug charts cannot be signed"),
        ended: true,
        holds: true,
        filter: LinkFilter { tag: s("epma"), ..LinkFilter::default() },
        tags: choices(&TAGS),
        wards: Vec::new(),
        zones: Vec::new(),
        tickets: open_tickets().into_iter().map(row).collect(),
        chosen: String::new(),
        closing: closed_as(),
        from_surge: false,
        surge: String::new(),
        errors: vec![error("ended", "Say what happens to tickets of a known issue that has ended")],
        notice: None,
    }
}

fn closed_as() -> ClosedAs {
    let usual = Choice { value: s("known-issue"), label: s("Known issue or workaround") };
    ClosedAs { chosen: usual.value.clone(), categories: vec![usual] }
}

pub(crate) fn close_together() -> ClosePage {
    let stays = StaysOpen { ticket: open_tickets().remove(0), why: s("Someone is on the way.") };
    ClosePage {
        id: s("i1"),
        title: s("The drug chart cannot be signed on tablets"),
        workaround: s("Restart the tablet, then sign again."),
        key: s("k"),
        closes: open_tickets().split_off(1),
        stays: vec![stays],
        later: 0,
        closing: closed_as(),
        errors: Vec::new(),
    }
}

pub(crate) fn send_word() -> WordPage {
    let tick = |name: &str, label: &str| Tick { name: s(name), label: s(label), is_set: false };
    WordPage {
        id: s("i1"),
        title: s("Drug charts cannot be signed"),
        key: s("k"),
        text: s("The vendor is putting in a fix."),
        next_word: String::new(),
        next_words: vec![Choice { value: s("30"), label: s("In 30 minutes") }],
        whom: vec![
            tick("everywhere", "Every ward, before they ask"),
            tick("responders", "Responders on shift who know ePMA, by alert"),
        ],
        errors: vec![error("text", "Word about this was sent a moment ago. You can send the next at 10:52")],
        warnings: Vec::new(),
    }
}

pub(crate) fn known_issue() -> KnownIssuePage {
    let version = |minutes, who: &str, did| IssueVersion {
        when: ago(minutes),
        who: s(who),
        did,
        title: s("The drug chart cannot be signed on tablets"),
        workaround: s("Sign on a PC, or on paper and tell the desk."),
    };
    KnownIssuePage {
        issue: KnownIssueRow { holds: true, ..issue_row("The drug chart cannot be signed on tablets", 4) },
        form: KnownIssueForm { tags: choices(&TAGS), tag: s("epma"), ..KnownIssueForm::default() },
        open: open_tickets(),
        came_back: Some((3, 12)),
        undo: Some(UndoLink { at: 0 }),
        tickets: vec![LinkedTicket {
            ticket: s("t0"),
            code: s("R4D"),
            ward: s("Ward 8"),
            closed: Some(ago(9)),
            helped: 3,
        }],
        tickets_found: Found::default(),
        words: vec![SentWord { word: desk_word(), who: s("Dana Mock"), wards: s("every ward"), alerted: 9 }],
        versions: vec![
            version(700, "Dana Mock", IssueStep::Wrote),
            version(90, "Lee Sample", IssueStep::Changed),
        ],
        notice: None,
    }
}

const PAPER: &str = "Surgery prints labels on paper until the printers are back";

fn dated(minutes: u64) -> Moment {
    let Moment { at, clock } = ago(minutes);
    Moment { at, clock: format!("20 Nov 2026, {clock}") }
}

fn action_row(number: u32, what: &str, is_overdue: bool, said: Vec<ActionSaid>) -> ActionRow {
    let last = said.last();
    ActionRow {
        number,
        what: s(what),
        owner: s("Printers, IT"),
        due: dated(20),
        is_overdue,
        is_closed: matches!(last, Some(ActionSaid::Done | ActionSaid::Cancelled(_))),
        is_cancelled: matches!(last, Some(ActionSaid::Cancelled(_))),
        decision: Some(3),
        version: u32::try_from(said.len()).unwrap(),
        steps: said
            .into_iter()
            .map(|said| ActionStep { when: dated(15), who: s("Lee Sample"), said })
            .collect(),
        back: None,
    }
}

/// The first words first, as they stand by now last.
fn told(said: &[&str]) -> Told {
    Told::of(said.iter().map(|said| s(said)))
}

fn changed() -> ActionSaid {
    ActionSaid::Changed {
        what: told(&["Mend the printer on Ward 7", "Mend the printer on Ward 8"]),
        owner: told(&["Printers, IT"]),
        due: told(&["20 Nov 2026, 09:00", "20 Nov 2026, 10:00"]),
    }
}

fn cancelled() -> ActionSaid {
    ActionSaid::Cancelled(s("A new printer has come"))
}

fn actions(decision: Option<u32>) -> Actions {
    let row = |number, what, is_overdue, said| {
        let row = action_row(number, what, is_overdue, said);
        ActionRow { decision: row.decision.filter(|_| decision.is_none()), back: decision, ..row }
    };
    Actions {
        open: vec![
            row(1, "Mend the printer on Ward 8", true, vec![changed()]),
            row(2, "Tell the wards", false, vec![ActionSaid::Done, ActionSaid::NotDoneAfterAll]),
        ],
        closed: vec![
            row(4, "Order labels", false, vec![cancelled()]),
            row(3, "Ring the lab", false, vec![ActionSaid::Done]),
        ],
        form: Some(ActionForm {
            key: s("key"),
            decision,
            what: s("Ring 943 476 5919"),
            errors: vec![error("what", "This looks like an NHS number. Remove it.")],
            ..ActionForm::default()
        }),
    }
}

pub(crate) fn action() -> ActionPage {
    let row = action_row(1, "Mend the printer on Ward 8", true, vec![changed()]);
    let change = ActionForm {
        key: s("key"),
        version: Some(1),
        what: row.what.clone(),
        owner: row.owner.clone(),
        due_time: s("10:00"),
        due_day: s("20/11/2026"),
        ..ActionForm::default()
    };
    ActionPage {
        row,
        added: dated(5),
        added_by: s("Dana Mock"),
        may_change: true,
        change: Some(change),
        cancel: Some(CancelForm { key: s("key"), version: 1, ..CancelForm::default() }),
        notice: None,
    }
}

pub(crate) fn action_errors() -> ActionPage {
    let errors = vec![error("why", "Say why it is cancelled")];
    ActionPage { cancel: Some(CancelForm { key: s("key"), errors, ..CancelForm::default() }), ..action() }
}

pub(crate) fn action_cancelled() -> ActionPage {
    let said = vec![changed(), cancelled(), ActionSaid::NeededAfterAll, cancelled()];
    let row = action_row(1, "Mend the printer on Ward 8", false, said);
    let notice = Some(s("The action is cancelled. It stays readable, and can be put on the list again."));
    ActionPage { row, change: None, cancel: None, notice, ..action() }
}

fn decision_ticket() -> DecisionTicket {
    DecisionTicket { id: Some(s("t1")), code: s("K7P") }
}

pub(crate) fn decisions() -> DecisionsPage {
    let row = |number, minutes, decision, is_corrected| DecisionRow {
        number,
        made: dated(minutes),
        decision: s(decision),
        reason: s("Labels print twice, and one was put on the wrong sample"),
        decided_by: s("Silver, Dana Mock"),
        is_corrected,
        review: (number != 2).then(|| DecisionReview { when: dated(5), is_due: number == 1 }),
        tickets: (number != 2).then(decision_ticket).into_iter().collect(),
    };
    DecisionsPage {
        may_log: true,
        actions: actions(None),
        rows: vec![
            row(3, 12, PAPER, false),
            row(2, 95, "Theatres keep the old lists today", true),
            row(1, 180, "Four floorwalkers move from Medicine to the front door", false),
        ],
        found: found(3),
        csv: s("/decisions.csv"),
        notice: None,
    }
}

pub(crate) fn decisions_none() -> DecisionsPage {
    let actions = Actions { open: Vec::new(), closed: Vec::new(), ..actions(None) };
    DecisionsPage { rows: Vec::new(), found: found(0), actions, ..decisions() }
}

fn issue_ticks() -> Vec<IssueTick> {
    let tick = |id, title, is_ticked| IssueTick { id: s(id), title: s(title), is_ticked };
    vec![tick("i1", "Labels print twice", true), tick("i2", "New starters have no role yet", false)]
}

pub(crate) fn decision_new() -> NewDecisionPage {
    let issues = issue_ticks().into_iter().map(|issue| IssueTick { is_ticked: false, ..issue }).collect();
    let form = DecisionForm { decided_by: s("Dana Mock"), key: s("key"), issues, ..DecisionForm::default() };
    NewDecisionPage { form }
}

pub(crate) fn decision_errors() -> NewDecisionPage {
    let form = DecisionForm {
        decision: s(PAPER),
        made_time: s("11:40"),
        tickets: s("K7P XXX"),
        issues: issue_ticks(),
        errors: vec![
            error("reason", "Say why it was decided"),
            error("made_time", "That is in the future. Log the decision once it is made"),
            error("tickets", "There is no ticket XXX. Check the code"),
        ],
        ..decision_new().form
    };
    NewDecisionPage { form }
}

pub(crate) fn reports() -> ReportsPage {
    let row = |number, kind, minutes, is_late, stands| ReportRow {
        number,
        kind,
        due: dated(minutes),
        is_late,
        headline: s("Asked for help: 155. Open at the end: 15."),
        stands,
    };
    ReportsPage {
        rows: vec![
            row(4, ReportKind::Sitrep, 162, false, ReportStands::Written),
            row(3, ReportKind::Huddle, 192, false, ReportStands::Approved),
            row(2, ReportKind::Sitrep, 882, true, ReportStands::Corrected),
        ],
        found: Found { count: None, ..found(3) },
        next: vec![(ReportKind::Huddle, ago(12)), (ReportKind::Sitrep, ago(5))],
    }
}

pub(crate) fn reports_none() -> ReportsPage {
    ReportsPage { rows: Vec::new(), found: Found { count: None, ..found(0) }, next: Vec::new() }
}

pub(crate) fn report() -> ReportPage {
    let figure = |name, value, change: &str| Figure {
        name: s(name),
        value: s(value),
        change: Some(s(change)).filter(|change| !change.is_empty()),
    };
    let place = |ward, tag, figure, change| TopPlace {
        ward: s(ward),
        tag: s(tag),
        figure: s(figure),
        change: Some(s(change)),
    };
    ReportPage {
        number: 3,
        kind: ReportKind::Huddle,
        due: dated(192),
        from: dated(912),
        to: dated(192),
        written: dated(192),
        is_late: false,
        sequence: 12_345,
        is_shared: false,
        next_due: Some(dated(30)),
        headline: s("156 asked for help, 149 closed. 14 open at the end, 3 of them waiting."),
        not_compared: None,
        requests: vec![
            figure("Asked", "156", "+12"),
            figure("Closed by whoever helped", "141", "+9"),
            figure("Handed to the IT service desk", "8", "same"),
            figure("Cancelled", "5", "−2"),
            figure("Open at the end", "14", "+3"),
            figure("Waiting for someone at the end", "3", "−1"),
        ],
        waits: vec![
            figure("Requests that somebody came to", "151", ""),
            figure("Half of these within", "3 min 10 s", ""),
            figure("80% of these within", "7 min 2 s", ""),
            figure("95% of these within", "14 min 40 s", ""),
            figure("Within 10 minutes, of all who asked", "88% (137 of 156)", "Likely between 82% and 92%"),
        ],
        urgent: vec![
            figure("P1, open", "0", "same"),
            figure("Waiting longer than they should", "1", "+1"),
            figure("Longest wait", "12 min 8 s", ""),
        ],
        answers: vec![figure("Sorted", "61", "+4"), figure("Not sorted", "3", "same")],
        cover: Coverage::Known {
            on_shift: 24,
            nobody_knows: vec![s("Order comms")],
            roster: vec![
                s("The roster expects 31 people within 24 hours."),
                s("It expects nobody Fri 20 Nov, 19:30 to 20:00."),
            ],
        },
        issues: vec![s("Labels print twice"), s("New starters have no role yet")],
        top: vec![
            place("Ward 7", "ePMA", "14", "+6"),
            place("Emergency department", "Order comms", "11", "−2"),
            place("Ward 12", "ePMA", "9", "same"),
        ],
        more_places: 41,
        decisions: vec![2, 3],
        actions: vec![figure("Actions still to be done", "4", "+1"), figure("Overdue", "1", "same")],
        went_well: Told::default(),
        comes_next: Told::default(),
        approved: Vec::new(),
        left_out: 2,
        form: Some(ReportForm { key: s("key"), ..ReportForm::default() }),
        notice: None,
    }
}

pub(crate) fn report_approved() -> ReportPage {
    let approved = |minutes, who, why: Option<&str>| Approved {
        when: dated(minutes),
        is_correction: why.is_some(),
        who: Some(s(who)),
        why: why.map(s),
    };
    ReportPage {
        is_late: true,
        cover: Coverage::CannotTell,
        not_compared: Some(s("This is the first, so nothing is compared.")),
        went_well: Told { was: vec![s("Ward 8 helped itself")], is: s("Ward 7 helped itself") },
        comes_next: Told { was: Vec::new(), is: s("Two more floorwalkers for the front door") },
        approved: vec![approved(180, "Dana Mock", None), approved(170, "Dana Mock", Some("It was Ward 7"))],
        form: Some(ReportForm {
            version: 2,
            went_well: s("Ward 7 helped itself"),
            errors: vec![error("why", "Say why it is corrected")],
            ..report().form.unwrap_or_default()
        }),
        ..report()
    }
}

pub(crate) fn report_shared() -> ReportPage {
    ReportPage { is_shared: true, form: None, ..report_approved() }
}

fn pack_head(is_void: bool) -> PackHead {
    PackHead { number: 3, as_at: dated(222), void_after: dated(12), is_void }
}

pub(crate) fn packs() -> PacksPage {
    PacksPage {
        pack: Some(ShownPack { head: pack_head(false), is_outdated: true }),
        wards: wards(),
        chosen: String::new(),
        next: Some(ago(5)),
        key: s("key"),
        errors: vec![error("wards", "Choose wards")],
        notice: None,
    }
}

pub(crate) fn paper() -> PaperPage {
    let choices =
        |names: &[&str]| names.iter().map(|name| Choice { value: s(name), label: s(name) }).collect();
    let entered = |slip, phase| EnteredSlip {
        slip: s(slip),
        ward: s("Ward 7"),
        tag: s("ePMA"),
        asked: ago(90),
        phase,
        ticket: (s("K7PX"), s("/board/tickets/1")),
    };
    let missing = |slip| MissingSlip { slip: s(slip), ward: s("Ward 12") };
    PaperPage {
        form: SlipForm { key: s("key"), day: s("20/11/2026"), ..SlipForm::default() },
        tags: choices(&["ePMA", "Order comms"]),
        urgencies: choices(&["A patient could come to harm", "A patient is waiting"]),
        categories: choices(&["Training or elbow support"]),
        helpers: choices(&["Asha Example", "Ben Sample"]),
        wards: wards(),
        entered: vec![entered("P012", Phase::Waiting), entered("P011", Phase::Resolved)],
        packs: vec![SlipsOfPack {
            printed: dated(240),
            printed_at: 0,
            count: 420,
            entered: 12,
            unused: 0,
            unaccounted: 408,
        }],
        missing: vec![missing("P020"), missing("P021")],
        entered_before: None,
        errors: Vec::new(),
        warnings: Vec::new(),
        notice: Some(s("P012 is entered as request K7PX. Somebody is asked to go.")),
    }
}

pub(crate) fn paper_refused() -> PaperPage {
    let form = SlipForm { slip: s("P012"), asked: s("1012"), asks_whether_borrowed: true, ..paper().form };
    PaperPage {
        form,
        entered_before: Some((s("K7PX"), s("/board/tickets/1"))),
        errors: vec![error("slip", "P012 is entered already. Look at the number again")],
        warnings: vec![error("note", "Is “Smith” somebody’s name?")],
        notice: None,
        ..paper()
    }
}

pub(crate) fn packs_none() -> PacksPage {
    PacksPage { pack: None, next: None, errors: Vec::new(), ..packs() }
}

pub(crate) fn pack_post() -> PostPackPage {
    let ward = |code, name, phone: Option<&str>| WardLine {
        code: s(code),
        name: s(name),
        zone: Some(s("Medicine")),
        phone: phone.map(s),
        slips: Some((s("P001"), s("P010"))),
    };
    PostPackPage {
        head: pack_head(true),
        wards: vec![ward("W07", "Ward 7", Some("4512")), ward("ED", "Emergency department", None)],
        roster: vec![RosterLine {
            zone: None,
            name: s("Asha Example"),
            phone: Some(s("bleep 1234")),
            tags: vec![s("ePMA"), s("Order comms")],
            shift: s("Fri 20 Nov, 07:30 to 15:30"),
        }],
        zones: vec![s("Medicine"), s("Surgery")],
        walks: vec![vec![Some(2), Some(6)], vec![Some(6), None]],
        ladders: vec![(
            Priority::P1,
            vec![s("After 1 min: asks one more person, and flags this on the board")],
        )],
    }
}

pub(crate) fn pack_wards() -> WardPackPage {
    let slips = (1..=10).map(|number| format!("P{number:03}")).collect();
    WardPackPage {
        head: pack_head(false),
        sheets: vec![PackSheet { name: s("Ward 7"), phone: Some(s("4512")), slips }],
        issues: vec![PackIssue {
            title: s("Labels print twice"),
            workaround: s("Put the second one in the bin."),
            tag: s("ePMA"),
        }],
        more_issues: 2,
        back: s("/packs?wards=all"),
    }
}

pub(crate) fn decision() -> DecisionPage {
    let told = |is: &str| Told { was: Vec::new(), is: s(is) };
    DecisionPage {
        number: 3,
        decision: Told { was: vec![s("Medicine prints labels on paper")], is: s(PAPER) },
        reason: told("Labels print twice, and one was put on the wrong sample"),
        decided_by: told("Silver, Dana Mock"),
        options: told("Close the printers and print at the front door"),
        risks: told("A label that is written by hand is misread"),
        review: told("20 Nov 2026, 12:00"),
        review_is_due: false,
        tickets: Told { was: vec![s("")], is: s("K7P") },
        ticket_links: vec![decision_ticket()],
        issues: told("Labels print twice"),
        made: dated(30),
        logged: dated(12),
        logged_by: s("Dana Mock"),
        late_reason: Some(s("Both phones rang")),
        corrections: vec![DecisionCorrection {
            when: dated(6),
            who: s("Lee Sample"),
            why: s("It was Surgery, not Medicine"),
        }],
        actions: actions(Some(3)),
        board: Some(ShownBoard {
            at: dated(12),
            made_before: Some(dated(30)),
            sequence: 1_204,
            waiting: 3,
            urgent: 1,
            on_the_way: 4,
            with_them: 7,
            free: 5,
            on_shift: 18,
            zones: vec![
                ZoneThen { name: s("Medicine"), waiting: 1, oldest: Some(s("2 min")), free: 3 },
                ZoneThen { name: s("Surgery"), waiting: 2, oldest: Some(s("9 min")), free: 0 },
            ],
            tickets: (0..2)
                .map(|place| ShownWaiting {
                    code: format!("K{}P", place + 2),
                    priority: if place == 0 { Priority::P1 } else { Priority::P3 },
                    ward: s("Ward 8"),
                    tag: s("ePMA"),
                    waited: s("9 min"),
                    escalation: place,
                })
                .collect(),
            issues: vec![s("Labels print twice")],
            alarms: Vec::new(),
        }),
        form: Some(DecisionForm {
            decision: s(PAPER),
            reason: s("Labels print twice, and one was put on the wrong sample"),
            version: Some(1),
            tickets: s("K7P"),
            issues: issue_ticks(),
            ..decision_new().form
        }),
        notice: Some(s("Corrected. What it said before stays readable.")),
    }
}

pub(crate) fn decision_read() -> DecisionPage {
    let actions = Actions { form: None, ..actions(Some(3)) };
    let (ticket_links, corrections) = (Vec::new(), Vec::new());
    DecisionPage { form: None, ticket_links, actions, board: None, corrections, ..decision() }
}

fn surge_card() -> SurgeCard {
    SurgeCard {
        id: s("s1"),
        sentence: s("ePMA: 12 requests from 6 wards in 20 minutes, about 2 expected. Began 10:20 on Ward 7."),
        waits: s("5 are waiting, no one free knows it."),
        opened: ago(4),
        verdict: None,
        make_issue: s("/known-issues/new?tag=epma&from=surge&surge=s1"),
        link_all: None,
        send_word: None,
    }
}

fn surge_row(id: &str, verdict: Option<(&str, Option<(String, String)>)>) -> SurgeRow {
    let issue = verdict.as_ref().is_some_and(|(_, issue)| issue.is_some());
    let verdict = verdict.map(|(word, issue)| SurgeVerdict {
        word: s(word),
        who: s("Lee Sample"),
        when: ago(2),
        issue,
    });
    let bars = [(25, 1), (20, 2), (15, 0), (10, 4), (5, 5)];
    SurgeRow {
        is_open: verdict.is_none(),
        card: SurgeCard {
            id: s(id),
            link_all: issue.then(|| s("/known-issues/i1/link?from=surge&surge=s2")),
            send_word: issue.then(|| s("/known-issues/i1/word?surge=s2")),
            verdict,
            opened: dated(4),
            ..surge_card()
        },
        bar_minutes: 5,
        bars: bars.map(|(minutes, requests)| SurgeBar { from: ago(minutes), requests }).to_vec(),
    }
}

pub(crate) fn surges() -> SurgesPage {
    let issue = Some((s("i1"), s("Labels print twice")));
    SurgesPage {
        thresholds: s("In the last 7 days there were 3 surges that no one called real."),
        choices: choices(&["All", "Not answered yet", "Real", "Nothing"]),
        shown: s("all"),
        rows: vec![
            surge_row("s1", None),
            surge_row("s2", Some(("known_issue", issue))),
            surge_row("s3", Some(("real", None))),
            surge_row("s4", Some(("nothing", None))),
        ],
        found: found(4),
    }
}

pub(crate) fn surges_none() -> SurgesPage {
    SurgesPage { rows: Vec::new(), found: found(0), ..surges() }
}

pub(crate) fn surge() -> SurgePage {
    let ticket = |code, ward, phase| SurgeTicketRow {
        id: s(code),
        code: s(code),
        priority: Priority::P2,
        ward: s(ward),
        tag: s("ePMA"),
        phase,
        asked: ago(9),
    };
    SurgePage {
        row: surge_row("s1", None),
        tickets: vec![ticket("K7P", "Ward 7", Phase::Waiting), ticket("M3R", "Ward 8", Phase::Resolved)],
        form: VerdictForm {
            issues: choices(&["Labels print twice", "ePMA is slow"]),
            issue: String::new(),
            errors: vec![error("known_issue", "Choose the known issue that it is")],
        },
        notice: None,
    }
}

pub(crate) fn wall() -> WallPage {
    let zone = |name, state| WallZone { name: s(name), state };
    let ticket = |ward: &str, tag, minutes, is_urgent| WallTicket {
        ward: Some(s(ward)),
        tag: s(tag),
        is_urgent,
        minutes,
        is_offered: minutes < 5,
    };
    WallPage {
        assets: s("/pkg/gallery"),
        name: s("Command post"),
        address: s("/wall/sample"),
        clock: s("10:42:07"),
        urgent: 1,
        waiting: 14,
        oldest_minutes: Some(23),
        on_the_way: 11,
        with_them: 19,
        free: 6,
        surge: Some(s("12 in 20 min, more than usual: ePMA")),
        zones: vec![
            zone("Emergency", ZoneState::Urgent),
            zone("Medicine", ZoneState::Busy),
            zone("Surgery", ZoneState::Busy),
            zone("Women and children", ZoneState::Busy),
        ],
        all_zones: 6,
        ended_zone: None,
        tickets: vec![
            ticket("Emergency Department, majors", "Discharge summary", 6, true),
            ticket("Ward 7", "ePMA", 23, false),
            ticket("Ward 8", "ePMA", 19, false),
            ticket("Maternity Triage", "Observations", 12, false),
            ticket("Ward 9", "Order comms", 9, false),
            ticket("Theatre Recovery", "Theatres", 8, false),
            ticket("Ward 10", "Patient flow", 4, false),
            ticket("Day Surgery", "Clinic letters", 1, false),
        ],
        demo: true,
    }
}

pub(crate) fn wall_quiet() -> WallPage {
    WallPage {
        urgent: 0,
        waiting: 0,
        oldest_minutes: None,
        surge: None,
        zones: Vec::new(),
        tickets: Vec::new(),
        ..wall()
    }
}

fn wave_row(id: &str, name: &str, day: &str, phase: &str, wards: usize) -> WaveRow {
    WaveRow { id: s(id), name: s(name), cutover: dated(4_400), day: s(day), phase: s(phase), wards }
}

fn ward_ticks(wards: &[&str]) -> Vec<Tick> {
    let tick =
        |name: &&str| Tick { name: format!("ward_{}", name.replace(' ', "")), label: s(name), is_set: false };
    wards.iter().map(tick).collect()
}

pub(crate) fn gold() -> GoldPage {
    let wave = |name, day, phase, wards| GoldWave {
        name: s(name),
        cutover: dated(4_400),
        day: s(day),
        phase: s(phase),
        wards,
    };
    let cell = |requests, minutes| Some((s(requests), s(minutes)));
    GoldPage {
        waves: vec![
            wave("Wave 1", "Day 2 since the cutover", "Hypercare", 24),
            wave("Wave 2", "Day 1 since the cutover", "Cutover", 18),
        ],
        to_come: vec![wave("Wave 3", "12 days to the cutover", "Dress rehearsal", 20)],
        days: vec![
            GoldDay { day: 0, cells: vec![cell("180", "6.2"), cell("120", "5.1")] },
            GoldDay { day: 1, cells: vec![cell("165", "5.8"), cell("1 to 7", "–")] },
            GoldDay { day: 2, cells: vec![cell("150", "5.0"), None] },
        ],
        decisions: vec![GoldDecision {
            number: 12,
            decision: s("Wave 1 goes into hypercare"),
            made: dated(90),
        }],
        is_up_to_date: true,
    }
}

pub(crate) fn waves() -> WavesPage {
    WavesPage {
        rows: vec![
            wave_row("v1", "Wave 1", "Day 3 since the cutover", "Hypercare", 24),
            wave_row("v2", "Wave 2", "12 days to the cutover", "Dress rehearsal", 18),
        ],
        in_no_wave: vec![s("Ward 21"), s("Ward 22"), s("Theatres")],
        form: WaveForm {
            which: Which::Add,
            name: s("Wave 3"),
            cutover_time: s("01:30"),
            cutover_day: s("25/10/2026"),
            asks_which_hour: true,
            wards: ward_ticks(&["Ward 21", "Ward 22", "Theatres"]),
            key: s("key"),
            errors: vec![error(
                "which_hour",
                "The clock shows 01:30 twice on 25 Oct 2026, as the clocks go back. Choose which",
            )],
            ..WaveForm::default()
        },
        notice: None,
    }
}

pub(crate) fn wave() -> WavePage {
    let stay = |ward, until: Option<u64>, is_mistake| Stay {
        ward: s(ward),
        from: dated(9_000),
        until: until.map(dated),
        is_mistake,
    };
    WavePage {
        wave: wave_row("v1", "Wave 1", "Day 3 since the cutover", "Hypercare", 2),
        may_set_phase: true,
        phases: vec![PhaseRow { phase: s("Hypercare"), from: dated(90), decision: 12 }],
        cutovers: vec![
            CutoverSet { at: dated(3_000), set: dated(9_000), by: s("Lee Sample") },
            CutoverSet { at: dated(4_400), set: dated(8_000), by: s("Lee Sample") },
        ],
        wards: vec![stay("Ward 7", None, false), stay("Ward 12", None, false)],
        gone: vec![stay("Ward 9", Some(60), false), stay("Clinic 4", Some(9_000), true)],
        form: WaveForm {
            which: Which::Cutover,
            name: s("Wave 1"),
            cutover_time: s("07:00"),
            cutover_day: s("16/11/2026"),
            wards: ward_ticks(&["Ward 21", "Ward 22"]),
            leaving_wards: choices(&["Ward 7", "Ward 12"]),
            phases: choices(&["Cutover", "Stabilisation", "Business as usual"]),
            seen_cutover: s("0"),
            seen_phase: s("hypercare"),
            told: Some((
                s(
                    "62 tickets would become real, and count in every figure. Reports that are written stay as they are.",
                ),
                s("0"),
            )),
            key: s("key"),
            errors: vec![error("told", "Tick the box to go on")],
            ..WaveForm::default()
        },
        notice: None,
    }
}

pub(crate) fn walls() -> WallsPage {
    let row = |id, name, zone: Option<&str>, revoked: Option<u64>| WallRow {
        id: s(id),
        name: s(name),
        zone: zone.map(s),
        hides_wards: zone.is_some(),
        address: revoked.is_none().then(|| s("https://elbow.example/wall/abcdefghijklmnopqrstuv")),
        made: dated(90),
        made_by: s("Lee Sample"),
        seen_on: zone.map(|_| s("20 Nov 2026")),
        revoked: revoked.map(dated),
    };
    WallsPage {
        live: vec![row("w1", "Command post", None, None), row("w2", "Corridor", Some("Surgery"), None)],
        revoked: vec![row("w3", "Canteen", Some("Medicine"), Some(10))],
        form: WallForm {
            name: s(""),
            key: s("key"),
            zones: choices(&["Medicine", "Surgery"]),
            errors: vec![error("name", "Say where it hangs")],
            ..WallForm::default()
        },
        notice: None,
    }
}

pub(crate) fn helped() -> HelpedPage {
    HelpedPage {
        key: s("key"),
        tags: choices(&TAGS),
        tag: String::new(),
        wards: wards(),
        ward: s("ward-7"),
        categories: categories(),
        errors: vec![FieldError { field: s("tag"), message: s("Choose what it was about") }],
    }
}

fn job() -> JobCard {
    JobCard {
        ticket: s("t1"),
        version: 2,
        code: s("K7P"),
        ward: s("Ward 8"),
        location: Some(s("North building, level 3, Riverside Hospital")),
        walk_minutes: Some(2),
        ward_phone: Some(s("4512")),
        tag: s("ePMA"),
        priority: Priority::P2,
        stuck: Some(Stuck::CannotGoOn),
        spot: Some(s("Bay 4, side room 2")),
        note: Some(s("Cannot chart the second dose")),
        asker: Some(s("Sister Sample, bleep 123")),
        asked: ago(5),
        phase: Phase::OnTheWay,
        news: Some(s("Ben Example handed this to you.")),
        not_there_until: None,
        issues: issues(),
    }
}

fn issues() -> Vec<ShownIssue> {
    vec![ShownIssue {
        title: s("The drug chart cannot be signed on tablets"),
        workaround: s("Sign on a PC, or on paper and tell the desk."),
    }]
}

pub(crate) fn finish() -> FinishPage {
    FinishPage { job: job(), categories: categories(), errors: Vec::new() }
}

fn categories() -> Vec<Choice> {
    let choice = |shipped: &category::Shipped| Choice { value: s(shipped.slug), label: s(shipped.name) };
    category::SHIPPED.iter().map(choice).collect()
}

const PHASES: [Phase; 4] = [Phase::Waiting, Phase::Offered, Phase::OnTheWay, Phase::WithYou];
const NAMES: [&str; 8] = [
    "Aisha Example",
    "Ben Example",
    "Chidi Sample",
    "Dilys Example",
    "Ewan Sample",
    "فرح مثال",
    "Gwen Sample",
    "Hari Example",
];

fn board_ticket(place: usize) -> BoardTicket {
    let phase = PHASES[place % 4];
    let who = match phase {
        Phase::Waiting => Vec::new(),
        _ => vec![s(NAMES[place % NAMES.len()])],
    };
    BoardTicket {
        id: format!("t{place}"),
        code: format!("K{place}P"),
        priority: Priority::ALL[(place / 3).min(3)],
        ward: wards()[place % 6].label.clone(),
        zone: s("z"),
        tag: s(TAGS[place % TAGS.len()]),
        tag_slug: s("sample"),
        phase,
        why: match phase {
            Phase::Waiting => Some(s("Everyone who knows this is busy")),
            Phase::Offered => Some(s("Nearest of 3 who know it")),
            _ => None,
        },
        who,
        asked_beside: if phase == Phase::OnTheWay { vec![s("Fergus Mock")] } else { Vec::new() },
        arrivals: if phase == Phase::Offered { vec![arrival(place)] } else { Vec::new() },
        asked: ago(14 - u64::try_from(place).unwrap_or(0)),
        waits_again: (place == 4).then(|| ago(2)),
        came_back: false,
        hurt: match phase {
            Phase::Waiting => Some(TicketHurt { kind: Hurt::NobodyCan, since: ago(12) }),
            Phase::Offered => Some(TicketHurt { kind: Hurt::NotReached, since: ago(1) }),
            _ => None,
        },
        escalation: u8::from(place == 0),
        done: if place == 0 { vec!["Command centre told 10:42".to_owned()] } else { Vec::new() },
        reopened: place == 5,
    }
}

fn arrival(place: usize) -> Arrival {
    let not_reached = place == 1;
    let words = if not_reached { "not reached (alert sent), called" } else { "alert shown 3 s after" };
    Arrival { name: s(NAMES[place % NAMES.len()]), words: s(words), not_reached }
}

pub(crate) fn board() -> BoardPage {
    let zones = ["Medicine", "Surgery", "Front door"];
    let people: Vec<BoardPerson> = (0..8)
        .map(|place| BoardPerson {
            id: format!("p{place}"),
            name: s(NAMES[place]),
            kind: if place % 3 == 0 { ResponderKind::SuperUser } else { ResponderKind::Floorwalker },
            duty: if place == 6 { Duty::OnBreak } else { Duty::OnShift },
            zone: (place != 7).then(|| s(zones[place % 3])),
            zone_id: if place == 7 { String::new() } else { format!("z{}", place % 3) },
            place: (place != 5).then(|| wards()[place % 6].label.clone()),
            place_is_old: place == 4,
            busy_with: (place < 3).then(|| (format!("K{place}P"), PHASES[place + 1])),
            is_reachable: place != 4,
            signed_out: place == 5,
            not_reached: false,
            tags: TAGS[place % 3..place % 3 + 3].iter().map(|tag| s(tag)).collect(),
        })
        .collect();
    let tickets: Vec<BoardTicket> = (0..12).map(board_ticket).collect();
    let free = TAGS.iter().enumerate().map(|(free, tag)| FreeByTag { tag: s(tag), free, on_shift: free + 3 });
    let tile = |place: usize| ZoneTile {
        id: format!("z{place}"),
        name: s(zones[place]),
        waiting: place * 2,
        urgent: usize::from(place == 2),
        oldest: (place > 0).then(|| ago(12)),
        free: 2 - place,
        uncovered: TAGS.iter().take(place * 2).map(|tag| s(tag)).collect(),
    };
    BoardPage {
        now: NOW,
        now_clock: s("10:42:07"),
        sequence: 41,
        counts: BoardCounts::of(&tickets, &people),
        hurts: HurtLine::of(&tickets),
        tickets,
        came_back: Vec::new(),
        not_sorted: vec![NotSorted {
            id: s("t20"),
            code: s("M2X"),
            ward: s("Ward 4"),
            zone: s("z"),
            tag: s("ePMA"),
            answer: Sorted::Partly,
            closed_by: Some(s("Aisha Example")),
            closed: ago(25),
        }],
        people,
        free: free.collect(),
        zones: (0..3).map(tile).collect(),
        wards: Vec::new(),
        tags: choices(&TAGS),
        filter: BoardFilter::default(),
        address: s("/board"),
        all_tickets: None,
        found_elsewhere: None,
        may_decide: true,
        canary: None,
        actions: BoardActions { open: 3, overdue: 1 },
        surges: vec![surge_card()],
        floods: Vec::new(),
        alarms: vec![s("1 open ticket has been past its deadline for more than 15 seconds")],
        alarms_since: Some(ago(3)),
        handsets_on_retired_keys: 0,
    }
}

/// What was looked for.
pub(crate) fn board_found() -> BoardPage {
    let ward = BoardWard {
        name: s("Ward 7"),
        zone: s("z0"),
        zone_name: Some(s("Medicine")),
        phone: Some(s("4512")),
        open: 2,
    };
    let board = board();
    let filter = BoardFilter { zone: s("z0"), find: s("ward 7"), ..BoardFilter::default() };
    BoardPage {
        tickets: board.tickets[..2].to_vec(),
        people: board.people[..2].to_vec(),
        wards: vec![ward],
        filter,
        ..board
    }
}

pub(crate) fn board_empty() -> BoardPage {
    BoardPage {
        tickets: Vec::new(),
        not_sorted: Vec::new(),
        counts: BoardCounts::default(),
        hurts: Vec::new(),
        people: Vec::new(),
        alarms: Vec::new(),
        alarms_since: None,
        filter: BoardFilter { phase: s("waiting"), ..BoardFilter::default() },
        ..board()
    }
}

pub(crate) fn levels() -> LevelsPage {
    let ward = |place: usize| LevelWard {
        name: wards()[place].label.clone(),
        position: (place < 4).then(|| [(0.0, 0.0), (60.0, 0.0), (60.0, 45.0), (5.0, 20.0)][place]),
        waiting: usize::from(place == 1) * 2,
        urgency: (place == 1).then_some(Priority::P1),
        oldest: (place == 1).then(|| ago(7)),
        helped: usize::from(place == 2),
        people: (place < 3)
            .then(|| LastSeen { name: s(NAMES[place]), at: ago(50 - 20 * place as u64), is_old: place == 0 })
            .into_iter()
            .collect(),
    };
    LevelsPage {
        now: NOW,
        now_clock: s("10:42:07"),
        sequence: 41,
        levels: vec![Level {
            name: s("Main building, level 2"),
            wards: (0..5).map(ward).collect(),
            corridors: vec![(0, 1), (1, 2)],
        }],
        nowhere: vec![s(NAMES[5])],
    }
}

pub(crate) fn levels_empty() -> LevelsPage {
    LevelsPage { levels: Vec::new(), nowhere: Vec::new(), ..levels() }
}

pub(crate) fn tickets() -> TicketsPage {
    let row = |place: usize| FoundTicket {
        id: format!("t{place}"),
        code: format!("K{place}P"),
        priority: Priority::ALL[place % 4],
        in_passing: place == 3,
        ward: wards()[place % 6].label.clone(),
        tag: s(TAGS[place % TAGS.len()]),
        asked: Moment { clock: s("20 Nov 2026, 10:20"), ..ago(22) },
        phase: [Phase::Resolved, Phase::Withdrawn, Phase::OnTheWay, Phase::HandedOff][place % 4],
        why: (place == 1).then_some(WithdrawReason::GaveUp),
        closed: (place % 4 != 2).then(|| ago(5)),
        who: (place != 1).then(|| s(NAMES[place])),
        reopened: place == 0,
    };
    let states =
        ["Open", "Closed", "Cancelled", "Handed off", "Reopened", "Escalated", "Declined by someone"];
    TicketsPage {
        find: s("Ward 7"),
        from: s("2026-11-14"),
        to: s("2026-11-20"),
        tags: choices(&TAGS),
        states: choices(&states),
        rows: (0..4).map(row).collect(),
        found: Found { next: Some(s("/board/tickets?after=1")), ..Found::default() },
        ..TicketsPage::default()
    }
}

pub(crate) fn tickets_which() -> TicketsPage {
    let which = |name: &str| WhichOne { name: s(name), href: s("/board/tickets?ward=1") };
    TicketsPage { which: ["Ward 7", "Ward 71"].map(which).to_vec(), rows: Vec::new(), ..tickets() }
}

pub(crate) fn ticket() -> TicketPage {
    let candidate = |name: &str, chosen, walk, stale| CandidateRow {
        name: s(name),
        chosen,
        terms: vec![
            (s("Walking"), walk),
            (s("Is needed for what few others know"), 30),
            (s("Not seen for a while"), stale),
        ],
        sum_seconds: walk + 30 + stale,
        chance_percent: 80,
        own_ward_seconds: 0,
        total_seconds: (walk + 30 + stale) * 10 / 8,
    };
    TicketPage {
        now: NOW,
        now_clock: s("10:42:07"),
        sequence: 41,
        escalating: vec![s("asks any floorwalker")],
        unalerted: None,
        elsewhere: None,
        ticket: BoardTicket { escalation: 1, ..board_ticket(1) },
        ward_phone: Some(s("4512")),
        zone_leads: vec![format!("{}: alert shown after 3 s", NAMES[3])],
        phones: vec![(s(NAMES[1]), s("07700 900123")), (s(NAMES[2]), s("4711"))],
        stuck: Some(Stuck::CannotGoOn),
        spot: Some(s("Bay 4, side room 2")),
        note: Some(s("Cannot chart the second dose")),
        asker: Some(s("Sister Sample")),
        asked_by: s("Ward device on Ward 8"),
        closed_as: None,
        helped: None,
        closing_note: None,
        known_issue: Some((s("i1"), s("The drug chart cannot be signed on tablets"))),
        issues: vec![ChoiceGroup {
            label: s("About the same topic"),
            choices: vec![Choice { value: s("i2"), label: s("Labels print twice") }],
        }],
        held: Some(soon()),
        in_passing: false,
        is_open: true,
        can_assign: true,
        version: 2,
        assignable: Assignable {
            find: s("epma north"),
            groups: vec![
                ChoiceGroup {
                    label: s("Free"),
                    choices: choices(&["Ben Example, knows ePMA, 07700 900123"]),
                },
                ChoiceGroup {
                    label: s("Busy"),
                    choices: choices(&["Farah Example, knows ePMA, K7P, P3, 6 min at Ward 7"]),
                },
            ],
            before: 30,
            found: 41,
            more: Some(s("/board/tickets/t1?find=epma+north&skip=32#step-in")),
        },
        errors: Vec::new(),
        question: Some(SendQuestion {
            person: s("p3"),
            words: vec![
                s("Farah Example already has a job (K7P, P3, 6 min at Ward 7)."),
                s("If you send them here, Elbow will look for someone else for K7P, and tell the ward."),
            ],
            told: s("job:K7P"),
            button: s("Take them off K7P and send them"),
        }),
        timeline: vec![entry(13, "Asked from the ward’s device"), entry(12, "Offered to Ben Example")],
        offers: vec![OfferRow {
            to: s("Ben Example"),
            made: ago(12),
            outcome: s("waiting for an answer"),
            alert: s("alert shown 3 s after, opened 5 s after"),
            why: s("Knows order comms and is the nearest of 3 who are free."),
            candidates: vec![candidate("Ben Example", true, 95, 0), candidate("فرح مثال", false, 160, 60)],
        }],
        notice: Some(s("Escalated.")),
    }
}

pub(crate) fn insight() -> InsightPage {
    let total: u32 = category::SHIPPED.iter().map(|shipped| shipped.count).sum();
    let mut sum = 0;
    let rows = category::SHIPPED.iter().filter(|shipped| shipped.count > 0).map(|shipped| {
        sum += shipped.count;
        ParetoRow {
            category: s(shipped.name),
            tickets: shipped.count,
            in_passing: shipped.count / 10,
            helped: shipped.count * 5 / 4,
            share: 100.0 * f64::from(shipped.count) / f64::from(total),
            cumulative: 100.0 * f64::from(sum) / f64::from(total),
        }
    });
    InsightPage {
        from: s("2026-11-01"),
        to: s("2026-11-20"),
        wave: s(""),
        waves: choices(&["Wave 1", "Wave 2"]),
        errors: Vec::new(),
        is_up_to_date: true,
        rows: rows.collect(),
        surges: Some(s(
            "Surges found: 12, 0.6 a day. Leads answered 11: 8 were real, 3 were nothing. Half were answered within 6 minutes.",
        )),
        sorted: vec![(s("Yes"), 61), (s("Partly"), 9), (s("No"), 2), (s("No answer"), 58)],
        withdrawn: vec![
            (s("Solved it themselves"), 61),
            (s("A patient came first"), 24),
            (s("Took too long"), 17),
        ],
        asked: total + 114,
        on_paper: 9,
        still_open: 12,
        csv: s("/insight.csv?from=2026-11-01&to=2026-11-20"),
    }
}

pub(crate) fn end_shift() -> EndShiftPage {
    EndShiftPage {
        signs_out: true,
        job: Some(job()),
        asked: None,
        people: choices(&NAMES[1..4]),
        makes_room: None,
        notice: Some(s("They are no longer on shift.")),
    }
}

fn drill_row() -> DrillRow {
    DrillRow {
        id: s("d1"),
        team: s("Surgery"),
        started: ago(1),
        alerted: 4,
        answered: 2,
        median_seconds: Some(6),
    }
}

pub(crate) fn drills() -> DrillsPage {
    DrillsPage {
        teams: choices(&["Everyone on shift", "Surgery", "Who knows ePMA"]),
        chosen: s("surgery"),
        question: Some(s(
            "Surgery: 4 people on shift; 3 can be alerted, the others have no handset with alerts on.",
        )),
        key: s("k"),
        drills: vec![drill_row(), DrillRow { answered: 0, median_seconds: None, ..drill_row() }],
        found: Found { first: Some(s("/board/drills")), ..Found::default() },
        errors: vec![error("team", "None of them is on shift")],
    }
}

pub(crate) fn drill() -> DrillPage {
    let missing = |place: usize, why| DrillMissing { name: s(NAMES[place]), why: s(why) };
    let answer =
        |place: usize, seconds| DrillAnswer { name: s(NAMES[place]), seconds, shown_seconds: Some(3) };
    DrillPage {
        drill: drill_row(),
        started_by: s("Dana Mock"),
        is_underway: true,
        missing: vec![missing(0, "delivered but not opened"), missing(1, "no handset with alerts on")],
        answers: vec![answer(2, 6), answer(3, 21)],
        left_alone: vec![missing(4, "off shift")],
    }
}

pub(crate) fn landing() -> LandingPage {
    LandingPage { errors: Vec::new() }
}

pub(crate) fn enrol() -> EnrolPage {
    EnrolPage { code: s("K7P3 QX9"), errors: vec![error("code", "This code is not known or has run out")] }
}

pub(crate) fn pin() -> PinPage {
    PinPage {
        name: s("Sam Example"),
        is_new: true,
        action: s("/enrol/pin"),
        duty: None,
        grant: Some(s("sample")),
        errors: vec![error("pin_again", "The two PINs are not the same")],
    }
}

pub(crate) fn staff() -> StaffSignInPage {
    StaffSignInPage {
        username: s("lena"),
        next: s("/board"),
        errors: vec![error("password", "The user name or the password is wrong")],
    }
}

pub(crate) fn setup() -> SetupPage {
    let people = NAMES.iter().enumerate().map(|(place, name)| PersonRow {
        id: format!("p{place}"),
        name: s(name),
        roles: s(if place == 0 { "lead, administrator" } else { "responder" }),
        is_responder: place != 0,
        handsets: place % 3,
        page: (place % 2 == 0).then(|| format!("/admin/people/p{place}")),
    });
    let wards = wards().into_iter().enumerate().map(|(place, ward)| WardRow {
        id: ward.value,
        code: format!("W{place}"),
        name: ward.label,
        link: Some(format!("/w/sample{place}")),
        devices: place % 2,
    });
    let device = |id: &str, bound_to: &str, is_handset| DeviceRow {
        id: s(id),
        bound_to: s(bound_to),
        is_handset,
        enrolled: Moment { clock: s("18 Nov, 08:10"), ..ago(600) },
        last_seen: ago(3),
    };
    SetupPage {
        people: people.collect(),
        people_found: Found { next: Some(s("/setup?find=7&people=p9#people")), ..looked_for("7", 120) },
        wards: wards.collect(),
        wards_found: looked_for("7", 9),
        devices: vec![device("d1", "Ward 7", false), device("d2", "Sam Example", true)],
        devices_found: looked_for("7", 2),
        notice: Some(s("The link of Ward 7 has changed. Print a new poster.")),
    }
}

pub(crate) fn posters() -> PostersPage {
    PostersPage {
        wards: wards(),
        chosen: wards()[0].value.clone(),
        what: String::new(),
        reprints: vec![Reprint {
            ward_id: s("w7"),
            ward_name: s("Ward 7"),
            copies: s("14 posters"),
            why: s("the link: the old ones do not work"),
            print: Some(s("/setup/posters/print?wards=w7&what=poster")),
            shown: s("p1"),
        }],
        counts: vec![CountRow {
            count: s("1 p0 poster"),
            when: ago(20),
            who: s(NAMES[0]),
            copies: s("200 posters"),
            wards: s("Ward 7"),
        }],
        errors: vec![error("what", "Choose what to print")],
        notice: Some(s("The link of Ward 7 has changed. Print a new poster.")),
    }
}

/// What can be seen of a QR code from afar.
fn corners() -> Qr {
    Qr { edge: 45, dark: s("M4 4h7v7h-7zM34 4h7v7h-7zM4 34h7v7h-7z") }
}

pub(crate) fn print(kind: PosterKind) -> PrintPage {
    let names = [
        "Ward 7",
        "Ward 21 Trauma",
        "Children’s High Dependency and Neonatal Intensive Care Unit, Level 3 East",
    ];
    let sheet = |name: &&str| Sheet {
        ward_name: s(name),
        qr: corners(),
        address: s("elbow.example.nhs.uk/w/K7P3-QX9M"),
    };
    PrintPage {
        kind,
        sheets: names.iter().map(sheet).collect(),
        left_out: vec![s("Ward 9")],
        here_only: (kind == PosterKind::ScreenCard).then(|| s("http://localhost:3000")),
        back: s("/setup/posters?wards=all&what=poster"),
        day: s("20 Nov 2026"),
        form: PrintedForm {
            wards: s("all"),
            what: s(kind.as_str()),
            copies: s("two"),
            ..PrintedForm::default()
        },
        errors: vec![error("copies", "Enter how many copies of each sheet you have printed, 1 to 100")],
        notice: None,
    }
}

pub(crate) fn audit() -> AuditPage {
    let row = |sequence, who: &str, what: &str| AuditRow {
        sequence,
        when: Moment { clock: s("20 Nov 2026, 10:39:07"), ..ago(3) },
        who: s(who),
        what: s(what),
    };
    AuditPage {
        who: s("an"),
        person: String::new(),
        kind: s("exported"),
        from: s("2026-11-14"),
        to: s("the 20th"),
        people: choices(&NAMES),
        kinds: vec![Choice { value: s("exported"), label: s("Data exported") }],
        rows: vec![
            row(48_211, "Lena Example", "Exported people.csv (412 rows)"),
            row(48_190, "Command line (system user 998)", "Gave Sam Example a new password"),
            row(48_177, "Someone at 10.20.30.40", "Tried invalid codes, 12 times within 10 minutes"),
        ],
        found: Found { next: Some(s("/admin/audit?after=48177")), ..Found::default() },
        csv: s("/admin/audit.csv"),
        errors: vec![error("to", "Enter a date such as 20/11/2026")],
    }
}

fn sign_ins() -> Vec<SignInRow> {
    let row = |id: &str, browser: &str, how: &str, is_this| SignInRow {
        id: s(id),
        browser: s(browser),
        how: s(how),
        since: ago(200),
        last_seen: ago(2),
        is_this,
    };
    vec![
        row("s1", "Edge on Windows", "With a password", true),
        row("s2", "Safari on iPhone", "With a PIN, on a handset", false),
    ]
}

pub(crate) fn account() -> AccountPage {
    AccountPage {
        sign_ins: sign_ins(),
        responds_from: None,
        username: Some(s("d.sample")),
        errors: Vec::new(),
        notice: Some(s("All other sign-ins have ended.")),
    }
}

pub(crate) fn person() -> PersonPage {
    PersonPage {
        id: s("p1"),
        name: s(NAMES[1]),
        username: Some(s("m.khan")),
        has_password: Some(false),
        about: vec![
            (s("What they do"), s("Floorwalker, lead")),
            (s("Zone or ward"), s("Medicine")),
            (s("Knows"), s("ePMA, Order comms")),
        ],
        responds: true,
        has_shifts: true,
        grants: vec![
            GrantRow {
                id: s("g1"),
                role: s("responder"),
                from: None,
                until: None,
                has_begun: true,
                cannot_end: Some(s("They have a job. Send someone else to it from the board first.")),
            },
            GrantRow {
                id: s("g2"),
                role: s("lead"),
                from: Some(s("21 Nov 2026")),
                until: Some(s("22 Nov 2026")),
                has_begun: false,
                cannot_end: None,
            },
        ],
        roles: ["responder", "lead", "analyst", "administrator"]
            .map(|role| Choice { value: s(role), label: s(role) })
            .to_vec(),
        role_form: RoleForm::default(),
        zones: choices(&["Medicine", "Surgery"]),
        sign_ins: sign_ins(),
        handsets: vec![ago(300)],
        cannot_end: None,
        ended: None,
        errors: Vec::new(),
        notice: None,
    }
}

pub(crate) fn people() -> PeoplePage {
    let row = |name: &str, does, place, username: Option<&str>, signs_in| PeopleRow {
        page: s("/admin/people/p1"),
        name: s(name),
        does: s(does),
        place: s(place),
        knows: s("ePMA, Order comms"),
        username: username.map(s),
        signs_in,
    };
    PeoplePage {
        rows: vec![
            row(NAMES[0], "Floorwalker", "Medicine", None, SignsIn::Yes),
            row(NAMES[1], "Super-user, lead", "Ward 7", Some("m.khan"), SignsIn::NotYet),
            row(NAMES[2], "", "", Some("r.sample"), SignsIn::Ended),
        ],
        found: Found { next: Some(s("/admin/people?after=x")), ..Found::default() },
        kinds: choices(&["Floorwalker", "Super-user", "Lead"]),
        does: String::new(),
        not_yet: tick("signs_in", "Only those who cannot sign in yet"),
        csv: s("/admin/files/people.csv"),
    }
}

fn tick(name: &str, label: &str) -> Tick {
    Tick { name: s(name), label: s(label), is_set: false }
}

pub(crate) fn person_form() -> PersonFormPage {
    PersonFormPage {
        action: s("/admin/people"),
        back: s("/admin/people"),
        who: None,
        form: PersonForm {
            name: s("Zoe Sample"),
            responds: s("floorwalker"),
            roles: vec![tick("role_lead", "Lead"), tick("role_analyst", "Analyst")],
            tags: vec![tick("tag_epma", "ePMA"), tick("tag_order-comms", "Order comms")],
            ..PersonForm::default()
        },
        wards: choices(&["Ward 7", "Ward 12"]),
        zones: choices(&["Medicine", "Surgery"]),
        namesakes: vec![Namesake { page: s("/admin/people/p1"), name: s("Zoë Sample"), has_ended: true }],
        told: s("p1"),
        errors: Vec::new(),
        notice: None,
    }
}

pub(crate) fn person_changed() -> PersonFormPage {
    PersonFormPage {
        who: Some(s("Zoë Sample")),
        namesakes: Vec::new(),
        errors: vec![error("phone", "Someone else changed this from “4512” to “4711”")],
        notice: Some(s(
            "Someone else changed this while you were editing. Read what they changed, then save again.",
        )),
        ..person_form()
    }
}

pub(crate) fn shifts() -> ShiftsPage {
    let row = |when, has_begun| ShiftRow {
        when: s(when),
        has_begun,
        change: s("/admin/people/p1/shifts/1"),
        remove: s("/admin/people/p1/shifts/1/remove"),
        seen: s("1~2"),
    };
    ShiftsPage {
        name: s(NAMES[1]),
        person: s("/admin/people/p1"),
        shifts: s("/admin/people/p1/shifts"),
        rows: vec![
            row("Fri 20 Nov, 07:30 to 15:30", true),
            row("Fri 20 Nov, 19:30 to Sat 21 Nov, 07:30", false),
        ],
        changes: None,
        action: s("/admin/people/p1/shifts"),
        key: s("k1"),
        form: Some(ShiftForm {
            day: s("2026-11-21"),
            starts: s("19:30"),
            ends: s("07:30"),
            ..ShiftForm::default()
        }),
        errors: vec![error("starts", "Enter when the shift starts, such as 07:30")],
        notice: None,
    }
}

pub(crate) fn admin() -> AdminPage {
    let list = |name, slug, about, entries| AdminList {
        name: s(name),
        page: paths::list(&slug),
        slug,
        about: s(about),
        entries,
    };
    AdminPage {
        lists: vec![
            list("Wards", "wards", "Where help is asked from, with what is known of the place", 28),
            list("Links", "links", "Ways between wards that someone timed", 41),
        ],
        missing: 3,
        megabytes: 2,
        last_import: Some(s("20 Nov, 10:42")),
        headings: 2,
        errors: vec![error("files", "Choose at least one file")],
        notice: Some(s("Saved. 3 wards were added.")),
    }
}

pub(crate) fn import_problems() -> ImportPage {
    let line = |file: &str, line, what: &str, to_do: &str| ImportLine {
        file: s(file),
        line,
        what: s(what),
        to_do: s(to_do),
    };
    ImportPage {
        problems: vec![
            line("wards.csv", Some(7), "The code W07 is on line 2 already", "Remove one of the lines."),
            line("links.csv", None, "No links lead to W12 Ward 12", "Add a link from a ward beside it."),
        ],
        notes: vec![line(
            "people.csv",
            Some(1),
            "The column “payroll” is left out",
            "If it is one of ours, correct it.",
        )],
        headings: Vec::new(),
        likenesses: Vec::new(),
        changes: Vec::new(),
        key: None,
        can_save: false,
        megabytes: 2,
        errors: Vec::new(),
    }
}

pub(crate) fn import_questions() -> ImportPage {
    let choice = |value: &str| Choice { value: s(value), label: s(value) };
    let heading = |place: usize, name: &str, chosen: &str| ImportHeading {
        field: format!("column-{place}"),
        file: s("Staff list.xlsx, sheet people"),
        name: s(name),
        choices: ["name", "kind", "phone"].map(choice).to_vec(),
        chosen: s(chosen),
    };
    ImportPage {
        problems: Vec::new(),
        notes: Vec::new(),
        headings: vec![heading(0, "job", ""), heading(1, "full name", "name"), heading(2, "bleep", "phone")],
        likenesses: vec![ImportLikeness {
            field: s("same-0"),
            file: s("Staff list.xlsx, sheet people"),
            line: 12,
            given: s("Zoe Nonesuch"),
            known: s("Zoë Nonesuch"),
        }],
        changes: Vec::new(),
        key: Some(s("sample")),
        can_save: false,
        megabytes: 2,
        errors: vec![error("column-0", "Choose which column “job” is, or leave it out")],
    }
}

pub(crate) fn import_changes() -> ImportPage {
    ImportPage {
        problems: Vec::new(),
        notes: Vec::new(),
        headings: Vec::new(),
        likenesses: Vec::new(),
        changes: vec![ImportChanges {
            name: s("Wards"),
            added: vec![s("W31 Ward 31 Discharge Lounge")],
            changed: (1..=12)
                .map(|ward| ImportChange {
                    name: format!("W{ward:02} Ward {ward}"),
                    fields: vec![ImportField {
                        column: s("level"),
                        before: None,
                        after: Some(ward.to_string()),
                    }],
                })
                .collect(),
            removed: Vec::new(),
            unchanged: 15,
            missing: vec![s("OLD Old Theatres")],
        }],
        key: Some(s("sample")),
        can_save: true,
        megabytes: 2,
        errors: Vec::new(),
    }
}

pub(crate) fn import_undo(can: bool) -> UndoPage {
    let stays = |name: &str, why: &str| Stays { name: s(name), why: s(why) };
    let level = |column, before, after| ImportField { column: s(column), before, after };
    UndoPage {
        until: s("4 Dec, 10:42"),
        time: s("20 Nov, 10:42"),
        who: s("Robin Fixture"),
        changes: vec![
            ImportChanges {
                name: s("Wards"),
                added: Vec::new(),
                changed: vec![ImportChange {
                    name: s("W07 Ward 7 Older People"),
                    fields: vec![
                        level("name", Some(s("Ward 7")), Some(s("Ward 7 Older People"))),
                        level("phone", Some(s("4512")), None),
                    ],
                }],
                removed: vec![s("W31 Ward 31 Discharge Lounge"), s("the zone East")],
                unchanged: 0,
                missing: Vec::new(),
            },
            ImportChanges {
                name: s("Links"),
                added: vec![s("W07–AMU lift")],
                changed: Vec::new(),
                removed: Vec::new(),
                unchanged: 0,
                missing: Vec::new(),
            },
        ],
        stays: if can {
            Vec::new()
        } else {
            vec![
                stays("W07 Ward 7", "Changed since: name, phone."),
                stays("W31 Ward 31 Discharge Lounge", "Requests from there: 2. Devices there: 1."),
                stays("Zoë Nonesuch", "They have signed in."),
                stays("", "Nobody who can sign in would be an administrator any more."),
            ]
        },
        import: s("4711"),
        errors: Vec::new(),
    }
}

pub(crate) fn import_columns() -> HeadingsPage {
    let row = |list: &str, name: &str, column: Option<&str>, said| HeadingRow {
        list: s(list),
        name: s(name),
        column: column.map(s),
        said,
        told: [("list", s(list)), ("heading", s(name)), ("column", s(column.unwrap_or("-")))],
    };
    HeadingsPage {
        rows: vec![
            row("People", "bleep or mobile", Some("phone"), Some((s("Robin Fixture"), ago(DAY_MINUTES)))),
            row("Wards", "beds", None, Some((s("Robin Fixture"), ago(5)))),
            row("Wards", "unit", Some("name"), None),
        ],
        errors: Vec::new(),
        notice: Some(s("Forgotten. The next file with that column asks again.")),
    }
}

pub(crate) fn list() -> ListPage {
    ListPage {
        title: s("Links"),
        about: s("Ways between wards that someone timed"),
        columns: ["From", "To", "Seconds", "Kind", "Step free"].map(s).to_vec(),
        rows: vec![["W07", "AMU", "95", "lift", "yes"].map(s).to_vec()],
        found: looked_for("amu", 1),
        path: s("/admin/lists/links"),
        csv: Some(s("/admin/files/links.csv")),
    }
}

fn place_fields() -> Vec<EntryField> {
    let field = |name, label: &str, hint: Option<&str>, value: &str, input| EntryField {
        name,
        label: s(label),
        hint: hint.map(s),
        value: s(value),
        input,
    };
    let zones = ["Medicine", "Surgery"].map(|zone| Choice { value: zone.to_lowercase(), label: s(zone) });
    let zones = EntryInput::Choice { choices: zones.to_vec(), unset: Some(s("No zone")) };
    vec![
        field("name", "Name", None, "Ward 7 Older People", EntryInput::Text(100)),
        field("code", "Code", Some("Short and unlike any other, such as W07"), "W07", EntryInput::Text(20)),
        field("level", "Floor", Some("0 is the ground floor"), "G", EntryInput::Number),
        field("zone", "Zone", None, "medicine", zones),
        field("phone", "Phone", None, "4307", EntryInput::Phone),
        field(
            "anyone",
            "Any responder can help",
            Some("For requests that fit no other tag"),
            "yes",
            EntryInput::Tick,
        ),
    ]
}

fn place_form() -> EntryForm {
    EntryForm {
        action: s("/admin/wards/w7"),
        button: s("Save"),
        fields: place_fields(),
        shown: s("name=Ward+7"),
        ..EntryForm::default()
    }
}

pub(crate) fn places() -> places::ListPage {
    let row = |number: u16| EntryRow {
        path: format!("/admin/wards/w{number}"),
        cells: vec![
            format!("Ward {number}"),
            format!("W{number:02}"),
            s("Main Building, level 4"),
            s("Medicine"),
            format!("43{number:02}"),
        ],
    };
    places::ListPage {
        title: s("Wards"),
        about: s("Where help is asked from, and where that is."),
        warning: Some(s("No way leads to Ward 100: add one from a ward beside it.")),
        path: s("/admin/wards"),
        find: s("Part of a name or a code"),
        columns: ["Name", "Code", "Where", "Zone", "Phone"].map(s).to_vec(),
        rows: [2, 7, 12, 21, 100].map(row).to_vec(),
        found: Found {
            next: Some(s("/admin/wards?after=ward+100~w100")),
            count: Some(120),
            ..Found::default()
        },
        ended: vec![row(30)],
        ended_found: Found { count: Some(1), ..Found::default() },
        add: s("Add a ward"),
        form: EntryForm { key: s("key"), shown: String::new(), button: s("Add a ward"), ..place_form() },
        notice: None,
    }
}

pub(crate) fn places_near() -> places::ListPage {
    let page = places();
    let near = vec![s("There is already Ward 7 Older People.")];
    places::ListPage { form: EntryForm { near, ..page.form }, ..page }
}

pub(crate) fn place() -> EntryPage {
    EntryPage {
        name: s("Ward 7 Older People"),
        list: (s("Wards"), s("/admin/wards")),
        form: Some(place_form()),
        ended: None,
        cannot_end: None,
        end_does: s("Nobody can ask for help from this ward any more."),
        end: s("/admin/wards/w7/end"),
        open: s("/admin/wards/w7/open"),
        moves: Some(s("/admin/wards/w7/move")),
        more: vec![(s("Its code, link and devices"), s("/setup?find=W07"))],
        notice: Some(s("Saved. Pages that are open show it now.")),
    }
}

pub(crate) fn place_with_errors() -> EntryPage {
    let errors = vec![
        error("level", "The level cannot be “G”. Write a number from -10 to 99"),
        error("anyone", "This is the last tag that any responder can help with."),
    ];
    let cannot_end = Some(s("2 requests are open. End this once they are closed."));
    let form = Some(EntryForm { errors, ..place_form() });
    EntryPage { form, cannot_end, notice: None, ..place() }
}

pub(crate) fn place_ended() -> EntryPage {
    EntryPage { form: None, ended: Some(ago(90)), moves: None, more: Vec::new(), notice: None, ..place() }
}

pub(crate) fn join() -> JoinPage {
    JoinPage {
        action: s("/join/sample"),
        who: Joining::Owner { name: s(NAMES[1]), username: s("m.khan") },
        errors: vec![error("password", "Use at least 12 characters for the password")],
    }
}

pub(crate) fn join_first() -> JoinPage {
    JoinPage {
        action: s("/join/sample"),
        who: Joining::FirstAdministrator { name: String::new(), username: String::new() },
        errors: Vec::new(),
    }
}

pub(crate) fn invite() -> InvitePage {
    InvitePage {
        name: s(NAMES[1]),
        url: s("https://elbow.sampleshire.example/join/Zw3iApfel1Birne2Tasse3"),
        qr: corners(),
        expires: ago(0),
        back: s("/admin/people/p1"),
    }
}

pub(crate) fn code() -> CodePage {
    CodePage {
        title: s("For Sam Example’s handset"),
        code: s("K7P3 QX9M"),
        url: s("https://elbow.sampleshire.example/enrol#K7P3QX9M"),
        qr: corners(),
        expires: ago(0),
        person: None,
    }
}

pub(crate) fn problem() -> ProblemPage {
    ProblemPage {
        title: s("This link is not known"),
        what_happened: s("The link may have been changed, or part of it is missing."),
        is_my_request_safe: Some(s("Nothing was sent. No request was made.")),
        what_to_do: s(
            "Scan the code on the poster of your ward again. If you need help now, ring the command centre on 4444.",
        ),
        way_on: Some((s("Go to the start"), s("/"))),
        reference: Some(s("K7PM2QXH")),
        keeps_taps: false,
    }
}

pub(crate) fn question() -> QuestionPage {
    QuestionPage {
        title: s("Block the handset of Ben Example?"),
        words: vec![
            s("It will be signed out at once, and will get no more alerts."),
            s("Ben Example is on shift and cannot be reached any other way, so their shift will end."),
            s("Elbow will look for someone else for their job K7P at Ward 7, and tell the ward."),
        ],
        action: s("/setup/devices/d1/revoke"),
        told: ("told", s("shift job:K7P")),
        button: s("Block device"),
        back: s("/setup#devices"),
        notice: None,
    }
}

pub(crate) fn again() -> AgainPage {
    let typed = |name: &str, text: &str| (s(name), s(text));
    AgainPage {
        action: s("/board/ask"),
        fields: vec![typed("key", "sample"), typed("note", "cannot print")],
        shown: vec![typed("note", "cannot print")],
    }
}

pub(crate) fn cover() -> CoverPage {
    let step = |place: usize, phone: Option<&str>| AdviceRow {
        person: s(NAMES[place]),
        phone: phone.map(s),
        tag: s(TAGS[place]),
        zone: s("Medicine"),
        ward: s("Ward 7"),
        before: 540,
        after: 40,
    };
    let row = |tag: &str, free, on_shift, seconds: [Option<u32>; 2]| CoverRow {
        tag: s(tag),
        on_shift,
        free,
        seconds: seconds.to_vec(),
    };
    CoverPage {
        now: ago(0),
        advice: vec![step(1, Some("07700 900123")), step(5, None)],
        zones: vec![s("Front door"), s("Medicine")],
        rows: vec![
            row("ePMA", 0, 0, [None, None]),
            row("Theatres", 0, 3, [None, None]),
            row("Order comms", 2, 4, [Some(95), Some(540)]),
        ],
    }
}

pub(crate) fn cover_empty() -> CoverPage {
    CoverPage { advice: Vec::new(), zones: Vec::new(), rows: Vec::new(), ..cover() }
}

pub(crate) fn policy() -> PolicyPage {
    let set = |version, name: &str, minutes| PolicySet {
        version,
        by: s(name),
        at: ago(minutes),
        text: s("[answers]\nseconds = 45 # 30 < 45 & calm\n"),
    };
    PolicyPage {
        text: s("[answers]\nsecond = 45\n"),
        version: 2,
        set: vec![set(2, "Robin Sample", 30), set(1, NAMES[5], 700)],
        shipped: s("[answers]\nseconds = 30\n"),
        errors: vec![error("text", "Line 2: the key “second” is not known")],
        notice: Some(s("The policy is in use.")),
    }
}

pub(crate) fn policy_default() -> PolicyPage {
    PolicyPage { version: 0, set: Vec::new(), errors: Vec::new(), notice: None, ..policy() }
}

pub(crate) fn policy_preview() -> PolicyPreviewPage {
    PolicyPreviewPage {
        text: policy().text,
        version: 2,
        changes: vec![PolicyChange { key: s("answers.seconds"), before: s("30"), after: s("45") }],
    }
}

pub(crate) fn policy_unchanged() -> PolicyPreviewPage {
    PolicyPreviewPage { changes: Vec::new(), ..policy_preview() }
}

fn setting(name: &'static str, label: &str, kind: SettingKind, value: &str) -> SettingField {
    SettingField {
        name,
        label: s(label),
        hint: s("Shown whenever something does not work. From the configuration."),
        kind,
        value: s(value),
        was: s(value),
        take_back: None,
    }
}

pub(crate) fn settings() -> SettingsPage {
    let desk = setting("desk_phone", "Number of the command centre", SettingKind::Line, "the desk");
    let set = |version, name: &str, minutes| SettingsVersion { version, by: s(name), at: ago(minutes) };
    SettingsPage {
        version: 2,
        file: s("mark"),
        problem: Some(s("Settings 3 cannot be read, and version 2 counts instead.")),
        groups: vec![
            SettingGroup {
                title: s("The trust"),
                fields: vec![
                    SettingField { take_back: Some((s("ext. 5000"), true)), ..desk },
                    setting(
                        "hospital_numbers",
                        "Hospital numbers",
                        SettingKind::Lines,
                        "RX#######\n#######@",
                    ),
                ],
            },
            SettingGroup {
                title: s("Limits"),
                fields: vec![setting("per_ward", "Requests a minute", SettingKind::Number, "30")],
            },
        ],
        lacks_alert_key: false,
        secret: GatewaySecret { about: s("Set by Robin Sample, 10:42."), is_set: true, is_replaced: true },
        test: TestCall {
            has_gateway: true,
            reference: s("bleep 5000"),
            key: s("key"),
            last: Some(s("Robin Sample sent a test call, 10:42. The gateway did not take it.")),
        },
        has_earlier: true,
        history: vec![set(2, "Robin Sample", 30), set(1, NAMES[5], 700)],
        errors: vec![error("desk_phone", "Enter a telephone number of up to 40 characters")],
        notice: Some(s("Saved.")),
    }
}

pub(crate) fn settings_new() -> SettingsPage {
    SettingsPage {
        version: 0,
        problem: None,
        lacks_alert_key: true,
        secret: GatewaySecret { about: s("There is none yet."), is_set: false, is_replaced: false },
        test: TestCall { has_gateway: false, reference: String::new(), key: s("key"), last: None },
        has_earlier: false,
        history: Vec::new(),
        errors: Vec::new(),
        notice: None,
        ..settings()
    }
}

pub(crate) fn settings_preview() -> SettingsPreviewPage {
    SettingsPreviewPage {
        version: 2,
        file: s("mark"),
        changes: vec![SettingChange {
            label: s("Requests a minute by the link of one ward"),
            before: s("30"),
            after: s("5"),
            does: s("Counts from the next request or page."),
        }],
        concerns: vec![s("So few requests a minute would be taken that a busy ward would be turned away.")],
        told: s("per_ward"),
        filled: vec![(s("per_ward"), s("5"))],
        notice: Some(s("The question was another one. Read it again before you save.")),
    }
}

pub(crate) fn settings_unchanged() -> SettingsPreviewPage {
    SettingsPreviewPage { changes: Vec::new(), concerns: Vec::new(), notice: None, ..settings_preview() }
}

pub(crate) fn settings_version() -> SettingsVersionPage {
    SettingsVersionPage {
        set: SettingsVersion { version: 1, by: s(NAMES[5]), at: ago(700) },
        values: vec![SettingValue {
            label: s("Number of the command centre"),
            then: s("ext. 6000"),
            now: s("the configuration"),
        }],
        version: 2,
        file: s("mark"),
        filled: vec![(s("desk_phone"), s("ext. 6000"))],
    }
}

fn step(id: &'static str, title: &str, is: &str, state: StepState) -> StartStep {
    StartStep { id, title: s(title), is: s(is), state, deed: Some((s("/admin#files"), s("Import wards"))) }
}

pub(crate) fn start() -> StartPage {
    StartPage {
        steps: vec![
            step("trust", "The trust’s name and numbers", "Set your own.", StepState::Missing),
            step("wards", "Wards", "There is no ward yet, so nobody can ask for help.", StepState::Missing),
            step("tags", "Tags", "9 tags.", StepState::Done),
            StartStep {
                deed: None,
                ..step("rehearsal", "A rehearsal", "Shows how long people would wait.", StepState::Optional)
            },
        ],
        missing: vec![1, 0],
        is_empty: true,
    }
}

pub(crate) fn start_ready() -> StartPage {
    StartPage { missing: Vec::new(), is_empty: false, ..start() }
}

pub(crate) fn doctor() -> DoctorPage {
    let finding = |what: &str, problem: &str| Finding { what: s(what), problem: s(problem) };
    DoctorPage {
        at: ago(0),
        alarms: vec![s("Rows of the event log that do not fit their hashes: 3.")],
        serious: vec![finding(
            "Files for our eyes only",
            "others could read data/elbow.key; set the mode 0600",
        )],
        minor: vec![finding("Handsets on a retired key", "3; each leaves it when its page is next opened")],
        well: vec![s("Configuration"), s("Database")],
    }
}

pub(crate) fn doctor_well() -> DoctorPage {
    DoctorPage { alarms: Vec::new(), serious: Vec::new(), minor: Vec::new(), ..doctor() }
}

pub(crate) fn rehearse() -> RehearsePage {
    let earlier = |id: &str, state: &str| EarlierRehearsal {
        id: s(id),
        started: ago(20),
        what: s("40 people, 90 requests an hour"),
        state: s(state),
    };
    RehearsePage {
        form: RehearseForm {
            people: s("lots"),
            per_hour: s("80"),
            hours: s("12"),
            surge_percent: s("60"),
            lift_out: s("yes"),
            ..RehearseForm::default()
        },
        key: s("k"),
        errors: vec![error("people", "Number of responders: enter a number from 1 to 500")],
        wards: 28,
        people: 40,
        days: choices(&["The shifts of Friday 20 November"]),
        tags: choices(&TAGS),
        earlier: vec![earlier("r1", "underway"), earlier("r0", "finished")],
    }
}

pub(crate) fn rehearsal(course: Course) -> RehearsalPage {
    RehearsalPage {
        id: s("r1"),
        assumptions: vec![(s("Responders on shift"), s("40")), (s("Lifts"), s("Out of order all day"))],
        course,
    }
}

pub(crate) fn rehearsal_compares() -> RehearsalPage {
    rehearsal(Course::Comparing { done: 9, of: 40 })
}

pub(crate) fn rehearsal_staffs() -> RehearsalPage {
    rehearsal(Course::Staffing { done: 1 })
}

const fn range(value: f64) -> Range {
    Range { value, low: value * 0.9, high: value * 1.1 }
}

pub(crate) fn rehearsal_finished() -> RehearsalPage {
    let engine = |name: &str, is_ours, mean| EngineRow {
        name: s(name),
        is_ours,
        within_10: Some(range(80.0)),
        mean: Some(range(mean)),
        p95: Some(range(3.0 * mean)),
        withdrawn_percent: None,
        alerts: Some(range(1.4)),
    };
    let gap = |zone: &str, mean| GapRow { zone: s(zone), tag: s(TAGS[0]), asked: 21, mean, within_10: 61.0 };
    rehearsal(Course::Finished(Box::new(Forecast {
        target_percent: 90.0,
        engines: vec![engine("Elbow", true, 192.0), engine("Nearest first", false, 3_900.0)],
        needed: Needed {
            people: Some(31),
            at_least: Some(29),
            at_most: Some(33),
            tried: vec![(20, range(60.0)), (31, range(82.0))],
        },
        needed_in_zones: Needed {
            people: Some(52),
            at_least: None,
            at_most: None,
            tried: vec![(52, range(82.0))],
        },
        gaps: vec![gap("Medicine", Some(540.0)), gap("Surgery", None)],
        formulas: vec![(s("People busy on average"), s("12.4"))],
    })))
}

/// One person would do, and where nobody can say more.
pub(crate) fn rehearsal_quiet() -> RehearsalPage {
    let none = |people, tried| Needed { people, at_least: None, at_most: None, tried };
    rehearsal(Course::Finished(Box::new(Forecast {
        target_percent: 90.0,
        engines: Vec::new(),
        needed: none(Some(1), vec![(1, range(82.0))]),
        needed_in_zones: none(None, Vec::new()),
        gaps: Vec::new(),
        formulas: Vec::new(),
    })))
}
