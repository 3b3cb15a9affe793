//! The engagement half of a model: what the contact does.

use std::fmt;
use std::ops::Range;

use regex::bytes::Regex;

use super::{Condition, Decay, Thresholds};
use crate::Points;

/// Engagement: weighted categories of signals or tiers, penalties and the thresholds of the levels.
#[derive(Clone, Debug)]
pub struct EngagementRules {
    /// Thresholds of 1, 2 and 3.
    pub levels: Thresholds,
    /// Categories, whose weights add to 100.
    pub categories: Vec<EngagementCategory>,
    /// The signals of all categories, one after the other.
    pub signals: Vec<Signal>,
    /// The tiers of all categories, one after the other.
    pub tiers: Vec<Tier>,
    /// What subtracts.
    pub penalties: Vec<EngagementPenalty>,
}

/// A category of engagement.
#[derive(Clone, Debug)]
pub struct EngagementCategory {
    /// Its name.
    pub name: String,
    /// Its worth at best, 0 to 100.
    pub weight: u32,
    /// How it is worth something.
    pub rules: CategoryRules,
    /// Its place in the document.
    pub path: String,
}

/// The two kinds of category; ranges point into the lists of [`EngagementRules`].
#[derive(Clone, Debug)]
pub enum CategoryRules {
    /// weight × clamp(sum of signals, 0, cap) / cap.
    Accumulate {
        /// The sum that is worth the whole weight, above zero.
        cap: Points,
        /// Its signals.
        signals: Range<usize>,
    },
    /// The best row that holds.
    Tiers {
        /// Its rows.
        rows: Range<usize>,
    },
}

/// Points for each activity of a kind.
#[derive(Clone, Debug)]
pub struct Signal {
    /// Which activities.
    pub filter: ActivityFilter,
    /// Points for each, not zero.
    pub points: Points,
    /// At most so many a UTC day, before decay, by absolute value.
    pub per_day: Option<Points>,
    /// At most so many in all, before decay, by absolute value.
    pub in_all: Option<Points>,
    /// How they fade.
    pub decay: Decay,
    /// The name of its ledger line.
    pub label: String,
    /// Its place in the document.
    pub path: String,
}

/// A row of a category of tiers: at least so many activities within so long give so much.
#[derive(Clone, Debug)]
pub struct Tier {
    /// Which activities.
    pub filter: ActivityFilter,
    /// At least so many, from 1.
    pub at_least: u32,
    /// Not older than this many milliseconds.
    pub within_ms: Option<i64>,
    /// Percent of the weight, 0.00 to 100.00.
    pub percent: Points,
    /// Its place in the document.
    pub path: String,
}

/// What subtracts points; with both parts, both must hold.
#[derive(Clone, Debug)]
pub struct EngagementPenalty {
    /// Its name.
    pub name: String,
    /// No activity at all in the last so many milliseconds.
    pub inactive_ms: Option<i64>,
    /// When this holds.
    pub when: Option<Condition>,
    /// The condition as written, on one line of TOML.
    pub written: Option<String>,
    /// Below zero.
    pub points: Points,
    /// Its place in the document.
    pub path: String,
}

/// Which activities: those of a type and, where given, of a content type, content, campaign and channel.
/// Texts are in folded form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ActivityFilter {
    /// The type.
    pub activity: String,
    /// The content type.
    pub content_type: Option<String>,
    /// A glob on the content.
    pub content: Option<Pattern>,
    /// The campaign.
    pub campaign: Option<String>,
    /// The channel.
    pub channel: Option<String>,
}

/// A glob over folded text: `*` any run, `?` one character, `[a-c]`, `{one,other}`.
#[derive(Clone, Debug)]
pub struct Pattern {
    glob: String,
    expression: Regex,
}

impl Pattern {
    /// Compiles a glob; the text is folded first. The error is a sentence.
    pub fn new(glob: &str) -> Result<Self, String> {
        let folded = crate::fold(glob).into_owned();
        let parsed = globset::GlobBuilder::new(&folded)
            .backslash_escape(true)
            .build()
            .map_err(|error| error.kind().to_string())?;
        // The expression is used directly: as a path matcher the glob would treat `\` differently on some systems.
        let expression = regex::bytes::RegexBuilder::new(parsed.regex())
            .size_limit(1 << 20)
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self { glob: folded, expression })
    }

    /// The glob, folded.
    pub fn glob(&self) -> &str {
        &self.glob
    }

    /// Whether it stands for itself only.
    pub fn is_literal(&self) -> bool {
        !self.glob.contains(['*', '?', '[', ']', '{', '}', '\\'])
    }

    /// Whether a folded text matches.
    pub fn is_match(&self, folded: &str) -> bool {
        self.expression.is_match(folded.as_bytes())
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.glob == other.glob
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.glob)
    }
}
