//! The funnel in cohort view: of the leads that became MQL in a period, how many got how far.

use askama::Template;
use askama_web::WebTemplate;
use bareme_engine::view::ModelRef;
use bareme_reporting::chart::{Axis, Bar, BarChart, Chart};
use bareme_reporting::{Cohort, Counts, Funnel, FunnelRow, Kind, Proportion, Step};
use bareme_scoring::{Instant, Stage};

use crate::charts::{self, Drawing};
use crate::i18n::Text;
use crate::pages::form::{Choice, FilterBuilder, FilterForm};
use crate::pages::parts;
use crate::pages::query::{FieldError, Params, Reader};
use crate::urls::{self, Link};
use crate::{Area, Shell};

/// Breakdowns: words in the address. The first four cut time, the others are filters of the list of leads.
pub const BREAKDOWNS: [&str; 9] =
    ["month", "quarter", "year", "week", "source", "campaign", "owner", "country", "industry"];

/// What the address asks for.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Became MQL on this day or later.
    pub from: Option<Instant>,
    /// Became MQL before this day.
    pub until: Option<Instant>,
    /// One of [`BREAKDOWNS`].
    pub by: Option<String>,
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
            by: reader.parsed("by", "field-error-choice", |text| {
                BREAKDOWNS.iter().find(|word| **word == text).map(|word| (*word).to_owned())
            }),
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
    pub fn by(&self) -> &str {
        self.by.as_deref().unwrap_or("month")
    }

    /// The address of this report.
    pub fn link(&self) -> Link {
        urls::funnel()
            .with_some("from", self.from.map(|at| at.date()))
            .with_some("until", self.until.map(|at| at.date()))
            .with_some("by", self.by.as_deref())
            .with_some("model", self.model.as_deref())
    }

    fn is_by_time(&self) -> bool {
        matches!(self.by(), "month" | "quarter" | "year" | "week")
    }
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
    wish: Wish,
}

impl FunnelShow {
    /// The page of a report.
    pub fn new(
        shell: Shell,
        funnel: Funnel,
        models: &[ModelRef],
        wish: Wish,
        errors: &[FieldError],
    ) -> Self {
        let t = shell.t;
        let chart = (funnel.total.mql > 0).then(|| charts::draw(t, &funnel.chart(&|key| t.say(key)))).flatten();
        Self {
            t,
            form: form(t, models, &wish, errors),
            chart,
            multiples: multiples(t, &funnel, &wish),
            funnel,
            wish,
            shell: shell.within(Area::Funnel),
        }
    }

    /// The name of a cohort for people: "Jun 2026" for `2026-06`.
    fn cohort(&self, row: &FunnelRow) -> String {
        self.t.cohort(self.wish.by(), &row.cohort.label)
    }

    fn steps(&self, counts: &Counts) -> [Step; 4] {
        let _ = self;
        counts.steps()
    }

    /// The leads of a cohort that ever reached a stage.
    fn leads(&self, cohort: &Cohort, stage: &Stage) -> Link {
        let link = if self.wish.is_by_time() {
            let from = self.wish.from.map_or(cohort.from, |from| from.max(cohort.from));
            let until = self.wish.until.map_or(cohort.until, |until| until.min(cohort.until));
            urls::leads().with("from", from.date()).with("until", until.date())
        } else {
            let name = BREAKDOWNS.into_iter().find(|word| *word == self.wish.by()).unwrap_or("source");
            self.period().with(name, &cohort.label)
        };
        link.with("reached", stage.word()).with_some("model", self.wish.model.as_deref())
    }

    /// The leads of all cohorts that ever reached a stage.
    fn all_leads(&self, stage: &Stage) -> Link {
        self.period().with("reached", stage.word()).with_some("model", self.wish.model.as_deref())
    }

    /// The leads on which sales has not decided.
    fn undecided_leads(&self) -> Link {
        self.period().with("stage", Stage::Mql.word()).with_some("model", self.wish.model.as_deref())
    }

    fn period(&self) -> Link {
        urls::leads()
            .with_some("from", self.wish.from.map(|at| at.date()))
            .with_some("until", self.wish.until.map(|at| at.date()))
    }
}

fn form(t: Text, models: &[ModelRef], wish: &Wish, errors: &[FieldError]) -> FilterForm {
    let day = |at: Option<Instant>| at.map(|at| at.date().to_string());
    let (from, until) = (day(wish.from), day(wish.until));
    let by = BREAKDOWNS.into_iter().map(|word| Choice::new(word, t.say(&format!("by-{word}")))).collect();
    let builder = FilterBuilder::new(t, urls::funnel(), wish.link(), errors)
        .setting("by", "funnel-by", by, wish.by())
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
                    label: t.cohort(wish.by(), &row.cohort.label),
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
    /// A cohort's name: months and quarters in the visitor's language, anything else as it is.
    pub fn cohort(self, by: &str, label: &str) -> String {
        let parts = label.split_once('-').filter(|_| matches!(by, "month" | "quarter"));
        match parts {
            Some((year, month)) if by == "month" => match (year.parse(), month.parse()) {
                (Ok(year), Ok(month)) => self.month(year, month),
                _ => label.to_owned(),
            },
            Some((year, quarter)) => {
                let number = quarter.trim_start_matches('Q');
                self.with2("quarter", "quarter", number, "year", year)
            }
            None if label.is_empty() => self.say("value-unknown"),
            None => label.to_owned(),
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
