//! What the rulebook knows of a person whom the text names, or whose office it names.

use super::draft::{Home, Part};
use super::link::{Linker, close, headline_office, same_state};
use super::tenure::{self, Tenure};
use super::view::View;
use super::words::is_patronymic;

use super::{EntityId, Level, PartyKind};
use crate::gazetteer::fold;

impl<'a> Linker<'a> {
    /// Joins what the rulebook knows of a person.
    pub(super) fn know(&mut self, id: EntityId, part: &Part, words: &[String], full: bool) {
        let mut rows: Vec<Tenure<'a>> = part.known.iter().map(|&row| Tenure::read(&self.rules.people, row)).collect();
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
            let other = part.office.as_deref().is_some_and(|o| !tenure::offices(o).contains(&&*t.office));
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
        let current: Vec<&Tenure<'_>> =
            rows.iter().filter(|t| t.id == first.id && day.is_none_or(|d| t.covers(d, 40))).collect();
        self.offices.insert(id, current.iter().map(|t| (t.office.to_string(), t.title.to_string())).collect());
        let office = current.first().map(|t| (t.organisation.to_string(), t.country.to_string()));
        let home = rows.iter().find(|t| t.id == first.id && !t.country.is_empty()).map(|t| t.country.to_string());
        let body =
            rows.iter().find(|t| t.id == first.id && !t.organisation.is_empty()).map(|t| t.organisation.to_string());
        let duty = current.iter().map(|t| t.office.to_string()).min_by_key(|o| self.rules.level(o));
        let gender = self.entities[id].gender;
        let entity = &mut self.entities[id];
        if !rivals {
            entity.person_id = Some(first.id.to_string());
        }
        if entity.name_text.as_ref().is_none_or(|t| !t.contains(' ')) {
            entity.name = Some(first.name.to_string());
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
            entity.office = current
                .iter()
                .map(|t| t.office.to_string())
                .find(|o| o.ends_with("_minister"))
                .or(entity.office.take());
        }
        if entity.title.is_none() && !rivals {
            entity.level = duty.as_deref().and_then(|o| self.rules.level(o));
            entity.office = duty;
        }
        let key: Vec<String> = fold(&first.name).split_whitespace().map(str::to_string).collect();
        for word in key.iter().filter(|w| !self.rules.words.is_particle(w) && w.len() > 1) {
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
    pub(super) fn look_up(&self, part: &Part, words: &[String], full: bool) -> Vec<Tenure<'a>> {
        let whole = words.join(" ");
        let mut keys = vec![whole.clone()];
        if words.len() >= 2 {
            keys.push(words[words.len() - 2..].join(" "));
        }
        if let Some(last) = words.last() {
            keys.push(last.clone());
        }
        // "King A bin B": a ruler's first name is the one that he is known by.
        if words.len() >= 3 && is_patronymic(&words[1]) && part.office.is_some() {
            keys.push(words[0].clone());
        }
        for key in keys {
            let rows: Vec<Tenure<'a>> =
                self.rules.people.get(&key).into_iter().map(|r| Tenure::read(&self.rules.people, r)).collect();
            let named: Vec<Tenure<'a>> = rows.iter().filter(|t| t.named(&whole)).cloned().collect();
            if !named.is_empty() && (words.len() > 1 || part.title.is_some()) {
                let near: Vec<Tenure<'a>> = named
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
            let fitting: Vec<Tenure<'a>> = rows
                .into_iter()
                .filter(|t| day.is_none_or(|day| t.covers(day, 2)) && self.fits(t, part))
                // A given name that differs is another person of the family.
                .filter(|t| {
                    let name = fold(&t.name);
                    // "Muhammad Nawaz Sharif": one given name more.
                    words.len() < 2
                        || name.split_whitespace().any(|w| close(w, first))
                        || words.len() > 2 && name == key
                })
                .collect();
            let mut fitting = fitting;
            let high = |t: &Tenure<'_>| {
                part.home.is_some() && part.title.is_none() && self.rules.level(&t.office) == Some(Level::Leader)
            };
            if fitting.iter().any(high) {
                fitting.retain(high);
            }
            let alone = |all: &[Tenure]| all.first().is_some_and(|f| all.iter().all(|t| t.id == f.id));
            // A bare surname that several bear: rather of whom it is the last word or the first, and
            // rather a head of state or government than a minister elsewhere.
            if words.len() < 2 && !alone(&fitting) {
                let outer = |t: &Tenure<'_>| {
                    let name = fold(&t.name);
                    let mut words = name.split_whitespace();
                    words.clone().next_back() == Some(key.as_str()) || words.next() == Some(key.as_str())
                };
                let lead = |t: &Tenure<'_>| self.rules.level(&t.office) == Some(Level::Leader);
                for rather in [&outer as &dyn Fn(&Tenure<'_>) -> bool, &lead] {
                    if !alone(&fitting) && fitting.iter().any(rather) {
                        fitting.retain(rather);
                    }
                }
            }
            let one = alone(&fitting);
            let sure = part.title.is_some() || part.home.is_some() || full;
            if one && (sure || fitting.iter().any(|t| headline_office(&t.office))) {
                return fitting;
            }
        }
        Vec::new()
    }

    pub(super) fn fits(&self, tenure: &Tenure<'_>, part: &Part) -> bool {
        if let Some(home) = &part.home {
            let right = if home.organisation {
                tenure.organisation == home.code
            } else {
                tenure.country == home.code || home.others.iter().any(|o| *o == *tenure.country)
            };
            if !right {
                return false;
            }
        }
        match part.office.as_deref() {
            Some(office) if !tenure::offices(office).is_empty() => tenure::offices(office).contains(&&*tenure.office),
            Some("secretary") => tenure.title.contains("Secretary"),
            _ => true,
        }
    }

    /// Returns whether a bare surname means, on the day of publication, one holder of a high office.
    pub(super) fn holds_office(&self, view: &View<'_>, at: usize, home: Option<&Home>) -> bool {
        let word = view.word(at);
        // Most words begin no name of the table.
        if !word.contains(' ') && !view.token(at).is_some_and(|t| self.rules.people.may_begin(t.hash)) {
            return false;
        }
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

    /// Fills the holder's name where a title with a country names nobody.
    pub(super) fn infer_from_office(&mut self) {
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
