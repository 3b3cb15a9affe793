//! Proposals: what would change, who signs, and what became of it.

pub mod act;
pub mod show;

use bareme_access::Action;

use crate::rights::Access::To;
use crate::rights::Routes;
use crate::urls::pattern;

/// Adds the pages to the router.
pub(super) fn routes(routes: &mut Routes) {
    routes
        .get(pattern::PROPOSAL, To(Action::DraftModels), show::show)
        .post(pattern::PROPOSAL_DECISION, To(Action::SignProposal), act::decide)
        .post(pattern::PROPOSAL_DOCUMENT, To(Action::DraftModels), act::edit)
        .post(pattern::PROPOSAL_RESCORE, To(Action::DraftModels), act::rescore)
        .post(pattern::MODEL_RESTORE, To(Action::DraftModels), act::restore);
}
