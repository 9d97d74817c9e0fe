//! One article's content in each form of input.

use super::{Article, Fault, Raw, Reading, articles};
use std::io::Write;

const TEXT: &str = "Envoys meet\n\nThe envoys met on Monday.\n";

fn read(name: &str, bytes: &[u8]) -> Vec<Result<Article, Fault>> {
    read_with(name, bytes, &Reading::default())
}

fn read_with(name: &str, bytes: &[u8], reading: &Reading) -> Vec<Result<Article, Fault>> {
    articles(bytes, name, reading).map(|raw| raw.and_then(Raw::article)).collect()
}

fn texts(name: &str, bytes: &[u8]) -> Vec<String> {
    read(name, bytes).into_iter().map(|a| a.map(|a| a.text).unwrap_or_else(|f| format!("! {f}"))).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

#[test]
fn reads_each_form() {
    let json = serde_json::json!({ "text": TEXT, "title": "Envoys meet", "publish_date": "2016-05-17" });
    let line = json.to_string();
    let csv = format!("title,text\nx,\"{TEXT}\"\n");
    let wide: Vec<u8> = format!("\u{feff}{TEXT}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cases: &[(&str, Vec<u8>)] = &[
        ("a.txt", TEXT.into()),
        ("a.txt", wide),
        ("a.json", format!("[{line},\n{line}]").into()),
        ("a.json", format!("{{\"articles\": [{line}]}}").into()),
        ("a.jsonl", format!("{line}\n\n{line}").into()),
        ("a.csv", csv.into()),
    ];
    for (name, bytes) in cases {
        for (ending, bytes) in [("", bytes.clone()), (".gz", gzip(bytes)), (".zst", zstd(bytes))] {
            let found = texts(&format!("{name}{ending}"), &bytes);
            assert!(!found.is_empty() && found.iter().all(|t| t == TEXT), "{name}{ending}: {found:?}");
        }
    }
    let double = [zstd(TEXT.as_bytes()), zstd(TEXT.as_bytes())].concat();
    assert_eq!(texts("a.zst", &double), [TEXT.repeat(2)]);
}

#[test]
fn knows_the_usual_names() {
    let record = serde_json::json!({
        "stories_id": 7, "maintext": "They met.", "date_publish": "2017-07-17 17:03:00",
        "source": { "name": "The Daily" }, "url": "https://x.example/7", "title": "T",
    });
    let found = read("a.json", record.to_string().as_bytes());
    let article = found[0].as_ref().unwrap();
    assert_eq!(article.id, "7");
    assert_eq!(article.publisher.as_deref(), Some("The Daily"));
    assert_eq!(article.published.unwrap().date.to_string(), "2017-07-17");
}

#[test]
fn knows_the_feeds_that_people_have() {
    // The fields of a link list, of two crawlers, of a media archive, and of an index over it.
    let feeds = [
        r#"{"articles": [{"url": "u", "title": "They met.", "seendate": "20210131T120000Z", "domain": "daily.example"}]}"#,
        r#"{"source_url": "u", "title": "T", "text": "They met.", "publish_date": "2021-01-31T00:00:00"}"#,
        r#"{"url": "u", "maintext": "They met.", "date_publish": "2021-01-31 10:00:00", "source_domain": "daily.example"}"#,
        r#"{"url": "u", "story_text": "They met.", "publish_date": "2021-01-31", "media_name": "Daily", "stories_id": 1}"#,
        r#"{"hits": {"hits": [{"_source": {"url": "u", "body": "They met.", "published_at": "2021-01-31"}}]}}"#,
        r#"{"url": "u", "content": "<p>They met.</p>", "published": 1612051200}"#,
    ];
    for feed in feeds {
        let found = read("feed.json", feed.as_bytes());
        assert_eq!(found.len(), 1, "{feed}");
        let article = found[0].as_ref().unwrap();
        assert_eq!(article.text, "They met.", "{feed}");
        assert_eq!(article.url.as_deref(), Some("u"), "{feed}");
        assert_eq!(article.published.unwrap().date.to_string(), "2021-01-31", "{feed}");
    }
}

#[test]
fn maps_named_fields() {
    let fields = "text=data.words,published=when".parse().unwrap();
    let reading = Reading { fields, ..Reading::default() };
    let record = br#"{"data": {"words": "They met."}, "when": "31 January 2021", "text": "no"}"#;
    let found = read_with("a.json", record, &reading);
    let article = found[0].as_ref().unwrap();
    assert_eq!(article.text, "They met.");
    assert_eq!(article.published.unwrap().date.to_string(), "2021-01-31");
    assert!("txt=body".parse::<super::Fields>().is_err());
}

#[test]
fn keeps_the_neighbours_of_a_faulty_record() {
    let lines = "{\"text\": \"one\"}\n{\"text\": \"tw\n{\"text\": \"three\"}\n[]\n{\"x\": 1}\n";
    let found = texts("a.jsonl", lines.as_bytes());
    assert_eq!((found[0].as_str(), found[2].as_str()), ("one", "three"));
    assert!(found[1].starts_with("! line 2: is no JSON"), "{found:?}");
    assert!(found[3].starts_with("! line 5: has no field with a text"), "{found:?}");
    let table = "text,url\none,a\ntwo\nthree,c\n";
    let found = texts("a.csv", table.as_bytes());
    assert_eq!((found[0].as_str(), found[2].as_str()), ("one", "three"));
    assert!(found[1].starts_with("! line 3"), "{found:?}");
}

#[test]
fn splits_a_text_by_a_pattern() {
    let split = Some(regex::Regex::new("^Document [0-9]+").unwrap());
    let reading = Reading { split, ..Reading::default() };
    let text = "Document 1 of 2\r\nThey met.\r\nDocument 2 of 2\r\nAgain.\r\n";
    let found = read_with("a.txt", text.as_bytes(), &reading);
    let found: Vec<_> = found.into_iter().map(|a| a.unwrap()).map(|a| (a.id, a.text)).collect();
    assert_eq!(found, [("a.txt#1".into(), "They met.\r\n".into()), ("a.txt#2".into(), "Again.\r\n".into())]);
}

#[test]
fn says_what_cannot_be_read() {
    let bomb = gzip(&vec![b'a'; 1 << 20]);
    let reading = Reading { max_unpacked: 1000, ..Reading::default() };
    let cut_off = gzip(TEXT.repeat(100).as_bytes());
    let deep = "[".repeat(100_000) + "{" + &"\"a\":[".repeat(100_000);
    let open = format!("text,url\n\"{}", "x".repeat(300_000));
    let small = Reading { max_article: 1000, ..Reading::default() };
    let cases: Vec<(&str, Vec<u8>, &Reading, &str)> = vec![
        ("a.txt", vec![], &small, "is empty"),
        ("a.txt", b" \n".to_vec(), &small, "holds no text"),
        ("a.txt", vec![0; 500], &small, "NUL"),
        ("a.txt", vec![b'a'; 1001], &small, "longer than"),
        ("a.txt", b"%PDF-1.4".to_vec(), &small, "PDF"),
        ("a.gz", bomb, &reading, "limit"),
        ("a.gz", cut_off[..cut_off.len() / 2].to_vec(), &reading, "line"),
        ("a.json", deep.into_bytes(), &Reading { max_article: 10 << 20, ..Reading::default() }, "cut off"),
        ("a.csv", open.into_bytes(), &small, "quotation mark"),
        ("a.csv", b"a,b\n1,2\n".to_vec(), &small, "no column"),
    ]
    .into_iter()
    .map(|(name, bytes, reading, say)| (name, bytes, &*Box::leak(Box::new(reading.clone())), say))
    .collect();
    for (name, bytes, reading, say) in cases {
        let found = read_with(name, &bytes, reading);
        assert_eq!(found.len(), 1, "{name} {say}");
        let fault = found[0].as_ref().unwrap_err().to_string();
        assert!(say == "line" || fault.contains(say), "{name}: {fault}");
    }
}
