//! Stage one: blocks, sentences and tokens, each a span of the text.

mod blocks;
mod plain;
mod rules;
mod sentences;
mod token;
mod vocabulary;

pub(crate) use blocks::breaks_words;
pub use plain::plain;
pub use rules::Rules;
pub(crate) use vocabulary::Vocabulary;

use plain::{entity, plain_into};

use crate::clues::Clues;
use crate::span::Span;
use std::ops::Range;

/// An article's text cut into blocks, sentences and tokens.
///
/// Sentences and tokens are numbered through the whole text, in its order; a block names the range
/// of its sentences, a sentence the range of its tokens.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Blocks, in text order.
    pub blocks: Vec<Block>,
    /// Sentences, in text order.
    pub sentences: Vec<Sentence>,
    /// Tokens, in text order.
    pub tokens: Vec<Token>,
    folded: String,
}

/// A run of lines that belong together: a paragraph, a headline, a list item.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: Span,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// The rule that told what it is, where one did.
    pub rule: Option<String>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The article's headline, or a deck under it.
    Headline,
    /// A heading inside the text.
    Heading,
    /// A line that says where and when, standing alone ("Washington, DC", "March 25, 2010").
    Dateline,
    /// Who wrote it, who distributes it.
    Byline,
    /// The text itself.
    Body,
    /// A list item of the text itself.
    Item,
    /// What stands under a picture.
    Caption,
    /// An embedded post or a block quotation from elsewhere.
    Embed,
    /// Navigation, notices, legal lines.
    Clutter,
    /// Headlines and starts of other stories.
    Teaser,
}

impl BlockKind {
    /// Returns whether meetings are looked for in such a block.
    pub fn is_text(self) -> bool {
        matches!(
            self,
            BlockKind::Headline | BlockKind::Body | BlockKind::Item | BlockKind::Caption | BlockKind::Heading
        )
    }
}

/// A sentence, a headline, or a list item.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where it is.
    pub span: Span,
    /// The block that holds it.
    pub block: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// For a sentence that opens with an agency's dateline ("VIENNA, May 17 (AFP) -"): the tokens
    /// of that dateline, through the dash. Empty otherwise.
    pub dateline: Range<usize>,
}

/// A word, a number, or a mark.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
    /// Whether no white space stands before it.
    pub glued: bool,
    /// Whether it stands inside quotation marks (the marks themselves do not).
    pub quoted: bool,
    /// Whether it is a word that begins with a capital or is written with one.
    pub(crate) capital: bool,
    /// What may be known of its word.
    pub(crate) clues: Clues,
    /// The hash of its folded word, by which filters know it.
    pub(crate) hash: u32,
    folded: (u32, u32),
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and the full stop of an abbreviation ("U.S.", "Mr.", "J.").
    /// Hyphens split words: "Ki-moon" is three tokens, the second and third of them glued.
    Word,
    /// Digits with inner `.`, `,`, `:` or `/`, and an ordinal's ending ("17th", "1,800", "13:08").
    Number,
    /// A possessive ending: `'s`, or `'` after an s.
    Possessive,
    /// Anything else: one mark, or a run of the same mark.
    Mark,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// "talks"
    Lower,
    /// "Talks"
    Capital,
    /// "TALKS" (two letters or more)
    Upper,
    /// "iPhone", "deJong"
    Mixed,
    /// No letters with case.
    None,
}

impl Document {
    /// Returns the folded form of a token: lower case, without diacritics, apostrophes or the full
    /// stops of an abbreviation, as [`crate::gazetteer::fold`] makes it.
    #[inline]
    pub fn word(&self, token: usize) -> &str {
        self.tokens.get(token).map(|t| &self.folded[t.folded.0 as usize..t.folded.1 as usize]).unwrap_or_default()
    }

    /// Returns what may be known of a token's word.
    #[inline]
    pub(crate) fn clues(&self, token: usize) -> Clues {
        self.tokens.get(token).map_or(Clues::NONE, |t| t.clues)
    }

    /// Returns runs of sentences that have some number of tokens each at most, unless one sentence has
    /// more: the whole for every text but the very longest. A run ends with a block where it can.
    pub(crate) fn runs(&self, most: usize) -> Vec<Range<usize>> {
        let mut runs = Vec::new();
        let mut start = 0;
        let size = |from: usize, to: usize| self.sentences[to].tokens.end - self.sentences[from].tokens.start;
        for at in 0..self.sentences.len() {
            if at > start && size(start, at) > most {
                let opens = |s: &usize| self.sentences[*s].block != self.sentences[s - 1].block;
                let half = start + (at - start) / 2;
                let end = (half + 1..=at).rev().find(opens).unwrap_or(at);
                runs.push(start..end);
                start = end;
            }
        }
        runs.push(start..self.sentences.len());
        runs
    }

    /// Returns the document of a run of sentences alone; its spans are still those of the whole text.
    pub(crate) fn part(&self, run: Range<usize>) -> Document {
        let (Some(first), Some(last)) = (self.sentences.get(run.start), self.sentences[..run.end].last()) else {
            return Document::default();
        };
        let tokens = first.tokens.start..last.tokens.end;
        let folded = self.tokens.get(tokens.start).map_or(0, |t| t.folded.0)
            ..self.tokens[..tokens.end].last().map_or(0, |t| t.folded.1);
        let back = |range: &Range<usize>, by: usize| range.start.max(by) - by..range.end.max(by) - by;
        let block = |b: &Block| {
            let within = b.sentences.start.clamp(run.start, run.end)..b.sentences.end.clamp(run.start, run.end);
            Block { sentences: back(&within, run.start), ..b.clone() }
        };
        let sentence = |s: &Sentence| Sentence {
            block: s.block - first.block,
            tokens: back(&s.tokens, tokens.start),
            dateline: back(&s.dateline, tokens.start),
            ..s.clone()
        };
        let token = |t: &Token| Token { folded: (t.folded.0 - folded.start, t.folded.1 - folded.start), ..*t };
        Document {
            blocks: self.blocks[first.block..=last.block].iter().map(block).collect(),
            sentences: self.sentences[run].iter().map(sentence).collect(),
            tokens: self.tokens[tokens.clone()].iter().map(token).collect(),
            folded: self.folded[folded.start as usize..folded.end as usize].to_string(),
        }
    }

    /// Returns the sentence that holds a token, found by bisection.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= token)
    }

    /// Returns the kind of the block that holds a sentence.
    pub fn kind_of(&self, sentence: usize) -> BlockKind {
        self.blocks[self.sentences[sentence].block].kind
    }

    /// Returns the span from the first to the last token of a range; empty for an empty range.
    pub fn span_of(&self, tokens: Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|e| self.tokens.get(e))) {
            (Some(a), Some(b)) if tokens.start < tokens.end => Span::new(a.span.start, b.span.end),
            (Some(a), _) => Span::new(a.span.start, a.span.start),
            _ => Span::default(),
        }
    }
}

/// Cuts a text into blocks, sentences and tokens.
#[inline(never)] // so that a profile tells the stages apart
pub fn segment(text: &str, rules: &Rules) -> Document {
    let mut document = Document::default();
    let columns = blocks::breaks_words(text);
    for draft in blocks::blocks(text, rules) {
        let first = document.tokens.len();
        let sentence = document.sentences.len();
        let words = draft.span.of(text);
        let mark = blocks::item_mark(words).min(words.len());
        let inner = Span::new(draft.span.start + mark, draft.span.end);
        token::tokenise(text, inner, columns, rules, &mut document.tokens, &mut document.folded);
        let range = first..document.tokens.len();
        sentences::sentences(text, document.blocks.len(), range, rules, &mut document);
        let sentences = sentence..document.sentences.len();
        document.blocks.push(Block { kind: draft.kind, span: draft.span, sentences, rule: draft.rule });
    }
    document
}

/// Returns the bytes of the label that a line begins with ("Kenya: "), none where it has none.
pub fn label(line: &str) -> usize {
    blocks::label(line)
}

/// Returns whether a line begins with a list mark: a bullet, "1.", "(a)".
pub fn begins_item(line: &str) -> bool {
    blocks::item_mark(line) > 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::Sources;

    fn cut(text: &str) -> Document {
        let mut faults = Vec::new();
        let rules = Rules::load(&Sources::builtin(), &mut faults);
        assert_eq!(faults, vec![]);
        segment(text, &rules)
    }

    #[test]
    fn words_broken_in_columns_and_quoted_mail_are_read_whole() {
        let column = "The envoy, Mr. Nara-\nsimha Rao, received the for-\neign minister in the capi-\ntal on Monday.";
        let document = cut(column);
        let words: Vec<&str> = (0..document.tokens.len()).map(|t| document.word(t)).collect();
        assert!(["narasimha", "foreign", "capital"].iter().all(|w| words.contains(w)), "{words:?}");
        let mail = "From: Anna Holm\n\n> The minister met\n> the envoy on Monday in the capital.\n>\n> He left.\n";
        let document = cut(mail);
        let words: Vec<&str> = (0..document.tokens.len()).map(|t| document.word(t)).collect();
        assert!(!words.contains(&">"), "{words:?}");
        assert_eq!(document.blocks.iter().filter(|b| b.kind == BlockKind::Body).count(), 1);
    }

    fn sentences(text: &str) -> Vec<&str> {
        cut(text).sentences.iter().map(|s| s.span.of(text)).collect()
    }

    fn words(text: &str) -> String {
        let document = cut(text);
        (0..document.tokens.len()).map(|t| document.word(t)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_list_mark_may_stand_before_a_space_of_two_bytes() {
        let text = "They met.\n\n-\u{a0}Holm met Lind in Oslo.\n-\u{a0}Lind left.";
        assert_eq!(sentences(text), ["They met.", "Holm met Lind in Oslo.", "Lind left."]);
    }

    #[test]
    fn the_stop_of_a_day_ends_no_sentence() {
        assert_eq!(sentences("They met on 16. November 2016 in Bonn. He left.").len(), 2);
        assert_eq!(sentences("He lost in 2016. November came.").len(), 2);
    }

    #[test]
    fn abbreviations_and_initials_end_no_sentence() {
        let text = "Gen. A. B. Holm met the U.S. envoy on Sept. 4 in St. Ann. He left.";
        assert_eq!(sentences(text).len(), 2);
        assert_eq!(sentences("They met in the U.S. The talks failed.").len(), 2);
    }

    #[test]
    fn possessives_hyphens_and_markup_make_the_right_tokens() {
        assert_eq!(words("Norway's Ki-moon, the ministers' talks"), "norway 's ki - moon , the ministers 's talks");
        assert_eq!(words("**Nicol&aacute;s** sign&shy;ed [here](http://x.org/a)"), "nicolas signed [ here");
    }

    #[test]
    fn a_dateline_is_told_from_its_sentence() {
        let text = "OSLO, Dec. 13 (NAB) -- Ministers met on Tuesday.";
        let document = cut(text);
        assert_eq!(document.span_of(document.sentences[0].dateline.clone()).of(text), "OSLO, Dec. 13 (NAB) --");
    }

    #[test]
    fn teasers_after_the_story_are_not_its_text() {
        let text = "Envoys meet in Oslo\n\nEnvoys of both sides met in Oslo on Monday for a first round of talks.\n\nMore from World\n\nKing visits Bergen\n";
        let kinds: Vec<BlockKind> = cut(text).blocks.iter().map(|b| b.kind).collect();
        assert_eq!(kinds, [BlockKind::Headline, BlockKind::Body, BlockKind::Teaser, BlockKind::Teaser]);
    }

    #[test]
    fn every_span_lies_on_character_edges() {
        let text = "é«\u{0}ﬁ’s — …\r\n\u{feff}“ß”&#x1F600; 12º";
        for token in cut(text).tokens {
            assert!(text.get(token.span.range()).is_some());
        }
    }

    #[test]
    fn a_part_reads_as_the_whole_does() {
        let mut faults = Vec::new();
        let rules = Rules::load(&Sources::builtin(), &mut faults);
        let text = "Talks open in Lomé\n\nThey met on Monday. He left.\n\nIt rained, and they dined. “All went well.”";
        let whole = segment(text, &rules);
        for most in [1, 5, 8, 12, 100] {
            let runs = whole.runs(most);
            assert!(runs.windows(2).all(|pair| pair[0].end == pair[1].start), "{runs:?}");
            let mut words = Vec::new();
            let mut sentences = Vec::new();
            for run in runs {
                let part = whole.part(run);
                words.extend((0..part.tokens.len()).map(|t| part.word(t).to_string()));
                for (n, s) in part.sentences.iter().enumerate() {
                    sentences.push((s.span, part.kind_of(n), part.tokens[s.tokens.start].span));
                    assert!(part.blocks[s.block].sentences.contains(&n));
                }
            }
            let same: Vec<_> = (0..whole.tokens.len()).map(|t| whole.word(t).to_string()).collect();
            assert_eq!(words, same);
            let span = |n: usize, s: &Sentence| (s.span, whole.kind_of(n), whole.tokens[s.tokens.start].span);
            assert_eq!(sentences, whole.sentences.iter().enumerate().map(|(n, s)| span(n, s)).collect::<Vec<_>>());
        }
        assert_eq!(whole.runs(100).len(), 1);
        assert!(Document::default().part(0..0).tokens.is_empty());
    }
}
