//! What the program says to the person at the terminal.

use anyhow::{Context, Error, Result};
use std::fmt::Display;
use std::io::Write;

/// Prints a line.
pub fn line(text: impl Display) -> Result<()> {
    writeln!(std::io::stdout(), "{text}").context("cannot print")
}

/// Prints a text as it is.
pub fn text(text: &str) -> Result<()> {
    let mut out = std::io::stdout();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .context("cannot print")
}

/// Says beside the output that something is to be known.
pub fn note(text: impl Display) {
    // Where nobody reads there is nobody to tell.
    drop(writeln!(std::io::stderr(), "{text}"));
}

/// Says what went wrong, with the chain of reasons.
pub fn wrong(why: &Error) {
    note(format_args!("huiyin: {why:#}"));
}
