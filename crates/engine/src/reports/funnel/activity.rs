//! The funnel in activity view: what happened in the period, to whichever leads. No conversion: an SAL of this month may be
//! an MQL of the last one.

use bareme_reporting::chart::{Axis, Bar, Chart, LineChart, Series};
use bareme_reporting::{
    ActivityCounts, ActivityRow, Behind, Change, Figure, Kind, Report, Section, activity_table,
};
use bareme_scoring::{Instant, Stage};

use super::STAGES;
use crate::passages::Row;
use crate::reports::figure::{behind, real};
use crate::reports::frame::Study;
use crate::reports::rows::{Group, Item};
use crate::reports::selection::{Deed, Happened, Selection};

pub(super) fn report(study: &Study<'_>) -> Report {
    let (from, before) = (study.query.from, study.query.before);
    let items = events(study.rows().into_iter(), from, before);
    let groups = study.grouped(&items, |counts: &mut ActivityCounts, _, stage| counts.add(stage, 1));
    let mut total = ActivityCounts::default();
    for group in &groups {
        total += group.of;
    }
    let mut report = study.report();
    report.lead = study.say("report-lead-funnel-activity");
    report.figures = figures(study, &total);
    report.sections = vec![events_section(study, &groups, total)];
    report.definitions =
        study.definitions(&["activity", "mql", "sal", "sql", "opportunity", "won", "rejected"]);
    report
}

/// What happened between two moments.
pub(in crate::reports) fn events<'r>(
    rows: impl Iterator<Item = &'r Row>,
    from: Option<Instant>,
    before: Option<Instant>,
) -> Vec<Item<'r, Stage>> {
    let within =
        move |at: Instant| from.is_none_or(|from| from <= at) && before.is_none_or(|before| at < before);
    rows.flat_map(|row| row.passage.stage_events().map(move |event| (row, event.at, event.stage)))
        .filter(|(_, at, _)| within(*at))
        .collect()
}

fn figures(study: &Study<'_>, total: &ActivityCounts) -> Vec<Figure> {
    let earlier = study.before.as_ref().map(|before| {
        let mut counts = ActivityCounts::default();
        for (_, _, stage) in events(before.rows(), Some(before.from), Some(before.until)) {
            counts.add(stage, 1);
        }
        (before, counts)
    });
    let count = |stage: Stage| {
        let now = total.reached(stage);
        let compared =
            earlier.as_ref().map(|(before, counts)| before.count(study.wording, now, counts.reached(stage)));
        Figure {
            hint: compared.unwrap_or_default(),
            behind: behind(now, || study.happening(Deed::Reached(stage))),
            ..study.count(stage.word(), &format!("stage-{}", stage.word()), now)
        }
    };
    let acceptance = total.acceptance();
    let compared = earlier.as_ref().and_then(|(before, counts)| {
        before.rate(study.wording, Change { now: acceptance, before: counts.acceptance() })
    });
    let acceptance = Figure {
        behind: behind(acceptance.whole, || study.happening(Deed::Decided)),
        ..study.rate("acceptance", "report-acceptance", acceptance, compared)
    };
    let way = [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity, Stage::Won, Stage::Rejected];
    way.into_iter().map(count).chain([acceptance]).collect()
}

fn events_section(study: &Study<'_>, groups: &[Group<ActivityCounts>], total: ActivityCounts) -> Section {
    let row = |label: String, counts: ActivityCounts| ActivityRow {
        label,
        from: Instant::MIN,
        until: Instant::MAX,
        counts,
    };
    let mut rows: Vec<ActivityRow> = groups.iter().map(|group| row(study.name(group), group.of)).collect();
    let mut behind: Vec<Vec<Option<Behind>>> =
        groups.iter().map(|group| row_behind(&group.of, |deed| happening_in(study, group, deed))).collect();
    if groups.len() > 1 {
        rows.push(row(study.say("report-total"), total));
        behind.push(row_behind(&total, |deed| study.happening(deed)));
    }
    let words = |key: &str| if key == "report-period" { study.by_name() } else { study.say(key) };
    Section { behind, ..study.section("activity", activity_table(&rows, &words)) }
        .with_chart(chart(study, groups))
        .with_note(study.say("report-note-activity"))
}

/// Those of a row to whom something happened in the period.
pub(in crate::reports) fn happening_in<T>(study: &Study<'_>, group: &Group<T>, deed: Deed) -> Selection {
    let (from, before) = match &group.span {
        Some(span) => study.part(span),
        None => (study.query.from, study.query.before),
    };
    Selection { happened: Some(Happened { deed, from, before }), ..group.selection.clone() }
}

fn row_behind(counts: &ActivityCounts, happening: impl Fn(Deed) -> Selection) -> Vec<Option<Behind>> {
    let mut row = vec![None];
    row.extend(STAGES.map(|stage| behind(counts.reached(stage), || happening(Deed::Reached(stage)))));
    row.push(behind(counts.acceptance().whole, || happening(Deed::Decided)));
    row
}

fn chart(study: &Study<'_>, groups: &[Group<ActivityCounts>]) -> Chart {
    let values = Axis::new(study.say("report-leads"), Kind::Count);
    if study.by.is_period() {
        let way = [Stage::Mql, Stage::Sal, Stage::Sql, Stage::Opportunity, Stage::Won];
        let series = way.into_iter().map(|stage| Series {
            label: study.stage(stage),
            points: groups
                .iter()
                .filter_map(|group| Some((group.span.as_ref()?.from, Some(real(group.of.reached(stage))))))
                .collect(),
        });
        let title = study.say("report-activity");
        return Chart::Lines(LineChart { title, values, series: series.collect() });
    }
    let bar = |group: &Group<ActivityCounts>| Bar {
        label: study.name(group),
        value: Some(real(group.of.mql)),
        interval: None,
    };
    study.bars("stage-mql", values, groups, bar)
}
