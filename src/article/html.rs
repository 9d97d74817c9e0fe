//! Web pages: the main text, and what meta tags, JSON-LD and Open Graph say of it.

use super::Article;
use super::fields::given;
use dom_smoothie::{Config, Readability, TextMode};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// How deep elements may stand in one another; parsers of pages call themselves for each.
const DEPTH: usize = 1000;

/// How many elements a page may have.
const ELEMENTS: usize = 200_000;

/// Elements that never close, or that close by themselves.
const LOOSE: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "td", "th", "tr", "option", "thead", "tbody", "tfoot",
];

/// Meta tags that tell the publication day, the likelier ones first.
const DAYS: &[&str] = &[
    "meta[property='article:published_time']",
    "meta[property='og:published_time']",
    "meta[itemprop='datePublished']",
    "meta[name='parsely-pub-date']",
    "meta[name='sailthru.date']",
    "meta[name='pubdate']",
    "meta[name='publishdate']",
    "meta[name='publish-date']",
    "meta[name='publication_date']",
    "meta[name='article.published']",
    "meta[name='DC.date.issued']",
    "meta[name='dcterms.created']",
    "meta[name='dcterms.date']",
    "meta[name='DC.date']",
    "meta[name='dc.date']",
    "meta[name='date']",
    "time[itemprop='datePublished']",
    "time[pubdate]",
];

/// Returns whether a text is marked up with the tags of paragraphs.
pub(super) fn is_marked_up(text: &str) -> bool {
    ["</p>", "</P>", "<br>", "<br/>", "<br />", "</div>"].iter().any(|tag| text.contains(tag))
}

/// Reads a page: returns its main text under its headline, and tells the article what the page says
/// of itself.
pub(super) fn read(page: &str, article: &mut Article) -> Result<String, String> {
    bounded(page)?;
    let found = catch_unwind(AssertUnwindSafe(|| main_text(page))).map_err(|_| "is a page that cannot be read")?;
    let (text, said) = found?;
    article.title = article.title.take().or(said.title);
    article.publisher = article.publisher.take().or(said.publisher);
    article.url = article.url.take().or(said.url);
    article.published = article.published.or_else(|| said.published.as_deref().and_then(given));
    Ok(text)
}

/// What a page says of itself.
struct Said {
    title: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    published: Option<String>,
}

/// Finds the main text of a page, and what it says of itself.
fn main_text(page: &str) -> Result<(String, Said), String> {
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: ELEMENTS, ..Config::default() };
    let mut reader = Readability::new(page, None, Some(config)).map_err(|e| e.to_string())?;
    let document = &reader.doc;
    let attribute = |tag: &str, name: &str| {
        let value = document.select_single(tag).attr(name).map(|v| v.trim().to_string());
        value.filter(|v| !v.is_empty())
    };
    let day = DAYS.iter().find_map(|tag| attribute(tag, "content").or_else(|| attribute(tag, "datetime")));
    let address =
        attribute("link[rel='canonical']", "href").or_else(|| attribute("meta[property='og:url']", "content"));
    let fallback = document.body().map(|body| body.formatted_text().to_string()).unwrap_or_default();
    let filled = |value: Option<String>| value.map(|v| v.trim().to_string()).filter(|v| !v.is_empty());
    match reader.parse() {
        Ok(main) => {
            let said = Said {
                title: filled(Some(unsigned(&main.title, main.site_name.as_deref()).to_string())),
                publisher: filled(main.site_name),
                url: address.or(filled(main.url)),
                published: filled(main.published_time).or(day),
            };
            let text = main.text_content.trim().to_string();
            Ok((headed(said.title.as_deref(), text), said))
        }
        // Too short for an article's main text: all that the page says.
        Err(_) => {
            Ok((fallback.trim().to_string(), Said { title: None, publisher: None, url: address, published: day }))
        }
    }
}

/// Takes the name of the site off the end of a title.
fn unsigned<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    let cut = site.and_then(|site| title.trim_end().strip_suffix(site));
    let cut = cut.map(|t| t.trim_end().trim_end_matches(['-', '|', '–', '—', '·', ':', '»']).trim_end());
    cut.filter(|t| !t.is_empty()).unwrap_or(title)
}

/// Sets the headline over a text that does not start with it.
fn headed(title: Option<&str>, text: String) -> String {
    match title {
        Some(title) if !text.lines().take(6).any(|line| line.trim() == title) => format!("{title}\n\n{text}"),
        _ => text,
    }
}

/// Returns an error for a page whose elements stand too deep in one another.
fn bounded(page: &str) -> Result<(), String> {
    let mut depth = 0usize;
    for piece in page.split('<').skip(1) {
        let name = piece.strip_prefix('/').unwrap_or(piece);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len().min(32));
        let name = name.get(..end).unwrap_or_default();
        if name.is_empty() || LOOSE.iter().any(|l| l.eq_ignore_ascii_case(name)) {
            continue;
        }
        if piece.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !piece.split('>').next().is_some_and(|tag| tag.ends_with('/')) {
            depth += 1;
        }
        if depth > DEPTH {
            return Err(format!("is a page whose elements stand more than {DEPTH} deep in one another"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html><head><title>Envoys meet again - The Daily</title>
        <meta property="og:site_name" content="The Daily"><link rel="canonical" href="https://daily.example/1">
        <meta property="article:published_time" content="2016-05-17T08:00:00Z"></head>
        <body><nav><a href="/">Home</a> <a href="/w">World</a></nav><article><h1>Envoys meet again</h1>
        <p>The envoys of both sides met in the old town hall for a second day, and talked for three hours about the
        border, the river and the bridge that nobody has crossed since the war began eleven years ago.</p>
        <p>They agreed to open the bridge on <b>Monday</b>, said a spokesman, who would not say for whom, or for how
        long, but who was sure that the next meeting would be in the same room, at the same table.</p></article>
        <footer>All rights reserved</footer></body></html>"#;

    #[test]
    fn finds_the_main_text() {
        let mut article = Article::default();
        let text = read(PAGE, &mut article).unwrap();
        assert!(text.starts_with("Envoys meet again\n\nThe envoys of both sides met"), "{text:?}");
        assert!(text.contains("open the bridge on Monday, said"), "{text:?}");
        assert!(!text.contains("Home"), "{text:?}");
        assert_eq!(article.publisher.as_deref(), Some("The Daily"));
        assert_eq!(article.url.as_deref(), Some("https://daily.example/1"));
        assert_eq!(article.published.unwrap().date.to_string(), "2016-05-17");
    }

    #[test]
    fn refuses_what_is_too_deep() {
        let page = "<div>".repeat(100_000);
        assert!(read(&page, &mut Article::default()).is_err());
    }
}
