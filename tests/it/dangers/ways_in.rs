//! Other machines come in by TLS only, here or at a proxy that is named; and only under the site's own names.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use bareme_engine::Backend;
use bareme_testkit::World;
use bareme_web::{Limits, ServeError, Site, TlsFiles};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};

use super::{ask, here, serve, tell, visitor};

#[test]
fn a_server_that_others_could_listen_to_does_not_start() {
    let world = World::new(Backend::Sqlite);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let refused = |site: Site| {
        runtime
            .block_on(bareme_web::serve(world.engine().clone(), site, |_| panic!("it listens")))
            .unwrap_err()
    };
    let open = |address: &str| Site::on(address.parse().unwrap());
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:80"] {
        assert!(matches!(refused(open(address)), ServeError::Unsafe(_)), "{address}");
    }
    let tls = |certificate: &str, key: &str| {
        let files = TlsFiles { certificate: world.path(certificate), key: world.path(key) };
        refused(Site { tls: Some(files), ..here() }).to_string()
    };
    assert!(tls("none.pem", "none.pem").contains("none.pem"));
    world.write_file("empty.pem", "");
    assert!(tls("empty.pem", "empty.pem").contains("BEGIN CERTIFICATE"));
}

#[test]
fn behind_a_proxy_only_the_proxy_is_answered_and_believed() {
    let world = World::new(Backend::Sqlite);
    let site = Site {
        listen: SocketAddr::from(([0, 0, 0, 0], 0)),
        public: Some("https://bareme.example.com".to_owned()),
        proxies: vec!["127.0.0.2".parse().unwrap()],
        ..here()
    };
    let to = SocketAddr::from(([127, 0, 0, 1], serve(world.engine(), site).port()));
    let home = "GET /sign-in HTTP/1.1\r\nhost: bareme.example.com";
    tell(async {
        let inside = ask(visitor(2), to, &format!("{home}\r\nx-forwarded-proto: https")).await;
        assert_eq!(inside.status, 200);
        assert!(inside.header("strict-transport-security").is_some());
        let clear = ask(visitor(2), to, &format!("{home}\r\nx-forwarded-proto: http")).await;
        assert!(clear.header("strict-transport-security").is_none());
        assert_eq!(ask(visitor(3), to, home).await.status, 403, "past the proxy");
        for host in ["127.0.0.1", "localhost", "evil.example"] {
            let lines = format!("GET / HTTP/1.1\r\nhost: {host}\r\nx-forwarded-host: bareme.example.com");
            assert_eq!(ask(visitor(2), to, &lines).await.status, 421, "{host}");
        }
        let form = "POST /sign-in HTTP/1.1\r\nhost: bareme.example.com\r\ncontent-length: 0\r\ncookie: who=x\r\norigin: ";
        assert_eq!(ask(visitor(2), to, &format!("{form}https://evil.example")).await.status, 403);
        assert_ne!(ask(visitor(2), to, &format!("{form}https://bareme.example.com")).await.status, 403);
    });
}

/// A certificate for localhost and its key, made for this test.
const CERTIFICATE: &str = include_str!("tls/certificate.pem");
const KEY: &str = include_str!("tls/key.pem");

#[test]
fn tls_may_end_here() {
    let world = World::new(Backend::Sqlite);
    let certificate = world.write_file("certificate.pem", CERTIFICATE);
    let key = world.write_file("key.pem", KEY);
    let site = Site {
        listen: SocketAddr::from(([0, 0, 0, 0], 0)),
        hosts: vec!["localhost".to_owned()],
        tls: Some(TlsFiles { certificate, key }),
        limits: Limits { head_seconds: 1, ..Limits::default() },
        ..here()
    };
    let port = serve(world.engine(), site).port();
    let answer = over_tls(port, "GET /sign-in HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security: max-age=31536000"), "{answer}");
    let half = over_tls(port, "GET / HT");
    assert!(!half.contains("200 OK"), "it is cut: {half}");
}

/// What a server answers over TLS, to its end.
fn over_tls(port: u16, asked: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let client = ClientConnection::new(Arc::new(config), "localhost".try_into().unwrap()).unwrap();
    let socket = TcpStream::connect(("127.0.0.1", port)).unwrap();
    socket.set_read_timeout(Some(super::PATIENCE)).unwrap();
    let mut stream = StreamOwned::new(client, socket);
    stream.write_all(asked.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    let begin = Instant::now();
    // A connection that is cut ends without a farewell.
    let _ = stream.read_to_end(&mut bytes);
    assert!(begin.elapsed() < super::PATIENCE, "still open");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn no_page_is_made_of_the_name_that_a_request_gives() {
    let forbidden = ["connection_info", "full_url", "url_for"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/web/src");
    let mut waiting = vec![root];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let text = std::fs::read_to_string(&path).unwrap();
                let found: Vec<_> = forbidden.iter().filter(|word| text.contains(**word)).collect();
                assert!(found.is_empty(), "{}: {found:?} believes the request's host name", path.display());
            }
        }
    }
}
