//! The report on accounts: figures that were counted by hand, and a list behind each that has exactly its accounts.

use bareme_engine::pages::accounts;
use bareme_engine::reports::{Dimension, English, Filter, ReportKind, ReportQuery, report};
use bareme_ingest::Kind;
use bareme_reporting::{Behind, Cell, List, Report};
use bareme_testkit::{GRADED_BY_TITLE, World, at, on_both_databases};
use bareme_web::pages::accounts::list::Wish;
use bareme_web::pages::query::Params;

use crate::lists::movement::with_a_past;

fn made(world: &World, query: &ReportQuery) -> Report {
    report(world.engine(), ReportKind::Accounts, query, &English).unwrap()
}

fn days_ago(world: &World, days: i64) -> ReportQuery {
    ReportQuery { from: Some(world.now().plus_days(-days)), ..ReportQuery::default() }
}

fn figure<'r>(report: &'r Report, key: &str) -> &'r Cell {
    &report.figures.iter().find(|figure| figure.key == key).unwrap().value
}

fn rows<'r>(report: &'r Report, key: &str) -> &'r [Vec<Cell>] {
    &report.sections.iter().find(|section| section.key == key).unwrap().table.rows
}

/// How many accounts an address lists.
fn listed(world: &World, behind: &Behind) -> u64 {
    let mut address = form(&behind.words);
    address.push_str("&x=");
    let (wish, errors) = Wish::read(&Params::read(&address));
    assert_eq!(errors, [], "{behind:?}");
    accounts::list(world.engine(), &wish.query()).unwrap().fitting.unwrap().count
}

fn form(words: &[(&'static str, String)]) -> String {
    let pairs: Vec<String> =
        words.iter().map(|(name, value)| format!("{name}={}", value.replace('+', "%2B"))).collect();
    pairs.join("&")
}

/// Every count that opens a list of accounts has as many as the list. Says how many there are.
fn every_count_is_listed(world: &World, report: &Report) -> usize {
    let figures = report.figures.iter().map(|figure| (figure.key, &figure.value, figure.behind.as_ref()));
    let cells = report.sections.iter().flat_map(|section| {
        section.table.rows.iter().zip(0..).flat_map(move |(row, line)| {
            row.iter().zip(0..).map(move |(cell, column)| (section.key, cell, section.behind(line, column)))
        })
    });
    let mut checked = 0;
    for (key, cell, behind) in figures.chain(cells) {
        match (cell, behind) {
            (Cell::Count(count), Some(behind)) => {
                assert_eq!(behind.list, List::Accounts);
                assert_eq!(listed(world, behind), *count, "{key}: {behind:?}");
                checked += 1;
            }
            (_, Some(behind)) => assert_eq!(behind.list, List::Account, "{key}"),
            (_, None) => {}
        }
    }
    checked
}

#[test]
fn movements_that_were_counted_by_hand() {
    on_both_databases(|world| {
        with_a_past(world);
        let twenty = made(world, &days_ago(world, 20));
        let count = |key| figure(&twenty, key).clone();
        let counts = ["mqa", "entered", "left", "up", "down", "surge"].map(count);
        assert_eq!(counts, [1, 1, 1, 1, 1, 0].map(Cell::Count));
        assert_eq!(figure(&twenty, "coverage"), &Cell::Number(0.0), "only Bolt has somebody engaged");
        let moves: Vec<String> = rows(&twenty, "moves").iter().map(|row| format!("{row:?}")).collect();
        assert_eq!(moves.len(), 2, "{moves:?}");
        assert!(moves[0].contains("\"A2\"") && moves[0].contains("\"C3\""), "{moves:?}");
        let grade = |row: usize| rows(&twenty, "grades")[row].iter().skip(1).cloned().collect::<Vec<_>>();
        assert_eq!(grade(0), [0, 0, 1, 0].map(Cell::Count), "from A to C: Bolt");
        assert_eq!(grade(1), [1, 0, 0, 0].map(Cell::Count), "from B to A: Acme");
        assert_eq!(grade(2), [0, 0, 1, 0].map(Cell::Count), "Core stayed");
        assert_eq!(grade(3), [0; 4].map(Cell::Count), "Dyne is new");
        let month = rows(&twenty, "mqa").last().unwrap();
        assert_eq!(month[1..], [1, 1, 1, 1].map(Cell::Count));
        let eight =
            made(world, &ReportQuery { before: Some(world.now().plus_days(-8)), ..days_ago(world, 20) });
        assert_eq!(figure(&eight, "mqa"), &Cell::Count(2), "Bolt fell later");
        assert_eq!(figure(&eight, "left"), &Cell::Count(0));
        assert!(every_count_is_listed(world, &twenty) > 10);
        assert!(every_count_is_listed(world, &eight) > 6);
    });
}

#[test]
fn every_figure_of_a_demo_company_opens_its_accounts() {
    on_both_databases(|world| {
        world.fill_demo(80, 9);
        let all = made(world, &days_ago(world, 75));
        assert!(
            rows(&all, "surges").iter().all(|row| row[5] != Cell::from("")),
            "people stand behind a surge"
        );
        assert!(every_count_is_listed(world, &all) > 40);
        let covered: u64 = rows(&all, "coverage")
            .iter()
            .map(|row| if let Cell::Count(count) = row[1] { count } else { 0 })
            .sum();
        assert_eq!(covered, 80, "every account is in one band");
        let weeks = ReportQuery { by: "week".parse().unwrap(), ..days_ago(world, 75) };
        let weeks = made(world, &weeks);
        assert!(rows(&weeks, "mqa").len() > 10);
        assert!(every_count_is_listed(world, &weeks) > 40);
    });
}

#[test]
fn filters_leave_the_accounts_that_they_name() {
    on_both_databases(|world| {
        world.fill_demo(60, 4);
        let everyone = made(world, &days_ago(world, 60));
        let page = accounts::list(world.engine(), &accounts::AccountsQuery::default()).unwrap();
        let all = |report: &Report| -> u64 {
            rows(report, "coverage").iter().map(|row| if let Cell::Count(n) = row[1] { n } else { 0 }).sum()
        };
        let mut sum = 0;
        for country in &page.facets.countries {
            let filter = Filter { by: Dimension::Country, value: Some(country.clone()) };
            let narrow = made(world, &ReportQuery { filters: vec![filter], ..days_ago(world, 60) });
            sum += all(&narrow);
            every_count_is_listed(world, &narrow);
        }
        assert_eq!(sum, all(&everyone), "each account has one country");
        let size = Filter { by: Dimension::Size, value: Some("51-200".to_owned()) };
        let sized = made(world, &ReportQuery { filters: vec![size], ..days_ago(world, 60) });
        assert!(all(&sized) < all(&everyone));
        every_count_is_listed(world, &sized);
        let source = Filter { by: Dimension::Source, value: Some("web".to_owned()) };
        let refused = ReportQuery { filters: vec![source], ..ReportQuery::default() };
        let refused = report(world.engine(), ReportKind::Accounts, &refused, &English).unwrap_err();
        assert!(refused.to_string().contains("country, industry, owner or size"), "{refused}");
    });
}

#[test]
fn without_scores_or_models_there_is_an_empty_report() {
    on_both_databases(|world| {
        let empty = made(world, &ReportQuery::default());
        assert_eq!(figure(&empty, "mqa"), &Cell::Count(0));
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Accounts, "key\na\n").run();
        let unscored = made(world, &ReportQuery { from: Some(at("2020-01-01")), ..ReportQuery::default() });
        assert_eq!(figure(&unscored, "coverage"), &Cell::Empty);
    });
}
