//! The head of a request is read, whatever it holds: forwarded address, cookies, tags, encodings, site, view.
#![no_main]

libfuzzer_sys::fuzz_target!(|given: (&str, &str)| {
    let (path, lines) = given;
    web::fuzzing::headers(path, lines);
    web::fuzzing::headers("/", lines);
});
