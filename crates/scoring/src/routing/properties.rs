//! For any team: turns are fair whoever joins or leaves, and the same lead is always routed the same way.

use proptest::prelude::*;

use super::{Routed, Team, Turns};
use crate::{Attributes, Draft, Instant};

const RULE: &str = "[[rule]]\nname = \"All\"\nto = \"round_robin\"\nteam = \"t\"\n";

fn team(members: &std::collections::BTreeSet<u8>) -> Team {
    let members = members.iter().rev().map(|member| format!("m{member:03}")).collect();
    Team { name: "t".to_owned(), leader: None, members }
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
}
