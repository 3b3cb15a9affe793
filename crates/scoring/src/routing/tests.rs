//! Routing by example: territories, industries, owners and turns, the first rule that holds and finds somebody.

use super::{Route, Routed, Routing, Target, Team, Trial, Turns};
use crate::{Attributes, Draft, Instant, ProblemCode, Severity, Value};

const RULES: &str = r#"
[[rule]]
name = "Key accounts"
when = { attribute = "account.tier", is = "key" }
to = "account_owner"

[[rule]]
name = "Nordics"
when = { any = [{ attribute = "account.country", in = ["SE", "NO", "DK"] }, { attribute = "contact.country", is = "SE" }] }
to = "round_robin"
team = "north"

[[rule]]
name = "Banks"
when = { attribute = "account.industry", contains = "bank" }
to = "person"
owner = "lea"
team = "finance"

[[rule]]
name = "Everything else"
to = "team"
team = "south"
"#;

fn teams() -> Vec<Team> {
    let team = |name: &str, members: &[&str]| Team {
        name: name.to_owned(),
        members: members.iter().map(|member| (*member).to_owned()).collect(),
        ..Team::default()
    };
    vec![team("north", &["cy", "ana", "bo"]), team("finance", &["lea"]), team("south", &[])]
}

fn routing(text: &str) -> Routing {
    let report = Draft::parse(text).unwrap().check_routing(&teams(), None);
    assert_eq!(report.problems, []);
    report.routing.unwrap()
}

fn facts(pairs: &[(&str, &str)]) -> Attributes {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect()
}

fn route(contact: &[(&str, &str)], account: Option<&[(&str, &str)]>, turns: &Turns) -> Option<Route> {
    let (contact, account) = (facts(contact), account.map(facts));
    let as_of = Instant::parse("2026-03-02").unwrap();
    routing(RULES).route(&Routed { contact: &contact, account: account.as_ref(), as_of }, &teams(), turns)
}

fn owner_and_rule(route: Option<Route>) -> (Option<String>, Option<String>, Option<String>) {
    let to = route.unwrap().to;
    (to.owner, to.team, to.rule)
}

fn are(
    owner: Option<&str>,
    team: Option<&str>,
    rule: &str,
) -> (Option<String>, Option<String>, Option<String>) {
    (owner.map(str::to_owned), team.map(str::to_owned), Some(rule.to_owned()))
}

#[test]
fn the_first_rule_that_holds_decides_and_says_why() {
    let none = Turns::new();
    let key = [("tier", "Key"), ("country", "se"), ("owner", "bo")];
    let found = route(&[], Some(&key), &none).unwrap();
    assert_eq!(
        found.why.to_string(),
        "Key accounts: { attribute = \"account.tier\", is = \"key\" }; the account's owner"
    );
    assert_eq!(owner_and_rule(Some(found)), are(Some("bo"), Some("north"), "Key accounts"));
    let bank = [("industry", "Investment Banking"), ("country", "FR")];
    assert_eq!(owner_and_rule(route(&[], Some(&bank), &none)), are(Some("lea"), Some("finance"), "Banks"));
    assert_eq!(owner_and_rule(route(&[], None, &none)), are(None, Some("south"), "Everything else"));
    assert_eq!(
        owner_and_rule(route(&[("country", "SE")], None, &none)),
        are(Some("ana"), Some("north"), "Nordics")
    );
}

#[test]
fn a_rule_that_finds_nobody_lets_the_next_one_decide_and_is_named() {
    let key = [("tier", "key"), ("country", "NO"), ("owner", "  ")];
    let found = route(&[], Some(&key), &Turns::new()).unwrap();
    assert_eq!(found.why.passed_over, ["Key accounts"]);
    assert!(found.why.to_string().ends_with("taking turns in north (nobody found by Key accounts)"));
    assert_eq!(found.to.owner.as_deref(), Some("ana"));
}

#[test]
fn people_take_turns_and_who_left_does_not_stop_them() {
    let mut turns = Turns::new();
    let mut owners = Vec::new();
    for _ in 0..5 {
        let found = route(&[("country", "SE")], None, &turns).unwrap();
        let (team, owner) = found.turn().unwrap();
        turns.insert(team.to_owned(), owner.to_owned());
        owners.push(owner.to_owned());
    }
    assert_eq!(owners, ["ana", "bo", "cy", "ana", "bo"]);
    turns.insert("north".into(), "bob, who left".into());
    assert_eq!(route(&[("country", "SE")], None, &turns).unwrap().to.owner.as_deref(), Some("cy"));
    assert_eq!(route(&[], None, &turns).unwrap().turn(), None);
}

#[test]
fn no_rule_no_owner() {
    let contact = Attributes::new();
    let lead = Routed { contact: &contact, account: None, as_of: Instant::MIN };
    assert_eq!(routing("").route(&lead, &teams(), &Turns::new()), None);
}

#[test]
fn rules_are_judged_with_every_problem_at_its_place() {
    let text = r#"
[[rule]]
name = "All"
to = "team"
team = "south"

[[rule]]
name = "all"
when = { attribute = "country", is = "SE" }
to = "round_robin"
team = "nord"

[[rule]]
name = "Nobody"
to = "round_robin"
team = "south"
owner = "ana"

[[rule]]
name = "Somebody"
to = "anybody"
"#;
    let report = Draft::parse(text).unwrap().check_routing(&teams(), None);
    assert!(report.routing.is_none());
    let found: Vec<(ProblemCode, &str)> =
        report.problems.iter().map(|problem| (problem.code, problem.path.as_str())).collect();
    assert_eq!(
        found,
        [
            (ProblemCode::InvalidAttribute, "rule[2].when.attribute"),
            (ProblemCode::Conflict, "rule[3].owner"),
            (ProblemCode::Empty, "rule[3].team"),
            (ProblemCode::NeverMatches, "rule[3]"),
            (ProblemCode::UnknownWord, "rule[4].to"),
        ]
    );
    let one = "[[rule]]\nname = \"A\"\nto = \"account_owner\"\n";
    let twice = Draft::parse(&format!("{one}{one}")).unwrap().check_routing(&teams(), None);
    assert_eq!(twice.problems[0].code, ProblemCode::DuplicateName);
    assert!(report.problems.iter().any(|problem| problem.severity == Severity::Warning));
    assert_eq!(routing(RULES).rules()[3].to, Target::Team { team: "south".into() });
}

#[test]
fn every_rule_says_what_came_of_it() {
    let bank: Attributes = facts(&[("industry", "Bank"), ("tier", "key")]);
    let contact = Attributes::new();
    let lead = Routed { contact: &contact, account: Some(&bank), as_of: Instant::MIN };
    let routing = routing(RULES);
    let words: Vec<(&str, &str)> = routing
        .trials(&lead, &teams(), &Turns::new())
        .into_iter()
        .map(|(rule, trial)| {
            let word = match trial {
                Trial::DoesNotHold => "does not hold",
                Trial::FindsNobody => "finds nobody",
                Trial::Decides(_) => "decides",
                Trial::NotAsked => "not asked",
            };
            (rule.name.as_str(), word)
        })
        .collect();
    assert_eq!(
        words,
        [
            ("Key accounts", "finds nobody"),
            ("Nordics", "does not hold"),
            ("Banks", "decides"),
            ("Everything else", "not asked"),
        ]
    );
}

#[test]
fn a_team_takes_the_same_turns_by_territory_and_by_name() {
    let text = "[[territory]]\nname = \"Nordics\"\nwhen = { attribute = \"contact.country\", is = \"SE\" }\n\
                [[rule]]\nname = \"Hot\"\nwhen = { attribute = \"contact.hot\", is = \"yes\" }\n\
                to = \"round_robin\"\nteam = \"north\"\n[[rule]]\nname = \"Territories\"\nto = \"territory\"\n";
    let mut teams = teams();
    teams[0].territory = Some("Nordics".to_owned());
    let routing = Draft::parse(text).unwrap().check_routing(&teams, None).routing.unwrap();
    let mut turns = Turns::new();
    let mut owners = Vec::new();
    for hot in ["yes", "no", "yes"] {
        let contact = facts(&[("country", "se"), ("hot", hot)]);
        let lead = Routed { contact: &contact, account: None, as_of: Instant::MIN };
        assert_eq!(routing.territory(&lead).map(|territory| territory.name.as_str()), Some("Nordics"));
        let route = routing.route(&lead, &teams, &turns).unwrap();
        let (team, owner) = route.turn().unwrap();
        owners.push(owner.to_owned());
        turns.insert(team.to_owned(), owner.to_owned());
        if hot == "no" {
            assert_eq!(route.why.to_string(), "Territories: taking turns in the territory Nordics");
        }
    }
    assert_eq!(owners, ["ana", "bo", "cy"]);
}
