//! Publication days as metadata writes them.

use chrono::{DateTime, NaiveDate};

/// Reads a day in one of the forms that feeds and pages write: ISO 8601 with or without a time,
/// compact ("20210131T120000Z"), RFC 2822, seconds since 1970, or "January 31, 2021".
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    iso(text).or_else(|| compact(text)).or_else(|| epoch(text)).or_else(|| written(text))
}

/// Reads "2021-01-31", "2021/01/31", and what follows a "T" or a space.
fn iso(text: &str) -> Option<NaiveDate> {
    let (head, rest) = (text.get(..10)?, text.get(10..)?);
    let ends = rest.is_empty() || rest.starts_with(['T', 't', ' ', 'Z', '+']);
    let date = NaiveDate::parse_from_str(head, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(head, "%Y/%m/%d"));
    date.ok().filter(|_| ends && plausible(head))
}

/// Returns whether the year has four digits, which the parser does not ask for.
fn plausible(head: &str) -> bool {
    head.get(..4).is_some_and(|y| y.bytes().all(|b| b.is_ascii_digit()))
}

/// Reads "20210131" and "20210131T120000Z".
fn compact(text: &str) -> Option<NaiveDate> {
    let head = text.get(..8).filter(|h| h.bytes().all(|b| b.is_ascii_digit()))?;
    let rest = text.get(8..)?;
    let time = rest.is_empty() || rest.starts_with(['T', ' ']) || rest.len() == 6;
    NaiveDate::parse_from_str(head, "%Y%m%d").ok().filter(|_| time)
}

/// Reads seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<NaiveDate> {
    let number: i64 = text.parse().ok()?;
    let seconds = match text.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    DateTime::from_timestamp(seconds, 0).map(|t| t.date_naive())
}

/// Reads RFC 2822 and dates with the month in words.
fn written(text: &str) -> Option<NaiveDate> {
    if let Ok(time) = DateTime::parse_from_rfc2822(text) {
        return Some(time.date_naive());
    }
    let forms = ["%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%a, %d %b %Y"];
    forms.iter().find_map(|form| {
        let (date, rest) = NaiveDate::parse_and_remainder(text, form).ok()?;
        (rest.is_empty() || rest.starts_with([' ', ','])).then_some(date)
    })
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn reads_the_forms_of_feeds() {
        let same = [
            "2021-01-31",
            "2021-01-31T23:59:00+02:00",
            "2021-01-31 08:00:00",
            "20210131T120000Z",
            "20210131",
            "1612051200",
            "1612051200000",
            "Sun, 31 Jan 2021 08:00:00 GMT",
            "January 31, 2021",
            "31 January 2021 08:00",
        ];
        for text in same {
            assert_eq!(day(text).map(|d| d.to_string()).as_deref(), Some("2021-01-31"), "{text}");
        }
        for text in ["", "31", "2021", "2021-02-30", "yesterday", "12021-01-31", "2021-01-311"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
