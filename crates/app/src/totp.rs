//! One-time codes of an authenticator app: TOTP (RFC 6238) with SHA-1, six digits, steps of thirty seconds, which is
//! what every such app understands.

use crate::chance::{Chance, draw};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use std::fmt::Write;
use subtle::ConstantTimeEq;

/// Seconds of a step.
const STEP_SECONDS: i64 = 30;
/// Clocks differ: so many steps before and after this one are taken, too.
const DRIFT: i64 = 1;
/// RFC 4648, without what looks like something else.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What an authenticator app and the board share: 160 random bits, the length of the hash. Never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 20]);

impl Secret {
    /// A new one.
    pub fn draw(chance: &dyn Chance) -> Self {
        Self(draw(chance))
    }

    /// As it is kept: the bytes in base64.
    pub fn to_text(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Reads what [`Secret::to_text`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// As apps take it when it is typed: 32 letters in base32.
    pub fn base32(&self) -> String {
        // 20 bytes are 32 groups of five bits, with nothing left over.
        let mut text = String::with_capacity(32);
        for chunk in self.0.chunks(5) {
            let bits = chunk
                .iter()
                .fold(0_u64, |bits, b| bits << 8 | u64::from(*b));
            for place in (0..8).rev() {
                let letter = usize::try_from(bits >> (5 * place) & 31).unwrap_or(0);
                text.extend(BASE32.get(letter).copied().map(char::from));
            }
        }
        text
    }

    /// As apps take it from a picture: who asks for the code, and of which account.
    pub fn uri(&self, board: &str, login: &str) -> String {
        let (board, login) = (encode(board), encode(login));
        let secret = self.base32();
        format!("otpauth://totp/{board}:{login}?secret={secret}&issuer={board}")
    }

    /// The code of a step.
    pub fn code(&self, step: i64) -> String {
        format!("{:06}", self.truncated(step) % 1_000_000)
    }

    /// The step that a typed code is of: this one or a neighbour, and later than the last that was used.
    pub fn step_of(&self, typed: &str, now: Timestamp, used: i64) -> Option<i64> {
        let here = step_at(now);
        // All are computed and compared, so that the time does not tell which came close.
        (here - DRIFT..=here + DRIFT)
            .filter(|step| bool::from(self.code(*step).as_bytes().ct_eq(typed.as_bytes())))
            .find(|step| *step > used)
    }

    /// The code that is taken next: of this step, or of the next where this one was used.
    pub fn next_code(&self, now: Timestamp, used: i64) -> String {
        self.code(step_at(now).max(used.saturating_add(1)))
    }

    /// RFC 4226, 5.3: four bytes of the hash, from where its last four bits say, without the sign.
    fn truncated(&self, step: i64) -> u32 {
        let counter = u64::try_from(step).unwrap_or(0).to_be_bytes();
        #[expect(clippy::expect_used, reason = "HMAC takes keys of every length")]
        let mut mac =
            Hmac::<Sha1>::new_from_slice(&self.0).expect("HMAC takes keys of every length");
        mac.update(&counter);
        let hash = mac.finalize().into_bytes();
        let from = usize::from(hash.last().copied().unwrap_or(0) & 15);
        let four = hash.iter().skip(from).take(4);
        four.fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) & 0x7fff_ffff
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The step of a moment, counted from 1970.
pub fn step_at(now: Timestamp) -> i64 {
    now.as_second().div_euclid(STEP_SECONDS)
}

fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            write!(encoded, "%{byte:02X}").unwrap_or_default();
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of both RFCs' examples.
    fn examples() -> Secret {
        Secret(*b"12345678901234567890")
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfcs() {
        // RFC 4226, appendix D.
        let counted = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489",
        ];
        for (step, code) in (0..).zip(counted) {
            assert_eq!(examples().code(step), code);
        }
        // RFC 6238, appendix B: the last six of its eight digits.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(examples().code(step_at(at(second))), code, "{second}");
        }
    }

    #[test]
    fn a_neighbouring_step_is_taken_and_none_twice() {
        let (secret, now) = (examples(), at(1_800_000_010));
        let here = step_at(now);
        for (step, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
            let found = secret.step_of(&secret.code(here + step), now, 0);
            assert_eq!(found, taken.then_some(here + step), "{step}");
        }
        let code = secret.code(here);
        assert_eq!(secret.step_of(&code, now, here), None, "it was used");
        assert_eq!(
            secret.step_of(&code, now, here + 1),
            None,
            "a later one was"
        );
        assert_eq!(secret.next_code(now, here), secret.code(here + 1));
        for odd in ["", "12345", "1234567", "abcdef", "１２３４５６"] {
            assert_eq!(secret.step_of(odd, now, 0), None, "{odd}");
        }
    }

    #[test]
    fn apps_and_the_board_read_the_same_secret() {
        // RFC 4648's alphabet, by another implementation.
        assert_eq!(examples().base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            examples().uri("回音 A", "lin.wei"),
            "otpauth://totp/%E5%9B%9E%E9%9F%B3%20A:lin.wei?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E5%9B%9E%E9%9F%B3%20A"
        );
        assert_eq!(Secret::parse(&examples().to_text()), Some(examples()));
        assert_eq!(Secret::parse("short"), None);
    }
}
