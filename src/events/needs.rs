//! What a pattern cannot do without: sets of symbols of each of which a line must hold one.
//!
//! Most lines lack something that most patterns need, so that their regular expressions are
//! seldom run, and seldom compiled.

use super::pattern::{COMMA, EDGE, OTHER, PARTY, PLACE, POSSESSOR};
use regex_syntax::hir::{Class, Hir, HirKind};

/// A set of symbols.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Symbols([u64; 4]);

impl Symbols {
    /// Returns the set of the symbols of a line.
    pub fn of(line: &[u8]) -> Symbols {
        let mut set = Symbols::default();
        for &symbol in line {
            set.add(symbol);
        }
        set
    }

    /// Returns the symbols that no word of a closed list tells: mentions, marks and other words, and
    /// the "and" that may be a mark.
    pub fn unspelt() -> Symbols {
        Symbols::of([PARTY, POSSESSOR, PLACE, OTHER, EDGE, COMMA, '&'].map(|symbol| symbol as u8).as_slice())
    }

    fn add(&mut self, symbol: u8) {
        self.0[symbol as usize / 64] |= 1 << (symbol % 64);
    }

    pub fn meets(&self, other: &Symbols) -> bool {
        self.0.iter().zip(other.0).any(|(a, b)| a & b != 0)
    }

    fn len(&self) -> u32 {
        self.0.iter().map(|part| part.count_ones()).sum()
    }

    pub fn joined(self, other: Symbols) -> Symbols {
        Symbols([0, 1, 2, 3].map(|i| self.0[i] | other.0[i]))
    }
}

/// What a pattern needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs(Vec<Symbols>);

impl Needs {
    /// Finds what a regular expression over symbols needs.
    pub fn of(hir: &Hir) -> Needs {
        let mut sets = sets(hir);
        sets.sort_by_key(Symbols::len);
        sets.dedup();
        Needs(sets)
    }

    /// Returns whether a line with these symbols has all that is needed.
    pub fn met(&self, line: &Symbols) -> bool {
        self.0.iter().all(|set| set.meets(line))
    }
}

fn sets(hir: &Hir) -> Vec<Symbols> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Vec::new(),
        HirKind::Literal(literal) => literal.0.iter().map(|&symbol| Symbols::of(&[symbol])).collect(),
        HirKind::Class(Class::Bytes(class)) => {
            let mut set = Symbols::default();
            for range in class.ranges() {
                for symbol in range.start()..=range.end() {
                    set.add(symbol);
                }
            }
            vec![set]
        }
        // The parser makes one of single characters of ASCII; of what is more than a byte nothing is said.
        HirKind::Class(Class::Unicode(class)) => {
            let mut set = Symbols::default();
            for range in class.ranges() {
                let (Ok(start), Ok(end)) = (u8::try_from(range.start()), u8::try_from(range.end())) else {
                    return Vec::new();
                };
                if end >= 0x80 {
                    return Vec::new();
                }
                (start..=end).for_each(|symbol| set.add(symbol));
            }
            vec![set]
        }
        HirKind::Repetition(repetition) if repetition.min == 0 => Vec::new(),
        HirKind::Repetition(repetition) => sets(&repetition.sub),
        HirKind::Capture(capture) => sets(&capture.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(sets).collect(),
        // One of the ways must go: of each way one thing that it needs, the rarest.
        HirKind::Alternation(ways) => {
            let rarest = |way: &Hir| sets(way).into_iter().min_by_key(Symbols::len);
            let all: Option<Vec<Symbols>> = ways.iter().map(rarest).collect();
            all.and_then(|all| all.into_iter().reduce(Symbols::joined)).into_iter().collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(pattern: &str, line: &str) -> bool {
        let mut parser = regex_syntax::ParserBuilder::new().unicode(false).utf8(false).build();
        Needs::of(&parser.parse(pattern).unwrap()).met(&Symbols::of(line.as_bytes()))
    }

    #[test]
    fn a_line_without_what_is_needed_is_told() {
        assert!(met("(?:Px?)?MwP", "PMwP"));
        assert!(!met("(?:Px?)?MwP", "PMxP"));
        assert!(met("T(?:of|b)P", "TbP"));
        assert!(!met("T(?:of|b)P", "TwP"));
        assert!(!met("T[bw]P", "TxP"));
        assert!(!met("T(?:\\x05|\\x07)", "TP"));
        assert!(met("T(?:|b)P", "PT"));
        assert!(met("x*", ""));
        assert!(!met("(?:xP)+", "x"));
    }
}
