//! How companies stand: the marketing-qualified ones and who came and went, committees, surges, and ratings that moved.
//!
//! Movements are told from the days on which accounts moved, and not from the snapshots of everyone, so that a hundred
//! thousand accounts are counted while a page is waited for.

mod committee;
mod known;
mod movement;
mod surges;

use bareme_reporting::{Behind, Cell, Definition, Figure, Kind, List, Report};
use bareme_store::AnyConnection;

use super::figure::sentences;
use super::frame::{dimension, period, value_name};
use super::selection::AsTheyAre;
use super::wording::Wording;
use super::{Dimension, ReportKind, ReportQuery};
use crate::{Engine, Result};
use known::Known;

/// A report on companies that is being made.
struct Study<'a> {
    known: &'a Known,
    query: &'a ReportQuery,
    wording: &'a dyn Wording,
}

pub(super) fn report(
    engine: &Engine,
    c: &mut AnyConnection,
    query: &ReportQuery,
    wording: &dyn Wording,
) -> Result<Report> {
    let known = Known::load(engine, c, query, wording)?;
    let surges = surges::load(engine, c, &known)?;
    let study = Study { known: &known, query, wording };
    Ok(Report {
        key: ReportKind::Accounts.word(),
        title: study.say("report-title-accounts"),
        lead: study.lead(),
        scope: study.scope(),
        made_at: known.now,
        highlights: Vec::new(),
        figures: study.figures(&surges),
        sections: vec![
            study.months(),
            study.grades(),
            study.levels(),
            study.moves(),
            study.coverage(),
            study.roles(),
            study.surges(&surges),
        ],
        definitions: study.definitions(),
    })
}

impl Study<'_> {
    fn say(&self, key: &str) -> String {
        self.wording.say(key)
    }

    fn fill(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        self.wording.fill(key, arguments)
    }

    fn accounts(&self, count: u64) -> String {
        self.wording.count("accounts", count)
    }

    fn lead(&self) -> String {
        let scored = self
            .known
            .as_of
            .map(|at| self.fill("accounts-report-scored", &[("date", self.wording.moment(at))]));
        sentences([Some(self.say("report-lead-accounts")), scored])
    }

    fn scope(&self) -> Vec<(String, String)> {
        let known = self.known;
        let model = known.model.as_ref().map_or_else(|| "–".to_owned(), |model| model.stored.title.clone());
        let mut scope = vec![
            (self.say("report-period"), period(self.wording, Some(known.from), known.until)),
            (self.say("report-by"), dimension(self.wording, &Dimension::Period(known.by))),
            (self.say("by-model"), model),
        ];
        scope.extend(self.query.filters.iter().map(|filter| {
            let value = value_name(&AsTheyAre, self.wording, &filter.by, filter.value.as_deref());
            (dimension(self.wording, &filter.by), value)
        }));
        scope.push((self.say("report-compared"), known.before.name.clone()));
        scope
    }

    fn definitions(&self) -> Vec<Definition> {
        ["mqa", "entered", "coverage", "surge", "up"]
            .into_iter()
            .map(|key| Definition {
                key,
                term: self.say(&format!("accounts-report-{key}")),
                text: self.say(&format!("accounts-report-{key}-text")),
            })
            .collect()
    }

    fn figures(&self, surges: &surges::Surges) -> Vec<Figure> {
        let known = self.known;
        let movement = known.standings.mqa(known.first_day(), known.until_day());
        let ways = known.standings.transitions(known.first_day(), known.until_day()).ways();
        let (from, until) = known.before.days;
        let earlier = known.standings.mqa(from, until);
        let earlier_ways = known.standings.transitions(from, until).ways();
        let all: u64 = known.groups.iter().map(|group| group.count).sum();
        let start = self.fill("accounts-report-at-start", &[("count", self.number(movement.start))]);
        let of = self.fill("accounts-report-of", &[("accounts", self.accounts(all))]);
        let mqa = Figure {
            hint: sentences([Some(of), Some(start)]),
            behind: known.until.is_none().then(|| self.behind(movement.end, &[("only", "mqa")])).flatten(),
            ..self.figure("mqa", movement.end.into(), Kind::Count)
        };
        let moved = |key: &'static str, count: u64, before: u64| Figure {
            hint: self.earlier(before),
            behind: self.moved(count, key, None),
            ..self.figure(key, count.into(), Kind::Count)
        };
        vec![
            mqa,
            moved("entered", movement.entered, earlier.entered),
            moved("left", movement.left, earlier.left),
            moved("up", ways.up, earlier_ways.up),
            moved("down", ways.down, earlier_ways.down),
            self.mean_coverage(),
            self.surging(surges),
        ]
    }

    fn figure(&self, key: &'static str, value: Cell, kind: Kind) -> Figure {
        Figure {
            key,
            label: self.say(&format!("accounts-report-{key}")),
            value,
            kind,
            unit: None,
            interval: None,
            hint: String::new(),
            behind: None,
        }
    }

    fn number(&self, count: u64) -> String {
        self.wording.number(real(count), 0)
    }

    /// A figure of the period before.
    fn earlier(&self, count: u64) -> String {
        let arguments = [("count", self.number(count)), ("period", self.known.before.name.clone())];
        self.fill("accounts-report-before", &arguments)
    }

    /// The accounts behind a count: those of the filter of which this holds as well; none behind zero.
    fn behind(&self, count: u64, words: &[(&'static str, &str)]) -> Option<Behind> {
        (count > 0).then(|| {
            let mut all: Vec<(&'static str, String)> =
                words.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
            all.extend(self.known.words.iter().cloned());
            Behind { list: List::Accounts, words: all }
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of accounts are far below 2^53")]
fn real(count: u64) -> f64 {
    count as f64
}
