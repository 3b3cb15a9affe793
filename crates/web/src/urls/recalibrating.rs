//! Addresses of recalibration, and of what two sides sign.

use super::{Link, segment};

/// Patterns for the router.
pub mod pattern {
    /// Proposes to bring an earlier version of a model back.
    pub const MODEL_RESTORE: &str = "/models/{name}/restore";
    /// The runs of recalibration.
    pub const RECALIBRATIONS: &str = "/recalibration";
    /// Stops the run that goes on.
    pub const RECALIBRATION_CANCEL: &str = "/recalibration/cancel";
    /// The report of a run as a file for print.
    pub const RECALIBRATION_PDF: &str = "/recalibration/{id}.pdf";
    /// A table of the report of a run as a file.
    pub const RECALIBRATION_CSV: &str = "/recalibration/{id}/{section}.csv";
    /// The report of a run.
    pub const RECALIBRATION: &str = "/recalibration/{id}";
    /// One proposal.
    pub const PROPOSAL: &str = "/proposals/{id}";
    /// A signature or a rejection.
    pub const PROPOSAL_DECISION: &str = "/proposals/{id}/decision";
    /// Another document of a proposal.
    pub const PROPOSAL_DOCUMENT: &str = "/proposals/{id}/document";
    /// Scores everything anew with what was published.
    pub const PROPOSAL_RESCORE: &str = "/proposals/{id}/rescore";
}

/// Proposes to bring an earlier version of a model back.
pub fn restore_model(name: &str) -> Link {
    Link::to(format!("/models/{}/restore", segment(name)))
}

/// The runs of recalibration.
pub fn recalibrations() -> Link {
    Link::to(pattern::RECALIBRATIONS)
}

/// Stops the run that goes on.
pub fn cancel_recalibration() -> Link {
    Link::to(pattern::RECALIBRATION_CANCEL)
}

/// The report of a run.
pub fn recalibration(id: &i64) -> Link {
    Link::to(format!("/recalibration/{id}"))
}

/// The report of a run as a file for print.
pub fn recalibration_pdf(id: &i64) -> Link {
    Link::to(format!("/recalibration/{id}.pdf"))
}

/// A table of the report of a run as a file.
pub fn recalibration_csv(id: &i64, section: &str) -> Link {
    Link::to(format!("/recalibration/{id}/{section}.csv"))
}

/// One proposal.
pub fn proposal(id: &i64) -> Link {
    Link::to(format!("/proposals/{id}"))
}

/// A signature or a rejection.
pub fn proposal_decision(id: &i64) -> Link {
    Link::to(format!("/proposals/{id}/decision"))
}

/// Another document of a proposal.
pub fn proposal_document(id: &i64) -> Link {
    Link::to(format!("/proposals/{id}/document"))
}

/// Scores everything anew with what was published.
pub fn proposal_rescore(id: &i64) -> Link {
    Link::to(format!("/proposals/{id}/rescore"))
}
