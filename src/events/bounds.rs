//! Bounds: between which days a meeting without a date of its own must have been, as the offices of
//! those who met show.

use super::Findings;
use super::occasion::Occasion;
use crate::dates::OpenReason;
use crate::people::{self, PartyKind};
use crate::record::Status;
use chrono::{Datelike, NaiveDate};

/// How many years bounds lie apart at most to be worth telling.
const WIDEST: i32 = 12;

/// Returns the interval in EDTF, level 1, that bounds a meeting whose days are open; none where
/// nothing does.
///
/// Those who met under a title held its office then; what was done by publication was before it. A
/// date of figures that reads either way lies between its two readings.
pub(super) fn bounds(found: Findings<'_>, o: &Occasion, rules: &people::Rules) -> Option<String> {
    if o.days.is_some() {
        return None;
    }
    let told = o.date.map(|d| &found.dates[d]);
    if let Some(figures) = told.filter(|d| d.open == Some(OpenReason::Ambiguous)) {
        return figures.edtf.clone();
    }
    // "in May": what is known of it says more.
    let known = told.is_some_and(|d| d.edtf.is_some());
    if known || !matches!(o.status, Status::Held | Status::Ongoing) {
        return None;
    }
    let (mut from, mut to): (Option<NaiveDate>, Option<NaiveDate>) = (None, None);
    for a in &o.attendees {
        let (first, last) = tenure(found, a.entity, rules);
        from = from.max(first);
        to = earlier(to, last);
    }
    from?;
    let to = earlier(to, found.published.map(|p| p.date));
    match (from, to) {
        (Some(from), Some(to)) if from <= to && to.year() - from.year() <= WIDEST => Some(format!("{from}/{to}")),
        (Some(from), None) => Some(format!("{from}/..")),
        _ => None,
    }
}

fn earlier(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Option<NaiveDate> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Returns the first and the last day on which somebody held the office that the text gives; who was
/// found by office and date says nothing of the date.
fn tenure(found: Findings<'_>, entity: usize, rules: &people::Rules) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let e = &found.parties.entities[entity];
    let (Some(id), Some(office), Some(name)) = (&e.person_id, &e.office, &e.name) else { return (None, None) };
    if e.kind != PartyKind::Person || e.former || e.inferred {
        return (None, None);
    }
    let held: Vec<_> = rules.tenures(name).into_iter().filter(|t| t.id == *id && t.office == *office).collect();
    let from = held.iter().map(|t| first(&t.from)).collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().min());
    let to = held.iter().map(|t| last(&t.to)).collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max());
    (from, to)
}

/// Returns the first day of a day, month or year as tables write it.
fn first(told: &str) -> Option<NaiveDate> {
    let mut parts = told.split('-').map(str::parse);
    let year = parts.next()?.ok()?;
    let mut next = || parts.next().map_or(Some(1), |p| p.ok().and_then(|n: i32| u32::try_from(n).ok()));
    NaiveDate::from_ymd_opt(year, next()?, next()?)
}

/// Returns the last day of a day, month or year as tables write it.
fn last(told: &str) -> Option<NaiveDate> {
    let from = first(told)?;
    match told.split('-').count() {
        1 => NaiveDate::from_ymd_opt(from.year(), 12, 31),
        2 => from.checked_add_months(chrono::Months::new(1))?.pred_opt(),
        _ => Some(from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_a_month_and_a_year_have_their_ends() {
        let ends = |told| (first(told).map(|d| d.to_string()), last(told).map(|d| d.to_string()));
        assert_eq!(ends("2016-05-17"), (Some("2016-05-17".into()), Some("2016-05-17".into())));
        assert_eq!(ends("2016-02"), (Some("2016-02-01".into()), Some("2016-02-29".into())));
        assert_eq!(ends("2016"), (Some("2016-01-01".into()), Some("2016-12-31".into())));
        assert_eq!(ends(""), (None, None));
        assert_eq!(ends("2016-13"), (None, None));
    }
}
