//! A run of recalibration as one pure function: what the model was worth, what has drifted, what is wrong with it, what
//! a better version would be, and whether the difference is more than chance.
//!
//! [`run`] takes cases whose inputs are those of the instant of the MQL and gives a [`Run`]: codes and figures without a
//! sentence, stored as JSON and told in the reader's language by whoever shows it.

mod input;
mod months;
mod note;
mod outcome;
mod population;
mod report;
mod spot;

use core::sync::atomic::{AtomicBool, Ordering};

pub use input::{Case, Extra, Inputs, Outcome, Settings, Step, Target, Values};
pub use note::RunNote;
pub use outcome::{
    Backtest, Change, ChangeKind, Contender, ContenderKind, Flow, Impact, Moved, Prediction, PredictionCheck,
    Proposal, Reason as ChanceReason,
};
pub use population::{CellRow, MonthRow, Population, Rate, Span};
pub use report::{
    BinLabel, CriterionDrift, DriftReport, Finding, Found, Leak, LeakKind, Run, RunDrift, ValueRate,
};
pub use spot::{Half, Spot};

use crate::{NoAnswer, Scored, judge, measure};

/// Runs recalibration: steps 1 to 6 of the procedure that the manual describes, and the predictions beside it.
///
/// What the data cannot carry is left out with a note; everything that can still be given is given. The same inputs give
/// the same run on every machine, whatever the order of the cases. `progress` hears how far
/// each step is, 0 to 1; `cancelled` is asked often.
///
/// # Errors
///
/// [`NoAnswer::Stopped`] on request; [`NoAnswer::Impossible`] when the document is not that of the model, a case was seen by
/// another model, or a column has not one value for each case.
pub fn run(
    inputs: &Inputs<'_>,
    settings: &Settings,
    progress: &mut dyn FnMut(Step, f64),
    cancelled: &AtomicBool,
) -> Result<Run, NoAnswer> {
    inputs.check()?;
    let cases = inputs.in_order();
    let stop = || if cancelled.load(Ordering::Relaxed) { Err(NoAnswer::Stopped) } else { Ok(()) };
    let mut notes = Vec::new();
    progress(Step::Measure, 0.0);
    let events: Vec<bool> = cases.iter().map(|case| case.outcome.event).collect();
    let ranks: Vec<f64> = cases.iter().map(|case| case.seen.rank.as_f64()).collect();
    let list = Scored { scores: &ranks, events: &events, reference: None, criteria: &[] };
    let measurement = measure(&list).ok();
    note::of_cases(&cases, &mut notes);
    stop()?;
    Ok(Run {
        model: inputs.model.name.clone(),
        settings: settings.clone(),
        population: Population::of(&cases, settings),
        measurement,
        cells: population::cells(&cases, inputs.model),
        months: months::months(&cases, settings),
        drift: None,
        leaks: Vec::new(),
        findings: Vec::new(),
        proposal: None,
        contenders: Vec::new(),
        backtest: None,
        judgement: judge(0, 0, None),
        impact: None,
        sql: None,
        won: None,
        notes,
    })
}
