//! A sales person works through the day by keyboard, and takes a slip back.

use std::time::Duration;

use bareme_access::Role;
use bareme_testkit::{PASSWORD, email};
use serde_json::json;

use super::browse;
use super::page::{ENTER, Page, TAB};
use super::site::{PLAIN, REP, SLIPPER};

const DOWN: char = '\u{E015}';
const RIGHT: char = '\u{E014}';
const ESCAPE: char = '\u{E00C}';

/// What is read where the focus is.
const FOCUSED: &str = "return [document.activeElement.textContent.replace(/\\s+/g, ' ').trim()]";

async fn focused(page: &Page) -> String {
    page.list(FOCUSED).await.remove(0)
}

/// Whether the focus is on an element of a selector.
async fn is_on(page: &Page, selector: &str) -> bool {
    page.run(&format!("return document.activeElement.matches({selector:?})")).await == true
}

/// Presses the tab key until the focus is on an element of a selector.
async fn tab_to(page: &Page, selector: &str) {
    for _ in 0..40 {
        if is_on(page, selector).await {
            return;
        }
        page.press(&[TAB]).await;
    }
    panic!("the tab key does not lead to {selector} on {}", page.here().await);
}

async fn write(page: &Page, text: &str) {
    page.press(&text.chars().collect::<Vec<_>>()).await;
}

/// Waits for a page that a key led to, and for its script.
async fn arrives(page: &Page, script: &str) {
    for _ in 0..500 {
        let there = page.run(&format!("return document.readyState === 'complete' && ({script})")).await;
        if there == true {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{script} never holds; {} shows: {}", page.here().await, page.text("main").await);
}

/// Signs in by keyboard on the way to the worklist.
async fn works_as(page: &Page, name: &str) {
    page.site.signed_in(name, Role::Rep);
    page.as_nobody().await;
    page.open("/worklist").await;
    assert_eq!(page.text("h1").await, "Sign in");
    assert_eq!(page.count("nav").await, 0, "nobody sees what there is");
    tab_to(page, "#f-email").await;
    write(page, &email(name)).await;
    page.press(&[TAB]).await;
    write(page, PASSWORD).await;
    page.press(&[ENTER]).await;
    arrives(page, &format!("document.querySelector('h1')?.textContent.includes({name:?})")).await;
    assert!(page.text(".side-foot").await.contains(name), "the header says who works");
}

/// What the page tells a screen reader after an act.
async fn told(page: &Page, sentence: &str) {
    arrives(page, &format!("document.querySelector('[data-live]')?.textContent.includes({sentence:?})"))
        .await;
}

#[test]
fn a_rep_works_a_list_to_the_end_with_the_keyboard_alone() {
    browse(async |page| {
        works_as(page, REP).await;
        assert_eq!(page.texts("[data-row] h3").await, ["Anna Accept", "Rene Reject"]);
        page.press(&['j']).await;
        assert!(focused(page).await.contains("Anna Accept"));
        page.press(&[DOWN]).await;
        assert!(focused(page).await.contains("Rene Reject"));
        page.press(&['k', 'x']).await;
        assert_eq!(page.text("[data-ticked]").await, "Ticked: 1");
        page.press(&['x', 'a']).await;
        told(page, "Anna Accept: Accepted.").await;
        assert!(focused(page).await.contains("Rene Reject"), "the focus goes to the next lead");

        page.press(&['r']).await;
        assert!(is_on(page, "select[name=reason]").await, "the focus goes into the reason");
        write(page, "Competitor").await;
        page.press(&[TAB]).await;
        write(page, "Works for a rival, j a r q u x ?").await;
        page.press(&[TAB, ENTER]).await;
        told(page, "Rene Reject: Rejected.").await;
        assert_eq!(page.texts("[data-row] h3").await, ["Anna Accept"]);
        assert!(focused(page).await.contains("Anna Accept"));

        page.press(&['q']).await;
        arrives(page, "document.activeElement.name === 'budget'").await;
        page.press(&[RIGHT, RIGHT, TAB]).await;
        write(page, "40k in spring").await;
        page.press(&[ENTER]).await;
        told(page, "Anna Accept: Qualified.").await;

        page.press(&['q']).await;
        arrives(page, "document.activeElement.name === 'amount'").await;
        write(page, "12,500.50").await;
        page.press(&[TAB]).await;
        write(page, "EUR").await;
        tab_to(page, "#act-open_opportunity button").await;
        page.press(&[ENTER]).await;
        told(page, "Anna Accept: Opportunity opened.").await;
        assert!(page.text("[data-row]").await.contains("12,500.50"), "{}", page.text("[data-row]").await);

        page.press(&['q']).await;
        arrives(page, "document.activeElement.name === 'amount'").await;
        page.press(&[ENTER]).await;
        told(page, "Anna Accept: Won.").await;
        assert_eq!(page.text("main h2:not(#keys-title)").await, "All done");
        assert!(is_on(page, "[data-empty]").await, "the focus is on the good news");

        page.open("/leads?stage=disqualified&owner=Rita+Keys").await;
        page.follow("Rene Reject").await;
        let log = page.text("#log").await;
        assert!(log.contains("Works for a rival, j a r q u x ?") && log.contains("Competitor"), "{log}");
        page.open("/leads?stage=won&owner=Rita+Keys").await;
        page.follow("Anna Accept").await;
        let details = page.text("#details").await;
        assert!(details.contains("40k in spring") && details.contains("12,500.50"), "{details}");
        assert!(page.text("#acts").await.contains("Nothing more can be done"));
    });
}

#[test]
fn a_slip_is_taken_back_by_a_key_and_no_key_acts_in_a_field() {
    browse(async |page| {
        works_as(page, SLIPPER).await;
        page.press(&['?']).await;
        assert_eq!(page.run("return document.querySelector('[data-keys]').open").await, true);
        page.press(&['a', ESCAPE]).await;
        assert_eq!(page.run("return document.querySelector('[data-keys]').open").await, false);
        page.press(&['j', '/']).await;
        write(page, "jarqoux").await;
        assert_eq!(page.list("return [document.activeElement.value]").await, ["jarqoux"]);
        assert_eq!(page.here().await, "/worklist", "nothing was done from a field");
        tab_to(page, "[data-row] a").await;
        page.press(&['a']).await;
        told(page, "Una Undo: Accepted.").await;
        assert!(page.text("[data-undo]").await.starts_with("Undo"));
        page.press(&['u']).await;
        told(page, "Una Undo: taken back.").await;
        assert!(page.text("main").await.contains("1 to answer"));
        assert_eq!(page.count("[data-undo]").await, 0, "an undo is not undone");
        page.press(&['r', ESCAPE]).await;
        assert!(is_on(page, "[data-row]").await, "escape leads back from the reason to the lead");
        page.press(&['o']).await;
        arrives(page, "document.querySelector('#log') !== null").await;
        let log = page.text("#log").await;
        assert!(log.contains("Accepted taken back"), "{log}");
        page.click("[data-back]").await;
        assert!(page.here().await.starts_with("/worklist"));
    });
}

/// Opens a page on which no script ever runs; what asks the page comes after that.
async fn without_script(page: &Page, path: &str) {
    page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
    page.visit(path).await;
    page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await;
}

/// Waits for the page that a form led to and for what it says was done.
async fn says(page: &Page, sentence: &str) {
    arrives(page, &format!("document.querySelector('.notice.done')?.textContent.includes({sentence:?})"))
        .await;
}

#[test]
fn without_script_a_rep_does_the_same_with_forms_alone() {
    browse(async |page| {
        works_as(page, PLAIN).await;
        without_script(page, "/worklist").await;
        assert_eq!(page.texts("[data-row] h3").await, ["Pia Plain", "Quentin Quiet"]);
        page.click("[data-row] [data-accept] button").await;
        says(page, "Pia Plain: Accepted.").await;

        without_script(page, "/worklist").await;
        page.click("[data-row] [data-refuse] > summary").await;
        let reason = "const field = document.querySelector('[data-refuse][open] select');
            field.value = 'competitor'; return [field.value]";
        assert_eq!(page.list(reason).await, ["competitor"]);
        page.click("[data-refuse][open] form button").await;
        says(page, "Rejected.").await;
        let rejected = page.texts("[data-row] h3").await;
        without_script(page, &page.here().await).await;
        page.click("[data-undo] button").await;
        says(page, "taken back").await;
        assert_eq!(page.texts("[data-row] h3").await.len(), rejected.len() + 1);

        without_script(page, "/worklist").await;
        page.run("document.querySelectorAll('[data-tick]').forEach((box) => { box.checked = true })").await;
        page.click("#bulk button[value=accept]").await;
        page.refused(409).await;
        says(page, "Quentin Quiet: Accepted.").await;
        let refused = page.text("main").await;
        assert!(refused.contains("left as it was: Pia Plain — This lead stands at SAL"), "{refused}");
        without_script(page, "/worklist").await;
        assert_eq!(page.count("[data-step]").await, 2, "both are accepted");
    });
}
