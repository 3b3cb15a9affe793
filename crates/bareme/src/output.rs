//! How commands answer: text for people, JSON for programs, and failures as sentences with an exit code.

use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

use bareme_engine::EngineError;
use bareme_ingest::IngestError;
use serde::Serialize;

/// A command that did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// It failed: exit 1.
    Failed(String),
    /// It was used wrongly: exit 2.
    Usage(String),
    /// It has said everything already: exit 1.
    Said,
    /// Whoever read our output has gone away; nothing is wrong.
    ReaderGone,
}

impl Failure {
    /// It failed.
    #[expect(clippy::needless_pass_by_value, reason = "sentences and errors, as callers have them at hand")]
    pub fn failed(message: impl ToString) -> Self {
        Self::Failed(message.to_string())
    }

    /// It was used wrongly.
    #[expect(clippy::needless_pass_by_value, reason = "sentences and errors, as callers have them at hand")]
    pub fn usage(message: impl ToString) -> Self {
        Self::Usage(message.to_string())
    }

    /// A file that could not be read or written.
    pub fn file(path: &Path, error: &std::io::Error) -> Self {
        let reason = match error.kind() {
            ErrorKind::NotFound if path.parent().is_some_and(is_missing) => {
                "its folder does not exist".to_owned()
            }
            ErrorKind::NotFound => "there is no such file".to_owned(),
            ErrorKind::IsADirectory => "this is a folder, not a file".to_owned(),
            ErrorKind::PermissionDenied => "this user has no permission for that".to_owned(),
            ErrorKind::InvalidData => "this is not a text in UTF-8".to_owned(),
            _ => error.to_string(),
        };
        Self::Failed(format!("{}: {reason}", path.display()))
    }

    /// Says what happened and gives the exit code.
    pub fn report(&self) -> ExitCode {
        let (message, code) = match self {
            Self::Failed(message) => (message.as_str(), 1),
            Self::Usage(message) => (message.as_str(), 2),
            Self::Said => return ExitCode::from(1),
            Self::ReaderGone => return ExitCode::SUCCESS,
        };
        // Nothing can be done when standard error is closed.
        let _ = writeln!(std::io::stderr(), "bareme: {}", message.trim_end());
        ExitCode::from(code)
    }
}

/// A folder that does not exist; a bare name lies in the current folder, which does.
fn is_missing(folder: &Path) -> bool {
    !folder.as_os_str().is_empty() && !folder.is_dir()
}

/// A number with its noun: 1 contact, 2 contacts.
pub fn count<N: Copy + PartialEq + From<u8> + Display>(number: N, one: &str, several: &str) -> String {
    format!("{number} {}", if number == N::from(1) { one } else { several })
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Store(error) => error.into(),
            EngineError::Ingest(error) => error.into(),
            error => Self::failed(error),
        }
    }
}

impl From<IngestError> for Failure {
    fn from(error: IngestError) -> Self {
        match &error {
            IngestError::Io { path, source } => Self::file(path, source),
            _ => Self::failed(error),
        }
    }
}

impl From<bareme_store::StoreError> for Failure {
    fn from(error: bareme_store::StoreError) -> Self {
        match error {
            error @ bareme_store::StoreError::Url { .. } => Self::usage(error),
            error => Self::failed(error),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == ErrorKind::BrokenPipe { Self::ReaderGone } else { Self::failed(error) }
    }
}

/// What commands return.
pub type Outcome = Result<(), Failure>;

/// Writes text to standard output.
pub fn print(text: &str) -> Outcome {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())?;
    if !text.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// Writes lines to standard output; nothing when there are none.
pub fn print_lines(lines: &[String]) -> Outcome {
    if lines.is_empty() { Ok(()) } else { print(&lines.join("\n")) }
}

/// Writes a value as JSON to standard output.
pub fn print_json(value: &impl Serialize) -> Outcome {
    print(&serde_json::to_string_pretty(value).map_err(Failure::failed)?)
}

/// Writes a line to standard error: what a person wants to know beside the answer.
pub fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_not_several() {
        assert_eq!(count(1_u64, "contact", "contacts"), "1 contact");
        assert_eq!(count(0_u64, "company", "companies"), "0 companies");
        assert_eq!(count(2_usize, "row", "rows"), "2 rows");
    }
}
