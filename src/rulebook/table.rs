//! A large table of names with its index: see [`crate::gazetteer`].

use crate::gazetteer::{self, IndexBytes};
use std::borrow::Cow;

/// A CSV table whose rows are found by name.
#[derive(Debug, Clone)]
pub struct Table {
    text: Cow<'static, str>,
    map: fst::Map<Cow<'static, [u8]>>,
    postings: Cow<'static, [u8]>,
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
    pub fn embedded(text: &'static str, map: &'static [u8], postings: &'static [u8]) -> Result<Table, String> {
        let map = fst::Map::new(Cow::Borrowed(map)).map_err(|e| e.to_string())?;
        Ok(Table { text: Cow::Borrowed(text), map, postings: Cow::Borrowed(postings) })
    }

    /// Makes a table from a user's text, indexing the columns called `names`.
    ///
    /// # Errors
    /// Where a column is missing.
    pub fn indexed(text: &str, names: &[&str]) -> Result<Table, String> {
        let IndexBytes { map, postings } = gazetteer::build_index(text, names)?;
        let map = fst::Map::new(Cow::Owned(map)).map_err(|e| e.to_string())?;
        Ok(Table { text: Cow::Owned(text.to_string()), map, postings: Cow::Owned(postings) })
    }

    /// Returns every name that the folded `words` begin with, shortest first.
    pub fn walk<'w>(&self, words: impl Iterator<Item = &'w str>) -> Vec<Hit> {
        let raw = self.map.as_fst();
        let mut node = raw.root();
        let mut output = fst::raw::Output::zero();
        let mut hits = Vec::new();
        for (count, word) in words.enumerate() {
            let space: &[u8] = if count > 0 { b" " } else { b"" };
            for &byte in space.iter().chain(word.as_bytes()) {
                match node.find_input(byte) {
                    Some(at) => {
                        let edge = node.transition(at);
                        output = output.cat(edge.out);
                        node = raw.node(edge.addr);
                    }
                    None => return hits,
                }
            }
            if node.is_final() {
                let at = output.cat(node.final_output()).value() as usize;
                hits.push(Hit { words: count + 1, rows: self.posting(at) });
            }
        }
        hits
    }

    /// Returns the rows that bear exactly the folded name.
    pub fn get(&self, folded: &str) -> Vec<RowId> {
        self.map.get(folded).map(|at| self.posting(at as usize)).unwrap_or_default()
    }

    /// Returns the fields of a row.
    pub fn row(&self, row: RowId) -> Vec<String> {
        let rest = self.text.get(row.0 as usize..).unwrap_or_default();
        gazetteer::fields(rest.lines().next().unwrap_or_default())
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
        let read = |i: usize| {
            let bytes = self.postings.get(i * 4..i * 4 + 4).and_then(|b| b.try_into().ok());
            bytes.map(u32::from_le_bytes).unwrap_or_default()
        };
        (1..=read(at) as usize).map(|k| RowId(read(at + k))).collect()
    }
}
