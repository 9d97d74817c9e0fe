//! What `dates` knows: the forms of dates, and the words for days, months and periods.

use super::calendar::Unit;
use super::class::Class;
use super::forms::Means;
use super::lexicon::{Item, Lexicon};
use super::order::Order;
use super::pattern::{Needs, Pattern};
use crate::clues::Known;
use crate::rulebook::{Exampled, Fault, Sources, toml_file};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const FILE: &str = "dates.toml";

/// What `dates` knows.
#[derive(Debug, Default)]
pub struct Rules {
    exampled: Vec<Exampled>,
    barring: Vec<Exampled>,
    pub(super) lexicon: Lexicon,
    pub(super) tiers: Vec<Tier>,
    pub(super) publication: Vec<PublicationForm>,
    pub(super) order: Order,
}

/// One way of telling a time.
#[derive(Debug)]
pub(super) struct Form {
    pub id: String,
    /// Position in the rulebook.
    pub number: usize,
    pub means: Means,
    pub pattern: Pattern,
    /// A shift that the pattern's own words tell.
    pub shift: Option<i32>,
    /// A unit that the pattern's own words tell.
    pub unit: Option<Unit>,
    /// The day of a feast: "12-25", "easter-2", "4 thursday 11".
    pub at: Option<String>,
}

/// The forms that are sought together, and by what they begin with.
#[derive(Debug, Default)]
pub(super) struct Tier {
    pub forms: Vec<Form>,
    /// Forms by the word that they begin with, by its number.
    by_word: Vec<Vec<u16>>,
    by_class: Vec<(u64, u16)>,
    /// Every class that a form begins with.
    classes: u64,
}

/// One way of telling when a text was published.
#[derive(Debug)]
pub(super) struct PublicationForm {
    pub id: String,
    pub pattern: Pattern,
    /// Where in a line, and in which lines, it stands.
    pub stands: Stands,
    /// Whether the year is missing and a notice of copyright gives it.
    pub yearless: bool,
}

/// Where a publication mark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stands {
    /// It is a whole short line near the top or the end.
    Whole,
    /// It opens a line near the top.
    Start,
    /// It ends a short line near the top.
    Header,
    /// It ends a short line near the end.
    Signature,
    /// It stands in the dateline that opens a sentence.
    Dateline,
    /// It stands in any line near the top or the end.
    Anywhere,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    words: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    #[serde(default)]
    capital: Vec<String>,
    #[serde(default)]
    bound: Vec<String>,
    #[serde(default)]
    order: Order,
    #[serde(default)]
    form: Vec<toml::Spanned<FormRule>>,
    #[serde(default)]
    publication: Vec<toml::Spanned<PublicationRule>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormRule {
    id: String,
    tier: usize,
    means: Means,
    patterns: Vec<String>,
    shift: Option<i32>,
    unit: Option<String>,
    at: Option<String>,
    published: Option<String>,
    examples: Vec<String>,
    rejects: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PublicationRule {
    id: String,
    patterns: Vec<String>,
    stands: Stands,
    #[serde(default)]
    yearless: bool,
    examples: Vec<String>,
    rejects: Vec<String>,
}

/// How many tiers there are: dates, years, parts, ranges, bounds.
const TIERS: usize = 5;

impl Rules {
    /// Reads `dates.toml`.
    pub fn load(sources: &Sources, faults: &mut Vec<Fault>) -> Rules {
        let file: File = toml_file::read(sources, FILE, faults);
        let text = sources.get(FILE);
        let mut rules = Rules { lexicon: Lexicon::new(), order: file.order.clone(), ..Rules::default() };
        rules.tiers.resize_with(TIERS, Tier::default);
        rules.words(&file, faults);
        let mut seen = BTreeSet::new();
        for rule in file.form {
            let line = toml_file::line_of(text, rule.span().start);
            rules.form(rule.into_inner(), line, &mut seen, faults);
        }
        for rule in file.publication {
            let line = toml_file::line_of(text, rule.span().start);
            rules.publication(rule.into_inner(), line, &mut seen, faults);
        }
        rules
    }

    /// Notes the words that the stage knows.
    pub(crate) fn note(&self, known: &mut Known) {
        self.lexicon.note(known);
    }

    /// The rules that carry sentences.
    pub fn exampled(&self) -> &[Exampled] {
        &self.exampled
    }

    fn words(&mut self, file: &File, faults: &mut Vec<Fault>) {
        for (class_name, values) in &file.words {
            let Some(class) = Class::from_name(class_name) else {
                faults.push(Fault::error(FILE, 0, format!("words.{class_name}"), "a class of words"));
                continue;
            };
            for (meaning, words) in values {
                let unit = Unit::from_name(meaning).map(Unit::code);
                let Some(value) = meaning.parse().ok().or(unit) else {
                    faults.push(Fault::error(FILE, 0, format!("words.{class_name}.{meaning}"), "a number or a unit"));
                    continue;
                };
                for word in words {
                    self.lexicon.add(word, class, value);
                    if class == Class::Ordinal && (1..=31).contains(&value) {
                        self.lexicon.add(word, Class::OrdinalDay, value);
                    }
                    if class == Class::Unit && !word.ends_with('s') {
                        self.lexicon.add(word, Class::OneUnit, value);
                    }
                    if class == Class::Month {
                        self.lexicon.add(word, Class::PlainMonth, value);
                    }
                }
            }
        }
        for word in &file.bound {
            self.lexicon.bind(word);
        }
        for word in &file.capital {
            self.lexicon.require_capital(word);
        }
        self.lexicon.intern("'s");
        self.lexicon.intern("-");
        self.lexicon.intern(".");
    }

    fn compile(&mut self, source: &str, id: &str, line: usize, faults: &mut Vec<Fault>) -> Option<Pattern> {
        match Pattern::compile(source, &mut self.lexicon) {
            Ok(pattern) => Some(pattern),
            Err(error) => {
                faults.push(Fault::error(FILE, line, format!("{id}: {error}"), "a pattern"));
                None
            }
        }
    }

    fn form(&mut self, rule: FormRule, line: usize, seen: &mut BTreeSet<String>, faults: &mut Vec<Fault>) {
        if !seen.insert(rule.id.clone()) {
            faults.push(Fault::error(FILE, line, format!("{} twice", rule.id), "an id of its own"));
        }
        let unit = rule.unit.as_deref().map(Unit::from_name);
        let published = rule.published.as_deref().map(str::parse::<NaiveDate>);
        if unit == Some(None) || matches!(published, Some(Err(_))) || !(1..=TIERS).contains(&rule.tier) {
            faults.push(Fault::error(FILE, line, rule.id.clone(), "a unit, a day and a tier from 1 to 5"));
            return;
        }
        for source in &rule.patterns {
            let Some(pattern) = self.compile(source, &rule.id, line, faults) else { continue };
            let form = Form {
                id: rule.id.clone(),
                number: self.exampled.len() + self.barring.len(),
                means: rule.means,
                pattern,
                shift: rule.shift,
                unit: unit.flatten(),
                at: rule.at.clone(),
            };
            self.tiers[rule.tier - 1].add(form);
        }
        // What only keeps a date from being seen leaves no trace for its sentences to be run on.
        let exampled = if rule.means == Means::Nothing { &mut self.barring } else { &mut self.exampled };
        exampled.push(Exampled {
            file: FILE,
            line,
            id: rule.id,
            published: published.and_then(Result::ok),
            examples: rule.examples,
            rejects: rule.rejects,
        });
    }

    fn publication(
        &mut self,
        rule: PublicationRule,
        line: usize,
        seen: &mut BTreeSet<String>,
        faults: &mut Vec<Fault>,
    ) {
        if !seen.insert(rule.id.clone()) {
            faults.push(Fault::error(FILE, line, format!("{} twice", rule.id), "an id of its own"));
        }
        for source in &rule.patterns {
            let Some(pattern) = self.compile(source, &rule.id, line, faults) else { continue };
            let (stands, yearless) = (rule.stands, rule.yearless);
            self.publication.push(PublicationForm { id: rule.id.clone(), pattern, stands, yearless });
        }
        self.exampled.push(Exampled {
            file: FILE,
            line,
            id: rule.id,
            published: None,
            examples: rule.examples,
            rejects: rule.rejects,
        });
    }
}

impl Tier {
    fn add(&mut self, form: Form) {
        let number = self.forms.len() as u16;
        let (words, classes) = form.pattern.firsts();
        for word in words {
            let word = word as usize;
            self.by_word.resize_with(self.by_word.len().max(word + 1), Vec::new);
            self.by_word[word].push(number);
        }
        if classes != 0 {
            self.by_class.push((classes, number));
            self.classes |= classes;
        }
        self.forms.push(form);
    }

    /// Lists the forms that begin with a class and that a line has all the classes and words of.
    pub(super) fn live(&self, line: Needs, to: &mut Vec<(u64, u16)>) {
        to.clear();
        let met = |form: u16| self.forms.get(form as usize).is_some_and(|f| f.pattern.needs().met(line));
        to.extend(self.by_class.iter().filter(|(bits, form)| bits & line.classes != 0 && met(*form)));
    }

    /// Returns the forms that can begin at an item, of those that begin with a class only the live.
    pub(super) fn candidates<'t, 'l>(
        &'t self,
        item: &Item,
        live: &'l [(u64, u16)],
    ) -> impl Iterator<Item = &'t Form> + use<'t, 'l> {
        let words = self.by_word.get(item.word as usize).filter(|_| item.word != 0 && item.expression.is_none());
        let by_word = words.into_iter().flatten().copied();
        let classes = item.classes;
        let by_class = if classes & self.classes == 0 { &[] } else { live };
        let by_class = by_class.iter().filter(move |(bits, _)| bits & classes != 0).map(|(_, form)| *form);
        by_word.chain(by_class).filter_map(|form| self.forms.get(form as usize))
    }
}

#[cfg(test)]
mod tests {
    use crate::rulebook::{Rulebook, example};

    #[test]
    fn every_sentence_of_the_date_rules_does_as_it_says() {
        let rules = match Rulebook::builtin() {
            Ok(rules) => rules,
            Err(faults) => panic!("{}", faults.iter().map(|f| format!("{f}\n")).collect::<String>()),
        };
        for rule in &rules.dates.barring {
            let dated = |s: &String| !example::fired(s, rule.published, &rules).is_empty();
            assert_eq!(rule.examples.iter().filter(|s| dated(s)).collect::<Vec<_>>(), Vec::<&String>::new());
            assert_eq!(rule.rejects.iter().filter(|s| !dated(s)).collect::<Vec<_>>(), Vec::<&String>::new());
        }
        let faults = example::check(&rules);
        let ours: Vec<_> = faults.iter().filter(|f| f.file == super::FILE).map(|f| f.to_string()).collect();
        assert!(ours.is_empty(), "{}", ours.join("\n"));
    }
}
