//! Whether sales responds in the agreed time, counted by the agreement's clock.

use bareme_reporting::{Change, Figure, Kind, Report, Section, Sla, SlaCounts, SlaFate, sla_table};

use super::clock::Clock;
use super::figure::behind;
use super::frame::Study;
use super::rows::Group;
use super::selection::{Only, Selection};

/// How the time to respond to some leads was kept.
#[derive(Default)]
struct Kept {
    counts: SlaCounts,
    /// Milliseconds of the clock that the answers took.
    responses: Vec<i64>,
}

impl Kept {
    fn sla(&self) -> Sla {
        Sla::new(self.counts, self.responses.iter().map(|millis| (super::figure::days(*millis) * 24.0, 1)))
    }
}

/// The counts of a row of the table, in its order.
const FATES: [SlaFate; 5] =
    [SlaFate::InTime, SlaFate::Late, SlaFate::Defaulted, SlaFate::Overdue, SlaFate::Waiting];

pub(super) fn report(study: &Study<'_>) -> Report {
    let as_of = study.as_of();
    let items = study.handed_over();
    let first = items.iter().map(|(_, at, ())| *at).min().unwrap_or(as_of);
    let clock = Clock::new(&study.ground.agreement.clock, first, as_of);
    let groups = study.grouped(&items, |kept: &mut Kept, row, ()| {
        let Some(fate) = row.passage.sla(as_of) else { return };
        kept.counts.add(fate, 1);
        let answered = row.passage.answered_at().zip(row.passage.reached(bareme_scoring::Stage::Mql));
        kept.responses.extend(answered.map(|(at, since)| clock.between(since, at)));
    });
    let groups: Vec<Group<Kept>> = groups
        .into_iter()
        .filter(|group| group.span.is_some() || group.of.counts != SlaCounts::default())
        .collect();
    let mut total = Kept::default();
    for group in &groups {
        total.counts += group.of.counts;
        total.responses.extend(&group.of.responses);
    }
    let total = total.sla();
    let mut report = study.report();
    report.figures = figures(study, &total, &clock);
    report.sections = vec![section(study, &groups, &total, &clock)];
    report.definitions =
        study.definitions(&["sla", "response", "overdue", "defaulted", "interval", "compared"]);
    report
}

fn figures(study: &Study<'_>, total: &Sla, clock: &Clock) -> Vec<Figure> {
    let rate = total.answered_in_time();
    let change = study.before.as_ref().and_then(|before| {
        let mut earlier = SlaCounts::default();
        before.passages().filter_map(|lead| lead.sla(before.as_of)).for_each(|fate| earlier.add(fate, 1));
        before.rate(study.wording, Change { now: rate, before: earlier.answered_in_time() })
    });
    let hours = |key, label: &str, hours: Option<f64>| Figure {
        value: hours.into(),
        kind: Kind::Number { digits: 1 },
        unit: Some(study.say("report-hours")),
        hint: clock.name(study.wording),
        ..study.count(key, label, 0)
    };
    let responses = total.response_hours;
    let fate = |key, label: &str, fate: SlaFate| {
        let count = of(&total.counts, fate);
        Figure { behind: list(&study.selection, count, fate), ..study.count(key, label, count) }
    };
    vec![
        Figure {
            behind: behind(rate.whole, || study.selection.clone().only(Only::Judged)),
            ..study.rate("answered_in_time", "report-answered-in-time", rate, change)
        },
        hours("response_median", "report-response-median", responses.map(|hours| hours.median)),
        hours("response_p90", "report-response-p90", responses.map(|hours| hours.p90)),
        fate("overdue", "report-overdue", SlaFate::Overdue),
        fate("waiting", "report-waiting", SlaFate::Waiting),
        fate("defaulted", "report-defaulted", SlaFate::Defaulted),
    ]
}

const fn of(counts: &SlaCounts, fate: SlaFate) -> u64 {
    match fate {
        SlaFate::InTime => counts.in_time,
        SlaFate::Late => counts.late,
        SlaFate::Defaulted => counts.defaulted,
        SlaFate::Overdue => counts.overdue,
        SlaFate::Waiting => counts.waiting,
    }
}

fn list(selection: &Selection, count: u64, fate: SlaFate) -> Option<bareme_reporting::Behind> {
    behind(count, || selection.clone().only(Only::Answer(fate)))
}

fn section(study: &Study<'_>, groups: &[Group<Kept>], total: &Sla, clock: &Clock) -> Section {
    let mut rows: Vec<(String, Sla, &Selection)> =
        groups.iter().map(|group| (study.name(group), group.of.sla(), &group.selection)).collect();
    if groups.len() > 1 {
        rows.push((study.say("report-total"), *total, &study.selection));
    }
    let words = |key: &str| study.say(key);
    let table = sla_table(rows.iter().map(|(name, sla, _)| (name.as_str(), sla)), &study.by_name(), &words);
    let opened = |(_, sla, selection): &(String, Sla, &Selection)| {
        let mut row = vec![None];
        row.extend(FATES.map(|fate| list(selection, of(&sla.counts, fate), fate)));
        row.push(behind(sla.answered_in_time().whole, || (*selection).clone().only(Only::Judged)));
        row
    };
    let chart = study.rate_bars("report-answered-in-time", groups, |kept| kept.counts.answered_in_time());
    let behind = rows.iter().map(opened).collect();
    Section { behind, ..study.section("sla", table) }
        .with_chart(chart)
        .with_note(study.fill("report-note-sla", &[("clock", clock.name(study.wording))]))
}
