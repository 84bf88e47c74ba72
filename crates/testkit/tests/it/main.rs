//! The board as people meet it: every test comes in through the door, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets what it does not expect fails by panicking"
)]

mod access;
mod assignment;
mod clock;
mod closure;
mod main_loop;
mod screening;
