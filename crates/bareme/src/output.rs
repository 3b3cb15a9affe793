//! How commands answer: text for people, JSON for programs, and failures as sentences with an exit code.

use std::io::Write;
use std::process::ExitCode;

use bareme_engine::EngineError;
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
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::Failed(format!("{}: {error}", path.display()))
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
        let _ = writeln!(std::io::stderr(), "bareme: {message}");
        ExitCode::from(code)
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Self {
        Self::failed(error)
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
        if error.kind() == std::io::ErrorKind::BrokenPipe { Self::ReaderGone } else { Self::failed(error) }
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
