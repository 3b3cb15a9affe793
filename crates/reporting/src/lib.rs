//! Figures, tables and charts as values: no HTML, no input, no output, no clock.
//!
//! The words in them come from the caller's catalogue through [`Words`], so that one value serves pages in two
//! languages, the command line and files.

mod activity;
pub mod chart;
mod compare;
mod flow;
mod funnel;
#[cfg(test)]
mod golden;
pub mod graph;
mod heat;
mod incidence;
mod interval;
#[cfg(test)]
mod measures;
mod movement;
mod pareto;
mod passage;
mod period;
mod pipeline;
mod preset;
mod quantile;
mod report;
mod show;
mod sla;
mod stage_time;
mod table;
mod words;

pub use activity::{ActivityCounts, ActivityRow, StageEvents, activity_by_period};
pub use compare::{Change, CountChange, before};
pub use flow::{Flow, Path, flows};
pub use funnel::{Cohort, CohortCounts, Counts, Funnel, FunnelRow, Step, by_period};
pub use heat::{HeatCells, heat_cells};
pub use incidence::{Estimate, Exit, Fate, Incidence, IncidencePoint};
pub use interval::{Interval, Proportion, wilson};
pub use movement::{Move, MqaMovement, Standing, Standings, Transitions, Ways};
pub use pareto::{ParetoRow, pareto};
pub use passage::Passage;
pub use period::{Period, Span, UnknownPeriod};
pub use pipeline::{PipelineCounts, PipelineGroup, PipelineRow, pipeline};
pub use preset::Preset;
pub use quantile::{Spread, quantile, quantile_of_counts};
pub use report::{Behind, Definition, Figure, Highlight, List, Report, Section};
pub use show::{STAGES, activity_table, pareto_table, pipeline_table, sla_table, stage_time_table};
pub use sla::{Sla, SlaCounts, SlaFate};
pub use stage_time::{StageTime, stage_times, time_spread};
pub use table::{Cell, Column, Kind, Record, Table, readable_digits};
pub use words::{Words, english, messages};
