//! British telephone numbers as people write them.

use alloc::{vec, vec::Vec};

use crate::symbol::Symbol;

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

/// The telephone numbers in a text that stand apart from the digits around them: “943 105 0161 234 5678” may be anything.
pub(crate) struct Telephones {
    /// For each symbol: where the number begins that it is part of.
    beginnings: Vec<Option<usize>>,
}

impl Telephones {
    pub(crate) fn of(symbols: &[Symbol]) -> Self {
        let mut beginnings = vec![None; symbols.len()];
        let mut start = 0;
        while start < symbols.len() {
            let Some(length) = length(&symbols[start..]) else {
                start += 1;
                continue;
            };
            let end = start + length;
            if is_parting(symbols[..start].iter().rev()) && is_parting(symbols[end..].iter()) {
                beginnings[start..end].fill(Some(start));
            }
            // No other begins within one, even if it counts for nothing: “(0161) 023 4855 7770”.
            start = end;
        }
        Self { beginnings }
    }

    /// Whether ten digits are of one telephone number, or some of them and the others of something beside it. The same
    /// marks all along join them to a number of its own.
    pub(crate) fn explain(&self, symbols: &[Symbol], places: &[usize; 10]) -> bool {
        let of = places.map(|place| self.beginnings[place]);
        of.iter().any(Option::is_some)
            && (of.iter().all(|beginning| *beginning == of[0]) || !is_even(symbols, places))
    }
}

/// How long the telephone number at the front is.
fn length(symbols: &[Symbol]) -> Option<usize> {
    let with = |prefix: &str, bodies: &[&str]| {
        let behind = has_shape(symbols, prefix).then(|| &symbols[prefix.len()..])?;
        let body = bodies.iter().find(|body| has_shape(behind, body))?;
        Some(prefix.len() + body.len())
    };
    PREFIXES.iter().find_map(|prefix| with(prefix, &BODIES)).or_else(|| with("", &BRACKETED))
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

/// Whether nothing, a letter, or both a mark and a space stand before the next digit.
fn is_parting<'a>(symbols: impl Iterator<Item = &'a Symbol>) -> bool {
    let (mut has_mark, mut has_space) = (false, false);
    for symbol in symbols {
        match symbol {
            Symbol::Digit(_) => return has_mark && has_space,
            Symbol::Letter(_) => return true,
            Symbol::Mark(_) => has_mark = true,
            Symbol::Space => has_space = true,
        }
    }
    true
}

/// Whether three or more groups have the same between them.
fn is_even(symbols: &[Symbol], places: &[usize; 10]) -> bool {
    let gaps: Vec<&[Symbol]> =
        places.windows(2).map(|pair| &symbols[pair[0] + 1..pair[1]]).filter(|gap| !gap.is_empty()).collect();
    gaps.len() > 1 && gaps.iter().all(|gap| *gap == gaps[0])
}
