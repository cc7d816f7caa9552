//! Digits as keyboards of other scripts type them.

/// The zero of each script; its nine other digits follow it (Unicode 17, general category Nd, basic plane).
const ZEROS: [u32; 37] = [
    0x0030, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50,
    0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0xFF10,
];

/// The value of a decimal digit, of whatever script.
pub fn digit_value(c: char) -> Option<u32> {
    ZEROS.iter().map(|zero| u32::from(c).wrapping_sub(*zero)).find(|value| *value < 10)
}

/// The text with each decimal digit as 0 to 9.
pub fn ascii_digits(text: &str) -> String {
    text.chars().map(|c| digit_value(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_other_scripts_are_digits_and_letters_stay() {
        for typed in ["٤٩٢٨١٧", "۴۹۲۸۱۷", "४९२८१७", "４９２８１７", "492817", "৪৯২৮১৭"]
        {
            assert_eq!(ascii_digits(typed), "492817", "{typed}");
        }
        assert_eq!(ascii_digits("12a½²٣"), "12a½²3");
    }
}
