//! `bareme evaluate`: a model file against one contact or a flat table; no database.

mod table;

use std::path::Path;

use bareme_engine::pages::lines_of;
use bareme_scoring::{ContactDocument, Evaluation, Instant, Line, Model, Points, check};

use super::words;

use crate::cli::{Evaluate, Format};
use crate::clock;
use crate::config::Settings;
use crate::output::{Failure, Outcome, print_json, print_lines};

pub fn run(settings: &Settings, arguments: &Evaluate) -> Outcome {
    let model = read_model(&arguments.model)?;
    match (&arguments.input, &arguments.table, &arguments.out) {
        (Some(input), _, _) => one(settings, &model, input, arguments.as_of),
        (None, Some(table), Some(out)) => {
            table::run(settings, &model, table, out, arguments.as_of.unwrap_or_else(clock::now))
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
    if let Some(action) = evaluation.action {
        let priority = evaluation.priority.map_or(0, u32::from);
        let rank = evaluation.rank.unwrap_or(Points::ZERO);
        text.push(words::what_to_do(action.word(), evaluation.sla_hours, priority, rank));
    }
    text.extend(evaluation.play.as_ref().map(|play| format!("Play: {play}")));
    text.extend(fit.knock_outs.iter().map(|name| format!("Knocked out: {name}")));
    text.push(format!("\nFit {} (grade {}, {} % known)", fit.score, fit.grade, fit.completeness));
    text.extend(lines(&fit.lines));
    text.push(format!("\nEngagement {} (level {})", engagement.score, engagement.level));
    text.extend(lines(&engagement.lines));
    text
}

fn lines(lines: &[Line]) -> Vec<String> {
    lines_of(lines).iter().flat_map(words::line).collect()
}
