//! A form is read, whatever it holds, and means the same when it is written again.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &[u8]| web::fuzzing::form(body));
