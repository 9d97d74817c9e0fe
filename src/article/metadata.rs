//! What a table beside the articles says of them.

use super::{Article, Given, GivenBy, day};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// A table of articles: path, published, publisher, title, url.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    rows: BTreeMap<String, Row>,
}

/// What one row says; columns may be missing and stand in any order.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct Row {
    path: String,
    published: Option<String>,
    publisher: Option<String>,
    title: Option<String>,
    url: Option<String>,
}

/// What is wrong with a metadata table, and in which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetadataError {
    /// Line, from 1.
    pub line: u64,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for MetadataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for MetadataError {}

impl Metadata {
    /// Reads a CSV table with a header row.
    ///
    /// # Errors
    /// A row that is no CSV, or a date that is none.
    pub fn parse(bytes: &[u8]) -> Result<Metadata, MetadataError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes);
        let headers = reader.headers().map_err(|e| at(1, &e))?.clone();
        if !headers.iter().any(|h| h == "path") {
            return Err(MetadataError { line: 1, what: "no column \"path\"".into() });
        }
        let mut rows = BTreeMap::new();
        let mut record = csv::StringRecord::new();
        loop {
            let line = reader.position().line();
            if !reader.read_record(&mut record).map_err(|e| at(line, &e))? {
                return Ok(Metadata { rows });
            }
            let row: Row = record.deserialize(Some(&headers)).map_err(|e| at(line, &e))?;
            if let Some(published) = row.published.as_deref().filter(|p| !p.is_empty())
                && day(published).is_none()
            {
                let what = format!("published {published:?} is no date; expected YYYY-MM-DD");
                return Err(MetadataError { line, what });
            }
            rows.insert(row.path.clone(), row);
        }
    }

    /// Adds what the table says of an article that goes by one of `names`; what the article's own
    /// source says stands.
    pub fn describe(&self, article: &mut Article, names: &[&str]) {
        let Some(row) = names.iter().find_map(|name| self.rows.get(*name)) else { return };
        let filled = |value: &Option<String>| value.clone().filter(|v| !v.is_empty());
        article.title = article.title.take().or_else(|| filled(&row.title));
        article.publisher = article.publisher.take().or_else(|| filled(&row.publisher));
        article.url = article.url.take().or_else(|| filled(&row.url));
        let published = row.published.as_deref().and_then(day);
        article.published = published.map(|date| Given { date, source: GivenBy::Metadata }).or(article.published);
    }
}

/// Names the line of a CSV error.
fn at(line: u64, error: &csv::Error) -> MetadataError {
    let line = error.position().map_or(line, csv::Position::line);
    MetadataError { line, what: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn describes_by_path() {
        let table = "path,published,title\na.txt,2016-05-17,\"Talks, again\"\nb.txt,,\n";
        let metadata = Metadata::parse(table.as_bytes()).unwrap();
        let mut article = Article::default();
        metadata.describe(&mut article, &["x/a.txt", "a.txt"]);
        assert_eq!(article.title.as_deref(), Some("Talks, again"));
        assert_eq!(article.published.unwrap().date.to_string(), "2016-05-17");
    }

    #[test]
    fn names_the_line_of_a_bad_date() {
        let error = Metadata::parse(b"path,published\na.txt,2016-05-17\nb.txt,17 May\n").unwrap_err();
        assert_eq!(error.line, 3);
    }
}
