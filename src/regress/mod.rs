//! Regression: what changed between two runs, and how right a run is against hand-made truth.
//!
//! [`diff`](diff::diff) compares two lists of records by record and cell; [`score`](score::score)
//! compares records with [`gold`]; [`corrections`] lays a reviewer's corrections over records.

pub mod corrections;
pub mod diff;
mod figures;
pub mod fit;
pub mod gold;
mod likeness;
mod pairing;
pub mod paths;
pub mod reliability;
pub mod score;
pub mod summary;
mod telling;
pub mod trace;
