//! `bareme demo`: an empty database becomes a company to look at.

use bareme_engine::demo::{DemoOptions, DemoStep, fill, is_empty};
use bareme_simulator::SimulationSettings;
use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::{Demo, Format};
use crate::config::Settings;
use crate::output::{Failure, Outcome, count, print, print_json, tell};
use crate::{clock, commands};

pub fn run(settings: &Settings, demo: &Demo) -> Outcome {
    if demo.accounts == 0 || !(demo.activities_per_contact >= 0.0 && demo.activities_per_contact <= 10_000.0)
    {
        return Err(Failure::usage("--accounts takes 1 or more, --activities-per-contact 0 to 10000"));
    }
    let engine = commands::engine(settings)?;
    if demo.if_empty && !is_empty(&engine)? {
        tell("The database already holds something; the demo is left as it is.");
        return Ok(());
    }
    let mut world = SimulationSettings::new(demo.until.unwrap_or_else(clock::now));
    world.accounts = demo.accounts;
    world.contacts = demo.contacts;
    world.activities_per_contact = demo.activities_per_contact;
    world.seed = demo.seed.unwrap_or(world.seed);
    let bar = ProgressBar::new_spinner();
    bar.set_style(
        ProgressStyle::with_template("{spinner} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner()),
    );
    let options = DemoOptions { settings: world, score: !demo.no_score };
    let summary = fill(&engine, &options, &mut |step, count| {
        bar.set_message(match step {
            DemoStep::Accounts => format!("{count} companies"),
            DemoStep::Contacts => format!("{count} people"),
            DemoStep::Relationships => format!("{count} relationships"),
            DemoStep::Activities => format!("{count} activities"),
            DemoStep::Leads => format!("{count} leads"),
            DemoStep::Scoring => format!("scoring, week {count}"),
        });
        bar.tick();
    })?;
    bar.finish_and_clear();
    if settings.format == Some(Format::Json) {
        return print_json(&serde_json::json!({
            "accounts": summary.accounts,
            "contacts": summary.contacts,
            "activities": summary.activities,
            "leads": summary.leads,
        }));
    }
    print(&format!(
        "The demo company is ready: {}, {}, {}, {} with history.\nLook at it with: bareme --database {} serve",
        count(summary.accounts, "company", "companies"),
        count(summary.contacts, "person", "people"),
        count(summary.activities, "activity", "activities"),
        count(summary.leads, "lead", "leads"),
        engine.database().url()
    ))
}
