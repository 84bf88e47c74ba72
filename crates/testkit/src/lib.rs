//! A city of named people, for tests that come in through the door.
//!
//! [`City`] is a board with everyone who works on it, on either database, with a clock that stands still until a
//! test moves it. Its people do what they do through the pages or through the JSON API ([`Door`]), so that a test
//! reads as it would be told: `let lamp = city.wang.files("路灯不亮").await; city.lin.publishes(&lamp).await;`

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "a test that meets what it does not expect fails by panicking"
)]

mod answer;
mod cast;
mod city;
mod databases;
mod described;
mod forms;
mod parts;
mod person;
mod prints;
mod routes;
mod states;
mod verbs;

pub use answer::Answer;
pub use cast::{MAYOR, SECRETARY, Seat};
pub use city::{City, Door, keys, ledger_key};
pub use databases::{on_postgres, on_sqlite};
pub use described::{Described, Operation};
pub use forms::{Field, Form};
pub use parts::{Gateway, HandClock, Phones};
pub use person::{Body, Person};
pub use prints::assert_printed;
pub use routes::{Route, routes};
pub use verbs::{BODY, Kept, Letter, REPLY, matter, to_json};

/// Makes two tests of each named `async fn(&City)`: `sqlite::name` and `postgres::name`. People use the pages.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        $crate::tests_in!(sqlite, on_sqlite, Pages, $($name),+);
        $crate::tests_in!(postgres, on_postgres, Pages, $($name),+);
    };
}

/// Makes four tests of each named `async fn(&City)`: on both databases, by the pages and by the JSON API.
#[macro_export]
macro_rules! through_both_doors {
    ($($name:ident),+ $(,)?) => {
        $crate::tests_in!(pages_on_sqlite, on_sqlite, Pages, $($name),+);
        $crate::tests_in!(pages_on_postgres, on_postgres, Pages, $($name),+);
        $crate::tests_in!(api_on_sqlite, on_sqlite, Api, $($name),+);
        $crate::tests_in!(api_on_postgres, on_postgres, Api, $($name),+);
    };
}

/// A module of tests on one database, through one door.
#[macro_export]
macro_rules! tests_in {
    ($module:ident, $on:ident, $door:ident, $($name:ident),+) => {
        mod $module {
            $(#[tokio::test]
            async fn $name() {
                $crate::$on($crate::Door::$door, super::$name).await;
            })+
        }
    };
}
