//! Verb groups: a verb of the lexicon with its auxiliaries, and what they say of time and truth.

use super::Findings;
use super::lexicon::{Lexicon, Reading, VerbForm};
use super::line::Starts;
use super::part_of_speech::{also_noun, is_adverb, is_verb, noun_context, subject_before};
use crate::record::{Mode, Status};
use crate::segment::{BlockKind, TokenKind};

/// A verb with its auxiliaries.
#[derive(Clone, Debug)]
pub(super) struct VerbGroup {
    /// First token, auxiliaries included.
    pub start: usize,
    /// Token of the verb.
    pub head: usize,
    /// Class of the verb.
    pub class: usize,
    /// What the group says of time.
    pub tense: Tense,
    /// Whether it is in the passive.
    pub passive: bool,
    /// Whether it is in the perfect ("had met"), which tells of an earlier time.
    pub perfect: bool,
    /// Whether it is negated.
    pub negated: bool,
    /// What a word before "to" says of it: "agreed to meet", "refused to meet".
    pub governor: Option<Status>,
    /// Whether it is finite, so that a subject stands before it.
    pub finite: bool,
    /// How they meet, where the verb says so.
    pub mode: Option<Mode>,
}

/// What a verb group says of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// "met", "has met", "had met"
    Past,
    /// "meets", "meet"
    Present,
    /// "is meeting"
    Progressive,
    /// "will meet", "is to meet"
    Future,
    /// "would meet"
    Conditional,
    /// "may meet", "could meet", "should meet"
    Possible,
    /// "to meet"
    Infinitive,
    /// "meeting", "having met"
    Participle,
    /// "was to have met", "would have met"
    Unreal,
}

/// Reads the verb group whose verb stands at a token; returns its symbol and the token after it.
pub(super) fn group(
    found: Findings<'_>,
    at: usize,
    end: usize,
    headline: bool,
    starts: &Starts,
    lexicon: &Lexicon,
) -> Option<(VerbGroup, char, usize)> {
    let document = found.document;
    let word = document.word(at);
    let mut best: Option<(&Reading, usize)> = None;
    for reading in lexicon.readings_at(document, at) {
        let Reading::Verb { rest, .. } = reading else { continue };
        let after = at + 1 + rest.len();
        // "spoke for an hour": the word belongs to the duration.
        let free = |i: usize| starts.date(at + 1 + i).is_none();
        if after <= end && rest.iter().enumerate().all(|(i, w)| document.word(at + 1 + i) == w && free(i)) {
            best = Some((reading, after));
            break;
        }
    }
    let (Reading::Verb { class, form, mode, passive, active, rest }, after) = best? else { return None };
    if rest.is_empty() && also_noun(lexicon, word) && noun_context(found, at, false, starts, lexicon) {
        return None;
    }
    let chain = auxiliaries(found, at, lexicon);
    // "3. Decides to extend the mandate": an item opens with what the body does.
    let sentence = document.sentence_of(at);
    let item = *form == VerbForm::Third
        && at == document.sentences[sentence].tokens.start
        && document.kind_of(sentence) == BlockKind::Item
        && matches!(document.word(at + 1), "to" | "that" | "the" | "a" | "an" | "on")
        && !also_noun(lexicon, word);
    if chain.empty() && rest.is_empty() && !headline && !item && !is_verb(found, at, *form) {
        return None;
    }
    // "have" is a verb of its own only before what is had.
    let auxiliary = matches!(word, "have" | "has" | "had" | "having");
    if auxiliary && super::noun::phrase(found, after, end, starts, lexicon).is_none() {
        return None;
    }
    let forms: Vec<VerbForm> = lexicon
        .readings(word)
        .iter()
        .filter_map(|r| match r {
            Reading::Verb { class: c, form, .. } if c == class => Some(*form),
            _ => None,
        })
        .collect();
    let participle = forms.contains(&VerbForm::Participle);
    let past = forms.contains(&VerbForm::Past);
    let is_passive = participle && chain.be && !(chain.have && !chain.been) && *form != VerbForm::Ing;
    let bare_participle = participle && !past && chain.empty();
    // "talks hosted by Norway": a past form before "by" without auxiliaries is a participle.
    // "the treaty, signed on 6 May by": nor do a day and a comma make it a verb in the past.
    let day = starts.date(after).filter(|_| at > 0 && document.word(at - 1) == ",").map(|d| found.dates[d].tokens.end);
    let by = document.word(after) == "by" || day.is_some_and(|end| document.word(end) == "by");
    let reduced = participle && past && chain.empty() && by && !subject_before(found, at);
    let tense = match () {
        () if chain.unreal => Tense::Unreal,
        () if chain.future => Tense::Future,
        () if chain.conditional => Tense::Conditional,
        () if chain.possible => Tense::Possible,
        () if chain.to => Tense::Infinitive,
        () if chain.be && *form == VerbForm::Ing => {
            if chain.was || chain.been {
                Tense::Past
            } else {
                Tense::Progressive
            }
        }
        () if *form == VerbForm::Ing => Tense::Participle,
        () if is_passive && chain.present_be && !chain.been => Tense::Present,
        () if past || participle => Tense::Past,
        () if chain.did => Tense::Past,
        () => Tense::Present,
    };
    let tense = match tense {
        Tense::Present if chain.empty() && *form == VerbForm::Base => shared_tense(found, at).unwrap_or(tense),
        _ => tense,
    };
    let passive_voice = is_passive || bare_participle || reduced;
    let group = VerbGroup {
        start: chain.start,
        head: at,
        class: *class,
        tense,
        passive: passive_voice,
        perfect: chain.have,
        negated: chain.negated,
        governor: chain.governor,
        finite: !matches!(tense, Tense::Infinitive | Tense::Participle) && !reduced && !bare_participle
            || headline && tense == Tense::Infinitive,
        mode: *mode,
    };
    Some((group, if passive_voice { *passive } else { *active }, after))
}

/// Returns the tense that a bare verb shares with the verb that it is coordinated with: "will
/// travel to Oslo and meet …".
pub(super) fn shared_tense(found: Findings<'_>, at: usize) -> Option<Tense> {
    let document = found.document;
    let first = document.sentences[document.sentence_of(at)].tokens.start;
    let joined = at > first && matches!(document.word(at - 1), "and" | "," | "or");
    if !joined {
        return None;
    }
    let relative = (first..at).rev().find(|&t| matches!(document.word(t), "who" | "which" | "whose"));
    let from = first.max(at.saturating_sub(40));
    // "ministers, who will decide on it, meet": the relative clause keeps its tense to itself.
    if document.word(at - 1) == "," && relative.is_some() {
        return None;
    }
    (from..at).rev().find_map(|t| match document.word(t) {
        "will" | "shall" => Some(Tense::Future),
        "would" => Some(Tense::Conditional),
        "may" | "might" | "could" | "should" => Some(Tense::Possible),
        "to" if document.tokens.get(t + 1).is_some_and(|n| n.case == crate::segment::Case::Lower)
            && !matches!(document.word(t + 1), "the" | "a" | "an" | "his" | "her" | "their" | "its") =>
        {
            Some(Tense::Infinitive)
        }
        _ => None,
    })
}

/// What stands before a verb.
#[derive(Debug, Default)]
struct Chain {
    start: usize,
    head: usize,
    be: bool,
    was: bool,
    present_be: bool,
    been: bool,
    have: bool,
    did: bool,
    to: bool,
    future: bool,
    conditional: bool,
    possible: bool,
    unreal: bool,
    negated: bool,
    governor: Option<Status>,
}

impl Chain {
    fn empty(&self) -> bool {
        self.start == self.head
    }
}

/// Reads the auxiliaries before a verb, from right to left.
fn auxiliaries(found: Findings<'_>, head: usize, lexicon: &Lexicon) -> Chain {
    let document = found.document;
    let mut chain = Chain { start: head, head, ..Chain::default() };
    let first = document.sentences[document.sentence_of(head)].tokens.start;
    let mut at = head;
    let mut steps = 0;
    while at > first && steps < 8 {
        steps += 1;
        // "Theresa May met", "Will Smith met": a name is no auxiliary.
        let word = match document.tokens[at - 1].case {
            crate::segment::Case::Capital if at - 1 > first => "",
            _ => document.word(at - 1),
        };
        match word {
            "" => break,
            "is" | "are" | "am" | "be" | "s" => {
                if chain.to {
                    // "is to meet", "are to be held"
                    chain.future = true;
                }
                chain.be = true;
                chain.present_be |= word != "be";
            }
            "was" | "were" => {
                if chain.to {
                    if chain.have {
                        chain.unreal = true;
                    } else {
                        chain.conditional = true;
                    }
                }
                chain.be = true;
                chain.was = true;
            }
            "been" => {
                chain.be = true;
                chain.been = true;
            }
            "being" => chain.be = true,
            "have" | "has" | "had" | "having" => {
                // "had to be put off" was; "has to" may be.
                if chain.to && !matches!(word, "having" | "had") {
                    chain.possible = true;
                }
                if chain.to && word == "had" {
                    chain.to = false;
                }
                chain.have = true;
            }
            "do" | "does" => chain.did = false,
            "did" => chain.did = true,
            "will" | "shall" | "wont" | "ll" => {
                chain.future = true;
                chain.negated |= word == "wont";
            }
            "would" | "wouldnt" => {
                if chain.have {
                    chain.unreal = true;
                } else {
                    chain.conditional = true;
                }
                chain.negated |= word == "wouldnt";
            }
            "may" | "might" | "could" | "can" | "should" | "must" | "cannot" | "couldnt" | "cant" => {
                chain.possible = true;
                chain.negated |= matches!(word, "cannot" | "couldnt" | "cant");
            }
            "not" | "never" | "didnt" | "hasnt" | "havent" | "wasnt" | "isnt" | "arent" | "werent" | "doesnt"
            | "dont" | "hadnt" => {
                chain.negated = true;
                chain.did |= word == "didnt";
            }
            "to" if !chain.to
                && (at == head
                    || matches!(
                        document.word(at),
                        "be" | "have" | "jointly" | "personally" | "formally" | "then" | "also" | "directly"
                    )) =>
            {
                chain.to = true;
                chain.start = at - 1;
                at -= 1;
                // The governor stays outside the group: it may be a verb of its own ("agreed to meet").
                if let Some((status, start)) = governor(found, at, first, lexicon) {
                    // "will be pleased to welcome" is yet to come.
                    let ahead = (start.saturating_sub(3).max(first)..start)
                        .any(|t| matches!(document.word(t), "will" | "would"));
                    let status = if status == Status::Held && ahead { Status::Planned } else { status };
                    chain.governor = Some(status);
                    // "had been due to meet": they did not.
                    chain.unreal |= start >= first + 2
                        && document.word(start - 1) == "been"
                        && document.word(start - 2) == "had"
                        && status == Status::Planned;
                    chain.negated |= negated_before(found, start, first);
                    break;
                }
                continue;
            }
            "longer" if at >= first + 2 && document.word(at - 2) == "no" => {
                chain.negated = true;
                at -= 1;
            }
            _ if document.tokens[at - 1].kind == TokenKind::Word && is_adverb(word) => {
                at -= 1;
                continue;
            }
            _ => break,
        }
        at -= 1;
        chain.start = at;
    }
    // "is due to meet": the copula before a governor says only when.
    chain.be &= !chain.to
        || chain.start == head
        || (chain.start..head).any(|t| document.word(t) == "be" || document.word(t) == "been");
    chain
}

/// Reads the governor that ends before "to", and returns what it says and where it begins.
fn governor(found: Findings<'_>, to: usize, first: usize, lexicon: &Lexicon) -> Option<(Status, usize)> {
    let document = found.document;
    for back in 1..=4 {
        let Some(at) = to.checked_sub(back).filter(|&a| a >= first) else { break };
        for reading in lexicon.readings_at(document, at) {
            let Reading::Governor { status, rest } = reading else { continue };
            let fits = rest.iter().enumerate().all(|(i, w)| document.word(at + 1 + i) == w);
            let end = at + 1 + rest.len();
            let between =
                (end..to).all(|t| is_adverb(document.word(t)) || found.dates.iter().any(|d| d.tokens.contains(&t)));
            if fits && end <= to && between {
                return Some((*status, at));
            }
        }
    }
    None
}

/// Returns whether a negation stands right before a governor ("is not expected to meet").
fn negated_before(found: Findings<'_>, start: usize, first: usize) -> bool {
    (first.max(start.saturating_sub(3))..start)
        .any(|t| matches!(found.document.word(t), "not" | "never" | "no" | "neither"))
}
