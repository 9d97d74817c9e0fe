//! Tokens: words, numbers, possessive endings and marks, each a span of the text.
//!
//! Markup that reached the text (tags, emphasis, link targets, soft hyphens, character entities)
//! makes no token of its own: it is passed over, or read as the letter that it stands for.

use super::{Case, Rules, Token, TokenKind};
use crate::gazetteer::{fold_into, hash};
use crate::span::Span;

/// Cuts `range` of `text` into tokens, appended to `tokens`, their folded forms to `folded`. In a
/// text of `columns` a hyphen at the end of a line joins the parts of a word.
pub(super) fn tokenise(
    text: &str,
    range: Span,
    columns: bool,
    rules: &Rules,
    tokens: &mut Vec<Token>,
    folded: &mut String,
) {
    let mut scan = Scan { text, at: range.start, end: range.end, columns, rules };
    let mut last_end = usize::MAX;
    let mut in_quote = false;
    let mut plain = String::new();
    while scan.at < scan.end {
        if let Some(end) = scan.letters() {
            let start = scan.at;
            let raw = &text[start..end];
            let from = folded.len();
            folded.push_str(raw);
            folded[from..].make_ascii_lowercase();
            let hash = hash(&folded[from..]);
            let case = case_of(raw);
            tokens.push(Token {
                span: Span::new(start, end),
                kind: TokenKind::Word,
                case,
                capital: matches!(case, Case::Capital | Case::Upper | Case::Mixed),
                clues: rules.known.of(hash),
                hash,
                glued: last_end == start,
                quoted: in_quote,
                folded: (from as u32, folded.len() as u32),
            });
            (scan.at, last_end) = (end, end);
            continue;
        }
        if scan.text.as_bytes()[scan.at] == b' ' {
            scan.at += 1;
            continue;
        }
        let Some(c) = scan.peek(scan.at) else { break };
        if c.char.is_whitespace() || c.char == '\u{ad}' || c.char == '\u{200b}' || c.char == '\u{feff}' {
            scan.at += c.len;
            continue;
        }
        if let Some(skip) = scan.markup() {
            scan.at += skip;
            continue;
        }
        let start = scan.at;
        let previous = tokens.last().filter(|t| t.span.end == start);
        let kind = if is_apostrophe(c.char) && previous.is_some_and(|t| t.kind == TokenKind::Word) && scan.possessive()
        {
            TokenKind::Possessive
        } else if c.char.is_alphabetic() {
            scan.word();
            TokenKind::Word
        } else if c.char.is_ascii_digit() {
            scan.number();
            TokenKind::Number
        } else {
            scan.mark(c.char);
            TokenKind::Mark
        };
        let span = Span::new(start, scan.at);
        let quote = match c.char {
            '“' | '«' => Some(true),
            '”' | '»' => Some(false),
            '"' => Some(!in_quote),
            _ => None,
        };
        if kind == TokenKind::Mark {
            in_quote = quote.unwrap_or(in_quote);
        }
        let from = folded.len() as u32;
        let raw = span.of(text);
        // Most words are plain letters already.
        let letters = raw.bytes().all(|b| b.is_ascii_alphabetic());
        let plain: &str = if letters || !raw.contains(['&', '\u{ad}', '\n']) {
            raw
        } else {
            plain.clear();
            super::plain_into(raw, &mut plain);
            &plain
        };
        match kind {
            TokenKind::Word if letters => {
                folded.push_str(raw);
                folded[from as usize..].make_ascii_lowercase();
            }
            TokenKind::Word if plain.is_ascii() => folded
                .extend(plain.bytes().filter(|b| !matches!(b, b'.' | b'\'')).map(|b| b.to_ascii_lowercase() as char)),
            TokenKind::Word => fold_into(plain, folded),
            TokenKind::Possessive => folded.push_str("'s"),
            _ => folded.push_str(plain),
        }
        let case = if kind == TokenKind::Word { case_of(plain) } else { Case::None };
        let hash = hash(&folded[from as usize..]);
        tokens.push(Token {
            span,
            kind,
            case,
            capital: match (kind, case) {
                (TokenKind::Word, Case::Capital | Case::Upper | Case::Mixed) => true,
                (TokenKind::Word, _) => raw.starts_with(char::is_uppercase),
                _ => false,
            },
            clues: rules.known.of(hash),
            hash,
            glued: last_end == start,
            quoted: in_quote && quote.is_none(),
            folded: (from, folded.len() as u32),
        });
        last_end = scan.at;
    }
}

/// A character as it is meant, and the bytes that write it.
struct Meant {
    char: char,
    len: usize,
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    columns: bool,
    rules: &'a Rules,
}

impl Scan<'_> {
    /// Returns the end of a word of plain letters that begins here, if nothing that may belong to a
    /// word follows them: nearly every word is one.
    #[inline]
    fn letters(&self) -> Option<usize> {
        let bytes = self.text.as_bytes().get(self.at..self.end)?;
        let length = bytes.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(bytes.len());
        let ends = match bytes.get(length) {
            None | Some(b' ' | b',' | b'\n') => true,
            Some(b'.') => length > 1 && !self.rules.is_abbreviation(&self.text[self.at..self.at + length]),
            Some(b'-') => !self.columns,
            Some(b'\'' | b'`' | b'&' | b'0'..=b'9' | 0x80..) => false,
            Some(_) => true,
        };
        (length > 0 && ends).then_some(self.at + length)
    }

    /// Returns the character at `at`, a character entity read as what it stands for.
    fn peek(&self, at: usize) -> Option<Meant> {
        if at >= self.end {
            return None;
        }
        let rest = &self.text[at..self.end];
        if rest.starts_with('&') {
            if let Some((char, len)) = super::entity(rest) {
                return Some(Meant { char, len });
            }
        }
        rest.chars().next().map(|char| Meant { char, len: char.len_utf8() })
    }

    /// Returns how many bytes of markup begin here, if any.
    fn markup(&self) -> Option<usize> {
        let rest = &self.text[self.at..self.end];
        match rest.as_bytes()[0] {
            b'<' => {
                let close = rest.as_bytes().iter().take(400).position(|&b| b == b'>')?;
                let tag = rest[1..].trim_start_matches('/');
                tag.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(close + 1)
            }
            b'*' | b'_' | b'`' => Some(rest.len() - rest.trim_start_matches(['*', '_', '`']).len()),
            b'\\' => Some(1),
            // A line of a mail that is quoted.
            b'>' if self.text[..self.at].ends_with('\n') => Some(1),
            b']' if rest.starts_with("](") => {
                rest.as_bytes().iter().take(600).position(|&b| b == b')').map(|close| close + 1)
            }
            _ => None,
        }
    }

    /// Reads a possessive ending, if the apostrophe here begins one.
    fn possessive(&mut self) -> bool {
        let Some(mark) = self.peek(self.at) else { return false };
        let after = self.at + mark.len;
        let next = self.peek(after);
        if let Some(s) = &next {
            if matches!(s.char, 's' | 'S') {
                let beyond = self.peek(after + s.len);
                if !beyond.is_some_and(|c| c.char.is_alphanumeric()) {
                    self.at = after + s.len;
                    return true;
                }
            }
        }
        let plural = self.text[..self.at].ends_with(['s', 'S', 'x', 'z']);
        if plural && !next.is_some_and(|c| c.char.is_alphanumeric()) {
            self.at = after;
            return true;
        }
        false
    }

    /// Reads a word: letters with inner apostrophes, and the stop of an abbreviation.
    fn word(&mut self) {
        let start = self.at;
        let plain = self.text.as_bytes()[start..self.end].iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let mut letters = plain;
        self.at += plain;
        while let Some(c) = self.peek(self.at) {
            if c.char.is_alphabetic() || c.char == '\u{ad}' || ('\u{300}'..='\u{36f}').contains(&c.char) {
                letters += 1;
                self.at += c.len;
            } else if c.char.is_ascii_digit() && letters > 0 {
                self.at += c.len;
            } else if self.columns && c.char == '-' && self.text[self.at..self.end].starts_with("-\n") {
                if letters == 0 || !self.peek(self.at + 2).is_some_and(|next| next.char.is_lowercase()) {
                    break;
                }
                self.at += 2;
            } else if is_apostrophe(c.char) {
                let after = self.at + c.len;
                let Some(next) = self.peek(after) else { break };
                if !next.char.is_alphabetic() {
                    break;
                }
                let beyond = self.peek(after + next.len);
                let ends = !beyond.is_some_and(|b| b.char.is_alphanumeric());
                if matches!(next.char, 's' | 'S') && ends {
                    break;
                }
                self.at = after;
            } else {
                break;
            }
        }
        if !self.text[self.at..self.end].starts_with('.') {
            return;
        }
        let word = &self.text[start..self.at];
        if word.chars().count() == 1 {
            self.at += 1;
            // An acronym with stops goes on as long as letter and stop alternate.
            loop {
                let mut chars = self.text[self.at..self.end].chars();
                match (chars.next(), chars.next()) {
                    (Some(a), Some('.')) if a.is_alphabetic() => self.at += a.len_utf8() + 1,
                    _ => break,
                }
            }
        } else if self.rules.is_abbreviation(word) {
            self.at += 1;
        }
    }

    /// Reads a number: digits with inner marks, and an ordinal's ending.
    fn number(&mut self) {
        let bytes = self.text.as_bytes();
        while self.at < self.end {
            let next_digit = |i: usize| i + 1 < self.end && bytes[i + 1].is_ascii_digit();
            match bytes[self.at] {
                b'0'..=b'9' => self.at += 1,
                b'.' | b',' | b':' | b'/' if next_digit(self.at) => self.at += 1,
                _ => break,
            }
        }
        let rest = &self.text[self.at..self.end];
        for ending in ["st", "nd", "rd", "th"] {
            if rest.starts_with(ending) && !rest[2..].starts_with(char::is_alphanumeric) {
                self.at += 2;
            }
        }
    }

    /// Reads a mark, or a run of the same mark.
    fn mark(&mut self, first: char) {
        while let Some(c) = self.peek(self.at) {
            if c.char != first {
                break;
            }
            self.at += c.len;
            if !matches!(first, '-' | '.' | '=' | '–' | '—') {
                break;
            }
        }
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '`')
}

fn case_of(word: &str) -> Case {
    let bytes = word.as_bytes();
    if let [first, rest @ ..] = bytes {
        // Nearly every word: letters of which the first alone may be a capital.
        if first.is_ascii_alphabetic() && rest.iter().all(u8::is_ascii_lowercase) {
            return if first.is_ascii_uppercase() { Case::Capital } else { Case::Lower };
        }
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else { return Case::None };
    let (mut upper, mut lower, mut late_upper) = (0, 0, false);
    for c in letters {
        if c.is_uppercase() {
            late_upper |= lower > 0;
            upper += 1;
        } else {
            lower += 1;
        }
    }
    match (first.is_uppercase(), upper, lower) {
        (true, 0, _) => Case::Capital,
        (true, _, 0) => Case::Upper,
        (true, _, _) if late_upper && !word.starts_with("Mc") && !word.starts_with("Mac") && !word.contains('\'') => {
            Case::Mixed
        }
        (true, _, _) => Case::Capital,
        (false, 0, _) if !first.is_lowercase() => Case::None,
        (false, 0, _) => Case::Lower,
        _ => Case::Mixed,
    }
}
