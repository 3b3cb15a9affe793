//! One entry of a lead's log.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Bant, Event, Stage};
use crate::{Instant, Points, Rating};

/// One entry of the append-only log of a lead. Never changed once written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transition {
    /// 1, 2, 3 … within the lead.
    pub seq: u32,
    /// When it happened, which is before it was written where somebody, or a file, told of it afterwards.
    pub at: Instant,
    /// When it was written.
    pub recorded_at: Instant,
    /// The stage before.
    pub from: Stage,
    /// The stage after.
    pub to: Stage,
    /// What happened.
    pub event: Event,
    /// Who did it: a user's address, `system`, or the name of an import.
    pub who: String,
    /// The date is not known: the source skipped this stage, and the date is that of the next one it knows. Times in
    /// stage leave these out.
    #[serde(default)]
    pub implied: bool,
    /// What was said and known at that moment.
    #[serde(flatten)]
    pub detail: Detail,
}

/// What was said and known when a transition happened; everything may be absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detail {
    /// Why: a code of the managed list, or what an import said. Always there on reject, return and lose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the person wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The sales person who has the lead from here on; absent when that stays as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The team that has the lead from here on; absent when that stays as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// Name of the routing rule that chose owner and team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Who was told that sales let the time pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub escalated_to: Option<String>,
    /// The contact's rating at that moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    /// The id of the model version that gave the rating.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_version: Option<i64>,
    /// Which leads to call first, 1 before 2: the priority of the cell from which the lead was handed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<u8>,
    /// Until when sales must respond; said when the lead is handed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sla_due_at: Option<Instant>,
    /// Amount of the opportunity, exact hundredths of the currency's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Points>,
    /// Currency of the amount, ISO 4217.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// When the opportunity is expected to close.
    #[serde(with = "crate::day", skip_serializing_if = "Option::is_none")]
    pub expected_close: Option<NaiveDate>,
    /// What sales found out when it qualified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bant: Option<Bant>,
    /// Until when a recycled contact is not handed over again, where the reason has days of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cool_off_until: Option<Instant>,
    /// Number of the entry that an undo takes back, with what followed from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<u32>,
}
