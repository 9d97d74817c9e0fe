//! Scanning a sentence for mentions, left to right.

use super::draft::{Draft, Part};
use super::view::View;

use super::{Form, Gender, PartyKind};
use crate::clues::Clues;
use crate::rulebook::countries::Sense;
use crate::segment::TokenKind;

impl View<'_> {
    /// Returns the mentions of the sentence, in order, none inside another.
    pub(super) fn scan(&self, sentence: usize) -> Vec<Draft> {
        let mut drafts = Vec::new();
        let mut at = self.start;
        while at < self.end {
            let found = match self.kind(at) {
                TokenKind::Word | TokenKind::Number if self.opens(at) => self
                    .pronoun(at, sentence)
                    .or_else(|| self.several(at, sentence))
                    .or_else(|| self.joint_body(at, sentence))
                    .or_else(|| self.plural(at, sentence))
                    .or_else(|| self.side(at, sentence))
                    .or_else(|| self.phrase(at, sentence))
                    .or_else(|| self.bare(at, sentence, drafts.last()))
                    .or_else(|| self.body_back(at, sentence)),
                _ => None,
            };
            match found {
                Some(mut draft) if draft.tokens.end > at => {
                    at = draft.tokens.end;
                    draft.tokens.start -= usize::from(self.as_host(&draft, drafts.last()));
                    drafts.push(draft);
                }
                _ => at += 1,
            }
        }
        drafts
    }

    /// Returns whether "host" before a name is what that person is, and no verb: "in the presence of A
    /// and host B".
    fn as_host(&self, draft: &Draft, last: Option<&Draft>) -> bool {
        let at = draft.tokens.start;
        let joined = last.filter(|l| l.tokens.end + 2 == at && self.word(at - 2) == "and");
        let governor = |l: &Draft| l.tokens.start.checked_sub(1).map(|t| self.word(t)).unwrap_or_default();
        draft.form == Form::Named
            && joined.is_some_and(|l| matches!(governor(l), "of" | "by" | "with" | "from" | "between" | "including"))
            && self.word(at - 1) == "host"
    }

    /// Returns whether a mention may begin at a token: most words begin none.
    fn opens(&self, at: usize) -> bool {
        const PHRASE: Clues =
            Clues::TITLE.or(Clues::BODY).or(Clues::NUMBER).or(Clues::PARTICLE).or(Clues::PARTY).or(Clues::HYPHEN);
        let phrase =
            |at: usize| self.token(at).is_some_and(|t| t.capital || t.kind == TokenKind::Number || t.clues.any(PHRASE));
        let Some(token) = self.token(at) else { return false };
        // "New-Prince, Deputy Secretary A": the end of a name joined by hyphens begins no title.
        if at > self.start + 1
            && self.hyphen(at - 1)
            && self.is_title_word(at)
            && self.capital(at)
            && self.word(at + 1) == ","
        {
            return false;
        }
        token.clues.any(Clues::PRONOUN) || phrase(at) || token.clues.any(Clues::DETERMINER) && phrase(at + 1)
    }

    fn pronoun(&self, at: usize, sentence: usize) -> Option<Draft> {
        let quoted = self.token(at).is_some_and(|t| t.quoted);
        let one = |form, gender| {
            let part = Part { gender, ..Part::default() };
            self.draft(at, at + 1, sentence, form, vec![part], None, false, "party.pronoun")
        };
        // "HE Jane Doe", "HE the Minister": an address.
        let address =
            self.raw(at) == "HE" && (self.capital(at + 1) && !self.shouted(at + 1) || self.word(at + 1) == "the");
        if self.raw(at).ends_with('.') || address {
            return None;
        }
        if let Some(end) = self.honorific(at) {
            let gender = if self.word(at) == "her" { Gender::Female } else { Gender::Male };
            let part = Part { gender: Some(gender), ..Part::default() };
            let form = Form::Pronoun;
            let mut draft = self.draft(at, end, sentence, form, vec![part], None, false, "party.pronoun");
            draft.possessive = self.is_possessive(end);
            return Some(draft);
        }
        let draft = match self.word(at) {
            "he" | "him" => one(Form::Pronoun, Some(Gender::Male)),
            "she" => one(Form::Pronoun, Some(Gender::Female)),
            "his" | "her" => {
                if self.phrase(at, sentence).is_some() {
                    return None;
                }
                let female = self.word(at) == "her";
                let mut draft = one(Form::Pronoun, Some(if female { Gender::Female } else { Gender::Male }));
                draft.possessive =
                    self.word(at) == "his" || !matches!(self.word(at + 1), "" | "." | "," | "in" | "on" | "at" | "to");
                draft
            }
            "they" | "them" => {
                let mut draft = one(Form::Plural, None);
                draft.plural = true;
                draft
            }
            "their" => {
                if self.phrase(at, sentence).is_some() {
                    return None;
                }
                let mut draft = one(Form::Plural, None);
                (draft.plural, draft.possessive) = (true, true);
                draft
            }
            "i" if self.raw(at) == "I" => {
                let mut draft = one(Form::Author, None);
                draft.rule = if quoted { "party.quoted" } else { draft.rule };
                draft
            }
            "we" | "us" | "our" | "me" | "my" if self.case(at) != crate::segment::Case::Upper => {
                let mut draft = one(Form::Author, None);
                draft.rule = if quoted { "party.quoted" } else { draft.rule };
                draft.plural = !matches!(self.word(at), "me" | "my");
                draft.possessive = matches!(self.word(at), "our" | "my");
                draft
            }
            _ => return None,
        };
        Some(draft)
    }

    /// Reads "His Highness", "Her Majesty" where no name and no title follows: one past its end.
    fn honorific(&self, at: usize) -> Option<usize> {
        const HONOURS: &[&str] = &["excellency", "highness", "majesty", "holiness", "eminence", "beatitude"];
        if !matches!(self.word(at), "his" | "her") {
            return None;
        }
        let inner = at + 1 + usize::from(self.word(at + 1) == "royal");
        let end = inner + 1;
        let named = self.capital(end) || self.word(end) == "the" || self.phrase(at, 0).is_some();
        (HONOURS.contains(&self.word(inner)) && self.capital(inner) && !named).then_some(end)
    }

    /// Reads "the pair", "the two leaders", "both sides", "the trio", "the parties".
    fn plural(&self, at: usize, sentence: usize) -> Option<Draft> {
        let mut next = at;
        let mut definite = false;
        if matches!(self.word(next), "the" | "these" | "those") {
            (next, definite) = (next + 1, true);
        }
        let mut count = self.number(next).filter(|_| self.home(next).is_none());
        if count.is_some() {
            next += 1;
        }
        let noun = match self.word(next) {
            "pair" | "duo" if definite => {
                count = Some(2);
                next += 1;
                true
            }
            "trio" | "threesome" if definite => {
                count = Some(3);
                next += 1;
                true
            }
            "quartet" | "foursome" if definite && !self.capital(next) => {
                count = Some(4);
                next += 1;
                true
            }
            "men" | "women" | "countries" | "nations" | "states" | "sides" | "parties" | "neighbours" | "neighbors"
            | "governments" | "delegations" | "camps" | "capitals" | "powers" | "statesmen" | "rivals"
            | "counterparts" | "foes" | "presidents" | "leaders" | "panels" | "teams"
                if count.is_some() || definite && matches!(self.word(next), "sides" | "parties" | "panels") =>
            {
                if matches!(self.word(next + 1), "of") && self.home(next + 2).is_some() {
                    return None;
                }
                // "the parties" may be more than two.
                count = count.or((!definite).then_some(2));
                next += 1;
                true
            }
            _ => false,
        };
        if !noun {
            // "The two agreed", "the four met": a count alone before a verb or a stop.
            let alone = (definite || self.word(at) == "both")
                && count.is_some_and(|c| c < 12)
                && next < self.end
                && (self.rules.words.is_verb(self.word(next))
                    || self.rules.words.is_past(self.word(next)) && !self.capital(next)
                    || matches!(
                        self.word(next),
                        "," | "."
                            | "later"
                            | "then"
                            | "spoke"
                            | "shook"
                            | "talked"
                            | "also"
                            | "last"
                            | "had"
                            | "saw"
                            | "went"
                            | "left"
                            | "took"
                            | "put"
                            | "made"
                            | "gave"
                            | "kept"
                            | "stood"
                            | "struck"
                    ))
                && self.word(next) != "and";
            if !alone {
                return None;
            }
        }
        let part = Part { kind: PartyKind::Delegation, ..Part::default() };
        Some(self.draft(at, next, sentence, Form::Plural, vec![part], count, true, "party.plural"))
    }

    /// Reads "the two Koreas".
    fn several(&self, at: usize, sentence: usize) -> Option<Draft> {
        let inner = if self.word(at) == "the" { at + 1 } else { at };
        let (end, homes) = self.states(inner)?;
        let part = |home| Part { kind: PartyKind::Delegation, home: Some(home), ..Part::default() };
        let parts: Vec<Part> = homes.into_iter().map(part).collect();
        let count = u8::try_from(parts.len()).ok();
        Some(self.draft(at, end, sentence, Form::Country, parts, count, true, "party.states"))
    }

    /// Reads "the joint Kenya-Uganda Commission on Fisheries": a body of several states is these.
    fn joint_body(&self, at: usize, sentence: usize) -> Option<Draft> {
        const BODIES: &[&str] = &["commission", "committee", "council", "forum", "consultations", "dialogue"];
        let mut next = at + usize::from(matches!(self.word(at), "the" | "a"));
        while matches!(self.word(next), "joint" | "mixed" | "high" | "level" | "intergovernmental") || self.hyphen(next)
        {
            next += 1;
        }
        let mut homes = Vec::new();
        loop {
            let found = self.home(next).filter(|f| !f.home.organisation && !self.is_possessive(f.end))?;
            homes.push(found.home);
            next = found.end;
            let joint = self.hyphen(next) || matches!(self.word(next), "/" | "–" | "and");
            if !joint || self.home(next + 1).is_none() {
                break;
            }
            next += 1;
        }
        let first = next;
        while next < first + 6
            && (self.capital(next) || matches!(self.word(next), "and" | "for" | "on" | "-" | "joint"))
        {
            let body = BODIES.contains(&self.word(next)) && self.word(next + 1) != "of";
            next += 1;
            if body && homes.len() >= 2 {
                let part = |home| Part { kind: PartyKind::Delegation, home: Some(home), ..Part::default() };
                let parts: Vec<Part> = homes.into_iter().map(part).collect();
                return Some(self.draft(at, next, sentence, Form::Delegates, parts, None, true, "party.joint_body"));
            }
        }
        None
    }

    /// Reads "the Council", "the Union": a body by the noun of its name, told in full before.
    fn body_back(&self, at: usize, sentence: usize) -> Option<Draft> {
        let noun = at + 1;
        let alone = self.word(at) == "the"
            && self.capital(noun)
            && !self.headline
            && self.rules.words.is_body(self.word(noun))
            && !self.capital(noun + 1)
            && !self.hyphen(noun + 1)
            && !matches!(self.word(noun + 1), "of" | "for" | "on");
        let part = Part { kind: PartyKind::Organisation, title: Some(noun..noun + 1), ..Part::default() };
        alone.then(|| self.draft(at, noun + 1, sentence, Form::Body, vec![part], None, false, "party.body_back"))
    }

    /// Reads a country, a capital, a metonym or a body that stands alone.
    fn bare(&self, at: usize, sentence: usize, last: Option<&Draft>) -> Option<Draft> {
        let inner = if self.word(at) == "the" { at + 1 } else { at };
        let found = self.home(inner)?;
        let end = found.end;
        let before = if at > self.start { self.word(at - 1) } else { "" };
        let after = self.word(end);
        let possessive = self.is_possessive(end);
        let part = Part {
            kind: if found.home.organisation { PartyKind::Organisation } else { PartyKind::Delegation },
            home: Some(found.home.clone()),
            ..Part::default()
        };
        let make =
            |form, plural, rule| Some(self.draft(at, end, sentence, form, vec![part.clone()], None, plural, rule));
        let noun_follows = self.kind(end) == TokenKind::Word
            && !possessive
            && !self.rules.words.is_function(after)
            && !self.rules.words.is_verb(after)
            && !self.headline
            && !self.rules.words.is_adverb(after)
            && !self.rules.words.is_past(after);
        // A bare name before a noun: only a noun of state business makes it an adjective.
        let noun_follows =
            noun_follows && (found.adjective || self.capital(end) || self.rules.words.is_business(after));
        if self.hyphen(end) {
            return make(Form::Adjective, false, "party.adjective");
        }
        if inner > at && !found.home.organisation && self.compatriot(&found, inner) {
            let part = Part { kind: PartyKind::Person, home: Some(found.home.clone()), ..Part::default() };
            return Some(self.draft(at, end, sentence, Form::Back, vec![part], None, false, "party.compatriot"));
        }
        match found.sense {
            Sense::Plural => {
                if noun_follows && found.adjective {
                    return make(Form::Adjective, false, "party.adjective");
                }
                make(Form::Delegates, true, "party.people")
            }
            Sense::Noun => None,
            Sense::Adjective => make(Form::Adjective, false, "party.adjective"),
            _ if found.home.organisation && !matches!(found.sense, Sense::Capital | Sense::Metonym) => {
                if noun_follows && !possessive {
                    return make(Form::Adjective, false, "party.adjective");
                }
                make(Form::Body, false, "party.body")
            }
            Sense::Name | Sense::Former => {
                if noun_follows {
                    return make(Form::Adjective, false, "party.adjective");
                }
                let place = self.rules.words.is_locative(before)
                    || matches!(before, "from" | "to") && !self.after_contact(at)
                    || inner == at
                        && self.after_city(at)
                        && !(matches!(after, "," | "and") && self.home(end + 1).is_some())
                        && !self.rules.words.is_verb(after)
                        && !self.rules.words.is_past(after);
                (!place).then(|| make(Form::Country, false, "party.country")).flatten()
            }
            Sense::Capital | Sense::Metonym => {
                let metonym = found.sense == Sense::Metonym;
                let subject = self.rules.words.is_verb(after) || possessive;
                let partner = matches!(
                    before,
                    "with"
                        | "between"
                        | "and"
                        | "by"
                        | "against"
                        | "for"
                        | "said"
                        | "both"
                        | "that"
                        | ","
                        | "while"
                        | "but"
                );
                let place = self.rules.words.is_locative(before)
                    || matches!(
                        before,
                        "to" | "from"
                            | "of"
                            | "visit"
                            | "visits"
                            | "visited"
                            | "visiting"
                            | "leave"
                            | "leaves"
                            | "left"
                            | "leaving"
                            | "reach"
                            | "reached"
                            | "outside"
                            | "on"
                    )
                    || self.word(end) == "," && self.home(end + 1).is_some();
                let joined = before == "and"
                    && last.is_some_and(|d| d.tokens.end + 1 == at && matches!(d.form, Form::Country | Form::Body));
                let party = !place
                    && (subject
                        || joined
                        || matches!(before, "with" | "between" | "by" | "against")
                        || partner && after == "and"
                        || metonym && !noun_follows);
                party.then(|| make(Form::Country, false, "party.capital")).flatten()
            }
        }
    }

    /// Returns whether a comma and a capitalised name after a preposition of place stand before a token:
    /// "in Strelsau, Ruritania".
    fn after_city(&self, at: usize) -> bool {
        if at < self.start + 3 || self.word(at - 1) != "," {
            return false;
        }
        let named = |t: usize| t > self.start && (self.capital(t) || self.hyphen(t));
        let first = (self.start + 1..at - 1).rev().take(4).take_while(|&t| named(t)).last();
        first.is_some_and(|t| self.rules.words.is_locative(self.word(t - 1)))
    }

    /// Returns whether a nationality after "the" is that of one person, and no adjective: "the Brazilian
    /// had met", "the Israeli said".
    fn compatriot(&self, found: &super::homes::Found, at: usize) -> bool {
        let demonym = matches!(found.sense, Sense::Adjective | Sense::Noun);
        // "The French", "the Japanese", "the Swiss" are many.
        let many = ["ese", "sh", "ch", "ss"].iter().any(|ending| self.word(found.end - 1).ends_with(ending));
        let after = self.word(found.end);
        let lower = self.case(found.end) == crate::segment::Case::Lower;
        let goes_on = self.rules.words.is_verb(after)
            || self.rules.words.is_past(after)
            || self.rules.words.is_function(after) && !matches!(after, "and" | "or" | "as" | "-");
        let ends = matches!(after, "." | "?" | "!") || after == "," && self.word(found.end + 1) == "who";
        demonym && !many && self.case(at) == crate::segment::Case::Capital && (lower && goes_on || ends)
    }

    /// Returns whether "to" or "from" before a token follows a word of telling, not of going.
    fn after_contact(&self, at: usize) -> bool {
        at >= self.start + 2
            && matches!(
                self.word(at - 2),
                "spoke"
                    | "speak"
                    | "talks"
                    | "talk"
                    | "talked"
                    | "appeal"
                    | "envoy"
                    | "envoys"
                    | "message"
                    | "offer"
                    | "letter"
                    | "officials"
                    | "diplomats"
                    | "negotiators"
                    | "representatives"
                    | "delegates"
                    | "ministers"
                    | "proposal"
            )
    }

    /// Reads a surname that stands alone: of a person of the article, or of an office-holder of the day.
    pub(super) fn surname(
        &self,
        at: usize,
        sentence: usize,
        owner: Option<&super::draft::Home>,
        linker: &super::link::Linker<'_>,
    ) -> Option<Draft> {
        if !self.capital(at) || self.kind(at) != TokenKind::Word {
            return None;
        }
        // "al-Assad", "de Mistura", "bin Salman": the particle belongs to the surname.
        let mut end = at + 1;
        let mut head = at;
        if self.particle(at) {
            head = self.step(at);
            // "De la Cruz"
            if self.rules.words.is_particle(self.word(head)) && !self.capital(head) {
                head = self.step(head);
            }
            if !self.capital(head) {
                return None;
            }
            end = head + 1;
        }
        while self.hyphen(end) && self.kind(end + 1) == TokenKind::Word {
            end += 2;
        }
        let word = self.word(head);
        if word.len() < 2 {
            return None;
        }
        let known = linker.bears(word) || end > head + 1 && linker.bears(self.word(end - 1));
        // "Ro and Doe met": a short word that opens a sentence is a name beside one.
        let beside = self.word(end) == "and" && self.capital(end + 1) && linker.holds_office(self, end + 1, None);
        let opens = head == self.start && !beside;
        let short = word.len() < 4 && (word.len() < 2 || opens || self.rules.words.is_verb(word));
        if !known && (short && owner.is_none() || !linker.holds_office(self, head, owner)) {
            return None;
        }
        if self.rules.words.is_function(word)
            || self.kind(end) == TokenKind::Word
                && self.capital(end)
                && !self.headline
                && !linker.bears(self.word(end))
                && !known
        {
            return None;
        }
        let mut start = at;
        if head == at && at > self.start {
            let before = at - 1;
            let particle = if self.hyphen(before) { before.saturating_sub(1) } else { before };
            if particle >= self.start
                && self.particle(particle)
                && matches!(self.word(particle), "al" | "el" | "de" | "bin" | "van" | "von")
                && (self.hyphen(before) || self.word(particle) != "de")
            {
                start = particle;
            }
        }
        let part = Part { name: Some(start..end), ..Part::default() };
        Some(self.draft(start, end, sentence, Form::Named, vec![part], None, false, "party.surname"))
    }
}
