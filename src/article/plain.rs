//! Plain text that holds several articles, with lines between them.

use super::lines::{self, Line};
use super::{Article, Fault, Form, Raw, Reading, too_long};
use std::io::BufRead;

/// The articles of one text, cut at the lines in which the pattern is found.
pub(super) struct Split<'a, R> {
    input: R,
    article: Article,
    reading: &'a Reading,
    /// Lines read.
    line: usize,
    /// Articles given.
    count: usize,
    done: bool,
}

impl<'a, R: BufRead> Split<'a, R> {
    pub(super) fn new(input: R, article: Article, reading: &'a Reading) -> Split<'a, R> {
        Split { input, article, reading, line: 0, count: 0, done: false }
    }

    fn separates(&self, line: &[u8]) -> bool {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end_matches(['\n', '\r']).trim_start_matches('\u{feff}');
        self.reading.split.as_ref().is_some_and(|pattern| pattern.is_match(line))
    }
}

impl<R: BufRead> Iterator for Split<'_, R> {
    type Item = Result<Raw, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        let limit = self.reading.max_article;
        while !self.done {
            let mut bytes = Vec::new();
            let mut over = false;
            let first = self.line + 1;
            loop {
                match lines::line(&mut self.input, limit) {
                    Ok(Some(Line::Whole(line))) => {
                        self.line += 1;
                        if self.separates(&line) {
                            break;
                        }
                        over |= bytes.len() + line.len() > limit;
                        if !over {
                            bytes.extend_from_slice(&line);
                        }
                    }
                    Ok(Some(Line::TooLong)) => {
                        self.line += 1;
                        over = true;
                    }
                    Ok(None) => {
                        self.done = true;
                        break;
                    }
                    Err(error) => {
                        self.done = true;
                        return Some(Err(Fault::at(format!("line {}", self.line + 1), error.to_string())));
                    }
                }
            }
            let place = format!("line {first}");
            if over {
                return Some(Err(Fault::at(place, too_long(limit))));
            }
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            self.count += 1;
            let article = Article { id: format!("{}#{}", self.article.path, self.count), ..self.article.clone() };
            return Some(Ok(Raw::new(article, place, bytes, Form::Text)));
        }
        None
    }
}
