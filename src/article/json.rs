//! JSON: one value a line, a list of values, or an object with a list of articles in it.

use super::fields::plain;
use super::lines::{self, Line};
use super::{Article, Fault, Form, Raw, Reading, html, too_long};
use serde_json::{Map, Value};
use std::collections::VecDeque;
use std::io::BufRead;

/// The names of lists of articles inside an object.
const LISTS: &[&str] =
    &["articles", "stories", "documents", "docs", "items", "results", "data", "hits", "news", "response"];

/// One value a line.
pub(super) struct Lines<'a, R> {
    input: R,
    queue: Queue<'a>,
    line: usize,
    done: bool,
}

impl<'a, R: BufRead> Lines<'a, R> {
    pub(super) fn new(input: R, article: Article, reading: &'a Reading) -> Lines<'a, R> {
        Lines { input, queue: Queue::new(article, reading), line: 0, done: false }
    }
}

impl<R: BufRead> Iterator for Lines<'_, R> {
    type Item = Result<Raw, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(next) = self.queue.waiting.pop_front() {
                return Some(next);
            }
            if self.done {
                return None;
            }
            self.line += 1;
            let place = format!("line {}", self.line);
            match lines::line(&mut self.input, self.queue.reading.max_article) {
                Ok(Some(Line::Whole(line))) => {
                    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line).trim_ascii();
                    if !line.is_empty() {
                        self.queue.read(line, &place);
                    }
                }
                Ok(Some(Line::TooLong)) => {
                    return Some(Err(Fault::at(place, too_long(self.queue.reading.max_article))));
                }
                Ok(None) => return None,
                Err(error) => {
                    self.done = true;
                    return Some(Err(Fault::at(place, error.to_string())));
                }
            }
        }
    }
}

/// The values of an input, one after another or in a list.
///
/// Each is cut out by its brackets and parsed by itself, so that a list of any length is read in
/// little memory, and a faulty value does not take its neighbours along.
pub(super) struct Values<'a, R> {
    input: R,
    queue: Queue<'a>,
    line: usize,
    done: bool,
}

impl<'a, R: BufRead> Values<'a, R> {
    pub(super) fn new(input: R, article: Article, reading: &'a Reading) -> Values<'a, R> {
        Values { input, queue: Queue::new(article, reading), line: 1, done: false }
    }

    /// Cuts out the next object; none at the end.
    fn cut(&mut self) -> Option<Result<(usize, Vec<u8>), Fault>> {
        let limit = self.queue.reading.max_article;
        let mut found = Vec::new();
        let (mut depth, mut quoted, mut escaped, mut over, mut first) = (0usize, false, false, false, self.line);
        loop {
            let buffer = match self.input.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) => {
                    self.done = true;
                    return Some(Err(Fault::at(format!("line {}", self.line), error.to_string())));
                }
            };
            if buffer.is_empty() {
                self.done = true;
                return (depth > 0)
                    .then(|| Err(Fault::at(format!("line {first}"), "is cut off in the middle of a value")));
            }
            let mut ended = None;
            let from = found.len();
            let mut start = if depth > 0 { Some(0) } else { None };
            for (n, byte) in buffer.iter().enumerate() {
                self.line += usize::from(*byte == b'\n');
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' if quoted => escaped = true,
                    b'"' if depth > 0 => quoted = !quoted,
                    b'{' | b'[' if !quoted && (depth > 0 || *byte == b'{') => {
                        if depth == 0 {
                            (start, first) = (Some(n), self.line);
                        }
                        depth += 1;
                    }
                    b'}' | b']' if !quoted && depth > 0 => {
                        depth -= 1;
                        if depth == 0 {
                            ended = Some(n + 1);
                            break;
                        }
                    }
                    _ => {}
                }
            }
            let taken = ended.unwrap_or(buffer.len());
            let piece = start.and_then(|start| buffer.get(start..taken)).unwrap_or_default();
            over |= from + piece.len() > limit;
            if over {
                found.clear();
            } else {
                found.extend_from_slice(piece);
            }
            self.input.consume(taken);
            if ended.is_some() {
                let place = format!("line {first}");
                return Some(if over { Err(Fault::at(place, too_long(limit))) } else { Ok((first, found)) });
            }
        }
    }
}

impl<R: BufRead> Iterator for Values<'_, R> {
    type Item = Result<Raw, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(next) = self.queue.waiting.pop_front() {
                return Some(next);
            }
            if self.done {
                return None;
            }
            match self.cut()? {
                Err(fault) => return Some(Err(fault)),
                Ok((line, bytes)) => {
                    let place = format!("line {line}");
                    self.queue.read(&bytes, &place);
                }
            }
        }
    }
}

/// The articles of the values read so far that nobody has taken yet.
struct Queue<'a> {
    article: Article,
    reading: &'a Reading,
    count: usize,
    waiting: VecDeque<Result<Raw, Fault>>,
}

impl<'a> Queue<'a> {
    fn new(article: Article, reading: &'a Reading) -> Queue<'a> {
        Queue { article, reading, count: 0, waiting: VecDeque::new() }
    }

    /// Reads one value: an article, or an object with a list of them.
    fn read(&mut self, bytes: &[u8], place: &str) {
        let text = super::decode(bytes, None);
        let value: Value = match serde_json::from_str(&text) {
            Ok(value) => value,
            Err(error) => {
                self.waiting.push_back(Err(Fault::at(place, format!("is no JSON that can be read: {error}"))));
                return;
            }
        };
        let mut lists = vec![value];
        let mut values = Vec::new();
        while let Some(value) = lists.pop() {
            match value {
                Value::Array(list) => lists.extend(list.into_iter().rev()),
                Value::Object(mut map) => match inner(&mut map) {
                    Some(list) => lists.push(list),
                    None => values.push(Value::Object(map)),
                },
                other => values.push(other),
            }
        }
        let several = values.len() > 1;
        for (n, value) in values.into_iter().enumerate() {
            let place = if several { format!("{place}, article {}", n + 1) } else { place.to_string() };
            self.count += 1;
            let id = format!("{}#{}", self.article.path, self.count);
            let article = Article { id, ..self.article.clone() };
            self.waiting.push_back(one(value, place, article, self.reading));
        }
    }
}

/// Takes a list of articles out of an object that is none itself.
fn inner(map: &mut Map<String, Value>) -> Option<Value> {
    let name = LISTS.iter().find(|name| match map.get(**name) {
        Some(Value::Array(list)) => list.iter().any(Value::is_object),
        Some(Value::Object(inner)) => LISTS.iter().any(|list| inner.get(*list).is_some_and(Value::is_array)),
        _ => false,
    })?;
    map.remove(*name)
}

/// Makes an article of a value.
fn one(value: Value, place: String, mut article: Article, reading: &Reading) -> Result<Raw, Fault> {
    let Value::Object(map) = value else { return Err(Fault::at(place, "is no object with a text in it")) };
    let map = match map.get("_source") {
        Some(Value::Object(source)) => source.clone(),
        _ => map,
    };
    let get = |path: &str| at_path(&map, path).and_then(written);
    let keys: Vec<(String, &Value)> = map.iter().map(|(key, value)| (plain(key), value)).collect();
    let usual = |name: &str| keys.iter().find(|(key, _)| key == name).and_then(|(_, value)| written(value));
    let said = reading.fields.find(get, usual);
    let Some(text) = said.describe(&mut article) else {
        return Err(Fault::at(place, "has no field with a text; name it with --fields text=NAME"));
    };
    let form = if html::is_marked_up(&text) { Form::Html } else { Form::Text };
    Ok(Raw::new(article, place, text.into_bytes(), form))
}

/// Finds a field by its name, or by the names of the objects around it ("source.name").
fn at_path<'v>(map: &'v Map<String, Value>, path: &str) -> Option<&'v Value> {
    if let Some(value) = map.get(path) {
        return Some(value);
    }
    let (first, rest) = path.split_once('.')?;
    rest.split('.').try_fold(map.get(first)?, |value, key| value.get(key))
}

/// Writes a value as text: a string, a number, the strings of a list as paragraphs, an object's name.
fn written(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().filter_map(written).collect();
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        }
        Value::Object(map) => {
            ["name", "title", "text", "value", "$date"].iter().find_map(|k| map.get(*k)).and_then(written)
        }
        _ => None,
    }
}
