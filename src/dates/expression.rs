//! What an expression of time means, before anything holds it to a day.

use super::calendar::{Part, Unit};
use super::class::Class;
use super::{DateGranularity, Days};
use chrono::Weekday;

/// A date, a period or a length of time, as told.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    /// Any of year, month, day and weekday.
    Calendar(Partial),
    /// 3/4/2015, where day and month cannot be told apart: year and the two numbers.
    Numeric(i32, u32, u32),
    /// Days from the publication date: today is 0.
    Deictic(i32),
    /// The unit so many before or after this one.
    Period(i32, Unit),
    /// A weekday, month or season named, the last, this or the next.
    Shifted(i32, Partial),
    /// A season, of a year or not: 21 spring to 24 winter, as EDTF numbers them.
    Season(u32, Option<i32>),
    /// The nth quarter, half or numbered week of a year.
    Section(u32, Unit, Option<i32>),
    /// A decade, by its first year.
    Decade(i32),
    /// A length of time before (-1) or after (1) the publication date.
    Ago(Vec<(i32, Unit)>, i32),
    /// A length of time before or after a date: the one given, or the one told before.
    Step(Vec<(i32, Unit)>, i32, Option<Box<Expression>>),
    /// The day before (-1), the same (0), the following (1): a unit beside the date told before.
    Narrative(i32, Unit),
    /// A part of a period.
    Part(Part, Box<Expression>),
    /// The nth week or weekday of a period.
    NthWeek(i32, Box<Expression>),
    /// The nth weekday of a period.
    NthWeekday(i32, Weekday, Box<Expression>),
    /// The nth day of a period.
    NthDay(i32, Box<Expression>),
    /// A day or month within a longer period: "the 20th of next month", "Tuesday of last week".
    Within(Box<Expression>, Box<Expression>),
    /// The week or month that holds a day.
    WholeOf(Unit, Box<Expression>),
    /// From the one to the other.
    Range(Box<Expression>, Box<Expression>),
    /// The one and the other: a range where they touch.
    List(Box<Expression>, Box<Expression>),
    /// From a date up to now.
    Since(Box<Expression>),
    /// From now up to a date's end.
    UpTo(Box<Expression>),
    /// The part of a period that has passed (-1) or is still to come (1).
    Rest(i32, Box<Expression>),
    /// A length of time that ends (-1) or starts (1) at the publication date.
    Span(i32, Vec<(i32, Unit)>),
    /// A feast: a fixed day.
    Feast(u32, u32, Option<i32>),
    /// A feast so many days from Easter.
    Easter(i32, Option<i32>),
    /// A length of time, in minutes.
    Duration(u32),
    /// A length of a period that a date then holds: days.
    Lasting(i64, Box<Expression>),
    /// A time that tells no certain day ("soon").
    Open,
    /// No date at all, though it looks like one.
    Nothing,
}

/// What of a calendar date is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Partial {
    pub year: Option<i32>,
    pub month: Option<u32>,
    pub day: Option<u32>,
    pub weekday: Option<Weekday>,
}

impl Expression {
    /// Returns how fine it is.
    pub(super) fn granularity(&self) -> DateGranularity {
        use DateGranularity as G;
        match self {
            Expression::Calendar(p) | Expression::Shifted(_, p) => match p {
                Partial { day: Some(_), .. } | Partial { weekday: Some(_), .. } => G::Day,
                Partial { month: Some(_), .. } => G::Month,
                _ => G::Year,
            },
            Expression::Period(_, unit) | Expression::Narrative(_, unit) => unit.granularity(),
            Expression::Season(..) => G::Season,
            Expression::Section(_, unit, _) => unit.granularity(),
            Expression::Decade(_) => G::Year,
            Expression::Ago(steps, _) => steps.iter().map(|(_, u)| *u).min().map_or(G::Day, Unit::granularity),
            Expression::Part(_, of) => match of.granularity() {
                G::Day => G::Day,
                G::Week => G::Week,
                G::Month => G::Month,
                G::Year => G::Year,
                other => other,
            },
            Expression::NthWeek(..) => G::Week,
            Expression::WholeOf(unit, _) => unit.granularity(),
            Expression::Within(of, _) => of.granularity(),
            Expression::Rest(_, of) => of.granularity(),
            Expression::List(a, b) | Expression::Range(a, b) if a == b => a.granularity(),
            Expression::Range(..)
            | Expression::List(..)
            | Expression::Since(_)
            | Expression::UpTo(_)
            | Expression::Span(..)
            | Expression::Lasting(..) => G::Range,
            _ => G::Day,
        }
    }

    /// Returns the bits of the classes that later forms find it by.
    pub(super) fn classes(&self) -> u64 {
        use DateGranularity as G;
        let mut bits = match self {
            Expression::Duration(_) => return Class::Duration.bit(),
            Expression::Open | Expression::Nothing => return 0,
            _ => Class::Date.bit(),
        };
        if let Expression::Calendar(p) = self {
            match p {
                Partial { year: None, month: None, day: None, weekday: Some(_) } => bits |= Class::WeekdayDate.bit(),
                Partial { year: None, month: None, day: Some(_), .. } => bits |= Class::DayOfMonth.bit(),
                Partial { year: None, month: Some(_), .. } => bits |= Class::YearlessDate.bit(),
                Partial { year: Some(_), month: Some(_), day: Some(_), .. } => bits |= Class::FullDate.bit(),
                _ => {}
            }
        }
        if matches!(self, Expression::Numeric(..)) {
            bits |= Class::FullDate.bit();
        }
        if let Expression::Part(_, of)
        | Expression::NthWeek(_, of)
        | Expression::NthWeekday(_, _, of)
        | Expression::NthDay(_, of) = self
        {
            bits |= of.classes() & Class::YearlessDate.bit();
        }
        if let Expression::Range(_, b) | Expression::List(_, b) = self {
            bits |= b.classes() & Class::YearlessDate.bit();
        }
        if matches!(self, Expression::Season(_, None) | Expression::Section(_, _, None)) {
            bits |= Class::YearlessDate.bit();
        }
        bits |= match self.granularity() {
            G::Day => Class::DayDate.bit(),
            G::Week => Class::WeekDate.bit() | Class::LongDate.bit(),
            G::Month => Class::MonthDate.bit() | Class::LongDate.bit(),
            G::Year => Class::YearDate.bit() | Class::LongDate.bit(),
            G::Season | G::Quarter | G::Half => Class::LongDate.bit(),
            G::Range => Class::RangeDate.bit(),
        };
        bits
    }

    /// Gives a year to every part of the expression that has none.
    pub(super) fn with_year(self, year: i32) -> Expression {
        let put = |e: Box<Expression>| Box::new(e.with_year(year));
        match self {
            Expression::Calendar(p) => Expression::Calendar(Partial { year: p.year.or(Some(year)), ..p }),
            Expression::Season(s, y) => Expression::Season(s, y.or(Some(year))),
            Expression::Section(n, u, y) => Expression::Section(n, u, y.or(Some(year))),
            Expression::Feast(m, d, y) => Expression::Feast(m, d, y.or(Some(year))),
            Expression::Easter(n, y) => Expression::Easter(n, y.or(Some(year))),
            Expression::Part(p, of) => Expression::Part(p, put(of)),
            Expression::NthWeek(n, of) => Expression::NthWeek(n, put(of)),
            Expression::NthWeekday(n, w, of) => Expression::NthWeekday(n, w, put(of)),
            Expression::NthDay(n, of) => Expression::NthDay(n, put(of)),
            Expression::Range(a, b) => Expression::Range(put(a), put(b)),
            Expression::List(a, b) => Expression::List(put(a), put(b)),
            other => other,
        }
    }

    /// Returns the year, where it is told as a number and nothing else is.
    pub(super) fn bare_year(&self) -> Option<i32> {
        match self {
            Expression::Calendar(Partial { year: Some(year), month: None, day: None, weekday: None }) => Some(*year),
            _ => None,
        }
    }

    /// Returns what is known of an open date in EDTF: "XXXX-05-17".
    pub(super) fn open_edtf(&self) -> Option<String> {
        match self {
            Expression::Calendar(Partial { year: None, month: Some(m), day, .. }) => Some(match day {
                Some(d) => format!("XXXX-{m:02}-{d:02}"),
                None => format!("XXXX-{m:02}"),
            }),
            // One of two days.
            Expression::Numeric(year, a, b) => {
                let days = super::calendar::ymd(*year, *a, *b).zip(super::calendar::ymd(*year, *b, *a));
                days.map(|(x, y)| format!("{}/{}", x.min(y), x.max(y)))
            }
            Expression::Season(s, None) => Some(format!("XXXX-{s}")),
            Expression::Feast(m, d, None) => Some(format!("XXXX-{m:02}-{d:02}")),
            _ => None,
        }
    }

    /// Returns the EDTF of a resolved season, which days alone do not tell.
    pub(super) fn season_edtf(&self, days: Days) -> Option<String> {
        match self {
            Expression::Season(s, _) => Some(format!("{}-{s}", chrono::Datelike::year(&days.start))),
            _ => None,
        }
    }
}
