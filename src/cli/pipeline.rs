//! Sources are read one after another, articles extracted on all cores, and findings given back in
//! the order of the input.
//!
//! Only so many bytes are under way at a time, whatever the size of the input.

use super::input::{Inputs, Library, Skipped, Source};
use super::progress::Progress;
use rapporteur::article::{Article, Raw, Reading};
use rapporteur::record::Meeting;
use rapporteur::rulebook::Rulebook;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::hash::Hasher;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use twox_hash::XxHash3_64;

/// As many bytes of raw articles as are read before they are extracted, all cores at once.
const BATCH_BYTES: usize = 2 << 20;

/// As many articles, however small.
const BATCH_ARTICLES: usize = 512;

/// A place between two articles of the input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The source, from 0.
    pub source: usize,
    /// The article in it, from 0.
    pub item: usize,
}

/// One article of the input, or why it is none.
struct Job {
    name: String,
    raw: Result<Raw, Skipped>,
}

/// Jobs, and where the input goes on behind them.
struct Batch {
    jobs: Vec<Job>,
    next: Position,
}

/// What one article gave.
#[derive(Debug)]
pub enum Found {
    /// Its meetings.
    Meetings(Vec<Meeting>),
    /// It was skipped.
    Skipped(Skipped),
    /// It is the same as one before; its meetings, unless such are dropped.
    Duplicate(Skipped, Option<Vec<Meeting>>),
}

/// Digests of the texts and addresses that were seen.
#[derive(Debug, Default)]
pub struct Seen {
    digests: BTreeSet<u64>,
    /// The digests of the last batch, to be kept for a later run.
    fresh: Vec<u64>,
}

impl Seen {
    /// Adds what an earlier run saw.
    pub fn recall(&mut self, digests: impl IntoIterator<Item = u64>) {
        self.digests.extend(digests);
    }

    /// Takes the digests that were added since the last call.
    pub fn fresh(&mut self) -> Vec<u64> {
        std::mem::take(&mut self.fresh)
    }

    fn add(&mut self, digest: u64) -> bool {
        let new = self.digests.insert(digest);
        if new {
            self.fresh.push(digest);
        }
        new
    }
}

/// A run over the input.
pub struct Run<'a> {
    /// What is read.
    pub inputs: &'a Inputs,
    /// How.
    pub reading: &'a Reading,
    /// The rulebook.
    pub rules: &'a Rulebook,
    /// Where the run starts.
    pub from: Position,
    /// Whether articles that were there before are dropped.
    pub dedupe: bool,
    /// Told how far it is.
    pub progress: &'a Progress,
    /// Set when the run is to end.
    pub stop: &'a AtomicBool,
}

impl Run<'_> {
    /// Runs, and hands each batch of findings to `each`, with where the input goes on behind it.
    /// Returns whether the input was read to its end.
    ///
    /// # Errors
    /// What `each` says, and arguments that cannot be read.
    pub fn run(
        &self,
        seen: &mut Seen,
        mut each: impl FnMut(Vec<Found>, Position, &mut Seen) -> anyhow::Result<()>,
    ) -> anyhow::Result<bool> {
        let sources = self.inputs.sources()?;
        let mut library = Library::new(self.inputs)?;
        let gone = AtomicBool::new(false);
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel(1);
            let gone = &gone;
            scope.spawn(move || self.read(sources, &mut library, &sender, gone));
            let done = self.work(&receiver, seen, &mut each);
            // The reader must not wait for a place in the channel that nobody empties any more.
            gone.store(true, Ordering::Relaxed);
            drop(receiver);
            done
        })
    }

    /// Cuts the sources into batches.
    fn read(
        &self,
        sources: impl Iterator<Item = Result<Source, Skipped>>,
        library: &mut Library,
        to: &SyncSender<Batch>,
        gone: &AtomicBool,
    ) {
        let mut jobs: Vec<Job> = Vec::new();
        let mut size = 0;
        let mut next = self.from;
        for (n, source) in sources.enumerate().skip(self.from.source) {
            let (name, raws): (String, Box<dyn Iterator<Item = Result<Raw, Skipped>>>) = match source {
                Ok(source) => (source.name(), library.raw(&source, self.reading, |input| self.progress.count(input))),
                Err(skipped) => (skipped.path.clone(), Box::new(std::iter::once(Err(skipped)))),
            };
            let skip = if n == self.from.source { self.from.item } else { 0 };
            for (item, raw) in raws.enumerate().skip(skip) {
                size += raw.as_ref().map_or(0, Raw::size);
                jobs.push(Job { name: name.clone(), raw });
                next = Position { source: n, item: item + 1 };
                if size >= BATCH_BYTES || jobs.len() >= BATCH_ARTICLES {
                    size = 0;
                    if to.send(Batch { jobs: std::mem::take(&mut jobs), next }).is_err() {
                        return;
                    }
                }
                if gone.load(Ordering::Relaxed) || self.stop.load(Ordering::Relaxed) {
                    return;
                }
            }
            next = Position { source: n + 1, item: 0 };
        }
        // Without a receiver there is nobody left to tell.
        let _ = to.send(Batch { jobs, next });
    }

    /// Extracts batch after batch.
    fn work(
        &self,
        batches: &Receiver<Batch>,
        seen: &mut Seen,
        each: &mut impl FnMut(Vec<Found>, Position, &mut Seen) -> anyhow::Result<()>,
    ) -> anyhow::Result<bool> {
        for batch in batches {
            if self.stop.load(Ordering::Relaxed) {
                return Ok(false);
            }
            let articles: Vec<Result<Article, Skipped>> = batch.jobs.into_par_iter().map(decode).collect();
            let again = self.duplicates(&articles, seen);
            let found = articles.into_par_iter().zip(again).map(|(article, again)| self.extract(article, again));
            each(found.collect(), batch.next, seen)?;
        }
        Ok(!self.stop.load(Ordering::Relaxed))
    }

    /// Finds the articles that were there before, and says so.
    fn duplicates(&self, articles: &[Result<Article, Skipped>], seen: &mut Seen) -> Vec<Option<Skipped>> {
        let digests: Vec<Option<(u64, Option<u64>)>> =
            articles.par_iter().map(|a| a.as_ref().ok().map(|a| (text_digest(&a.text), url_digest(a)))).collect();
        let mut again = Vec::new();
        for (article, digests) in articles.iter().zip(digests) {
            let (Ok(article), Some((text, url))) = (article, digests) else {
                again.push(None);
                continue;
            };
            let new_text = seen.add(text);
            let new_url = url.is_none_or(|url| seen.add(url));
            let reason = match (new_text, new_url) {
                (true, true) => None,
                (false, _) => Some("has the text of an article before it"),
                (true, false) => Some("has the address of an article before it"),
            };
            again.push(reason.map(|reason| Skipped {
                path: article.path.clone(),
                place: if article.id == article.path { String::new() } else { article.id.clone() },
                reason: reason.into(),
            }));
        }
        again
    }

    /// Extracts one article.
    fn extract(&self, article: Result<Article, Skipped>, again: Option<Skipped>) -> Found {
        let article = match article {
            Ok(article) => article,
            Err(skipped) => return Found::Skipped(skipped),
        };
        if let (Some(again), true) = (&again, self.dedupe) {
            return Found::Duplicate(again.clone(), None);
        }
        let found = catch_unwind(AssertUnwindSafe(|| rapporteur::meetings(&article, self.rules)));
        match (found, again) {
            (Ok(meetings), None) => Found::Meetings(meetings),
            (Ok(meetings), Some(again)) => Found::Duplicate(again, Some(meetings)),
            (Err(_), _) => Found::Skipped(Skipped {
                path: article.path,
                place: String::new(),
                reason: "met a fault of this program; please report it with the article".into(),
            }),
        }
    }
}

/// Decodes one article.
fn decode(job: Job) -> Result<Article, Skipped> {
    let name = job.name;
    job.raw?.article().map_err(|fault| Skipped::of(&name, fault))
}

/// Digests a text, all white space alike.
fn text_digest(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut digest = XxHash3_64::new();
    let (mut from, mut at) = (0, 0);
    let plain = |at: usize| bytes.get(at).is_some_and(|b| (0x21..0x7f).contains(b));
    while at < bytes.len() {
        // Words that one space parts are digested in one piece.
        if plain(at) || bytes[at] == b' ' && at > from && plain(at + 1) {
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if !c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        if at > from {
            digest.write(&bytes[from..at]);
            digest.write(b" ");
        }
        at += text[at..].len() - text[at..].trim_start().len();
        from = at;
    }
    if at > from {
        digest.write(&bytes[from..]);
        digest.write(b" ");
    }
    digest.finish()
}

/// Digests an address.
fn url_digest(article: &Article) -> Option<u64> {
    let url = article.url.as_deref().filter(|u| !u.is_empty())?;
    let mut digest = XxHash3_64::new();
    digest.write(b"\0");
    digest.write(url.trim_end_matches('/').as_bytes());
    Some(digest.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_whatever_white_space_parts_their_words() {
        let texts = ["They met.", " They  met. ", "They\r\nmet.", "They\u{a0}met.\n", "They\u{b}met."];
        for text in texts {
            assert_eq!(text_digest(text), text_digest(texts[0]), "{text:?}");
        }
        for text in ["Theymet.", "They met", "They mét.", "They\u{1}met.", ""] {
            assert_ne!(text_digest(text), text_digest(texts[0]), "{text:?}");
        }
        assert_eq!(text_digest("á é\u{2003}í"), text_digest("á\né í"));
    }
}
