//! What can be wrong with a document, under stable codes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::document::SyntaxError;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Blocks: there is no model until it is mended.
    Error,
    /// Informs: the model works, though perhaps not as meant.
    Warning,
}

/// What is wrong. The codes are stable: programs may rely on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The text is neither TOML nor JSON.
    Syntax,
    /// A key that has no meaning at this place.
    UnknownKey,
    /// A key that must be there is not.
    MissingKey,
    /// A number where a text belongs, and the like.
    WrongType,
    /// A number outside of what makes sense, also NaN and infinity.
    OutOfRange,
    /// Points or percents finer than hundredths.
    TooManyDecimals,
    /// An empty text, list or table where something belongs.
    Empty,
    /// A word that is none of the possible ones.
    UnknownWord,
    /// A model name that cannot be a key.
    InvalidName,
    /// Two things of one name.
    DuplicateName,
    /// Keys that exclude each other.
    Conflict,
    /// An attribute that does not begin with `contact.`, `account.` or `relationship.`.
    InvalidAttribute,
    /// The company's own fit looks at something other than the company.
    NotAnAccountAttribute,
    /// A regular expression that cannot be read.
    InvalidPattern,
    /// A text that should be a date and is none.
    InvalidDate,
    /// A range that holds nothing.
    EmptyRange,
    /// Weights that do not add to 100.
    WeightsTotal,
    /// No category, or more than twelve.
    CategoryCount,
    /// Thresholds that do not fall.
    ThresholdOrder,
    /// A tier given twice.
    DuplicateTier,
    /// Two signals of one category count the same activities.
    DuplicateSignal,
    /// A hand-off without hours in which sales must respond.
    MissingSla,
    /// Two criteria claim the same numbers, neither being part of the other.
    Overlap,
    /// Numbers between two criteria that none of them claims.
    Gap,
    /// Percents that rise and fall again along the numbers, or a stricter tier that pays less.
    NotMonotone,
    /// A condition that can never hold, or a criterion behind a broader one.
    NeverMatches,
    /// Ratings that no contact can have.
    UnreachableRating,
    /// Signals that can never reach the category's cap.
    UnreachableCap,
    /// A limit that works against the points it limits.
    LimitTooLow,
    /// An attribute that nobody has ever seen.
    UnseenAttribute,
    /// A test that the type of the attribute can never pass.
    AttributeType,
    /// An activity type, content type, campaign or channel that nobody has ever seen.
    UnseenActivity,
    /// The model says nothing about companies, so accounts get no fit.
    NoAccountFit,
}

/// One problem of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// What it is.
    pub code: Code,
    /// Where in the document: `engagement.category[2].signal[1].points`; items count from 1.
    pub path: String,
    /// The line, from 1, where known.
    pub line: Option<u32>,
    /// The column, from 1, where known.
    pub column: Option<u32>,
    /// What is wrong and what to do, in a sentence.
    pub message: String,
}

impl Problem {
    pub(super) fn syntax(error: &SyntaxError) -> Self {
        Self {
            severity: Severity::Error,
            code: Code::Syntax,
            path: String::new(),
            line: error.place.map(|place| place.line),
            column: error.place.map(|place| place.column),
            message: error.message.clone(),
        }
    }
}

impl Code {
    /// The code as a word, as it is serialised.
    pub fn word(self) -> String {
        let mut word = String::new();
        for c in format!("{self:?}").chars() {
            if c.is_ascii_uppercase() && !word.is_empty() {
                word.push('_');
            }
            word.push(c.to_ascii_lowercase());
        }
        word
    }
}

/// `error: line 12: fit.category[1].weight: … [weights_total]`
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.severity {
            Severity::Error => "error: ",
            Severity::Warning => "warning: ",
        })?;
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{} [{}]", self.message, self.code.word())
    }
}
