//! The funnel: what became of the leads that were handed over, or what happened in a period.

mod activity;

use bareme_reporting::chart::{Axis, Chart, LineChart, Series};
use bareme_reporting::{
    Behind, Change, Cohort, Counts, Estimate, Exit, Figure, Funnel, FunnelRow, Incidence, Kind, Proportion,
    Report, STAGES, Section, time_spread,
};
use bareme_scoring::Stage;
use bareme_store::AnyConnection;

use super::figure::{behind, real, sentences};
use super::frame::Study;
use super::ground::Ground;
use super::rows::{Group, Item};
use super::selection::{Only, Selection};
use super::wording::English;
use super::{ReportKind, ReportQuery, View};
use crate::Result;
use crate::passages::Row;

pub(super) use activity::{events, happening_in};

/// A point of the trend stands on so many leads at least; a rate of fewer is mostly chance.
const POINT: u64 = 20;

/// The four steps and the whole way.
const STEPS: [(Stage, Stage); 5] = [
    (Stage::Mql, Stage::Sal),
    (Stage::Sal, Stage::Sql),
    (Stage::Sql, Stage::Opportunity),
    (Stage::Opportunity, Stage::Won),
    (Stage::Mql, Stage::Won),
];

pub(super) fn report(study: &Study<'_>) -> Report {
    match study.view {
        View::Cohort => Cohorts::new(study).report(study),
        View::Activity => activity::report(study),
    }
}

/// The funnel in cohort view with the value of each row; `None` for leads without one.
pub(crate) fn cohorts<'a>(
    c: &mut AnyConnection,
    ground: &'a Ground<'a>,
    query: &'a ReportQuery,
) -> Result<(Funnel, Vec<Option<String>>)> {
    let study = Study::new(c, ground, ReportKind::Funnel, query, &English)?;
    let Cohorts { funnel, groups, .. } = Cohorts::new(&study);
    Ok((funnel, groups.into_iter().map(|group| group.value).collect()))
}

/// Leads by the rows of a funnel.
struct Cohorts {
    /// In the order of the groups.
    funnel: Funnel,
    groups: Vec<Group<Counts>>,
    /// What all of them together come to, when some are immature.
    estimate: Option<Estimate>,
}

impl Cohorts {
    fn new(study: &Study<'_>) -> Self {
        let items = study.handed_over();
        let groups = study.grouped(&items, |counts: &mut Counts, row, ()| *counts += row.passage.counts());
        let won: Vec<Item<'_, ()>> =
            items.iter().copied().filter(|(row, ..)| to_win(row).is_some()).collect();
        let median_days = median(won.iter().filter_map(|(row, ..)| to_win(row)));
        let cohort = |group: &Group<Counts>| Cohort {
            label: group.value.clone().unwrap_or_default(),
            from: group.span.as_ref().map_or(study.query.from.unwrap_or(group.first_at), |span| span.from),
            until: match &group.span {
                Some(span) => span.until,
                None => study.query.before.unwrap_or_else(|| group.last_at.plus_millis(1)),
            },
            counts: group.of,
        };
        let funnel = Funnel::new(groups.iter().map(cohort).collect(), study.as_of(), median_days);
        let mut cohorts = Self { funnel, groups, estimate: None };
        cohorts.medians(study, &won);
        cohorts.estimate(study, &items);
        cohorts
    }

    /// Says of each cohort how long its median won lead took.
    fn medians(&mut self, study: &Study<'_>, won: &[Item<'_, ()>]) {
        let times = study.grouped(won, |times: &mut Vec<i64>, row, ()| times.extend(to_win(row)));
        for group in times {
            if let Some(place) = self.groups.iter().position(|known| known.value == group.value) {
                self.funnel.tell_median(place, median(group.of.into_iter()));
            }
        }
    }

    /// Sets estimates beside the raw rates of immature cohorts.
    fn estimate(&mut self, study: &Study<'_>, items: &[Item<'_, ()>]) {
        let immature = self.funnel.rows.iter().filter(|row| row.immature);
        let Some(first) = immature.map(|row| row.cohort.from).min() else { return };
        let as_of = study.as_of();
        let mature = |at| study.by.is_period() && at < first;
        let young: Vec<Item<'_, ()>> = items.iter().copied().filter(|(_, at, ())| !mature(*at)).collect();
        let exits = study.grouped(&young, |exits: &mut [Vec<Exit>; 5], row, ()| {
            for (exits, (from, to)) in exits.iter_mut().zip(STEPS) {
                exits.extend(row.passage.exit(from, to, as_of));
            }
        });
        let mut exits: Vec<(Option<String>, [Vec<Exit>; 5])> =
            exits.into_iter().map(|group| (group.value, group.of)).collect();
        for (place, group) in self.groups.iter().enumerate() {
            let is_immature = self.funnel.rows.get(place).is_some_and(|row| row.immature);
            let found = exits.iter_mut().find(|(value, _)| *value == group.value);
            if let Some((_, exits)) = found.filter(|_| is_immature) {
                let [first, second, third, fourth, overall] = std::mem::take(exits);
                self.funnel.estimate(place, overall);
                self.funnel.estimate_steps(place, [first, second, third, fourth]);
            }
        }
        let all = items.iter().filter_map(|(row, ..)| row.passage.exit(Stage::Mql, Stage::Won, as_of));
        self.estimate = Incidence::of(all).estimate();
    }

    fn report(mut self, study: &Study<'_>) -> Report {
        for (row, group) in self.funnel.rows.iter_mut().zip(&self.groups) {
            row.cohort.label = study.name(group);
        }
        let mut report = study.report();
        report.lead = lead(study, &self.funnel);
        report.figures = self.figures(study);
        report.sections = vec![self.way(study), self.conversions(study), self.counts(study)];
        report.definitions = study.definitions(&[
            "view",
            "mql",
            "sal",
            "sql",
            "opportunity",
            "won",
            "rejected",
            "undecided",
            "acceptance",
            "conversion",
            "interval",
            "immature",
            "estimate",
            "compared",
        ]);
        report
    }

    fn figures(&self, study: &Study<'_>) -> Vec<Figure> {
        let (counts, wording) = (&self.funnel.total, study.wording);
        let earlier = study.before.as_ref().map(|before| {
            let mut earlier = Counts::default();
            before.passages().for_each(|lead| earlier += lead.counts());
            (before, earlier)
        });
        let count = |stage: Stage| {
            let compared = earlier.as_ref().map(|(before, earlier)| {
                before.count(wording, counts.reached(stage), earlier.reached(stage))
            });
            Figure {
                hint: compared.unwrap_or_default(),
                behind: behind(counts.reached(stage), || study.selection.clone().reaching(stage)),
                ..study.count(stage.word(), &format!("stage-{}", stage.word()), counts.reached(stage))
            }
        };
        let rate = |of: fn(&Counts) -> Proportion| {
            let compared = earlier.as_ref().and_then(|(before, earlier)| {
                before.rate(wording, Change { now: of(counts), before: of(earlier) })
            });
            (of(counts), compared)
        };
        let (acceptance, acceptance_before) = rate(Counts::acceptance);
        let (overall, overall_before) = rate(|counts| counts.overall().conversion);
        vec![
            count(Stage::Mql),
            Figure {
                behind: behind(acceptance.whole, || study.selection.clone().only(Only::Decided)),
                ..study.rate("acceptance", "report-acceptance", acceptance, acceptance_before)
            },
            self.undecided(study),
            Figure {
                hint: sentences([self.estimate.map(|estimate| estimated(study, estimate)), overall_before]),
                behind: behind(counts.mql, || study.selection.clone().reaching(Stage::Mql)),
                ..study.rate("conversion", "report-mql-to-won", overall, None)
            },
            count(Stage::Won),
            self.median(study),
        ]
    }

    fn undecided(&self, study: &Study<'_>) -> Figure {
        let counts = &self.funnel.total;
        let oldest = counts.oldest_undecided.map(|at| study.as_of().millis_since(at).max(0));
        Figure {
            hint: study.oldest(oldest).unwrap_or_default(),
            behind: behind(counts.undecided(), || study.selection.clone().standing_at(Stage::Mql)),
            ..study.count("undecided", "report-undecided", counts.undecided())
        }
    }

    fn median(&self, study: &Study<'_>) -> Figure {
        let earlier = study.before.as_ref().and_then(|before| {
            let times = before.passages().filter_map(|lead| lead.time_between(Stage::Mql, Stage::Won));
            let spread = time_spread(times.map(|millis| (millis, 1)))?;
            Some(before.days(study.wording, spread.median))
        });
        study.days("median", "report-median-to-won", self.funnel.median_days, earlier)
    }

    /// All cohorts together: how many reached each stage, and how many of those before.
    fn way(&self, study: &Study<'_>) -> Section {
        let words = |key: &str| study.say(key);
        let total = Funnel { rows: Vec::new(), ..self.funnel.clone() };
        let counts = &self.funnel.total;
        let behind = STEPS
            .into_iter()
            .map(|(from, to)| {
                let (entered, reached) = (counts.reached(from), counts.reached(to));
                let of = |stage, count| behind(count, || study.selection.clone().reaching(stage));
                vec![None, None, of(from, entered), of(to, reached)]
            })
            .collect();
        Section { behind, ..study.section("way", total.conversions_table(&words)) }
            .with_chart(self.funnel.chart(&words))
            .with_note(study.say("report-note-way"))
    }

    fn conversions(&self, study: &Study<'_>) -> Section {
        let table = self.funnel.conversions_table(&|key| heading(study, key));
        let selections = self.groups.iter().map(|group| (&group.selection, &group.of));
        let total = (self.groups.len() != 1).then_some((&study.selection, &self.funnel.total));
        let mut behind = Vec::with_capacity(table.rows.len());
        for (selection, counts) in selections.chain(total) {
            for (from, to) in STEPS {
                let of = |stage| self::behind(counts.reached(stage), || selection.clone().reaching(stage));
                behind.push(vec![None, None, of(from), of(to)]);
            }
        }
        let section = Section { behind, ..study.section("conversions", table) };
        let note = if study.by.is_period() { "report-note-trend" } else { "report-note-compared-rows" };
        Section { chart: self.trend(study), ..section }.with_note(study.say(note))
    }

    /// The steps over time, or the whole way side by side; no picture where there are too few leads for any point.
    fn trend(&self, study: &Study<'_>) -> Option<Chart> {
        if !study.by.is_period() {
            let overall = |counts: &Counts| counts.overall().conversion;
            return Some(study.rate_bars("report-mql-to-won", &self.groups, overall));
        }
        let series = STEPS.into_iter().take(4).enumerate().map(|(step, (from, to))| {
            let expected = |(group, row): (&Group<Counts>, &FunnelRow)| {
                let rate = Proportion { part: group.of.reached(to), whole: group.of.reached(from) };
                let estimate = row.steps.get(step).copied().flatten();
                Expected {
                    part: estimate.map_or(real(rate.part), |estimate| estimate.share * real(rate.whole)),
                    whole: rate.whole,
                }
            };
            let rates: Vec<Expected> = self.groups.iter().zip(&self.funnel.rows).map(expected).collect();
            let point = |(place, group): (usize, &Group<Counts>)| {
                Some((group.span.as_ref()?.from, pooled(rates.get(..=place)?)))
            };
            let points = self.groups.iter().enumerate().filter_map(point).collect();
            Series { label: study.step(from, to), points }
        });
        let series: Vec<Series> = series.collect();
        let drawn = series.iter().flat_map(|series| &series.points).any(|(_, rate)| rate.is_some());
        drawn.then(|| {
            Chart::Lines(LineChart {
                title: study.say("report-chart-trend"),
                values: Axis::new(study.say("report-conversion"), Kind::Share),
                series,
            })
        })
    }

    fn counts(&self, study: &Study<'_>) -> Section {
        let table = self.funnel.counts_table(&|key| heading(study, key));
        let total = (self.groups.len() > 1).then_some((&study.selection, &self.funnel.total));
        let rows = self.groups.iter().map(|group| (&group.selection, &group.of)).chain(total);
        let behind = rows.map(|(selection, counts)| counts_behind(selection, counts)).collect();
        Section { behind, ..study.section("counts", table) }.with_note(study.say("report-note-opens"))
    }
}

/// How many of a period's leads reach a stage: of a young one, once the open leads are decided.
#[derive(Clone, Copy)]
struct Expected {
    part: f64,
    whole: u64,
}

/// The rate of the last period together with as many before it as make up [`POINT`] leads; `None` where all have fewer.
fn pooled(periods: &[Expected]) -> Option<f64> {
    let (mut part, mut whole) = (0.0, 0);
    for period in periods.iter().rev() {
        part += period.part;
        whole += period.whole;
        if whole >= POINT {
            return Some(part / real(whole));
        }
    }
    None
}

/// Milliseconds from MQL to won.
fn to_win(row: &Row) -> Option<i64> {
    row.passage.time_between(Stage::Mql, Stage::Won)
}

/// The median of times, in days.
fn median(times: impl Iterator<Item = i64>) -> Option<f64> {
    time_spread(times.map(|millis| (millis, 1))).map(|all| all.median)
}

/// What lies behind the cells of a row of counts.
fn counts_behind(selection: &Selection, counts: &Counts) -> Vec<Option<Behind>> {
    let mut row = vec![None];
    row.extend(STAGES.map(|stage| behind(counts.reached(stage), || selection.clone().reaching(stage))));
    row.push(behind(counts.undecided(), || selection.clone().standing_at(Stage::Mql)));
    row.push(None);
    row.push(behind(counts.acceptance().whole, || selection.clone().only(Only::Decided)));
    row
}

/// The words of tables; rows that are no periods are headed by what they are.
fn heading(study: &Study<'_>, key: &str) -> String {
    match key {
        "report-cohort" if !study.by.is_period() => study.by_name(),
        "report-funnel" if !study.by.is_period() => {
            study.fill("report-funnel-by", &[("by", study.by_name())])
        }
        "report-conversions" if !study.by.is_period() => {
            study.fill("report-conversions-by", &[("by", study.by_name())])
        }
        other => study.say(other),
    }
}

/// What is counted, until when, and what is left out.
fn lead(study: &Study<'_>, funnel: &Funnel) -> String {
    let leads = |count| study.wording.count("leads", count);
    let left_out = study.ground.count().saturating_sub(funnel.total.mql);
    let implied = funnel.total.implied_sal;
    sentences([
        Some(study.say("report-lead-funnel")),
        Some(study.fill("report-followed-until", &[("date", study.wording.date(study.as_of()))])),
        (left_out > 0).then(|| study.fill("report-left-out", &[("leads", leads(left_out))])),
        (implied > 0).then(|| study.fill("report-implied", &[("leads", leads(implied))])),
    ])
}

/// What the rate comes to when open leads are taken into account.
fn estimated(study: &Study<'_>, estimate: Estimate) -> String {
    let arguments = [
        ("share", study.wording.share(estimate.share)),
        ("days", study.wording.number(estimate.within_days, 0)),
    ];
    study.fill("report-estimated", &arguments)
}
