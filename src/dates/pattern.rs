//! Patterns over a line of words and expressions: literal words, named slots, options and choices.
//!
//! `( the )? {day} of? {month} ,? {year}` reads: an item is a word or a mark as it stands, a slot
//! `{name}` of the class of the same name, or a slot `{name:class}`; `?` makes the item before it
//! optional; `( a | b c )` is a choice; `[`, `]` and `¦` stand for the marks `(`, `)` and `|`. There is no repetition, so that matching always ends.

use super::class::Class;
use super::lexicon::{Item, Lexicon};

/// A pattern, ready to be matched.
#[derive(Debug, Clone, Default)]
pub(super) struct Pattern {
    program: Vec<Step>,
    /// Names of its slots, in order of first use.
    slots: Vec<(Box<str>, Class)>,
    needs: Needs,
    /// As many items as a match takes at most.
    reach: usize,
}

/// The words and classes that some line holds, or that every match of a pattern takes: one bit a
/// class, and one for all words whose numbers are the same modulo 64.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Needs {
    pub words: u64,
    pub classes: u64,
}

impl Needs {
    /// Returns what an item has.
    pub(super) fn of(item: &Item) -> Needs {
        Needs { words: 1 << (item.word % 64), classes: item.classes }
    }

    /// Returns what either has.
    pub(super) fn or(self, other: Needs) -> Needs {
        Needs { words: self.words | other.words, classes: self.classes | other.classes }
    }

    /// Returns what both have.
    fn and(self, other: Needs) -> Needs {
        Needs { words: self.words & other.words, classes: self.classes & other.classes }
    }

    /// Returns whether a line has all of this.
    pub(super) fn met(self, line: Needs) -> bool {
        self.words & !line.words == 0 && self.classes & !line.classes == 0
    }
}

/// Where a pattern matched, and what filled its slots.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Match {
    /// One past the last item.
    pub end: usize,
    /// Slot number and item, in text order.
    pub filled: Vec<(u8, usize)>,
}

#[derive(Debug, Clone)]
enum Step {
    Word(u16),
    Slot(u8, Class),
    /// Goes on at the next step or, failing that, at the one named.
    Split(usize),
    Jump(usize),
    Done,
}

impl Pattern {
    /// Compiles a pattern, interning its words.
    ///
    /// # Errors
    /// Says what is wrong with its form.
    pub(super) fn compile(source: &str, lexicon: &mut Lexicon) -> Result<Pattern, String> {
        let spaced = source.replace('(', " ( ").replace(')', " ) ").replace('|', " | ").replace(") ?", ")?");
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let mut pattern = Pattern::default();
        let mut at = 0;
        pattern.choice(&words, &mut at, lexicon)?;
        if at < words.len() {
            return Err(format!("{} without its opening", words[at]));
        }
        pattern.program.push(Step::Done);
        pattern.needs = pattern.needed();
        pattern.reach = pattern.reached();
        Ok(pattern)
    }

    /// Returns what every match takes.
    pub(super) fn needs(&self) -> Needs {
        self.needs
    }

    /// Returns as many items as a match takes at most.
    pub(super) fn reach(&self) -> usize {
        self.reach
    }

    /// Finds how many items a match takes at most, as `needed` does.
    fn reached(&self) -> usize {
        let mut from = vec![0; self.program.len() + 1];
        let at = |from: &[usize], pc: usize| from.get(pc).copied().unwrap_or_default();
        for (pc, step) in self.program.iter().enumerate().rev() {
            from[pc] = match step {
                Step::Word(_) | Step::Slot(..) => 1 + at(&from, pc + 1),
                Step::Split(other) => at(&from, pc + 1).max(at(&from, *other)),
                Step::Jump(to) => at(&from, *to),
                Step::Done => 0,
            };
        }
        at(&from, 0)
    }

    /// Finds what every match takes. Steps only lead forward, so that the last is looked at first.
    fn needed(&self) -> Needs {
        let mut from = vec![Needs::default(); self.program.len() + 1];
        let at = |from: &[Needs], pc: usize| from.get(pc).copied().unwrap_or_default();
        for (pc, step) in self.program.iter().enumerate().rev() {
            from[pc] = match step {
                Step::Word(word) => Needs { words: 1 << (word % 64), classes: 0 }.or(at(&from, pc + 1)),
                Step::Slot(_, class) => Needs { words: 0, classes: class.bit() }.or(at(&from, pc + 1)),
                Step::Split(other) => at(&from, pc + 1).and(at(&from, *other)),
                Step::Jump(to) => at(&from, *to),
                Step::Done => Needs::default(),
            };
        }
        at(&from, 0)
    }

    /// Matches at item `start`, the longest way; none where it does not.
    pub(super) fn matches(&self, items: &[Item], start: usize) -> Option<Match> {
        let mut best: Option<Match> = None;
        let mut filled = Vec::new();
        self.run(items, 0, start, &mut filled, &mut best);
        best.filter(|m| m.end > start)
    }

    /// Returns the item that filled the slot called `name`.
    pub(super) fn slot<'i>(&self, found: &Match, items: &'i [Item], name: &str) -> Option<(&'i Item, Class)> {
        let number = self.slots.iter().position(|(n, _)| **n == *name)?;
        let (_, at) = found.filled.iter().find(|(slot, _)| *slot as usize == number)?;
        items.get(*at).map(|item| (item, self.slots[number].1))
    }

    /// Returns the words and classes that a match can begin with.
    pub(super) fn firsts(&self) -> (Vec<u16>, u64) {
        let (mut words, mut classes) = (Vec::new(), 0);
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            match self.program.get(at) {
                Some(Step::Word(word)) => words.push(*word),
                Some(Step::Slot(_, class)) => classes |= class.bit(),
                Some(Step::Split(other)) => open.extend([at + 1, *other]),
                Some(Step::Jump(to)) => open.push(*to),
                Some(Step::Done) | None => {}
            }
        }
        (words, classes)
    }

    fn run(
        &self,
        items: &[Item],
        mut pc: usize,
        mut at: usize,
        filled: &mut Vec<(u8, usize)>,
        best: &mut Option<Match>,
    ) {
        let depth = filled.len();
        loop {
            match self.program.get(pc) {
                Some(Step::Word(word)) => match items.get(at) {
                    Some(item) if item.word == *word && item.expression.is_none() => (pc, at) = (pc + 1, at + 1),
                    _ => break,
                },
                Some(Step::Slot(slot, class)) => match items.get(at) {
                    Some(item) if item.classes & class.bit() != 0 => {
                        filled.push((*slot, at));
                        (pc, at) = (pc + 1, at + 1);
                    }
                    _ => break,
                },
                Some(Step::Split(other)) => {
                    self.run(items, pc + 1, at, filled, best);
                    pc = *other;
                }
                Some(Step::Jump(to)) => pc = *to,
                Some(Step::Done) | None => {
                    if best.as_ref().is_none_or(|b| at > b.end) {
                        *best = Some(Match { end: at, filled: filled.clone() });
                    }
                    break;
                }
            }
        }
        filled.truncate(depth);
    }

    /// Reads alternatives apart by `|`, up to a closing parenthesis or the end.
    fn choice(&mut self, words: &[&str], at: &mut usize, lexicon: &mut Lexicon) -> Result<(), String> {
        let mut ends = Vec::new();
        loop {
            let split = self.program.len();
            self.program.push(Step::Split(0));
            self.sequence(words, at, lexicon)?;
            if words.get(*at) != Some(&"|") {
                // The last alternative has none after it.
                self.program[split] = Step::Jump(split + 1);
                break;
            }
            *at += 1;
            ends.push(self.program.len());
            self.program.push(Step::Jump(0));
            self.program[split] = Step::Split(self.program.len());
        }
        let here = self.program.len();
        for end in ends {
            self.program[end] = Step::Jump(here);
        }
        Ok(())
    }

    fn sequence(&mut self, words: &[&str], at: &mut usize, lexicon: &mut Lexicon) -> Result<(), String> {
        while let Some(&word) = words.get(*at) {
            if word == "|" || word.starts_with(')') {
                break;
            }
            *at += 1;
            let split = self.program.len();
            self.program.push(Step::Jump(split + 1));
            let optional = if word == "(" {
                self.choice(words, at, lexicon)?;
                let close = words.get(*at).copied().unwrap_or_default();
                if !close.starts_with(')') {
                    return Err("( without its closing".into());
                }
                *at += 1;
                close == ")?"
            } else {
                let bare = word.strip_suffix('?').unwrap_or(word);
                self.single(bare, lexicon)?;
                bare.len() < word.len()
            };
            if optional {
                self.program[split] = Step::Split(self.program.len());
            }
        }
        Ok(())
    }

    fn single(&mut self, word: &str, lexicon: &mut Lexicon) -> Result<(), String> {
        let Some(inner) = word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) else {
            let bare = match word {
                "[" => "(",
                "]" => ")",
                "¦" => "|",
                other => other,
            };
            self.program.push(Step::Word(lexicon.intern(bare)));
            return Ok(());
        };
        let (name, class) = inner.split_once(':').unwrap_or((inner, inner));
        let Some(class) = Class::from_name(class) else { return Err(format!("no class {class:?}")) };
        let number = match self.slots.iter().position(|(n, _)| **n == *name) {
            Some(number) if self.slots[number].1 == class => number,
            Some(_) => return Err(format!("slot {name:?} of two classes")),
            None => {
                self.slots.push((name.into(), class));
                self.slots.len() - 1
            }
        };
        self.program.push(Step::Slot(number as u8, class));
        Ok(())
    }
}
