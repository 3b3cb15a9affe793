//! The funnel: cohorts of leads that became MQL together, followed for as long as they exist.

use std::collections::BTreeMap;

use bareme_engine::doctor::rebuild_leads;
use bareme_engine::pages::funnel::funnel;
use bareme_engine::reports::{Dimension, ReportQuery};
use bareme_engine::view::FunnelView;
use bareme_ingest::Kind;
use bareme_reporting::{Counts, Period};
use bareme_scoring::{Stage, project};
use bareme_store::leads::{self, for_each_log};
use bareme_store::{accounts, contacts};
use bareme_testkit::{GRADED_BY_TITLE, World, at, on_both_databases};

use crate::support::lead_rows;

/// Seven leads whose figures can be counted by hand; the last never became an MQL.
const LEADS: &str = "key,contact,source,owner,inquiry at,mql at,sal at,sql at,opportunity at,won at,lost at,rejected at,reason\n\
                     l1,c1,web,eve,,2026-01-05,2026-01-06,2026-01-10,2026-01-20,2026-02-04,,,\n\
                     l2,c2,web,eve,,2026-01-20,2026-01-22,,,,,,\n\
                     l3,c3,fair,bob,,2026-01-31T23:59:59Z,,,,,,2026-02-01,no_budget\n\
                     l4,c4,fair,,,2026-01-31T12:00:00Z,,,,,,,\n\
                     l5,c5,,bob,,2026-03-01,2026-03-02,2026-03-03,2026-03-04,,2026-03-20,,price\n\
                     l6,c6,web,eve,,2026-03-31,,,,,,2026-04-02,competitor\n\
                     l7,c7,web,eve,2026-03-31,,,,,,,,\n";

fn with_leads(world: &World) {
    world.publish(GRADED_BY_TITLE);
    let accounts = "key,name,country,industry\na,Acme,FR,Software\nb,Bolt,DE,Retail\n";
    world.import(Kind::Accounts, accounts).run();
    let contacts = "key,account\nc1,a\nc2,a\nc3,a\nc4,b\nc5,b\nc6,b\nc7,\n";
    world.import(Kind::Contacts, contacts).run();
    assert_eq!(world.import(Kind::Leads, LEADS).run().rejected, 0);
}

fn by(world: &World, by: Dimension) -> FunnelView {
    funnel(world.engine(), &ReportQuery { by, ..ReportQuery::default() }).unwrap()
}

/// MQL, SAL, SQL, opportunity, won, rejected, lost.
fn figures(counts: &Counts) -> [u64; 7] {
    [counts.mql, counts.sal, counts.sql, counts.opportunity, counts.won, counts.rejected, counts.lost]
}

fn rows(view: &FunnelView) -> Vec<(&str, [u64; 7])> {
    view.funnel.rows.iter().map(|row| (row.cohort.label.as_str(), figures(&row.cohort.counts))).collect()
}

#[test]
fn a_cohort_that_was_counted_by_hand() {
    on_both_databases(|world| {
        with_leads(world);
        let view = by(world, Dimension::Period(Period::Month));
        let expected = [
            ("2026-01", [4, 2, 1, 1, 1, 1, 0]),
            ("2026-02", [0, 0, 0, 0, 0, 0, 0]),
            ("2026-03", [2, 1, 1, 1, 0, 1, 1]),
        ];
        assert_eq!(rows(&view), expected, "months are cut at midnight UTC, and an empty one is there");
        let total = view.funnel.total;
        assert_eq!(figures(&total), [6, 3, 2, 2, 1, 2, 1]);
        assert_eq!((total.recycled, total.disqualified, total.undecided()), (1, 1, 1));
        assert_eq!((total.acceptance().part, total.acceptance().whole), (3, 5), "among those decided");
        assert_eq!(total.oldest_undecided, Some(at("2026-01-31T12:00:00Z")));
        assert_eq!(view.left_out, 1, "the inquiry");
        assert_eq!(view.funnel.median_days, Some(30.0));
    });
}

#[test]
fn every_breakdown_tells_the_same_total() {
    on_both_databases(|world| {
        with_leads(world);
        let total = by(world, Dimension::Period(Period::Month)).funnel.total;
        for breakdown in Dimension::ALL {
            let view = by(world, breakdown.clone());
            let mut sum = Counts::default();
            view.funnel.rows.iter().for_each(|row| sum += row.cohort.counts);
            assert_eq!((sum, view.funnel.total), (total, total), "{breakdown:?}");
            if !breakdown.is_period() {
                assert_eq!(view.values.len(), view.funnel.rows.len());
            }
        }
        let mql = |breakdown| {
            let view = by(world, breakdown);
            let pairs =
                view.values.iter().cloned().zip(view.funnel.rows.iter().map(|row| row.cohort.counts.mql));
            pairs.collect::<Vec<_>>()
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(mql(Dimension::Source), [(some("web"), 3), (some("fair"), 2), (None, 1)]);
        assert_eq!(mql(Dimension::Country), [(some("DE"), 3), (some("FR"), 3)]);
        assert_eq!(mql(Dimension::Owner), [(some("eve"), 3), (some("bob"), 2), (None, 1)]);
    });
}

#[test]
fn a_period_takes_its_first_moment_and_leaves_its_last() {
    on_both_databases(|world| {
        with_leads(world);
        let query = ReportQuery {
            from: Some(at("2026-01-20")),
            before: Some(at("2026-03-01")),
            ..ReportQuery::default()
        };
        let view = funnel(world.engine(), &query).unwrap();
        assert_eq!((view.funnel.total.mql, view.left_out), (3, 4));
        let unknown = ReportQuery { model: Some("nobody".to_owned()), ..ReportQuery::default() };
        assert_eq!(funnel(world.engine(), &unknown).unwrap_err().to_string(), "there is no model 'nobody'");
    });
}

/// The funnel by country as the logs have it, with what accounts say now.
fn from_the_logs(world: &World) -> BTreeMap<Option<String>, [u64; 7]> {
    let mut counts: BTreeMap<Option<String>, Counts> = BTreeMap::new();
    let mut logs = Vec::new();
    world.read(|c| {
        for_each_log(c, |log| -> bareme_store::Result<()> {
            logs.push(log);
            Ok(())
        })
    });
    for log in logs {
        let lead = project(&log.log).unwrap();
        if lead.reached(Stage::Mql).is_none() {
            continue;
        }
        let contacts = world.read(|c| contacts::list_by_ids(c, &[log.opening.contact_id]));
        let account = contacts[0].account_id.map(|id| world.read(|c| accounts::find(c, id)).unwrap());
        let country = account.and_then(|account| account.attributes.get("country").map(ToString::to_string));
        *counts.entry(country).or_default() += Counts::from(&lead);
    }
    counts.into_iter().map(|(country, counts)| (country, figures(&counts))).collect()
}

fn from_the_page(world: &World) -> BTreeMap<Option<String>, [u64; 7]> {
    let view = by(world, Dimension::Country);
    view.values.into_iter().zip(view.funnel.rows.iter().map(|row| figures(&row.cohort.counts))).collect()
}

#[test]
fn the_funnel_says_what_the_logs_say_whatever_changes_meanwhile() {
    on_both_databases(|world| {
        with_leads(world);
        assert_eq!(from_the_page(world), from_the_logs(world));
        let more = "key,contact,mql at,sal at,won at\nl4,c4,2026-01-31T12:00:00Z,2026-02-03,\nl8,c7,2026-02-01,,2026-02-02\n";
        assert_eq!(world.import(Kind::Leads, more).run().rejected, 0);
        assert_eq!(from_the_page(world), from_the_logs(world), "a lead that went on, and a new one");
        world.import(Kind::Accounts, "key,country\nb,IT\n").run();
        assert_eq!(from_the_page(world), from_the_logs(world), "an account that moved");
        world.import(Kind::Contacts, "key,account\nc7,a\n").run();
        let found = from_the_page(world);
        assert_eq!(found, from_the_logs(world), "a contact who has a company now");
        assert!(found.contains_key(&Some("IT".to_owned())) && !found.contains_key(&None), "{found:?}");
        world.write(leads::delete_projection);
        rebuild_leads(world.engine()).unwrap();
        assert_eq!(from_the_page(world), found);
    });
}

#[test]
fn an_empty_database_has_an_empty_funnel() {
    on_both_databases(|world| {
        for breakdown in Dimension::ALL {
            let view = by(world, breakdown.clone());
            assert_eq!((view.funnel.rows.len(), view.funnel.total), (0, Counts::default()));
        }
    });
}

#[test]
fn the_cohorts_of_a_demo_company_add_up_to_its_leads() {
    on_both_databases(|world| {
        world.fill_demo(60, 12);
        let rows = lead_rows(world);
        let reached = |of: fn(&leads::LeadRow) -> Option<i64>| {
            rows.iter().filter(|row| row.mql_at.is_some() && of(row).is_some()).count() as u64
        };
        let expected = [
            reached(|row| row.mql_at),
            reached(|row| row.sal_at),
            reached(|row| row.sql_at),
            reached(|row| row.opportunity_at),
            reached(|row| row.won_at),
            reached(|row| row.rejected_at),
            reached(|row| row.lost_at),
        ];
        assert!(expected[0] > 30 && expected[4] > 0, "{expected:?}");
        for breakdown in Dimension::ALL {
            let view = by(world, breakdown.clone());
            let mut sum = Counts::default();
            view.funnel.rows.iter().for_each(|row| sum += row.cohort.counts);
            assert_eq!(figures(&sum), expected, "{breakdown:?}");
        }
    });
}
