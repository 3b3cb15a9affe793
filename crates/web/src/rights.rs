//! The one table of addresses: who may ask for what. Pages are registered out of it, so that an address without an entry
//! answers nothing.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use actix_web::dev::ResourceDef;
use actix_web::guard::{Guard, GuardContext};
use actix_web::web::ServiceConfig;
use actix_web::{FromRequest, Handler, Responder, Route};
use bareme_access::{Action, Principal, Reach, Role, reach};

use crate::pages;

/// Who may ask for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, also before they sign in.
    Public,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever may do this at all; how far they reach is for the engine to say.
    To(Action),
}

/// How an address is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// It is read.
    Get,
    /// A form is sent to it.
    Post,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// How it is asked for.
    pub verb: Verb,
    /// The pattern of its addresses.
    pub pattern: &'static str,
    /// Who may.
    pub access: Access,
}

/// The table, with what answers.
#[derive(Default)]
pub struct Routes(Vec<(Entry, Route)>);

impl Routes {
    /// A page that is read.
    pub fn get<F, Args>(&mut self, pattern: &'static str, access: Access, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.add(Entry { verb: Verb::Get, pattern, access }, pages::get().to(handler))
    }

    /// A form that is sent.
    pub fn post<F, Args>(&mut self, pattern: &'static str, access: Access, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.add(Entry { verb: Verb::Post, pattern, access }, pages::post().to(handler))
    }

    /// What another part of the site adds.
    pub fn with(&mut self, part: fn(&mut Self)) -> &mut Self {
        part(self);
        self
    }

    fn add(&mut self, entry: Entry, route: Route) -> &mut Self {
        self.0.push((entry, route));
        self
    }

    /// The table.
    pub fn entries(&self) -> Vec<Entry> {
        self.0.iter().map(|(entry, _)| *entry).collect()
    }

    /// Puts the pages into the router. To whoever may not ask for one, its address answers like any that nobody knows.
    pub fn register(self, config: &mut ServiceConfig) {
        for (entry, route) in self.0 {
            config.route(entry.pattern, route.guard(Entitled(entry.access)));
        }
    }
}

/// The whole table.
pub fn table() -> Routes {
    pages::table()
}

/// What pages need around them: styles, icons, language and theme.
pub fn frame() -> Routes {
    let mut frame = Routes::default();
    frame.with(pages::frame);
    frame
}

/// Whether a role may ask for an address; everybody may, where nobody in particular looks (samples).
pub fn may_ask(role: Option<Role>, verb: Verb, path: &str) -> bool {
    static KNOWN: OnceLock<Vec<(ResourceDef, Entry)>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        table().entries().into_iter().map(|entry| (ResourceDef::new(entry.pattern), entry)).collect()
    });
    let Some(role) = role else { return true };
    // As in the router, the first that fits.
    let found = known.iter().find(|(pattern, entry)| entry.verb == verb && pattern.is_match(path));
    found.is_some_and(|(_, entry)| entry.access.lets_in(Some(role)))
}

/// Whether everybody may ask for what a pattern names, however they ask.
pub(crate) fn is_public(pattern: &str) -> bool {
    static PUBLIC: OnceLock<BTreeSet<&str>> = OnceLock::new();
    let public = PUBLIC.get_or_init(|| {
        let (open, shut): (Vec<Entry>, Vec<Entry>) =
            table().entries().into_iter().partition(|entry| entry.access == Access::Public);
        let shut: BTreeSet<&str> = shut.into_iter().map(|entry| entry.pattern).collect();
        open.into_iter().map(|entry| entry.pattern).filter(|pattern| !shut.contains(pattern)).collect()
    });
    public.contains(pattern)
}

impl Access {
    /// Whether a role gets past the door.
    fn lets_in(self, role: Option<Role>) -> bool {
        match self {
            Self::Public | Self::SignedIn => true,
            Self::To(action) => role.is_some_and(|role| reach(role, action) != Reach::Nothing),
        }
    }
}

/// Lets those pass who may ask.
struct Entitled(Access);

impl Guard for Entitled {
    fn check(&self, context: &GuardContext<'_>) -> bool {
        self.0.lets_in(context.req_data().get::<Principal>().map(|who| who.role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::urls::pattern;

    #[test]
    fn only_the_way_in_and_what_pages_are_made_of_is_open_to_everybody() {
        let mut public: Vec<&str> = table().entries().into_iter().map(|entry| entry.pattern).collect();
        public.retain(|pattern| is_public(pattern));
        public.sort_unstable();
        public.dedup();
        let mut open = [
            pattern::STATIC,
            pattern::FAVICON,
            pattern::HEALTH,
            pattern::READY,
            pattern::PREFERENCES,
            pattern::SIGN_IN,
            pattern::SET_UP,
            pattern::INVITATION,
            pattern::SIGN_OUT,
        ];
        open.sort_unstable();
        assert_eq!(public, open);
    }

    #[test]
    fn the_first_pattern_that_fits_decides() {
        assert!(may_ask(Some(Role::Rep), Verb::Get, "/reports/funnel"));
        assert!(!may_ask(Some(Role::Rep), Verb::Get, "/reports/mails"));
        assert!(!may_ask(Some(Role::Admin), Verb::Get, "/leads/1"));
        assert!(!may_ask(Some(Role::Rep), Verb::Get, "/nobody/knows/this"));
    }
}
