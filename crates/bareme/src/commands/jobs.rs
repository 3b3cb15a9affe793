//! `bareme jobs`: what runs when, and a run at once.

use bareme_engine::Engine;
use bareme_engine::jobs::pattern::Pattern;
use bareme_engine::jobs::{Kinds, Pace, Server, Status, seed};
use bareme_engine::pages::jobs;
use bareme_engine::view::{JobRow, RunRow, WhenView};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::cli::{Format, JobsCommand};
use crate::config::Settings;
use crate::output::{Failure, Outcome, count, print_json, print_lines};

pub fn run(settings: &Settings, command: &JobsCommand) -> Outcome {
    let engine = super::filled_engine(settings)?;
    seed(&engine)?;
    match command {
        JobsCommand::List => list(settings, &engine),
        JobsCommand::Run { name } => run_one(settings, &engine, name),
    }
}

fn list(settings: &Settings, engine: &Engine) -> Outcome {
    let rows = jobs::list(engine)?;
    if settings.format == Some(Format::Json) {
        return print_json(&rows.iter().map(job_json).collect::<Vec<_>>());
    }
    print_lines(&rows.iter().map(job_in_words).collect::<Vec<_>>())
}

fn run_one(settings: &Settings, engine: &Engine, name: &str) -> Outcome {
    let id = jobs::named(engine, name).map_err(|error| match error {
        bareme_engine::EngineError::NotFound { .. } => {
            Failure::failed(format!("there is no job '{name}'; bareme jobs list names them"))
        }
        other => other.into(),
    })?;
    let server = Server::new(engine.clone(), Kinds::standard(), Pace::default(), server_name());
    // A run whose server died long ago is begun anew.
    server.look(0)?;
    let Some(claim) = server.claim_by_hand(id, super::WHO)? else {
        return Err(Failure::failed(format!("'{name}' is at work already: {}", at_work(engine, id)?)));
    };
    let run_id = claim.run.id;
    let style = ProgressStyle::with_template("{bar:40} {percent}% {msg}");
    let bar = ProgressBar::new(1_000).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let shown = bar.clone();
    let status = server.execute_watched(&claim, move |thousandths, says| {
        shown.set_position(u64::from(thousandths.unsigned_abs()));
        shown.set_message(says.text.clone());
    });
    bar.finish_and_clear();
    let run = jobs::run(engine, run_id)?.run;
    if settings.format == Some(Format::Json) {
        print_json(&run_json(&run))?;
    } else if status == Some(Status::Done) {
        print_lines(&run.says.iter().map(|says| says.text.clone()).collect::<Vec<_>>())?;
    }
    match status {
        Some(Status::Done) => Ok(()),
        Some(status) => {
            let why = run.error.map(|error| format!(": {}", error.text)).unwrap_or_default();
            Err(Failure::failed(format!("'{name}' ended as {}{why}", status.word())))
        }
        None => {
            Err(Failure::failed(format!("'{name}' was taken over by another server while it was at work")))
        }
    }
}

/// This process, for people who read who ran what.
pub fn server_name() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let host = host.trim();
    format!("{}:{}", if host.is_empty() { "server" } else { host }, std::process::id())
}

fn at_work(engine: &Engine, id: i64) -> Result<String, Failure> {
    let open = jobs::show(engine, id, None)?.row.open;
    Ok(open.map_or_else(String::new, |run| {
        format!("server {}, {}%", run.holder.as_deref().unwrap_or("unknown"), run.percent())
    }))
}

fn job_in_words(row: &JobRow) -> String {
    let next = match (&row.open, row.paused, &row.next) {
        (Some(run), _, _) => run.status.word().to_owned(),
        (None, true, _) => "paused".to_owned(),
        (None, false, Some(next)) => format!("next {}", next.at),
        (None, false, None) => "never again".to_owned(),
    };
    let last = row.last.as_ref().map_or_else(
        || "not yet run".to_owned(),
        |run| format!("last {} {}", run.status.word(), run.finished_at.unwrap_or(run.due)),
    );
    format!("{}: {} ({}); {next}; {last}", row.name, when_in_words(&row.when), row.when.zone)
}

fn when_in_words(when: &WhenView) -> String {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let day = |number: u32| {
        usize::try_from(number)
            .ok()
            .and_then(|number| DAYS.get(number.checked_sub(1)?))
            .copied()
            .unwrap_or_default()
    };
    match when.pattern {
        Some(Pattern::Minutes(minutes)) => format!("every {}", count(minutes, "minute", "minutes")),
        Some(Pattern::Hourly(minute)) => format!("every hour at minute {minute}"),
        Some(Pattern::Daily(time)) => format!("every day at {time}"),
        Some(Pattern::Workdays(time)) => format!("Monday to Friday at {time}"),
        Some(Pattern::Weekly(weekday, time)) => format!("every {} at {time}", day(weekday)),
        Some(Pattern::Monthly(number, time)) => format!("on day {number} of each month at {time}"),
        Some(Pattern::LastOfMonth(time)) => format!("on the last day of each month at {time}"),
        Some(Pattern::Quarterly(time)) => format!("on the first day of each quarter at {time}"),
        Some(Pattern::FiscalQuarterly(time)) => format!("on the first day of each fiscal quarter at {time}"),
        None => when.expression.clone(),
    }
}

fn job_json(row: &JobRow) -> serde_json::Value {
    json!({
        "name": row.name,
        "kind": row.kind,
        "expression": row.when.expression,
        "zone": row.when.zone,
        "paused": row.paused,
        "next": row.next.map(|next| next.at),
        "open": row.open.as_ref().map(run_json),
        "last": row.last.as_ref().map(run_json),
    })
}

fn run_json(run: &RunRow) -> serde_json::Value {
    json!({
        "id": run.id,
        "due": run.due,
        "status": run.status.word(),
        "attempt": run.attempt,
        "server": run.holder,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "says": run.says.iter().map(|says| says.text.as_str()).collect::<Vec<_>>(),
        "error": run.error.as_ref().map(|error| error.text.as_str()),
    })
}
