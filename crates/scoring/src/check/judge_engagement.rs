//! Engagement.

use super::read_engagement::EngagementRead;
use super::reader::Checker;

impl Checker<'_> {
    pub fn judge_engagement(&mut self, _engagement: &EngagementRead) {}
}
