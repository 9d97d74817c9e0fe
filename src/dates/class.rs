//! Classes: what a word, a number or an expression can be to a pattern.

/// Declares the classes of words and expressions that a pattern can ask for, by name.
macro_rules! classes {
    ($($(#[$meta:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// What a token or an expression can be to a pattern.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Class { $($(#[$meta])* $variant),* }

        impl Class {
            /// Every class, in order.
            pub(super) const ALL: &'static [Class] = &[$(Class::$variant),*];

            /// Returns the name that patterns use.
            pub(super) fn name(self) -> &'static str {
                match self { $(Class::$variant => $name),* }
            }
        }
    };
}

classes! {
    /// Monday
    Weekday = "weekday",
    /// January
    Month = "month",
    /// A month's name that is no other word.
    PlainMonth = "plain_month",
    /// three, 3, a
    Number = "number",
    /// third, 3rd, last
    Ordinal = "ordinal",
    /// third, 3rd: of a day, so not "last"
    OrdinalDay = "ordinal_day",
    /// 17th, in figures
    Nth = "nth",
    /// twenty
    Tens = "tens",
    /// day, week
    Unit = "unit",
    /// day, week: one of them
    OneUnit = "one_unit",
    /// last, this, next
    Shift = "shift",
    /// today, yesterday
    Deictic = "deictic",
    /// early, mid, late
    Part = "part",
    /// beginning, middle, end
    PartNoun = "part_noun",
    /// morning, night
    Daypart = "daypart",
    /// Christmas
    Feast = "feast",
    /// spring
    Season = "season",
    /// ago
    Ago = "ago",
    /// earlier, later: from a date already told
    Step = "step",
    /// following, previous, same
    Narrative = "narrative",
    /// on, in, at
    Lead = "lead",
    /// q3, h2
    Section = "section",
    /// thousand
    Thousand = "thousand",
    /// zero, oh, and: inside a year in words
    YearFiller = "year_filler",
    /// half
    Half = "half",
    /// 1 to 31, 17th
    Day = "day",
    /// 1 to 12
    MonthNumber = "month_number",
    /// 1800 to 2199
    Year = "year",
    /// Any year of four digits.
    FullYear = "full_year",
    /// 00 to 99, two digits
    ShortYear = "short_year",
    /// 17/05/2016 or 2016.05.17 as one token
    Numeric = "numeric",
    /// 11/2016 or 2016/11 as one token
    NumericMonth = "numeric_month",
    /// 10/25 as one token
    NumericDay = "numeric_day",
    /// 15 in 9-18-15, of two digits
    DashedYear = "dashed_year",
    /// 13:08
    Clock = "clock",
    /// 1990s
    Decade = "decade",
    /// Any expression that tells days.
    Date = "date",
    /// One day.
    DayDate = "day_date",
    /// A weekday alone.
    WeekdayDate = "weekday_date",
    /// A day of a month alone ("the 2nd").
    DayOfMonth = "day_of_month",
    /// A week.
    WeekDate = "week_date",
    /// A month.
    MonthDate = "month_date",
    /// A year.
    YearDate = "year_date",
    /// A week, month, season, quarter, half, year or decade.
    LongDate = "long_date",
    /// A month, or a day of a named month, without a year.
    YearlessDate = "yearless_date",
    /// A range of days.
    RangeDate = "range_date",
    /// A day, month and year told in full.
    FullDate = "full_date",
    /// A length of time.
    Duration = "duration",
    /// A verb that sets what follows ahead: will, would.
    Will = "will",
    /// A form of to be.
    Be = "be",
    /// due, planned, expected: what follows is ahead.
    Plan = "plan",
    /// A verb whose infinitive is ahead of it: agreed to, hopes to.
    Governor = "governor",
    /// A verb in the past tense that does not end in -ed.
    Past = "past",
    /// A word in -ed that is no verb.
    NoVerb = "no_verb",
    /// A verb in the present tense.
    Present = "present",
    /// they, the, with: a word that "the 25th" does not count.
    Function = "function",
    /// gmt, est
    Zone = "zone",
    /// am, pm
    Meridiem = "meridiem",
    /// copyright, ©
    Copyright = "copyright",
    /// A word that opens another clause.
    Breaker = "breaker",
}

impl Class {
    /// Returns the class's bit in a set.
    pub(super) const fn bit(self) -> u64 {
        1 << self as u32
    }

    /// Finds the class that patterns call `name`.
    pub(super) fn from_name(name: &str) -> Option<Class> {
        Class::ALL.iter().copied().find(|c| c.name() == name)
    }
}
