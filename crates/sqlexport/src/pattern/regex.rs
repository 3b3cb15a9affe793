//! An alternative as a regular expression that PostgreSQL and DuckDB read alike.

use super::parts::{Alternative, Edge, Piece, left_out, word};

pub(super) fn written(alternative: &Alternative) -> String {
    let word_end = |end: &str| format!("(?:{end}|[^{}])", ranges(&word()));
    let mut text = match alternative.start {
        Edge::Open => String::new(),
        Edge::Text => "^".to_owned(),
        Edge::Word => word_end("^"),
    };
    for piece in &alternative.pieces {
        match piece {
            Piece::Text(literal) => text.extend(literal.chars().map(escaped)),
            Piece::One(set) => text.push_str(&class(set)),
            Piece::Run(set, 0) => text.extend([format!("{}*", class(set))]),
            Piece::Run(set, 1) => text.extend([format!("{}+", class(set))]),
            Piece::Run(set, least) => text.extend([format!("{}{{{least},}}", class(set))]),
            Piece::Look(_) => {}
        }
    }
    match alternative.end {
        Edge::Open => {}
        Edge::Text => text.push('$'),
        Edge::Word => text.push_str(&word_end("$")),
    }
    text
}

fn class(set: &[(char, char)]) -> String {
    match left_out(set) {
        Some(gaps) if gaps.is_empty() => "(?:.|\n)".to_owned(),
        Some(gaps) => format!("[^{}]", ranges(&gaps)),
        None => format!("[{}]", ranges(set)),
    }
}

fn ranges(set: &[(char, char)]) -> String {
    let one = |(low, high): &(char, char)| {
        let low = if *low == '\0' { '\u{1}' } else { *low };
        if low == *high { escaped(low) } else { format!("{}-{}", escaped(low), escaped(*high)) }
    };
    set.iter().map(one).collect()
}

fn escaped(character: char) -> String {
    if "\\.+*?()|[]{}^$-".contains(character) { format!("\\{character}") } else { character.to_string() }
}
