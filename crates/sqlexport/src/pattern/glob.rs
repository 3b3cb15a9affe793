//! An alternative as SQLite's `GLOB`, as far as that can say it.

use super::parts::{Alternative, Edge, Piece, left_out};
use crate::dialect::text;

/// Characters that end words, out of the query's part `words`.
const NONWORD: &str = "(SELECT nonword FROM words)";

pub(super) fn written(alternative: &Alternative, column: &str) -> Result<String, String> {
    let mut lines = false;
    let mut middle = String::new();
    for piece in &alternative.pieces {
        match piece {
            Piece::Text(literal) => middle.extend(literal.chars().map(escaped)),
            Piece::One(set) => middle.push_str(&class(set)?),
            Piece::Run(set, least) => {
                if left_out(set).is_none_or(|gaps| gaps != [('\n', '\n')]) {
                    return Err("repeats characters of a class, which SQLite cannot say".to_owned());
                }
                lines = true;
                (0..*least).for_each(|_| middle.push_str("[^\n]"));
                middle.push('*');
            }
            Piece::Look(_) => {}
        }
    }
    let whole = alternative.start == Edge::Text && alternative.end == Edge::Text;
    if lines && (!whole || middle.replace("[^\n]", "").contains('\n')) {
        return Err(
            "has .* that may end with a line, which SQLite cannot say: begin it with ^ and end it with $, \
                    or write contains_all"
                .to_owned(),
        );
    }
    let (before, first) = edge(alternative.start, "", "' ' || ", "*");
    let (after, last) = edge(alternative.end, "", " || ' '", "*");
    let nonword = |edge| edge == Edge::Word;
    let mut pattern = String::new();
    if nonword(alternative.start) {
        pattern.extend([format!("'*' || {NONWORD} || ")]);
    }
    pattern.push_str(&text(&format!("{first}{middle}{last}")));
    if nonword(alternative.end) {
        pattern.extend([format!(" || {NONWORD} || '*'")]);
    }
    let subject = if before.is_empty() && after.is_empty() {
        column.to_owned()
    } else {
        format!("({before}{column}{after})")
    };
    let pattern = if pattern.contains("||") { format!("({pattern})") } else { pattern };
    let glob = format!("({subject} GLOB {pattern})");
    Ok(if lines { format!("({glob} AND INSTR({column}, CHAR(10)) = 0)") } else { glob })
}

/// What is put beside the column, and beside the pattern, at an end.
const fn edge<'t>(edge: Edge, none: &'t str, blank: &'t str, anything: &'t str) -> (&'t str, &'t str) {
    match edge {
        Edge::Open => (none, anything),
        Edge::Text => (none, none),
        Edge::Word => (blank, none),
    }
}

fn escaped(character: char) -> String {
    if "*?[".contains(character) { format!("[{character}]") } else { character.to_string() }
}

fn class(set: &[(char, char)]) -> Result<String, String> {
    match left_out(set) {
        Some(gaps) if gaps.is_empty() => Ok("?".to_owned()),
        Some(gaps) => Ok(format!("[^{}]", ranges(&gaps)?)),
        None => Ok(format!("[{}]", ranges(set)?)),
    }
}

/// Ranges as `GLOB` writes them: `]` first, `-` last, `^` never first.
pub(super) fn ranges(set: &[(char, char)]) -> Result<String, String> {
    let (mut first, mut middle, mut last) = (String::new(), String::new(), String::new());
    for (low, high) in set {
        match (*low, *high) {
            (']', ']') => first.push(']'),
            ('-', '-') => last.insert(0, '-'),
            ('^', '^') => last.push('^'),
            (low, high) if low == high => middle.push(low),
            (low, high) if "]-^".contains([low, high]) => {
                return Err("has a class of characters that SQLite cannot say".to_owned());
            }
            (low, high) => middle.extend([format!("{}-{high}", if low == '\0' { '\u{1}' } else { low })]),
        }
    }
    Ok(format!("{first}{middle}{last}"))
}
