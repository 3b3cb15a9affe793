//! Configuration: a file, then the environment, then flags; every mistake is named at once.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::cli::{Format, Global};
use crate::output::Failure;

/// The file that is read when none is named.
const DEFAULT_FILE: &str = "bareme.toml";

/// What holds for this run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// URL of the database.
    pub database: String,
    /// Address of the server.
    pub listen: String,
    /// Connections to the database.
    pub connections: u32,
    /// Whether `serve` also runs the scheduled jobs.
    pub jobs: bool,
    /// Filter of the log.
    pub log: String,
    /// How commands answer, when asked for.
    pub format: Option<Format>,
}

/// The configuration file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    database: Option<String>,
    listen: Option<String>,
    connections: Option<u32>,
    jobs: Option<bool>,
    log: Option<String>,
}

impl Settings {
    /// Reads the configuration of a run.
    ///
    /// # Errors
    ///
    /// A file that was named and cannot be read, or one that says something unknown.
    pub fn load(global: &Global) -> Result<Self, Failure> {
        let file = match &global.config {
            Some(path) => read(path)?,
            None if Path::new(DEFAULT_FILE).is_file() => read(&PathBuf::from(DEFAULT_FILE))?,
            None => File::default(),
        };
        let connections = file.connections.unwrap_or(16);
        if !(2..=200).contains(&connections) {
            return Err(Failure::usage(format!("connections = {connections}: choose 2 to 200")));
        }
        Ok(Self {
            // The environment has been read into the flags already; flags win over it.
            database: global
                .database
                .clone()
                .or(file.database)
                .unwrap_or_else(|| "sqlite:bareme.db".to_owned()),
            listen: file.listen.unwrap_or_else(|| "127.0.0.1:8080".to_owned()),
            connections,
            jobs: file.jobs.unwrap_or(true),
            log: global.log.clone().or(file.log).unwrap_or_else(|| "warn".to_owned()),
            format: global.format,
        })
    }
}

fn read(path: &Path) -> Result<File, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::usage(format!("configuration {}: {error}", path.display())))?;
    toml::from_str(&text)
        .map_err(|error| Failure::usage(format!("configuration {}: {error}", path.display())))
}

/// The address to listen on: loopback only, until users and permissions exist.
///
/// # Errors
///
/// An address that cannot be read, or one that other machines could reach.
pub fn loopback(listen: &str) -> Result<SocketAddr, Failure> {
    let normalised = listen.replace("localhost", "127.0.0.1");
    let address: SocketAddr = normalised.parse().map_err(|_| {
        Failure::usage(format!("'{listen}' is not an address and port such as 127.0.0.1:8080"))
    })?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err(Failure::usage(format!(
            "'{listen}' can be reached from other machines, and Bareme has no users and permissions yet: it listens on \
             127.0.0.1 or [::1] only"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_is_listened_on() {
        assert!(loopback("127.0.0.1:8080").is_ok());
        assert!(loopback("localhost:0").is_ok());
        assert!(loopback("[::1]:8080").is_ok());
        for open in ["0.0.0.0:80", "[::]:80", "192.168.1.2:80", "8080", "example.com:80"] {
            assert!(loopback(open).is_err(), "{open}");
        }
    }
}
