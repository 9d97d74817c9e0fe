//! What `segment` knows: abbreviations and the marks of clutter.

use super::BlockKind;
use crate::clues::Known;
use crate::rulebook::{Exampled, Fault, Sources, toml_file};
use regex::Regex;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::collections::BTreeSet;

const BOILERPLATE: &str = "boilerplate.toml";

/// What `segment` knows.
#[derive(Debug, Default)]
pub struct Rules {
    exampled: Vec<Exampled>,
    abbreviations: FxHashSet<String>,
    leading: BTreeSet<String>,
    lines: Vec<LookRule>,
    /// What the stages may know of a word.
    pub(crate) known: Known,
}

/// A rule that tells a line by its look.
#[derive(Debug)]
struct LookRule {
    id: String,
    kind: LineKind,
    pattern: Regex,
}

/// What a line is by its look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum LineKind {
    /// Navigation, notices, legal lines.
    Clutter,
    /// The heading of a list of other stories: what follows is of them.
    Teasers,
    /// One line that points to another story.
    Teaser,
    /// What stands under a picture.
    Caption,
    /// Who wrote it.
    Byline,
    /// Where and when, standing alone.
    Dateline,
    /// An embedded post.
    Embed,
}

impl LineKind {
    pub(super) fn block(self) -> BlockKind {
        match self {
            LineKind::Clutter => BlockKind::Clutter,
            LineKind::Teasers | LineKind::Teaser => BlockKind::Teaser,
            LineKind::Caption => BlockKind::Caption,
            LineKind::Byline => BlockKind::Byline,
            LineKind::Dateline => BlockKind::Dateline,
            LineKind::Embed => BlockKind::Embed,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    line: Vec<toml::Spanned<LineRule>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineRule {
    id: String,
    kind: LineKind,
    pattern: String,
    examples: Vec<String>,
    rejects: Vec<String>,
}

impl Rules {
    /// Reads `abbreviations.txt` and `boilerplate.toml`.
    pub fn load(sources: &Sources, faults: &mut Vec<Fault>) -> Rules {
        let mut rules = Rules::default();
        for line in sources.get("abbreviations.txt").lines() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            // A trailing + marks an abbreviation that always stands before its name.
            let word = line.trim_end_matches('+').trim_end_matches('.').to_lowercase();
            if line.ends_with('+') {
                rules.leading.insert(word.clone());
            }
            rules.abbreviations.insert(word);
        }
        let file: File = toml_file::read(sources, BOILERPLATE, faults);
        let text = sources.get(BOILERPLATE);
        for rule in file.line {
            let line = toml_file::line_of(text, rule.span().start);
            let rule = rule.into_inner();
            match Regex::new(&format!("(?i){}", rule.pattern)) {
                Ok(pattern) => rules.lines.push(LookRule { id: rule.id.clone(), kind: rule.kind, pattern }),
                Err(error) => {
                    let found = format!("{}: {error}", rule.id);
                    faults.push(Fault::error(BOILERPLATE, line, found, "a regular expression"));
                    continue;
                }
            }
            rules.exampled.push(Exampled {
                file: BOILERPLATE,
                line,
                id: rule.id,
                published: None,
                examples: rule.examples,
                rejects: rule.rejects,
            });
        }
        rules
    }

    /// The rules that carry sentences.
    pub fn exampled(&self) -> &[Exampled] {
        &self.exampled
    }

    /// Returns whether a word, without its stop, is an abbreviation.
    pub(super) fn is_abbreviation(&self, word: &str) -> bool {
        let lower = word.bytes().all(|b| b.is_ascii_lowercase());
        let known = |word: &str| self.abbreviations.contains(word);
        word.len() <= 6 && if lower { known(word) } else { known(&word.to_lowercase()) }
    }

    /// Returns whether an abbreviation always stands before a name or number, so that a capital
    /// after it begins no sentence.
    pub(super) fn leads(&self, folded: &str) -> bool {
        folded.chars().count() == 1 || self.leading.contains(folded)
    }

    /// Returns what a line is by its look, with the rule's id.
    pub(super) fn line(&self, line: &str) -> Option<(LineKind, &str)> {
        self.lines.iter().find(|rule| rule.pattern.is_match(line)).map(|rule| (rule.kind, rule.id.as_str()))
    }
}
