//! `bareme model export --format sql`: the model as one query, and the tables that it reads.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use bareme_engine::{Engine, EngineError, plain};
use bareme_scoring::{Instant, Model};
use bareme_sqlexport::Dialect;

use crate::cli::{ModelExport, SqlDialect};
use crate::config::Settings;
use crate::output::{Failure, Outcome, print, tell};

pub fn run(settings: &Settings, options: &ModelExport) -> Outcome {
    let Some(dialect) = options.dialect else {
        return Err(Failure::usage("say for which database: --dialect sqlite, postgres or duckdb"));
    };
    let dialect = match dialect {
        SqlDialect::Sqlite => Dialect::Sqlite,
        SqlDialect::Postgres => Dialect::Postgres,
        SqlDialect::Duckdb => Dialect::Duckdb,
    };
    let engine = super::super::filled_engine(settings)?;
    let now = engine.now();
    let as_of = options.as_of.unwrap_or(now);
    if as_of > now {
        return Err(Failure::failed(format!(
            "{as_of} has not come yet: a score says what is known by a moment"
        )));
    }
    let model = plain::model(&engine, &options.name, options.version)?;
    let query = plain::as_query(&model, as_of, dialect)?;
    if let Some(file) = &options.tables {
        write_tables(&engine, &model, as_of, file)?;
        tell(&format!("The tables as known at {as_of} are in {}.", file.display()));
    }
    print(query.trim_end())
}

/// Options that mean something with `--format sql` only.
pub fn refuse_without_format(options: &ModelExport) -> Outcome {
    if options.dialect.is_some() || options.as_of.is_some() || options.tables.is_some() {
        return Err(Failure::usage("--dialect, --as-of and --tables go with --format sql"));
    }
    Ok(())
}

fn write_tables(engine: &Engine, model: &Model, as_of: Instant, file: &Path) -> Outcome {
    let failed = |error: std::io::Error| {
        EngineError::Invalid(format!("{} cannot be written: {error}", file.display()))
    };
    let mut out = BufWriter::new(File::create(file).map_err(failed)?);
    plain::write(engine, model, as_of, &mut |text| out.write_all(text.as_bytes()).map_err(failed))?;
    Ok(out.flush().map_err(failed)?)
}
