//! Fit.

use super::read_fit::FitRead;
use super::reader::Checker;

impl Checker<'_> {
    pub fn judge_fit(&mut self, _fit: &FitRead) {}
}
