//! One PostgreSQL server for all tests of a process: on loopback, in a folder of its own, gone when the process is.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use bareme_store::{Database, StoreError, inspect, migrate};

/// What to install where there is no server.
const MISSING: &str =
    "these tests need a PostgreSQL server and found none; on Debian: apt-get install postgresql";

/// A database with all migrations, which fresh ones are copies of.
const TEMPLATE: &str = "migrated";

/// A running server.
pub(crate) struct Server {
    port: u16,
    admin: Database,
    /// Holds the script's standard input: when this process ends, whichever way, that closes and the server stops.
    _script: Child,
}

/// The server of this process; the first test that asks starts it.
pub(crate) fn server() -> &'static Server {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    match SERVER.get_or_init(start) {
        Ok(server) => server,
        Err(why) => panic!("{why}"),
    }
}

impl Server {
    pub fn url(&self, database: &str) -> String {
        url(self.port, database)
    }

    /// Makes a database, with all migrations or none.
    pub fn create(&self, name: &str, migrated: bool) {
        let template = if migrated { TEMPLATE } else { "template0" };
        inspect::execute(&self.admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).unwrap();
    }

    /// Removes a database, whoever is connected. What fails here goes with the server.
    pub fn drop(&self, name: &str) {
        drop(inspect::execute(&self.admin, &format!("DROP DATABASE {name} WITH (FORCE)")));
    }
}

fn url(port: u16, database: &str) -> String {
    format!("postgres://bareme@127.0.0.1:{port}/{database}")
}

fn start() -> Result<Server, String> {
    let programs = programs().ok_or(MISSING)?;
    let mut last = String::new();
    // Between finding a free port and taking it, somebody else may.
    for _ in 0..3 {
        match start_on(&programs, free_port()) {
            Ok(server) => return Ok(server),
            Err(why) => last = why,
        }
    }
    Err(last)
}

fn start_on(programs: &Path, port: u16) -> Result<Server, String> {
    let folder = tempfile::Builder::new().prefix("bareme-postgres-").tempdir().unwrap().keep();
    let mut script = Command::new("sh")
        .args(["-c", include_str!("postgres.sh"), "postgres.sh"])
        .args([folder.as_os_str(), programs.as_os_str()])
        .arg(port.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // An interrupt from the keyboard ends the tests; the script then has work to do.
        .process_group(0)
        .spawn()
        .map_err(|error| format!("sh cannot be started: {error}"))?;
    let log = folder.join("log");
    let admin = match connect(&mut script, port) {
        Ok(admin) => admin,
        Err(why) => {
            let log = std::fs::read_to_string(log).unwrap_or_default();
            drop(script.stdin.take());
            return Err(format!(
                "the PostgreSQL server of {} did not start: {why}\n{log}",
                programs.display()
            ));
        }
    };
    let server = Server { port, admin, _script: script };
    server.create(TEMPLATE, false);
    let template = Database::open(&server.url(TEMPLATE), 1).map_err(|error| error.to_string())?;
    migrate(&template).map_err(|error| error.to_string())?;
    Ok(server)
}

fn connect(script: &mut Child, port: u16) -> Result<Database, String> {
    let mut last: Option<StoreError> = None;
    for _ in 0..1_200 {
        match Database::open(&url(port, "postgres"), 2) {
            Ok(admin) => return Ok(admin),
            Err(error) => last = Some(error),
        }
        if let Ok(Some(status)) = script.try_wait() {
            return Err(format!("it ended with {status}"));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err(last.map(|error| error.to_string()).unwrap_or_default())
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// The folder of the server's programs. Debian keeps them out of the path.
fn programs() -> Option<PathBuf> {
    let mut folders: Vec<PathBuf> = Vec::new();
    folders.extend(std::env::split_paths(&crate::environment::variable("PATH").unwrap_or_default()));
    if let Ok(found) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(PathBuf::from(String::from_utf8_lossy(&found.stdout).trim()));
    }
    let mut installed: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    installed.sort();
    folders.extend(installed.into_iter().rev());
    folders.into_iter().find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}
