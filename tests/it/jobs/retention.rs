//! The clean-up deletes what is old, and only that.

use bareme_engine::jobs::{Kinds, Pace, Server, seed};
use bareme_engine::pages::jobs as pages;
use bareme_ingest::Kind;
use bareme_store::jobs::runs;
use bareme_testkit::{GRADED_BY_TITLE, World, on_both_databases};

use super::{look, runs_of};
use crate::support::{assert_sound, scored};

fn clean_up(world: &World) -> Vec<String> {
    let server = Server::new(world.engine().clone(), Kinds::standard(), Pace::default(), "a");
    let id = pages::named(world.engine(), "retention").unwrap();
    let claim = server.claim_by_hand(id, "test").unwrap().unwrap();
    let run = claim.run.id;
    server.execute(&claim);
    pages::run(world.engine(), run).unwrap().run.says.into_iter().map(|says| says.text).collect()
}

#[test]
fn old_rejects_and_old_runs_go_and_everything_else_stays() {
    on_both_databases(|world| {
        world.publish(GRADED_BY_TITLE);
        seed(world.engine()).unwrap();
        let old =
            world.import(Kind::Contacts, "key,title,created at\na,Chief,2026-02-30\nb,Chief,\n").run().id;
        let server = Server::new(world.engine().clone(), Kinds::standard(), Pace::default(), "a");
        world.clock().pass_days(1);
        look(&server);
        world.clock().pass_days(99);
        let new = world.import(Kind::Contacts, "key,title,created at\nc,Chief,2026-02-31\n").run().id;
        world.score();
        let before = scored(world);
        assert_eq!((world.rejects(old).len(), world.rejects(new).len()), (1, 1));
        let said = clean_up(world);
        assert_eq!(said[0], "2 rejected rows older than 90 days deleted", "with the head of the file");
        assert_eq!((world.rejects(old).len(), world.rejects(new).len()), (0, 1));
        assert_eq!(said[1], "0 runs of jobs older than 180 days deleted");
        let sweep = pages::named(world.engine(), "service-level-sweep").unwrap();
        let first = runs_of(world, sweep)[0].id;
        world.clock().pass_days(150);
        assert_eq!(look(&server), 6, "every job that exists from the start");
        let runs: Vec<i64> = runs_of(world, sweep).into_iter().map(|run| run.id).collect();
        assert!(runs.len() == 1 && runs[0] != first, "the run of the first night is 249 days old");
        let kept = runs_of(world, sweep)[0].id;
        world.clock().pass_days(1_000);
        clean_up(world);
        assert!(world.read(|c| runs::find(c, kept)).is_some(), "the last run of a job stays");
        assert_eq!(scored(world).contacts, before.contacts);
        assert_sound(world);
    });
}
