//! The pages of figures: what was done is counted there, too few are not made into shares, and what is not there
//! is said.

use crate::figures::folds;
use domain::reply::ReturnReason;
use domain::screening::Visibility;
use domain::stage::StageKind;
use testkit::{City, Letter, on_both};

on_both! {
    what_was_done_is_counted_on_every_page,
    a_share_needs_enough,
    an_address_that_means_nothing_is_said,
    a_report_is_of_a_month_that_began,
    pages_read_in_every_view,
    files_have_the_numbers_of_the_pages,
}

const PAGES: [&str; 6] = [
    "/figures",
    "/figures/months",
    "/figures/domains",
    "/figures/regions",
    "/figures/offices",
    "/figures/how-to-read",
];

async fn what_was_done_is_counted_on_every_page(city: &City) {
    city.visitor
        .opens("/figures")
        .await
        .is(200)
        .shows("这个范围内还没有留言");
    let lamp = city.has(StageKind::Handling).await;
    city.water_bureau
        .answers(&lamp, "您好，已收到，谢谢您的来信和关心。")
        .await;
    city.lin.returns(&lamp, ReturnReason::OnlyGreets).await;
    folds(city).await;
    let overview = city.visitor.opens("/figures").await;
    overview
        .is(200)
        .hides("这个范围内还没有留言")
        .shows("只有问候，没有答复");
    for path in &PAGES[1..5] {
        let page = city.visitor.opens(path).await;
        page.is(200).hides("这个范围内还没有留言");
        assert!(
            page.text()
                .contains("<td class=\"n\" data-th=\"收到留言\"><span>1"),
            "{path}"
        );
    }
    // Another place, another domain, another time: nothing.
    for query in ["domain=health", "office=2", "period=2025"] {
        city.visitor
            .opens(&format!("/figures?{query}"))
            .await
            .is(200)
            .shows("这个范围内还没有留言");
    }
}

async fn a_share_needs_enough(city: &City) {
    let few = city.has(StageKind::Replied).await;
    folds(city).await;
    assert!(!few.is_empty());
    let page = city.visitor.opens("/figures").await;
    page.is(200).shows("样本不足").hides("100%</dd>");
    for n in 0..19 {
        city.has_letter(&Letter::titled(&format!("路灯不亮{n}")), StageKind::Replied)
            .await;
    }
    folds(city).await;
    let page = city.visitor.opens("/figures").await;
    page.is(200)
        .shows("<span>20 / 20</span> <span>区间 83.9–100%</span>");
    // A message that is handled in private is in no number.
    city.has_seen_by(Visibility::Private, StageKind::Replied)
        .await;
    folds(city).await;
    let page = city.visitor.opens("/figures").await;
    page.is(200)
        .shows("<span>20 / 20</span> <span>区间 83.9–100%</span>");
}

async fn an_address_that_means_nothing_is_said(city: &City) {
    for (query, said) in [
        ("period=2026-13", "时间"),
        ("period=yesterday", "时间"),
        ("period=2199", "时间"),
        ("period=2026&period=2025", "时间"),
        ("region=abc", "地区"),
        ("region=110000", "地区"),
        ("domain=nothing", "领域"),
        ("office=0", "职务"),
        ("office=99999999999999999999", "职务"),
    ] {
        for path in PAGES.iter().take(5).chain(&["/figures/months.csv"]) {
            city.visitor
                .opens(&format!("{path}?{query}"))
                .await
                .is(400)
                .shows("没有这样的数据")
                .shows(&format!("“{said}”"));
        }
    }
    let short = city
        .visitor
        .opens("/figures?period=&region=&domain=urban")
        .await;
    assert_eq!(short.is(303).header("location"), "/figures?domain=urban");
}

async fn a_report_is_of_a_month_that_began(city: &City) {
    city.has(StageKind::Replied).await;
    folds(city).await;
    let report = city.visitor.opens("/figures/reports/2026-03").await;
    report
        .is(200)
        .shows("2026 年 3 月办理月报")
        .shows("收到留言 1 件")
        .shows("不与上月比较");
    for month in [
        "2026-04", "2026-02", "2026-3", "2026", "2026-q1", "all", "abc",
    ] {
        let path = format!("/figures/reports/{month}");
        city.visitor.opens(&path).await.is(404);
    }
}

async fn pages_read_in_every_view(city: &City) {
    city.has(StageKind::Replied).await;
    folds(city).await;
    for view in ["", "/zh-hant", "/en", "/elder", "/en/elder"] {
        for path in PAGES.iter().chain(&["/figures/reports/2026-03"]) {
            let page = city.visitor.opens(&format!("{view}{path}")).await;
            let text = page.is(200).text();
            for wrong in [
                "NaN",
                " style=",
                "{ $",
                "figures-by-",
                "measure-",
                "definition-",
            ] {
                assert!(!text.contains(wrong), "{wrong} on {view}{path}");
            }
        }
    }
}

async fn files_have_the_numbers_of_the_pages(city: &City) {
    city.has(StageKind::Replied).await;
    folds(city).await;
    for (path, first) in [
        ("/figures/months.csv", "2026-03,2026-03,1,"),
        ("/figures/domains.csv", "urban,城建,1,"),
        ("/figures/regions.csv", "990100,云川市,1,"),
        ("/figures/offices.csv?period=2026-03", "1,云川市市长,1,"),
    ] {
        let file = city.visitor.opens(path).await;
        assert_eq!(
            file.is(200).header("content-type"),
            "text/csv; charset=utf-8"
        );
        assert!(file.text().contains(first), "{path}: {}", file.text());
    }
}
