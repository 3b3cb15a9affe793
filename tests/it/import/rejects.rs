//! Rejects sent back: nothing is lost, nothing shifts, nothing comes in that nobody mended, however many rounds there are.

use bareme_ingest::Kind;
use bareme_store::Backend;
use bareme_testkit::{World, on_both_databases};
use proptest::prelude::*;

/// The rejects of each of some rounds, each the file of the next.
fn rounds(world: &World, kind: Kind, first: &[u8], count: usize) -> Vec<String> {
    let mut files = Vec::new();
    let mut file = world.write_file("round0.csv", first);
    for round in 1..=count {
        let name = format!("rejects{round}.csv");
        let summary = world.import_file(kind, &file).rejects_to(&name).run();
        let Some(path) = summary.rejects else { break };
        files.push(std::fs::read_to_string(&path).unwrap());
        file = path;
    }
    files
}

/// A rejects file without what is said about its rows.
fn data(file: &str) -> Vec<Vec<String>> {
    let mut reader = csv_reader(file);
    reader.drain(..).map(|row| row.into_iter().skip(4).collect()).collect()
}

/// Rows of a CSV file with quotes, as a spreadsheet would read them.
fn csv_reader(file: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut letters = file.trim_start_matches('\u{FEFF}').chars().peekable();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => row.push(std::mem::take(&mut field)),
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            _ => field.push(letter),
        }
    }
    rows
}

#[test]
fn rows_that_nobody_mended_come_back_the_same_in_every_round() {
    on_both_databases(|world| {
        let huge = "y".repeat(2 << 20);
        let mut text = format!(
            "key,name,employees\n1,A,5\n2,B\n3,C,7,more,still more\n4,\"D,7\n5,E,many\n\"6,F,8\n,,9\n7,G\0G,1\n8,{huge},1\n9\n"
        )
        .into_bytes();
        text.extend_from_slice(b"10,Caf\xE9,3\n11,\xC3\x89,4\n12,\xC3\x89,4\n");
        let files = rounds(world, Kind::Accounts, &text, 5);
        assert_eq!(world.account_keys(), ["1", "11", "12"]);
        assert_eq!(files.len(), 5);
        assert_eq!(data(&files[0]).len(), 11, "ten rows and the header: {:#?}", data(&files[0]));
        for (round, file) in files.iter().enumerate().skip(1) {
            assert_eq!(data(file), data(&files[0]), "round {}", round + 1);
        }
        assert_eq!(files[2], files[1], "the reasons settle as well");
        assert_eq!(files[4], files[1]);
        let ragged = &data(&files[4])[1..3];
        assert_eq!(ragged, [vec!["2", "B"], vec!["3", "C", "7", "more", "still more"]]);
    });
}

#[test]
fn the_reason_of_a_ragged_row_does_not_count_the_notes() {
    on_both_databases(|world| {
        let files = rounds(world, Kind::Accounts, b"key,name,employees\n2,B\n3,C,7,more\n", 3);
        for file in files {
            assert!(file.contains("2 fields where 3 are expected"), "{file}");
            assert!(file.contains("4 fields where 3 are expected"), "{file}");
        }
    });
}

#[test]
fn a_ragged_row_that_was_mended_in_a_later_round_comes_in() {
    on_both_databases(|world| {
        let files = rounds(world, Kind::Accounts, b"key,name,employees\n2,B\n3,C,7,more\n", 3);
        let last = files.last().unwrap();
        let mended = last.replace(",2,B\n", ",2,B,6\n").replace(",3,C,7,more\n", ",3,C,7\n");
        assert_ne!(&mended, last);
        let summary = world.import(Kind::Accounts, mended).rejects_to("none.csv").run();
        assert_eq!((summary.created, summary.rejected, summary.rejects), (2, 0, None));
        assert_eq!(
            world.account("3").attributes.get("employees").map(ToString::to_string).as_deref(),
            Some("7")
        );
        let attributes = world.account("2").attributes;
        assert!(attributes.keys().all(|name| !name.starts_with("bareme")), "{attributes:?}");
    });
}

#[test]
fn a_byte_that_was_lost_is_not_taken_for_the_value() {
    on_both_databases(|world| {
        let files =
            rounds(world, Kind::Accounts, b"key,name\n1,\xC3\x89\n2,Caf\xE9\n3,N\0N\n4,\xC3\x89\n", 2);
        assert_eq!(world.account_keys(), ["1", "4"]);
        assert!(files[1].contains("write the value anew"), "{}", files[1]);
        let mended = files[1].replace("Caf\u{FFFD}", "Café").replace("N\u{2400}N", "NN");
        world.import(Kind::Accounts, mended).run();
        assert_eq!(world.account_keys(), ["1", "4", "2", "3"]);
        assert_eq!(world.account("2").name(), "Café");
    });
}

#[test]
fn a_sign_for_a_lost_byte_that_stood_in_the_original_is_a_letter_like_others() {
    on_both_databases(|world| {
        world.import(Kind::Accounts, "key,name\n1,Caf\u{FFFD}\n").run();
        assert_eq!(world.account("1").name(), "Caf\u{FFFD}");
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_rejected_is_stable_from_the_first_round_on(
        rows in proptest::collection::vec("[a-c\"; ,é]{0,12}", 1..12),
    ) {
        let world = World::new(Backend::Sqlite);
        let text = format!("key,name,employees\n{}\n", rows.join("\n"));
        let files = rounds(&world, Kind::Accounts, text.as_bytes(), 5);
        // A row that was quoted as a whole comes in when it is sent again, and the rows behind it move up by a line.
        for pair in files.windows(2).skip(1) {
            prop_assert_eq!(data(&pair[0]), data(&pair[1]));
        }
        for pair in files.windows(2).skip(2) {
            prop_assert_eq!(&pair[0], &pair[1]);
        }
    }
}
