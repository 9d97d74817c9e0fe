//! Order: whether 3/4/2015 is of April or of March, as the text, its publication or its publisher
//! shows.

use super::calendar::ymd;
use super::expression::{Expression, Partial};
use super::rules::Rules;
use super::scan::{Scratch, scan};
use crate::article::Article;
use crate::segment::Document;
use chrono::NaiveDate;
use serde::Deserialize;

/// Who writes the month first in dates of figures, and who the day.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Order {
    #[serde(default)]
    month_first: Writers,
    #[serde(default)]
    day_first: Writers,
}

/// Publishers, by the ends of their host names and by words of their names.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Writers {
    #[serde(default)]
    hosts: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
}

impl Writers {
    fn hold(&self, host: &str, publisher: &str) -> bool {
        let ends = |h: &String| host == h || host.strip_suffix(h.as_str()).is_some_and(|rest| rest.ends_with('.'));
        let words = |n: &String| format!(" {publisher} ").contains(&format!(" {n} "));
        self.hosts.iter().any(ends) || self.names.iter().any(words)
    }
}

impl Order {
    /// Returns whether the publisher of an article writes the day first, where that is known.
    pub(super) fn of(&self, article: &Article) -> Option<bool> {
        let url = article.url.as_deref().unwrap_or_default().to_lowercase();
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let host = rest.split(['/', ':', '?']).next().unwrap_or_default();
        let publisher: Vec<String> = article
            .publisher
            .as_deref()
            .unwrap_or_default()
            .split(|c: char| !c.is_alphanumeric() && c != '.')
            .map(|w| w.replace('.', "").to_lowercase())
            .filter(|w| !w.is_empty())
            .collect();
        let publisher = publisher.join(" ");
        match (self.month_first.hold(host, &publisher), self.day_first.hold(host, &publisher)) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            _ => None,
        }
    }
}

/// What a text shows of the order of its dates in figures.
#[derive(Default)]
pub(super) struct Shown {
    /// Dates of figures that read either way: year and the two numbers.
    open: Vec<(i32, u32, u32)>,
    /// Dates of figures that read one way: whether the day stands first.
    settled: Vec<bool>,
    /// Days that are told in words: month, day, and the year where it is told.
    days: Vec<(u32, u32, Option<i32>)>,
}

impl Shown {
    /// Takes note of an expression and its words.
    pub(super) fn observe(&mut self, expression: &Expression, words: &str) {
        match expression {
            Expression::Numeric(year, a, b) => self.open.push((*year, *a, *b)),
            Expression::Calendar(Partial { year, month: Some(month), day: Some(day), .. }) => match figures(words) {
                Some((a, b)) if a > 12 || b > 12 => self.settled.push(a > 12),
                Some(_) => {}
                None => self.days.push((*month, *day, *year)),
            },
            _ => {}
        }
    }

    /// Returns whether there is anything to settle.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Returns whether the day stands first: as another date of figures shows, else as a day told
    /// in words shows that is one of the two, or within three days of it, else the publication date.
    pub(super) fn day_first(&self, published: Option<NaiveDate>) -> Option<bool> {
        let told = |year: i32, month: u32, day: u32| {
            let Some(meant) = ymd(year, month, day) else { return false };
            let words = self.days.iter().filter_map(|(m, d, y)| ymd(y.unwrap_or(year), *m, *d));
            let beside = |other: NaiveDate| (other - meant).num_days().abs() <= 3;
            words.chain(published).any(beside)
        };
        let votes = self.open.iter().filter_map(|&(year, a, b)| match (told(year, b, a), told(year, a, b)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        });
        agreed(self.settled.iter().copied()).or_else(|| agreed(votes))
    }
}

/// Returns what all say, where any says anything and none says otherwise.
fn agreed(mut votes: impl Iterator<Item = bool>) -> Option<bool> {
    let first = votes.next()?;
    votes.all(|vote| vote == first).then_some(first)
}

/// Returns the two numbers before the year in a date of figures.
fn figures(words: &str) -> Option<(u32, u32)> {
    let from = words.find(|c: char| c.is_ascii_digit())?;
    let parts: Vec<&str> = words.get(from..)?.split(['/', '.', '-']).map(str::trim).collect();
    let [a, b, year] = parts.as_slice() else { return None };
    let number = |s: &str| s.parse().ok().filter(|_| s.len() <= 2);
    let year = year.bytes().take_while(u8::is_ascii_digit).count();
    (year == 2 || year == 4).then_some((number(a)?, number(b)?))
}

/// Reads the order that a whole text shows; slow, so only for one that needs it.
pub(super) fn shown(text: &str, doc: &Document, rules: &Rules) -> Shown {
    let mut shown = Shown::default();
    let mut scratch = Scratch::default();
    for sentence in &doc.sentences {
        scan(doc, sentence.tokens.clone(), &[], rules, &mut scratch);
        for item in &scratch.items {
            let Some(expression) = item.expression.and_then(|e| scratch.expressions.get(e)) else { continue };
            shown.observe(expression, doc.span_of(item.first..item.end).of(text));
        }
    }
    shown
}

/// Returns the day that a date of figures means in a known order.
pub(super) fn ordered(year: i32, a: u32, b: u32, day_first: bool) -> Option<NaiveDate> {
    if day_first { ymd(year, b, a) } else { ymd(year, a, b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_first(open: (i32, u32, u32), others: &[(Expression, &str)], published: Option<&str>) -> Option<bool> {
        let mut shown = Shown::default();
        shown.observe(&Expression::Numeric(open.0, open.1, open.2), "3/4/2015");
        for (expression, words) in others {
            shown.observe(expression, words);
        }
        shown.day_first(published.map(|p| p.parse().unwrap()))
    }

    fn day(year: Option<i32>, month: u32, day: u32) -> Expression {
        Expression::Calendar(Partial { year, month: Some(month), day: Some(day), weekday: None })
    }

    #[test]
    fn another_date_settles_the_order() {
        let open = (2015, 3, 4);
        assert_eq!(day_first(open, &[], None), None);
        assert_eq!(day_first(open, &[(day(Some(2015), 3, 25), "25/3/2015")], None), Some(true));
        assert_eq!(day_first(open, &[(day(Some(2015), 3, 25), "on 03-25-2015")], None), Some(false));
        assert_eq!(day_first(open, &[(day(None, 4, 2), "2 April")], None), Some(true));
        assert_eq!(day_first(open, &[(day(None, 3, 5), "March 5")], None), Some(false));
        assert_eq!(day_first(open, &[(day(None, 3, 5), "March 5"), (day(None, 4, 2), "2 April")], None), None);
        assert_eq!(day_first(open, &[], Some("2015-04-03")), Some(true));
        assert_eq!(day_first(open, &[], Some("2016-04-03")), None);
        let two = [(day(Some(2015), 3, 25), "25/3/2015"), (day(Some(2015), 3, 26), "3/26/2015")];
        assert_eq!(day_first(open, &two, None), None);
    }

    #[test]
    fn the_publisher_settles_the_order() {
        let order: Order = toml::from_str(
            "[month_first]\nhosts = ['us', 'gov']\nnames = ['state department']\n[day_first]\nhosts = ['uk']\nnames = []",
        )
        .unwrap();
        let of = |url: &str, publisher: &str| {
            order.of(&Article { url: Some(url.into()), publisher: Some(publisher.into()), ..Article::default() })
        };
        assert_eq!(of("https://www.example.co.uk/a/b.us", ""), Some(true));
        assert_eq!(of("https://www.example.gov/a", ""), Some(false));
        assert_eq!(of("https://www.examplegov/a", ""), None);
        assert_eq!(of("", "U.S. State Department"), Some(false));
        assert_eq!(of("", "The Statement"), None);
    }
}
