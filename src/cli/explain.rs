//! `rapporteur explain`: one article, what was seen in it, and where each cell comes from.

use super::input::Inputs;
use super::{Outcome, rulebook};
use anstream::{AutoStream, ColorChoice};
use clap::Args;
use owo_colors::{AnsiColors, OwoColorize};
use rapporteur::article::Article;
use rapporteur::export::columns;
use rapporteur::record::{CharSpan, Meeting};
use rapporteur::segment::BlockKind;
use rapporteur::span::Span;
use rapporteur::{Extraction, extract};
use std::io::{self, Write};
use std::path::PathBuf;

/// Show an article with its mentions, its meetings, and where each cell comes from
///
/// Parties stand in [square brackets], places in {braces}, dates in <angle brackets>; on a terminal
/// they are coloured instead. Blocks in which no meeting is looked for are named and dimmed.
#[derive(Args)]
pub struct Explain {
    #[command(flatten)]
    inputs: Inputs,
    /// Lay the rulebook files of this folder over the embedded ones
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

impl Explain {
    /// Runs the verb.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let rules = rulebook::load(self.rules.as_deref())?;
        let mut outcome = Outcome::Done;
        let coloured = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
        let mut out = anstream::stdout().lock();
        for article in self.inputs.articles()? {
            match article {
                Ok(article) => {
                    let found = extract(&article, &rules);
                    Page { article: &article, found: &found, coloured }.write(&mut out)?;
                }
                Err(skipped) => {
                    outcome = Outcome::Incomplete;
                    anstream::eprintln!("rapporteur: {skipped}");
                }
            }
        }
        out.flush()?;
        Ok(outcome)
    }
}

/// What a stretch of text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Party,
    Place,
    Date,
}

impl Mark {
    fn colour(self) -> AnsiColors {
        match self {
            Mark::Party => AnsiColors::Cyan,
            Mark::Place => AnsiColors::Green,
            Mark::Date => AnsiColors::Yellow,
        }
    }

    fn brackets(self) -> (char, char) {
        match self {
            Mark::Party => ('[', ']'),
            Mark::Place => ('{', '}'),
            Mark::Date => ('<', '>'),
        }
    }
}

/// One article and what was found in it, to be written out.
struct Page<'a> {
    article: &'a Article,
    found: &'a Extraction,
    coloured: bool,
}

impl Page<'_> {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        self.head(out)?;
        self.text(out)?;
        let meetings = &self.found.meetings;
        writeln!(out, "\n{}", format!("Meetings: {}", meetings.len()).bold())?;
        for (n, meeting) in meetings.iter().enumerate() {
            self.meeting(out, n + 1, meeting)?;
        }
        writeln!(out)
    }

    fn head(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", self.article.path.bold())?;
        let described =
            [("title", &self.article.title), ("publisher", &self.article.publisher), ("url", &self.article.url)];
        for (name, value) in described {
            if let Some(value) = value {
                writeln!(out, "{name:10} {value}")?;
            }
        }
        match &self.found.published {
            Some(published) => {
                let words = published.span.map(|s| format!(", {:?}", s.of(&self.article.text))).unwrap_or_default();
                let basis = columns::published_basis(published.basis);
                writeln!(out, "published  {} {}", published.date, self.cite(&format!("{basis}, {}{words}", published.rule)))
            }
            None => writeln!(out, "published  {}", self.cite("not told")),
        }
    }

    /// Writes the text, block by block, with its mentions.
    fn text(&self, out: &mut impl Write) -> io::Result<()> {
        let marks = self.marks();
        for block in &self.found.document.blocks {
            let kind = format!("{:?}", block.kind).to_lowercase();
            writeln!(out)?;
            if block.kind != BlockKind::Body {
                write!(out, "{} ", format!("({kind})").dimmed())?;
            }
            if !block.kind.is_text() {
                writeln!(out, "{}", block.span.of(&self.article.text).dimmed())?;
                continue;
            }
            let mut at = block.span.start;
            for (span, mark) in marks.iter().filter(|(span, _)| block.span.covers(*span)) {
                if span.start < at {
                    continue;
                }
                write!(out, "{}", self.slice(at, span.start))?;
                let words = span.of(&self.article.text);
                if self.coloured {
                    write!(out, "{}", words.color(mark.colour()))?;
                } else {
                    let (open, close) = mark.brackets();
                    write!(out, "{open}{words}{close}")?;
                }
                at = span.end;
            }
            writeln!(out, "{}", self.slice(at, block.span.end))?;
        }
        Ok(())
    }

    fn slice(&self, start: usize, end: usize) -> &str {
        self.article.text.get(start..end).unwrap_or_default()
    }

    /// Lists the mentions of all stages in text order, the longer first of two that start together.
    fn marks(&self) -> Vec<(Span, Mark)> {
        let found = self.found;
        let mut marks: Vec<(Span, Mark)> = Vec::new();
        marks.extend(found.parties.mentions.iter().map(|m| (m.span, Mark::Party)));
        marks.extend(found.places.iter().map(|p| (p.span, Mark::Place)));
        marks.extend(found.dates.iter().map(|d| (d.span, Mark::Date)));
        marks.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        marks
    }

    fn meeting(&self, out: &mut impl Write, n: usize, m: &Meeting) -> io::Result<()> {
        writeln!(out, "\n{} {}", format!("{n}. {} {}", m.status.word(), m.kind.word()).bold(), m.meeting_id.dimmed())?;
        let mut rest: Vec<&str> = m.rules.iter().map(String::as_str).collect();
        for p in &m.participants {
            let rules = self.party_rules(&p.spans);
            rest.retain(|r| !rules.iter().any(|x| x == r));
            let how = [p.role.word(), p.presence.word(), p.basis.word()].join(", ");
            self.cell(out, "participant", &columns::described(p), &how, &rules, &p.spans)?;
        }
        if let Some(place) = &m.place {
            let rules = self.rules_at(&place.spans, self.found.places.iter().map(|p| (p.span, p.rule.as_str())));
            rest.retain(|r| !rules.iter().any(|x| x == r));
            let parts = [&place.venue, &place.city, &place.admin1, &place.country];
            let named: Vec<&str> = parts.into_iter().filter_map(|p| p.as_deref()).collect();
            let value = if named.is_empty() { place.text.clone() } else { named.join(", ") };
            let how = format!("{}, {}", columns::place_granularity(place.granularity), place.basis.word());
            self.cell(out, "place", &value, &how, &rules, &place.spans)?;
        }
        if let Some(date) = &m.date {
            let rules = self.rules_at(&date.spans, self.found.dates.iter().map(|d| (d.span, d.rule.as_str())));
            rest.retain(|r| !rules.iter().any(|x| x == r));
            let value = match (&date.start, &date.end) {
                (Some(start), Some(end)) if start != end => format!("{start} to {end}"),
                (Some(start), _) => start.clone(),
                _ => date.edtf.clone().unwrap_or_else(|| "open".into()),
            };
            let how = [date.granularity.map(columns::date_granularity), date.basis.map(columns::date_basis)];
            let how: Vec<&str> = how.into_iter().flatten().collect();
            self.cell(out, "date", &value, &how.join(", "), &rules, &date.spans)?;
        }
        for outcome in &m.outcomes {
            let agreed = if outcome.agreed { "agreed" } else { "not agreed" };
            let how = [outcome.kind.word(), agreed, &outcome.parties.join(";")].join(", ");
            let rules = take(&mut rest, "outcome");
            self.cell(out, "outcome", &outcome.text, how.trim_end_matches(", "), &rules, &outcome.spans)?;
        }
        self.words(out, m, &mut rest)?;
        for evidence in &m.evidence {
            self.cell(out, "evidence", &evidence.quote, "", &[], &[])?;
        }
        for (field, reason) in &m.absences {
            writeln!(out, "   {} {}", format!("{field:14}").dimmed(), format!("empty: {}", reason.word()).dimmed())?;
        }
        Ok(())
    }

    /// Writes the cells of one word or number.
    fn words(&self, out: &mut impl Write, m: &Meeting, rest: &mut Vec<&str>) -> io::Result<()> {
        let topics = take(rest, "topic");
        let codes = take(rest, "code");
        let status = take(rest, "status");
        let frames: Vec<String> = rest.drain(..).map(str::to_string).collect();
        let one = |value: &Option<String>| value.clone().unwrap_or_default();
        let status = if status.is_empty() { &frames } else { &status };
        let duration = self.duration(m);
        let spoken: Vec<String> = duration.iter().map(|(_, rule)| rule.to_string()).collect();
        let minutes = duration.map(|(span, _)| format!("{:?}", span.of(&self.article.text))).unwrap_or_default();
        let cells: [(&str, String, &str, &[String]); 11] = [
            ("status", m.status.word().into(), "", status),
            ("kind", m.kind.word().into(), "", &frames),
            ("mode", m.mode.word().into(), "", &frames),
            ("format", m.format.map_or("", |f| f.word()).into(), "by the number of parties", &[]),
            ("level", m.level.map_or("", columns::level).into(), "the highest title among the participants", &[]),
            ("name", one(&m.name), "as the text names it", &[]),
            ("part_of", one(&m.part_of), "as the text names it", &[]),
            ("minutes", m.duration_minutes.map(|n| n.to_string()).unwrap_or_default(), &minutes, &spoken),
            ("topics", m.topics.join(";"), "words of the evidence", &topics),
            ("codes", m.cameo.iter().chain(&m.plover).cloned().collect::<Vec<_>>().join(";"), "by the kind, the status and the outcomes", &codes),
            ("confidence", m.confidence.to_string(), "weighed from the cells above", &[]),
        ];
        for (name, value, how, rules) in cells.iter().filter(|(_, value, ..)| !value.is_empty()) {
            self.cell(out, name, value, how, rules, &[])?;
        }
        Ok(())
    }

    /// Finds the words of a meeting's duration, in its evidence before elsewhere.
    fn duration(&self, m: &Meeting) -> Option<(Span, &str)> {
        let evidence: Vec<Span> = m.evidence.iter().filter_map(|e| self.bytes(e.span)).collect();
        let told = self.found.dates.iter().filter(|d| d.minutes.is_some() && d.minutes == m.duration_minutes);
        let inside = |span: Span| evidence.iter().any(|e| e.covers(span));
        told.min_by_key(|d| !inside(d.span)).map(|d| (d.span, d.rule.as_str()))
    }

    /// Writes one cell: its value, how it is known, the rules, and the words.
    fn cell(
        &self,
        out: &mut impl Write,
        name: &str,
        value: &str,
        how: &str,
        rules: &[String],
        spans: &[CharSpan],
    ) -> io::Result<()> {
        let words: Vec<String> = spans.iter().filter_map(|s| self.bytes(*s)).map(|s| format!("{:?}", s.of(&self.article.text))).collect();
        let cited = [how.to_string(), rules.join(" "), words.join(" ")];
        let cited: Vec<String> = cited.into_iter().filter(|c| !c.is_empty()).collect();
        let cited = if cited.is_empty() { String::new() } else { format!(" {}", self.cite(&cited.join(" · "))) };
        writeln!(out, "   {} {value}{cited}", format!("{name:14}").dimmed())
    }

    fn cite(&self, what: &str) -> String {
        format!("({what})").dimmed().to_string()
    }

    /// Lists the rules behind a participant's words.
    fn party_rules(&self, spans: &[CharSpan]) -> Vec<String> {
        let parties = &self.found.parties;
        let mentions = parties.mentions.iter().map(|m| (m.span, m.rule.as_str()));
        let entities = parties.mentions.iter().flat_map(|m| {
            let rules = m.entities.iter().filter_map(|e| parties.entities.get(*e)).flat_map(|e| &e.rules);
            rules.map(move |rule| (m.span, rule.as_str()))
        });
        self.rules_at(spans, mentions.chain(entities))
    }

    /// Lists the rules of the mentions that share a byte with one of the spans.
    fn rules_at<'r>(&self, spans: &[CharSpan], mentions: impl Iterator<Item = (Span, &'r str)>) -> Vec<String> {
        let spans: Vec<Span> = spans.iter().filter_map(|s| self.bytes(*s)).collect();
        let hit = mentions.filter(|(at, _)| spans.iter().any(|s| s.overlaps(*at)));
        let mut rules: Vec<String> = hit.map(|(_, rule)| rule.to_string()).collect();
        rules.sort_unstable();
        rules.dedup();
        rules
    }

    /// Returns the bytes of a span in code points.
    fn bytes(&self, [start, end]: CharSpan) -> Option<Span> {
        let text = &self.article.text;
        let mut edges = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let first = edges.nth(start)?;
        let last = if end > start { edges.nth(end - start - 1)? } else { first };
        Some(Span::new(first, last))
    }
}

/// Takes the rules out of a list whose id starts with a word.
fn take(rules: &mut Vec<&str>, word: &str) -> Vec<String> {
    let (taken, rest) = rules.iter().partition(|r| r.starts_with(word));
    *rules = rest;
    taken.into_iter().map(|r: &str| r.to_string()).collect()
}
