//! A responder's jobs.

use std::time::Duration;

use app::screens::my_jobs::{
    AlertsHealth, ClosedJob, JobCard, JustClosed, JustGivenBack, MyJobsPage, News, OfferCard, ShownPlace,
    ShownZone,
};
use domain::{Duty, Priority, ZoneMode, priority::Stuck, ticket::Phase};

use super::{NOW, TAGS, ago, categories, choices, desk_word, known_issues::issues, s, wards};

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

pub(super) fn job() -> JobCard {
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
