//! The command line as somebody in a hurry uses it: what it answers, where it fails, and what it says then.

mod agreement;
mod answers;
mod explain;
mod fit;
mod jobs;
mod measure;
mod models;
mod reports;
mod tables;
mod users;

use std::path::Path;
use std::process::Stdio;

use bareme_testkit::program;

/// What a command did.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// Runs the program in a folder.
pub fn bareme(folder: &Path, arguments: &[&str]) -> Run {
    let output =
        program().command().args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

impl Run {
    /// Asserts that it is done, and gives what it answered.
    pub fn done(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.out
    }

    /// Asserts that it failed with a code, that the reason says all of these, and that nothing was answered.
    pub fn fails(self, code: i32, says: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert!(says.iter().all(|part| self.err.contains(part)), "{says:?} in {self:?}");
        assert_eq!(self.out, "", "{self:?}");
        assert!(!self.err.contains("os error") && !self.err.contains("panicked"), "{self:?}");
    }
}

/// Asserts that a text is JSON and gives it.
pub fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in {text}"))
}
