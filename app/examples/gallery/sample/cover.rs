//! Where the next request would wait longest.

use app::screens::cover::{AdviceRow, CoverPage, CoverRow};

use super::{NAMES, TAGS, ago, s};

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
