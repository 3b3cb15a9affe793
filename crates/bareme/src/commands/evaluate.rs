//! `bareme evaluate`: a model file against one contact or a flat table; no database.

use std::fs::File;
use std::path::Path;

use bareme_scoring::{
    Attributes, ContactDocument, Evaluation, Instant, Line, Matcher, Model, Subject, Value, check,
};

use crate::cli::{Evaluate, Format};
use crate::clock;
use crate::config::Settings;
use crate::output::{Failure, Outcome, print_json, print_lines, tell};

pub fn run(settings: &Settings, arguments: &Evaluate) -> Outcome {
    let model = read_model(&arguments.model)?;
    match (&arguments.input, &arguments.table, &arguments.out) {
        (Some(input), _, _) => one(settings, &model, input, arguments.as_of),
        (None, Some(table), Some(out)) => {
            whole_table(&model, table, out, arguments.as_of.unwrap_or_else(clock::now))
        }
        _ => Err(Failure::usage("--input FILE, or --table FILE with --out FILE, is needed")),
    }
}

fn read_model(path: &Path) -> Result<Model, Failure> {
    let report = check(&super::read_text(path)?, None);
    let errors: Vec<String> = report.errors().map(ToString::to_string).collect();
    report.model.ok_or_else(|| {
        Failure::failed(format!("{} is not a model that can score:\n{}", path.display(), errors.join("\n")))
    })
}

fn one(settings: &Settings, model: &Model, input: &Path, as_of: Option<Instant>) -> Outcome {
    let document = ContactDocument::from_json(&super::read_text(input)?)
        .map_err(|error| Failure::failed(format!("{}: {error}", input.display())))?;
    let as_of = as_of.or(document.as_of).unwrap_or_else(clock::now);
    let evaluation = document.evaluate(model, as_of);
    // The JSON form is the contract of this command, so it is what is printed unless text is asked for.
    if settings.format == Some(Format::Text) {
        print_lines(&in_words(&evaluation))
    } else {
        print_json(&evaluation)
    }
}

/// An evaluation as lines of text.
fn in_words(evaluation: &Evaluation) -> Vec<String> {
    let (Some(fit), Some(engagement), Some(rating)) =
        (&evaluation.fit, &evaluation.engagement, evaluation.rating)
    else {
        return vec![format!("{} does not apply to this contact.", evaluation.model)];
    };
    let mut text = vec![format!("{} at {}: {rating}", evaluation.model, evaluation.as_of)];
    text.push(format!("\nFit {} (grade {}, {} % known)", fit.score, fit.grade, fit.completeness));
    text.extend(fit.lines.iter().map(line_in_words));
    text.extend(fit.knock_outs.iter().map(|name| format!("  knocked out: {name}")));
    text.push(format!("\nEngagement {} (level {})", engagement.score, engagement.level));
    text.extend(engagement.lines.iter().map(line_in_words));
    text
}

fn line_in_words(line: &Line) -> String {
    let note = match (line.missing, line.activities) {
        (true, _) => "  (not known)".to_owned(),
        (false, Some(1)) => "  (1 activity)".to_owned(),
        (false, Some(number)) => format!("  ({number} activities)"),
        (false, None) => String::new(),
    };
    format!("{:>10}  {}{note}", line.points.to_string(), line.rule)
}

/// Columns that are added to a table.
const ADDED: [&str; 6] = ["score", "fit", "engagement", "grade", "level", "rating"];

fn whole_table(model: &Model, table: &Path, out: &Path, as_of: Instant) -> Outcome {
    let wrong = |error: csv::Error| Failure::failed(format!("{}: {error}", table.display()));
    let file = File::open(table).map_err(|error| Failure::file(table, &error))?;
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
    let header = reader.headers().map_err(wrong)?.clone();
    let names: Vec<String> =
        header.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect();
    let target = File::create(out).map_err(|error| Failure::file(out, &error))?;
    let mut writer = csv::Writer::from_writer(target);
    let unwritten = |error: csv::Error| Failure::failed(format!("{}: {error}", out.display()));
    writer.write_record(names.iter().map(String::as_str).chain(ADDED)).map_err(unwritten)?;
    let matcher = model.matcher(&[]);
    let (mut scored, mut bad) = (0_u64, Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) if record.len() == names.len() => record,
            Ok(record) => {
                bad.push(format!(
                    "line {}: {} fields where {} are expected",
                    line_of(&record),
                    record.len(),
                    names.len()
                ));
                continue;
            }
            Err(error) => {
                bad.push(error.to_string());
                continue;
            }
        };
        let added = score_row(model, &matcher, &names, &record, as_of);
        writer.write_record(record.iter().chain(added.iter().map(String::as_str))).map_err(unwritten)?;
        scored += 1;
    }
    writer.flush().map_err(|error| Failure::file(out, &error))?;
    tell(&format!("{scored} rows scored into {}", out.display()));
    if bad.is_empty() {
        return Ok(());
    }
    let shown: Vec<String> = bad.iter().take(20).cloned().collect();
    Err(Failure::failed(format!(
        "{} rows could not be read and are not in the result:\n{}",
        bad.len(),
        shown.join("\n")
    )))
}

fn line_of(record: &csv::StringRecord) -> u64 {
    record.position().map_or(0, csv::Position::line)
}

/// What is added to a row; empty where the model does not apply.
fn score_row(
    model: &Model,
    matcher: &Matcher,
    names: &[String],
    record: &csv::StringRecord,
    as_of: Instant,
) -> [String; 6] {
    let (mut contact, mut account) = (Attributes::new(), Attributes::new());
    for (name, text) in names.iter().zip(record) {
        let Some(value) = value(text) else { continue };
        match name.strip_prefix("account.") {
            Some(name) => account.insert(name.to_owned(), value),
            None => contact.insert(name.strip_prefix("contact.").unwrap_or(name).to_owned(), value),
        };
    }
    let subject = Subject {
        contact: &contact,
        account: Some(&account),
        relationship: None,
        activities: &[],
        adjustments: &[],
    };
    let score = model.score(&subject, matcher, as_of);
    if !score.applies {
        return Default::default();
    }
    [
        score.rank.to_string(),
        score.fit.to_string(),
        score.engagement.to_string(),
        score.grade.to_string(),
        score.level.to_string(),
        score.rating().to_string(),
    ]
}

/// A field as a value: nothing, a number (but not one with leading zeros, which is a code), true or false, or text.
fn value(text: &str) -> Option<Value> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let is_code = text.len() > 1 && text.starts_with('0') && !text.starts_with("0.");
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && !is_code);
    let looks_numeric = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    match number.filter(|_| looks_numeric) {
        Some(number) => Some(Value::Number(number)),
        None if text.eq_ignore_ascii_case("true") => Some(Value::Boolean(true)),
        None if text.eq_ignore_ascii_case("false") => Some(Value::Boolean(false)),
        None => Some(Value::Text(text.to_owned())),
    }
}
