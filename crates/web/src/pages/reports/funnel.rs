//! The funnel in cohort view: of the leads that became MQL in a period, how many got how far.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::pages::funnel;
use bareme_engine::reports::{Dimension, ReportQuery};
use bareme_engine::view::{FunnelView, ModelRef};
use bareme_reporting::chart::{Axis, Bar, BarChart, Chart};
use bareme_reporting::{Funnel, FunnelRow, Kind, Proportion, Step};
use bareme_scoring::{Instant, Stage};

use crate::charts::{self, Drawing};
use crate::i18n::Text;
use crate::pages::form::{Choice, FilterBuilder, FilterForm};
use crate::pages::parts;
use crate::pages::query::{FieldError, Params, Reader};
use crate::urls::{self, Link};
use crate::{Area, PageError, Shell, engine};

/// What the address asks for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Became MQL on this day or later.
    pub from: Option<Instant>,
    /// Became MQL before this day.
    pub until: Option<Instant>,
    /// What the rows are; months when nothing is said.
    pub by: Option<Dimension>,
    /// Model.
    pub model: Option<String>,
}

impl Wish {
    /// Reads an address, with everything that is wrong with it.
    pub fn read(params: &Params) -> (Self, Vec<FieldError>) {
        let mut reader = Reader::new(params);
        let mut wish = Self {
            from: reader.parsed("from", "field-error-date", parts::parse_day),
            until: reader.parsed("until", "field-error-date", parts::parse_day),
            by: reader.parsed("by", "field-error-choice", |text| text.parse().ok()),
            model: reader.text("model"),
        };
        if let (Some(from), Some(until)) = (wish.from, wish.until)
            && until <= from
        {
            let typed = params.text("until").unwrap_or_default();
            reader.errors.push(FieldError { field: "until", typed, key: "field-error-period" });
            wish.until = None;
        }
        (wish, reader.errors)
    }

    /// The breakdown in force.
    pub fn by(&self) -> Dimension {
        self.by.clone().unwrap_or_default()
    }

    fn query(&self) -> ReportQuery {
        ReportQuery {
            model: self.model.clone(),
            from: self.from,
            before: self.until,
            by: self.by(),
            ..ReportQuery::default()
        }
    }

    /// The address of this report.
    pub fn link(&self) -> Link {
        urls::funnel()
            .with_some("from", self.from.map(Instant::date))
            .with_some("until", self.until.map(Instant::date))
            .with_some("by", self.by.as_ref().map(Dimension::word))
            .with_some("model", self.model.as_deref())
    }

    fn is_by_time(&self) -> bool {
        self.by().is_period()
    }
}

/// Shows the report that an address asks for.
pub async fn show(engine: engine::Data, params: Params, shell: Shell) -> Result<FunnelShow, PageError> {
    let (wish, errors) = Wish::read(&params);
    let query = wish.query();
    let view = engine::ask(&engine, wish.link(), move |engine| funnel::funnel(engine, &query)).await?;
    Ok(FunnelShow::new(shell, view, wish, &errors))
}

/// The page.
#[derive(Template, WebTemplate)]
#[template(path = "pages/reports/funnel.html")]
pub struct FunnelShow {
    /// The visitor's language.
    pub t: Text,
    /// What surrounds it.
    pub shell: Shell,
    /// What it shows.
    pub funnel: Funnel,
    /// Filters.
    pub form: FilterForm,
    /// All cohorts together.
    pub chart: Option<Drawing>,
    /// One small chart a step, cohorts side by side.
    pub multiples: Vec<Drawing>,
    /// Leads that are not in the report.
    pub left_out: u64,
    /// What the rows stand for, where they are no periods.
    values: Vec<Option<String>>,
    wish: Wish,
}

impl FunnelShow {
    /// The page of a report.
    pub fn new(shell: Shell, view: FunnelView, wish: Wish, errors: &[FieldError]) -> Self {
        let t = shell.t;
        let funnel = view.funnel;
        let chart =
            (funnel.total.mql > 0).then(|| charts::draw(t, &funnel.chart(&|key| t.say(key)))).flatten();
        Self {
            t,
            form: form(t, &view.models, &wish, errors),
            chart,
            multiples: multiples(t, &funnel, &wish),
            funnel,
            values: view.values,
            left_out: view.left_out,
            wish,
            shell: shell.within(Area::Funnel),
        }
    }

    /// The name of a cohort for people: "Jun 2026" for `2026-06`.
    fn cohort(&self, row: &FunnelRow) -> String {
        self.t.cohort(&self.wish.by(), &row.cohort.label)
    }

    /// The leads of a row that ever reached a stage.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references to fields")]
    fn leads(&self, index: &usize, row: &FunnelRow, stage: &Stage) -> Link {
        self.of_model(self.row(*index, row).with("reached", stage.word()))
    }

    /// The leads of a row on which sales has not decided: those that still are MQL.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references to fields")]
    fn undecided(&self, index: &usize, row: &FunnelRow) -> Link {
        self.of_model(self.row(*index, row).with("stage", Stage::Mql.word()))
    }

    /// The leads of all cohorts that ever reached a stage.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand over references to fields")]
    fn all_leads(&self, stage: &Stage) -> Link {
        self.of_model(self.period().with("reached", stage.word()))
    }

    /// The leads of all cohorts on which sales has not decided.
    fn all_undecided(&self) -> Link {
        self.of_model(self.period().with("stage", Stage::Mql.word()))
    }

    /// The leads of a row.
    fn row(&self, index: usize, row: &FunnelRow) -> Link {
        let by = self.wish.by();
        if by.is_period() {
            let cohort = &row.cohort;
            let from = self.wish.from.map_or(cohort.from, |from| from.max(cohort.from));
            let until = self.wish.until.map_or(cohort.until, |until| until.min(cohort.until));
            return urls::leads().with("from", from.date()).with("until", until.date());
        }
        match self.values.get(index).and_then(Option::as_ref) {
            Some(value) => self.period().with(by.parameter(), value),
            None => self.period().with("without", by.word()),
        }
    }

    fn of_model(&self, link: Link) -> Link {
        link.with_some("model", self.wish.model.as_deref())
    }

    fn period(&self) -> Link {
        urls::leads()
            .with_some("from", self.wish.from.map(Instant::date))
            .with_some("until", self.wish.until.map(Instant::date))
    }
}

fn form(t: Text, models: &[ModelRef], wish: &Wish, errors: &[FieldError]) -> FilterForm {
    let day = |at: Option<Instant>| at.map(|at| at.date().to_string());
    let (from, until) = (day(wish.from), day(wish.until));
    let by = Dimension::ALL
        .into_iter()
        .map(|by| Choice::new(by.parameter(), t.say(format!("by-{}", by.word()))))
        .collect();
    let builder = FilterBuilder::new(t, urls::funnel(), wish.link(), errors)
        .setting("by", "funnel-by", by, wish.by().parameter())
        .date("from", "lead-from", from.as_deref())
        .date("until", "lead-until", until.as_deref());
    if models.len() > 1 {
        builder.select("model", "model", parts::model_choices(t, models), wish.model.as_deref()).build()
    } else {
        builder.build()
    }
}

/// Conversion of each step by cohort, when cohorts cut time and there are several.
fn multiples(t: Text, funnel: &Funnel, wish: &Wish) -> Vec<Drawing> {
    if !wish.is_by_time() || funnel.rows.len() < 2 {
        return Vec::new();
    }
    let rows = funnel.rows.iter().rev().take(24).rev();
    let chart = |index: usize| {
        let step = funnel.total.steps().get(index).copied()?;
        let bars = rows
            .clone()
            .map(|row| {
                let conversion: Option<Proportion> =
                    row.cohort.counts.steps().get(index).map(|step| step.conversion);
                Bar {
                    label: t.cohort(&wish.by(), &row.cohort.label),
                    value: conversion.and_then(Proportion::rate),
                    interval: conversion.and_then(Proportion::interval),
                }
            })
            .collect();
        let chart = BarChart {
            title: t.step(&step),
            standing: true,
            categories: t.say("report-cohort"),
            values: Axis::new(t.say("report-conversion"), Kind::Share),
            bars,
        };
        charts::draw(t, &Chart::Bars(chart))
    };
    (0..4).filter_map(chart).collect()
}

impl Text {
    /// A row's name: months and quarters in the visitor's language, anything else as it is.
    pub fn cohort(self, by: &Dimension, label: &str) -> String {
        match by {
            Dimension::Period(period) => self.period_name(*period, label),
            _ if label.is_empty() => self.say("cohort-unknown"),
            _ => label.to_owned(),
        }
    }

    /// A step of the funnel: MQL → SAL.
    pub fn step(self, step: &Step) -> String {
        format!("{} → {}", self.stage(&step.from), self.stage(&step.to))
    }

    /// A rate with its interval: "62.1% (58.9–65.2)"; a dash out of none.
    pub fn rate(self, proportion: &Proportion) -> String {
        proportion.rate().map_or_else(|| String::from("–"), |rate| self.share(&rate))
    }

    /// The interval of a rate; empty out of none.
    pub fn rate_interval(self, proportion: &Proportion) -> String {
        proportion.interval().map_or_else(String::new, |ends| {
            self.with2("interval", "low", self.share(&ends.low), "high", self.share(&ends.high))
        })
    }
}
