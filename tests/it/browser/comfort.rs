//! Everybody can use it: by keyboard, in the dark, on a telephone.

use super::browse;
use super::page::{ENTER, Page, TAB, TELEPHONE};

#[test]
fn the_theme_follows_the_system_until_one_is_chosen_which_is_kept() {
    browse(async |page| {
        page.open("/accounts").await;
        assert!(ground(page).await > 0.8, "not light where the system is");
        page.system_theme("dark").await;
        assert!(ground(page).await < 0.2, "not dark where the system is");
        page.click("[data-theme-to=light]").await;
        assert!(ground(page).await > 0.8, "the light theme does not hold against the system");
        page.system_theme("light").await;
        page.click("[data-theme-to=dark]").await;
        assert!(ground(page).await < 0.2, "the dark theme does not hold against the system");
        page.reload().await;
        assert!(ground(page).await < 0.2, "the dark theme does not hold over a reload");
        page.open("/matrix").await;
        assert!(ground(page).await < 0.2, "the dark theme does not hold on another page");
        page.click("[data-theme-to=light]").await;
        page.reload().await;
        assert!(ground(page).await > 0.8, "the light theme does not come back");
    });
}

/// How light the page's ground is, from 0 to 1.
async fn ground(page: &Page) -> f64 {
    let script = "const canvas = document.createElement('canvas').getContext('2d');
        canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
        canvas.fillRect(0, 0, 1, 1);
        const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
        return (red + green + blue) / 765;";
    page.run(script).await.as_f64().unwrap()
}

#[test]
fn the_skip_link_is_the_first_stop_and_leads_to_the_content() {
    browse(async |page| {
        for path in ["/", "/reports/funnel", "/nothing"] {
            page.visit(path).await;
            page.press(&[TAB]).await;
            let script = "const box = document.activeElement.getBoundingClientRect();
                return [document.activeElement.textContent.trim(),
                        String(box.top >= 0 && box.left >= 0 && box.height > 10)]";
            assert_eq!(page.list(script).await, ["Skip to content", "true"], "{path}");
            page.press(&[ENTER]).await;
            assert_eq!(page.list("return [document.activeElement.id]").await, ["content"], "{path}");
        }
        page.open("/accounts").await;
        page.press(&[TAB, ENTER, TAB]).await;
        assert_eq!(
            page.list("return [document.activeElement.id]").await,
            ["f-q"],
            "the next stop is in the content"
        );
        page.complaints().await;
    });
}

#[test]
fn every_control_of_the_accounts_page_is_a_stop_of_the_tab_key_and_shows_that_it_is() {
    browse(async |page| {
        page.open("/accounts?country=FR&sort=name").await;
        // One row is as the other.
        page.run("document.querySelectorAll('tbody tr:nth-child(n + 4)').forEach((row) => row.remove())")
            .await;
        let controls = page.run(include_str!("scripts/watch_focus.js")).await.as_u64().unwrap();
        assert!(controls > 30, "only {controls} controls");
        page.press(&vec![TAB; usize::try_from(controls).unwrap()]).await;
        let problems = page.list("return window.focusProblems()").await;
        assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    });
}

#[test]
fn evidence_opens_by_keyboard() {
    browse(async |page| {
        page.open(&format!("/contacts/{}", page.site.contact_with_lead)).await;
        page.run("document.querySelector('#fit .ledger summary').focus()").await;
        page.press(&[ENTER]).await;
        assert_eq!(page.run("return document.querySelectorAll('.ledger details[open]').length").await, 1);
        page.press(&[' ']).await;
        assert_eq!(page.run("return document.querySelectorAll('.ledger details[open]').length").await, 0);
    });
}

#[test]
fn on_a_telephone_menu_and_filters_open_and_close() {
    browse(async |page| {
        page.wide(TELEPHONE).await;
        page.open("/accounts").await;
        let shown = |selector: &str| {
            format!("return [...document.querySelectorAll('{selector}')].some((e) => e.checkVisibility())")
        };
        assert_eq!(page.run(&shown(".nav-link")).await, false, "the menu stands open");
        page.click("[data-menu]").await;
        assert_eq!(page.run(&shown(".nav-link")).await, true, "the menu does not open");
        page.click("[data-menu]").await;
        assert_eq!(page.run(&shown(".nav-link")).await, false, "the menu does not close");
        assert_eq!(page.run(&shown("#f-industry")).await, false, "all filters stand open");
        page.click(".more-filters summary").await;
        page.choose("#f-rating", "A").await;
        assert!(page.here().await.contains("rating=A"));
    });
}
