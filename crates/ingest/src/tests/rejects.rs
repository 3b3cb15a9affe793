//! The rejects file: it names what is wrong, can be mended, and comes in when it is sent again.

use super::{Outcome, import, import_with, source};
use crate::{Kind, RejectsWriter};

fn rejects_file(outcome: &Outcome) -> String {
    let mut writer = RejectsWriter::new(Vec::new(), &outcome.source).unwrap();
    for reject in &outcome.rejects {
        writer.write(reject).unwrap();
    }
    String::from_utf8(writer.finish().unwrap()).unwrap()
}

const BROKEN: &str = "id;name;revenue\n1;Café;5\n2;\"B\n3;C;many\n4\n\"5;\"\"E;e\"\";7\"\n";

#[test]
fn the_file_has_the_columns_of_the_original_behind_the_reasons() {
    let outcome = import(Kind::Accounts, BROKEN);
    assert_eq!(outcome.keys(), ["1"]);
    let file = rejects_file(&outcome);
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines[0], "\u{FEFF}bareme_line;bareme_column;bareme_value;bareme_reason;id;name;revenue");
    assert_eq!(lines[1], "3;name;;quote opened at column 2 is never closed;\"2;\"\"B\"");
    assert!(
        lines[2].starts_with("4;revenue;many;\"'many' is not a number;") && lines[2].ends_with(";3;C;many")
    );
    assert_eq!(lines[3], "5;;;1 field where 3 are expected;4");
    assert!(
        lines[4].ends_with(";5;\"E;e\";7"),
        "a row that was quoted as a whole is taken apart: {}",
        lines[4]
    );
}

#[test]
fn a_mended_rejects_file_comes_in_and_an_unmended_row_is_refused_again() {
    let file = rejects_file(&import(Kind::Accounts, BROKEN));
    let again = import(Kind::Accounts, &file);
    assert_eq!(again.keys(), ["5"]);
    assert_eq!(again.tally.rejected, 3);
    assert!(again.plan.attribute_types().keys().all(|name| !name.starts_with("bareme")));
    let mended = file
        .replace("\"2;\"\"B\"", "2;B;1")
        .replace(";3;C;many", ";3;C;6")
        .replace("expected;4\n", "expected;4;D;2\n");
    let third = import(Kind::Accounts, mended);
    assert_eq!(third.keys(), ["2", "3", "4", "5"], "{:?}", third.rejects);
    let rejects_of_rejects = rejects_file(&again);
    assert_eq!(rejects_of_rejects.lines().next(), file.lines().next(), "the reasons do not pile up");
}

#[test]
fn a_row_that_breaks_in_a_later_round_takes_no_notes_with_it() {
    let file = rejects_file(&import(Kind::Accounts, "id,name,revenue\n0,A,5\n1,B,x\n"));
    let broken = file.replace(",1,B,x", ",1,\"B,x");
    let once = rejects_file(&import(Kind::Accounts, &broken));
    assert!(once.ends_with(",\"1,\"\"B,x\"\n"), "{once}");
    let twice = rejects_file(&import(Kind::Accounts, &once));
    assert!(twice.ends_with(",\"1,\"\"B,x\"\n"), "{twice}");
}

#[test]
fn values_are_written_as_they_were_and_formulas_are_guarded() {
    let outcome =
        import(Kind::Accounts, "id,name,revenue\n0,A,5\n1,=1+1,x\n2,\"a \"\"b\"\"\nc\",y\n3,'=2,-z\n");
    let file = rejects_file(&outcome);
    assert!(file.contains(",1,'=1+1,x\n"), "{file}");
    assert!(file.contains(",2,\"a \"\"b\"\"\nc\",y\n"), "{file}");
    assert!(file.contains(",3,'=2,'-z\n"), "guarded already: {file}");
    assert!(file.contains("6,revenue,'-z,\"'-z' is not a number;"), "the notes are guarded too: {file}");
    let mended = import(Kind::Accounts, file.replace(",x\n", ",1\n").replace(",'-z\n", ",-2\n"));
    let names: Vec<Option<String>> =
        (0..mended.records.len()).map(|row| mended.attribute(row, "name")).collect();
    assert_eq!(names, [Some("=1+1".to_owned()), Some("=2".to_owned())]);
    assert_eq!(mended.attribute(1, "revenue").as_deref(), Some("-2"));
}

#[test]
fn rows_of_duplicate_and_empty_headers_keep_their_headers() {
    let text = "id,revenue,,id\n0,1,,\n1,x,c,d\n";
    let file = rejects_file(&import(Kind::Accounts, text));
    assert!(file.lines().next().unwrap().ends_with(",id,revenue,,id"));
    let mended = source(file.replace(",x,c", ",5,c"));
    let mapping = crate::Mapping::automatic(Kind::Accounts, mended.header());
    let outcome = import_with(mended, &mapping).unwrap();
    assert_eq!(outcome.attribute(0, "column_3").as_deref(), Some("c"));
    assert_eq!(outcome.attribute(0, "id_2").as_deref(), Some("d"));
}

#[test]
fn a_row_that_was_cut_says_where_it_stands_whole() {
    let outcome = import(Kind::Accounts, format!("id,name\n1,A\n2,{}\n", "x".repeat(2 << 20)));
    let file = rejects_file(&outcome);
    assert!(file.contains("it stands whole on line 3 of the file"));
    assert!(file.len() < 70 * 1024);
}
