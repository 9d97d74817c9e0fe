//! Titles with the names and the states that belong to them.

use super::draft::{Draft, Home, Part};
use super::names::Name;
use super::opening::Opening;
use super::phrase::{set_name, set_title, spread};
use super::rules::Sort;
use super::titles::Title;
use super::view::View;
use super::{Form, Level, PartyKind};
use crate::segment::TokenKind;

impl View<'_> {
    /// Builds the mention of a title, with the names that belong to it.
    pub(super) fn titled(&self, at: usize, o: &Opening, mut title: Title, sentence: usize) -> Option<Draft> {
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
    pub(super) fn joint_title(&self, end: usize) -> Option<(usize, Home, Option<Title>)> {
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
    pub(super) fn title_name(&self, end: usize, o: &Opening, title: &Title) -> Option<(usize, Name)> {
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

    pub(super) fn plural_title(
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
                let (form, rule) = (Form::Plural, "party.titles_back");
                return Some(self.draft(at, end, sentence, form, vec![part], o.count, true, rule));
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
    pub(super) fn of_counted(&self, at: usize, title: &Title, part: &Part, sentence: usize) -> Option<Draft> {
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
    pub(super) fn name_list(&self, at: usize, part: &Part, homes: &[Home]) -> Option<(usize, Vec<Part>)> {
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
}
