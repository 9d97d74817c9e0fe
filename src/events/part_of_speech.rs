//! Parts of speech: whether a word that may be verb or noun is one or the other where it stands.

use super::Findings;
use super::lexicon::{Lexicon, Reading, VerbForm};
use super::line::Starts;
use super::verb::shared_tense;
use crate::people::Form;
use crate::segment::TokenKind;
use crate::words::one_of;

/// Returns whether a word without auxiliaries is a verb where it stands: a base form needs its
/// subject before it, a third person no determiner.
pub(super) fn is_verb(found: Findings<'_>, at: usize, form: VerbForm) -> bool {
    let document = found.document;
    if !matches!(form, VerbForm::Base | VerbForm::Third)
        || subject_before(found, at)
        || shared_tense(found, at).is_some()
    {
        return true;
    }
    let Some(before) = at.checked_sub(1) else { return false };
    let previous = document.word(before);
    // "shake hands in Oslo and sign a treaty": coordinated with a verb of no class.
    let object = matches!(
        document.word(at + 1),
        "a" | "an" | "the" | "his" | "her" | "their" | "its" | "to" | "that" | "on" | "with"
    );
    if matches!(previous, "and" | "then" | ",") && object {
        return true;
    }
    if is_adverb(previous) && !matches!(previous, "all" | "first" | "last") {
        return true;
    }
    let plain_noun = document.tokens[before].kind == TokenKind::Word
        && document.tokens[before].case == crate::segment::Case::Lower
        || document.tokens[before].case == crate::segment::Case::Capital
        || matches!(previous, ")" | "," | "”" | "\"");
    let closed = one_of!(
        previous,
        "a" | "an"
            | "the"
            | "this"
            | "that"
            | "these"
            | "those"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "no"
            | "any"
            | "one"
            | "two"
            | "of"
            | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "from"
            | "with"
            | "as"
            | "into"
            | "and"
            | "or"
            | "between"
            | "more"
            | "most"
            | "very"
            | "so"
            | "whose"
            | "be"
            | "been"
    );
    // "ministers, who will decide on it, meet": the comma ends what was set into the clause.
    let first = document.sentences[document.sentence_of(at)].tokens.start;
    if previous == "," && (first..before).any(|t| matches!(document.word(t), "who" | "which" | "whose" | "including")) {
        return true;
    }
    // "The ministers of A and B, Jane Doe and John Roe, hold talks": the comma ends an apposition.
    if previous == "," && before > first && subject_before(found, before) && form == VerbForm::Base {
        return true;
    }
    match form {
        VerbForm::Third => plain_noun && !closed,
        _ => plain_noun && !closed && previous.ends_with('s'),
    }
}

/// Returns whether a word may stand between an auxiliary and its verb.
pub(super) fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") && !matches!(word, "family" | "assembly" | "ally" | "only")
        || one_of!(
            word,
            "also"
                | "even"
                | "then"
                | "later"
                | "soon"
                | "again"
                | "both"
                | "already"
                | "earlier"
                | "now"
                | "once"
                | "first"
                | "just"
                | "still"
                | "last"
                | "instead"
                | "all"
                | "each"
                | "twice"
                | "today"
        )
}

/// Returns whether a party or a relative pronoun stands right before a token.
pub(super) fn subject_before(found: Findings<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let word = found.document.word(before);
    if matches!(word, "who" | "he" | "she" | "they" | "we" | "i" | "and") {
        return true;
    }
    let mentions = &found.parties.mentions;
    let near = mentions.partition_point(|m| m.tokens.end <= before);
    mentions.get(near).is_some_and(|m| {
        // "a summit on Ruritania hosted by A": what a preposition governs is no subject.
        let governor = m.tokens.start.checked_sub(1).map(|b| found.document.word(b)).unwrap_or_default();
        // "handed his phone to B": nor is what a possessive stands before a verb.
        let whose = m.possessive && matches!(word, "his" | "its" | "their");
        m.tokens.contains(&before)
            && m.form != Form::Adjective
            && !whose
            && !matches!(governor, "on" | "about" | "in" | "for")
    })
}

/// Returns whether a word of the lexicon is also a verb.
pub(super) fn also_verb(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.readings(word).iter().any(|r| matches!(r, Reading::Verb { rest, .. } if rest.is_empty()))
}

/// Returns whether a word of the lexicon is also a meeting noun.
pub(super) fn also_noun(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.readings(word).iter().any(|r| matches!(r, Reading::Noun { rest, .. } if rest.is_empty()))
}

/// Returns whether a word that is both verb and noun is a noun where it stands.
///
/// `inside` says that modifiers of a noun phrase stand before it.
pub(super) fn noun_context(found: Findings<'_>, at: usize, inside: bool, starts: &Starts, lexicon: &Lexicon) -> bool {
    let document = found.document;
    let word = document.word(at);
    let first = document.sentences[document.sentence_of(at)].tokens.start;
    let before = at.checked_sub(1).filter(|&b| b >= first);
    let next = at + 1;
    let object_next = starts.party(next).is_some_and(|m| found.parties.mentions[m].form != Form::Adjective)
        || document.word(next) == "with";
    let Some(before) = before else {
        // "Meeting in Oslo, the ministers …" against "Meeting of ministers opens".
        return !(word.ends_with("ing")
            && !matches!(document.word(next), "of" | "between" | "on" | ":" | "is" | "was" | "will" | "to"));
    };
    let previous = document.word(before);
    if document.tokens[before].kind == TokenKind::Possessive {
        return true;
    }
    // "is now meeting B": an adverb stands in the verb group.
    let inner = is_adverb(previous) || previous == "currently";
    if inner
        && word.ends_with("ing")
        && before > first
        && matches!(document.word(before - 1), "is" | "are" | "was" | "were")
    {
        return false;
    }
    // "Talks in Istanbul end with an agreement": what they do.
    let place = document.tokens[before].case == crate::segment::Case::Capital;
    if matches!(word, "end" | "start" | "open" | "close") && place && matches!(document.word(next), "with" | "without")
    {
        return false;
    }
    // A third person never follows "to" or a modal: "agreed to talks".
    if matches!(previous, "to" | "will" | "would" | "may" | "could") && word.ends_with('s') {
        return true;
    }
    match previous {
        "a" | "an" | "the" | "this" | "that" | "these" | "his" | "her" | "its" | "their" | "our" | "no" | "any"
        | "another" | "first" | "second" | "third" | "next" | "last" | "of" | "in" | "at" | "for" | "on" | "during"
        | "from" | "held" | "hold" | "holds" | "holding" | "had" | "have" | "has" | "each" | "every" | "some"
        | "several" => return true,
        "to" | "will" | "would" | "may" | "might" | "could" | "can" | "should" | "must" | "not" | "is" | "are"
        | "was" | "were" | "be" | "been" | "who" | "he" | "she" | "they" | "we" | "i" => return false,
        _ => {}
    }
    if word.ends_with("ing") {
        let opens = matches!(
            previous,
            "," | "before"
                | "after"
                | "and"
                | "while"
                | "when"
                | "since"
                | "by"
                | "without"
                | ";"
                | "started"
                | "began"
                | "kept"
        );
        // "ministers meeting in Oslo", "the envoys, meeting in Oslo for the first time": they meet.
        let several = |t: usize| {
            let mentions = &found.parties.mentions;
            let mention =
                mentions.get(mentions.partition_point(|m| m.tokens.end <= t)).filter(|m| m.tokens.contains(&t));
            mention.is_some_and(|m| {
                (m.plural || m.entities.len() >= 2) && !matches!(m.form, Form::Adjective | Form::Country | Form::Body)
            })
        };
        let subject = if previous == "," { before.checked_sub(1) } else { Some(before) };
        let placed = matches!(document.word(next), "in" | "at" | "here" | "near") || starts.date(next).is_some();
        if placed && subject.is_some_and(several) {
            return false;
        }
        return !(opens && (object_next || starts.date(next).is_some()));
    }
    // After a party the word is its verb, except in a compound ("the Pope visit").
    let mentions = &found.parties.mentions;
    let near = mentions.partition_point(|m| m.tokens.end <= before);
    if let Some(mention) = mentions.get(near).filter(|m| m.tokens.contains(&before)) {
        let verb_like =
            mention.form != Form::Adjective && (object_next || starts.place(next).is_some() || word != "talks");
        return !verb_like || word == "talks";
    }
    if is_adverb(previous) {
        return false;
    }
    let preposition =
        matches!(previous, "with" | "by" | "after" | "before" | "between" | "into" | "about" | "and" | "," | "as");
    inside || !(preposition && object_next) && !super::line::reads_as_verb(lexicon, previous) || word == "talks"
}
