//! Rows of `places.csv` and `venues.csv`.

use crate::gazetteer::{cells, fold};
use crate::rulebook::table::{RowId, Table};

/// What a row of `places.csv` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feature {
    /// A capital or another seat of government.
    Capital,
    /// The seat of a first-level division.
    Seat,
    /// Another town.
    Town,
    /// An island.
    Island,
    /// A first-level division.
    Division,
    /// A larger or vaguer area.
    Region,
}

/// A row of `places.csv`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) id: Option<u64>,
    pub(super) name: String,
    pub(super) country: String,
    pub(super) admin1: String,
    pub(super) lat: Option<f64>,
    pub(super) lon: Option<f64>,
    pub(super) population: u32,
    pub(super) feature: Feature,
    /// Counts only with its country or division named.
    pub(super) qualified: bool,
    /// Met by its main name, not by another one.
    pub(super) main: bool,
}

impl Row {
    /// Returns whether it is a city, a town or an island.
    pub(super) fn is_city(&self) -> bool {
        !matches!(self.feature, Feature::Division | Feature::Region)
    }
}

/// Reads rows of `places.csv` that were met by the folded name `met`.
pub(super) fn places(table: &Table, rows: &[RowId], met: &str) -> Vec<Row> {
    rows.iter().filter_map(|&row| place(table, row, met)).collect()
}

fn place(table: &Table, row: RowId, met: &str) -> Option<Row> {
    let cells = cells(table.line_of(row));
    let [id, name, _, country, admin1, lat, lon, population, feature, qualified] = cells.as_slice() else {
        return None;
    };
    Some(Row {
        id: id.parse().ok(),
        main: fold(name) == met,
        name: name.to_string(),
        country: country.to_string(),
        admin1: admin1.to_string(),
        lat: lat.parse().ok(),
        lon: lon.parse().ok(),
        population: population.parse().unwrap_or_default(),
        feature: match feature.as_ref() {
            "PPLC" => Feature::Capital,
            "PPLA" => Feature::Seat,
            "ISL" => Feature::Island,
            "ADM1" => Feature::Division,
            "RGN" => Feature::Region,
            _ => Feature::Town,
        },
        qualified: !qualified.is_empty(),
    })
}

/// A row of `venues.csv`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Venue {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) city: String,
    pub(super) city_id: Option<u64>,
    pub(super) country: String,
    pub(super) lat: Option<f64>,
    pub(super) lon: Option<f64>,
}

/// Reads rows of `venues.csv`.
pub(super) fn venues(table: &Table, rows: &[RowId]) -> Vec<Venue> {
    rows.iter().filter_map(|&row| venue(table, row)).collect()
}

fn venue(table: &Table, row: RowId) -> Option<Venue> {
    let cells = cells(table.line_of(row));
    let [_, name, _, kind, city, city_id, country, lat, lon] = cells.as_slice() else { return None };
    Some(Venue {
        name: name.to_string(),
        kind: kind.to_string(),
        city: city.to_string(),
        city_id: city_id.parse().ok(),
        country: country.to_string(),
        lat: lat.parse().ok(),
        lon: lon.parse().ok(),
    })
}
