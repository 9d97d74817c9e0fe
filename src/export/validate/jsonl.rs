//! Checks of records in JSON Lines.

use super::{Fault, Known, range};
use crate::record::{CharSpan, Meeting};
use std::io::{self, BufRead};

/// Checks records, one a line, and hands each fault to `fault`. Returns how many there are.
///
/// # Errors
/// What the file below says.
pub fn lines(mut input: impl BufRead, known: &mut Known, mut fault: impl FnMut(Fault)) -> io::Result<usize> {
    let mut parts: Vec<(usize, String)> = Vec::new();
    let (mut line, mut number) = (Vec::new(), 0);
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        number += 1;
        let mut say = |column: &str, what: String| fault(Fault { line: number, column: column.into(), what });
        if !line.ends_with(b"\n") {
            say("", "the last line has no end".into());
        }
        match serde_json::from_slice::<Meeting>(&line) {
            Err(error) => say("", error.to_string()),
            Ok(meeting) => {
                if let Some(what) = known.meeting(&meeting.meeting_id, number) {
                    say("meeting_id", what);
                }
                if let Some(larger) = meeting.part_of.as_ref().filter(|p| super::number(p).is_some()) {
                    parts.push((number, larger.clone()));
                }
                check(&meeting, known, &mut say);
            }
        }
    }
    for (line, id) in parts {
        if let Some(what) = known.reference(&id) {
            fault(Fault { line, column: "part_of".into(), what });
        }
    }
    Ok(number)
}

/// Checks what the types do not.
fn check(meeting: &Meeting, known: &Known, say: &mut impl FnMut(&str, String)) {
    if let Some(date) = &meeting.date
        && let Some((column, what)) = range(date.start.as_deref(), date.end.as_deref())
    {
        say(column, what);
    }
    if let Some(published) = &meeting.article.published
        && super::iso(published).is_none()
    {
        say("article.published", format!("{published:?} is no day (YYYY-MM-DD)"));
    }
    let place = meeting.place.as_ref();
    let codes = place.and_then(|p| p.country.as_ref()).map(|code| ("place.country".to_string(), code));
    let participants = meeting.participants.iter().enumerate();
    let codes = codes
        .into_iter()
        .chain(participants.filter_map(|(n, p)| Some((format!("participants[{n}].country"), p.country.as_ref()?))));
    for (field, code) in codes {
        if let Some(what) = known.country(code) {
            say(&field, what);
        }
    }
    if !(0.0..=1.0).contains(&meeting.confidence) {
        say("confidence", format!("{} is not between 0 and 1", meeting.confidence));
    }
    if place.and_then(|p| p.lat).is_some_and(|lat| !(-90.0..=90.0).contains(&lat)) {
        say("place.lat", "is not between -90 and 90".into());
    }
    if place.and_then(|p| p.lon).is_some_and(|lon| !(-180.0..=180.0).contains(&lon)) {
        say("place.lon", "is not between -180 and 180".into());
    }
    let mut spans: Vec<(String, CharSpan)> = Vec::new();
    spans.extend(meeting.evidence.iter().enumerate().map(|(n, e)| (format!("evidence[{n}].span"), e.span)));
    spans.extend(place.iter().flat_map(|p| &p.spans).map(|s| ("place.spans".to_string(), *s)));
    spans.extend(meeting.date.iter().flat_map(|d| &d.spans).map(|s| ("date.spans".to_string(), *s)));
    for (n, participant) in meeting.participants.iter().enumerate() {
        spans.extend(participant.spans.iter().map(|s| (format!("participants[{n}].spans"), *s)));
    }
    for (n, outcome) in meeting.outcomes.iter().enumerate() {
        spans.extend(outcome.spans.iter().map(|s| (format!("outcomes[{n}].spans"), *s)));
    }
    for (field, [start, end]) in spans {
        if start > end {
            say(&field, format!("ends at {end}, before it starts at {start}"));
        }
    }
    for (n, evidence) in meeting.evidence.iter().enumerate() {
        let [start, end] = evidence.span;
        if end.saturating_sub(start) != evidence.quote.chars().count() {
            say(&format!("evidence[{n}]"), "the quote is not as long as its span".into());
        }
    }
}
