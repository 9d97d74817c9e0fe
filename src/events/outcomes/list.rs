//! Lists of outcomes: the items under "agreed on the following", the rows of a table of documents.

use super::Found;
use crate::events::Findings;
use crate::events::occasion::Occasion;
use crate::events::sighting::Sighting;
use crate::record::{OutcomeKind, Status};
use crate::segment::{BlockKind, TokenKind, begins_item};
use std::ops::Range;

/// Returns the items of the list that a sentence opens with a colon, as tokens.
pub(super) fn after(found: Findings<'_>, sentence: usize) -> Vec<Range<usize>> {
    match opens(found, sentence) {
        true => items(found, found.document.sentences[sentence].block),
        false => Vec::new(),
    }
}

/// Finds lists whose opening tells of a document or an agreement, but in no words that a rule reads:
/// "A joint declaration in four points. The first ones:".
pub(super) fn headed(found: Findings<'_>, occasions: &mut [Occasion]) {
    let document = found.document;
    for (number, block) in document.blocks.iter().enumerate() {
        let Some(last) = block.sentences.clone().last() else { continue };
        let heading = block.kind == BlockKind::Heading;
        if !block.kind.is_text() || !heading && !opens(found, last) || begins_item(block.span.of(&found.article.text)) {
            continue;
        }
        let words: Vec<&str> = block
            .sentences
            .clone()
            .flat_map(|s| document.sentences[s].tokens.clone())
            .map(|t| document.word(t))
            .collect();
        let any = |list: &[&str]| words.iter().any(|w| list.contains(w));
        let signed = any(&["signed", "documents", "agreements", "initialled", "memoranda"]);
        let agreed =
            any(&["agreed", "agreement", "declaration", "communique", "outcomes", "decisions", "decided", "accord"]);
        let talk = any(&[
            "discussed",
            "agenda",
            "topics",
            "raised",
            "present",
            "participants",
            "attended",
            "delegation",
            "if",
            "proposed",
            "not",
        ]);
        // A heading names the whole of what follows: only one that says that it was agreed counts.
        let plain = !heading || any(&["agreed", "signed", "outcomes", "decisions"]);
        if !(signed || agreed) || talk || !plain {
            continue;
        }
        let items = items(found, number);
        let spans = items.into_iter().map(|tokens| document.span_of(tokens));
        let known = |s: &crate::span::Span| occasions.iter().any(|o| o.outcomes.iter().any(|x| x.span.overlaps(*s)));
        let fresh: Vec<_> = spans.filter(|s| !known(s)).collect();
        let told =
            |s: &Sighting| !s.headline && document.kind_of(s.sentence) != BlockKind::Heading && s.sentence <= last;
        let before = |o: &Occasion| o.sightings.iter().filter(|s| told(s)).map(|s| s.sentence).max();
        let held = |o: &&mut Occasion| matches!(o.status, Status::Held | Status::Ongoing);
        let Some(o) =
            occasions.iter_mut().filter(held).max_by_key(|o| (before(o), o.sightings.iter().any(|s| s.headline)))
        else {
            continue;
        };
        let kind = if signed { OutcomeKind::Signed } else { OutcomeKind::Agreement };
        let rule = "outcome.list".to_string();
        o.outcomes.extend(fresh.into_iter().map(|span| Found {
            kind,
            agreed: true,
            span,
            sentence: last,
            rule: rule.clone(),
        }));
    }
}

fn opens(found: Findings<'_>, sentence: usize) -> bool {
    found.document.sentences[sentence].span.of(&found.article.text).trim_end().trim_end_matches('*').ends_with(':')
}

/// Returns the items of the list after a block, as tokens.
fn items(found: Findings<'_>, block: usize) -> Vec<Range<usize>> {
    let document = found.document;
    let text = &found.article.text;
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut form = None;
    for block in document.blocks.iter().skip(block + 1) {
        let words = block.span.of(text);
        let row = words.matches('|').count() >= 2;
        let item = block.kind == BlockKind::Item || block.kind == BlockKind::Heading && begins_item(words);
        // The head of a table tells what its columns are.
        let head = row && out.is_empty() && !item && !words.starts_with(|c: char| c.is_ascii_digit());
        match () {
            () if head => continue,
            () if item || row => {}
            () => break,
        }
        // "(3) …" and then "4. Regional affairs": another list begins.
        let mark = words.chars().find(|c| !c.is_alphanumeric());
        if !row && *form.get_or_insert(mark) != mark {
            break;
        }
        let sentences = block.sentences.clone();
        let Some(first) = sentences.clone().next() else { continue };
        // The sentences of a row are its cells, cut or not.
        let end = sentences.last().filter(|_| row).unwrap_or(first);
        let all = document.sentences[first].tokens.start..document.sentences[end].tokens.end;
        out.push(bare(found, if row { cell(found, all) } else { all }));
    }
    out.retain(|t| !t.is_empty());
    out
}

/// Returns the first cell of a table's row that is no number.
fn cell(found: Findings<'_>, row: Range<usize>) -> Range<usize> {
    let mut start = row.start;
    for t in row.clone().chain([row.end]) {
        if t == row.end || found.document.word(t) == "|" {
            let words = (start..t).filter(|&t| found.document.tokens[t].kind == TokenKind::Word).count();
            if words >= 2 {
                return start..t;
            }
            start = t + 1;
        }
    }
    row
}

/// Drops the list mark, "to", "and", and the marks at the end.
fn bare(found: Findings<'_>, mut tokens: Range<usize>) -> Range<usize> {
    let document = found.document;
    let mark = |t: usize| document.tokens[t].kind == TokenKind::Mark && !matches!(document.word(t), "(" | ")");
    // "(a)", "1)": the mark that counts the items.
    if let Some(close) = (tokens.start..tokens.end.min(tokens.start + 3)).find(|&t| document.word(t) == ")") {
        if document.word(tokens.start) == "(" || close == tokens.start + 1 {
            tokens.start = close + 1;
        }
    }
    while tokens.start < tokens.end
        && (mark(tokens.start)
            || matches!(document.word(tokens.start), "to" | "that")
            || document.tokens[tokens.start].kind == TokenKind::Number && tokens.len() > 1 && mark(tokens.start + 1))
    {
        tokens.start += 1;
    }
    while tokens.start < tokens.end && (mark(tokens.end - 1) || document.word(tokens.end - 1) == "and") {
        tokens.end -= 1;
    }
    tokens
}
