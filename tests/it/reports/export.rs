//! The file of a list: its lines are the leads of the list, and each says what was asked for and when.

use bareme_engine::pages::leads::{LeadsQuery, export, list};
use bareme_engine::reports::{Dimension, English, Only, Selection};
use bareme_ingest::Kind;
use bareme_scoring::Event;
use bareme_testkit::{GRADED_BY_TITLE, World, at, on_both_databases};

use super::history::History;

fn lines(world: &World, selection: &Selection) -> Vec<Vec<(String, String)>> {
    let text = export(world.engine(), selection, &English).unwrap();
    // No field of these tests holds a comma or a line.
    let mut rows = text.split("\r\n").filter(|line| !line.is_empty()).map(|line| line.split(','));
    let names: Vec<&str> = rows.next().unwrap().collect();
    rows.map(|row| names.iter().map(|name| (*name).to_owned()).zip(row.map(str::to_owned)).collect())
        .collect()
}

fn value<'r>(row: &'r [(String, String)], name: &str) -> &'r str {
    row.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap()
}

#[test]
fn a_file_has_as_many_lines_as_the_list_has_leads_in_the_same_order() {
    on_both_databases(|world| {
        world.fill_demo(30, 4);
        for selection in [Selection::default(), Selection::default().only(Only::Decided)] {
            let page =
                list(world.engine(), &LeadsQuery { selection: selection.clone(), cursor: None }).unwrap();
            let text = export(world.engine(), &selection, &English).unwrap();
            let rows = text.matches("2026-06-01T12:00:00Z\r\n").count() as u64;
            assert_eq!(rows, page.fitting, "each line ends with the moment at which it was made");
            let first: Vec<&str> = text.split("\r\n").skip(1).take(page.slice.rows.len()).collect();
            for (line, row) in first.iter().zip(&page.slice.rows) {
                assert!(line.starts_with(&format!("{},", row.id)), "{line}");
            }
        }
    });
}

#[test]
fn a_rejected_lead_is_told_with_its_reason_and_the_filter_that_found_it() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Contacts, "key,name,email\nc,=Cmd(1),a@b.example\n").run();
        let day = |text| at(text);
        let rejected = History::of("c").handed_over(day("2026-01-01"), Some("eve"), None);
        rejected.then(Event::Reject, day("2026-01-02"), Some("no_budget")).write(world);
        History::of("c").handed_over(day("2026-01-03"), None, None).write(world);
        let selection = Selection::default().with(Dimension::Reason, Some("no_budget".to_owned()));
        let rows = lines(world, &selection);
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        assert_eq!(value(row, "contact"), "'=Cmd(1)", "a name is never run as a formula");
        assert_eq!(
            [value(row, "reason"), value(row, "stage"), value(row, "owner")],
            ["no_budget", "recycled", "eve"]
        );
        assert_eq!(value(row, "rejected_at"), "2026-01-02T00:00:00Z");
        assert_eq!(value(row, "filter"), "Reason: no budget");
        assert_eq!(value(row, "made_at"), "2026-06-01T12:00:00Z");
        let all = lines(world, &Selection::default());
        assert!(all.iter().all(|row| value(row, "filter") == "All leads"));
    });
}
