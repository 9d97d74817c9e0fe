//! Stage five: meetings. Sightings found by frames, merged into occasions, their slots filled.

mod adjuncts;
mod antecedents;
mod arranged;
mod assemble;
mod beside;
mod bounds;
mod coding;
pub mod confidence;
mod coordination;
mod dating;
mod days;
mod extent;
mod filter;
mod format;
mod heads;
mod lexicon;
mod likeness;
mod line;
mod locality;
mod needs;
mod noun;
mod occasion;
mod outcomes;
mod part_of_speech;
mod pattern;
mod presence;
mod rules;
mod setting;
mod sighting;
mod slots;
mod status;
mod subject;
#[cfg(test)]
mod tests;
mod topics;
mod triggers;
mod verb;

pub(crate) use assemble::CodePoints;
pub(crate) use filter::may_keep;
pub use rules::Rules;

use crate::article::Article;
use crate::dates::{DateMention, Published};
use crate::people::Parties;
use crate::places::PlaceMention;
use crate::record::Meeting;
use crate::segment::Document;
use once_cell::sync::OnceCell;

/// What the stages before found in one article.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its blocks, sentences and tokens.
    pub document: &'a Document,
    /// When it was published.
    pub published: Option<&'a Published>,
    /// Whom it speaks of.
    pub parties: &'a Parties,
    /// The places that it names.
    pub places: &'a [PlaceMention],
    /// The dates that it tells.
    pub dates: &'a [DateMention],
}

/// Assembles the meetings of an article, in order of their first evidence; who held which office
/// when bounds those that have no date of their own.
pub fn events(found: Findings<'_>, rules: &Rules, offices: &crate::people::Rules) -> Vec<Meeting> {
    told(found, &OnceCell::new(), rules, offices)
}

/// Assembles the meetings of a part of an article, whose code points are counted once.
#[inline(never)] // so that a profile tells the stages apart
pub(crate) fn told(
    found: Findings<'_>,
    points: &OnceCell<CodePoints>,
    rules: &Rules,
    offices: &crate::people::Rules,
) -> Vec<Meeting> {
    let starts = line::Starts::new(found);
    let mut lines = Vec::new();
    let mut sightings = Vec::new();
    for sentence in 0..found.document.sentences.len() {
        if !found.document.kind_of(sentence).is_text() {
            continue;
        }
        for line in line::lines(found, sentence, &starts, &rules.lexicon) {
            sightings.extend(sighting::sightings(found, &line, rules));
            lines.push(line);
        }
    }
    presence::presences(found, &lines, &mut sightings, rules);
    let mut occasions = occasion::occasions(found, sightings);
    slots::fill(found, &lines, &mut occasions);
    extent::seasons(found, &mut occasions);
    extent::widen(found, &mut occasions);
    outcomes::outcomes(found, &lines, &mut occasions, rules);
    filter::keep(found, &mut occasions);
    if occasions.is_empty() {
        return Vec::new();
    }
    for o in &mut occasions {
        o.bounds = bounds::bounds(found, o, offices);
    }
    let points = points.get_or_init(|| CodePoints::new(&found.article.text));
    occasions.sort_by_key(|o| o.sightings.iter().map(|s| (s.headline, s.trigger)).min());
    let mut meetings: Vec<Meeting> = occasions.iter().map(|o| assemble::meeting(found, o, points, rules)).collect();
    confidence::weigh(&mut meetings, &rules.confidence);
    meetings
}

/// Returns the symbol line of each sentence, for whoever writes frames: what `explain` shows.
pub fn trace(found: Findings<'_>, rules: &Rules) -> Vec<(usize, String)> {
    let starts = line::Starts::new(found);
    let mut out = Vec::new();
    for sentence in 0..found.document.sentences.len() {
        for line in line::lines(found, sentence, &starts, &rules.lexicon) {
            let words: Vec<String> = line.items.iter().map(|i| line::describe(found, i, &rules.lexicon)).collect();
            out.push((sentence, words.join(" ")));
        }
    }
    out
}
