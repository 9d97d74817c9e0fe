//! Resolution: an expression held to the publication date, or to a date told before it.

use super::Days;
use super::calendar::{self, Unit, one, plus, plus_days, range, whole, ymd};
use super::expression::{Expression, Partial};
use chrono::{Datelike, NaiveDate};
use std::cell::Cell;

/// Which way an expression that names no year, month or week is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// The latest that is not after the anchor.
    Past,
    /// The earliest that is not before the anchor.
    Future,
}

/// What an expression can be held to.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchors {
    /// The publication date.
    pub now: Option<NaiveDate>,
    /// The date told before in the text.
    pub told: Option<Days>,
    /// Whether 3/4/2015 is of April, where the text or its publisher settles that.
    pub day_first: Option<bool>,
    /// Whether `now` was used.
    pub used_now: Cell<bool>,
    /// Whether `told` was used.
    pub used_told: Cell<bool>,
    /// Stands in for `now` where an expression lies within or beside another.
    pivot: Option<NaiveDate>,
}

use Direction::{Future, Past};

impl Anchors {
    /// Makes what a mention can be held to.
    pub(super) fn new(now: Option<NaiveDate>, told: Option<Days>, day_first: Option<bool>) -> Anchors {
        Anchors { now, told, day_first, ..Anchors::default() }
    }

    /// Seeks floating dates from another day.
    pub(super) fn at(self, pivot: NaiveDate) -> Anchors {
        Anchors { pivot: Some(pivot), ..self }
    }

    fn now(&self) -> Option<NaiveDate> {
        self.used_now.set(true);
        self.now
    }

    fn told(&self) -> Option<Days> {
        self.used_told.set(true);
        self.told
    }

    /// The day that a floating date is sought from.
    fn pivot(&self) -> Option<NaiveDate> {
        self.pivot.or_else(|| self.now())
    }

    /// Resolves an expression with another day to seek from.
    fn from(&self, pivot: NaiveDate, expression: &Expression, direction: Direction) -> Option<Days> {
        let inner = Anchors { pivot: Some(pivot), ..self.clone() };
        let days = inner.resolve(expression, direction);
        self.used_now.set(self.used_now.get() | inner.used_now.get());
        self.used_told.set(self.used_told.get() | inner.used_told.get());
        days
    }

    /// Returns the days that an expression means, read in one direction.
    pub(super) fn resolve(&self, expression: &Expression, direction: Direction) -> Option<Days> {
        match expression {
            Expression::Calendar(partial) => self.calendar(*partial, direction),
            Expression::Numeric(year, a, b) => match self.day_first {
                _ if a == b => ymd(*year, *a, *b).map(one),
                Some(true) => ymd(*year, *b, *a).map(one),
                Some(false) => ymd(*year, *a, *b).map(one),
                None => None,
            },
            Expression::Deictic(days) => plus_days(self.now()?, i64::from(*days)).map(one),
            Expression::Period(shift, unit) => self.period(*shift, *unit, direction),
            Expression::Shifted(shift, partial) => self.shifted(*shift, *partial),
            Expression::Season(season, year) => self.season(*season, *year, direction),
            Expression::Section(nth, unit, year) => self.section(*nth, *unit, *year),
            Expression::Decade(year) => whole(ymd(*year, 1, 1)?, Unit::Decade),
            Expression::Ago(steps, sign) => {
                let day = walk(self.now()?, steps, *sign)?;
                whole(day, steps.iter().map(|(_, unit)| *unit).min()?)
            }
            Expression::Step(steps, sign, base) => self.step(steps, *sign, base.as_deref(), direction),
            Expression::Narrative(shift, unit) => self.narrative(*shift, *unit),
            Expression::Part(part, of) => calendar::part(self.resolve(of, direction)?, *part),
            Expression::NthWeek(nth, of) => calendar::nth_week(self.resolve(of, direction)?, *nth),
            Expression::NthWeekday(nth, weekday, of) => {
                let day = calendar::nth_weekday(self.resolve(of, direction)?, *weekday, *nth)?;
                // The month that holds the anchor may hold the day on its other side.
                let yearless = matches!(of.as_ref(), Expression::Calendar(Partial { year: None, .. }));
                let other = match direction {
                    Past if yearless && day > self.pivot()? => Some(day.year() - 1),
                    Future if yearless && day < self.pivot()? => Some(day.year() + 1),
                    _ => None,
                };
                match other {
                    Some(year) => {
                        let of = of.as_ref().clone().with_year(year);
                        calendar::nth_weekday(self.resolve(&of, direction)?, *weekday, *nth).map(one)
                    }
                    None => Some(one(day)),
                }
            }
            Expression::Within(inner, outer) => {
                let outer = self.resolve(outer, direction)?;
                let found = self.from(outer.start, inner, Future)?;
                (outer.start <= found.start && found.start <= outer.end).then_some(found)
            }
            Expression::NthDay(nth, of) => {
                let days = self.resolve(of, direction)?;
                let day = match nth {
                    1.. => plus_days(days.start, i64::from(nth - 1))?,
                    _ => plus_days(days.end, i64::from(nth + 1))?,
                };
                (days.start <= day && day <= days.end).then_some(one(day))
            }
            Expression::WholeOf(unit, day) => whole(self.resolve(day, direction)?.start, *unit),
            Expression::Range(from, to) => self.range(from, to, direction),
            Expression::List(a, b) => {
                let days = self.range(a, b, direction)?;
                let (a, b) = (self.from(days.start, a, Future)?, self.from(days.end, b, Past)?);
                ((b.start - a.end).num_days() <= 1).then_some(days)
            }
            Expression::Since(of) => range(self.resolve(of, Past)?.start, self.now()?),
            Expression::UpTo(of) => range(self.now()?, self.resolve(of, Future)?.end),
            Expression::Rest(side, of) => {
                let (whole, now) = (self.resolve(of, direction)?, self.now()?);
                if *side > 1 {
                    range(now.max(whole.start), whole.end)
                } else if *side < 0 {
                    range(whole.start, plus_days(now, -1)?.max(whole.start).min(whole.end))
                } else {
                    range(plus_days(now, 1)?.min(whole.end).max(whole.start), whole.end)
                }
            }
            // Decades are counted whole, as nothing finer is meant.
            Expression::Span(side, steps) if matches!(steps.as_slice(), [(_, Unit::Decade)]) => {
                let now = self.now()?;
                let count = i64::from(steps[0].0.max(1));
                let whole = |n| whole(plus(now, n, Unit::Decade)?, Unit::Decade);
                let (from, to) = if *side < 0 { (-count, -1) } else { (1, count) };
                range(whole(from)?.start, whole(to)?.end)
            }
            Expression::Span(side, steps) => {
                let now = self.now()?;
                match side {
                    i32::MIN..=-1 => range(walk(now, steps, -1)?, plus_days(now, -1)?),
                    0 | 1 => range(now, walk(now, steps, 1)?),
                    _ => range(plus_days(now, 1)?, walk(now, steps, 1)?),
                }
            }
            Expression::Feast(month, day, year) => {
                let partial = Partial { year: *year, month: Some(*month), day: Some(*day), weekday: None };
                self.calendar(partial, direction)
            }
            Expression::Easter(shift, year) => self.easter(*shift, *year, direction),
            Expression::Lasting(days, from) => {
                let start = self.resolve(from, direction)?.start;
                range(start, plus_days(start, days - 1)?)
            }
            Expression::Duration(_) | Expression::Open | Expression::Nothing => None,
        }
    }

    fn calendar(&self, partial: Partial, direction: Direction) -> Option<Days> {
        match partial {
            Partial { year: Some(year), month: Some(month), day: Some(day), .. } => ymd(year, month, day).map(one),
            Partial { year: Some(year), month: Some(month), .. } => calendar::months(year, month, 1),
            Partial { year: Some(year), .. } => calendar::months(year, 1, 12),
            Partial { month: Some(month), day: Some(day), weekday, .. } => {
                let pivot = self.pivot()?;
                let of_year = |year| ymd(year, month, day);
                let held = |day: &NaiveDate| weekday.is_none_or(|w| day.weekday() == w);
                // A weekday that fits the year before or after settles the year, whatever the tense.
                let found = nearest(pivot, direction, |k| of_year(pivot.year() + k), held, 1).or_else(|| {
                    let other = if direction == Past { Future } else { Past };
                    nearest(pivot, other, |k| of_year(pivot.year() + k), held, 1).filter(|_| weekday.is_some())
                });
                found.or_else(|| nearest(pivot, direction, |k| of_year(pivot.year() + k), |_| true, 9)).map(one)
            }
            Partial { month: Some(month), .. } => {
                let pivot = self.pivot()?;
                let past = if month <= pivot.month() { pivot.year() } else { pivot.year() - 1 };
                let future = if month >= pivot.month() { pivot.year() } else { pivot.year() + 1 };
                calendar::months(if direction == Past { past } else { future }, month, 1)
            }
            Partial { day: Some(day), weekday, .. } => {
                if let (Some(told), None) = (self.told, self.pivot) {
                    let same = ymd(told.start.year(), told.start.month(), day);
                    if let Some(same) = same.filter(|d| weekday.is_none_or(|w| d.weekday() == w)) {
                        self.used_told.set(true);
                        return Some(one(same));
                    }
                }
                let pivot = self.pivot()?;
                let of_month = |k| {
                    let month = calendar::plus_months(pivot.with_day(1)?, i64::from(k))?;
                    ymd(month.year(), month.month(), day)
                };
                let held = |day: &NaiveDate| weekday.is_none_or(|w| day.weekday() == w);
                let other = if direction == Past { Future } else { Past };
                nearest(pivot, direction, of_month, held, 1)
                    .or_else(|| nearest(pivot, other, of_month, held, 1))
                    .or_else(|| self.weekday(weekday?, direction))
                    .map(one)
            }
            Partial { weekday: Some(weekday), .. } => self.weekday(weekday, direction).map(one),
            _ => None,
        }
    }

    fn weekday(&self, weekday: chrono::Weekday, direction: Direction) -> Option<NaiveDate> {
        match direction {
            Past => calendar::weekday_before(self.pivot()?, weekday),
            Future => calendar::weekday_after(self.pivot()?, weekday),
        }
    }

    fn period(&self, shift: i32, unit: Unit, direction: Direction) -> Option<Days> {
        let now = self.now()?;
        if unit == Unit::Weekend && shift == HERE {
            let week = whole(now, Unit::Weekend)?;
            let other = if direction == Past && week.start > now { -7 } else { 0 };
            return range(plus_days(week.start, other)?, plus_days(week.end, other)?);
        }
        let shift = if shift == HERE { 0 } else { shift };
        whole(step_into(now, i64::from(shift), unit)?, unit)
    }

    fn shifted(&self, shift: i32, partial: Partial) -> Option<Days> {
        let now = self.now()?;
        if let Partial { weekday: Some(weekday), day: None, .. } = partial {
            return match shift {
                i32::MIN..=-1 => calendar::weekday_before(plus_days(now, -1)?, weekday),
                0 => calendar::weekday_after(whole(now, Unit::Week)?.start, weekday),
                1 => calendar::weekday_after(plus_days(whole(now, Unit::Week)?.end, 1)?, weekday),
                _ => calendar::weekday_after(plus_days(now, 1)?, weekday),
            }
            .map(one);
        }
        let month = partial.month?;
        let year = match shift {
            i32::MIN..=-1 if month < now.month() => now.year(),
            i32::MIN..=-1 => now.year() - 1,
            0 => now.year(),
            _ if month > now.month() => now.year(),
            _ => now.year() + 1,
        };
        self.calendar(Partial { year: Some(year), ..partial }, Past)
    }

    /// Returns the months of a season as the northern hemisphere counts them.
    fn season(&self, season: u32, year: Option<i32>, direction: Direction) -> Option<Days> {
        let month = [3, 6, 9, 12].get(season.checked_sub(21)? as usize).copied()?;
        let year = match year {
            Some(year) => year,
            None => {
                let pivot = self.pivot()?;
                let starts = |k| ymd(pivot.year() + k, month, 1);
                let ends = |k| plus_months_end(starts(k)?);
                match direction {
                    Past => nearest(pivot, Past, starts, |_| true, 2)?.year(),
                    Future => (-1..=1).find(|k| ends(*k).is_some_and(|e| e >= pivot)).map(|k| pivot.year() + k)?,
                }
            }
        };
        calendar::months(year, month, 3)
    }

    fn section(&self, nth: u32, unit: Unit, year: Option<i32>) -> Option<Days> {
        let year = match year {
            Some(year) => year,
            None => self.pivot()?.year(),
        };
        let last = |of: u32| if nth == 0 { of } else { nth };
        match unit {
            Unit::Quarter if nth <= 4 => calendar::months(year, last(4) * 3 - 2, 3),
            Unit::Half if nth <= 2 => calendar::months(year, last(2) * 6 - 5, 6),
            Unit::Week => calendar::iso_week(year, nth),
            _ => None,
        }
    }

    fn step(&self, steps: &[(i32, Unit)], sign: i32, base: Option<&Expression>, direction: Direction) -> Option<Days> {
        let base = match base {
            Some(base) => self.resolve(base, direction)?,
            None => self.told().or_else(|| self.now().map(one))?,
        };
        let day = walk(if sign < 0 { base.start } else { base.end }, steps, sign)?;
        match steps.iter().map(|(_, unit)| *unit).min()? {
            Unit::Week if base.start == base.end => Some(one(day)),
            unit => whole(day, unit),
        }
    }

    fn narrative(&self, shift: i32, unit: Unit) -> Option<Days> {
        let told = self.told().or_else(|| self.now().map(one))?;
        match shift {
            0 if unit == Unit::Day => Some(told),
            0 => whole(told.start, unit),
            _ => whole(step_into(if shift < 0 { told.start } else { told.end }, i64::from(shift), unit)?, unit),
        }
    }

    fn range(&self, from: &Expression, to: &Expression, direction: Direction) -> Option<Days> {
        match direction {
            Future => {
                let start = self.resolve(from, Future)?;
                let end = self.from(start.start, to, Future)?;
                range(start.start, end.end)
            }
            Past => {
                let end = self.resolve(to, Past)?;
                let start = self.from(end.end, from, Past)?;
                // The end may lie ahead, though the start is past: "from Monday to Friday".
                range(start.start, end.end).or_else(|| range(start.start, self.from(start.start, to, Future)?.end))
            }
        }
    }

    fn easter(&self, shift: i32, year: Option<i32>, direction: Direction) -> Option<Days> {
        let of_year = |year| plus_days(calendar::easter(year)?, i64::from(shift));
        match year {
            Some(year) => of_year(year),
            None => {
                let pivot = self.pivot()?;
                nearest(pivot, direction, |k| of_year(pivot.year() + k), |_| true, 2)
            }
        }
        .map(one)
    }
}

/// The shift of "the weekend", which is neither last nor next.
pub(super) const HERE: i32 = i32::MAX;

fn plus_months_end(start: NaiveDate) -> Option<NaiveDate> {
    plus_days(calendar::plus_months(start, 3)?, -1)
}

/// Moves a day into the unit so many on: from the 31st, next month is not the month after it.
fn step_into(day: NaiveDate, shift: i64, unit: Unit) -> Option<NaiveDate> {
    plus(whole(day, unit)?.start, shift, unit)
}

/// Moves a day by several lengths of time, years first.
fn walk(day: NaiveDate, steps: &[(i32, Unit)], sign: i32) -> Option<NaiveDate> {
    let mut sorted = steps.to_vec();
    sorted.sort_by_key(|step| std::cmp::Reverse(step.1));
    sorted.iter().try_fold(day, |day, (count, unit)| {
        let count = i64::from(*count) * i64::from(sign);
        match unit {
            Unit::Hour => plus_days(day, count / 24),
            unit => plus(day, count, *unit),
        }
    })
}

/// Returns the candidate nearest to the pivot in one direction, the pivot's own day included.
fn nearest(
    pivot: NaiveDate,
    direction: Direction,
    candidate: impl Fn(i32) -> Option<NaiveDate>,
    held: impl Fn(&NaiveDate) -> bool,
    reach: i32,
) -> Option<NaiveDate> {
    let days = (-reach..=reach).filter_map(candidate).filter(held);
    match direction {
        Past => days.filter(|d| *d <= pivot).max(),
        Future => days.filter(|d| *d >= pivot).min(),
    }
}
