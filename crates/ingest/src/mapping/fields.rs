//! The built-in fields that each kind of record has.

use bareme_scoring::AttributeType::{self, Boolean, Number, Text};
use serde::{Deserialize, Serialize};

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Companies.
    Accounts,
    /// People.
    Contacts,
    /// Edges between them.
    Relationships,
    /// What people did.
    Activities,
    /// Passages through qualification, with their history.
    Leads,
}

/// Where a field goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldUse {
    /// Into the attributes, under its own name.
    Attribute(AttributeType),
    /// Into a field of the record.
    Record,
}

/// A built-in field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// Its name in `[columns]`.
    pub name: &'static str,
    /// Where it goes.
    pub used: FieldUse,
}

const fn attribute(name: &'static str, of: AttributeType) -> FieldSpec {
    FieldSpec { name, used: FieldUse::Attribute(of) }
}

const fn field(name: &'static str) -> FieldSpec {
    FieldSpec { name, used: FieldUse::Record }
}

const ACCOUNTS: &[FieldSpec] = &[
    field("key"),
    attribute("name", Text),
    attribute("domain", Text),
    attribute("website", Text),
    attribute("industry", Text),
    attribute("country", Text),
    attribute("city", Text),
    attribute("employees", Number),
    attribute("revenue", Number),
    attribute("phone", Text),
    attribute("owner", Text),
    attribute("type", Text),
    field("parent"),
    field("share"),
    field("created_at"),
    field("updated_at"),
];

const CONTACTS: &[FieldSpec] = &[
    field("key"),
    attribute("email", Text),
    attribute("first_name", Text),
    attribute("last_name", Text),
    attribute("name", Text),
    attribute("title", Text),
    attribute("persona", Text),
    attribute("department", Text),
    attribute("phone", Text),
    attribute("country", Text),
    attribute("city", Text),
    attribute("language", Text),
    attribute("source", Text),
    attribute("campaign", Text),
    attribute("owner", Text),
    attribute("consent", Boolean),
    field("account"),
    field("role"),
    field("created_at"),
    field("updated_at"),
];

const RELATIONSHIPS: &[FieldSpec] = &[
    field("kind"),
    field("from"),
    field("to"),
    field("role"),
    field("weight"),
    field("share"),
    field("valid_from"),
    field("valid_to"),
];

const ACTIVITIES: &[FieldSpec] = &[
    field("id"),
    field("contact"),
    field("type"),
    field("content_type"),
    field("content"),
    field("campaign"),
    field("channel"),
    field("at"),
];

const LEADS: &[FieldSpec] = &[
    field("key"),
    field("contact"),
    field("model"),
    field("source"),
    field("campaign"),
    field("owner"),
    field("stage"),
    field("stage_at"),
    field("closed_at"),
    field("is_won"),
    field("is_closed"),
    field("inquiry_at"),
    field("mql_at"),
    field("sal_at"),
    field("sql_at"),
    field("opportunity_at"),
    field("won_at"),
    field("lost_at"),
    field("rejected_at"),
    field("recycled_at"),
    field("disqualified_at"),
    field("reason"),
    field("note"),
    field("amount"),
    field("currency"),
];

impl Kind {
    /// Every kind, in the order in which files are best imported.
    pub const ALL: [Self; 5] =
        [Self::Accounts, Self::Contacts, Self::Relationships, Self::Activities, Self::Leads];

    /// The word on the command line and in mapping files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Contacts => "contacts",
            Self::Relationships => "relationships",
            Self::Activities => "activities",
            Self::Leads => "leads",
        }
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word().eq_ignore_ascii_case(word.trim()))
    }

    /// Its built-in fields.
    pub const fn fields(self) -> &'static [FieldSpec] {
        match self {
            Self::Accounts => ACCOUNTS,
            Self::Contacts => CONTACTS,
            Self::Relationships => RELATIONSHIPS,
            Self::Activities => ACTIVITIES,
            Self::Leads => LEADS,
        }
    }

    /// Whether its records have attributes.
    pub const fn has_attributes(self) -> bool {
        matches!(self, Self::Accounts | Self::Contacts)
    }

    /// Groups of fields; of each group one must be mapped.
    pub(crate) const fn required(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Accounts => &[&["key", "name"]],
            Self::Contacts => &[&["key", "email"]],
            Self::Relationships => &[&["kind"], &["from"], &["to"]],
            Self::Activities => &[&["contact"], &["type"], &["at"]],
            Self::Leads => &[
                &["key"],
                &["contact"],
                &[
                    "inquiry_at",
                    "mql_at",
                    "sal_at",
                    "sql_at",
                    "opportunity_at",
                    "won_at",
                    "lost_at",
                    "rejected_at",
                    "recycled_at",
                    "disqualified_at",
                    "stage_at",
                    "closed_at",
                ],
            ],
        }
    }
}
