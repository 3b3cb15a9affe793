//! Which rules of a model each kind of activity concerns, worked out once for each kind instead of for each activity.

use crate::model::{ActivityFilter, EngagementRules, Model};
use crate::{ActivityKind, fold};

/// The rules of one model for each kind of a table of kinds. An activity whose kind lies beyond the table matches
/// nothing, though it counts as activity.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    /// Where the rules of each kind end in `rules`.
    ends: Vec<u32>,
    /// Signals come first, then tiers.
    rules: Vec<u32>,
    /// The kinds that concern a rule, for the evidence.
    kinds: Vec<Option<Box<ActivityKind>>>,
}

impl Matcher {
    /// How many kinds it covers.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it covers no kind.
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Covers further kinds, which follow those that it covers already.
    pub fn extend(&mut self, model: &Model, kinds: &[ActivityKind]) {
        for kind in kinds {
            let start = self.rules.len();
            if let Some(rules) = &model.engagement {
                self.rules.extend(matching(rules, &Folded::of(kind)));
            }
            self.ends.push(u32::try_from(self.rules.len()).unwrap_or(u32::MAX));
            self.kinds.push((self.rules.len() > start).then(|| Box::new(kind.clone())));
        }
    }

    /// The indices of the rules that a kind concerns: signals, then tiers after the number of signals.
    pub(super) fn rules(&self, kind: u32) -> &[u32] {
        let kind = kind as usize;
        let end = self.ends.get(kind).copied().unwrap_or(0) as usize;
        let start =
            kind.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        self.rules.get(start..end).unwrap_or_default()
    }

    /// The kind itself, when it concerns a rule.
    pub(super) fn kind(&self, kind: u32) -> Option<&ActivityKind> {
        self.kinds.get(kind as usize)?.as_deref()
    }
}

impl Model {
    /// Prepares this model for activities of these kinds.
    pub fn matcher(&self, kinds: &[ActivityKind]) -> Matcher {
        let mut matcher = Matcher::default();
        matcher.extend(self, kinds);
        matcher
    }
}

/// A kind in the form in which texts compare.
struct Folded {
    activity: String,
    content_type: Option<String>,
    content: Option<String>,
    campaign: Option<String>,
    channel: Option<String>,
}

impl Folded {
    fn of(kind: &ActivityKind) -> Self {
        let text = |text: &Option<String>| text.as_ref().map(|text| fold(text.trim()).into_owned());
        Self {
            activity: fold(kind.activity.trim()).into_owned(),
            content_type: text(&kind.content_type),
            content: text(&kind.content),
            campaign: text(&kind.campaign),
            channel: text(&kind.channel),
        }
    }
}

fn matching<'a>(rules: &'a EngagementRules, kind: &'a Folded) -> impl Iterator<Item = u32> + 'a {
    let filters =
        rules.signals.iter().map(|signal| &signal.filter).chain(rules.tiers.iter().map(|tier| &tier.filter));
    (0..).zip(filters).filter(|(_, filter)| concerns(filter, kind)).map(|(index, _)| index)
}

fn concerns(filter: &ActivityFilter, kind: &Folded) -> bool {
    let same = |wanted: &Option<String>, found: &Option<String>| wanted.is_none() || wanted == found;
    filter.activity == kind.activity
        && same(&filter.content_type, &kind.content_type)
        && same(&filter.campaign, &kind.campaign)
        && same(&filter.channel, &kind.channel)
        && filter
            .content
            .as_ref()
            .is_none_or(|pattern| kind.content.as_ref().is_some_and(|content| pattern.is_match(content)))
}
