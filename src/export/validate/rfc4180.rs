//! Rows of CSV, read as strictly as RFC 4180 is written.

use std::io::{self, BufRead};

/// One row, or what is wrong with it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// Line that it starts in, from 1.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<Vec<u8>>,
    /// What is wrong with the way it is written.
    pub faults: Vec<&'static str>,
}

/// Reads rows.
pub(super) struct Rows<R> {
    input: R,
    delimiter: u8,
    line: usize,
}

/// Where in a cell the reading is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Bare,
    Quoted,
    /// Behind a quotation mark inside quotes: the end, or the first half of two.
    Mark,
}

impl<R: BufRead> Rows<R> {
    pub(super) fn new(input: R, delimiter: u8) -> Rows<R> {
        Rows { input, delimiter, line: 1 }
    }

    /// Reads the next row; none at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Row>> {
        let mut row = Row { line: self.line, ..Row::default() };
        let (mut cell, mut at, mut any) = (Vec::new(), At::Start, false);
        let fault = |row: &mut Row, what| {
            if !row.faults.contains(&what) {
                row.faults.push(what);
            }
        };
        loop {
            let mut line = Vec::new();
            if self.input.read_until(b'\n', &mut line)? == 0 {
                if !any {
                    return Ok(None);
                }
                fault(
                    &mut row,
                    if at == At::Quoted { "a quotation mark is not closed" } else { "the last line has no end" },
                );
                row.cells.push(cell);
                return Ok(Some(row));
            }
            any = true;
            self.line += 1;
            let (text, end) = match line.as_slice() {
                [text @ .., b'\r', b'\n'] => (text, true),
                [text @ .., b'\n'] => (text, false),
                text => (text, true),
            };
            let ended = line.ends_with(b"\n");
            for byte in text {
                at = match (at, *byte) {
                    (At::Quoted, b'"') => At::Mark,
                    (At::Mark, b'"') => {
                        cell.push(b'"');
                        At::Quoted
                    }
                    (At::Quoted, byte) => {
                        cell.push(byte);
                        At::Quoted
                    }
                    (_, byte) if byte == self.delimiter => {
                        row.cells.push(std::mem::take(&mut cell));
                        At::Start
                    }
                    (At::Start, b'"') => At::Quoted,
                    (At::Mark, byte) => {
                        fault(&mut row, "text follows a closing quotation mark");
                        cell.push(byte);
                        At::Bare
                    }
                    (_, byte) => {
                        if matches!(byte, b'"' | b'\r') {
                            fault(&mut row, "a quotation mark or carriage return stands in a cell without quotes");
                        }
                        cell.push(byte);
                        At::Bare
                    }
                };
            }
            if at == At::Quoted {
                if ended {
                    cell.extend_from_slice(line.get(text.len()..).unwrap_or_default());
                }
                continue;
            }
            if !ended {
                fault(&mut row, "the last line has no end");
            } else if !end {
                fault(&mut row, "the line ends with a line feed alone");
            }
            row.cells.push(cell);
            return Ok(Some(row));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(Vec<String>, usize)> {
        let mut rows = Rows::new(text.as_bytes(), b',');
        let mut all = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            all.push((row.cells.into_iter().map(|c| String::from_utf8(c).unwrap()).collect(), row.faults.len()));
        }
        all
    }

    #[test]
    fn reads_strictly() {
        assert_eq!(rows("a,\"b\r\n\"\"c\"\"\"\r\n"), [(vec!["a".into(), "b\r\n\"c\"".into()], 0)]);
        assert_eq!(rows(",\r\n"), [(vec![String::new(), String::new()], 0)]);
        for text in ["a\n", "a\"b\r\n", "\"a\"b\r\n", "\"a\r\n", "a"] {
            assert_eq!(rows(text)[0].1, 1, "{text:?}");
        }
    }
}
