//! One sentence of a document, read token by token.

use super::Rules;
use super::rules::NameWord;
use super::sides::Sides;
use crate::clues::Clues;
use crate::segment::{BlockKind, Case, Document, Token, TokenKind};

/// A sentence, with what is known of the world beside it.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    pub(super) doc: &'a Document,
    pub(super) rules: &'a Rules,
    /// First token of the sentence, past an agency's dateline.
    pub(super) start: usize,
    /// One past its last token.
    pub(super) end: usize,
    /// Whether most words are capitalised, so that a capital says nothing.
    pub(super) headline: bool,
    /// The publication day, ISO 8601.
    pub(super) day: &'a Option<String>,
    /// Words that stand for a country in this text ("the North"), folded.
    pub(super) halves: &'a [(String, String)],
    /// Sides without a state that the text names by themselves.
    pub(super) sides: &'a Sides,
}

impl<'a> View<'a> {
    /// Looks at a sentence of a document.
    pub(super) fn new(
        text: &'a str,
        doc: &'a Document,
        sentence: usize,
        rules: &'a Rules,
        day: &'a Option<String>,
        halves: &'a [(String, String)],
        sides: &'a Sides,
    ) -> View<'a> {
        let kind = doc.kind_of(sentence);
        let sentence = &doc.sentences[sentence];
        let start = if sentence.dateline.is_empty() { sentence.tokens.start } else { sentence.dateline.end };
        let tokens = &doc.tokens[sentence.tokens.clone()];
        let capitals = tokens.iter().filter(|t| matches!(t.case, Case::Capital | Case::Upper | Case::Mixed));
        let words = tokens.iter().filter(|t| t.kind == TokenKind::Word);
        let headline = matches!(kind, BlockKind::Headline | BlockKind::Heading | BlockKind::Item)
            && capitals.count() * 4 > words.count() * 3;
        View { text, doc, rules, start, end: sentence.tokens.end, headline, day, halves, sides }
    }

    #[inline]
    pub(super) fn token(&self, at: usize) -> Option<&'a Token> {
        if at < self.end { self.doc.tokens.get(at) } else { None }
    }

    /// Returns the folded word, empty past the sentence.
    #[inline]
    pub(super) fn word(&self, at: usize) -> &'a str {
        if at < self.end { self.doc.word(at) } else { "" }
    }

    /// Returns whether a token has any of some clues.
    #[inline]
    pub(super) fn clue(&self, at: usize, clues: Clues) -> bool {
        self.token(at).is_some_and(|t| t.clues.any(clues))
    }

    /// Returns how many a number counts.
    #[inline]
    pub(super) fn number(&self, at: usize) -> Option<u8> {
        let counts = self.clue(at, Clues::NUMBER) || self.kind(at) == TokenKind::Number;
        counts.then(|| super::number(self.word(at))).flatten()
    }

    /// Returns whether a word is a particle inside names.
    #[inline]
    pub(super) fn particle(&self, at: usize) -> bool {
        self.clue(at, Clues::PARTICLE) && self.rules.words.is_particle(self.word(at))
    }

    /// Returns whether a word begins no name and ends one.
    #[inline]
    pub(super) fn function(&self, at: usize) -> bool {
        self.clue(at, Clues::FUNCTION) && self.rules.words.is_function(self.word(at))
    }

    /// Returns what `names.csv` says of a token's word.
    #[inline]
    pub(super) fn name_word(&self, at: usize) -> Option<NameWord> {
        let known = self.token(at).is_some_and(|t| self.rules.names.may_begin(t.hash));
        known.then(|| self.rules.name_word(self.word(at))).flatten()
    }

    #[inline]
    pub(super) fn case(&self, at: usize) -> Case {
        self.token(at).map_or(Case::None, |t| t.case)
    }

    #[inline]
    pub(super) fn kind(&self, at: usize) -> TokenKind {
        self.token(at).map_or(TokenKind::Mark, |t| t.kind)
    }

    #[inline]
    pub(super) fn raw(&self, at: usize) -> &'a str {
        self.token(at).map(|t| t.span.of(self.text)).unwrap_or_default()
    }

    /// Returns whether a token is a hyphen or dash inside a compound.
    #[inline]
    pub(super) fn hyphen(&self, at: usize) -> bool {
        self.clue(at, Clues::HYPHEN)
            && matches!(self.word(at), "-" | "–" | "‐" | "‑")
            && self.token(at).is_some_and(|t| t.glued)
            && self.token(at + 1).is_some_and(|t| t.glued)
    }

    /// Returns the token after a comma, an "and", or both; `at` itself where neither stands there.
    pub(super) fn past_joint(&self, at: usize) -> usize {
        let next = at + usize::from(self.word(at) == ",");
        next + usize::from(matches!(self.word(next), "and" | "&"))
    }

    /// Returns the token after `at`, a hyphen inside a compound passed over.
    #[inline]
    pub(super) fn step(&self, at: usize) -> usize {
        if self.hyphen(at + 1) { at + 2 } else { at + 1 }
    }

    /// Returns whether a word begins with a capital.
    #[inline]
    pub(super) fn capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.capital)
    }

    /// Returns whether a word of several letters is in capitals alone.
    pub(super) fn shouted(&self, at: usize) -> bool {
        self.case(at) == Case::Upper && self.raw(at).len() > 1
    }

    #[inline]
    pub(super) fn is_possessive(&self, at: usize) -> bool {
        self.kind(at) == TokenKind::Possessive && at < self.end
    }

    /// Returns the words from `at` on, hyphens passed over, until a mark.
    pub(super) fn words(self, at: usize) -> impl Iterator<Item = &'a str> {
        let mut next = at;
        std::iter::from_fn(move || {
            if next >= self.end || self.kind(next) != TokenKind::Word {
                return None;
            }
            let word = self.word(next);
            next = self.step(next);
            Some(word)
        })
    }

    /// Returns one past the token that holds the `count`-th word from `at`.
    pub(super) fn end_of(&self, at: usize, count: usize) -> usize {
        let mut token = at;
        for _ in 1..count {
            token = self.step(token);
        }
        token + 1
    }
}
