//! Somebody looks for a company or a person, from any page.

use super::browse;
use super::page::whole;

const FIND: &str = "#find";

#[test]
fn a_slash_leads_to_the_search_from_every_page_and_enter_to_what_was_found() {
    browse(async |page| {
        page.open("/accounts?sort=name").await;
        let name = page.texts("a.row-title").await.remove(3);
        let address =
            page.list("return [document.querySelectorAll('a.row-title')[3].getAttribute('href')]").await;
        page.open("/reports/funnel").await;
        page.press(&['/']).await;
        assert_eq!(page.list("return [document.activeElement.id]").await, ["find"]);
        assert_eq!(
            page.list("return [document.activeElement.value]").await,
            [""],
            "the slash itself is not typed"
        );
        let beginning: String = name.chars().take(6).collect();
        page.search(FIND, &beginning).await;
        assert!(page.here().await.starts_with("/search?q="), "{}", page.here().await);
        let found = page.list("return [...document.querySelectorAll('#accounts a.row-title')].map((a) => a.getAttribute('href'))").await;
        assert!(found.contains(&address[0]), "'{beginning}' does not find {name}: {found:?}");
        assert_eq!(page.list("return [document.querySelector('#find').value]").await, [beginning]);
    });
}

#[test]
fn a_slash_in_a_field_is_a_slash() {
    browse(async |page| {
        page.open("/accounts").await;
        page.run("document.querySelector('#f-q').focus()").await;
        page.press(&['a', '/', 'b']).await;
        assert_eq!(page.list("return [document.querySelector('#f-q').value]").await, ["a/b"]);
    });
}

#[test]
fn what_is_found_leads_to_the_whole_list() {
    browse(async |page| {
        page.open("/search?q=s").await;
        assert_eq!(page.count("#contacts a.row-title").await, 10, "the first ten are shown");
        page.follow("Show all in the list of contacts").await;
        assert!(page.here().await.starts_with("/contacts?q=s"), "{}", page.here().await);
        let said = page.text("main .lead").await;
        let fitting = whole(said.split(' ').next().unwrap());
        assert_eq!(page.texts_to_the_end("main tbody a.row-title").await.len(), fitting, "{said}");
    });
}

#[test]
fn nothing_found_says_how_to_look_further() {
    browse(async |page| {
        page.open("/search?q=nobody+at+all").await;
        assert_eq!(page.count("a.row-title").await, 0);
        page.follow("Search within account names").await;
        assert!(page.here().await.starts_with("/accounts?q=nobody"), "{}", page.here().await);
    });
}

#[test]
fn contacts_are_sorted_by_last_activity_and_turned_round_by_a_second_click() {
    browse(async |page| {
        page.open("/contacts").await;
        page.click("thead th:last-child a").await;
        assert_eq!(
            page.list("return [document.querySelector('thead th:last-child').ariaSort]").await,
            ["descending"]
        );
        let moments =
            "return [...document.querySelectorAll('tbody td:last-child time')].map((t) => t.dateTime)";
        let latest = page.list(moments).await;
        assert!(latest.len() > 20 && latest.is_sorted_by(|one, other| one >= other), "{latest:?}");
        page.click("thead th:last-child a").await;
        assert!(page.here().await.contains("order=reverse"));
        let turned = page.list(moments).await;
        assert!(turned.is_sorted(), "{turned:?}");
    });
}

#[test]
fn the_head_of_an_account_leads_to_its_contacts() {
    browse(async |page| {
        page.open("/accounts").await;
        page.click("a.row-title").await;
        let name = page.text("h1").await;
        page.follow("Its contacts").await;
        let accounts = page.texts("main tbody td:nth-of-type(1)").await;
        assert!(!accounts.is_empty() && accounts.iter().all(|account| *account == name), "{accounts:?}");
        assert!(page.text(".chips").await.contains(&name));
    });
}
