//! Linking mentions to entities: whom each one means, within the article and by the rulebook.

use super::draft::{Draft, Home, Part};
use super::sides::ruled;
use super::words::is_patronymic;

use super::{Entity, EntityId, Form, Level, Mention, Parties, PartyKind, Rules};
use crate::gazetteer::fold;
use crate::segment::Document;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;

/// Links drafts to entities.
pub(super) struct Linker<'a> {
    pub(super) text: &'a str,
    pub(super) doc: &'a Document,
    pub(super) day: Option<NaiveDate>,
    pub(super) rules: &'a Rules,
    pub(super) entities: Vec<Entity>,
    /// Folded names of each person, word by word.
    pub(super) names: Vec<Vec<String>>,
    /// Word of a name → persons that bear it.
    pub(super) by_word: FxHashMap<String, Vec<EntityId>>,
    pub(super) by_home: FxHashMap<(String, String), EntityId>,
    pub(super) by_text: FxHashMap<String, EntityId>,
    pub(super) by_person: FxHashMap<String, EntityId>,
    /// What each mention so far means, by sentence: for what refers back.
    pub(super) trail: Vec<Spoken>,
    /// Offices and titles that a person held on the day, by the rulebook.
    pub(super) offices: FxHashMap<EntityId, Vec<(String, String)>>,
    /// One past the place in the trail where each was last spoken of.
    pub(super) last: Vec<usize>,
    /// Office → the person whom the text calls by the bare title before naming anyone of it.
    pub(super) own: FxHashMap<String, EntityId>,
    /// The state whose text this is, where its publisher tells.
    pub(super) own_home: Option<String>,
    /// Sentence and state of each word for a state in which a side without one is told of, the surer
    /// words first: its own movements and "the Ruritanian government", then any country.
    pub(super) ruled: Vec<(bool, usize, String)>,
    /// Sides without a state that no table knows.
    pub(super) stateless: std::collections::BTreeSet<EntityId>,
    /// Countries that a person is not of: that of "his French counterpart".
    pub(super) foreign: FxHashMap<EntityId, String>,
    /// Country or organisation → the persons of it.
    pub(super) at_home: FxHashMap<String, Vec<EntityId>>,
}

/// One mention that is resolved.
#[derive(Clone, Debug)]
pub(super) struct Spoken {
    pub(super) sentence: usize,
    pub(super) token: usize,
    pub(super) form: Form,
    pub(super) possessive: bool,
    /// One past its last token.
    pub(super) end: usize,
    pub(super) entities: Vec<EntityId>,
}

impl<'a> Linker<'a> {
    pub(super) fn new(text: &'a str, doc: &'a Document, day: Option<NaiveDate>, rules: &'a Rules) -> Linker<'a> {
        Linker {
            text,
            doc,
            day,
            rules,
            own_home: None,
            ruled: Vec::new(),
            stateless: std::collections::BTreeSet::new(),
            entities: Vec::new(),
            names: Vec::new(),
            by_word: FxHashMap::default(),
            by_home: FxHashMap::default(),
            by_text: FxHashMap::default(),
            by_person: FxHashMap::default(),
            trail: Vec::new(),
            offices: FxHashMap::default(),
            last: Vec::new(),
            foreign: FxHashMap::default(),
            at_home: FxHashMap::default(),
            own: FxHashMap::default(),
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
                    let id = self.person(part, &words, true);
                    self.file(id);
                }
            }
        }
    }

    /// Returns the folded words of a name, particles kept, hyphens apart.
    pub(super) fn name_words(&self, tokens: std::ops::Range<usize>) -> Vec<String> {
        tokens
            .filter(|&t| self.doc.tokens.get(t).is_some_and(|t| t.kind == crate::segment::TokenKind::Word))
            .flat_map(|t| {
                let word = self.doc.word(t);
                let raw = self.doc.tokens[t].span.of(self.text);
                // "P.V." is two initials.
                if raw.matches('.').count() > 1 {
                    word.chars().map(String::from).collect()
                } else {
                    vec![word.to_string()]
                }
            })
            .collect()
    }

    /// Returns the surname words that a bare mention of a person may use.
    pub(super) fn bears(&self, word: &str) -> bool {
        self.by_word.contains_key(word)
    }

    /// Finds or makes the entity of a named person.
    pub(super) fn person(&mut self, part: &Part, words: &[String], full: bool) -> EntityId {
        if let Some(id) = self.bearer(part, words) {
            self.enrich(id, part, words);
            return id;
        }
        let id = self.entities.len();
        self.entities.push(Entity { kind: PartyKind::Person, ..Entity::default() });
        self.names.push(Vec::new());
        self.enrich(id, part, words);
        self.know(id, part, words, full);
        let Some(person) = self.entities[id].person_id.clone() else { return id };
        match self.by_person.get(&person).copied() {
            // The rulebook knows them as one: the newer entity is dropped.
            Some(first) if first != id => {
                self.enrich(first, part, words);
                for ids in self.by_word.values_mut() {
                    ids.retain(|i| *i != id);
                }
                self.names[id].clear();
                first
            }
            _ => {
                self.by_person.insert(person, id);
                id
            }
        }
    }

    /// Finds the person of the article whom a name fits.
    pub(super) fn bearer(&self, part: &Part, words: &[String]) -> Option<EntityId> {
        let plain: Vec<&String> = words.iter().filter(|w| !self.rules.words.is_particle(w)).collect();
        let last = plain.last()?;
        let mut fits: Vec<EntityId> = Vec::new();
        for word in &plain {
            let Some(ids) = self.by_word.get(word.as_str()) else { continue };
            for &id in ids {
                if fits.contains(&id) {
                    continue;
                }
                let have: Vec<&String> = self.names[id].iter().filter(|w| !self.rules.words.is_particle(w)).collect();
                let subset = plain.iter().all(|w| have.contains(w) || initial_of(w, &have))
                    || have.iter().all(|w| plain.contains(w));
                // "Ahmad bin Saif Al X" is not "Ahmad bin Omar Al X".
                let other = |w: &&&String| have.contains(w) || initial_of(w, &have) || initial_of_any(&have, w);
                let apart =
                    plain.len() > 2 && have.len() > 2 && plain[1..plain.len() - 1].iter().filter(other).count() == 0;
                let ends = have.last() == Some(last) && have.first() == plain.first() && !apart;
                if (subset || ends) && self.compatible(id, part, plain.len()) {
                    fits.push(id);
                }
            }
        }
        // A word from the middle of a name, or a father's name at its end, means its bearer only where
        // nobody is called by it, and no other office is told: "King B" is no "President A B C", and no
        // "Crown Prince A bin B".
        let middle = |id: EntityId| plain.len() == 1 && self.in_middle(id, last);
        let other = |id: EntityId| {
            let held = self.entities[id].office.as_deref();
            part.office.is_some() && held.is_some() && held != part.office.as_deref()
        };
        fits.retain(|&id| !(middle(id) && other(id)));
        // A surname alone is rather the office holder's than a relative's without one; else that of the
        // one last spoken of.
        let holds = |id: EntityId| {
            let entity = &self.entities[id];
            let office = entity.office.is_some() || entity.level.is_some() || entity.person_id.is_some();
            plain.len() > 1 || office && self.last_spoken(id) > 0
        };
        fits.iter().copied().max_by_key(|&id| (!middle(id), holds(id), self.last_spoken(id), std::cmp::Reverse(id)))
    }

    /// Returns whether a word stands inside a person's name, neither first nor last, or as a father's name.
    fn in_middle(&self, id: EntityId, word: &str) -> bool {
        let Some(name) = self.entities[id].name_text.as_deref() else { return false };
        let all: Vec<String> = name.split([' ', '-']).map(fold).collect();
        let father = |w: &[String]| is_patronymic(&w[0]) && w[1] == word;
        if all.windows(2).any(father) {
            return true;
        }
        let mut words = all.into_iter().filter(|w| !self.rules.words.is_particle(w));
        let (first, last) = (words.next(), words.next_back());
        last.is_some_and(|l| l != word) && first.is_some_and(|f| f != word) && words.any(|w| w == word)
    }

    pub(super) fn last_spoken(&self, id: EntityId) -> usize {
        self.last.get(id).copied().unwrap_or_default()
    }

    pub(super) fn compatible(&self, id: EntityId, part: &Part, words: usize) -> bool {
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
    pub(super) fn enrich(&mut self, id: EntityId, part: &Part, words: &[String]) {
        for word in words.iter().filter(|w| !self.rules.words.is_particle(w) && w.len() > 1) {
            match self.by_word.get_mut(word) {
                Some(ids) if ids.contains(&id) => {}
                Some(ids) => ids.push(id),
                None => drop(self.by_word.insert(word.clone(), vec![id])),
            }
            if !self.names[id].contains(word) {
                self.names[id].push(word.clone());
            }
        }
        let text = part.name.clone().map(|n| self.plain(n)).unwrap_or_default();
        let title = self.title_of(part);
        let home = part.home.clone();
        let entity = &mut self.entities[id];
        if !text.is_empty() && entity.name_text.as_ref().is_none_or(|t| t.split(' ').count() < text.split(' ').count())
        {
            if entity.person_id.is_none() || text.contains(' ') && !text.contains('"') {
                entity.name = Some(uncapped(&text));
            }
            entity.name_text = Some(text);
        }
        let wanting = entity.title.is_none() || entity.office.is_none() && part.office.is_some() && !entity.former;
        if wanting && title.is_some() && !part.counterpart {
            entity.title = title;
            entity.office = part.office.clone();
            entity.level = part.level;
            entity.former = part.former;
        }
        if let Some(home) = home {
            set_home(entity, &home, self.rules);
        }
        entity.gender = entity.gender.or(part.gender);
    }

    /// Returns a part's title: as written, a plural one in its singular.
    pub(super) fn title_of(&self, part: &Part) -> Option<String> {
        let row = part.row.and_then(|row| self.rules.titles.get(row));
        let text = row.map(|r| r.form.clone()).or_else(|| part.title.clone().map(|t| self.plain(t)));
        text.filter(|t| !t.is_empty())
    }

    /// Returns the text of tokens with its white space folded.
    pub(super) fn plain(&self, tokens: std::ops::Range<usize>) -> String {
        crate::segment::plain(self.doc.span_of(tokens).of(self.text)).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Files a person under its country or organisation.
    pub(super) fn file(&mut self, id: EntityId) {
        let Some(entity) = self.entities.get(id).filter(|e| e.kind == PartyKind::Person) else { return };
        let body = entity.organisation.as_deref().map(|o| self.rules.organisation_id(o).to_string());
        if let Some(key) = body.or_else(|| entity.country.clone()) {
            let ids = self.at_home.entry(key).or_default();
            if ids.last() != Some(&id) && !ids.iter().rev().take(200).any(|i| *i == id) {
                ids.push(id);
            }
        }
    }

    /// Resolves every draft in text order.
    pub(super) fn link(mut self, drafts: Vec<Draft>) -> Parties {
        let mut mentions = Vec::new();
        let mut rules_of: Vec<(EntityId, String)> = Vec::new();
        self.ruled = ruled(&drafts, self.doc, self.rules);
        for draft in &drafts {
            // "I" and "we" in quotation marks are whose the text says.
            if draft.rule == "party.quoted" && self.speaker(draft).is_none() {
                continue;
            }
            let entities = self.resolve(draft);
            if entities.is_empty() && draft.rule == "party.body_back" {
                continue;
            }
            if draft.rule == "party.side" {
                self.stateless.extend(&entities);
            }
            for &id in &entities {
                rules_of.push((id, draft.rule.to_string()));
            }
            self.last.resize(self.entities.len(), 0);
            for &id in &entities {
                self.last[id] = self.trail.len() + 1;
                self.file(id);
            }
            self.trail.push(Spoken {
                sentence: draft.sentence,
                token: draft.tokens.start,
                form: draft.form,
                possessive: draft.possessive,
                end: draft.tokens.end,
                entities: entities.clone(),
            });
            mentions.push(Mention {
                span: self.doc.span_of(draft.tokens.clone()),
                tokens: draft.tokens.clone(),
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
        self.settle(&drafts, &mentions);
        self.infer_from_office();
        renumber(self.entities, mentions)
    }

    pub(super) fn resolve(&mut self, draft: &Draft) -> Vec<EntityId> {
        match draft.form {
            Form::Pronoun => self.antecedent(draft).into_iter().collect(),
            Form::Author if draft.plural => Vec::new(),
            Form::Author => self.speaker(draft).into_iter().collect(),
            Form::Plural => self.plural(draft),
            Form::Back => self.back(draft).into_iter().collect(),
            _ if draft.rule == "party.government" => self.facing(draft).into_iter().collect(),
            _ => draft.parts.iter().filter_map(|part| self.part(draft, part)).collect(),
        }
    }

    pub(super) fn part(&mut self, draft: &Draft, part: &Part) -> Option<EntityId> {
        let mut part = part.clone();
        if part.home.is_none()
            && let Some(possessor) = part.possessor
            && !part.counterpart
        {
            part.home = self.home_of_possessor(possessor, draft, part.place);
        }
        if part.counterpart {
            let model = self.latest_person(draft, |_, _| true);
            if let Some(model) = model {
                let entity = self.entities[model].clone();
                if let Some(home) = part.home.as_ref().filter(|h| !h.organisation) {
                    self.foreign.insert(model, home.code.clone());
                }
                part.office = part
                    .office
                    .or(entity.office.clone())
                    .or_else(|| self.offices.get(&model).and_then(|o| o.first().map(|o| o.0.clone())));
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
        if part.home.is_none() {
            part.home = part.usual.clone().map(|code| Home {
                organisation: self.body_name(&code).is_some(),
                code,
                ..Home::default()
            });
        }
        match (part.kind, &part.home) {
            (PartyKind::Person, _) => Some(self.titled(&part)),
            (PartyKind::Group, _) => {
                let text = part.title.clone().map(|t| self.plain(t)).unwrap_or_default();
                Some(self.group(text, &part))
            }
            (_, Some(home)) => Some(self.body(home, &part)),
            (PartyKind::Organisation, None) => self.body_by_noun(&part),
            (_, None) => None,
        }
    }

    /// Returns the name of the organisation that a code is of; none where it is a state's.
    pub(super) fn body_name(&self, code: &str) -> Option<&'a str> {
        self.rules.countries.get(code).is_none().then(|| self.rules.organisation_name(code)).flatten()
    }

    /// Finds or makes the person of a title with a country and no name.
    pub(super) fn titled(&mut self, part: &Part) -> EntityId {
        if let Some(home) = &part.home {
            let mut best: Option<(usize, EntityId)> = None;
            let codes = std::iter::once(&home.code).chain(&home.others);
            let near: Vec<EntityId> = codes
                .filter_map(|code| self.at_home.get(code))
                .flat_map(|ids| ids.iter().rev().take(200).copied())
                .collect();
            for id in near {
                let entity = &self.entities[id];
                if entity.former || part.former || !self.at_home(entity, home) {
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
            title: self.title_of(part),
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

    pub(super) fn at_home(&self, entity: &Entity, home: &Home) -> bool {
        if home.organisation {
            entity.organisation.as_deref().is_some_and(|o| self.rules.organisation_id(o) == home.code)
        } else {
            entity.country.as_ref().is_some_and(|c| *c == home.code || home.others.contains(c))
                && entity.organisation.is_none()
        }
    }

    /// Returns whether a person can be meant by a title.
    pub(super) fn holds(&self, id: EntityId, part: &Part) -> bool {
        let entity = &self.entities[id];
        let wanted = part.office.as_deref().unwrap_or_default();
        let held = entity.office.as_deref().unwrap_or_default();
        if wanted.is_empty() {
            return false;
        }
        let known = self.offices.get(&id);
        let knows = |office: &str| known.is_some_and(|k| k.iter().any(|o| o.0 == office));
        if held == wanted || knows(wanted) {
            return true;
        }
        // "the Deputy Secretary", of a "Deputy Secretary of State".
        let title = part.title.clone().map(|t| self.plain(t).to_lowercase()).unwrap_or_default();
        if title.contains(' ') && entity.title.as_deref().is_some_and(|t| t.to_lowercase().starts_with(&title)) {
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
                    || known.is_some_and(|k| k.iter().any(|o| o.0.ends_with("_minister")))
            }
            "secretary" => {
                let says = |t: &str| t.to_lowercase().contains("secretary");
                entity.title.as_deref().is_some_and(says) && !held.contains("general")
                    || known.is_some_and(|k| k.iter().any(|o| says(&o.1) && o.0.ends_with("_minister")))
            }
            "president" => matches!(held, "commission_president" | "council_president") || knows("head_of_state"),
            "envoy" => matches!(held, "envoy" | "ambassador") || knows("envoy"),
            "official" | "adviser" | "chair" => false,
            _ => false,
        }
    }

    pub(super) fn group(&mut self, text: String, part: &Part) -> EntityId {
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
        (entity.office, entity.level) = (part.office.clone(), part.level);
        if let Some(home) = &part.home {
            set_home(&mut entity, home, self.rules);
        }
        self.entities.push(entity);
        self.names.push(Vec::new());
        self.by_text.insert(key, id);
        id
    }

    pub(super) fn body(&mut self, home: &Home, part: &Part) -> EntityId {
        let title = self.title_of(part).filter(|_| part.office.as_deref().is_some_and(|o| o != "official"));
        let sort = title.as_ref().and(part.office.clone()).unwrap_or_default();
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
            entity.name = Some(organisation.short.clone());
            entity.name_text = Some(organisation.name.clone());
            entity.country = organisation.country.clone();
        } else {
            entity.name = self.rules.countries.get(&home.code).map(|c| c.name.clone());
        }
        self.entities.push(entity);
        self.names.push(Vec::new());
        self.by_home.insert(key, id);
        id
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
    } else if entity.organisation.is_none()
        && (entity.country.is_none()
            || entity.inferred && !home.others.iter().any(|o| Some(o) == entity.country.as_ref()))
    {
        entity.country = Some(home.code.clone());
    }
}

/// Returns a name with its words in capitals ("LAVROV") written as names are.
fn uncapped(name: &str) -> String {
    let word = |w: &str| {
        let shout = w.chars().filter(|c| c.is_alphabetic()).count() > 2 && !w.chars().any(char::is_lowercase);
        if !shout || w.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) {
            return w.to_string();
        }
        let mut start = true;
        let lower = |c: char| {
            let kept = if start { c.to_string() } else { c.to_lowercase().collect() };
            start = !c.is_alphabetic();
            kept
        };
        w.chars().map(lower).collect::<String>()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Returns whether two codes are of one state, a former one and its heir counting as one.
pub(super) fn same_state(a: &str, b: &str) -> bool {
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
pub(super) fn headline_office(office: &str) -> bool {
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

/// Returns whether one of the words is an initial of a word.
fn initial_of_any(have: &[&String], word: &str) -> bool {
    have.iter().any(|h| h.chars().count() == 1 && word.starts_with(h.as_str()))
}

/// Returns whether two folded given names may be one.
pub(super) fn close(a: &str, b: &str) -> bool {
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
