//! A model that is small enough to work out by hand.

/// The titles that [`GRADED_BY_TITLE`] knows, with the grade that each gives.
pub const TITLES: [(&str, char); 4] = [("Chief", 'A'), ("Director", 'B'), ("Manager", 'C'), ("Student", 'D')];

/// The title alone gives the grade (see [`TITLES`]); each page view is worth 25 of 100 points of engagement and loses half of
/// them in ten days. Accounts: the strongest person counts, the industry "Software" gives the grade A, others C; a
/// competitor is knocked out. Two engaged people without regard to their roles make a qualified account.
pub const GRADED_BY_TITLE: &str = r#"
name = "titles"
title = "Graded by title"
primary = true

[fit]
[[fit.category]]
name = "Title"
weight = 100
[[fit.category.criterion]]
when = { attribute = "contact.title", is = "Chief" }
percent = 100
[[fit.category.criterion]]
when = { attribute = "contact.title", is = "Director" }
percent = 60
[[fit.category.criterion]]
when = { attribute = "contact.title", is = "Manager" }
percent = 30
[[fit.knock_out]]
name = "Competitor"
when = { attribute = "account.type", is = "competitor" }

[engagement]
decay = { half_life_days = 10 }
[[engagement.category]]
name = "Web"
weight = 100
cap = 100
[[engagement.category.signal]]
activity = "page_view"
points = 25

[account]
strategy = "max"
mqa = { grades = ["A", "B"], levels = [1, 2], coverage = 0, people = 2 }
[account.fit]
[[account.fit.category]]
name = "Industry"
weight = 100
[[account.fit.category.criterion]]
when = { attribute = "account.industry", is = "Software" }
percent = 100
[[account.fit.category.criterion]]
when = { attribute = "account.industry", known = true }
percent = 30
"#;
