//! Reading noun phrases that mean parties: persons, delegations, bodies and groups.

use super::draft::{Draft, Home, Part};
use super::names::Name;
use super::rules::Sort;
use super::titles::Title;
use super::view::View;

use super::{Form, Level, PartyKind};
use crate::clues::Clues;
use crate::rulebook::countries::Sense;
use crate::segment::TokenKind;

/// What stands before the core of a phrase.
#[derive(Clone, Debug, Default)]
struct Opening {
    next: usize,
    definite: bool,
    indefinite: bool,
    possessor: Option<usize>,
    homes: Vec<Home>,
    count: Option<u8>,
    former: bool,
    deputy: bool,
    /// Whether a country's name in the possessive was read ("Russia's").
    owned: bool,
    /// Where a word for a part of the world was read ("Arab").
    region: Option<usize>,
}

impl View<'_> {
    /// Reads the phrase that begins at `at`, if one does.
    pub(super) fn phrase(&self, at: usize, sentence: usize) -> Option<Draft> {
        match self.kind(at) {
            TokenKind::Word => self.phrase_of_words(at, sentence),
            // "On February 12 Jane Doe": a number counts people, and no one person.
            TokenKind::Number => self.phrase_of_words(at, sentence).filter(|d| d.plural || d.form != Form::Named),
            _ => None,
        }
    }

    fn phrase_of_words(&self, at: usize, sentence: usize) -> Option<Draft> {
        if let Some(name) = self.known_name(at) {
            return Some(self.named(at, name, sentence));
        }
        if let Some(draft) = self.addressed(at, sentence) {
            return Some(draft);
        }
        // "NFP leader Jane Doe": an acronym of no table.
        if self.shouted(at)
            && self.home(at).is_none()
            && !self.is_title_word(at)
            && self.kind(at + 1) == TokenKind::Word
            && !self.capital(at + 1)
            && let Some(title) =
                self.title(at + 1).filter(|t| !t.plural && t.homes.is_empty() && t.sort == Some(Sort::Title))
            && self.name_after_title(title.tokens.end).is_some()
            && let Some(mut inner) = self.phrase_of_words(at + 1, sentence).filter(|d| d.form == Form::Named)
        {
            inner.tokens.start = at;
            return Some(inner);
        }
        let opening = self.opening(at);
        if opening.next >= self.end {
            return None;
        }
        let plain = matches!(self.word(opening.next), "colleague" | "homologue");
        let colleague = (plain || matches!(self.word(opening.next), "colleagues" | "homologues"))
            && opening.possessor.is_some()
            && (!opening.homes.is_empty() || plain && self.name_beside(opening.next + 1).is_some());
        if colleague
            || matches!(self.word(opening.next), "counterpart" | "counterparts")
            || self.word(opening.next) == "opposite" && matches!(self.word(opening.next + 1), "number" | "numbers")
        {
            return Some(self.counterpart(at, opening, sentence));
        }
        // "his guest", "her host": the other one of the two.
        if opening.possessor == Some(at)
            && opening.next == at + 1
            && matches!(self.word(at + 1), "guest" | "visitor" | "host" | "interlocutor")
            && matches!(self.word(at), "his" | "her")
            && self.kind(at + 2) != TokenKind::Possessive
            && self.name_after_title(at + 2).is_none()
        {
            let part = Part { possessor: Some(at), ..Part::default() };
            return Some(self.draft(at, at + 2, sentence, Form::Pronoun, vec![part], None, false, "party.pronoun"));
        }
        // "the Kenyan delegation by A, the Ugandan one by B"
        if opening.definite
            && matches!(self.word(opening.next), "one" | "side" | "team")
            && self.word(opening.next + 1) == "by"
            && let Some(home) = opening.homes.first()
            && let Some(mut inner) = self.phrase(opening.next + 2, sentence).filter(|d| d.form == Form::Named)
        {
            for part in &mut inner.parts {
                part.home = part.home.take().or(Some(home.clone()));
            }
            inner.tokens.start = at;
            inner.rule = "party.led_by";
            return Some(inner);
        }
        if let Some(mut title) = self.title(opening.next) {
            title.former |= opening.former;
            if let Some(draft) = self.titled(at, &opening, title, sentence) {
                return Some(draft);
            }
        }
        if let Some(draft) = self.described(at, &opening, sentence).or_else(|| self.piled(&opening, at, sentence)) {
            return Some(draft);
        }
        if opening.owned
            && !opening.definite
            && let Some(home) = opening.homes.first()
            && let Some(name) = self.name_here(opening.next).filter(|n| n.words >= 2 || !n.known.is_empty())
        {
            // "Rwanda's Jean Habimana"
            let mut draft = self.named(at, name, sentence);
            if let Some(part) = draft.parts.first_mut() {
                part.home = Some(home.clone());
                part.former |= opening.former;
            }
            draft.rule = "party.owned_name";
            return Some(draft);
        }
        if opening.next > at && (opening.definite || opening.possessor.is_some() || opening.owned || opening.indefinite)
        {
            return None;
        }
        // "former X", and a name alone.
        let (start, gender) = self.courtesies(opening.next);
        if start > opening.next {
            // "H.E. President Jane Doe", "HE the Prime Minister"
            let inner = start + usize::from(self.word(start) == "the");
            if self.title(inner).is_some_and(|t| matches!(t.sort, Some(Sort::Title))) {
                let mut draft = self.phrase_of_words(start, sentence)?;
                draft.tokens.start = at;
                return Some(draft);
            }
            let name = self.name_after_title(opening.next)?;
            let mut draft = self.named(at, Name { gender: gender.or(name.gender), ..name }, sentence);
            draft.rule = "party.courtesy";
            return Some(draft);
        }
        if !opening.homes.is_empty() {
            return None;
        }
        let name = self.name_alone(opening.next)?;
        let mut draft = self.named(at, name, sentence);
        if let Some(part) = draft.parts.first_mut() {
            part.former |= opening.former;
        }
        Some(draft)
    }

    /// Reads "His Excellency Mr. Jane Doe", "the Hon. Jane Doe": an address that opens with a determiner.
    fn addressed(&self, at: usize, sentence: usize) -> Option<Draft> {
        if !matches!(self.word(at), "the" | "his" | "her") {
            return None;
        }
        let (start, gender) = self.courtesies(at);
        if start == at {
            return None;
        }
        if let Some(mut draft) = self.title(start).and_then(|_| self.phrase_of_words(start, sentence)) {
            draft.tokens.start = at;
            return (draft.form == Form::Named).then_some(draft);
        }
        let name = self.name_here(start)?;
        let mut draft = self.named(at, Name { gender: gender.or(name.gender), ..name }, sentence);
        if draft.rule == "party.name" {
            draft.rule = "party.courtesy";
        }
        Some(draft)
    }

    /// Reads "a Tajik engineer, Firuz Latipov,": what one is, in words of no table, and the name.
    fn described(&self, at: usize, o: &Opening, sentence: usize) -> Option<Draft> {
        let home = o.homes.first().filter(|_| o.definite || o.indefinite || o.possessor.is_some() || o.owned)?;
        // "the Norwegian, Jane Doe,"
        let bare = self.word(o.next) == "," && (o.definite || o.indefinite) && o.homes.len() == 1 && !o.owned;
        let end = if bare { o.next } else { self.plain_words(o.next)? };
        if self.word(end) != "," {
            return None;
        }
        let name = self.name_here(end + 1).filter(|n| n.words >= 2)?;
        if !matches!(self.word(name.tokens.end), "," | "." | ")") {
            return None;
        }
        let stop = name.tokens.end + usize::from(self.word(name.tokens.end) == ",");
        let mut part = Part { home: Some(home.clone()), ..Part::default() };
        set_name(&mut part, name);
        Some(self.draft(at, stop, sentence, Form::Named, vec![part], None, false, "party.apposition"))
    }

    /// Reads "Tajik Academy of Sciences director Firuz Latipov", "Tajik energy chief …": a country,
    /// words of no table for what one is the head of, and the title with its name.
    fn piled(&self, o: &Opening, at: usize, sentence: usize) -> Option<Draft> {
        let home = o.homes.first().filter(|h| o.homes.len() == 1 && !h.organisation && !self.headline)?;
        let small = |t: usize| self.case(t) == crate::segment::Case::Lower;
        let joiner = |t: usize| matches!(self.word(t), "of" | "for" | "the" | "and" | "on");
        let mut end = o.next;
        while end < o.next + 9 && self.kind(end) == TokenKind::Word && !self.is_possessive(end) {
            // "Chile's energy chief and then minister Rosa Diaz" are two.
            let two = small(o.next) && self.word(end + 1) == "and";
            let title = end > o.next && !joiner(end - 1) && !two && self.is_title_word(end);
            let inner = title.then(|| self.phrase(end, sentence)).flatten();
            // In small letters one word and the title's own: "jets hit President X" names no office.
            let plain = small(o.next);
            let fits = |d: &Draft| {
                let part = d.parts.first().filter(|_| d.parts.len() == 1 && d.form == Form::Named);
                part.is_some_and(|p| {
                    p.title.as_ref().is_some_and(|t| t.start == end && (!plain || small(end)))
                        && p.home.as_ref().is_none_or(|h| h.code == home.code)
                })
            };
            if let Some(mut draft) = inner.filter(fits) {
                let part = draft.parts.first_mut()?;
                part.home = Some(home.clone());
                draft.tokens.start = at;
                return Some(draft);
            }
            let goes_on = match small(end) {
                true => joiner(end) && end > o.next && !plain || end == o.next && !self.function(end),
                false => !plain,
            };
            if !goes_on || self.rules.words.is_verb(self.word(end)) && small(end) {
                return None;
            }
            end += 1;
        }
        None
    }

    /// Reads one to four words in small letters that are no function words: their end.
    pub(super) fn plain_words(&self, at: usize) -> Option<usize> {
        let mut end = at;
        while end < at + 4 && self.kind(end) == TokenKind::Word && self.case(end) == crate::segment::Case::Lower {
            if self.function(end) || self.rules.words.is_verb(self.word(end)) {
                return None;
            }
            end = self.step(end);
        }
        (end > at).then_some(end)
    }

    /// Reads determiner, count, modifiers and countries.
    fn opening(&self, at: usize) -> Opening {
        let mut o = Opening { next: at, ..Opening::default() };
        match self.word(at) {
            "the" => (o.definite, o.next) = (true, at + 1),
            "a" | "an" => (o.indefinite, o.next) = (true, at + 1),
            "his" | "her" | "their" | "its" | "my" | "our" => (o.possessor, o.next) = (Some(at), at + 1),
            _ => {}
        }
        for _ in 0..12 {
            let next = o.next;
            if o.count.is_none()
                && let Some(count) = self.number(next)
            {
                (o.count, o.next) = (Some(count), next + 1);
                continue;
            }
            if let Some(end) = self.region(next).filter(|_| o.region.is_none() && o.homes.is_empty()) {
                (o.region, o.next) = (Some(next), end);
                continue;
            }
            if let Some(found) = self.home(next) {
                if matches!(found.sense, Sense::Plural | Sense::Noun) && !found.adjective {
                    break;
                }
                // "Russian Security Council": a state's own body of that name, not the one that it is short for.
                let long = self.rules.organisation_name(&found.home.code).map_or(0, |n| n.split(' ').count());
                if found.home.organisation && o.homes.len() == 1 && found.end - next >= 2 && long > found.end - next {
                    o.next = found.end;
                    continue;
                }
                // "Turkish Cypriot", "Bosnian Serb": the last word tells.
                if !o.homes.is_empty() && !o.owned {
                    o.homes.clear();
                }
                let mut end = found.end;
                let mut homes = vec![found.home];
                // "Turkish and Greek", "US, Russian and Iranian", "US-Russian".
                for _ in 0..30 {
                    let mut more = end;
                    // "in Brussels, Union leaders": a capital before a comma is where they are.
                    let list = self.word(more) == "," && found.sense != Sense::Capital;
                    if self.hyphen(more) || self.word(more) == "/" || list {
                        more += 1;
                    }
                    if matches!(self.word(more), "and" | "&") {
                        more += 1;
                    }
                    if more == end {
                        break;
                    }
                    let Some(other) = self.home(more) else { break };
                    if self.is_possessive(other.end) && !self.is_possessive(end) {
                        break;
                    }
                    end = other.end;
                    homes.push(other.home);
                }
                if homes.len() > 1 && !self.opens_plural(end) {
                    homes.truncate(1);
                    end = found.end;
                }
                if self.is_possessive(end) {
                    end += 1;
                    o.owned = true;
                }
                if self.hyphen(end) {
                    // "Russian-backed", "US-led": no country of the phrase.
                    break;
                }
                o.homes.extend(homes);
                o.next = end;
                continue;
            }
            // "special envoy" is one title: no modifier is taken from the front of one.
            if self
                .rules
                .title_words
                .longest(self, next, |w| !matches!(w.sort, Sort::Modifier | Sort::Courtesy | Sort::Portfolio))
                .is_some_and(|(end, _)| end > next + 1)
            {
                break;
            }
            if let Some((end, word)) = self.rules.title_words.longest(self, next, |w| w.sort == Sort::Modifier) {
                match self.rules.titles.get(word.row).map(|r| r.office.as_str()) {
                    Some("former") => o.former = true,
                    Some("deputy") => break,
                    _ => {}
                }
                if self.is_title_word(next)
                    && !self.is_title_word(end)
                    && self.home(end).is_none()
                    && self.modifiers(end).0 == end
                {
                    break;
                }
                o.next = if self.hyphen(end) { end + 1 } else { end };
                continue;
            }
            break;
        }
        o
    }

    /// Returns the end of words for a part of the world, where a plural title follows them.
    fn region(&self, at: usize) -> Option<usize> {
        if !self.clue(at, Clues::PARTY) {
            return None;
        }
        let words = &self.rules.words;
        let two = || words.is_region(&format!("{} {}", self.word(at), self.word(at + 1)));
        let end = if words.is_region(self.word(at)) {
            at + 1
        } else if self.capital(at) && self.capital(at + 1) && two() {
            at + 2
        } else {
            return None;
        };
        let title = self.title(self.modifiers(end).0)?;
        (title.plural && title.homes.is_empty() && matches!(title.sort, Some(Sort::Title | Sort::Delegate)))
            .then_some(end)
    }

    /// Returns whether a plural title or body of people follows, past modifiers.
    fn opens_plural(&self, at: usize) -> bool {
        let (at, ..) = self.modifiers(at);
        self.title(at).is_some_and(|t| t.plural) || matches!(self.word(at), "counterparts")
    }

    fn counterpart(&self, at: usize, o: Opening, sentence: usize) -> Draft {
        let plural = matches!(self.word(o.next), "counterparts" | "colleagues" | "homologues")
            || self.word(o.next + 1) == "numbers";
        let mut end = o.next + 1 + usize::from(self.word(o.next) == "opposite");
        let mut homes = o.homes;
        if matches!(self.word(end), "from" | "of" | "representing")
            && let Some((after, list)) = self.home_list(if self.word(end + 1) == "the" { end + 2 } else { end + 1 })
        {
            (end, homes) = (after, list);
        }
        let part = Part { counterpart: true, possessor: o.possessor, ..Part::default() };
        if plural && let Some((after, parts)) = self.name_list(end, &part, &homes) {
            let after = after + usize::from(self.word(after) == ",");
            return self.draft(at, after, sentence, Form::Named, parts, None, true, "party.counterpart");
        }
        let mut parts = spread(&part, &homes, PartyKind::Person);
        let mut form = Form::Counterpart;
        if !plural
            && let Some((after, name)) = self.name_beside(end)
            && let Some(part) = parts.first_mut()
        {
            (form, end) = (Form::Named, after);
            set_name(part, name);
        }
        self.draft(at, end, sentence, form, parts, None, plural, "party.counterpart")
    }

    /// Reads a name that follows directly, or between commas: where the phrase ends, and the name.
    fn name_beside(&self, at: usize) -> Option<(usize, Name)> {
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
    fn named(&self, at: usize, name: Name, sentence: usize) -> Draft {
        let mut part = Part::default();
        let end = name.tokens.end;
        set_name(&mut part, name);
        let (end, rule) = self.after_name(end, &mut part, "party.name");
        self.draft(at, end, sentence, Form::Named, vec![part], None, false, rule)
    }

    /// Reads what follows a name: "of Croatia", ", the Israeli prime minister,", ", for the European Union,".
    fn after_name(&self, end: usize, part: &mut Part, rule: &'static str) -> (usize, &'static str) {
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
        // "Jane Doe, Barak's security minister,": whose minister, by a person's name.
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
    fn affiliation(&self, at: usize) -> Option<usize> {
        let end = (at..at + 5).take_while(|&t| self.capital(t)).last()? + 1;
        let closes = matches!(self.word(end), "," | "." | "and" | ")" | ";" | "");
        (closes && self.home(at).is_none()).then_some(end)
    }

    /// Builds the mention of a title, with the names that belong to it.
    fn titled(&self, at: usize, o: &Opening, mut title: Title, sentence: usize) -> Option<Draft> {
        let mut homes = if title.homes.is_empty() { o.homes.clone() } else { title.homes.clone() };
        let mut end = title.tokens.end;
        match title.sort? {
            Sort::Delegation => return self.delegation(at, o, &title, homes, sentence),
            Sort::Group => return self.group(at, o, &title, homes, sentence),
            _ => {}
        }
        let mut part = Part { possessor: o.possessor, ..Part::default() };
        set_title(&mut part, &title, o.former, o.deputy);
        if title.plural {
            if let Some((end, parts)) = self.name_list(end, &part, &homes) {
                return Some(self.draft(at, end, sentence, Form::Named, parts, None, true, "party.titles"));
            }
            return self.plural_title(at, o, &title, part, homes, sentence);
        }
        // "Deputy Prime Minister and Foreign Minister X", "president and chairman X"
        let mut joined = end;
        for _ in 0..2 {
            let next = self.past_joint(joined);
            if next == joined {
                break;
            }
            let Some(other) = self.title(next).filter(|t| !t.plural && matches!(t.sort, Some(Sort::Title))) else {
                break;
            };
            // "the Prime Minister and President X" are two.
            let heads = ["president", "prime_minister", "monarch", "supreme_leader", "secretary_general"];
            let head = |office: &Option<String>| office.as_deref().is_some_and(|o| heads.contains(&o));
            if head(&title.office) && head(&other.office) || o.definite && homes.is_empty() && other.homes.is_empty() {
                break;
            }
            joined = other.tokens.end;
            if self.name_after_title(joined).is_some() || self.word(joined) == "," && self.name_beside(joined).is_some()
            {
                if homes.is_empty() {
                    homes = other.homes;
                }
                title.tokens.end = joined;
                part.title = Some(title.tokens.clone());
                part.row = None;
                end = joined;
                break;
            }
        }
        if let Some((after, name)) = self.title_name(end, o, &title) {
            part.home = homes.into_iter().next();
            set_name(&mut part, name);
            let (end, rule) = self.after_name(after, &mut part, "party.title_name");
            return Some(self.draft(at, end, sentence, Form::Named, vec![part], None, false, rule));
        }
        // "Union chairperson President Jane Doe of Ruritania": two titles of one person.
        if !homes.is_empty()
            && self.capital(end)
            && let Some(second) =
                self.title(end).filter(|t| !t.plural && t.sort == Some(Sort::Title) && t.homes.is_empty())
            && self.name_after_title(second.tokens.end).is_some()
            && let Some(mut inner) = self.phrase_of_words(end, sentence).filter(|d| d.form == Form::Named)
        {
            for part in &mut inner.parts {
                part.home = part.home.take().or(homes.first().cloned());
            }
            inner.tokens.start = at;
            return Some(inner);
        }
        // "President and Mrs. Doe": the name stands after the spouse's address.
        if homes.is_empty()
            && self.word(end) == "and"
            && matches!(self.word(end + 1), "mrs" | "mme" | "madame")
            && let Some(name) = self.name_after_title(end + 1)
        {
            let stop = name.tokens.end;
            set_name(&mut part, Name { gender: None, ..name });
            return Some(self.draft(at, stop, sentence, Form::Named, vec![part], None, false, "party.title_name"));
        }
        // "The emperor and empress of Ruritania": two titles of one country.
        if homes.is_empty()
            && o.definite
            && let Some((stop, home, second)) = self.joint_title(end)
        {
            part.home = Some(home.clone());
            let mut parts = vec![part.clone()];
            if let Some(second) = second {
                let mut other = Part { home: Some(home), ..Part::default() };
                set_title(&mut other, &second, false, false);
                parts.push(other);
            }
            let plural = parts.len() > 1;
            return Some(self.draft(at, stop, sentence, Form::Title, parts, None, plural, "party.title"));
        }
        let delegate = title.sort == Some(Sort::Delegate);
        if homes.is_empty() {
            // "Prime Minister called on President X": official style leaves the article out.
            let bare = at == o.next
                && self.capital(at)
                && !self.headline
                && (at == self.start || matches!(self.word(at - 1), "by" | "and" | "," | "with" | "to" | "that"))
                && matches!(
                    part.office.as_deref(),
                    Some("president" | "prime_minister" | "foreign_minister" | "secretary_general" | "vice_president")
                )
                && self.kind(end) == TokenKind::Word
                && !self.capital(end);
            if delegate || !(o.definite || o.possessor.is_some() || bare) {
                return None;
            }
            let form = if o.possessor.is_some() { Form::Title } else { Form::Back };
            return Some(self.draft(at, end, sentence, form, vec![part], None, false, "party.title_back"));
        }
        if delegate {
            part.kind = PartyKind::Delegation;
            part.home = homes.into_iter().next();
            return Some(self.draft(at, end, sentence, Form::Delegates, vec![part], Some(1), false, "party.delegate"));
        }
        let parts = spread(&part, &homes, PartyKind::Person);
        let plural = parts.len() > 1;
        Some(self.draft(at, end, sentence, Form::Title, parts, None, plural, "party.title"))
    }

    /// Reads "and (the) prime minister of Ruritania" after a title: where it ends, the country, and the
    /// second title where it is one.
    fn joint_title(&self, end: usize) -> Option<(usize, Home, Option<Title>)> {
        let next = end + 1 + usize::from(self.word(end + 1) == "the");
        if self.word(end) != "and" || self.kind(next) != TokenKind::Word {
            return None;
        }
        let second = self.title(next).filter(|t| !t.plural && t.sort == Some(Sort::Title));
        let of = second.as_ref().map_or(next + 1, |t| t.plain.end);
        let inner = of + 1 + usize::from(self.word(of + 1) == "the");
        let found = self.home(inner).filter(|f| !f.home.organisation && self.word(of) == "of")?;
        let named = second.as_ref().is_some_and(|t| self.name_beside(t.tokens.end).is_some());
        (!named && self.name_beside(found.end).is_none()).then_some((found.end, found.home, second))
    }

    /// Reads the name that a singular title belongs to.
    fn title_name(&self, end: usize, o: &Opening, title: &Title) -> Option<(usize, Name)> {
        if let Some(name) = self.name_after_title(end) {
            let initial = self.word(end).len() == 1;
            return (!initial || name.words > 1).then_some((name.tokens.end, name));
        }
        // "the US secretary of state, Warren Christopher,"
        let closed = o.definite || o.possessor.is_some() || o.owned || title.complement;
        // "the Permanent Secretary, Ambassador Jane Doe,"
        if self.word(end) == "," && o.definite {
            let second = self.title(end + 1).filter(|t| !t.plural && t.office.as_deref() == Some("ambassador"));
            let name = second.filter(|t| t.homes.is_empty()).and_then(|t| self.name_here(t.tokens.end));
            if let Some(name) = name {
                let close = name.tokens.end;
                return Some((close + usize::from(self.word(close) == ","), name));
            }
        }
        // "a deputy prime minister, Jane Doe."
        let set_off = |name: &Name| name.words >= 2 && matches!(self.word(name.tokens.end), "," | "." | ";" | ")");
        (self.word(end) == ",")
            .then(|| self.name_beside(end))
            .flatten()
            .filter(|(_, name)| closed || o.indefinite && set_off(name))
    }

    fn plural_title(
        &self,
        at: usize,
        o: &Opening,
        title: &Title,
        mut part: Part,
        homes: Vec<Home>,
        sentence: usize,
    ) -> Option<Draft> {
        let mut end = title.tokens.end;
        // Envoys and officials stand for their state: no office of theirs is asked for.
        let delegate = title.sort == Some(Sort::Delegate)
            || matches!(part.office.as_deref(), Some("envoy" | "adviser" | "official" | "analyst" | "deputy_official"));
        part.kind = PartyKind::Delegation;
        if delegate && !homes.is_empty() {
            (part.office, part.title, part.row) = (None, None, None);
        }
        if homes.is_empty()
            && let Some(start) = o.region
        {
            part.kind = PartyKind::Group;
            part.title = Some(start..end);
            part.row = None;
            return Some(self.draft(at, end, sentence, Form::Group, vec![part], o.count, true, "party.group"));
        }
        if homes.is_empty() {
            // "officials from the Governments of A and B"
            if delegate
                && matches!(self.word(end), "from" | "of")
                && let Some(inner) = self.phrase(end + 1, sentence).filter(|d| d.form == Form::Delegates)
            {
                return Some(Draft { tokens: at..inner.tokens.end, ..inner });
            }
            if let Some(draft) = self.of_counted(at, title, &part, sentence) {
                return Some(draft);
            }
            // "flanked by two aides": a count alone tells of people not told of before.
            let counted = o.count.is_some() && (!delegate || self.headline || self.word(at) == "both");
            if o.definite || counted || o.possessor.is_some() {
                return Some(self.draft(
                    at,
                    end,
                    sentence,
                    Form::Plural,
                    vec![part],
                    o.count,
                    true,
                    "party.titles_back",
                ));
            }
            return None;
        }
        let parts = spread(&part, &homes, PartyKind::Delegation);
        if self.is_possessive(end) {
            end = end.min(self.end);
        }
        let (form, rule) =
            if delegate { (Form::Delegates, "party.delegates") } else { (Form::Title, "party.titles_of") };
        Some(self.draft(at, end, sentence, form, parts, o.count, true, rule))
    }

    /// Reads "officials from 17 countries", "the ministers of the two countries", "delegations from
    /// African states".
    fn of_counted(&self, at: usize, title: &Title, part: &Part, sentence: usize) -> Option<Draft> {
        let end = title.tokens.end;
        let the = self.word(end + 1) == "the";
        let inner = end + 1 + usize::from(the);
        if !matches!(self.word(end), "from" | "of") {
            return None;
        }
        // "from some 40 states", "of more than 50 governments"
        let inner = match (self.word(inner), self.word(inner + 1)) {
            ("about" | "some" | "around" | "nearly" | "almost" | "over", _) => inner + 1,
            ("more" | "fewer", "than") => inner + 2,
            _ => inner,
        };
        let states = |word: &str| {
            matches!(
                word,
                "countries"
                    | "nations"
                    | "states"
                    | "governments"
                    | "sides"
                    | "members"
                    | "groups"
                    | "factions"
                    | "movements"
                    | "signatories"
                    | "organisations"
                    | "organizations"
            )
        };
        let count = self.number(inner);
        let region = self.rules.words.is_region(self.word(inner)) && states(self.word(inner + 1));
        if count.is_none() && !region {
            return None;
        }
        let words = (inner + 1..self.end.min(inner + 7)).take_while(|&t| self.kind(t) == TokenKind::Word);
        let stop = words.into_iter().find(|&t| states(self.word(t)))? + 1;
        // "officials of the ten member states of the Union and of China": the body's.
        if self.word(stop) == "of"
            && let Some((last, bodies)) = self.home_list(stop + 1 + usize::from(self.word(stop + 1) == "the"))
            && bodies.first().is_some_and(|h| h.organisation)
        {
            let parts = spread(part, &bodies, PartyKind::Delegation);
            return Some(self.draft(at, last, sentence, Form::Delegates, parts, None, true, "party.delegates"));
        }
        if count.is_some_and(|count| count == 2 || the && count < 8) {
            let (form, rule) = (Form::Plural, "party.titles_back");
            return Some(self.draft(at, stop, sentence, form, vec![part.clone()], count, true, rule));
        }
        let group = Part { kind: PartyKind::Group, title: Some(title.tokens.start..stop), row: None, ..part.clone() };
        Some(self.draft(at, stop, sentence, Form::Group, vec![group], count, true, "party.group"))
    }

    /// Reads names after a plural title: "A of X, B of Y and C of Z", "A and B".
    fn name_list(&self, at: usize, part: &Part, homes: &[Home]) -> Option<(usize, Vec<Part>)> {
        let mut next = if self.word(at) == "," { at + 1 } else { at };
        let mut parts = Vec::new();
        let mut end = at;
        for _ in 0..30 {
            let Some(name) = self.name_after_title(next) else { break };
            let mut one =
                Part { home: homes.get(parts.len()).or(homes.first()).cloned(), place: parts.len(), ..part.clone() };
            end = name.tokens.end;
            // "Union leaders A and B": members, and not officials of the body.
            let rules = matches!(part.level, Some(Level::Leader | Level::Minister));
            if rules && one.home.as_ref().is_some_and(|h| h.organisation) && !name.known.is_empty() {
                one.home = None;
            }
            set_name(&mut one, name);
            if matches!(self.word(end), "of" | "for" | "from") {
                let inner = if self.word(end + 1) == "the" { end + 2 } else { end + 1 };
                if let Some(found) = self.home(inner) {
                    one.home = Some(found.home);
                    end = found.end;
                }
            } else if self.word(end) == "("
                && let Some(found) = self.home(end + 1)
                && self.word(found.end) == ")"
            {
                one.home = Some(found.home);
                end = found.end + 1;
            }
            parts.push(one);
            next = self.past_joint(end);
            if next == end {
                break;
            }
        }
        (parts.len() >= 2).then_some((end, parts))
    }

    fn delegation(&self, at: usize, o: &Opening, title: &Title, homes: Vec<Home>, sentence: usize) -> Option<Draft> {
        let end = title.tokens.end;
        // "the delegation (was) led by A", "and the Kenyan delegation by B"
        let verb = end + usize::from(matches!(self.word(end), "is" | "was" | "are" | "were"));
        let comma = usize::from(self.word(end) == "," && matches!(self.word(end + 1), "led" | "headed"));
        let verb = if comma > 0 { end + 1 } else { verb };
        let by = if matches!(self.word(verb), "led" | "headed") { verb + 1 } else { end };
        if self.word(by) == "by"
            && let Some(mut inner) = self.phrase(by + 1, sentence).filter(|d| d.form == Form::Named)
        {
            inner.tokens.end += usize::from(comma > 0 && self.word(inner.tokens.end) == ",");
            for part in &mut inner.parts {
                part.home = part.home.take().or(homes.first().cloned());
            }
            inner.tokens.start = at;
            inner.rule = "party.led_by";
            return Some(inner);
        }
        if homes.is_empty() {
            if title.plural
                && !o.definite
                && let Some(draft) = self.of_counted(at, title, &Part::default(), sentence)
            {
                return Some(draft);
            }
            let word = self.word(end - 1);
            if matches!(word, "sides" | "governments" | "delegations" | "teams") && (o.definite || o.count.is_some()) {
                let part = Part { kind: PartyKind::Delegation, ..Part::default() };
                return Some(self.draft(
                    at,
                    end,
                    sentence,
                    Form::Plural,
                    vec![part],
                    o.count.or(Some(2)),
                    true,
                    "party.sides",
                ));
            }
            return None;
        }
        let part = Part { kind: PartyKind::Delegation, level: title.level, ..Part::default() };
        let parts = spread(&part, &homes, PartyKind::Delegation);
        Some(self.draft(at, end, sentence, Form::Delegates, parts, None, title.plural, "party.delegation"))
    }

    fn group(&self, at: usize, o: &Opening, title: &Title, homes: Vec<Home>, sentence: usize) -> Option<Draft> {
        if o.indefinite && homes.is_empty() {
            return None;
        }
        // "the rebel delegation", "the opposition negotiators"
        let people = |t: usize| {
            matches!(
                self.word(t),
                "delegation"
                    | "negotiators"
                    | "representatives"
                    | "delegates"
                    | "side"
                    | "team"
                    | "leaders"
                    | "leadership"
                    | "commanders"
                    | "envoys"
                    | "chiefs"
            )
        };
        let mut title = title.clone();
        if title.tokens.end == title.plain.end
            && people(title.tokens.end)
            && self.name_after_title(title.tokens.end + 1).is_none()
        {
            title.tokens.end += 1;
            title.plain.end += 1;
        }
        // "the faction of A in the Northern Front": that of the movement.
        let mut homes = homes;
        let wing = matches!(self.word(title.tokens.end - 1), "faction" | "wing" | "branch");
        let inner = title.tokens.end + 1 + usize::from(self.word(title.tokens.end + 1) == "the");
        if wing
            && homes.is_empty()
            && self.word(title.tokens.end) == "of"
            && let Some(found) = self.home(inner).filter(|f| f.home.organisation)
        {
            title.tokens.end = found.end;
            homes.push(found.home);
        }
        let title = &title;
        // "the China-Arab States Summit": part of a name.
        if self.capital(title.tokens.end) && self.capital(title.tokens.start) && !self.headline && o.count.is_none() {
            return None;
        }
        // "rebels loyal to Jane Doe": whose they are.
        let mut end = title.tokens.end;
        if matches!((self.word(end), self.word(end + 1)), ("loyal" | "allied", "to"))
            && let Some(name) = self.name_after_title(end + 2)
        {
            end = name.tokens.end;
        }
        // An armed movement's own name before "rebels", "fighters": the movement.
        if let Some(home) = homes.first().filter(|h| h.organisation) {
            let part = Part { kind: PartyKind::Organisation, home: Some(home.clone()), ..Part::default() };
            return Some(self.draft(
                at,
                title.tokens.end,
                sentence,
                Form::Body,
                vec![part],
                None,
                true,
                "party.movement",
            ));
        }
        let part = Part {
            kind: PartyKind::Group,
            title: Some(title.plain.clone()),
            home: homes.into_iter().next(),
            ..Part::default()
        };
        Some(self.draft(at, end, sentence, Form::Group, vec![part], o.count, title.plural, "party.group"))
    }

    #[allow(clippy::too_many_arguments)]
    pub(super) fn draft(
        &self,
        start: usize,
        end: usize,
        sentence: usize,
        form: Form,
        parts: Vec<Part>,
        count: Option<u8>,
        plural: bool,
        rule: &'static str,
    ) -> Draft {
        let end = end.clamp(start + 1, self.end.max(start + 1));
        Draft { tokens: start..end, sentence, form, parts, count, plural, possessive: self.is_possessive(end), rule }
    }
}

fn set_name(part: &mut Part, name: Name) {
    part.name = Some(name.tokens);
    part.known = name.known;
    part.gender = part.gender.or(name.gender);
}

fn set_title(part: &mut Part, title: &Title, former: bool, deputy: bool) {
    part.title = Some(title.plain.clone());
    part.row = title.row.filter(|_| title.plural);
    part.former = title.former || former;
    part.office = title.office.clone().filter(|_| !part.former);
    part.level = title.level;
    part.usual = title.usual.clone();
    if deputy {
        part.level = Some(Level::Deputy);
    }
}

/// Makes one party for each country, or one without.
fn spread(part: &Part, homes: &[Home], several: PartyKind) -> Vec<Part> {
    if homes.is_empty() {
        return vec![part.clone()];
    }
    let kind = if homes.len() > 1 { several } else { part.kind };
    homes.iter().map(|home| Part { kind, home: Some(home.clone()), ..part.clone() }).collect()
}
