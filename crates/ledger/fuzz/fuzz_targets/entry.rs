//! An entry is refused or encodes to the bytes it was read from.
#![no_main]

use ledger::entries::Entry;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(entry) = Entry::parse(bytes) {
        assert_eq!(entry.encode().as_deref(), Ok(bytes));
    }
});
