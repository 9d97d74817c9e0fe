//! What follows a name and tells of its bearer: titles in apposition, states, institutions.

use super::Form;
use super::draft::{Draft, Part};
use super::names::Name;
use super::phrase::{set_name, set_title};
use super::rules::Sort;
use super::view::View;
use crate::rulebook::countries::Sense;

impl View<'_> {
    /// Reads a name that follows directly, or between commas: where the phrase ends, and the name.
    pub(super) fn name_beside(&self, at: usize) -> Option<(usize, Name)> {
        if let Some(name) = self.name_after_title(at) {
            return Some((name.tokens.end, name));
        }
        if self.word(at) != "," {
            return None;
        }
        let name = self.name_after_title(at + 1)?;
        if name.known.is_empty() && name.words < 2 {
            return None;
        }
        match self.word(name.tokens.end) {
            "," | ")" | ";" => Some((name.tokens.end + 1, name)),
            "and" | "or" => None,
            _ => Some((name.tokens.end, name)),
        }
    }

    /// Builds the mention of a name without title before it: what follows may give one.
    pub(super) fn named(&self, at: usize, name: Name, sentence: usize) -> Draft {
        let mut part = Part::default();
        let end = name.tokens.end;
        set_name(&mut part, name);
        let (end, rule) = self.after_name(end, &mut part, "party.name");
        self.draft(at, end, sentence, Form::Named, vec![part], None, false, rule)
    }

    /// Reads what follows a name: "of Croatia", ", the Israeli prime minister,", ", for the European Union,".
    pub(super) fn after_name(&self, end: usize, part: &mut Part, rule: &'static str) -> (usize, &'static str) {
        let mut end = end;
        if part.home.is_none() && self.word(end) == "of" {
            let inner = if self.word(end + 1) == "the" { end + 2 } else { end + 1 };
            // "of the Ruritanian treasury" before "of Ruritania".
            let institution = self.institution(inner).filter(|i| i.1.is_some());
            let state = self.home(inner).filter(|f| {
                matches!(f.sense, Sense::Name | Sense::Former)
                    && !self.is_possessive(f.end)
                    && institution.as_ref().is_none_or(|i| i.0 > f.end + 3)
            });
            if let Some(found) = state {
                part.home = Some(found.home);
                end = found.end;
            } else if let Some((stop, Some(home))) = institution {
                part.home = Some(home);
                end = stop;
            } else if let Some(stop) = self.affiliation(inner).filter(|_| inner > end + 1 || part.title.is_some()) {
                end = stop;
            }
        }
        if self.word(end) == "(" {
            // "John Smith (Kenya)"
            if let Some(found) = self.home(end + 1)
                && self.word(found.end) == ")"
            {
                part.home.get_or_insert(found.home);
                end = found.end + 1;
            }
        }
        // The comma after a name between commas is the name's already; only an indefinite phrase
        // then goes on about the same person.
        let taken = end > self.start && self.word(end - 1) == "," && matches!(self.word(end), "a" | "an");
        if self.word(end) != "," && !taken {
            return (end, rule);
        }
        let next = if taken { end } else { end + 1 };
        if matches!(self.word(next), "for" | "from" | "of") && part.home.is_none() {
            let inner = if self.word(next + 1) == "the" { next + 2 } else { next + 1 };
            if let Some(found) = self.home(inner)
                && matches!(self.word(found.end), "," | "." | ";")
            {
                part.home = Some(found.home);
                return (found.end + usize::from(self.word(found.end) == ","), "party.apposition");
            }
        }
        // "Jane Doe, Roe's security minister,": whose minister, by a person's name.
        if self.capital(next)
            && self.is_possessive(next + 1)
            && self.home(next).is_none()
            && let Some(title) =
                self.title(self.modifiers(next + 2).0).filter(|t| !t.plural && t.sort == Some(Sort::Title))
            && matches!(self.word(title.tokens.end), "," | "." | ";" | ")")
            && part.title.is_none()
        {
            set_title(part, &title, false, false);
            let stop = title.tokens.end;
            return (stop + usize::from(self.word(stop) == ","), "party.apposition");
        }
        let o = self.opening(next);
        if !o.definite
            && !o.indefinite
            && o.possessor.is_none()
            && o.homes.is_empty()
            && self.capital(o.next)
            && !self.is_title_word(o.next)
            && self.title(o.next).is_none()
        {
            return (end, rule);
        }
        let Some(title) = self.title(o.next) else {
            // "Jane Doe, an American,"
            if let Some(home) = o.homes.first().filter(|_| o.indefinite && !o.owned)
                && matches!(self.word(o.next), "," | "." | ";" | ")" | "")
                && part.home.as_ref().is_none_or(|h| h.code == home.code)
            {
                part.home = Some(home.clone());
                return (o.next + usize::from(self.word(o.next) == ","), "party.apposition");
            }
            // "a North Korean banker,": words of no table, with a country.
            if let (Some(home), Some(stop)) = (o.homes.first(), self.plain_words(o.next))
                && (o.indefinite || o.definite || o.owned)
                && matches!(self.word(stop), "," | "." | ";" | ")" | "")
                && part.home.as_ref().is_none_or(|h| h.code == home.code)
            {
                part.home = Some(home.clone());
                return (stop + usize::from(self.word(stop) == ","), "party.apposition");
            }
            return (end, rule);
        };
        if title.plural || matches!(title.sort, Some(Sort::Group | Sort::Delegation)) {
            return (end, rule);
        }
        let mut stop = title.tokens.end;
        // "a one-time spokesman for Jane Doe,": whose, not another party.
        if matches!(self.word(stop), "for" | "of" | "to")
            && let Some(other) = self.name_after_title(stop + 1)
            && matches!(self.word(other.tokens.end), "," | ")" | ";" | ".")
        {
            stop = other.tokens.end;
        }
        let close = |at: usize| {
            matches!(self.word(at), "," | ")" | ";" | ":" | "who" | "whose" | "-" | "–" | "—" | "(" | "." | "")
        };
        // "general secretary of the Party and Ruritanian president,": two titles of one person.
        if self.word(stop) == "and" && !close(stop) {
            let second = self.opening(stop + 1);
            let other = self.title(second.next).filter(|t| !t.plural && close(t.tokens.end));
            if let Some(other) = other.filter(|_| !second.definite && !second.indefinite) {
                stop = other.tokens.end;
            }
        }
        let closes = close(stop);
        // A title that a name follows belongs to that name.
        if !closes || self.name_after_title(stop).is_some() {
            return (end, rule);
        }
        let home = title.homes.first().or(o.homes.first()).cloned();
        // "A of Ruritania, the current president of the Southern Union,": of a state, and of a body too.
        let both = part.home.as_ref().is_some_and(|h| !h.organisation) && home.as_ref().is_some_and(|h| h.organisation);
        if let (Some(have), Some(new)) = (&part.home, &home)
            && have.code != new.code
            && !new.others.contains(&have.code)
            && !both
        {
            return (end, rule);
        }
        part.home = part.home.take().or(home);
        part.possessor = part.possessor.or(o.possessor);
        if part.title.is_none() {
            set_title(part, &title, o.former, o.deputy);
        }
        (stop + usize::from(self.word(stop) == ","), "party.apposition")
    }

    /// Reads a capitalised name of an institution that no table knows, after "of the".
    pub(super) fn affiliation(&self, at: usize) -> Option<usize> {
        let end = (at..at + 5).take_while(|&t| self.capital(t)).last()? + 1;
        let closes = matches!(self.word(end), "," | "." | "and" | ")" | ";" | "");
        (closes && self.home(at).is_none()).then_some(end)
    }
}
