//! The funnel as a report: its figures, their comparison, its estimates, and both views.

use std::fmt::Write;

use bareme_engine::reports::{Dimension, ReportKind, ReportQuery, View};
use bareme_ingest::Kind;
use bareme_reporting::Cell;
use bareme_reporting::chart::Chart;
use bareme_testkit::{GRADED_BY_TITLE, World, at, on_both_databases};

use super::{by, column, figure, make};

/// Leads of two quarters; the clock stands at 1 June 2026.
const LEADS: &str = "key,contact,source,mql at,sal at,sql at,opportunity at,won at,rejected at,reason\n\
                     a1,c1,web,2026-01-05,2026-01-06,2026-01-10,2026-01-20,2026-02-04,,\n\
                     a2,c1,web,2026-01-20,2026-01-22,,,,,\n\
                     a3,c1,fair,2026-02-01,,,,,2026-02-03,no_budget\n\
                     b1,c2,fair,2026-04-02,2026-04-03,,,,,\n\
                     b2,c2,fair,2026-04-10,,,,,,\n\
                     b3,c2,,2026-05-20,2026-05-21,2026-05-22,,,,\n";

fn with_leads(world: &World) {
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Contacts, "key,persona\nc1,buyer\nc2,user\n").run();
    assert_eq!(world.import(Kind::Leads, LEADS).run().rejected, 0);
}

fn quarter() -> ReportQuery {
    ReportQuery { from: Some(at("2026-04-01")), before: Some(at("2026-07-01")), ..ReportQuery::default() }
}

#[test]
fn a_quarter_is_compared_with_the_one_before_at_the_same_age() {
    on_both_databases(|world| {
        with_leads(world);
        let report = make(world, ReportKind::Funnel, &quarter());
        assert_eq!(figure(&report, "mql").value, Cell::Count(3));
        // As of 2 March, 90 days before: a1 won on 4 February, a3 rejected.
        assert_eq!(figure(&report, "mql").hint, "0 % against 2026-Q1: may be chance.");
        assert_eq!(figure(&report, "won").hint, "\u{2212}100 % against 2026-Q1: may be chance.");
        let acceptance = figure(&report, "acceptance");
        assert_eq!(acceptance.value, Cell::Number(1.0));
        assert_eq!(acceptance.hint, "2 of 2 leads. +33.3 points against 2026-Q1: may be chance.");
        assert_eq!(report.scope.last().unwrap().1, "2026-Q1");
    });
}

#[test]
fn a_period_that_is_not_over_is_compared_with_as_much_of_the_one_before() {
    on_both_databases(|world| {
        with_leads(world);
        world.clock().set(at("2026-04-12T00:00:00Z"));
        let report = make(world, ReportKind::Funnel, &quarter());
        // Eleven days of April against the eleven first days of January, of which 5 January is one.
        assert_eq!(figure(&report, "mql").value, Cell::Count(3));
        assert_eq!(figure(&report, "mql").hint, "+200 % against 2026-Q1: may be chance.");
    });
}

#[test]
fn immature_cohorts_have_estimates_beside_their_rates() {
    on_both_databases(|world| {
        with_leads(world);
        let report = make(world, ReportKind::Funnel, &ReportQuery::default());
        let months = column(&report, "counts", "cohort");
        assert_eq!(months.len(), 6, "five months, one of them empty, and the total");
        let immature = column(&report, "conversions", "immature");
        let estimates = column(&report, "conversions", "estimate");
        // Thirty days to win; the leads of May are younger than that on 1 June.
        for (place, estimate) in estimates.iter().enumerate() {
            let is_may = (20..25).contains(&place);
            assert_eq!(immature[place] == Cell::Flag(true), is_may, "{place}");
            let entered = place != 23;
            assert_eq!(*estimate != Cell::Empty, is_may && entered, "{place}");
        }
        assert_eq!(estimates[20], Cell::Number(1.0), "the one lead of May was accepted");
        assert_eq!(estimates[22], Cell::Number(0.0), "and has no opportunity so far");
    });
}

#[test]
fn the_activity_view_counts_events_by_their_own_dates_and_gives_no_conversion() {
    on_both_databases(|world| {
        with_leads(world);
        let query = ReportQuery { view: View::Activity, ..quarter() };
        let report = make(world, ReportKind::Funnel, &query);
        assert_eq!(
            report.figures.iter().map(|figure| figure.key).filter(|key| *key == "conversion").count(),
            0
        );
        assert_eq!(figure(&report, "mql").value, Cell::Count(3));
        assert_eq!(figure(&report, "sal").value, Cell::Count(2));
        let january = ReportQuery {
            from: Some(at("2026-02-01")),
            before: Some(at("2026-03-01")),
            view: View::Activity,
            ..ReportQuery::default()
        };
        let report = make(world, ReportKind::Funnel, &january);
        assert_eq!(figure(&report, "won").value, Cell::Count(1), "an MQL of January was won in February");
        assert_eq!(figure(&report, "mql").value, Cell::Count(1));
    });
}

#[test]
fn rows_are_what_leads_have_in_common() {
    on_both_databases(|world| {
        with_leads(world);
        let rows = |dimension| {
            let report = make(world, ReportKind::Funnel, &by(dimension, View::Cohort));
            let names = column(&report, "counts", "cohort");
            let counts = column(&report, "counts", "mql");
            let text = |cell: &Cell| match cell {
                Cell::Text(text) => text.clone(),
                other => panic!("{other:?}"),
            };
            let pairs = names.iter().map(text).zip(counts);
            pairs
                .map(|(name, count)| (name, if let Cell::Count(count) = count { count } else { 0 }))
                .collect::<Vec<_>>()
        };
        let some = |text: &str, count| (text.to_owned(), count);
        assert_eq!(
            rows(Dimension::Source),
            [some("fair", 3), some("web", 2), some("Not known", 1), some("Total", 6)]
        );
        assert_eq!(rows(Dimension::Persona), [some("buyer", 3), some("user", 3), some("Total", 6)]);
        world.import(Kind::Contacts, "key,persona,region\nc1,user,north\n").run();
        assert_eq!(rows(Dimension::Persona), [some("user", 6)], "what is known of a contact changed");
        let region = || rows(Dimension::Contact("region".to_owned()));
        assert_eq!(region(), [some("Not known", 3), some("north", 3), some("Total", 6)]);
        world.import(Kind::Contacts, "key,region\nc2,south\n").run();
        assert_eq!(region(), [some("north", 3), some("south", 3), some("Total", 6)]);
    });
}

#[test]
fn a_point_of_the_trend_stands_on_enough_leads_and_counts_young_ones_as_estimated() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Contacts, "key\nc\n").run();
        let mut leads = String::from("key,contact,mql at,sal at,rejected at,reason\n");
        // Twelve of January and twelve of February, of which nine and three are accepted; two of May, still open.
        for (month, accepted) in [("01", 9), ("02", 3)] {
            for number in 0..12 {
                let day = format!("2026-{month}-05");
                let (sal, no) = if number < accepted { (day.as_str(), "") } else { ("", day.as_str()) };
                let reason = if no.is_empty() { "" } else { "no_need" };
                let _ = writeln!(leads, "{month}-{number},c,{day},{sal},{no},{reason}");
            }
        }
        leads.push_str("05-1,c,2026-05-30,,,\n05-2,c,2026-05-31,,,\n");
        assert_eq!(world.import(Kind::Leads, leads).run().rejected, 0);
        let report = make(world, ReportKind::Funnel, &ReportQuery::default());
        let section = report.sections.iter().find(|section| section.key == "conversions").unwrap();
        let Some(Chart::Lines(trend)) = &section.chart else { panic!("{:?}", section.chart) };
        let accepted: Vec<Option<f64>> = trend.series[0].points.iter().map(|(_, rate)| *rate).collect();
        assert_eq!(
            accepted[..4],
            [None, Some(0.5), Some(0.5), Some(0.5)],
            "12 leads are too few, 24 are not"
        );
        assert_eq!(
            trend.series[1].points.iter().filter(|(_, rate)| rate.is_some()).count(),
            0,
            "12 accepted"
        );
    });
}
