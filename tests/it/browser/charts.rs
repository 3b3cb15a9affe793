//! Charts answer to the pointer and to the arrow keys, lead to what is behind them, and say the same without script.

use serde_json::json;

use super::browse;
use super::page::{ENTER, Page, whole};

const RIGHT: char = '\u{E014}';
const LEFT: char = '\u{E012}';
const END: char = '\u{E010}';

/// The figure that is told: of the focused part of a chart, and in the tip beside it.
async fn told(page: &Page) -> [String; 2] {
    let script = "const mark = document.activeElement;
        const tip = mark.closest('[data-chart]')?.querySelector('.chart-tip:not([hidden])');
        return [mark.getAttribute('aria-label') ?? '', tip?.textContent ?? ''];";
    page.list(script).await.try_into().unwrap()
}

/// A page whose window is not in front gets no events of the focus.
async fn in_front(page: &Page) {
    page.devtools("Emulation.setFocusEmulationEnabled", json!({ "enabled": true })).await;
}

#[test]
fn arrow_keys_walk_through_a_chart_and_enter_opens_what_is_behind() {
    browse(async |page| {
        in_front(page).await;
        page.open("/reports/funnel?by=quarter").await;
        let stops = "return [...document.querySelectorAll('[data-chart]')]
            .map((chart) => chart.querySelectorAll('[data-mark][tabindex=\"0\"]').length).filter((n) => n !== 1)";
        assert_eq!(page.run(stops).await, json!([]), "each chart is one stop of the tab key");
        page.run("document.querySelector('.funnel [data-mark]').focus()").await;
        let first = told(page).await;
        assert!(first[0].starts_with("MQL: ") && first[0] == first[1], "{first:?}");
        page.press(&[RIGHT]).await;
        let second = told(page).await;
        assert!(second[0].starts_with("SAL: ") && second[0] == second[1], "{second:?}");
        page.press(&[END]).await;
        assert!(told(page).await[0].starts_with("Won: "));
        page.press(&[LEFT, LEFT, LEFT]).await;
        assert_eq!(told(page).await, second);
        let count = second[0].split(' ').nth(1).map(whole).unwrap();
        page.press(&[ENTER]).await;
        for _ in 0..200 {
            if page.here().await.starts_with("/leads?") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(page.text("main .lead").await.split(' ').next().map(whole), Some(count));
    });
}

#[test]
fn every_part_of_every_chart_tells_a_figure() {
    browse(async |page| {
        in_front(page).await;
        for path in super::reports::paths() {
            page.open(&path).await;
            let silent = "return [...document.querySelectorAll('[data-mark]')].filter((mark) => {
                mark.focus();
                const tip = mark.closest('[data-chart]').querySelector('.chart-tip');
                const told = mark.getAttribute('aria-label') ?? '';
                return !/[0-9–]/.test(told) || tip.hidden || tip.textContent !== told
                  || tip.getBoundingClientRect().right > innerWidth + 1;
              }).map((mark) => mark.outerHTML.slice(0, 120))";
            assert_eq!(page.list(silent).await, Vec::<String>::new(), "{path}");
        }
    });
}

#[test]
fn a_line_is_hidden_by_its_legend_and_the_last_one_stays() {
    browse(async |page| {
        page.open("/reports/funnel?by=quarter").await;
        let lines = "return [...document.querySelectorAll('[data-chart] svg [data-series]')]
            .filter((series) => series.getBoundingClientRect().height > 0).length";
        let before = page.run(lines).await.as_u64().unwrap();
        assert!(before > 1, "a trend of {before} lines");
        page.click("[data-legend] li:first-child button").await;
        assert_eq!(page.run(lines).await, before - 1);
        let said = page
            .list(
                "return [document.querySelector('[data-legend]').closest('[data-chart]')
            .querySelector('[aria-live]').textContent]",
            )
            .await;
        assert!(said[0].ends_with(": hidden"), "{said:?}");
        let all = "document.querySelectorAll('[data-legend] [aria-pressed=true]').forEach((button) => button.click())";
        page.run(all).await;
        assert_eq!(page.run(lines).await, 1, "the last line cannot be hidden");
        page.click("[data-legend] li:first-child button").await;
        assert_eq!(page.run(lines).await, 2);
    });
}

#[test]
fn without_script_the_figures_are_there() {
    browse(async |page| {
        page.open("/reports/funnel?by=quarter").await;
        let with = page.texts(".funnel .stage > .number").await;
        page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
        page.reload().await;
        page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await;
        assert_eq!(page.count(".chart-tip").await, 0, "the script ran");
        assert_eq!(page.texts(".funnel .stage > .number").await, with);
        let rows = page.count("main section table tbody tr").await;
        assert!(rows > 4, "{rows} rows");
        let nameless = "return [...document.querySelectorAll('svg [data-mark]')]
            .filter((mark) => !mark.querySelector(':scope > title')?.textContent.trim()).length";
        assert_eq!(page.run(nameless).await, 0, "parts of drawings that the browser's own tip does not tell");
    });
}
