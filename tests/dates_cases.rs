//! Measures dates against a file of cases, named by `DATE_CASES`: one JSON object a line, with
//! `input`, `reference`, `text`, `accept` (ranges of days) and `in_scope`.
#![allow(clippy::print_stdout)]

use rapporteur::article::{Article, Given, GivenBy};
use rapporteur::extract;
use rapporteur::rulebook::Rulebook;

#[test]
#[ignore = "needs DATE_CASES"]
fn most_cases_are_right() {
    let path = std::env::var("DATE_CASES").unwrap();
    let rules = Rulebook::builtin().unwrap();
    let (mut right, mut all) = (0, 0);
    let mut misses = String::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        if case["in_scope"] != true {
            continue;
        }
        all += 1;
        let date = case["reference"].as_str().unwrap().parse().unwrap();
        let article = Article {
            published: Some(Given { date, source: GivenBy::Caller }),
            text: case["input"].as_str().unwrap().into(),
            ..Article::default()
        };
        let found = extract(&article, &rules);
        let told: Vec<[String; 2]> = found
            .dates
            .iter()
            .flat_map(|d| [d.days, d.past, d.future])
            .flatten()
            .map(|d| [d.start.to_string(), d.end.to_string()])
            .collect();
        let accept: Vec<[String; 2]> = serde_json::from_value(case["accept"].clone()).unwrap();
        // The suite writes 0001-01-01 for a date that the calendar does not have.
        let none = accept.iter().all(|a| a[0] == "0001-01-01") && told.is_empty();
        if none || accept.iter().any(|a| told.contains(a)) {
            right += 1;
        } else {
            misses.push_str(&format!("{} | {} | {told:?} | {accept:?}\n", case["reference"], case["input"]));
        }
    }
    println!("{misses}{right} of {all}");
    assert!(right * 100 >= all * 85, "{right} of {all}");
}
