//! Where the computation reports its lines: into a ledger, or nowhere when only the score is wanted.

use super::{CountedActivity, KnockedOut, Line, Matcher};
use crate::{Activity, Instant, Points};

/// The points that an activity counted for before decay, and its recency factor.
pub(super) type Worth = (Points, f64);

/// What the computation reports. Lines are built only where somebody keeps them.
pub(super) trait Ledger {
    /// A line of the fit.
    fn fit(&mut self, line: impl FnOnce() -> Line);
    /// A knock-out that holds.
    fn knock_out(&mut self, reason: impl FnOnce() -> KnockedOut);
    /// An activity that counted for a rule; of signals with its points before decay and its factor.
    fn counted(&mut self, rule: usize, activity: Activity, worth: Option<Worth>);
    /// What counted for a rule so far.
    fn counted_for(&self, rule: usize) -> Vec<CountedActivity>;
    /// A line of the engagement.
    fn engagement(&mut self, line: impl FnOnce(&Self) -> Line);
}

/// Keeps nothing.
pub(super) struct Silent;

impl Ledger for Silent {
    fn fit(&mut self, _: impl FnOnce() -> Line) {}

    fn knock_out(&mut self, _: impl FnOnce() -> KnockedOut) {}

    fn counted(&mut self, _: usize, _: Activity, _: Option<Worth>) {}

    fn counted_for(&self, _: usize) -> Vec<CountedActivity> {
        Vec::new()
    }

    fn engagement(&mut self, _: impl FnOnce(&Self) -> Line) {}
}

struct Counted {
    rule: usize,
    activity: Activity,
    worth: Option<Worth>,
}

/// Keeps everything.
pub(super) struct Recorder<'a> {
    matcher: &'a Matcher,
    as_of: Instant,
    counted: Vec<Counted>,
    pub fit: Vec<Line>,
    pub knock_outs: Vec<KnockedOut>,
    pub engagement: Vec<Line>,
}

impl<'a> Recorder<'a> {
    pub const fn new(matcher: &'a Matcher, as_of: Instant) -> Self {
        Self {
            matcher,
            as_of,
            counted: Vec::new(),
            fit: Vec::new(),
            knock_outs: Vec::new(),
            engagement: Vec::new(),
        }
    }
}

impl Ledger for Recorder<'_> {
    fn fit(&mut self, line: impl FnOnce() -> Line) {
        self.fit.push(line());
    }

    fn knock_out(&mut self, reason: impl FnOnce() -> KnockedOut) {
        self.knock_outs.push(reason());
    }

    fn counted(&mut self, rule: usize, activity: Activity, worth: Option<Worth>) {
        self.counted.push(Counted { rule, activity, worth });
    }

    fn counted_for(&self, rule: usize) -> Vec<CountedActivity> {
        self.counted
            .iter()
            .filter(|counted| counted.rule == rule)
            .map(|Counted { activity, worth, .. }| {
                let kind = self.matcher.kind(activity.kind).cloned().unwrap_or_default();
                CountedActivity::new(*activity, kind, *worth, self.as_of)
            })
            .collect()
    }

    fn engagement(&mut self, line: impl FnOnce(&Self) -> Line) {
        let line = line(self);
        self.engagement.push(line);
    }
}
