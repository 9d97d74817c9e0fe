//! Each stage, and the whole, over the articles of the project: bytes of text a second.

#![allow(missing_docs)]

use divan::Bencher;
use divan::counter::BytesCount;
use rapporteur::article::Article;
use rapporteur::rulebook::Rulebook;
use rapporteur::{Extraction, dates, events, extract, meetings, people, places, segment};
use std::path::Path;
use std::sync::LazyLock;

fn main() {
    divan::main();
}

static RULES: LazyLock<Rulebook> = LazyLock::new(|| match Rulebook::builtin() {
    Ok(rules) => rules,
    Err(faults) => panic!("{faults:?}"),
});

/// Articles with what each stage finds in them.
static READ: LazyLock<Vec<(Article, Extraction)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = |name: &str| std::fs::read_dir(root.join(name)).into_iter().flatten().flatten().map(|e| e.path());
    let mut paths: Vec<_> = folder("fixtures").map(|f| f.join("article.txt")).chain(folder("seeds")).collect();
    paths.sort();
    let texts = paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt"));
    let articles =
        texts.filter_map(|p| std::fs::read_to_string(p).ok()).map(|text| Article { text, ..Article::default() });
    articles.map(|article| (article.clone(), extract(&article, &RULES))).collect()
});

fn over<T>(bencher: Bencher<'_, '_>, work: impl Fn(&Article, &Extraction) -> T + Sync) {
    let bytes: usize = READ.iter().map(|(article, _)| article.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for (article, found) in READ.iter() {
            divan::black_box(work(article, found));
        }
    });
}

#[divan::bench]
fn stage_1_segment(bencher: Bencher<'_, '_>) {
    over(bencher, |article, _| segment::segment(&article.text, &RULES.segment));
}

#[divan::bench]
fn stage_2_people(bencher: Bencher<'_, '_>) {
    over(bencher, |article, found| {
        let day = found.published.as_ref().map(|p| p.date);
        people::people(&article.text, &found.document, day, article.publisher.as_deref(), &RULES.people)
    });
}

#[divan::bench]
fn stage_3_places(bencher: Bencher<'_, '_>) {
    over(bencher, |article, found| places::places(&article.text, &found.document, &found.parties, &RULES.places));
}

#[divan::bench]
fn stage_4_dates(bencher: Bencher<'_, '_>) {
    over(bencher, |article, found| {
        let day = found.published.as_ref().map(|p| p.date);
        dates::dates(article, &found.document, &found.parties, day, &RULES.dates)
    });
}

#[divan::bench]
fn stage_5_events(bencher: Bencher<'_, '_>) {
    over(bencher, |article, found| {
        let found = events::Findings {
            article,
            document: &found.document,
            published: found.published.as_ref(),
            parties: &found.parties,
            places: &found.places,
            dates: &found.dates,
        };
        events::events(found, &RULES.events, &RULES.people)
    });
}

#[divan::bench]
fn whole(bencher: Bencher<'_, '_>) {
    over(bencher, |article, _| meetings(article, &RULES));
}

#[divan::bench]
fn triggers_alone(bencher: Bencher<'_, '_>) {
    over(bencher, |article, _| RULES.events.may_tell(&article.text));
}

#[divan::bench]
fn load_rulebook() -> bool {
    Rulebook::builtin().is_ok()
}
