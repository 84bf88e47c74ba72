//! A bundle is refused or encodes to the bytes it was read from.
#![no_main]

use ledger::tiles::Bundle;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((width, bytes)) = bytes.split_first() else {
        return;
    };
    let Some(bundle) = Bundle::all(u64::from(*width)).next() else {
        return;
    };
    if let Ok(entries) = bundle.parse(bytes) {
        assert_eq!(Bundle::encode(entries).as_deref(), Ok(bytes));
    }
});
