//! The format of a meeting: how many parties it had, counted among its participants or as the text
//! counts them.

use super::Findings;
use super::occasion::Occasion;
use crate::people::number;
use crate::record::{Format, Participant};

/// Heads of which each is a party: "some twenty foreign ministers", but no "twenty officials".
const PARTIES: &[&str] =
    &["countries", "delegations", "governments", "leaders", "ministers", "nations", "powers", "presidents", "states"];

/// Returns the format, by the larger of the two numbers.
pub(super) fn format(found: Findings<'_>, o: &Occasion, participants: &[Participant]) -> Option<Format> {
    let mut parties: Vec<String> = participants
        .iter()
        .filter_map(|p| p.country.clone().or(p.organisation.clone()).or(p.name_text.clone()))
        .collect();
    parties.sort();
    parties.dedup();
    match parties.len().max(told(found, o)) {
        0 | 1 => None,
        2 => Some(Format::Bilateral),
        3 => Some(Format::Trilateral),
        _ => Some(Format::Multilateral),
    }
}

/// Returns how many parties the sightings of a meeting tell of, where they give a number of three or more.
fn told(found: Findings<'_>, o: &Occasion) -> usize {
    let mentions = o.sightings.iter().flat_map(|s| s.parties.iter().map(|&(m, _)| m));
    let counted = mentions.filter_map(|m| {
        let tokens = found.parties.mentions.get(m)?.tokens.clone();
        let (at, count) = tokens.clone().find_map(|t| Some((t, number(found.document.word(t))?)))?;
        let heads = (at + 1..tokens.end).any(|t| PARTIES.contains(&found.document.word(t)));
        heads.then_some(usize::from(count))
    });
    let sides = o.sightings.iter().filter_map(|s| s.noun.as_ref()?.sides).map(usize::from);
    counted.chain(sides).filter(|&n| n >= 3).max().unwrap_or_default()
}
