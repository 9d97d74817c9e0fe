//! Speakers: whom "I" means in a statement that the text gives in its own words.

use super::draft::Draft;
use super::link::{Linker, Spoken};
use super::{EntityId, Form, PartyKind};
use crate::segment::BlockKind;

/// How far above its words a statement may be introduced, in sentences.
const REACH: usize = 60;

impl Linker<'_> {
    /// Whom a first person means: who is named as the speaker right above, or as the author at the top.
    pub(super) fn speaker(&self, draft: &Draft) -> Option<EntityId> {
        let quoted = draft.rule == "party.quoted";
        self.introduced(draft, quoted).or_else(|| (!quoted).then(|| self.author(draft)).flatten())
    }

    /// "A issued the following statement:", "President A:"
    fn introduced(&self, draft: &Draft, quoted: bool) -> Option<EntityId> {
        let floor = draft.sentence.saturating_sub(REACH);
        for at in (floor..=draft.sentence).rev() {
            let sentence = &self.doc.sentences[at];
            let start = sentence.tokens.start;
            let end = sentence.tokens.end.min(draft.tokens.start);
            if let Some(first) = self.opening(at).filter(|s| s.end < end) {
                let colon = (first.end..end).find(|&t| self.doc.word(t) == ":");
                let label = !quoted && colon == Some(first.end);
                let last = |c: usize| at == draft.sentence || c + 2 >= end;
                let tells = colon.is_some_and(|c| last(c) && (first.end..c).any(|t| self.is_statement(t)));
                // "A said, we have agreed": reported without quotation marks.
                let says = !quoted
                    && matches!(self.doc.word(first.end), "said" | "noted" | "stressed" | "stated" | "added")
                    && self.doc.word(first.end + 1) == ","
                    && self.doc.sentences[draft.sentence].block == sentence.block;
                if label || tells || says {
                    return self.person_of(first);
                }
            }
            if at == draft.sentence {
                continue;
            }
            if sentence.span.of(self.text).trim_end().ends_with(':') {
                return None;
            }
            // What stands between a quotation and its speaker is quoted too.
            if quoted && !sentence.tokens.clone().take(3).any(|t| self.doc.tokens[t].quoted) || start == 0 {
                return None;
            }
        }
        None
    }

    /// "Statement by A", "Remarks of A" in the lines at the top.
    fn author(&self, draft: &Draft) -> Option<EntityId> {
        let top = self.trail.iter().take(12).filter(|s| s.sentence < 6 && s.sentence < draft.sentence);
        let heads = |s: &&Spoken| matches!(self.doc.kind_of(s.sentence), BlockKind::Headline | BlockKind::Heading);
        let by = |s: &&Spoken| {
            let first = self.doc.sentences[s.sentence].tokens.start;
            let before = s.token.checked_sub(1).filter(|&t| t > first);
            before.is_some_and(|t| {
                matches!(self.doc.word(t), "by" | "of" | "from")
                    && (first..t).any(|t| {
                        matches!(
                            self.doc.word(t),
                            "statement"
                                | "remarks"
                                | "address"
                                | "speech"
                                | "message"
                                | "letter"
                                | "report"
                                | "intervention"
                                | "comments"
                        )
                    })
            })
        };
        top.filter(heads).find(by).and_then(|s| self.person_of(s))
    }

    fn is_statement(&self, token: usize) -> bool {
        matches!(
            self.doc.word(token),
            "statement"
                | "said"
                | "remarks"
                | "message"
                | "declaration"
                | "following"
                | "declared"
                | "wrote"
                | "address"
        )
    }

    /// Who is spoken of first in a sentence, where it opens with that person.
    fn opening(&self, sentence: usize) -> Option<&Spoken> {
        let start = self.doc.sentences[sentence].tokens.start;
        let first = self.trail.partition_point(|s| s.sentence < sentence);
        self.trail.get(first).filter(|s| s.sentence == sentence && s.token <= start + 2)
    }

    fn person_of(&self, spoken: &Spoken) -> Option<EntityId> {
        let named = matches!(spoken.form, Form::Named | Form::Title | Form::Back | Form::Pronoun);
        match spoken.entities.as_slice() {
            &[id] if named && self.entities[id].kind == PartyKind::Person && !self.entities[id].is_outside() => {
                Some(id)
            }
            _ => None,
        }
    }
}
