//! Who may sign for which side.
//!
//! Of those who signed in, their role says it. Whoever works on the machine itself says who they are, and the agreement
//! says who leads.

use bareme_access::Action;
use bareme_scoring::{Agreement, fold};

use super::{Decider, Side};
use crate::{Engine, EngineError, Result as EngineResult};

/// Why somebody may not decide for a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAuthority {
    /// Sales is decided for by who leads one of its teams.
    NotALeader {
        /// Who does.
        leaders: Vec<String>,
    },
    /// Who is in a team of sales does not decide for marketing.
    OfSales {
        /// The team.
        team: String,
    },
}

/// Who decides, by their own name; refused, as if there were no proposal, for a side for which they do not sign.
pub(super) fn hold<'a>(engine: &'a Engine, by: Decider<'a>) -> EngineResult<Decider<'a>> {
    engine.must(Action::SignProposal)?;
    let signs_for = engine.principal().map(|who| who.role.signs_for());
    let side = match by.side {
        Side::Sales => bareme_access::Side::Sales,
        Side::Marketing => bareme_access::Side::Marketing,
    };
    match signs_for {
        Some(known) if known != Some(side) => Err(EngineError::not_found("proposal", by.side.word())),
        _ => Ok(Decider { who: engine.doer(by.who), side: by.side }),
    }
}

/// Whether somebody may decide for a side. Before there are teams, everybody may.
pub(super) fn may_decide(agreement: &Agreement, who: &str, side: Side) -> Result<(), NoAuthority> {
    let is_who = |name: &str| fold(name) == fold(who);
    let leaders = || agreement.teams.iter().filter_map(|team| team.leader.as_deref());
    match side {
        Side::Sales => {
            let all: Vec<&str> = leaders().chain(agreement.escalate_to.as_deref()).collect();
            if all.is_empty() || all.iter().any(|leader| is_who(leader)) {
                return Ok(());
            }
            let mut leaders: Vec<String> = all.into_iter().map(str::to_owned).collect();
            leaders.sort_unstable();
            leaders.dedup();
            Err(NoAuthority::NotALeader { leaders })
        }
        Side::Marketing => {
            let of = |team: &&bareme_scoring::Team| {
                team.members.iter().map(String::as_str).chain(team.leader.as_deref()).any(is_who)
            };
            match agreement.teams.iter().find(of) {
                Some(team) => Err(NoAuthority::OfSales { team: team.name.clone() }),
                None => Ok(()),
            }
        }
    }
}

/// Whether two names are of one person: case, accents and blanks do not tell people apart.
pub(super) fn is_same_person(one: &str, other: &str) -> bool {
    let name = |name: &str| fold(name).split_whitespace().collect::<Vec<_>>().join(" ");
    name(one) == name(other)
}

#[cfg(test)]
mod tests {
    use bareme_scoring::Team;

    use super::*;

    fn agreement() -> Agreement {
        let team = |name: &str, leader: Option<&str>, members: &[&str]| Team {
            name: name.to_owned(),
            leader: leader.map(str::to_owned),
            members: members.iter().map(|name| (*name).to_owned()).collect(),
            territory: None,
        };
        Agreement {
            teams: vec![team("North", Some("Éva Nord"), &["Bo"]), team("South", None, &["Cy"])],
            ..Agreement::default()
        }
    }

    #[test]
    fn who_leads_a_team_decides_for_sales_and_nobody_of_sales_for_marketing() {
        let agreed = agreement();
        assert_eq!(may_decide(&agreed, "eva nord", Side::Sales), Ok(()));
        let leaders = vec!["Éva Nord".to_owned()];
        assert_eq!(may_decide(&agreed, "Bo", Side::Sales), Err(NoAuthority::NotALeader { leaders }));
        assert_eq!(may_decide(&agreed, "Ana", Side::Marketing), Ok(()));
        let of = |team: &str| Err(NoAuthority::OfSales { team: team.to_owned() });
        assert_eq!(may_decide(&agreed, "Éva Nord", Side::Marketing), of("North"));
        assert_eq!(may_decide(&agreed, "Cy", Side::Marketing), of("South"));
    }

    #[test]
    fn before_there_are_teams_everybody_decides() {
        for side in Side::ALL {
            assert_eq!(may_decide(&Agreement::default(), "Ana", side), Ok(()));
        }
    }

    #[test]
    fn another_spelling_is_not_another_person() {
        assert!(is_same_person("Éva  Nord", "eva nord "));
        assert!(!is_same_person("Eva Nord", "Eva Nordin"));
    }
}
