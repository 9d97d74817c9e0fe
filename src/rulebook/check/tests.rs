use super::*;
use std::collections::BTreeMap;

/// A small rulebook without a fault.
const CLEAN: &[(&str, &str)] = &[
    (
        "countries.csv",
        "iso3,iso2,numeric,gw,cow,geonames_id,status,name,aliases,former,adjectives,nouns,plurals,capitals,from,to,lat,lon\n\
         AAA,AA,001,,,,state,Aland,,,Alandic,,,Apolis,,,10.5,20.5\n\
         BBB,BB,002,,,,state,Bland,,,Blandic,,,Bpolis,1991-12-25,,-10.5,20.5\n",
    ),
    ("names.csv", "name,kind,gender\nana,given,f\nbo,given,\n"),
    (
        "organisations.csv",
        "id,name,aliases,kind,country,members,from,to\nA-UNION,Union of A,,igo,,AAA;BBB,1991,\nB-UNION,Union of B,,igo,,A-UNION,,\n",
    ),
    (
        "people.csv",
        "id,name,aliases,surname,country,organisation,office,title,from,to,class,seen\n\
         ana,Ana Moor,,Moor,AAA,,president,President,2001-02-03,2005-02-03,HOS,\n\
         bo,Bo Lake,,Lake,AAA,,president,President,2005-02-03,2019~,HOS,\n\
         cy,Cy Hill,,Hill,AAA,,president,President,2019-06,,HOS,2026-01-01\n",
    ),
    (
        "places.csv",
        "geonames_id,name,aliases,country,admin1,lat,lon,population,feature,qualified\n\
         1,Apolis,,AAA,,10.5,20.5,5000,PPLC,\n2,Bpolis,,BBB,,-10.5,20.5,5000,PPLC,\n",
    ),
    (
        "tenures.toml",
        "single_holder = [\"president\"]\nhandover_days = 31\nopen_years = 8\nfor_life = []\nuntitled = []\n",
    ),
    ("titles.csv", "form,plural,kind,office,level,country\npresident,presidents,title,president,leader,\n"),
    ("venues.csv", "id,name,aliases,kind,city,city_id,country,lat,lon\nhall,Hall,,palace,Apolis,1,AAA,10.5,20.5\n"),
    (
        "boilerplate.toml",
        "[[line]]\nid = \"line.more\"\nkind = \"teasers\"\npattern = '''^more news$'''\n\
         examples = [\"The lake was calm all day long, they said.\\n\\nMore news\\n\\nStorm hits the coast\"]\n\
         rejects = [\"More news came in on Monday about the lake.\"]\n",
    ),
];

fn sources(changes: &[(&str, usize, &str)]) -> Sources {
    let mut files: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, text) in CLEAN {
        files.insert(name, text.lines().map(str::to_string).collect());
    }
    for (name, line, text) in changes {
        let lines = files.get_mut(name).unwrap();
        if *line > lines.len() {
            lines.push(text.to_string());
        } else {
            lines[line - 1] = text.to_string();
        }
    }
    let mut sources = Sources::default();
    files.iter().for_each(|(name, lines)| sources.replace(name, lines.join("\n") + "\n"));
    sources
}

fn places(faults: &[Fault]) -> Vec<(String, usize)> {
    faults.iter().map(|f| (f.file.clone(), f.line)).collect()
}

#[test]
fn the_clean_one_is_clean() {
    let faults = check(&sources(&[]));
    assert!(faults.is_empty(), "{faults:#?}");
}

/// One fault in one line: the file, the line, what stands there, and a word of what is told.
const PLANTED: &[(&str, usize, &str, &str)] = &[
    ("countries.csv", 3, "BB,BB,002,,,,state,Bland,,,Blandic,,,Bpolis,1991-12-25,,-10.5,20.5", "3 capitals"),
    ("countries.csv", 3, "BBB,BB,002,,,,state,Bland,,,Blandic,,,Bpolis,1991-12-25,,-110.5,20.5", "from -90 to 90"),
    ("countries.csv", 3, "BBB,BB,002,,,,state,,,,Blandic,,,Bpolis,1991-12-25,,-10.5,20.5", "something"),
    ("countries.csv", 1, "iso3,iso2", "columns"),
    ("names.csv", 3, "ana,given,", "again"),
    ("names.csv", 4, "an,given,", "out of order"),
    ("names.csv", 2, "ana,gift,f", "given"),
    ("names.csv", 2, "ana,given,f,", "4 cells"),
    ("names.csv", 2, "", "empty line"),
    ("names.csv", 3, "bo ,given,", "no space"),
    ("organisations.csv", 2, "A-UNION,Union of A,,igo,,AAA;CCC,1991,", "\"CCC\" is none"),
    ("organisations.csv", 2, "A-UNION,Union of A,A;;B,igo,,AAA,1991,", "apart by ;"),
    ("people.csv", 2, "Ana,Ana Moor,,Moor,AAA,,president,President,2001-02-03,2005-02-03,HOS,", "small letters"),
    (
        "people.csv",
        2,
        "ana,Ana Moor,,Moor,CCC,,president,President,2001-02-03,2005-02-03,HOS,",
        "iso3 of countries.csv",
    ),
    (
        "people.csv",
        2,
        "ana,Ana Moor,,Moor,AAA,X,president,President,2001-02-03,2005-02-03,HOS,",
        "id of organisations.csv",
    ),
    ("people.csv", 2, "ana,Ana Moor,,Moor,AAA,,king,President,2001-02-03,2005-02-03,HOS,", "office of titles.csv"),
    (
        "people.csv",
        2,
        "ana,Ana Moor,,Moor,AAA,,president,President,2001-02-30,2005-02-03,HOS,",
        "a day that the month has",
    ),
    ("people.csv", 2, "ana,Ana Moor,,Moor,AAA,,president,President,03/02/2001,2005-02-03,HOS,", "YYYY-MM-DD"),
    ("people.csv", 2, "ana,Ana Moor,,Moor,AAA,,president,President,2005-02-03,2001-02-03,HOS,", "runs forwards"),
    ("people.csv", 3, "bo,Bo Lake,,Lake,AAA,,president,President,2004-02-03,2019~,HOS,", "one holder at a time"),
    ("people.csv", 3, "bo,Bo Lake,,Lake,BBB,,president,President,2005-02-03,,HOS,", "a day seen within 8 years"),
    ("places.csv", 2, "x1,Apolis,,AAA,,10.5,20.5,5000,PPLC,", "whole number"),
    ("titles.csv", 2, "president,presidents,title,president,boss,", "leader"),
    ("venues.csv", 2, "hall,Hall,,palace,Apolis,7,AAA,10.5,20.5", "geonames_id of places.csv"),
    ("boilerplate.toml", 3, "kinds = \"teasers\"", "kinds"),
    ("boilerplate.toml", 6, "rejects = []", "without rejects"),
    ("boilerplate.toml", 5, "examples = []", "without examples"),
    ("boilerplate.toml", 5, "examples = [\"The lake was calm.\"]", "does not fire"),
    (
        "boilerplate.toml",
        6,
        "rejects = [\"The lake was calm all day long.\\n\\nMore news\\n\\nStorm hits the coast\"]",
        "fires on",
    ),
    ("tenures.toml", 2, "handover = 31", "handover"),
];

#[test]
fn each_planted_fault_is_told_with_its_line() {
    for (file, line, text, word) in PLANTED {
        let faults = check(&sources(&[(file, *line, text)]));
        let told = faults.iter().any(|f| {
            // A rule's sentences are told at the rule.
            let at = f.line == *line || (*file == "boilerplate.toml" && f.line == 1);
            f.file == *file && at && format!("{f}").contains(word)
        });
        assert!(told, "{file}:{line} {word}: {faults:#?}");
    }
}

#[test]
fn the_faults_of_every_file_are_told_at_once() {
    let one_a_file: Vec<(&str, usize, &str)> =
        [4, 12, 18, 21, 22, 23, 24].iter().map(|k| (PLANTED[*k].0, PLANTED[*k].1, PLANTED[*k].2)).collect();
    let faults = check(&sources(&one_a_file));
    let told = places(&faults);
    for (file, line, _) in &one_a_file {
        assert!(told.contains(&(file.to_string(), *line)), "{file}:{line}: {faults:#?}");
    }
}

#[test]
fn every_unknown_key_of_a_file_is_told() {
    let mut sources = sources(&[]);
    let text = sources.get("boilerplate.toml").replace("pattern", "patron");
    let more = text.replace("line.more", "line.other").replace("kind", "sort");
    sources.replace("boilerplate.toml", format!("{text}\n{more}"));
    let told = places(&rules::loading(&sources));
    let lines: Vec<usize> = told.iter().filter(|(f, _)| f == "boilerplate.toml").map(|t| t.1).collect();
    for line in [4, 10] {
        assert!(lines.contains(&line), "{told:?}");
    }
}

#[test]
fn a_rule_told_twice_is_told_with_the_first() {
    let mut sources = sources(&[]);
    let text = sources.get("boilerplate.toml").to_string();
    sources.replace("boilerplate.toml", format!("{text}\n{text}"));
    let faults = check(&sources);
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert_eq!((faults[0].line, faults[0].expected.contains("boilerplate.toml:1")), (8, true));
}

#[test]
fn a_fault_of_a_user_s_row_is_told_in_the_user_s_file() {
    let mut sources = sources(&[]);
    let mine = "name,kind,gender\ncy,given,\nbo,gift,\n";
    sources.lay_over("mine", &[("names.csv".to_string(), mine.to_string())].into()).unwrap();
    assert_eq!(places(&check(&sources)), [("mine/names.csv".to_string(), 3)]);
}
