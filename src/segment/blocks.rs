//! Blocks: which lines belong together, and what each run of lines is.

use super::{BlockKind, Rules};
use crate::segment::rules::LineKind;
use crate::span::Span;

/// A block before its sentences are cut.
pub(super) struct Draft {
    pub(super) kind: BlockKind,
    pub(super) span: Span,
    pub(super) rule: Option<String>,
}

/// Cuts a text into blocks and tells what each is.
pub(super) fn blocks(text: &str, rules: &Rules) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for span in runs(text) {
        drafts.push(draft(text, span, rules));
    }
    classify(text, &mut drafts);
    drafts
}

/// A line that is not blank: where it is, and how many blank lines stand before it.
#[derive(Clone, Copy)]
struct Line {
    span: Span,
    blanks: usize,
}

fn lines(text: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mail = quotes_mail(text);
    let (mut at, mut blanks) = (0, 0);
    for raw in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        let end = at + raw.trim_end().len();
        let marks: &[char] = if mail && raw.starts_with('>') { &['>', ' ', '\t'] } else { &[] };
        let inner = raw.trim_start_matches(marks).trim_start();
        let start = end.min(at + (raw.len() - inner.len()));
        // The line feed of CR LF is no line of its own.
        let lone_feed = raw == "\n" && text[..at].ends_with('\r');
        at += raw.len();
        if start < end {
            out.push(Line { span: Span::new(start, end), blanks });
            blanks = 0;
        } else if !lone_feed {
            blanks += 1;
        }
    }
    out
}

/// Returns whether a text is a mail with another in it, whose lines begin with ">".
fn quotes_mail(text: &str) -> bool {
    const HEADS: &[&str] = &["wrote:", "From: ", "Subject: ", "orwarded message", "riginal Message"];
    text.match_indices("\n>").nth(2).is_some() && HEADS.iter().any(|head| text.contains(head))
}

/// Returns whether a text was set in columns, its words broken at the ends of lines.
pub(crate) fn breaks_words(text: &str) -> bool {
    let broken = |&(at, _): &(usize, &str)| {
        let before = text[..at].ends_with(|c: char| c.is_lowercase());
        before && text[at + 2..].starts_with(|c: char| c.is_lowercase())
    };
    text.match_indices("-\n").filter(broken).nth(2).is_some()
}

/// Joins the lines of hard-wrapped paragraphs.
fn runs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let narrowest = if breaks_words(text) { 24 } else { 40 };
    let width = |l: &Line| l.span.of(text).chars().count();
    let mut out: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let mut end = at + 1;
        while end < lines.len() && lines[end].blanks == 0 {
            end += 1;
        }
        let chunk = &lines[at..end];
        let widest = chunk.iter().map(width).max().unwrap_or_default();
        let full = chunk[..chunk.len() - 1].iter().filter(|l| width(l) * 10 >= widest * 6).count();
        // "Kenya: President A" on each line is a list, whatever its width.
        let listed = chunk.len() > 1 && chunk.iter().all(|l| label(l.span.of(text)) > 0);
        let wrapped =
            !listed && chunk.len() > 1 && (narrowest..=110).contains(&widest) && full * 10 >= (chunk.len() - 1) * 9;
        for (i, line) in chunk.iter().enumerate() {
            let words = line.span.of(text);
            let joins = match out.last() {
                None => false,
                Some(_) if listed || begins_item(words) => false,
                Some(_) if i > 0 && wrapped => true,
                Some(last) => {
                    let before = last.of(text);
                    line.blanks <= 1
                        && before.chars().count() >= 25
                        && !before.ends_with(['.', '!', '?', ':', '"', '”', ';', '>', '|'])
                        && words.starts_with(char::is_lowercase)
                        && !words.contains("://")
                }
            };
            match out.last_mut() {
                Some(last) if joins => last.end = line.span.end,
                _ => out.push(line.span),
            }
        }
        at = end;
    }
    out
}

/// Returns whether a line begins as a list item does.
fn begins_item(line: &str) -> bool {
    item_mark(line) > 0
}

/// Returns the bytes of the label that a line begins with, its colon and space included: one to four
/// words, the first capitalised.
pub(crate) fn label(line: &str) -> usize {
    let Some(colon) = line.find(": ").filter(|&c| c <= 48) else { return 0 };
    let words = line[..colon].split_whitespace().count();
    let capital = line.chars().next().is_some_and(char::is_uppercase);
    if capital && (1..=4).contains(&words) && !line[..colon].contains([',', '.', '(']) { colon + 2 } else { 0 }
}

/// Returns the bytes of the list mark that a line begins with: a bullet, "1.", "(a)".
pub(super) fn item_mark(line: &str) -> usize {
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return 0 };
    let rest = chars.as_str();
    let space = rest.chars().next().filter(|c| matches!(c, ' ' | '\t' | '\u{a0}'));
    if let (true, Some(space)) = (matches!(first, '•' | '●' | '▪' | '·' | '-' | '*' | '–' | '—' | '‣' | '◦'), space)
    {
        return first.len_utf8() + space.len_utf8();
    }
    let open = usize::from(first == '(');
    let inner = &line.as_bytes()[open..];
    let label = inner.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let digits = inner.iter().take_while(|b| b.is_ascii_digit()).count();
    // "(iii)", but no "(AFP)".
    let roman = open == 1 && inner.iter().take(label).all(|b| matches!(b, b'i' | b'v' | b'x'));
    let plausible = (1..=2).contains(&label) && (digits == label || label == 1) || (1..=4).contains(&label) && roman;
    let close = inner.get(label).copied();
    let closed = match (open, close) {
        (1, Some(b')')) => true,
        (0, Some(b'.')) => digits == label && digits > 0,
        (0, Some(b')')) => true,
        _ => false,
    };
    let after = line.as_bytes().get(open + label + 1).copied();
    match plausible && closed && matches!(after, Some(b' ' | b'\t')) {
        true => open + label + 2,
        false => 0,
    }
}

/// Tells a block by its own look.
fn draft(text: &str, span: Span, rules: &Rules) -> Draft {
    let words = span.of(text);
    // A long run is told by its start alone: whatever marks a line as clutter stands there.
    let limit = if words.len() > 300 { 80 } else { 300 };
    let plain = words.as_bytes().get(..limit).is_none_or(<[u8]>::is_ascii);
    let cut = if plain { Some(limit) } else { words.char_indices().nth(limit).map(|(cut, _)| cut) };
    let head = cut.and_then(|cut| words.get(..cut)).unwrap_or(words);
    if let Some((kind, id)) = rules.line(head) {
        return Draft { kind: kind.block(), span, rule: Some(id.to_string()) }.teasers(kind);
    }
    let kind = match () {
        () if is_prose(words) && begins_item(words) => BlockKind::Item,
        () if is_prose(words) => BlockKind::Body,
        () if begins_item(words) && words.split_whitespace().count() > 3 => BlockKind::Item,
        () if begins_clock(words) && words.split_whitespace().count() >= 3 => BlockKind::Item,
        () => BlockKind::Heading,
    };
    Draft { kind, span, rule: None }
}

impl Draft {
    /// Marks the heading of a list of other stories, so that what follows is known for theirs.
    fn teasers(mut self, kind: LineKind) -> Draft {
        if kind == LineKind::Teasers {
            self.rule = self.rule.map(|id| format!("{id}\u{0}"));
        }
        self
    }

    fn opens_teasers(&self) -> bool {
        self.rule.as_ref().is_some_and(|r| r.ends_with('\u{0}'))
    }
}

/// Returns whether a line of a programme begins with the time of day: "09:50 Ceremony". One that
/// tells the year is a stamp.
fn begins_clock(line: &str) -> bool {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let hours = digits(line);
    let rest = line.get(hours..).unwrap_or_default();
    let minutes = rest.strip_prefix([':', '.', 'h']).unwrap_or_default();
    let after = minutes.get(digits(minutes)..).unwrap_or_default();
    let spaced = after.starts_with([' ', '\t', '\u{a0}', '–', '-']);
    let stamp = line.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 4);
    (1..=2).contains(&hours) && digits(minutes) == 2 && spaced && !stamp
}

/// Returns whether a run of lines reads as sentences.
fn is_prose(words: &str) -> bool {
    let count = words.split_whitespace().take(8).count();
    let closed = words.trim_end_matches(['"', '”', '’', ')', '*', '»', ' ', '_']).ends_with(['.', '!', '?', ':', '…']);
    (count >= 5 && closed) || words.split_whitespace().take(26).count() > 25
}

/// Tells headlines, teasers and trailing clutter by where they stand.
fn classify(text: &str, drafts: &mut [Draft]) {
    let size = |d: &Draft| d.span.of(text).split_whitespace().take(40).count();
    let cut_off = |d: &Draft| d.span.of(text).ends_with("...") || d.span.of(text).ends_with('…');
    let prose = |d: &Draft| matches!(d.kind, BlockKind::Body | BlockKind::Item) && size(d) >= 12 && !cut_off(d);
    let first = drafts.iter().position(&prose).unwrap_or(drafts.len());
    let mut headed = false;
    for d in drafts[..first].iter_mut() {
        let words = d.span.of(text).split_whitespace().count();
        if d.kind == BlockKind::Heading && words >= 4 {
            d.kind = BlockKind::Headline;
            headed = true;
        }
    }
    if !headed {
        if let Some(d) = drafts[..first].iter_mut().find(|d| d.kind == BlockKind::Heading && size(d) >= 2) {
            d.kind = BlockKind::Headline;
        }
    }
    let last = drafts.iter().rposition(&prose).map(|i| i + 1).unwrap_or(first);
    let mut teasing = false;
    for i in 0..drafts.len() {
        if drafts[i].opens_teasers() {
            teasing = i > first || first == drafts.len();
            if let Some(rule) = &mut drafts[i].rule {
                rule.pop();
            }
            continue;
        }
        if teasing {
            // A list of other stories ends where full paragraphs follow one another again.
            let resumes = prose(&drafts[i])
                && size(&drafts[i]) >= 25
                && drafts.get(i + 1).is_some_and(|d| prose(d) && size(d) >= 25);
            if resumes {
                teasing = false;
            } else {
                drafts[i].kind = BlockKind::Teaser;
                continue;
            }
        }
        // The days of a programme head their items to the end.
        let heads = drafts.get(i + 1).is_some_and(|d| d.kind == BlockKind::Item);
        if i >= last && drafts[i].kind == BlockKind::Heading && !heads {
            drafts[i].kind = BlockKind::Clutter;
        }
        if i >= last && drafts[i].kind == BlockKind::Body && cut_off(&drafts[i]) {
            drafts[i].kind = BlockKind::Teaser;
        }
    }
}
