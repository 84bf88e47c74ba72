//! Charts as SVG: pure functions from numbers to a [`Drawing`].
//!
//! A drawing is as wide as its place and as high as its letters: across is counted in percent of the width, down in
//! the height of a letter. So the same chart is read on a phone and on a desk, and grows with the reader's type.
//! Whatever colour tells, a pattern or a shape tells too.

mod axis;
mod bars;
mod columns;
mod drawing;
mod gauge;
mod share;
mod tiles;
mod trend;

pub(crate) use axis::Tick;
pub(crate) use bars::{Bar, bars};
pub(crate) use columns::{Series, columns};
pub(crate) use drawing::{Drawing, Paint, Said};
pub(crate) use gauge::Gauge;
pub(crate) use share::{Part, share};
pub(crate) use tiles::{Tile, is_province, tiles};
pub(crate) use trend::{Line, Point, Unit, trend};
