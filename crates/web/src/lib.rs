//! Every page and every JSON endpoint. The only crate that knows HTTP and HTML.
//!
//! A page is a handler in `src/` and a template of the same path in `templates/`. Handlers translate; what
//! happens is in `app`. Read `web.rs` (what every handler has), `viewer.rs` (who asks) and `posted.rs` (forms).

mod address;
mod api;
mod api_page;
mod assets;
mod bodies;
mod charts;
mod crawlers;
mod cursor;
mod desk;
mod door;
mod feeds;
mod figures;
mod frame;
#[cfg(fuzzing)]
pub mod fuzzing;
mod home;
mod kept;
mod ledger;
mod limits;
mod linked;
mod me;
mod messages;
mod offices;
mod oops;
mod page;
mod personal;
mod pictures;
mod places;
mod posted;
mod privacy;
mod proxies;
mod qr;
mod rows;
mod search;
mod sign_in;
mod site;
mod tell;
mod thread;
mod track;
mod view;
mod viewer;
mod web;
mod words;
mod write;

pub use limits::Rates;
pub use limits::proof::Proof;
pub use proxies::Network;
pub use site::{Site, site};
pub use web::{DemoPerson, DemoSheet, Options};
