//! How long people wait, told of all who asked: those who gave up are not left out, which would make every wait look shorter.

/// A wait, in minutes or whatever else: how long, and how it ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wait {
    pub time: f64,
    pub end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Arrived,
    GaveUp,
    /// It ended for another reason, or goes on: so long at least.
    Other,
}

/// At one time, until the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct At {
    pub time: f64,
    /// The share of all to whom somebody has come.
    pub arrived: f64,
    /// The share of all who have given up.
    pub gave_up: f64,
    /// The share that would not have given up if nobody had come.
    pub patient: f64,
}

/// At each time at which a wait ended. Arriving and giving up compete (Aalen and Johansen, Scandinavian Journal of Statistics 5, 1978; R:
/// `cmprsk::cuminc`); patience is what Kaplan and Meier reckon of giving up alone (Journal of the American Statistical Association 53, 1958; R:
/// `survfit`).
#[must_use]
pub fn waits(waits: &[Wait]) -> Vec<At> {
    let mut sorted: Vec<Wait> = waits.iter().copied().filter(|wait| wait.time.is_finite()).collect();
    sorted.sort_by(|one, other| one.time.total_cmp(&other.time));
    let mut left = sorted.len();
    let mut last = At { time: 0.0, arrived: 0.0, gave_up: 0.0, patient: 1.0 };
    // The share of all that still waits.
    let mut waiting = 1.0;
    let mut course = Vec::new();
    for ended in sorted.chunk_by(|one, other| one.time.total_cmp(&other.time).is_eq()) {
        let share = |end: End| {
            crate::number(ended.iter().filter(|wait| wait.end == end).count()) / crate::number(left)
        };
        let (arrived, gave_up) = (share(End::Arrived), share(End::GaveUp));
        last = At {
            time: ended[0].time,
            arrived: last.arrived + waiting * arrived,
            gave_up: last.gave_up + waiting * gave_up,
            patient: last.patient * (1.0 - gave_up),
        };
        waiting *= 1.0 - arrived - gave_up;
        left -= ended.len();
        course.push(last);
    }
    course
}

/// How it stands after some time; none before the first wait ended.
#[must_use]
pub fn after(course: &[At], time: f64) -> Option<At> {
    course.iter().copied().take_while(|at| at.time <= time).last()
}

/// After how long this share of people gives up if nobody comes; none if so many never did.
#[must_use]
pub fn patience(course: &[At], share: f64) -> Option<f64> {
    course.iter().find(|at| at.patient <= 1.0 - share + 1e-12).map(|at| at.time)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The vector of B3.
    fn vector() -> Vec<At> {
        let times = [1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8, 9, 10, 11, 12, 14, 15, 18, 20, 25];
        let gave_up = [0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0];
        let wait = |(time, gave_up): (i32, i32)| Wait {
            time: f64::from(time),
            end: if gave_up == 1 { End::GaveUp } else { End::Arrived },
        };
        waits(&times.into_iter().zip(gave_up).map(wait).collect::<Vec<_>>())
    }

    #[test]
    fn b3_patience_is_kaplan_and_meiers() {
        let course = vector();
        for (time, expected) in [
            (2.0, 0.947_368_4),
            (4.0, 0.888_157_9),
            (6.0, 0.819_838_1),
            (9.0, 0.728_744_9),
            (12.0, 0.607_287_4),
            (15.0, 0.455_465_6),
            (20.0, 0.227_732_8),
        ] {
            let found = after(&course, time).unwrap().patient;
            assert!((found - expected).abs() < 1e-7, "{time}: {found}");
        }
        assert_eq!(
            [0.1, 0.25, 0.5].map(|share| patience(&course, share)),
            [Some(4.0), Some(9.0), Some(15.0)]
        );
        assert_eq!(patience(&course, 0.9), None, "nobody knows");
    }

    #[test]
    fn b3_arriving_and_giving_up_compete() {
        let course = vector();
        for (time, arrived, gave_up) in [
            (2.0, 0.10, 0.05),
            (5.0, 0.25, 0.10),
            (10.0, 0.45, 0.20),
            (15.0, 0.55, 0.30),
            (20.0, 0.60, 0.35),
            (25.0, 0.65, 0.35),
        ] {
            let at = after(&course, time).unwrap();
            assert!(
                (at.arrived - arrived).abs() < 1e-9 && (at.gave_up - gave_up).abs() < 1e-9,
                "{time}: {at:?}"
            );
        }
        assert_eq!(after(&course, 0.5), None);
    }

    proptest! {
        #[test]
        fn shares_only_grow_and_are_those_of_all(
            ends in proptest::collection::vec((0.0_f64..100.0, 0_u8..3), 1..80),
        ) {
            let all: Vec<_> = ends
                .iter()
                .map(|(time, end)| Wait { time: *time, end: [End::Arrived, End::GaveUp, End::Other][usize::from(*end)] })
                .collect();
            let course = waits(&all);
            for two in course.windows(2) {
                prop_assert!(two[0].arrived <= two[1].arrived && two[0].gave_up <= two[1].gave_up);
                prop_assert!(two[0].patient >= two[1].patient);
            }
            let last = course.last().unwrap();
            prop_assert!(last.arrived + last.gave_up <= 1.0 + 1e-9);
            // Where nothing else ended a wait, the shares are plain ones.
            if all.iter().all(|wait| wait.end != End::Other) {
                let arrived = all.iter().filter(|wait| wait.end == End::Arrived).count();
                prop_assert!((last.arrived - crate::number(arrived) / crate::number(all.len())).abs() < 1e-9);
            }
        }
    }
}
