//! From the paths on the command line to articles, in order.

use anyhow::Context;
use chrono::NaiveDate;
use rapporteur::article::{Article, Given, GivenBy, Metadata};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Files that lie beside articles and are none.
const BESIDE: &[&str] = &["metadata.csv", "gold.json", "errors.csv"];

/// One file to read, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file, and whether it was named itself and not found in a folder.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// Something that could not be read, and why.
#[derive(Debug)]
pub struct Skipped {
    /// Which input.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// Lists the files that `paths` name, folders walked in order of name.
pub fn sources(paths: &[PathBuf]) -> Vec<Result<Source, Skipped>> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Ok(Source::Stdin));
        } else if path.is_dir() {
            found.extend(walk(path));
        } else {
            found.push(Ok(Source::File(path.clone())));
        }
    }
    found
}

/// Lists the files of a folder and the folders in it, in order of name.
fn walk(folder: &Path) -> impl Iterator<Item = Result<Source, Skipped>> {
    WalkDir::new(folder).sort_by_file_name().follow_links(true).into_iter().filter_map(|entry| match entry {
        Ok(entry) => {
            let name = entry.file_name().to_string_lossy();
            let article = entry.file_type().is_file() && !name.starts_with('.') && !BESIDE.contains(&name.as_ref());
            article.then(|| Ok(Source::File(entry.into_path())))
        }
        Err(error) => {
            let path = error.path().map(slashed).unwrap_or_default();
            let reason = error.io_error().map(ToString::to_string).unwrap_or_else(|| error.to_string());
            Some(Err(Skipped { path, reason }))
        }
    })
}

/// Writes a path with `/` between folders.
pub fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// Reads sources into articles, with what metadata says of each.
pub struct Reader {
    /// The metadata file that was named, with its folder.
    named: Option<(PathBuf, Metadata)>,
    /// The metadata files found beside articles, by folder.
    beside: BTreeMap<PathBuf, Option<Metadata>>,
    /// The publication date that the caller gives to all.
    published: Option<NaiveDate>,
}

impl Reader {
    /// Makes a reader.
    ///
    /// # Errors
    /// A metadata file that cannot be read.
    pub fn new(metadata: Option<&Path>, published: Option<NaiveDate>) -> anyhow::Result<Reader> {
        let named = match metadata {
            Some(path) => Some((parent(path), read_metadata(path)?)),
            None => None,
        };
        Ok(Reader { named, beside: BTreeMap::new(), published })
    }

    /// Reads one source.
    ///
    /// # Errors
    /// Why it is skipped.
    pub fn read(&mut self, source: &Source) -> Result<Article, Skipped> {
        let mut article = match source {
            Source::Stdin => {
                let mut bytes = Vec::new();
                let read = io::stdin().lock().read_to_end(&mut bytes);
                read.map_err(|e| Skipped { path: "-".into(), reason: e.to_string() })?;
                Article { id: "-".into(), path: "-".into(), text: decode(&bytes), ..Article::default() }
            }
            Source::File(path) => {
                let name = slashed(path);
                let bytes = fs::read(path).map_err(|e| Skipped { path: name.clone(), reason: e.to_string() })?;
                let text = decode(&bytes);
                let mut article = Article { id: name.clone(), path: name.clone(), text, ..Article::default() };
                self.describe(&mut article, path).map_err(|e| Skipped { path: name, reason: format!("{e:#}") })?;
                article
            }
        };
        if let Some(date) = self.published {
            article.published = Some(Given { date, source: GivenBy::Caller });
        }
        Ok(article)
    }

    /// Adds what metadata says of an article.
    fn describe(&mut self, article: &mut Article, path: &Path) -> anyhow::Result<()> {
        if let Some((folder, metadata)) = &self.named {
            let relative = path.strip_prefix(folder).unwrap_or(path);
            metadata.describe(article, &[&slashed(relative), &slashed(path), &file_name(path)]);
            return Ok(());
        }
        for folder in path.ancestors().skip(1) {
            if !self.beside.contains_key(folder) {
                let file = folder.join("metadata.csv");
                let metadata = if file.is_file() { Some(read_metadata(&file)?) } else { None };
                self.beside.insert(folder.to_path_buf(), metadata);
            }
            if let Some(Some(metadata)) = self.beside.get(folder) {
                let relative = path.strip_prefix(folder).unwrap_or(path);
                metadata.describe(article, &[&slashed(relative)]);
                break;
            }
        }
        Ok(())
    }
}

/// Reads a metadata file.
fn read_metadata(path: &Path) -> anyhow::Result<Metadata> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    Metadata::parse(&bytes).map_err(|e| anyhow::anyhow!("{}: {e}", path.display()))
}

/// Returns a path's folder.
fn parent(path: &Path) -> PathBuf {
    path.parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Returns a path's last part.
fn file_name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Decodes a text.
fn decode(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}').to_string()
}
