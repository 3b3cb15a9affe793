//! Watches over connections: whoever sends the head of a request, its body, or takes the answer too slowly is cut off,
//! so that slow clients hold nothing for long.
//!
//! The server beneath has a limit for the head of a connection's first request only. So a second handle of each connection
//! is kept, with what it is at, and one task shuts down those that are at it for too long.

use std::any::Any;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::dev::{Extensions, ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::rt::net::TcpStream;
use actix_web::rt::time::Instant;
use actix_web::{Error, web};
use socket2::{SockRef, Socket};

use crate::site::House;

/// How long a client may take.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    /// For nothing, and for the head of a request.
    pub head: Duration,
    /// For a body, and for taking an answer of unknown size.
    pub body: Duration,
    /// An answer of known size gets more time, by this rate.
    pub bytes_per_second: u64,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: Duration::from_secs(20), body: Duration::from_mins(2), bytes_per_second: 16 * 1024 }
    }
}

/// The connections of a site.
#[derive(Clone, Default)]
pub(crate) struct Connections(Arc<Mutex<Vec<Weak<Connection>>>>);

/// One connection, and until when it may be at what it is at.
pub(crate) struct Connection {
    socket: Socket,
    stage: Mutex<Stage>,
}

#[derive(Clone, Copy)]
struct Stage {
    word: &'static str,
    until: Instant,
    /// Requests that are worked on: one, or several where they come side by side.
    requests: usize,
}

impl Connections {
    /// Takes note of a connection that was opened.
    pub fn opened(&self, patience: Patience, stream: &dyn Any, data: &mut Extensions) {
        let Some(stream) = tcp(stream) else { return };
        let own = SockRef::from(stream);
        #[cfg(target_os = "linux")]
        {
            // Who takes nothing at all of an answer is cut by the system.
            let _ = own.set_tcp_user_timeout(Some(patience.head));
        }
        let Ok(socket) = own.try_clone() else { return };
        let stage = Mutex::new(Stage { word: "head", until: Instant::now() + patience.head, requests: 0 });
        let connection = Arc::new(Connection { socket, stage });
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::downgrade(&connection));
        data.insert(connection);
    }

    /// Cuts off who took too long, and says at what.
    pub fn cut(&self, now: Instant) -> Vec<&'static str> {
        let mut cut = Vec::new();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|connection| {
            let Some(connection) = connection.upgrade() else { return false };
            let stage = *connection.stage.lock().unwrap_or_else(PoisonError::into_inner);
            if now < stage.until {
                return true;
            }
            cut.push(stage.word);
            let _ = connection.socket.shutdown(std::net::Shutdown::Both);
            false
        });
        cut
    }

    /// Looks every second for as long as the server runs.
    pub async fn watch(self, house: House) {
        let mut every = actix_web::rt::time::interval(Duration::from_secs(1));
        loop {
            every.tick().await;
            for word in self.cut(Instant::now()) {
                house.metrics().cut(word);
            }
        }
    }
}

impl Connection {
    fn change(&self, word: &'static str, time: Duration, requests: impl FnOnce(usize) -> usize) {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        let requests = requests(stage.requests);
        let until = Instant::now() + time;
        // While another request of the connection is worked on, the end of one changes nothing.
        *stage = if word == "head" && requests > 0 {
            Stage { requests, ..*stage }
        } else {
            Stage { word, until, requests }
        };
    }
}

/// Counts as a request of its connection until it is dropped.
struct AtWork {
    connection: Arc<Connection>,
    patience: Patience,
}

impl AtWork {
    fn new(connection: Arc<Connection>, patience: Patience) -> Self {
        connection.change("request", patience.body, |requests| requests + 1);
        Self { connection, patience }
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.connection.change("head", self.patience.head, |requests| requests.saturating_sub(1));
    }
}

/// Says of a connection what it is at.
pub(crate) async fn follow(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let connection = request.request().conn_data::<Arc<Connection>>().cloned();
    let Some(connection) = connection else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let patience =
        request.app_data::<web::Data<House>>().map_or_else(Patience::default, |house| house.patience());
    let at_work = AtWork::new(connection, patience);
    let response = next.call(request).await?.map_into_boxed_body();
    let extra = match response.response().body().size() {
        BodySize::Sized(bytes) => Duration::from_secs(bytes / patience.bytes_per_second),
        _ => Duration::ZERO,
    };
    at_work.connection.change("answer", patience.body + extra, |requests| requests);
    Ok(response.map_body(|_, body| Followed { body, _at_work: at_work }.boxed()))
}

/// An answer that is at work until it was taken.
struct Followed {
    body: BoxBody,
    _at_work: AtWork,
}

impl MessageBody for Followed {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        cx: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<web::Bytes, Self::Error>>> {
        std::pin::Pin::new(&mut self.get_mut().body).poll_next(cx)
    }
}

/// The connection beneath, with or without TLS.
fn tcp(stream: &dyn Any) -> Option<&TcpStream> {
    use actix_tls::accept::rustls_0_23::TlsStream;
    stream
        .downcast_ref::<TcpStream>()
        .or_else(|| stream.downcast_ref::<TlsStream<TcpStream>>().map(|tls| tls.get_ref().0))
}
