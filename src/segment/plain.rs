//! Words as a reader sees them: entities decoded, soft hyphens and emphasis gone, spaces folded.

/// Returns the words of a span as a reader sees them.
pub fn plain(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    plain_into(raw, &mut out);
    if out.contains('<') {
        out = without_tags(&out);
    }
    if out.contains("](") {
        out = without_links(&out);
    }
    if out.contains(['*', '\\', '[']) {
        out = out.replace("**", "").replace(" *", " ").replace("* ", " ").replace('\\', "");
        out = out.trim_matches(['*', '[']).to_string();
    }
    let mut folded = String::with_capacity(out.len());
    for word in out.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    folded
}

/// Appends `raw` with entities decoded and soft hyphens dropped.
pub(super) fn plain_into(raw: &str, out: &mut String) {
    let mut at = 0;
    while let Some(c) = raw[at..].chars().next() {
        // A word broken at the end of a line, a line of a mail that is quoted.
        if c == '-' && raw[at..].starts_with("-\n") && raw[at + 2..].starts_with(char::is_lowercase) {
            at += 2;
            continue;
        }
        if c == '>' && raw[..at].ends_with('\n') {
            at += 1;
            continue;
        }
        if c == '&' {
            if let Some((meant, len)) = entity(&raw[at..]) {
                if meant != '\u{ad}' {
                    out.push(meant);
                }
                at += len;
                continue;
            }
        }
        if !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') {
            out.push(c);
        }
        at += c.len_utf8();
    }
}

/// Reads the character entity that `text` begins with: the character, and the bytes that write it.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.as_bytes().iter().take(12).position(|&b| b == b';')?;
    let name = text.get(1..end)?;
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        },
        None => None,
    };
    let char = match code {
        Some(code) => char::from_u32(code)?,
        None => named(name)?,
    };
    Some((char, end + 1))
}

/// The named entities of HTML that news pages leave in their text.
fn named(name: &str) -> Option<char> {
    const MARKS: &[(&str, char)] = &[
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("shy", '\u{ad}'),
        ("rsquo", '’'),
        ("lsquo", '‘'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("hellip", '…'),
        ("bull", '•'),
        ("middot", '·'),
        ("raquo", '»'),
        ("laquo", '«'),
        ("copy", '©'),
        ("reg", '®'),
        ("hearts", '♥'),
        ("euro", '€'),
        ("pound", '£'),
        ("deg", '°'),
        ("szlig", 'ß'),
        ("aelig", 'æ'),
        ("AElig", 'Æ'),
        ("oslash", 'ø'),
        ("Oslash", 'Ø'),
        ("aring", 'å'),
        ("Aring", 'Å'),
        ("rarr", '→'),
        ("larr", '←'),
        ("times", '×'),
        ("trade", '™'),
    ];
    if let Some((_, c)) = MARKS.iter().find(|(n, _)| *n == name) {
        return Some(*c);
    }
    let letter = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let accent = match &name[1..] {
        "acute" => '\u{301}',
        "grave" => '\u{300}',
        "circ" => '\u{302}',
        "uml" => '\u{308}',
        "tilde" => '\u{303}',
        "cedil" => '\u{327}',
        "caron" => '\u{30c}',
        _ => return None,
    };
    unicode_normalization::char::compose(letter, accent)
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let tag = &rest[open..];
        let is_tag = tag[1..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
        match tag.find('>').filter(|_| is_tag) {
            Some(close) => {
                out.push_str(&rest[..open]);
                rest = &tag[close + 1..];
            }
            None => {
                out.push_str(&rest[..=open]);
                rest = &tag[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find("](") {
        out.push_str(&rest[..open]);
        rest = match rest[open..].find(')') {
            Some(close) => &rest[open + close + 1..],
            None => &rest[open + 2..],
        };
    }
    out.push_str(rest);
    out.replace('[', "")
}
