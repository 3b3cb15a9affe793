//! Why sales said no, and why opportunities were lost: the few reasons that explain most come first.

use std::collections::BTreeMap;

use bareme_reporting::chart::{Axis, Chart, ParetoBar, ParetoChart};
use bareme_reporting::{
    Column, Figure, Kind, ParetoRow, Proportion, Report, Section, Table, pareto, pareto_table,
};
use bareme_scoring::Stage;

use super::figure::behind;
use super::frame::Study;
use super::funnel::happening_in;
use super::rows::{Group, Item};
use super::selection::{Deed, Only, Selection};
use super::{Dimension, View};
use crate::passages::Word;

/// How often each reason was given.
type Given = BTreeMap<Word, u64>;

/// What reasons are counted of.
#[derive(Clone, Copy)]
enum Of {
    /// Rejected, or given back.
    Refused,
    /// Rejected alone.
    Rejected,
    /// Lost.
    Lost,
}

impl Of {
    const fn deed(self) -> Deed {
        match self {
            Self::Refused => Deed::Refused,
            Self::Rejected => Deed::Reached(Stage::Rejected),
            Self::Lost => Deed::Reached(Stage::Lost),
        }
    }

    fn select(self, selection: Selection) -> Selection {
        match self {
            Self::Refused => selection.only(Only::Refused),
            Self::Rejected => selection.reaching(Stage::Rejected),
            Self::Lost => selection.reaching(Stage::Lost),
        }
    }
}

pub(super) fn report(study: &Study<'_>) -> Report {
    let mut report = study.report();
    if study.view == View::Activity {
        report.lead = study.say("report-lead-reasons-activity");
    }
    let refused = items(study, Of::Refused);
    let returned =
        refused.iter().filter(|(row, ..)| row.passage.reached(Stage::Rejected).is_none()).count() as u64;
    let lost = items(study, Of::Lost);
    report.figures = figures(study, &refused, returned, lost.len() as u64);
    report.sections = vec![
        section(study, "reasons", Of::Refused, &refused),
        by_rows(study, &refused),
        section(study, "lost-reasons", Of::Lost, &lost),
    ];
    report.definitions =
        study.definitions(&["view", "activity", "rejected", "refused", "cumulative", "compared"]);
    report
}

/// The reasons of rejections alone, for the report on acceptance.
pub(super) fn rejected(study: &Study<'_>) -> Section {
    section(study, "reasons", Of::Rejected, &items(study, Of::Rejected))
}

/// The leads that it happened to: in the cohort view whenever, in the activity view in the period. Each falls into the
/// row of its hand-over or of what happened.
fn items<'a>(study: &Study<'a>, of: Of) -> Vec<Item<'a, ()>> {
    let (from, before) = (study.query.from, study.query.before);
    let item = |row: &'a crate::passages::Row| {
        let at = of.deed().moment(&row.passage)?;
        match study.view {
            View::Cohort => Some((row, row.passage.reached(Stage::Mql)?, ())),
            View::Activity => {
                let within = from.is_none_or(|from| from <= at) && before.is_none_or(|before| at < before);
                within.then_some((row, at, ()))
            }
        }
    };
    study.rows().into_iter().filter_map(item).collect()
}

fn figures(study: &Study<'_>, refused: &[Item<'_, ()>], returned: u64, lost: u64) -> Vec<Figure> {
    let refusals = refused.len() as u64;
    let of = |of: Of| match study.view {
        View::Cohort => of.select(study.selection.clone()),
        View::Activity => study.happening(of.deed()),
    };
    let hint = study.before.as_ref().map(|before| {
        let earlier = match study.view {
            View::Cohort => before.passages().filter(|lead| Deed::Refused.moment(lead).is_some()).count(),
            View::Activity => {
                let within = |at| before.from <= at && at < before.until;
                before
                    .rows()
                    .filter_map(|row| Deed::Refused.moment(&row.passage))
                    .filter(|at| within(*at))
                    .count()
            }
        };
        before.count(study.wording, refusals, earlier as u64)
    });
    let rows = pareto_rows(study, &given(refused));
    let few = rows
        .iter()
        .take_while(|row| row.cumulative.rate().is_some_and(|rate| rate < ParetoChart::MARK))
        .count();
    let few = if rows.is_empty() { 0 } else { (few + 1).min(rows.len()) as u64 };
    vec![
        Figure {
            hint: hint.unwrap_or_default(),
            behind: behind(refusals, || of(Of::Refused)),
            ..study.count("refused", "report-refused", refusals)
        },
        Figure {
            hint: study.fill("report-of-refused", &[("leads", study.wording.count("leads", refusals))]),
            behind: behind(returned, || study.selection.clone().only(Only::Returned))
                .filter(|_| study.view == View::Cohort),
            ..study.count("returned", "report-returned", returned)
        },
        Figure { hint: study.say("report-vital-hint"), ..study.count("vital", "report-vital", few) },
        Figure { behind: behind(lost, || of(Of::Lost)), ..study.count("lost", "stage-lost", lost) },
    ]
}

fn given(items: &[Item<'_, ()>]) -> Given {
    let mut given = Given::new();
    for (row, ..) in items {
        *given.entry(row.reason).or_default() += 1;
    }
    given
}

/// The reasons, most frequent first; of those without one, the code is empty.
fn pareto_rows(study: &Study<'_>, given: &Given) -> Vec<ParetoRow> {
    let texts = study.ground.passages.words();
    pareto(given.iter().map(|(word, count)| (texts.text(*word).unwrap_or_default().to_owned(), *count)))
}

fn value(code: &str) -> Option<String> {
    (!code.is_empty()).then(|| code.to_owned())
}

fn section(study: &Study<'_>, key: &'static str, of: Of, items: &[Item<'_, ()>]) -> Section {
    let rows = pareto_rows(study, &given(items));
    let name = |code: &str| study.value(&Dimension::Reason, value(code).as_deref());
    let base = match study.view {
        View::Cohort => of.select(study.selection.clone()),
        View::Activity => study.happening(of.deed()),
    };
    let opened = |row: &ParetoRow| {
        let selection = || base.clone().with(Dimension::Reason, value(&row.value));
        vec![None, behind(row.share.part, selection)]
    };
    let section = study.section(key, pareto_table(&rows, &name, &|key| study.say(key)));
    let title = section.title.clone();
    let bar = |row: &ParetoRow| ParetoBar {
        label: name(&row.value),
        count: row.share.part,
        cumulative: row.cumulative.rate().unwrap_or(0.0),
    };
    let chart = Chart::Pareto(ParetoChart {
        title,
        categories: study.say("report-reason"),
        values: Axis::new(study.say("report-leads"), Kind::Count),
        bars: rows.iter().map(bar).collect(),
    });
    Section { behind: rows.iter().map(opened).collect(), ..section }
        .with_chart(chart)
        .with_note(study.say("report-note-reasons"))
}

/// Which reasons each row has, most frequent first.
fn by_rows(study: &Study<'_>, items: &[Item<'_, ()>]) -> Section {
    let columns = vec![
        Column::new("group", study.by_name(), Kind::Text),
        Column::new("reason", study.say("report-reason"), Kind::Text),
        Column::new("leads", study.say("report-leads"), Kind::Count),
        Column::new("share", study.say("report-share"), Kind::Share),
    ];
    let mut table = Table::new(study.say("report-section-reasons-by"), columns);
    let mut opened = Vec::new();
    let groups =
        study.grouped(items, |given: &mut Given, row, ()| *given.entry(row.reason).or_default() += 1);
    for group in &groups {
        let base = list(study, group);
        for row in pareto_rows(study, &group.of) {
            let Proportion { part, .. } = row.share;
            table.push([
                study.name(group).into(),
                study.value(&Dimension::Reason, value(&row.value).as_deref()).into(),
                part.into(),
                row.share.rate().into(),
            ]);
            let selection = || base.clone().with(Dimension::Reason, value(&row.value));
            opened.push(vec![None, None, behind(part, selection)]);
        }
    }
    Section { behind: opened, ..study.section("reasons-by", table) }
}

fn list(study: &Study<'_>, group: &Group<Given>) -> Selection {
    match study.view {
        View::Cohort => group.selection.clone().only(Only::Refused),
        View::Activity => happening_in(study, group, Deed::Refused),
    }
}
