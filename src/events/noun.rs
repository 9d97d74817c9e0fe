//! Meeting nouns with what stands before them: "the second round of US-brokered peace talks".

use super::Findings;
use super::lexicon::{Lexicon, Reading};
use super::line::Starts;
use super::part_of_speech;
use crate::people::Form;
use crate::record::{Kind, Mode};
use crate::segment::{Case, TokenKind};
use crate::words::one_of;

/// A meeting noun with its modifiers.
#[derive(Clone, Debug)]
pub(super) struct NounPhrase {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Token of the head noun.
    pub head: usize,
    /// Class of the head noun.
    pub class: usize,
    /// Its symbol.
    pub symbol: char,
    /// What sort of occasion it names.
    pub kind: Option<Kind>,
    /// How they meet.
    pub mode: Option<Mode>,
    /// Whether it points back: "the", "this", "their", a day's possessive.
    pub definite: bool,
    /// Whether an indefinite article stands before it.
    pub indefinite: bool,
    /// Whether "similar" or "such" likens it to the one told before.
    pub similar: bool,
    /// Whether the noun is plural.
    pub plural: bool,
    /// Whether it is negated or indefinite in number: "no talks", "any meeting", "several meetings".
    pub negative: bool,
    /// Whether many are meant.
    pub several: bool,
    /// Party mentions that modify it ("US-Iranian talks", "the Security Council meeting").
    pub parties: Vec<usize>,
    /// Place mentions that modify it ("the Vienna talks").
    pub places: Vec<usize>,
    /// Date mentions that modify it ("Tuesday's talks", "a two-day meeting").
    pub dates: Vec<usize>,
    /// Whether an ordinal or "first", "next", "last" modifies it.
    pub ordinal: bool,
    /// Whether "next", "future", "upcoming", "planned" modifies it.
    pub future: bool,
    /// Whether "last", "previous", "earlier", "recent" modifies it.
    pub past: bool,
    /// Whether "trilateral", "three-way" and the like, or "bilateral" modifies it.
    pub sides: Option<u8>,
}

/// Reads a meeting noun with its modifiers from a token on.
pub(super) fn phrase(
    found: Findings<'_>,
    start: usize,
    end: usize,
    starts: &Starts,
    lexicon: &Lexicon,
) -> Option<NounPhrase> {
    let document = found.document;
    let mut p = NounPhrase {
        start,
        end: start,
        head: start,
        class: 0,
        symbol: ' ',
        kind: None,
        mode: None,
        definite: false,
        indefinite: false,
        similar: false,
        plural: false,
        negative: false,
        several: false,
        parties: Vec::new(),
        places: Vec::new(),
        dates: Vec::new(),
        ordinal: false,
        future: false,
        past: false,
        sides: None,
    };
    let mut at = start;
    let mut named = start;
    while at < end && at < start + 14 {
        let word = document.word(at);
        let token = &document.tokens[at];
        let later = at > start;
        if let Some((reading, after)) = head(found, at, end, later, starts, lexicon) {
            if let Reading::Noun { class, kind, mode, symbol, plural, .. } = reading {
                (p.head, p.class, p.symbol, p.plural) = (after - 1, *class, *symbol, *plural);
                p.kind = kind.or(p.kind);
                p.mode = mode.or(p.mode);
                p.end = after;
            }
            // "to call it a start", "will session": a noun alone does not follow "to" before its object.
            let bare = p.head == start && !p.plural && start > 0;
            let object = matches!(document.word(p.end), "it" | "him" | "them" | "her" | "us" | "for" | "on");
            if bare && object && matches!(document.word(start - 1), "to" | "will" | "would" | "could" | "may") {
                return None;
            }
            extend(found, &mut p, end, starts, lexicon);
            numbered_round(found, &mut p, lexicon);
            return Some(p);
        }
        if let Some(d) = starts.date(at) {
            p.dates.push(d);
            at = found.dates[d].tokens.end;
            if document.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Possessive) {
                p.definite = true;
                at += 1;
            } else if at >= end || !matches!(document.word(at), "-" | "–") && found.dates[d].minutes.is_none() && !later
            {
                return None;
            }
            continue;
        }
        if let Some(m) = starts.party(at) {
            let mention = &found.parties.mentions[m];
            if !matches!(mention.form, Form::Adjective | Form::Country | Form::Body) {
                return None;
            }
            p.parties.push(m);
            // A city that stands for a government reads as a place before a noun.
            if let Some(place) = starts.place(at) {
                p.places.push(place);
            }
            at = mention.tokens.end;
            named = at;
            if document.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Possessive) {
                return None;
            }
            continue;
        }
        if let Some(place) = starts.place(at) {
            p.places.push(place);
            at = found.places[place].tokens.end;
            named = at;
            if document.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Possessive) {
                at += 1;
            }
            continue;
        }
        // ", capping negotiations": a participle with its object.
        let participle = at == start
            && word.ends_with("ing")
            && start > document.sentences[document.sentence_of(start)].tokens.start
            && document.word(start - 1) == ",";
        if participle {
            return None;
        }
        match word {
            "that" if at == start && reports(found, at, lexicon) => return None,
            "that" if at == start && head(found, at + 1, end, true, starts, lexicon).is_some() => p.definite = true,
            "the" | "this" | "these" | "those" if at == start => p.definite = true,
            "a" | "an" | "another" if at == start => p.indefinite = true,
            "\"" | "“" | "”" | "+" if later => {}
            "their" | "its" | "his" | "her" | "our" if at == start => p.definite = true,
            "similar" | "such" => p.similar = true,
            "no" | "any" => p.negative = true,
            "several" | "many" | "numerous" | "some" | "various" | "frequent" | "regular" => p.several = true,
            "proposed" | "planned" | "scheduled" if part_of_speech::subject_before(found, at) => return None,
            "next" | "future" | "upcoming" | "planned" | "forthcoming" | "proposed" | "possible" | "potential"
            | "scheduled" => (p.future, p.ordinal) = (true, true),
            "last" | "previous" | "earlier" | "past" | "recent" => (p.past, p.ordinal) = (true, true),
            "first" | "second" | "third" | "fourth" | "fifth" | "sixth" | "seventh" | "eighth" | "ninth" | "tenth" => {
                p.ordinal = true
            }
            "bilateral" => p.sides = Some(2),
            "trilateral" | "tripartite" => p.sides = Some(3),
            "video" | "virtual" | "online" => p.mode = Some(Mode::Video),
            "telephone" | "phone" => p.mode = Some(Mode::Phone),
            "-" | "–" if token.glued => {}
            "and" if later && at + 1 < end && starts.party(at + 1).is_some() && !p.parties.is_empty() => {}
            "," if later && !p.parties.is_empty() && starts.party(at + 1).is_some() => {}
            "of" if later && p.end > start => {}
            _ => match (token.kind, token.case) {
                (TokenKind::Number, _) => {
                    p.ordinal |= word.ends_with("th") || word.ends_with("st") || word.ends_with("nd")
                }
                // "countries of the Middle East ended talks"
                (TokenKind::Word, Case::Lower)
                    if later && named == at && word.ends_with("ed") && super::line::reads_as_verb(lexicon, word) =>
                {
                    return None;
                }
                (TokenKind::Word, Case::Lower)
                    if is_modifier(word) && !is_verb_here(found, start, at, starts, lexicon) => {}
                (TokenKind::Word, Case::Capital | Case::Upper) if is_modifier(word) => named = at + 1,
                _ => return None,
            },
        }
        at += 1;
    }
    None
}

/// Returns whether "that" opens what somebody said: "said afterwards that agreement was reached".
fn reports(found: Findings<'_>, that: usize, lexicon: &Lexicon) -> bool {
    let document = found.document;
    let first = document.sentences[document.sentence_of(that)].tokens.start;
    let says = |t: usize| {
        let verb = |r: &Reading| matches!(r, Reading::Verb { class, rest, .. } if rest.is_empty() && lexicon.is(*class, "SAY"));
        lexicon.readings_at(document, t).iter().any(verb)
    };
    (first.max(that.saturating_sub(3))..that).rev().take_while(|&t| document.word(t) != ",").any(says)
}

/// Reads "the ninth round", "the Oslo round" by itself as talks.
fn numbered_round(found: Findings<'_>, p: &mut NounPhrase, lexicon: &Lexicon) {
    let told = p.ordinal || !p.places.is_empty() || !p.parties.is_empty();
    let alone =
        lexicon.is(p.class, "ROUND") && told && !p.plural && matches!(found.document.word(p.head), "round" | "cycle");
    let talks = lexicon.readings("talks").iter().find(|r| matches!(r, Reading::Noun { rest, .. } if rest.is_empty()));
    if let (true, Some(Reading::Noun { class, kind, symbol, .. })) = (alone, talks) {
        (p.class, p.symbol) = (*class, *symbol);
        p.kind = p.kind.or(*kind);
    }
}

/// Takes in "of talks" after "round", and "talks session" after "talks".
fn extend(found: Findings<'_>, p: &mut NounPhrase, end: usize, starts: &Starts, lexicon: &Lexicon) {
    let document = found.document;
    if p.end < end && document.word(p.end) == "of" && starts.date(p.end).is_none() {
        let inner = match phrase(found, p.end + 1, end, starts, lexicon) {
            Some(inner) if lexicon.is(p.class, "ROUND") && !inner.negative => inner,
            _ => return,
        };
        p.end = inner.end;
        p.kind = inner.kind.or(p.kind);
        p.mode = inner.mode.or(p.mode);
        p.symbol = inner.symbol;
        p.class = inner.class;
        p.parties.extend(inner.parties);
        p.places.extend(inner.places);
        p.dates.extend(inner.dates);
        p.sides = p.sides.or(inner.sides);
    }
    // A compound goes on: "talks session", "summit meeting".
    while p.end < end {
        let Some((Reading::Noun { class, kind, symbol, plural, .. }, after)) =
            head(found, p.end, end, true, starts, lexicon)
        else {
            return;
        };
        (p.head, p.plural) = (after - 1, *plural);
        p.kind = p.kind.or(*kind);
        if !lexicon.is(*class, "ROUND") {
            (p.class, p.symbol) = (*class, *symbol);
        }
        p.end = after;
    }
}

/// Returns the noun reading at a token, where the word is a noun there, and the token after it.
fn head<'l>(
    found: Findings<'_>,
    at: usize,
    end: usize,
    inside: bool,
    starts: &Starts,
    lexicon: &'l Lexicon,
) -> Option<(&'l Reading, usize)> {
    let document = found.document;
    let word = document.word(at);
    for reading in lexicon.readings_at(document, at) {
        let Reading::Noun { rest, .. } = reading else { continue };
        let after = at + 1 + rest.len();
        if after > end || rest.iter().enumerate().any(|(i, w)| document.word(at + 1 + i) != w) {
            continue;
        }
        // "at ministerial level", "bilateral ties": an adjective that is a noun only by itself.
        let next = document.tokens.get(after).filter(|_| after < end);
        let modifies = next.is_some_and(|t| t.kind == TokenKind::Word && t.case != Case::Upper)
            && is_modifier(document.word(after))
            || next.is_some_and(|t| t.glued) && document.word(after) == "-";
        if rest.is_empty() && word.ends_with("al") && word != "deal" && modifies {
            continue;
        }
        // "a call for talks", "the two unions call for calm": no telephone.
        if rest.is_empty() && matches!(word, "call" | "calls") && document.word(after) == "for" {
            continue;
        }
        if rest.is_empty()
            && part_of_speech::also_verb(lexicon, word)
            && !part_of_speech::noun_context(found, at, inside, starts, lexicon)
        {
            continue;
        }
        return Some((reading, after));
    }
    None
}

/// Returns whether a lower-case word may modify a noun: no function word, no pronoun.
pub(super) fn is_modifier(word: &str) -> bool {
    !one_of!(
        word,
        "a" | "about"
            | "currently"
            | "now"
            | "presently"
            | "still"
            | "above"
            | "after"
            | "again"
            | "against"
            | "aimed"
            | "all"
            | "although"
            | "am"
            | "amid"
            | "among"
            | "an"
            | "and"
            | "any"
            | "are"
            | "as"
            | "at"
            | "be"
            | "because"
            | "been"
            | "before"
            | "being"
            | "between"
            | "but"
            | "by"
            | "can"
            | "could"
            | "despite"
            | "did"
            | "do"
            | "does"
            | "during"
            | "following"
            | "for"
            | "from"
            | "had"
            | "has"
            | "have"
            | "he"
            | "her"
            | "here"
            | "him"
            | "his"
            | "how"
            | "i"
            | "if"
            | "in"
            | "into"
            | "is"
            | "it"
            | "its"
            | "may"
            | "might"
            | "must"
            | "nor"
            | "not"
            | "of"
            | "on"
            | "or"
            | "our"
            | "over"
            | "said"
            | "says"
            | "shall"
            | "she"
            | "should"
            | "since"
            | "so"
            | "than"
            | "that"
            | "the"
            | "their"
            | "them"
            | "then"
            | "there"
            | "they"
            | "through"
            | "throughout"
            | "to"
            | "told"
            | "toward"
            | "towards"
            | "under"
            | "until"
            | "upon"
            | "us"
            | "via"
            | "was"
            | "we"
            | "were"
            | "what"
            | "when"
            | "where"
            | "whether"
            | "which"
            | "while"
            | "who"
            | "whom"
            | "whose"
            | "will"
            | "with"
            | "within"
            | "without"
            | "would"
            | "you"
            | "your"
    )
}

fn is_verb_here(found: Findings<'_>, start: usize, at: usize, starts: &Starts, lexicon: &Lexicon) -> bool {
    let word = found.document.word(at);
    // After an article a bare verb form is a noun that modifies ("a welcome ceremony").
    let article = matches!(found.document.word(start), "a" | "an" | "the" | "his" | "her" | "their" | "its");
    let compound = at > start && found.document.word(at - 1) == "-";
    if compound {
        return false;
    }
    if word.ends_with("ed") && !article && super::line::reads_as_verb(lexicon, word) {
        return true;
    }
    if article && at > start && !word.ends_with("ed") && !word.ends_with('s') {
        return false;
    }
    super::line::reads_as_verb(lexicon, word)
        && !word.ends_with("ing")
        && !part_of_speech::noun_context(found, at, true, starts, lexicon)
        || super::line::reads_as_verb(lexicon, word)
            && !part_of_speech::also_noun(lexicon, word)
            && !word.ends_with("ing")
            && !word.ends_with("ed")
}
