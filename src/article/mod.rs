//! Articles: the text that is read, and what is known of it beforehand.
//!
//! [`articles`] tells the form of an input by its content and its name, and cuts it into [`Raw`]
//! articles one by one; [`Raw::article`] decodes one. The first half must run in input order, the
//! second may run on any thread.

mod compressed;
mod day;
mod encoding;
mod fields;
mod form;
mod html;
mod json;
mod lines;
mod markdown;
mod metadata;
mod plain;
mod table;
#[cfg(test)]
mod tests;
mod warc;

pub use day::day;
pub use encoding::decode;
pub use fields::Fields;
pub use form::Form;
pub use metadata::{Metadata, MetadataError};

use chrono::NaiveDate;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

/// One text to read, with what its source says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Identity, stable from run to run: the path as given, or the source's own id.
    pub id: String,
    /// Path as given, with `/` between folders.
    pub path: String,
    /// Headline, where the source gives it apart from the text.
    pub title: Option<String>,
    /// Publisher, where known.
    pub publisher: Option<String>,
    /// Address, where known.
    pub url: Option<String>,
    /// Publication date, where the caller or the metadata gives it.
    pub published: Option<Given>,
    /// The text, decoded, never edited.
    pub text: String,
}

/// A publication date that comes from outside the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// The day.
    pub date: NaiveDate,
    /// Who gave it.
    pub source: GivenBy,
}

/// Where a publication date from outside the text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenBy {
    /// The caller, on the command line.
    Caller,
    /// Metadata beside or inside the input.
    Metadata,
}

/// How inputs are read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The form of every input; told by content and name where absent.
    pub form: Option<Form>,
    /// The names of the fields of JSON and CSV.
    pub fields: Fields,
    /// A line in which this is found stands between two articles of one text.
    pub split: Option<regex::Regex>,
    /// The most bytes that one article may have.
    pub max_article: usize,
    /// The most bytes that one compressed input may unpack to.
    pub max_unpacked: u64,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading { form: None, fields: Fields::default(), split: None, max_article: 32 << 20, max_unpacked: 16 << 30 }
    }
}

/// One article of an input, cut out but not yet decoded.
#[derive(Clone, Debug)]
pub struct Raw {
    /// What its source says of it; the text is still empty.
    pub article: Article,
    /// Where in the input it stands ("line 12"); empty where it is the whole input.
    pub place: String,
    content: Content,
}

/// The content of a raw article.
#[derive(Clone, Debug)]
struct Content {
    bytes: Vec<u8>,
    form: Form,
    /// The encoding that the container names.
    charset: Option<String>,
}

/// Why an input or a part of it gives no article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the input ("line 12"); empty where the whole input is meant.
    pub place: String,
    /// Why.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place.as_str() {
            "" => f.write_str(&self.reason),
            place => write!(f, "{place}: {}", self.reason),
        }
    }
}

impl std::error::Error for Fault {}

impl Fault {
    /// Makes a fault of the whole input.
    pub fn whole(reason: impl Into<String>) -> Fault {
        Fault { place: String::new(), reason: reason.into() }
    }

    /// Makes a fault of one place.
    pub fn at(place: impl Into<String>, reason: impl Into<String>) -> Fault {
        Fault { place: place.into(), reason: reason.into() }
    }
}

impl Raw {
    /// Makes a raw article.
    fn new(article: Article, place: String, bytes: Vec<u8>, form: Form) -> Raw {
        Raw { article, place, content: Content { bytes, form, charset: None } }
    }

    /// Returns how many bytes it has.
    pub fn size(&self) -> usize {
        self.content.bytes.len()
    }

    /// Decodes the article.
    ///
    /// # Errors
    /// What it is where it is no text.
    pub fn article(self) -> Result<Article, Fault> {
        let Raw { mut article, place, content } = self;
        let fault = |reason: String| Fault::at(place.clone(), reason);
        let text = match content.form {
            Form::Html => {
                let text = encoding::decode_html(&content.bytes, content.charset.as_deref());
                drop(content);
                encoding::refuse_binary(&text).map_err(fault)?;
                html::read(&text, &mut article).map_err(fault)?
            }
            Form::Markdown => {
                let text = encoding::decode_owned(content.bytes, content.charset.as_deref());
                encoding::refuse_binary(&text).map_err(fault)?;
                markdown::read(&text, &mut article)
            }
            _ => {
                let text = encoding::decode_owned(content.bytes, content.charset.as_deref());
                encoding::refuse_binary(&text).map_err(fault)?;
                text
            }
        };
        if text.trim().is_empty() {
            return Err(fault("holds no text".into()));
        }
        article.text = text;
        Ok(article)
    }
}

/// The articles of one input, one by one.
pub type Articles<'a> = Box<dyn Iterator<Item = Result<Raw, Fault>> + 'a>;

/// Cuts an input into articles. `path` names it, and its ending helps to tell the form.
pub fn articles<'a>(input: impl Read + 'a, path: &str, reading: &'a Reading) -> Articles<'a> {
    cut(Box::new(input), path, path, reading, 0)
}

/// As many bytes of an input as its form is told by.
const HEAD: usize = 16 << 10;

/// Tells the form of an input and cuts it; `name` loses an ending with each layer of compression.
fn cut<'a>(mut input: Box<dyn Read + 'a>, path: &str, name: &str, reading: &'a Reading, depth: usize) -> Articles<'a> {
    let mut head = Vec::new();
    if let Err(error) = input.by_ref().take(HEAD as u64).read_to_end(&mut head) {
        return Box::new(std::iter::once(Err(Fault::whole(error.to_string()))));
    }
    if head.is_empty() {
        return Box::new(std::iter::once(Err(Fault::whole("is empty"))));
    }
    let rest: Box<dyn Read + 'a> = Box::new(io::Cursor::new(head.clone()).chain(input));
    if let Some(codec) = compressed::Codec::of(&head) {
        if depth == 3 {
            return Box::new(std::iter::once(Err(Fault::whole("is compressed more than three times over"))));
        }
        let name = codec.strip(name).to_string();
        let plain = codec.unpack(rest, reading.max_unpacked);
        return cut(plain, path, &name, reading, depth + 1);
    }
    let article = Article { id: path.into(), path: path.into(), ..Article::default() };
    if encoding::is_wide(&head) {
        return wide(rest, article, name, reading);
    }
    let form = reading.form.unwrap_or_else(|| Form::tell(name, &head));
    open(BufReader::with_capacity(64 << 10, rest), form, article, name, reading)
}

/// Opens an input of a known form.
fn open<'a>(input: impl BufRead + 'a, form: Form, article: Article, name: &str, reading: &'a Reading) -> Articles<'a> {
    match form {
        Form::Text if reading.split.is_some() => Box::new(plain::Split::new(input, article, reading)),
        Form::Text | Form::Markdown | Form::Html => Box::new(std::iter::once(whole(input, form, article, reading))),
        Form::Json => Box::new(json::Values::new(input, article, reading)),
        Form::JsonLines => Box::new(json::Lines::new(input, article, reading)),
        Form::Csv | Form::Tsv => table::rows(input, form, article, name, reading),
        Form::Warc => Box::new(warc::Records::new(input, article, reading)),
        Form::Binary(what) => Box::new(std::iter::once(Err(Fault::whole(what)))),
    }
}

/// Reads an input of two-byte characters: as UTF-8 from here on.
fn wide<'a>(input: Box<dyn Read + 'a>, article: Article, name: &str, reading: &'a Reading) -> Articles<'a> {
    match limited(input, reading.max_article) {
        Err(fault) => Box::new(std::iter::once(Err(fault))),
        Ok(bytes) => {
            let text = encoding::decode_owned(bytes, None);
            let form = reading.form.unwrap_or_else(|| Form::tell(name, text.as_bytes()));
            open(io::Cursor::new(text.into_bytes()), form, article, name, reading)
        }
    }
}

/// Reads an input that is one article.
fn whole(input: impl Read, form: Form, article: Article, reading: &Reading) -> Result<Raw, Fault> {
    Ok(Raw::new(article, String::new(), limited(input, reading.max_article)?, form))
}

/// Reads to the end, up to a limit.
fn limited(input: impl Read, limit: usize) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    let read = input.take(limit as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|e| Fault::whole(e.to_string()))?;
    if bytes.len() > limit { Err(Fault::whole(too_long(limit))) } else { Ok(bytes) }
}

/// Says that an article is too long.
fn too_long(limit: usize) -> String {
    format!("is longer than {} MiB, the most that one article may have (--max-article)", limit >> 20)
}
