//! Linking mentions to entities: whom each one means, within the article and by the rulebook.

use super::draft::{Draft, Home, Part};
use super::tenure::{self, Tenure};
use super::view::View;
use super::words;
use super::{Entity, EntityId, Form, Level, Mention, Parties, PartyKind, Rules};
use crate::gazetteer::fold;
use crate::rulebook::countries::Sense;
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
    by_home: HashMap<(String, String), EntityId>,
    by_text: HashMap<String, EntityId>,
    by_person: HashMap<String, EntityId>,
    /// What each mention so far means, by sentence: for what refers back.
    trail: Vec<Spoken>,
    /// Offices and titles that a person held on the day, by the rulebook.
    offices: HashMap<EntityId, Vec<(String, String)>>,
    /// One past the place in the trail where each was last spoken of.
    last: Vec<usize>,
    /// Office → the person whom the text calls by the bare title before naming anyone of it.
    own: HashMap<String, EntityId>,
    /// Country or organisation → the persons of it.
    at_home: HashMap<String, Vec<EntityId>>,
}

/// One mention that is resolved.
#[derive(Clone, Debug)]
struct Spoken {
    sentence: usize,
    token: usize,
    form: Form,
    possessive: bool,
    /// One past its last token.
    end: usize,
    entities: Vec<EntityId>,
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
            by_person: HashMap::new(),
            trail: Vec::new(),
            offices: HashMap::new(),
            last: Vec::new(),
            at_home: HashMap::new(),
            own: HashMap::new(),
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
    fn name_words(&self, tokens: std::ops::Range<usize>) -> Vec<String> {
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

    /// Returns whether a bare surname means, on the day of publication, one holder of a high office.
    pub(super) fn holds_office(&self, view: &View<'_>, at: usize, home: Option<&Home>) -> bool {
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
        let part = Part { home: home.cloned(), ..Part::default() };
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
        self.last.get(id).copied().unwrap_or_default()
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
            let other = part.office.as_deref().is_some_and(|o| !tenure::offices(o).contains(&t.office.as_str()));
            let abroad = day.is_none() && !t.organisation.is_empty();
            (elsewhere, body, distance, other, abroad, std::cmp::Reverse(t.from.clone()))
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
        self.offices.insert(id, current.iter().map(|t| (t.office.clone(), t.title.clone())).collect());
        let office = current.first().map(|t| (t.organisation.clone(), t.country.clone()));
        let home = rows.iter().find(|t| t.id == first.id && !t.country.is_empty()).map(|t| t.country.clone());
        let body = rows.iter().find(|t| t.id == first.id && !t.organisation.is_empty()).map(|t| t.organisation.clone());
        let duty = current.iter().map(|t| t.office.clone()).min_by_key(|o| self.rules.level(o));
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
                _ => match (home, body) {
                    (None, Some(body)) => {
                        entity.organisation = Some(self.rules.organisation_name(&body).unwrap_or(&body).to_string());
                    }
                    (home, _) => entity.country = home,
                },
            }
            entity.inferred |= entity.country.is_some();
        }
        entity.gender = gender;
        if matches!(entity.office.as_deref(), Some("secretary" | "minister")) && !rivals {
            entity.office =
                current.iter().map(|t| t.office.clone()).find(|o| o.ends_with("_minister")).or(entity.office.take());
        }
        if entity.title.is_none() && !rivals {
            entity.level = duty.as_deref().and_then(|o| self.rules.level(o));
            entity.office = duty;
        }
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
                let one = named.iter().all(|t| t.id == named[0].id && self.fits(t, part));
                if words.len() > 1 || one {
                    return named;
                }
            }
            if self.day.is_none() && words.len() < 2 {
                continue;
            }
            let day = self.day;
            let first = words.first().map(String::as_str).unwrap_or_default();
            let fitting: Vec<Tenure> = rows
                .into_iter()
                .filter(|t| day.is_none_or(|day| t.covers(day, 2)) && self.fits(t, part))
                // A given name that differs is another person of the family.
                .filter(|t| words.len() < 2 || fold(&t.name).split_whitespace().any(|w| close(w, first)))
                .collect();
            let mut fitting = fitting;
            let high = |t: &Tenure| {
                part.home.is_some() && part.title.is_none() && self.rules.level(&t.office) == Some(Level::Leader)
            };
            if fitting.iter().any(high) {
                fitting.retain(high);
            }
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
            Some("secretary") => tenure.title.contains("Secretary"),
            _ => true,
        }
    }

    /// Returns a part's title: as written, a plural one in its singular.
    fn title_of(&self, part: &Part) -> Option<String> {
        let row = part.row.and_then(|row| self.rules.titles.get(row));
        let text = row.map(|r| r.form.clone()).or_else(|| part.title.clone().map(|t| self.plain(t)));
        text.filter(|t| !t.is_empty())
    }

    /// Returns the text of tokens with its white space folded.
    fn plain(&self, tokens: std::ops::Range<usize>) -> String {
        crate::segment::plain(self.doc.span_of(tokens).of(self.text)).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Gives a person without country the one that the office usually has, else the one last spoken
    /// of before, in the sentence or the one before it; else the next of the sentence.
    fn settle(&mut self, drafts: &[Draft], mentions: &[Mention]) {
        let mut first_of: Vec<Option<usize>> = vec![None; self.entities.len()];
        for (at, mention) in mentions.iter().enumerate() {
            for &id in &mention.entities {
                first_of[id].get_or_insert(at);
            }
        }
        for (id, first) in first_of.into_iter().enumerate() {
            let entity = &self.entities[id];
            if entity.kind != PartyKind::Person || entity.country.is_some() || entity.organisation.is_some() {
                continue;
            }
            let Some(first) = first else { continue };
            let usual = drafts.get(first).and_then(|d| d.parts.iter().find_map(|p| p.usual.clone()));
            let bare = entity.name.is_none() && entity.title.is_some();
            let code = usual.or_else(|| {
                if bare { self.own_country(mentions, first) } else { self.country_near(mentions, first, id) }
            });
            if let Some(code) = code {
                let entity = &mut self.entities[id];
                entity.country = Some(code);
                entity.inferred = true;
            }
        }
    }

    /// The country most spoken of, but for those of the persons beside a bare title: whoever says
    /// "the Prime Minister" without more means their own.
    fn own_country(&self, mentions: &[Mention], at: usize) -> Option<String> {
        let sentence = mentions[at].sentence;
        let here =
            mentions[at.saturating_sub(20)..(at + 20).min(mentions.len())].iter().filter(|m| m.sentence == sentence);
        let beside: Vec<&str> = here
            .filter(|m| m.form == Form::Named)
            .flat_map(|m| m.entities.iter().filter_map(|&id| self.entities[id].country.as_deref()))
            .collect();
        let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
        for mention in mentions.iter().take(400).filter(|m| matches!(m.form, Form::Country | Form::Adjective)) {
            for country in mention.entities.iter().filter_map(|&id| self.entities[id].country.as_deref()) {
                if !beside.contains(&country) {
                    *counts.entry(country).or_default() += 1;
                }
            }
        }
        let most = counts.values().copied().max()?;
        counts.into_iter().find(|(_, n)| *n == most).map(|(country, _)| country.to_string())
    }

    fn country_near(&self, mentions: &[Mention], at: usize, own: EntityId) -> Option<String> {
        let country = |m: &Mention| {
            m.entities.iter().rev().find_map(|&id| {
                let e = &self.entities[id];
                (id != own
                    && e.kind != PartyKind::Organisation
                    && (e.organisation.is_none() || e.kind != PartyKind::Person))
                    .then(|| e.country.clone())
                    .flatten()
            })
        };
        let sentence = mentions[at].sentence;
        let body = |m: &&Mention| matches!(m.form, Form::Country | Form::Delegates | Form::Adjective | Form::Title);
        let here = mentions[..at].iter().rev().take(60).take_while(|m| m.sentence == sentence);
        here.clone()
            .filter(body)
            .find_map(country)
            .or_else(|| {
                mentions[at + 1..].iter().take(60).take_while(|m| m.sentence == sentence).filter(body).find_map(country)
            })
            .or_else(|| here.filter(|m| !body(m)).find_map(country))
            .or_else(|| mentions[..at].iter().rev().take(12).find_map(country))
            .or_else(|| mentions[at + 1..].iter().take(6).find_map(country))
    }

    /// Files a person under its country or organisation.
    fn file(&mut self, id: EntityId) {
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
        let originals = drafts.clone();
        for draft in drafts {
            let entities = self.resolve(&draft);
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
        self.settle(&originals, &mentions);
        self.infer_from_office();
        renumber(self.entities, mentions)
    }

    fn resolve(&mut self, draft: &Draft) -> Vec<EntityId> {
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
            part.home = self.home_of_possessor(possessor, draft, part.place);
        }
        if part.counterpart {
            let model = self.latest_person(draft, |_| true);
            if let Some(model) = model {
                let entity = self.entities[model].clone();
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
            part.home = part.usual.clone().map(|code| Home { code, ..Home::default() });
        }
        match (part.kind, &part.home) {
            (PartyKind::Person, _) => Some(self.titled(&part)),
            (PartyKind::Group, _) => {
                let text = part.title.clone().map(|t| self.plain(t)).unwrap_or_default();
                Some(self.group(text, &part))
            }
            (_, Some(home)) => Some(self.body(home, &part)),
            (_, None) => None,
        }
    }

    /// Returns where those belong whom a possessive pronoun means: "its" a country or a body, "their"
    /// several, each with its place in the list, "his" a person.
    fn home_of_possessor(&self, possessor: usize, draft: &Draft, place: usize) -> Option<Home> {
        let id = match self.doc.word(possessor) {
            "its" => match self.country_before(possessor) {
                Some(home) => return Some(home),
                None => self.latest_body(draft)?,
            },
            "their" => {
                let all = self.latest_several(draft);
                *all.get(place).or(all.first())?
            }
            _ => self.latest_person(draft, |_| true)?,
        };
        self.home_of(id)
    }

    fn home_of(&self, id: EntityId) -> Option<Home> {
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

    /// The country that is named a few words before a token, as a place or a party.
    fn country_before(&self, at: usize) -> Option<Home> {
        (at.saturating_sub(10)..at).rev().find_map(|t| {
            let hit = self.rules.countries.find(self.doc, t, at).filter(|h| h.is(Sense::Name))?;
            let country =
                hit.meanings.iter().filter(|m| m.sense == Sense::Name).find_map(|&m| self.rules.countries.of(m))?;
            let adjective = hit.is(Sense::Adjective) || self.doc.word(t + hit.tokens) == "'s";
            (!adjective).then(|| Home { code: country.iso3.clone(), ..Home::default() })
        })
    }

    /// The country or body that "its" means: the first of the sentence, else the last before it.
    fn latest_body(&self, draft: &Draft) -> Option<EntityId> {
        let near = self.trail.iter().rev().take(60).take_while(|s| s.sentence + 1 >= draft.sentence);
        let body = |s: &&Spoken| matches!(s.form, Form::Country | Form::Body | Form::Adjective | Form::Delegates);
        let first = near
            .clone()
            .filter(|s| s.sentence == draft.sentence && matches!(s.form, Form::Country | Form::Body) && !s.possessive)
            .last();
        first.or_else(|| near.clone().find(body)).and_then(|s| s.entities.last().copied())
    }

    /// The persons or bodies last spoken of together, two or more.
    fn latest_several(&self, draft: &Draft) -> Vec<EntityId> {
        for back in 0..3 {
            let Some(sentence) = draft.sentence.checked_sub(back) else { break };
            let mut all: Vec<EntityId> = Vec::new();
            for spoken in self
                .trail
                .iter()
                .rev()
                .take(150)
                .take_while(|s| s.sentence >= sentence)
                .filter(|s| s.sentence == sentence)
            {
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

    /// Finds or makes the person of a title with a country and no name.
    fn titled(&mut self, part: &Part) -> EntityId {
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

    fn body(&mut self, home: &Home, part: &Part) -> EntityId {
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
                .take(150)
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
        let own = later.or_else(|| {
            matches!(part.level, Some(Level::Leader | Level::Minister | Level::Deputy))
                .then(|| self.titled(&part.clone()))
        });
        if let Some(own) = own {
            self.own.insert(office, own);
        }
        own
    }

    /// Resolves "the pair", "the two leaders", "both sides", "they": those last spoken of together.
    fn plural(&mut self, draft: &Draft) -> Vec<EntityId> {
        let Some(part) = draft.parts.first().cloned() else { return Vec::new() };
        if let Some(possessor) = part.possessor {
            return self.owned(draft, &part, possessor);
        }
        let want = draft.count.map(usize::from);
        let noun = self.doc.word(draft.tokens.end.saturating_sub(1));
        let sides = words::is_side(noun);
        let titled = part.office.as_deref().filter(|o| !matches!(*o, "official" | "adviser" | "analyst"));
        if part.office.is_some() && titled.is_none() && want.is_none() {
            return self.latest_delegates(draft);
        }
        if sides && titled.is_some() {
            return self.of_countries(draft, &part);
        }
        let fits = |n: usize| want.map_or(n >= 2, |want| n == want);
        let reach = if part.title.is_some() || want.is_some() || sides { 8 } else { 3 };
        let mut before: Vec<EntityId> = Vec::new();
        for back in 0..reach {
            let Some(sentence) = draft.sentence.checked_sub(back) else { break };
            let (mut persons, mut bodies, again) = self.spoken_in(sentence, draft, want);
            let alike = |ids: &[EntityId]| {
                !words::is_people(noun) || ids.iter().all(|&id| self.entities[id].kind == PartyKind::Person)
            };
            if let Some(again) = again.filter(|ids| titled.is_none() && alike(ids)) {
                return again;
            }
            if titled.is_some() {
                persons.retain(|&id| self.holds(id, &part));
                bodies.retain(|&id| self.entities[id].office == part.office);
            }
            if words::is_people(noun) {
                bodies.retain(|&id| self.entities[id].office.is_some());
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
        if titled.is_some() && want.is_none() && before.len() >= 2 { before } else { Vec::new() }
    }

    /// Resolves "the defence ministers of the two countries": one delegation for each country.
    fn of_countries(&mut self, draft: &Draft, part: &Part) -> Vec<EntityId> {
        let want = draft.count.map_or(2, usize::from);
        let mut homes: Vec<Home> = Vec::new();
        for back in 0..8 {
            let Some(sentence) = draft.sentence.checked_sub(back) else { break };
            let (persons, bodies, _) = self.spoken_in(sentence, draft, None);
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
        homes.iter().map(|home| self.body(home, part)).collect()
    }

    /// The persons and the bodies spoken of in a sentence, before a draft, and those whom a plural
    /// of the same number meant there.
    fn spoken_in(
        &self,
        sentence: usize,
        draft: &Draft,
        want: Option<usize>,
    ) -> (Vec<EntityId>, Vec<EntityId>, Option<Vec<EntityId>>) {
        let (mut persons, mut bodies, mut again) = (Vec::new(), Vec::new(), None);
        let here: Vec<&Spoken> = self
            .trail
            .iter()
            .rev()
            .take(400)
            .take_while(|s| s.sentence >= sentence)
            .filter(|s| s.sentence == sentence && s.token < draft.tokens.start)
            .collect();
        for spoken in here.iter().rev() {
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
                        let aside = matches!(entity.office.as_deref(), Some("spokesperson" | "analyst" | "reporter"));
                        if aside { continue } else { &mut persons }
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
    fn coordinated(&self, sentence: usize, draft: &Draft, persons: &[EntityId]) -> Option<Vec<EntityId>> {
        let mut here: Vec<&Spoken> = self
            .trail
            .iter()
            .rev()
            .take(200)
            .take_while(|s| s.sentence >= sentence)
            .filter(|s| s.sentence == sentence && s.token < draft.tokens.start && s.form == Form::Named)
            .collect();
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
    fn in_office(&self, id: EntityId) -> bool {
        let entity = &self.entities[id];
        !entity.former && (entity.person_id.is_none() || self.offices.get(&id).is_none_or(|o| !o.is_empty()))
    }

    fn countries_of(&self, persons: &[EntityId]) -> usize {
        let mut countries: Vec<&str> = persons
            .iter()
            .filter_map(|&id| self.entities[id].country.as_deref().or(self.entities[id].organisation.as_deref()))
            .collect();
        countries.sort_unstable();
        countries.dedup();
        countries.len()
    }

    /// The delegates last spoken of ("the envoys", "the officials").
    fn latest_delegates(&self, draft: &Draft) -> Vec<EntityId> {
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
    fn owned(&mut self, draft: &Draft, part: &Part, possessor: usize) -> Vec<EntityId> {
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
