//! From bytes to text: what spreadsheets write, and what people take for CSV.

use encoding_rs::WINDOWS_1252;

use crate::problem::{At, Problems};

pub(crate) const SAVE_AS: &str = "In Excel choose Save As, “CSV UTF-8 (comma delimited)”.";

/// UTF-8 with or without its mark; else Windows-1252, which older spreadsheets write, with a note. None if it is
/// neither; then `problems` says why.
pub(super) fn decode(file: &str, bytes: &[u8], problems: &mut Problems) -> Option<String> {
    let at = At { file, line: None };
    let mut refuse = |what: &str| {
        problems.add(at, what, SAVE_AS);
        None
    };
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return refuse("The text is encoded as UTF-16");
    }
    if bytes.contains(&0) {
        return refuse("This is not a text file");
    }
    let (text, is_marked) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(text) => (text, true),
        None => (bytes, false),
    };
    let error = match std::str::from_utf8(text) {
        Ok(text) => return Some(with_line_feeds(text)),
        Err(error) => error,
    };
    let first = line_of(text, error.valid_up_to());
    if is_marked {
        problems.add(
            At { file, line: Some(first) },
            "The text is not the UTF-8 that the file claims",
            SAVE_AS,
        );
        return None;
    }
    // Windows-1252 has no character for these bytes.
    if let Some(place) = text.iter().position(|byte| matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)) {
        let line = Some(line_of(text, place));
        problems.add(At { file, line }, "The text is neither UTF-8 nor Windows-1252", SAVE_AS);
        return None;
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(text);
    let text = with_line_feeds(&text);
    let shown = text.lines().nth(usize::try_from(first - 1).unwrap_or_default()).unwrap_or_default();
    problems.note(
        At { file, line: Some(first) },
        format!("The file was read as Windows-1252, in which this line is “{}”", shown.trim()),
        "If letters with accents look wrong, save it as CSV UTF-8.",
    );
    Some(text)
}

/// Lines end as on Windows, as on Unix, or as on an old Mac, in one file perhaps.
fn with_line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn line_of(text: &[u8], place: usize) -> u64 {
    let ends = |pair: &[u8]| pair[0] == b'\n' || (pair[0] == b'\r' && pair[1] != b'\n');
    // Each byte before the place, with the one behind it.
    let passed = text[..=place].windows(2).filter(|pair| ends(pair)).count();
    u64::try_from(passed).unwrap_or(u64::MAX).saturating_add(1)
}
