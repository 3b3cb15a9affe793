//! Leads by what they have and by what they lack: together, exactly those that the funnel counts.

use bareme_engine::pages::funnel::funnel;
use bareme_engine::reports::{Dimension, Only, ReportQuery, Selection};
use bareme_ingest::Kind;
use bareme_reporting::SlaFate;
use bareme_scoring::Stage;
use bareme_testkit::{World, on_both_databases};

use super::all_leads;

/// The leads of a value of a breakdown; of none, those that lack it.
fn of(by: Dimension, value: Option<&str>) -> Selection {
    Selection::default().reaching(Stage::Mql).with(by, value.map(ToOwned::to_owned))
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
        let every = all_leads(world, &Selection::default().reaching(Stage::Mql));
        let breakdowns = Dimension::ALL.into_iter().filter(|by| !by.is_period());
        for by in breakdowns {
            let view =
                funnel(world.engine(), &ReportQuery { by: by.clone(), ..ReportQuery::default() }).unwrap();
            let mut seen = Vec::new();
            for (row, value) in view.funnel.rows.iter().zip(&view.values) {
                let ids = all_leads(world, &of(by.clone(), value.as_deref()));
                assert_eq!(ids.len() as u64, row.cohort.counts.mql, "{by:?} {value:?}");
                seen.extend(ids);
            }
            // A rating is computed for the moment of the hand-over where the file names none, by a version of a model.
            let complete = matches!(by, Dimension::Rating | Dimension::Model | Dimension::Version);
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
        let query = Selection::default().only(Only::Answer(SlaFate::Overdue));
        let overdue = all_leads(world, &query);
        let waiting = all_leads(world, &Selection::default().standing_at(Stage::Mql));
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
