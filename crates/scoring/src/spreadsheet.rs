//! Text in tables that leave: a spreadsheet must not run it, and an import must read it as it was.
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe in front, which [`unguarded`] takes off again.
//! A spreadsheet that splits at another mark than the file's (a comma file where decimals have commas is split at
//! semicolons) begins cells in the middle of a text: there, what could call a function or another program gets one too.
//! A text that has such an apostrophe by itself gets one more, so that every text comes back as it was.

use std::borrow::Cow;

/// Where some spreadsheet may begin a cell.
const SEPARATORS: [char; 5] = [',', ';', '\t', '\n', '\r'];

/// A text as it may stand in a cell of a table that leaves.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 4);
    for (index, part) in text.split_inclusive(SEPARATORS).enumerate() {
        if would_run(part, (index == 0).then_some(text)) {
            out.push('\'');
        }
        out.push_str(part);
    }
    if out.len() == text.len() { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

/// The text that [`guarded`] made a cell of. Any other text stays as it is, but for an apostrophe before a formula, which
/// spreadsheets put there themselves.
pub fn unguarded(cell: &str) -> Cow<'_, str> {
    if !cell.contains('\'') {
        return Cow::Borrowed(cell);
    }
    let mut out = String::with_capacity(cell.len());
    for (index, part) in cell.split_inclusive(SEPARATORS).enumerate() {
        let inside = part.strip_prefix('\'').filter(|inside| would_run(inside, (index == 0).then_some(cell)));
        out.push_str(inside.unwrap_or(part));
    }
    if out.len() == cell.len() { Cow::Borrowed(cell) } else { Cow::Owned(out) }
}

/// Most texts are words without any mark that matters.
fn is_plain(text: &str) -> bool {
    let begins = text.chars().next().is_none_or(char::is_alphanumeric);
    begins && !text.contains(SEPARATORS)
}

/// Whether a spreadsheet would run a part of a text at the beginning of a cell, `whole` being the text from there on where
/// it is its beginning; apostrophes in front do not matter, since they are counted. Within a text only what reaches out
/// is meant: a function, another program, another file.
fn would_run(part: &str, whole: Option<&str>) -> bool {
    let bare = part.trim_start_matches('\'');
    if whole.is_some() && bare.starts_with(['\t', '\n', '\r']) {
        return true;
    }
    let runs = match bare.trim_start_matches(is_passed_over).chars().next() {
        Some('=' | '@' | '＝' | '＠') => true,
        // A number below zero and a telephone number call nothing.
        Some('+' | '-' | '＋' | '－') => !is_number(whole.unwrap_or(part)),
        _ => false,
    };
    runs && (whole.is_some() || bare.contains(['(', '|', '!']))
}

fn is_passed_over(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || matches!(letter, '"' | '\u{FEFF}' | '\u{200B}')
}

fn is_number(text: &str) -> bool {
    let bare = text.trim_start_matches('\'').trim_start_matches(is_passed_over);
    bare.chars().skip(1).all(is_of_number)
}

fn is_of_number(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, ' ' | '.' | ',' | ';' | '(' | ')' | '-' | '/')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_formula_gets_an_apostrophe_and_a_number_none() {
        for text in ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\tx", "\r=1", "＝1", " =1", "\"=1"] {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
        }
        for text in ["-12.5", "-1 234,50", "+33 1 23-45", "(555) 12", "a=b", "O'Neill", "'quoted'", "-", ""] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn a_spreadsheet_that_splits_elsewhere_begins_no_formula_either() {
        assert_eq!(guarded("x;=cmd|'/c calc'!A0;y"), "x;'=cmd|'/c calc'!A0;y");
        assert_eq!(guarded("a\";\"=WEBSERVICE(A1)"), "a\";'\"=WEBSERVICE(A1)");
        assert_eq!(guarded("a\n@SUM(A1)"), "a\n'@SUM(A1)");
        assert_eq!(guarded("to do:\n- call\n- write, - wait"), "to do:\n- call\n- write, - wait");
    }

    #[test]
    fn only_an_apostrophe_before_a_formula_is_a_guard() {
        assert_eq!(unguarded("'=1"), "=1");
        assert_eq!(unguarded("''=1"), "'=1");
        for text in ["'quoted'", "'-5", "'", "it's", "a;'b"] {
            assert_eq!(unguarded(text), text);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back_as_it_was(text in r#"['"=+@;,\t\n\r a(|!1-]{0,12}|\PC{0,20}"#) {
            let cell = guarded(&text);
            prop_assert_eq!(unguarded(&cell), text.as_str());
            let first = cell.chars().next();
            let is_number = || cell.chars().skip(1).all(is_of_number);
            prop_assert!(match first {
                Some('=' | '@' | '\t' | '\r' | '\n') => false,
                Some('+' | '-') => is_number(),
                _ => true,
            }, "{:?}", cell);
        }
    }
}
