//! Hand-made leads with known figures, for every report but the funnel.

use bareme_engine::reports::{Dimension, ReportKind, ReportQuery, View};
use bareme_ingest::Kind;
use bareme_reporting::{Cell, Report};
use bareme_scoring::{Detail, Event, Points};
use bareme_testkit::{GRADED_BY_TITLE, World, at, on_both_databases};

use super::history::History;
use super::{by, column, figure, make};

/// Ten leads; the clock stands at noon of 1 June 2026. They have no rating and no time to respond, as
/// no model was in force when they were handed over.
const LEADS: &str = "key,contact,source,owner,mql at,sal at,sql at,opportunity at,won at,lost at,rejected at,recycled at,reason,amount,currency\n\
    k0,chief,web,eve,2026-01-01,2026-01-02,2026-01-05,2026-01-09,2026-01-31,,,,,1000,EUR\n\
    k1,chief,web,eve,2026-01-01,2026-01-02,2026-01-07,2026-01-11,,2026-02-01,,,price,3000,EUR\n\
    k2,chief,fair,bob,2026-01-10,2026-01-14,2026-01-20,2026-01-30,,,,,,500,USD\n\
    k3,chief,fair,bob,2026-02-01,2026-02-02,2026-02-10,2026-02-20,,,,,,,\n\
    k4,manager,web,eve,2026-02-01,2026-02-02,,,,,,2026-02-12,no_need,,\n\
    k5,manager,web,bob,2026-02-02,,,,,,2026-02-03,,no_budget,,\n\
    k6,manager,web,bob,2026-02-02,,,,,,2026-02-09,,no_budget,,\n\
    k7,manager,fair,eve,2026-03-01,,,,,,2026-03-02,,student,,\n\
    k8,manager,fair,eve,2026-05-20,,,,,,,,,,\n\
    k9,manager,,,2026-05-31,,,,,,,,,,\n";

fn with_leads(world: &World) {
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Contacts, "key,title\nchief,Chief\nmanager,Manager\n").run();
    let imported = world.import(Kind::Leads, LEADS).run();
    assert_eq!(imported.rejected, 0, "{imported:?}");
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Empty => String::new(),
        other => panic!("{other:?} is no text"),
    }
}

fn count(cell: &Cell) -> u64 {
    match cell {
        Cell::Count(count) => *count,
        other => panic!("{other:?} is no count"),
    }
}

/// The names and the counts of two columns.
fn pairs(report: &Report, section: &str, name: &str, counted: &str) -> Vec<(String, u64)> {
    let names = column(report, section, name);
    names.iter().map(text).zip(column(report, section, counted).iter().map(count)).collect()
}

fn some(pairs: &[(&str, u64)]) -> Vec<(String, u64)> {
    pairs.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

fn share(report: &Report, key: &str) -> String {
    match &figure(report, key).value {
        Cell::Number(share) => format!("{share:.4}"),
        other => panic!("{key} is {other:?}"),
    }
}

#[test]
fn acceptance_is_among_the_decided_and_the_undecided_stand_apart_with_their_age() {
    on_both_databases(|world| {
        with_leads(world);
        let report = make(world, ReportKind::Acceptance, &by(Dimension::Owner, View::Cohort));
        assert_eq!(share(&report, "acceptance"), "0.6250", "five of eight");
        assert_eq!(figure(&report, "undecided").value, Cell::Count(2));
        let hint = &figure(&report, "undecided").hint;
        assert!(hint.starts_with("The oldest has waited for 12.5 days."), "{hint}");
        assert_eq!(
            pairs(&report, "rates", "group", "accepted"),
            some(&[("eve", 3), ("bob", 2), ("Not known", 0), ("Total", 5)])
        );
        assert_eq!(
            pairs(&report, "rates", "group", "rejected"),
            some(&[("eve", 1), ("bob", 2), ("Not known", 0), ("Total", 3)])
        );
        assert_eq!(pairs(&report, "reasons", "reason", "leads"), some(&[("no budget", 2), ("student", 1)]));
        let february = ReportQuery {
            from: Some(at("2026-02-01")),
            before: Some(at("2026-03-01")),
            ..by(Dimension::Source, View::Activity)
        };
        let report = make(world, ReportKind::Acceptance, &february);
        assert_eq!(share(&report, "acceptance"), "0.5000", "two accepted and two rejected in February");
        assert_eq!(
            figure(&report, "acceptance").hint,
            "2 of 4 leads. \u{2212}50.0 points against 2026-01: may be chance."
        );
    });
}

#[test]
fn reasons_come_most_frequent_first_and_losses_stand_apart() {
    on_both_databases(|world| {
        with_leads(world);
        let report = make(world, ReportKind::Reasons, &by(Dimension::Source, View::Cohort));
        assert_eq!(
            pairs(&report, "reasons", "reason", "leads"),
            some(&[("no budget", 2), ("no need", 1), ("student", 1)])
        );
        assert_eq!(figure(&report, "returned").value, Cell::Count(1));
        assert_eq!(
            figure(&report, "vital").value,
            Cell::Count(3),
            "two make 75 %, three are needed for 80 %"
        );
        assert_eq!(pairs(&report, "lost-reasons", "reason", "leads"), some(&[("price", 1)]));
        let rows = pairs(&report, "reasons-by", "reason", "leads");
        assert_eq!(rows, some(&[("no budget", 2), ("no need", 1), ("student", 1)]));
        let groups: Vec<String> = column(&report, "reasons-by", "group").iter().map(text).collect();
        assert_eq!(groups, ["web", "web", "fair"]);
    });
}

/// Six leads that were handed over at noon and answered after so many hours of 48, if at all.
fn with_answers(world: &World) {
    world.publish(GRADED_BY_TITLE);
    world.import(Kind::Contacts, "key,title\nchief,Chief\n").run();
    let friday = at("2026-05-01T12:00:00Z");
    let answers = [("eve", Some(2)), ("eve", Some(24)), ("eve", Some(47)), ("bob", Some(72)), ("bob", None)];
    for (owner, hours) in answers {
        let mut history = History::of("chief").handed_over(friday, Some(owner), Some(48));
        if let Some(hours) = hours {
            history = history.then(Event::Accept, friday.plus_millis(hours * 3_600_000), None);
        }
        history.write(world);
    }
    let open = world.now().plus_millis(-3_600_000);
    History::of("chief").handed_over(open, None, Some(48)).write(world);
}

#[test]
fn the_service_level_is_judged_where_the_time_is_over_or_somebody_answered() {
    on_both_databases(|world| {
        with_answers(world);
        let report = make(world, ReportKind::Sla, &by(Dimension::Owner, View::Cohort));
        assert_eq!(share(&report, "answered_in_time"), "0.6000", "three in time, one late, one overdue");
        assert_eq!(figure(&report, "overdue").value, Cell::Count(1));
        assert_eq!(figure(&report, "waiting").value, Cell::Count(1));
        // Of 2, 24, 47 and 72 hours.
        assert_eq!(figure(&report, "response_median").value, Cell::Number(35.5));
        assert_eq!(figure(&report, "response_median").hint, "Every hour counts.");
        let late = pairs(&report, "sla", "group", "late");
        assert_eq!(late, some(&[("eve", 0), ("bob", 1), ("Not known", 0), ("Total", 1)]));
    });
}

#[test]
fn response_times_count_the_hours_that_were_agreed_upon() {
    on_both_databases(|world| {
        with_answers(world);
        let agreement = "[service_level]\nclock = \"business\"\n";
        world.write(|c| bareme_store::settings::upsert(c, "agreement", agreement));
        let report = make(world, ReportKind::Sla, &by(Dimension::Owner, View::Cohort));
        // From Friday noon, nine to five: 2, then 5 over the week-end three times but for Monday until noon, 3 more.
        assert_eq!(figure(&report, "response_median").value, Cell::Number(5.0));
        assert_eq!(figure(&report, "response_median").hint, "Only business hours count.");
    });
}

#[test]
fn leads_are_told_apart_by_the_team_of_their_owner_its_leader_and_its_territory() {
    on_both_databases(|world| {
        with_leads(world);
        let agreement = "[[team]]\nname = \"north\"\nleader = \"ann\"\nmembers = [\"eve\"]\n";
        world.write(|c| bareme_store::settings::upsert(c, "agreement", agreement));
        let rows = |dimension| {
            let report = make(world, ReportKind::Funnel, &by(dimension, View::Cohort));
            pairs(&report, "counts", "cohort", "mql")
        };
        assert_eq!(rows(Dimension::Team), some(&[("Not known", 5), ("north", 5), ("Total", 10)]));
        assert_eq!(rows(Dimension::Manager), some(&[("Not known", 5), ("ann", 5), ("Total", 10)]));
        assert_eq!(rows(Dimension::Territory), some(&[("Not known", 10)]));
    });
}

#[test]
fn times_at_a_stage_and_what_is_won_in_a_day() {
    on_both_databases(|world| {
        with_leads(world);
        let report = make(world, ReportKind::Stages, &by(Dimension::Rating, View::Cohort));
        assert_eq!(figure(&report, "cycle").value, Cell::Number(30.0));
        assert_eq!(
            pairs(&report, "stage-times", "stage", "left"),
            some(&[("MQL", 8), ("SAL", 5), ("SQL", 4), ("Opportunity", 2)])
        );
        assert_eq!(
            pairs(&report, "stage-times", "stage", "standing"),
            some(&[("MQL", 2), ("SAL", 0), ("SQL", 0), ("Opportunity", 2)])
        );
        let velocity = column(&report, "velocity", "velocity");
        let currencies: Vec<String> = column(&report, "velocity", "currency").iter().map(text).collect();
        // EUR: 2 opportunities × 0.5 × 2,000 / 30 days.
        assert_eq!(currencies[0], "EUR");
        assert_eq!(velocity[0], Cell::Hundredths(Points::from_hundredths(6_667)));
    });
}

#[test]
fn the_pipeline_has_a_line_for_each_currency_and_never_adds_two() {
    on_both_databases(|world| {
        with_leads(world);
        let report = make(world, ReportKind::Pipeline, &by(Dimension::Source, View::Cohort));
        assert_eq!(figure(&report, "opportunities").value, Cell::Count(4));
        assert_eq!(share(&report, "win_rate"), "0.5000");
        let currencies: Vec<String> = column(&report, "pipeline", "currency").iter().map(text).collect();
        assert_eq!(currencies, ["USD", "", "EUR", "USD", "EUR", ""]);
        let amounts = column(&report, "pipeline", "amount");
        assert_eq!(amounts[2], Cell::Hundredths(Points::from_whole(4_000)));
        assert_eq!(amounts[1], Cell::Empty, "nobody said what it is worth");
    });
}

#[test]
fn a_better_rating_that_converts_worse_is_told() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        world.import(Kind::Contacts, "key,title\nchief,Chief\n").run();
        let accepted = |rating: &str| {
            let detail = Detail { rating: rating.parse().ok(), ..Detail::default() };
            let handed_over = History::of("chief").with(Event::HandOff, at("2026-01-01"), detail).unwrap();
            handed_over.then(Event::Accept, at("2026-01-02"), None)
        };
        for _ in 0..20 {
            accepted("A4").write(world);
            accepted("C4").then(Event::Qualify, at("2026-01-03"), None).write(world);
        }
        let report = make(world, ReportKind::Conversion, &ReportQuery::default());
        let section = report.sections.iter().find(|section| section.key == "to-sql").unwrap();
        assert_eq!(
            section.note,
            "A4 converts worse (0.0 %) than the lesser C4 (100.0 %), by more than chance."
        );
        let cells = pairs(&report, "to-sql", "rating", "entered");
        assert_eq!(cells.iter().filter(|(_, count)| *count > 0).count(), 2);
        let accepted = report.sections.iter().find(|section| section.key == "to-sal").unwrap();
        assert!(accepted.note.starts_with("No better rating converts worse"), "{}", accepted.note);
    });
}

#[test]
fn leads_flow_from_stage_to_stage_and_none_gets_lost() {
    on_both_databases(|world| {
        with_leads(world);
        let report = make(world, ReportKind::Flows, &ReportQuery::default());
        let from: Vec<String> = column(&report, "flows", "from").iter().map(text).collect();
        let to: Vec<String> = column(&report, "flows", "to").iter().map(text).collect();
        let counts: Vec<u64> = column(&report, "flows", "leads").iter().map(count).collect();
        let flow = |one: &str, other: &str| {
            let rows = from.iter().zip(&to).zip(&counts);
            rows.filter(|((start, end), _)| *start == one && *end == other)
                .map(|(_, count)| *count)
                .sum::<u64>()
        };
        assert_eq!([flow("MQL", "SAL"), flow("MQL", "Rejected"), flow("MQL", "Still open")], [5, 3, 2]);
        assert_eq!([flow("SAL", "SQL"), flow("SAL", "Recycled"), flow("SQL", "Opportunity")], [4, 1, 4]);
        assert_eq!([flow("Opportunity", "Won"), flow("Opportunity", "Lost")], [1, 1]);
    });
}
