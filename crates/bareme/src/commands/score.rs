//! `bareme score`: everything that the database holds.

use std::sync::atomic::AtomicBool;

use bareme_engine::score::{ModelScored, ScoreOptions, score_all};
use bareme_scoring::Instant;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::Format;
use crate::config::Settings;
use crate::output::{Failure, Outcome, print, print_json};

pub fn run(settings: &Settings, as_of: Option<Instant>, model: Option<String>) -> Outcome {
    let engine = super::engine(settings)?;
    let options = ScoreOptions { model, ..ScoreOptions::at(as_of.unwrap_or_else(|| engine.now())) };
    let style = ProgressStyle::with_template("{bar:40} {human_pos}/{human_len} contacts, {eta} left");
    let bar = ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let scored = score_all(&engine, &options, &AtomicBool::new(false), &mut |progress| {
        bar.set_length(progress.total);
        bar.set_position(progress.done);
    })?;
    bar.finish_and_clear();
    if scored.is_empty() {
        return Err(Failure::failed(
            "there is no model to score with: write one (bareme model starter shows how) and publish it with bareme \
             model publish FILE",
        ));
    }
    if settings.format == Some(Format::Json) {
        return print_json(&scored.iter().map(json).collect::<Vec<_>>());
    }
    let text: String = scored.iter().map(in_words).collect();
    print(&text)
}

fn in_words(scored: &ModelScored) -> String {
    format!(
        "{}: {} contacts scored ({} changed, {} out of its scope), {} accounts rolled up ({} qualified), {} leads \
         handed over.\n",
        scored.model,
        scored.contacts,
        scored.changed,
        scored.not_applicable,
        scored.accounts,
        scored.qualified_accounts,
        scored.handed_over
    )
}

fn json(scored: &ModelScored) -> serde_json::Value {
    serde_json::json!({
        "model": scored.model,
        "contacts": scored.contacts,
        "changed": scored.changed,
        "not_applicable": scored.not_applicable,
        "accounts": scored.accounts,
        "qualified_accounts": scored.qualified_accounts,
        "handed_over": scored.handed_over,
    })
}
