//! A run sees of each lead what was known when it became MQL, and nothing that came later.

use bareme_engine::recalibrate::{self, Asked};
use bareme_engine::reports::English;
use bareme_ingest::Kind;
use bareme_recalibration::run::LeakKind;
use bareme_testkit::{GRADED_BY_TITLE, World, csv, on_both_databases, row};

use super::world::{Way, leads, people, report, run};

/// 120 people who are all alike when they become MQL. Of every two, the first reaches SQL; after the MQL and before that
/// they become chiefs and look at many pages, and so does nobody else.
fn with_a_signal_after_the_mql(world: &World) {
    world.publish(GRADED_BY_TITLE);
    let began = world.now();
    people(world, 120, |_| "Manager");
    world.clock().pass_days(10);
    let converts: Vec<usize> = (0..120).filter(|number| number % 2 == 0).collect();
    let chiefs: Vec<_> =
        converts.iter().map(|number| row(format!("p{number}")).with("title", "Chief")).collect();
    world.import(Kind::Contacts, csv(&chiefs)).run();
    let views: Vec<_> = converts
        .iter()
        .flat_map(|number| {
            (0..4).map(move |minute| (number, began.plus_days(9).plus_millis(minute * 60_000)))
        })
        .map(|(number, at)| {
            bareme_testkit::Row::default()
                .with("contact", format!("p{number}"))
                .with("type", "page_view")
                .with("at", at)
        })
        .collect();
    world.import(Kind::Activities, csv(&views)).run();
    world.clock().pass_days(120);
    let way = |number: usize| {
        let converts = number.is_multiple_of(2);
        let mql = 1 + i64::try_from(number % 7).unwrap();
        Way { mql, sal: Some(11), sql: converts.then_some(20), rejected: None }
    };
    leads(world, began, &(0..120).map(way).collect::<Vec<_>>());
}

#[test]
fn a_perfect_signal_after_the_mql_is_not_seen() {
    on_both_databases(|world| {
        with_a_signal_after_the_mql(world);
        let kept = report(world);
        let run = &kept.whole.run;
        assert_eq!((run.population.cases, run.population.conversion.part), (120, 60));
        let filled: Vec<String> = run
            .cells
            .iter()
            .filter(|cell| cell.conversion.whole > 0)
            .map(|cell| format!("{} {}", cell.rating, cell.conversion.whole))
            .collect();
        assert_eq!(filled, ["C4 120"], "everybody was a manager who had looked at nothing");
        let auc = run.measurement.as_ref().and_then(|measurement| measurement.auc);
        assert!(auc.is_none_or(|auc| (auc.value - 0.5).abs() < 1e-9), "{auc:?}");
        assert_eq!(kept.whole.recorded_later, 0, "what was known then was recorded then");
    });
}

#[test]
fn the_same_signal_before_the_mql_is_seen() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        let began = world.now();
        people(world, 120, |number| if number.is_multiple_of(2) { "Chief" } else { "Manager" });
        world.clock().pass_days(120);
        let way = |number: usize| Way {
            mql: 1 + i64::try_from(number % 7).unwrap(),
            sql: number.is_multiple_of(2).then_some(20),
            ..Way::default()
        };
        leads(world, began, &(0..120).map(way).collect::<Vec<_>>());
        let run = report(world).whole.run;
        let auc = run.measurement.and_then(|measurement| measurement.auc).unwrap();
        assert!((auc.value - 1.0).abs() < 1e-9, "{auc:?}");
    });
}

#[test]
fn an_adjustment_by_sales_changes_no_figure() {
    on_both_databases(|world| {
        with_a_signal_after_the_mql(world);
        let before = report(world).whole;
        let contact = world.contact("p0").id;
        let model = world.read(bareme_store::models::list).remove(0).id;
        let adjustment = bareme_store::adjustments::StoredAdjustment {
            contact_id: contact,
            model_id: model,
            points: bareme_scoring::Points::from_whole(50),
            reason: "met at the fair".to_owned(),
            made_by: "eve".to_owned(),
            valid_from: world.now().plus_days(-400),
            valid_to: world.now().plus_days(400),
        };
        world.write(|c| bareme_store::adjustments::insert(c, &adjustment));
        assert_eq!(report(world).whole, before);
    });
}

#[test]
fn facts_that_were_recorded_after_the_mql_are_told() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        people(world, 40, |number| if number.is_multiple_of(2) { "Chief" } else { "Student" });
        let began = world.now().plus_days(-300);
        let way = |number: usize| Way {
            mql: i64::try_from(number).unwrap(),
            sql: number.is_multiple_of(2).then_some(100),
            ..Way::default()
        };
        leads(world, began, &(0..40).map(way).collect::<Vec<_>>());
        let id = run(world, &Asked { horizon_days: Some(120), ..Asked::new(None, "test") }).unwrap();
        let kept = recalibrate::find(world.engine(), id).unwrap();
        assert_eq!(kept.whole.recorded_later, 40);
        let report = recalibrate::report(world.engine(), id, &English).unwrap();
        let said: Vec<&String> = report.highlights.iter().flat_map(|highlight| &highlight.points).collect();
        let told =
            said.iter().any(|said| said.starts_with("40 leads of 40 have facts that were recorded after"));
        assert!(told, "{said:#?}");
    });
}

#[test]
fn an_attribute_that_was_filled_in_after_the_outcome_is_told_with_the_reason() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        let began = world.now();
        let converts = |number: usize| (number / 3).is_multiple_of(2);
        let title = |number: usize| ["Chief", "Manager", "Student"][number % 3];
        people(world, 240, title);
        world.clock().pass_days(60);
        // Sales notes how good a lead was when it is over.
        let noted: Vec<_> = (0..240)
            .map(|number| {
                let quality = if converts(number) { "high" } else { "low" };
                row(format!("p{number}")).with("title", title(number)).with("lead_quality", quality)
            })
            .collect();
        world.import(Kind::Contacts, csv(&noted)).run();
        world.clock().pass_days(120);
        let way = |number: usize| Way {
            mql: 1 + i64::try_from(number % 20).unwrap(),
            sql: converts(number).then_some(30),
            ..Way::default()
        };
        leads(world, began, &(0..240).map(way).collect::<Vec<_>>());
        let id = run(world, &Asked::new(None, "test")).unwrap();
        let kept = recalibrate::find(world.engine(), id).unwrap();
        let leaks: Vec<_> = kept
            .whole
            .run
            .leaks
            .iter()
            .map(|leak| (leak.name.as_str(), leak.kind, leak.known_at_mql))
            .collect();
        assert_eq!(leaks, [("contact.lead_quality", LeakKind::FilledAfterwards, 0.0)]);
        let report = recalibrate::report(world.engine(), id, &English).unwrap();
        let section = report.sections.iter().find(|section| section.key == "leaks").unwrap();
        let said = format!("{:?}", section.table.rows);
        assert!(said.contains("It was filled in after the MQL"), "{said}");
    });
}
