//! Conditions that can never hold.

use super::Code;
use super::logic::Logic;
use super::reader::{At, Checker};
use crate::model::Condition;

impl Checker<'_> {
    /// Warns about a condition that can never hold; `so` says what follows. `among` is whom the model applies to.
    pub fn judge_condition(&mut self, when: &Condition, among: Option<&Condition>, at: &At, so: &str) {
        let logic = Logic::new(&self.attributes);
        let message = logic.contradiction(when).map_or_else(
            || {
                let both = Condition::All(vec![among?.clone(), when.clone()]);
                let reason = Logic::new(&self.attributes).contradiction(&both)?;
                Some(format!("this can never hold among those whom applies_to lets in ({reason}), {so}"))
            },
            |reason| Some(format!("this can never hold: {reason}, {so}; mend it or remove it")),
        );
        if let Some(message) = message {
            self.warn(at, Code::NeverMatches, message);
        }
    }
}
