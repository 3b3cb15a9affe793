//! Whatever a file holds, importing it takes little memory.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use bareme_ingest::Kind;
use bareme_store::Backend;
use bareme_testkit::{World, program};

/// The most that an import may take, MiB.
const MOST: u64 = 256;

/// Imports a file with the program and returns the most memory that it held, MiB.
fn peak(world: &World, kind: Kind, file: &Path) -> u64 {
    let mut child = program()
        .command()
        .args(["--database", world.url(), "--format", "json", "import", kind.word()])
        .arg(file)
        .current_dir(world.folder())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        // The kernel keeps the peak; it is lost with the process.
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let held = text
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        peak = peak.max(held.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(child.wait().unwrap().success());
    peak / 1_024
}

#[test]
fn huge_fields_and_a_quote_that_is_never_closed_take_little_memory() {
    let world = World::new(Backend::Sqlite);
    let huge = "x".repeat(10_000_000);
    let mut text = "key,name,city\n".to_owned();
    for number in 0..4 {
        write!(text, "a{number},A,X\nb{number},{huge},X\nc{number},\"{huge}\",X\n").unwrap();
    }
    text.push_str("open,\"never closed,X\n");
    for number in 0..200_000 {
        writeln!(text, "d{},N,a city with a long name to fill the file", number % 5_000).unwrap();
    }
    let file = world.write_file("huge.csv", text);
    let peak = peak(&world, Kind::Accounts, &file);
    assert!((1..MOST).contains(&peak), "{peak} MiB");
    assert_eq!(world.account_keys().len(), 5_004);
}

#[test]
fn many_rejects_take_little_memory() {
    let world = World::new(Backend::Sqlite);
    let mut text = "contact,type,at\n".to_owned();
    for number in 0..150_000 {
        writeln!(text, "nobody{number}@example.org,page_view,2026-05-01").unwrap();
    }
    let file = world.write_file("unknown.csv", text);
    let peak = peak(&world, Kind::Activities, &file);
    assert!((1..MOST).contains(&peak), "{peak} MiB");
    let newest = world.read(bareme_store::imports::newest).unwrap();
    assert_eq!((newest.rejected, newest.created), (150_000, 0));
}
