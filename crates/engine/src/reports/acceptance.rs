//! Whether sales wants the leads: accepted among decided, and the undecided apart with their age.

use bareme_reporting::{
    ActivityCounts, Change, Column, Counts, Figure, Kind, Proportion, Report, Section, Table, time_spread,
};
use bareme_scoring::Stage;

use super::View;
use super::figure::{behind, sentences};
use super::frame::Study;
use super::funnel::{events, happening_in};
use super::reasons;
use super::rows::{Group, Item};
use super::selection::{Deed, Only, Selection};

/// What sales decided on some leads, and for how long they have waited on whom nobody has.
#[derive(Default)]
struct Decisions {
    accepted: u64,
    rejected: u64,
    /// Milliseconds so far.
    waiting: Vec<i64>,
}

impl Decisions {
    const fn acceptance(&self) -> Proportion {
        Proportion { part: self.accepted, whole: self.accepted + self.rejected }
    }

    fn add(&mut self, other: &Self) {
        self.accepted += other.accepted;
        self.rejected += other.rejected;
        self.waiting.extend(&other.waiting);
    }
}

pub(super) fn report(study: &Study<'_>) -> Report {
    let groups = match study.view {
        View::Cohort => cohorts(study),
        View::Activity => decided(study),
    };
    let mut total = Decisions::default();
    for group in &groups {
        total.add(&group.of);
    }
    let mut report = study.report();
    if study.view == View::Activity {
        report.lead = study.say("report-lead-acceptance-activity");
    }
    report.figures = figures(study, &total);
    report.sections = vec![rates(study, &groups, &total), reasons::rejected(study)];
    report.definitions = study.definitions(&[
        "view",
        "activity",
        "acceptance",
        "undecided",
        "rejected",
        "interval",
        "compared",
    ]);
    report
}

/// Leads by when they became MQL.
fn cohorts(study: &Study<'_>) -> Vec<Group<Decisions>> {
    let as_of = study.as_of();
    study.grouped(&study.handed_over(), |decisions: &mut Decisions, row, ()| {
        let counts = row.passage.counts();
        let acceptance = counts.acceptance();
        decisions.accepted += acceptance.part;
        decisions.rejected += counts.rejected;
        decisions.waiting.extend(counts.oldest_undecided.map(|at| as_of.millis_since(at).max(0)));
    })
}

/// Decisions by when they were taken.
fn decided(study: &Study<'_>) -> Vec<Group<Decisions>> {
    let decision = |(_, _, stage): &Item<'_, Stage>| matches!(stage, Stage::Sal | Stage::Rejected);
    let items = events(study.rows().into_iter(), study.query.from, study.query.before);
    let items: Vec<Item<'_, Stage>> = items.into_iter().filter(decision).collect();
    study.grouped(&items, |decisions: &mut Decisions, _, stage| {
        decisions.accepted += u64::from(stage == Stage::Sal);
        decisions.rejected += u64::from(stage == Stage::Rejected);
    })
}

/// The leads of a row that were accepted, rejected, or either.
struct Lists {
    accepted: Selection,
    rejected: Selection,
    decided: Selection,
}

fn lists(study: &Study<'_>, group: Option<&Group<Decisions>>) -> Lists {
    let selection = group.map_or(&study.selection, |group| &group.selection);
    if study.view == View::Cohort {
        return Lists {
            accepted: selection.clone().only(Only::Accepted),
            rejected: selection.clone().reaching(Stage::Rejected),
            decided: selection.clone().only(Only::Decided),
        };
    }
    let happening =
        |deed| group.map_or_else(|| study.happening(deed), |group| happening_in(study, group, deed));
    Lists {
        accepted: happening(Deed::Reached(Stage::Sal)),
        rejected: happening(Deed::Reached(Stage::Rejected)),
        decided: happening(Deed::Decided),
    }
}

fn figures(study: &Study<'_>, total: &Decisions) -> Vec<Figure> {
    let lists = lists(study, None);
    let acceptance = total.acceptance();
    let change = study.before.as_ref().and_then(|before| {
        let earlier = match study.view {
            View::Cohort => {
                let mut counts = Counts::default();
                before.passages().for_each(|lead| counts += lead.counts());
                counts.acceptance()
            }
            View::Activity => {
                let mut counts = ActivityCounts::default();
                for (_, _, stage) in events(before.rows(), Some(before.from), Some(before.until)) {
                    counts.add(stage, 1);
                }
                counts.acceptance()
            }
        };
        before.rate(study.wording, Change { now: acceptance, before: earlier })
    });
    let mut figures = vec![
        Figure {
            behind: behind(acceptance.whole, || lists.decided),
            ..study.rate("acceptance", "report-acceptance", acceptance, change)
        },
        Figure {
            behind: behind(total.accepted, || lists.accepted),
            ..study.count("accepted", "report-accepted", total.accepted)
        },
        Figure {
            behind: behind(total.rejected, || lists.rejected),
            ..study.count("rejected", "stage-rejected", total.rejected)
        },
    ];
    if study.view == View::Cohort {
        figures.push(undecided(study, total));
    }
    figures
}

fn undecided(study: &Study<'_>, total: &Decisions) -> Figure {
    let days = |days: f64| study.wording.length(days);
    let ages = time_spread(total.waiting.iter().map(|millis| (*millis, 1)));
    let oldest = study.oldest(total.waiting.iter().max().copied());
    let median = ages.map(|ages| study.fill("report-median-waiting", &[("days", days(ages.median))]));
    let waiting = total.waiting.len() as u64;
    Figure {
        hint: sentences([oldest, median]),
        behind: behind(waiting, || study.selection.clone().standing_at(Stage::Mql)),
        ..study.count("undecided", "report-undecided", waiting)
    }
}

fn rates(study: &Study<'_>, groups: &[Group<Decisions>], total: &Decisions) -> Section {
    let cohort = study.view == View::Cohort;
    let words = |key: &str| study.say(key);
    let days = |key, label: &str| {
        Column::new(key, words(label), Kind::Number { digits: 1 }).in_unit(words("report-days"))
    };
    let mut columns = vec![
        Column::new("group", study.by_name(), Kind::Text),
        Column::new("accepted", words("report-accepted"), Kind::Count),
        Column::new("rejected", words("stage-rejected"), Kind::Count),
        Column::new("rate", words("report-acceptance"), Kind::Share),
        Column::new("low", words("report-interval-low"), Kind::Share),
        Column::new("high", words("report-interval-high"), Kind::Share),
    ];
    if cohort {
        columns.extend([
            Column::new("undecided", words("report-undecided"), Kind::Count),
            days("undecided_median", "report-median-age"),
            days("undecided_oldest", "report-oldest-age"),
        ]);
    }
    let mut table = Table::new(words("report-section-rates"), columns);
    let mut behind = Vec::new();
    let all = groups.iter().map(|group| (study.name(group), &group.of, Some(group)));
    let sum = (groups.len() > 1).then(|| (words("report-total"), total, None));
    for (name, decisions, group) in all.chain(sum) {
        let acceptance = decisions.acceptance();
        let interval = acceptance.interval();
        let ages = time_spread(decisions.waiting.iter().map(|millis| (*millis, 1)));
        let waiting = decisions.waiting.len() as u64;
        table.push([
            name.into(),
            decisions.accepted.into(),
            decisions.rejected.into(),
            acceptance.rate().into(),
            interval.map(|ends| ends.low).into(),
            interval.map(|ends| ends.high).into(),
            waiting.into(),
            ages.map(|ages| ages.median).into(),
            decisions.waiting.iter().max().map(|millis| super::figure::days(*millis)).into(),
        ]);
        let lists = lists(study, group);
        let selection = group.map_or(&study.selection, |group| &group.selection);
        behind.push(vec![
            None,
            super::figure::behind(decisions.accepted, || lists.accepted),
            super::figure::behind(decisions.rejected, || lists.rejected),
            super::figure::behind(acceptance.whole, || lists.decided),
            None,
            None,
            super::figure::behind(waiting, || selection.clone().standing_at(Stage::Mql)),
        ]);
    }
    let chart = study.rate_bars("report-acceptance", groups, Decisions::acceptance);
    Section { behind, ..study.section("rates", table) }.with_chart(chart).with_note(study.say(if cohort {
        "report-note-acceptance"
    } else {
        "report-note-activity"
    }))
}
