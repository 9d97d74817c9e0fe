//! What `segment` knows: abbreviations and the marks of clutter.

use super::BlockKind;
use crate::rulebook::{Exampled, Fault, Sources, toml_file};
use regex::RegexSet;
use serde::Deserialize;
use std::collections::BTreeSet;

const BOILERPLATE: &str = "boilerplate.toml";

/// What `segment` knows.
#[derive(Debug, Default)]
pub struct Rules {
    exampled: Vec<Exampled>,
    abbreviations: BTreeSet<String>,
    leading: BTreeSet<String>,
    lines: Lines,
}

/// The rules that tell a line by its look.
#[derive(Debug)]
struct Lines {
    set: RegexSet,
    ids: Vec<(String, LineKind)>,
}

impl Default for Lines {
    fn default() -> Self {
        Lines { set: RegexSet::empty(), ids: Vec::new() }
    }
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
        let mut patterns = Vec::new();
        for rule in file.line {
            let line = toml_file::line_of(text, rule.span().start);
            let rule = rule.into_inner();
            let pattern = format!("(?i){}", rule.pattern);
            if let Err(error) = regex::Regex::new(&pattern) {
                faults.push(Fault::error(BOILERPLATE, line, format!("{}: {error}", rule.id), "a regular expression"));
                continue;
            }
            patterns.push(pattern);
            rules.lines.ids.push((rule.id.clone(), rule.kind));
            rules.exampled.push(Exampled {
                file: BOILERPLATE,
                line,
                id: rule.id,
                published: None,
                examples: rule.examples,
                rejects: rule.rejects,
            });
        }
        rules.lines.set = RegexSet::new(&patterns).unwrap_or_else(|_| RegexSet::empty());
        rules
    }

    /// The rules that carry sentences.
    pub fn exampled(&self) -> &[Exampled] {
        &self.exampled
    }

    /// Returns whether a word, without its stop, is an abbreviation.
    pub(super) fn is_abbreviation(&self, word: &str) -> bool {
        word.len() <= 6 && self.abbreviations.contains(&word.to_lowercase())
    }

    /// Returns whether an abbreviation always stands before a name or number, so that a capital
    /// after it begins no sentence.
    pub(super) fn leads(&self, folded: &str) -> bool {
        folded.chars().count() == 1 || self.leading.contains(folded)
    }

    /// Returns what a line is by its look, with the rule's id.
    pub(super) fn line(&self, line: &str) -> Option<(LineKind, &str)> {
        let hit = self.lines.set.matches(line).into_iter().next()?;
        self.lines.ids.get(hit).map(|(id, kind)| (*kind, id.as_str()))
    }
}
