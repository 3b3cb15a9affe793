//! The rights of the people who are scored: what is held on them, why they score as they do, and their erasure.

pub mod requests;
pub mod show;

use bareme_access::Action;

use crate::rights::Access::To;
use crate::rights::Routes;
use crate::urls::pattern;

/// Adds the pages to the table.
pub(super) fn routes(routes: &mut Routes) {
    routes
        .get(pattern::HELD, To(Action::SeePeople), show::show)
        .get(pattern::HELD_FILE, To(Action::Export), show::file)
        .post(pattern::ASK_ERASURE, To(Action::SeePeople), show::ask)
        .post(pattern::ERASE, To(Action::Erase), show::erase)
        .get(pattern::ERASURES, To(Action::Erase), requests::show);
}
