//! The form of an input, told by its content and its name.

/// The form of an input, without its compression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// JSON: one value, a list, or an object with a list of articles.
    Json,
    /// One JSON value a line.
    JsonLines,
    /// Cells between commas (or semicolons, where the header has more of them).
    Csv,
    /// Cells between tabs.
    Tsv,
    /// A web archive.
    Warc,
    /// Something that holds no text that can be read here; why.
    Binary(&'static str),
}

/// What other files start with.
const FOREIGN: &[(&[u8], &str)] = &[
    (b"%PDF-", "is a PDF; turn it into text first"),
    (b"PK\x03\x04", "is a ZIP archive or an office document; unpack it or save it as text first"),
    (b"\xd0\xcf\x11\xe0", "is an old office document; save it as text first"),
    (b"{\\rtf", "is RTF; save it as text first"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"GIF8", "is a picture"),
    (b"\x7fELF", "is a program"),
    (b"SQLite format 3", "is a database; export a table as CSV first"),
    (b"PAR1", "is a Parquet file; export it as CSV or JSON Lines first"),
    (b"BZh", "is compressed with bzip2; only .gz and .zst are unpacked"),
    (b"\xfd7zXZ", "is compressed with xz; only .gz and .zst are unpacked"),
];

impl Form {
    /// Tells the form of an input by its name and its first bytes.
    pub fn tell(name: &str, head: &[u8]) -> Form {
        if let Some((_, what)) = FOREIGN.iter().find(|(start, _)| head.starts_with(start)) {
            return Form::Binary(what);
        }
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
        let head = head.trim_ascii_start();
        if head.starts_with(b"WARC/") {
            return Form::Warc;
        }
        let ending = name.rsplit(['/', '.']).next().unwrap_or_default().to_ascii_lowercase();
        match ending.as_str() {
            "jsonl" | "ndjson" | "jsonlines" => Form::JsonLines,
            "json" | "geojson" => json(head),
            "csv" => Form::Csv,
            "tsv" | "tab" => Form::Tsv,
            "md" | "markdown" => Form::Markdown,
            "html" | "htm" | "xhtml" | "shtml" => Form::Html,
            "mhtml" | "mht" => Form::Binary("is a page in MIME form; save it as HTML first"),
            _ if is_page(head) => Form::Html,
            _ if is_json(head) => json(head),
            _ => Form::Text,
        }
    }
}

/// Returns whether a text starts as a web page does.
fn is_page(head: &[u8]) -> bool {
    if !head.starts_with(b"<") {
        return false;
    }
    let start = String::from_utf8_lossy(head.get(..1024).unwrap_or(head)).to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<article", "<div", "<p>"].iter().any(|tag| start.contains(tag))
}

/// Returns whether a text starts as an object or a list of objects does.
fn is_json(head: &[u8]) -> bool {
    let inner = head.strip_prefix(b"[").unwrap_or(head).trim_ascii_start();
    inner.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
}

/// Tells one value a line from one value.
fn json(head: &[u8]) -> Form {
    let mut lines = head.split(|b| *b == b'\n').filter(|l| !l.trim_ascii().is_empty());
    let first = lines.next().unwrap_or_default().trim_ascii();
    let more = lines.next().is_some();
    if more && first.starts_with(b"{") && first.ends_with(b"}") { Form::JsonLines } else { Form::Json }
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn tells_by_content_and_name() {
        let cases: &[(&str, &str, Form)] = &[
            ("a.txt", "They met.", Form::Text),
            ("a", "\u{feff}<!DOCTYPE html><html>", Form::Html),
            ("a.txt", "[Updated] They met.", Form::Text),
            ("a", "{\"text\": \"x\"}\n{\"text\": \"y\"}\n", Form::JsonLines),
            ("a", "[{\"text\": \"x\"}]", Form::Json),
            ("a.json", "{\n \"text\": \"x\"\n}", Form::Json),
            ("x/a.csv", "a,b", Form::Csv),
            ("a.md", "# They met", Form::Markdown),
            ("a", "WARC/1.0\r\n", Form::Warc),
        ];
        for (name, head, form) in cases {
            assert_eq!(Form::tell(name, head.as_bytes()), *form, "{name} {head}");
        }
        assert!(matches!(Form::tell("a.txt", b"%PDF-1.7"), Form::Binary(_)));
    }
}
