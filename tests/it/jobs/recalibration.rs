//! Recalibration as a job: its report is written with the end of the run, so that whoever dies, there is one.

use bareme_engine::jobs::{Kinds, Server};
use bareme_engine::recalibrate;
use bareme_testkit::on_both_databases;

use super::{job, look, pace, statuses};

const HOUR_MS: i64 = 3_600_000;

#[test]
fn a_recalibration_that_another_server_takes_over_leaves_one_report() {
    on_both_databases(|world| {
        world.fill_demo(60, 7);
        let id = job(world, "quarterly", "recalibration", "0 * * * *", true);
        world.clock().pass_millis(HOUR_MS);
        let server = |name| Server::new(world.engine().clone(), Kinds::standard(), pace(), name);
        let (dead, alive) = (server("dead"), server("alive"));
        assert_eq!(dead.look(1).unwrap().len(), 1, "it took it, and died");
        // The lease runs out, the run is marked as abandoned, and tried again a few seconds later.
        for _ in 0..60 {
            world.clock().pass_millis(2_000);
            look(&alive);
        }
        assert_eq!(statuses(world, id), ["done"]);
        let reports = recalibrate::list(world.engine(), None).unwrap();
        assert_eq!(reports.len(), 1, "of the model that has leads, and once: {reports:?}");
        assert_eq!(reports[0].by, "schedule");
    });
}

#[test]
fn a_check_of_drift_keeps_no_report() {
    on_both_databases(|world| {
        world.fill_demo(60, 7);
        let id = job(world, "weekly", "drift", "0 * * * *", true);
        world.clock().pass_millis(HOUR_MS);
        look(&Server::new(world.engine().clone(), Kinds::standard(), pace(), "alive"));
        assert_eq!(statuses(world, id), ["done"]);
        assert_eq!(recalibrate::list(world.engine(), None).unwrap(), []);
    });
}
