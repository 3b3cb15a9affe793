//! `bareme evaluate --table`: nothing of the table is lost, whatever its encoding and delimiter.

use std::path::Path;

use bareme_testkit::GRADED_BY_TITLE;

use super::{Run, bareme, json};

fn evaluate(folder: &Path, table: &str, content: &[u8], more: &[&str]) -> Run {
    std::fs::write(folder.join("m.toml"), GRADED_BY_TITLE).unwrap();
    std::fs::write(folder.join(table), content).unwrap();
    let call = ["evaluate", "--model", "m.toml", "--table", table, "--out", "out.csv"];
    bareme(folder, &call.into_iter().chain(more.iter().copied()).collect::<Vec<_>>())
}

fn scored(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("out.csv")).unwrap()
}

#[test]
fn any_encoding_and_delimiter_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let done = evaluate(path, "t.csv", b"title;ville\r\nDirector;Besan\xe7on\r\n", &[]).done();
    assert_eq!(done, "1 row scored into out.csv\n");
    let wanted =
        "title,ville,score,fit,engagement,grade,level,rating\nDirector,Besançon,30.00,60.00,0.00,B,4,B4\n";
    assert_eq!(scored(path), wanted);
    let utf16: Vec<u8> =
        "\u{feff}title\tville\nDirector\tBesançon\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    evaluate(path, "u.csv", &utf16, &[]).done();
    assert_eq!(scored(path), wanted);
}

#[test]
fn a_row_that_cannot_be_read_is_named_and_the_others_are_scored() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let run = evaluate(
        path,
        "t.csv",
        b"title,city\nChief,Ulm\nDirector\n\"Chief,Bonn\nChief,Kiel\n",
        &["--format", "json"],
    );
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(
        json(&run.out)["unread"].as_u64(),
        Some(json(&run.out)["problems"].as_array().unwrap().len() as u64)
    );
    assert!(run.err.contains("line 3: ") && run.err.contains("line 4: "), "{run:?}");
    assert!(scored(path).contains("Chief,Ulm,50.00") && scored(path).contains("Chief,Kiel,50.00"), "{run:?}");
}

#[test]
fn a_table_is_never_overwritten_by_its_own_result() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    evaluate(path, "t.csv", b"title\nChief\n", &[]).done();
    std::fs::write(path.join("out.csv"), "title\nChief\n").unwrap();
    bareme(path, &["evaluate", "--model", "m.toml", "--table", "out.csv", "--out", "./out.csv"])
        .fails(2, &["--out is the table itself"]);
    assert_eq!(scored(path), "title\nChief\n");
}

#[test]
fn what_is_no_table_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    evaluate(path, "t.csv", b"", &[]).fails(1, &["t.csv is empty", "header"]);
    let call = |table: &str, out: &str| {
        bareme(path, &["evaluate", "--model", "m.toml", "--table", table, "--out", out])
    };
    call("no.csv", "out.csv").fails(1, &["no.csv: there is no such file"]);
    call(".", "out.csv").fails(1, &["a folder, not a file"]);
    call("m.toml", "no/out.csv").fails(1, &["its folder does not exist"]);
    bareme(path, &["evaluate", "--model", "m.toml"]).fails(2, &["--input FILE", "--table FILE"]);
    assert!(!path.join("out.csv").exists());
}
