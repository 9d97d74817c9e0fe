//! What refers back: pronouns, bare titles, "the pair", "both sides", "their ministers".

use super::draft::{Draft, Home, Part};
use super::link::{Linker, Spoken};

use super::{Entity, EntityId, Form, Level, PartyKind};
use crate::rulebook::countries::Sense;

impl Linker<'_> {
    pub(super) fn antecedent(&self, draft: &Draft) -> Option<EntityId> {
        let part = draft.parts.first();
        // "his guest": of another state than he.
        if part.is_some_and(|p| p.possessor.is_some()) {
            let owner = self.latest_person(draft, |_, _| true)?;
            let own = self.entities[owner].side();
            let other = |id: EntityId, e: &Entity| id != owner && e.side().is_some() && e.side() != own;
            return self.latest_person(draft, other);
        }
        let gender = part.and_then(|p| p.gender);
        let subject = self.own_subject(draft);
        let fits = |id: EntityId, e: &Entity| {
            !matches!((gender, e.gender), (Some(a), Some(b)) if a != b)
                && !matches!(e.office.as_deref(), Some("reporter"))
                && subject != Some(id)
        };
        // "B held talks with him": rather one of another state than B's compatriot.
        let home = |id: EntityId| self.entities[id].side();
        let own = subject.and_then(home);
        own.and_then(|own| self.latest_person(draft, |id, e| fits(id, e) && home(id).is_some_and(|h| h != own)))
            .or_else(|| self.latest_person(draft, fits))
    }

    /// The person right before an object pronoun in its clause, whom it cannot mean: "A met with him".
    fn own_subject(&self, draft: &Draft) -> Option<EntityId> {
        let at = draft.tokens.start;
        if draft.possessive || !matches!(self.doc.word(at), "him" | "her" | "them") {
            return None;
        }
        let last = self.backwards(draft.sentence, 60).find(|s| s.token < at && s.entities.len() == 1)?;
        let edge = |w: &str| {
            matches!(w, "," | ";" | ":" | "that" | "who" | "which" | "and" | "but" | "while" | "as" | "when" | "where")
        };
        // "A, who met him": the relative's subject is A.
        let comma = last.end + usize::from(self.doc.word(last.end) == ",");
        let from = if self.doc.word(comma) == "who" { comma + 1 } else { last.end };
        let clause = last.end <= at && !(from..at).any(|t| edge(self.doc.word(t)));
        clause.then(|| last.entities.first().copied()).flatten()
    }

    /// Resolves "the minister", "the secretary": the last person spoken of who holds such an office.
    pub(super) fn back(&mut self, draft: &Draft) -> Option<EntityId> {
        let part = draft.parts.first()?;
        // "the Brazilian": the person of that state last spoken of.
        if let (None, Some(home)) = (&part.office, &part.home) {
            let spoken = self.trail.iter().rev().take(120).flat_map(|s| s.entities.iter().copied());
            let theirs = |id: &EntityId| {
                let entity = &self.entities[*id];
                entity.kind == PartyKind::Person && !entity.is_outside() && self.at_home(entity, home)
            };
            return spoken.into_iter().find(theirs);
        }
        let office = part.office.clone().unwrap_or_default();
        if let Some(&own) = self.own.get(&office) {
            return Some(own);
        }
        let held = |id: EntityId| {
            let entity = &self.entities[id];
            entity.kind == PartyKind::Person && !entity.former && self.holds(id, part)
        };
        // Whose title is the same, word for word, goes first.
        let title = part.title.clone().map(|t| self.plain(t).to_lowercase()).unwrap_or_default();
        let exact = |id: EntityId| {
            let other = self.entities[id].title.as_deref().map(str::to_lowercase).unwrap_or_default();
            other == title || office == "secretary" && other.starts_with("secretary")
        };
        let spoken = || self.trail.iter().rev().take(300).flat_map(|s| s.entities.iter().copied());
        let found = spoken().find(|&id| held(id) && exact(id)).or_else(|| spoken().find(|&id| held(id)));
        if found.is_some() {
            return found;
        }
        // Named only later, and without a country: the text's own.
        let later = (0..self.entities.len().min(300))
            .find(|&id| self.entities[id].name.is_some() && self.entities[id].inferred && held(id));
        // Named later by the very title, and nobody else: "the Secretary General" in a headline.
        let later = later.or_else(|| {
            if self.doc.kind_of(draft.sentence) != crate::segment::BlockKind::Headline {
                return None;
            }
            let mut named = (0..self.entities.len().min(300))
                .filter(|&id| self.entities[id].name.is_some() && held(id) && exact(id) && !title.is_empty());
            named.next().filter(|_| named.next().is_none())
        });
        let own = later.or_else(|| {
            matches!(part.level, Some(Level::Leader | Level::Minister | Level::Deputy)).then(|| self.titled(part))
        });
        if let Some(own) = own {
            self.own.insert(office, own);
        }
        own
    }

    /// Resolves "the pair", "the two leaders", "both sides", "they": those last spoken of together.
    pub(super) fn plural(&mut self, draft: &Draft) -> Vec<EntityId> {
        let Some(part) = draft.parts.first().cloned() else { return Vec::new() };
        if let Some(possessor) = part.possessor {
            return self.owned(draft, &part, possessor);
        }
        let want = draft.count.map(usize::from);
        let noun = self.doc.word(draft.tokens.end.saturating_sub(1));
        let sides = self.rules.words.is_side(noun);
        let titled = part.office.as_deref().filter(|o| !matches!(*o, "official" | "adviser" | "analyst"));
        if part.office.is_some() && titled.is_none() && want.is_none() {
            return self.latest_delegates(draft);
        }
        if sides && titled.is_some() {
            return self.of_countries(draft, &part);
        }
        if want == Some(2)
            && let Some(pair) = self.with_counterpart(draft)
        {
            return pair;
        }
        // "The bloc's leaders wound up their summit": a delegation or group that opens the sentence is several.
        if want.is_none()
            && noun == "their"
            && let Some(first) = self.backwards(draft.sentence, 60).last().filter(|s| s.token < draft.tokens.start)
            && let &[id] = first.entities.as_slice()
            && matches!(first.form, Form::Title | Form::Delegates | Form::Group)
            && matches!(self.entities[id].kind, PartyKind::Delegation | PartyKind::Group)
        {
            return vec![id];
        }
        let fits = |n: usize| want.map_or(n >= 2, |want| n == want);
        if sides && let Some(opposed) = self.opposed(draft).filter(|ids| fits(ids.len())) {
            return opposed;
        }
        let subject = self.own_subject(draft);
        let reach = if part.title.is_some() || want.is_some() || sides { 8 } else { 3 };
        let mut before: Vec<EntityId> = Vec::new();
        // "A and B agreed with them": others than the subject of the sentence.
        let object = matches!(noun, "them")
            && draft.tokens.start > 0
            && matches!(self.doc.word(draft.tokens.start - 1), "with" | "by" | "between" | "from")
            && self.backwards(draft.sentence, 60).filter(|s| s.form != Form::Adjective).count() <= 2;
        for back in usize::from(object)..reach {
            let Some(sentence) = draft.sentence.checked_sub(back) else { break };
            let (mut persons, mut bodies, mut again) = self.spoken_in(sentence, draft, want);
            persons.retain(|&id| subject != Some(id));
            again = again.map(|ids| ids.into_iter().filter(|&id| subject != Some(id)).collect());
            // "The two presidents": rather those who are.
            if matches!(noun, "presidents" | "premiers") {
                let office = if noun == "presidents" { "president" } else { "prime_minister" };
                let rank = Part { office: Some(office.to_string()), ..Part::default() };
                let held: Vec<EntityId> = persons.iter().copied().filter(|&id| self.holds(id, &rank)).collect();
                if fits(held.len()) {
                    return held;
                }
            }
            // "The two leaders": not the ministers who joined them.
            if noun == "leaders" && persons.len() >= 2 && persons.iter().all(|&id| self.below_leader(id)) {
                continue;
            }
            let alike = |ids: &[EntityId]| {
                !self.rules.words.is_people(noun) || ids.iter().all(|&id| self.entities[id].kind == PartyKind::Person)
            };
            if let Some(again) = again.filter(|ids| titled.is_none() && alike(ids)) {
                return again;
            }
            if titled.is_some() {
                persons.retain(|&id| self.holds(id, &part));
                bodies.retain(|&id| self.entities[id].office == part.office);
            }
            if self.rules.words.is_people(noun) {
                bodies.retain(|&id| self.entities[id].office.is_some());
            }
            // "The two sides" are no two persons of one.
            if sides && persons.len() >= 2 && self.sides_of(&persons) < 2 {
                persons.clear();
            }
            // Who has left office by then is likely only spoken of: with too many, they go first.
            let present: Vec<EntityId> = persons.iter().copied().filter(|&id| self.in_office(id)).collect();
            if want.is_none() && present.len() >= 2 {
                return present;
            }
            if fits(persons.len()) {
                return persons;
            }
            if fits(present.len()) {
                return present;
            }
            if want.is_some_and(|want| persons.len() > want)
                && let Some(joined) = self.coordinated(sentence, draft, &persons).filter(|ids| fits(ids.len()))
            {
                return joined;
            }
            if sides && want == Some(self.countries_of(&persons)) {
                return persons;
            }
            if fits(bodies.len()) {
                return bodies;
            }
            if let Some(want) = want.filter(|&want| want >= 2 && persons.len() > want) {
                persons.truncate(want);
                return persons;
            }
            // "the pair" of two sentences, one person each.
            if back > 0 {
                before.extend(persons.iter().copied().filter(|id| !before.contains(id)).collect::<Vec<_>>());
                if want.is_some_and(|want| want == before.len()) {
                    return before;
                }
            }
        }
        before.retain(|&id| self.entities[id].country.is_some());
        // "A crossed over. His colleague B was waiting. They drove on."
        let pair = matches!(noun, "they" | "them" | "their") && before.len() == 2 && self.countries_of(&before) == 2;
        if pair {
            return before;
        }
        if titled.is_some() && want.is_none() && before.len() >= 2 { before } else { Vec::new() }
    }

    /// The sides of a conflict last spoken of together: bodies and groups of which one is no state.
    fn opposed(&self, draft: &Draft) -> Option<Vec<EntityId>> {
        let stateless = |id: EntityId| {
            let e = &self.entities[id];
            let name = e.name.as_deref().map(crate::gazetteer::fold).unwrap_or_default();
            match e.kind {
                PartyKind::Group => {
                    self.stateless.contains(&id) || name.split(' ').any(|w| self.rules.words.is_armed(w))
                }
                // A movement of the rulebook has a country, a body of states none.
                PartyKind::Organisation => e.country.is_some(),
                _ => false,
            }
        };
        (0..14).filter_map(|back| draft.sentence.checked_sub(back)).find_map(|sentence| {
            let (_, bodies, again) = self.spoken_in(sentence, draft, None);
            if let Some(again) = again.filter(|ids| ids.iter().any(|&id| stateless(id))) {
                return Some(again);
            }
            (bodies.len() >= 2 && bodies.iter().any(|&id| stateless(id))).then_some(bodies)
        })
    }

    fn sides_of(&self, persons: &[EntityId]) -> usize {
        self.distinct(persons, Entity::side)
    }

    /// Returns whether a person is known to hold an office, and none of a leader.
    fn below_leader(&self, id: EntityId) -> bool {
        self.entities[id].level.is_some_and(|l| l > Level::Leader)
    }

    /// "A would see his counterpart, B, when the two meet": A and B, whoever said so.
    fn with_counterpart(&self, draft: &Draft) -> Option<Vec<EntityId>> {
        let here: Vec<&Spoken> = self.backwards(draft.sentence, 60).filter(|s| s.token < draft.tokens.start).collect();
        let at = here.iter().position(|s| {
            let head = (s.token..s.end).take(6).any(|t| {
                matches!(self.doc.word(t), "counterpart" | "colleague" | "homologue")
                    || self.doc.word(t) == "opposite" && self.doc.word(t + 1) == "number"
            });
            head && s.entities.len() == 1
        })?;
        let model = here.get(at + 1..)?.iter().find(|s| s.entities.len() == 1 && s.entities != here[at].entities)?;
        Some(vec![*model.entities.first()?, *here[at].entities.first()?])
    }

    /// Who was spoken of in a sentence so far, the last first, among the last `reach` of the trail.
    fn backwards(&self, sentence: usize, reach: usize) -> impl Iterator<Item = &Spoken> {
        let recent = self.trail.iter().rev().take(reach);
        recent.take_while(move |s| s.sentence >= sentence).filter(move |s| s.sentence == sentence)
    }

    /// The persons and the bodies spoken of in a sentence, before a draft, and those whom a plural
    /// of the same number meant there.
    pub(super) fn spoken_in(
        &self,
        sentence: usize,
        draft: &Draft,
        want: Option<usize>,
    ) -> (Vec<EntityId>, Vec<EntityId>, Option<Vec<EntityId>>) {
        let (mut persons, mut bodies, mut again) = (Vec::new(), Vec::new(), None);
        let here: Vec<&Spoken> = self.backwards(sentence, 400).filter(|s| s.token < draft.tokens.start).collect();
        for spoken in here.iter().rev() {
            // "MR. DOE: The two agreed": who speaks is not whom he speaks of.
            if self.doc.word(spoken.end) == ":" && spoken.token == self.doc.sentences[sentence].tokens.start {
                continue;
            }
            if spoken.form == Form::Plural {
                if again.is_none() && spoken.entities.len() >= 2 && want.is_none_or(|n| n == spoken.entities.len()) {
                    again = Some(spoken.entities.clone());
                }
                continue;
            }
            for &id in &spoken.entities {
                let entity = &self.entities[id];
                let into = match entity.kind {
                    PartyKind::Person => {
                        if entity.is_outside() {
                            continue;
                        } else {
                            &mut persons
                        }
                    }
                    _ if spoken.form != Form::Adjective => &mut bodies,
                    _ => continue,
                };
                if !into.contains(&id) {
                    into.push(id);
                }
            }
        }
        (persons, bodies, again)
    }

    /// Those of `persons` who are named side by side in a sentence ("A, B and C"), the last such run.
    pub(super) fn coordinated(&self, sentence: usize, draft: &Draft, persons: &[EntityId]) -> Option<Vec<EntityId>> {
        let mut here: Vec<&Spoken> =
            self.backwards(sentence, 200).filter(|s| s.token < draft.tokens.start && s.form == Form::Named).collect();
        here.reverse();
        let beside = |a: &Spoken, b: &Spoken| {
            a.end <= b.token
                && b.token <= a.end + 3
                && (a.end..b.token).all(|t| matches!(self.doc.word(t), "and" | "," | "&"))
        };
        let mut best: Option<Vec<EntityId>> = None;
        let mut run: Vec<EntityId> = Vec::new();
        for (at, spoken) in here.iter().enumerate() {
            if at > 0 && !here.get(at - 1).is_some_and(|before| beside(before, spoken)) {
                run.clear();
            }
            run.extend(spoken.entities.iter().filter(|id| persons.contains(id)));
            if run.len() >= 2 {
                best = Some(run.clone());
            }
        }
        best
    }

    /// Returns whether a person is not known to have left office by the day.
    pub(super) fn in_office(&self, id: EntityId) -> bool {
        let entity = &self.entities[id];
        !entity.former && (entity.person_id.is_none() || self.offices.get(&id).is_none_or(|o| !o.is_empty()))
    }

    pub(super) fn countries_of(&self, persons: &[EntityId]) -> usize {
        self.distinct(persons, |e| e.country.as_deref().or(e.organisation.as_deref()))
    }

    /// Counts what is told of persons, the same once.
    fn distinct<'e>(&'e self, persons: &[EntityId], of: impl Fn(&'e Entity) -> Option<&'e str>) -> usize {
        let mut all: Vec<&str> = persons.iter().filter_map(|&id| of(&self.entities[id])).collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    }

    /// The delegates last spoken of ("the envoys", "the officials").
    pub(super) fn latest_delegates(&self, draft: &Draft) -> Vec<EntityId> {
        self.trail
            .iter()
            .rev()
            .take(60)
            .take_while(|s| s.sentence + 4 >= draft.sentence)
            .find(|s| s.form == Form::Delegates && !s.entities.is_empty())
            .map(|s| s.entities.clone())
            .unwrap_or_default()
    }

    /// Resolves "their foreign ministers": one delegation for each of those whom "their" means.
    pub(super) fn owned(&mut self, draft: &Draft, part: &Part, possessor: usize) -> Vec<EntityId> {
        if self.doc.word(possessor) != "their" || part.title.is_none() {
            return Vec::new();
        }
        let owners = self.latest_several(draft);
        let mut homes: Vec<Home> = Vec::new();
        for home in owners.into_iter().filter_map(|id| self.home_of(id)) {
            if !homes.contains(&home) {
                homes.push(home);
            }
        }
        if homes.len() < 2 {
            return Vec::new();
        }
        homes.iter().map(|home| self.body(home, part)).collect()
    }

    /// Resolves "the defence ministers of the two countries": for each country the person just spoken
    /// of who holds that office, else a delegation.
    pub(super) fn of_countries(&mut self, draft: &Draft, part: &Part) -> Vec<EntityId> {
        let want = draft.count.map_or(2, usize::from);
        let mut homes: Vec<Home> = Vec::new();
        let mut holders: Vec<EntityId> = Vec::new();
        for back in 0..8 {
            let Some(sentence) = draft.sentence.checked_sub(back) else { break };
            let (persons, bodies, _) = self.spoken_in(sentence, draft, None);
            holders = persons.iter().copied().filter(|&id| self.holds(id, part)).collect();
            for ids in [bodies, persons] {
                let mut here: Vec<Home> = Vec::new();
                for home in ids.into_iter().filter_map(|id| self.home_of(id)).filter(|h| !h.organisation) {
                    if !here.contains(&home) {
                        here.push(home);
                    }
                }
                if here.len() == want {
                    homes = here;
                    break;
                }
            }
            if !homes.is_empty() {
                break;
            }
        }
        let holder = |home: &Home| holders.iter().copied().find(|&id| self.home_of(id).as_ref() == Some(home));
        let known: Vec<Option<EntityId>> = homes.iter().map(holder).collect();
        homes.iter().zip(known).map(|(home, id)| id.unwrap_or_else(|| self.body(home, part))).collect()
    }

    /// The person of the latest mention before a draft that satisfies `wanted`: of its own
    /// sentence the first that no preposition governs, else the first of the sentence before, three sentences back at most.
    pub(super) fn latest_person(&self, draft: &Draft, wanted: impl Fn(EntityId, &Entity) -> bool) -> Option<EntityId> {
        let mut sentence = draft.sentence;
        for _ in 0..4 {
            let mut of: Vec<EntityId> = Vec::new();
            let mut subjects: Vec<EntityId> = Vec::new();
            for spoken in self.backwards(sentence, 150).filter(|s| s.token < draft.tokens.start) {
                if matches!(spoken.form, Form::Named | Form::Title | Form::Back | Form::Pronoun | Form::Counterpart)
                    && spoken.entities.len() == 1
                {
                    let before = spoken.token.checked_sub(1).map(|t| self.doc.word(t)).unwrap_or_default();
                    let governed = matches!(before, "of" | "by" | "with" | "to" | "from" | "for" | "between");
                    let fits: Vec<EntityId> = (spoken.entities.iter().copied())
                        .filter(|&id| {
                            let e = &self.entities[id];
                            e.kind == PartyKind::Person && wanted(id, e)
                        })
                        .collect();
                    // "At the invitation of A, B …": who is governed by a preposition is no subject.
                    if !governed {
                        subjects.extend(fits.iter().copied());
                    }
                    of.extend(fits);
                }
            }
            if let Some(&first) = subjects.last().or(of.last()) {
                return Some(first);
            }
            sentence = sentence.checked_sub(1)?;
        }
        None
    }

    /// The persons or bodies last spoken of together, two or more.
    pub(super) fn latest_several(&self, draft: &Draft) -> Vec<EntityId> {
        for back in 0..3 {
            let Some(sentence) = draft.sentence.checked_sub(back) else { break };
            let mut all: Vec<EntityId> = Vec::new();
            for spoken in self.backwards(sentence, 150) {
                for &id in spoken.entities.iter().rev() {
                    if !all.contains(&id) {
                        all.push(id);
                    }
                }
            }
            all.reverse();
            let persons: Vec<EntityId> =
                all.iter().copied().filter(|&id| self.entities[id].kind == PartyKind::Person).collect();
            if persons.len() >= 2 {
                return persons;
            }
            if all.len() >= 2 {
                return all;
            }
        }
        Vec::new()
    }

    /// The body last spoken of whose name ends with a noun: "the Council".
    pub(super) fn body_by_noun(&self, part: &Part) -> Option<EntityId> {
        let noun = self.plain(part.title.clone()?).to_lowercase();
        let fits = |&id: &EntityId| {
            let entity = &self.entities[id];
            let name = entity.organisation.as_deref().unwrap_or_default().to_lowercase();
            entity.kind != PartyKind::Person && name.split_whitespace().next_back() == Some(noun.as_str())
        };
        self.trail.iter().rev().take(300).flat_map(|s| s.entities.iter().copied()).find(fits)
    }

    /// The country or body that "its" means: the first of the sentence, else the last before it.
    pub(super) fn latest_body(&self, draft: &Draft) -> Option<EntityId> {
        let near = self.trail.iter().rev().take(60).take_while(|s| s.sentence + 1 >= draft.sentence);
        let body = |s: &&Spoken| matches!(s.form, Form::Country | Form::Body | Form::Adjective | Form::Delegates);
        let first = near
            .clone()
            .filter(|s| s.sentence == draft.sentence && matches!(s.form, Form::Country | Form::Body) && !s.possessive)
            .last();
        first.or_else(|| near.clone().find(body)).and_then(|s| s.entities.last().copied())
    }

    /// The country that is named a few words before a token, as a place or a party.
    pub(super) fn country_before(&self, at: usize) -> Option<Home> {
        (at.saturating_sub(10)..at).rev().find_map(|t| {
            let hit = self.rules.countries.find(self.doc, t, at).filter(|h| h.is(Sense::Name))?;
            let country =
                hit.meanings.iter().filter(|m| m.sense == Sense::Name).find_map(|&m| self.rules.countries.of(m))?;
            let adjective = hit.is(Sense::Adjective) || self.doc.word(t + hit.tokens) == "'s";
            (!adjective).then(|| Home { code: country.iso3.clone(), ..Home::default() })
        })
    }

    /// Returns where those belong whom a possessive pronoun means: "its" a country or a body, "their"
    /// several, each with its place in the list, "his" a person.
    pub(super) fn home_of_possessor(&self, possessor: usize, draft: &Draft, place: usize) -> Option<Home> {
        let id = match self.doc.word(possessor) {
            "its" => match self.country_before(possessor) {
                Some(home) => return Some(home),
                None => self.latest_body(draft)?,
            },
            "their" => {
                let all = self.latest_several(draft);
                *all.get(place).or(all.first())?
            }
            _ => self.beside(possessor).or_else(|| self.latest_person(draft, |_, _| true))?,
        };
        self.home_of(id)
    }

    /// The person named right before "and his": "A and his foreign minister".
    fn beside(&self, possessor: usize) -> Option<EntityId> {
        let last = self.trail.last().filter(|s| s.end + 1 == possessor && self.doc.word(s.end) == "and")?;
        let id = *last.entities.last()?;
        (last.form == Form::Named && self.home_of(id).is_some()).then_some(id)
    }

    pub(super) fn home_of(&self, id: EntityId) -> Option<Home> {
        let entity = self.entities.get(id)?;
        match (&entity.country, &entity.organisation) {
            (_, Some(name)) => Some(Home {
                code: self.rules.organisation_id(name).to_string(),
                organisation: true,
                others: Vec::new(),
            }),
            (Some(code), None) => Some(Home { code: code.clone(), ..Home::default() }),
            _ => None,
        }
    }
}
