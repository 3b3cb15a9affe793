//! Recalibration: what a score was worth, what has drifted, what a better model would be and whether the difference is
//! more than chance. Pure functions of slices: no input, no output, no clock; chance comes from a generator that the
//! caller seeds. The statistics stand side by side here; [`run`] puts them together for a model and its leads.
//!
//! Every function refuses at the door what it cannot count with ([`NoAnswer`]: nothing there, lengths that differ, a
//! number that is none, one class only …), so that neither NaN nor a panic comes out. Cases are given as slices of
//! equal length; the same cases in another order give the same figures but for the last digits of sums.
//!
//! # What was tried
//!
//! | task | tried | taken |
//! | --- | --- | --- |
//! | logistic regression | linfa-logistic 0.8 (8 s for 200,000 × 60, no standard errors, signs by class order), smartcore 0.7 (5 s, no prior, no bounds), argmin 0.11 (a framework around the same lines) | own projected Newton, with prior, bounds and standard errors: 100,000 × 30 in 0.4 s |
//! | linear algebra | faer 0.24 (173 s of processor time to build), nalgebra | own Cholesky: matrices here have at most some hundred columns |
//! | p-values, logarithms | statrs 0.19 | `libm` alone: only the normal distribution is needed, and the same digits everywhere |
//! | AUC, DeLong, PSI, WOE, binning | no crate with intervals, stated ties and empty bins | own, held to reference tools by golden numbers |
//! | chance | rand's ranges (their algorithm may change between versions) | `rand_chacha` and one own function for "below n" |

mod answer;
mod auc;
mod binning;
mod bootstrap;
mod chance;
mod deciles;
mod evidence;
mod first_model;
#[cfg(test)]
mod golden;
mod logistic;
mod measurement;
mod number;
mod observation;
mod probability;
mod ranking;
mod rounding;
pub mod run;
mod shrinkage;
mod splits;
mod stability;
mod verdict;

pub use answer::NoAnswer;
pub use auc::{Auc, AucDifference, auc_difference};
pub use binning::{
    BinSettings, Binning, Block, Column, Place, isotonic, quantile_bins, supervised_bins, word_bins,
};
pub use bootstrap::{CompareSettings, Comparison, Difference, Pair, compare};
pub use deciles::Decile;
pub use evidence::{BinEvidence, Counts, Evidence, Strength, evidence};
pub use first_model::{
    About, Area, Attribute, FirstModel, FirstModelSettings, Gained, Grid, GridCategory, GridTier, History,
    JudgedOn, LeftOut, Why, first_model,
};
pub use logistic::{Bounds, Design, Held, LogisticFit, Prior, Problem, fit_logistic};
pub use measurement::{
    CriterionBin, CriterionInput, CriterionMeasure, Drift, DriftBin, Measurement, Note, Scored, measure,
};
pub use observation::{Choice, Observation, sees_the_same};
pub use probability::{CalibrationRow, brier, calibration, log_loss};
pub use ranking::{Ranking, Tied};
pub use rounding::{WeightRules, tier_percents, whole_weights};
pub use shrinkage::{StrengthChoice, choose_strength};
pub use splits::{Split, forward_chain, k_folds, newest_apart};
pub use stability::{Band, Psi, PsiBin, psi};
pub use verdict::{ENOUGH, Judgement, Reason, Verdict, judge};
