//! The record of a person, as a file would give it.

use bareme_scoring::{Attributes, ContactRecord, JobLink, Value};

use crate::company::{Company, IntoValue};
use crate::market::COUNTRIES;
use crate::number::index;
use crate::person::{Mailbox, Person, SOURCES};
use crate::simulation::{account_key, contact_key};
use crate::words::{people, slug, titles};
use crate::world::World;

impl Person {
    /// First and last name.
    pub(crate) fn names(&self) -> (&'static str, &'static str) {
        let (first, last) = people::names(self.language);
        (first[index(self.first_name) % first.len()], last[index(self.last_name) % last.len()])
    }

    /// The campaign that brought the person: fixed by source and half-year, so campaigns have a beginning and an end.
    pub(crate) fn campaign(&self) -> Option<String> {
        let date = self.created.date().to_string();
        let year = date.get(..4)?;
        let half = if matches!(date.get(5..7)?, "01" | "02" | "03" | "04" | "05" | "06") {
            "Spring"
        } else {
            "Autumn"
        };
        match SOURCES[self.source] {
            "Search ads" => Some(format!("Search {year}")),
            "Newsletter" => Some(format!("Planning letter {year}")),
            "Webinar" => Some(format!("{half} webinars {year}")),
            "Trade fair" => Some(format!("{half} fair {year}")),
            "Partner" => Some(format!("Partner days {year}")),
            _ => None,
        }
    }

    /// The record. `namesakes` is how many earlier people of the company have the same address.
    pub(crate) fn record(&self, world: &World, company: &Company, namesakes: usize) -> ContactRecord {
        let (first, last) = self.names();
        let mut facts = Attributes::new();
        let mut put = |name: &str, value: Value| facts.insert(name.to_owned(), value);
        put("first_name", first.into());
        put("last_name", last.into());
        put("name", format!("{first} {last}").into_value());
        put("email", self.email(world, company, namesakes).into_value());
        if let Some(title) = titles::title(self.level, self.department, self.language, index(self.title_form))
        {
            // A title without its department ends in a space.
            put("title", title.trim().to_owned().into_value());
        }
        if let Some(persona) = self.persona {
            put("persona", persona.into());
        }
        if let Some(department) = self.known_department {
            put("department", department.word().into());
        }
        put("country", COUNTRIES[company.country].code.into());
        put("city", company.city().into());
        put("language", self.language.code().into());
        put("source", SOURCES[self.source].into());
        if let Some(campaign) = self.campaign() {
            put("campaign", campaign.into_value());
        }
        put("owner", company.seller().name.into());
        put("consent", self.consent.into());
        ContactRecord {
            key: contact_key(self.index),
            attributes: facts,
            job: Some(JobLink { account: account_key(company.index), role: self.role }),
            created_at: Some(self.created),
            updated_at: None,
        }
    }

    fn email(&self, world: &World, company: &Company, namesakes: usize) -> String {
        let (first, last) = self.names();
        let local = format!("{}.{}", slug(first), slug(last));
        match (self.mailbox, namesakes) {
            (Mailbox::Private, _) => format!("{local}.{}@mail.example", self.index + 1),
            (Mailbox::Company, 0) => format!("{local}@{}", company.domain(world)),
            (Mailbox::Company, before) => format!("{local}{}@{}", before + 1, company.domain(world)),
        }
    }
}
