//! Web archives: the pages and texts of their records.

use super::lines::{self, Line};
use super::{Article, Fault, Form, Raw, Reading, too_long};
use std::io::{self, BufRead, Read};

/// The records of one archive that hold a page or a text.
///
/// A record's length may lie: where another record starts inside one, it ends there; where none
/// follows, lines are passed over until one does.
pub(super) struct Records<'a, R> {
    input: PushBack<R>,
    article: Article,
    reading: &'a Reading,
    count: usize,
    done: bool,
}

/// The headers of a record, names in lower case.
type Headers = Vec<(String, String)>;

/// Returns the value of a header.
fn header<'h>(headers: &'h Headers, name: &str) -> Option<&'h str> {
    headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

/// The longest line of a header.
const HEADER_LINE: usize = 64 << 10;

impl<'a, R: BufRead> Records<'a, R> {
    pub(super) fn new(input: R, article: Article, reading: &'a Reading) -> Records<'a, R> {
        Records { input: PushBack { front: Vec::new(), at: 0, rest: input }, article, reading, count: 0, done: false }
    }

    /// Reads the headers of the next record; none at the end.
    fn headers(&mut self) -> io::Result<Option<Headers>> {
        loop {
            match lines::line(&mut self.input, HEADER_LINE)? {
                None => return Ok(None),
                Some(Line::Whole(line)) if line.starts_with(b"WARC/") => break,
                Some(_) => {}
            }
        }
        let mut headers = Headers::new();
        while let Some(line) = lines::line(&mut self.input, HEADER_LINE)? {
            let Line::Whole(line) = line else { continue };
            let line = String::from_utf8_lossy(&line);
            if line.trim().is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_string()));
            }
        }
        Ok(Some(headers))
    }

    /// Reads the block of a record, up to its length or to where another record starts.
    fn block(&mut self, length: u64) -> io::Result<Result<Vec<u8>, String>> {
        let limit = self.reading.max_article as u64;
        if length > limit {
            // Passed over line by line, so that a length that lies does not hide what follows.
            self.pass_over()?;
            return Ok(Err(too_long(self.reading.max_article)));
        }
        let mut block = Vec::new();
        self.input.by_ref().take(length).read_to_end(&mut block)?;
        let cut_off = (block.len() as u64) < length;
        let follows = matches!(self.peek()?, [] | [b'\r' | b'\n', ..]);
        match find(&block, b"\nWARC/1.") {
            Some(at) if cut_off || !follows => {
                let rest = block.split_off(at + 1);
                self.input.push_back(rest);
                Ok(Ok(block))
            }
            None if cut_off => Ok(Err(format!("says {length} bytes, and ends after {}", block.len()))),
            _ => Ok(Ok(block)),
        }
    }

    fn peek(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    /// Passes over lines until a record starts.
    fn pass_over(&mut self) -> io::Result<()> {
        while !self.peek()?.is_empty() {
            if self.peek()?.starts_with(b"WARC/1") {
                break;
            }
            lines::line(&mut self.input, HEADER_LINE)?;
        }
        Ok(())
    }

    /// Reads the next record; `Ok(None)` where it holds no article.
    fn record(&mut self) -> io::Result<Option<Option<Result<Raw, Fault>>>> {
        let Some(headers) = self.headers()? else { return Ok(None) };
        self.count += 1;
        let place = format!("record {}", self.count);
        let kind = header(&headers, "warc-type").unwrap_or_default().to_ascii_lowercase();
        let length = header(&headers, "content-length").and_then(|l| l.parse::<u64>().ok());
        let Some(length) = length else {
            self.pass_over()?;
            return Ok(Some(Some(Err(Fault::at(place, "has no length that can be read")))));
        };
        let wanted = matches!(kind.as_str(), "response" | "resource" | "conversion");
        let block = match self.block(length)? {
            Ok(block) if wanted => block,
            Err(reason) if wanted => return Ok(Some(Some(Err(Fault::at(place, reason))))),
            _ => return Ok(Some(None)),
        };
        let article = Article {
            id: format!("{}#{}", self.article.path, self.count),
            url: header(&headers, "warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_string()),
            ..self.article.clone()
        };
        let kind = header(&headers, "content-type").unwrap_or_default();
        Ok(Some(if kind.starts_with("application/http") {
            http(article, place, &block)
        } else {
            typed(article, place, block, kind)
        }))
    }
}

impl<R: BufRead> Iterator for Records<'_, R> {
    type Item = Result<Raw, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            match self.record() {
                Ok(Some(Some(found))) => return Some(found),
                Ok(Some(None)) => {}
                Ok(None) => return None,
                Err(error) => {
                    self.done = true;
                    return Some(Err(Fault::at(format!("record {}", self.count + 1), error.to_string())));
                }
            }
        }
        None
    }
}

/// An input into which bytes can be put back.
struct PushBack<R> {
    front: Vec<u8>,
    at: usize,
    rest: R,
}

impl<R> PushBack<R> {
    /// Puts bytes back in front of the input.
    fn push_back(&mut self, mut bytes: Vec<u8>) {
        bytes.extend_from_slice(self.front.get(self.at..).unwrap_or_default());
        (self.front, self.at) = (bytes, 0);
    }
}

impl<R: BufRead> BufRead for PushBack<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.front.get(self.at..) {
            Some(front) if !front.is_empty() => Ok(front),
            _ => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        if self.at < self.front.len() {
            self.at += amount;
        } else {
            self.rest.consume(amount);
        }
    }
}

impl<R: BufRead> Read for PushBack<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(buffer)?;
        self.consume(read);
        Ok(read)
    }
}

/// Reads a page out of a server's answer; none where the answer is no page.
fn http(article: Article, place: String, block: &[u8]) -> Option<Result<Raw, Fault>> {
    let (end, skip) = match (find(block, b"\r\n\r\n"), find(block, b"\n\n")) {
        (Some(at), other) if other.is_none_or(|o| at < o) => (at, 4),
        (_, Some(at)) => (at, 2),
        _ => return None,
    };
    let head = String::from_utf8_lossy(block.get(..end)?).into_owned();
    let mut lines = head.lines();
    let status = lines.next().and_then(|l| l.split(' ').nth(1)).unwrap_or_default();
    if !status.starts_with('2') {
        return None;
    }
    let headers: Headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_string()))
        .collect();
    let mut body = block.get(end + skip..)?.to_vec();
    if header(&headers, "transfer-encoding").is_some_and(|t| t.contains("chunked")) {
        body = unchunked(&body).unwrap_or(body);
    }
    typed(article, place, body, header(&headers, "content-type").unwrap_or("text/html"))
}

/// Makes an article of a page or a text; none for any other content.
fn typed(article: Article, place: String, bytes: Vec<u8>, kind: &str) -> Option<Result<Raw, Fault>> {
    let kind = kind.to_ascii_lowercase();
    let form = match kind.split(';').next().unwrap_or_default().trim() {
        "text/html" | "application/xhtml+xml" => Form::Html,
        "text/plain" => Form::Text,
        _ => return None,
    };
    let mut raw = Raw::new(article, place, bytes, form);
    raw.content.charset = kind.split_once("charset=").map(|(_, c)| c.trim_matches(['"', ' ', ';']).to_string());
    Some(Ok(raw))
}

/// Joins the chunks of a body; none where they are no chunks.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let end = find(body, b"\r\n")?;
        let size = std::str::from_utf8(body.get(..end)?).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        let start = end + 2;
        out.extend_from_slice(body.get(start..start.checked_add(size)?)?);
        body = body.get(start + size + 2..)?;
    }
}

/// Finds the first place of some bytes.
fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|w| w == what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::articles;

    fn record(length: usize, body: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://x.example/\r\nContent-Type: text/plain\r\n\
             Content-Length: {length}\r\n\r\n{body}\r\n\r\n"
        )
    }

    fn read(archive: &str) -> Vec<Result<String, String>> {
        let reading = Reading::default();
        let found = articles(archive.as_bytes(), "a.warc", &reading);
        found.map(|raw| raw.and_then(Raw::article).map(|a| a.text).map_err(|f| f.to_string())).collect()
    }

    #[test]
    fn reads_texts() {
        assert_eq!(read(&(record(4, "They") + &record(4, "met."))), [Ok("They".into()), Ok("met.".into())]);
    }

    #[test]
    fn keeps_the_neighbour_of_a_record_whose_length_lies() {
        for length in [2, 400] {
            let found = read(&(record(length, "They") + &record(4, "met.") + &record(4, "Over")));
            let last: Vec<_> = found.iter().skip(1).collect();
            assert_eq!(last, [&Ok("met.".to_string()), &Ok("Over".to_string())], "{length}");
        }
        let found = read(&(record(1 << 40, "They") + &record(4, "met.")));
        assert!(found[0].is_err());
        assert_eq!(found[1], Ok("met.".into()));
    }

    #[test]
    fn reads_pages_from_answers() {
        let page = "<html><body><p>They met.</p></body></html>";
        let http = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{page}\r\n0\r\n\r\n",
            page.len()
        );
        let archive = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        );
        assert_eq!(read(&archive), [Ok("They met.".into())]);
    }
}
