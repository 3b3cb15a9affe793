//! The dangers of the web, by cause: what others could have the site do, see or stop. docs/security.md lists them.

mod crowd;
mod logs;
mod reading;
mod slow;
mod ways_in;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::mpsc::channel;
use std::time::Duration;

use bareme_engine::Engine;
use bareme_web::Site;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

/// Whoever waits for longer waits for nothing.
const PATIENCE: Duration = Duration::from_secs(30);

/// On loopback, on any port.
fn here() -> Site {
    Site::on(SocketAddr::from(([127, 0, 0, 1], 0)))
}

/// Serves a site until the process ends.
fn serve(engine: &Engine, site: Site) -> SocketAddr {
    let (ready, address) = channel();
    let engine = engine.clone();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime
            .block_on(bareme_web::serve(engine, site, move |address| ready.send(address).unwrap()))
            .unwrap();
    });
    address.recv_timeout(PATIENCE).expect("the site does not listen")
}

/// Runs a story on a runtime of its own.
fn tell(story: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap()
        .block_on(story);
}

/// A visitor of this machine, by the last number of their address.
const fn visitor(number: u8) -> IpAddr {
    IpAddr::V4(Ipv4Addr::new(127, 0, 0, number))
}

/// A connection from an address.
async fn connect(from: IpAddr, to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::new(from, 0)).unwrap();
    socket.connect(to).await.unwrap()
}

/// An answer.
#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn read(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Self { status, head: head.to_ascii_lowercase(), body: body.to_owned() })
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':').map(str::trim))
    }
}

/// Asks with these lines of a head, and closes.
async fn ask(from: IpAddr, to: SocketAddr, lines: &str) -> Answer {
    let mut stream = connect(from, to).await;
    stream.write_all(format!("{lines}\r\nconnection: close\r\n\r\n").as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    // A server that cuts may do so before everything was read.
    let _ = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await.expect("no answer");
    Answer::read(&bytes).unwrap_or_else(|| panic!("no answer to {lines}: {bytes:?}"))
}

/// Asks as somebody who is signed in.
async fn get_as(cookie: &str, from: IpAddr, to: SocketAddr, path: &str) -> Answer {
    ask(from, to, &format!("GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}")).await
}

/// Asks for an address of the site as a browser on this machine does.
async fn get(from: IpAddr, to: SocketAddr, path: &str) -> Answer {
    ask(from, to, &format!("GET {path} HTTP/1.1\r\nhost: localhost")).await
}
