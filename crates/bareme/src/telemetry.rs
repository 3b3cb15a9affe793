//! Logs: on standard error, so that a command's answer stays clean.

use tracing_subscriber::EnvFilter;

use crate::cli::LogFormat;
use crate::config::Settings;

/// Starts the log. A filter that makes no sense is replaced by `warn`, and said so.
pub fn start(settings: &Settings) {
    let (filter, bad) = match EnvFilter::try_new(&settings.log) {
        Ok(filter) => (filter, false),
        Err(_) => (EnvFilter::new("warn"), true),
    };
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(true);
    match settings.log_format {
        LogFormat::Text => log.init(),
        // Fields stand beside the message, and the request's id is that of its span.
        LogFormat::Json => {
            log.json().flatten_event(true).with_current_span(true).with_span_list(false).init();
        }
    }
    if bad {
        tracing::warn!(filter = settings.log, "this log filter cannot be read; using warn");
    }
}
