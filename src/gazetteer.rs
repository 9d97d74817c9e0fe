//! Large tables of names, looked up word by word without being parsed first.
//!
//! A table stays the CSV text that it is. Its index is a finite-state map (the `fst` crate) from
//! folded names to the byte offsets of rows, made once: when the crate is built for the embedded
//! tables, at load time for a user's own. Start-up then costs nothing, and a row is parsed when a
//! name is met. This file is also compiled into the build script.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Folds a name for comparison: lower case, no diacritics, no apostrophes, hyphens as spaces.
pub fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    fold_into(name, &mut out);
    out
}

/// Appends the folded form of `name` to `out`, as [`fold`] does.
pub fn fold_into(name: &str, out: &mut String) {
    if name.is_ascii() {
        for byte in name.bytes() {
            match byte {
                b'\'' | b'.' | b'`' => {}
                b'-' => out.push(' '),
                _ => out.push(byte.to_ascii_lowercase() as char),
            }
        }
        return;
    }
    for c in name.nfd() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '`' | 'ʹ' | '.' | '\u{ad}' => {}
            '-' | '‐' | '‑' | '–' | '—' => out.push(' '),
            'ı' => out.push('i'),
            'ł' | 'Ł' => out.push('l'),
            'ø' | 'Ø' => out.push('o'),
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'þ' | 'Þ' => out.push_str("th"),
            'ə' | 'Ə' => out.push('a'),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

/// Splits one CSV line into its fields; quotes are honoured, line breaks inside fields are not.
pub fn fields(line: &str) -> Vec<String> {
    cells(line).into_iter().map(Cow::into_owned).collect()
}

/// Splits one CSV line as [`fields`] does, copying only fields with quotes.
pub fn cells(line: &str) -> Vec<Cow<'_, str>> {
    let line = line.trim_end_matches(['\r', '\n']);
    let mut out = Vec::with_capacity(16);
    if !line.contains('"') {
        let mut start = 0;
        for (at, _) in line.bytes().enumerate().filter(|(_, b)| *b == b',') {
            out.push(Cow::Borrowed(&line[start..at]));
            start = at + 1;
        }
        out.push(Cow::Borrowed(&line[start..]));
        return out;
    }
    let mut field = String::new();
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, quoted) {
            ('"', true) if chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            ('"', _) => quoted = !quoted,
            (',', false) => out.push(Cow::Owned(std::mem::take(&mut field))),
            _ => field.push(c),
        }
    }
    out.push(Cow::Owned(field));
    out
}

/// The bytes of an index: a finite-state map, and the lists of row offsets that it points into.
#[derive(Debug, Clone, Default)]
pub struct IndexBytes {
    /// Folded name → position in `postings` (in units of `u32`).
    pub map: Vec<u8>,
    /// Runs of little-endian `u32`: a count, then that many byte offsets of rows in the table.
    pub postings: Vec<u8>,
    /// A bit for the hash of each first word: see [`may_begin`].
    pub firsts: Vec<u8>,
    /// Little-endian `u32`, by the hash of a name: see [`literal`].
    pub slots: Vec<u8>,
}

/// Returns the byte offset of the first row that bears a folded name, where that row begins with the
/// name as it is; one step for most names, where the map takes one a letter.
pub fn literal(table: &str, slots: &[u8], name: &str) -> Option<u32> {
    let (slots, _) = slots.as_chunks::<4>();
    let mask = slots.len().checked_sub(1)?;
    let mut at = hash(name) as usize & mask;
    loop {
        let row = u32::from_le_bytes(*slots.get(at)?).checked_sub(1)?;
        let cell = table.as_bytes().get(row as usize..).and_then(|row| row.strip_prefix(name.as_bytes()));
        if cell.is_some_and(|rest| rest.first() == Some(&b',')) {
            return Some(row);
        }
        at = (at + 1) & mask;
    }
}

/// Returns whether a name may begin with a folded word: false for most words that begin none, so
/// that the map is seldom asked.
pub fn may_begin(firsts: &[u8], word: &str) -> bool {
    may_begin_with(firsts, hash(word))
}

/// Returns what [`may_begin`] does for the word with a hash.
#[inline]
pub fn may_begin_with(firsts: &[u8], hash: u32) -> bool {
    let (byte, bit) = place(firsts.len(), hash);
    firsts.get(byte).is_some_and(|b| b & bit != 0)
}

/// Returns the hash of a word, by which filters know it.
#[inline]
pub fn hash(word: &str) -> u32 {
    let mut hash = word.len() as u64;
    let mut mix = |eight: [u8; 8]| {
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(eight)).wrapping_mul(0x517c_c1b7_2722_0a95);
    };
    let (chunks, rest) = word.as_bytes().as_chunks::<8>();
    for chunk in chunks {
        mix(*chunk);
    }
    if !rest.is_empty() {
        mix(padded(rest));
    }
    (hash >> 32) as u32
}

/// Returns one to seven bytes, filled up with zeros.
#[inline]
fn padded(rest: &[u8]) -> [u8; 8] {
    let length = rest.len();
    // Two reads that may overlap are quicker than a copy of some length.
    let value = match (rest.first_chunk::<4>(), rest.last_chunk::<4>(), rest.first_chunk::<2>(), rest.last()) {
        (Some(first), Some(last), ..) => {
            u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << (8 * (length - 4))
        }
        (.., Some(first), Some(last)) => u64::from(u16::from_le_bytes(*first)) | u64::from(*last) << (8 * (length - 1)),
        (.., last) => last.map_or(0, |&last| u64::from(last)),
    };
    value.to_le_bytes()
}

/// Returns the byte and the bit of a word's hash in a filter of `size` bytes, a power of two.
fn place(size: usize, hash: u32) -> (usize, u8) {
    let hash = hash as usize;
    ((hash >> 3) & size.wrapping_sub(1), 1 << (hash & 7))
}

/// Builds the index of `table` (CSV with a header row) over the columns called `names`.
///
/// A cell may hold several names, apart by `;`. A column called `a@b` is the cells of two joined by
/// `@` (`foreign_minister@fra`), for rows where neither is empty. Returns an error where a column is
/// missing or the map cannot be built.
pub fn build_index(table: &str, names: &[&str]) -> Result<IndexBytes, String> {
    let header = fields(table.lines().next().unwrap_or_default());
    let column = |name: &str| header.iter().position(|h| h == name).ok_or_else(|| format!("no column {name:?}"));
    let mut columns: Vec<(usize, Option<usize>)> = Vec::new();
    for name in names {
        columns.push(match name.split_once('@') {
            Some((a, b)) => (column(a)?, Some(column(b)?)),
            None => (column(name)?, None),
        });
    }
    let mut keys: Vec<(String, u32)> = Vec::new();
    let mut offset = 0usize;
    for (number, line) in table.split_inclusive('\n').enumerate() {
        if number > 0 && !line.trim().is_empty() {
            let row = fields(line);
            let cell = |column: usize| row.get(column).map(String::as_str).unwrap_or_default();
            for &(column, with) in &columns {
                if let Some(with) = with {
                    if !cell(column).is_empty() && !cell(with).is_empty() {
                        keys.push((fold(&format!("{}@{}", cell(column), cell(with))), offset as u32));
                    }
                    continue;
                }
                for name in cell(column).split(';') {
                    let key = fold(name.trim());
                    let key = key.split_whitespace().collect::<Vec<_>>().join(" ");
                    if !key.is_empty() {
                        keys.push((key, offset as u32));
                    }
                }
            }
        }
        offset += line.len();
    }
    keys.sort();
    keys.dedup();
    let mut words: Vec<&str> = keys.iter().filter_map(|k| k.0.split(' ').next()).collect();
    words.dedup();
    let mut firsts = vec![0; (words.len() * 2).next_power_of_two()];
    for word in words {
        let (byte, bit) = place(firsts.len(), hash(word));
        firsts[byte] |= bit;
    }
    let mut builder = fst::MapBuilder::memory();
    let mut postings: Vec<u8> = Vec::new();
    // At most half of the slots are filled, so that a search soon ends at an empty one.
    let mut slots = vec![0u32; (keys.len() * 2).next_power_of_two()];
    let mut at = 0;
    while at < keys.len() {
        let run = keys[at..].iter().take_while(|k| k.0 == keys[at].0).count();
        builder.insert(&keys[at].0, (postings.len() / 4) as u64).map_err(|e| e.to_string())?;
        postings.extend((run as u32).to_le_bytes());
        let (name, row) = (&keys[at].0, keys[at].1);
        if table[row as usize..].strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(',')) {
            let mask = slots.len() - 1;
            let mut slot = hash(name) as usize & mask;
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = row + 1;
        }
        for key in &keys[at..at + run] {
            postings.extend(key.1.to_le_bytes());
        }
        at += run;
    }
    let map = builder.into_inner().map_err(|e| e.to_string())?;
    let slots = slots.into_iter().flat_map(u32::to_le_bytes).collect();
    Ok(IndexBytes { map, postings, firsts, slots })
}
