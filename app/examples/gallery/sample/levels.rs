//! Where people are: a plan of each level.

use app::screens::levels::{LastSeen, Level, LevelWard, LevelsPage};
use domain::Priority;

use super::{NAMES, NOW, ago, s, wards};

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
