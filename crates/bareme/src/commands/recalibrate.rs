//! `bareme recalibrate`: runs recalibration, keeps the report and shows it; lists and shows those that were made.

use std::sync::atomic::AtomicBool;

use bareme_engine::Engine;
use bareme_engine::recalibrate::{self, Asked, Listed, Step, target_word, verdict_word};
use bareme_engine::reports::English;
use bareme_reporting::{Cell, Column, Kind, Table, english};
use indicatif::{ProgressBar, ProgressStyle};

use super::report::{can_be_written, deliver, keep_section};
use crate::cli::{Format, Recalibrate, RecalibrateCommand, ReportOutput};
use crate::config::Settings;
use crate::output::{Failure, Outcome, print, print_json, tell};

/// The table that a CSV file holds unless another is asked for.
const MAIN: &str = "changes";

pub fn run(settings: &Settings, arguments: Recalibrate) -> Outcome {
    match arguments.command {
        Some(RecalibrateCommand::List) => list(settings),
        Some(RecalibrateCommand::Show { id, shown }) => {
            can_be_written(format(settings), shown.out.as_deref())?;
            show(settings, &super::filled_engine(settings)?, id, &shown)
        }
        None => make(settings, arguments),
    }
}

fn format(settings: &Settings) -> Format {
    settings.format.unwrap_or(Format::Text)
}

fn make(settings: &Settings, arguments: Recalibrate) -> Outcome {
    can_be_written(format(settings), arguments.shown.out.as_deref())?;
    if let (Some(from), Some(to)) = (arguments.from, arguments.to)
        && to <= from
    {
        return Err(Failure::usage("--to is not after --from: no day lies between them"));
    }
    let engine = super::filled_engine(settings)?;
    let asked = Asked {
        from: arguments.from,
        before: arguments.to,
        target: arguments.target,
        horizon_days: arguments.days,
        capacity_per_week: arguments.capacity,
        seed: arguments.seed,
        ..Asked::new(arguments.model, "command line")
    };
    let style = ProgressStyle::with_template("{bar:40} {percent} % {msg}");
    let bar = ProgressBar::new(1_000).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let run = recalibrate::run(&engine, &asked, &AtomicBool::new(false), &mut |progress| {
        bar.set_position(thousandths(progress.share));
        bar.set_message(doing(progress.step));
    });
    bar.finish_and_clear();
    let id = run?.map_err(Failure::failed)?;
    tell(&format!("kept as report {id}; bareme recalibrate show {id} shows it again"));
    if let Some((proposal, _)) = recalibrate::find(&engine, id)?.listed.proposal {
        tell(&format!(
            "proposal {proposal} waits for a signature of marketing and one of sales: bareme serve"
        ));
    }
    show(settings, &engine, id, &arguments.shown)
}

fn show(settings: &Settings, engine: &Engine, id: i64, shown: &ReportOutput) -> Outcome {
    let mut report = recalibrate::report(engine, id, &English)?;
    keep_section(&mut report, shown.section.as_deref())?;
    deliver(&report, Some(MAIN), format(settings), shown.out.as_deref())
}

fn list(settings: &Settings) -> Outcome {
    let engine = super::filled_engine(settings)?;
    let runs = recalibrate::list(&engine, None)?;
    match format(settings) {
        Format::Json => print_json(&table(&runs).records().collect::<Vec<_>>()),
        Format::Csv => print(&table(&runs).to_csv()),
        Format::Pdf | Format::Sql => {
            Err(Failure::usage("the list is no report: choose text, json or csv here"))
        }
        Format::Text if runs.is_empty() => {
            print("No recalibration was run yet: bareme recalibrate runs the first one.")
        }
        Format::Text => print(&table(&runs).to_text(&english)),
    }
}

fn table(runs: &[Listed]) -> Table {
    let column = |key, title: &str, kind| Column::new(key, title, kind);
    let columns = vec![
        column("id", "Report", Kind::Count),
        column("model", "Model", Kind::Text),
        column("version", "Version", Kind::Count),
        column("from", "MQL from", Kind::Date),
        column("before", "MQL before", Kind::Date),
        column("target", "Target", Kind::Text),
        column("cases", "Leads", Kind::Count),
        column("events", "Reached", Kind::Count),
        column("verdict", "Verdict", Kind::Text),
        column("proposal", "Proposal", Kind::Text),
        column("made_at", "Made at", Kind::Moment),
    ];
    let mut table = Table::new("", columns);
    let count = |number: i64| Cell::from(u64::try_from(number).unwrap_or(0));
    for run in runs {
        let proposal = run.proposal.as_ref().map(|(id, state)| format!("{id}, {}", state.word()));
        table.push([
            count(run.id),
            run.model.as_str().into(),
            count(run.version),
            run.from.into(),
            run.before.into(),
            target_word(run.target).into(),
            run.cases.into(),
            run.events.into(),
            verdict_word(run.verdict).into(),
            proposal.into(),
            run.at.into(),
        ]);
    }
    table
}

fn doing(step: Option<Step>) -> &'static str {
    match step {
        None => "reading what was known at each MQL",
        Some(Step::Measure) => "measuring the model",
        Some(Step::Drift) => "looking for drift",
        Some(Step::Find) => "looking for what is wrong",
        Some(Step::Propose) => "looking for a better version",
        Some(Step::Backtest) => "trying it on leads that it has not seen",
        Some(Step::Impact) => "seeing what would change for whom",
        Some(Step::Predict) => "fitting chances",
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of 0 to 1; `as` saturates"
)]
fn thousandths(share: f64) -> u64 {
    (share.clamp(0.0, 1.0) * 1_000.0) as u64
}
