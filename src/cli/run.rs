//! Running the stages over what the command line names, for the verbs that compare.

use super::input::Inputs;
use chrono::NaiveDate;
use rapporteur::article::Article;
use rapporteur::record::Meeting;
use rapporteur::rulebook::Rulebook;
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// Reads every article that `paths` name, in order; tells of what is skipped, and how many.
///
/// # Errors
/// A metadata file that cannot be read.
pub fn articles(
    paths: &[PathBuf],
    metadata: Option<&Path>,
    published: Option<NaiveDate>,
) -> anyhow::Result<(Vec<Article>, usize)> {
    let (mut articles, mut skipped) = (Vec::new(), 0);
    for article in Inputs::of(paths, metadata, published).articles()? {
        match article {
            Ok(article) => articles.push(article),
            Err(error) => {
                skipped += 1;
                anstream::eprintln!("rapporteur: {error}");
            }
        }
    }
    Ok((articles, skipped))
}

/// Runs the stages over articles, all cores at once; returns the meetings of each.
pub fn meetings(articles: &[Article], rules: &Rulebook) -> Vec<Vec<Meeting>> {
    articles.par_iter().map(|a| rapporteur::extract(a, rules).meetings).collect()
}
