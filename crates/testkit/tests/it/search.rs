//! The search: what is public is found, what is not never is, and what was taken away is gone.

use app::Refusal;
use app::search::{Asked, Found, Order, Suggestion, Total, Unclear};
use domain::screening::{DeclineReason, Kind, Visibility};
use domain::stage::StageKind;
use store::lists::Filter;
use testkit::{City, Letter, on_both};

on_both! {
    what_is_published_is_found,
    what_is_not_public_is_never_found,
    what_was_taken_away_is_gone,
    what_was_taken_away_a_moment_ago_is_not_shown,
    a_reply_is_found_once_it_is_published,
    filters_and_facets_agree_with_the_lists,
    a_lost_index_is_built_anew,
    a_query_that_asks_nothing_is_refused,
    suggestions_name_offices_and_words_of_titles,
    similar_messages_are_public_and_not_the_message_itself,
}

fn asking(query: &str) -> Asked {
    Asked {
        query: query.into(),
        ..Asked::default()
    }
}

async fn found(city: &City, asked: Asked) -> Found {
    city.search_follows().await;
    city.app.search(&asked).await.unwrap()
}

fn numbers(found: &Found) -> Vec<String> {
    let hits = found.hits.iter();
    hits.map(|hit| hit.listed.message.number.unwrap().to_string())
        .collect()
}

async fn finds(city: &City, query: &str) -> Vec<String> {
    numbers(&found(city, asking(query)).await)
}

fn letter(title: &str, body: &str) -> Letter {
    Letter {
        body: body.into(),
        ..Letter::titled(title)
    }
}

async fn what_is_published_is_found(city: &City) {
    let body = "小区門口的環保垃圾箱被車撞壞了，請派人來修一下，謝謝。";
    let bin = city
        .has_letter(&letter("垃圾箱", body), StageKind::Submitted)
        .await;
    assert_eq!(finds(city, "环保").await, [""; 0]);
    city.lin.publishes(&bin).await;
    for query in [
        "环保",
        "環保",
        "垃圾箱 环保",
        "“环保垃圾箱”",
        "小区环保",
        "修",
        "垃圾箱 -路灯",
        "市长",
    ] {
        assert_eq!(finds(city, query).await, [bin.as_str()], "{query}");
    }
    for query in ["路灯", "“垃圾环保”", "垃圾箱 -环保", "环保局"] {
        assert_eq!(finds(city, query).await, [""; 0], "{query}");
    }
    let found = found(city, asking("环保")).await;
    let hit = &found.hits[0];
    let marked: Vec<_> = hit.excerpt.iter().filter(|span| span.is_hit).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0].text, "環保");
    assert_eq!(found.total, Total::Exactly(1));
    assert_eq!(found.number, None);
    let by_number = city.app.search(&asking(&bin)).await.unwrap();
    assert_eq!(by_number.number.unwrap().to_string(), bin);
}

async fn what_is_not_public_is_never_found(city: &City) {
    for visibility in [Visibility::Private, Visibility::ProgressOnly] {
        for stage in [StageKind::Open, StageKind::Replied] {
            let number = city.has_seen_by(visibility, stage).await;
            assert_eq!(found(city, asking(&number)).await.number, None);
        }
    }
    city.has(StageKind::Submitted).await;
    let declined = city.has(StageKind::Submitted).await;
    city.lin.declines(&declined, DeclineReason::ALL[0]).await;
    assert_eq!(finds(city, "路灯").await, [""; 0]);
    // Not public of a public message: the hidden place and the remark.
    let hidden = Letter {
        place: "翠竹弄七号".into(),
        remark: "我住在菜场后面的红色小楼。".into(),
        hide_place: true,
        ..Letter::titled("路灯不亮")
    };
    let hidden = city.has_letter(&hidden, StageKind::Open).await;
    assert_eq!(finds(city, "路灯").await, [hidden]);
    assert_eq!(finds(city, "翠竹弄").await, [""; 0]);
    assert_eq!(finds(city, "红色小楼").await, [""; 0]);
}

async fn what_was_taken_away_is_gone(city: &City) {
    let withdrawn = city.has(StageKind::Open).await;
    let erased = city.has(StageKind::Closed).await;
    let taken_down = city.has(StageKind::Open).await;
    assert_eq!(finds(city, "路灯").await.len(), 3);
    city.wang.withdraws(&withdrawn).await;
    assert_eq!(finds(city, "路灯").await.len(), 2);
    city.wang.erases(&erased).await;
    // The reply stays: it is a public act. What the writer wrote is gone.
    assert_eq!(finds(city, "放学").await, [taken_down]);
    assert_eq!(finds(city, "电缆老化").await, [erased]);
}

async fn what_was_taken_away_a_moment_ago_is_not_shown(city: &City) {
    let first = city.has(StageKind::Open).await;
    let second = city.has(StageKind::Open).await;
    assert_eq!(finds(city, "路灯").await, [second.clone(), first.clone()]);
    city.wang.withdraws(&second).await;
    // The index does not know it yet.
    let found = city.app.search(&asking("路灯")).await.unwrap();
    assert_eq!(numbers(&found), [first]);
}

async fn a_reply_is_found_once_it_is_published(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let reply = "您好，电工已更换变压器，路灯于三月二日恢复照明，如有问题请致电街道办事处。";
    city.water_bureau.answers(&lamp, reply).await;
    assert_eq!(finds(city, "变压器").await, [""; 0]);
    city.zhao.publishes_reply(&lamp).await;
    let found = found(city, asking("变压器")).await;
    assert_eq!(numbers(&found), [lamp]);
    assert!(found.hits[0].in_reply);
}

async fn filters_and_facets_agree_with_the_lists(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let thanks = Letter {
        kind: Kind::Thanks,
        domain: "health",
        office: City::SECRETARY,
        ..Letter::titled("感谢修好路灯")
    };
    let thanks = city.has_letter(&thanks, StageKind::Open).await;
    city.working_days_pass(16).await;
    let filters = [
        Filter::default(),
        Filter {
            office: Some(City::MAYOR),
            ..Filter::default()
        },
        Filter {
            kind: Some(Kind::Thanks),
            ..Filter::default()
        },
        Filter {
            domain: "health".to_owned().try_into().ok(),
            ..Filter::default()
        },
        Filter {
            stages: vec![StageKind::Handling, StageKind::InReview],
            ..Filter::default()
        },
        Filter {
            overdue: true,
            ..Filter::default()
        },
        Filter {
            returned: true,
            ..Filter::default()
        },
        Filter {
            reopened: true,
            ..Filter::default()
        },
        Filter {
            region: "990100".to_owned().try_into().ok(),
            ..Filter::default()
        },
        Filter {
            region: "990000".to_owned().try_into().ok(),
            ..Filter::default()
        },
        Filter {
            region: "990102".to_owned().try_into().ok(),
            ..Filter::default()
        },
        Filter {
            since: Some(city.now()),
            ..Filter::default()
        },
        Filter {
            until: Some(city.now()),
            ..Filter::default()
        },
    ];
    for filter in filters {
        let listed = city.app.public_list(&filter, None, 20).await.unwrap().items;
        let listed: Vec<_> = listed.iter().map(|listed| listed.message.id).collect();
        for order in [Order::Newest, Order::Best] {
            let asked = Asked {
                filter: filter.clone(),
                order,
                ..asking("路灯")
            };
            let found = found(city, asked).await;
            let mut ids: Vec<_> = found.hits.iter().map(|hit| hit.listed.message.id).collect();
            if order == Order::Best {
                ids.sort_unstable_by(|a, b| b.cmp(a));
            }
            assert_eq!(ids, listed, "{filter:?} {order:?}");
            assert_eq!(
                found.total,
                Total::Exactly(u64::try_from(listed.len()).unwrap())
            );
        }
    }
    let found = found(
        city,
        Asked {
            facets: true,
            ..asking("路灯")
        },
    )
    .await;
    assert_eq!(numbers(&found), [thanks, lamp]);
    let facets = found.facets.unwrap();
    assert_eq!(facets.years, [(2026, 2)]);
    assert_eq!(facets.offices, [(City::MAYOR, 1), (City::SECRETARY, 1)]);
    assert_eq!(facets.kinds.len(), 2);
    assert_eq!(facets.stages.iter().map(|(_, count)| count).sum::<u64>(), 2);
    assert_eq!(facets.domains.len(), 2);
}

async fn a_lost_index_is_built_anew(city: &City) {
    let lamp = city.has(StageKind::Open).await;
    assert_eq!(finds(city, "路灯").await, [lamp.as_str()]);
    city.app.forget_search().await.unwrap();
    let empty = city.app.search(&asking("路灯")).await.unwrap();
    assert!(empty.is_building() && empty.hits.is_empty());
    let again = found(city, asking("路灯")).await;
    assert!(!again.is_building());
    assert_eq!(numbers(&again), [lamp]);
}

async fn a_query_that_asks_nothing_is_refused(city: &City) {
    for (query, why) in [
        ("", Unclear::Nothing),
        ("，。！？“", Unclear::Nothing),
        ("-路灯", Unclear::OnlyExcluded),
    ] {
        let refusal = city.app.search(&asking(query)).await.unwrap_err();
        assert!(
            matches!(&refusal, Refusal::Form(wrong) if wrong[0].1 == app::Problem::Query(why)),
            "{query}"
        );
    }
    let long = "路灯".repeat(5_000);
    assert!(matches!(
        city.app.search(&asking(&long)).await,
        Err(Refusal::Form(_))
    ));
    let far = Asked {
        page: 51,
        ..asking("路灯")
    };
    assert!(matches!(city.app.search(&far).await, Err(Refusal::Form(_))));
}

async fn suggestions_name_offices_and_words_of_titles(city: &City) {
    city.has(StageKind::Open).await;
    let second = city.has(StageKind::Open).await;
    city.search_follows().await;
    let words = |text: &str| Suggestion::Words(text.into());
    let offices = city.app.reference();
    let mayor = offices.office(City::MAYOR).unwrap();
    let mayor = Suggestion::Office(City::MAYOR, mayor.title.clone());
    assert!(city.app.suggest("路").contains(&words("路灯不亮")));
    assert!(city.app.suggest("路燈").contains(&words("路灯不亮")));
    assert!(city.app.suggest("市长").contains(&mayor));
    assert!(city.app.suggest("sz").contains(&mayor), "by initials");
    assert_eq!(city.app.suggest(""), []);
    assert_eq!(city.app.suggest("，"), []);
    city.wang.withdraws(&second).await;
    city.search_follows().await;
    assert!(!city.app.suggest("路").contains(&words("路灯不亮")));
}

async fn similar_messages_are_public_and_not_the_message_itself(city: &City) {
    let others = [
        "地铁二号线末班车时间太早，下夜班的人没有车坐，建议延长一小时。",
        "小学门口上学放学时段很堵，家长乱停车，希望交警来疏导交通。",
        "河边步道的栏杆断了三处，孩子跑过去很危险，请尽快安排更换。",
        "社保卡办了两个月还没有拿到，窗口说要等，请问进度怎么查询。",
    ];
    for (n, body) in others.iter().cycle().take(12).enumerate() {
        let title = format!("第{n}件");
        city.has_letter(&letter(&title, body), StageKind::Open)
            .await;
    }
    let body = "菜场后门的路灯整夜不亮，老人晚上出门很不安全，希望更换灯泡。";
    let lamp = city
        .has_letter(&letter("路灯不亮", body), StageKind::Open)
        .await;
    let same = "菜场后门路灯不亮已有十天，老人晚上出门不方便，希望尽快更换灯泡。";
    let like = city
        .has_letter(&letter("请修路灯", same), StageKind::Open)
        .await;
    city.has_letter(&letter("路灯不亮", body), StageKind::Submitted)
        .await;
    city.search_follows().await;
    let id = city.id_of(&lamp).await;
    let similar = city.app.similar(id, 5).await.unwrap();
    let numbers: Vec<_> = similar
        .iter()
        .map(|listed| listed.message.number.unwrap().to_string())
        .collect();
    assert_eq!(numbers, [like]);
    let of_text = city.app.similar_to_text("路灯不亮", body, 5).await.unwrap();
    assert_eq!(of_text[0].message.id, id);
    let unlike = city
        .app
        .similar_to_text("感谢医生", "护士耐心细致", 5)
        .await
        .unwrap();
    assert!(unlike.is_empty());
}
