//! Calendar arithmetic: days, weeks from Monday, months, quarters, years, and their EDTF.
//!
//! Nothing here panics or wraps: what the calendar does not hold is `None`.

use super::{DateGranularity, Days};
use chrono::{Datelike, Duration, Months, NaiveDate, Weekday};

/// A unit of the calendar or of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
}

impl Unit {
    /// Finds the unit that the word table calls `name`.
    pub(super) fn from_name(name: &str) -> Option<Unit> {
        Some(match name {
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "week" => Unit::Week,
            "weekend" => Unit::Weekend,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "half" => Unit::Half,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            _ => return None,
        })
    }

    /// Every unit, in the order of [`Unit::from_code`].
    const ALL: [Unit; 10] = [
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Week,
        Unit::Weekend,
        Unit::Month,
        Unit::Quarter,
        Unit::Half,
        Unit::Year,
        Unit::Decade,
    ];

    /// Returns the number that stands for it in the lexicon.
    pub(super) fn code(self) -> i32 {
        self as i32
    }

    /// Returns the unit that `code` stands for.
    pub(super) fn from_code(code: i32) -> Option<Unit> {
        Unit::ALL.get(usize::try_from(code).ok()?).copied()
    }

    /// Returns how fine a date told in this unit is.
    pub(super) fn granularity(self) -> DateGranularity {
        match self {
            Unit::Minute | Unit::Hour | Unit::Day => DateGranularity::Day,
            Unit::Week | Unit::Weekend => DateGranularity::Week,
            Unit::Month => DateGranularity::Month,
            Unit::Quarter => DateGranularity::Quarter,
            Unit::Half => DateGranularity::Half,
            Unit::Year | Unit::Decade => DateGranularity::Year,
        }
    }
}

/// Makes the range of one day.
pub(super) fn one(day: NaiveDate) -> Days {
    Days { start: day, end: day }
}

/// Makes a range, where it runs forwards.
pub(super) fn range(start: NaiveDate, end: NaiveDate) -> Option<Days> {
    (start <= end).then_some(Days { start, end })
}

/// Returns the day, where the calendar has it.
pub(super) fn ymd(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    (1..=9999).contains(&year).then(|| NaiveDate::from_ymd_opt(year, month, day))?
}

/// Moves a day by a number of days.
pub(super) fn plus_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    in_range(day.checked_add_signed(Duration::try_days(days)?)?)
}

/// Moves a day by a number of months, to the month's last day where it is shorter.
pub(super) fn plus_months(day: NaiveDate, months: i64) -> Option<NaiveDate> {
    let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
    in_range(if months < 0 { day.checked_sub_months(count)? } else { day.checked_add_months(count)? })
}

/// Moves a day by a number of units; hours and minutes move none.
pub(super) fn plus(day: NaiveDate, count: i64, unit: Unit) -> Option<NaiveDate> {
    match unit {
        Unit::Minute | Unit::Hour => Some(day),
        Unit::Day => plus_days(day, count),
        Unit::Week | Unit::Weekend => plus_days(day, count.checked_mul(7)?),
        Unit::Month => plus_months(day, count),
        Unit::Quarter => plus_months(day, count.checked_mul(3)?),
        Unit::Half => plus_months(day, count.checked_mul(6)?),
        Unit::Year => plus_months(day, count.checked_mul(12)?),
        Unit::Decade => plus_months(day, count.checked_mul(120)?),
    }
}

fn in_range(day: NaiveDate) -> Option<NaiveDate> {
    (1..=9999).contains(&day.year()).then_some(day)
}

/// Returns the whole unit that holds a day: its week from Monday, its month, its year.
pub(super) fn whole(day: NaiveDate, unit: Unit) -> Option<Days> {
    let (year, month) = (day.year(), day.month());
    match unit {
        Unit::Minute | Unit::Hour | Unit::Day => Some(one(day)),
        Unit::Week => {
            let start = plus_days(day, -i64::from(day.weekday().num_days_from_monday()))?;
            range(start, plus_days(start, 6)?)
        }
        Unit::Weekend => {
            let week = whole(day, Unit::Week)?;
            range(plus_days(week.start, 5)?, week.end)
        }
        Unit::Month => months(year, month, 1),
        Unit::Quarter => months(year, (month - 1) / 3 * 3 + 1, 3),
        Unit::Half => months(year, (month - 1) / 6 * 6 + 1, 6),
        Unit::Year => months(year, 1, 12),
        Unit::Decade => months(year - year.rem_euclid(10), 1, 120),
    }
}

/// Returns `count` whole months from the first of one.
pub(super) fn months(year: i32, month: u32, count: i64) -> Option<Days> {
    let start = ymd(year, month, 1)?;
    range(start, plus_days(plus_months(start, count)?, -1)?)
}

/// Returns the last such weekday on or before a day.
pub(super) fn weekday_before(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let back = (7 + day.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    plus_days(day, -i64::from(back))
}

/// Returns the first such weekday on or after a day.
pub(super) fn weekday_after(day: NaiveDate, weekday: Weekday) -> Option<NaiveDate> {
    let on = (7 + weekday.num_days_from_monday() - day.weekday().num_days_from_monday()) % 7;
    plus_days(day, i64::from(on))
}

/// Returns the nth such weekday of a range, counted from its end where `nth` is negative.
pub(super) fn nth_weekday(days: Days, weekday: Weekday, nth: i32) -> Option<NaiveDate> {
    let found = if nth > 0 {
        plus_days(weekday_after(days.start, weekday)?, (i64::from(nth) - 1) * 7)?
    } else {
        plus_days(weekday_before(days.end, weekday)?, (i64::from(nth) + 1) * 7)?
    };
    (days.start <= found && found <= days.end).then_some(found)
}

/// Returns the nth week of a range, from Monday: the first is that which holds most of its days,
/// by the rule of ISO 8601; the last is counted from the end.
pub(super) fn nth_week(days: Days, nth: i32) -> Option<Days> {
    let thursday = nth_weekday(days, Weekday::Thu, nth)?;
    whole(thursday, Unit::Week)
}

/// Returns the week of a year by its ISO number.
pub(super) fn iso_week(year: i32, week: u32) -> Option<Days> {
    whole(NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?, Unit::Week)
}

/// Returns Easter Sunday of the western churches.
pub(super) fn easter(year: i32) -> Option<NaiveDate> {
    // The anonymous Gregorian computus.
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    ymd(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)
}

/// A part of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    FirstHalf,
    SecondHalf,
}

/// Cuts a part out of a period.
///
/// Of a month, early, mid and late are the days 1 to 10, 11 to 20, and from 21; of anything else
/// that is whole months, thirds of it; of a week, Monday and Tuesday, to Thursday, and from there.
pub(super) fn part(days: Days, part: Part) -> Option<Days> {
    let length = (days.end - days.start).num_days() + 1;
    if length < 14 {
        let (from, to) = match part {
            Part::Early => (0, 1),
            Part::Mid => (2, 3),
            Part::Late => (4, length - 1),
            Part::FirstHalf => (0, 2),
            Part::SecondHalf => (3, length - 1),
        };
        return range(plus_days(days.start, from)?, plus_days(days.start, to)?.min(days.end));
    }
    if length < 32 {
        let (from, to) = match part {
            Part::Early => (0, 9),
            Part::Mid => (10, 19),
            Part::Late => (20, length - 1),
            Part::FirstHalf => (0, 14),
            Part::SecondHalf => (15, length - 1),
        };
        return range(plus_days(days.start, from)?, plus_days(days.start, to)?);
    }
    let months = i64::from(days.end.year() - days.start.year()) * 12 + i64::from(days.end.month())
        - i64::from(days.start.month())
        + 1;
    let (from, to) = match part {
        Part::Early => (0, months / 3),
        Part::Mid => (months / 3, months * 2 / 3),
        Part::Late => (months * 2 / 3, months),
        Part::FirstHalf => (0, months / 2),
        Part::SecondHalf => (months / 2, months),
    };
    range(plus_months(days.start, from)?, plus_days(plus_months(days.start, to)?, -1)?)
}

/// Writes a range in EDTF, level 1.
pub(super) fn edtf(days: Days) -> String {
    let (start, end) = (days.start, days.end);
    if start == end {
        return start.to_string();
    }
    if whole(start, Unit::Month) == Some(days) {
        return start.format("%Y-%m").to_string();
    }
    if whole(start, Unit::Year) == Some(days) {
        return start.format("%Y").to_string();
    }
    if whole(start, Unit::Decade) == Some(days) {
        return format!("{:03}X", start.year() / 10);
    }
    format!("{start}/{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every day from 1800 to 2199.
    fn days() -> impl Iterator<Item = NaiveDate> {
        ymd(1800, 1, 1).unwrap().iter_days().take_while(|d| d.year() < 2200)
    }

    #[test]
    fn a_unit_holds_its_day_and_is_the_unit_of_each_of_its_ends() {
        let units = [Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Half, Unit::Year, Unit::Decade];
        for day in days() {
            for unit in units {
                let held = whole(day, unit).unwrap();
                assert!(held.start <= day && day <= held.end, "{day} {unit:?}");
                assert_eq!(whole(held.start, unit), Some(held));
                assert_eq!(whole(held.end, unit), Some(held));
                let next = whole(plus_days(held.end, 1).unwrap(), unit).unwrap();
                assert_eq!(plus_days(held.end, 1), Some(next.start));
            }
        }
    }

    #[test]
    fn weeks_run_from_monday_and_bear_their_iso_number() {
        for day in days() {
            let week = whole(day, Unit::Week).unwrap();
            assert_eq!((week.start.weekday(), week.end.weekday()), (Weekday::Mon, Weekday::Sun));
            let iso = day.iso_week();
            assert_eq!(iso_week(iso.year(), iso.week()), Some(week));
        }
        assert_eq!(iso_week(2021, 53), None);
        assert!(iso_week(2020, 53).is_some());
    }

    #[test]
    fn weekdays_before_and_after_are_within_a_week() {
        for day in days().step_by(3) {
            for weekday in [Weekday::Mon, Weekday::Thu, Weekday::Sun] {
                let (before, after) = (weekday_before(day, weekday).unwrap(), weekday_after(day, weekday).unwrap());
                assert!(before <= day && day <= after && (after - before).num_days() <= 7);
                assert_eq!((before.weekday(), after.weekday()), (weekday, weekday));
                assert_eq!(before == day, day.weekday() == weekday);
            }
        }
    }

    #[test]
    fn months_on_and_back_stay_in_the_month_meant() {
        for day in days().step_by(5) {
            for months in [-13, -1, 1, 11, 12, 48] {
                let moved = plus_months(day, months).unwrap();
                let meant = (i64::from(day.year()) * 12 + i64::from(day.month0()) + months).rem_euclid(12);
                assert_eq!(i64::from(moved.month0()), meant);
                assert!(moved.day() <= day.day());
            }
        }
        assert_eq!(plus_months(ymd(2016, 1, 31).unwrap(), 1), ymd(2016, 2, 29));
        assert_eq!(plus(ymd(2016, 2, 29).unwrap(), 1, Unit::Year), ymd(2017, 2, 28));
    }

    #[test]
    fn parts_of_a_period_lie_in_it_and_leave_no_gap() {
        for day in days().step_by(7) {
            for unit in [Unit::Week, Unit::Month, Unit::Quarter, Unit::Half, Unit::Year, Unit::Decade] {
                let all = whole(day, unit).unwrap();
                let thirds = [Part::Early, Part::Mid, Part::Late].map(|p| part(all, p).unwrap());
                assert_eq!((thirds[0].start, thirds[2].end), (all.start, all.end));
                for pair in thirds.windows(2) {
                    assert_eq!(plus_days(pair[0].end, 1), Some(pair[1].start), "{day} {unit:?}");
                }
                let halves = [Part::FirstHalf, Part::SecondHalf].map(|p| part(all, p).unwrap());
                assert_eq!((halves[0].start, halves[1].end), (all.start, all.end));
                assert_eq!(plus_days(halves[0].end, 1), Some(halves[1].start));
            }
        }
    }

    #[test]
    fn what_the_calendar_does_not_hold_is_none() {
        assert_eq!(ymd(2016, 6, 31), None);
        assert_eq!(ymd(2015, 2, 29), None);
        assert_eq!(ymd(0, 1, 1), None);
        assert_eq!(plus_days(ymd(9999, 12, 31).unwrap(), 1), None);
        assert_eq!(plus_days(ymd(2016, 1, 1).unwrap(), i64::MAX), None);
        assert_eq!(plus(ymd(2016, 1, 1).unwrap(), i64::MIN, Unit::Decade), None);
        assert_eq!(nth_weekday(whole(ymd(2017, 9, 1).unwrap(), Unit::Month).unwrap(), Weekday::Sun, 5), None);
        assert_eq!(nth_weekday(whole(ymd(2017, 9, 1).unwrap(), Unit::Month).unwrap(), Weekday::Sun, i32::MAX), None);
    }

    #[test]
    fn easter_is_a_sunday_of_march_or_april() {
        for year in 1800..2200 {
            let day = easter(year).unwrap();
            assert_eq!(day.weekday(), Weekday::Sun);
            assert!((ymd(year, 3, 22).unwrap()..=ymd(year, 4, 25).unwrap()).contains(&day));
        }
        assert_eq!(easter(2016), ymd(2016, 3, 27));
        assert_eq!(easter(2024), ymd(2024, 3, 31));
    }

    #[test]
    fn edtf_is_as_short_as_it_can_be() {
        let day = ymd(2016, 2, 17).unwrap();
        assert_eq!(edtf(one(day)), "2016-02-17");
        assert_eq!(edtf(whole(day, Unit::Month).unwrap()), "2016-02");
        assert_eq!(edtf(whole(day, Unit::Year).unwrap()), "2016");
        assert_eq!(edtf(whole(day, Unit::Decade).unwrap()), "201X");
        assert_eq!(edtf(whole(day, Unit::Week).unwrap()), "2016-02-15/2016-02-21");
    }
}
