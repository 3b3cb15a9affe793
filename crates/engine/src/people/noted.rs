//! What of people and their ways in is written down in the audit log: in the transaction that does it, naming people by
//! their number, and never what they typed.

use bareme_store::AnyConnection;
use bareme_store::people::User;

use crate::audit::{self, Act, SOMEBODY};
use crate::{Engine, Result};

/// Who acts where an engine works for nobody in particular: whoever has the machine.
const HOUSE: &str = "command line";

/// Somebody did something to their own account.
pub(super) fn own(
    engine: &Engine,
    c: &mut AnyConnection,
    user: &User,
    action: &'static str,
    what: &str,
) -> Result<()> {
    audit::note(c, engine.now(), &Act::new(&user.name, action, "user", user.id).noting("what", what))
}

/// Somebody signed in, and how.
pub(super) fn came_in(engine: &Engine, c: &mut AnyConnection, user: &User, how: &str) -> Result<()> {
    audit::note(c, engine.now(), &Act::new(&user.name, "sign-in", "user", user.id).noting("by", how))
}

/// Somebody was refused at the door. Whose account was meant is known by its number; a name that nobody has is not
/// written down, since people type passwords there.
pub(super) fn refused(engine: &Engine, user: Option<i64>, by: &str) -> Result<()> {
    let id = user.map_or_else(String::new, |id| id.to_string());
    audit::note_alone(engine, &Act::new(SOMEBODY, "sign-in-refused", "user", id).noting("by", by))
}

/// Whoever runs Bareme did something to an account.
pub(super) fn managed(
    engine: &Engine,
    c: &mut AnyConnection,
    user: i64,
    action: &'static str,
    what: &[(&str, &str)],
) -> Result<()> {
    let act = Act::new(engine.doer(HOUSE), action, "user", user);
    let act = what.iter().fold(act, |act, (name, value)| act.noting(name, *value));
    audit::note(c, engine.now(), &act)
}

/// Whoever runs Bareme changed what is asked of people.
pub(super) fn settled(engine: &Engine, c: &mut AnyConnection, setting: &str, value: &str) -> Result<()> {
    audit::note(
        c,
        engine.now(),
        &Act::new(engine.doer(HOUSE), "settings-change", "database", setting).noting("value", value),
    )
}
