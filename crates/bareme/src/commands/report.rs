//! `bareme report`: figures as a table, JSON or CSV.

mod any;

use bareme_engine::EngineError;
use bareme_engine::pages::funnel::funnel;
use bareme_engine::reports::{Dimension, ReportKind, ReportQuery, View};
use bareme_reporting::english;
use bareme_scoring::Instant;

use crate::cli::{Format, Report};
use crate::config::Settings;
use crate::output::{Failure, Outcome, count, print, print_json, print_lines};

const NO_LEADS: &str = "No lead became MQL in this period. bareme import leads brings their history in; bareme score hands over.";

pub fn run(settings: &Settings, asked: Report) -> Outcome {
    let usage = |error: EngineError| Failure::usage(error);
    let kind: ReportKind = asked.kind.parse().map_err(usage)?;
    let view: View = asked.view.parse().map_err(usage)?;
    let by: Dimension = match asked.by {
        Some(word) => word.parse().map_err(usage)?,
        None => kind.usual_by(),
    };
    if let (Some(from), Some(to)) = (asked.from, asked.to)
        && to <= from
    {
        return Err(Failure::usage("--to is not after --from: no day lies between them"));
    }
    let query = ReportQuery {
        model: asked.model,
        from: asked.from,
        before: asked.to,
        by,
        view,
        ..ReportQuery::default()
    };
    if kind == ReportKind::Funnel && view == View::Cohort {
        return cohorts(settings, &query);
    }
    any::run(settings, kind, &query)
}

/// The funnel in cohort view, in a form of its own: programs read its figures one by one.
fn cohorts(settings: &Settings, query: &ReportQuery) -> Outcome {
    let (by, from, to) = (&query.by, query.from, query.before);
    let engine = super::filled_engine(settings)?;
    let mut view = funnel(&engine, query)?;
    match settings.format {
        Some(Format::Json) => print_json(&view.funnel),
        Some(Format::Csv) => print(&view.funnel.counts_table(&english).to_csv()),
        _ => {
            for row in view.funnel.rows.iter_mut().filter(|row| row.cohort.label.is_empty()) {
                unknown(by).clone_into(&mut row.cohort.label);
            }
            let words = |key: &str| word(by, key);
            let counts = view.funnel.counts_table(&words);
            let conversions = view.funnel.conversions_table(&words);
            let scope = view.model.as_ref().map_or("all leads", |model| model.title.as_str());
            let mut text = vec![
                format!("Funnel, cohort view: {scope}{}", period(from, to)),
                "A cohort is the leads that became MQL in the period, followed until today.\n".to_owned(),
            ];
            if view.funnel.rows.is_empty() {
                text.push(NO_LEADS.to_owned());
                return print_lines(&text);
            }
            text.extend([counts.to_text(&words), conversions.to_text(&words)]);
            if view.left_out > 0 {
                let others = count(view.left_out, "lead", "leads");
                text.push(format!("Not counted, since never MQL or outside of the period: {others}."));
            }
            print_lines(&text)
        }
    }
}

/// The words of the tables; rows that are no periods are headed by what they are.
fn word(by: &Dimension, key: &str) -> String {
    match (by, key) {
        (by, _) if by.is_period() => english(key),
        (_, "report-cohort") => {
            let word = by.word();
            let mut letters = word.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        }
        (_, "report-funnel") => format!("Leads by stage reached, by {}", by.word()),
        (_, "report-conversions") => format!("Conversion of leads, by {}", by.word()),
        _ => english(key),
    }
}

/// What a row is called whose leads have no value.
const fn unknown(by: &Dimension) -> &'static str {
    match by {
        Dimension::Rating => "not rated",
        _ => "not known",
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
