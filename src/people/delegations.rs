//! Counterparts, delegations and groups.

use super::draft::{Draft, Home, Part};
use super::opening::Opening;
use super::phrase::{set_name, spread};
use super::titles::Title;
use super::view::View;
use super::{Form, PartyKind};

impl View<'_> {
    pub(super) fn counterpart(&self, at: usize, o: Opening, sentence: usize) -> Draft {
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

    pub(super) fn delegation(
        &self,
        at: usize,
        o: &Opening,
        title: &Title,
        homes: Vec<Home>,
        sentence: usize,
    ) -> Option<Draft> {
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
                let count = o.count.or(Some(2));
                return Some(self.draft(at, end, sentence, Form::Plural, vec![part], count, true, "party.sides"));
            }
            return None;
        }
        let part = Part { kind: PartyKind::Delegation, level: title.level, ..Part::default() };
        let parts = spread(&part, &homes, PartyKind::Delegation);
        Some(self.draft(at, end, sentence, Form::Delegates, parts, None, title.plural, "party.delegation"))
    }

    pub(super) fn group(
        &self,
        at: usize,
        o: &Opening,
        title: &Title,
        homes: Vec<Home>,
        sentence: usize,
    ) -> Option<Draft> {
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
}
