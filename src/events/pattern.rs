//! The pattern language of frames: a regular expression over a line of symbols.
//!
//! A line holds one byte for each party list, place, verb group, meeting noun, preposition
//! and clause edge of a sentence. A pattern names them: classes in capitals (`MEET`, or
//! `HOST.passive`), connectives in small letters (`with`, `of`, `comma`), party lists as named
//! slots (`{a}`, or `{a's}` for a possessor), places as `{place}`; `( ) | ? *` mean what they do in
//! any regular expression, `~` is a short gap
//! of other words, and `_` a longer one that holds no party and no verb, `%` one that
//! may hold parties, and `@` one of a dozen symbols of any kind.

use super::needs::{Needs, Symbols};
use once_cell::sync::OnceCell;
use regex::bytes::{Regex, RegexBuilder};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A party list.
pub(super) const PARTY: char = 'P';
/// A party with a possessive ending.
pub(super) const POSSESSOR: char = 'S';
/// A place that no preposition sets apart.
pub(super) const PLACE: char = 'L';
/// Other words.
pub(super) const OTHER: char = 'x';
/// The edge of a clause: semicolon, dash, colon, bracket.
pub(super) const EDGE: char = ';';
/// A comma.
pub(super) const COMMA: char = ',';

/// A future auxiliary before a verb of no class.
pub(super) const FUTURE: char = 'F';

/// Connectives: their name in patterns, their symbol, the words.
pub(super) const CONNECTIVES: &[(&str, char, &[&str])] = &[
    ("with", 'w', &["with", "alongside", "opposite"]),
    ("between", 'b', &["between", "among", "amongst", "involving"]),
    ("of", 'o', &["of"]),
    ("by", 'y', &["by"]),
    ("to", 't', &["to"]),
    ("from", 'f', &["from"]),
    ("in", 'i', &["in", "at", "on", "inside", "into", "within", "under", "upon"]),
    ("for", 'r', &["for"]),
    ("after", 'a', &["after", "following", "since"]),
    ("before", 'e', &["before", "pending", "until"]),
    ("during", 'd', &["during", "throughout", "over"]),
    ("and", '&', &["and", "&", "or", "plus"]),
    ("that", 'h', &["that"]),
    ("without", 'u', &["without"]),
    // After "brought A and B"; silent elsewhere.
    ("together", 'j', &["together"]),
    ("who", 'q', &["who", "which", "whom", "whose"]),
    (
        "while",
        'k',
        &["while", "as", "when", "where", "because", "but", "although", "though", "if", "whether", "unless", "once"],
    ),
];

/// The symbol of each connective, by word.
pub(super) static CONNECTIVE_SYMBOLS: LazyLock<FxHashMap<&'static str, char>> = LazyLock::new(|| {
    // Of two that list a word, the first has it.
    let listed = CONNECTIVES.iter().rev().flat_map(|(_, symbol, words)| words.iter().map(|w| (*w, *symbol)));
    listed.collect()
});

/// A pattern, compiled when a line first asks for it: most runs need few of them.
#[derive(Debug)]
pub(super) struct Pattern {
    source: String,
    needs: Needs,
    regex: OnceCell<Option<Regex>>,
}

/// The first symbol of a class; connectives and the like are printable ASCII.
const CLASSES: usize = 0x80;

/// How many classes have a symbol from there on; the rest have control characters.
const UPPER: usize = 0x80;

/// How many symbols of control characters there are.
const CONTROLS: usize = 0x20;

impl Pattern {
    /// Returns what a line must have to match.
    pub fn needs(&self) -> &Needs {
        &self.needs
    }

    /// Returns whether a line with these symbols may match.
    pub fn may_match(&self, line: &Symbols) -> bool {
        self.needs.met(line)
    }

    /// Returns the compiled expression; none where it is too large to compile.
    pub fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| RegexBuilder::new(&self.source).unicode(false).build().ok()).as_ref()
    }
}

/// Gives each class of words its symbol.
#[derive(Debug, Default)]
pub(super) struct Alphabet {
    classes: BTreeMap<String, char>,
    fillers: String,
}

impl Alphabet {
    /// Returns the symbol of a class, a new one where it has none yet.
    pub fn class(&mut self, name: &str) -> char {
        let next = match self.classes.len() {
            n if n < UPPER => u8::try_from(CLASSES + n).map_or(OTHER, char::from),
            n if n < UPPER + CONTROLS => u8::try_from(n - UPPER).map_or(OTHER, char::from),
            _ => OTHER,
        };
        *self.classes.entry(name.to_string()).or_insert(next)
    }

    /// Returns how many classes there are more than symbols: those are read as other words.
    pub fn surplus(&self) -> usize {
        self.classes.len().saturating_sub(UPPER + CONTROLS)
    }

    /// Lets a class stand in gaps.
    pub fn filler(&mut self, symbol: char) {
        if !self.fillers.contains(symbol) {
            self.fillers.push(symbol);
        }
    }

    /// Translates a pattern, and checks that it is a regular expression.
    pub fn compile(&self, pattern: &str) -> Result<Pattern, String> {
        let source = self.translate(pattern)?;
        let mut parser = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build();
        let needs = Needs::of(&parser.parse(&source).map_err(|e| e.to_string())?);
        Ok(Pattern { source, needs, regex: OnceCell::new() })
    }

    /// Returns the regular expression over symbols that a pattern stands for.
    fn translate(&self, pattern: &str) -> Result<String, String> {
        let mut out = String::new();
        let mut rest = pattern.trim();
        while let Some(c) = rest.chars().next() {
            match c {
                ' ' => rest = &rest[1..],
                '(' => {
                    out.push_str("(?:");
                    rest = &rest[1..];
                }
                ')' | '|' | '?' | '*' | '+' | '^' | '$' => {
                    out.push(c);
                    rest = &rest[1..];
                }
                '~' => {
                    out.push_str(&format!("(?:xF?|F|&x|,x,|,[xiorftadwby&LPSF{}]{{1,12}}?,|,)?", self.fillers()));
                    rest = &rest[1..];
                }
                '@' => {
                    out.push_str("(?s:.{0,12}?)");
                    rest = &rest[1..];
                }
                '%' => {
                    out.push_str(&format!("[xiorftadwbyhF,&LPS{}]{{0,14}}?", self.fillers()));
                    rest = &rest[1..];
                }
                '_' => {
                    out.push_str(&format!("[xiorftaF,&L{}]{{0,9}}?", self.fillers()));
                    rest = &rest[1..];
                }
                '{' => {
                    let Some(end) = rest.find('}') else { return Err(format!("no }} after {rest:?}")) };
                    let slot = &rest[1..end];
                    match slot.strip_suffix("'s") {
                        Some(name) => out.push_str(&format!("(?P<{name}>{POSSESSOR})")),
                        None if slot.ends_with('*') => {
                            out.push_str(&format!("(?P<{}>[{PARTY}{POSSESSOR}])", slot.trim_end_matches('*')));
                        }
                        None if slot == "place" => out.push_str(&format!("(?P<place>{PLACE})")),
                        None => out.push_str(&format!("(?P<{slot}>{PARTY})")),
                    }
                    rest = &rest[end + 1..];
                }
                _ => {
                    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(rest.len());
                    if end == 0 {
                        return Err(format!("unexpected {c:?}"));
                    }
                    out.push_str(&self.name(&rest[..end])?);
                    rest = &rest[end..];
                }
            }
        }
        Ok(out)
    }

    fn fillers(&self) -> String {
        self.fillers.chars().map(escaped).collect()
    }

    fn name(&self, name: &str) -> Result<String, String> {
        let fixed = match name {
            "x" => Some(OTHER),
            "comma" => Some(COMMA),
            "edge" => Some(EDGE),
            "future" => Some(FUTURE),
            "party" => Some(PARTY),
            "possessor" => Some(POSSESSOR),
            "anyplace" => Some(PLACE),
            _ => {
                let named = CONNECTIVES.iter().find(|(n, _, _)| *n == name);
                named.or_else(|| CONNECTIVES.iter().find(|(_, _, words)| words.contains(&name))).map(|(_, c, _)| *c)
            }
        };
        if let Some(c) = fixed {
            return Ok(regex::escape(&c.to_string()));
        }
        if name == "start" {
            return Ok("^".to_string());
        }
        if name == "end" {
            return Ok("$".to_string());
        }
        if name == "verb" {
            let verbs: String = self
                .classes
                .iter()
                .filter(|(n, _)| self.classes.contains_key(&format!("{n}.passive")) || n.ends_with(".passive"))
                .map(|(_, c)| escaped(*c))
                .collect();
            return Ok(format!("[{verbs}]"));
        }
        if let Some(any) = name.strip_suffix(".any") {
            let passive = format!("{any}.passive");
            return match (self.classes.get(any), self.classes.get(&passive)) {
                (Some(a), Some(p)) => Ok(format!("[{}{}]", escaped(*a), escaped(*p))),
                _ => Err(format!("unknown class {name}")),
            };
        }
        self.classes.get(name).map(|c| escaped(*c)).ok_or_else(|| format!("unknown class {name}"))
    }
}

/// Writes the symbol of a class as a regular expression has it.
fn escaped(symbol: char) -> String {
    format!("\\x{:02X}", symbol as u32)
}
