//! The columns of every table: one entry each, from which all formats and their description are made.

use super::table::{Cell, Column, Table, Type};
use crate::dates::{DateBasis, DateGranularity, PublishedBasis};
use crate::people::{Level, PartyKind};
use crate::places::PlaceGranularity;
use crate::record::{
    Absence, Date, Format, Kind, Meeting, Mode, Outcome, OutcomeKind, Participant, PartyBasis, Place, PlaceBasis,
    Presence, Role, Status,
};
use std::borrow::Cow;

/// Every table, the one of meetings first.
pub const TABLES: &[&Table] = &[&MEETINGS, &PARTICIPANTS, &OUTCOMES, &EVIDENCE, &ABSENCES];

macro_rules! column {
    ($name:literal, $holds:ident, $meaning:literal, $cell:expr) => {
        column!($name, $holds, $meaning, Vec::new, $cell)
    };
    ($name:literal, $holds:ident, $meaning:literal, $values:expr, $cell:expr) => {
        Column { name: $name, holds: Type::$holds, meaning: $meaning, values: $values, cell: $cell }
    };
}

/// The words of a `words!` enum.
macro_rules! words {
    ($name:ident) => {
        || $name::ALL.iter().map(|v| v.word()).collect()
    };
}

/// Meetings, one a row.
pub static MEETINGS: Table = Table {
    name: "meetings",
    meaning: "one meeting",
    rows: |_| 1,
    columns: &[
        column!("meeting_id", Text, "Identity, of the article's id and the evidence alone.", |m, _| text(
            &m.meeting_id
        )),
        column!("status", Word, "Whether it took place.", words!(Status), |m, _| word(m.status.word())),
        column!("kind", Word, "What sort of occasion it was.", words!(Kind), |m, _| word(m.kind.word())),
        column!("mode", Word, "How they met.", words!(Mode), |m, _| word(m.mode.word())),
        column!("format", Word, "How many parties met.", words!(Format), |m, _| opt_word(m.format.map(Format::word))),
        column!("level", Word, "Rank of the highest participants.", levels, |m, _| opt_word(m.level.map(level))),
        column!("name", Text, "Name of the occasion.", |m, _| opt(&m.name)),
        column!("part_of", Text, "Larger occasion on whose sidelines it was.", |m, _| opt(&m.part_of)),
        column!("participants", Text, "Who took part, or was to, each with country and title.", |m, _| {
            joined(m.participants.iter().map(described), "; ")
        }),
        column!("participant_countries", Text, "Countries of the participants, sorted, ISO 3166-1 alpha-3.", |m, _| {
            let mut codes: Vec<&str> = m.participants.iter().filter_map(|p| p.country.as_deref()).collect();
            codes.sort_unstable();
            codes.dedup();
            joined(codes.into_iter().map(str::to_string), ";")
        }),
        column!("place_text", Text, "Where it was, in the text's words.", |m, _| place(m, |p| text(&p.text))),
        column!("place_venue", Text, "Building or resort.", |m, _| place(m, |p| opt(&p.venue))),
        column!("place_city", Text, "City.", |m, _| place(m, |p| opt(&p.city))),
        column!("place_admin1", Text, "First-level division.", |m, _| place(m, |p| opt(&p.admin1))),
        column!("place_country", Text, "Country, ISO 3166-1 alpha-3.", |m, _| place(m, |p| opt(&p.country))),
        column!("place_lat", Real, "Latitude, degrees north.", |m, _| place(m, |p| real(p.lat))),
        column!("place_lon", Real, "Longitude, degrees east.", |m, _| place(m, |p| real(p.lon))),
        column!("place_geonames_id", Integer, "GeoNames id.", |m, _| {
            place(m, |p| integer(p.geonames_id.and_then(|n| i64::try_from(n).ok())))
        }),
        column!("place_granularity", Word, "How fine the place is.", place_granularities, |m, _| {
            place(m, |p| word(place_granularity(p.granularity)))
        }),
        column!("place_basis", Word, "How the place is known.", words!(PlaceBasis), |m, _| {
            place(m, |p| word(p.basis.word()))
        }),
        column!("date_text", Text, "When it was, in the text's words.", |m, _| date(m, |d| opt(&d.text))),
        column!("date_start", Day, "First day.", |m, _| date(m, |d| opt(&d.start))),
        column!("date_end", Day, "Last day.", |m, _| date(m, |d| opt(&d.end))),
        column!("date_edtf", Text, "The days in EDTF, level 1.", |m, _| date(m, |d| opt(&d.edtf))),
        column!("date_granularity", Word, "How fine the date is.", date_granularities, |m, _| {
            date(m, |d| opt_word(d.granularity.map(date_granularity)))
        }),
        column!("date_basis", Word, "What holds the date.", date_bases, |m, _| {
            date(m, |d| opt_word(d.basis.map(date_basis)))
        }),
        column!("duration_minutes", Integer, "How long it was, in minutes.", |m, _| {
            integer(m.duration_minutes.map(i64::from))
        }),
        column!("topics", Text, "What it was about.", |m, _| joined(m.topics.iter().cloned(), ";")),
        column!("outcomes", Text, "What was agreed, or not.", |m, _| {
            joined(m.outcomes.iter().map(|o| o.text.clone()), "; ")
        }),
        column!(
            "agreed",
            Word,
            "Whether they agreed; empty without an outcome.",
            || vec!["yes", "no", "partly"],
            agreed
        ),
        column!("cameo", Text, "CAMEO codes.", |m, _| joined(m.cameo.iter().cloned(), ";")),
        column!("plover", Text, "PLOVER event type.", |m, _| opt(&m.plover)),
        column!("evidence", Text, "The first sentence that tells of it.", |m, _| {
            m.evidence.first().map_or(Cell::Empty, |e| text(&e.quote))
        }),
        column!("rules", Text, "The rules that made the record.", |m, _| joined(m.rules.iter().cloned(), ";")),
        column!("confidence", Real, "From 0 to 1.", |m, _| Cell::Real(m.confidence)),
        column!("reviewed", Text, "The cells that a reviewer set.", |m, _| joined(m.reviewed.iter().cloned(), ";")),
        column!("article_id", Text, "The article's identity.", |m, _| text(&m.article.id)),
        column!("article_path", Text, "The article's path.", |m, _| text(&m.article.path)),
        column!("article_title", Text, "The article's headline.", |m, _| opt(&m.article.title)),
        column!("article_publisher", Text, "The article's publisher.", |m, _| opt(&m.article.publisher)),
        column!("article_url", Link, "The article's address.", |m, _| opt(&m.article.url)),
        column!("article_published", Day, "The article's publication date.", |m, _| opt(&m.article.published)),
        column!(
            "article_published_basis",
            Word,
            "Who says when the article was published.",
            published_bases,
            |m, _| { opt_word(m.article.published_basis.map(published_basis)) }
        ),
    ],
};

/// Participants, one a row.
pub static PARTICIPANTS: Table = Table {
    name: "participants",
    meaning: "one participant of one meeting",
    rows: |m| m.participants.len(),
    columns: &[
        column!("meeting_id", Text, "The meeting.", |m, _| text(&m.meeting_id)),
        column!("ordinal", Integer, "Position in the record, from 1.", ordinal),
        column!("kind", Word, "What the participant is.", party_kinds, |m, n| party(m, n, |p| word(party_kind(
            p.kind
        )))),
        column!("name", Text, "A person's name.", |m, n| party(m, n, |p| opt(&p.name))),
        column!("name_text", Text, "The name, or the words, as the text has them.", |m, n| {
            party(m, n, |p| opt(&p.name_text))
        }),
        column!("person_id", Text, "The rulebook's id of the person.", |m, n| party(m, n, |p| opt(&p.person_id))),
        column!("title", Text, "Title as written.", |m, n| party(m, n, |p| opt(&p.title))),
        column!("office", Text, "Office code.", |m, n| party(m, n, |p| opt(&p.office))),
        column!("country", Text, "Country, ISO 3166-1 alpha-3.", |m, n| party(m, n, |p| opt(&p.country))),
        column!("organisation", Text, "Organisation.", |m, n| party(m, n, |p| opt(&p.organisation))),
        column!("role", Word, "What they did there.", words!(Role), |m, n| party(m, n, |p| word(p.role.word()))),
        column!("presence", Word, "Whether they were there.", words!(Presence), |m, n| {
            party(m, n, |p| word(p.presence.word()))
        }),
        column!("basis", Word, "How that is known.", words!(PartyBasis), |m, n| party(m, n, |p| word(p.basis.word()))),
    ],
};

/// Outcomes, one a row.
pub static OUTCOMES: Table = Table {
    name: "outcomes",
    meaning: "one outcome of one meeting",
    rows: |m| m.outcomes.len(),
    columns: &[
        column!("meeting_id", Text, "The meeting.", |m, _| text(&m.meeting_id)),
        column!("ordinal", Integer, "Position in the record, from 1.", ordinal),
        column!("kind", Word, "What sort it is.", words!(OutcomeKind), |m, n| outcome(m, n, |o| word(o.kind.word()))),
        column!("agreed", Truth, "Whether it was agreed, or failed.", |m, n| outcome(m, n, |o| Cell::Truth(o.agreed))),
        column!("text", Text, "What was agreed, in the text's words.", |m, n| outcome(m, n, |o| text(&o.text))),
        column!("parties", Text, "Who agreed: countries and organisations.", |m, n| {
            outcome(m, n, |o| joined(o.parties.iter().cloned(), ";"))
        }),
    ],
};

/// Evidence, one sentence a row.
pub static EVIDENCE: Table = Table {
    name: "evidence",
    meaning: "one sentence that tells of one meeting",
    rows: |m| m.evidence.len(),
    columns: &[
        column!("meeting_id", Text, "The meeting.", |m, _| text(&m.meeting_id)),
        column!("ordinal", Integer, "Position in the record, from 1.", ordinal),
        column!("quote", Text, "The sentence.", |m, n| m.evidence.get(n).map_or(Cell::Empty, |e| text(&e.quote))),
        column!("start", Integer, "First code point of the sentence in the article.", |m, n| {
            integer(m.evidence.get(n).and_then(|e| i64::try_from(e.span[0]).ok()))
        }),
        column!("end", Integer, "One past its last code point.", |m, n| {
            integer(m.evidence.get(n).and_then(|e| i64::try_from(e.span[1]).ok()))
        }),
    ],
};

/// Empty cells, one a row.
pub static ABSENCES: Table = Table {
    name: "absences",
    meaning: "one empty field of one meeting",
    rows: |m| m.absences.len(),
    columns: &[
        column!("meeting_id", Text, "The meeting.", |m, _| text(&m.meeting_id)),
        column!("ordinal", Integer, "Position in the record, from 1.", ordinal),
        column!("field", Text, "The field that is empty.", |m, n| {
            m.absences.keys().nth(n).map_or(Cell::Empty, |field| text(field))
        }),
        column!("reason", Word, "Why it is empty.", words!(Absence), |m, n| {
            m.absences.values().nth(n).map_or(Cell::Empty, |reason| word(reason.word()))
        }),
    ],
};

fn text(value: &str) -> Cell<'_> {
    if value.is_empty() { Cell::Empty } else { Cell::Text(Cow::Borrowed(value)) }
}

fn opt(value: &Option<String>) -> Cell<'_> {
    value.as_deref().map_or(Cell::Empty, text)
}

fn word(value: &'static str) -> Cell<'static> {
    Cell::Text(Cow::Borrowed(value))
}

fn opt_word(value: Option<&'static str>) -> Cell<'static> {
    value.map_or(Cell::Empty, word)
}

fn integer(value: Option<i64>) -> Cell<'static> {
    value.map_or(Cell::Empty, Cell::Integer)
}

fn real(value: Option<f64>) -> Cell<'static> {
    value.map_or(Cell::Empty, Cell::Real)
}

fn joined<'a>(parts: impl Iterator<Item = String>, between: &str) -> Cell<'a> {
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { Cell::Empty } else { Cell::Text(Cow::Owned(parts.join(between))) }
}

fn ordinal(_: &Meeting, row: usize) -> Cell<'_> {
    integer(i64::try_from(row + 1).ok())
}

fn place(meeting: &Meeting, cell: for<'a> fn(&'a Place) -> Cell<'a>) -> Cell<'_> {
    meeting.place.as_ref().map_or(Cell::Empty, cell)
}

fn date(meeting: &Meeting, cell: for<'a> fn(&'a Date) -> Cell<'a>) -> Cell<'_> {
    meeting.date.as_ref().map_or(Cell::Empty, cell)
}

fn party(meeting: &Meeting, row: usize, cell: for<'a> fn(&'a Participant) -> Cell<'a>) -> Cell<'_> {
    meeting.participants.get(row).map_or(Cell::Empty, cell)
}

fn outcome(meeting: &Meeting, row: usize, cell: for<'a> fn(&'a Outcome) -> Cell<'a>) -> Cell<'_> {
    meeting.outcomes.get(row).map_or(Cell::Empty, cell)
}

/// Tells whether the outcomes are agreements, failures, or both.
fn agreed(meeting: &Meeting, _: usize) -> Cell<'_> {
    let yes = meeting.outcomes.iter().filter(|o| o.agreed).count();
    match (yes, meeting.outcomes.len() - yes) {
        (0, 0) => Cell::Empty,
        (_, 0) => word("yes"),
        (0, _) => word("no"),
        _ => word("partly"),
    }
}

/// Writes a participant as "John Doe (FRA, Foreign Minister)", and a state that nobody is named for as
/// "FRA (delegation)".
pub fn described(participant: &Participant) -> String {
    if let (PartyKind::Delegation, Some(country), None) =
        (participant.kind, &participant.country, &participant.organisation)
    {
        return format!("{country} (delegation)");
    }
    let who = [&participant.name, &participant.name_text, &participant.organisation, &participant.title]
        .into_iter()
        .find_map(Option::as_deref)
        .or(participant.country.as_deref())
        .unwrap_or("?");
    let body = participant.organisation.as_deref().filter(|o| participant.country.is_none() && *o != who);
    let known = [participant.country.as_deref().or(body), participant.title.as_deref()];
    let known: Vec<&str> = known.into_iter().flatten().filter(|k| *k != who).collect();
    if known.is_empty() { who.to_string() } else { format!("{who} ({})", known.join(", ")) }
}

/// Gives an enum that serde writes in snake case its list and its words.
macro_rules! worded {
    ($one:ident, $all:ident, $name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        /// Returns the word that is written for a value.
        pub fn $one(value: $name) -> &'static str {
            match value { $($name::$variant => $word),* }
        }

        fn $all() -> Vec<&'static str> {
            vec![$($word),*]
        }
    };
}

worded!(level, levels, Level {
    Leader = "leader", Minister = "minister", Deputy = "deputy", Envoy = "envoy", Official = "official",
});
worded!(party_kind, party_kinds, PartyKind {
    Person = "person", Delegation = "delegation", Organisation = "organisation", Group = "group",
});
worded!(place_granularity, place_granularities, PlaceGranularity {
    Venue = "venue", City = "city", Admin1 = "admin1", Country = "country", Region = "region",
});
worded!(date_granularity, date_granularities, DateGranularity {
    Day = "day", Week = "week", Month = "month", Season = "season", Quarter = "quarter", Half = "half", Year = "year",
    Range = "range",
});
worded!(date_basis, date_bases, DateBasis {
    Explicit = "explicit", Relative = "relative", Anchored = "anchored", Dateline = "dateline",
    Published = "published", Bounds = "bounds", Reviewed = "reviewed",
});
worded!(published_basis, published_bases, PublishedBasis {
    Given = "given", Metadata = "metadata", Text = "text",
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::View;

    #[test]
    fn columns_are_named_once_and_words_are_listed() {
        for table in TABLES {
            let mut names: Vec<&str> = table.columns.iter().map(|c| c.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.columns.len(), "{}", table.name);
            for column in table.columns {
                assert_eq!(column.holds == Type::Word, !(column.values)().is_empty(), "{}", column.name);
                assert!(column.meaning.ends_with('.'), "{}", column.name);
            }
        }
    }

    #[test]
    fn views_refuse_columns_that_are_none() {
        assert_eq!(View::of(&MEETINGS, ["status", "mood"]).err(), Some("mood"));
        let view = View::of(&MEETINGS, ["mode", "status"]).unwrap();
        assert_eq!(view.columns.iter().map(|c| c.name).collect::<Vec<_>>(), ["mode", "status"]);
    }
}
