//! A run as a report in the reader's language: first what a reader of one minute should know, then the evidence. Page, PDF,
//! files, mail and command line are all made of this one value.

mod changes;
mod drift;
mod findings;
mod impact;
mod measure;
mod notes;
mod spot;
mod verdict;

use std::collections::BTreeMap;

use bareme_recalibration::run::Rate;
use bareme_reporting::{
    Behind, Cell, Column, Definition, Figure, Highlight, Interval, Kind, List, Report, Section, Table,
};
use bareme_scoring::Instant;
use bareme_store::leads;

use super::kept::{Kept, Whole, find};
use super::{Target, asked};
use crate::agreement::Agreement;
use crate::reports::Wording;
use crate::{Engine, Result};

/// Leads that move which are named.
const NAMED: usize = 500;

/// The report of a run.
///
/// # Errors
///
/// When there is none of that id, and those of the store.
pub fn report(engine: &Engine, id: i64, wording: &dyn Wording) -> Result<Report> {
    let kept = find(engine, id)?;
    let names = names(engine, &kept)?;
    let agreement = engine.database().read(|c| engine.agreement(c))?;
    Ok(Telling { kept: &kept, names, agreement: &agreement, wording }.report())
}

/// Lead, contact and the contact's name, of the leads that move and are named.
fn names(engine: &Engine, kept: &Kept) -> Result<BTreeMap<i64, (i64, String)>> {
    let moved = kept.whole.run.impact.iter().flat_map(|impact| impact::by_size(&impact.moved));
    let ids: Vec<i64> = moved.take(NAMED).map(|moved| moved.lead).collect();
    engine.database().read(|c| {
        let seen = engine.people(c)?;
        let pairs = leads::list_contacts_by_lead(c, &ids)?;
        let mut contact_ids: Vec<i64> = pairs.iter().map(|(_, contact)| *contact).collect();
        contact_ids.sort_unstable();
        contact_ids.dedup();
        let named: BTreeMap<i64, String> =
            seen.names(c, &contact_ids)?.into_iter().map(|(id, name, _)| (id, name)).collect();
        let of = |(lead, contact): (i64, i64)| Some((lead, (contact, named.get(&contact)?.clone())));
        Ok(pairs.into_iter().filter_map(of).collect())
    })
}

/// A report that is being made.
struct Telling<'a> {
    kept: &'a Kept,
    /// Contact and name by lead.
    names: BTreeMap<i64, (i64, String)>,
    agreement: &'a Agreement,
    wording: &'a dyn Wording,
}

type Arguments<'a> = &'a [(&'static str, String)];

impl Telling<'_> {
    fn report(&self) -> Report {
        let title = self.fill("recal-title", &[("model", self.kept.listed.title.clone())]);
        Report {
            key: "recalibration",
            title,
            lead: self.verdict(),
            scope: self.scope(),
            made_at: self.kept.listed.at,
            highlights: self.highlights(),
            figures: self.figures(),
            sections: self.sections(),
            definitions: self.definitions(),
        }
    }

    const fn whole(&self) -> &Whole {
        &self.kept.whole
    }

    fn say(&self, key: &str) -> String {
        self.wording.say(key)
    }

    fn fill(&self, key: &str, arguments: Arguments<'_>) -> String {
        self.wording.fill(key, arguments)
    }

    /// The target as a word: "SQL".
    fn target(&self) -> String {
        self.say(&format!("stage-{}", asked::target_stage(self.kept.listed.target).word()))
    }

    fn scope(&self) -> Vec<(String, String)> {
        let (listed, run) = (&self.kept.listed, &self.whole().run);
        let version = [("model", listed.title.clone()), ("version", listed.version.to_string())];
        let period = [("from", self.wording.date(listed.from)), ("until", self.wording.date(listed.before))];
        let target = [("target", self.target()), ("days", run.settings.horizon_days.to_string())];
        let mut scope = vec![
            (self.say("by-model"), self.fill("report-version", &version)),
            (self.say("report-period"), self.fill("report-period-between", &period)),
            (self.say("recal-target"), self.fill("recal-target-within", &target)),
            (self.say("recal-known-until"), self.wording.date(self.kept.as_of)),
        ];
        let capacity = run.settings.capacity_per_week.map(|capacity| self.number(capacity, 1));
        scope.push((
            self.say("recal-capacity"),
            capacity.unwrap_or_else(|| self.say("recal-capacity-unknown")),
        ));
        scope
    }

    fn highlights(&self) -> Vec<Highlight> {
        let highlight = |key: &'static str, points: Vec<String>| Highlight {
            key,
            title: self.say(&format!("recal-highlight-{key}")),
            points,
        };
        [
            highlight("why", self.why()),
            highlight("findings", self.three_findings()),
            highlight("changes", self.what_changes()),
            highlight("caution", self.cautions()),
        ]
        .into_iter()
        .filter(|highlight| !highlight.points.is_empty())
        .collect()
    }

    fn sections(&self) -> Vec<Section> {
        [
            self.all_findings(),
            self.changes(),
            self.backtest(),
            self.contenders(),
            self.flow(),
            self.load(),
            self.migration(),
            self.moved(),
            self.deciles(),
            self.cells(),
            self.months(),
            self.criteria(),
            self.bins(),
            self.drift(),
            self.drift_bins(),
            self.calibration(),
            self.leaks(),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// A section, unless its table is empty.
    fn section(&self, key: &'static str, table: Table) -> Option<Section> {
        (!table.rows.is_empty()).then(|| {
            Section::new(key, self.say(&format!("recal-section-{key}")), table)
                .with_note(self.say(&format!("recal-note-{key}")))
        })
    }

    fn table(&self, columns: &[(&'static str, &str, Kind)]) -> Table {
        let columns = columns.iter().map(|(key, title, kind)| Column::new(key, self.say(title), *kind));
        Table::new("", columns.collect())
    }

    fn definitions(&self) -> Vec<Definition> {
        ["auc", "lift", "backtest", "interval", "woe", "iv", "psi", "brier"]
            .into_iter()
            .map(|key| {
                let term = if key == "interval" {
                    "define-interval".to_owned()
                } else {
                    format!("recal-define-{key}")
                };
                Definition { key, text: self.say(&format!("{term}-text")), term: self.say(&term) }
            })
            .collect()
    }

    fn number(&self, number: f64, digits: u8) -> String {
        self.wording.number(number, digits)
    }

    /// A share as a percentage; a dash out of none.
    fn share(&self, rate: Rate) -> String {
        rate.value.map_or_else(|| "–".to_owned(), |share| self.wording.share(share))
    }

    fn leads(&self, count: u64) -> String {
        self.wording.count("leads", count)
    }
}

/// A rate and the ends of its interval, as three cells.
fn rate_cells(rate: Rate) -> [Cell; 3] {
    [rate.value.into(), rate.low.into(), rate.high.into()]
}

fn interval(rate: Rate) -> Option<Interval> {
    Some(Interval { low: rate.low?, high: rate.high? })
}

/// A figure without anything around it.
fn figure(key: &'static str, label: String, value: Cell, kind: Kind) -> Figure {
    Figure { key, label, value, kind, unit: None, interval: None, hint: String::new(), behind: None }
}

/// The page of a lead.
fn lead(id: i64) -> Behind {
    Behind { list: List::Lead, words: vec![("id", id.to_string())] }
}

/// The first moment of a month such as `2026-05`.
fn month(label: &str) -> Option<Instant> {
    Instant::parse(&format!("{label}-01"))
}

/// Whether a target is the last stage, so that a share of won leads says nothing new.
const fn is_won(target: Target) -> bool {
    matches!(target, Target::Won)
}
