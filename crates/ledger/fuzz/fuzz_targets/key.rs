//! A key is refused or written as it was read.
#![no_main]

use ledger::keys::{SignerKey, VerifierKey};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(key) = text.parse::<VerifierKey>() {
        assert_eq!(key.to_string(), text);
    }
    if let Ok(key) = text.parse::<SignerKey>() {
        assert_eq!(key.expose(), text);
    }
});
