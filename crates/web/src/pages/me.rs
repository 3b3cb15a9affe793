//! One's own account: password, second factor, sessions.

pub mod codes;
pub mod factor;
pub mod show;

use crate::rights::Access::SignedIn;
use crate::rights::Routes;
use crate::urls::pattern;

/// Adds the pages to the router.
pub(super) fn routes(routes: &mut Routes) {
    routes
        .get(pattern::ME, SignedIn, show::show)
        .post(pattern::MY_PASSWORD, SignedIn, show::change_password)
        .post(pattern::MY_SESSIONS, SignedIn, show::end_sessions)
        .get(pattern::MY_FACTOR, SignedIn, factor::show)
        .post(pattern::MY_FACTOR, SignedIn, factor::confirm)
        .post(pattern::MY_FACTOR_ACTS, SignedIn, factor::act);
}
