//! Reading titles: their modifiers, portfolios and complements ("first deputy minister of trade and
//! industry of Kenya", "special envoy for Syria").

use super::Level;
use super::draft::Home;
use super::rules::{NameWord, Sort, TitleWord};
use super::view::View;

use crate::segment::TokenKind;
use std::ops::Range;

/// A title that was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Title {
    /// From its first modifier to its complement.
    pub(super) tokens: Range<usize>,
    /// Its tokens without the country of its complement.
    pub(super) plain: Range<usize>,
    /// The row that it is a form of.
    pub(super) row: Option<usize>,
    pub(super) sort: Option<Sort>,
    pub(super) office: Option<String>,
    pub(super) level: Option<Level>,
    pub(super) plural: bool,
    pub(super) former: bool,
    /// Countries or organisations of its complement ("of France and Poland").
    pub(super) homes: Vec<Home>,
    /// Whether a complement was read.
    pub(super) complement: bool,
    /// The country that has such an office, where the text tells none.
    pub(super) usual: Option<String>,
}

impl View<'_> {
    /// Reads modifiers ("former", "acting", "deputy"): their end, and what they say.
    pub(super) fn modifiers(&self, at: usize) -> (usize, bool, bool) {
        let (mut next, mut former, mut deputy) = (at, false, false);
        while let Some((end, word)) = self.rules.title_words.longest(self, next, |w| w.sort == Sort::Modifier) {
            // "a panel under President X": a preposition.
            if self.word(next) == "under" && !self.capital(next) && !self.hyphen(end) && self.capital(end) {
                break;
            }
            match self.rules.titles.get(word.row).map(|r| r.office.as_str()) {
                Some("former") => former = true,
                Some("deputy") => deputy = true,
                _ => {}
            }
            next = if self.hyphen(end) { end + 1 } else { end };
            if next >= self.end {
                break;
            }
        }
        (next, former, deputy)
    }

    /// Reads a title from `at` on, with its modifiers and complement.
    pub(super) fn title(&self, at: usize) -> Option<Title> {
        let mut title = self.title_head(at).or_else(|| {
            let (start, former, deputy) = self.modifiers(at);
            let mut title = if start > at { self.title_head(start)? } else { return None };
            title.former |= former;
            title.tokens.start = at;
            if deputy || former {
                title.row = None;
            }
            if deputy {
                demote(&mut title);
            }
            Some(title)
        })?;
        self.suffix(&mut title);
        title.plain = title.tokens.clone();
        self.complement(&mut title);
        self.suffix(&mut title);
        title.plain.start = title.tokens.start;
        if title.homes.is_empty() {
            title.plain.end = title.tokens.end;
        }
        Some(title)
    }

    /// Reads the head: a form of `titles.csv`, or a portfolio and "minister".
    fn title_head(&self, at: usize) -> Option<Title> {
        let wanted = |w: TitleWord| matches!(w.sort, Sort::Title | Sort::Delegate | Sort::Delegation | Sort::Group);
        if let Some((end, word)) = self.rules.title_words.longest(self, at, wanted) {
            let row = self.rules.titles.get(word.row)?;
            // "chief" and the like before another title are modifiers: the longer reading wins.
            if let Some(longer) = self.portfolio_head(at).filter(|t| t.tokens.end > end) {
                return Some(longer);
            }
            return Some(Title {
                tokens: at..end,
                sort: Some(word.sort),
                office: Some(row.office.clone()),
                level: row.level,
                plural: word.plural,
                row: Some(word.row),
                usual: row.country.clone(),
                ..Title::default()
            });
        }
        self.portfolio_head(at)
    }

    /// Reads "trade and industry minister", "Public Security Minister".
    fn portfolio_head(&self, at: usize) -> Option<Title> {
        let (mut next, mut office) = (at, None::<usize>);
        let mut count = 0;
        loop {
            if count > 5 {
                return None;
            }
            count += 1;
            match self.rules.title_words.longest(self, next, |w| w.sort == Sort::Portfolio) {
                Some((end, word)) => {
                    office.get_or_insert(word.row);
                    next = end;
                }
                None if self.capital(next)
                    && count <= 3
                    && !self.function(next)
                    && !self.rules.words.is_calendar(self.word(next))
                    && !(next == self.start && self.rules.words.is_adverb(self.word(next)))
                    && self.home(next).is_none()
                    && !self.is_title_word(next) =>
                {
                    next += 1;
                }
                None => return None,
            }
            if matches!(self.word(next), "and" | "," | "&") {
                next += 1;
                continue;
            }
            let plural = match self.word(next) {
                "minister" | "secretary" => false,
                "ministers" | "secretaries" => true,
                _ => continue,
            };
            let row = office.and_then(|row| self.rules.titles.get(row));
            return Some(Title {
                tokens: at..next + 1,
                sort: Some(Sort::Title),
                office: Some(row.map_or("minister".into(), |r| r.office.clone())),
                level: Some(Level::Minister),
                plural,
                ..Title::default()
            });
        }
    }

    pub(super) fn is_title_word(&self, at: usize) -> bool {
        self.rules.title_words.longest(self, at, |w| matches!(w.sort, Sort::Title | Sort::Courtesy)).is_some()
    }

    /// Reads "-designate", "-elect" and "(ret.)" after a title.
    fn suffix(&self, title: &mut Title) {
        if title.sort == Some(Sort::Title) {
            title.tokens.end = self.past_retired(title.tokens.end);
        }
        let end = title.tokens.end;
        let at = if self.hyphen(end) { end + 1 } else { end };
        if matches!(self.word(at), "designate" | "elect") {
            title.tokens.end = at + 1;
        }
    }

    /// Steps past "(ret.)", "(Rtd)" after a rank or a title.
    pub(super) fn past_retired(&self, at: usize) -> usize {
        let retired = |w: &str| matches!(w.trim_end_matches('.'), "ret" | "rtd" | "retd" | "retired");
        let bare = usize::from(retired(self.word(at)) && self.capital(at + 1));
        if self.word(at) != "(" || !retired(self.word(at + 1)) {
            return at + bare;
        }
        let close = at + 2 + usize::from(self.word(at + 2) == ".");
        if self.word(close) == ")" { close + 1 } else { at }
    }

    /// Reads "of France", "for trade and industry", "to the United Nations", "of the National Assembly".
    fn complement(&self, title: &mut Title) {
        let office = title.office.clone().unwrap_or_default();
        let diplomat = matches!(office.as_str(), "envoy" | "ambassador" | "adviser" | "official" | "commissioner");
        // "Minister for Defence and National Security", "Minister of Lands, Mines and Housing"
        let ministry = title.sort == Some(Sort::Title)
            && office.ends_with("minister")
            && title.tokens.clone().any(|t| matches!(self.word(t), "of" | "for"));
        if ministry && !title.plural {
            title.tokens.end = self.more_portfolios(title.tokens.end);
            title.plain.end = title.tokens.end;
        }
        for _ in 0..4 {
            // "of the Southern Trade Organisation (STO) for fisheries"
            if title.complement && self.word(title.tokens.end) == "(" {
                title.tokens.end = self.past_acronym(title.tokens.end);
            }
            let at = title.tokens.end;
            let preposition = self.word(at);
            let after = at + 1;
            if title.sort == Some(Sort::Group) && preposition != "from" {
                return;
            }
            match preposition {
                "of" | "from" => {
                    let inner = if self.word(after) == "the" { after + 1 } else { after };
                    // "the spokesperson of President Jane Doe": hers is the name.
                    let other = self.title_head(inner).filter(|t| t.sort == Some(Sort::Title) && !t.plural);
                    if preposition == "of" && other.is_some_and(|t| self.name_here(t.tokens.end).is_some()) {
                        return;
                    }
                    if preposition == "of"
                        && let Some((end, Some(home))) = self.institution(inner)
                    {
                        if title.homes.is_empty() {
                            title.homes.push(home);
                        }
                        title.tokens.end = end;
                        title.complement = true;
                        continue;
                    }
                    // "of the 26 member states of a body", "of the six Gulf states"
                    let counted = super::words::number(self.word(inner)).is_some() && self.capital(inner + 1);
                    let list = if counted { self.home_list(inner + 1) } else { self.home_list(inner) };
                    let bodies = |homes: &[Home]| homes.iter().all(|h| h.organisation);
                    if let Some((end, homes)) = list.filter(|(_, homes)| !counted || bodies(homes)) {
                        let members = (end..end + 2).take_while(|&t| bodies(&homes) && is_members(self.word(t)));
                        let end = members.last().map_or(end, |t| t + 1);
                        if title.homes.is_empty() {
                            title.homes = homes;
                        }
                        title.tokens.end = end;
                        title.complement = true;
                        continue;
                    }
                    if preposition == "from" {
                        return;
                    }
                    if let Some((end, home)) = self.institution(inner) {
                        title.homes.extend(home);
                        title.tokens.end = end;
                        title.complement = true;
                        continue;
                    }
                    if let Some(end) = self.portfolios(title, inner) {
                        title.tokens.end = end;
                        if title.homes.is_empty() {
                            title.plain.end = end;
                        }
                        continue;
                    }
                    if let Some(end) = self.capitals(inner) {
                        title.tokens.end = end;
                        title.complement = true;
                        if title.homes.is_empty() {
                            title.plain.end = end;
                        }
                        continue;
                    }
                    return;
                }
                "for" => {
                    let inner = if self.word(after) == "the" { after + 1 } else { after };
                    if let Some(end) = self.portfolios(title, inner) {
                        title.tokens.end = end;
                        if title.homes.is_empty() {
                            title.plain.end = end;
                        }
                        continue;
                    }
                    let wide = diplomat
                        || office == "minister"
                        || office.ends_with("secretary")
                        || office.starts_with("deputy_")
                        || office == "high_representative";
                    let Some(end) = self.capitals(inner).filter(|_| wide) else { return };
                    title.tokens.end = end;
                    if title.homes.is_empty() {
                        title.plain.end = end;
                    }
                }
                // "representatives of the front in Ruritania": where they are, not whose they are.
                "on" | "in" if office == "official" && !title.homes.is_empty() => return,
                // "an official in Oslo" is where they met; "the ambassador in Oslo" is whose.
                "in" if diplomat && office != "ambassador" => return,
                "to" | "on" | "in" if diplomat => {
                    let inner = if self.word(after) == "the" { after + 1 } else { after };
                    let place = self.home_list(inner).map(|(end, _)| end).filter(|&end| {
                        !self.capital(end)
                            || self.name_word(end) != Some(NameWord::Not)
                            || self.known_name(end).is_some()
                    });
                    match place.or_else(|| self.capitals(inner)) {
                        Some(end) if self.capital(inner) => title.tokens.end = end,
                        _ => return,
                    }
                }
                "at" | "in" if title.sort == Some(Sort::Title) => {
                    let inner = if self.word(after) == "the" { after + 1 } else { after };
                    match self.institution(inner) {
                        Some((end, home)) => {
                            title.homes.extend(home);
                            title.tokens.end = end;
                        }
                        None => return,
                    }
                }
                _ => return,
            }
        }
    }

    /// Reads "Turkmen state water committee", "Malawi's irrigation ministry", "Foreign Ministry":
    /// the end, and the country.
    pub(super) fn institution(&self, at: usize) -> Option<(usize, Option<Home>)> {
        const NOUNS: &[&str] = &[
            "committee",
            "ministry",
            "board",
            "agency",
            "office",
            "council",
            "service",
            "commission",
            "parliament",
            "assembly",
            "bank",
            "bureau",
            "department",
            "treasury",
            "army",
            "forces",
            "navy",
            "guard",
            "delegation",
            "team",
            "mission",
            "government",
            "administration",
            "presidency",
            "secretariat",
            "authority",
            "corporation",
            "company",
            "institute",
            "embassy",
            "party",
            "movement",
            "front",
            "union",
            "court",
            "panel",
            "side",
            "directorate",
            "academy",
            "police",
            "intelligence",
            "senate",
            "congress",
            "cabinet",
            "chamber",
            "house",
            "group",
            "wing",
            "section",
            "division",
        ];
        let found = self.home(at);
        let mut next = at;
        if let Some(found) = &found {
            next = found.end;
            if self.is_possessive(next) {
                next += 1;
            } else if !found.adjective && self.kind(next) != TokenKind::Word {
                return None;
            }
        }
        let start = next;
        while next < self.end
            && next < start + 7
            && (self.kind(next) == TokenKind::Word || self.is_possessive(next) && next > start)
        {
            let word = self.word(next);
            if self.function(next) && word != "and" && word != "of" && word != "for" || word == "and" && next == start {
                return None;
            }
            next = self.step(next);
            if NOUNS.contains(&word) && !NOUNS.contains(&self.word(next)) {
                return Some((next, found.map(|f| f.home)));
            }
        }
        None
    }

    /// Steps past an acronym in brackets that stands at `at`.
    fn past_acronym(&self, at: usize) -> usize {
        let acronym = self.kind(at + 1) == TokenKind::Word && self.case(at + 1) == crate::segment::Case::Upper;
        if !acronym || self.word(at + 2) != ")" {
            return at;
        }
        // "of the Party of X (PX) Central Committee"
        let organ =
            |w: &str| matches!(w, "committee" | "council" | "commission" | "secretariat" | "assembly" | "bureau");
        let run = (at + 3..at + 7).take_while(|&t| self.capital(t)).filter(|&t| organ(self.word(t))).last();
        run.map_or(at + 3, |t| t + 1)
    }

    /// Reads portfolios ("foreign affairs and trade") and takes the office from the first.
    fn portfolios(&self, title: &mut Title, at: usize) -> Option<usize> {
        let office = title.office.as_deref().unwrap_or_default();
        if !matches!(
            office,
            "minister"
                | "secretary"
                | "deputy_foreign_minister"
                | "foreign_minister"
                | "official"
                | "under_secretary"
                | "assistant_secretary"
                | "commissioner"
        ) {
            return None;
        }
        let (end, first) = self.rules.title_words.longest(self, at, |w| w.sort == Sort::Portfolio)?;
        if matches!(office, "minister" | "secretary") {
            title.office = self.rules.titles.get(first.row).map(|r| r.office.clone());
        }
        Some(self.more_portfolios(end))
    }

    /// Steps past further portfolios of the same minister: ", Trade and Worship".
    fn more_portfolios(&self, mut end: usize) -> usize {
        // "Climate Change and Energy Efficiency Jane Doe": capitalised words that are no name.
        let words = |mut end: usize| {
            while self.capital(end) && self.name_word(end) == Some(NameWord::Not) && !self.is_title_word(end) {
                end += 1;
            }
            end
        };
        for _ in 0..5 {
            let next = self.past_joint(end);
            if next == end {
                break;
            }
            let given = matches!(self.name_word(next), Some(NameWord::Given(_) | NameWord::FamilyFirst));
            let plain = self.capital(next) && !self.is_title_word(next) && !given && self.known_name(next).is_none();
            match self.rules.title_words.longest(self, next, |w| w.sort == Sort::Portfolio) {
                Some((more, _)) if self.word(more) != "minister" && self.capital(next) == self.capital(end - 1) => {
                    end = words(more)
                }
                None if plain && self.word(end) == "and" => end = words(next + 1),
                None if plain && self.name_word(next) == Some(NameWord::Not) => end = words(next + 1),
                _ => break,
            }
        }
        words(end)
    }

    /// Reads a run of capitalised words, "of", "and", "for" and "the" inside allowed.
    fn capitals(&self, at: usize) -> Option<usize> {
        let mut end = at;
        let mut next = at;
        while next < self.end && next < at + 14 {
            if self.capital(next) && self.kind(next) == TokenKind::Word {
                if self.rules.words.is_calendar(self.word(next)) {
                    break;
                }
                // A person's title ends it: "envoy for Syria Geir Pedersen" is cut by the name.
                let given = matches!(self.name_word(next), Some(NameWord::Given(_) | NameWord::FamilyFirst));
                if next > at && (self.known_name(next).is_some() || given && self.capital(next + 1)) {
                    break;
                }
                end = self.step(next).max(next + 1);
                next = end;
                if self.hyphen(next - 1) {
                    continue;
                }
            } else if next > at
                && self.word(next) == "of"
                && self.institution(next + 1 + usize::from(self.word(next + 1) == "the")).is_some_and(|i| i.1.is_some())
            {
                // "for Trade of the Ruritanian Foreign Ministry": whose, told apart.
                break;
            } else if next > at
                && matches!(self.word(next), "of" | "for" | "the" | "and" | "on" | "in" | "&" | "to")
                && (self.capital(next + 1) || self.word(next + 1) == "the" && self.capital(next + 2))
                && !(self.word(next) == "and" && (self.known_name(next + 1).is_some() || self.is_title_word(next + 1)))
            {
                next += 1;
            } else {
                break;
            }
        }
        let end = end.min(self.end);
        (end > at).then_some(end)
    }
}

/// Returns whether a word after a body's name means its members.
fn is_members(word: &str) -> bool {
    matches!(word, "member" | "members" | "countries" | "states" | "nations" | "governments")
}

/// Makes a title a deputy's.
fn demote(title: &mut Title) {
    let office = title.office.clone().unwrap_or_default();
    let (office, level) = match office.as_str() {
        "president" => ("vice_president", Level::Leader),
        "prime_minister" => ("deputy_prime_minister", Level::Minister),
        "foreign_minister" | "minister" => ("deputy_foreign_minister", Level::Deputy),
        "secretary_general" => ("deputy_secretary_general", Level::Deputy),
        other => {
            title.office = Some(format!("deputy_{other}"));
            title.level = Some(title.level.map_or(Level::Deputy, |l| l.max(Level::Deputy)));
            return;
        }
    };
    title.office = Some(office.into());
    title.level = Some(level);
}
