//! Every figure opens exactly the leads that it counts, and every rate those that it is about.

use std::collections::BTreeMap;

use bareme_engine::reports::{Dimension, Filter, ReportKind, ReportQuery, View};
use bareme_reporting::Proportion;
use bareme_testkit::{World, at, on_both_databases};

use super::{Rate, by, listed, make, opening, rates};

/// Every dimension, an attribute of either side too.
fn dimensions() -> Vec<Dimension> {
    let attributes = [Dimension::Account("type".to_owned()), Dimension::Contact("department".to_owned())];
    Dimension::ALL.into_iter().chain(attributes).collect()
}

fn assert_opens_its_leads(world: &World, kind: ReportKind, query: &ReportQuery) -> usize {
    let report = make(world, kind, query);
    let figures = opening(&report);
    // The same leads lie behind several figures.
    let mut counted: BTreeMap<_, u64> = BTreeMap::new();
    for (place, count, behind) in &figures {
        assert!(*count > 0, "{kind:?} {query:?}: {place} opens nothing");
        let listed = *counted.entry(&behind.words).or_insert_with(|| listed(world, behind));
        assert_eq!(listed, *count, "{kind:?} {query:?}: {place}, {behind:?}");
    }
    for Rate { place, share, interval, behind } in rates(&report) {
        let whole = *counted.entry(&behind.words).or_insert_with(|| listed(world, behind));
        let found = Proportion { part: share_of(share, whole), whole };
        let told = (Some(share), interval);
        assert_eq!((found.rate(), found.interval()), told, "{kind:?} {query:?}: {place}, {behind:?}");
    }
    figures.len()
}

/// How many of so many a rate says.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of some hundred leads"
)]
fn share_of(rate: f64, whole: u64) -> u64 {
    (rate * whole as f64).round() as u64
}

#[test]
fn every_figure_of_every_report_opens_exactly_its_leads() {
    on_both_databases(|world| {
        world.fill_demo(20, 5);
        let mut opened = 0;
        for kind in ReportKind::OF_LEADS {
            for dimension in dimensions() {
                for view in View::ALL {
                    opened += assert_opens_its_leads(world, kind, &by(dimension.clone(), view));
                }
            }
        }
        assert!(opened > 500, "only {opened} figures were opened");
    });
}

#[test]
fn a_period_and_filters_are_kept_on_the_way_to_the_leads() {
    on_both_databases(|world| {
        world.fill_demo(25, 9);
        let mut opened = 0;
        for kind in ReportKind::OF_LEADS {
            for view in View::ALL {
                let query = ReportQuery {
                    from: Some(at("2026-01-10")),
                    before: Some(at("2026-04-20T15:30:00Z")),
                    ..by(Dimension::default(), view)
                };
                opened += assert_opens_its_leads(world, kind, &query);
                let filter = |by, value: Option<&str>| Filter { by, value: value.map(ToOwned::to_owned) };
                let filters = vec![filter(Dimension::Rating, Some("A")), filter(Dimension::Owner, None)];
                assert_opens_its_leads(world, kind, &ReportQuery { filters, ..query });
            }
        }
        assert!(opened > 50, "only {opened} figures were opened");
    });
}
