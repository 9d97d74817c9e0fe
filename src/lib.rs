//! Reads news articles and official texts and writes one record for each diplomatic meeting in
//! them: who met, where, when, and what was agreed, each cell with the words it came from.
//!
//! Five stages run in sequence, each a function: [`segment`](segment::segment),
//! [`people`](people::people), [`places`](places::places), [`dates`](dates::dates) and
//! [`events`](events::events). [`extract`] runs them all. What the stages know stands in a
//! [`Rulebook`] of plain tables.
//!
//! The library neither prints nor opens files nor starts threads.

pub mod article;
mod clues;
pub mod dates;
pub mod events;
pub mod export;
pub mod gazetteer;
pub mod people;
pub mod places;
pub mod record;
pub mod regress;
pub mod rulebook;
pub mod segment;
pub mod span;
mod words;

use article::Article;
use dates::{DateMention, Published};
use once_cell::sync::OnceCell;
use once_cell::unsync::Lazy;
use people::Parties;
use places::PlaceMention;
use record::Meeting;
use rulebook::Rulebook;
use segment::Document;

/// What the five stages found in one article.
#[derive(Clone, Debug, Default)]
pub struct Extraction {
    /// Blocks, sentences and tokens.
    pub document: Document,
    /// When the text was published.
    pub published: Option<Published>,
    /// Whom it speaks of.
    pub parties: Parties,
    /// The places that it names.
    pub places: Vec<PlaceMention>,
    /// The dates that it tells.
    pub dates: Vec<DateMention>,
    /// The meetings, in order of their first evidence.
    pub meetings: Vec<Meeting>,
}

/// Reads one article and returns its meetings, with what each stage found on the way.
///
/// It cannot fail, whatever the text says.
pub fn extract(article: &Article, rules: &Rulebook) -> Extraction {
    let document = segment::segment(&article.text, &rules.segment);
    let published = dates::published(article, &document, &rules.dates);
    with_document(article, document, published, rules, false)
}

/// Reads one article and returns its meetings alone: those that [`extract`] finds.
///
/// A text whose words cannot tell of a meeting costs little more than reading it.
pub fn meetings(article: &Article, rules: &Rulebook) -> Vec<Meeting> {
    if !rules.events.may_tell(&article.text) {
        return Vec::new();
    }
    let document = segment::segment(&article.text, &rules.segment);
    let published = dates::published(article, &document, &rules.dates);
    let day = published.as_ref().map(|p| p.date);
    let scout = Lazy::new(|| people::Scout::new(&article.text, &document, day, &rules.people));
    // What is read in parts is not looked into sentence by sentence.
    let whole = document.tokens.len() <= LONGEST;
    let crowd = |sentence| if whole { scout.crowd(sentence) } else { people::Crowd::ANY };
    if !rules.events.may_tell_in(&document, crowd) {
        return Vec::new();
    }
    drop(scout);
    with_document(article, document, published, rules, true).meetings
}

/// As many tokens as are read at a time: more than any article has. A longer text is read in parts,
/// each as if it were all, so that its cost stays in proportion to its length.
const LONGEST: usize = 60_000;

/// Runs the stages that follow the first; `brief` where nothing but the meetings is asked for.
fn with_document(
    article: &Article,
    document: Document,
    published: Option<Published>,
    rules: &Rulebook,
    brief: bool,
) -> Extraction {
    let points = OnceCell::new();
    let runs = document.runs(LONGEST);
    if runs.len() == 1 {
        return part(article, document, published, &points, rules, brief);
    }
    let mut whole = Extraction { published: published.clone(), ..Extraction::default() };
    for run in runs {
        let first = document.sentences.get(run.start).map_or(0, |s| s.tokens.start);
        let sentence = run.start;
        whole.append(part(article, document.part(run), published.clone(), &points, rules, brief), sentence, first);
    }
    let headline = document.blocks.iter().find(|b| b.kind == segment::BlockKind::Headline);
    let title = headline.map(|b| segment::plain(b.span.of(&article.text)));
    for meeting in &mut whole.meetings {
        meeting.article.title = article.title.clone().or_else(|| title.clone());
    }
    whole.document = document;
    whole
}

/// Reads a document, or a part of one.
fn part(
    article: &Article,
    document: Document,
    published: Option<Published>,
    points: &OnceCell<events::CodePoints>,
    rules: &Rulebook,
    brief: bool,
) -> Extraction {
    let text = article.text.as_str();
    let day = published.as_ref().map(|p| p.date);
    let parties = people::people(text, &document, day, article.publisher.as_deref(), &rules.people);
    let told = |sentence| people::Crowd::of(&parties, sentence);
    if brief && !(events::may_keep(&parties) && rules.events.may_tell_in(&document, told)) {
        return Extraction::default();
    }
    let places = places::places(text, &document, &parties, &rules.places);
    let dates = dates::dates(article, &document, &parties, day, &rules.dates);
    let found = events::Findings {
        article,
        document: &document,
        published: published.as_ref(),
        parties: &parties,
        places: &places,
        dates: &dates,
    };
    let meetings = events::told(found, points, &rules.events, &rules.people);
    Extraction { document, published, parties, places, dates, meetings }
}

impl Extraction {
    /// Adds what a part of the text holds that begins with a sentence and a token of the whole.
    fn append(&mut self, part: Extraction, sentence: usize, token: usize) {
        let entity = self.parties.entities.len();
        self.parties.entities.extend(part.parties.entities);
        self.parties.mentions.extend(part.parties.mentions.into_iter().map(|m| people::Mention {
            sentence: m.sentence + sentence,
            tokens: m.tokens.start + token..m.tokens.end + token,
            entities: m.entities.iter().map(|e| e + entity).collect(),
            ..m
        }));
        self.places.extend(part.places.into_iter().map(|p| PlaceMention {
            sentence: p.sentence + sentence,
            tokens: p.tokens.start + token..p.tokens.end + token,
            ..p
        }));
        self.dates.extend(part.dates.into_iter().map(|d| DateMention {
            sentence: d.sentence + sentence,
            tokens: d.tokens.start + token..d.tokens.end + token,
            ..d
        }));
        self.meetings.extend(part.meetings);
    }
}

/// The code in the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
