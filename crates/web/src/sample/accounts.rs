//! Samples of the accounts pages.

use bareme_engine::view::{
    AccountRow, AccountView, AccountsPage, Bands, ContributionView, Evidence, Facets, FamilyMember,
    FamilyView, FittingView, GraphEdge, GraphNode, GraphView, Ledger, LedgerLine, LineKind, MqaCondition,
    SeatView, SurgePerson, SurgeView, TimelineEntry, TreeProblem, TrendPoint,
};
use bareme_scoring::{BuyingRole, Grade, Level, Points, RelationshipKind, Thresholds, Working};

use super::{days_ago, model_refs, now, paged, points, rating, some, whole};
use crate::Shell;
use crate::pages::accounts::list::{AccountsList, Wish};
use crate::pages::accounts::show::AccountShow;
use crate::pages::query::Params;

/// Name, industry, country, employees, owner, rating, fit, engagement, surge factor.
type Short = (&'static str, &'static str, &'static str, i64, &'static str, &'static str, i64, i64, f64);

const ACCOUNTS: [Short; 10] = [
    ("Aldermoor Pharma", "Pharma", "FR", 5_400, "Inès Caron", "A1", 9_250, 8_812, 4.2),
    ("Nordlicht Maschinenbau", "Manufacturing", "DE", 1_250, "Jonas Weber", "A1", 8_100, 7_940, 0.0),
    (
        "Société Générale des Eaux du Haut-Rhin et Associés",
        "Utilities",
        "FR",
        980,
        "Inès Caron",
        "B1",
        6_600,
        7_701,
        0.0,
    ),
    ("<b>Müller & Söhne</b> GmbH", "Retail", "CH", 310, "", "A2", 7_800, 6_120, 7.8),
    ("Kestrel Robotics", "Software", "BE", 120, "Jonas Weber", "B2", 5_900, 5_533, 0.0),
    ("Oyster Bay Logistics", "Logistics", "NL", 2_200, "Ana Silva", "A3", 8_400, 3_310, 0.0),
    ("Vela Insurance Group", "Insurance", "FR", 12_800, "Ana Silva", "B3", 6_050, 2_990, 0.0),
    ("Quarry & Quill Press", "Media", "IE", 45, "", "C2", 3_200, 5_108, 2.9),
    ("Tessellate Labs", "Software", "EE", 18, "Jonas Weber", "C4", 2_800, 1_215, 0.0),
    ("Lindqvist Fastigheter", "Real estate", "SE", 640, "Ana Silva", "D4", 1_100, 408, 0.0),
];

/// A bumpy way to the engagement of today.
fn trend(end: i64, seed: i64) -> Vec<TrendPoint> {
    (0..19)
        .map(|step| {
            let wobble = ((step * 7 + seed * 13) % 11 - 5) * 90;
            let engagement = (end * (6 + step) / 24 + wobble).clamp(0, 10_000);
            TrendPoint {
                at: days_ago(90 - step * 5),
                fit: points(7_000 + (seed * 131) % 2_000),
                engagement: points(if step == 18 { end } else { engagement }),
                rating: rating("B2").unwrap_or(bareme_scoring::Rating::new(Grade::B, Level::ONE)),
            }
        })
        .collect()
}

/// Rows of the list.
fn rows() -> Vec<AccountRow> {
    (1_i64..).zip(ACCOUNTS).map(|(id, short)| row(id, &short)).collect()
}

fn row(id: i64, short: &Short) -> AccountRow {
    let &(name, industry, country, employees, owner, cell, fit, engagement, factor) = short;
    AccountRow {
        id,
        name: name.to_owned(),
        industry: some(industry),
        country: some(country),
        employees: Some(employees),
        owner: some(owner).filter(|owner| !owner.is_empty()),
        rating: rating(cell),
        fit: points(fit),
        engagement: points(engagement),
        people: u32::try_from(12 - id).unwrap_or(1),
        engaged: u32::try_from(6 - id / 2).unwrap_or(0),
        coverage: points(10_000 - id * 833),
        mqa: id <= 3,
        surge: (factor > 0.0).then(|| surge(factor)),
        change: Some(points((5 - id) * 317)),
        trend: trend(engagement, id),
    }
}

fn surge(factor: f64) -> SurgeView {
    SurgeView {
        recent: 21,
        baseline: 30,
        factor: Some(factor),
        p: 0.000_04,
        recent_days: 14,
        baseline_days: 84,
        people: vec![
            SurgePerson { contact_id: 11, name: String::from("Camille Roux"), recent: 12 },
            SurgePerson { contact_id: 12, name: String::from("Dr. Hannah O’Neill"), recent: 9 },
        ],
    }
}

pub(super) fn page() -> AccountsPage {
    let texts = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    AccountsPage {
        model: model_refs().into_iter().next(),
        models: model_refs(),
        slice: paged(rows()),
        facets: Facets {
            industries: texts(&["Pharma", "Software", "Manufacturing", "Utilities"]),
            countries: texts(&["BE", "CH", "DE", "FR"]),
            owners: texts(&["Ana Silva", "Inès Caron", "Jonas Weber"]),
        },
        total: 10_214,
        fitting: None,
        as_of: Some(days_ago(0).plus_millis(-7_200_000)),
    }
}

pub(super) fn list(shell: Shell) -> AccountsList {
    AccountsList::new(shell, page(), &Wish::default(), &[])
}

pub(super) fn filtered(shell: Shell) -> AccountsList {
    let params = Params::read("q=mü&country=FR&size=250-999&rating=Z9&only=mqa&sort=surge");
    let (wish, errors) = Wish::read(&params);
    let fitting = Some(FittingView { count: 1_000, more: true });
    AccountsList::new(shell, AccountsPage { fitting, ..page() }, &wish, &errors)
}

pub(super) fn no_match(shell: Shell) -> AccountsList {
    let (wish, errors) = Wish::read(&Params::read("q=%3Cscript%3Ealert(1)%3C/script%3E"));
    AccountsList::new(
        shell,
        AccountsPage {
            slice: whole(Vec::new()),
            fitting: Some(FittingView { count: 0, more: false }),
            ..page()
        },
        &wish,
        &errors,
    )
}

/// A database without accounts.
pub(super) fn empty_page() -> AccountsPage {
    AccountsPage {
        model: None,
        models: Vec::new(),
        slice: whole(Vec::new()),
        facets: Facets::default(),
        total: 0,
        fitting: None,
        as_of: None,
    }
}

pub(super) fn empty(shell: Shell) -> AccountsList {
    AccountsList::new(shell, empty_page(), &Wish::default(), &[])
}

/// The working of a line of fit: the first criterion, or none when nothing is gained.
pub(super) fn share(hundredths: i64, of: i64) -> Working {
    let percent = Points::from_ratio(i128::from(hundredths) * 10_000, i128::from(of));
    Working::Share { criterion: (hundredths > 0).then_some(1), percent, weight: points(of) }
}

/// The thresholds that a model has when it says nothing.
pub(super) fn bands() -> Bands {
    Bands { grades: Thresholds::default(), levels: Thresholds::default() }
}

fn line(rule: &str, hundredths: i64, of: i64, name: &str, value: Option<&str>) -> LedgerLine {
    LedgerLine {
        rule: rule.to_owned(),
        points: points(hundredths),
        of: Some(points(of)),
        evidence: vec![Evidence::Attribute { name: name.to_owned(), value: value.map(str::to_owned) }],
        missing: value.is_none(),
        working: Some(share(hundredths, of)),
        kind: LineKind::Rule,
    }
}

fn fit() -> Ledger {
    Ledger {
        score: points(9_250),
        lines: vec![
            line("Industry", 3_500, 3_500, "account.industry", Some("Pharma")),
            line("Company size", 4_000, 4_000, "account.employees", Some("5400")),
            line("Revenue", 750, 1_500, "account.revenue", None),
            line("Country", 1_000, 1_000, "account.country", Some("FR")),
        ],
    }
}

fn contributions() -> Vec<ContributionView> {
    let person = |id, name: &str, title: &str, role, reach, engagement, cell, part| ContributionView {
        contact_id: id,
        name: name.to_owned(),
        title: some(title),
        role,
        reach,
        path: if reach < 0.5 {
            vec![name.to_owned(), String::from("Aldermoor Holding"), String::from("Aldermoor Pharma")]
        } else {
            vec![name.to_owned(), String::from("Aldermoor Pharma")]
        },
        engagement: points(engagement),
        rating: rating(cell),
        points: points(part),
    };
    vec![
        person(11, "Camille Roux", "VP Operations", Some(BuyingRole::DecisionMaker), 1.0, 7_210, "A2", 4_480),
        person(
            12,
            "Dr. Hannah O’Neill",
            "Head of IT",
            Some(BuyingRole::TechnicalEvaluator),
            0.7,
            6_105,
            "A2",
            2_612,
        ),
        person(13, "Luca Ferri", "Controller", Some(BuyingRole::User), 0.4, 5_340, "B2", 1_120),
        person(14, "Sofia Lind", "Board advisor", None, 0.25, 4_100, "C3", 600),
    ]
}

fn seats() -> Vec<SeatView> {
    let seat = |role, required, engaged: &[(i64, &str)], asleep: &[(i64, &str)]| {
        let people = |list: &[(i64, &str)]| list.iter().map(|(id, name)| (*id, (*name).to_owned())).collect();
        SeatView { role, required, engaged: people(engaged), not_engaged: people(asleep) }
    };
    vec![
        seat(BuyingRole::DecisionMaker, 1, &[(11, "Camille Roux")], &[]),
        seat(BuyingRole::TechnicalEvaluator, 2, &[(12, "Dr. Hannah O’Neill")], &[(15, "Piotr Zając")]),
        seat(BuyingRole::EconomicBuyer, 1, &[], &[]),
        seat(BuyingRole::Champion, 1, &[], &[(16, "Mélanie Dupont"), (17, "Tom <i>Hacker</i>")]),
    ]
}

fn conditions() -> Vec<MqaCondition> {
    vec![
        MqaCondition::Grade { wanted: vec![Grade::A, Grade::B], actual: Grade::A, holds: true },
        MqaCondition::Level {
            wanted: Level::ALL.into_iter().take(2).collect(),
            actual: Level::ONE,
            holds: true,
        },
        MqaCondition::Coverage { wanted: 50, actual: points(3_750), holds: false },
        MqaCondition::People { wanted: 2, actual: 3, holds: true },
    ]
}

/// What was done: activity, content type, content, campaign, channel.
type Done =
    (&'static str, Option<&'static str>, Option<&'static str>, Option<&'static str>, Option<&'static str>);

/// A few weeks of activities, newest first.
pub(super) fn timeline() -> Vec<TimelineEntry> {
    let kinds: [Done; 6] = [
        ("page_view", None, Some("/pricing/enterprise"), None, Some("web")),
        (
            "download",
            Some("case_study"),
            Some("How Vela cut onboarding to two days"),
            Some("spring-2026"),
            None,
        ),
        ("email_click", None, None, Some("nurture-pharma-03"), Some("email")),
        ("webinar_attend", Some("webinar"), Some("Scoring that sales believes"), None, None),
        ("form_submit", None, Some("/contact?utm=<script>"), None, Some("web")),
        ("trade_fair_visit", None, None, None, None),
    ];
    (0_i64..14)
        .zip(kinds.iter().cycle())
        .map(|(index, (activity, content_type, content, campaign, channel))| TimelineEntry {
            at: now().plus_millis(-index * 31_000_000),
            contact_id: 11 + index % 3,
            contact: contributions()
                .get(usize::try_from(index % 3).unwrap_or(0))
                .map(|person| person.name.clone())
                .unwrap_or_default(),
            activity: (*activity).to_owned(),
            content_type: content_type.map(str::to_owned),
            content: content.map(str::to_owned),
            campaign: campaign.map(str::to_owned),
            channel: channel.map(str::to_owned),
        })
        .collect()
}

fn family() -> FamilyView {
    let member = |id, name: &str, depth, share, cell, engagement, here| FamilyMember {
        id,
        name: name.to_owned(),
        depth,
        share,
        rating: rating(cell),
        engagement: points(engagement),
        here,
    };
    FamilyView {
        members: vec![
            member(101, "Aldermoor Holding", 0, None, "B2", 5_210, false),
            member(1, "Aldermoor Pharma", 1, Some(0.8), "A1", 8_812, true),
            member(102, "Aldermoor Diagnostics", 2, Some(1.0), "B3", 3_030, false),
            member(103, "Aldermoor Iberia", 1, Some(0.51), "C4", 820, false),
        ],
        hidden: 12,
        total: points(9_120),
    }
}

/// The graph around an account.
pub(super) fn graph() -> GraphView {
    let node = |id, label: &str, account, cell| GraphNode {
        id,
        label: label.to_owned(),
        account,
        rating: rating(cell),
    };
    let edge = |from, to, kind, role, weight, current| GraphEdge { from, to, kind, role, weight, current };
    let works = RelationshipKind::WorksAt;
    GraphView {
        nodes: vec![
            node(1, "Aldermoor Pharma", true, "A1"),
            node(11, "Camille Roux", false, "A2"),
            node(12, "Dr. Hannah O’Neill", false, "A2"),
            node(13, "Luca Ferri", false, "B2"),
            node(101, "Aldermoor Holding", true, "B2"),
            node(14, "Sofia Lind", false, "C3"),
            node(102, "Aldermoor Diagnostics", true, "B3"),
            node(15, "Piotr Zając", false, ""),
            node(18, "Kestrel Robotics", true, "B2"),
        ],
        edges: vec![
            edge(1, 0, works, Some(BuyingRole::DecisionMaker), 1.0, true),
            edge(2, 0, works, Some(BuyingRole::TechnicalEvaluator), 0.7, true),
            edge(3, 0, works, Some(BuyingRole::User), 0.4, true),
            edge(0, 4, RelationshipKind::SubsidiaryOf, None, 0.4, true),
            edge(5, 4, RelationshipKind::Advises, None, 0.3, true),
            edge(6, 0, RelationshipKind::SubsidiaryOf, None, 0.5, true),
            edge(7, 6, works, Some(BuyingRole::Unknown), 0.5, true),
            edge(7, 0, works, None, 0.5, false),
            edge(8, 0, RelationshipKind::PartnerOf, None, 0.1, true),
        ],
        hidden: 3,
    }
}

/// Known facts.
pub(super) fn attributes() -> Vec<(String, String)> {
    [
        ("name", "Aldermoor Pharma"),
        ("domain", "aldermoor.example"),
        ("industry", "Pharma"),
        ("country", "FR"),
        ("city", "Colmar"),
        ("employees", "5400"),
        ("owner", "Inès Caron"),
        ("erp_system", "<none>"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect()
}

fn view() -> AccountView {
    let row = row(1, &ACCOUNTS[0]);
    AccountView {
        trend: row.trend.clone(),
        row,
        key: String::from("ACC-0001"),
        attributes: attributes(),
        model: model_refs().into_iter().next(),
        models: model_refs(),
        as_of: Some(days_ago(0)),
        strategy: String::from("noisy_or"),
        bands: Some(bands()),
        fit: fit(),
        contributions: contributions(),
        seats: seats(),
        mqa: conditions(),
        timeline: paged(timeline()),
        family: family(),
        problems: vec![
            TreeProblem::Cycle(vec![
                String::from("Aldermoor Pharma"),
                String::from("Aldermoor Iberia"),
                String::from("Aldermoor Pharma"),
            ]),
            TreeProblem::MissingParent(String::from("Aldermoor Diagnostics"), String::from("ACC-9999")),
        ],
        graph: graph(),
    }
}

pub(super) fn show(shell: Shell) -> AccountShow {
    AccountShow::new(shell, view())
}

/// An account of which only the name is known.
pub(super) fn bare(shell: Shell) -> AccountShow {
    let row = AccountRow {
        id: 99,
        name: String::from("Unscored & Co"),
        industry: None,
        country: None,
        employees: None,
        owner: None,
        rating: None,
        fit: Points::ZERO,
        engagement: Points::ZERO,
        people: 0,
        engaged: 0,
        coverage: Points::ZERO,
        mqa: false,
        surge: None,
        change: None,
        trend: Vec::new(),
    };
    let view = AccountView {
        row,
        key: String::from("unscored & co"),
        attributes: Vec::new(),
        model: None,
        models: Vec::new(),
        as_of: None,
        strategy: String::from("noisy_or"),
        bands: None,
        fit: Ledger { score: Points::ZERO, lines: Vec::new() },
        contributions: Vec::new(),
        seats: Vec::new(),
        mqa: Vec::new(),
        trend: Vec::new(),
        timeline: whole(Vec::new()),
        family: FamilyView { members: Vec::new(), hidden: 0, total: Points::ZERO },
        problems: vec![TreeProblem::SelfParent(String::from("Unscored & Co"))],
        graph: GraphView::default(),
    };
    AccountShow::new(shell, view)
}
