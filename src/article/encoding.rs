//! From bytes to text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decodes a text: by its byte order mark, else as UTF-8 where it is that, else by the encoding
/// that its source names, else by the likeliest one. The byte order mark is no part of the text.
pub fn decode(bytes: &[u8], named: Option<&str>) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let bytes = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    if let Some(encoding) = wide_without_mark(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_string();
    }
    let named = named.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let encoding = match named {
        Some(encoding) if encoding != UTF_8 => encoding,
        _ if mostly_utf8(bytes) => UTF_8,
        _ => guess(bytes),
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Decodes a text without a copy where it is plain UTF-8.
pub(super) fn decode_owned(bytes: Vec<u8>, named: Option<&str>) -> String {
    if Encoding::for_bom(&bytes).is_some() || wide_without_mark(&bytes).is_some() {
        return decode(&bytes, named);
    }
    String::from_utf8(bytes).unwrap_or_else(|e| decode(e.as_bytes(), named))
}

/// Decodes a page, which may name its encoding itself.
pub(super) fn decode_html(bytes: &[u8], named: Option<&str>) -> String {
    let head = String::from_utf8_lossy(bytes.get(..2048).unwrap_or(bytes)).to_ascii_lowercase();
    let inside = head.split_once("charset=").map(|(_, rest)| {
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        rest.split(['"', '\'', ' ', ';', '>', '/']).next().unwrap_or_default().to_string()
    });
    decode(bytes, named.or(inside.as_deref()))
}

/// Returns whether an input is of two-byte characters.
pub(super) fn is_wide(head: &[u8]) -> bool {
    let marked = Encoding::for_bom(head).is_some_and(|(encoding, _)| encoding != UTF_8);
    marked || wide_without_mark(head).is_some()
}

/// Tells two-byte characters by the empty halves of the Latin ones.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    let empty = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (empty(0), empty(1), head.len() / 2);
    if half < 8 {
        return None;
    }
    match () {
        () if odd * 10 >= half * 7 && even * 10 <= half => Some(UTF_16LE),
        () if even * 10 >= half * 7 && odd * 10 <= half => Some(UTF_16BE),
        () => None,
    }
}

/// Returns whether a text is UTF-8 with a few broken bytes.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken * 4
}

/// Returns the likeliest encoding.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..1 << 20).unwrap_or(bytes), true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Returns an error where what was decoded is no text.
pub(super) fn refuse_binary(text: &str) -> Result<(), String> {
    // Nearly every text holds no byte that any such character is written with.
    let odd = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0xc) || matches!(b, 0x7f | 0xc2 | 0xef);
    // Sixty-four at a time, without a branch for each.
    let any_odd = |bytes: &[u8]| bytes.iter().fold(false, |any, b| any | odd(b));
    if !text.as_bytes().chunks(64).any(any_odd) {
        return Ok(());
    }
    let (mut all, mut nul, mut strange) = (0usize, 0usize, 0usize);
    for c in text.chars().take(1 << 16) {
        all += 1;
        nul += usize::from(c == '\0');
        let control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}');
        strange += usize::from(control || c == char::REPLACEMENT_CHARACTER);
    }
    match () {
        () if nul == all && all > 0 => Err("holds nothing but NUL bytes".into()),
        () if strange * 20 > all => Err("is no text: too many control characters or broken bytes".into()),
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_what_people_save() {
        let text = "Çavuşoğlu met José – “again”";
        assert_eq!(decode(text.as_bytes(), None), text);
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes(), None), text);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&[&[0xff, 0xfe], wide.as_slice()].concat(), None), text);
        let plain = "The ministers met again in the capital";
        let wide: Vec<u8> = plain.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&wide, None), plain);
        let legacy = "Le ministre a re\u{e7}u son coll\u{e8}gue \u{e0} No\u{eb}l";
        let bytes: Vec<u8> = legacy.chars().map(|c| c as u8).collect();
        assert_eq!(decode(&bytes, None), legacy);
    }

    #[test]
    fn keeps_the_rest_of_a_text_with_one_broken_byte() {
        let bytes = ["Çavuşoğlu met ".as_bytes(), b"\xff", " José and Müller".as_bytes()].concat();
        assert_eq!(decode(&bytes, None), "Çavuşoğlu met \u{fffd} José and Müller");
    }

    #[test]
    fn refuses_what_is_no_text() {
        assert!(refuse_binary(&"\0".repeat(100)).is_err());
        assert!(refuse_binary("\u{1}\u{2}\u{3}abc").is_err());
        assert!(refuse_binary("They met.\r\n\tAgain.").is_ok());
    }
}
