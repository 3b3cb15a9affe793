//! `bareme rollup`: account scores of a graph in a file; no database.

use std::path::Path;

use bareme_rollup::{GraphAnswer, GraphDocument, GraphScore};

use crate::cli::Format;
use crate::config::Settings;
use crate::output::{Failure, Outcome, print_json, print_lines};

pub fn run(settings: &Settings, input: &Path) -> Outcome {
    let wrong = |error: String| Failure::failed(format!("{}: {error}", input.display()));
    let text = super::read_text(input)?;
    let document: GraphDocument = serde_json::from_str(&text)
        .map_err(|error| wrong(format!("this graph cannot be read as JSON: {error}")))?;
    let answer = document.score().map_err(|errors| wrong(format!("\n{errors}")))?;
    // The JSON form is the contract of this command, so it is what is printed unless text is asked for.
    if settings.format == Some(Format::Text) { print_lines(&in_words(&answer)) } else { print_json(&answer) }
}

fn in_words(answer: &GraphAnswer) -> Vec<String> {
    let mut text: Vec<String> = answer.accounts.iter().flat_map(account).collect();
    text.extend(answer.problems.iter().map(|problem| match &problem.place {
        Some(place) => format!("warning: {place}: {}", problem.message),
        None => format!("warning: {}", problem.message),
    }));
    text
}

fn account(score: &GraphScore) -> Vec<String> {
    let lines = score
        .lines
        .iter()
        .map(|line| format!("{:>10}  {}, reach {:.2}", line.points.to_string(), line.contact, line.reach));
    std::iter::once(format!("{}: engagement {}", score.id, score.engagement)).chain(lines).collect()
}
