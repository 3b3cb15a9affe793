//! Two teams, a lead of each person, and one that waits in a queue.

use bareme_access::{Principal, Role};
use bareme_engine::Engine;
use bareme_engine::work::act;
use bareme_scoring::{Act, Assignee};
use bareme_testkit::{Hot, World};

const TEAMS: &str = "[[team]]\nname = \"North\"\nleader = \"Lena\"\nmembers = [\"Rita\", \"Tom\"]\n\
                     [[team]]\nname = \"South\"\nleader = \"Sven\"\nmembers = [\"Uma\"]\n";

/// The leads of a world, by whose they are.
#[derive(Clone, Copy, Debug)]
pub struct Leads {
    /// Rita's.
    pub own: i64,
    /// Tom's, who is in her team.
    pub mates: i64,
    /// Uma's, who is not.
    pub others: i64,
    /// Nobody's, in the queue of Rita's team.
    pub queue: i64,
}

impl Leads {
    /// All of them.
    pub fn all(&self) -> Vec<i64> {
        vec![self.own, self.mates, self.others, self.queue]
    }
}

/// Fills a world: Ana is Rita's, Ben is Tom's, Cleo is Uma's, Dan is the queue's.
pub fn two_teams(world: &World) -> Leads {
    world.agree(TEAMS);
    let hot = |name, owner| Hot { name, owner, title: "Chief", views: 4 };
    let people =
        [hot("Ana Own", "Rita"), hot("Ben Mate", "Tom"), hot("Cleo Other", "Uma"), hot("Dan Queue", "Olaf")];
    let ids = world.hand_over(&people);
    let to = Assignee { owner: None, team: Some("North".to_owned()), rule: None };
    act(world.engine(), ids[3], None, Act::Assign { to, note: None }, "Olaf").unwrap().unwrap();
    Leads { own: ids[0], mates: ids[1], others: ids[2], queue: ids[3] }
}

/// The engine in the eyes of somebody.
pub fn eyes(world: &World, name: &str, role: Role, team: Option<&str>) -> Engine {
    let team = team.map(str::to_owned);
    world.engine().seen_by(Principal { user: 1, name: name.to_owned(), role, team })
}

/// Rita, a rep of the north.
pub fn rita(world: &World) -> Engine {
    eyes(world, "Rita", Role::Rep, Some("North"))
}

/// Lena, who leads the north.
pub fn lena(world: &World) -> Engine {
    eyes(world, "Lena", Role::SalesLeader, Some("North"))
}

/// Maya, a marketer.
pub fn maya(world: &World) -> Engine {
    eyes(world, "Maya", Role::Marketer, None)
}

/// Mo, who leads marketing and no team of sales.
pub fn mo(world: &World) -> Engine {
    eyes(world, "Mo", Role::MarketingLeader, None)
}

/// Adi, the admin.
pub fn adi(world: &World) -> Engine {
    eyes(world, "Adi", Role::Admin, None)
}
