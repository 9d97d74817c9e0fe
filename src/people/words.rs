//! Closed classes of English words that the stage reads by.

/// Third-person verbs and auxiliaries after which a bare capital is a government, not a place.
pub(super) fn is_verb(word: &str) -> bool {
    const VERBS: &[&str] = &[
        "accepted",
        "accepts",
        "accuses",
        "accused",
        "agree",
        "agreed",
        "agrees",
        "aims",
        "also",
        "and",
        "announced",
        "announces",
        "appealed",
        "are",
        "argues",
        "asked",
        "asks",
        "backed",
        "backs",
        "believes",
        "blamed",
        "blames",
        "calls",
        "called",
        "can",
        "cannot",
        "canceled",
        "cancelled",
        "claims",
        "condemned",
        "confirmed",
        "confirms",
        "considers",
        "could",
        "cut",
        "declined",
        "demanded",
        "demands",
        "denied",
        "denies",
        "did",
        "does",
        "expects",
        "expressed",
        "has",
        "have",
        "had",
        "hopes",
        "hosted",
        "hosts",
        "insisted",
        "insists",
        "invited",
        "invites",
        "is",
        "maintains",
        "may",
        "must",
        "offered",
        "offers",
        "opposes",
        "plans",
        "pledged",
        "pledges",
        "proposed",
        "proposes",
        "pulled",
        "recalled",
        "recognised",
        "recognized",
        "recognises",
        "recognizes",
        "refused",
        "refuses",
        "rejected",
        "rejects",
        "remains",
        "reopened",
        "resumed",
        "said",
        "say",
        "says",
        "seeks",
        "sees",
        "sent",
        "sends",
        "severed",
        "should",
        "signed",
        "signs",
        "sought",
        "supports",
        "supported",
        "suspended",
        "to",
        "told",
        "tells",
        "urged",
        "urges",
        "wants",
        "wanted",
        "warned",
        "warns",
        "was",
        "welcomed",
        "welcomes",
        "were",
        "will",
        "withdrew",
        "would",
        "would",
        "might",
        "mediated",
        "brokered",
        "summoned",
        "postponed",
        "ruled",
        "vowed",
        "vows",
        "joined",
        "joins",
        "hold",
        "holds",
        "held",
        "meet",
        "met",
        "resume",
        "sign",
        "exchange",
        "exchanged",
        "discuss",
        "discussed",
        "open",
        "opened",
        "reach",
        "reached",
        "stated",
        "responded",
        "reacted",
        "consulted",
        "restored",
        "broke",
        "finalised",
        "finalized",
        "initialled",
        "initialed",
        "begin",
        "began",
        "started",
    ];
    VERBS.contains(&word)
}

/// Prepositions after which a country or capital is a place.
pub(super) fn is_locative(word: &str) -> bool {
    matches!(
        word,
        "in" | "into"
            | "near"
            | "across"
            | "at"
            | "inside"
            | "outside"
            | "around"
            | "through"
            | "throughout"
            | "toward"
            | "towards"
            | "over"
            | "via"
            | "within"
            | "beyond"
            | "onto"
            | "off"
    )
}

/// Words that begin no name and end one.
pub(super) fn is_function(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "and"
            | "or"
            | "but"
            | "of"
            | "in"
            | "on"
            | "at"
            | "to"
            | "for"
            | "from"
            | "by"
            | "with"
            | "as"
            | "is"
            | "was"
            | "are"
            | "were"
            | "be"
            | "been"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "said"
            | "who"
            | "whom"
            | "whose"
            | "which"
            | "that"
            | "this"
            | "these"
            | "those"
            | "it"
            | "its"
            | "he"
            | "she"
            | "his"
            | "her"
            | "they"
            | "their"
            | "we"
            | "our"
            | "i"
            | "not"
            | "no"
            | "after"
            | "before"
            | "during"
            | "when"
            | "while"
            | "if"
            | "than"
            | "then"
            | "so"
            | "also"
            | "both"
            | "between"
            | "about"
            | "over"
            | "into"
    )
}

/// Particles inside names.
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "ul"
            | "ud"
            | "bin"
            | "bint"
            | "ben"
            | "ibn"
            | "abu"
            | "ould"
            | "de"
            | "del"
            | "della"
            | "di"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "du"
            | "la"
            | "le"
            | "van"
            | "der"
            | "den"
            | "von"
            | "zu"
            | "ter"
            | "ten"
            | "y"
            | "e"
            | "dal"
            | "lo"
            | "st"
            | "san"
            | "o"
            | "ol"
            | "ur"
            | "as"
            | "ash"
            | "an"
            | "at"
            | "az"
            | "abd"
            | "des"
            | "af"
    )
}

/// Numbers in words or digits that count parties.
pub(super) fn number(word: &str) -> Option<u8> {
    const WORDS: &[(&str, u8)] = &[
        ("two", 2),
        ("both", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("eleven", 11),
        ("twelve", 12),
        ("dozen", 12),
        ("thirteen", 13),
        ("fourteen", 14),
        ("fifteen", 15),
        ("sixteen", 16),
        ("seventeen", 17),
        ("eighteen", 18),
        ("nineteen", 19),
        ("twenty", 20),
    ];
    WORDS
        .iter()
        .find(|(w, _)| *w == word)
        .map(|(_, n)| *n)
        .or_else(|| word.parse().ok().filter(|n| (2..=60).contains(n)))
}

/// Plural nouns that mean states or sides, not persons.
pub(super) fn is_side(word: &str) -> bool {
    matches!(
        word,
        "sides"
            | "parties"
            | "countries"
            | "nations"
            | "states"
            | "neighbours"
            | "neighbors"
            | "governments"
            | "delegations"
            | "capitals"
            | "powers"
            | "teams"
    )
}

/// Plural nouns that mean persons.
pub(super) fn is_people(word: &str) -> bool {
    matches!(
        word,
        "pair"
            | "duo"
            | "trio"
            | "men"
            | "women"
            | "leaders"
            | "presidents"
            | "statesmen"
            | "ministers"
            | "envoys"
            | "premiers"
    )
}

/// Words after a name that begin no noun phrase with it: prepositions, adverbs, relatives.
pub(super) fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "on" | "later"
            | "earlier"
            | "today"
            | "yesterday"
            | "last"
            | "next"
            | "this"
            | "where"
            | "which"
            | "under"
            | "amid"
            | "since"
            | "until"
            | "against"
            | "through"
            | "over"
            | "out"
            | "up"
            | "off"
            | "down"
            | "again"
            | "now"
            | "soon"
            | "but"
            | "because"
            | "early"
            | "late"
            | "alone"
            | "each"
            | "do"
            | "via"
            | "without"
            | "within"
            | "instead"
            | "too"
            | "not"
            | "near"
            | "along"
            | "despite"
            | "following"
            | "including"
            | "per"
            | "once"
            | "still"
            | "already"
            | "just"
            | "only"
            | "never"
            | "ever"
            | "even"
            | "here"
            | "there"
            | "tomorrow"
            | "tonight"
            | "itself"
            | "alike"
    )
}

/// Past forms, by their ending; adjectives that end so are told.
pub(super) fn is_past(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ed")
        && !matches!(
            word,
            "armed"
                | "united"
                | "allied"
                | "backed"
                | "based"
                | "related"
                | "mediated"
                | "brokered"
                | "sponsored"
                | "occupied"
        )
}

/// Nouns before which a country's bare name is an adjective ("the Iran deal", "Syria talks").
pub(super) fn is_business(word: &str) -> bool {
    matches!(
        word,
        "talks"
            | "deal"
            | "deals"
            | "crisis"
            | "war"
            | "wars"
            | "conflict"
            | "sanctions"
            | "policy"
            | "envoy"
            | "envoys"
            | "issue"
            | "question"
            | "agreement"
            | "accord"
            | "accords"
            | "peace"
            | "border"
            | "summit"
            | "meeting"
            | "meetings"
            | "conference"
            | "process"
            | "team"
            | "experts"
            | "nuclear"
            | "ceasefire"
            | "truce"
            | "file"
            | "dossier"
            | "visit"
            | "trip"
            | "relations"
            | "ties"
            | "trade"
            | "strategy"
            | "embassy"
            | "office"
            | "desk"
            | "mission"
            | "coast"
            | "lobby"
            | "strikes"
            | "invasion"
            | "negotiations"
            | "plan"
            | "campaign"
            | "operation"
            | "troops"
            | "forces"
            | "contact"
            | "support"
            | "expert"
            | "specialist"
            | "analyst"
            | "watcher"
            | "bureau"
            | "correspondent"
            | "pact"
            | "treaty"
            | "initiative"
            | "program"
            | "programme"
            | "officials"
            | "diplomats"
            | "negotiators"
            | "side"
            | "leg"
            | "session"
            | "round"
            | "track"
            | "dialogue"
            | "partnership"
            | "aid"
            | "debt"
            | "economy"
            | "election"
            | "elections"
            | "gas"
            | "oil"
            | "grain"
            | "market"
            | "markets"
            | "branch"
            | "chapter"
            | "coordinator"
            | "special"
            | "humanitarian"
            | "donor"
            | "donors"
            | "reconstruction"
            | "stabilisation"
            | "stabilization"
            | "settlement"
            | "mediator"
    )
}
