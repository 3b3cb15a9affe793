//! Leads by what they have and by what they lack: together, exactly those that the funnel counts.

use bareme_engine::pages::funnel::{Breakdown, FunnelQuery, funnel};
use bareme_engine::pages::leads::{LeadField, LeadsQuery};
use bareme_ingest::Kind;
use bareme_scoring::Stage;
use bareme_testkit::{World, on_both_databases};

use super::all_leads;

/// The leads of a value of a breakdown; of none, those that lack it.
fn of(by: Breakdown, value: Option<&str>) -> LeadsQuery {
    let mut query = LeadsQuery { reached: Some(Stage::Mql), ..LeadsQuery::default() };
    let Some(value) = value else {
        query.without = LeadField::from_word(by.word());
        assert!(query.without.is_some(), "{by:?}");
        return query;
    };
    let wanted = Some(value.to_owned());
    match by {
        Breakdown::Source => query.source = wanted,
        Breakdown::Campaign => query.campaign = wanted,
        Breakdown::Owner => query.owner = wanted,
        Breakdown::Country => query.country = wanted,
        Breakdown::Industry => query.industry = wanted,
        Breakdown::Rating => query.ratings = vec![value.parse().unwrap()],
        Breakdown::Period(_) => unreachable!("periods have no values"),
    }
    query
}

fn with_bare_leads(world: &World) {
    world.fill_demo(25, 3);
    world.import(Kind::Contacts, "key,name\nbare,Bare\n").run();
    world.import(Kind::Leads, "key,contact,mql at\nbare1,bare,2026-01-31\nbare2,bare,2026-02-01\n").run();
}

#[test]
fn the_rows_of_every_breakdown_list_exactly_their_leads_also_those_without_a_value() {
    on_both_databases(|world| {
        with_bare_leads(world);
        let every = all_leads(world, &LeadsQuery { reached: Some(Stage::Mql), ..LeadsQuery::default() });
        let breakdowns = Breakdown::ALL.into_iter().filter(|by| !matches!(by, Breakdown::Period(_)));
        for by in breakdowns {
            let view = funnel(world.engine(), &FunnelQuery { by, ..FunnelQuery::default() }).unwrap();
            let mut seen = Vec::new();
            for (row, value) in view.funnel.rows.iter().zip(&view.values) {
                let ids = all_leads(world, &of(by, value.as_deref()));
                assert_eq!(ids.len() as u64, row.cohort.counts.mql, "{by:?} {value:?}");
                seen.extend(ids);
            }
            // A rating is computed for the moment of the hand-over where the file names none.
            let complete = by == Breakdown::Rating;
            assert_eq!(view.values.contains(&None), !complete, "{by:?}");
            let mut all = every.clone();
            all.sort_unstable();
            seen.sort_unstable();
            assert_eq!(seen, all, "{by:?}: every lead is in one row");
        }
    });
}

#[test]
fn only_leads_that_sales_should_have_answered_are_overdue() {
    on_both_databases(|world| {
        world.fill_demo(40, 2);
        let query = LeadsQuery { overdue: true, ..LeadsQuery::default() };
        let overdue = all_leads(world, &query);
        let waiting = all_leads(world, &LeadsQuery { stage: Some(Stage::Mql), ..LeadsQuery::default() });
        assert!(overdue.iter().all(|id| waiting.contains(id)), "a decided lead is overdue");
        world.clock().set(world.now().plus_days(400));
        let with_a_clock = |id: &&i64| {
            let rows = crate::support::lead_rows(world);
            rows.iter().any(|row| row.id == **id && row.due_at.is_some())
        };
        let later = all_leads(world, &query).len();
        assert_eq!(later, waiting.iter().filter(with_a_clock).count(), "in the end all of them are");
        assert!(later >= overdue.len());
    });
}
