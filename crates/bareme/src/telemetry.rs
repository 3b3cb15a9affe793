//! Logs: on standard error, so that a command's answer stays clean.

use tracing_subscriber::EnvFilter;

use crate::config::Settings;

/// Starts the log. A filter that makes no sense is replaced by `warn`, and said so.
pub fn start(settings: &Settings) {
    let (filter, bad) = match EnvFilter::try_new(&settings.log) {
        Ok(filter) => (filter, false),
        Err(_) => (EnvFilter::new("warn"), true),
    };
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true).init();
    if bad {
        tracing::warn!(filter = settings.log, "this log filter cannot be read; using warn");
    }
}
