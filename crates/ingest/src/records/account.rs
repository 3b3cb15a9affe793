//! Companies.

use bareme_scoring::{AccountRecord, ParentLink};

use super::{AttributeSlots, LeftOut, attributes, key};
use crate::plan::{Misfit, Row, Slot};

/// Where the parts of an account lie.
#[derive(Clone, Debug)]
pub(crate) struct AccountShape {
    pub key: Slot,
    pub name: Slot,
    pub parent: Slot,
    pub share: Slot,
    pub created_at: Slot,
    pub updated_at: Slot,
    pub attributes: AttributeSlots,
}

impl AccountShape {
    pub fn build(&self, row: &Row<'_>, left_out: &mut Vec<LeftOut>) -> Result<AccountRecord, Misfit> {
        let share = self.share.share(row)?;
        let parent = self.parent.owned(row).map(|account| ParentLink { account, share });
        Ok(AccountRecord {
            key: key(&[(&self.key, "key"), (&self.name, "name")], row)?,
            attributes: attributes(&self.attributes, row, left_out)?,
            parent,
            created_at: self.created_at.instant(row)?,
            updated_at: self.updated_at.instant(row)?,
        })
    }
}
