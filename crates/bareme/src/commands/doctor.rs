//! `bareme doctor`: is the database sound?

use bareme_engine::doctor::{Finding, examine};

use crate::cli::Format;
use crate::config::Settings;
use crate::output::{Failure, Outcome, print, print_json};

pub fn run(settings: &Settings) -> Outcome {
    let engine = super::existing_engine(settings)?.ok_or_else(|| {
        Failure::failed(format!("{}: there is no database; bareme migrate makes one", settings.database))
    })?;
    let findings = examine(&engine)?;
    let broken = findings.iter().any(|finding| !finding.sound);
    if settings.format == Some(Format::Json) {
        let json: Vec<_> = findings
            .iter()
            .map(|finding| serde_json::json!({ "check": finding.check, "sound": finding.sound, "says": finding.says }))
            .collect();
        print_json(&json)?;
    } else {
        print(&findings.iter().map(in_words).collect::<String>())?;
    }
    if broken { Err(Failure::Said) } else { Ok(()) }
}

fn in_words(finding: &Finding) -> String {
    format!("{}  {}: {}\n", if finding.sound { "ok    " } else { "BROKEN" }, finding.check, finding.says)
}
