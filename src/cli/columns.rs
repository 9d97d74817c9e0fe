//! `rapporteur columns`: the columns of every table.

use super::Outcome;
use clap::{Args, ValueEnum};
use rapporteur::export::{Column, TABLES, Table};
use std::io::{self, Write};

/// Print each column's name, type, meaning and values
#[derive(Args)]
pub struct Columns {
    /// Only this table
    #[arg(value_name = "TABLE")]
    table: Option<String>,
    /// How they are printed
    #[arg(long, default_value = "text")]
    format: Form,
}

/// How columns are printed.
#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// Lines to read
    Text,
    /// A table in Markdown
    Markdown,
    /// CSV
    Csv,
}

impl Columns {
    /// Runs the verb.
    pub fn run(self) -> anyhow::Result<Outcome> {
        let tables: Vec<&Table> =
            TABLES.iter().copied().filter(|t| self.table.as_deref().is_none_or(|name| name == t.name)).collect();
        if tables.is_empty() {
            let names: Vec<&str> = TABLES.iter().map(|t| t.name).collect();
            return Err(super::Usage(format!("no such table; there are {}", names.join(", "))).into());
        }
        let mut out = io::stdout().lock();
        if matches!(self.format, Form::Csv) {
            let mut rows = csv::Writer::from_writer(&mut out);
            rows.write_record(["table", "column", "type", "meaning", "values"])?;
            for (table, column) in tables.iter().flat_map(|t| t.columns.iter().map(|c| (t.name, c))) {
                let values = (column.values)().join(" ");
                rows.write_record([table, column.name, column.holds.name(), column.meaning, &values])?;
            }
            rows.flush()?;
            return Ok(Outcome::Done);
        }
        for (n, table) in tables.iter().enumerate() {
            if n > 0 {
                writeln!(out)?;
            }
            match self.format {
                Form::Markdown => markdown(&mut out, table)?,
                _ => text(&mut out, table)?,
            }
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}

fn text(out: &mut impl Write, table: &Table) -> io::Result<()> {
    writeln!(out, "{}: one row is {}", table.name, table.meaning)?;
    let width = table.columns.iter().map(|c| c.name.len()).max().unwrap_or_default();
    for column in table.columns {
        writeln!(out, "  {:width$}  {:13}  {}", column.name, column.holds.name(), column.meaning)?;
        let values = (column.values)();
        if !values.is_empty() {
            writeln!(out, "  {:width$}  {:13}  {}", "", "", values.join(" "))?;
        }
    }
    Ok(())
}

fn markdown(out: &mut impl Write, table: &Table) -> io::Result<()> {
    writeln!(out, "### {}\n\nOne row is {}.\n\n| column | type | meaning |\n|---|---|---|", table.name, table.meaning)?;
    for Column { name, holds, meaning, values, .. } in table.columns {
        let values: Vec<String> = values().iter().map(|v| format!("`{v}`")).collect();
        let values = if values.is_empty() { String::new() } else { format!(" {}", values.join(" ")) };
        writeln!(out, "| `{name}` | {} | {meaning}{values} |", holds.name())?;
    }
    Ok(())
}
