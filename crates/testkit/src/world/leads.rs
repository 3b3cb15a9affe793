//! Leads that somebody has: people who are hot under [`GRADED_BY_TITLE`] and so are handed over.

use bareme_ingest::Kind;
use bareme_store::leads;

use super::World;
use crate::{GRADED_BY_TITLE, csv, row};

/// Somebody who is about to be handed over.
#[derive(Clone, Copy, Debug)]
pub struct Hot<'a> {
    /// Key and name.
    pub name: &'a str,
    /// The owner of their company, and so of their lead.
    pub owner: &'a str,
    /// Chief for the grade A, Director for B.
    pub title: &'a str,
    /// Page views of the last minutes: 4 for the level 1, 3 for 2, 2 for 3.
    pub views: i64,
}

impl World {
    /// Hands these people over, each as an employee of a company of their owner. Returns the leads, in their order.
    ///
    /// # Panics
    ///
    /// When one of them is not hot enough to become a lead.
    pub fn hand_over(&self, people: &[Hot<'_>]) -> Vec<i64> {
        self.publish(GRADED_BY_TITLE);
        let company = |owner: &str| format!("Company of {owner}");
        let accounts: Vec<_> = people
            .iter()
            .map(|hot| row(company(hot.owner)).with("name", company(hot.owner)).with("owner", hot.owner))
            .map(|account| account.with("type", "prospect").with("country", "FR"))
            .collect();
        self.import(Kind::Accounts, csv(&accounts)).run();
        let contacts: Vec<_> = people
            .iter()
            .map(|hot| {
                let person = row(hot.name).with("name", hot.name).with("title", hot.title);
                let mail = format!("{}@example.com", hot.name.to_lowercase().replace(' ', "."));
                let person = person.with("email", mail).with("phone", "+33 1 23 45 67 89");
                person.with("account id", company(hot.owner)).with("role", "champion")
            })
            .collect();
        self.import(Kind::Contacts, csv(&contacts)).run();
        let now = self.now();
        let views: Vec<_> = people
            .iter()
            .flat_map(|hot| (0..hot.views).map(move |minute| (hot.name, now.plus_millis(-60_000 * minute))))
            .map(|(name, at)| {
                crate::Row::default().with("contact", name).with("type", "page_view").with("at", at)
            })
            .collect();
        self.import(Kind::Activities, csv(&views)).run();
        self.score();
        people.iter().map(|hot| self.lead_of(hot.name)).collect()
    }

    /// The newest lead of the contact of a key.
    ///
    /// # Panics
    ///
    /// When there is none.
    pub fn lead_of(&self, key: &str) -> i64 {
        let contact = self.contact(key).id;
        let ids = self.read(|c| leads::list_ids_of_contact(c, contact));
        ids.last().copied().unwrap_or_else(|| panic!("'{key}' was not handed over"))
    }
}
