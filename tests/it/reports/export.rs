//! The file of a list: its lines are the leads of the list, and each says what was asked for and when.

use bareme_engine::pages::leads::{LeadsQuery, export, list};
use bareme_engine::reports::{Dimension, English, Only, ReportKind, Selection, View, choices};
use bareme_ingest::Kind;
use bareme_reporting::Cell;
use bareme_scoring::Event;
use bareme_testkit::{GRADED_BY_TITLE, World, at, on_both_databases};

use super::history::History;
use super::{by, column, make};

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

#[test]
fn the_words_of_the_agreement_name_its_reasons_in_reports_lists_and_files() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.agree(
            "[[reason]]\ncode = \"no_budget\"\npolicy = \"recycle\"\nlabel = \"No money this year\"\n\
             [[reason]]\ncode = \"too_small\"\npolicy = \"disqualify\"\nlabel = \"Under ten people\"\nretired = true\n",
        );
        world.import(Kind::Contacts, "key,name\nc,Cora\n").run();
        for (day, reason) in [(1, "no_budget"), (3, "student")] {
            let handed_over = at("2026-01-01").plus_days(day);
            let lead = History::of("c").handed_over(handed_over, Some("eve"), None);
            lead.then(Event::Reject, handed_over.plus_days(1), Some(reason)).write(world);
        }
        let report = make(world, ReportKind::Reasons, &by(Dimension::Source, View::Cohort));
        let named = column(&report, "reasons", "reason");
        assert!(named.contains(&Cell::from("No money this year")), "{named:?}");
        let selection = Selection::default().with(Dimension::Reason, Some("no_budget".to_owned()));
        let rows = lines(world, &selection);
        assert_eq!(
            [value(&rows[0], "reason"), value(&rows[0], "reason_text"), value(&rows[0], "filter")],
            ["no_budget", "No money this year", "Reason: No money this year"]
        );
        let page = list(world.engine(), &LeadsQuery::default()).unwrap();
        let label = |code: &str| page.reasons.iter().find(|reason| reason.code == code)?.label.clone();
        assert_eq!(label("too_small").as_deref(), Some("Under ten people"), "retired, and still named");
        let offered = choices(world.engine()).unwrap();
        let values = |by: Dimension| offered.values.iter().find(|(of, _)| *of == by).unwrap().1.clone();
        assert_eq!(values(Dimension::Reason), ["no_budget", "student"]);
        assert_eq!(values(Dimension::Source), [] as [&str; 0]);
        // What is offered follows the leads, though it is not counted anew for each page.
        History::of("c").from(Some("fair")).handed_over(at("2026-02-01"), None, None).write(world);
        let offered = choices(world.engine()).unwrap();
        assert!(offered.values.contains(&(Dimension::Source, vec!["fair".to_owned()])), "{offered:?}");
    });
}
