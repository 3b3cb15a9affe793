//! The demo company, as scored and stored.

use bareme_engine::plain;
use bareme_scoring::{Model, Rating, Scope};
use bareme_sqlexport::Dialect;
use bareme_store::Backend;
use bareme_testkit::World;

use super::{Expected, answers, assert_alike, dialect, in_duckdb};
use crate::support::{account_scores, all_models, contact_scores};

#[test]
fn the_demo_company_scores_the_same_in_three_databases() {
    let world = World::new(Backend::Sqlite);
    world.fill_demo(60, 7);
    let mut duck = Vec::new();
    let mut duck_expected = Vec::new();
    for stored in all_models(&world) {
        let model = plain::model(world.engine(), &stored.name, None).unwrap();
        assert!(model.attributes.iter().any(|attribute| attribute.scope == Scope::Contact));
        let expected = expected(&world, &model, stored.id);
        assert!(expected.len() > 200, "the demo company has people: {}", expected.len());
        let mut script = String::new();
        plain::write(world.engine(), &model, world.now(), &mut |text| {
            script.push_str(text);
            Ok(())
        })
        .unwrap();
        for backend in [Backend::Sqlite, Backend::Postgres] {
            let other = World::without_tables(backend);
            let query = plain::as_query(&model, world.now(), dialect(backend)).unwrap();
            let found = answers(other.database(), &script, &query);
            assert_alike(&found, &expected, &format!("{backend:?}"));
        }
        let query = plain::as_query(&model, world.now(), Dialect::Duckdb).unwrap();
        duck.push((script, query));
        duck_expected.push(expected);
    }
    for (found, expected) in in_duckdb(&duck).iter().zip(&duck_expected) {
        assert_alike(found, expected, "DuckDB");
    }
}

/// What the database of Bareme holds.
fn expected(world: &World, model: &Model, model_id: i64) -> Vec<Expected> {
    let contacts = contact_scores(world, model_id).into_iter().map(|score| {
        let rating = Rating::from_index(u8::try_from(score.rating).unwrap()).unwrap();
        let cell = model.matrix.cell(rating);
        let (action, sla) = if score.knocked_out && cell.action.word() == "hand_off" {
            ("watch", None)
        } else {
            (cell.action.word(), cell.sla_hours)
        };
        let sla = sla.map_or_else(|| "-".to_owned(), |hours| hours.to_string());
        Expected {
            words: format!("contact|{}|{rating}|{action}|{sla}|{}", score.contact_id, cell.priority),
            numbers: [
                score.fit.into(),
                score.engagement.into(),
                score.completeness.into(),
                score.knocked_out.into(),
                score.rank.into(),
                -1,
                -1,
                -1,
                -1,
                -1,
            ],
        }
    });
    let stored = account_scores(world, model_id);
    let accounts = stored.iter().map(|score| {
        let rating = Rating::from_index(u8::try_from(score.rating).unwrap()).unwrap();
        let facts = world.read(|c| bareme_store::accounts::find(c, score.account_id)).unwrap().attributes;
        let fit = model.account_score(&facts, world.now());
        let staff = world.read(|c| {
            bareme_store::relationships::list_to(
                c,
                &[bareme_scoring::RelationshipKind::WorksAt],
                &[score.account_id],
            )
        });
        let mut staff: Vec<i64> =
            staff.iter().filter(|job| job.holds_at(world.now())).map(|job| job.from_id).collect();
        staff.sort_unstable();
        staff.dedup();
        Expected {
            words: format!("account|{}|{rating}|-|-|-", score.account_id),
            numbers: [
                score.fit.into(),
                score.engagement.into(),
                fit.map_or(-1, |fit| fit.completeness.into()),
                fit.is_some_and(|fit| fit.knocked_out).into(),
                -1,
                score.people.into(),
                i64::try_from(staff.len()).unwrap(),
                score.engaged.into(),
                score.coverage.into(),
                score.mqa.into(),
            ],
        }
    });
    contacts.chain(accounts).collect()
}
