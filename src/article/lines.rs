//! Lines of an input, none longer than a limit.

use std::io::{self, BufRead};

/// One line, or word of one that is too long.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The line, with its end.
    Whole(Vec<u8>),
    /// A line over the limit; it has been passed over.
    TooLong,
}

/// Reads one line; none at the end of the input.
pub(super) fn line(input: &mut impl BufRead, limit: usize) -> io::Result<Option<Line>> {
    let mut found = Vec::new();
    let mut over = false;
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        if buffer.is_empty() {
            return Ok(match (over, found.is_empty()) {
                (true, _) => Some(Line::TooLong),
                (false, true) => None,
                (false, false) => Some(Line::Whole(found)),
            });
        }
        let end = buffer.iter().position(|b| *b == b'\n').map(|n| n + 1);
        let taken = end.unwrap_or(buffer.len());
        over |= found.len() + taken > limit;
        if over {
            found.clear();
        } else {
            found.extend_from_slice(buffer.get(..taken).unwrap_or_default());
        }
        input.consume(taken);
        if end.is_some() {
            return Ok(Some(if over { Line::TooLong } else { Line::Whole(found) }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_over_a_long_line() {
        let mut input = std::io::BufReader::with_capacity(3, "ab\nabcdefgh\nc".as_bytes());
        let mut next = || line(&mut input, 4).unwrap();
        assert_eq!(next(), Some(Line::Whole(b"ab\n".to_vec())));
        assert_eq!(next(), Some(Line::TooLong));
        assert_eq!(next(), Some(Line::Whole(b"c".to_vec())));
        assert_eq!(next(), None);
    }
}
