//! Texts put together at random, from the words of dates and from articles cut up: whatever they
//! say, nothing panics, every range runs forwards, every span stands on whole characters, and a
//! second reading gives the same.
//!
//! `FUZZ_SECONDS` sets for how long each test runs, a second where it is not set; `FUZZ_SEED` sets
//! where the random numbers start, so that a longer run can go other ways. A text that fails is
//! printed.

#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods)]

use chrono::NaiveDate;
use rapporteur::article::{Article, Given, GivenBy, Reading, articles};
use rapporteur::rulebook::Rulebook;
use rapporteur::{Extraction, extract};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};
use std::{env, fs};

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

/// Characters that texts from anywhere hold: marks, controls, accents apart from their letters,
/// scripts of other directions, emoji, half a surrogate's stand-in.
const CHARACTERS: &[char] = &[
    '\0',
    '\t',
    '\n',
    '\r',
    ' ',
    '"',
    '\'',
    '(',
    ')',
    ',',
    '-',
    '.',
    '/',
    ':',
    ';',
    '[',
    ']',
    '_',
    '|',
    '*',
    '#',
    '0',
    '9',
    'A',
    'z',
    '\u{85}',
    '\u{a0}',
    '\u{ad}',
    'é',
    '\u{301}',
    'ß',
    'İ',
    'ŉ',
    '\u{200b}',
    '\u{200f}',
    '–',
    '—',
    '‘',
    '’',
    '“',
    '”',
    '…',
    '\u{2028}',
    '٣',
    'ب',
    '中',
    '第',
    '\u{fe0f}',
    '\u{feff}',
    '\u{fffd}',
    '🇪',
    '👩',
    '\u{10ffff}',
];

#[test]
fn texts_of_date_words_are_read() {
    run(|random, _| {
        let joint = random.pick(&[" ", " ", ""]);
        (0..=random.below(40)).map(|_| *random.pick(WORDS)).collect::<Vec<_>>().join(joint)
    });
}

#[test]
fn articles_cut_up_are_read() {
    run(|random, corpus| {
        let mut text = random.pick(corpus).clone();
        for _ in 0..=random.below(12) {
            text = change(text, random, corpus);
        }
        let end = edge(&text, 20_000);
        text.truncate(end);
        text
    });
}

#[test]
fn bytes_of_every_form_are_decoded() {
    let reading = Reading::default();
    let names = ["a.txt", "a.html", "a.md", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.warc", "a.gz", "a"];
    let heads: [&[u8]; 12] = [
        b"",
        b"<!doctype html><html><body><article><p>",
        b"{\"text\": \"",
        b"[{\"text\": \"They met.\", \"published\": 1e99}, {",
        b"id,text,published\n1,\"",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 40\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        b"\x1f\x8b\x08\x00",
        b"\x28\xb5\x2f\xfd",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"---\ntitle: x\ndate: 2016-99-99\n---\n",
    ];
    let corpus = corpus();
    let mut random = Random::new();
    for_a_while(|| {
        let mut bytes = random.pick(&heads).to_vec();
        let text = change(random.pick(&corpus).clone(), &mut random, &corpus);
        bytes.extend(text.bytes().take(random.below(4000)));
        for _ in 0..random.below(8) {
            let at = random.below(bytes.len().max(1));
            if let Some(byte) = bytes.get_mut(at) {
                *byte = random.below(256) as u8;
            }
        }
        let name = random.pick(&names);
        let told = format!("{name} {:?}", String::from_utf8_lossy(&bytes));
        guarded(&told, || {
            for raw in articles(bytes.as_slice(), name, &reading).take(200).flatten() {
                let _ = raw.article();
            }
        });
    });
}

/// Reads texts that `make` puts together, for a while.
fn run(make: impl Fn(&mut Random, &[String]) -> String) {
    let rules = Rulebook::builtin().unwrap();
    let corpus = corpus();
    let mut random = Random::new();
    for_a_while(|| {
        let text = make(&mut random, &corpus);
        let day = NaiveDate::from_ymd_opt(
            1800 + random.below(400) as i32,
            1 + random.below(12) as u32,
            1 + random.below(28) as u32,
        );
        let published = day.filter(|_| random.below(3) > 0).map(|date| Given { date, source: GivenBy::Caller });
        let article = Article { id: "a".into(), path: "a".into(), text, published, ..Article::default() };
        guarded(&article.text, || {
            let found = extract(&article, &rules);
            check(&article, &found);
            if random.below(8) == 0 {
                let again = extract(&article, &rules);
                assert_eq!(json(&found), json(&again));
            }
        });
    });
}

/// Checks what holds of every reading.
fn check(article: &Article, found: &Extraction) {
    let text = &article.text;
    for date in &found.dates {
        for days in [date.days, date.past, date.future].into_iter().flatten() {
            assert!(days.start <= days.end, "{date:?}");
        }
        assert!(text.get(date.span.range()).is_some_and(|t| !t.is_empty()), "{date:?}");
    }
    let spans = found.places.iter().map(|p| p.span).chain(found.parties.mentions.iter().map(|m| m.span));
    for span in spans.chain(found.document.sentences.iter().map(|s| s.span)) {
        assert!(text.get(span.range()).is_some(), "{span:?}");
    }
    let length = text.chars().count();
    for meeting in &found.meetings {
        if let Some(date) = &meeting.date {
            assert!(date.start <= date.end && date.start.is_some() == date.end.is_some(), "{date:?}");
        }
        assert!(meeting.evidence.iter().all(|e| e.span[0] <= e.span[1] && e.span[1] <= length), "{meeting:?}");
        assert!((0.0..=1.0).contains(&meeting.confidence), "{meeting:?}");
    }
}

fn json(found: &Extraction) -> String {
    serde_json::to_string(&found.meetings).unwrap()
}

/// Changes a text at one place.
fn change(text: String, random: &mut Random, corpus: &[String]) -> String {
    let (a, b) = (edge(&text, random.below(text.len() + 1)), edge(&text, random.below(text.len() + 1)));
    let (a, b) = (a.min(b), a.max(b).min(edge(&text, a.min(b) + 400)));
    let (head, cut, tail) = (&text[..a], &text[a..b], &text[b..]);
    match random.below(8) {
        0 => format!("{head}{tail}"),
        1 => format!("{head}{cut}{cut}{tail}"),
        2 => format!("{head} {} {cut}{tail}", random.pick(WORDS)),
        3 => format!("{head}{}{cut}{tail}", random.pick(CHARACTERS)),
        4 => {
            let other = random.pick(corpus);
            let from = edge(other, random.below(other.len() + 1));
            let to = edge(other, from + random.below(600)).max(from);
            format!("{head}{}{cut}{tail}", &other[from..to])
        }
        5 => format!("{head}{}{tail}", cut.to_uppercase()),
        6 => {
            let joint = *random.pick(&["\n", "\n\n", "  ", ", ", " and ", "-", ""]);
            format!("{head}{}{tail}", cut.replace(' ', joint))
        }
        _ => format!("{tail}{cut}{head}"),
    }
}

/// Returns the last place at or before `at` where a character begins.
fn edge(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or_default()
}

/// The articles to cut up: the golden cases and the seeds.
fn corpus() -> Vec<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"));
    let cases = fs::read_dir(format!("{root}/fixtures")).unwrap().map(|e| e.unwrap().path().join("article.txt"));
    let seeds = fs::read_dir(format!("{root}/seeds")).unwrap().map(|e| e.unwrap().path());
    let mut paths: Vec<_> = cases.chain(seeds).filter(|path| path.is_file()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// Runs again and again, for as long as the environment says.
fn for_a_while(mut once: impl FnMut()) {
    let seconds = env::var("FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut count = 0_u64;
    while count == 0 || Instant::now() < end {
        once();
        count += 1;
    }
    eprintln!("{count} texts in {seconds} s");
}

/// Prints the text on which something panics.
fn guarded(text: &str, read: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(read)) {
        eprintln!("failed on {text:?}");
        resume_unwind(panic);
    }
}

/// Random numbers of a linear congruential generator: the same in every run from the same seed.
struct Random(u64);

impl Random {
    fn new() -> Random {
        let seed: u64 = env::var("FUZZ_SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(0);
        Random(0x9e37_79b9_7f4a_7c15 ^ seed.wrapping_mul(0xbf58_476d_1ce4_e5b9))
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}
