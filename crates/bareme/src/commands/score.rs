//! `bareme score`: everything that the database holds.

use std::sync::atomic::AtomicBool;

use bareme_engine::score::{ModelScored, ScoreOptions, score_all};
use bareme_scoring::Instant;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::Format;
use crate::config::Settings;
use crate::output::{Failure, Outcome, count, print_json, print_lines, tell};

pub fn run(settings: &Settings, as_of: Option<Instant>, model: Option<String>) -> Outcome {
    let engine = super::filled_engine(settings)?;
    // Leads of the past cannot be taken back: only the present hands over.
    let options = ScoreOptions {
        model,
        hand_over: as_of.is_none(),
        ..ScoreOptions::at(as_of.unwrap_or_else(|| engine.now()))
    };
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
    let (_, models) = engine.database().read(|c| engine.pick_model(c, None))?;
    let primary = models.iter().find(|model| model.primary).map(|model| model.name.as_str());
    let mut text: Vec<String> = scored.iter().map(|scored| in_words(scored, primary)).collect();
    text.extend(advice(&scored, primary));
    if let Some(as_of) = as_of {
        tell(&format!(
            "Scores are now those of {as_of}, and no lead was handed over. bareme score brings the present back."
        ));
    }
    print_lines(&text)
}

/// Why nothing came of it, where nothing did.
fn advice(scored: &[ModelScored], primary: Option<&str>) -> Option<String> {
    if scored.iter().all(|scored| scored.contacts + scored.not_applicable == 0) {
        return Some("There are no contacts yet: bareme import contacts FILE brings them in.".to_owned());
    }
    primary.is_none().then(|| {
        "No lead is handed over, since no model is the primary one: write primary = true at the top of the model that \
         shall hand over, and publish it."
            .to_owned()
    })
}

fn in_words(scored: &ModelScored, primary: Option<&str>) -> String {
    let leads = match primary {
        Some(name) if name == scored.model => {
            format!("{} handed over", count(scored.handed_over, "lead", "leads"))
        }
        Some(name) => format!("no lead handed over, which the primary model '{name}' does"),
        None => "no lead handed over".to_owned(),
    };
    format!(
        "{}: {} scored ({} changed, {} out of its scope), {} rolled up ({} qualified), {leads}.",
        scored.model,
        count(scored.contacts, "contact", "contacts"),
        scored.changed,
        scored.not_applicable,
        count(scored.accounts, "account", "accounts"),
        scored.qualified_accounts,
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
