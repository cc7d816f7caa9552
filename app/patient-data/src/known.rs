//! Numbers that are known not to be a patient's by their shape, or by their shape and the word before them.

use alloc::vec::Vec;

use crate::{
    number::Digits,
    run::{Run, VERSION, between, goes_on, is_among, runs, word_before, words},
    symbol::Symbol,
    telephone,
};

/// Before numbers to ring.
const TELEPHONE: &str =
    "ext extn extension x bleep pager dect ring call dial tel telephone phone mobile mob text on fax";

/// Before numbers of things and of what is done about them.
const THING: &str =
    "asset pc laptop printer serial error code event port inc incident chg ritm prb job kb label sn pin";

/// Before an address of a computer.
const COMPUTER: &str = "ip address server printer host gateway dns ping";

/// Before the numbers of places.
const PLACE: &str = "bed bay room cubicle chair ward";

/// Written before an incident's number without a space, also in small letters.
const INCIDENT: &str = "inc ritm chg prb sctask";

/// Before the number of a patient, also in capitals and without a space.
const PATIENT: &str = "nhs no num nr n pt pat patient mrn id dob hn hosp chi for re is see and";

/// The numbers in a text that are known.
pub(crate) struct Known {
    numbers: Vec<Number>,
}

struct Number {
    start: usize,
    end: usize,
    /// Whether digits beside it are of something else.
    is_apart: bool,
}

impl Known {
    pub(crate) fn of(symbols: &[Symbol]) -> Self {
        let runs = runs(symbols);
        let mut numbers = Vec::new();
        let mut start = 0;
        while start < symbols.len() {
            let is_apart =
                |end: usize| is_parting(symbols[..start].iter().rev()) && is_parting(symbols[end..].iter());
            let telephone = telephone::length(&symbols[start..]).map(|length| start + length);
            let place = runs.binary_search_by_key(&start, |run| run.start).ok();
            let told = || place.and_then(|place| told(symbols, &runs[place..]));
            // A number to ring may be anything if more digits stand beside it: “943 105 0161 234 5678”.
            let (end, is_apart) = if let Some(end) = telephone {
                (end, is_apart(end).then_some(true))
            } else if let Some((end, certainty)) = told() {
                let is_apart = is_apart(end);
                (
                    end,
                    match certainty {
                        Certainty::Alone => Some(true),
                        Certainty::Whole => Some(is_apart),
                        Certainty::Apart => is_apart.then_some(true),
                    },
                )
            } else {
                (start + 1, None)
            };
            numbers.extend(is_apart.map(|is_apart| Number { start, end, is_apart }));
            // No other begins within one, even if it counts for nothing: “(0161) 023 4855 7770”.
            start = end;
        }
        Self { numbers }
    }

    /// Whether ten digits are of one known number, or some of them and the others of something beside it. The same marks
    /// all along join them to a number of its own, unless almost all are known.
    pub(crate) fn explain(&self, digits: &Digits, is_even: bool) -> bool {
        const ALMOST_ALL: usize = 8;
        self.numbers.iter().any(|number| {
            let count =
                digits.places.iter().filter(|place| (number.start..number.end).contains(*place)).count();
            count == digits.places.len()
                || (number.is_apart && count > 0 && (count >= ALMOST_ALL || !is_even))
        })
    }
}

/// What follows from a number that is known.
enum Certainty {
    /// Digits beside it are of something else.
    Alone,
    /// They are so if it stands apart from them.
    Whole,
    /// It is only known if it stands apart from them.
    Apart,
}

/// Where the known number ends that begins with the first of the runs.
fn told(symbols: &[Symbol], runs: &[Run]) -> Option<(usize, Certainty)> {
    let first = *runs.first()?;
    let word = word_before(symbols, first.start);
    let (one, is_many) = word.strip_suffix('s').map_or((&*word, false), |one| (one, true));
    let end = |count: usize| runs[count - 1].end;

    if let Some(count) = dotted(symbols, runs, &word) {
        return Some((end(count), Certainty::Alone));
    }
    if first.length() >= 5 && is_code(symbols, first.start) {
        return Some((first.end, Certainty::Alone));
    }
    if let Some(count) = list(symbols, runs, is_among(one, PLACE), is_many) {
        return Some((end(count), Certainty::Whole));
    }
    let is_to_ring = is_among(one, TELEPHONE);
    if let Some(count) = mobile(symbols, runs, is_to_ring).filter(|_| !is_among(one, PATIENT)) {
        return Some((end(count), Certainty::Apart));
    }
    let is_next = |pair: &&[Run]| {
        let gap = &symbols[pair[0].end..pair[1].start];
        pair[0].length() == pair[1].length()
            && telephone::length(&symbols[pair[1].start..]).is_none()
            && gap.len() <= 3
            && gap.iter().any(|symbol| matches!(symbol, Symbol::Mark('/' | ',' | '&' | ';')))
    };
    let count = 1 + runs.windows(2).take_while(is_next).count();
    ((is_to_ring || is_among(one, THING)) && (4..=8).contains(&first.length()))
        .then_some((end(count), if count > 1 { Certainty::Whole } else { Certainty::Apart }))
}

/// How many runs with full stops between make the address of a computer or a version.
fn dotted(symbols: &[Symbol], runs: &[Run], word: &str) -> Option<usize> {
    let joined = |pair: &&[Run]| between(symbols, pair[0], pair[1]) == Some('.');
    let count = 1 + runs.windows(2).take_while(joined).count();
    let parts = &runs[..count];
    if count == 1 || goes_on(symbols, parts[0].start, parts[count - 1].end, '.') {
        return None;
    }
    let is_usual = parts.windows(3).any(|group| matches!([0, 1, 2].map(|at| group[at].length()), [3, 3, 4]));
    let is_version = !is_usual && parts.iter().all(|part| part.length() <= 5) && is_among(word, VERSION);
    let [a, b, c, d] = *parts else { return is_version.then_some(count) };
    let is_build =
        !is_usual && a.length() <= 3 && b.length() <= 3 && matches!(c.length(), 4 | 5) && d.length() <= 5;
    let is_address = parts.iter().all(|part| part.length() <= 3 && part.value < 256)
        && (matches!((a.value, b.value), (10, _) | (192, 168) | (172, 16..=31)) || is_among(word, COMPUTER));
    let has_port =
        runs.get(count).is_some_and(|port| port.length() <= 5 && between(symbols, d, *port) == Some(':'));
    if is_address { Some(count + usize::from(has_port)) } else { (is_version || is_build).then_some(count) }
}

/// Whether the letters directly before a number make it that of an incident, an error or a thing.
fn is_code(symbols: &[Symbol], start: usize) -> bool {
    let count =
        symbols[..start].iter().rev().take_while(|symbol| matches!(symbol, Symbol::Letter(_))).count();
    let (before, letters) = symbols[..start].split_at(start - count);
    let word = words(letters).pop().unwrap_or_default();
    let is_zero = match before {
        [.., last, Symbol::Digit(0)] => last.digit().is_none(),
        _ => before == [Symbol::Digit(0)],
    };
    let is_hexadecimal = is_zero && word.starts_with('x');
    let is_capital = |symbol: &Symbol| matches!(symbol, Symbol::Letter('A'..='Z'));
    let is_short = matches!(count, 2..=4) && letters.iter().all(is_capital);
    is_hexadecimal || is_among(&word, INCIDENT) || (is_short && !is_among(&word, PATIENT))
}

/// How many runs are a list of small numbers: with the same between any two, and rising. Behind “beds” they may be in any order,
/// none twice. Without such a word some have one digit and some two: those of an NHS number have as many each.
fn list(symbols: &[Symbol], runs: &[Run], is_of_places: bool, is_many: bool) -> Option<usize> {
    const MOST_BEDS: u32 = 60;
    let (fewest, most) = match (is_of_places, is_many) {
        (true, true) => (2, 399),
        (true, false) => (4, 99),
        (false, _) => (5, 99),
    };
    let gap = |pair: &[Run]| &symbols[pair[0].end..pair[1].start];
    let first = gap(runs.get(..2)?);
    let count = (1..runs.len())
        .take_while(|next| {
            let (before, value) = (&runs[..*next], runs[*next].value);
            let is_rising = before[next - 1].value < value;
            let is_other = || is_many && value <= MOST_BEDS && before.iter().all(|run| run.value != value);
            gap(&runs[next - 1..=*next]) == first
                && first.len() <= 2
                && value <= most
                && symbols[runs[*next].start] != Symbol::Digit(0)
                && (is_rising || (is_of_places && is_other()))
        })
        .count();
    // The 10 in “beds 4, 12, 10:30” is none of them.
    let is_joined = runs.get(count..count + 2).is_some_and(|pair| matches!(gap(pair), [Symbol::Mark(_)]));
    let numbers = &runs[..=count - usize::from(is_joined && count > 0)];
    let is_uneven = || numbers.iter().any(|number| number.length() != numbers[0].length());
    let is_small = runs[0].value <= most;
    (is_small && numbers.len() >= fewest && (is_of_places || is_uneven())).then_some(numbers.len())
}

/// How many runs make the number of a mobile telephone without its 0: `7242 331943`; after a word such as “ring” also in
/// other groups.
fn mobile(symbols: &[Symbol], runs: &[Run], is_to_ring: bool) -> Option<usize> {
    let parted = |pair: &&[Run]| symbols[pair[0].end..pair[1].start] == [Symbol::Space];
    let count = 1 + runs.windows(2).take_while(parted).count();
    let length = |place: usize| runs[..count].get(place).map_or(0, |group| group.length());
    let count = match (length(0), length(1), length(2)) {
        (4, 6, _) => 2,
        (5, 5, _) if is_to_ring => 2,
        (4, 3, 3) if is_to_ring => 3,
        _ => return None,
    };
    (symbols[runs[0].start] == Symbol::Digit(7)).then_some(count)
}

/// Whether nothing, a letter, or both a mark and a space stand before the next digit.
pub(crate) fn is_parting<'a>(symbols: impl Iterator<Item = &'a Symbol>) -> bool {
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
