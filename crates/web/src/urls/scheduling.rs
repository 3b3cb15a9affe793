//! Addresses of jobs and their runs.

use super::Link;

/// Patterns for the router.
pub mod pattern {
    /// What runs when.
    pub const JOBS: &str = "/jobs";
    /// A new job.
    pub const JOB_NEW: &str = "/jobs/new";
    /// One run of a job.
    pub const JOB_RUN: &str = "/jobs/runs/{id}";
    /// Ends a run.
    pub const JOB_RUN_CANCEL: &str = "/jobs/runs/{id}/cancel";
    /// One job.
    pub const JOB: &str = "/jobs/{id}";
    /// What is done with a job.
    pub const JOB_ACTS: &str = "/jobs/{id}/acts";
}

/// What runs when.
pub fn jobs() -> Link {
    Link::to(pattern::JOBS)
}

/// A new job.
pub fn job_new() -> Link {
    Link::to(pattern::JOB_NEW)
}

/// One job.
pub fn job(id: &i64) -> Link {
    Link::to(format!("/jobs/{id}"))
}

/// What is done with a job.
pub fn job_acts(id: &i64) -> Link {
    Link::to(format!("/jobs/{id}/acts"))
}

/// One run of a job.
pub fn job_run(id: &i64) -> Link {
    Link::to(format!("/jobs/runs/{id}"))
}

/// Ends a run.
pub fn cancel_job_run(id: &i64) -> Link {
    Link::to(format!("/jobs/runs/{id}/cancel"))
}
