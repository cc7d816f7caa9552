//! What a responder does next, seeing only their own page. No network and no clock in here: the page tells the time.

use std::{collections::BTreeMap, time::Duration};

use app::screens::my_jobs::{JobCard, MyJobsPage, OfferCard};
use domain::{Duty, Timestamp, WardId, ticket::Phase};
use rand::{RngExt, rngs::StdRng};

use super::pace::Pace;
use crate::{
    demand, draw,
    habits::{self, Answer},
};

/// A form to be sent. Ids are the page's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    Duty(&'static str),
    Place(String),
    Accept(String),
    Decline(String),
    Arrive(String),
    Finish { ticket: String, category: &'static str },
}

/// A walk whose length the page does not tell.
const USUAL_WALK: Duration = Duration::from_mins(3);

#[derive(Debug)]
pub(super) struct Routine {
    haunts: Vec<WardId>,
    pace: Pace,
    rng: StdRng,
    /// What will be said to each offer on the page, and when.
    answers: BTreeMap<String, (Answer, Timestamp)>,
    /// The way to the ticket accepted last.
    walk: Option<Duration>,
    /// The ticket in hand as last seen, and when its next step is due.
    job: Option<(String, Phase, Timestamp)>,
    next_break: Option<Timestamp>,
    back_at: Option<Timestamp>,
    next_stroll: Option<Timestamp>,
}

impl Routine {
    pub(super) fn new(haunts: Vec<WardId>, pace: Pace, rng: StdRng) -> Self {
        Self {
            haunts,
            pace,
            rng,
            answers: BTreeMap::new(),
            walk: None,
            job: None,
            next_break: None,
            back_at: None,
            next_stroll: None,
        }
    }

    /// The next thing to do now, if there is one.
    pub(super) fn next(&mut self, page: &MyJobsPage) -> Option<Act> {
        match page.duty {
            Duty::OffShift => return Some(Act::Duty("on_shift")),
            Duty::OnBreak => return self.come_back(page.now),
            Duty::OnShift => {}
        }
        if let Some(job) = &page.job {
            self.answers.clear();
            return self.go_on_with(job, page.now);
        }
        self.job = None;
        if page.place.is_none()
            && let Some(act) = self.stroll(page.now)
        {
            return Some(act);
        }
        self.answers.retain(|offer, _| page.offers.iter().any(|card| card.offer == *offer));
        for offer in &page.offers {
            if let Some(act) = self.consider(offer, page.now) {
                return Some(act);
            }
        }
        if page.offers.is_empty() { self.idle(page.now) } else { None }
    }

    /// Time from `now` to the next answer or step that has been decided on.
    pub(super) fn due_in(&self, now: Timestamp) -> Option<Duration> {
        let answers =
            self.answers.values().filter(|(answer, _)| *answer != Answer::Silence).map(|(_, at)| *at);
        let job = self.job.as_ref().map(|(_, _, at)| *at);
        answers.chain(job).min().map(|at| at.since(now))
    }

    fn consider(&mut self, card: &OfferCard, now: Timestamp) -> Option<Act> {
        let Some((answer, at)) = self.answers.get(&card.offer).copied() else {
            let at = now + self.pace.real(habits::answer_delay(&mut self.rng));
            self.answers.insert(card.offer.clone(), (habits::answer(&mut self.rng), at));
            return None;
        };
        if now < at {
            return None;
        }
        match answer {
            Answer::Accept => {
                self.walk = card.walk_minutes.map(|minutes| Duration::from_mins(minutes.max(1).into()));
                Some(Act::Accept(card.offer.clone()))
            }
            Answer::Decline => Some(Act::Decline(card.offer.clone())),
            Answer::Silence => None,
        }
    }

    fn go_on_with(&mut self, job: &JobCard, now: Timestamp) -> Option<Act> {
        let due = match &self.job {
            Some((ticket, phase, due)) if *ticket == job.ticket && *phase == job.phase => *due,
            _ => {
                let takes = match job.phase {
                    Phase::WithYou => habits::help(&mut self.rng),
                    _ => habits::walk(&mut self.rng, self.walk.take().unwrap_or(USUAL_WALK)),
                };
                let due = now + self.pace.real(takes);
                self.job = Some((job.ticket.clone(), job.phase, due));
                due
            }
        };
        if now < due {
            return None;
        }
        let ticket = job.ticket.clone();
        Some(match job.phase {
            Phase::WithYou => Act::Finish { ticket, category: demand::category(&mut self.rng) },
            _ => Act::Arrive(ticket),
        })
    }

    fn come_back(&mut self, now: Timestamp) -> Option<Act> {
        let back_at = match self.back_at {
            Some(back_at) => back_at,
            None => *self.back_at.insert(now + self.pace.real(habits::break_time(&mut self.rng))),
        };
        (now >= back_at).then(|| {
            self.back_at = None;
            self.next_break = None;
            Act::Duty("on_shift")
        })
    }

    /// Nothing to do: a break when it is time for one, a look at another ward, or waiting.
    fn idle(&mut self, now: Timestamp) -> Option<Act> {
        let next_break = if let Some(next_break) = self.next_break {
            next_break
        } else {
            // The first break comes anywhere in the interval, or all would go together.
            let until = habits::until_break(&mut self.rng).mul_f64(self.rng.random_range(0.2..1.0));
            *self.next_break.insert(now + self.pace.real(until))
        };
        if now >= next_break {
            return Some(Act::Duty("on_break"));
        }
        match self.next_stroll {
            Some(next_stroll) if now >= next_stroll => self.stroll(now),
            Some(_) => None,
            None => {
                self.next_stroll = Some(now + self.pace.real(habits::until_stroll(&mut self.rng)));
                None
            }
        }
    }

    fn stroll(&mut self, now: Timestamp) -> Option<Act> {
        self.next_stroll = Some(now + self.pace.real(habits::until_stroll(&mut self.rng)));
        draw::one(&mut self.rng, &self.haunts).map(|ward| Act::Place(ward.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use app::{
        model::Moment,
        screens::my_jobs::{AlertsHealth, ShownPlace},
    };
    use domain::Priority;
    use rand::SeedableRng;

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_795_168_800_000);

    fn moment() -> Moment {
        Moment { at: NOW, clock: "10:00".to_owned() }
    }

    /// On shift on Ward 7, nothing to do.
    fn page(now: Timestamp) -> MyJobsPage {
        MyJobsPage {
            words: Vec::new(),
            now,
            sequence: 1,
            name: "Aisha Example".to_owned(),
            duty: Duty::OnShift,
            alerts: AlertsHealth { subscribed: false, tested: None, test_sent: None, vapid_key: None },
            place: Some(ShownPlace {
                ward_id: "w7".to_owned(),
                ward: "Ward 7".to_owned(),
                since: moment(),
                is_old: false,
            }),
            zone: None,
            wards: Vec::new(),
            offers: Vec::new(),
            job: None,
            just_closed: None,
            just_given_back: None,
            closed: Vec::new(),
            categories: Vec::new(),
            tags: Vec::new(),
            news: Vec::new(),
            notice: None,
        }
    }

    fn offer(id: &str) -> OfferCard {
        OfferCard {
            offer: id.to_owned(),
            ticket: "t1".to_owned(),
            version: 1,
            code: "K7P3".to_owned(),
            ward: "Ward 7".to_owned(),
            tag: "ePMA".to_owned(),
            priority: Priority::P3,
            stuck: None,
            spot: None,
            note: None,
            asked: moment(),
            expires_at: NOW + Duration::from_secs(50),
            location: None,
            walk_minutes: Some(2),
            why: String::new(),
            issues: Vec::new(),
        }
    }

    fn job(phase: Phase) -> JobCard {
        JobCard {
            ticket: "t1".to_owned(),
            version: 2,
            code: "K7P3".to_owned(),
            ward: "Ward 7".to_owned(),
            location: None,
            walk_minutes: None,
            ward_phone: None,
            tag: "ePMA".to_owned(),
            priority: Priority::P3,
            stuck: None,
            spot: None,
            note: None,
            asker: None,
            asked: moment(),
            phase,
            news: None,
            not_there_until: None,
            issues: Vec::new(),
        }
    }

    fn routine(seed: u64) -> Routine {
        let ward = "01900000-0000-7000-8000-000000000007".parse().unwrap();
        Routine::new(vec![ward], Pace::default(), StdRng::seed_from_u64(seed))
    }

    #[test]
    fn a_shift_starts_with_going_on_shift_and_saying_where_one_is() {
        let mut routine = routine(1);
        let off = MyJobsPage { duty: Duty::OffShift, ..page(NOW) };
        assert_eq!(routine.next(&off), Some(Act::Duty("on_shift")));
        let nowhere = MyJobsPage { place: None, ..page(NOW) };
        assert!(matches!(routine.next(&nowhere), Some(Act::Place(_))));
        assert_eq!(routine.next(&page(NOW)), None);
    }

    #[test]
    fn four_in_five_offers_are_accepted_after_a_moment() {
        let mut said = [0_u32; 3];
        for seed in 0..500 {
            let mut routine = routine(seed);
            let asked = MyJobsPage { offers: vec![offer("o1")], ..page(NOW) };
            assert_eq!(routine.next(&asked), None, "nobody answers before having read");
            let due = routine.due_in(NOW);
            let later = NOW + Duration::from_secs(40);
            let still = MyJobsPage { now: later, ..asked };
            match routine.next(&still) {
                Some(Act::Accept(id)) if id == "o1" => said[0] += 1,
                Some(Act::Decline(id)) if id == "o1" => said[1] += 1,
                None => {
                    assert_eq!(due, None);
                    said[2] += 1;
                }
                other => panic!("{other:?}"),
            }
        }
        assert!((370..430).contains(&said[0]), "{said:?}");
        assert!(said[1] > said[2] && said[2] > 10, "{said:?}");
    }

    #[test]
    fn a_job_is_walked_to_then_helped_with_then_given_a_category() {
        let mut routine = routine(2);
        let at = |now, phase| MyJobsPage { job: Some(job(phase)), ..page(now) };
        assert_eq!(routine.next(&at(NOW, Phase::OnTheWay)), None);
        let walk = routine.due_in(NOW).unwrap();
        assert!(walk > Duration::from_secs(10) && walk < Duration::from_secs(90), "{walk:?}");
        assert_eq!(routine.next(&at(NOW + walk, Phase::OnTheWay)), Some(Act::Arrive("t1".to_owned())));
        assert_eq!(routine.next(&at(NOW + walk, Phase::WithYou)), None);
        let done = NOW + walk + routine.due_in(NOW + walk).unwrap();
        assert!(
            matches!(routine.next(&at(done, Phase::WithYou)), Some(Act::Finish { ticket, .. }) if ticket == "t1")
        );
    }

    #[test]
    fn a_break_comes_and_ends() {
        let mut routine = routine(3);
        let mut now = NOW;
        let mut until = |routine: &mut Routine, duty: Duty, wanted: &'static str| {
            for _ in 0..5_000 {
                now = now + Duration::from_secs(2);
                if routine.next(&MyJobsPage { duty, ..page(now) }) == Some(Act::Duty(wanted)) {
                    return true;
                }
            }
            false
        };
        assert!(until(&mut routine, Duty::OnShift, "on_break"));
        assert!(until(&mut routine, Duty::OnBreak, "on_shift"));
    }

    #[test]
    fn a_withdrawn_job_is_forgotten() {
        let mut routine = routine(4);
        routine.next(&MyJobsPage { job: Some(job(Phase::OnTheWay)), ..page(NOW) });
        routine.next(&page(NOW));
        assert_eq!(routine.due_in(NOW), None);
    }
}
