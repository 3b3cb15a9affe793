//! Slow clients hold nothing for long: at the head of a request, its body, or the answer, they are cut off.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use bareme_engine::Backend;
use bareme_testkit::World;
use bareme_web::{Limits, Site};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};

use super::{PATIENCE, get, here, serve, tell, visitor};

/// A site without patience, and where it tells its figures.
fn impatient(world: &World) -> (SocketAddr, SocketAddr) {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let metrics = free.local_addr().unwrap();
    drop(free);
    let limits = Limits { head_seconds: 1, body_seconds: 2, ..Limits::default() };
    (serve(world.engine(), Site { limits, metrics: Some(metrics), ..here() }), metrics)
}

/// Waits until the server has closed a connection, whatever it says before.
async fn is_cut(mut stream: TcpStream, what: &str) {
    let begin = Instant::now();
    let mut bytes = Vec::new();
    let end = timeout(PATIENCE, stream.read_to_end(&mut bytes)).await;
    assert!(end.is_ok(), "{what} is still open after {:?}", begin.elapsed());
}

#[test]
fn who_is_slow_is_cut_and_who_is_not_gets_their_answer() {
    let world = World::new(Backend::Sqlite);
    let (to, metrics) = impatient(&world);
    tell(async {
        let mut idle = Vec::new();
        for _ in 0..50 {
            idle.push(super::connect(visitor(2), to).await);
        }
        let mut head = super::connect(visitor(2), to).await;
        head.write_all(b"GET / HTTP/1.1\r\nhost: local").await.unwrap();
        // The second request of a connection, after a first that was answered.
        let mut second = super::connect(visitor(2), to).await;
        second.write_all(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\nGET / HT").await.unwrap();
        let mut body = super::connect(visitor(2), to).await;
        let form = "POST /sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\n\
                    content-length: 100\r\n\r\nemail=";
        body.write_all(form.as_bytes()).await.unwrap();
        assert_eq!(get(visitor(3), to, "/sign-in").await.status, 200);
        is_cut(head, "half a head").await;
        is_cut(second, "half a second head").await;
        is_cut(body, "half a body").await;
        for stream in idle {
            is_cut(stream, "a connection without a request").await;
        }
        assert_eq!(get(visitor(3), to, "/sign-in").await.status, 200);
        let figures = get(visitor(1), metrics, "/metrics").await.body;
        for part in [
            "cut_total{reason=\"head\"}",
            "cut_total{reason=\"request\"}",
            "bareme_http_requests_total{route=\"/sign-in\"",
        ] {
            assert!(figures.contains(part), "{part} in {figures}");
        }
    });
}

#[test]
fn who_does_not_take_their_answer_is_cut() {
    const TIMES: usize = 1_500;
    let world = World::new(Backend::Sqlite);
    let (to, _) = impatient(&world);
    tell(async {
        let one = "GET /static/0/vendor/lucide-1.62.0/icons.svg HTTP/1.1\r\nhost: localhost\r\n\r\n";
        let size = get(visitor(1), to, "/static/0/vendor/lucide-1.62.0/icons.svg").await.body.len();
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(4_096).unwrap();
        let mut greedy = socket.connect(to).await.unwrap();
        // So many large answers that what buffers on the way hold is a part of them; none is read for a while.
        let _ = timeout(Duration::from_secs(1), greedy.write_all(one.repeat(TIMES).as_bytes())).await;
        sleep(Duration::from_secs(6)).await;
        let mut bytes = Vec::new();
        let end = timeout(PATIENCE, greedy.read_to_end(&mut bytes)).await;
        assert!(end.is_ok(), "still open");
        assert!(bytes.len() < size * TIMES / 2, "{} of {} bytes", bytes.len(), size * TIMES);
    });
}
