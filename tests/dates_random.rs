//! Texts put together at random from the words of dates: whatever they say, nothing panics and
//! every range runs forwards.
//!
//! `DATE_SECONDS` sets for how long; a second where it is not set.

use chrono::NaiveDate;
use rapporteur::article::{Article, Given, GivenBy};
use rapporteur::extract;
use rapporteur::rulebook::Rulebook;
use std::time::{Duration, Instant};

const WORDS: &[&str] = &[
    "Monday",
    "on",
    "Tues.",
    "Friday",
    "the",
    "31",
    "30",
    "29",
    "17th",
    "first",
    "last",
    "second",
    "June",
    "February",
    "May",
    "Dec.",
    "2016",
    "2015",
    "1800",
    "2199",
    "9999",
    "0",
    "'s",
    "'",
    ",",
    ".",
    "-",
    "–",
    "/",
    "(",
    ")",
    ":",
    ";",
    "from",
    "to",
    "until",
    "between",
    "and",
    "or",
    "of",
    "in",
    "at",
    "early",
    "late",
    "mid",
    "end",
    "beginning",
    "half",
    "this",
    "next",
    "coming",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "decade",
    "quarter",
    "weekend",
    "day",
    "days",
    "hours",
    "minutes",
    "ago",
    "earlier",
    "later",
    "before",
    "after",
    "following",
    "previous",
    "same",
    "that",
    "today",
    "tomorrow",
    "yesterday",
    "tonight",
    "morning",
    "night",
    "twenty",
    "two",
    "a",
    "99999999999",
    "2147483647",
    "1000000",
    "17/05/2016",
    "31/06/2016",
    "3/4/2015",
    "2016-02-30",
    "13:08",
    "1990s",
    "70s",
    "Q3",
    "H2",
    "spring",
    "winter",
    "since",
    "by",
    "within",
    "rest",
    "now",
    "met",
    "will",
    "meet",
    "said",
    "was",
    "is",
    "due",
    "they",
    "\n",
    "\n\n",
    "VIENNA,",
    "Published",
    "Updated",
    "é",
    "—",
    "&ndash;",
    "\u{ad}",
    "week 53",
    "Easter",
    "Christmas",
    "eve",
];

#[test]
fn no_text_of_date_words_panics_or_runs_backwards() {
    let seconds = std::env::var("DATE_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let rules = Rulebook::builtin().unwrap();
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut first = true;
    while first || Instant::now() < end {
        first = false;
        let text =
            (0..1 + next(40)).map(|_| WORDS[next(WORDS.len())]).collect::<Vec<_>>().join([" ", " ", ""][next(3)]);
        let day = NaiveDate::from_ymd_opt(1800 + next(400) as i32, 1 + next(12) as u32, 1 + next(28) as u32).unwrap();
        let published = (next(3) > 0).then_some(Given { date: day, source: GivenBy::Caller });
        let found = extract(&Article { text: text.clone(), published, ..Article::default() }, &rules);
        for date in &found.dates {
            for days in [date.days, date.past, date.future].into_iter().flatten() {
                assert!(days.start <= days.end, "{text:?}: {date:?}");
            }
            assert!(text.get(date.span.range()).is_some_and(|t| !t.is_empty()), "{text:?}: {date:?}");
        }
    }
}
