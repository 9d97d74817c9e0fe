//! Checks of the large tables that loading skips, since it parses none of them.

use crate::rulebook::table::{Cells, Rows};
use crate::rulebook::{Countries, Fault, Sources};
use std::collections::{BTreeMap, BTreeSet};

const PLACES: &str = "places.csv";
const VENUES: &str = "venues.csv";
const FEATURES: &[&str] = &["PPLC", "PPLA", "PPL", "ISL", "ADM1", "RGN"];

/// Reads `places.csv` and `venues.csv` whole, and returns every fault of every row.
pub fn check(sources: &Sources) -> Vec<Fault> {
    let mut faults = Vec::new();
    let countries = Countries::load(sources, &mut Vec::new());
    let mut cities = BTreeMap::new();
    let mut last = String::new();
    for cells in Rows::new(sources.get(PLACES), PLACES, &mut Vec::new()) {
        place(&cells, &countries, &mut faults);
        let country = cells.get("country").to_string();
        if country < last {
            faults.push(cells.fault("country", "rows in order of country"));
        }
        if let Some(id) = cells.number::<u64>("geonames_id", &mut faults)
            && cities.insert(id, country.clone()).is_some()
        {
            faults.push(cells.fault("geonames_id", "one row an id"));
        }
        last = country;
    }
    let mut ids = BTreeSet::new();
    for cells in Rows::new(sources.get(VENUES), VENUES, &mut Vec::new()) {
        venue(&cells, &cities, &countries, &mut faults);
        if ids.last().is_some_and(|last: &String| last.as_str() > cells.get("id")) {
            faults.push(cells.fault("id", "rows in order of id"));
        }
        if !ids.insert(cells.get("id").to_string()) {
            faults.push(cells.fault("id", "one row an id"));
        }
    }
    for (name, text) in [(PLACES, sources.get(PLACES)), (VENUES, sources.get(VENUES))] {
        let _ = Rows::new(text, name, &mut faults);
    }
    faults
}

fn place(cells: &Cells<'_>, countries: &Countries, faults: &mut Vec<Fault>) {
    if cells.get("name").is_empty() {
        faults.push(cells.fault("name", "a name"));
    }
    let region = cells.get("feature") == "RGN";
    if countries.get(cells.get("country")).is_none() && !(region && cells.get("country").is_empty()) {
        faults.push(cells.fault("country", "a code of countries.csv"));
    }
    if !FEATURES.contains(&cells.get("feature")) {
        faults.push(cells.fault("feature", "PPLC, PPLA, PPL, ISL, ADM1 or RGN"));
    }
    if !matches!(cells.get("qualified"), "" | "yes") {
        faults.push(cells.fault("qualified", "yes or nothing"));
    }
    cells.number::<u64>("population", faults);
    coordinates(cells, faults);
}

fn venue(cells: &Cells<'_>, cities: &BTreeMap<u64, String>, countries: &Countries, faults: &mut Vec<Fault>) {
    if cells.get("id").is_empty() || cells.get("name").is_empty() {
        faults.push(cells.fault("name", "an id and a name"));
    }
    if countries.get(cells.get("country")).is_none() {
        faults.push(cells.fault("country", "a code of countries.csv"));
    }
    if let Some(id) = cells.number::<u64>("city_id", faults)
        && cities.get(&id).is_none_or(|country| country != cells.get("country"))
    {
        faults.push(cells.fault("city_id", "an id of places.csv in that country"));
    }
    coordinates(cells, faults);
}

/// Both or neither, and on the globe.
fn coordinates(cells: &Cells<'_>, faults: &mut Vec<Fault>) {
    let lat: Option<f64> = cells.number("lat", faults);
    let lon: Option<f64> = cells.number("lon", faults);
    if lat.is_some() != lon.is_some() || lat.is_some_and(|lat| lat.abs() > 90.0) {
        faults.push(cells.fault("lat", "degrees north, -90 to 90, with a longitude"));
    }
    if lon.is_some_and(|lon| lon.abs() > 180.0) {
        faults.push(cells.fault("lon", "degrees east, -180 to 180"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_tables_are_sound() {
        assert_eq!(check(&Sources::builtin()), []);
    }

    #[test]
    fn bad_rows_are_told_with_their_lines() {
        let mut sources = Sources::builtin();
        let places = "geonames_id,name,aliases,country,admin1,lat,lon,population,feature,qualified\n\
            1,Paris,,FRA,,48.853,2.349,2138551,PPLC,\n\
            1,Rome,,FRX,,98.0,2.3,many,CITY,no\n\
            2,Berlin,,DEU,,52.5,,1,PPLC\n";
        let venues = "id,name,aliases,kind,city,city_id,country,lat,lon\n\
            b,Hall,,government,Rome,2,ITA,41.9,12.5\n\
            a,House,,government,Paris,1,FRA,48.8,2.3\n";
        sources.replace(PLACES, places.into());
        sources.replace(VENUES, venues.into());
        let found: Vec<_> = check(&sources).iter().map(|f| (f.file.clone(), f.line, f.expected.clone())).collect();
        for (file, line, expected) in [
            (PLACES, 3, "one row an id"),
            (PLACES, 3, "a code of countries.csv"),
            (PLACES, 3, "a number"),
            (PLACES, 3, "PPLC, PPLA, PPL, ISL, ADM1 or RGN"),
            (PLACES, 3, "yes or nothing"),
            (PLACES, 3, "degrees north, -90 to 90, with a longitude"),
            (PLACES, 4, "rows in order of country"),
            (PLACES, 4, "10, as in the header"),
            (VENUES, 2, "an id of places.csv in that country"),
            (VENUES, 3, "rows in order of id"),
        ] {
            assert!(found.contains(&(file.into(), line, expected.into())), "{file}:{line}: {expected}: {found:?}");
        }
    }
}
