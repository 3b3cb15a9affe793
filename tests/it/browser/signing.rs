//! Two people sign, one after the other, and an earlier version is in force again.

use std::time::Duration;

use bareme_access::Role;

use super::browse_on;
use super::page::Page;
use super::site::with_two_versions;

/// Somebody signs for a side.
async fn decide(page: &Page, who: &str, role: Role, side: &str) {
    page.as_somebody(who, role).await;
    page.run_with("document.querySelector('#f-side').value = arguments[0]", vec![side.into()]).await;
    page.click("button[name=act][value=sign]").await;
}

/// Waits until a script holds on the page, which renews itself.
async fn holds(page: &Page, script: &str) {
    for _ in 0..500 {
        let there = page.run(&format!("return document.readyState === 'complete' && ({script})")).await;
        if there == true {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{script} never holds; {} shows: {}", page.here().await, page.text("main").await);
}

#[test]
fn two_people_sign_and_the_earlier_version_is_in_force_again() {
    browse_on(with_two_versions(), async |page| {
        page.as_somebody("Ana", Role::MarketingLeader).await;
        page.open("/models/titles").await;
        assert!(page.text("#versions").await.contains("version 2"));
        page.click("#versions details summary").await;
        page.click("#versions details button").await;
        holds(page, "location.pathname.startsWith('/proposals/')").await;
        assert!(page.text("h1").await.starts_with("Proposal 1"), "{}", page.text("h1").await);
        assert!(page.text("#changes").await.contains("55"), "what it changes is shown");

        decide(page, "Ana", Role::MarketingLeader, "marketing").await;
        assert!(page.text("main").await.contains("nothing is published"));
        assert!(page.text("#signatures").await.contains("Ana"));
        assert!(page.text("#versions, .badges").await.contains("Waits for signatures"));

        decide(page, "Bo", Role::SalesLeader, "sales").await;
        assert!(page.text("main").await.contains("It was published as version 3"));
        let rescored = "!document.querySelector('#rescoring') && !document.querySelector('main form')";
        holds(page, rescored).await;
        let log = page.texts("#log li .strong").await;
        assert_eq!(
            log,
            ["Published as version 3", "Bo signed for Sales", "Ana signed for Marketing", "Ana proposed it"]
        );
        page.open("/models/titles").await;
        assert!(page.text("#versions ol li:first-child").await.contains("in force"));
        assert!(page.text("#versions ol li:first-child").await.contains("version 3"));
    });
}

#[test]
fn a_run_of_a_period_without_leads_says_so_and_keeps_what_was_typed() {
    browse_on(with_two_versions(), async |page| {
        page.open("/recalibration").await;
        assert!(page.text("main").await.contains("No run yet"));
        page.run("document.querySelector('#f-capacity').value = '12'").await;
        page.click("#run button").await;
        page.refused(422).await;
        assert!(page.text("#run").await.contains("There is no lead of this model whose MQL has a date"));
        assert_eq!(page.run("return document.querySelector('#f-capacity').value").await, "12");
    });
}
