//! Runs the site until it is told to stop.

use std::net::SocketAddr;

use actix_web::HttpServer;
use bareme_engine::{Engine, reports};

use crate::app;

/// Requests that are being answered when the server is told to stop get this long, in seconds.
const SECONDS_TO_FINISH: u64 = 10;

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Others could reach it, and it speaks without TLS.
    #[error(
        "{0} can be reached from other machines, and passwords would travel there unprotected; \
         use an address such as 127.0.0.1:8080"
    )]
    NotLoopback(SocketAddr),
    /// The address cannot be used.
    #[error("cannot listen on {address}: {source}; choose another port or stop the program that uses it")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// It stopped by itself.
    #[error("the server stopped: {0}")]
    Run(#[source] std::io::Error),
}

/// Serves the site on `address` until SIGINT or SIGTERM; requests in flight are finished first. Port 0 takes a free
/// one. `ready` is called once with the address in use, when the site can be opened.
///
/// # Errors
///
/// When the address is not of this machine alone, when it is taken, or when the server stops by itself.
pub async fn serve(
    engine: Engine,
    address: SocketAddr,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    if !address.ip().is_loopback() {
        return Err(ServeError::NotLoopback(address));
    }
    let warmed = engine.clone();
    let server = HttpServer::new(move || app(engine.clone()))
        // Without this, compressed answers wait about 40 ms for the other side's acknowledgement.
        .tcp_nodelay(true)
        .shutdown_timeout(SECONDS_TO_FINISH)
        .bind(address)
        .map_err(|source| ServeError::Bind { address, source })?;
    let address = server.addrs().first().copied().unwrap_or(address);
    tracing::info!(%address, "listening on loopback only");
    // Beside the first requests: whoever asks for a report meanwhile waits for the same reading.
    actix_web::rt::task::spawn_blocking(move || {
        if let Err(error) = reports::warm_up(&warmed) {
            tracing::warn!(%error, "the leads could not be read in advance; the first report reads them");
        }
    });
    ready(address);
    server.run().await.map_err(ServeError::Run)
}
