//! Who acts.

use crate::Role;

/// Who acts: a signed-in person, as every check asks for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The user's id.
    pub user: i64,
    /// The name under which leads are owned and acts are logged; it is the name in the agreement.
    pub name: String,
    /// What they are.
    pub role: Role,
    /// The team of the agreement that they belong to, or lead.
    pub team: Option<String>,
}
