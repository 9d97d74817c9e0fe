//! From the paths on the command line to articles, in order.

use super::Usage;
use anyhow::Context;
use chrono::NaiveDate;
use clap::Args;
use rapporteur::article::{self, Article, Fields, Given, GivenBy, Metadata, Raw, Reading};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Files that lie beside articles and are none.
pub(super) const BESIDE: &[&str] = &["metadata.csv", "gold.json", "errors.csv", "manifest.json", "README.md"];

/// Endings of what a run writes beside its output.
const OURS: &[&str] = &[".errors.csv", ".manifest.json", ".corrections.csv"];

/// The most mebibytes that one article may have, where the caller does not say.
const MAX_ARTICLE: usize = 32;

/// The most mebibytes that one compressed file may unpack to, where the caller does not say.
const MAX_UNPACKED: u64 = 16384;

/// What is read, and how.
#[derive(Args, Clone)]
pub struct Inputs {
    /// Files, folders (walked in order of name), patterns such as 'news/*.html', or - for standard
    /// input. Text, Markdown, HTML, JSON, JSON Lines, CSV, TSV and WARC are told apart by content
    /// and ending, .gz and .zst are unpacked
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Read the paths of articles from this file, one a line
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// Read path, published, publisher, title and url of the articles from this CSV file, not from
    /// the metadata.csv beside them
    #[arg(long, value_name = "FILE")]
    pub metadata: Option<PathBuf>,
    /// Publication date of every article
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub published: Option<NaiveDate>,
    /// Names of the fields of JSON and CSV: text=body,published=date, and so title, publisher, url, id
    #[arg(long, value_name = "ROLE=FIELD,…")]
    pub fields: Option<String>,
    /// Cut a text that holds several articles at the lines in which this regular expression is found
    #[arg(long, value_name = "REGEX")]
    pub split: Option<String>,
    /// The most mebibytes that one article may have
    #[arg(long, value_name = "MIB", default_value_t = MAX_ARTICLE)]
    pub max_article: usize,
    /// The most mebibytes that one compressed file may unpack to
    #[arg(long, value_name = "MIB", default_value_t = MAX_UNPACKED)]
    pub max_unpacked: u64,
    /// What folders are walked past: the output of the run.
    #[arg(skip)]
    pub except: Option<PathBuf>,
}

/// One file to read, or standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl Source {
    /// Returns its name, as in output.
    pub fn name(&self) -> String {
        match self {
            Source::File(path) => slashed(path),
            Source::Stdin => "-".into(),
        }
    }
}

/// Something that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Which input.
    pub path: String,
    /// Where in it; empty where all of it is meant.
    pub place: String,
    /// Why.
    pub reason: String,
}

impl std::fmt::Display for Skipped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.place.as_str() {
            "" => write!(f, "{}: {}", self.path, self.reason),
            place => write!(f, "{}: {place}: {}", self.path, self.reason),
        }
    }
}

impl Skipped {
    fn whole(path: String, reason: impl ToString) -> Skipped {
        Skipped { path, place: String::new(), reason: reason.to_string() }
    }

    /// Says that an article of a source could not be read.
    pub fn of(path: &str, fault: article::Fault) -> Skipped {
        Skipped { path: path.into(), place: fault.place, reason: fault.reason }
    }
}

/// What stands in the way of a source, or the source.
type Found = Result<Source, Skipped>;

impl Inputs {
    /// Inputs read without any option but these.
    pub fn of(paths: &[PathBuf], metadata: Option<&Path>, published: Option<NaiveDate>) -> Inputs {
        Inputs {
            paths: paths.to_vec(),
            files_from: None,
            metadata: metadata.map(Path::to_path_buf),
            published,
            fields: None,
            split: None,
            max_article: MAX_ARTICLE,
            max_unpacked: MAX_UNPACKED,
            except: None,
        }
    }

    /// Makes of the arguments how inputs are read.
    ///
    /// # Errors
    /// Arguments that cannot be read.
    pub fn reading(&self) -> anyhow::Result<Reading> {
        let fields = match &self.fields {
            Some(map) => map.parse::<Fields>().map_err(|e| Usage(format!("--fields: {e}")))?,
            None => Fields::default(),
        };
        let split = match &self.split {
            Some(pattern) => Some(regex::Regex::new(pattern).map_err(|e| Usage(format!("--split: {e}")))?),
            None => None,
        };
        Ok(Reading {
            form: None,
            fields,
            split,
            max_article: self.max_article.saturating_mul(1 << 20),
            max_unpacked: self.max_unpacked.saturating_mul(1 << 20),
        })
    }

    /// Lists the sources, folders walked in order of name.
    ///
    /// # Errors
    /// No path at all, a pattern that is none, or a list of paths that cannot be read.
    pub fn sources(&self) -> anyhow::Result<Box<dyn Iterator<Item = Found> + Send>> {
        if self.paths.is_empty() && self.files_from.is_none() {
            return Err(Usage("name a file, a folder, or - for standard input".into()).into());
        }
        let mut all: Vec<Box<dyn Iterator<Item = Found> + Send>> = Vec::new();
        for path in &self.paths {
            all.push(named(path, self.except.as_deref())?);
        }
        if let Some(list) = &self.files_from {
            let file = File::open(list).map_err(|e| Usage(format!("{}: {e}", list.display())))?;
            let lines = io::BufReader::new(file).lines().filter_map(|line| match line {
                Ok(line) if line.trim().is_empty() => None,
                Ok(line) => Some(Ok(Source::File(PathBuf::from(line.trim_end_matches('\r'))))),
                Err(e) => Some(Err(Skipped::whole("--files-from".into(), e))),
            });
            all.push(Box::new(lines));
        }
        Ok(Box::new(all.into_iter().flatten()))
    }

    /// Reads every article, one after another.
    ///
    /// # Errors
    /// Arguments that cannot be read.
    pub fn articles(&self) -> anyhow::Result<impl Iterator<Item = Result<Article, Skipped>>> {
        let mut library = Library::new(self)?;
        let reading: &'static Reading = Box::leak(Box::new(self.reading()?));
        Ok(self.sources()?.flat_map(move |source| -> Vec<Result<Article, Skipped>> {
            match source {
                Err(skipped) => vec![Err(skipped)],
                Ok(source) => library.articles(&source, reading).collect(),
            }
        }))
    }
}

/// Lists the sources that one path names.
fn named(path: &Path, except: Option<&Path>) -> anyhow::Result<Box<dyn Iterator<Item = Found> + Send>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(std::iter::once(Ok(Source::Stdin))));
    }
    if path.is_dir() {
        return Ok(Box::new(walk(path, except)));
    }
    let pattern = path.to_string_lossy();
    if !path.exists() && pattern.contains(['*', '?', '[']) {
        let found = glob::glob(&pattern).map_err(|e| Usage(format!("{pattern}: {e}")))?;
        let mut paths: Vec<PathBuf> = found.filter_map(Result::ok).collect();
        paths.sort();
        if paths.is_empty() {
            return Ok(Box::new(std::iter::once(Err(Skipped::whole(
                pattern.into_owned(),
                "no file fits the pattern",
            )))));
        }
        let mut all: Vec<Box<dyn Iterator<Item = Found> + Send>> = Vec::new();
        for path in paths {
            all.push(if path.is_dir() {
                Box::new(walk(&path, except))
            } else {
                Box::new(std::iter::once(Ok(Source::File(path))))
            });
        }
        return Ok(Box::new(all.into_iter().flatten()));
    }
    Ok(Box::new(std::iter::once(Ok(Source::File(path.to_path_buf())))))
}

/// Lists the files of a folder and the folders in it, in order of name.
fn walk(folder: &Path, except: Option<&Path>) -> impl Iterator<Item = Found> + Send + use<> {
    let except = except.map(Path::to_path_buf);
    let entries = WalkDir::new(folder).sort_by_file_name().follow_links(true).into_iter();
    let entries = entries.filter_entry(move |entry| {
        let spool = entry.file_type().is_dir() && entry.file_name().to_string_lossy().ends_with(".part");
        !spool && except.as_deref() != Some(entry.path())
    });
    entries.filter_map(|entry| match entry {
        Ok(entry) => {
            let name = entry.file_name().to_string_lossy();
            let ours = BESIDE.contains(&name.as_ref()) || OURS.iter().any(|ending| name.ends_with(ending));
            let article = entry.file_type().is_file() && !name.starts_with('.') && !ours;
            article.then(|| Ok(Source::File(entry.into_path())))
        }
        Err(error) => {
            let path = error.path().map(slashed).unwrap_or_default();
            let reason = error.io_error().map(ToString::to_string).unwrap_or_else(|| error.to_string());
            Some(Err(Skipped::whole(path, reason)))
        }
    })
}

/// Writes a path with `/` between folders.
pub fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// Opens sources, and knows what metadata says of their articles.
pub struct Library {
    /// The metadata file that was named, with its folder.
    named: Option<(PathBuf, Metadata)>,
    /// The metadata files found beside articles, by folder.
    beside: BTreeMap<PathBuf, Option<Metadata>>,
    /// The publication date that the caller gives to all.
    published: Option<NaiveDate>,
}

impl Library {
    /// Makes a library.
    ///
    /// # Errors
    /// A metadata file that cannot be read.
    pub fn new(inputs: &Inputs) -> anyhow::Result<Library> {
        let named = match &inputs.metadata {
            Some(path) => Some((parent(path), read_metadata(path).map_err(|e| Usage(format!("{e:#}")))?)),
            None => None,
        };
        Ok(Library { named, beside: BTreeMap::new(), published: inputs.published })
    }

    /// Cuts a source into its raw articles, with what metadata says of each; `through` stands
    /// between the file and the cutting.
    pub fn raw<'a>(
        &mut self,
        source: &Source,
        reading: &'a Reading,
        through: impl FnOnce(Box<dyn Read>) -> Box<dyn Read>,
    ) -> Box<dyn Iterator<Item = Result<Raw, Skipped>> + 'a> {
        let name = source.name();
        let opened = self.open(source).map_err(|e| Skipped::whole(name.clone(), format!("{e:#}")));
        let (input, known) = match opened {
            Ok(opened) => opened,
            Err(skipped) => return Box::new(std::iter::once(Err(skipped))),
        };
        let published = self.published;
        let raws = article::articles(through(input), &name, reading);
        Box::new(raws.map(move |raw| {
            let mut raw = raw.map_err(|fault| Skipped::of(&name, fault))?;
            let article = &mut raw.article;
            article.title = article.title.take().or_else(|| known.title.clone());
            article.publisher = article.publisher.take().or_else(|| known.publisher.clone());
            article.url = article.url.take().or_else(|| known.url.clone());
            article.published = known.published.or(article.published);
            if let Some(date) = published {
                article.published = Some(Given { date, source: GivenBy::Caller });
            }
            Ok(raw)
        }))
    }

    /// Reads the articles of a source.
    pub fn articles<'a>(
        &mut self,
        source: &Source,
        reading: &'a Reading,
    ) -> impl Iterator<Item = Result<Article, Skipped>> + use<'a> {
        let name = source.name();
        let raws = self.raw(source, reading, |input| input);
        raws.map(move |raw| raw?.article().map_err(|fault| Skipped::of(&name, fault)))
    }

    /// Opens a source, and finds what metadata says of it.
    fn open(&mut self, source: &Source) -> anyhow::Result<(Box<dyn Read>, Article)> {
        let mut known = Article::default();
        let Source::File(path) = source else { return Ok((Box::new(io::stdin().lock()), known)) };
        self.describe(&mut known, path)?;
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            anyhow::bail!("is a folder");
        }
        Ok((Box::new(file), known))
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
