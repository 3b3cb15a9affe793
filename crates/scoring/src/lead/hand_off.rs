//! Whether a contact may be handed over to sales now, given the leads it had before.

use super::refusal::Moment;
use super::{Lead, Stage};
use crate::Instant;

/// Days after a rejection in which a contact is not handed over again, unless the settings say otherwise.
pub const COOL_OFF_DAYS: u32 = 30;

/// Why a contact is not handed over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhyNot {
    /// Sales has a lead of this contact already.
    #[error("sales has a lead of this contact already, at {stage} since {}", Moment(*since))]
    Open {
        /// Where it stands.
        stage: Stage,
        /// Since when.
        since: Instant,
    },
    /// The contact was disqualified.
    #[error("the contact was disqualified for good on {}", Moment(*at))]
    Disqualified {
        /// When.
        at: Instant,
    },
    /// The contact is a customer.
    #[error("the contact was won on {}", Moment(*at))]
    Won {
        /// When.
        at: Instant,
    },
    /// Sales refused it a short time ago.
    #[error("sales refused this contact on {}; it may be handed over again from {}", Moment(*at), Moment(*until))]
    CoolingOff {
        /// When sales refused.
        at: Instant,
        /// From when on it may be handed over.
        until: Instant,
    },
}

/// Whether a contact with these leads may become an MQL at `as_of`. An inquiry does not stand in the way: it is the
/// lead that the hand-over continues. What happened after `as_of` must not be in the leads.
///
/// # Errors
///
/// The first reason against it: an open lead, a disqualification, a won lead, a refusal whose cool-off lasts: the days of
/// its reason, or `cool_off_days` (of 24 hours) where that has none.
pub fn may_hand_off(previous: &[Lead], as_of: Instant, cool_off_days: u32) -> Result<(), WhyNot> {
    let at_stage = |stage: Stage| previous.iter().filter(move |lead| lead.stage == stage);
    if let Some(lead) = previous.iter().find(|lead| lead.stage.is_open()) {
        return Err(WhyNot::Open { stage: lead.stage, since: lead.stage_at().unwrap_or(as_of) });
    }
    if let Some(at) = at_stage(Stage::Disqualified).find_map(|lead| lead.closed_at) {
        return Err(WhyNot::Disqualified { at });
    }
    if let Some(at) = at_stage(Stage::Won).find_map(|lead| lead.closed_at) {
        return Err(WhyNot::Won { at });
    }
    let cool_offs = at_stage(Stage::Recycled).filter_map(|lead| {
        let at = refused_at(lead)?;
        Some((lead.cool_off_until.unwrap_or_else(|| at.plus_days(i64::from(cool_off_days))), at))
    });
    let Some((until, at)) = cool_offs.max() else { return Ok(()) };
    if as_of < until { Err(WhyNot::CoolingOff { at, until }) } else { Ok(()) }
}

/// When sales refused a recycled lead: it was rejected, or returned and so recycled at once.
fn refused_at(lead: &Lead) -> Option<Instant> {
    lead.reached(Stage::Rejected).map(|reached| reached.at).or(lead.closed_at)
}
