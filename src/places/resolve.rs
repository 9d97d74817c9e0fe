//! Which of the rows that bear a name is meant.

use super::grammar::Position;
use super::row::{Feature, Row};
use super::scan::{Name, Scene};
use crate::rulebook::countries::Sense;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What an article speaks of, so far as it tells one place from another.
#[derive(Debug, Default)]
pub(super) struct Surroundings {
    /// Sentence → its votes.
    votes: Vec<Vec<Vote>>,
    /// Country → votes in all.
    totals: FxHashMap<String, usize>,
    /// Country and word → votes by that word.
    words: FxHashMap<(String, String), usize>,
    /// Countries of the dateline.
    dateline: Vec<String>,
    /// Divisions (country and name) that hold a place of the article which only one row bears.
    divisions: BTreeSet<(String, String)>,
    /// Divisions that the article names, with sentence and token.
    named_divisions: FxHashMap<(String, String), Vec<(usize, usize)>>,
    /// First token of a name that stands in a list → the country of the place before it.
    lists: FxHashMap<usize, String>,
}

/// A word of the text that means one country: its name, adjective, people or capital.
#[derive(Debug)]
struct Vote {
    country: String,
    token: usize,
}

impl Surroundings {
    /// Reads them off the whole text.
    pub(super) fn new(scene: Scene<'_>, names: &[Name]) -> Surroundings {
        let mut around = Surroundings { votes: Vec::new(), ..Surroundings::default() };
        around.votes.resize_with(scene.document.sentences.len(), Vec::new);
        for (number, sentence) in scene.document.sentences.iter().enumerate() {
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                let Some(hit) = scene.rules.countries.find(scene.document, at, sentence.tokens.end) else {
                    at += 1;
                    continue;
                };
                let best = hit.meanings.first().map(|m| m.sense);
                let meant = hit.meanings.iter().filter(|m| Some(m.sense) == best && m.sense != Sense::Metonym);
                let found: Vec<_> = meant.filter_map(|&m| scene.rules.countries.of(m)).collect();
                if let [country] = found.as_slice() {
                    around.vote(scene, &country.iso3, number, at);
                }
                at += hit.tokens;
            }
        }
        for name in names {
            let divisions = name.rows.iter().filter(|r| r.feature == Feature::Division && name.countries.is_empty());
            let towns = name.rows.iter().filter(|r| r.is_city()).map(|r| r.population).max().unwrap_or_default();
            for division in divisions.filter(|d| d.population > towns) {
                let key = (division.country.clone(), division.name.clone());
                around.named_divisions.entry(key).or_default().push((name.sentence, name.tokens.start));
            }
            let cities: Vec<&Row> = name.rows.iter().filter(|r| r.is_city()).collect();
            if let ([row], true) = (cities.as_slice(), name.countries.is_empty()) {
                around.vote(scene, &row.country, name.sentence, name.tokens.start);
                around.divisions.insert((row.country.clone(), row.admin1.clone()));
            }
            if name.tokens.start < scene.document.sentences[name.sentence].dateline.end
                && let Some(row) = cities.iter().max_by(|a, b| weight(a).total_cmp(&weight(b)))
            {
                around.dateline.push(row.country.clone());
            }
        }
        around
    }

    fn vote(&mut self, scene: Scene<'_>, country: &str, sentence: usize, token: usize) {
        *self.totals.entry(country.to_string()).or_default() += 1;
        *self.words.entry((country.to_string(), scene.word(token).to_string())).or_default() += 1;
        if let Some(votes) = self.votes.get_mut(sentence) {
            votes.push(Vote { country: country.to_string(), token });
        }
    }

    /// Counts the words that mean a country, in the sentence of a name and in all; a name does not
    /// vouch for itself.
    fn named(&self, scene: Scene<'_>, name: &Name, country: &str) -> (usize, usize) {
        let own = scene.word(name.tokens.start);
        let votes = self.votes.get(name.sentence).map(Vec::as_slice).unwrap_or_default();
        let here = votes.iter().filter(|v| v.country == country && scene.word(v.token) != own).count();
        let all = self.totals.get(country).copied().unwrap_or_default();
        let by_own = self.words.get(&(country.to_string(), own.to_string())).copied().unwrap_or_default();
        (here, all.saturating_sub(by_own))
    }

    /// Counts the words that mean a country: in a sentence, and in all.
    pub(super) fn mentions(&self, country: &str, sentence: usize) -> (usize, usize) {
        let votes = self.votes.get(sentence).map(Vec::as_slice).unwrap_or_default();
        let here = votes.iter().filter(|v| v.country == country).count();
        (here, self.totals.get(country).copied().unwrap_or_default())
    }

    /// How much the article speaks for a row; `known` is the weight of the best known of its
    /// rivals. A country much spoken of does not turn a famous city into a village of that country.
    fn vouches_for(&self, scene: Scene<'_>, name: &Name, row: &Row, known: f64) -> f64 {
        let country = self.speaks_for(scene, name, &row.country);
        let village = row.feature == Feature::Town && known - weight(row) > 1.2;
        let mut score = if village { country.min(1.0) } else { country };
        let division = self.named_divisions.get(&(row.country.clone(), row.admin1.clone()));
        let own = scene.word(name.tokens.start);
        let others = division.into_iter().flatten().filter(|(_, token)| scene.word(*token) != own);
        let near = others.map(|(sentence, _)| if *sentence == name.sentence { 3.0 } else { 1.0 });
        if row.is_city() {
            score += near.fold(0.0, f64::max);
        }
        if self.lists.get(&name.tokens.start) == Some(&row.country) {
            score += 2.0;
        }
        score
    }

    /// Notes that a name stands in a list after one in that country.
    pub(super) fn listed(&mut self, name: &Name, country: &str) {
        self.lists.insert(name.tokens.start, country.to_string());
    }

    /// How much the article speaks for a place in that country.
    fn speaks_for(&self, scene: Scene<'_>, name: &Name, country: &str) -> f64 {
        let (here, all) = self.named(scene, name, country);
        let mut score = match all {
            0 => 0.0,
            1 => 1.5,
            2 => 2.0,
            _ => 2.5,
        };
        if here > 0 {
            score += 1.5;
        }
        if self.dateline.iter().any(|c| c == country) {
            score += 1.0;
        }
        score
    }
}

/// What a name was found to mean.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) meaning: Meant,
    /// Whether another row fits as well.
    pub(super) ambiguous: bool,
}

/// A row of the gazetteer, or a country.
#[derive(Clone, Debug)]
pub(super) enum Meant {
    /// A city, a division, a region.
    Row(Row),
    /// A country, ISO 3166-1 alpha-3.
    Country(String),
}

/// The name that follows and says which one is meant ("Paris, Texas").
#[derive(Clone, Debug, Default)]
pub(super) struct Qualifier {
    /// Countries that it can be.
    pub(super) countries: Vec<String>,
    /// Divisions that it can be: country and name.
    pub(super) divisions: Vec<(String, String)>,
}

impl Qualifier {
    /// Reads one off a name.
    pub(super) fn of(name: &Name) -> Qualifier {
        let divisions = name.rows.iter().filter(|r| r.feature == Feature::Division);
        Qualifier {
            countries: name.countries.clone(),
            divisions: divisions.map(|r| (r.country.clone(), r.name.clone())).collect(),
        }
    }

    /// Returns whether a row lies there.
    pub(super) fn holds(&self, row: &Row) -> bool {
        self.countries.contains(&row.country) && row.feature != Feature::Region
            || row.is_city() && self.divisions.iter().any(|(c, d)| *c == row.country && *d == row.admin1)
    }
}

/// How well known a place is.
fn weight(row: &Row) -> f64 {
    let people = f64::from(row.population.max(5_000)).log10();
    let rank = match row.feature {
        Feature::Capital => 3.0,
        Feature::Seat => 0.7,
        Feature::Island => 0.5,
        Feature::Town => 0.0,
        Feature::Division => -3.0,
        Feature::Region => 4.0,
    };
    people + rank - if row.main { 0.0 } else { 1.0 }
}

/// Returns whether a division is far better known than any town of its name: no such town lies in its
/// country, and it has twenty times the people of the largest elsewhere.
fn outgrows(row: &Row, rows: &[&Row]) -> bool {
    let mut towns = rows.iter().filter(|r| r.is_city());
    row.feature == Feature::Division
        && towns.all(|t| t.country != row.country && t.population.saturating_mul(20) < row.population)
}

/// Picks what a name means; nothing where no row will do.
pub(super) fn resolve(
    scene: Scene<'_>,
    name: &Name,
    position: &Position,
    qualifier: Option<&Qualifier>,
    around: &Surroundings,
) -> Option<Choice> {
    let mut rows: Vec<&Row> = name.rows.iter().collect();
    if let Some(qualifier) = qualifier {
        rows.retain(|r| qualifier.holds(r));
    } else {
        let hinted = |r: &&Row| position.country.as_deref() == Some(r.country.as_str());
        if rows.iter().any(hinted) {
            rows.retain(hinted);
        } else {
            let vouched = |r: &Row| around.named(scene, name, &r.country).0 > 0;
            rows.retain(|r| !r.qualified || position.noun || vouched(r));
        }
    }
    if name.misspelt && qualifier.is_none() {
        rows.retain(|r| r.feature == Feature::Capital || around.named(scene, name, &r.country).1 > 0);
    }
    if position.division && rows.iter().any(|r| !r.is_city()) {
        rows.retain(|r| !r.is_city());
    }
    let known = rows.iter().map(|r| weight(r)).fold(0.0, f64::max);
    let fame = |r: &Row| weight(r) + if outgrows(r, &rows) { 3.0 } else { 0.0 };
    let mut scored: Vec<(f64, Meant)> =
        rows.iter().map(|r| (fame(r) + around.vouches_for(scene, name, r, known), Meant::Row((*r).clone()))).collect();
    if qualifier.is_none() {
        for iso3 in &name.countries {
            scored.push((country(scene, name, iso3, around), Meant::Country(iso3.clone())));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut scored = scored.into_iter();
    let (best, meaning) = scored.next()?;
    let ambiguous =
        scored.next().is_some_and(|(next, other)| best - next < 0.4 && place_of(&other) != place_of(&meaning));
    Some(Choice { meaning, ambiguous })
}

fn place_of(meant: &Meant) -> (&str, &str) {
    match meant {
        Meant::Row(row) => (&row.country, &row.admin1),
        Meant::Country(iso3) => (iso3, ""),
    }
}

/// How well a country fits a name that cities or divisions bear too.
fn country(scene: Scene<'_>, name: &Name, iso3: &str, around: &Surroundings) -> f64 {
    // A state that is one city is met as the city.
    if name.rows.iter().any(|r| r.country == iso3 && r.feature == Feature::Capital && r.main) {
        return 0.0;
    }
    // A division of another state that holds places of this article, and nothing that speaks for
    // the country: "Georgia" beside "Atlanta" alone.
    let elsewhere = name.rows.iter().any(|r| {
        r.feature == Feature::Division
            && r.country != iso3
            && around.divisions.contains(&(r.country.clone(), r.name.clone()))
    });
    if elsewhere && around.named(scene, name, iso3).1 == 0 {
        return 1.0;
    }
    12.0 + around.speaks_for(scene, name, iso3)
}
