//! Countries of persons of whom neither the text beside them nor the rulebook tells one.

use super::draft::Draft;
use super::link::Linker;
use super::{EntityId, Form, Mention, PartyKind};

impl Linker<'_> {
    /// Gives a person without country the one that the office usually has, else the one last spoken
    /// of before, in the sentence or the one before it; else the next of the sentence.
    pub(super) fn settle(&mut self, drafts: &[Draft], mentions: &[Mention]) {
        let mut first_of: Vec<Option<usize>> = vec![None; self.entities.len()];
        for (at, mention) in mentions.iter().enumerate() {
            for &id in &mention.entities {
                first_of[id].get_or_insert(at);
            }
        }
        for (id, first) in first_of.into_iter().enumerate() {
            let entity = &self.entities[id];
            if entity.kind != PartyKind::Person || entity.country.is_some() || entity.organisation.is_some() {
                continue;
            }
            let Some(first) = first else { continue };
            let usual = drafts.get(first).and_then(|d| d.parts.iter().find_map(|p| p.usual.clone()));
            let usual = usual.filter(|code| self.foreign.get(&id) != Some(code));
            // "The Secretary-General" without more is that of the United Nations; a name may be anyone's.
            let usual = usual.filter(|code| entity.name.is_none() || self.body_name(code).is_none());
            let bare = entity.name.is_none() && entity.title.is_some();
            let code = usual.or_else(|| self.in_turn(mentions, first, id)).or_else(|| {
                // Who met others, and is told of first, is the text's own.
                let others = self.across(mentions, first);
                let host = !others.is_empty() && self.opens(mentions, first);
                if bare || host {
                    self.own_country(mentions, first, &others)
                } else {
                    self.country_near(mentions, first, id, &others)
                }
            });
            if let Some(code) = code {
                let body = self.body_name(&code).map(str::to_string);
                let entity = &mut self.entities[id];
                match body {
                    Some(name) => entity.organisation = Some(name),
                    None => entity.country = Some(code),
                }
                entity.inferred = true;
            }
        }
    }

    /// The country in the same place of a list: "delegations from A and B, led by X and Y".
    fn in_turn(&self, mentions: &[Mention], at: usize, own: EntityId) -> Option<String> {
        let sentence = mentions[at].sentence;
        let unknown = |m: &Mention| {
            let person =
                |&id: &EntityId| self.entities[id].kind == PartyKind::Person && self.entities[id].name.is_some();
            m.sentence == sentence && m.form == Form::Named && m.entities.iter().all(person)
        };
        let beside = |a: usize, b: usize| {
            (mentions[a].tokens.end..mentions[b].tokens.start)
                .all(|t| matches!(self.doc.word(t), "and" | "," | "respectively"))
        };
        let (mut start, mut end) = (at, at + 1);
        while start > 0 && unknown(&mentions[start - 1]) && beside(start - 1, start) {
            start -= 1;
        }
        while end < mentions.len() && unknown(&mentions[end]) && beside(end - 1, end) {
            end += 1;
        }
        let names: Vec<EntityId> = mentions[start..end].iter().flat_map(|m| m.entities.iter().copied()).collect();
        let open = |id: &EntityId| {
            let e = &self.entities[*id];
            e.inferred || e.country.is_none() && e.organisation.is_none()
        };
        let list = mentions[..start].iter().rev().take_while(|m| m.sentence == sentence).find(|m| {
            matches!(m.form, Form::Delegates | Form::Title | Form::Country) && m.entities.len() == names.len()
        })?;
        let led = (list.tokens.end..mentions[start].tokens.start)
            .any(|t| matches!(self.doc.word(t), "led" | "headed" | "represented" | ":" | "respectively"));
        let place =
            names.iter().position(|&id| id == own).filter(|_| names.len() >= 2 && led && names.iter().all(open))?;
        self.entities[*list.entities.get(place)?].country.clone()
    }

    /// The country most spoken of, but for those of the persons beside a bare title: whoever says
    /// "the Prime Minister" without more means their own.
    pub(super) fn own_country(&self, mentions: &[Mention], at: usize, others: &[String]) -> Option<String> {
        let sentence = mentions[at].sentence;
        let here =
            mentions[at.saturating_sub(20)..(at + 20).min(mentions.len())].iter().filter(|m| m.sentence == sentence);
        let beside: Vec<&str> = here
            .filter(|m| m.form == Form::Named)
            .flat_map(|m| m.entities.iter().filter_map(|&id| self.entities[id].country.as_deref()))
            .collect();
        if let Some(own) = self.own_home.clone().filter(|own| !beside.contains(&own.as_str()) && !others.contains(own))
        {
            return Some(own);
        }
        let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        for mention in mentions.iter().take(400).filter(|m| matches!(m.form, Form::Country | Form::Adjective)) {
            for country in mention.entities.iter().filter_map(|&id| self.entities[id].country.as_deref()) {
                if !beside.contains(&country) && !others.iter().any(|o| o == country) {
                    *counts.entry(country).or_default() += 1;
                }
            }
        }
        let most = counts.values().copied().max()?;
        counts.into_iter().find(|(_, n)| *n == most).map(|(country, _)| country.to_string())
    }

    /// Returns whether a mention is the first of its sentence.
    fn opens(&self, mentions: &[Mention], at: usize) -> bool {
        at == 0 || mentions[at - 1].sentence != mentions[at].sentence
    }

    /// Countries of those on the other side of "with" or "met" in a sentence, whom a person meets there.
    fn across(&self, mentions: &[Mention], at: usize) -> Vec<String> {
        let own = &mentions[at];
        let from = mentions[..at].iter().rposition(|m| m.sentence != own.sentence).map_or(0, |i| i + 1);
        let here = mentions[from..].iter().take_while(|m| m.sentence == own.sentence);
        let word = |t: usize| self.doc.word(t);
        let met = |m: &&Mention| {
            let (a, b) = if m.tokens.start < own.tokens.start { (*m, own) } else { (own, *m) };
            (a.tokens.end..b.tokens.start)
                .any(|t| self.rules.words.is_contact(word(t)) && !matches!(word(t - 1), "together" | "along"))
                && !(a.tokens.end..b.tokens.start).any(|t| matches!(word(t), ";" | ":" | "(" | "said"))
        };
        let person =
            |m: &&Mention| matches!(m.form, Form::Named | Form::Back | Form::Title | Form::Pronoun | Form::Delegates);
        // "Deputy Minister A and Norway's B": who is told with a state is of another than who is told without.
        let beside = |m: &&Mention| {
            m.rule == "party.owned_name"
                && m.tokens.start == own.tokens.end + 1
                && word(own.tokens.end) == "and"
                && own.form == Form::Named
        };
        let homes = here.filter(person).filter(|m| met(m) || beside(m)).flat_map(|m| m.entities.iter());
        homes.filter_map(|&id| self.entities[id].country.clone()).collect()
    }

    pub(super) fn country_near(
        &self,
        mentions: &[Mention],
        at: usize,
        own: EntityId,
        others: &[String],
    ) -> Option<String> {
        let country = |m: &Mention| {
            m.entities.iter().rev().find_map(|&id| {
                let e = &self.entities[id];
                (id != own
                    && e.kind != PartyKind::Organisation
                    && (e.organisation.is_none() || e.kind != PartyKind::Person))
                    .then(|| e.country.clone())
                    .flatten()
                    .filter(|code| self.foreign.get(&own) != Some(code) && !others.contains(code))
            })
        };
        let sentence = mentions[at].sentence;
        let body = |m: &&Mention| matches!(m.form, Form::Country | Form::Delegates | Form::Adjective | Form::Title);
        let here = mentions[..at].iter().rev().take(60).take_while(|m| m.sentence == sentence);
        here.clone()
            .filter(body)
            .find_map(country)
            .or_else(|| {
                mentions[at + 1..].iter().take(60).take_while(|m| m.sentence == sentence).filter(body).find_map(country)
            })
            .or_else(|| here.filter(|m| !body(m)).find_map(country))
            .or_else(|| mentions[..at].iter().rev().take(12).find_map(country))
            .or_else(|| mentions[at + 1..].iter().take(6).find_map(country))
    }
}
