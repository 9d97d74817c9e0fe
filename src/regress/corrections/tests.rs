use super::*;
use serde_json::json;

fn meeting() -> Meeting {
    serde_json::from_value(json!({
        "meeting_id": "m-1", "article": {"id": "a.txt", "path": "a.txt", "title": null, "publisher": null, "url": null,
        "published": null, "published_basis": null}, "status": "held", "kind": "talks", "mode": "in_person",
        "format": null, "level": null, "name": null, "part_of": null,
        "participants": [{"kind": "person", "name": "Ana Ruiz", "name_text": "Ruiz", "person_id": null, "title": null,
        "office": null, "country": "PER", "organisation": null, "role": "participant", "presence": "attended",
        "basis": "stated", "spans": [[0, 4]]}],
        "place": {"text": "Lima", "venue": null, "city": "Lima", "admin1": "Lima", "country": "PER", "lat": -12.0,
        "lon": -77.0, "geonames_id": 1, "granularity": "city", "basis": "sentence", "spans": [[9, 13]]},
        "date": null, "duration_minutes": null, "topics": [], "outcomes": [], "cameo": [], "plover": null,
        "evidence": [{"quote": "Ruiz met them in Lima.", "span": [0, 22]}], "rules": ["talks.hold"],
        "confidence": 0.5, "absences": {"date": "not_stated"}}))
    .unwrap()
}

const HEADER: &str = "meeting,article,field,old,new,source,reason\n";

fn run(rows: &str) -> (Meeting, Vec<Entry>) {
    let mut corrections = Corrections::parse("c.csv", &format!("{HEADER}{rows}")).unwrap();
    let mut meeting = meeting();
    corrections.apply(&mut meeting);
    (meeting, corrections.ledger())
}

fn fates(ledger: &[Entry]) -> Vec<Fate> {
    ledger.iter().map(|e| e.fate).collect()
}

#[test]
fn a_cell_is_set_where_the_old_value_stands() {
    let (meeting, ledger) =
        run("m-1,,place.city,Lima,Cusco,atlas,\n,a.txt,status,held,planned,,\nm-1,,place_venue,,Hotel,,\n");
    assert_eq!(fates(&ledger), [Fate::Applied; 3]);
    let place = meeting.place.unwrap();
    assert_eq!((place.city.as_deref(), place.venue.as_deref()), (Some("Cusco"), Some("Hotel")));
    assert_eq!((place.lat, place.geonames_id, place.basis.word()), (None, None, "reviewed"));
    assert_eq!(meeting.status.word(), "planned");
    assert_eq!(meeting.reviewed, ["place.city", "place.venue", "status"]);
}

#[test]
fn what_no_longer_stands_is_stale_and_what_is_not_there_unknown() {
    let (meeting, ledger) =
        run("m-1,,place.city,Quito,Cusco,,\nm-9,,status,held,planned,,\nm-1,,participants[Bo].title,,Envoy,,\n");
    assert_eq!(fates(&ledger), [Fate::Stale, Fate::Unknown, Fate::Stale]);
    assert_eq!(ledger[0].found.as_deref(), Some("Lima"));
    assert!(meeting.reviewed.is_empty());
    assert_eq!(meeting, super::tests::meeting());
}

#[test]
fn a_date_is_made_whole() {
    let (meeting, _) = run("m-1,,date_start,,2016-05-16,,\nm-1,,date_end,,2016-05-17,,\n");
    let date = meeting.date.unwrap();
    assert_eq!(date.edtf.as_deref(), Some("2016-05-16/2016-05-17"));
    assert!(meeting.absences.is_empty());
    let (meeting, _) = run("m-1,,date.start,,2016-05-16,,\n");
    assert_eq!(meeting.date.unwrap().end.as_deref(), Some("2016-05-16"));
}

#[test]
fn participants_come_go_and_change() {
    let (meeting, ledger) = run(
        "m-1,,participants,,\"Kari Berg (NOR, Envoy)\",,\nm-1,,participants[Ana Ruiz].title,,Minister,,\nm-1,,participants,Kari Berg,,,\n",
    );
    assert_eq!(fates(&ledger), [Fate::Applied; 3]);
    assert_eq!(meeting.participants.len(), 1);
    assert_eq!(meeting.participants[0].title.as_deref(), Some("Minister"));
    assert_eq!(meeting.participants[0].basis.word(), "reviewed");
    let (meeting, _) = run("m-1,,participants,Ana Ruiz,Ana Ruiz Soto (PER),,\nm-1,,outcomes,,not: a border treaty,,\n");
    assert_eq!(meeting.participants[0].name.as_deref(), Some("Ana Ruiz Soto"));
    assert!(!meeting.outcomes[0].agreed);
}

#[test]
fn what_no_record_can_hold_is_refused() {
    let (meeting, ledger) =
        run("m-1,,status,held,happened,,\nm-1,,weather,,fine,,\nm-1,,rules,talks.hold,x,,\nm-1,,date.start,,soon,,\n");
    assert_eq!(fates(&ledger), [Fate::Refused; 4]);
    assert_eq!(meeting, super::tests::meeting());
}

#[test]
fn every_fault_of_a_file_is_told_with_its_line() {
    let faults =
        Corrections::parse("c.csv", "meeting,field,old,new,why\n,status,held,planned,x\nm-1,,a,a,x\n").unwrap_err();
    let lines: Vec<usize> = faults.iter().map(|f| f.line).collect();
    assert_eq!(lines, [1, 2, 3, 3], "{faults:?}");
}
