//! For any team: turns are fair whoever joins or leaves, and the same lead is always routed the same way.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::{Routed, Team, Turns};
use crate::{Attributes, Draft, Instant};

const RULE: &str = "[[rule]]\nname = \"All\"\nto = \"round_robin\"\nteam = \"t\"\n";

fn team(members: &std::collections::BTreeSet<u8>) -> Team {
    let members = members.iter().rev().map(|member| format!("m{member:03}")).collect();
    Team { name: "t".to_owned(), members, ..Team::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everybody_gets_as_many_as_everybody_else_and_one_more_at_most(
        members in prop::collection::btree_set(any::<u8>(), 1..9),
        left in any::<u8>(),
        leads in 1_usize..60,
    ) {
        let teams = [team(&members)];
        let routing = Draft::parse(RULE).unwrap().check_routing(&teams, None).routing.unwrap();
        let contact = Attributes::new();
        let lead = Routed { contact: &contact, account: None, as_of: Instant::MIN };
        // The last one may be of a time when the team was another.
        let mut turns = Turns::from([("t".to_owned(), format!("m{left:03}"))]);
        let mut counts = vec![0_usize; members.len()];
        for _ in 0..leads {
            let route = routing.route(&lead, &teams, &turns).unwrap();
            let again = routing.route(&lead, &teams, &turns);
            prop_assert_eq!(Some(&route), again.as_ref());
            let (name, owner) = route.turn().unwrap();
            let place = teams[0].members.iter().position(|member| member == owner).unwrap();
            counts[place] += 1;
            turns.insert(name.to_owned(), owner.to_owned());
        }
        let (most, least) = (counts.iter().max().unwrap(), counts.iter().min().unwrap());
        prop_assert!(most - least <= 1, "{:?}", counts);
    }

    #[test]
    fn every_lead_of_a_territory_with_people_gets_one_of_them_in_turn(
        sizes in prop::collection::vec(0_usize..4, 1..5),
        leads in prop::collection::vec(0_usize..6, 1..60),
    ) {
        // Territory i has two teams of sizes[i] people each, and the last rule takes whom nobody took.
        let names = |i: usize, half: usize| {
            (0..sizes[i]).map(move |person| format!("m{i}-{half}-{person}")).collect::<Vec<_>>()
        };
        let teams: Vec<Team> = (0..sizes.len())
            .flat_map(|i| [(i, 0), (i, 1)])
            .map(|(i, half)| Team {
                name: format!("t{i}-{half}"),
                members: names(i, half),
                territory: Some(format!("z{i}")),
                ..Team::default()
            })
            .chain([Team { name: "rest".into(), members: vec!["last".into()], ..Team::default() }])
            .collect();
        let mut document = String::new();
        for i in 0..sizes.len() {
            writeln!(document, "[[territory]]\nname = \"z{i}\"\nwhen = {{ attribute = \"contact.zone\", is = \"{i}\" }}").unwrap();
        }
        document += "[[rule]]\nname = \"Territories\"\nto = \"territory\"\n\
                     [[rule]]\nname = \"Rest\"\nto = \"round_robin\"\nteam = \"rest\"\n";
        let routing = Draft::parse(&document).unwrap().check_routing(&teams, None).routing.unwrap();
        let mut turns = Turns::new();
        let mut counts = std::collections::BTreeMap::<String, usize>::new();
        for zone in &leads {
            let contact = Attributes::from([("zone".to_owned(), crate::Value::from(zone.to_string().as_str()))]);
            let lead = Routed { contact: &contact, account: None, as_of: Instant::MIN };
            let route = routing.route(&lead, &teams, &turns).unwrap();
            let owner = route.to.owner.clone().unwrap();
            let worked = sizes.get(*zone).is_some_and(|size| *size > 0);
            prop_assert_eq!(owner.starts_with(&format!("m{zone}-")), worked, "{} of {}", owner, zone);
            prop_assert_eq!(route.why.territory.is_some(), worked);
            prop_assert_eq!(route.why.passed_over.is_empty(), worked);
            let team = teams.iter().find(|team| Some(&team.name) == route.to.team.as_ref());
            prop_assert!(team.is_some_and(|team| team.members.contains(&owner)), "the owner's own team");
            let (key, last) = route.turn().unwrap();
            turns.insert(key.to_owned(), last.to_owned());
            *counts.entry(owner).or_default() += 1;
        }
        for (i, size) in sizes.iter().enumerate().filter(|(_, size)| **size > 0) {
            let own: Vec<usize> = [0, 1]
                .into_iter()
                .flat_map(|half| names(i, half))
                .map(|name| counts.get(&name).copied().unwrap_or(0))
                .collect();
            prop_assert_eq!(own.len(), size * 2);
            prop_assert!(own.iter().max().unwrap() - own.iter().min().unwrap() <= 1, "{:?}", own);
        }
    }
}
