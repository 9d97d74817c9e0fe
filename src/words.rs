//! Closed classes of words, asked about word after word: one look-up each, however many words
//! they hold.

/// Returns whether a word is one of those listed, as `matches!` does.
macro_rules! one_of {
    ($word:expr, $($listed:literal)|+ $(|)?) => {{
        static LISTED: std::sync::LazyLock<rustc_hash::FxHashSet<&'static str>> =
            std::sync::LazyLock::new(|| [$($listed),+].into_iter().collect());
        LISTED.contains($word)
    }};
}

pub(crate) use one_of;

#[cfg(test)]
mod tests {
    #[test]
    fn listed_words_are_found() {
        let listed = |word: &str| one_of!(word, "in" | "into");
        assert!(listed("in") && listed("into"));
        assert!(!listed("") && !listed("int"));
    }
}
