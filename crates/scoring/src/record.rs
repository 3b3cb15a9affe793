//! Checked records on their way into the store: what a file, a payload or the simulator says, by natural keys.

use crate::{ActivityKind, Attributes, BuyingRole, Instant, Points, RelationshipKind, Stage};

/// The parent of an account in its corporate tree.
#[derive(Clone, Debug, PartialEq)]
pub struct ParentLink {
    /// The parent's key, or its name.
    pub account: String,
    /// Share that the parent owns, above 0 to 1; `None` when unknown.
    pub share: Option<f64>,
}

/// A company.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AccountRecord {
    /// Natural key: the CRM's id, otherwise the name.
    pub key: String,
    /// All facts, built in (`name`, `domain`, `website`, `industry`, `country`, `city`, `employees`, `revenue`,
    /// `phone`, `owner`, `type`) and custom, under the names that a model uses after `account.`.
    pub attributes: Attributes,
    /// The parent company, when the record says so.
    pub parent: Option<ParentLink>,
    /// When the company entered the source system; facts are taken as known from then on.
    pub created_at: Option<Instant>,
    /// When these facts became known, when the record says so.
    pub updated_at: Option<Instant>,
}

/// The job of a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct JobLink {
    /// The account's key, or its name.
    pub account: String,
    /// The buying role.
    pub role: BuyingRole,
}

/// A person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactRecord {
    /// Natural key: the CRM's id, otherwise the e-mail address in lower case.
    pub key: String,
    /// All facts, built in (`email`, `first_name`, `last_name`, `name`, `title`, `persona`, `department`, `phone`,
    /// `country`, `city`, `language`, `source`, `campaign`, `owner`, `consent`) and custom, under the names that a model uses
    /// after `contact.`.
    pub attributes: Attributes,
    /// Where the person works, when the record says so.
    pub job: Option<JobLink>,
    /// When the person entered the source system; facts are taken as known from then on.
    pub created_at: Option<Instant>,
    /// When these facts became known, when the record says so.
    pub updated_at: Option<Instant>,
}

/// An edge of the relationship graph.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationshipRecord {
    /// Its type.
    pub kind: RelationshipKind,
    /// Key of the contact or account that it starts from.
    pub from: String,
    /// Key of the contact or account that it leads to.
    pub to: String,
    /// Buying role (`works_at` only).
    pub role: Option<BuyingRole>,
    /// Own weight, above 0 to 1, in place of the default of its type.
    pub weight: Option<f64>,
    /// Ownership share (`subsidiary_of` only), above 0 to 1.
    pub share: Option<f64>,
    /// From when it holds.
    pub valid_from: Option<Instant>,
    /// Until when it held; a past job does not count.
    pub valid_to: Option<Instant>,
}

/// One thing a contact did.
#[derive(Clone, Debug, PartialEq)]
pub struct ActivityRecord {
    /// Key or e-mail address of the contact.
    pub contact: String,
    /// What was done.
    pub kind: ActivityKind,
    /// When.
    pub at: Instant,
    /// The source's own id, which makes sending it again harmless. Without one, contact, kind and time identify it.
    pub id: Option<String>,
}

/// A lead with the dates at which it reached its stages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeadRecord {
    /// Natural key: the CRM's id of the lead.
    pub key: String,
    /// Key or e-mail address of the contact.
    pub contact: String,
    /// Name of the model that it belongs to; the primary one when absent.
    pub model: Option<String>,
    /// Where it came from.
    pub source: Option<String>,
    /// The campaign that brought it.
    pub campaign: Option<String>,
    /// The sales person it was given to.
    pub owner: Option<String>,
    /// The dates at which stages were reached, as given.
    pub stages: Vec<(Stage, Instant)>,
    /// Why it was rejected, disqualified, recycled or lost.
    pub reason: Option<String>,
    /// What was said about it.
    pub note: Option<String>,
    /// Amount of the opportunity, exact hundredths of the currency's unit.
    pub amount: Option<Points>,
    /// Currency of the amount, ISO 4217.
    pub currency: Option<String>,
}
