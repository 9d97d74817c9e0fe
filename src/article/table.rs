//! Tables of articles: CSV and TSV with a column of texts.

use super::fields::plain;
use super::{Article, Articles, Fault, Form, Raw, Reading, html, too_long};
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// Cuts a table into articles, one a row.
pub(super) fn rows<'a>(
    input: impl BufRead + 'a,
    form: Form,
    article: Article,
    name: &str,
    reading: &'a Reading,
) -> Articles<'a> {
    match Rows::new(input, form, article, reading) {
        Ok(rows) => Box::new(rows),
        Err(mut fault) => {
            if fault.place.is_empty() && !name.is_empty() {
                fault.place = "header".into();
            }
            Box::new(std::iter::once(Err(fault)))
        }
    }
}

/// The rows of one table.
struct Rows<'a, R> {
    table: csv::Reader<Metered<R>>,
    header: Vec<String>,
    plain: Vec<String>,
    spent: Rc<Cell<usize>>,
    article: Article,
    reading: &'a Reading,
    count: usize,
    done: bool,
}

/// Counts what is read, so that a quotation mark that is never closed does not fill the memory.
struct Metered<R> {
    inner: R,
    spent: Rc<Cell<usize>>,
    limit: usize,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.spent.get() > self.limit {
            return Err(io::Error::other(too_long(self.limit)));
        }
        let read = self.inner.read(buffer)?;
        self.spent.set(self.spent.get() + read);
        Ok(read)
    }
}

impl<'a, R: BufRead> Rows<'a, R> {
    fn new(mut input: R, form: Form, article: Article, reading: &'a Reading) -> Result<Rows<'a, R>, Fault> {
        let head = input.fill_buf().map_err(|e| Fault::whole(e.to_string()))?;
        let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let first = head.split(|b| *b == b'\n').next().unwrap_or_default();
        let count = |byte: u8| first.iter().filter(|b| **b == byte).count();
        let delimiter = match form {
            Form::Tsv => b'\t',
            _ if count(b'\t') > count(b',') => b'\t',
            _ if count(b';') > count(b',') => b';',
            _ => b',',
        };
        input.consume(mark);
        let spent = Rc::new(Cell::new(0));
        let metered = Metered { inner: input, spent: spent.clone(), limit: reading.max_article };
        let mut table = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(metered);
        let header = table.byte_headers().map_err(|e| Fault::whole(e.to_string()))?;
        let header: Vec<String> = header.iter().map(|h| super::decode(h, None).trim().to_string()).collect();
        if !reading.fields.has_text(&header) {
            let named = header.join(", ");
            let reason = format!("no column is known to hold texts ({named}); name it with --fields text=COLUMN");
            return Err(Fault::whole(reason));
        }
        let plain = header.iter().map(|h| plain(h)).collect();
        Ok(Rows { table, header, plain, spent, article, reading, count: 0, done: false })
    }

    fn row(&mut self, record: &csv::ByteRecord) -> Result<Raw, Fault> {
        let place = format!("line {}", record.position().map_or(0, csv::Position::line));
        if record.len() != self.header.len() {
            let reason = format!("has {} cells where the header has {}", record.len(), self.header.len());
            return Err(Fault::at(place, reason));
        }
        let cell = |n: usize| record.get(n).map(|c| super::decode(c, None)).filter(|c| !c.is_empty());
        let get = |name: &str| self.header.iter().position(|h| h == name).and_then(cell);
        let usual = |name: &str| self.plain.iter().position(|h| h == name).and_then(cell);
        let mut article = Article { id: format!("{}#{}", self.article.path, self.count), ..self.article.clone() };
        match self.reading.fields.find(get, usual).describe(&mut article) {
            None => Err(Fault::at(place, "holds no text")),
            Some(text) => {
                let form = if html::is_marked_up(&text) { Form::Html } else { Form::Text };
                Ok(Raw::new(article, place, text.into_bytes(), form))
            }
        }
    }
}

impl<R: BufRead> Iterator for Rows<'_, R> {
    type Item = Result<Raw, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let mut record = csv::ByteRecord::new();
        self.spent.set(0);
        match self.table.read_byte_record(&mut record) {
            Ok(false) => None,
            Ok(true) => {
                self.count += 1;
                Some(self.row(&record))
            }
            Err(error) => {
                self.done = true;
                let line = error.position().unwrap_or(self.table.position()).line();
                let reason = match error.kind() {
                    csv::ErrorKind::Io(e) => format!("{e}; a quotation mark may not be closed"),
                    _ => error.to_string(),
                };
                Some(Err(Fault::at(format!("line {line}"), reason)))
            }
        }
    }
}
