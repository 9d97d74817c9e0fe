//! Sentences: where one ends, and the agency's dateline that may open one.

use super::{Case, Document, Rules, Sentence, Token, TokenKind};
use std::ops::Range;

/// As many tokens as a sentence may have: what goes on longer is a list or no language at all, and is
/// cut at a comma where there is one, so that its cost stays in proportion to its length.
const LONGEST: usize = 1000;

/// Cuts the tokens of one block into sentences, appended to the document's.
pub(super) fn sentences(text: &str, block: usize, tokens: Range<usize>, rules: &Rules, document: &mut Document) {
    let mut start = tokens.start;
    let mut at = tokens.start;
    while at < tokens.end {
        let ends = ends_sentence(text, document, at, tokens.end, rules);
        at += 1;
        if !ends {
            if at - start >= LONGEST {
                let marks = (start + LONGEST / 2..at).rev();
                let cut = marks.into_iter().find(|&t| matches!(document.word(t), "," | ";" | "–" | "—"));
                let end = cut.map_or(at, |t| t + 1);
                push(block, start..end, document);
                start = end;
            }
            continue;
        }
        // Closing marks belong to the sentence that they close.
        while at < tokens.end && document.tokens[at].glued && is_closing(&document.tokens[at], text) {
            at += 1;
        }
        push(block, start..at, document);
        start = at;
    }
    if start < tokens.end {
        push(block, start..tokens.end, document);
    }
}

fn push(block: usize, tokens: Range<usize>, document: &mut Document) {
    let span = document.span_of(tokens.clone());
    let dateline = dateline(document, tokens.clone());
    document.sentences.push(Sentence { span, block, tokens, dateline });
}

fn is_closing(token: &Token, text: &str) -> bool {
    matches!(token.span.of(text), "\"" | "”" | "’" | "'" | ")" | "]" | "»")
}

/// Returns whether the sentence ends with token `at`, or with the closing marks after it.
fn ends_sentence(text: &str, document: &Document, at: usize, end: usize, rules: &Rules) -> bool {
    let token = &document.tokens[at];
    let words = token.span.of(text);
    let stop = match token.kind {
        TokenKind::Mark => matches!(words, "." | "!" | "?" | "…") || (words.len() > 1 && words.starts_with('.')),
        TokenKind::Word => words.ends_with('.'),
        _ => false,
    };
    if !stop {
        return false;
    }
    let mut next = at + 1;
    while next < end && document.tokens[next].glued && is_closing(&document.tokens[next], text) {
        next += 1;
    }
    let Some(after) = document.tokens.get(next).filter(|_| next < end) else { return true };
    if after.glued {
        return false;
    }
    let opens = match after.kind {
        TokenKind::Word => after.case != Case::Lower,
        TokenKind::Number => true,
        _ => !matches!(after.span.of(text), "," | ";" | ")"),
    };
    if token.kind == TokenKind::Mark {
        return opens && !(words == "." && ordinal(text, document, at, next, end));
    }
    // An abbreviation ends a sentence only before a word that is capital for no other reason.
    opens && !rules.leads(document.word(at)) && after.kind == TokenKind::Word && is_opener(document.word(next))
        || opens && words.len() >= 4 && words.matches('.').count() >= 2 && is_opener(document.word(next))
}

/// Returns whether a stop makes an ordinal of the number before it, in a date: "16. November 2016".
fn ordinal(text: &str, document: &Document, at: usize, next: usize, end: usize) -> bool {
    let digits = |t: usize| {
        let token = document.tokens.get(t).filter(|token| t < end && token.kind == TokenKind::Number)?;
        let words = token.span.of(text);
        words.bytes().all(|b| b.is_ascii_digit()).then_some(words.len())
    };
    let day = at.checked_sub(1).and_then(digits).is_some_and(|d| d <= 2) && document.tokens[at].glued;
    let name = document.tokens[next].case == Case::Capital;
    let year = next + 1 + usize::from(document.word(next + 1) == ".");
    day && name && digits(year) == Some(4)
}

/// Words that are written with a capital only where a sentence begins.
fn is_opener(folded: &str) -> bool {
    const OPENERS: &[&str] = &[
        "a",
        "after",
        "all",
        "also",
        "although",
        "an",
        "and",
        "as",
        "at",
        "before",
        "both",
        "but",
        "by",
        "during",
        "each",
        "earlier",
        "for",
        "from",
        "he",
        "her",
        "his",
        "however",
        "if",
        "in",
        "it",
        "its",
        "later",
        "many",
        "meanwhile",
        "most",
        "neither",
        "no",
        "not",
        "of",
        "on",
        "one",
        "other",
        "she",
        "since",
        "so",
        "some",
        "such",
        "talks",
        "that",
        "the",
        "their",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "though",
        "to",
        "two",
        "under",
        "until",
        "we",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "with",
        "you",
    ];
    OPENERS.binary_search(&folded).is_ok()
}

/// Returns the tokens of the agency's dateline that opens a sentence: capitals, a date, an agency
/// in brackets, then a dash.
fn dateline(document: &Document, tokens: Range<usize>) -> Range<usize> {
    let none = tokens.start..tokens.start;
    let Some(first) = document.tokens.get(tokens.start) else { return none };
    if document.word(tokens.start) == "(" {
        return bracketed(document, tokens).unwrap_or(none);
    }
    if first.kind != TokenKind::Word || !matches!(first.case, Case::Upper | Case::Capital) {
        return none;
    }
    let mut bracket = false;
    let mut dated = false;
    let mut comma = false;
    let mut uppers = usize::from(first.case == Case::Upper && first.span.end - first.span.start > 2);
    for at in tokens.start..tokens.end.min(tokens.start + 32) {
        let token = &document.tokens[at];
        match document.word(at) {
            "(" => bracket = true,
            ")" => {
                // An agency in brackets may end the dateline without a dash.
                let next = document.tokens.get(at + 1).filter(|_| at + 1 < tokens.end);
                if uppers > 0 && next.is_some_and(|t| t.kind == TokenKind::Word) && at - tokens.start <= 16 {
                    return tokens.start..at + 1;
                }
                bracket = false;
                dated = true;
            }
            "-" | "--" | "–" | "—" | "---" | "----" if !token.glued && !bracket && at > tokens.start => {
                let more = dashed_day(document, at + 1, tokens.end);
                return if uppers > 0 || dated || more > at + 1 { tokens.start..more } else { none };
            }
            // "Riga, 3 April (NAB).- The envoys"
            "-" | "–" | ".-" if (dated || uppers > 0) && !bracket && matches!(document.word(at - 1), "." | ")") => {
                return tokens.start..at + 1;
            }
            // "Riga, 17 May 2016: The envoys", at the top of a text
            ":" if dated && !bracket && tokens.start < 150 && year(document, at - 1) => return tokens.start..at + 1,
            "," | ":" => comma = true,
            "/" | "." | "-" => {}
            _ if bracket => {}
            // "Riga, May 17 -", "Riga, 17.05.2016 –"
            day if token.kind == TokenKind::Number => {
                let digits = day.bytes().take_while(u8::is_ascii_digit).count();
                dated |= comma && day[..digits].parse().is_ok_and(|d: u8| (1..=31).contains(&d));
            }
            _ => match (token.kind, token.case) {
                (TokenKind::Word, Case::Upper) if at > tokens.start => uppers += 1,
                (TokenKind::Word, Case::Upper | Case::Capital) => {}
                _ => return none,
            },
        }
    }
    none
}

/// Returns whether a token is the number of a year.
fn year(document: &Document, at: usize) -> bool {
    let word = document.word(at);
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// Returns the tokens of an agency in brackets that opens a sentence: "(NAB, May 17) The envoys".
fn bracketed(document: &Document, tokens: Range<usize>) -> Option<Range<usize>> {
    let close = (tokens.start + 1..tokens.end.min(tokens.start + 14)).find(|&t| document.word(t) == ")")?;
    let after = document.tokens.get(close + 1).filter(|_| close + 1 < tokens.end)?;
    let plain = |t: &Token| match t.kind {
        TokenKind::Word => t.case != Case::Lower,
        TokenKind::Number => true,
        _ => true,
    };
    let inner = document.tokens.get(tokens.start + 1..close)?;
    let name = inner.first().is_some_and(|t| t.kind == TokenKind::Word) && inner.iter().all(plain);
    let dash = matches!(document.word(close + 1), "-" | "--" | "–" | "—");
    let goes_on = after.kind == TokenKind::Word && after.case != Case::Lower;
    let end = close + 1 + usize::from(dash);
    (name && (dash || goes_on) && end < tokens.end).then_some(tokens.start..end)
}

/// Returns one past the dash that follows a day behind a dateline's own dash ("RIGA - 17 May 2016 -"),
/// or `from` where none does.
fn dashed_day(document: &Document, from: usize, end: usize) -> usize {
    let mut number = false;
    for at in from..end.min(from + 9) {
        let Some(token) = document.tokens.get(at) else { break };
        match (token.kind, document.word(at)) {
            (TokenKind::Mark, "-" | "--" | "–" | "—") if !token.glued => return if number { at + 1 } else { from },
            (TokenKind::Mark, "," | "." | "/" | "-") => {}
            (TokenKind::Number, _) => number = true,
            (TokenKind::Word, _) if token.case != Case::Lower => {}
            _ => break,
        }
    }
    from
}
