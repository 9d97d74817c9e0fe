//! The form of each table: its columns and what may stand in them, its key, its order.

/// What may stand in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellForm {
    /// Anything.
    Text,
    /// Anything but nothing.
    Filled,
    /// Small letters, digits and hyphens.
    Id,
    /// Names, apart by `;`.
    Names,
    /// One of these words.
    Word(&'static [&'static str]),
    /// One of these words, or nothing.
    OptionalWord(&'static [&'static str]),
    /// A number between the two, or nothing.
    Number(i32, i32),
    /// A whole number, or nothing.
    Whole,
    /// A code of capitals of this length, or nothing.
    Code(usize),
    /// A day, month or year, as far as known, with `~` or `?` where it is not sure; or nothing.
    Day,
    /// A cell of one of these columns (file and column), or nothing.
    Of(&'static [(&'static str, &'static str)]),
    /// Cells of these columns, apart by `;`.
    ManyOf(&'static [(&'static str, &'static str)]),
}

/// How the rows of a table stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By all their cells, first to last.
    Cells,
    /// By country, then by name without case and diacritics.
    CountryAndName,
}

/// The form of one table.
#[derive(Clone, Copy, Debug)]
pub struct TableForm {
    /// Its file.
    pub file: &'static str,
    /// Its columns.
    pub columns: &'static [(&'static str, CellForm)],
    /// The columns by which a row is told from every other.
    pub key: &'static [&'static str],
    /// How its rows stand.
    pub order: Order,
    /// The columns that hold names.
    pub names: &'static [&'static str],
    /// The columns that hold a first and a last day, where there are such.
    pub range: Option<(&'static str, &'static str)>,
}

use CellForm::*;

const COUNTRY: &[(&str, &str)] = &[("countries.csv", "iso3")];
const BODY: &[(&str, &str)] = &[("organisations.csv", "id")];
const HOME: &[(&str, &str)] = &[("countries.csv", "iso3"), ("organisations.csv", "id")];
const OFFICE: &[(&str, &str)] = &[("titles.csv", "office"), ("tenures.toml", "untitled")];
const PLACE: &[(&str, &str)] = &[("places.csv", "geonames_id")];

/// Every table of the rulebook.
pub const TABLES: &[TableForm] = &[
    TableForm {
        file: "countries.csv",
        columns: &[
            ("iso3", Code(3)),
            ("iso2", Text),
            ("numeric", Text),
            ("gw", Whole),
            ("cow", Whole),
            ("geonames_id", Whole),
            ("status", Filled),
            ("name", Filled),
            ("aliases", Names),
            ("former", Names),
            ("adjectives", Names),
            ("nouns", Names),
            ("plurals", Names),
            ("capitals", Names),
            ("from", Day),
            ("to", Day),
            ("lat", Number(-90, 90)),
            ("lon", Number(-180, 180)),
        ],
        key: &["iso3"],
        order: Order::Cells,
        names: &["iso3", "name", "aliases", "former", "adjectives", "nouns", "plurals", "capitals"],
        range: Some(("from", "to")),
    },
    TableForm {
        file: "metonyms.csv",
        columns: &[
            ("phrase", Filled),
            ("country", Of(COUNTRY)),
            ("organisation", Text),
            ("organ", Text),
            ("from", Day),
            ("to", Day),
        ],
        key: &["phrase", "country", "organisation", "from"],
        order: Order::Cells,
        names: &["phrase"],
        range: Some(("from", "to")),
    },
    TableForm {
        file: "names.csv",
        columns: &[
            ("name", Filled),
            ("kind", Word(&["given", "family_first", "not"])),
            ("gender", OptionalWord(&["m", "f"])),
        ],
        key: &["name"],
        order: Order::Cells,
        names: &["name"],
        range: None,
    },
    TableForm {
        file: "organisations.csv",
        columns: &[
            ("id", Filled),
            ("name", Filled),
            ("aliases", Names),
            ("kind", Filled),
            ("country", Of(COUNTRY)),
            ("members", ManyOf(&[COUNTRY[0], BODY[0]])),
            ("from", Day),
            ("to", Day),
        ],
        key: &["id"],
        order: Order::Cells,
        names: &["id", "name", "aliases"],
        range: Some(("from", "to")),
    },
    TableForm {
        file: "people.csv",
        columns: &[
            ("id", Id),
            ("name", Filled),
            ("aliases", Names),
            ("surname", Names),
            ("country", Of(COUNTRY)),
            ("organisation", Of(BODY)),
            ("office", Of(OFFICE)),
            ("title", Text),
            ("from", Day),
            ("to", Day),
            ("class", Text),
            ("seen", Day),
        ],
        key: &["id", "country", "organisation", "office", "title", "from"],
        order: Order::Cells,
        names: &["id", "name", "aliases", "surname"],
        range: Some(("from", "to")),
    },
    TableForm {
        file: "places.csv",
        columns: &[
            ("geonames_id", Whole),
            ("name", Filled),
            ("aliases", Names),
            ("country", Of(COUNTRY)),
            ("admin1", Text),
            ("lat", Number(-90, 90)),
            ("lon", Number(-180, 180)),
            ("population", Whole),
            ("feature", Word(&["PPL", "PPLA", "PPLC", "ADM1", "ISL", "RGN"])),
            ("qualified", OptionalWord(&["yes"])),
        ],
        key: &["geonames_id", "name"],
        order: Order::CountryAndName,
        names: &["geonames_id", "name", "aliases"],
        range: None,
    },
    TableForm {
        file: "titles.csv",
        columns: &[
            ("form", Filled),
            ("plural", Text),
            ("kind", Word(&["title", "delegate", "delegation", "group", "modifier", "courtesy", "portfolio"])),
            ("office", Text),
            ("level", OptionalWord(&["leader", "minister", "deputy", "envoy", "official"])),
            ("country", Of(HOME)),
        ],
        key: &["form", "plural", "kind", "office"],
        order: Order::Cells,
        names: &["form", "plural", "office"],
        range: None,
    },
    TableForm {
        file: "venues.csv",
        columns: &[
            ("id", Id),
            ("name", Filled),
            ("aliases", Names),
            ("kind", Filled),
            ("city", Text),
            ("city_id", Of(PLACE)),
            ("country", Of(COUNTRY)),
            ("lat", Number(-90, 90)),
            ("lon", Number(-180, 180)),
        ],
        key: &["id"],
        order: Order::Cells,
        names: &["id", "name", "aliases"],
        range: None,
    },
];
