//! PINs that others would try first.

/// Six digits that are in every list of frequent PINs although no rule below finds them: shapes on the keypad, and
/// well-known numbers.
const FREQUENT: [&str; 22] = [
    "112358", "142536", "147258", "147369", "147852", "159357", "159753", "258369", "258456", "271828",
    "314159", "357159", "369258", "456123", "456852", "696969", "741852", "753951", "789123", "789456",
    "852456", "963852",
];

/// Whether six digits are easily guessed: few different ones, a row, a pattern that repeats or is mirrored, a date, or
/// one of the most frequent. Of all PINs about one in nine is.
pub fn is_easily_guessed(pin: &str) -> bool {
    let digits: Vec<u8> = pin.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
    let Ok(digits) = <[u8; 6]>::try_from(digits) else { return false };
    has_few_digits(digits) || is_row(digits) || repeats(digits) || is_date(digits) || FREQUENT.contains(&pin)
}

fn has_few_digits(digits: [u8; 6]) -> bool {
    (0..10).filter(|digit| digits.contains(digit)).count() <= 2
}

/// 123456, 987654, 135791, 024680; also 112233 and 102030.
fn is_row(digits: [u8; 6]) -> bool {
    let has_steps = |digits: &[u8]| {
        let step = |pair: &[u8]| (pair[1] + 10 - pair[0]) % 10;
        digits.windows(2).all(|pair| step(pair) == step(&digits[..2]))
    };
    let [first, second] = [0, 1].map(|from| digits[from..].iter().step_by(2).copied().collect::<Vec<u8>>());
    has_steps(&digits) || (has_steps(&first) && has_steps(&second))
}

/// 123123, 123321.
fn repeats(digits: [u8; 6]) -> bool {
    let (first, second) = digits.split_at(3);
    first == second || first.iter().eq(second.iter().rev())
}

/// Day, month and year in any order, or a month and a year of four digits.
fn is_date(digits: [u8; 6]) -> bool {
    let two = |from: usize| digits[from] * 10 + digits[from + 1];
    let [first, second, third] = [two(0), two(2), two(4)];
    let is_day = |day: u8, month: u8| (1..=31).contains(&day) && (1..=12).contains(&month);
    let is_year = |century: u8| century == 19 || century == 20;
    is_day(first, second)
        || is_day(second, first)
        || is_day(third, second)
        || (is_year(first) && (1..=12).contains(&third))
        || (is_year(second) && (1..=12).contains(&first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_try_first_is_easily_guessed() {
        for pin in [
            "111111", "000001", "121212", "112233", "123456", "987654", "543210", "890123", "135791",
            "123123", "123321", "102030", "111222", "131313", "159753", "789456", "120348", "480312",
            "031248", "311299", "198403", "031984", "200012",
        ] {
            assert!(is_easily_guessed(pin), "{pin}");
        }
    }

    #[test]
    fn most_are_not() {
        for pin in ["492817", "739402", "648203", "905172", "860394"] {
            assert!(!is_easily_guessed(pin), "{pin}");
        }
        let weak = (0..1_000_000).filter(|pin| is_easily_guessed(&format!("{pin:06}"))).count();
        assert!((50_000..120_000).contains(&weak), "{weak}");
    }

    #[test]
    fn only_six_digits_are_judged() {
        assert!(!is_easily_guessed("") && !is_easily_guessed("11111") && !is_easily_guessed("1111111"));
    }
}
