use super::*;
use crate::rulebook::{Rulebook, example};

fn rulebook() -> &'static Rulebook {
    static RULES: std::sync::OnceLock<Rulebook> = std::sync::OnceLock::new();
    RULES.get_or_init(|| Rulebook::builtin().unwrap())
}

/// Describes what the stage finds, with nobody known: "text=city/country".
fn found(text: &str) -> String {
    let rules = rulebook();
    let document = crate::segment::segment(text, &rules.segment);
    let places = places(text, &document, &Parties::default(), &rules.places);
    let show = |p: &PlaceMention| {
        let city = p.city.as_deref().or(p.admin1.as_deref()).unwrap_or("-");
        format!("{}={}/{}", p.span.of(text), city, p.country.as_deref().unwrap_or("-"))
    };
    places.iter().map(show).collect::<Vec<_>>().join("; ")
}

#[track_caller]
fn check(text: &str, want: &str) {
    assert_eq!(found(text), want, "{text}");
}

#[test]
fn every_rule_does_as_its_sentences_say() {
    let rules = rulebook();
    let own: Vec<_> = rules.places.exampled().iter().map(|r| r.id.clone()).collect();
    let faults: Vec<_> =
        example::check(rules).into_iter().filter(|f| own.iter().any(|id| f.found.contains(id.as_str()))).collect();
    assert_eq!(faults, []);
}

#[test]
fn names_are_told_apart() {
    check("They met in Georgia.", "Georgia=-/GEO");
    check("They met in Atlanta, Georgia.", "Atlanta, Georgia=Atlanta/USA");
    check("They met in Tbilisi, Georgia.", "Tbilisi, Georgia=Tbilisi/GEO");
    check("The two flew to Atlanta. Talks in Georgia went on.", "Atlanta=Atlanta/USA; Georgia=Georgia/USA");
    check("They met in Jordan.", "Jordan=-/JOR");
    check("Talks were held in Lebanon.", "Lebanon=-/LBN");
    check("Talks were held in Lebanon, New Hampshire.", "Lebanon, New Hampshire=Lebanon/USA");
    check("They met in Paris.", "Paris=Paris/FRA");
    check("They met in Paris, Texas.", "Paris, Texas=Paris/USA");
    check("They met in Tripoli.", "Tripoli=Tripoli/LBY");
    check(
        "The Lebanese army said that envoys met in Tripoli, north of Beirut.",
        "Tripoli=Tripoli/LBN; Beirut=Beirut/LBN",
    );
    check("They met in St. Petersburg.", "St. Petersburg=St. Petersburg/RUS");
    check("They met in St. Petersburg, Florida.", "St. Petersburg, Florida=St. Petersburg/USA");
    check("They met in Santiago.", "Santiago=Santiago/CHL");
    check("They met in Washington.", "Washington=Washington/USA");
    check("They met in Birmingham.", "Birmingham=Birmingham/GBR");
    check("They met in Birmingham, Alabama.", "Birmingham, Alabama=Birmingham/USA");
    check("They met in Cambridge.", "Cambridge=Cambridge/GBR");
    check("They met in Cambridge, Massachusetts.", "Cambridge, Massachusetts=Cambridge/USA");
    check("They met in Vienna.", "Vienna=Vienna/AUT");
    check("They met in Vienna, Virginia.", "Vienna, Virginia=Vienna/USA");
    check("They met in Alexandria.", "Alexandria=Alexandria/EGY");
    check("They met in Alexandria, Virginia.", "Alexandria, Virginia=Alexandria/USA");
    check("They met in Hyderabad, Pakistan.", "Hyderabad, Pakistan=Hyderabad/PAK");
    check("They met in Hyderabad.", "Hyderabad=Hyderabad/IND");
    check("Spanish officials met in Valencia.", "Valencia=Valencia/ESP");
    check("Venezuelan officials met in Valencia.", "Valencia=Valencia/VEN");
    check("They met in San Jose, the Costa Rican president said.", "San Jose=San José/CRI");
    check("They met in San Jose, California.", "San Jose, California=San Jose/USA");
    check("The president of Seychelles met them in Victoria.", "Victoria=Victoria/SYC");
    check("They met in Granada, Nicaragua.", "Granada, Nicaragua=Granada/NIC");
    check("They met in Granada, Spain.", "Granada, Spain=Granada/ESP");
    check("They met in Luxembourg.", "Luxembourg=Luxembourg/LUX");
}

#[test]
fn a_capital_that_speaks_is_no_place() {
    check("Moscow said that talks with Washington would go on.", "");
    check("Talks between Baghdad and Ankara failed.", "");
    check("Jordan King and Paris Hilton met Tehran's envoy.", "");
    check("The ambassador to Egypt wrote to Cairo.", "");
}

#[test]
fn places_stand_in_their_phrases() {
    check("They met in the Swiss city of Geneva.", "the Swiss city of Geneva=Geneva/CHE");
    check("Envoys met in Egypt's Sharm el-Sheikh.", "Egypt's Sharm el-Sheikh=Sharm el-Sheikh/EGY");
    check("Talks were held in Munich, Germany.", "Munich, Germany=Munich/DEU");
    check("He left Paris for Geneva.", "Paris=Paris/FRA; Geneva=Geneva/CHE");
    check("He will visit Cairo, Amman and Riyadh.", "Cairo=Cairo/EGY; Amman=Amman/JOR; Riyadh=Riyadh/SAU");
    check("Talks were held in a Lausanne hotel.", "a Lausanne hotel=Lausanne/CHE");
    check("They met at the Sheraton hotel in Addis Ababa.", "the Sheraton hotel in Addis Ababa=Addis Ababa/ETH");
    check("He was received at the Presidential Palace in Hanoi.", "the Presidential Palace in Hanoi=Hanoi/VNM");
    check("They talked at NATO headquarters in Brussels.", "NATO headquarters in Brussels=Brussels/BEL");
    check("The leaders met at Camp David.", "Camp David=Thurmont/USA");
    check("He flew to Cairo and met him at the airport.", "Cairo=Cairo/EGY; the airport=Cairo/EGY");
}

#[test]
fn a_country_much_spoken_of_makes_no_village_of_a_famous_city() {
    let text = "The US secretary of state, a senior American official and the United States envoy met in Geneva.";
    check(text, "Geneva=Geneva/CHE");
    check("The governor of Florida received the envoys in St. Petersburg.", "St. Petersburg=St. Petersburg/USA");
}

#[test]
fn attributes_and_parts_of_names_are_no_places() {
    check("They spoke of the aid in the Iran war and in the Goma office.", "");
    check("The deal was made in Santiago de los Reyes.", "");
    check("They acted in Peru's interest.", "");
    check("They met at Cambridge University Press.", "");
    check("They met in the Maldives and on the island of Niue.", "the Maldives=-/MDV; the island of Niue=-/NIU");
}

#[test]
fn datelines_and_references() {
    check("VIENNA, May 17 (NAB) - Envoys met here on Monday.", "VIENNA=Vienna/AUT; here=Vienna/AUT");
    check("HANOI/SEOUL, May 17 (NAB) - Envoys met.", "HANOI=Hanoi/VNM; SEOUL=Seoul/KOR");
    check("They met in the Ethiopian capital.", "the Ethiopian capital=Addis Ababa/ETH");
    check("They flew to Geneva. They met in the Swiss city.", "Geneva=Geneva/CHE; the Swiss city=Geneva/CHE");
}

#[test]
fn what_is_talked_about_is_set_apart() {
    let rules = rulebook();
    let matters = |text: &str| {
        let document = crate::segment::segment(text, &rules.segment);
        places(text, &document, &Parties::default(), &rules.places).iter().map(|p| p.matter).collect::<Vec<_>>()
    };
    assert_eq!(matters("They discussed the war in Yemen in Muscat."), [true, false]);
    assert_eq!(matters("They spoke of troops in Mali."), [true]);
    assert_eq!(matters("They signed a truce in Bamako."), [false]);
}

#[test]
fn an_unknown_part_of_a_city_does_not_hide_the_city() {
    check("They met in Ichigaya, Tokyo.", "Ichigaya, Tokyo=Tokyo/JPN");
    check(
        "They met at the Ministry of Defense in Ichigaya, Tokyo.",
        "the Ministry of Defense in Ichigaya, Tokyo=Tokyo/JPN",
    );
    check("They will build stations at Foovo, Tokyo and Osaka.", "");
    check("The Moscow-Kyiv talks went on.", "");
}
