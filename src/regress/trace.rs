//! What each stage found in an article, as lines of text to compare.

use crate::Extraction;
use crate::article::Article;
use crate::people::Entity;
use crate::span::Span;
use std::fmt::Write;

/// Tells what each stage found, a thing a line: its span in bytes, its words, what it was taken for,
/// and the rule.
pub fn trace(article: &Article, found: &Extraction) -> String {
    let text = article.text.as_str();
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = segments(&mut out, text, found).and_then(|()| stages(&mut out, text, found));
    out
}

fn segments(out: &mut String, text: &str, found: &Extraction) -> std::fmt::Result {
    writeln!(out, "[segment]")?;
    for (k, block) in found.document.blocks.iter().enumerate() {
        writeln!(out, "block {k} {} {:?} {}", at(block.span), block.kind, words(text, block.span))?;
    }
    for (k, sentence) in found.document.sentences.iter().enumerate() {
        let tokens = sentence.tokens.len();
        write!(out, "sentence {k} {} block {} tokens {tokens}", at(sentence.span), sentence.block)?;
        let dateline = found.document.span_of(sentence.dateline.clone());
        match dateline.is_empty() {
            true => writeln!(out)?,
            false => writeln!(out, " dateline {}", words(text, dateline))?,
        }
    }
    Ok(())
}

fn stages(out: &mut String, text: &str, found: &Extraction) -> std::fmt::Result {
    writeln!(out, "[people]")?;
    for (k, entity) in found.parties.entities.iter().enumerate() {
        writeln!(out, "entity {k} {}", told(entity))?;
    }
    for m in &found.parties.mentions {
        let whom: Vec<String> = m.entities.iter().map(ToString::to_string).collect();
        let whom = if whom.is_empty() { "nobody".to_string() } else { whom.join(",") };
        writeln!(out, "mention {} {} {:?} {whom} {}", at(m.span), words(text, m.span), m.form, m.rule)?;
    }
    writeln!(out, "[places]")?;
    for p in &found.places {
        let parts = [&p.venue, &p.city, &p.admin1, &p.country];
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        let id = p.geonames_id.map(|n| format!(" {n}")).unwrap_or_default();
        let marks = [(p.dateline, " dateline"), (p.back, " back"), (p.ambiguous, " ambiguous")];
        let marks: String = marks.iter().filter(|(on, _)| *on).map(|(_, mark)| *mark).collect();
        let (span, place) = (words(text, p.span), parts.join(", "));
        writeln!(out, "place {} {span} = {place}{id} {:?}{marks} {}", at(p.span), p.granularity, p.rule)?;
    }
    writeln!(out, "[dates]")?;
    if let Some(p) = &found.published {
        writeln!(out, "published {} {:?} {}", p.date, p.basis, p.rule)?;
    }
    for d in &found.dates {
        let days = match (d.days, d.minutes) {
            (Some(days), _) => format!("{}..{}", days.start, days.end),
            (None, Some(minutes)) => format!("{minutes} minutes"),
            (None, None) => "open".to_string(),
        };
        let open = d.open.map(|o| format!(" {o:?}")).unwrap_or_default();
        let mark = if d.mark { " mark" } else { "" };
        let (span, grain, basis) = (words(text, d.span), d.granularity, d.basis);
        writeln!(out, "date {} {span} = {days} {grain:?} {basis:?}{open}{mark} {}", at(d.span), d.rule)?;
    }
    writeln!(out, "[events]")?;
    for meeting in &found.meetings {
        writeln!(out, "meeting {} {}", meeting.meeting_id, super::telling::tell_record(meeting))?;
        writeln!(out, "  rules {}", meeting.rules.join(" "))?;
        for (field, reason) in &meeting.absences {
            writeln!(out, "  no {field}: {}", reason.word())?;
        }
    }
    Ok(())
}

fn told(entity: &Entity) -> String {
    let parts = [
        entity.name.as_deref(),
        entity.name_text.as_deref().filter(|t| entity.name.as_deref() != Some(t)),
        entity.person_id.as_deref(),
        entity.title.as_deref(),
        entity.office.as_deref(),
        entity.country.as_deref(),
        entity.organisation.as_deref(),
        entity.former.then_some("former"),
        entity.inferred.then_some("inferred"),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    format!("{:?} {} ({})", entity.kind, parts.join(" | "), entity.rules.join(" "))
}

fn at(span: Span) -> String {
    format!("{}..{}", span.start, span.end)
}

/// Returns the words of a span on one line, a long span's middle left out.
fn words(text: &str, span: Span) -> String {
    let words = text.get(span.range()).unwrap_or_default();
    let count = words.chars().count();
    if count <= 80 {
        return format!("{words:?}");
    }
    let head: String = words.chars().take(40).collect();
    let tail: String = words.chars().skip(count - 30).collect();
    format!("{:?}", format!("{head} … {tail}"))
}
