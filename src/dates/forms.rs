//! Forms: what a matched pattern means, made of what filled its slots.

use super::calendar::{Part, Unit};
use super::class::Class;
use super::expression::{Expression, Partial};
use super::lexicon::{Item, Lexicon};
use super::numbers::{full_year, unpack};
use super::pattern::Match;
use super::resolution::HERE;
use super::rules::Form;
use chrono::Weekday;
use serde::Deserialize;

/// What a form means; each names the slots that it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Means {
    /// `weekday`, `day`, `month`, `year`: any of them.
    Calendar,
    /// The same, and `to_weekday`, `to_day`, `to_month`, `to_year`: from the one to the other.
    CalendarRange,
    /// `numeric`: 17/05/2016.
    Numeric,
    /// `year`, `month` or `numeric_month`: 2016-11.
    MonthNumber,
    /// `from`, `to`: from 10/25 to 01/25, where one of them shows which is the month.
    NumericDays,
    /// `deictic`: today.
    Deictic,
    /// `shift`, `unit`: last week.
    Period,
    /// `shift` and `weekday`, `month` or `season`: last Tuesday.
    Shifted,
    /// `season`, `year`.
    Season,
    /// `nth`, `unit`, `year`: the third quarter, week 31.
    Section,
    /// `decade`: the 1990s.
    Decade,
    /// `number`, `unit`, `number2`, `unit2`, `ago`: two weeks ago.
    Ago,
    /// `number`, `unit`, `step`, `base`: two days earlier; two days after Sunday.
    Step,
    /// `narrative` or `step`, `unit`: the following day, the day before.
    Narrative,
    /// `part`, `of`: early March.
    Part,
    /// `nth`, `weekday`, `of`: the second week of March, the first Friday of July.
    Nth,
    /// `inner`, `outer`: Tuesday of last week.
    Within,
    /// `number`, `weekday`: two Sundays from now.
    NthOn,
    /// `day`: the week of 5 May; another unit where the form names one.
    WeekOf,
    /// `from`, `to`.
    Range,
    /// `from`, `to`: Thursday and Friday.
    List,
    /// `of`: since Monday.
    Since,
    /// `of`: before the end of June.
    UpTo,
    /// `shift`, `of`: earlier this week.
    Rest,
    /// `shift`, `number`, `unit`: within three months.
    Span,
    /// `year`; the day by `at`: Christmas.
    Feast,
    /// `number`, `unit`, `half`: for 40 minutes, two-day.
    Duration,
    /// `date`: words that change nothing.
    Same,
    /// `number`, `unit`, `of`: a length that a date starts.
    Lasting,
    /// A time that tells no certain day.
    Open,
    /// No date at all.
    Nothing,
}

/// Reads the slots of one match.
pub(super) struct Slots<'a> {
    pub form: &'a Form,
    pub found: &'a Match,
    pub items: &'a [Item],
    pub lexicon: &'a Lexicon,
    pub expressions: &'a [Expression],
}

impl Slots<'_> {
    /// Makes the expression; none where the slots do not make one (31 June).
    pub(super) fn build(&self) -> Option<Expression> {
        let boxed = |name: &str| self.expression(name).map(Box::new);
        Some(match self.form.means {
            // 31 June is no date, and its June none either.
            Means::Calendar => valid(self.partial("")).map_or(Expression::Nothing, Expression::Calendar),
            Means::CalendarRange => self.calendar_range()?,
            Means::Numeric => {
                let (year, a, b, year_first) = match self.slot("numeric") {
                    Some((item, _)) => unpack(item.number),
                    None => {
                        let part = |name| self.value(name).and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
                        (self.year("year")?, part("first")?, part("second")?, false)
                    }
                };
                let of = |month, day| {
                    let partial = Partial { year: Some(year), month: Some(month), day: Some(day), weekday: None };
                    valid(partial).map(Expression::Calendar)
                };
                // A weekday told with it settles which is the month.
                let weekday = self.value("weekday").and_then(weekday_of);
                let falls = |m, d| {
                    let day = super::calendar::ymd(year, m, d).map(|d| chrono::Datelike::weekday(&d));
                    weekday.is_some() && day == weekday
                };
                match (a > 12, b > 12) {
                    _ if falls(b, a) && !falls(a, b) && !year_first => of(b, a)?,
                    _ if falls(a, b) && !falls(b, a) => of(a, b)?,
                    _ if year_first => of(a, b)?,
                    (true, false) => of(b, a)?,
                    (false, true) => of(a, b)?,
                    (false, false) if a == b => of(a, b)?,
                    (false, false) => Expression::Numeric(year, a, b),
                    (true, true) => return None,
                }
            }
            Means::MonthNumber => {
                let (year, month) = match self.slot("numeric_month") {
                    Some((item, _)) => (item.number / 16, item.number % 16),
                    None => (self.year("year")?, self.value("month")?),
                };
                // "2008-09" is two years.
                let first = self.items.get(self.found.filled.first()?.1)?;
                if first.classes & Class::Year.bit() != 0 && month > year % 100 {
                    return None;
                }
                let month = u32::try_from(month).ok()?;
                Expression::Calendar(Partial { year: Some(year), month: Some(month), ..Partial::default() })
            }
            Means::NumericDays => {
                let pair = |name| self.slot(name).map(|(item, _)| (item.number / 128, item.number % 128));
                let (from, to) = (pair("from")?, pair("to")?);
                let month_first = match (from.0.max(to.0) > 12, from.1.max(to.1) > 12) {
                    (false, true) => true,
                    (true, false) => false,
                    _ => return Some(Expression::Nothing),
                };
                let day = |(a, b): (i32, i32)| {
                    let (month, day) = if month_first { (a, b) } else { (b, a) };
                    let partial = Partial { month: Some(month as u32), day: Some(day as u32), ..Partial::default() };
                    valid(partial).map(|p| Box::new(Expression::Calendar(p)))
                };
                Expression::Range(day(from)?, day(to)?)
            }
            Means::Deictic => Expression::Deictic(self.form.shift.or_else(|| self.value("deictic"))?),
            // "The coming week" is the next; "the week after next" is not.
            // "The last day" of something is told with it, or is yesterday.
            Means::Period if self.form.shift.is_none() && self.unit("unit")? == Unit::Day => return None,
            Means::Period if self.form.shift.is_none() => Expression::Period(self.shift()?.min(1), self.unit("unit")?),
            Means::Period => Expression::Period(self.shift()?, self.unit("unit")?),
            Means::Shifted => match self.value("season") {
                Some(season) => Expression::Within(
                    Box::new(Expression::Season(season as u32, None)),
                    Box::new(Expression::Period(self.shift()?, Unit::Year)),
                ),
                None => Expression::Shifted(self.shift()?, self.partial("")),
            },
            Means::Season => Expression::Season(self.value("season")? as u32, self.year("year")),
            Means::Section => {
                let nth = self.value("section").or_else(|| self.value("nth"))?;
                let (nth, unit) = match self.value("section") {
                    Some(code) if code > 10 => (code - 10, Unit::Half),
                    Some(code) => (code, Unit::Quarter),
                    None => (nth, self.unit("unit")?),
                };
                Expression::Section(u32::try_from(nth.max(0)).ok()?, unit, self.year("year"))
            }
            Means::Decade if self.form.shift.is_some() => Expression::Decade(self.form.shift?),
            Means::Decade => {
                let (item, _) = self.slot("decade")?;
                let told = self.lexicon.value(item, Class::Decade).unwrap_or(item.number);
                Expression::Decade(if told < 100 { 1900 + told } else { told })
            }
            // "In two hours of talks" is no time ahead.
            Means::Ago if self.form.shift == Some(1) && self.steps()?.iter().all(|(_, u)| *u < Unit::Day) => {
                Expression::Duration(self.minutes()?)
            }
            Means::Ago => Expression::Ago(self.steps()?, self.form.shift.or_else(|| self.value("ago"))?),
            Means::Step => {
                let now = || (self.form.at.as_deref() == Some("now")).then(|| Box::new(Expression::Deictic(0)));
                let base = boxed("base").or_else(now);
                Expression::Step(self.steps()?, self.form.shift.or_else(|| self.value("step"))?, base)
            }
            Means::Narrative => {
                let shift = self.form.shift.or_else(|| self.value("narrative")).or_else(|| self.value("step"))?;
                Expression::Narrative(shift, self.unit("unit").unwrap_or(Unit::Day))
            }
            Means::Part => Expression::Part(part(self.form.shift.or_else(|| self.value("part"))?)?, self.period()?),
            Means::Nth => {
                let nth = self.value("nth")?;
                let period = || Some(Box::new(self.expression("of").unwrap_or(Expression::Period(0, Unit::Month))));
                match self.expression("weekday") {
                    Some(Expression::Calendar(Partial { weekday: Some(weekday), .. })) => {
                        Expression::NthWeekday(nth, weekday, period()?)
                    }
                    Some(_) => return None,
                    None if self.form.unit == Some(Unit::Day) => Expression::NthDay(nth, boxed("of")?),
                    None => Expression::NthWeek(nth, boxed("of")?),
                }
            }
            Means::Within => {
                let inner = self.expression("inner").or_else(|| {
                    let from = valid(self.partial(""))?;
                    Some(match self.value("to_day") {
                        None => Expression::Calendar(from),
                        Some(_) => self.calendar_range()?,
                    })
                })?;
                let outer = self.expression("outer")?;
                match outer.bare_year() {
                    Some(year) => inner.with_year(year),
                    None => Expression::Within(Box::new(inner), Box::new(outer)),
                }
            }
            Means::NthOn => {
                let Some(Expression::Calendar(Partial { weekday: Some(weekday), .. })) = self.expression("weekday")
                else {
                    return None;
                };
                let (side, nth) = (self.form.shift?, self.value("number")?);
                let year = Expression::Span(if side < 0 { -1 } else { 2 }, vec![(1, Unit::Year)]);
                Expression::NthWeekday(nth * side.signum(), weekday, Box::new(year))
            }
            Means::WeekOf => Expression::WholeOf(self.form.unit.unwrap_or(Unit::Week), boxed("day")?),
            Means::Range => Expression::Range(boxed("from")?, boxed("to")?),
            Means::List => Expression::List(boxed("from")?, boxed("to")?),
            Means::Since => Expression::Since(boxed("of")?),
            Means::UpTo => Expression::UpTo(boxed("of")?),
            Means::Rest => Expression::Rest(self.shift()?, self.period()?),
            Means::Span => Expression::Span(self.shift()?, self.steps()?),
            Means::Feast => self.feast()?,
            Means::Duration => Expression::Duration(self.minutes()?),
            Means::Same => self.expression("date")?,
            Means::Lasting => {
                let days: i64 = self.steps()?.iter().map(|(n, u)| i64::from(*n) * days_of(*u)).sum();
                (days > 0).then(|| boxed("of")).flatten().map(|of| Expression::Lasting(days, of))?
            }
            Means::Open => Expression::Open,
            Means::Nothing => Expression::Nothing,
        })
    }

    fn slot(&self, name: &str) -> Option<(&Item, Class)> {
        self.form.pattern.slot(self.found, self.items, name)
    }

    fn value(&self, name: &str) -> Option<i32> {
        let (item, class) = self.slot(name)?;
        self.lexicon.value(item, class)
    }

    fn expression(&self, name: &str) -> Option<Expression> {
        let (item, _) = self.slot(name)?;
        self.expressions.get(item.expression?).cloned()
    }

    /// The period that is cut: one told, or this one.
    fn period(&self) -> Option<Box<Expression>> {
        let this = || Some(Expression::Period(0, Unit::from_code(self.value("unit")?)?));
        let month = || {
            let month = u32::try_from(self.value("month")?).ok();
            Some(Expression::Calendar(Partial { month, ..Partial::default() }))
        };
        self.expression("of").or_else(month).or_else(this).map(Box::new)
    }

    fn shift(&self) -> Option<i32> {
        let told = self.form.shift.or_else(|| self.value("shift"))?;
        Some(if told == 99 { HERE } else { told })
    }

    fn unit(&self, name: &str) -> Option<Unit> {
        self.form.unit.or_else(|| Unit::from_code(self.value(name)?))
    }

    fn year(&self, name: &str) -> Option<i32> {
        let (item, class) = self.slot(name)?;
        let value = self.lexicon.value(item, class)?;
        Some(if matches!(class, Class::ShortYear | Class::DashedYear) { full_year(value) } else { value })
    }

    fn partial(&self, prefix: &str) -> Partial {
        let name = |part: &str| format!("{prefix}{part}");
        Partial {
            year: self.year(&name("year")),
            month: self.value(&name("month")).map(|m| m as u32),
            day: self.value(&name("day")).filter(|d| *d > 0).map(|d| d as u32),
            weekday: self.value(&name("weekday")).and_then(weekday_of),
        }
    }

    fn calendar_range(&self) -> Option<Expression> {
        let (mut from, mut to) = (self.partial(""), self.partial("to_"));
        from.month = from.month.or(to.month);
        to.month = to.month.or(from.month);
        let inherited = from.year.is_none();
        from.year = from.year.or(to.year);
        to.year = to.year.or(from.year);
        if from.month > to.month {
            // "December 30 to January 2, 2016" starts in the year before.
            match inherited {
                true => from.year = from.year.map(|y| y - 1),
                false => to.year = to.year.map(|y| y + 1),
            }
        }
        let (from, to) = (valid(from)?, valid(to)?);
        if from.month.is_none() && from.year.is_some() && from.year >= to.year {
            return None;
        }
        if from.month == to.month && from.year == to.year && from.day > to.day {
            return None;
        }
        Some(Expression::Range(Box::new(Expression::Calendar(from)), Box::new(Expression::Calendar(to))))
    }

    fn steps(&self) -> Option<Vec<(i32, Unit)>> {
        let mut steps = vec![(self.value("number").unwrap_or(1), self.unit("unit")?)];
        for (number, unit) in [("number2", "unit2"), ("number3", "unit3")] {
            if let (Some(number), Some(unit)) = (self.value(number), self.value(unit).and_then(Unit::from_code)) {
                steps.push((number, unit));
            }
        }
        Some(steps)
    }

    fn minutes(&self) -> Option<u32> {
        let mut total = 0.0;
        for (count, unit) in self.steps()? {
            let half = if self.slot("half").is_some() || self.form.shift == Some(30) { 0.5 } else { 0.0 };
            // "half an hour" has no number of its own.
            let count = if self.form.shift == Some(30) { 0.0 } else { f64::from(count) };
            total += (count + half) * (days_of(unit) * 1440).max(minutes_of(unit)) as f64;
        }
        (1.0..1e7).contains(&total).then_some(total as u32)
    }

    fn feast(&self) -> Option<Expression> {
        let at = self.form.at.as_deref()?;
        let year = self.year("year");
        if let Some(shift) = at.strip_prefix("easter") {
            return Some(Expression::Easter(shift.parse().unwrap_or_default(), year));
        }
        if let Some((month, day)) = at.split_once('-').filter(|_| !at.contains(' ')) {
            return Some(Expression::Feast(month.parse().ok()?, day.parse().ok()?, year));
        }
        // "4 4 11": the fourth Thursday of November; "-1 1 5": the last Monday of May.
        let mut parts = at.split(' ').filter_map(|p| p.parse::<i32>().ok());
        let (nth, weekday, month) = (parts.next()?, parts.next()?, parts.next()?);
        let month = Partial { year, month: Some(month as u32), ..Partial::default() };
        Some(Expression::NthWeekday(nth, weekday_of(weekday)?, Box::new(Expression::Calendar(month))))
    }
}

fn weekday_of(number: i32) -> Option<Weekday> {
    Weekday::try_from(u8::try_from(number - 1).ok()?).ok()
}

fn part(code: i32) -> Option<Part> {
    Some(match code {
        1 => Part::Early,
        2 => Part::Mid,
        3 => Part::Late,
        4 => Part::FirstHalf,
        5 => Part::SecondHalf,
        _ => return None,
    })
}

/// Refuses what no year's calendar holds.
fn valid(partial: Partial) -> Option<Partial> {
    match partial {
        Partial { year: Some(y), month: Some(m), day: Some(d), .. } => super::calendar::ymd(y, m, d).map(|_| partial),
        Partial { month: Some(m), day: Some(d), .. } => super::calendar::ymd(2000, m, d).map(|_| partial),
        _ => Some(partial),
    }
}

fn days_of(unit: Unit) -> i64 {
    match unit {
        Unit::Minute | Unit::Hour => 0,
        Unit::Day => 1,
        Unit::Week => 7,
        Unit::Weekend => 2,
        Unit::Month => 30,
        Unit::Quarter => 91,
        Unit::Half => 182,
        Unit::Year => 365,
        Unit::Decade => 3652,
    }
}

fn minutes_of(unit: Unit) -> i64 {
    match unit {
        Unit::Minute => 1,
        Unit::Hour => 60,
        _ => 0,
    }
}
