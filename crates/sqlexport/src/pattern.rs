//! Regular expressions and content patterns, as far as all that they can mean is said exactly by a database.
//!
//! An expression is taken apart into a list of alternatives, each a row of texts, characters out of a set, and runs of
//! such characters. PostgreSQL and DuckDB get them as an expression without anything that the three engines read
//! differently (classes and word boundaries are spelt out), SQLite as `GLOB`. Facts are folded before they are compared,
//! so that letters which never occur in a folded text are left out.

mod glob;
mod parts;
mod regex;

use crate::Dialect;
use parts::Alternative;

pub(crate) use parts::nonword;

/// Whether a column that is not NULL matches an expression of a model.
pub(crate) fn expression(pattern: &str, column: &str, dialect: Dialect) -> Result<String, String> {
    let alternatives = parts::of(pattern)?;
    written(&alternatives, column, dialect)
}

/// Whether a column that is not NULL matches a content pattern: `*` is anything within a line.
pub(crate) fn glob(pattern: &str, column: &str, dialect: Dialect) -> Result<String, String> {
    let mut expression = "^".to_owned();
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '*' if characters.peek() == Some(&'*') => {
                return Err("has **, which SQL cannot say: write a single *".to_owned());
            }
            '*' => expression.push_str(".*"),
            '?' | '[' | ']' | '{' | '}' => {
                return Err(format!("has {character}, which SQL cannot say exactly: write it with * only"));
            }
            '\\' => expression.push_str(&escaped(characters.next().unwrap_or('\\'))),
            other => expression.push_str(&escaped(other)),
        }
    }
    expression.push('$');
    let alternatives = parts::exactly(&expression)?;
    written(&alternatives, column, dialect)
}

fn escaped(character: char) -> String {
    regex_syntax::escape(character.encode_utf8(&mut [0; 4]))
}

fn written(alternatives: &[Alternative], column: &str, dialect: Dialect) -> Result<String, String> {
    if alternatives.is_empty() {
        return Ok("(1 = 0)".to_owned());
    }
    if dialect == Dialect::Sqlite {
        let globs: Result<Vec<String>, String> =
            alternatives.iter().map(|alternative| glob::written(alternative, column)).collect();
        return Ok(format!("({})", globs?.join(" OR ")));
    }
    let all: Vec<String> = alternatives.iter().map(regex::written).collect();
    let expression = crate::dialect::text(&format!("(?:{})", all.join("|")));
    Ok(if dialect == Dialect::Postgres {
        format!("({column} ~ {expression})")
    } else {
        format!("REGEXP_MATCHES({column}, {expression})")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_and_runs_become_globs() {
        let sqlite = |pattern| expression(pattern, "t", Dialect::Sqlite);
        assert_eq!(sqlite("^a.*a$").unwrap(), "(((t GLOB 'a*a') AND INSTR(t, CHAR(10)) = 0))");
        assert_eq!(sqlite("@(Gmail|free)\\.").unwrap(), "((t GLOB '*@gmail.*') OR (t GLOB '*@free.*'))");
        assert!(sqlite("\\bc[efo]o\\b").unwrap().contains("nonword"));
        assert!(
            sqlite("[a-z]+x[0-9]+y").is_err(),
            "a run of letters in the middle is more than GLOB can say"
        );
    }

    #[test]
    fn what_engines_read_differently_is_refused_or_spelt_out() {
        let regex = |pattern| expression(pattern, "t", Dialect::Postgres);
        assert_eq!(regex("^x[0-9]+y").unwrap(), "(t ~ '(?:^x[0-9]+y)')");
        assert!(regex("(ab)+c").is_err());
        assert!(regex("a\\b.").is_err());
        assert!(glob("a?b", "t", Dialect::Postgres).unwrap_err().contains('?'));
    }
}
