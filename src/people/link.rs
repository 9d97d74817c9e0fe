//! Linking mentions to entities: whom each one means, within the article and by the rulebook.

use super::draft::{Draft, Home, Part};
use super::tenure::{self, Tenure};
use super::view::View;
use super::words;
use super::{Entity, EntityId, Form, Level, Mention, Parties, PartyKind, Rules};
use crate::gazetteer::fold;
use crate::segment::Document;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Links drafts to entities.
pub(super) struct Linker<'a> {
    text: &'a str,
    doc: &'a Document,
    day: Option<NaiveDate>,
    rules: &'a Rules,
    entities: Vec<Entity>,
    /// Folded names of each person, word by word.
    names: Vec<Vec<String>>,
    /// Word of a name → persons that bear it.
    by_word: HashMap<String, Vec<EntityId>>,
    by_home: HashMap<(String, u8), EntityId>,
    by_text: HashMap<String, EntityId>,
    /// What each mention so far means, by sentence: for what refers back.
    trail: Vec<Spoken>,
    /// Office codes that an entity has held on the day, by the rulebook.
    offices: HashMap<EntityId, Vec<String>>,
}

/// One mention that is resolved.
#[derive(Clone, Debug)]
struct Spoken {
    sentence: usize,
    token: usize,
    form: Form,
    entities: Vec<EntityId>,
    count: Option<u8>,
}

impl<'a> Linker<'a> {
    pub(super) fn new(text: &'a str, doc: &'a Document, day: Option<NaiveDate>, rules: &'a Rules) -> Linker<'a> {
        Linker {
            text,
            doc,
            day,
            rules,
            entities: Vec::new(),
            names: Vec::new(),
            by_word: HashMap::new(),
            by_home: HashMap::new(),
            by_text: HashMap::new(),
            trail: Vec::new(),
            offices: HashMap::new(),
        }
    }

    /// Makes an entity of every person who is named in full, so that a surname before or after
    /// finds its bearer.
    pub(super) fn register(&mut self, drafts: &[Draft]) {
        for draft in drafts {
            for part in &draft.parts {
                let Some(name) = part.name.clone() else { continue };
                let words = self.name_words(name);
                if words.len() >= 2 {
                    self.person(part, &words, true);
                }
            }
        }
    }

    /// Returns the folded words of a name, particles kept, hyphens apart.
    fn name_words(&self, tokens: std::ops::Range<usize>) -> Vec<String> {
        tokens
            .filter(|&t| self.doc.tokens.get(t).is_some_and(|t| t.kind == crate::segment::TokenKind::Word))
            .map(|t| self.doc.word(t).to_string())
            .collect()
    }

    /// Returns the surname words that a bare mention of a person may use.
    pub(super) fn bears(&self, word: &str) -> bool {
        self.by_word.contains_key(word)
    }

    /// Returns whether a bare surname means, on the day of publication, one holder of a high office.
    pub(super) fn holds_office(&self, view: &View<'_>, at: usize) -> bool {
        let word = view.word(at);
        let first = at == view.start;
        if first
            && !view.headline
            && view.kind(at + 1) == crate::segment::TokenKind::Word
            && view.word(at + 1).len() < 2
        {
            return false;
        }
        if self.rules.name_word(word) == Some(super::rules::NameWord::Not)
            || view.home(at).is_some()
            || view.is_title_word(at)
        {
            return false;
        }
        let part = Part::default();
        !self.look_up(&part, &[word.to_string()], false).is_empty()
    }

    /// Finds or makes the entity of a named person.
    fn person(&mut self, part: &Part, words: &[String], full: bool) -> EntityId {
        if let Some(id) = self.bearer(part, words) {
            self.enrich(id, part, words);
            return id;
        }
        let id = self.entities.len();
        self.entities.push(Entity { kind: PartyKind::Person, ..Entity::default() });
        self.names.push(Vec::new());
        self.enrich(id, part, words);
        self.know(id, part, words, full);
        id
    }

    /// Finds the person of the article whom a name fits.
    fn bearer(&self, part: &Part, words: &[String]) -> Option<EntityId> {
        let plain: Vec<&String> = words.iter().filter(|w| !words::is_particle(w)).collect();
        let last = plain.last()?;
        let mut fits: Vec<EntityId> = Vec::new();
        for word in &plain {
            let Some(ids) = self.by_word.get(word.as_str()) else { continue };
            for &id in ids {
                if fits.contains(&id) {
                    continue;
                }
                let have: Vec<&String> = self.names[id].iter().filter(|w| !words::is_particle(w)).collect();
                let subset = plain.iter().all(|w| have.contains(w) || initial_of(w, &have))
                    || have.iter().all(|w| plain.contains(w));
                let ends = have.last() == Some(last) && have.first() == plain.first();
                if (subset || ends) && self.compatible(id, part, plain.len()) {
                    fits.push(id);
                }
            }
        }
        // The one last spoken of goes first.
        fits.iter().copied().max_by_key(|id| (self.last_spoken(*id), std::cmp::Reverse(*id)))
    }

    fn last_spoken(&self, id: EntityId) -> usize {
        self.trail.iter().rposition(|s| s.entities.contains(&id)).map_or(0, |at| at + 1)
    }

    fn compatible(&self, id: EntityId, part: &Part, words: usize) -> bool {
        let entity = &self.entities[id];
        if let (Some(home), Some(country)) = (&part.home, &entity.country)
            && !home.organisation
            && home.code != *country
            && !home.others.contains(country)
            && words < 2
            && entity.organisation.is_none()
        {
            return false;
        }
        !matches!((part.gender, entity.gender), (Some(a), Some(b)) if a != b && words < 2)
    }

    /// Adds to an entity what a mention says of it.
    fn enrich(&mut self, id: EntityId, part: &Part, words: &[String]) {
        for word in words.iter().filter(|w| !words::is_particle(w) && w.len() > 1) {
            let ids = self.by_word.entry(word.clone()).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
            if !self.names[id].contains(word) {
                self.names[id].push(word.clone());
            }
        }
        let text = part.name.clone().map(|n| self.plain(n)).unwrap_or_default();
        let title = part.title.clone().map(|t| self.plain(t)).filter(|t| !t.is_empty());
        let home = part.home.clone();
        let entity = &mut self.entities[id];
        if !text.is_empty() && entity.name_text.as_ref().is_none_or(|t| t.split(' ').count() < text.split(' ').count())
        {
            if entity.person_id.is_none() || text.contains(' ') {
                entity.name = Some(text.clone());
            }
            entity.name_text = Some(text);
        }
        if entity.title.is_none() || entity.office.is_none() && part.office.is_some() && !entity.former {
            if title.is_some() {
                entity.title = title;
                entity.office = part.office.clone();
                entity.level = part.level;
                entity.former = part.former;
            }
        }
        if let Some(home) = home {
            set_home(entity, &home, self.rules);
        }
        entity.gender = entity.gender.or(part.gender);
    }

    /// Joins what the rulebook knows of a person.
    fn know(&mut self, id: EntityId, part: &Part, words: &[String], full: bool) {
        let mut rows: Vec<Tenure> = part.known.iter().map(|&row| Tenure::read(&self.rules.people, row)).collect();
        if rows.is_empty() {
            rows = self.look_up(part, words, full);
        }
        if rows.is_empty() {
            return;
        }
        let entity = &self.entities[id];
        let country = entity.country.clone();
        let organisation = entity.organisation.clone();
        let day = self.day;
        rows.sort_by_key(|t| {
            let elsewhere = country.as_ref().is_some_and(|c| !t.country.is_empty() && *c != t.country);
            let body = organisation.as_ref().is_some_and(|o| self.rules.organisation_id(o) != t.organisation);
            let distance = day.map_or(0, |day| t.distance(day));
            (elsewhere, body, distance, std::cmp::Reverse(t.from.clone()))
        });
        let Some(first) = rows.first().cloned() else { return };
        let rivals =
            rows.iter().any(|t| t.id != first.id && (t.country == first.country) && day.is_none_or(|d| t.covers(d, 0)));
        // A name shared with somebody of another country is somebody else.
        if country.as_ref().is_some_and(|c| !first.country.is_empty() && !same_state(c, &first.country)) {
            return;
        }
        // Somebody of the table who has no tenure near the day is known by name alone.
        let current: Vec<&Tenure> =
            rows.iter().filter(|t| t.id == first.id && day.is_none_or(|d| t.covers(d, 40))).collect();
        self.offices.insert(id, current.iter().map(|t| t.office.clone()).collect());
        let office = current.first().map(|t| (t.organisation.clone(), t.country.clone()));
        let home = rows.iter().find(|t| t.id == first.id && !t.country.is_empty()).map(|t| t.country.clone());
        let gender = self.entities[id].gender;
        let entity = &mut self.entities[id];
        if !rivals {
            entity.person_id = Some(first.id.clone());
        }
        if entity.name_text.as_ref().is_none_or(|t| !t.contains(' ')) {
            entity.name = Some(first.name.clone());
            entity.inferred |= !full;
        }
        if entity.country.is_none() && entity.organisation.is_none() {
            match office {
                Some((organisation, _)) if !organisation.is_empty() => {
                    entity.organisation =
                        Some(self.rules.organisation_name(&organisation).unwrap_or(&organisation).to_string());
                }
                Some((_, country)) if !country.is_empty() => entity.country = Some(country),
                _ => entity.country = home.filter(|h| !h.is_empty()),
            }
            entity.inferred |= entity.country.is_some();
        }
        entity.gender = gender;
        let key: Vec<String> = fold(&first.name).split_whitespace().map(str::to_string).collect();
        for word in key.iter().filter(|w| !words::is_particle(w) && w.len() > 1) {
            let ids = self.by_word.entry(word.clone()).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
            if !self.names[id].contains(word) {
                self.names[id].push(word.clone());
            }
        }
    }

    /// Looks a name of the article up by its surname, where office, country and day leave one person.
    fn look_up(&self, part: &Part, words: &[String], full: bool) -> Vec<Tenure> {
        let whole = words.join(" ");
        let mut keys = vec![whole.clone()];
        if words.len() >= 2 {
            keys.push(words[words.len() - 2..].join(" "));
        }
        if let Some(last) = words.last() {
            keys.push(last.clone());
        }
        for key in keys {
            let rows: Vec<Tenure> =
                self.rules.people.get(&key).into_iter().map(|r| Tenure::read(&self.rules.people, r)).collect();
            let named: Vec<Tenure> = rows.iter().filter(|t| t.named(&whole)).cloned().collect();
            if !named.is_empty() && (words.len() > 1 || part.title.is_some()) {
                let near: Vec<Tenure> = named
                    .iter()
                    .filter(|t| self.day.is_none_or(|d| t.covers(d, 40)) && self.fits(t, part))
                    .cloned()
                    .collect();
                if !near.is_empty() {
                    return near;
                }
                if words.len() > 1 {
                    return named;
                }
            }
            let Some(day) = self.day else { continue };
            let first = words.first().map(String::as_str).unwrap_or_default();
            let fitting: Vec<Tenure> = rows
                .into_iter()
                .filter(|t| t.covers(day, 2) && self.fits(t, part))
                // A given name that differs is another person of the family.
                .filter(|t| words.len() < 2 || fold(&t.name).split_whitespace().any(|w| close(w, first)))
                .collect();
            let one = fitting.first().is_some_and(|f| fitting.iter().all(|t| t.id == f.id));
            let sure = part.title.is_some() || part.home.is_some() || full;
            if one && (sure || fitting.iter().any(|t| headline_office(&t.office))) {
                return fitting;
            }
        }
        Vec::new()
    }

    fn fits(&self, tenure: &Tenure, part: &Part) -> bool {
        if let Some(home) = &part.home {
            let right = if home.organisation {
                tenure.organisation == home.code
            } else {
                tenure.country == home.code || home.others.contains(&tenure.country)
            };
            if !right {
                return false;
            }
        }
        match part.office.as_deref() {
            Some(office) if !tenure::offices(office).is_empty() => {
                tenure::offices(office).contains(&tenure.office.as_str())
            }
            Some("secretary") => tenure.office == "foreign_minister" || tenure.office.ends_with("_minister"),
            _ => true,
        }
    }

    /// Returns the text of tokens with its white space folded.
    fn plain(&self, tokens: std::ops::Range<usize>) -> String {
        let words = self.doc.span_of(tokens).of(self.text);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Resolves every draft in text order.
    pub(super) fn link(mut self, drafts: Vec<Draft>, views: &HashMap<usize, View<'_>>) -> Parties {
        let mut mentions = Vec::new();
        let mut rules_of: Vec<(EntityId, String)> = Vec::new();
        for draft in drafts {
            let entities = self.resolve(&draft, views);
            for &id in &entities {
                rules_of.push((id, draft.rule.to_string()));
            }
            self.trail.push(Spoken {
                sentence: draft.sentence,
                token: draft.tokens.start,
                form: draft.form,
                entities: entities.clone(),
                count: draft.count,
            });
            mentions.push(Mention {
                span: self.doc.span_of(draft.tokens.clone()),
                tokens: draft.tokens,
                sentence: draft.sentence,
                entities,
                form: draft.form,
                count: draft.count,
                possessive: draft.possessive,
                plural: draft.plural,
                rule: draft.rule.to_string(),
            });
        }
        for (id, rule) in rules_of {
            let rules = &mut self.entities[id].rules;
            if let Err(at) = rules.binary_search(&rule) {
                rules.insert(at, rule);
            }
        }
        self.infer_from_office();
        renumber(self.entities, mentions)
    }

    fn resolve(&mut self, draft: &Draft, _views: &HashMap<usize, View<'_>>) -> Vec<EntityId> {
        match draft.form {
            Form::Pronoun => self.antecedent(draft).into_iter().collect(),
            Form::Author => Vec::new(),
            Form::Plural => self.plural(draft),
            Form::Back => self.back(draft).into_iter().collect(),
            _ => draft.parts.iter().filter_map(|part| self.part(draft, part)).collect(),
        }
    }

    fn part(&mut self, draft: &Draft, part: &Part) -> Option<EntityId> {
        let mut part = part.clone();
        if part.home.is_none()
            && let Some(possessor) = part.possessor
            && !part.counterpart
        {
            part.home = self.home_of_possessor(possessor, draft);
        }
        if part.counterpart {
            let model = self.latest_person(draft, |_| true);
            if let Some(model) = model {
                let entity = self.entities[model].clone();
                part.office = part
                    .office
                    .or(entity.office.clone())
                    .or_else(|| self.offices.get(&model).and_then(|o| o.first().cloned()));
                part.level = part.level.or(entity.level);
            }
        }
        if let Some(name) = part.name.clone() {
            let words = self.name_words(name);
            let full = words.len() >= 2;
            let id = self.person(&part, &words, full);
            if part.counterpart {
                let entity = &mut self.entities[id];
                entity.office = entity.office.take().or(part.office.clone());
                entity.level = entity.level.or(part.level);
            }
            return Some(id);
        }
        match (part.kind, &part.home) {
            (PartyKind::Person, _) => Some(self.titled(&part)),
            (PartyKind::Group, _) => {
                let text = part.title.clone().map(|t| self.plain(t)).unwrap_or_default();
                Some(self.group(text, &part))
            }
            (kind, Some(home)) => Some(self.body(kind, home, &part)),
            (kind, None) => {
                let _ = kind;
                None
            }
        }
    }

    fn home_of_possessor(&self, _possessor: usize, draft: &Draft) -> Option<Home> {
        let id = self.latest_person(draft, |_| true)?;
        let entity = &self.entities[id];
        match (&entity.country, &entity.organisation) {
            (Some(code), _) => Some(Home { code: code.clone(), ..Home::default() }),
            (None, Some(name)) => Some(Home {
                code: self.rules.organisation_id(name).to_string(),
                organisation: true,
                others: Vec::new(),
            }),
            _ => None,
        }
    }

    /// Finds or makes the person of a title with a country and no name.
    fn titled(&mut self, part: &Part) -> EntityId {
        if let Some(home) = &part.home {
            let mut best: Option<(usize, EntityId)> = None;
            for id in 0..self.entities.len() {
                let entity = &self.entities[id];
                if entity.kind != PartyKind::Person || entity.former || part.former || !self.at_home(entity, home) {
                    continue;
                }
                if self.holds(id, part) {
                    let spoken = self.last_spoken(id);
                    if best.is_none_or(|b| spoken >= b.0) {
                        best = Some((spoken, id));
                    }
                }
            }
            if let Some((_, id)) = best {
                return id;
            }
        }
        let id = self.entities.len();
        let mut entity = Entity {
            kind: PartyKind::Person,
            title: part.title.clone().map(|t| self.plain(t)),
            office: part.office.clone(),
            level: part.level,
            former: part.former,
            gender: part.gender,
            ..Entity::default()
        };
        if let Some(home) = &part.home {
            set_home(&mut entity, home, self.rules);
        }
        self.entities.push(entity);
        self.names.push(Vec::new());
        id
    }

    fn at_home(&self, entity: &Entity, home: &Home) -> bool {
        if home.organisation {
            entity.organisation.as_deref().is_some_and(|o| self.rules.organisation_id(o) == home.code)
        } else {
            entity.country.as_ref().is_some_and(|c| *c == home.code || home.others.contains(c))
                && entity.organisation.is_none()
        }
    }

    /// Returns whether a person can be meant by a title.
    fn holds(&self, id: EntityId, part: &Part) -> bool {
        let entity = &self.entities[id];
        let wanted = part.office.as_deref().unwrap_or_default();
        let held = entity.office.as_deref().unwrap_or_default();
        if wanted.is_empty() {
            return false;
        }
        let known = self.offices.get(&id);
        let knows = |office: &str| known.is_some_and(|k| k.iter().any(|o| o == office));
        if held == wanted || knows(wanted) {
            return true;
        }
        match wanted {
            "leader" => {
                entity.level == Some(Level::Leader)
                    || ["president", "prime_minister", "monarch", "supreme_leader", "head_of_state", "crown_prince"]
                        .iter()
                        .any(|o| knows(o))
            }
            "minister" => {
                held.ends_with("_minister")
                    || entity.level == Some(Level::Minister)
                    || known.is_some_and(|k| k.iter().any(|o| o.ends_with("_minister")))
            }
            "secretary" => {
                matches!(held, "foreign_minister" | "defence_minister" | "deputy_secretary") && entity.country.is_some()
                    || knows("foreign_minister")
            }
            "president" => matches!(held, "commission_president" | "council_president") || knows("head_of_state"),
            "envoy" => matches!(held, "envoy" | "ambassador") || knows("envoy"),
            "official" | "adviser" | "chair" => false,
            _ => false,
        }
    }

    fn group(&mut self, text: String, part: &Part) -> EntityId {
        let key = format!("{}|{}", fold(&text), part.home.as_ref().map(|h| h.code.as_str()).unwrap_or_default());
        if let Some(&id) = self.by_text.get(&key) {
            return id;
        }
        let id = self.entities.len();
        let adjective = part
            .home
            .as_ref()
            .filter(|h| !h.organisation)
            .and_then(|h| self.rules.countries.get(&h.code))
            .and_then(|c| c.adjectives.first().cloned());
        let name = match adjective {
            Some(adjective) => format!("{adjective} {text}"),
            None => text.clone(),
        };
        let mut entity =
            Entity { kind: PartyKind::Group, name: Some(name), name_text: Some(text), ..Entity::default() };
        if let Some(home) = &part.home {
            set_home(&mut entity, home, self.rules);
        }
        self.entities.push(entity);
        self.names.push(Vec::new());
        self.by_text.insert(key, id);
        id
    }

    fn body(&mut self, kind: PartyKind, home: &Home, part: &Part) -> EntityId {
        let title = part
            .title
            .clone()
            .map(|t| self.plain(t))
            .filter(|_| part.office.as_deref().is_some_and(|o| o != "official"));
        let sort = match (&title, kind) {
            (Some(_), _) => part.office.as_deref().map_or(9, |o| o.len() as u8),
            (None, _) => 0,
        };
        let key = (format!("{}{}", home.code, if home.organisation { "*" } else { "" }), sort);
        if let Some(&id) = self.by_home.get(&key) {
            return id;
        }
        let id = self.entities.len();
        let organisation = home
            .organisation
            .then(|| self.rules.organisations.binary_search_by(|o| o.id.as_str().cmp(&home.code)).ok())
            .flatten()
            .and_then(|at| self.rules.organisations.get(at));
        let mut entity = Entity {
            kind: if home.organisation && title.is_none() { PartyKind::Organisation } else { PartyKind::Delegation },
            level: part.level,
            ..Entity::default()
        };
        if title.is_some() {
            entity.title = title;
            entity.office = part.office.clone();
        }
        set_home(&mut entity, home, self.rules);
        if let Some(organisation) = organisation {
            entity.name = Some(organisation.name.clone());
            entity.country = organisation.country.clone();
        } else {
            entity.name = self.rules.countries.get(&home.code).map(|c| c.name.clone());
        }
        self.entities.push(entity);
        self.names.push(Vec::new());
        self.by_home.insert(key, id);
        id
    }

    /// The person of the latest mention before a draft that satisfies `wanted`: of its own
    /// sentence the first, else the first of the sentence before, three sentences back at most.
    fn latest_person(&self, draft: &Draft, wanted: impl Fn(&Entity) -> bool) -> Option<EntityId> {
        let mut sentence = draft.sentence;
        for _ in 0..4 {
            let mut of: Vec<EntityId> = Vec::new();
            for spoken in self
                .trail
                .iter()
                .rev()
                .take_while(|s| s.sentence >= sentence)
                .filter(|s| s.sentence == sentence && s.token < draft.tokens.start)
            {
                if matches!(spoken.form, Form::Named | Form::Title | Form::Back | Form::Pronoun | Form::Counterpart)
                    && spoken.entities.len() == 1
                {
                    of.extend(spoken.entities.iter().copied().filter(|&id| {
                        let e = &self.entities[id];
                        e.kind == PartyKind::Person && wanted(e)
                    }));
                }
            }
            if let Some(&first) = of.last() {
                return Some(first);
            }
            sentence = sentence.checked_sub(1)?;
        }
        None
    }

    fn antecedent(&self, draft: &Draft) -> Option<EntityId> {
        let gender = draft.parts.first().and_then(|p| p.gender);
        self.latest_person(draft, |e| {
            !matches!((gender, e.gender), (Some(a), Some(b)) if a != b)
                && !matches!(e.office.as_deref(), Some("reporter"))
        })
    }

    /// Resolves "the minister", "the secretary": the last person spoken of who holds such an office.
    fn back(&mut self, draft: &Draft) -> Option<EntityId> {
        let part = draft.parts.first()?;
        let found = self
            .trail
            .iter()
            .rev()
            .flat_map(|s| s.entities.iter().copied())
            .find(|&id| self.entities[id].kind == PartyKind::Person && self.holds(id, part));
        if found.is_some() {
            return found;
        }
        let later = (0..self.entities.len()).find(|&id| {
            self.entities[id].kind == PartyKind::Person && self.entities[id].name.is_some() && self.holds(id, part)
        });
        later.or_else(|| {
            matches!(part.level, Some(Level::Leader | Level::Minister | Level::Deputy))
                .then(|| self.titled(&part.clone()))
        })
    }

    /// Resolves "the pair", "the two leaders", "they": those last spoken of together.
    fn plural(&self, draft: &Draft) -> Vec<EntityId> {
        let persons = draft.parts.first().is_some_and(|p| p.title.is_some());
        let want = draft.count.map(usize::from);
        let mut sentence = draft.sentence;
        for _ in 0..4 {
            let mut of: Vec<EntityId> = Vec::new();
            let mut bodies: Vec<EntityId> = Vec::new();
            let here: Vec<&Spoken> = self
                .trail
                .iter()
                .rev()
                .take_while(|s| s.sentence >= sentence)
                .filter(|s| s.sentence == sentence && s.token < draft.tokens.start)
                .collect();
            for spoken in here.iter().rev() {
                if spoken.form == Form::Plural
                    && !spoken.entities.is_empty()
                    && want.is_none_or(|n| n == spoken.entities.len())
                {
                    return spoken.entities.clone();
                }
                let _ = spoken.count;
                for &id in &spoken.entities {
                    match self.entities[id].kind {
                        PartyKind::Person => {
                            if !of.contains(&id) {
                                of.push(id)
                            }
                        }
                        _ if spoken.form != Form::Adjective => {
                            if !bodies.contains(&id) {
                                bodies.push(id)
                            }
                        }
                        _ => {}
                    }
                }
            }
            let fits = |n: usize| match want {
                Some(want) => n == want,
                None => n >= 2,
            };
            if fits(of.len()) {
                return of;
            }
            if !persons && fits(bodies.len()) {
                return bodies;
            }
            if let Some(want) = want
                && of.len() > want
                && want >= 2
            {
                return of[..want].to_vec();
            }
            let Some(before) = sentence.checked_sub(1) else { break };
            sentence = before;
        }
        Vec::new()
    }

    /// Fills the holder's name where a title with a country names nobody.
    fn infer_from_office(&mut self) {
        let Some(day) = self.day else { return };
        for entity in &mut self.entities {
            if entity.kind != PartyKind::Person || entity.name.is_some() || entity.former {
                continue;
            }
            let Some(office) = entity.office.as_deref() else { continue };
            let of = match (&entity.organisation, &entity.country) {
                (Some(o), _) => o.clone(),
                (None, Some(c)) => c.clone(),
                _ => continue,
            };
            if let Some(holder) = self.rules.holder(office, &of, day) {
                entity.name = Some(holder.name);
                entity.person_id = Some(holder.id);
                entity.inferred = true;
            }
        }
    }
}

fn set_home(entity: &mut Entity, home: &Home, rules: &Rules) {
    if home.organisation {
        if entity.organisation.is_none() {
            let row = rules
                .organisations
                .binary_search_by(|o| o.id.as_str().cmp(&home.code))
                .ok()
                .and_then(|at| rules.organisations.get(at));
            entity.organisation = Some(row.map_or(home.code.clone(), |o| o.name.clone()));
            if let Some(row) = row {
                if entity.kind == PartyKind::Person && entity.inferred {
                    entity.country = None;
                }
                if row.country.is_some() {
                    entity.country = row.country.clone();
                }
            }
        }
    } else if entity.country.is_none()
        || entity.inferred
            && entity.country.as_ref() != Some(&home.code)
            && !home.others.iter().any(|o| Some(o) == entity.country.as_ref())
    {
        if entity.organisation.is_none() {
            entity.country = Some(home.code.clone());
        }
    }
}

/// Returns whether two codes are of one state, a former one and its heir counting as one.
fn same_state(a: &str, b: &str) -> bool {
    let heir = |c: &str| -> String {
        match c {
            "SUN" => "RUS",
            "YUG" | "SCG" => "SRB",
            "CSK" => "CZE",
            "ZAR" => "COD",
            other => other,
        }
        .to_string()
    };
    heir(a) == heir(b)
}

/// Offices that a bare surname in a headline is likely to mean.
fn headline_office(office: &str) -> bool {
    matches!(
        office,
        "president"
            | "prime_minister"
            | "foreign_minister"
            | "supreme_leader"
            | "monarch"
            | "crown_prince"
            | "head_of_state"
            | "pope"
            | "secretary_general"
            | "high_representative"
            | "commission_president"
            | "council_president"
            | "vice_president"
            | "envoy"
            | "defence_minister"
            | "director_general"
    )
}

fn initial_of(word: &str, have: &[&String]) -> bool {
    word.chars().count() == 1 && have.iter().any(|h| h.starts_with(word))
}

/// Returns whether two folded given names may be one.
fn close(a: &str, b: &str) -> bool {
    a == b
        || a.len() >= 3 && b.len() >= 3 && (a.starts_with(&b.chars().take(3).collect::<String>()))
        || b.chars().count() == 1 && a.starts_with(b)
}

/// Drops entities that no mention means, and numbers the others in order of first mention.
fn renumber(entities: Vec<Entity>, mut mentions: Vec<Mention>) -> Parties {
    let mut place: Vec<Option<usize>> = vec![None; entities.len()];
    let mut order = Vec::new();
    for id in mentions.iter().flat_map(|m| m.entities.iter().copied()) {
        if place[id].is_none() {
            place[id] = Some(order.len());
            order.push(id);
        }
    }
    let mut slots: Vec<Option<Entity>> = entities.into_iter().map(Some).collect();
    let entities = order.iter().filter_map(|&id| slots.get_mut(id).and_then(Option::take)).collect();
    for mention in &mut mentions {
        for id in &mut mention.entities {
            *id = place[*id].unwrap_or_default();
        }
    }
    Parties { entities, mentions }
}
