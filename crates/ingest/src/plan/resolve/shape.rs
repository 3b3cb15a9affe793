//! Slots by name become the shape of a record.

use std::collections::BTreeMap;

use bareme_scoring::Stage;

use super::{AttributeSlots, Kind, Slot};
use crate::records::{AccountShape, ActivityShape, ContactShape, LeadShape, RelationshipShape, Shape};

pub(super) fn shape(kind: Kind, slots: BTreeMap<&'static str, Slot>, attributes: AttributeSlots) -> Shape {
    let mut slots = slots;
    let mut take = |name: &str| slots.remove(name).unwrap_or_default();
    match kind {
        Kind::Accounts => Shape::Account(AccountShape {
            key: take("key"),
            name: take("name"),
            parent: take("parent"),
            share: take("share"),
            created_at: take("created_at"),
            updated_at: take("updated_at"),
            attributes,
        }),
        Kind::Contacts => Shape::Contact(ContactShape {
            key: take("key"),
            email: take("email"),
            account: take("account"),
            role: take("role"),
            created_at: take("created_at"),
            updated_at: take("updated_at"),
            attributes,
        }),
        Kind::Relationships => Shape::Relationship(RelationshipShape {
            kind: take("kind"),
            from: take("from"),
            to: take("to"),
            role: take("role"),
            weight: take("weight"),
            share: take("share"),
            valid_from: take("valid_from"),
            valid_to: take("valid_to"),
        }),
        Kind::Activities => Shape::Activity(ActivityShape {
            id: take("id"),
            contact: take("contact"),
            activity: take("type"),
            content_type: take("content_type"),
            content: take("content"),
            campaign: take("campaign"),
            channel: take("channel"),
            at: take("at"),
        }),
        Kind::Leads => Shape::Lead(Box::new(lead(&mut take))),
    }
}

fn lead(take: &mut dyn FnMut(&str) -> Slot) -> LeadShape {
    LeadShape {
        key: take("key"),
        contact: take("contact"),
        model: take("model"),
        source: take("source"),
        campaign: take("campaign"),
        owner: take("owner"),
        stage: take("stage"),
        stage_at: take("stage_at"),
        closed_at: take("closed_at"),
        is_won: take("is_won"),
        is_closed: take("is_closed"),
        dates: Stage::ALL.into_iter().map(|stage| (stage, take(&format!("{}_at", stage.word())))).collect(),
        reason: take("reason"),
        note: take("note"),
        amount: take("amount"),
        currency: take("currency"),
    }
}
