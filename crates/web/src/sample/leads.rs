//! Samples of the list of leads and of the funnel.

use bareme_engine::view::{FunnelView, LeadRow, LeadsPage};
use bareme_reporting::{Cohort, Counts, Funnel};
use bareme_scoring::{Instant, Stage};

use super::work::reasons;
use super::{days_ago, model_refs, now, paged, rating, some, whole};
use crate::Shell;
use crate::pages::leads::list::{LeadsList, Wish as LeadsWish};
use crate::pages::query::Params;

fn rows() -> Vec<LeadRow> {
    let stages =
        [Stage::Mql, Stage::Mql, Stage::Sal, Stage::Opportunity, Stage::Won, Stage::Rejected, Stage::Lost];
    (1_i64..)
        .zip(stages)
        .map(|(id, stage)| LeadRow {
            id,
            contact: (10 + id, ["Camille Roux", "Tom <i>Hacker</i>"][usize::from(id % 2 == 0)].to_owned()),
            account: (id != 3).then(|| (1, String::from("Aldermoor Pharma"))),
            stage,
            rating: rating(["A1", "B2", "A3"][usize::try_from(id % 3).unwrap_or(0)]),
            mql_at: Some(days_ago(id * 9)),
            stage_at: days_ago(id * 4),
            owner: (id != 2).then(|| String::from("Jonas Weber")),
            source: some("webinar"),
            reason: matches!(stage, Stage::Rejected | Stage::Lost).then(|| String::from("no_budget")),
            due_at: (stage == Stage::Mql).then(|| days_ago(id * 2 - 3)),
        })
        .collect()
}

pub(super) fn list(shell: Shell) -> LeadsList {
    let (wish, errors) = LeadsWish::read(&Params::read(
        "reached=sal&from=2026-01-01&source=webinar&until=soon&without=owner&rating=A",
    ));
    LeadsList::new(
        shell,
        LeadsPage {
            models: model_refs(),
            slice: paged(rows()),
            fitting: 7,
            total: 1_204,
            reasons: reasons(),
        },
        &wish,
        &errors,
    )
}

pub(super) fn empty(shell: Shell) -> LeadsList {
    let view =
        LeadsPage { models: Vec::new(), slice: whole(Vec::new()), fitting: 0, total: 0, reasons: Vec::new() };
    LeadsList::new(shell, view, &LeadsWish::default(), &[])
}

/// Counts that narrow plausibly from a number of MQLs.
fn counts(mql: u64, decided: u64) -> Counts {
    let sal = decided * 62 / 100;
    Counts {
        mql,
        sal,
        implied_sal: 0,
        sql: sal * 58 / 100,
        opportunity: sal * 41 / 100,
        won: sal * 13 / 100,
        rejected: decided - sal,
        recycled: (decided - sal) * 7 / 10,
        disqualified: (decided - sal) * 3 / 10,
        lost: sal * 12 / 100,
        oldest_undecided: (mql > decided).then(|| days_ago(12)),
    }
}

/// The funnel of all leads.
pub(super) fn view(funnel: Funnel) -> FunnelView {
    let values =
        funnel.rows.iter().map(|row| Some(row.cohort.label.clone()).filter(|label| !label.is_empty()));
    FunnelView { model: None, models: model_refs(), values: values.collect(), funnel, left_out: 42 }
}

/// Twelve months of cohorts.
pub(super) fn funnel() -> Funnel {
    let sizes = [120, 98, 143, 160, 151, 132, 170, 188, 175, 201, 214, 96];
    let cohorts = (0_u32..)
        .zip(sizes)
        .map(|(index, size)| {
            let (year, month) = (2025 + (6 + index) / 12, (6 + index) % 12 + 1);
            let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
            let first =
                |(year, month): (u32, u32)| Instant::parse(&format!("{year}-{month:02}-01")).unwrap_or(now());
            Cohort {
                label: format!("{year}-{month:02}"),
                from: first((year, month)),
                until: first(next),
                counts: counts(size, if index > 9 { size * u64::from(14 - index) / 6 } else { size }),
            }
        })
        .collect();
    Funnel::new(cohorts, now(), Some(64.0))
}
