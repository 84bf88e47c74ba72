//! The board as people meet it: every test comes in through the door, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that meets what it does not expect fails by panicking"
)]

mod access;
mod alerts;
mod api;
mod assignment;
mod bad_input;
mod clock;
mod closure;
mod elsewhere;
mod faults;
mod feeds;
mod figures;
mod figures_pages;
mod find_office;
mod headers;
mod kept;
mod keys;
mod leaks;
mod ledger;
mod limits;
mod lists;
mod main_loop;
mod my_data;
mod openapi;
mod passkeys;
mod personal;
mod pictures;
mod privacy;
mod proof;
mod redirects;
mod references;
mod same_site;
mod screening;
mod search;
mod search_pages;
mod security_log;
mod sign_in;
mod split;
mod subdomains;
mod take_down;
mod text_messages;
mod views;
mod walks;
