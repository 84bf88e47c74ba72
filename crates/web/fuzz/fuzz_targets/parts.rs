//! A form of parts is refused or read within its bounds.
#![no_main]

use futures::executor::block_on;

libfuzzer_sys::fuzz_target!(|given: (bool, &str, &[u8])| {
    let (files, boundary, body) = given;
    block_on(web::fuzzing::parts(boundary, body, files));
    // Where the boundary is known, more bodies are forms.
    block_on(web::fuzzing::parts("b", body, files));
});
