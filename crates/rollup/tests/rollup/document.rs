//! The JSON in and out of `bareme rollup`.

use bareme_rollup::{GraphAnswer, GraphDocument};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::any_edges;

fn read(document: Value) -> GraphDocument {
    serde_json::from_value(document).unwrap()
}

fn score(document: Value) -> Value {
    serde_json::to_value(read(document).score().unwrap()).unwrap()
}

fn errors(document: Value) -> Vec<String> {
    read(document).score().unwrap_err().0.iter().map(ToString::to_string).collect()
}

fn refusal(document: Value) -> String {
    serde_json::from_value::<GraphDocument>(document).unwrap_err().to_string()
}

#[test]
fn the_documented_form_is_read_and_answered() {
    let answer = score(json!({
        "strategy": {"champion": {"share": 0.6}},
        "accounts": [{"id": "p"}, {"id": "a", "parent": "p", "ownership": 0.8}],
        "contacts": [{"id": "c", "engagement": 80.0}, {"id": "d", "engagement": 60}, {"id": "e", "engagement": 0}],
        "relationships": [
            {"kind": "works_at", "from": "c", "to": "a", "role": "champion"},
            {"kind": "works_at", "from": "d", "to": "a", "weight": 0.55},
            {"kind": "works_at", "from": "e", "to": "a"}
        ]
    }));
    // At a: x = 72, 33 and 0: 0.6 × 72 + 0.4 × 16.5. At p everything times 0.4: 28.8, 13.2 and 0.
    let expected = json!({"accounts": [
        {"id": "p", "engagement": 19.92, "lines": [
            {"contact": "c", "reach": 0.36, "points": 17.28},
            {"contact": "d", "reach": 0.22, "points": 2.64}
        ]},
        {"id": "a", "engagement": 49.8, "lines": [
            {"contact": "c", "reach": 0.9, "points": 43.2},
            {"contact": "d", "reach": 0.55, "points": 6.6}
        ]}
    ]});
    assert_eq!(answer, expected);
}

#[test]
fn strategies_are_words_or_tables_and_noisy_or_by_default() {
    let two = |strategy: Option<Value>| {
        let mut document = json!({
            "accounts": [{"id": "a"}],
            "contacts": [{"id": "c", "engagement": 80}, {"id": "d", "engagement": 50}],
            "relationships": [
                {"kind": "works_at", "from": "c", "to": "a", "weight": 1},
                {"kind": "advises", "from": "d", "to": "a", "weight": 0.5}
            ]
        });
        if let Some(strategy) = strategy {
            document["strategy"] = strategy;
        }
        score(document)["accounts"][0]["engagement"].as_f64().unwrap()
    };
    let given = [
        (None, 85.0),
        (Some(json!("noisy_or")), 85.0),
        (Some(json!("champion")), 58.0),
        (Some(json!({"champion": {"share": 1.0}})), 80.0),
        (Some(json!("weighted_mean")), 70.0),
        (Some(json!("max")), 80.0),
        (Some(json!("median")), 52.5),
        (Some(json!("sum")), 100.0),
        (Some(json!({"sum": {"cap": 90}})), 90.0),
    ];
    for (strategy, expected) in given {
        let actual = two(strategy.clone());
        assert!((actual - expected).abs() < 1e-9, "{strategy:?}: {actual}");
    }
}

#[test]
fn weights_can_be_set_and_keep_their_defaults_otherwise() {
    let answer = score(json!({
        "weights": {"champion": 0.5, "max_edges": 1},
        "accounts": [{"id": "a", "parent": "b"}, {"id": "b"}],
        "contacts": [{"id": "c", "engagement": 80}, {"id": "d", "engagement": 10}],
        "relationships": [
            {"kind": "works_at", "from": "c", "to": "a", "role": "champion"},
            {"kind": "Works At", "from": "d", "to": "a", "role": "Decision Maker"}
        ]
    }));
    assert_eq!(answer["accounts"][0]["lines"][0]["reach"], json!(0.5));
    assert_eq!(answer["accounts"][0]["lines"][1]["reach"], json!(1.0));
    assert_eq!(answer["accounts"][1], json!({"id": "b", "engagement": 0.0, "lines": []}));
}

#[test]
fn without_a_moment_whatever_has_an_end_is_over() {
    let engagement = |as_of: Option<&str>| {
        let mut document = json!({
            "accounts": [{"id": "a"}, {"id": "b"}],
            "contacts": [{"id": "c", "engagement": 80}],
            "relationships": [
                {"kind": "works_at", "from": "c", "to": "a", "weight": 1, "valid_to": "2030-01-01"},
                {"kind": "works_at", "from": "c", "to": "b", "weight": 1, "valid_from": "2030-01-01"}
            ]
        });
        if let Some(as_of) = as_of {
            document["as_of"] = json!(as_of);
        }
        let answer = score(document);
        [0, 1].map(|index| answer["accounts"][index]["engagement"].as_f64().unwrap() > 0.0)
    };
    assert_eq!(engagement(None), [false, true]);
    assert_eq!(engagement(Some("2029-12-31T23:59:59Z")), [true, false]);
    assert_eq!(engagement(Some("2030-01-01")), [false, true]);
}

#[test]
fn oddities_are_named_and_nothing_else_is_lost() {
    let answer = score(json!({
        "accounts": [
            {"id": "a", "parent": "b"},
            {"id": "b", "parent": "a"},
            {"id": "s", "parent": "s"},
            {"id": "m", "parent": "nobody"},
            {"id": "o", "ownership": 0.5}
        ],
        "contacts": [{"id": "c", "engagement": 50}],
        "relationships": [
            {"kind": "works_at", "from": "c", "to": "a", "weight": 1},
            {"kind": "works_at", "from": "ghost", "to": "a"},
            {"kind": "works_at", "from": "c", "to": "c"},
            {"kind": "advises", "from": "c", "to": "s", "role": "user"},
            {"kind": "partner_of", "from": "s", "to": "m", "share": 0.5}
        ]
    }));
    let told: Vec<_> = answer["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| {
            (problem["problem"].as_str().unwrap(), problem["place"].as_str(), problem["ids"].clone())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("unknown_id", Some("accounts[3].parent"), json!(["nobody"])),
            ("ignored", Some("accounts[4].ownership"), json!(["o"])),
            ("unknown_id", Some("relationships[1].from"), json!(["ghost"])),
            ("unknown_id", Some("relationships[2].to"), json!(["c"])),
            ("ignored", Some("relationships[3].role"), json!(["c"])),
            ("ignored", Some("relationships[4].share"), json!(["s"])),
            ("self_parent", None, json!(["s"])),
            ("cycle", None, json!(["a", "b"])),
        ]
    );
    assert!(answer["problems"][3]["message"].as_str().unwrap().contains("it is a contact"));
    assert!(answer["problems"][7]["message"].as_str().unwrap().contains("a → b → a"));
    let engagements: Vec<_> = answer["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["engagement"].as_f64().unwrap())
        .collect();
    assert_eq!(engagements, [50.0, 25.0, 15.0, 0.0, 0.0]);
}

#[test]
fn everything_wrong_is_said_at_once_with_its_place() {
    let told = errors(json!({
        "strategy": {"sum": {"cap": 0}},
        "accounts": [{"id": "a", "parent": "b", "ownership": 80}, {"id": "b"}, {"id": "a"}, {"id": ""}],
        "contacts": [{"id": "c", "engagement": 100.01}, {"id": "c", "engagement": -1}],
        "relationships": [
            {"kind": "owns", "from": "a", "to": "b"},
            {"kind": "works_at", "from": "c", "to": "a", "role": "boss", "weight": 0},
            {"kind": "subsidiary_of", "from": "a", "to": "b", "share": 1.01, "weight": 2}
        ]
    }));
    let starts = [
        "strategy.sum.cap: cap is 0",
        "accounts[2].id: the id 'a' occurs a second time",
        "accounts[3].id: the id is empty",
        "contacts[1].id: the id 'c' occurs a second time",
        "accounts[0].ownership: 80 is out of range",
        "contacts[0].engagement: engagement is 100.01",
        "contacts[1].engagement: engagement is -1",
        "relationships[0].kind: 'owns' is not a kind: take one of works_at",
        "relationships[1].role: 'boss' is not a buying role: take one of economic_buyer",
        "relationships[1].weight: 0 is out of range",
        "relationships[2].weight: 2 is out of range",
        "relationships[2].share: 1.01 is out of range",
    ];
    assert_eq!(told.len(), starts.len(), "{told:#?}");
    for (told, start) in told.iter().zip(starts) {
        assert!(told.starts_with(start), "{told}");
    }
    assert_eq!(errors(json!({"weights": {"floor": 2}, "accounts": []})).len(), 1);
    assert!(errors(json!({"weights": {"user": 0}, "accounts": []}))[0].contains("weights.user"));
}

#[test]
fn unknown_keys_and_strategies_are_refused_by_name() {
    assert!(refusal(json!({"accounts": [], "people": []})).contains("unknown field `people`"));
    assert!(refusal(json!({"accounts": [{"id": "a", "name": "A"}]})).contains("unknown field `name`"));
    assert!(refusal(json!({"accounts": [], "strategy": "mean"})).contains("'mean' is not a strategy"));
    assert!(refusal(json!({"accounts": [], "strategy": 3})).contains("a strategy such as"));
    assert!(refusal(json!({"accounts": [], "strategy": {"sum": {"limit": 3}}})).contains("cap"));
    assert!(refusal(json!({"contacts": []})).contains("missing field `accounts`"));
    let text = "{\"accounts\": [\n {\"id\": 7}]}";
    assert!(serde_json::from_str::<GraphDocument>(text).unwrap_err().to_string().contains("line 2"));
}

#[test]
fn equal_points_are_listed_by_contact_id_and_the_spare_hundredth_goes_to_the_first() {
    let contacts = ["z", "é", "b", "a10", "a2"];
    let answer = score(json!({
        "strategy": "sum",
        "accounts": [{"id": "a"}],
        "contacts": contacts.map(|id| json!({"id": id, "engagement": 100})),
        "relationships": contacts.map(|id| json!({"kind": "works_at", "from": id, "to": "a", "weight": 0.7}))
    }));
    let lines = answer["accounts"][0]["lines"].as_array().unwrap();
    let ids: Vec<_> = lines.iter().map(|line| line["contact"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a10", "a2", "b", "z", "é"]);
    assert!(lines.iter().all(|line| line["points"] == json!(20.0)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn the_order_of_contacts_and_relationships_changes_no_byte(
        (edges, shuffled) in any_edges().prop_flat_map(|edges| (Just(edges.clone()), Just(edges).prop_shuffle())),
        (contacts, mixed) in
            Just(crate::support::CONTACTS.to_vec()).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        let text = |edges: &[bareme_rollup::Edge], contacts: &[i64]| {
            let answer: GraphAnswer = read(json!({
                "accounts": crate::support::ACCOUNTS.map(|id| json!({"id": id.to_string()})),
                "contacts": contacts.iter().map(|id| {
                    json!({"id": id.to_string(), "engagement": 10 + id.rem_euclid(90)})
                }).collect::<Vec<_>>(),
                "relationships": edges.iter().map(|edge| json!({
                    "kind": edge.kind.word(),
                    "from": edge.from.to_string(),
                    "to": edge.to.to_string(),
                    "weight": edge.weight,
                })).collect::<Vec<_>>(),
            })).score().unwrap();
            serde_json::to_string(&answer.accounts).unwrap()
        };
        prop_assert_eq!(text(&edges, &contacts), text(&shuffled, &mixed));
    }
}
