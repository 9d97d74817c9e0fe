use super::*;
use crate::rulebook::Sources;
use crate::segment;

/// Reads a text; each mention as "words → whom", whom as name, country or organisation, and office.
fn read(text: &str, day: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let sources = Sources::builtin();
    let (rules, segments) = (Rules::load(&sources, &mut faults), segment::Rules::load(&sources, &mut faults));
    assert_eq!(faults, vec![]);
    let document = segment::segment(text, &segments);
    let found = people(text, &document, day.parse().ok(), None, &rules);
    let whom = |&id: &EntityId| {
        let e = &found.entities[id];
        let of = e.organisation.as_deref().or(e.country.as_deref()).unwrap_or("-");
        format!("{} ({of})", e.name.as_deref().or(e.title.as_deref()).unwrap_or("-"))
    };
    let mention = |m: &Mention| {
        let whom: Vec<String> = m.entities.iter().map(whom).collect();
        format!("{} → {}", m.span.of(text), whom.join(", "))
    };
    found.mentions.iter().map(mention).collect()
}

#[track_caller]
fn check(text: &str, day: &str, want: &[&str]) {
    assert_eq!(read(text, day), want, "{text}");
}

#[test]
fn titles_and_names_make_one_mention() {
    check(
        "US Secretary of State John Kerry and his Russian counterpart, Sergei Lavrov, met. Kerry said the two men agreed.",
        "2016-05-17",
        &[
            "US Secretary of State John Kerry → John Kerry (USA)",
            "his Russian counterpart, Sergei Lavrov, → Sergei Lavrov (RUS)",
            "Kerry → John Kerry (USA)",
            "the two men → John Kerry (USA), Sergei Lavrov (RUS)",
        ],
    );
    check(
        "Ana Pirvu, the Moldovan envoy, met Prime Minister Jean Habimana of Rwanda and Rwanda's Marie Uwase.",
        "",
        &[
            "Ana Pirvu, the Moldovan envoy, → Ana Pirvu (MDA)",
            "Prime Minister Jean Habimana of Rwanda → Jean Habimana (RWA)",
            "Rwanda's Marie Uwase → Marie Uwase (RWA)",
        ],
    );
}

#[test]
fn an_apposition_takes_in_whom_it_names() {
    check(
        "Kenya's trade minister, Jane Mwangi, a one-time aide to Daniel Otieno, and Anna Lind of Sweden met.",
        "",
        &[
            "Kenya's trade minister, Jane Mwangi, a one-time aide to Daniel Otieno, → Jane Mwangi (KEN)",
            "Anna Lind of Sweden → Anna Lind (SWE)",
        ],
    );
    check("A Tajik engineer, Firuz Latipov, left.", "", &["A Tajik engineer, Firuz Latipov, → Firuz Latipov (TJK)"]);
}

#[test]
fn coordination_gives_each_a_party() {
    check(
        "The foreign ministers of France, Germany and Poland met Presidents Xi Jinping and Vladimir Putin.",
        "2015-03-01",
        &[
            "The foreign ministers of France, Germany and Poland → France (FRA), Germany (DEU), Poland (POL)",
            "Presidents Xi Jinping and Vladimir Putin → Xi Jinping (CHN), Vladimir Putin (RUS)",
        ],
    );
    check(
        "Envoys from Egypt and Qatar spoke. The Turkish and Greek leaders met, and the two leaders shook hands.",
        "2015-03-01",
        &[
            "Envoys from Egypt and Qatar → Egypt (EGY), Qatar (QAT)",
            "The Turkish and Greek leaders → Turkey (TUR), Greece (GRC)",
            "the two leaders → Turkey (TUR), Greece (GRC)",
        ],
    );
}

#[test]
fn surnames_in_headlines_are_of_the_day() {
    check(
        "Lavrov, Kerry to meet in Geneva",
        "2014-03-01",
        &["Lavrov → Sergey Lavrov (RUS)", "Kerry → John Kerry (USA)"],
    );
    // No holder of the day, no party.
    check("Kerry to speak", "1999-03-01", &[]);
}

#[test]
fn a_bare_title_is_its_holder_on_the_day() {
    for (day, name) in [("2012-06-01", "Hillary Clinton"), ("2014-06-01", "John Kerry"), ("2018-06-01", "Mike Pompeo")]
    {
        check("The US secretary of state left.", day, &[&format!("The US secretary of state → {name} (USA)")]);
    }
}

#[test]
fn governments_are_told_from_places() {
    check(
        "Washington and Tehran agreed. They met in Moscow. US-Iranian talks failed.",
        "2015-03-01",
        &[
            "Washington → United States (USA)",
            "Tehran → Iran (IRN)",
            "They → United States (USA), Iran (IRN)",
            "US → United States (USA)",
            "Iranian → Iran (IRN)",
        ],
    );
    check(
        "The two Koreas agreed. The North's Kim met the South's Moon.",
        "2018-06-12",
        &[
            "The two Koreas → North Korea (PRK), South Korea (KOR)",
            "The North's Kim → Kim Jong-un (PRK)",
            "the South's Moon → Moon Jae-in (KOR)",
        ],
    );
}

#[test]
fn a_former_holder_is_no_holder() {
    let text = "Former president Bill Clinton arrived. The US president left.";
    check(
        text,
        "2010-05-01",
        &["Former president Bill Clinton → Bill Clinton (USA)", "The US president → Barack Obama (USA)"],
    );
}

#[test]
fn words_have_their_classes() {
    let rules = Rules::load(&crate::rulebook::Sources::builtin(), &mut Vec::new());
    assert!(rules.words.is_verb("refuses") && rules.words.is_locative("throughout") && rules.words.is_particle("bin"));
    assert!(rules.words.is_past("landed") && !rules.words.is_past("armed") && !rules.words.is_past("red"));
}

#[test]
fn a_statement_in_the_first_person_is_its_speakers() {
    check(
        "President Anna Holm of Norway issued the following statement:\n\n\"I met the envoys of Chad. We agreed.\"",
        "",
        &[
            "President Anna Holm of Norway → Anna Holm (NOR)",
            "I → Anna Holm (NOR)",
            "the envoys of Chad → Chad (TCD)",
            "We → ",
        ],
    );
    check("\"I met the envoys of Chad,\" she said.", "", &["the envoys of Chad → Chad (TCD)", "she → "]);
}

#[test]
fn an_address_belongs_to_the_name() {
    check(
        "His Excellency Mr. Karl Lind of Sweden met the Hon. Jane Mwangi of Kenya.",
        "",
        &[
            "His Excellency Mr. Karl Lind of Sweden → Karl Lind (SWE)",
            "the Hon. Jane Mwangi of Kenya → Jane Mwangi (KEN)",
        ],
    );
}

#[test]
fn under_before_a_title_is_a_preposition() {
    check("A panel under President Anna Holm of Norway met.", "", &["President Anna Holm of Norway → Anna Holm (NOR)"]);
}
