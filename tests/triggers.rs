//! What is skipped for want of a trigger holds no meeting.

#![allow(clippy::unwrap_used)]

use rapporteur::article::{Article, Given, GivenBy};
use rapporteur::rulebook::Rulebook;
use std::fs;
use std::path::Path;

fn article(text: &str) -> Article {
    let date = chrono::NaiveDate::from_ymd_opt(2016, 5, 18).unwrap();
    let published = Some(Given { date, source: GivenBy::Caller });
    Article { id: "a".into(), text: text.into(), published, ..Article::default() }
}

/// The texts of the project: rules' sentences, and articles with each of their paragraphs.
fn texts(rules: &Rulebook) -> Vec<String> {
    let mut texts: Vec<String> =
        rules.exampled().flat_map(|rule| rule.examples.iter().chain(&rule.rejects)).cloned().collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixtures = fs::read_dir(root.join("fixtures")).unwrap().map(|f| f.unwrap().path().join("article.txt"));
    let seeds = fs::read_dir(root.join("seeds")).unwrap().map(|f| f.unwrap().path());
    for path in fixtures.chain(seeds) {
        let text = fs::read_to_string(&path).unwrap();
        texts.extend(text.split("\n\n").map(str::to_string));
        texts.push(text);
    }
    texts
}

#[test]
fn nothing_is_missed_for_want_of_a_trigger() {
    let rules = Rulebook::builtin().unwrap();
    let texts = texts(&rules);
    assert!(texts.len() > 500);
    let mut skipped = 0;
    for text in texts {
        let article = article(&text);
        let json = |meetings: &Vec<_>| serde_json::to_string(meetings).unwrap();
        let whole = rapporteur::extract(&article, &rules).meetings;
        assert_eq!(json(&rapporteur::meetings(&article, &rules)), json(&whole), "{text}");
        skipped += usize::from(!rules.events.may_tell(&text));
    }
    assert!(skipped > 20, "{skipped}");
}

#[test]
fn ordinary_news_is_skipped() {
    let rules = Rulebook::builtin().unwrap();
    let may = |text: &str| rules.events.may_tell(text);
    assert!(!may("Rain is forecast for the west on Monday. Drivers should expect delays near Oslo."));
    assert!(!may("The general said that the state is in good health, and that he had a working lunchbox."));
    assert!(may("The ministers of Norway and Chile MET."));
    assert!(may("Their mee\u{ad}ting, in Oslo, was short."));
}

#[test]
fn a_text_of_any_length_is_read_in_parts_of_bounded_size() {
    let rules = Rulebook::builtin().unwrap();
    // One sentence without end is cut, whatever stands in it.
    for (piece, times) in [("the minister who met them in Oslo and ", 1000), ("Karl Brandt, ", 3000), (",", 9000)] {
        let text = format!("They met {}.", piece.repeat(times));
        let document = rapporteur::segment::segment(&text, &rules.segment);
        let longest = document.sentences.iter().map(|s| s.tokens.len()).max();
        assert!(longest.is_some_and(|l| l <= 1001), "{longest:?} {piece}");
    }
    // A text longer than any article gives what its parts do, with its own spans and one title.
    let lead = "Envoys of Norway met envoys of Chile in Oslo on Monday.";
    let filler = "The road along the coast was closed for hours because of snow, and nobody came.\n\n".repeat(4500);
    let text = format!("A day in the north\n\n{lead}\n\n{filler}{lead}\n");
    let article = article(&text);
    let found = rapporteur::extract(&article, &rules);
    assert_eq!(found.meetings.len(), 2);
    for meeting in &found.meetings {
        let [start, end] = meeting.evidence[0].span;
        assert_eq!(&text[start..end], lead);
        assert_eq!(meeting.article.title.as_deref(), Some("A day in the north"));
    }
    for mention in &found.parties.mentions {
        let tokens = &found.document.tokens[mention.tokens.clone()];
        assert_eq!(tokens[0].span.start, mention.span.start);
        assert!(found.document.sentences[mention.sentence].tokens.contains(&mention.tokens.start));
    }
    let json = |meetings: &Vec<_>| serde_json::to_string(meetings).unwrap();
    assert_eq!(json(&found.meetings), json(&rapporteur::meetings(&article, &rules)));
}
