//! Scheduled jobs: what runs when, what is at work, and what came of it.

pub mod edit;
pub mod list;
pub mod new;
pub mod run;
pub mod show;

use bareme_access::Action;

use crate::rights::Access::To;
use crate::rights::Routes;
use crate::urls::pattern;

/// Adds the pages to the router.
pub(super) fn routes(routes: &mut Routes) {
    routes
        .get(pattern::JOBS, To(Action::SeeJobs), list::list)
        .post(pattern::JOBS, To(Action::ManageJobs), new::create)
        .get(pattern::JOB_NEW, To(Action::ManageJobs), new::show)
        .get(pattern::JOB_RUN, To(Action::SeeJobs), run::show)
        .post(pattern::JOB_RUN_CANCEL, To(Action::ManageJobs), run::cancel)
        .get(pattern::JOB, To(Action::SeeJobs), show::show)
        .post(pattern::JOB, To(Action::ManageJobs), show::save)
        .post(pattern::JOB_ACTS, To(Action::ManageJobs), show::act);
}
