//! Topics: subjects of talks, told by their words.

use aho_corasick::AhoCorasick;
use once_cell::sync::OnceCell;
use regex::Regex;

/// The subjects that the rulebook knows.
#[derive(Debug, Default)]
pub(super) struct Topics {
    topics: Vec<Topic>,
    /// What every word of a topic begins with, and whose it is: most sentences hold few of these,
    /// so that few expressions are run, or compiled.
    beginnings: Vec<(String, usize)>,
    search: OnceCell<Option<AhoCorasick>>,
}

#[derive(Debug)]
struct Topic {
    id: String,
    source: String,
    words: OnceCell<Option<Regex>>,
}

impl Topics {
    /// Adds a topic with its words, in which `*` stands for any letters.
    pub fn add(&mut self, id: String, words: &[String]) {
        let escaped: Vec<String> = words.iter().map(|w| regex::escape(w).replace("\\*", r"\w*")).collect();
        for word in words {
            let plain = |c: char| c.is_ascii() && c != '*';
            self.beginnings.push((word.chars().take_while(|&c| plain(c)).collect(), self.topics.len()));
        }
        let source = format!(r"(?i)\b(?:{})\b", escaped.join("|"));
        self.topics.push(Topic { id, source, words: OnceCell::new() });
    }

    /// Returns the ids of the topics that any of the sentences names, sorted.
    pub fn told<'s>(&self, sentences: impl Iterator<Item = &'s str>) -> Vec<String> {
        let mut told = vec![false; self.topics.len()];
        for sentence in sentences {
            let mut may = vec![false; self.topics.len()];
            // Two letters beyond ASCII are "s" and "k" in another case.
            match self.search().filter(|_| !sentence.contains(['\u{17f}', '\u{212a}'])) {
                Some(search) => {
                    for hit in search.find_overlapping_iter(sentence) {
                        may[self.beginnings[hit.pattern().as_usize()].1] = true;
                    }
                }
                None => may.fill(true),
            }
            for (at, topic) in self.topics.iter().enumerate() {
                told[at] |= may[at] && !told[at] && topic.regex().is_some_and(|words| words.is_match(sentence));
            }
        }
        let mut out: Vec<String> =
            self.topics.iter().zip(told).filter(|(_, told)| *told).map(|(t, _)| t.id.clone()).collect();
        out.sort();
        out
    }

    fn search(&self) -> Option<&AhoCorasick> {
        let made = self.search.get_or_init(|| {
            AhoCorasick::builder().ascii_case_insensitive(true).build(self.beginnings.iter().map(|b| &b.0)).ok()
        });
        made.as_ref()
    }
}

impl Topic {
    fn regex(&self) -> Option<&Regex> {
        self.words.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_told_by_whole_words() {
        let mut topics = Topics::default();
        topics.add("trade".into(), &["tariff*".into(), "free trade".into()]);
        topics.add("énergie".into(), &["écoles".into()]);
        let told = |text: &str| topics.told([text].into_iter());
        assert_eq!(told("On TARIFFS and schools"), ["trade"]);
        assert_eq!(told("antitariff"), Vec::<String>::new());
        assert_eq!(told("free trader"), Vec::<String>::new());
        assert_eq!(told("Écoles, free trade"), ["trade", "énergie"]);
        assert_eq!(topics.told(["free tradeſ", "a free trade zone"].into_iter()), ["trade"]);
    }
}
