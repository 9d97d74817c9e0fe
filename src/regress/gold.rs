//! Gold: hand-made truth about what meetings an article tells of.
//!
//! The format is described in `docs/gold.md`, with its JSON Schema in [`SCHEMA`].

use crate::Extraction;
use crate::article::Article;
use crate::people::PartyKind;
use crate::record::{Meeting, Mode, Presence, Status};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The JSON Schema of a gold file.
pub const SCHEMA: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/gold.schema.json"));

/// The truth about one article.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GoldArticle {
    /// File name of the article.
    pub article: String,
    /// Publication date.
    pub published: Option<String>,
    /// Where that comes from: `text` or `metadata`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_from: Option<String>,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Publisher, for figures by publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The meetings; none where the article tells of none.
    pub meetings: Vec<GoldMeeting>,
}

/// The truth about one meeting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GoldMeeting {
    /// A short name for reports.
    pub label: String,
    /// Whether a run must find it.
    #[serde(default = "yes")]
    pub required: bool,
    /// Every status that the text leaves open.
    pub status: Vec<Status>,
    /// How they met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// What sort of occasion it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Who took part.
    #[serde(default)]
    pub participants: Vec<GoldParticipant>,
    /// Names that must not be listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_participants: Vec<String>,
    /// Where.
    #[serde(default)]
    pub place: Option<GoldPlace>,
    /// When.
    #[serde(default)]
    pub date: Option<GoldDate>,
    /// What was agreed, or not.
    #[serde(default)]
    pub outcomes: Vec<GoldOutcome>,
}

/// The truth about one participant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GoldParticipant {
    /// A person's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Country, ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// What it is; a person where a name stands, else a delegation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<PartyKind>,
    /// A group's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Whether they were there; attended where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<Presence>,
    /// Whether a run must list it.
    #[serde(default = "yes")]
    pub required: bool,
}

/// The truth about a place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GoldPlace {
    /// Building or resort.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// City.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// Country, ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// GeoNames id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geonames_id: Option<u64>,
}

/// The truth about a date.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GoldDate {
    /// First day; none where the text leaves it open.
    #[serde(default)]
    pub start: Option<String>,
    /// Last day.
    #[serde(default)]
    pub end: Option<String>,
    /// The words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Other ranges that are fair.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<(Option<String>, Option<String>)>,
}

/// The truth about an outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoldOutcome {
    /// Whether it was agreed, or failed.
    #[serde(default = "yes")]
    pub agreed: bool,
    /// The shortest words that say what.
    pub text: String,
    /// Whether a run must list it.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub required: bool,
}

impl GoldParticipant {
    /// Returns what it is: as told, else a person where a name stands, else a delegation.
    pub fn kind(&self) -> PartyKind {
        let named = self.name.as_deref().is_some_and(|n| !n.is_empty());
        self.kind.unwrap_or(if named { PartyKind::Person } else { PartyKind::Delegation })
    }

    /// Returns the words that name it in a report.
    pub fn label(&self) -> &str {
        let names = [&self.name, &self.organisation, &self.text, &self.country];
        names.into_iter().flatten().find(|n| !n.is_empty()).map(String::as_str).unwrap_or("?")
    }
}

/// Reads a gold file.
///
/// # Errors
/// Where it is not JSON of the form that [`SCHEMA`] describes, with line and column.
pub fn parse(text: &str) -> Result<Vec<GoldArticle>, serde_json::Error> {
    let mut articles: Vec<GoldArticle> = serde_json::from_str(text)?;
    for meeting in articles.iter_mut().flat_map(|a| &mut a.meetings) {
        meeting.place = meeting.place.take().filter(|p| *p != GoldPlace::default());
    }
    Ok(articles)
}

/// Returns where each key stands that the format does not know, and the key: most
/// likely a slip of the pen.
pub fn unknown_keys(text: &str) -> Vec<(String, String)> {
    let Ok(Value::Array(articles)) = serde_json::from_str::<Value>(text) else { return Vec::new() };
    let known = |list: &'static str| list.split(' ');
    let mut out = Vec::new();
    let mut look = |at: &str, value: &Value, list: &'static str| {
        for key in value.as_object().into_iter().flat_map(|o| o.keys()) {
            if !known(list).any(|k| k == key) {
                out.push((at.to_string(), key.clone()));
            }
        }
    };
    for article in &articles {
        let name = article["article"].as_str().unwrap_or("?");
        look(name, article, "article published published_from title publisher meetings");
        for meeting in article["meetings"].as_array().into_iter().flatten() {
            let at = format!("{name}: {}", meeting["label"].as_str().unwrap_or("?"));
            look(
                &at,
                meeting,
                "label required status mode kind participants not_participants place date outcomes duration_minutes",
            );
            look(&at, &meeting["place"], "venue city country geonames_id");
            look(&at, &meeting["date"], "start end text also basis");
            for (list, keys) in [
                ("participants", "name title country organisation kind text presence required role inferred_name"),
                ("outcomes", "agreed text required"),
            ] {
                for item in meeting[list].as_array().into_iter().flatten() {
                    look(&at, item, keys);
                }
            }
        }
    }
    out
}

/// Makes the entry that a reviewer fills in, from what a run found.
pub fn template(article: &Article, found: &Extraction) -> GoldArticle {
    GoldArticle {
        article: base_name(&article.path).to_string(),
        published: found.published.as_ref().map(|p| p.date.to_string()),
        published_from: found.published.as_ref().map(|p| match p.basis {
            crate::dates::PublishedBasis::Text => "text".to_string(),
            _ => "metadata".to_string(),
        }),
        title: article.title.clone(),
        publisher: article.publisher.clone(),
        meetings: found.meetings.iter().enumerate().map(|(k, m)| from_record(k + 1, m)).collect(),
    }
}

/// Names each article by as many of the last parts of its path as tell it from the others.
pub fn tell_apart(entries: &mut [GoldArticle], paths: &[String]) {
    let tail = |path: &str, parts: usize| {
        let all: Vec<&str> = path.split('/').collect();
        all[all.len().saturating_sub(parts)..].join("/")
    };
    for (entry, path) in entries.iter_mut().zip(paths) {
        let own = |parts: &usize| paths.iter().filter(|p| tail(p, *parts) == tail(path, *parts)).count() == 1;
        let parts = (1..=path.split('/').count()).find(own).unwrap_or(1);
        entry.article = tail(path, parts);
    }
}

/// Returns the article that a gold entry means, by the end of its path, else by its file name.
pub fn meant<'a, T>(article: &str, all: &'a [T], path: impl Fn(&T) -> &str) -> Option<&'a T> {
    let end = format!("/{article}");
    let whole = all.iter().find(|a| path(a) == article || path(a).ends_with(&end));
    whole.or_else(|| all.iter().find(|a| base_name(path(a)) == base_name(article)))
}

/// Returns the last part of a path.
pub fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Takes a record for the truth.
fn from_record(ordinal: usize, meeting: &Meeting) -> GoldMeeting {
    GoldMeeting {
        label: format!("{}-{ordinal}", meeting.kind.word()),
        required: true,
        status: vec![meeting.status],
        mode: Some(meeting.mode),
        kind: Some(meeting.kind.word().to_string()),
        participants: meeting.participants.iter().map(participant).collect(),
        not_participants: Vec::new(),
        place: meeting.place.as_ref().map(|p| GoldPlace {
            venue: p.venue.clone(),
            city: p.city.clone(),
            country: p.country.clone(),
            geonames_id: p.geonames_id,
        }),
        date: meeting.date.as_ref().map(|d| GoldDate {
            start: d.start.clone(),
            end: d.end.clone(),
            text: d.text.clone(),
            also: Vec::new(),
        }),
        outcomes: meeting
            .outcomes
            .iter()
            .map(|o| GoldOutcome { agreed: o.agreed, text: o.text.clone(), required: true })
            .collect(),
    }
}

fn participant(p: &crate::record::Participant) -> GoldParticipant {
    let named = p.name.is_some() && p.kind == PartyKind::Person;
    GoldParticipant {
        name: p.name.clone().filter(|_| named),
        title: p.title.clone(),
        country: p.country.clone(),
        organisation: p.organisation.clone().or_else(|| p.name.clone().filter(|_| p.kind == PartyKind::Organisation)),
        kind: Some(p.kind).filter(|_| !named),
        text: p.name_text.clone().filter(|_| p.kind == PartyKind::Group),
        presence: Some(p.presence).filter(|&p| p != Presence::Attended),
        required: true,
    }
}

fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_has_its_default() {
        let gold = parse(
            r#"[{"article": "a.txt", "published": null, "meetings": [
            {"label": "x", "status": ["held"], "place": {}, "outcomes": [{"text": "a truce"}],
             "participants": [{"country": "FRA"}, {"name": "Jean Dupont"}]}]}]"#,
        )
        .unwrap();
        let meeting = &gold[0].meetings[0];
        assert!(meeting.required && meeting.place.is_none() && meeting.outcomes[0].agreed);
        assert_eq!(meeting.participants[0].kind(), PartyKind::Delegation);
        assert_eq!(meeting.participants[1].kind(), PartyKind::Person);
    }

    #[test]
    fn articles_of_one_name_are_told_apart_by_their_folders() {
        let paths = ["x/a/article.txt", "x/b/article.txt", "x/b/other.txt"].map(str::to_string);
        let mut entries = vec![GoldArticle::default(); 3];
        tell_apart(&mut entries, &paths);
        let names: Vec<&str> = entries.iter().map(|e| e.article.as_str()).collect();
        assert_eq!(names, ["a/article.txt", "b/article.txt", "other.txt"]);
        for (name, path) in names.iter().zip(&paths) {
            assert_eq!(meant(name, &paths, |p| p.as_str()), Some(path));
        }
        assert_eq!(meant("elsewhere/other.txt", &paths, |p| p.as_str()), Some(&paths[2]));
        assert_eq!(meant("none.txt", &paths, |p| p.as_str()), None);
    }

    #[test]
    fn a_slip_of_the_pen_is_told() {
        let text = r#"[{"article": "a.txt", "published": null, "meetings": [
            {"label": "x", "status": ["held"], "requierd": false, "date": {"strat": "2016-01-01"}}]}]"#;
        assert_eq!(
            unknown_keys(text),
            [("a.txt: x".into(), "requierd".into()), ("a.txt: x".into(), "strat".to_string())]
        );
    }
}
