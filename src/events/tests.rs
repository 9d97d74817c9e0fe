//! Whole sentences through all stages: what each meeting says, in one line.

use crate::article::{Article, Given, GivenBy};
use crate::record::{Meeting, Mode};
use crate::rulebook::Rulebook;
use crate::{Extraction, extract};
use once_cell::sync::Lazy;

static RULES: Lazy<Rulebook> = Lazy::new(|| Rulebook::builtin().expect("the embedded rulebook loads"));

fn read(text: &str, published: Option<&str>) -> Extraction {
    let published = published.map(|day| Given { date: day.parse().unwrap(), source: GivenBy::Caller });
    extract(&Article { id: "a".into(), path: "a".into(), published, text: text.into(), ..Article::default() }, &RULES)
}

fn line(m: &Meeting) -> String {
    let who: Vec<&str> =
        m.participants.iter().filter_map(|p| p.country.as_deref().or(p.organisation.as_deref())).collect();
    let place = m.place.as_ref().and_then(|p| p.city.as_deref()).unwrap_or("-");
    let day = m.date.as_ref().and_then(|d| d.start.as_deref()).unwrap_or("-");
    format!("{} {} {place} {day}", m.status.word(), who.join("+"))
}

fn lines(text: &str) -> Vec<String> {
    read(text, Some("2016-05-18")).meetings.iter().map(line).collect()
}

#[test]
fn stories_of_a_round_up_do_not_bleed_into_each_other() {
    let text = "Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind in Oslo on Monday.\n\n\
        Kenyan President Uhuru Kenyatta received Ugandan President Yoweri Museveni in Nairobi on Tuesday.";
    assert_eq!(lines(text), ["held NOR+SWE Oslo 2016-05-16", "held KEN+UGA Nairobi 2016-05-17"]);
}

#[test]
fn a_later_word_on_the_meeting_joins_it() {
    let text = "Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind in Oslo on Monday. \
        The two ministers agreed to open two border posts.";
    let meetings = read(text, Some("2016-05-18")).meetings;
    assert_eq!(meetings.len(), 1);
    assert_eq!(meetings[0].outcomes[0].text, "open two border posts");
    assert_eq!(meetings[0].evidence.len(), 2);
}

#[test]
fn status_comes_from_the_verb_group() {
    let of = |verb: &str| {
        let text = format!("Norwegian Foreign Minister Anna Holm {verb} Swedish Foreign Minister Karl Lind in Oslo.");
        read(&text, Some("2016-05-18")).meetings.first().map(|m| m.status.word().to_string())
    };
    for (verb, status) in [
        ("met", Some("held")),
        ("will meet", Some("planned")),
        ("is due to meet", Some("planned")),
        ("refused to meet", Some("refused")),
        ("offered to meet", Some("proposed")),
        ("was to have met", Some("cancelled")),
        ("did not meet", None),
    ] {
        assert_eq!(of(verb).as_deref(), status, "{verb}");
    }
}

#[test]
fn spoke_with_is_a_call_unless_a_city_is_told_right_with_it() {
    for (tail, mode) in [
        ("today", Mode::Phone),
        ("today to discuss the harbour of Tromso in Norway", Mode::Phone),
        ("by telephone from Oslo", Mode::Phone),
        ("in Oslo on Monday", Mode::InPerson),
    ] {
        let text =
            format!("Norwegian Foreign Minister Anna Holm spoke with Swedish Foreign Minister Karl Lind {tail}.");
        assert_eq!(read(&text, Some("2016-05-18")).meetings[0].mode, mode, "{tail}");
    }
    let fronted =
        "On Monday in Oslo, Norwegian Foreign Minister Anna Holm talked with Swedish Foreign Minister Karl Lind.";
    assert_eq!(read(fronted, Some("2016-05-18")).meetings[0].mode, Mode::InPerson);
}

#[test]
fn who_signs_the_document_signs_it_at_the_meeting_told_before() {
    let text = "Norwegian and Swedish envoys held talks in Oslo on Tuesday.\n\n\
                Ambassadors Per Dahl of Norway and Kari Vik of Sweden signed the document.";
    let meetings = read(text, Some("2016-05-18")).meetings;
    assert_eq!(meetings.len(), 1);
    assert_eq!(meetings[0].participants.iter().filter(|p| p.name.is_some()).count(), 2);
}

#[test]
fn an_adverb_inside_a_verb_group_makes_no_noun_of_it() {
    let text = "Norwegian Prime Minister Anna Holm is now meeting Swedish Prime Minister Karl Lind in Oslo.";
    let meetings = read(text, Some("2016-05-18")).meetings;
    assert_eq!((meetings.len(), meetings[0].participants.len()), (1, 2));
    assert_eq!(meetings[0].status, crate::record::Status::Ongoing);
}

#[test]
fn a_weekday_stays_open_without_a_publication_date() {
    let meetings = read("Norway and Sweden held talks in Oslo on Saturday.", None).meetings;
    let date = meetings[0].date.as_ref().expect("the words are kept");
    assert_eq!((date.text.as_deref(), date.start.as_deref()), (Some("on Saturday"), None));
    assert_eq!(meetings[0].absences["date"].word(), "no_publication_date");
}

#[test]
fn one_countrys_own_affairs_are_no_diplomacy() {
    assert_eq!(
        lines("Norwegian Prime Minister Anna Holm met Finance Minister Ole Berg of Norway in Oslo on Monday."),
        [""; 0]
    );
    assert_eq!(lines("Norwegian Foreign Minister Anna Holm met the deadline on Monday."), [""; 0]);
}

#[test]
fn spans_are_in_code_points() {
    let text = "“Günaydın” — Norway and Sweden held talks in Oslo on Monday.";
    let meetings = read(text, Some("2016-05-18")).meetings;
    let [start, end] = meetings[0].place.as_ref().expect("a place").spans[0];
    let words: String = text.chars().skip(start).take(end - start).collect();
    assert_eq!(words, "Oslo");
}

#[test]
fn strange_texts_are_read_without_fault() {
    for text in [
        "",
        "\0\0\0",
        "met met met met with with of of",
        "\u{feff}\r\n\r\n",
        "((((“““",
        "Kerry, Kerry, Kerry and and , ,",
    ] {
        read(text, None);
    }
    read(&"a".repeat(200_000), None);
    read(&"Norway met Sweden, ".repeat(2_000), Some("2016-05-18"));
}

/// The first and last day of each meeting, "-" where it is open.
fn days(text: &str, published: &str) -> Vec<String> {
    let day = |m: &Meeting| match m.date.as_ref().and_then(|d| d.start.clone().zip(d.end.clone())) {
        Some((start, end)) if start == end => start,
        Some((start, end)) => format!("{start}/{end}"),
        None => "-".into(),
    };
    read(text, Some(published)).meetings.iter().map(day).collect()
}

#[test]
fn a_meeting_lasts_from_its_opening_to_its_close() {
    let envoys = "Norwegian Foreign Minister Anna Holm and Swedish Foreign Minister Karl Lind";
    let cases = [
        ("ended two days of talks in Oslo on Tuesday.", "2016-05-16/2016-05-17"),
        ("opened three days of talks in Oslo on Monday.", "2016-05-16/2016-05-18"),
        ("met in Oslo on Tuesday.", "2016-05-17"),
        ("held talks in Oslo on Tuesday for two hours.", "2016-05-17"),
        ("sat down in Oslo on Monday and signed a treaty on Wednesday.", "2016-05-16/2016-05-18"),
    ];
    for (tail, expected) in cases {
        assert_eq!(days(&format!("{envoys} {tail}"), "2016-05-18"), [expected], "{tail}");
    }
    let shut_up = format!(
        "{envoys} signed a border treaty in Oslo on Tuesday. Holm and Lind had been shut up there since Friday."
    );
    assert_eq!(days(&shut_up, "2016-05-18"), ["2016-05-13/2016-05-17"]);
}

#[test]
fn a_date_is_read_by_its_own_clause() {
    let holm = "Norwegian Foreign Minister Anna Holm";
    let lind = "Swedish Foreign Minister Karl Lind";
    let cases = [
        (format!("At their meeting on Monday, {holm} and {lind} agreed to reopen a dam."), "2016-05-16"),
        (format!("{holm} left for Stockholm on Tuesday to meet {lind}."), "2016-05-17"),
        (format!("{holm} arrives in Stockholm on Thursday for a two-day visit."), "2016-05-19/2016-05-20"),
        (format!("Thursday's meeting in Oslo between {holm} and {lind} will be their third."), "2016-05-19"),
    ];
    for (text, expected) in cases {
        assert_eq!(days(&text, "2016-05-18").first().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn a_programme_and_a_live_report_date_their_entries() {
    let programme = "Programme of the Foreign Minister of Norway, Anna Holm\nWeek 20, 2016\n\n\
        Monday 16 May\n09:50 Minister Anna Holm will receive Swedish Foreign Minister Karl Lind, Oslo\n\n\
        Tuesday 17 May\n10:30 Minister Anna Holm will receive Finnish Foreign Minister Timo Aalto, Oslo\n\n\
        Wednesday 18 May\nNo public engagements\n\nThe programme may change at short notice, as talks go on in the region.";
    let found = extract(&Article { id: "a".into(), text: programme.into(), ..Article::default() }, &RULES);
    let starts: Vec<_> = found.meetings.iter().filter_map(|m| m.date.as_ref()?.start.as_deref()).collect();
    assert_eq!(starts, ["2016-05-16", "2016-05-17"]);
    let live = "LIVE: Talks in Oslo, as it happened\n\n9.10 The sun is up over the fjord and the talks are on.\n\n\
        11.40 Norwegian Foreign Minister Anna Holm has sat down with Swedish Foreign Minister Karl Lind.\n\n\
        12.30 Coffee is served in the hall upstairs.";
    assert!(days(live, "2016-05-18").contains(&"2016-05-18".to_string()));
}

#[test]
fn a_meeting_told_as_the_last_is_another_one() {
    let text = "Norwegian Foreign Minister Anna Holm and Swedish Foreign Minister Karl Lind met at a hotel in Oslo.\n\n\
        The two last met in March in Stockholm.";
    assert_eq!(days(text, "2016-05-18"), ["2016-05-18", "2016-03-01/2016-03-31"]);
}

#[test]
fn a_day_of_something_else_is_not_the_day_of_a_meeting() {
    let holm = "Norwegian Foreign Minister Anna Holm";
    let lind = "Swedish Foreign Minister Karl Lind";
    let since = format!("{holm} met {lind} in Oslo for the first time since a dam broke on the border on Monday.");
    assert_eq!(days(&since, "2016-05-18").first().map(String::as_str), Some("2016-05-18"));
    let within = format!("{holm} met {lind} in Oslo and they agreed to reopen the dam within 30 days.");
    assert_eq!(days(&within, "2016-05-18"), ["2016-05-18"]);
    let hours = format!("{holm} talked to {lind} in Oslo for several hours.");
    assert!(!days(&hours, "2016-05-18").contains(&"-".to_string()));
}

#[test]
fn a_meeting_told_without_a_day_takes_that_of_its_lead_or_paragraph() {
    let lead = "OSLO, May 17 (NAB) - Norway and Sweden agreed on Tuesday to reopen a dam.\n\n\
        Norwegian Foreign Minister Anna Holm and Swedish Foreign Minister Karl Lind met at a hotel in Oslo.";
    assert_eq!(days(lead, "2016-05-18").last().map(String::as_str), Some("2016-05-17"));
    let packed = "The king of Norway opened a bridge.\n\nNorwegian Foreign Minister Anna Holm's Friday was busy, too. \
        She met Swedish Foreign Minister Karl Lind.";
    assert_eq!(days(packed, "2016-05-18"), ["2016-05-13"]);
}

#[test]
fn a_place_goes_with_the_clause_that_it_is_told_in() {
    let places = |text: &str| -> Vec<String> {
        let place = |m: &Meeting| m.place.as_ref().and_then(|p| p.city.clone().or(p.country.clone()));
        read(text, Some("2016-05-18")).meetings.iter().map(|m| place(m).unwrap_or_default()).collect()
    };
    for (text, place) in [
        (
            "Holm came back from Riga, where Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind.",
            "Riga",
        ),
        (
            "Norwegian Foreign Minister Anna Holm sat down with Swedish Foreign Minister Karl Lind in May, in Riga, at a meeting kept quiet.",
            "Riga",
        ),
        (
            "The talks opened in Riga on 8 March 2016, when Norwegian envoy Anna Holm and Swedish envoy Karl Lind sat down together.",
            "Riga",
        ),
        (
            "Norwegian Prime Minister Anna Holm and Swedish Prime Minister Karl Lind signed a treaty in Riga confirming their pact.",
            "Riga",
        ),
        (
            "Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind and announced that an embassy would open in Kabul.",
            "",
        ),
        (
            "Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind to discuss the fighting in Tripoli.",
            "",
        ),
        (
            "Norwegian Foreign Minister Anna Holm landed in Riga on Monday. She met Swedish Foreign Minister Karl Lind.",
            "Riga",
        ),
        (
            "A bomb went off in Riga on Monday. Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind.",
            "",
        ),
        (
            "Norwegian Foreign Minister Anna Holm flew to Riga on Monday. There she met Swedish Foreign Minister Karl Lind.",
            "Riga",
        ),
        (
            "Turkey will host talks between Norwegian Foreign Minister Anna Holm and Swedish Foreign Minister Karl Lind.",
            "TUR",
        ),
    ] {
        assert_eq!(places(text), [place], "{text}");
    }
}

// ---------------------------------------------------------------- outcomes

fn outcomes(text: &str) -> Vec<String> {
    let meetings = read(text, Some("2016-05-18")).meetings;
    let sign = |agreed: bool| if agreed { "+" } else { "-" };
    meetings.iter().flat_map(|m| &m.outcomes).map(|o| format!("{} {}", sign(o.agreed), o.text)).collect()
}

#[test]
fn outcomes_are_told_in_many_words() {
    let met = "Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind in Oslo on Monday.";
    for (told, found) in [
        ("They agreed to open two posts and to close a third.", vec!["+ open two posts", "+ close a third"]),
        ("It was agreed that two posts would stay open.", vec!["+ two posts would stay open"]),
        ("They signed a treaty on fish, which both praised.", vec!["+ a treaty on fish"]),
        ("They failed to agree on a date for new talks.", vec!["- failed to agree on a date for new talks"]),
        ("The question of fish was left open.", vec!["- The question of fish was left open"]),
        ("The two sides remain divided over fish.", vec!["- remain divided over fish"]),
        ("They parted without setting a date.", vec!["- parted without setting a date"]),
        ("They will meet again in Bergen in June.", vec!["+ will meet again in Bergen in June"]),
        ("Holm said that she hoped to sign a treaty.", vec![]),
        ("The two could agree on a treaty in June.", vec![]),
        ("If they agree on fish, the border will open.", vec![]),
        ("They exchanged views on the treaty signed last year.", vec![]),
    ] {
        assert_eq!(outcomes(&format!("{met} {told}")), found, "{told}");
    }
}

#[test]
fn items_of_a_list_are_outcomes_each() {
    let met = "Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind in Oslo on Monday.";
    let text = format!(
        "{met} The two ministers agreed:\n\n(i) to open two border posts;\n(ii) to share customs data; and\n\
         (iii) to meet every year.\n\n2. Regional affairs\n\nThe ministers discussed the weather."
    );
    assert_eq!(outcomes(&text), ["+ open two border posts", "+ share customs data", "+ meet every year"]);
    let text = format!(
        "{met} The following documents were signed:\n\nNo. | Document | Signed by\n\n\
         1. | Memorandum on Fish | Ms. Holm\n\n2. | Treaty on Trains | Mr. Lind\n"
    );
    assert_eq!(outcomes(&text), ["+ Memorandum on Fish", "+ Treaty on Trains"]);
}

#[test]
fn an_outcome_recalled_is_not_of_the_meeting_of_the_day() {
    let text = "Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind in Oslo on Monday.\n\n\
        The group had last gathered somewhere in Germany in February. At that meeting its members agreed to ban herring.";
    assert_eq!(outcomes(text), [""; 0]);
}

#[test]
fn meetings_to_be_arranged_were_not_held() {
    assert_eq!(
        lines("Mediators failed on Monday to agree on a date for the next talks between Norway and Sweden."),
        [""; 0]
    );
    assert_eq!(
        lines("The foreign minister of Denmark called in Oslo on Monday for a meeting between Norway and Sweden."),
        ["proposed NOR+SWE - -"]
    );
}

#[test]
fn a_number_of_parties_tells_the_format() {
    let text = "Norwegian Foreign Minister Anna Holm and Swedish Foreign Minister Karl Lind chaired talks between some \
        twenty foreign ministers in Oslo on Monday.";
    let meetings = read(text, Some("2016-05-18")).meetings;
    assert_eq!(meetings[0].format.map(|f| f.word()), Some("multilateral"));
}

#[test]
fn an_open_date_is_bounded_by_the_offices_of_those_who_met() {
    let date = |text: &str| read(text, None).meetings.first().and_then(|m| m.date.clone()).unwrap_or_default();
    let open = date("US Secretary of State John Kerry met Russian Foreign Minister Sergei Lavrov in Geneva on Friday.");
    assert_eq!((open.start, open.end), (None, None));
    assert_eq!(open.edtf.as_deref(), Some("2013-02-01/2017-01-20"));
    assert_eq!(open.basis, Some(crate::dates::DateBasis::Bounds));
    let either = date("Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind on 3/4/2015.");
    assert_eq!((either.start, either.edtf.as_deref()), (None, Some("2015-03-04/2015-04-03")));
    let nothing = date("Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind on Friday.");
    assert_eq!((nothing.start, nothing.edtf), (None, None));
}

#[test]
fn a_season_has_the_months_of_its_hemisphere() {
    let date = |when: &str, place: &str| {
        let text = format!(
            "Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind in {place} in {when}."
        );
        read(&text, Some("2020-05-18")).meetings.first().and_then(|m| m.date.clone()).unwrap_or_default()
    };
    let spring = date("the spring of 2018", "Oslo");
    assert_eq!((spring.start.as_deref(), spring.edtf.as_deref()), (Some("2018-03-01"), Some("2018-21")));
    let spring = date("the spring of 2018", "Canberra");
    assert_eq!((spring.start.as_deref(), spring.end.as_deref()), (Some("2018-09-01"), Some("2018-11-30")));
    assert_eq!(spring.edtf.as_deref(), Some("2018-21"));
    let summer = date("the summer of 2018", "Canberra");
    assert_eq!((summer.start, summer.edtf.as_deref()), (None, Some("2018-22")));
}

#[test]
fn one_verb_may_tell_of_two_meetings() {
    let envoys = "Norwegian Foreign Minister Anna Holm met Swedish Foreign Minister Karl Lind";
    let two = format!("{envoys} in Oslo on Monday and in Stockholm on Tuesday.");
    assert_eq!(lines(&two), ["held NOR+SWE Oslo 2016-05-16", "held NOR+SWE Stockholm 2016-05-17"]);
    let ids: Vec<String> = read(&two, Some("2016-05-18")).meetings.into_iter().map(|m| m.meeting_id).collect();
    assert_ne!(ids[0], ids[1]);
    assert_eq!(days(&format!("{envoys} in Oslo on Monday and returned on Tuesday."), "2016-05-18"), ["2016-05-16"]);
}

#[test]
fn what_has_gone_on_since_a_day_lasts_up_to_publication() {
    let text = "Talks between Norwegian Foreign Minister Anna Holm and Swedish Foreign Minister Karl Lind \
        have been under way in Oslo since Monday.";
    assert_eq!(days(text, "2016-05-18"), ["2016-05-16/2016-05-18"]);
}

#[test]
fn those_who_come_to_a_summit_meet_where_it_is() {
    let text = "LIMA, May 17 (NAB) - The APEC summit opened in the Peruvian capital on Monday with a call for open trade.\n\n\
        On Tuesday Norwegian Prime Minister Anna Holm met Swedish Prime Minister Karl Lind.";
    let last = lines(text).pop();
    assert_eq!(last.as_deref(), Some("held NOR+SWE Lima 2016-05-17"));
}

#[test]
fn persons_named_together_after_the_lead_are_those_of_the_meeting() {
    let lead = "The leaders of Norway and Sweden met in Oslo on Tuesday. ";
    let names = |more: &str| {
        let meetings = read(&format!("{lead}{more}"), Some("2016-05-18")).meetings;
        let who = meetings.first().map(|m| m.participants.iter().filter_map(|p| p.name.clone()).collect::<Vec<_>>());
        (meetings.len(), who.unwrap_or_default())
    };
    let there = names("Anna Holm of Norway and Karl Lind of Sweden looked tired.");
    assert_eq!(there, (1, vec!["Anna Holm".to_string(), "Karl Lind".to_string()]));
    assert_eq!(names("Ole Berg of Denmark and Aino Salo of Finland looked tired.").1.len(), 0);
}

#[test]
fn who_stayed_away_is_absent() {
    let text = "Norwegian Prime Minister Anna Holm, Danish Prime Minister Ole Berg and Swedish Prime Minister Karl \
        Lind met in Oslo on Tuesday. Ole Berg took no part.";
    let meetings = read(text, Some("2016-05-18")).meetings;
    let berg = meetings[0].participants.iter().find(|p| p.name.as_deref() == Some("Ole Berg")).unwrap();
    assert_eq!(berg.presence, crate::record::Presence::Absent);
}

#[test]
fn minutes_have_their_title_their_day_and_those_present() {
    let text = "MINUTES OF THE FOURTH MEETING OF THE BORDER COMMITTEE BETWEEN ZAMBIA AND MALAWI\n\n\
        Held at Chipata, 3-4 July 2014\n\nPresent:\n\nZambia\n1. Mr. Chilufya Mwansa, Permanent Secretary\n\n\
        Malawi\n1. Mr. Davie Banda, Principal Secretary\n\nApologies:\n\nMr. Peter Sakala, Minister of Lands of \
        Zambia\n\n1. Opening\n\nThe delegations agreed to put back 14 beacons before the rains come.";
    let meetings = read(text, None).meetings;
    let who: Vec<&str> = meetings[0].participants.iter().filter_map(|p| p.name.as_deref()).collect();
    assert_eq!(who, ["Chilufya Mwansa", "Davie Banda"]);
    assert_eq!(line(&meetings[0]), "held ZMB+MWI Chipata 2014-07-03");
}

#[test]
fn heads_of_delegation_stand_for_their_delegations() {
    let text = "The third meeting of the Uzbekistan-Japan Intergovernmental Committee took place in Tashkent on 13 \
        November 2017. The Uzbek delegation was headed by Deputy Prime Minister Sukhrob Kholmuradov and the Japanese \
        delegation by State Minister Kazuyuki Nakane.";
    let meetings = read(text, Some("2017-11-14")).meetings;
    let who: Vec<&str> = meetings[0].participants.iter().filter_map(|p| p.name.as_deref()).collect();
    assert_eq!(who, ["Sukhrob Kholmuradov", "Kazuyuki Nakane"]);
}

#[test]
fn what_is_undone_is_so_whatever_it_was_due_to_be() {
    let text = "Egypt and Ethiopia called off a meeting of their water ministers due to be held in Khartoum on Monday.";
    assert_eq!(lines(text), ["cancelled EGY+ETH Khartoum 2016-05-23"]);
    let text = "Pakistan's Nawaz Sharif and India's Narendra Modi had been due to see each other in Colombo.";
    assert_eq!(lines(text), ["cancelled PAK+IND Colombo -"]);
}

#[test]
fn an_object_is_not_its_own_subject() {
    let text = "At the invitation of Chinese Foreign Minister Wang Yi, Kuwaiti Foreign Minister Sabah Al-Khaled \
        Al-Sabah is visiting Beijing. Premier Li Keqiang met with him on Tuesday.";
    assert!(lines(text).iter().any(|l| l.starts_with("held KWT+CHN")), "{:?}", lines(text));
}

#[test]
fn a_dated_entry_with_two_sides_is_a_meeting() {
    let text = "The talks, year by year.\n\n12 February 1977 - Nicosia. Archbishop Makarios of Cyprus and Rauf Denktash, \
        the Turkish Cypriot leader, meet for the first time.\n\n19 May 1979 - Nicosia. Spyros Kyprianou, the president \
        of Cyprus, and Rauf Denktash settle on ten points.";
    let days: Vec<String> = lines(text);
    assert!(days.iter().any(|l| l.ends_with("Nicosia 1979-05-19")), "{days:?}");
}

#[test]
fn what_is_only_wondered_at_or_was_done_first_by_somebody_is_no_meeting() {
    let wondered = "Norwegian Foreign Minister Anna Holm did not say whether she would meet Swedish Foreign Minister \
        Karl Lind in Oslo on Friday.";
    assert_eq!(lines(wondered), Vec::<String>::new());
    let first = "Norwegian Prime Minister Anna Holm held talks in Stockholm on Tuesday with Swedish Prime Minister Karl \
        Lind, the first Norwegian premier to visit Sweden since Ole Berg in 1928.";
    assert_eq!(lines(first), ["held NOR+SWE Stockholm 2016-05-17"]);
}

#[test]
fn talks_are_where_they_are_spoken_of_right_after() {
    let text = "The foreign ministers of Norway and Sweden said in Oslo after two hours of talks that a border post \
        would open.";
    assert_eq!(lines(text).iter().filter(|l| l.contains("Oslo")).count(), 1);
}
