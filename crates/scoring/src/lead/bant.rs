//! What sales found out when it qualified: budget, authority, need and timeline, none of them compulsory.

use serde::{Deserialize, Serialize};

/// What is known about one of the four.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Nobody asked, or nobody knows.
    #[default]
    Unknown,
    /// Not there.
    No,
    /// There.
    Yes,
}

impl Answer {
    /// In the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Unknown, Self::No, Self::Yes];

    /// The word used in files and forms.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::No => "no",
            Self::Yes => "yes",
        }
    }

    /// The answer of a word, exactly as [`Self::word`] writes it.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.word() == word)
    }
}

/// One of the four, and what was said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Finding {
    /// What is known.
    pub answer: Answer,
    /// What was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Budget, authority, need, timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bant {
    /// Money is there.
    #[serde(skip_serializing_if = "Finding::is_empty")]
    pub budget: Finding,
    /// The contact decides, or reaches who does.
    #[serde(skip_serializing_if = "Finding::is_empty")]
    pub authority: Finding,
    /// They have the problem that is solved.
    #[serde(skip_serializing_if = "Finding::is_empty")]
    pub need: Finding,
    /// They want it within a time that can be named.
    #[serde(skip_serializing_if = "Finding::is_empty")]
    pub timeline: Finding,
}

impl Finding {
    /// Nothing is known and nothing was said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl From<Answer> for Finding {
    fn from(answer: Answer) -> Self {
        Self { answer, note: None }
    }
}

impl Bant {
    /// The four with their words, in order.
    pub const fn findings(&self) -> [(&'static str, &Finding); 4] {
        [
            ("budget", &self.budget),
            ("authority", &self.authority),
            ("need", &self.need),
            ("timeline", &self.timeline),
        ]
    }

    /// How many of the four are answered with yes, 0 to 4.
    pub fn met(&self) -> usize {
        self.findings().into_iter().filter(|(_, finding)| finding.answer == Answer::Yes).count()
    }
}
