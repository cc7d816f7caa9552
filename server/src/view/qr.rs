//! QR codes: of codes that enrol, and of wards' links.

use app::model::Qr;
use qrcode::{Color, EcLevel, QrCode, types::QrError};

/// What stays white around a code, in squares (ISO/IEC 18004).
const QUIET: usize = 4;

/// `text` as a QR code that is read although a quarter of it is dirty or torn.
///
/// # Errors
/// If the text is longer than a QR code can be.
pub(crate) fn qr(text: &str) -> Result<Qr, QrError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q)?;
    let squares = code.to_colors();
    let mut dark = String::new();
    for (row, squares) in squares.chunks(code.width()).enumerate() {
        let mut column = 0;
        // A run of dark squares is one piece: a tenth of what they are one by one.
        for run in squares.chunk_by(PartialEq::eq) {
            if run.first() == Some(&Color::Dark) {
                let [x, y, long] =
                    [column + QUIET, row + QUIET, run.len()].map(|squares| squares.to_string());
                dark.extend(["M", &x, " ", &y, "h", &long, "v1h-", &long, "z"]);
            }
            column += run.len();
        }
    }
    Ok(Qr { edge: code.width() + 2 * QUIET, dark })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_corners_and_white_around_it() {
        let Qr { edge, dark } = qr("https://elbow.example.nhs.uk/w/AAAAAAAAAAAAAAAAAAAAAA").unwrap();
        assert_eq!(edge, 37 + 8, "what a printer of 150 dpi makes of 100 mm is 12 dots a square");
        assert!(dark.starts_with("M4 4h7v1h-7z"), "{dark}");
        assert!(dark.contains(&format!("M{} 4h7v1h-7z", edge - 4 - 7)), "{dark}");
        assert!(dark.contains(&format!("M4 {}h7v1h-7z", edge - 4 - 1)), "{dark}");
        assert!(qr(&"x".repeat(5_000)).is_err());
    }
}
