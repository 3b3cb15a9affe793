//! A run of recalibration as one pure function: what the model was worth, what has drifted, what is wrong with it, what
//! a better version would be, and whether the difference is more than chance.
//!
//! [`run`] takes cases whose inputs are those of the instant of the MQL and gives a [`Run`]: codes and figures without a
//! sentence, stored as JSON and told in the reader's language by whoever shows it.

mod backtest;
mod classes;
mod columns;
mod document;
mod drift;
mod find;
mod finding;
mod grid;
mod groups;
mod impact;
mod inference;
mod input;
mod leak;
mod members;
mod months;
mod note;
mod outcome;
mod population;
mod predict;
mod propose;
mod report;
mod spot;
#[cfg(test)]
mod tests;

use core::sync::atomic::{AtomicBool, Ordering};

use grid::Grid;

pub use finding::{Finding, Found, ValueRate};
pub use input::{Case, Extra, Inputs, Outcome, Settings, Step, Target, Values};
pub use note::RunNote;
pub use outcome::{
    Backtest, Change, ChangeKind, Contender, ContenderKind, Flow, Impact, Moved, Prediction, PredictionCheck,
    Proposal, Reason as ChanceReason,
};
pub use population::{CellRow, MonthRow, Population, Rate, Span};
pub use report::{BinLabel, CriterionDrift, DriftReport, Leak, LeakKind, Run, RunDrift};
pub use spot::{Half, Spot};

use crate::{Judgement, NoAnswer, Scored, Split, judge, measure, newest_apart};

/// The newest share of the cases, on which the proposal is judged and from which it learns nothing.
const NEWEST: f64 = 0.3;

/// Runs recalibration: steps 1 to 6 of the procedure that the manual describes, and the predictions beside it.
///
/// What the data cannot carry is left out with a note; everything that can still be given is given. The same inputs give
/// the same run on every machine, whatever the order of the cases. `progress` hears how far each step is, 0 to 1;
/// `cancelled` is asked often.
///
/// # Errors
///
/// [`NoAnswer::Stopped`] on request; [`NoAnswer::Impossible`] when the document is not that of the model or a case was seen by
/// another model; [`NoAnswer::Lengths`] when a column has not one value for each case.
pub fn run(
    inputs: &Inputs<'_>,
    settings: &Settings,
    progress: &mut dyn FnMut(Step, f64),
    cancelled: &AtomicBool,
) -> Result<Run, NoAnswer> {
    inputs.check()?;
    let cases = inputs.in_order();
    let grid = Grid::of(inputs.model);
    let mut runner =
        Runner { inputs, settings, cases: &cases, grid: &grid, notes: Vec::new(), progress, cancelled };
    runner.all()
}

/// A run on its way.
struct Runner<'a> {
    inputs: &'a Inputs<'a>,
    settings: &'a Settings,
    /// In order of time.
    cases: &'a [&'a Case],
    /// The numbers of the current version.
    grid: &'a Grid,
    notes: Vec<RunNote>,
    progress: &'a mut dyn FnMut(Step, f64),
    cancelled: &'a AtomicBool,
}

impl Runner<'_> {
    /// Begins a step, unless somebody wants to stop.
    fn begin(&mut self, step: Step) -> Result<(), NoAnswer> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(NoAnswer::Stopped);
        }
        (self.progress)(step, 0.0);
        Ok(())
    }

    fn all(&mut self) -> Result<Run, NoAnswer> {
        self.begin(Step::Measure)?;
        let population = Population::of(self.cases, self.settings);
        let months = months::months(self.cases, self.settings);
        note::of_cases(self.cases, &mut self.notes);
        note::of_months(&months, &mut self.notes);
        let measurement = self.measure();
        self.begin(Step::Drift)?;
        let drift = drift::drift(self.inputs, self.cases, &mut self.notes);
        self.begin(Step::Find)?;
        let extras = self.inputs.extras_in_order();
        let leaks = leak::leaks(&extras, self.cases);
        let findings = self.find(&population, &extras)?;
        self.begin(Step::Propose)?;
        let judged = self.judge()?;
        self.begin(Step::Impact)?;
        let impact = judged.proposed.as_ref().map(|(grid, _)| {
            let standing = self.inputs.standing;
            let numbers = (self.grid, grid);
            impact::impact(numbers, &self.inputs.model.matrix, self.cases, standing, self.settings)
        });
        self.begin(Step::Predict)?;
        let mut chance =
            |won: bool| predict::predict(self.inputs.model, self.grid, self.cases, won, &mut self.notes);
        let (sql, won) = (chance(false), chance(true));
        (self.progress)(Step::Predict, 1.0);
        Ok(Run {
            model: self.inputs.model.name.clone(),
            settings: self.settings.clone(),
            population,
            measurement,
            cells: population::cells(self.cases, self.inputs.model),
            months,
            drift,
            leaks,
            findings,
            proposal: judged.proposed.map(|(_, proposal)| proposal),
            contenders: judged.contenders,
            backtest: judged.backtest,
            judgement: judged.judgement,
            impact,
            sql,
            won,
            notes: core::mem::take(&mut self.notes),
        })
    }

    fn measure(&mut self) -> Option<crate::Measurement> {
        let events: Vec<bool> = self.cases.iter().map(|case| case.outcome.event).collect();
        let ranks: Vec<f64> = self.cases.iter().map(|case| case.seen.rank.as_f64()).collect();
        note::of_parts(self.inputs.model, self.grid, self.cases, &mut self.notes);
        measure(&Scored { scores: &ranks, events: &events, reference: None, criteria: &[] }).ok()
    }

    fn find(&mut self, population: &Population, extras: &[Extra]) -> Result<Vec<Found>, NoAnswer> {
        let context = find::Context {
            model: self.inputs.model,
            grid: self.grid,
            cases: self.cases,
            extras,
            population,
            settings: self.settings,
        };
        let progress = &mut self.progress;
        find::find(&context, &mut |done| progress(Step::Find, done), self.cancelled)
    }

    /// Fits a proposal on the older cases and judges it on the newest.
    fn judge(&mut self) -> Result<Judged, NoAnswer> {
        let times: Vec<i64> = self.cases.iter().map(|case| case.at.millis()).collect();
        let Ok(Split { train, test }) = newest_apart(&times, NEWEST) else {
            let (events, others) = outcomes(self.cases);
            let judgement = judge(events, others, None);
            return Ok(Judged { proposed: None, contenders: Vec::new(), backtest: None, judgement });
        };
        let of = |places: &[usize]| places.iter().map(|at| self.cases[*at]).collect::<Vec<&Case>>();
        let (older, newest) = (of(&train), of(&test));
        let proposed = self.propose(&older);
        self.begin(Step::Backtest)?;
        let scores = proposed.as_ref().map(|(grid, _)| backtest::Scores::of(self.grid, grid, &newest));
        let capacity = backtest::capacity(self.settings, self.cases.len());
        let progress = &mut self.progress;
        let mut watch = backtest::Watch {
            progress: &mut |done| progress(Step::Backtest, done),
            cancelled: self.cancelled,
        };
        let backtest = match &scores {
            Some(scores) => backtest::backtest(scores, &newest, capacity, self.settings, &mut watch)?,
            None => None,
        };
        let free = backtest::unconstrained(self.inputs.model, self.grid, &older, &newest).ok();
        let (events, others) = outcomes(&newest);
        let comparison = backtest.as_ref().and_then(|backtest| backtest.comparison.as_ref());
        Ok(Judged {
            judgement: judge(events, others, comparison),
            contenders: backtest::contenders(scores.as_ref(), free.as_deref(), &newest, capacity),
            proposed,
            backtest,
        })
    }

    /// A proposal with its numbers; a note when there is none.
    fn propose(&mut self, older: &[&Case]) -> Option<(Grid, Proposal)> {
        match propose::proposal(self.inputs, self.settings, self.grid, older, &mut self.notes) {
            Ok(proposal) => Some(proposal),
            Err(answer) => {
                self.notes.push(RunNote::NoProposal { reason: answer.code().to_owned() });
                None
            }
        }
    }
}

/// What came of a proposal.
struct Judged {
    proposed: Option<(Grid, Proposal)>,
    contenders: Vec<Contender>,
    backtest: Option<Backtest>,
    judgement: Judgement,
}

/// Cases with and without the event.
fn outcomes(cases: &[&Case]) -> (u64, u64) {
    let events = cases.iter().filter(|case| case.outcome.event).count() as u64;
    (events, cases.len() as u64 - events)
}
