//! `bareme report`: figures as a table, JSON or CSV.

use bareme_engine::pages::funnel::{FunnelQuery, funnel};
use bareme_reporting::english;
use bareme_scoring::Instant;

use crate::cli::{Format, ReportCommand};
use crate::config::Settings;
use crate::output::{Outcome, print, print_json, print_lines};

const NO_LEADS: &str = "No lead became MQL in this period. bareme import leads brings their history in; bareme score hands over.";

pub fn run(settings: &Settings, command: ReportCommand) -> Outcome {
    let ReportCommand::Funnel { from, to, by, model } = command;
    let engine = super::engine(settings)?;
    let query = FunnelQuery { model, from, before: to, by: by.parse()? };
    let view = funnel(&engine, &query)?;
    let counts = view.funnel.counts_table(&english);
    let conversions = view.funnel.conversions_table(&english);
    match settings.format {
        Some(Format::Json) => print_json(&view.funnel),
        Some(Format::Csv) => print(&counts.to_csv()),
        _ => {
            let scope = view.model.as_ref().map_or("all leads", |model| model.title.as_str());
            let mut text = vec![
                format!("Funnel, cohort view: {scope}{}", period(from, to)),
                "A cohort is the leads that became MQL in the period, followed until today.\n".to_owned(),
            ];
            if view.funnel.rows.is_empty() {
                text.push(NO_LEADS.to_owned());
                return print_lines(&text);
            }
            text.extend([counts.to_text(&english), conversions.to_text(&english)]);
            if view.left_out > 0 {
                text.push(format!(
                    "{} more leads never became MQL or lie outside of the period.",
                    view.left_out
                ));
            }
            print_lines(&text)
        }
    }
}

fn period(from: Option<Instant>, to: Option<Instant>) -> String {
    let date = |moment: Instant| moment.date().to_string();
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), None) => format!(", MQL from {}", date(from)),
        (None, Some(to)) => format!(", MQL before {}", date(to)),
        (Some(from), Some(to)) => format!(", MQL from {} to before {}", date(from), date(to)),
    }
}
