//! When two names, bodies or phrases count as the same.

use crate::gazetteer::fold as fold_name;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Words that say nothing of what was agreed.
const STOP: &[&str] = &[
    "the", "a", "an", "of", "to", "and", "in", "on", "for", "at", "by", "with", "that", "this", "it", "its", "be",
    "is", "are", "was", "were", "will", "would", "as", "from", "or", "into", "their", "his", "her",
];

/// Name particles, which one spelling has and another leaves out.
const PARTICLES: &[&str] = &[
    "al", "el", "bin", "bint", "ibn", "ben", "de", "del", "la", "da", "dos", "do", "di", "du", "le", "van", "der",
    "von", "den", "ter", "ul", "ur", "the",
];

/// Codes of former states with the code of the state that counts as the same.
const HEIRS: &[(&str, &str)] =
    &[("SUN", "RUS"), ("YUG", "SRB"), ("SCG", "SRB"), ("CSK", "CZE"), ("ZAR", "COD"), ("BUR", "MMR")];

/// Returns whether two country codes mean one state, a former state and its successor counting as one.
pub fn same_state(a: Option<&str>, b: Option<&str>) -> bool {
    let heir = |code: &str| HEIRS.iter().find(|h| h.0 == code).map_or(code.to_string(), |h| h.1.to_string());
    a.map(heir) == b.map(heir)
}

/// Folds a phrase for comparison: lower case, no diacritics, no apostrophes, other marks as spaces.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let lower: String = text.nfkd().collect::<String>().to_lowercase();
    let mut marks = false;
    for c in lower.chars().filter(|&c| canonical_combining_class(c) == 0 && c != '’' && c != '\'') {
        match c.is_alphanumeric() || c == '_' || c == ' ' {
            true => out.push(c),
            false if marks => continue,
            false => out.push(' '),
        }
        marks = !(c.is_alphanumeric() || c == '_' || c == ' ');
    }
    out.trim().to_string()
}

/// Returns the folded words that carry content.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().filter(|w| !STOP.contains(w)).map(str::to_string).collect()
}

/// Returns whether two names can be one person's: the words of the shorter are all in the longer,
/// up to a letter's spelling, or the first (or its initial) and the last agree.
pub fn same_name(a: &str, b: &str) -> bool {
    let parts = |name: &str| -> Vec<Vec<char>> {
        let folded = fold(&name.replace('-', " "));
        folded.split_whitespace().filter(|w| !PARTICLES.contains(w)).map(|w| w.chars().collect()).collect()
    };
    let (a, b) = (parts(a), parts(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let [first, .., last] = short.as_slice() else {
        let Some(only) = short.first() else { return false };
        return only.len() > 2 && long.iter().any(|w| close(only, w));
    };
    if short.iter().all(|w| long.iter().any(|v| close(w, v))) {
        return true;
    }
    let (Some(long_first), Some(long_last)) = (long.first(), long.last()) else { return false };
    let initial = (first.len() == 1 || long_first.len() == 1) && first.first() == long_first.first();
    (close(first, long_first) || initial) && close(last, long_last)
}

/// Returns whether two names can be one body's: equal, one inside the other, or one the acronym.
pub fn same_body(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a.filter(|a| !a.is_empty()), b.filter(|b| !b.is_empty())) else { return false };
    let (fa, fb) = (fold(a), fold(b));
    fa.contains(&fb) || fb.contains(&fa) || acronym(a) == fb.replace(' ', "") || acronym(b) == fa.replace(' ', "")
}

/// Returns how alike two phrases are: F1 of their content words, by their first five letters.
pub fn phrase_f1(a: &str, b: &str) -> f64 {
    let (a, b) = (stems(a), stems(b));
    let same: usize = a.iter().map(|(w, n)| (*n).min(b.get(w).copied().unwrap_or_default())).sum();
    if same == 0 {
        return 0.0;
    }
    let all = a.values().sum::<usize>() + b.values().sum::<usize>();
    2.0 * same as f64 / all as f64
}

/// Returns the first five letters of each content word, with how often it stands.
pub fn stems(text: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for word in words(text) {
        *out.entry(word.chars().take(5).collect()).or_default() += 1;
    }
    out
}

/// Returns the share of words that two texts have in common, from 0 to 1.
pub fn overlap(a: &str, b: &str) -> f64 {
    let set = |text: &str| -> std::collections::BTreeSet<String> {
        fold_name(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_string).collect()
    };
    let (a, b) = (set(a), set(b));
    let all = a.union(&b).count();
    if all == 0 { 0.0 } else { a.intersection(&b).count() as f64 / all as f64 }
}

fn acronym(text: &str) -> String {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter_map(|w| w.chars().next()).filter(char::is_ascii_uppercase).collect::<String>().to_lowercase()
}

fn close(a: &[char], b: &[char]) -> bool {
    a == b || (a.len().min(b.len()) >= 5 && one_edit(a, b))
}

fn one_edit(a: &[char], b: &[char]) -> bool {
    match a.len().abs_diff(b.len()) {
        0 => a.iter().zip(b).filter(|(x, y)| x != y).count() <= 1,
        1 => {
            let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
            (0..long.len()).any(|i| long[..i].iter().chain(&long[i + 1..]).eq(short))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_by_surname_spelling_and_initial() {
        assert!(same_name("Lavrov", "Sergei Lavrov"));
        assert!(same_name("Sergey Lavrov", "Sergei Lavrov"));
        assert!(same_name("J. Kerry", "John Forbes Kerry"));
        assert!(same_name("Abdel Fattah al-Sisi", "Abdel Fattah Sisi"));
        assert!(!same_name("Li Keqiang", "Li Hui"));
        assert!(!same_name("", "Sergei Lavrov"));
        assert!(!same_name("Li", "Li Hui"));
    }

    #[test]
    fn bodies_match_by_acronym_and_inclusion() {
        assert!(same_body(Some("International Syria Support Group"), Some("ISSG")));
        assert!(same_body(Some("the European Union"), Some("European Union")));
        assert!(!same_body(Some("African Union"), Some("European Union")));
        assert!(!same_body(None, Some("European Union")));
    }

    #[test]
    fn folding_keeps_letters_and_digits() {
        assert_eq!(fold("Côte d’Ivoire – 2+4"), "cote divoire   2 4");
        assert_eq!(fold("  «É»  "), "e");
    }

    #[test]
    fn a_former_state_counts_as_its_successor() {
        assert!(same_state(Some("SUN"), Some("RUS")));
        assert!(!same_state(Some("SUN"), None));
    }
}
