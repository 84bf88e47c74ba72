//! The small parts that the text formats of C2SP share: Base 64 and decimals, both in one spelling only.

use base64::Engine as _;
use base64::display::Base64Display;
use base64::engine::general_purpose::{GeneralPurpose, STANDARD};

/// Standard Base 64 with padding (RFC 4648, section 4).
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The same, written where it is wanted.
pub(crate) fn shown(bytes: &[u8]) -> Base64Display<'_, 'static, GeneralPurpose> {
    Base64Display::new(bytes, &STANDARD)
}

/// Reads standard Base 64. Missing padding, set bits after the end and spaces are refused, so that
/// writing what was read gives the same text again.
pub(crate) fn parse_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// Reads a decimal without sign and without leading zeroes.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let canonical =
        text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if canonical { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decimals_have_one_spelling() {
        assert_eq!(parse_decimal("0"), Some(0));
        assert_eq!(parse_decimal("18446744073709551615"), Some(u64::MAX));
        for wrong in [
            "",
            "00",
            "01",
            "+1",
            "-1",
            " 1",
            "1 ",
            "１",
            "0x1",
            "18446744073709551616",
        ] {
            assert_eq!(parse_decimal(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn base64_has_one_spelling() {
        assert_eq!(parse_base64("AA==").unwrap(), [0]);
        for wrong in ["AA", "AA=", "AB==", "A A=", "AA==\n", "_-A="] {
            assert_eq!(parse_base64(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_the_same(text in "[A-Za-z0-9+/=]{0,12}") {
            if let Some(bytes) = parse_base64(&text) {
                prop_assert_eq!(base64(&bytes), text);
            }
        }
    }
}
