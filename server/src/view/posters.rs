//! Posters and cards in words.

use app::words::list;
use domain::{
    PosterKind,
    poster::{Printed, copies},
};
use texts::texts;

/// `14 posters`.
pub(crate) fn copies_in_words(kind: PosterKind, copies: u32) -> String {
    match kind {
        PosterKind::Poster => texts().posters_posters(copies),
        PosterKind::LanyardCard => texts().posters_lanyard_cards(copies),
        PosterKind::ScreenCard => texts().posters_screen_cards(copies),
    }
}

/// `14 posters and 20 cards for lanyards`; empty if there are none.
pub(crate) fn posters_in_words(posters: &[Printed]) -> String {
    let kinds = PosterKind::ALL.into_iter().filter_map(|kind| {
        let copies = copies(posters.iter().filter(|printed| printed.kind == kind));
        (copies > 0).then(|| copies_in_words(kind, copies))
    });
    list(&kinds.collect::<Vec<_>>())
}
