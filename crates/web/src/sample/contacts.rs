//! Samples of the contacts pages.

use bareme_engine::view::{
    CellView, ChanceOf, ChanceReason, ChanceView, ContactRow, ContactView, ContactsPage, Evidence,
    FittingView, GraphView, LeadView, Ledger, LedgerLine, LineKind, RelationshipView, TransitionView,
    TrendPoint, Worth,
};
use bareme_scoring::{BuyingRole, Points, RelationshipKind, Stage, Working};

use super::{accounts, days_ago, model_refs, paged, points, rating, some, whole};
use crate::Shell;
use crate::pages::contacts::list::{ContactsList, Wish};
use crate::pages::contacts::show::ContactShow;
use crate::pages::query::RatingFilter;

/// Name, title, account, rating, fit, engagement, days since the last activity.
type Short = (&'static str, &'static str, &'static str, &'static str, i64, i64, i64);

const CONTACTS: [Short; 7] = [
    ("Camille Roux", "VP Operations", "Aldermoor Pharma", "A1", 9_100, 8_410, 0),
    ("Dr. Hannah O’Neill", "Head of IT", "Aldermoor Pharma", "A2", 8_200, 6_105, 2),
    ("Luca Ferri", "Controller", "Aldermoor Pharma", "B2", 5_800, 5_340, 9),
    ("Tom <i>Hacker</i>", "Security & <script>", "<b>Müller & Söhne</b> GmbH", "B3", 5_800, 3_749, 31),
    (
        "maximiliane.von-und-zu-langenfeld@extraordinarily-long-company-name.example",
        "",
        "",
        "C3",
        3_100,
        2_650,
        45,
    ),
    ("Sofia Lind", "Board advisor", "Oyster Bay Logistics", "C4", 2_600, 900, 160),
    ("Ola Nordmann", "Student", "", "", 0, 0, -1),
];

fn row(id: i64, short: &Short) -> ContactRow {
    let &(name, title, account, cell, fit, engagement, days) = short;
    ContactRow {
        id,
        name: name.to_owned(),
        email: some("someone@aldermoor.example"),
        title: some(title).filter(|title| !title.is_empty()),
        account: some(account).filter(|account| !account.is_empty()).map(|account| (1, account)),
        rating: rating(cell),
        fit: points(fit),
        engagement: points(engagement),
        rank: points(i64::midpoint(fit, engagement)),
        last_activity: (days >= 0).then(|| days_ago(days).plus_millis(-3_000_000)),
    }
}

/// Rows of the list.
pub(super) fn rows() -> Vec<ContactRow> {
    (11_i64..).zip(&CONTACTS).map(|(id, short)| row(id, short)).collect()
}

fn page() -> ContactsPage {
    ContactsPage {
        model: model_refs().into_iter().next(),
        models: model_refs(),
        slice: paged(rows()),
        facets: accounts::page().facets,
        account: Some((1, String::from("Aldermoor Pharma"))),
        total: 104_530,
        unscored: 1_873,
        fitting: Some(FittingView { count: 7, more: false }),
        as_of: Some(days_ago(0)),
    }
}

pub(super) fn list(shell: Shell) -> ContactsList {
    let wish = Wish { rating: RatingFilter::parse("A1"), account: Some(1), ..Wish::default() };
    ContactsList::new(shell, page(), &wish, &[])
}

pub(super) fn empty(shell: Shell) -> ContactsList {
    let view = ContactsPage {
        model: None,
        models: Vec::new(),
        slice: whole(Vec::new()),
        total: 0,
        unscored: 0,
        account: None,
        fitting: None,
        ..page()
    };
    ContactsList::new(shell, view, &Wish::default(), &[])
}

fn fact(rule: &str, hundredths: i64, of: i64, name: &str, value: Option<&str>) -> LedgerLine {
    LedgerLine {
        rule: rule.to_owned(),
        points: points(hundredths),
        of: Some(points(of)),
        evidence: vec![Evidence::Attribute { name: name.to_owned(), value: value.map(str::to_owned) }],
        missing: value.is_none(),
        working: Some(accounts::share(hundredths, of)),
        kind: LineKind::Rule,
    }
}

/// What was done, days ago, age in days, points before decay and recency; no points where activities are only counted.
type Done = (&'static str, i64, f64, Option<(i64, f64)>);

fn done(
    rule: &str,
    hundredths: i64,
    kind: LineKind,
    working: Option<Working>,
    activities: &[Done],
) -> LedgerLine {
    let worth = |(whole, recency): (i64, f64)| {
        let before = Points::from_whole(whole);
        Worth { points: before, recency, product: before.as_f64() * recency, digits: 2 }
    };
    LedgerLine {
        rule: rule.to_owned(),
        points: points(hundredths),
        of: None,
        evidence: activities
            .iter()
            .map(|(what, days, age_days, gives)| Evidence::Activity {
                what: (*what).to_owned(),
                at: days_ago(*days),
                age_days: *age_days,
                worth: gives.map(worth),
            })
            .collect(),
        missing: false,
        working,
        kind,
    }
}

fn sum(sum: f64, cap: i64, weight: i64) -> Working {
    let (cap, weight) = (Points::from_whole(cap), Points::from_whole(weight));
    Working::Sum { sum, digits: 2, cap, weight }
}

fn bound(sum: i64, bound: i64) -> Working {
    Working::Bound { sum: points(sum), bound: points(bound) }
}

fn engagement_lines() -> Vec<LedgerLine> {
    let tier = Working::Tier {
        found: 1,
        at_least: 1,
        within_days: Some(30.0),
        percent: Points::from_whole(50),
        weight: Points::from_whole(35),
    };
    vec![
        done(
            "Web / page_view /pricing*",
            2_499,
            LineKind::Rule,
            Some(sum(24.99, 40, 40)),
            &[
                ("/pricing", 0, 0.04, Some((10, 0.999))),
                ("/pricing/enterprise", 0, 0.02, Some((10, 0.9995))),
                ("/pricing", 30, 30.0, Some((10, 0.5))),
                ("/pricing", 0, 0.0, Some((0, 1.0))),
            ],
        ),
        done(
            "Web / page_view /careers*",
            -1_500,
            LineKind::Rule,
            Some(sum(-15.0, 40, 40)),
            &[("/careers", 29, 29.0, Some((-15, 1.0)))],
        ),
        done(
            "Content / download case_study",
            750,
            LineKind::Rule,
            Some(sum(15.0, 50, 25)),
            &[("Case study: Vela", 45, 45.0, Some((30, 0.5)))],
        ),
        done("Forms", 1_750, LineKind::Rule, Some(tier), &[("Contact form", 10, 10.0, None)]),
        done("Silent for 90 days", -500, LineKind::Penalty, None, &[]),
        done("Met at the fair", 500, LineKind::Adjustment, None, &[]),
        done("Content / cap", 250, LineKind::Limit, Some(bound(500, 750)), &[]),
    ]
}

/// The ledgers of the worked example.
pub(super) fn ledgers() -> (Ledger, Ledger) {
    let fit = Ledger {
        score: points(5_800),
        lines: vec![
            fact("Job level", 1_500, 3_000, "contact.title", Some("Director of <IT>")),
            fact("Industry", 300, 3_000, "account.industry", None),
            fact("Size", 4_000, 4_000, "account.employees", Some("1500")),
        ],
    };
    let engagement = Ledger { score: points(3_749), lines: engagement_lines() };
    (fit, engagement)
}

fn history() -> Vec<TrendPoint> {
    let scores =
        [(5_000, 800), (5_000, 1_900), (5_800, 2_650), (5_800, 5_100), (5_800, 4_400), (5_800, 3_749)];
    (0_i64..)
        .zip(scores)
        .filter_map(|(index, (fit, engagement))| {
            Some(TrendPoint {
                at: days_ago(150 - index * 30),
                fit: points(fit),
                engagement: points(engagement),
                rating: rating("B3")?,
            })
        })
        .collect()
}

fn step(days: i64, from: Option<Stage>, to: Stage, who: &str, reason: Option<&str>) -> TransitionView {
    TransitionView {
        at: days_ago(days),
        from,
        to,
        who: who.to_owned(),
        reason: reason.map(str::to_owned),
        note: reason.map(|_| String::from("Budget is frozen until <Q4>; call again in October.")),
        rating: rating("B2"),
        implied: to == Stage::Sal,
    }
}

fn leads() -> Vec<LeadView> {
    let lead = |id, stage, due_at, transitions| LeadView {
        id,
        key: some("L-2041"),
        stage,
        model: String::from("enterprise"),
        version: Some(3),
        owner: some("Jonas Weber"),
        due_at,
        transitions,
    };
    vec![
        lead(
            2,
            Stage::Mql,
            Some(days_ago(-1)),
            vec![
                step(2, None, Stage::Inquiry, "system", None),
                step(1, Some(Stage::Inquiry), Stage::Mql, "system", None),
            ],
        ),
        lead(
            1,
            Stage::Recycled,
            None,
            vec![
                step(200, Some(Stage::Inquiry), Stage::Mql, "system", None),
                step(198, Some(Stage::Mql), Stage::Sal, "Jonas Weber", None),
                step(170, Some(Stage::Sal), Stage::Recycled, "Jonas Weber", Some("no_budget")),
            ],
        ),
    ]
}

fn relationships() -> Vec<RelationshipView> {
    let edge = |kind, outward, role, account, name: &str, valid_to| RelationshipView {
        kind,
        outward,
        role,
        account,
        id: 1,
        name: name.to_owned(),
        valid_from: Some(days_ago(900)),
        valid_to,
    };
    vec![
        edge(
            RelationshipKind::WorksAt,
            true,
            Some(BuyingRole::TechnicalEvaluator),
            true,
            "Aldermoor Pharma",
            None,
        ),
        edge(RelationshipKind::WorksAt, true, None, true, "Kestrel Robotics", Some(days_ago(400))),
        edge(RelationshipKind::ReportsTo, false, None, false, "Luca Ferri", None),
    ]
}

/// A chance with a reason that speaks for the person, one that speaks against them, and one about nothing.
pub(super) fn chance(of: ChanceOf) -> ChanceView {
    let lines = ledgers().0.lines;
    let reason = |speaks_for: bool, at: usize| ChanceReason {
        speaks_for,
        rule: lines.get(at).map_or_else(|| String::from("demo_request"), |line| line.rule.clone()),
        line: lines.get(at).cloned(),
    };
    ChanceView {
        of,
        chance: 0.344,
        usual: 0.218,
        leads: 1_204,
        recalibration: 3,
        reasons: vec![reason(true, 0), reason(false, 1), reason(false, 99)],
    }
}

fn view() -> ContactView {
    let (fit, engagement) = ledgers();
    ContactView {
        row: row(12, &("Dr. Hannah O’Neill", "Head of IT", "Aldermoor Pharma", "B3", 5_800, 3_749, 2)),
        key: String::from("hannah@aldermoor.example"),
        attributes: accounts::attributes(),
        model: model_refs().into_iter().next(),
        models: model_refs(),
        as_of: Some(days_ago(0)),
        applies: true,
        completeness: 70,
        knock_outs: Vec::new(),
        cell: rating("B3").map(|rating| CellView {
            rating,
            action: "hand_off",
            priority: 6,
            sla_hours: Some(48),
            play: some("Send the pharma case study, then call"),
        }),
        bands: Some(accounts::bands()),
        chance: Some(chance(ChanceOf::Sql)),
        fit,
        engagement,
        history: history(),
        leads: leads(),
        reasons: super::work::reasons(),
        relationships: relationships(),
        timeline: paged(accounts::timeline()),
        graph: accounts::graph(),
    }
}

pub(super) fn show(shell: Shell) -> ContactShow {
    ContactShow::new(shell, view())
}

/// Somebody whom the model keeps out, with nothing else known.
pub(super) fn knocked_out(shell: Shell) -> ContactShow {
    let nothing = || Ledger { score: Points::ZERO, lines: Vec::new() };
    let view = ContactView {
        row: ContactRow { rating: rating("D4"), ..row(17, &CONTACTS[6]) },
        knock_outs: vec![String::from("Country not served"), String::from("Student")],
        cell: None,
        chance: None,
        fit: nothing(),
        engagement: nothing(),
        history: Vec::new(),
        leads: Vec::new(),
        reasons: Vec::new(),
        relationships: Vec::new(),
        timeline: whole(Vec::new()),
        graph: GraphView::default(),
        attributes: Vec::new(),
        ..view()
    };
    ContactShow::new(shell, view)
}
