//! Sides of a conflict that no table knows: movements by the shape of their names, a people's
//! delegation, and "the government" that faces them.

use super::draft::{Draft, Home, Part};
use super::link::Linker;
use super::rules::{Rules, Sort};
use super::view::View;
use super::{EntityId, Form, PartyKind};
use crate::clues::Clues;
use crate::segment::{Case, Document, TokenKind};
use std::ops::Range;

/// The sides without a state that a text names by themselves.
#[derive(Debug, Default)]
pub(super) struct Sides {
    /// Tokens of each name, without article and acronym, in text order.
    names: Vec<Range<usize>>,
    /// Acronyms that the text gives them, folded, with their place in `names`.
    acronyms: Vec<(String, usize)>,
    /// Whether the text tells of any such side, named so or by the rulebook.
    told: bool,
}

/// How far a text is read for sides.
const REACH: usize = 40_000;

impl Sides {
    /// Finds the movements of a text by the words in their names.
    pub(super) fn of(text: &str, document: &Document, rules: &Rules) -> Sides {
        let none = Sides::default();
        let end = document.tokens.len();
        let view =
            View { text, doc: document, rules, start: 0, end, headline: false, day: &None, halves: &[], sides: &none };
        let mut sides = Sides::default();
        let mut shared: Vec<&str> = Vec::new();
        let known = |at: usize| rules.organisation_words.longest(&view, at, |_| true);
        let armed = |row: usize| rules.organisations.get(row).is_some_and(|o| o.kind == "movement");
        for (at, token) in document.tokens.iter().enumerate().take(REACH) {
            if !token.clues.any(Clues::PEOPLE.or(Clues::BODY).or(Clues::TITLE)) || token.kind != TokenKind::Word {
                continue;
            }
            let word = document.word(at);
            sides.told |= rules.words.is_armed(word);
            if !sides.told && token.capital && token.clues.any(Clues::BODY) {
                sides.told |= known(at).is_some_and(|(_, row)| armed(row));
            }
            if token.capital && rules.words.is_front(word) {
                let Some(name) = name_around(document, rules, at) else { continue };
                if known(name.start).is_some_and(|(end, _)| end >= name.end)
                    || sides.names.last().is_some_and(|last| last.end > name.start)
                {
                    continue;
                }
                if let Some(acronym) = acronym_after(document, name.end) {
                    if !shared.contains(&acronym) {
                        shared.push(acronym);
                        sides.acronyms.push((acronym.to_string(), sides.names.len()));
                    }
                }
                sides.names.push(name);
            }
        }
        sides.told |= !sides.names.is_empty();
        sides
    }

    /// Returns the name that begins at a token.
    fn name(&self, at: usize) -> Option<&Range<usize>> {
        let found = self.names.binary_search_by_key(&at, |n| n.start).ok()?;
        self.names.get(found)
    }

    /// Returns the name of which a folded word is the acronym.
    fn acronym(&self, word: &str) -> Option<&Range<usize>> {
        let (_, name) = self.acronyms.iter().find(|(a, _)| a == word)?;
        self.names.get(*name)
    }
}

/// Returns the acronym in brackets that stands at a token, folded.
fn acronym_after(document: &Document, at: usize) -> Option<&str> {
    let token = document.tokens.get(at + 1)?;
    let closed = document.tokens.get(at + 2).is_some() && document.word(at) == "(" && document.word(at + 2) == ")";
    (closed && token.case == Case::Upper).then(|| document.word(at + 1))
}

/// Reads the capitalised name around a head such as "Front" or "Movement": with a word of a cause
/// ("Liberation"), or of three words before the head that say nothing of a state's forces.
fn name_around(document: &Document, rules: &Rules, head: usize) -> Option<Range<usize>> {
    let sentence = document.sentences.get(document.sentence_of(head))?.tokens.clone();
    let capital = |t: usize| {
        sentence.contains(&t)
            && document.tokens.get(t).is_some_and(|t| t.capital && t.kind == TokenKind::Word)
            && !rules.words.is_function(document.word(t))
    };
    let glue = |t: usize| {
        matches!(document.word(t), "of" | "for" | "and" | "the" | "'s" | "’s" | "-")
            || document.tokens.get(t).is_some_and(|t| t.kind == TokenKind::Possessive)
    };
    let mut start = head;
    while start > sentence.start {
        let one = start - 1;
        if capital(one) {
            start = one;
        } else if start >= sentence.start + 2
            && capital(start - 2)
            && (document.tokens[one].kind == TokenKind::Possessive || matches!(document.word(one), "and" | "-"))
            && !rules.words.is_front(document.word(start - 2))
        {
            start -= 2;
        } else {
            break;
        }
    }
    let mut end = head + 1;
    loop {
        let next = (end..end + 3).find(|&t| !glue(t));
        match next {
            Some(t) if t > end && capital(t) && matches!(document.word(end), "of" | "for") => end = t + 1,
            Some(t) if t == end && capital(t) => end = t + 1,
            _ => break,
        }
    }
    let words = || (start..end).map(|t| document.word(t));
    // The forces of a state: "the Indian Army", "the Royal Air Force".
    if words().any(|w| rules.words.is_regular(w)) || end - start < 2 {
        return None;
    }
    let cause = words().any(|w| rules.words.is_cause(w));
    // A council or a union may be anybody's.
    let fights =
        matches!(document.word(head), "front" | "movement" | "force" | "forces" | "army" | "brigade" | "brigades");
    let long = fights && head - start >= 2 && end == head + 1 && document.word(start.wrapping_sub(1)) == "the";
    let whole = words().filter(|w| w.len() > 2).count() >= 2;
    (whole && (cause || long)).then_some(start..end)
}

impl View<'_> {
    /// Reads a side that no table knows.
    pub(super) fn side(&self, at: usize, sentence: usize) -> Option<Draft> {
        let inner = at + usize::from(self.word(at) == "the");
        if !self.sides.told || self.headline && inner > at {
            return None;
        }
        self.movement(at, inner, sentence)
            .or_else(|| self.people_of(at, inner, sentence))
            .or_else(|| self.government(at, inner, sentence))
    }

    /// Reads "the Northern Liberation Front (NLF)", or "the NLF" after that.
    fn movement(&self, at: usize, inner: usize, sentence: usize) -> Option<Draft> {
        if !self.capital(inner) {
            return None;
        }
        let (name, end) = match self.sides.name(inner) {
            Some(name) => {
                let acronym = acronym_after(self.doc, name.end).is_some();
                (name.clone(), name.end + if acronym { 3 } else { 0 })
            }
            None if self.case(inner) == Case::Upper => (self.sides.acronym(self.word(inner))?.clone(), inner + 1),
            None => return None,
        };
        let end = self.delegates(end).unwrap_or(end);
        let part = Part { kind: PartyKind::Group, title: Some(name), ..Part::default() };
        Some(self.draft(at, end, sentence, Form::Group, vec![part], None, true, "party.side"))
    }

    /// Steps past "delegation", "representatives", "side" and the like after a side's name.
    fn delegates(&self, at: usize) -> Option<usize> {
        let word = self.rules.title_words.longest(self, at, |w| matches!(w.sort, Sort::Delegation | Sort::Delegate));
        word.filter(|_| !self.capital(at) && self.name_after_title(at + 1).is_none()).map(|(end, _)| end)
    }

    /// Reads "the Ruritanian rebels", "Zendan fighters": people called by a word that no table has.
    fn people_of(&self, at: usize, inner: usize, sentence: usize) -> Option<Draft> {
        let more = |t: usize| self.capital(t) && !self.function(t) && self.word(t) != "government";
        let run = (inner..inner + 3).take_while(|&t| more(t)).count();
        if run == 0
            || self.home(inner).is_some()
            || self.is_title_word(inner)
            || at == inner && at == self.start && run == 1
        {
            return None;
        }
        let noun = inner + run;
        let (end, word) = self
            .rules
            .title_words
            .longest(self, noun, |w| matches!(w.sort, Sort::Group | Sort::Delegation | Sort::Delegate))?;
        let delegates = word.sort != Sort::Group;
        // "the Northern Transitional Government"
        if self.capital(noun) && inner > at && run >= 2 && self.word(end - 1) == "government" {
            let part = Part { kind: PartyKind::Group, title: Some(inner..end), ..Part::default() };
            return Some(self.draft(at, end, sentence, Form::Group, vec![part], None, false, "party.side"));
        }
        let sure = matches!(self.word(end - 1), "delegation" | "delegates" | "negotiators" | "representatives");
        if self.capital(noun) || delegates && !sure || self.name_after_title(end).is_some() {
            return None;
        }
        let part = Part { kind: PartyKind::Group, title: Some(inner..end), ..Part::default() };
        Some(self.draft(at, end, sentence, Form::Group, vec![part], None, true, "party.side"))
    }

    /// Reads "the government", "the federal government side", "government negotiators": of the state
    /// that the sides of the text are in.
    fn government(&self, at: usize, inner: usize, sentence: usize) -> Option<Draft> {
        let (next, former, _) = self.modifiers(inner);
        let extra = matches!(
            self.word(next),
            "federal" | "central" | "national" | "recognised" | "recognized" | "coalition" | "union"
        );
        let head = next + usize::from(extra);
        if former || !matches!(self.word(head), "government" | "govt" | "regime") {
            return None;
        }
        let mut end = head + 1;
        let people = |t: usize| {
            matches!(
                self.word(t),
                "side"
                    | "team"
                    | "delegation"
                    | "panel"
                    | "negotiators"
                    | "representatives"
                    | "delegates"
                    | "envoys"
                    | "mediators"
                    | "emissaries"
                    | "officials"
            )
        };
        let peace = usize::from(matches!(self.word(end), "peace" | "negotiating") && people(end + 1));
        let named = people(end + peace);
        if named {
            end += peace + 1;
        }
        if !named && inner == at {
            return None;
        }
        // "the government troops", "the government of Ruritania"
        let after = self.word(end);
        let open = self.kind(end) != TokenKind::Word
            || after != "of" && self.function(end)
            || self.rules.words.is_verb(after)
            || self.rules.words.is_past(after)
            || self.rules.words.is_adverb(after)
            || matches!(after, "met" | "meet" | "began" | "sat" | "hold" | "sign" | "came" | "spoke" | "went");
        if !open || after == "of" || self.hyphen(end) {
            return None;
        }
        let part = Part { kind: PartyKind::Delegation, title: Some(inner..end), ..Part::default() };
        Some(self.draft(at, end, sentence, Form::Delegates, vec![part], None, named, "party.government"))
    }

    /// Returns whether a side without a state, or the government that faces it, is named from a token on.
    pub(super) fn side_at(&self, at: usize) -> bool {
        let inner = at + usize::from(self.word(at) == "the");
        let movement = |home: &Home| {
            let row = self.rules.organisations.binary_search_by(|o| o.id.as_str().cmp(&home.code)).ok();
            row.and_then(|row| self.rules.organisations.get(row)).is_some_and(|o| o.kind == "movement")
        };
        self.sides.told
            && (self.side(at, 0).is_some()
                || self.home(inner).is_some_and(|f| f.home.organisation && movement(&f.home)))
    }
}

/// Lists the states that drafts speak of, with their sentence, and whether they are surely those that
/// the sides of the text are in.
pub(super) fn ruled(drafts: &[Draft], document: &Document, rules: &Rules) -> Vec<(bool, usize, String)> {
    let mut out = Vec::new();
    for draft in drafts {
        for home in draft.parts.iter().filter_map(|p| p.home.as_ref()) {
            if home.organisation {
                let row = rules.organisations.binary_search_by(|o| o.id.as_str().cmp(&home.code)).ok();
                let body = row.and_then(|row| rules.organisations.get(row)).filter(|o| o.kind == "movement");
                out.extend(body.and_then(|o| o.country.clone()).map(|code| (true, draft.sentence, code)));
            } else {
                let governs = draft.form == Form::Delegates
                    && draft.tokens.clone().any(|t| matches!(document.word(t), "government" | "regime"));
                let group = draft.form == Form::Group;
                out.push((governs || group, draft.sentence, home.code.clone()));
            }
        }
    }
    out
}

impl Linker<'_> {
    /// Resolves "the government" of a text that tells of a side without a state: that of the state which
    /// the sides nearest by are in, else of the state most spoken of.
    pub(super) fn facing(&mut self, draft: &Draft) -> Option<EntityId> {
        let sure = self.ruled.iter().filter(|r| r.0).min_by_key(|r| r.1.abs_diff(draft.sentence)).map(|r| r.2.clone());
        let code = sure.or_else(|| {
            let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
            for (_, sentence, code) in &self.ruled {
                *counts.entry(code.as_str()).or_default() += 1 + usize::from(sentence.abs_diff(draft.sentence) < 3);
            }
            let most = counts.values().copied().max()?;
            // Where two states are spoken of alike, nobody can tell.
            if counts.values().filter(|&&n| n * 2 > most).count() > 1 {
                return None;
            }
            let first = self.ruled.iter().find(|r| counts.get(r.2.as_str()) == Some(&most))?;
            Some(first.2.clone())
        });
        match code {
            Some(code) => Some(
                self.body(&Home { code, ..Home::default() }, &Part { kind: PartyKind::Delegation, ..Part::default() }),
            ),
            None => {
                let part = draft.parts.first()?.clone();
                let text = part.title.clone().map(|t| self.plain(t)).unwrap_or_default();
                Some(self.group(text, &part))
            }
        }
    }
}
