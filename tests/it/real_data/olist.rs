//! Olist: real leads with their outcome, from CSV to funnel.

use bareme_engine::pages::funnel::funnel;
use bareme_engine::reports::{Dimension, ReportQuery};
use bareme_ingest::Kind;
use bareme_reporting::Period;
use bareme_testkit::{alike_on_both_databases, real_data};

use super::mapping;

/// Month of the first contact, leads, and those of them that were won by the end of the data.
const MONTHS: [(&str, u64, u64); 11] = [
    ("2017-06", 4, 0),
    ("2017-07", 239, 2),
    ("2017-08", 386, 9),
    ("2017-09", 312, 7),
    ("2017-10", 416, 14),
    ("2017-11", 445, 18),
    ("2017-12", 200, 11),
    ("2018-01", 1_141, 152),
    ("2018-02", 1_028, 149),
    ("2018-03", 1_174, 166),
    ("2018-04", 1_055, 160),
];

#[test]
fn olist_leads_become_a_funnel_by_month_and_by_source() {
    let Some(folder) = real_data("olist") else { return };
    alike_on_both_databases(|world| {
        let (leads, deals) = (folder.join("marketing_qualified_leads.csv"), folder.join("closed_deals.csv"));
        let contacts =
            world.import_file(Kind::Contacts, &leads).mapping(&mapping("olist/contacts.toml")).run();
        assert_eq!((contacts.created, contacts.rejected), (6_400, 0));
        let opened = world.import_file(Kind::Leads, &leads).mapping(&mapping("olist/leads.toml")).run();
        assert_eq!((opened.created, opened.rejected), (6_400, 0));
        let won = world.import_file(Kind::Leads, &deals).mapping(&mapping("olist/won.toml")).run();
        assert_eq!((won.read, won.updated, won.rejected), (689, 688, 1));
        let rejects = world.rejects(won.id);
        let reason = &rejects[0].reason;
        let reason = &reason.text;
        assert!(reason.contains("2018-03-06") && reason.contains("is before MQL on 2018-03-08"), "{reason}");

        let months = funnel(world.engine(), &ReportQuery::default()).unwrap().funnel;
        let figures: Vec<(&str, u64, u64)> = months
            .rows
            .iter()
            .map(|row| (row.cohort.label.as_str(), row.cohort.counts.mql, row.cohort.counts.won))
            .collect();
        assert_eq!(figures, MONTHS);
        assert_eq!((months.total.mql, months.total.won, months.total.sal), (6_400, 688, 688));
        assert_eq!(months.total.undecided(), 5_712, "lost and open cannot be told apart in this data");

        let by = |by| funnel(world.engine(), &ReportQuery { by, ..ReportQuery::default() }).unwrap();
        let quarters: Vec<u64> = by(Dimension::Period(Period::Quarter))
            .funnel
            .rows
            .iter()
            .map(|row| row.cohort.counts.mql)
            .collect();
        assert_eq!(quarters, [4, 937, 1_061, 3_343, 1_055]);
        let sources = by(Dimension::Source);
        assert_eq!(sources.values[0].as_deref(), Some("organic_search"));
        assert_eq!(sources.funnel.rows[0].cohort.counts.mql, 1_872);
        assert_eq!(
            sources.values.iter().filter(|value| value.is_none()).count(),
            1,
            "42 leads have no source"
        );
    });
}
