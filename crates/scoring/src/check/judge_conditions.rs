//! Conditions that can never hold.

use super::reader::{At, Checker};
use crate::model::Condition;

impl Checker<'_> {
    pub fn judge_condition(&mut self, _when: &Condition, _at: &At, _so: &str) {}
}
