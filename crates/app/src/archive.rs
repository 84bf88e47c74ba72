//! Reading the archives of other boards.

pub mod columns;
mod encoding;
pub mod rows;
mod source;
pub mod times;
