//! Reading the archives of other boards.

mod bounds;
mod cells;
pub mod columns;
mod encoding;
pub mod rows;
mod source;
pub mod times;
mod workbook;
