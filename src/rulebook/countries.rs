//! Countries: codes, names, demonyms, capitals, and the words that stand for their governments.

use super::table::{Cells, Rows};
use super::{Fault, Sources};
use crate::clues::{Clues, Known};
use crate::gazetteer::fold;
use crate::segment::{Case, Document, TokenKind};
use rustc_hash::FxHashMap;

/// A state, a territory, a state of the past, or a de facto one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-3; ISO 3166-3 for a state of the past, `XKX` for Kosovo, and a code of
    /// the user-assigned range (`XAA` to `XZZ`) for a de facto state.
    pub iso3: String,
    /// ISO 3166-1 alpha-2.
    pub iso2: Option<String>,
    /// UN M49 and ISO numeric code.
    pub numeric: Option<u16>,
    /// Gleditsch and Ward's number.
    pub gw: Option<u16>,
    /// Correlates of War number.
    pub cow: Option<u16>,
    /// GeoNames id.
    pub geonames_id: Option<u64>,
    /// What it is.
    pub status: CountryStatus,
    /// Short English name ("Ivory Coast").
    pub name: String,
    /// Adjectives, the usual one first ("American").
    pub adjectives: Vec<String>,
    /// Capital first, then other seats of government and former names.
    pub capitals: Vec<String>,
    /// First day, ISO 8601, where that matters (states that arose since 1910).
    pub from: Option<String>,
    /// Last day, ISO 8601, for a state of the past.
    pub to: Option<String>,
    /// Latitude of its middle, degrees north.
    pub lat: Option<f64>,
    /// Longitude of its middle, degrees east.
    pub lon: Option<f64>,
}

impl Country {
    /// Returns whether it existed on a day given in ISO 8601.
    pub fn existed(&self, day: &str) -> bool {
        self.from.as_deref().is_none_or(|from| from <= day) && self.to.as_deref().is_none_or(|to| day <= to)
    }
}

/// What a row of `countries.csv` is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CountryStatus {
    /// A state.
    #[default]
    State,
    /// A territory with a code of its own.
    Territory,
    /// A state that governs itself and that few recognise.
    DeFacto,
    /// A state of the past.
    Former,
}

/// Which of its words a country is met by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    /// Its name, an alias or an abbreviation ("Iran", "the UAE", "Burma").
    Name,
    /// A name it no longer bears ("Ceylon").
    Former,
    /// An adjective ("Swiss", "US").
    Adjective,
    /// One of its people ("Dane", "Frenchwoman").
    Noun,
    /// Its people ("Danes", "the French").
    Plural,
    /// Its capital or seat of government ("Moscow", "The Hague").
    Capital,
    /// A word for its government, or for an organisation ("the Kremlin", "Brussels").
    Metonym,
}

/// One meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meaning {
    /// How the word means it.
    pub sense: Sense,
    /// Position in the table: of countries, or of metonyms where `sense` is [`Sense::Metonym`].
    pub row: u16,
    /// Whether the word is an abbreviation, written in capitals ("US", "UAE").
    pub acronym: bool,
}

/// A word that stands for a government or an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metonym {
    /// The word, without article ("Kremlin").
    pub phrase: String,
    /// Country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Organisation.
    pub organisation: Option<String>,
    /// Which organ of the state ("head of state").
    pub organ: Option<String>,
    /// First day, ISO 8601, that it stands for that.
    pub from: Option<String>,
    /// Last day, ISO 8601.
    pub to: Option<String>,
}

/// A run of tokens that means one country or several.
#[derive(Clone, Debug)]
pub struct CountryHit<'c> {
    /// How many tokens it takes.
    pub tokens: usize,
    /// What it means, by sense and then in order of the table; never empty.
    pub meanings: &'c [Meaning],
}

impl CountryHit<'_> {
    /// Returns whether it can be meant in that sense.
    pub fn is(&self, sense: Sense) -> bool {
        self.meanings.iter().any(|m| m.sense == sense)
    }
}

/// Every country, found by any of its words.
#[derive(Clone, Debug, Default)]
pub struct Countries {
    rows: Vec<Country>,
    metonyms: Vec<Metonym>,
    codes: FxHashMap<String, u16>,
    words: FxHashMap<String, Vec<Meaning>>,
    /// First word of each key → most words of a key that begins so.
    longest: FxHashMap<String, usize>,
}

const FILE: &str = "countries.csv";
const METONYMS: &str = "metonyms.csv";

impl Countries {
    /// Reads `countries.csv` and `metonyms.csv`.
    pub fn load(sources: &Sources, faults: &mut Vec<Fault>) -> Countries {
        let mut countries = Countries::default();
        for cells in Rows::new(sources.get(FILE), FILE, faults) {
            countries.add(&cells, faults);
        }
        for cells in Rows::new(sources.get(METONYMS), METONYMS, faults) {
            countries.add_metonym(&cells, faults);
        }
        for meanings in countries.words.values_mut() {
            meanings.sort();
            meanings.dedup();
        }
        countries
    }

    /// Notes the words that words for countries begin with.
    pub(crate) fn note(&self, known: &mut Known) {
        self.longest.keys().for_each(|word| known.add(word, Clues::COUNTRY));
    }

    /// Every row, in the order of the table.
    pub fn all(&self) -> &[Country] {
        &self.rows
    }

    /// Returns the row with that ISO 3166 alpha-3 code.
    pub fn get(&self, iso3: &str) -> Option<&Country> {
        self.codes.get(iso3).and_then(|&row| self.rows.get(row as usize))
    }

    /// Returns the country that a meaning is of: its row, or what a metonym stands for.
    pub fn of(&self, meaning: Meaning) -> Option<&Country> {
        match meaning.sense {
            Sense::Metonym => self.metonym(meaning)?.country.as_deref().and_then(|iso3| self.get(iso3)),
            _ => self.rows.get(meaning.row as usize),
        }
    }

    /// Returns the metonym's row, where a meaning is one.
    pub fn metonym(&self, meaning: Meaning) -> Option<&Metonym> {
        (meaning.sense == Sense::Metonym).then(|| self.metonyms.get(meaning.row as usize)).flatten()
    }

    /// Returns everything that a folded phrase can mean.
    pub fn meanings(&self, folded: &str) -> &[Meaning] {
        self.words.get(folded).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the countries that a folded phrase can mean in one sense, in order of the table.
    pub fn by(&self, sense: Sense, folded: &str) -> impl Iterator<Item = &Country> {
        self.meanings(folded).iter().filter(move |m| m.sense == sense).filter_map(|&m| self.of(m))
    }

    /// Returns the state that a short name tells, by its name, adjective or a metonym ("Ministry of
    /// Foreign Affairs of India"): its ISO 3166-1 alpha-3 code, none where it tells none or several.
    pub fn told_by(&self, name: &str) -> Option<&str> {
        let words: Vec<String> =
            name.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '\'' | '’')).map(fold).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|w| !w.is_empty()).collect();
        let mut codes: Vec<&str> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let hit = (1..=5.min(words.len() - at)).rev().find_map(|n| {
                let meanings = self.words.get(&words[at..at + n].join(" "))?;
                let told = |m: &&Meaning| matches!(m.sense, Sense::Name | Sense::Adjective | Sense::Metonym);
                let country = meanings.iter().filter(told).find_map(|&m| self.of(m))?;
                Some((n, country))
            });
            if let Some((_, country)) = hit {
                codes.push(&country.iso3);
            }
            at += hit.map_or(1, |h| h.0);
        }
        codes.dedup();
        match codes.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Returns the longest run of tokens from `token` on that means a country, within its sentence.
    ///
    /// Names count only where they begin with a capital, abbreviations only in capitals: "us" is
    /// no country.
    pub fn find(&self, document: &Document, token: usize, end: usize) -> Option<CountryHit<'_>> {
        let first = document.tokens.get(token)?;
        if !first.clues.any(Clues::COUNTRY)
            || first.kind != TokenKind::Word
            || !matches!(first.case, Case::Capital | Case::Upper | Case::Mixed)
        {
            return None;
        }
        let most = *self.longest.get(document.word(token))?;
        let mut phrase = String::with_capacity(48);
        let mut found = None;
        for (count, at) in (token..end.min(document.tokens.len())).enumerate().take(most + 2) {
            // Hyphens are marks of their own in a text, and spaces in a key.
            let word = document.word(at);
            if matches!(word, "-" | "–") {
                continue;
            }
            // "People's" is two tokens of a text and one word of a key, which has no apostrophe.
            let possessive = document.tokens[at].kind == TokenKind::Possessive;
            if !phrase.is_empty() && !possessive {
                phrase.push(' ');
            }
            phrase.push_str(if possessive { word.trim_start_matches(['\'', '’']) } else { word });
            let Some(meanings) = self.words.get(&phrase) else { continue };
            if count > 0 || first.case == Case::Upper || !meanings.iter().all(|m| m.acronym) {
                found = Some(CountryHit { tokens: count + 1, meanings });
            }
        }
        found
    }

    fn add(&mut self, cells: &Cells<'_>, faults: &mut Vec<Fault>) {
        let row = self.rows.len() as u16;
        let iso3 = cells.get("iso3");
        if iso3.len() != 3 || !iso3.bytes().all(|b| b.is_ascii_uppercase()) {
            faults.push(cells.fault("iso3", "a code of three capitals"));
        }
        if self.codes.insert(iso3.to_string(), row).is_some() {
            faults.push(cells.fault("iso3", "one row a code"));
        }
        if self.rows.last().is_some_and(|last| last.iso3.as_str() > iso3) {
            faults.push(cells.fault("iso3", "rows in order of code"));
        }
        for name in ["from", "to"] {
            cells.day(name, faults);
        }
        if let (Some(from), Some(to)) = (cells.some("from"), cells.some("to"))
            && from > to
        {
            faults.push(cells.fault("to", "a day after the first one"));
        }
        self.rows.push(Country {
            iso3: iso3.to_string(),
            iso2: cells.some("iso2"),
            numeric: cells.number("numeric", faults),
            gw: cells.number("gw", faults),
            cow: cells.number("cow", faults),
            geonames_id: cells.number("geonames_id", faults),
            status: match cells.get("status") {
                "state" => CountryStatus::State,
                "territory" => CountryStatus::Territory,
                "de_facto" => CountryStatus::DeFacto,
                "former" => CountryStatus::Former,
                _ => {
                    faults.push(cells.fault("status", "state, territory, de_facto or former"));
                    CountryStatus::State
                }
            },
            name: cells.get("name").to_string(),
            adjectives: cells.list("adjectives").map(str::to_string).collect(),
            capitals: cells.list("capitals").map(str::to_string).collect(),
            from: cells.some("from"),
            to: cells.some("to"),
            lat: cells.number("lat", faults),
            lon: cells.number("lon", faults),
        });
        for (column, sense) in [
            ("name", Sense::Name),
            ("aliases", Sense::Name),
            ("former", Sense::Former),
            ("adjectives", Sense::Adjective),
            ("nouns", Sense::Noun),
            ("plurals", Sense::Plural),
            ("capitals", Sense::Capital),
        ] {
            for name in cells.list(column) {
                self.key(name, sense, row);
            }
        }
    }

    fn add_metonym(&mut self, cells: &Cells<'_>, faults: &mut Vec<Fault>) {
        let row = self.metonyms.len() as u16;
        let country = cells.some("country");
        if country.as_deref().is_some_and(|iso3| self.get(iso3).is_none()) {
            faults.push(cells.fault("country", "a code of countries.csv"));
        }
        for name in ["from", "to"] {
            cells.day(name, faults);
        }
        self.metonyms.push(Metonym {
            phrase: cells.get("phrase").to_string(),
            country,
            organisation: cells.some("organisation"),
            organ: cells.some("organ"),
            from: cells.some("from"),
            to: cells.some("to"),
        });
        self.key(cells.get("phrase"), Sense::Metonym, row);
    }

    fn key(&mut self, name: &str, sense: Sense, row: u16) {
        let acronym = name.chars().count() > 1 && !name.chars().any(char::is_lowercase);
        let key = fold(name).split_whitespace().collect::<Vec<_>>().join(" ");
        // A text's "People's" is two tokens.
        let first = name.split_whitespace().next().map(|w| fold(w.trim_end_matches("'s"))).unwrap_or_default();
        let first = first.split(' ').next().unwrap_or_default().to_string();
        let count = key.split(' ').count() + name.matches("'s").count();
        let longest = self.longest.entry(first).or_default();
        *longest = count.max(*longest);
        self.words.entry(key).or_default().push(Meaning { sense, row, acronym });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builtin() -> Countries {
        let mut faults = Vec::new();
        let countries = Countries::load(&Sources::builtin(), &mut faults);
        assert_eq!(faults, []);
        countries
    }

    fn codes(countries: &Countries, sense: Sense, phrase: &str) -> Vec<String> {
        countries.by(sense, &fold(phrase)).map(|c| c.iso3.clone()).collect()
    }

    #[test]
    fn words_mean_countries() {
        let countries = builtin();
        for (sense, phrase, want) in [
            (Sense::Name, "U.S.", &["USA"][..]),
            (Sense::Name, "Côte d'Ivoire", &["CIV"]),
            (Sense::Name, "Congo", &["COD", "COG"]),
            (Sense::Name, "Soviet Union", &["SUN"]),
            (Sense::Former, "Rhodesia", &["ZWE"]),
            (Sense::Adjective, "Nigerien", &["NER"]),
            (Sense::Adjective, "Nigerian", &["NGA"]),
            (Sense::Adjective, "Congolese", &["COD", "COG"]),
            (Sense::Adjective, "Emirati", &["ARE"]),
            (Sense::Adjective, "UK", &["GBR"]),
            (Sense::Noun, "Frenchwoman", &["FRA"]),
            (Sense::Plural, "Danes", &["DNK"]),
            (Sense::Capital, "The Hague", &["NLD"]),
            (Sense::Capital, "Kiev", &["UKR"]),
            (Sense::Metonym, "Kremlin", &["RUS"]),
        ] {
            assert_eq!(codes(&countries, sense, phrase), want, "{phrase}");
        }
    }

    #[test]
    fn a_state_has_its_days() {
        let countries = builtin();
        let existed = |iso3: &str, day: &str| countries.get(iso3).is_some_and(|c| c.existed(day));
        assert!(existed("SUN", "1989-12-03"));
        assert!(!existed("SUN", "1992-01-01"));
        assert!(!existed("SSD", "2010-01-01"));
        assert!(existed("FRA", "1990-01-01"));
    }

    #[test]
    fn bad_rows_are_faults() {
        let mut sources = Sources::builtin();
        let header = sources.get(FILE).lines().next().unwrap().to_string();
        let rows = "\nFRA,FR,x,,,,realm,France,,,,,,,2000-13-01,,,\nDEU,,,,,,state,Germany,,,,,,,,,,\n";
        sources.replace(FILE, header + rows);
        sources.replace(METONYMS, "phrase,country,organisation,organ,from,to\nMoon,MOO,,,,\n".into());
        let mut faults = Vec::new();
        Countries::load(&sources, &mut faults);
        let found: Vec<_> = faults.iter().map(|f| (f.file.as_str(), f.line, f.expected.as_str())).collect();
        assert_eq!(
            found,
            [
                (FILE, 2, "a day, as 2016-05-17"),
                (FILE, 2, "a number"),
                (FILE, 2, "state, territory, de_facto or former"),
                (FILE, 3, "rows in order of code"),
                (METONYMS, 2, "a code of countries.csv"),
            ]
        );
    }
}
