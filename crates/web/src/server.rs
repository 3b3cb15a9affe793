//! Runs the site until it is told to stop.

mod tls;

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use actix_web::{App, HttpResponse, HttpServer, web};
use bareme_engine::{Engine, reports};

use crate::app::app_in;
use crate::connections::Connections;
use crate::site::{House, Site, SiteProblem};

pub(crate) use tls::TlsProblem;

/// Requests that are being answered when the server is told to stop get this long, in seconds.
const SECONDS_TO_FINISH: u64 = 10;
/// The head of a connection's first request may take this long.
const FIRST_HEAD: Duration = Duration::from_secs(5);
/// A connection without a request is kept for this long.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It must not be served as it is set.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Unsafe(Vec<SiteProblem>),
    /// The certificate or its key cannot be used.
    #[error(transparent)]
    Tls(#[from] TlsProblem),
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

/// Serves a site until SIGINT or SIGTERM; requests in flight are finished first. Port 0 takes a free one. `ready` is
/// called once with the address in use, when the site can be opened.
///
/// # Errors
///
/// When the site must not be served as it is set, when an address is taken, or when the server stops by itself.
pub async fn serve(
    engine: Engine,
    site: impl Into<Site>,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    let site: Site = site.into();
    site.check().map_err(ServeError::Unsafe)?;
    let tls = site.tls.as_ref().map(tls::read).transpose()?;
    let monitor = site.metrics.map(bind).transpose()?;
    let listener = bind(site.listen)?;
    let address = listener.local_addr().unwrap_or(site.listen);
    let (house, connections) = (House::new(site), Connections::default());
    let (patience, limits) = (house.patience(), house.site().limits);
    let (watched, at_home) = (connections.clone(), house.clone());
    let warmed = engine.clone();
    let server = HttpServer::new(move || app_in(engine.clone(), at_home.clone()))
        // Without this, compressed answers wait about 40 ms for the other side's acknowledgement.
        .tcp_nodelay(true)
        .shutdown_timeout(SECONDS_TO_FINISH)
        .client_request_timeout(FIRST_HEAD)
        .keep_alive(KEEP_ALIVE)
        .max_connections(limits.connections)
        .on_connect(move |stream, data| watched.opened(patience, stream, data));
    let server = match tls {
        Some(config) => server.listen_rustls_0_23(listener, config),
        None => server.listen(listener),
    }
    .map_err(|source| ServeError::Bind { address, source })?;
    let watch = tokio::spawn(connections.watch(house.clone()));
    let figures = monitor.map(|listener| tell_figures(listener, house)).transpose()?;
    tracing::info!(%address, "listening");
    warm_up(warmed);
    ready(address);
    let outcome = server.run().await.map_err(ServeError::Run);
    watch.abort();
    if let Some(figures) = figures {
        figures.abort();
    }
    outcome
}

/// Reads the leads beside the first requests: whoever asks for a report meanwhile waits for the same reading.
fn warm_up(engine: Engine) {
    actix_web::rt::task::spawn_blocking(move || {
        if let Err(error) = reports::warm_up(&engine) {
            tracing::warn!(%error, "the leads could not be read in advance; the first report reads them");
        }
    });
}

fn bind(address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address).map_err(|source| ServeError::Bind { address, source })
}

/// Figures for monitoring, beside the site.
fn tell_figures(
    listener: TcpListener,
    house: House,
) -> Result<tokio::task::JoinHandle<std::io::Result<()>>, ServeError> {
    async fn figures(house: web::Data<House>) -> HttpResponse {
        let text = house.metrics().text(house.gate().at_work());
        HttpResponse::Ok().content_type("text/plain; version=0.0.4; charset=utf-8").body(text)
    }
    let address = listener.local_addr().unwrap_or_else(|_| SocketAddr::from(([127, 0, 0, 1], 0)));
    let figures = HttpServer::new(move || {
        App::new().app_data(web::Data::new(house.clone())).route("/metrics", web::get().to(figures))
    })
    .workers(1)
    .disable_signals()
    .listen(listener)
    .map_err(|source| ServeError::Bind { address, source })?;
    Ok(tokio::spawn(figures.run()))
}
