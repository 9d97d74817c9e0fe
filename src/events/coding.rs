//! Kind, topics, codes, name and confidence of a meeting.

use super::Findings;
use super::occasion::Occasion;
use super::rules::Rules;
use crate::record::{Kind, Mode, Outcome, Participant};

/// Picks the most telling kind among those that the sightings name.
pub(super) fn kind(o: &Occasion) -> Kind {
    const TELLING: &[Kind] = &[
        Kind::Summit,
        Kind::Conference,
        Kind::Mediation,
        Kind::Negotiation,
        Kind::Call,
        Kind::Signing,
        Kind::Consultation,
        Kind::Talks,
        Kind::Visit,
        Kind::Meeting,
    ];
    let named: Vec<Kind> = o.sightings.iter().filter_map(|s| s.kind).collect();
    if matches!(o.mode, Some(Mode::Phone | Mode::Video))
        && !named.iter().any(|k| matches!(k, Kind::Summit | Kind::Conference))
    {
        return Kind::Call;
    }
    TELLING.iter().copied().find(|k| named.contains(k)).unwrap_or(Kind::Meeting)
}

/// Returns the topics that the evidence names, sorted.
pub(super) fn topics(found: Findings<'_>, o: &Occasion, rules: &Rules) -> Vec<String> {
    let mut sentences: Vec<usize> =
        o.sightings.iter().map(|s| s.sentence).chain(o.outcomes.iter().map(|x| x.sentence)).collect();
    sentences.sort_unstable();
    sentences.dedup();
    let text = &found.article.text;
    rules.topics.told(sentences.iter().map(|&s| found.document.sentences[s].span.of(text)))
}

/// Returns the CAMEO codes, sorted, and the PLOVER type.
pub(super) fn codes(
    o: &Occasion,
    kind: Kind,
    mode: Mode,
    outcomes: &[Outcome],
    participants: &[Participant],
    rules: &Rules,
) -> (Vec<String>, Option<String>) {
    let mut cameo = Vec::new();
    let mut plover = None;
    for code in &rules.codes {
        let fits = (code.kind.is_empty() || code.kind.contains(&kind))
            && (code.status.is_empty() || code.status.contains(&o.status))
            && (code.mode.is_empty() || code.mode.contains(&mode))
            && (code.outcome.is_empty() || outcomes.iter().any(|x| code.outcome.contains(&x.kind)))
            && (code.role.is_empty() || participants.iter().any(|p| code.role.contains(&p.role)));
        if fits {
            cameo.extend(code.cameo.clone());
            plover = plover.or(code.plover.clone());
        }
    }
    cameo.sort();
    cameo.dedup();
    (cameo, plover)
}

/// Returns the name of an occasion that its body bears.
pub(super) fn name(found: Findings<'_>, o: &Occasion) -> Option<String> {
    let text = &found.article.text;
    for sighting in &o.sightings {
        let Some(noun) = &sighting.noun else { continue };
        let capitals = (noun.start..noun.end)
            .skip_while(|&t| {
                !matches!(found.document.tokens[t].case, crate::segment::Case::Capital | crate::segment::Case::Upper)
            })
            .collect::<Vec<_>>();
        let head = found.document.tokens[noun.head].case;
        if head == crate::segment::Case::Capital
            && capitals.len() >= 2
            && capitals.first().is_some_and(|&t| t < noun.head)
        {
            let span = found.document.span_of(capitals[0]..noun.end);
            return Some(crate::segment::plain(span.of(text)));
        }
    }
    None
}
