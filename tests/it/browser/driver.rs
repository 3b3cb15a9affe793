//! Chromium and its driver: started once by the first story that asks, gone with the process, however that ends.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::runtime::{Builder, Runtime};

use super::site::Site;

/// Names of the browser's program, and the package that holds it.
const CHROMIUM: ([&str; 3], &str) = (["chromium", "chromium-browser", "google-chrome"], "chromium");
/// Names of the driver's program, and the package that holds it.
const DRIVER: ([&str; 1], &str) = (["chromedriver"], "chromium-driver");

/// Nothing of its own is fetched, nothing is asked, nothing of another run is remembered; tests may run as root.
const ARGUMENTS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-breakpad",
];

/// The running browser.
pub struct Browser {
    runtime: Runtime,
    client: Client,
    turn: Mutex<()>,
    /// Holds the script's standard input: when this process ends, whichever way, that closes and everything stops.
    _script: Child,
}

/// The browser of this process.
pub fn browser(site: &Site) -> &'static Browser {
    static BROWSER: OnceLock<Result<Browser, String>> = OnceLock::new();
    match BROWSER.get_or_init(|| start(site)) {
        Ok(browser) => browser,
        Err(why) => panic!("{why}"),
    }
}

impl Browser {
    /// Where stories run.
    pub const fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// The session.
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// Waits until no other story is being told.
    pub fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a picture of what a failed story saw.
    pub const fn picture_of_failure(&self) -> PictureOfFailure<'_> {
        PictureOfFailure(self)
    }
}

/// Takes the picture when it is dropped by a panic.
pub struct PictureOfFailure<'b>(&'b Browser);

impl Drop for PictureOfFailure<'_> {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        let story = std::thread::current().name().unwrap_or("story").replace("::", "-");
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{story}.png"));
        let seen = self.0.runtime.block_on(async {
            let address = self.0.client.current_url().await.ok()?;
            let picture = self.0.client.screenshot().await.ok()?;
            std::fs::write(&path, picture).ok()?;
            Some(address)
        });
        if let Some(address) = seen {
            eprintln!("(this was at {address}; a picture of it is {})", path.display());
        }
    }
}

fn start(site: &Site) -> Result<Browser, String> {
    let (chromium, driver) = (program(&CHROMIUM.0, CHROMIUM.1)?, program(&DRIVER.0, DRIVER.1)?);
    let folder = site.folder();
    let script = Command::new("sh")
        .args(["-c", include_str!("driver.sh"), "driver.sh"])
        .args([folder.as_os_str(), driver.as_os_str()])
        // What they write outside of their folder goes into ours too.
        .envs([("HOME", folder), ("TMPDIR", folder), ("XDG_CONFIG_HOME", folder), ("XDG_CACHE_HOME", folder)])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // An interrupt from the keyboard ends the tests; the script then has work to do.
        .process_group(0)
        .spawn()
        .map_err(|error| format!("sh cannot be started: {error}"))?;
    let port = port(&folder.join("driver.log"))?;
    let runtime = Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(|error| format!("no runtime for the browser: {error}"))?;
    let client = runtime.block_on(connect(&chromium, folder, port))?;
    Ok(Browser { runtime, client, turn: Mutex::new(()), _script: script })
}

/// The port that the driver chose, as its log says.
fn port(log: &Path) -> Result<u16, String> {
    let mut said = String::new();
    for _ in 0..1_500 {
        said = std::fs::read_to_string(log).unwrap_or_default();
        let port = said.split("successfully on port ").nth(1).and_then(|rest| rest.split('.').next());
        if let Some(port) = port.and_then(|digits| digits.parse().ok()) {
            return Ok(port);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Err(format!("Chromium's driver did not start:\n{said}"))
}

async fn connect(chromium: &Path, folder: &Path, port: u16) -> Result<Client, String> {
    let mut arguments = ARGUMENTS.map(str::to_owned).to_vec();
    arguments.push(format!("--user-data-dir={}", folder.join("profile").display()));
    arguments.push("--accept-lang=en".to_owned());
    let capabilities = json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "binary": chromium,
            "args": arguments,
            "prefs": { "download.default_directory": folder.join("downloads"), "download.prompt_for_download": false },
        },
    });
    let capabilities = capabilities.as_object().cloned().unwrap_or_default();
    let mut connector = HttpConnector::new();
    connector.set_nodelay(true);
    ClientBuilder::new(connector)
        .capabilities(capabilities)
        .connect(&format!("http://127.0.0.1:{port}"))
        .await
        .map_err(|error| format!("Chromium ({}) did not start: {error}", chromium.display()))
}

/// A program in the path, by one of its names.
fn program(names: &[&str], package: &str) -> Result<PathBuf, String> {
    let path: OsString = std::env::var_os("PATH").unwrap_or_default();
    let found = names.iter().find_map(|name| {
        std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
    });
    found.ok_or_else(|| {
        format!(
            "these tests need a browser and found no {}; on Debian: apt-get install --no-install-recommends {package}",
            names.join(" or ")
        )
    })
}
