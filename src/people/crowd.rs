//! How many parties a sentence may speak of, told before anyone is linked to anybody.

use super::draft::Draft;
use super::sides::Sides;
use super::view::View;
use super::{Form, Parties, Rules, halves};
use crate::segment::{Document, TokenKind};
use chrono::NaiveDate;

/// How many parties a sentence speaks of, at most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Crowd {
    /// All of them.
    pub(crate) parties: usize,
    /// Those that are persons, named or not.
    pub(crate) persons: usize,
}

impl Crowd {
    const MANY: usize = 1000;

    /// As many as may be.
    pub(crate) const ANY: Crowd = Crowd { parties: Crowd::MANY, persons: Crowd::MANY };

    fn add(&mut self, form: Form, count: usize) {
        self.parties += count;
        if !matches!(form, Form::Country | Form::Adjective | Form::Body) {
            self.persons += count;
        }
    }

    /// Counts the parties of a sentence, as they were found.
    pub(crate) fn of(parties: &Parties, sentence: usize) -> Crowd {
        let mut crowd = Crowd::default();
        let first = parties.mentions.partition_point(|m| m.sentence < sentence);
        for mention in parties.mentions[first..].iter().take_while(|m| m.sentence == sentence) {
            // A plural may mean two whom nobody told, a body or an author one beside.
            let open = match mention.form {
                _ if mention.plural => 2,
                Form::Body | Form::Author => 1,
                _ => 0,
            };
            crowd.add(mention.form, mention.entities.len() + open);
        }
        crowd
    }
}

/// Counts the parties of single sentences of a document.
pub(crate) struct Scout<'a> {
    text: &'a str,
    document: &'a Document,
    day: Option<String>,
    halves: Vec<(String, String)>,
    sides: Sides,
    rules: &'a Rules,
}

impl<'a> Scout<'a> {
    /// Prepares to read sentences of a document as [`super::people`] would.
    pub(crate) fn new(text: &'a str, document: &'a Document, published: Option<NaiveDate>, rules: &'a Rules) -> Self {
        let day = published.map(|day| day.to_string());
        let sides = Sides::of(text, document, rules);
        Scout { text, document, day, halves: halves(document, rules), sides, rules }
    }

    /// Counts the parties that a sentence may speak of.
    pub(crate) fn crowd(&self, sentence: usize) -> Crowd {
        let view = View::new(self.text, self.document, sentence, self.rules, &self.day, &self.halves, &self.sides);
        let mut crowd = Crowd::default();
        let mut at = view.start;
        for draft in view.scan(sentence) {
            (at..draft.tokens.start).for_each(|token| names(&view, token, &mut crowd));
            at = draft.tokens.end;
            crowd.add(draft.form, weight(&draft));
        }
        (at..view.end).for_each(|token| names(&view, token, &mut crowd));
        crowd
    }
}

/// Counts a word that may be the bare surname of somebody.
fn names(view: &View<'_>, token: usize, crowd: &mut Crowd) {
    if view.capital(token) && view.kind(token) == TokenKind::Word && (view.particle(token) || !view.function(token)) {
        crowd.add(Form::Named, 1);
    }
}

/// Returns how many parties a draft may come to mean.
fn weight(draft: &Draft) -> usize {
    match draft.form {
        _ if draft.plural => Crowd::MANY,
        Form::Pronoun | Form::Author => 1,
        Form::Named | Form::Title | Form::Country | Form::Adjective if draft.parts.len() < 2 => 1,
        _ => Crowd::MANY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::rulebook::Rulebook;

    #[test]
    fn a_sentence_never_speaks_of_more_than_was_counted_before() {
        let Ok(rules) = Rulebook::builtin() else { panic!("the rulebook loads") };
        let mut texts = vec!["Holm and Lind of Norway met Bo de Ra in Oslo. It rained.".to_string()];
        texts.extend(rules.exampled().flat_map(|rule| [rule.examples.join("\n\n"), rule.rejects.join("\n\n")]));
        for text in texts {
            let article = Article { text, ..Article::default() };
            let found = crate::extract(&article, &rules);
            let scout = Scout::new(&article.text, &found.document, None, &rules.people);
            for sentence in 0..found.document.sentences.len() {
                let (most, told) = (scout.crowd(sentence), Crowd::of(&found.parties, sentence));
                let within = told.parties <= most.parties && told.persons <= most.persons;
                assert!(within || !found.document.kind_of(sentence).is_text(), "{told:?}, {most:?}: {}", article.text);
            }
        }
        let text = "It rained on the Norwegian president. It snowed.";
        let document = crate::segment::segment(text, &rules.segment);
        let scout = Scout::new(text, &document, None, &rules.people);
        assert_eq!([scout.crowd(0).parties, scout.crowd(1).parties], [1, 0]);
    }
}
