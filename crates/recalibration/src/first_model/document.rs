//! A grid as a model document: TOML with comments, so that people can read it aloud before they sign it.

use super::{Grid, GridCategory, GridTier};
use crate::number::real;
use crate::{Counts, Place};

/// What the document says of itself.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Name of the model: letters, digits, hyphens.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What stands above everything, a line each.
    pub preface: &'a [String],
}

/// How the document is read.
const GUIDE: &str = "\
# How to read it: in each category the first criterion that matches gives its percent of the weight; the points of all
# categories add up to 0 to 100. Behind each criterion stand the cases of the history that it takes, and the share of them
# that had the outcome. A percent says what a criterion is worth beside the other categories, so it need not follow that
# share alone.
";

/// A model without engagement rates everybody at level 4, so that the cells of level 4 decide.
const MATRIX: &str = "
# Nothing here looks at what people do, so everybody stands at level 4 and the grade decides what happens. With a section
# [engagement] (see: bareme model starter) the other levels come into use.
[matrix]
A4 = { action = \"hand_off\", sla_hours = 24, priority = 1, play = \"Call first\" }
B4 = { action = \"hand_off\", sla_hours = 48, priority = 2 }
C4 = { action = \"nurture\", priority = 5 }
D4 = { action = \"watch\", priority = 9 }
";

impl Grid {
    /// The document. It passes the check of models without an error.
    pub fn to_toml(&self, about: &About<'_>) -> String {
        let mut text: Vec<String> = about.preface.iter().map(|line| comment(line)).collect();
        text.push(format!("#\n{GUIDE}name = {}", quoted(about.name)));
        text.push(format!("title = {}\n\n[fit]", quoted(about.title)));
        let [a, b, c] = self.grades;
        text.push(format!("grades = {{ A = {a}, B = {b}, C = {c} }}    # at least"));
        let grades = ["A", "B", "C", "D"].into_iter().zip(self.graded);
        text.extend(grades.map(|(grade, counts)| format!("# {grade}: {}", cases(counts))));
        text.extend(self.categories.iter().map(category));
        text.join("\n") + "\n" + MATRIX
    }
}

fn category(category: &GridCategory) -> String {
    let attribute = attribute(&category.attribute);
    let mut text = vec![
        format!("\n[[fit.category]]\nname = {}\nweight = {}", quoted(&category.attribute), category.weight),
        format!("missing = {}    # not known: {}", category.missing.percent, cases(category.missing.counts)),
    ];
    let last = category.tiers.len().saturating_sub(1);
    for (at, tier) in category.tiers.iter().enumerate().filter(|(at, tier)| says_something(*at, last, tier)) {
        let asks = test(&tier.place, at == last);
        text.push(format!(
            "[[fit.category.criterion]]    # {}{}\nwhen = {{ attribute = {}, {asks} }}\npercent = {}",
            match at {
                _ if asks != ANY => "",
                0 => "any value: ",
                _ => "any other value: ",
            },
            cases(tier.counts),
            quoted(&attribute),
            tier.percent
        ));
    }
    text.join("\n")
}

/// The test that takes what earlier criteria leave.
const ANY: &str = "known = true";

/// A last tier of no points that no case of the history is in says nothing: nothing is what any other value gets.
fn says_something(at: usize, last: usize, tier: &GridTier) -> bool {
    at < last || tier.percent > 0 || tier.counts.n > 0 || tier.place != Place::Others
}

/// The test of a tier, where better tiers have been tried before it.
fn test(place: &Place, is_last: bool) -> String {
    match place {
        Place::Range { from: Some(from), to: None } => format!("at_least = {}", number(*from)),
        Place::Range { from: None, to: Some(to) } => format!("below = {}", number(*to)),
        Place::Range { from: Some(from), to: Some(to) } if !is_last => {
            format!("between = [{}, {}]", number(*from), number(*to))
        }
        Place::Words { words } => {
            format!("in = [{}]", words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", "))
        }
        Place::Range { .. } | Place::Others | Place::Missing => ANY.to_owned(),
    }
}

/// A column as an attribute: what begins with `account.` is the company's, everything else the contact's.
fn attribute(column: &str) -> String {
    let is_scoped = column.starts_with("account.") || column.starts_with("contact.");
    if is_scoped { column.to_owned() } else { format!("contact.{column}") }
}

fn cases(counts: Counts) -> String {
    let noun = if counts.n == 1 { "case" } else { "cases" };
    if counts.n == 0 {
        return format!("no {noun}");
    }
    format!("{} {noun}, {:.1} %", counts.n, 100.0 * real(counts.events) / real(counts.n))
}

/// A number as TOML reads it back.
fn number(number: f64) -> String {
    let size = number.abs();
    if size >= 1e15 || (size > 0.0 && size < 1e-6) { format!("{number:e}") } else { number.to_string() }
}

fn comment(line: &str) -> String {
    let line: String = line.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("# {line}").trim_end().to_owned()
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let written = |letter: char| match letter {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        letter if letter.is_control() => format!("\\u{:04X}", u32::from(letter)),
        letter => letter.to_string(),
    };
    format!("\"{}\"", text.chars().map(written).collect::<String>())
}
