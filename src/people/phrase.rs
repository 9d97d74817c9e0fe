//! Reading noun phrases that mean parties: persons, delegations, bodies and groups.

use super::draft::{Draft, Home, Part};
use super::names::Name;
use super::opening::Opening;
use super::rules::Sort;
use super::titles::Title;
use super::view::View;

use super::{Form, Level, PartyKind};
use crate::segment::TokenKind;

impl View<'_> {
    /// Reads the phrase that begins at `at`, if one does.
    pub(super) fn phrase(&self, at: usize, sentence: usize) -> Option<Draft> {
        match self.kind(at) {
            TokenKind::Word => self.phrase_of_words(at, sentence),
            // "On February 12 Jane Doe": a number counts people, and no one person.
            TokenKind::Number => self.phrase_of_words(at, sentence).filter(|d| d.plural || d.form != Form::Named),
            _ => None,
        }
    }

    pub(super) fn phrase_of_words(&self, at: usize, sentence: usize) -> Option<Draft> {
        if let Some(name) = self.known_name(at) {
            return Some(self.named(at, name, sentence));
        }
        if let Some(draft) = self.addressed(at, sentence) {
            return Some(draft);
        }
        // "NFP leader Jane Doe": an acronym of no table.
        if self.shouted(at)
            && self.home(at).is_none()
            && !self.is_title_word(at)
            && self.kind(at + 1) == TokenKind::Word
            && !self.capital(at + 1)
            && let Some(title) =
                self.title(at + 1).filter(|t| !t.plural && t.homes.is_empty() && t.sort == Some(Sort::Title))
            && self.name_after_title(title.tokens.end).is_some()
            && let Some(mut inner) = self.phrase_of_words(at + 1, sentence).filter(|d| d.form == Form::Named)
        {
            inner.tokens.start = at;
            return Some(inner);
        }
        let opening = self.opening(at);
        if opening.next >= self.end {
            return None;
        }
        let plain = matches!(self.word(opening.next), "colleague" | "homologue");
        let colleague = (plain || matches!(self.word(opening.next), "colleagues" | "homologues"))
            && opening.possessor.is_some()
            && (!opening.homes.is_empty() || plain && self.name_beside(opening.next + 1).is_some());
        if colleague
            || matches!(self.word(opening.next), "counterpart" | "counterparts")
            || self.word(opening.next) == "opposite" && matches!(self.word(opening.next + 1), "number" | "numbers")
        {
            return Some(self.counterpart(at, opening, sentence));
        }
        // "his guest", "her host": the other one of the two.
        if opening.possessor == Some(at)
            && opening.next == at + 1
            && matches!(self.word(at + 1), "guest" | "visitor" | "host" | "interlocutor")
            && matches!(self.word(at), "his" | "her")
            && self.kind(at + 2) != TokenKind::Possessive
            && self.name_after_title(at + 2).is_none()
        {
            let part = Part { possessor: Some(at), ..Part::default() };
            return Some(self.draft(at, at + 2, sentence, Form::Pronoun, vec![part], None, false, "party.pronoun"));
        }
        // "the Kenyan delegation by A, the Ugandan one by B"
        if opening.definite
            && matches!(self.word(opening.next), "one" | "side" | "team")
            && self.word(opening.next + 1) == "by"
            && let Some(home) = opening.homes.first()
            && let Some(mut inner) = self.phrase(opening.next + 2, sentence).filter(|d| d.form == Form::Named)
        {
            for part in &mut inner.parts {
                part.home = part.home.take().or(Some(home.clone()));
            }
            inner.tokens.start = at;
            inner.rule = "party.led_by";
            return Some(inner);
        }
        if let Some(mut title) = self.title(opening.next) {
            title.former |= opening.former;
            if let Some(draft) = self.titled(at, &opening, title, sentence) {
                return Some(draft);
            }
        }
        if let Some(draft) = self.described(at, &opening, sentence).or_else(|| self.piled(&opening, at, sentence)) {
            return Some(draft);
        }
        if opening.owned
            && !opening.definite
            && let Some(home) = opening.homes.first()
            && let Some(name) = self.name_here(opening.next).filter(|n| n.words >= 2 || !n.known.is_empty())
        {
            // "Rwanda's Jean Habimana"
            let mut draft = self.named(at, name, sentence);
            if let Some(part) = draft.parts.first_mut() {
                part.home = Some(home.clone());
                part.former |= opening.former;
            }
            draft.rule = "party.owned_name";
            return Some(draft);
        }
        if opening.next > at && (opening.definite || opening.possessor.is_some() || opening.owned || opening.indefinite)
        {
            return None;
        }
        // "former X", and a name alone.
        let (start, gender) = self.courtesies(opening.next);
        if start > opening.next {
            // "H.E. President Jane Doe", "HE the Prime Minister"
            let inner = start + usize::from(self.word(start) == "the");
            if self.title(inner).is_some_and(|t| matches!(t.sort, Some(Sort::Title))) {
                let mut draft = self.phrase_of_words(start, sentence)?;
                draft.tokens.start = at;
                return Some(draft);
            }
            let name = self.name_after_title(opening.next)?;
            let mut draft = self.named(at, Name { gender: gender.or(name.gender), ..name }, sentence);
            draft.rule = "party.courtesy";
            return Some(draft);
        }
        if !opening.homes.is_empty() {
            return None;
        }
        let name = self.name_alone(opening.next)?;
        let mut draft = self.named(at, name, sentence);
        if let Some(part) = draft.parts.first_mut() {
            part.former |= opening.former;
        }
        Some(draft)
    }

    /// Reads "His Excellency Mr. Jane Doe", "the Hon. Jane Doe": an address that opens with a determiner.
    pub(super) fn addressed(&self, at: usize, sentence: usize) -> Option<Draft> {
        if !matches!(self.word(at), "the" | "his" | "her") {
            return None;
        }
        let (start, gender) = self.courtesies(at);
        if start == at {
            return None;
        }
        if let Some(mut draft) = self.title(start).and_then(|_| self.phrase_of_words(start, sentence)) {
            draft.tokens.start = at;
            return (draft.form == Form::Named).then_some(draft);
        }
        let name = self.name_here(start)?;
        let mut draft = self.named(at, Name { gender: gender.or(name.gender), ..name }, sentence);
        if draft.rule == "party.name" {
            draft.rule = "party.courtesy";
        }
        Some(draft)
    }

    /// Reads "a Tajik engineer, Firuz Latipov,": what one is, in words of no table, and the name.
    pub(super) fn described(&self, at: usize, o: &Opening, sentence: usize) -> Option<Draft> {
        let home = o.homes.first().filter(|_| o.definite || o.indefinite || o.possessor.is_some() || o.owned)?;
        // "the Norwegian, Jane Doe,"
        let bare = self.word(o.next) == "," && (o.definite || o.indefinite) && o.homes.len() == 1 && !o.owned;
        let end = if bare { o.next } else { self.plain_words(o.next)? };
        if self.word(end) != "," {
            return None;
        }
        let name = self.name_here(end + 1).filter(|n| n.words >= 2)?;
        if !matches!(self.word(name.tokens.end), "," | "." | ")") {
            return None;
        }
        let stop = name.tokens.end + usize::from(self.word(name.tokens.end) == ",");
        let mut part = Part { home: Some(home.clone()), ..Part::default() };
        set_name(&mut part, name);
        Some(self.draft(at, stop, sentence, Form::Named, vec![part], None, false, "party.apposition"))
    }

    /// Reads "Tajik Academy of Sciences director Firuz Latipov", "Tajik energy chief …": a country,
    /// words of no table for what one is the head of, and the title with its name.
    pub(super) fn piled(&self, o: &Opening, at: usize, sentence: usize) -> Option<Draft> {
        let home = o.homes.first().filter(|h| o.homes.len() == 1 && !h.organisation && !self.headline)?;
        let small = |t: usize| self.case(t) == crate::segment::Case::Lower;
        let joiner = |t: usize| matches!(self.word(t), "of" | "for" | "the" | "and" | "on");
        let mut end = o.next;
        while end < o.next + 9 && self.kind(end) == TokenKind::Word && !self.is_possessive(end) {
            // "Chile's energy chief and then minister Rosa Diaz" are two.
            let two = small(o.next) && self.word(end + 1) == "and";
            let title = end > o.next && !joiner(end - 1) && !two && self.is_title_word(end);
            let inner = title.then(|| self.phrase(end, sentence)).flatten();
            // In small letters one word and the title's own: "jets hit President X" names no office.
            let plain = small(o.next);
            let fits = |d: &Draft| {
                let part = d.parts.first().filter(|_| d.parts.len() == 1 && d.form == Form::Named);
                part.is_some_and(|p| {
                    p.title.as_ref().is_some_and(|t| t.start == end && (!plain || small(end)))
                        && p.home.as_ref().is_none_or(|h| h.code == home.code)
                })
            };
            if let Some(mut draft) = inner.filter(fits) {
                let part = draft.parts.first_mut()?;
                part.home = Some(home.clone());
                draft.tokens.start = at;
                return Some(draft);
            }
            let goes_on = match small(end) {
                true => joiner(end) && end > o.next && !plain || end == o.next && !self.function(end),
                false => !plain,
            };
            if !goes_on || self.rules.words.is_verb(self.word(end)) && small(end) {
                return None;
            }
            end += 1;
        }
        None
    }

    /// Reads one to four words in small letters that are no function words: their end.
    pub(super) fn plain_words(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while end < at + 4 && self.kind(end) == TokenKind::Word && self.case(end) == crate::segment::Case::Lower {
            if self.function(end) || self.rules.words.is_verb(self.word(end)) {
                return None;
            }
            end = self.step(end);
        }
        (end > at).then_some(end)
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn draft(
        &self,
        start: usize,
        end: usize,
        sentence: usize,
        form: Form,
        parts: Vec<Part>,
        count: Option<u8>,
        plural: bool,
        rule: &'static str,
    ) -> Draft {
        let end = end.clamp(start + 1, self.end.max(start + 1));
        Draft { tokens: start..end, sentence, form, parts, count, plural, possessive: self.is_possessive(end), rule }
    }
}

pub(super) fn set_name(part: &mut Part, name: Name) {
    part.name = Some(name.tokens);
    part.known = name.known;
    part.gender = part.gender.or(name.gender);
}

pub(super) fn set_title(part: &mut Part, title: &Title, former: bool, deputy: bool) {
    part.title = Some(title.plain.clone());
    part.row = title.row.filter(|_| title.plural);
    part.former = title.former || former;
    part.office = title.office.clone().filter(|_| !part.former);
    part.level = title.level;
    part.usual = title.usual.clone();
    if deputy {
        part.level = Some(Level::Deputy);
    }
}

/// Makes one party for each country, or one without.
pub(super) fn spread(part: &Part, homes: &[Home], several: PartyKind) -> Vec<Part> {
    if homes.is_empty() {
        return vec![part.clone()];
    }
    let kind = if homes.len() > 1 { several } else { part.kind };
    homes.iter().map(|home| Part { kind, home: Some(home.clone()), ..part.clone() }).collect()
}
