//! Recalibration: the list of runs with the form that begins one, and the report of each.

pub mod files;
pub mod list;
pub mod show;

use bareme_access::Action;

use crate::rights::Access::To;
use crate::rights::Routes;
use crate::urls::pattern;

/// Adds the pages to the router.
pub(super) fn routes(routes: &mut Routes) {
    routes
        .get(pattern::RECALIBRATIONS, To(Action::DraftModels), list::list)
        .post(pattern::RECALIBRATIONS, To(Action::DraftModels), list::begin)
        .post(pattern::RECALIBRATION_CANCEL, To(Action::DraftModels), list::cancel)
        .get(pattern::RECALIBRATION_PDF, To(Action::DraftModels), files::pdf)
        .get(pattern::RECALIBRATION_CSV, To(Action::DraftModels), files::csv)
        .get(pattern::RECALIBRATION, To(Action::DraftModels), show::show);
}
