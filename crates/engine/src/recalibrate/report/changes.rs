//! What the proposal is: every number that changes, and how it did against its rivals on leads that it had not seen.

use bareme_recalibration::Difference;
use bareme_recalibration::run::ChangeKind;
use bareme_reporting::{Cell, Kind, Section, Table};

use super::Telling;

impl Telling<'_> {
    pub(super) fn changes(&self) -> Option<Section> {
        let mut table = self.table(&[
            ("where", "recal-where", Kind::Text),
            ("what", "recal-what", Kind::Text),
            ("before", "recal-now", Kind::Hundredths),
            ("after", "recal-proposed", Kind::Hundredths),
        ]);
        for change in self.whole().run.proposal.iter().flat_map(|proposal| &proposal.changes) {
            table.push([
                self.spot(&change.spot).into(),
                self.say(kind_key(change.kind)).into(),
                change.before.into(),
                change.after.into(),
            ]);
        }
        self.section("changes", table)
    }

    /// The proposal in a sentence or two: weights that change most.
    pub(super) fn weights_change(&self) -> Option<String> {
        let proposal = self.whole().run.proposal.as_ref()?;
        let mut weights: Vec<_> =
            proposal.changes.iter().filter(|change| change.kind == ChangeKind::Weight).collect();
        weights.sort_by_key(|change| {
            std::cmp::Reverse((change.after.hundredths() - change.before.hundredths()).abs())
        });
        let named: Vec<String> = weights
            .iter()
            .take(3)
            .map(|change| {
                let whole = |points: bareme_scoring::Points| self.number(points.as_f64(), 0);
                let arguments = [
                    ("where", change.spot.category.clone()),
                    ("before", whole(change.before)),
                    ("after", whole(change.after)),
                ];
                self.fill("recal-weight-change", &arguments)
            })
            .collect();
        let count = proposal.changes.len().to_string();
        if proposal.changes.is_empty() {
            None
        } else if named.is_empty() {
            Some(self.fill("recal-changes-count", &[("count", count)]))
        } else {
            Some(self.fill("recal-changes-weights", &[("weights", named.join(", ")), ("count", count)]))
        }
    }

    pub(super) fn backtest(&self) -> Option<Section> {
        let backtest = self.whole().run.backtest.as_ref()?;
        let found = backtest.comparison.as_ref()?;
        let mut table = self.table(&[
            ("figure", "recal-figure", Kind::Text),
            ("before", "recal-now", Kind::Number { digits: 3 }),
            ("after", "recal-proposed", Kind::Number { digits: 3 }),
            ("difference", "recal-difference", Kind::Number { digits: 3 }),
            ("difference_low", "recal-from", Kind::Number { digits: 3 }),
            ("difference_high", "recal-to", Kind::Number { digits: 3 }),
        ]);
        row(&mut table, self.say("recal-define-auc"), &found.auc);
        row(&mut table, self.say("recal-define-lift"), &found.lift);
        let arguments = [
            ("leads", self.leads(backtest.cases)),
            ("events", self.number(super::verdict::real(backtest.events), 0)),
            ("from", self.wording.date(backtest.from)),
            ("capacity", self.wording.share(backtest.capacity)),
            ("level", self.wording.share(backtest.level)),
            ("samples", found.replicates.to_string()),
        ];
        let note = self.fill("recal-backtest-note", &arguments);
        self.section("backtest", table).map(|section| section.with_note(note))
    }

    pub(super) fn contenders(&self) -> Option<Section> {
        let mut table = self.table(&[
            ("contender", "recal-contender", Kind::Text),
            ("auc", "recal-define-auc", Kind::Number { digits: 3 }),
            ("auc_low", "report-interval-low", Kind::Number { digits: 3 }),
            ("auc_high", "report-interval-high", Kind::Number { digits: 3 }),
            ("lift", "recal-define-lift", Kind::Number { digits: 2 }),
        ]);
        for contender in &self.whole().run.contenders {
            let auc = contender.auc;
            table.push([
                self.contender(contender.kind).into(),
                auc.map(|auc| auc.value).into(),
                auc.and_then(|auc| auc.low).into(),
                auc.and_then(|auc| auc.high).into(),
                contender.lift.into(),
            ]);
        }
        self.section("contenders", table)
    }
}

fn row(table: &mut Table, name: String, found: &Difference) {
    let figures = [found.current, found.proposed, found.value, found.low, found.high];
    table.push([Cell::from(name)].into_iter().chain(figures.map(Cell::from)));
}

const fn kind_key(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Weight => "recal-change-weight",
        ChangeKind::Percent => "recal-change-percent",
        ChangeKind::Points => "recal-change-points",
        ChangeKind::Threshold => "recal-change-threshold",
        ChangeKind::FitShare => "recal-change-fit-share",
    }
}
