//! Markdown: the text without its marks.

use super::Article;
use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

/// Reads a Markdown text: paragraphs, headings and list items apart, emphasis and addresses taken
/// off; a front matter's title, date and address go to the article.
pub(super) fn read(text: &str, article: &mut Article) -> String {
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut out = String::with_capacity(text.len());
    let mut front = false;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) => front = true,
            Event::End(TagEnd::MetadataBlock(_)) => front = false,
            Event::Text(words) if front => matter(&words, article),
            Event::Text(words) | Event::Code(words) => out.push_str(&words),
            Event::Start(Tag::Item) => {
                end_line(&mut out, 1);
                out.push_str("- ");
            }
            Event::Start(Tag::BlockQuote(_)) => end_line(&mut out, 2),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::List(_)) => {
                end_line(&mut out, 2);
            }
            Event::End(TagEnd::Table | TagEnd::CodeBlock) => end_line(&mut out, 2),
            Event::End(TagEnd::TableRow | TagEnd::TableHead | TagEnd::Item) => end_line(&mut out, 1),
            Event::End(TagEnd::TableCell) => out.push('\t'),
            Event::SoftBreak | Event::HardBreak => out.push('\n'),
            Event::Rule => end_line(&mut out, 2),
            _ => {}
        }
    }
    out
}

/// Ends the line that is being written, with so many line breaks.
fn end_line(out: &mut String, breaks: usize) {
    if out.is_empty() {
        return;
    }
    let there = out.len() - out.trim_end_matches('\n').len();
    for _ in there..breaks {
        out.push('\n');
    }
}

/// Reads what a front matter says of the article.
fn matter(words: &str, article: &mut Article) {
    for line in words.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'']);
        if value.is_empty() {
            continue;
        }
        match key.trim().to_ascii_lowercase().as_str() {
            "title" | "headline" => article.title.get_or_insert_with(|| value.into()),
            "publisher" | "source" | "site" => article.publisher.get_or_insert_with(|| value.into()),
            "url" | "link" | "canonical" => article.url.get_or_insert_with(|| value.into()),
            "date" | "published" | "publish_date" => {
                article.published = article.published.or(super::fields::given(value));
                continue;
            }
            _ => continue,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_marks_off() {
        let mut article = Article::default();
        let text = "---\ntitle: \"Talks, again\"\ndate: 2016-05-17\n---\n# Talks, again\n\nThe **ministers** met\n[here](https://x.org).\n\n- one\n- two\n\nEnd.\n";
        let plain = read(text, &mut article);
        assert_eq!(plain, "Talks, again\n\nThe ministers met\nhere.\n\n- one\n- two\n\nEnd.\n\n");
        assert_eq!(article.title.as_deref(), Some("Talks, again"));
        assert_eq!(article.published.unwrap().date.to_string(), "2016-05-17");
    }
}
