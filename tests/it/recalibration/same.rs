//! The same leads and the same question give the same report, whichever database, however many threads.

use std::cell::RefCell;

use bareme_engine::recalibrate::{self, Asked, Whole};
use bareme_testkit::{World, on_both_databases};

use super::world::run;

fn whole(world: &World, threads: usize) -> (Whole, String) {
    let id = run(world, &Asked { threads, ..Asked::new(None, "test") }).unwrap();
    let text = world.read(|c| bareme_store::recalibrations::find(c, id)).unwrap().report;
    (recalibrate::find(world.engine(), id).unwrap().whole, text)
}

#[test]
fn the_report_is_the_same_to_the_byte_again_and_on_both_databases() {
    let all = RefCell::new(Vec::new());
    on_both_databases(|world| {
        world.fill_demo(60, 7);
        let (whole_of_one, one) = whole(world, 1);
        assert!(whole_of_one.run.population.cases > 50, "{:?}", whole_of_one.run.population);
        assert_eq!(whole(world, 7).1, one);
        all.borrow_mut().push(one);
    });
    let all = all.into_inner();
    assert!(all[0] == all[1], "SQLite and PostgreSQL give other reports");
}

#[test]
fn another_seed_is_another_question_and_says_so() {
    let world = World::new(bareme_engine::Backend::Sqlite);
    world.fill_demo(60, 7);
    for seed in [1, 2] {
        let id = run(&world, &Asked { seed, ..Asked::new(None, "test") }).unwrap();
        let row = world.read(|c| bareme_store::recalibrations::find(c, id)).unwrap();
        assert!(row.asked.contains(&format!("\"seed\":{seed}")), "{}", row.asked);
    }
}
