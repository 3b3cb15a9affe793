//! The ABM marketer's way: from the first page over the list of accounts to one account, its people and their reasons.

use std::collections::BTreeSet;

use bareme_engine::pages::accounts;
use bareme_engine::view::AccountView;
use bareme_scoring::BuyingRole;

use super::browse;
use super::page::{Page, hundredths, whole};

const ROWS: &str = "main tbody tr";
const NAMES: &str = "main tbody tr .row-title";

#[test]
fn the_first_page_shows_companies_and_no_error() {
    browse(async |page| {
        page.open("/").await;
        assert_eq!(page.text("h1").await, "Companies warming up");
        assert!(page.count("main .columns .row-title").await >= 5, "few companies");
        let tiles = page.texts(".tiles .value").await;
        assert!(tiles[..4].iter().all(|figure| whole(figure) > 0), "{tiles:?}");
        let totals = page.texts("main .lead a").await;
        let total = |text: &String| whole(text.split(' ').next().unwrap());
        assert!(total(&totals[0]) > 100 && total(&totals[1]) > 1_000, "{totals:?}");
        assert!(page.count("#next li a").await > 1, "nothing to look at");
        let text = page.text("main").await.to_lowercase();
        for word in ["error", "could not", "⟦", "nan", "undefined"] {
            assert!(!text.contains(word), "the first page says '{word}'");
        }
        let first = page.texts("main .columns .row-title").await.remove(0);
        page.click("main .columns .row-title").await;
        assert_eq!(page.text("h1").await, first);
    });
}

#[test]
fn accounts_are_found_by_a_part_of_their_name() {
    browse(async |page| {
        page.open("/accounts").await;
        let name = page.texts(NAMES).await.remove(2);
        let part: String = name.to_lowercase().chars().skip(1).take(6).collect();
        page.search("#f-q", &part).await;
        let found = page.texts(NAMES).await;
        assert!(found.contains(&name), "'{part}' does not find {name}");
        assert!(found.iter().all(|name| name.to_lowercase().contains(&part)), "'{part}' finds {found:?}");
        page.search("#f-q", "no company is called so").await;
        assert_eq!(page.text("main h2").await, "No account fits");
        page.follow("Clear all filters").await;
        assert_eq!(page.here().await, "/accounts");
    });
}

#[test]
fn accounts_are_filtered_by_rating_and_qualification_and_sorted_by_surge() {
    browse(async |page| {
        page.open("/accounts").await;
        page.choose("#f-rating", "B").await;
        let ratings = page.texts("tbody .rating").await;
        assert!(!ratings.is_empty() && ratings.iter().all(|rating| rating.starts_with('B')), "{ratings:?}");
        page.choose("#f-only", "mqa").await;
        let qualified = page.texts("tbody .badge.accent").await;
        assert_eq!(qualified.len(), page.count(ROWS).await, "rows without the mark of a qualified account");
        assert!(page.texts("tbody .rating").await.iter().all(|rating| rating.starts_with('B')));
        assert_eq!(page.count(".chip").await, 2);
        page.follow("Clear all filters").await;
        page.click("thead th:nth-of-type(5) a").await;
        assert_eq!(page.text("th[aria-sort=descending]").await.trim_end_matches(['↓', ' ']), "Surge");
        let surges = page.texts("tbody td:nth-of-type(4)").await;
        let surging = surges.iter().take_while(|surge| *surge != "–").count();
        assert!(surging > 0, "nothing surges");
        assert!(surges[surging..].iter().all(|surge| surge == "–"), "{surges:?}");
    });
}

#[test]
fn accounts_page_by_key_to_the_end_and_back() {
    browse(async |page| {
        page.open("/accounts?sort=name").await;
        let mut pages = vec![page.texts(NAMES).await];
        while page.count("a[rel=next]").await > 0 {
            page.click("a[rel=next]").await;
            let here = page.here().await;
            assert!(
                here.contains("cursor=") && !here.contains("offset") && !here.contains("page="),
                "{here}"
            );
            pages.push(page.texts(NAMES).await);
        }
        let all: Vec<&String> = pages.iter().flatten().collect();
        let total = page.text("main .lead").await;
        assert_eq!(all.len(), whole(total.split(' ').next().unwrap()), "{total}");
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "an account is on two pages");
        assert!(pages.len() > 2, "the list fits on two pages");
        while let Some(expected) = pages.pop() {
            assert_eq!(page.texts(NAMES).await, expected, "{}", page.here().await);
            if !pages.is_empty() {
                page.click("a[rel=prev]").await;
            }
        }
        assert_eq!(page.count("a[rel=prev]").await, 0, "something precedes the first page");
    });
}

#[test]
fn the_people_of_an_account_add_up_to_its_engagement() {
    browse(async |page| {
        for path in first_accounts(page, 4).await {
            page.open(&path).await;
            let engagement = page.texts("#why .sum .value").await.remove(1);
            let lines = page.texts("#why tbody td:last-child").await;
            assert!(!lines.is_empty(), "{path} has no people");
            let sum: i64 = lines.iter().map(|line| hundredths(line)).sum();
            assert_eq!(sum, hundredths(&engagement), "{path}: {lines:?}");
            assert_eq!(page.text("#why tfoot td").await, engagement, "{path}");
            let fit = page.texts("#why .sum .value").await.remove(0);
            assert_eq!(ledger(page, "#fit").await, hundredths(&fit), "{path}");
        }
    });
}

#[test]
fn the_committee_names_who_is_missing() {
    browse(async |page| {
        let (mut asleep, mut nobody) = (0, 0);
        for path in first_accounts(page, 25).await {
            let view = shown(page, &path);
            let missing = view.seats.iter().filter(|seat| seat.engaged.len() < seat.required as usize);
            let missing: Vec<_> = missing.collect();
            if missing.is_empty() {
                continue;
            }
            page.open(&path).await;
            let said = page.texts("#committee .fails").await;
            assert_eq!(said.len(), missing.len(), "{path}: {said:?}");
            for (seat, said) in missing.iter().zip(&said) {
                assert!(said.contains(english(seat.role)), "{path}: '{said}' does not name the role");
                assert!(seat.not_engaged.iter().all(|(_, name)| said.contains(name)), "{path}: {said}");
                if seat.not_engaged.is_empty() {
                    assert!(said.contains("Nobody is known in this role."), "{path}: {said}");
                    nobody += 1;
                } else {
                    assert!(said.contains("Known, but not engaged:"), "{path}: {said}");
                    asleep += 1;
                }
            }
            if asleep > 0 && nobody > 0 {
                return;
            }
        }
        assert!(asleep + nobody > 0, "every committee is complete");
    });
}

#[test]
fn from_an_account_a_click_leads_to_a_person_and_each_rule_shows_its_evidence() {
    browse(async |page| {
        let account = first_accounts(page, 1).await.remove(0);
        page.open(&account).await;
        let (name, rating) =
            (page.texts("#why .row-title").await.remove(0), page.texts("#why tbody .rating").await.remove(0));
        let engagement = page.texts("#why tbody td:nth-of-type(3)").await.remove(0);
        page.click("#why .row-title").await;
        assert_eq!(page.text("h1").await, name);
        assert_eq!(page.text(".rating.large").await, rating);
        ledger(page, "#fit").await;
        assert_eq!(ledger(page, "#engagement").await, hundredths(&engagement), "{name}");
        let rules = page.count("#engagement .ledger > li").await;
        let with_evidence = page.count("#engagement .ledger details").await;
        // Only limits have none: they follow from the lines above them.
        assert_eq!(rules - with_evidence, page.count("#engagement .ledger > li > .ledger-line").await);
        for part in ["#fit", "#engagement"] {
            let before = page.run(&shown_evidence(part)).await;
            assert_eq!(before, 0, "{part}: evidence stands open before it is asked for");
            page.click(&format!("{part} .ledger summary")).await;
            assert_eq!(page.run(&shown_evidence(part)).await, 1, "{part}");
            page.run(&format!(
                "document.querySelectorAll('{part} .ledger details').forEach((d) => d.open = true)"
            ))
            .await;
            let evidence = page.texts(&format!("{part} .evidence")).await;
            assert!(evidence.len() > 1 && evidence.iter().all(|text| !text.is_empty()), "{evidence:?}");
            assert_eq!(page.run(&shown_evidence(part)).await, evidence.len(), "{part}");
        }
    });
}

/// How many lists of evidence are visible in a part.
fn shown_evidence(part: &str) -> String {
    format!(
        "return [...document.querySelectorAll('{part} .evidence')].filter((e) => e.checkVisibility()).length"
    )
}

/// The sum of a ledger's lines in hundredths, held to the sum that stands below them.
async fn ledger(page: &Page, part: &str) -> i64 {
    let lines = page.texts(&format!("{part} .ledger .points")).await;
    let sum: i64 = lines.iter().map(|line| hundredths(line.split(' ').next().unwrap())).sum();
    let shown = page.text(&format!("{part} .ledger-sum .number")).await;
    assert_eq!(sum, hundredths(&shown), "{}: {part}: {lines:?}", page.here().await);
    let rules = page.texts(&format!("{part} .ledger .rule")).await;
    assert!(rules.len() == lines.len() && rules.iter().all(|rule| rule.len() > 2), "{rules:?}");
    sum
}

/// Addresses of the accounts that the list shows first.
async fn first_accounts(page: &Page, count: usize) -> Vec<String> {
    page.open("/accounts").await;
    let script =
        "return [...document.querySelectorAll('a.row-title')].map((link) => link.getAttribute('href'))";
    let mut all = page.list(script).await;
    all.truncate(count);
    all
}

/// What the engine says about the account of an address.
fn shown(page: &Page, path: &str) -> AccountView {
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    accounts::show(page.site.engine(), id, None, None).unwrap()
}

const fn english(role: BuyingRole) -> &'static str {
    match role {
        BuyingRole::EconomicBuyer => "Economic buyer",
        BuyingRole::Champion => "Champion",
        BuyingRole::DecisionMaker => "Decision maker",
        BuyingRole::TechnicalEvaluator => "Technical evaluator",
        BuyingRole::Influencer => "Influencer",
        BuyingRole::User => "User",
        BuyingRole::Unknown => "Role not known",
    }
}
