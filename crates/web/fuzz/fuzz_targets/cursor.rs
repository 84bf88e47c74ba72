//! A cursor is refused or leads to one place of its list.
#![no_main]

libfuzzer_sys::fuzz_target!(|given: (&str, &str)| {
    let (text, list) = given;
    web::fuzzing::read_cursor(text, list);
    // The mark of the empty list: what stands before it is read.
    web::fuzzing::read_cursor(&format!("{text}-e3b0c4"), "");
});
