//! The configuration file, read so that every mistake in it is found at once.

use std::path::Path;

use serde::Deserialize;
use toml::{Table, Value};

use super::{LimitsFile, ServeFile};
use crate::cli::LogFormat;
use crate::output::Failure;

/// What the file says. Not to be shown: it may hold passwords.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct File {
    pub database: Option<String>,
    pub listen: Option<String>,
    pub connections: Option<u32>,
    pub jobs: Option<bool>,
    pub log: Option<String>,
    pub log_format: Option<LogFormat>,
    pub public_url: Option<String>,
    pub mail: MailFile,
    pub serve: ServeFile,
    pub limits: LimitsFile,
}

/// The mail server in the file.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MailFile {
    pub url: Option<String>,
    pub from: Option<String>,
    pub language: Option<String>,
}

/// Everything that is wrong with a configuration.
#[derive(Debug, Default)]
pub(super) struct Problems(Vec<String>);

impl Problems {
    /// Notes one.
    pub fn note(&mut self, sentence: impl Into<String>) {
        self.0.push(sentence.into());
    }

    /// Notes what kept something from being made.
    pub fn take<T>(&mut self, made: Result<T, Failure>) -> Option<T> {
        match made {
            Ok(made) => Some(made),
            Err(Failure::Usage(sentence) | Failure::Failed(sentence)) => {
                self.0.extend(sentence.lines().map(str::to_owned));
                None
            }
            Err(_) => None,
        }
    }

    /// What was made, when nothing is wrong.
    pub fn none<T>(self, made: T) -> Result<T, Failure> {
        match self.0.as_slice() {
            [] => Ok(made),
            [one] => Err(Failure::usage(one)),
            all => Err(Failure::usage(format!(
                "{} things are wrong with the configuration:\n- {}",
                all.len(),
                all.join("\n- ")
            ))),
        }
    }
}

impl File {
    /// Reads a file.
    pub fn read(path: &Path, problems: &mut Problems) -> Self {
        let told = |what: &str| format!("configuration {}: {}", path.display(), what.trim_end());
        let table = match std::fs::read_to_string(path) {
            Err(error) => Err(error.to_string()),
            Ok(text) => text.parse::<Table>().map_err(|error| error.to_string()),
        };
        let table = match table {
            Ok(table) => table,
            Err(error) => {
                problems.note(told(&error));
                return Self::default();
            }
        };
        let wrong: Vec<String> =
            singles(&table).into_iter().filter_map(|(name, one)| mistake(&name, one)).collect();
        if wrong.is_empty() {
            match Self::deserialize(Value::Table(table)) {
                Ok(file) => return file,
                Err(error) => problems.note(told(error.message())),
            }
        }
        for what in &wrong {
            problems.note(told(what));
        }
        Self::default()
    }
}

/// Each entry of a file as a file of its own, with its name.
fn singles(table: &Table) -> Vec<(String, Table)> {
    let alone = |name: &String, value: Value| Table::from_iter([(name.clone(), value)]);
    let mut found = Vec::new();
    for (name, value) in table {
        match value {
            Value::Table(part) if !part.is_empty() => {
                let within = part.iter().map(|(inner, value)| {
                    (format!("{name}.{inner}"), alone(name, Value::Table(alone(inner, value.clone()))))
                });
                found.extend(within);
            }
            _ => found.push((name.clone(), alone(name, value.clone()))),
        }
    }
    found
}

/// What is wrong with an entry that stands alone.
fn mistake(name: &str, alone: Table) -> Option<String> {
    let error = File::deserialize(Value::Table(alone)).err()?;
    Some(format!("{name}: {}", in_words(error.message())))
}

/// What a reader of numbers and texts says, for who wrote the file.
fn in_words(message: &str) -> String {
    let words = [
        ("a boolean", "true or false"),
        ("a string", "a text in quotation marks"),
        ("u32", "a whole number"),
        ("u64", "a whole number"),
        ("usize", "a whole number"),
        ("f64", "a number"),
    ];
    let Some((found, expected)) = message.split_once(", expected ") else { return message.to_owned() };
    let plain = words.iter().find(|(word, _)| *word == expected).map_or(expected, |(_, plain)| plain);
    format!("{found}, expected {plain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (File, String) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let mut problems = Problems::default();
        let read = File::read(file.path(), &mut problems);
        let said = match problems.none(()) {
            Ok(()) => String::new(),
            Err(Failure::Usage(said)) => said,
            Err(other) => panic!("{other:?}"),
        };
        (read, said)
    }

    #[test]
    fn every_mistake_is_named_at_once() {
        let (_, said) = read("databse = 'x'\nconnections = 'many'\njobs = 1\n[mail]\nurl = 3\nfrm = 'x'\n");
        for part in [
            "`databse`",
            "connections: ",
            "jobs: ",
            "expected true or false",
            "mail.url: ",
            "mail.frm: ",
            "5 things",
        ] {
            assert!(said.contains(part), "{part} is not in: {said}");
        }
    }

    #[test]
    fn a_sound_file_is_read_whole() {
        let (file, said) = read(
            "database = 'sqlite:x.db'\nconnections = 8\njobs = false\n[mail]\nurl = 'smtp://localhost'\nfrom = 'a@b.c'",
        );
        assert_eq!(said, "");
        assert_eq!(
            (file.connections, file.jobs, file.mail.from.as_deref()),
            (Some(8), Some(false), Some("a@b.c"))
        );
        let (_, said) = read("database = ");
        assert!(said.starts_with("configuration ") && said.contains("line 1"), "{said}");
    }
}
