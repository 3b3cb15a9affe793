//! `bareme measure`: what the score of any list was worth, another vendor's included; no database.

use bareme_engine::reports::{English, MeasuredList, measured};
use bareme_recalibration::{CriterionInput, Measurement, Scored, measure};

use super::flat::{FlatColumn, FlatTable, Outcome, outcome};
use super::report;
use crate::cli::{self, Format};
use crate::clock;
use crate::config::Settings;
use crate::output::{Failure, Outcome as Answer, count, print_json, tell};

pub fn run(settings: &Settings, arguments: &cli::Measure) -> Answer {
    let format = settings.format.unwrap_or(Format::Text);
    let out = arguments.out.as_deref();
    report::can_be_written(format, out)?;
    let table = FlatTable::read(&arguments.table)?;
    let outcome = outcome(&table, &arguments.outcome, arguments.event.as_deref())?;
    let reference = arguments.reference.as_deref().map(FlatTable::read).transpose()?;
    let all = table.len();
    let table = table.keep(&outcome.rows);
    if table.len() < all {
        tell(&format!("{} without an outcome yet: left out", count(all - table.len(), "row", "rows")));
    }
    let found = measurement(&table, &outcome, reference.as_ref(), arguments)?;
    if format == Format::Json {
        return match out {
            None => print_json(&found),
            Some(path) => {
                let json = serde_json::to_string_pretty(&found).map_err(Failure::failed)? + "\n";
                report::write(path, json.as_bytes())
            }
        };
    }
    let list = MeasuredList {
        list: &table.file,
        score: &arguments.score,
        outcome: &outcome.event,
        reference: reference.as_ref().map(|table| table.file.as_str()),
    };
    let made = measured(&list, &found, clock::now(), &English);
    report::deliver(&made, None, format, out)
}

/// Measures the score and the columns that were asked for.
fn measurement(
    table: &FlatTable,
    outcome: &Outcome,
    reference: Option<&FlatTable>,
    arguments: &cli::Measure,
) -> Result<Measurement, Failure> {
    let scores = table.numbers(table.place(&arguments.score)?, "the score")?;
    let scores_before =
        reference.map(|before| before.numbers(before.place(&arguments.score)?, "the score")).transpose()?;
    let mut columns = Vec::new();
    for place in table.places(&arguments.criteria)? {
        let name = table.names().get(place).map_or("", String::as_str);
        let before =
            reference.map(|before| Ok::<_, Failure>(before.column(before.place(name)?))).transpose()?;
        let (now, before) = alike(table.column(place), before, table.texts(place), || {
            reference.and_then(|table| Some(table.texts(table.place(name).ok()?)))
        });
        columns.push((name, now, before));
    }
    let slices: Vec<_> = columns
        .iter()
        .map(|(_, now, before)| (now.slices(), before.as_ref().map(FlatColumn::slices).unwrap_or_default()))
        .collect();
    let criteria: Vec<CriterionInput<'_>> = columns
        .iter()
        .zip(&slices)
        .filter_map(|((name, now, before), (words, words_before))| {
            let reference = before.as_ref().and_then(|before| before.borrowed(words_before));
            Some(CriterionInput { name, values: now.borrowed(words)?, reference })
        })
        .collect();
    let list = Scored {
        scores: &scores,
        events: &outcome.events,
        reference: scores_before.as_deref(),
        criteria: &criteria,
    };
    measure(&list).map_err(|answer| Failure::failed(format!("{}: {answer}", table.file)))
}

/// A column now and before as one type: dates, and a column that holds numbers in one list only, are words in both.
fn alike<'a>(
    now: FlatColumn,
    before: Option<FlatColumn>,
    texts: &[String],
    texts_before: impl FnOnce() -> Option<&'a [String]>,
) -> (FlatColumn, Option<FlatColumn>) {
    let is_number = |column: &FlatColumn| matches!(column, FlatColumn::Numbers(_));
    if is_number(&now) && before.as_ref().is_none_or(is_number) {
        return (now, before);
    }
    let before = before.and(texts_before()).map(FlatColumn::of_words);
    (FlatColumn::of_words(texts), before)
}
