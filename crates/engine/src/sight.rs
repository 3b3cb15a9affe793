//! For whom an engine works, and what they may see: every page, list, report, file and act asks here.
//!
//! An engine works for the house (command line, jobs) until it is told for whom: [`Engine::seen_by`] is the same engine in
//! the eyes of a person, so that no use case has to be handed who asks, and none can forget it.

use std::collections::BTreeSet;
use std::sync::Arc;

use bareme_access::{Action, Principal, Scope, export_limit};
use bareme_store::whose::{self, Whose};
use bareme_store::{AnyConnection, accounts, contacts, scores};

use crate::audit::{self, Act};
use crate::{Engine, EngineError, Result};

/// For whom an engine works.
#[derive(Clone, Debug, Default)]
pub(crate) enum Sight {
    /// For the house: whoever has the machine may do everything.
    #[default]
    House,
    /// For whoever has not said who they are: they may do nothing.
    Nobody,
    /// For a person.
    Of(Arc<Principal>),
}

/// What somebody may see of one kind of thing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    /// Only theirs; everybody's when absent.
    pub whose: Option<Whose>,
    /// Names and addresses are masked.
    pub masked: bool,
    /// Figures only, and no list of those behind them.
    pub sums: bool,
}

impl Engine {
    /// The same engine in the eyes of a person: it shows, counts and changes what they may see, count and change.
    #[must_use]
    pub fn seen_by(&self, who: Principal) -> Self {
        self.with_sight(Sight::Of(Arc::new(who)))
    }

    /// The same engine in the eyes of whoever is not signed in: it shows and changes nothing that is anybody's.
    #[must_use]
    pub fn seen_by_nobody(&self) -> Self {
        self.with_sight(Sight::Nobody)
    }

    /// The same engine for work that belongs to nobody in particular.
    #[must_use]
    pub(crate) fn for_the_house(&self) -> Self {
        self.with_sight(Sight::House)
    }

    /// The person for whom it works, if it works for one.
    pub fn principal(&self) -> Option<&Principal> {
        match self.sight() {
            Sight::House | Sight::Nobody => None,
            Sight::Of(who) => Some(who),
        }
    }

    /// Whether whoever it works for may do something at all.
    pub fn may(&self, action: Action) -> bool {
        match self.sight() {
            Sight::House => true,
            Sight::Nobody => false,
            Sight::Of(who) => who.may(action),
        }
    }

    /// Refuses, as if nothing were there, what whoever it works for may not do at all.
    pub(crate) fn must(&self, action: Action) -> Result<()> {
        if self.may(action) { Ok(()) } else { Err(EngineError::not_found("page", action.word())) }
    }

    /// The name under which something is done: that of whoever it works for, else the one given.
    pub(crate) fn doer<'a>(&'a self, given: &'a str) -> &'a str {
        self.principal().map_or(given, |who| &who.name)
    }

    /// Most rows of one file.
    pub fn export_limit(&self) -> usize {
        self.principal().and_then(|who| export_limit(who.role)).unwrap_or(usize::MAX)
    }

    /// What whoever it works for reaches with an action.
    pub(crate) fn seen(&self, c: &mut AnyConnection, action: Action) -> Result<Seen> {
        let only = |whose| Seen { whose: Some(whose), ..Seen::default() };
        let who = match self.sight() {
            Sight::House => return Ok(Seen::default()),
            Sight::Nobody => return Ok(only(Whose::default())),
            Sight::Of(who) => who,
        };
        Ok(match who.scope(action) {
            Scope::All => Seen::default(),
            Scope::Masked => Seen { masked: true, ..Seen::default() },
            Scope::Aggregates => Seen { sums: true, ..Seen::default() },
            Scope::Nothing => only(Whose::default()),
            Scope::Own { name, team } => {
                only(Whose { owners: vec![name], teams: Vec::new(), queues: team.into_iter().collect() })
            }
            Scope::Team { name, team } => {
                let agreement = self.agreement(c)?;
                let members = agreement.teams.iter().find(|known| known.name == team);
                let named = members.map(|team| team.members.iter().chain(&team.leader).cloned());
                let mut owners: Vec<String> = named.into_iter().flatten().collect();
                owners.push(name);
                owners.sort_unstable();
                owners.dedup();
                only(Whose { owners, teams: vec![team], queues: Vec::new() })
            }
        })
    }

    /// Writes down that somebody looked who sees people masked only: of those, each look is in the audit log.
    pub(crate) fn note_look(&self, object: &'static str, id: impl ToString) -> Result<()> {
        match self.principal() {
            Some(who) if who.scope(Action::SeePeople) == Scope::Masked => {
                audit::note_alone(self, &Act::new(&who.name, "look", object, id))
            }
            _ => Ok(()),
        }
    }

    /// Which people and companies may be seen.
    pub(crate) fn people(&self, c: &mut AnyConnection) -> Result<Seen> {
        self.seen(c, Action::SeePeople)
    }
}

/// Of some ids, those that are somebody's.
type Theirs =
    fn(&mut AnyConnection, &Whose, &[i64]) -> std::result::Result<Vec<i64>, bareme_store::StoreError>;

impl Seen {
    /// Holds that a contact may be seen.
    pub fn contact(&self, c: &mut AnyConnection, id: i64) -> Result<()> {
        let seen = self.contacts(c, &[id])?;
        if seen.contains(&id) { Ok(()) } else { Err(EngineError::not_found("contact", id)) }
    }

    /// Holds that an account may be seen.
    pub fn account(&self, c: &mut AnyConnection, id: i64) -> Result<()> {
        let seen = self.accounts(c, &[id])?;
        if seen.contains(&id) { Ok(()) } else { Err(EngineError::not_found("account", id)) }
    }

    /// Holds that a lead may be seen, or worked on.
    pub fn lead(&self, c: &mut AnyConnection, id: i64) -> Result<()> {
        if self.has_lead(c, id)? { Ok(()) } else { Err(EngineError::not_found("lead", id)) }
    }

    /// Whether a lead may be seen, or worked on.
    pub fn has_lead(&self, c: &mut AnyConnection, id: i64) -> Result<bool> {
        Ok(self.among(c, &[id], whose::leads_among)?.contains(&id))
    }

    /// Of these contacts, those that may be seen.
    pub fn contacts(&self, c: &mut AnyConnection, ids: &[i64]) -> Result<BTreeSet<i64>> {
        self.among(c, ids, whose::contacts_among)
    }

    /// Of these accounts, those that may be seen.
    pub fn accounts(&self, c: &mut AnyConnection, ids: &[i64]) -> Result<BTreeSet<i64>> {
        self.among(c, ids, whose::accounts_among)
    }

    /// Of these ids, those that may be seen.
    fn among(&self, c: &mut AnyConnection, ids: &[i64], theirs: Theirs) -> Result<BTreeSet<i64>> {
        Ok(match &self.whose {
            Some(whose) => theirs(c, whose, ids)?.into_iter().collect(),
            None => ids.iter().copied().collect(),
        })
    }

    /// Id, name and title of these contacts: masked where names are, and without either where they may not be seen.
    pub fn names(&self, c: &mut AnyConnection, ids: &[i64]) -> Result<Vec<(i64, String, Option<String>)>> {
        let seen = self.contacts(c, ids)?;
        let named = contacts::list_names(c, ids)?.into_iter();
        Ok(named
            .map(|(id, name, title)| {
                if seen.contains(&id) { (id, self.name(name), title) } else { (id, UNSEEN.to_owned(), None) }
            })
            .collect())
    }

    /// Id and name of these accounts; without a name where they may not be seen.
    pub fn companies(&self, c: &mut AnyConnection, ids: &[i64]) -> Result<Vec<(i64, String)>> {
        let seen = self.accounts(c, ids)?;
        let name = |id: i64, name| if seen.contains(&id) { name } else { UNSEEN.to_owned() };
        Ok(accounts::list_names(c, ids)?.into_iter().map(|(id, known)| (id, name(id, known))).collect())
    }

    /// Contacts that may be seen of each rating, from A1 to D4.
    pub fn rating_counts(&self, c: &mut AnyConnection, model_id: i64) -> Result<[u64; 16]> {
        Ok(match &self.whose {
            Some(whose) => whose::rating_counts(c, whose, model_id)?,
            None => scores::rating_counts(c, model_id)?,
        })
    }

    /// A name, masked where names are.
    pub fn name(&self, name: String) -> String {
        if self.masked { bareme_access::mask::name(&name) } else { name }
    }

    /// An address, masked where addresses are.
    pub fn email(&self, address: String) -> String {
        if self.masked { bareme_access::mask::email(&address) } else { address }
    }

    /// A telephone number, masked where they are.
    pub fn phone(&self, number: String) -> String {
        if self.masked { bareme_access::mask::phone(&number) } else { number }
    }

    /// A key or any other text about a person, masked where they are.
    pub fn text(&self, text: String) -> String {
        if self.masked { bareme_access::mask::text(&text) } else { text }
    }

    /// An attribute of a contact. What says nothing of who they are stays as it is.
    pub fn attribute(&self, name: &str, value: String) -> String {
        if !self.masked || IMPERSONAL.contains(&name) {
            return value;
        }
        match name {
            "name" | "first_name" | "last_name" => self.name(value),
            "phone" | "mobile" => self.phone(value),
            _ => self.text(value),
        }
    }
}

/// What stands in place of a name that may not be seen.
pub const UNSEEN: &str = "…";

/// Attributes of contacts that say nothing of who they are.
const IMPERSONAL: [&str; 9] =
    ["title", "seniority", "department", "persona", "country", "industry", "language", "role", "consent"];
