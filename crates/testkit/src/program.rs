//! The program itself, for tests that must start it, or kill it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::environment::{checkout, variable};

/// The built program.
#[derive(Clone, Debug)]
pub struct Program(PathBuf);

/// The program as the sources are now: built if need be, in the folder and the profile of the running tests.
pub fn program() -> &'static Program {
    static PROGRAM: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    static FOUND: OnceLock<Program> = OnceLock::new();
    match PROGRAM.get_or_init(build) {
        Ok(path) => FOUND.get_or_init(|| Program(path.clone())),
        Err(why) => panic!("{why}"),
    }
}

impl Program {
    /// A call of it that sees none of the settings of this machine.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.0);
        command.env_remove("BAREME_DATABASE").env("NO_COLOR", "1");
        command
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

fn build() -> Result<PathBuf, String> {
    // The tests lie in <target>/<profile>/deps.
    let tests = std::env::current_exe().map_err(|error| error.to_string())?;
    let profile = tests.ancestors().nth(2).ok_or("the tests lie in no target folder")?;
    let mut cargo = Command::new(variable("CARGO").unwrap_or_else(|| "cargo".to_owned()));
    cargo.current_dir(checkout()).args(["build", "--workspace", "--bin", "bareme", "--quiet"]);
    if profile.ends_with("release") {
        cargo.arg("--release");
    }
    if let Some(target) = profile.parent() {
        cargo.arg("--target-dir").arg(target);
    }
    let output = cargo.output().map_err(|error| format!("cargo cannot be started: {error}"))?;
    let program = profile.join("bareme");
    if output.status.success() && program.is_file() {
        return Ok(program);
    }
    Err(format!("the program cannot be built:\n{}", String::from_utf8_lossy(&output.stderr)))
}
