//! What a database cannot say is refused, with its place, and never said differently.

use bareme_scoring::check;
use bareme_sqlexport::{Dialect, query};
use bareme_testkit::noon;

#[test]
fn an_expression_that_sqlite_cannot_say_is_refused_with_its_place() {
    let document = "name = \"m\"\n[[fit.category]]\nname = \"Title\"\nweight = 100\n\
                    [[fit.category.criterion]]\nwhen = { attribute = \"contact.title\", matches = 'vp [a-z]+ sales' }\npercent = 100\n\
                    [engagement]\n[[engagement.category]]\nname = \"Web\"\nweight = 100\ncap = 10\n\
                    [[engagement.category.signal]]\nactivity = \"page_view\"\ncontent = \"/pric?ng\"\npoints = 1\n";
    let report = check(document, None);
    let model = report.model.unwrap_or_else(|| panic!("{:?}", report.problems));
    let refused = query(&model, noon(), Dialect::Sqlite).unwrap_err().to_string();
    assert!(refused.contains("vp [a-z]+ sales") && refused.contains("SQLite"), "{refused}");
    assert!(refused.contains("/pric?ng"), "both at once: {refused}");
    assert!(refused.contains(&model.fit.categories[0].path), "{refused}");
    let refused = query(&model, noon(), Dialect::Postgres).unwrap_err();
    assert_eq!(refused.0.len(), 1, "PostgreSQL says the expression, and not the pattern: {refused}");
}
