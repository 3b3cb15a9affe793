//! What the command prints about a file: every word true, and understood by who reads it.

use std::path::Path;
use std::process::Output;

use bareme_ingest::Kind;
use bareme_store::Backend;
use bareme_testkit::{World, program};

fn run(world: &World, kind: Kind, file: &Path, more: &[&str]) -> Output {
    program()
        .command()
        .args(["--database", world.url(), "import", kind.word()])
        .arg(file)
        .args(more)
        .current_dir(world.folder())
        .output()
        .unwrap()
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn a_dry_run_says_what_it_wrote_and_what_it_did_not() {
    let world = World::new(Backend::Sqlite);
    let file = world.write_file("a.csv", "key,name\n1,A\n2\n");
    let before = world.digest();
    let text = printed(&run(&world, Kind::Accounts, &file, &["--dry-run"]));
    assert!(text.contains("the database is as it was; only the rejects file was written."), "{text}");
    assert!(!text.contains("nothing was written"), "{text}");
    assert!(text.contains("a.rejects.csv") && world.path("a.rejects.csv").exists(), "{text}");
    assert_eq!(world.digest(), before);

    let clean = world.write_file("b.csv", "key,name\n1,A\n");
    let text = printed(&run(&world, Kind::Accounts, &clean, &["--dry-run"]));
    assert!(text.contains("the database is as it was.") && !text.contains("rejects file"), "{text}");
    assert!(!world.path("b.rejects.csv").exists());
}

#[test]
fn the_same_file_again_says_that_nothing_changed() {
    let world = World::new(Backend::Sqlite);
    let file = world.write_file("a.csv", "key,name\n1,A\n2,B\n");
    let first = printed(&run(&world, Kind::Accounts, &file, &[]));
    assert!(first.contains("2 new") && !first.contains("Nothing has changed"), "{first}");
    let again = printed(&run(&world, Kind::Accounts, &file, &[]));
    assert!(
        again.contains("0 new, 0 changed, 2 unchanged") && again.contains("Nothing has changed"),
        "{again}"
    );
}

#[test]
fn what_is_no_table_is_named_in_one_sentence() {
    let world = World::new(Backend::Sqlite);
    let before = world.digest();
    let cases: [(&str, &[u8], &str); 5] = [
        (
            "people.xlsx",
            b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml \xA2\x04\x02(\xA0",
            "people.xlsx is an Excel workbook, not a CSV file: save the sheet as CSV",
        ),
        ("people.zip", b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0people.csv", "people.zip is a ZIP archive"),
        ("people.csv.gz", b"\x1F\x8B\x08\0\0\0\0\0\0\x03", "people.csv.gz is compressed with gzip"),
        ("people.pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj", "people.pdf is a PDF document"),
        ("people.csv", b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0", "people.csv is no text"),
    ];
    for (name, content, says) in cases {
        let file = world.write_file(name, content);
        let output = run(&world, Kind::Contacts, &file, &[]);
        let error = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {error}");
        assert!(error.contains(says), "{name}: {error}");
        assert_eq!(error.trim().lines().count(), 1, "{name}: {error}");
    }
    assert_eq!(world.digest(), before);
}
