//! The log says what happened, for programs as JSON, and nothing that somebody typed or that opens anything.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::Stdio;

use bareme_access::Role;
use bareme_engine::Backend;
use bareme_testkit::{World, program};

use super::{ask, get_as, tell, visitor};

#[test]
fn no_word_of_a_visitor_and_no_secret_is_in_the_log() {
    let world = World::new(Backend::Sqlite);
    let cookie = world.signed_in("Mia Lead", Role::MarketingLeader);
    let mut command = program().command();
    command.args(["--database", world.url(), "--log", "debug", "--log-format", "json"]);
    command.args(["serve", "--listen", "127.0.0.1:0"]).current_dir(world.path(""));
    command
        .env("BAREME_MAIL_URL", "smtp://ann:hidden-in-mail@127.0.0.1:1")
        .env("BAREME_MAIL_FROM", "b@x.org");
    let mut server =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut log = BufReader::new(server.stderr.take().unwrap());
    let (mut text, to) = (String::new(), address(&mut log));
    tell(async {
        let typed = "/contacts?q=hidden-in-query&cursor=hidden-in-cursor";
        // The session of a clock that stands still is over, so that the way leads to signing in.
        assert_eq!(get_as(&cookie, visitor(1), to, typed).await.status, 303);
        let form = "POST /sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\n\
                    authorization: Bearer hidden-in-header\r\ncontent-length: 41\r\n\r\nemail=hidden-in-form&password=hidden-in-2";
        assert!(ask(visitor(1), to, form).await.status < 500);
        assert_eq!(get_as(&cookie, visitor(1), to, "/hidden-in-path").await.status, 303);
    });
    server.kill().unwrap();
    server.wait().unwrap();
    log.read_to_string(&mut text).unwrap();
    assert!(!text.contains("hidden-in"), "{text}");
    let session = cookie.split('=').nth(1).unwrap();
    assert!(!text.contains(session), "{text}");
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with('{')).collect();
    for line in &lines {
        let entry: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(entry["timestamp"].is_string() && entry["level"].is_string(), "{line}");
    }
    assert!(!lines.is_empty(), "{text}");
}

/// Where the server says that it listens.
fn address(log: &mut impl BufRead) -> SocketAddr {
    let mut line = String::new();
    while log.read_line(&mut line).unwrap() > 0 {
        if let Some(rest) = line.split("serves http://").nth(1) {
            return rest.split('/').next().unwrap().parse().unwrap();
        }
        line.clear();
    }
    panic!("the server does not start");
}
