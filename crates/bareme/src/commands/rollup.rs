//! `bareme rollup`: account scores of a graph in a file; no database.

use std::path::Path;

use bareme_rollup::GraphDocument;

use crate::output::{Failure, Outcome, print_json};

pub fn run(input: &Path) -> Outcome {
    let wrong = |error: String| Failure::failed(format!("{}: {error}", input.display()));
    let text = super::read_text(input)?;
    let document: GraphDocument = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let answer = document.score().map_err(|errors| wrong(format!("\n{errors}")))?;
    print_json(&answer)
}
