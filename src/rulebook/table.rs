//! A large table of names with its index: see [`crate::gazetteer`].

use super::Fault;
use crate::gazetteer::{self, IndexBytes};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::rc::Rc;
use std::str::FromStr;

/// A CSV table whose rows are found by name.
#[derive(Debug, Clone)]
pub struct Table {
    text: Cow<'static, str>,
    map: fst::Map<Cow<'static, [u8]>>,
    postings: Cow<'static, [u8]>,
    firsts: Cow<'static, [u8]>,
    slots: Cow<'static, [u8]>,
}

/// A row of a [`Table`]: where it begins, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub u32);

/// One name of the table that begins at some word: how many words it takes and its rows.
#[derive(Debug, Clone)]
pub struct Hit {
    /// How many of the words given make the name.
    pub words: usize,
    /// The rows that bear it, in the order of the table.
    pub rows: Vec<RowId>,
}

impl Table {
    /// Makes a table from the embedded text and its ready index.
    ///
    /// # Errors
    /// Where the index is not a finite-state map.
    pub fn embedded(
        text: &'static str,
        map: &'static [u8],
        postings: &'static [u8],
        firsts: &'static [u8],
        slots: &'static [u8],
    ) -> Result<Table, String> {
        let map = fst::Map::new(Cow::Borrowed(map)).map_err(|e| e.to_string())?;
        let (postings, firsts, slots) = (Cow::Borrowed(postings), Cow::Borrowed(firsts), Cow::Borrowed(slots));
        Ok(Table { text: Cow::Borrowed(text), map, postings, firsts, slots })
    }

    /// Makes a table from a user's text, indexing the columns called `names`.
    ///
    /// # Errors
    /// Where a column is missing.
    pub fn indexed(text: &str, names: &[&str]) -> Result<Table, String> {
        let IndexBytes { map, postings, firsts, slots } = gazetteer::build_index(text, names)?;
        let map = fst::Map::new(Cow::Owned(map)).map_err(|e| e.to_string())?;
        let (postings, firsts, slots) = (Cow::Owned(postings), Cow::Owned(firsts), Cow::Owned(slots));
        Ok(Table { text: Cow::Owned(text.to_string()), map, postings, firsts, slots })
    }

    /// Makes a table without rows.
    pub fn empty() -> Table {
        Table {
            text: Cow::Borrowed(""),
            map: fst::Map::default().map_data(Cow::Owned).unwrap_or_else(|_| unreachable!()),
            postings: Cow::Borrowed(&[]),
            firsts: Cow::Borrowed(&[]),
            slots: Cow::Borrowed(&[]),
        }
    }

    /// Returns whether a name may begin with the folded word that has a hash: see
    /// [`gazetteer::hash`].
    #[inline]
    pub fn may_begin(&self, hash: u32) -> bool {
        gazetteer::may_begin_with(&self.firsts, hash)
    }

    /// Returns the longest name that the folded `words` begin with.
    pub fn longest<'w>(&self, words: impl Iterator<Item = &'w str>) -> Option<Hit> {
        let raw = self.map.as_fst();
        let mut node = raw.root();
        let mut output = fst::raw::Output::zero();
        let mut hit = None;
        'words: for (count, word) in words.enumerate() {
            if count == 0 && !gazetteer::may_begin(&self.firsts, word) {
                return None;
            }
            let space: &[u8] = if count > 0 { b" " } else { b"" };
            for &byte in space.iter().chain(word.as_bytes()) {
                match node.find_input(byte) {
                    Some(at) => {
                        let edge = node.transition(at);
                        output = output.cat(edge.out);
                        node = raw.node(edge.addr);
                    }
                    None => break 'words,
                }
            }
            if node.is_final() {
                hit = Some((count + 1, output.cat(node.final_output()).value() as usize));
            }
        }
        hit.map(|(words, at)| Hit { words, rows: self.posting(at) })
    }

    /// Returns the rows that bear exactly the folded name.
    pub fn get(&self, folded: &str) -> Vec<RowId> {
        self.find(folded).map(|at| self.posting(at)).unwrap_or_default()
    }

    /// Returns the first row that bears exactly the folded name.
    pub fn first(&self, folded: &str) -> Option<RowId> {
        let literal = gazetteer::literal(&self.text, &self.slots, folded).map(RowId);
        literal.or_else(|| self.find(folded).and_then(|at| self.postings_of(at).next()))
    }

    fn find(&self, folded: &str) -> Option<usize> {
        let first = folded.split(' ').next().unwrap_or_default();
        let at = gazetteer::may_begin(&self.firsts, first).then(|| self.map.get(folded)).flatten()?;
        Some(at as usize)
    }

    /// Returns the names one edit away from a folded word (a letter more, less, other, or two
    /// swapped) that begin with its first letter, with their rows, in order of name.
    pub fn near(&self, word: &str) -> Vec<(String, Vec<RowId>)> {
        let word = word.as_bytes();
        let raw = self.map.as_fst();
        let mut found = std::collections::BTreeMap::new();
        // Position in the word, node, output so far, whether the edit is spent, the name so far.
        let mut open = vec![(0usize, raw.root(), fst::raw::Output::zero(), false, Vec::new())];
        while let Some((at, node, output, spent, name)) = open.pop() {
            let rest = &word[at.min(word.len())..];
            if node.is_final() && (rest.is_empty() && spent || rest.len() == 1 && !spent) {
                let rows = self.posting(output.cat(node.final_output()).value() as usize);
                if let Ok(name) = String::from_utf8(name.clone()) {
                    found.insert(name, rows);
                }
            }
            for edge in node.transitions() {
                let exact = rest.first() == Some(&edge.inp);
                let mut step = |at: usize, spent: bool| {
                    let name = name.iter().copied().chain([edge.inp]).collect();
                    open.push((at, raw.node(edge.addr), output.cat(edge.out), spent, name));
                };
                if exact {
                    step(at + 1, spent);
                }
                if spent || at == 0 {
                    continue;
                }
                // A letter more in the name, another one, one less, and two swapped.
                step(at, true);
                if !exact && !rest.is_empty() {
                    step(at + 1, true);
                }
                if rest.get(1) == Some(&edge.inp) {
                    step(at + 2, true);
                    let swapped = rest.first().and_then(|&b| raw.node(edge.addr).find_input(b));
                    if let (Some(next), false) = (swapped, exact) {
                        let second = raw.node(edge.addr).transition(next);
                        let name = name.iter().copied().chain([edge.inp, second.inp]).collect();
                        let output = output.cat(edge.out).cat(second.out);
                        open.push((at + 2, raw.node(second.addr), output, true, name));
                    }
                }
            }
        }
        found.into_iter().collect()
    }

    /// Returns the fields of a row.
    pub fn row(&self, row: RowId) -> Vec<String> {
        gazetteer::fields(self.line_of(row))
    }

    /// Returns the fields of a row, those with quotes copied.
    pub fn cells(&self, row: RowId) -> Vec<Cow<'_, str>> {
        gazetteer::cells(self.line_of(row))
    }

    /// Returns a row as the line that it is.
    pub fn line_of(&self, row: RowId) -> &str {
        let rest = self.text.get(row.0 as usize..).unwrap_or_default();
        let Some(end) = memchr::memchr(b'\n', rest.as_bytes()) else { return rest };
        rest[..end].strip_suffix('\r').unwrap_or(&rest[..end])
    }

    /// Returns the whole table as text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the line number of a row, from 1.
    pub fn line(&self, row: RowId) -> usize {
        self.text.as_bytes().iter().take(row.0 as usize).filter(|&&b| b == b'\n').count() + 1
    }

    fn posting(&self, at: usize) -> Vec<RowId> {
        self.postings_of(at).collect()
    }

    fn postings_of(&self, at: usize) -> impl Iterator<Item = RowId> {
        let read = move |i: usize| {
            let bytes = self.postings.get(i * 4..i * 4 + 4).and_then(|b| b.try_into().ok());
            bytes.map(u32::from_le_bytes).unwrap_or_default()
        };
        (1..=read(at) as usize).map(move |k| RowId(read(at + k)))
    }
}

/// The rows of a small table, read one after the other.
#[derive(Debug, Clone)]
pub struct Rows<'t> {
    file: &'static str,
    header: Rc<Vec<Cow<'t, str>>>,
    lines: std::iter::Enumerate<std::str::Lines<'t>>,
}

impl<'t> Rows<'t> {
    /// Reads the header of the table called `file`; rows of another width are faults.
    pub fn new(text: &'t str, file: &'static str, faults: &mut Vec<Fault>) -> Rows<'t> {
        let mut lines = text.lines().enumerate();
        let header = lines.next().map(|(_, line)| gazetteer::cells(line)).unwrap_or_default();
        let rows = Rows { file, header: Rc::new(header), lines };
        for row in rows.clone() {
            let (found, want) = (row.cells.len(), row.header.len());
            if found != want {
                let want = format!("{want}, as in the header");
                faults.push(Fault::error(file, row.line, format!("{found} cells"), want));
            }
        }
        rows
    }
}

impl<'t> Iterator for Rows<'t> {
    type Item = Cells<'t>;

    fn next(&mut self) -> Option<Cells<'t>> {
        let (number, line) = self.lines.find(|(_, line)| !line.is_empty())?;
        let cells = gazetteer::cells(line);
        Some(Cells { file: self.file, line: number + 1, header: Rc::clone(&self.header), cells })
    }
}

/// One row of a small table, its cells found by column.
#[derive(Debug, Clone)]
pub struct Cells<'t> {
    file: &'static str,
    line: usize,
    header: Rc<Vec<Cow<'t, str>>>,
    cells: Vec<Cow<'t, str>>,
}

impl Cells<'_> {
    /// Returns the cell under `column`, trimmed; nothing where there is no such column.
    pub fn get(&self, column: &str) -> &str {
        let at = self.header.iter().position(|h| h == column);
        at.and_then(|at| self.cells.get(at)).map(|c| c.trim()).unwrap_or_default()
    }

    /// Returns the cell under `column`, unless it is empty.
    pub fn some(&self, column: &str) -> Option<String> {
        Some(self.get(column)).filter(|c| !c.is_empty()).map(str::to_string)
    }

    /// Returns the values of a cell that holds several, apart by `;`.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).split(';').map(str::trim).filter(|v| !v.is_empty())
    }

    /// Returns a cell that holds a number; anything else there is a fault.
    pub fn number<N: FromStr>(&self, column: &str, faults: &mut Vec<Fault>) -> Option<N> {
        let cell = self.get(column);
        if cell.is_empty() {
            return None;
        }
        let number = cell.parse().ok();
        if number.is_none() {
            faults.push(self.fault(column, "a number"));
        }
        number
    }

    /// Returns a cell that holds a day in ISO 8601; anything else there is a fault.
    pub fn day(&self, column: &str, faults: &mut Vec<Fault>) -> Option<NaiveDate> {
        let cell = self.get(column);
        if cell.is_empty() {
            return None;
        }
        let day = NaiveDate::parse_from_str(cell, "%Y-%m-%d").ok().filter(|_| cell.len() == 10);
        if day.is_none() {
            faults.push(self.fault(column, "a day, as 2016-05-17"));
        }
        day
    }

    /// Makes an error of the cell under `column`.
    pub fn fault(&self, column: &str, expected: &str) -> Fault {
        Fault::error(self.file, self.line, format!("{column} {:?}", self.get(column)), expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_one_edit_away_are_found() {
        let table = Table::indexed("name\nMontreux\nLausanne\nLausanna\nMontrose\n", &["name"]).unwrap();
        let near = |word: &str| table.near(word).into_iter().map(|n| n.0).collect::<Vec<_>>();
        assert_eq!(near("montreaux"), ["montreux"]);
        assert_eq!(near("lausane"), ["lausanne"]);
        assert_eq!(near("lausanme"), ["lausanne"]);
        assert_eq!(near("lasuanne"), ["lausanne"]);
        assert_eq!(near("montreu"), ["montreux"]);
        assert_eq!(near("montreuxx"), ["montreux"]);
        assert!(near("xontreux").is_empty());
        assert!(near("montreuuux").is_empty());
    }

    #[test]
    fn words_walk_to_the_rows_that_bear_them() {
        let table = Table::indexed("name,aliases\nNew York,New York City;NYC\nYork,\n", &["name", "aliases"]).unwrap();
        let longest = |words: &[&'static str]| table.longest(words.iter().copied());
        let hit = longest(&["new", "york", "city", "hall"]).unwrap();
        assert_eq!((hit.words, table.row(hit.rows[0])[0].as_str()), (3, "New York"));
        assert_eq!(longest(&["new", "york", "times"]).unwrap().words, 2);
        assert!(longest(&["new", "jersey"]).is_none());
        assert!(longest(&["hall"]).is_none());
        assert_eq!(table.line(table.get("york")[0]), 3);
        for name in ["york", "new york", "nyc", "new york city", "hall", "name", ""] {
            assert_eq!(table.first(name), table.get(name).first().copied(), "{name}");
        }
    }
}
