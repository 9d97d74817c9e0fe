//! What `events` knows: the words of meetings, frames, outcomes, topics, codes.

use super::confidence::Weights;
use super::lexicon::{GovernorRule, Lexicon, NounRule, VerbRule, word};
use super::pattern::{Alphabet, Pattern};
use super::topics::Topics;
use super::triggers::{Triggers, has_heads};
use crate::clues::Known;
use crate::people::Crowd;
use crate::record::{Kind, Mode, OutcomeKind, Role, Status};
use crate::rulebook::{Exampled, Fault, Sources, toml_file};
use crate::segment::Document;
use chrono::NaiveDate;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::collections::BTreeMap;

const FRAMES: &str = "frames.toml";
const OUTCOMES: &str = "outcomes.toml";
const TOPICS: &str = "topics.toml";
const CODES: &str = "codes.toml";

/// What `events` knows.
#[derive(Debug, Default)]
pub struct Rules {
    exampled: Vec<Exampled>,
    pub(super) lexicon: Lexicon,
    pub(super) words: Words,
    pub(super) frames: Vec<Frame>,
    pub(super) presences: Vec<Presence>,
    pub(super) outcomes: Vec<OutcomePattern>,
    pub(super) triggers: Triggers,
    pub(super) topics: Topics,
    pub(super) codes: Vec<Code>,
    pub(super) confidence: Weights,
}

/// Words by which a sighting is judged, whatever the frame.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// They say outright that the parties spoke over a distance.
    #[serde(default)]
    pub wire: FxHashSet<String>,
    /// Before "times" and "occasions" they tell a count.
    #[serde(default)]
    pub several: FxHashSet<String>,
    /// In a clause they tell that what it says is not so.
    #[serde(default)]
    pub unreal: FxHashSet<String>,
}

/// A way of telling that persons of several sides are together without a word of meeting.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Presence {
    pub id: String,
    pub way: Way,
    /// Classes of verbs that must not stand in the clause.
    #[serde(default)]
    pub bars: Vec<String>,
    #[serde(default)]
    published: Option<NaiveDate>,
    #[serde(default)]
    examples: Vec<String>,
    #[serde(default)]
    rejects: Vec<String>,
}

/// How persons are told to be together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Way {
    /// One phrase names persons of several sides, who act or are acted with.
    Joint,
    /// The subject acts with persons of another side.
    With,
    /// The subject goes to a place, where persons of another side are told.
    Goes,
}

/// A way of saying that parties meet.
#[derive(Debug)]
pub(super) struct Frame {
    pub id: String,
    pub pattern: Pattern,
    pub kind: Option<Kind>,
    pub mode: Option<Mode>,
    pub status: Option<Status>,
    pub roles: BTreeMap<String, Role>,
    /// Whether the subject of the clause is looked for where slot `a` is empty.
    pub inherit: bool,
    /// Whether the frame only adds to a meeting that is told elsewhere.
    pub adds: bool,
    /// Whether a place or a day must be told with it.
    pub anchored: bool,
    /// Whether it tells a meeting of its own only with a place or a day, and else adds to one.
    pub weak: bool,
    /// Whether it adds only to a meeting that some of its parties are known to take part in.
    pub joint: bool,
    /// Whether it tells of a meeting only where the words beside it say that it was over a distance.
    pub wired: bool,
    /// Whether it tells who was not there.
    pub absent: bool,
    /// Whether its parties must be persons, named or not.
    pub persons: bool,
    /// The rule that must have found its parties, by id.
    pub party: Option<String>,
    /// Fewest parties that it must have, counted after inheritance.
    pub least: usize,
    /// Words of which one must stand in the match.
    pub words: Vec<String>,
}

/// A way of saying what was agreed.
#[derive(Debug)]
pub(super) struct OutcomePattern {
    pub id: String,
    pub pattern: Pattern,
    pub kind: OutcomeKind,
    pub agreed: bool,
    pub text: TextOf,
    /// Whether the subject must be several parties, a body, or the meeting.
    pub joint: bool,
    /// Whether the verb must be negated, or governed by "failed to".
    pub negative: bool,
    /// Whether it tells the terms of an agreement that a sentence before it tells.
    pub terms: bool,
    /// Whether its subject may also be one participant of a meeting told just before.
    pub alone: bool,
    /// Whether its subject must be more than one side.
    pub both: bool,
    /// Whether who says it must be told after it: ", the ministers said".
    pub reported: bool,
    /// Whether its verb must tell of what is to come.
    pub future: bool,
    /// Words of which one must stand in the match or right after it.
    pub words: Vec<String>,
}

/// Which words of an outcome say what was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TextOf {
    /// Those after the match, to the end of the clause.
    After,
    /// The matched verb and those after it.
    From,
    /// Those before the verb, from the edge of the clause.
    Before,
    /// The whole clause.
    Clause,
    /// The match and those after it.
    Whole,
    /// The last item of the match and those after it.
    Last,
    /// Those after the first comma of the match.
    Comma,
}

/// A code of an event scheme.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Code {
    #[allow(dead_code, reason = "names the row for whoever reads the file")]
    pub id: String,
    pub cameo: Option<String>,
    pub plover: Option<String>,
    #[serde(default)]
    pub kind: Vec<Kind>,
    #[serde(default)]
    pub status: Vec<Status>,
    #[serde(default)]
    pub mode: Vec<Mode>,
    #[serde(default)]
    pub outcome: Vec<OutcomeKind>,
    #[serde(default)]
    pub role: Vec<Role>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FramesFile {
    #[serde(default)]
    words: Words,
    #[serde(default)]
    verb: Vec<toml::Spanned<VerbRule>>,
    #[serde(default)]
    noun: Vec<toml::Spanned<NounRule>>,
    #[serde(default)]
    governor: Vec<toml::Spanned<GovernorRule>>,
    #[serde(default)]
    frame: Vec<toml::Spanned<FrameRule>>,
    #[serde(default)]
    presence: Vec<toml::Spanned<Presence>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameRule {
    id: String,
    pattern: String,
    kind: Option<String>,
    mode: Option<String>,
    status: Option<String>,
    #[serde(default)]
    roles: BTreeMap<String, Role>,
    #[serde(default)]
    inherit: bool,
    #[serde(default)]
    adds: bool,
    #[serde(default)]
    anchored: bool,
    #[serde(default)]
    weak: bool,
    #[serde(default)]
    joint: bool,
    #[serde(default)]
    wired: bool,
    #[serde(default)]
    absent: bool,
    #[serde(default)]
    persons: bool,
    party: Option<String>,
    #[serde(default)]
    least: usize,
    #[serde(default)]
    words: Vec<String>,
    published: Option<NaiveDate>,
    examples: Vec<String>,
    rejects: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomesFile {
    #[serde(default)]
    verb: Vec<toml::Spanned<VerbRule>>,
    #[serde(default)]
    noun: Vec<toml::Spanned<NounRule>>,
    #[serde(default)]
    outcome: Vec<toml::Spanned<OutcomeRule>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeRule {
    id: String,
    pattern: String,
    kind: OutcomeKind,
    agreed: bool,
    text: TextOf,
    #[serde(default)]
    joint: bool,
    #[serde(default)]
    negative: bool,
    #[serde(default)]
    terms: bool,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    both: bool,
    #[serde(default)]
    reported: bool,
    #[serde(default)]
    future: bool,
    #[serde(default)]
    words: Vec<String>,
    published: Option<NaiveDate>,
    examples: Vec<String>,
    rejects: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicsFile {
    #[serde(default)]
    topic: Vec<toml::Spanned<TopicRule>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicRule {
    id: String,
    words: Vec<String>,
    published: Option<NaiveDate>,
    examples: Vec<String>,
    rejects: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CodesFile {
    #[serde(default)]
    code: Vec<Code>,
}

impl Rules {
    /// Reads `frames.toml`, `outcomes.toml`, `topics.toml` and `codes.toml`.
    pub fn load(sources: &Sources, faults: &mut Vec<Fault>) -> Rules {
        let mut rules = Rules::default();
        let mut alphabet = Alphabet::default();
        let frames: FramesFile = toml_file::read(sources, FRAMES, faults);
        let outcomes: OutcomesFile = toml_file::read(sources, OUTCOMES, faults);
        let (in_frames, in_outcomes) = (sources.get(FRAMES), sources.get(OUTCOMES));
        let verbs = frames
            .verb
            .iter()
            .map(|v| (FRAMES, in_frames, v))
            .chain(outcomes.verb.iter().map(|v| (OUTCOMES, in_outcomes, v)));
        for (file, text, rule) in verbs {
            note(rules.lexicon.add_verbs(rule.get_ref(), &mut alphabet), file, text, rule.span().start, faults);
        }
        let nouns = frames
            .noun
            .iter()
            .map(|v| (FRAMES, in_frames, v))
            .chain(outcomes.noun.iter().map(|v| (OUTCOMES, in_outcomes, v)));
        for (file, text, rule) in nouns {
            note(rules.lexicon.add_nouns(rule.get_ref(), &mut alphabet), file, text, rule.span().start, faults);
        }
        for rule in &frames.governor {
            note(rules.lexicon.add_governors(rule.get_ref()), FRAMES, in_frames, rule.span().start, faults);
        }
        rules.lexicon.finish();
        if alphabet.surplus() > 0 {
            let found = format!("{} classes of words too many, with {OUTCOMES}", alphabet.surplus());
            faults.push(Fault::error(FRAMES, 0, found, "as many classes as there are symbols for them"));
        }
        rules.words = frames.words;
        for rule in frames.frame {
            let at = rule.span().start;
            let rule = rule.into_inner();
            let (id, published) = (rule.id.clone(), rule.published);
            let sentences = (rule.examples.clone(), rule.rejects.clone());
            if let Some(frame) = note(frame(rule, &alphabet), FRAMES, in_frames, at, faults) {
                rules.frames.push(frame);
            }
            rules.example(FRAMES, in_frames, at, id, published, sentences);
        }
        for rule in frames.presence {
            let at = rule.span().start;
            let mut rule = rule.into_inner();
            let sentences = (std::mem::take(&mut rule.examples), std::mem::take(&mut rule.rejects));
            rules.example(FRAMES, in_frames, at, rule.id.clone(), rule.published, sentences);
            rules.presences.push(rule);
        }
        for rule in outcomes.outcome {
            let at = rule.span().start;
            let rule = rule.into_inner();
            let pattern = note(alphabet.compile(&rule.pattern), OUTCOMES, in_outcomes, at, faults);
            rules.example(OUTCOMES, in_outcomes, at, rule.id.clone(), rule.published, (rule.examples, rule.rejects));
            if let Some(pattern) = pattern {
                rules.outcomes.push(OutcomePattern {
                    pattern,
                    id: rule.id,
                    kind: rule.kind,
                    agreed: rule.agreed,
                    text: rule.text,
                    joint: rule.joint,
                    negative: rule.negative,
                    terms: rule.terms,
                    alone: rule.alone,
                    both: rule.both,
                    reported: rule.reported,
                    future: rule.future,
                    words: rule.words,
                });
            }
        }
        rules.triggers = Triggers::new(&rules.lexicon, &rules.frames);
        rules.load_topics(sources, faults);
        let codes: CodesFile = toml_file::read(sources, CODES, faults);
        rules.codes = codes.code;
        rules.confidence = Weights::load(sources, faults);
        rules
    }

    fn load_topics(&mut self, sources: &Sources, faults: &mut Vec<Fault>) {
        let file: TopicsFile = toml_file::read(sources, TOPICS, faults);
        let text = sources.get(TOPICS);
        for rule in file.topic {
            let at = rule.span().start;
            let rule = rule.into_inner();
            self.topics.add(rule.id.clone(), &rule.words);
            self.example(TOPICS, text, at, rule.id, rule.published, (rule.examples, rule.rejects));
        }
    }

    fn example(
        &mut self,
        file: &'static str,
        text: &str,
        at: usize,
        id: String,
        published: Option<NaiveDate>,
        (examples, rejects): (Vec<String>, Vec<String>),
    ) {
        let line = toml_file::line_of(text, at);
        self.exampled.push(Exampled { file, line, id, published, examples, rejects });
    }

    /// Returns whether the words of a text may tell of a meeting; where not, none is found in it.
    pub fn may_tell(&self, text: &str) -> bool {
        self.triggers.in_text(text)
    }

    /// Returns whether a sentence of a document may tell of a meeting; where not, none is found in it.
    ///
    /// `crowd` counts the parties that a sentence speaks of at most.
    pub(crate) fn may_tell_in(&self, document: &Document, crowd: impl Fn(usize) -> Crowd) -> bool {
        has_heads(document)
            || (0..document.sentences.len())
                .any(|s| document.kind_of(s).is_text() && self.triggers.in_sentence(document, s, || crowd(s)))
    }

    /// Notes the words that the stage knows.
    pub(crate) fn note(&self, known: &mut Known) {
        self.lexicon.note(known);
        self.triggers.note(known);
    }

    /// The rules that carry sentences.
    pub fn exampled(&self) -> &[Exampled] {
        &self.exampled
    }
}

/// Builds a frame from its rule.
fn frame(rule: FrameRule, alphabet: &Alphabet) -> Result<Frame, String> {
    Ok(Frame {
        pattern: alphabet.compile(&rule.pattern).map_err(|e| format!("{}: {e}", rule.id))?,
        kind: word(rule.kind.as_deref(), Kind::from_word)?,
        mode: word(rule.mode.as_deref(), Mode::from_word)?,
        status: word(rule.status.as_deref(), Status::from_word)?,
        id: rule.id,
        roles: rule.roles,
        inherit: rule.inherit,
        adds: rule.adds,
        anchored: rule.anchored,
        weak: rule.weak,
        joint: rule.joint,
        wired: rule.wired,
        absent: rule.absent,
        persons: rule.persons,
        party: rule.party,
        least: rule.least,
        words: rule.words,
    })
}

/// Keeps a value, or notes the fault with its line.
fn note<T>(value: Result<T, String>, file: &str, text: &str, at: usize, faults: &mut Vec<Fault>) -> Option<T> {
    value
        .map_err(|found| {
            faults.push(Fault::error(
                file,
                toml_file::line_of(text, at),
                found,
                "the form that rules/README.md describes",
            ))
        })
        .ok()
}
