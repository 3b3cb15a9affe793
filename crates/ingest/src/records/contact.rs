//! People.

use bareme_scoring::{BuyingRole, ContactRecord, JobLink};

use super::{AttributeSlots, LeftOut, attributes, contact_key, key};
use crate::plan::{Misfit, Row, Slot};

/// Where the parts of a contact lie.
#[derive(Clone, Debug)]
pub(crate) struct ContactShape {
    pub key: Slot,
    pub email: Slot,
    pub account: Slot,
    pub role: Slot,
    pub created_at: Slot,
    pub updated_at: Slot,
    pub attributes: AttributeSlots,
}

impl ContactShape {
    pub fn build(&self, row: &Row<'_>, left_out: &mut Vec<LeftOut>) -> Result<ContactRecord, Misfit> {
        let role = role(&self.role, row)?.unwrap_or_default();
        let key = key(&[(&self.key, "key"), (&self.email, "e-mail")], row)?;
        Ok(ContactRecord {
            key: contact_key(key.into()).into_owned(),
            attributes: attributes(&self.attributes, row, left_out)?,
            job: self.account.owned(row).map(|account| JobLink { account, role }),
            created_at: self.created_at.instant(row)?,
            updated_at: self.updated_at.instant(row)?,
        })
    }
}

pub(super) fn role(slot: &Slot, row: &Row<'_>) -> Result<Option<BuyingRole>, Misfit> {
    slot.word(row, "unknown_role", &BuyingRole::ALL.map(BuyingRole::word), BuyingRole::from_word)
}
