//! Regression: what changed between two runs, and how right a run is against hand-made truth.
//!
//! [`diff`](diff::diff) compares two lists of records by record and cell; [`score`](score::score)
//! compares records with [`gold`]; [`corrections`] lays a reviewer's corrections over records.

pub mod corrections;
pub mod diff;
pub mod fit;
pub mod gold;
mod likeness;
pub mod paths;
pub mod reliability;
pub mod score;
pub mod summary;
pub mod trace;
