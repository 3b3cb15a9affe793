//! Every report as a page and as files: the same figures, the filter on each, and sentences instead of failures.

use actix_web::http::{StatusCode, header};
use actix_web::test as http;
use bareme_engine::Backend;
use bareme_engine::reports::ReportKind;
use bareme_testkit::World;

use super::ask::{Answer, answer, ask, demo, site};

/// Sends a form, as a page of the site does.
macro_rules! send {
    ($site:expr, $path:expr, $body:expr) => {{
        let request = http::TestRequest::post()
            .uri($path)
            .insert_header((header::HOST, "localhost:8080"))
            .insert_header(("sec-fetch-site", "same-origin"))
            .insert_header((header::COOKIE, $site.cookie()))
            .insert_header((header::CONTENT_TYPE, "application/x-www-form-urlencoded"))
            .set_payload($site.sealed(&$body.to_string(), &$site.cookie()));
        answer(http::call_service(&$site.service, request.to_request()).await).await
    }};
}

/// The rows of a CSV file.
fn rows(file: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = file.chars().peekable();
    while let Some(character) = characters.next() {
        let row = rows.last_mut().unwrap();
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                row.last_mut().unwrap().push(characters.next().unwrap());
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {}
            '\n' if !quoted => rows.push(vec![String::new()]),
            other => row.last_mut().unwrap().push(other),
        }
    }
    rows.pop();
    rows
}

/// What is written between tags, without the signs beside it.
fn plain(html: &str) -> String {
    let texts = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    texts
        .collect::<String>()
        .replace("&#38;", "&")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .trim()
        .to_owned()
}

/// The rows of the table of a section: heads of rows and cells.
fn table(section: &str) -> Vec<Vec<String>> {
    let body = section.split("<tbody>").nth(1).unwrap_or_default();
    let row = |row: &str| {
        let cells =
            row.split("<t").filter(|cell| cell.starts_with("h scope=\"row\"") || cell.starts_with("d class"));
        cells.map(|cell| plain(&format!("<t{cell}"))).collect()
    };
    body.split("<tr>").skip(1).map(row).collect()
}

fn links<'a>(page: &'a str, end: &str) -> Vec<String> {
    let all = page.split("href=\"").skip(1).filter_map(|rest: &'a str| rest.split('"').next());
    all.map(|link| link.replace("&#38;", "&"))
        .filter(|link| link.split('?').next().unwrap().ends_with(end))
        .collect()
}

#[actix_web::test]
async fn a_file_of_a_table_has_the_rows_of_the_page_and_says_filter_and_time() {
    let world = demo();
    let site = site!(world);
    let mut checked = 0;
    for kind in ReportKind::ALL {
        for query in ["", "?by=source&from=2025-09-01&until=2026-03-01", "?view=activity&by=quarter"] {
            let path = format!("/reports/{}{query}", kind.word());
            let page = ask!(site, &path);
            assert_eq!(page.status, StatusCode::OK, "{path}");
            for link in links(&page.body, ".csv") {
                let file = ask!(site, &link);
                assert_eq!(file.status, StatusCode::OK, "{link}");
                assert_eq!(file.header(header::CONTENT_TYPE), "text/csv; charset=utf-8");
                let key =
                    link.split('?').next().unwrap().rsplit('/').next().unwrap().trim_end_matches(".csv");
                let name = format!("attachment; filename=\"bareme-{}-{key}-", kind.word());
                assert!(file.header(header::CONTENT_DISPOSITION).starts_with(&name), "{link}");
                let section =
                    page.body.split(&format!("<section class=\"card\" id=\"{key}\">")).nth(1).unwrap();
                // A picture may be a table of its own.
                let shown = section.split("<table class=\"cards dense\">").nth(1).unwrap_or_default();
                same(&table(shown.split("</table>").next().unwrap()), &rows(&file.body), &link);
                checked += 1;
            }
        }
    }
    assert!(checked >= 6, "only {checked} files");
}

/// The file has the rows of the page, each with the filter and the time.
fn same(shown: &[Vec<String>], file: &[Vec<String>], link: &str) {
    let (heads, rows) = file.split_first().unwrap();
    assert_eq!(heads[heads.len() - 2..], ["filter", "made_at"], "{link}");
    assert_eq!(shown.len(), rows.len(), "{link}");
    for (shown, row) in shown.iter().zip(rows) {
        assert!(shown[0].starts_with(row[0].trim_start_matches('\'')), "{link}: {shown:?} {row:?}");
        assert!(row[row.len() - 2].contains(": ") && row[row.len() - 1].contains('T'), "{link}: {row:?}");
        let figures = |cells: &[String]| -> Vec<f64> {
            cells.iter().skip(1).filter_map(|cell| cell.replace(',', "").parse().ok()).collect()
        };
        let mut whole = figures(shown).into_iter().filter(|figure| figure.fract().abs() < f64::EPSILON);
        let in_file = figures(&row[..row.len() - 2]);
        // A page rounds lengths of time of a hundred and more.
        let told = |count: f64| in_file.iter().any(|figure| (figure - count).abs() <= 0.5);
        assert!(whole.all(told), "{link}: {shown:?} {row:?}");
    }
}

#[actix_web::test]
async fn every_report_of_an_empty_database_says_why_it_is_empty_and_what_to_do() {
    let world = World::new(Backend::Sqlite);
    let site = site!(world);
    for kind in ReportKind::ALL {
        let page = ask!(site, &format!("/reports/{}", kind.word()));
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("There is nothing to report"), "{}: {}", kind.word(), page.body);
        let filtered = ask!(site, &format!("/reports/{}?period=last_month", kind.word()));
        assert!(filtered.body.contains("Choose a longer period"), "{}", kind.word());
    }
}

#[actix_web::test]
async fn what_an_address_cannot_mean_is_said_beside_its_field_and_refused_for_a_file() {
    let world = demo();
    let site = site!(world);
    for (query, sentence) in [
        ("from=2026-02-30", "2026-02-30"),
        ("by=fortnight", "fortnight"),
        ("view=sideways", "sideways"),
        ("rating=Z9", "Z9"),
        ("from=2026-03-01&until=2026-02-01", "2026-02-01"),
        ("period=next_week", "next_week"),
        ("period=last_year&from=2026-01-01", "2026-01-01"),
    ] {
        let page = ask!(site, &format!("/reports/funnel?{query}"));
        assert_eq!(page.status, StatusCode::OK, "{query}");
        let error = page.body.split("class=\"field-error\"").nth(1).unwrap_or_default();
        assert!(error.split("</p>").next().unwrap().contains(sentence), "{query}: {error:.200}");
        let file = ask!(site, &format!("/reports/funnel/counts.csv?{query}"));
        assert_eq!(file.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(file.body.contains(sentence), "{query}");
    }
    for path in
        ["/reports/nothing", "/reports/funnel/nothing.csv", "/reports/nothing.pdf", "/views/7", "/views/x"]
    {
        assert_eq!(ask!(site, path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[actix_web::test]
async fn a_report_is_printed_with_a_name() {
    let world = demo();
    let site = site!(world);
    let request = http::TestRequest::get()
        .uri("/reports/funnel.pdf?by=source")
        .insert_header((header::HOST, "localhost"))
        .insert_header((header::COOKIE, site.cookie()));
    let response = http::call_service(&site.service, request.to_request()).await;
    assert_eq!(response.status(), StatusCode::OK);
    let of = |name: header::HeaderName| {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap()
    };
    assert_eq!(of(header::CONTENT_TYPE), "application/pdf");
    assert!(of(header::CONTENT_DISPOSITION).starts_with("attachment; filename=\"bareme-funnel-"));
    assert!(http::read_body(response).await.starts_with(b"%PDF-"));
}

#[actix_web::test]
async fn a_period_that_is_named_moves_on_and_days_stay() {
    let world = demo();
    let site = site!(world);
    let page = ask!(site, "/reports/funnel?period=last_12_months").body;
    assert!(page.contains("The period moves on with time: Last 12 months"));
    let page = ask!(site, "/reports/funnel?from=2026-01-01").body;
    assert!(page.contains("The days stay as they are"));
}

/// Where an answer leads.
fn place(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header(header::LOCATION)
}

#[actix_web::test]
async fn a_view_is_saved_opened_renamed_and_deleted() {
    let world = demo();
    let site = site!(world);
    let query = "period%3Dlast_year%26by%3Dsource%26nonsense%3D1";
    let saved = send!(site, "/reports/funnel/views", format!("name=Board&query={query}"));
    assert_eq!(place(&saved), "/views/1?done=view-saved");
    let opened = ask!(site, "/views/1?done=view-saved");
    assert_eq!(place(&opened), "/reports/funnel?period=last_year&by=source&saved=1&done=view-saved");
    let page = ask!(site, place(&opened)).body;
    for said in ["Board", "/views/1", "The view is saved", "moves on with time"] {
        assert!(page.contains(said), "{said}");
    }
    let renamed = send!(site, "/views/1", "name=Board+%26+co");
    assert_eq!(place(&renamed), "/reports?done=view-renamed#views");
    assert!(ask!(site, "/reports").body.contains("Board &#38; co"));
    assert_eq!(place(&send!(site, "/views/1/delete", "")), "/reports?done=view-deleted#views");
    for gone in
        [ask!(site, "/views/1"), send!(site, "/views/1", "name=x"), send!(site, "/views/1/delete", "")]
    {
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        assert!(
            gone.body.contains("This saved view is not there any more")
                && gone.body.contains("href=\"/reports\"")
        );
    }
}

#[actix_web::test]
async fn a_name_that_cannot_be_used_comes_back_with_a_sentence_and_the_filter() {
    let world = demo();
    let site = site!(world);
    place(&send!(site, "/reports/funnel/views", "name=Board&query="));
    let refused = send!(site, "/reports/funnel/views", "name=+BOARD&query=by%3Downer%26period%3Dlast_year");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["value=\" BOARD\"", "Another view of this report has this name", "value=\"owner\" selected"]
    {
        assert!(refused.body.contains(kept), "{kept}");
    }
    let empty = send!(site, "/views/1", "name=+");
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Give the view a name") && empty.body.contains("id=\"name-1\""));
    assert!(ask!(site, "/reports").body.contains(">Board<"), "nothing was changed");
}
