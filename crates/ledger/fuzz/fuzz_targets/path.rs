//! The path of a resource is refused or written as it was read.
#![no_main]

use ledger::tiles::Resource;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(path) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(resource) = path.parse::<Resource>() {
        assert_eq!(resource.to_string(), path);
    }
});
