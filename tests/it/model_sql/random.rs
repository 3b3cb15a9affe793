//! Random models over random people, companies and relationships, against Bareme's own functions.

#[expect(dead_code, reason = "shared with the tests of scoring, which need more of it")]
#[path = "../../../crates/scoring/tests/it/generated.rs"]
mod generated;

use bareme_rollup::{Edge, Graph, People, Person, Rollup, Rules, decide_mqa};
use bareme_scoring::{
    Attributes, BuyingRole, EdgeWeights, Facets, Grade, Instant, Model, Points, Rating, RelationshipKind,
    Score, Subject, Value, check,
};
use bareme_sqlexport::tables::{CREATE, DROP, PlainEdge, Row, Statements};
use bareme_sqlexport::{Dialect, query};
use bareme_store::Backend;
use bareme_testkit::{World, at};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::{Expected, answers, assert_alike, dialect, in_duckdb};
use generated::Contact;

const CASES: usize = 60;
const ACCOUNTS: usize = 5;
const CONTACTS: usize = 8;

/// A model and everything that it scores. Accounts have the ids 1 to 5, contacts 11 to 18.
#[derive(Clone, Debug)]
struct Case {
    document: String,
    contacts: Vec<Contact>,
    edges: Vec<Edge>,
}

fn as_of() -> Instant {
    at("2026-06-30T12:00:00Z")
}

fn account_part() -> impl Strategy<Value = String> {
    let strategy = select(vec![
        "\"noisy_or\"",
        "{ champion = { share = 0.7 } }",
        "\"weighted_mean\"",
        "\"max\"",
        "\"median\"",
        "{ sum = { cap = 80 } }",
    ]);
    let fit =
        select(vec!["known = true", "is = \"alpha\"", "at_least = 20", "contains_any = [\"et\", \"4\"]"]);
    (strategy, option::of(fit), 1..=6_u32, 0..4_u32, 0..3_u32).prop_map(|(strategy, fit, edges, floor, seats)| {
        let mut text = format!(
            "[[fit.penalty]]\nname = \"role\"\nwhen = {{ attribute = \"relationship.role\", is = \"Champion\" }}\npoints = -3.5\n\
             [account]\nstrategy = {strategy}\n[account.weights]\nmax_edges = {edges}\nfloor = 0.{floor}37\nuser = 0.45\n"
        );
        if let Some(test) = fit {
            text.extend([format!(
                "[[account.fit.category]]\nname = \"f\"\nweight = 100\nmissing = 30\n\
                 [[account.fit.category.criterion]]\nwhen = {{ attribute = \"account.a\", {test} }}\npercent = 90\n"
            )]);
        }
        for role in ["champion", "user"].iter().take(seats as usize) {
            text.extend([format!("[[account.committee]]\nrole = \"{role}\"\nrequired = 2\n")]);
        }
        text
    })
}

fn edge() -> impl Strategy<Value = Edge> {
    let fraction =
        || option::weighted(0.5, (20_u32..=100).prop_map(|hundredths| f64::from(hundredths) / 100.0));
    let kind = prop_oneof![
        2 => Just(RelationshipKind::WorksAt),
        3 => select(RelationshipKind::ALL.to_vec()),
    ];
    let role = select(BuyingRole::ALL.to_vec());
    let day = || option::weighted(0.2, -20_i64..20);
    (kind, (0..CONTACTS, 0..CONTACTS), role, fraction(), fraction(), (day(), day())).prop_map(
        |(kind, (from, to), role, weight, share, (since, until))| {
            let id = |contact: bool, index: usize| {
                let number = if contact { 11 + index } else { 1 + index % ACCOUNTS };
                i64::try_from(number).unwrap()
            };
            let moment = |days: Option<i64>| days.map(|days| as_of().plus_days(days));
            Edge {
                role: if kind == RelationshipKind::WorksAt { role } else { BuyingRole::Unknown },
                weight,
                share: share.filter(|_| kind == RelationshipKind::SubsidiaryOf),
                valid_from: moment(since),
                valid_to: moment(until),
                ..Edge::new(kind, id(kind.from_contact(), from), id(kind.to_contact(), to))
            }
        },
    )
}

fn cases() -> Vec<Case> {
    let strategy =
        (generated::document(), account_part(), vec(generated::contact(), CONTACTS), vec(edge(), 0..26))
            .prop_map(|(document, account, contacts, edges)| Case {
                document: format!("{document}{account}"),
                contacts,
                edges,
            });
    let mut runner = TestRunner::deterministic();
    (0..CASES).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

impl Case {
    fn model(&self) -> Model {
        let report = check(&self.document, None);
        report.model.unwrap_or_else(|| panic!("{:?}\n{}", report.problems, self.document))
    }

    fn people(&self) -> impl Iterator<Item = (i64, &Contact)> {
        (11..).zip(&self.contacts)
    }

    fn accounts(&self) -> impl Iterator<Item = (i64, &Attributes)> {
        (1..).zip(self.contacts.iter().take(ACCOUNTS).map(|contact| &contact.account))
    }

    /// The strongest role, then the lowest account, then the oldest.
    fn job(&self, contact: i64) -> Option<&Edge> {
        let jobs = self.edges.iter().filter(|edge| {
            edge.kind == RelationshipKind::WorksAt && edge.from == contact && edge.is_valid_at(as_of())
        });
        let weight = |edge: &Edge| (EdgeWeights::default().of_role(edge.role) * 100.0).round();
        jobs.min_by(|a, b| {
            weight(b).total_cmp(&weight(a)).then(
                (a.to, a.valid_from.unwrap_or(Instant::MIN))
                    .cmp(&(b.to, b.valid_from.unwrap_or(Instant::MIN))),
            )
        })
    }

    /// Two jobs between which only the order of rows decides: the stored ones never are so.
    fn is_doubtful(&self) -> bool {
        self.edges.iter().enumerate().any(|(index, one)| {
            self.edges.iter().skip(index + 1).any(|other| {
                one.kind == RelationshipKind::WorksAt
                    && (one.kind, one.from, one.to, one.valid_from)
                        == (other.kind, other.from, other.to, other.valid_from)
            })
        })
    }

    fn script(&self, model: &Model) -> String {
        let mut rows = Statements::default();
        let facts = |rows: &mut Statements, about, id, known: &Attributes| {
            for (name, value) in known {
                if let Some(facets) = Facets::of(value) {
                    rows.add(&Row::Fact(about, id, name, facets));
                }
            }
        };
        for (id, known) in self.accounts() {
            rows.add(&Row::Account(id, "it's"));
            facts(&mut rows, "account", id, known);
        }
        for (id, contact) in self.people() {
            rows.add(&Row::Contact(id, "key", None));
            facts(&mut rows, "contact", id, &contact.person);
            for activity in &contact.activities {
                rows.add(&Row::Activity(id, activity.at, &contact.kinds[activity.kind as usize]));
            }
            for adjustment in &contact.adjustments {
                rows.add(&Row::Adjustment(id, &model.name, adjustment));
            }
        }
        for edge in &self.edges {
            rows.add(&Row::Relationship(PlainEdge {
                kind: edge.kind,
                from: edge.from,
                to: edge.to,
                role: edge.role,
                weight: edge.weight,
                share: edge.share,
                valid_from: edge.valid_from,
                valid_to: edge.valid_to,
            }));
        }
        format!("{DROP}{CREATE}{}", rows.take())
    }

    fn scores(&self, model: &Model) -> Vec<(i64, Score)> {
        let score = |(id, contact): (i64, &Contact)| {
            let job = self.job(id);
            let known = job.and_then(|job| self.accounts().find(|(account, _)| *account == job.to));
            let role = job.map(|job| job.role).filter(|role| *role != BuyingRole::Unknown);
            let relationship: Attributes =
                role.map(|role| ("role".to_owned(), Value::from(role.word()))).into_iter().collect();
            let subject = Subject {
                account: known.map(|(_, attributes)| attributes),
                relationship: Some(&relationship),
                ..contact.subject()
            };
            let score = model.score(&subject, &model.matcher(&contact.kinds), as_of());
            score.applies.then_some((id, score))
        };
        self.people().filter_map(score).collect()
    }

    fn expected(&self, model: &Model) -> Vec<Expected> {
        let scores = self.scores(model);
        let mut all: Vec<Expected> = scores.iter().map(|(id, score)| of_contact(*id, score)).collect();
        let accounts: Vec<i64> = self.accounts().map(|(id, _)| id).collect();
        let contacts: Vec<i64> = self.people().map(|(id, _)| id).collect();
        let mut graph = Graph::builder(&model.account.weights, as_of(), accounts, contacts).unwrap();
        for edge in &self.edges {
            graph.add(edge).unwrap();
        }
        let graph = graph.build();
        let people = scores.iter().map(|(id, score)| {
            (*id, Person { engagement: score.engagement, level: score.level, ..Person::default() })
        });
        let people = People::new(&graph, people).unwrap();
        let rules = Rules {
            strategy: model.account.strategy,
            levels: model.account.levels.0,
            seats: model.account.committee.clone(),
            surge: model.account.surge,
        };
        for score in Rollup::new(&graph, &people, &rules).all(1) {
            let known = self.accounts().find(|(id, _)| *id == score.account).unwrap().1;
            let fit = model.account_score(known, as_of());
            let grade = fit.map_or(Grade::D, |fit| fit.grade);
            let rating = Rating::new(grade, score.level);
            let qualified =
                decide_mqa(&model.account.mqa, rating, score.coverage, score.engaged_people).qualified;
            all.push(Expected {
                words: format!("account|{}|{rating}|-|-|-", score.account),
                numbers: [
                    fit.map_or(Points::ZERO, |fit| fit.fit).hundredths(),
                    score.engagement.hundredths(),
                    fit.map_or(-1, |fit| fit.completeness.into()),
                    fit.is_some_and(|fit| fit.knocked_out).into(),
                    -1,
                    score.reaching.into(),
                    score.people.into(),
                    score.engaged_people.into(),
                    score.coverage.hundredths(),
                    qualified.into(),
                ],
            });
        }
        all
    }
}

fn of_contact(id: i64, score: &Score) -> Expected {
    let sla = score.sla_hours.map_or_else(|| "-".to_owned(), |hours| hours.to_string());
    Expected {
        words: format!("contact|{id}|{}|{}|{sla}|{}", score.rating(), score.action.word(), score.priority),
        numbers: [
            score.fit.hundredths(),
            score.engagement.hundredths(),
            score.completeness.into(),
            score.knocked_out.into(),
            score.rank.hundredths(),
            -1,
            -1,
            -1,
            -1,
            -1,
        ],
    }
}

#[test]
fn random_models_score_the_same_in_three_databases() {
    let worlds =
        [Backend::Sqlite, Backend::Postgres].map(|backend| (backend, World::without_tables(backend)));
    let mut duck = Vec::new();
    let cases: Vec<Case> = cases().into_iter().filter(|case| !case.is_doubtful()).collect();
    assert!(cases.len() > CASES / 2, "most cases are clear: {}", cases.len());
    for case in &cases {
        let model = case.model();
        let (script, expected) = (case.script(&model), case.expected(&model));
        for (backend, world) in &worlds {
            let query = query(&model, as_of(), dialect(*backend)).unwrap();
            let found = answers(world.database(), &script, &query);
            assert_alike(&found, &expected, &format!("{backend:?}\n{case:#?}"));
        }
        duck.push((script, query(&model, as_of(), Dialect::Duckdb).unwrap()));
    }
    for (case, found) in cases.iter().zip(in_duckdb(&duck)) {
        assert_alike(&found, &case.expected(&case.model()), &format!("DuckDB\n{case:#?}"));
    }
}
