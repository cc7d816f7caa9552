//! British telephone numbers as people write them.

use crate::symbol::Symbol;

/// Free to call: nobody has an NHS number of England that begins with 0, nor one of Scotland, which begins with a date of birth.
const FREE: [&str; 6] =
    ["0800dddddd", "0800 dddddd", "0800 ddd ddd", "0500dddddd", "0500 dddddd", "0500 ddd ddd"];

/// What a number begins with.
const PREFIXES: [&str; 8] = ["0", "+44", "+44 ", "+44(0)", "+44(0) ", "+44 (0)", "0044", "0044 "];

/// What follows. `n` is the first digit of an area or of the mobiles, `d` any digit; for a space a dash will do.
const BODIES: [&str; 10] = [
    "nddddddddd",
    "nddd dddddd",
    "nddd ddd ddd",
    "11d ddd dddd",
    "1d1 ddd dddd",
    "3dd ddd dddd",
    "7dd ddd dddd",
    "8dd ddd dddd",
    "2d dddd dddd",
    "2d dddddddd",
];

/// With the area in brackets.
const BRACKETED: [&str; 5] =
    ["(02d) dddd dddd", "(011d) ddd dddd", "(01d1) ddd dddd", "(01ddd) dddddd", "(01ddd) ddd ddd"];

/// How long the telephone number at the front is.
pub(crate) fn length(symbols: &[Symbol]) -> Option<usize> {
    let with = |prefix: &str, bodies: &[&str]| {
        let behind = has_shape(symbols, prefix).then(|| &symbols[prefix.len()..])?;
        let body = bodies.iter().find(|body| has_shape(behind, body))?;
        Some(prefix.len() + body.len())
    };
    PREFIXES
        .iter()
        .find_map(|prefix| with(prefix, &BODIES))
        .or_else(|| with("", &BRACKETED))
        .or_else(|| with("", &FREE))
}

fn has_shape(symbols: &[Symbol], shape: &str) -> bool {
    let fits = |(symbol, wanted): (&Symbol, u8)| match (*symbol, wanted) {
        // None begins with 4, 6 or 9, apart from a few that cost by the minute; many NHS numbers do.
        (Symbol::Digit(digit), b'n') => matches!(digit, 1..=3 | 5 | 7 | 8),
        (Symbol::Digit(_), b'd') | (Symbol::Space | Symbol::Mark('-'), b' ') => true,
        (Symbol::Digit(digit), _) => wanted == b'0' + digit,
        (Symbol::Mark(mark), _) => mark == char::from(wanted),
        _ => false,
    };
    symbols.len() >= shape.len() && symbols.iter().zip(shape.bytes()).all(fits)
}
