//! Which field of a JSON object or a table says what.

use super::{Article, Given, GivenBy, day};
use std::fmt;

/// What a field may say.
const ROLES: &[&str] = &["text", "title", "published", "publisher", "url", "id"];

/// The usual names, for each role, the likelier ones first.
const USUAL: &[&[&str]] = &[
    &[
        "text",
        "maintext",
        "fulltext",
        "articletext",
        "articlebody",
        "plaintext",
        "content",
        "body",
        "article",
        "story",
        "storytext",
        "cleantext",
        "rawcontent",
        "html",
        "contenthtml",
        "summary",
        "description",
        "excerpt",
    ],
    &["title", "headline", "titletext", "name"],
    &[
        "published",
        "datepublish",
        "publishdate",
        "publisheddate",
        "datepublished",
        "publicationdate",
        "publishedat",
        "pubdate",
        "date",
        "seendate",
        "publishtime",
        "time",
        "timestamp",
        "indexeddate",
        "created",
        "createdat",
    ],
    &[
        "publisher",
        "medianame",
        "sourcename",
        "sitename",
        "outlet",
        "sourcedomain",
        "source",
        "domain",
        "site",
        "publication",
        "feed",
    ],
    &["url", "link", "canonicalurl", "uri", "permalink", "sourceurl"],
    &["id", "guid", "docid", "storiesid", "storyid", "articleid", "uuid", "_id"],
];

/// The names of fields, by role: those that the caller gives, else the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    given: Vec<(usize, String)>,
}

/// A field map that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldsError(String);

impl fmt::Display for FieldsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FieldsError {}

impl std::str::FromStr for Fields {
    type Err = FieldsError;

    /// Reads "text=body,published=date".
    fn from_str(map: &str) -> Result<Fields, FieldsError> {
        let mut given = Vec::new();
        for pair in map.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let (role, name) = pair.split_once('=').unwrap_or((pair, ""));
            let Some(role) = ROLES.iter().position(|r| *r == role.trim()).filter(|_| !name.trim().is_empty()) else {
                let known = ROLES.join(", ");
                return Err(FieldsError(format!("{pair:?}: expected ROLE=FIELD, with a role of {known}")));
            };
            given.push((role, name.trim().to_string()));
        }
        Ok(Fields { given })
    }
}

/// What a record says, by role.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    values: [Option<String>; 6],
}

impl Said {
    /// Returns what the record says in a role, and leaves nothing there.
    fn take(&mut self, role: &str) -> Option<String> {
        let role = ROLES.iter().position(|r| *r == role)?;
        self.values.get_mut(role)?.take().filter(|v| !v.trim().is_empty())
    }

    /// Adds what is said of the article, and returns its text: where there is none, its title.
    pub(super) fn describe(mut self, article: &mut Article) -> Option<String> {
        let text = self.take("text");
        let title = self.take("title");
        article.id = self.take("id").unwrap_or_else(|| std::mem::take(&mut article.id));
        article.publisher = self.take("publisher").or(article.publisher.take());
        article.url = self.take("url").or(article.url.take());
        article.published = self.take("published").and_then(|p| given(&p)).or(article.published);
        article.title = title.clone().or(article.title.take());
        text.or(title)
    }
}

impl Fields {
    /// Finds what a record says, in which `get` looks up a field by its name as the caller wrote it
    /// and `usual` one by its plain name, lower case without marks.
    pub(super) fn find(&self, get: impl Fn(&str) -> Option<String>, usual: impl Fn(&str) -> Option<String>) -> Said {
        let mut said = Said::default();
        for (role, value) in said.values.iter_mut().enumerate() {
            let mut names = self.given.iter().filter(|(r, _)| *r == role).map(|(_, name)| name).peekable();
            *value = match names.peek() {
                Some(_) => names.find_map(|name| get(name)),
                None => USUAL.get(role).and_then(|names| names.iter().find_map(|name| usual(name))),
            };
        }
        said
    }

    /// Returns whether a header names a text field.
    pub(super) fn has_text(&self, header: &[String]) -> bool {
        let given = self.given.iter().any(|(role, name)| *role == 0 && header.iter().any(|h| h == name));
        given || header.iter().any(|h| USUAL.first().is_some_and(|names| names.contains(&plain(h).as_str())))
    }
}

/// Writes a field's name in lower case without marks ("datePublished", "date_published").
pub(super) fn plain(name: &str) -> String {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    if name == "_id" { name.into() } else { plain }
}

/// Reads a publication date from metadata.
pub(super) fn given(text: &str) -> Option<Given> {
    day(text).map(|date| Given { date, source: GivenBy::Metadata })
}
