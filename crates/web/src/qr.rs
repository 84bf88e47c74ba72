//! QR codes as one path of an SVG.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write;

/// A QR code to be drawn.
pub struct Qr {
    /// `viewBox` with the four modules of quiet around it that readers need.
    pub frame: String,
    /// Runs of dark modules, one unit a module.
    pub path: String,
}

/// The code of a text; none where it is too long for one. A sixth of it may be lost to a fold or a stain.
pub fn qr(text: &str) -> Option<Qr> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let colours = code.to_colors();
    let mut path = String::new();
    for (y, row) in colours.chunks(width).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            let length = run.len();
            if run.first() == Some(&Color::Dark) {
                // Writing to a string cannot fail.
                write!(path, "M{x} {y}h{length}v1h-{length}z").unwrap_or_default();
            }
            x += length;
        }
    }
    let side = width + 8;
    let frame = format!("-4 -4 {side} {side}");
    Some(Qr { frame, path })
}

#[cfg(test)]
mod tests {
    use super::qr;

    #[test]
    fn runs_are_the_dark_modules() {
        let drawn = qr("https://liuyan.example/track").unwrap();
        assert!(drawn.path.starts_with("M0 0h7v1h-7z"), "the first finder");
        assert!(drawn.frame.starts_with("-4 -4 "));
        assert!(qr(&"x".repeat(3000)).is_none());
    }
}
