//! Tenures: who held an office on which day.

use super::Rules;
use super::rules::Holder;
use crate::gazetteer::fold;
use crate::rulebook::Table;
use crate::rulebook::table::RowId;
use chrono::{Datelike, Duration, NaiveDate};
use std::borrow::Cow;

/// A row of `people.csv`.
#[derive(Clone, Debug, Default)]
pub(super) struct Tenure<'t> {
    pub(super) id: Cow<'t, str>,
    pub(super) name: Cow<'t, str>,
    pub(super) aliases: Cow<'t, str>,
    pub(super) country: Cow<'t, str>,
    pub(super) organisation: Cow<'t, str>,
    pub(super) office: Cow<'t, str>,
    pub(super) title: Cow<'t, str>,
    pub(super) from: Cow<'t, str>,
    pub(super) to: Cow<'t, str>,
    pub(super) seen: Cow<'t, str>,
}

impl<'t> Tenure<'t> {
    pub(super) fn read(table: &'t Table, row: RowId) -> Tenure<'t> {
        let mut cells = table.cells(row);
        cells.resize(12, Cow::Borrowed(""));
        let mut cell = |at: usize| std::mem::take(&mut cells[at]);
        Tenure {
            id: cell(0),
            name: cell(1),
            aliases: cell(2),
            country: cell(4),
            organisation: cell(5),
            office: cell(6),
            title: cell(7),
            from: cell(8),
            to: cell(9),
            seen: cell(11),
        }
    }

    /// Returns whether the tenure may cover a day, `slack` days beside it allowed.
    pub(super) fn covers(&self, day: NaiveDate, slack: i64) -> bool {
        let from = earliest(&self.from);
        let to = latest(&self.to);
        from.is_none_or(|from| from - Duration::days(slack) <= day)
            && to.is_none_or(|to| day <= to + Duration::days(slack))
    }

    /// Returns whether the row is an observation later than which the tenure is not vouched for.
    fn vouched(&self, day: NaiveDate) -> bool {
        !self.to.is_empty() || self.seen.is_empty() || latest(&self.seen).is_none_or(|seen| day <= seen)
    }

    /// Returns how far a day is from the tenure, in days; nothing within.
    pub(super) fn distance(&self, day: NaiveDate) -> i64 {
        let before = earliest(&self.from).map_or(0, |from| (from - day).num_days().max(0));
        let after = latest(&self.to).map_or(0, |to| (day - to).num_days().max(0));
        before.max(after)
    }

    /// Returns whether a folded name is one of the person's full names, not just a surname.
    pub(super) fn named(&self, folded: &str) -> bool {
        std::iter::once(&*self.name)
            .chain(self.aliases.split(';'))
            .any(|n| fold(n).split_whitespace().eq(folded.split_whitespace()))
    }
}

impl From<Tenure<'_>> for Holder {
    fn from(t: Tenure<'_>) -> Holder {
        Holder {
            id: t.id.into_owned(),
            name: t.name.into_owned(),
            country: t.country.into_owned(),
            organisation: t.organisation.into_owned(),
            office: t.office.into_owned(),
            title: t.title.into_owned(),
            from: t.from.into_owned(),
            to: t.to.into_owned(),
        }
    }
}

/// Returns the first day that a date of the table may mean: a day, a month, or a year.
fn earliest(date: &str) -> Option<NaiveDate> {
    let date = date.trim_end_matches(['?', '~']);
    let (year, month, day) = parts(date)?;
    NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))
}

/// Returns the last day that a date of the table may mean.
fn latest(date: &str) -> Option<NaiveDate> {
    let date = date.trim_end_matches(['?', '~']);
    let (year, month, day) = parts(date)?;
    match (month, day) {
        (Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month, day),
        (Some(month), None) => {
            let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            NaiveDate::from_ymd_opt(next.0, next.1, 1)?.pred_opt()
        }
        _ => NaiveDate::from_ymd_opt(year, 12, 31),
    }
}

fn parts(date: &str) -> Option<(i32, Option<u32>, Option<u32>)> {
    let mut parts = date.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next().and_then(|m| m.parse().ok());
    let day = parts.next().and_then(|d| d.parse().ok());
    Some((year, month, day))
}

/// Returns who held an office on a day, where one person is known to.
pub(super) fn holder(rules: &Rules, office: &str, of: &str, day: NaiveDate) -> Option<Holder> {
    let of = rules.organisation_id(of);
    let mut found: Vec<Tenure<'_>> = Vec::new();
    for code in offices(office) {
        let key = fold(&format!("{code}@{of}"));
        let rows = rules.people.get(&key).into_iter().map(|row| Tenure::read(&rules.people, row));
        found.extend(rows.filter(|t| t.covers(day, 0) && t.vouched(day)));
        if !found.is_empty() {
            break;
        }
    }
    // A tenure told only by year overlaps its neighbours: one told by day goes first, then the
    // one that began last.
    found.sort_by_key(|t| (std::cmp::Reverse(exact(&t.from, day)), std::cmp::Reverse(t.from.clone())));
    let first = found.first()?;
    let rival = found.iter().any(|t| t.id != first.id && t.from == first.from);
    (!rival).then(|| first.clone().into())
}

/// Returns whether a start is told to the day, or lies before the day's year.
fn exact(from: &str, day: NaiveDate) -> bool {
    from.len() >= 10 && !from.ends_with('?')
        || parts(from.trim_end_matches(['?', '~'])).is_some_and(|p| p.0 < day.year())
}

/// The office codes of `people.csv` that a title's office code can mean, the likeliest first.
pub(super) fn offices(office: &str) -> &'static [&'static str] {
    match office {
        "president" => &["president", "head_of_state"],
        "prime_minister" => &["prime_minister"],
        "monarch" => &["monarch"],
        "crown_prince" => &["crown_prince"],
        "pope" => &["pope"],
        "supreme_leader" => &["supreme_leader"],
        "head_of_state" => &["head_of_state", "president"],
        "vice_president" => &["vice_president"],
        "foreign_minister" => &["foreign_minister"],
        "defence_minister" => &["defence_minister"],
        "finance_minister" => &["finance_minister"],
        "interior_minister" => &["interior_minister"],
        "trade_minister" => &["trade_minister"],
        "energy_minister" => &["energy_minister"],
        "national_security_adviser" => &["national_security_adviser"],
        "secretary_general" => &["secretary_general"],
        "high_representative" => &["high_representative"],
        "commission_president" => &["commission_president"],
        "council_president" => &["council_president"],
        "director_general" => &["director_general"],
        "governor_general" => &["governor_general"],
        _ => &[],
    }
}
