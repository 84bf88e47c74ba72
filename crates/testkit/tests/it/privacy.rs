//! Who reads what: phones, remarks, words taken out, returned replies, sealed messages.

use axum::http::Method;
use domain::reply::ReturnReason;
use domain::screening::Visibility;
use domain::stage::StageKind;
use testkit::{Body, City, Letter, REPLY, on_both};

on_both! {
    nobody_reads_a_phone,
    a_remark_is_for_those_who_verify_it,
    words_taken_out_are_gone_for_all_but_those_who_took_them_out,
    a_returned_reply_is_read_inside_only,
    of_a_message_whose_progress_is_public_nobody_reads_a_word,
    a_private_message_is_a_number_and_nothing_else,
    who_said_me_too_is_nobodys_business,
    a_query_code_shows_the_message_and_changes_nothing,
}

/// What each person can read of a message, or around it.
struct Readings(Vec<(&'static str, String)>);

impl Readings {
    async fn of(city: &City, number: &str) -> Self {
        let mut readings = Vec::new();
        for person in city.everyone() {
            readings.push((person.seat.name, person.reads(number).await));
        }
        Self(readings)
    }

    /// Who reads this text.
    fn readers(&self, text: &str) -> Vec<&'static str> {
        let readers = self.0.iter().filter(|(_, all)| all.contains(text));
        readers.map(|(name, _)| *name).collect()
    }
}

async fn nobody_reads_a_phone(city: &City) {
    let letter = Letter {
        identity_open: true,
        ..Letter::titled("路灯不亮")
    };
    for stage in [StageKind::Submitted, StageKind::Replied] {
        let lamp = city.has_letter(&letter, stage).await;
        let readings = Readings::of(city, &lamp).await;
        // One's own number stands among one's own data, and nowhere else.
        assert_eq!(readings.readers("19900000001"), ["王"]);
        assert_eq!(readings.readers("19900000002"), ["李"]);
    }
}

async fn a_remark_is_for_those_who_verify_it(city: &City) {
    let remark = "我住在菜场后面的红色小楼";
    let closed = Letter {
        remark: remark.into(),
        ..Letter::titled("路灯不亮")
    };
    let open = Letter {
        identity_open: true,
        ..closed.clone()
    };
    let verifiers = ["王", "林编辑", "赵编辑", "分办员", "督办员", "审计员"];
    let lamp = city.has_letter(&closed, StageKind::Handling).await;
    assert_eq!(Readings::of(city, &lamp).await.readers(remark), verifiers);
    let lamp = city.has_letter(&open, StageKind::Handling).await;
    assert_eq!(
        Readings::of(city, &lamp).await.readers(remark),
        [
            "王",
            "林编辑",
            "赵编辑",
            "分办员",
            "水务局承办人",
            "水务局负责人",
            "陈市长",
            "市长办公室",
            "督办员",
            "审计员"
        ]
    );
}

async fn words_taken_out_are_gone_for_all_but_those_who_took_them_out(city: &City) {
    let letter = Letter {
        body: "城东路的路灯坏了一个星期，电工张小明说没有备件，请尽快修好，谢谢。".into(),
        place: "城东路 18 号 3 单元".into(),
        hide_place: true,
        ..Letter::titled("路灯不亮")
    };
    let lamp = city.wang.writes(&letter).await.number;
    let masked = [
        ("title", "路灯不亮"),
        (
            "body",
            "城东路的路灯坏了一个星期，电工某某说没有备件，请尽快修好，谢谢。",
        ),
    ];
    city.lin
        .does(&lamp, "publication", &masked)
        .await
        .succeeds();
    city.dispatcher.assigns(&lamp, City::WATER).await;
    let originals = ["王", "林编辑", "赵编辑", "分办员", "督办员", "审计员"];
    assert_eq!(Readings::of(city, &lamp).await.readers("张小明"), originals);
    city.visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .shows("电工某某")
        .hides("18 号");
    city.visitor.opens("/messages").await.hides("张小明");
    // The unit has to know where it is.
    city.water_bureau
        .opens(&format!("/desk/messages/{lamp}"))
        .await
        .shows("18 号")
        .hides("张小明");
}

async fn a_returned_reply_is_read_inside_only(city: &City) {
    let lamp = city.has(StageKind::Handling).await;
    let empty = "您好，您反映的问题已经转给有关科室，谢谢您的关心";
    city.water_bureau.answers(&lamp, empty).await;
    let inside = [
        "林编辑",
        "赵编辑",
        "分办员",
        "水务局承办人",
        "水务局负责人",
        "陈市长",
        "市长办公室",
        "督办员",
        "审计员",
    ];
    assert_eq!(
        Readings::of(city, &lamp).await.readers(empty),
        inside,
        "while it waits for review"
    );
    city.lin.returns(&lamp, ReturnReason::OnlyForwarded).await;
    let returned = Readings::of(city, &lamp).await;
    assert_eq!(returned.readers(empty), inside, "after it was returned");
    assert_eq!(
        returned.readers("请写明查到了什么"),
        inside,
        "the note to it"
    );
    let page = city.visitor.opens(&format!("/messages/{lamp}")).await;
    page.shows("只说已收到或已转办");
    city.water_bureau.answers(&lamp, REPLY).await;
    city.lin.publishes_reply(&lamp).await;
    let published = Readings::of(city, &lamp).await;
    assert_eq!(
        published.readers(empty),
        inside,
        "after another was published"
    );
    assert_eq!(published.readers("电缆老化").len(), 17);
}

async fn of_a_message_whose_progress_is_public_nobody_reads_a_word(city: &City) {
    let letter = Letter {
        visibility: Visibility::ProgressOnly,
        ..Letter::titled("路灯不亮")
    };
    let lamp = city.has_letter(&letter, StageKind::Replied).await;
    city.wang.follows_up(&lamp, "小学门口的那盏呢？").await;
    let day = city.app.rules.calendar.date(city.now()).to_string();
    let visit = [("day", &*day), ("text", "到菜场走访了摊主。")];
    city.water_bureau
        .does(&lamp, "offline-record", &visit)
        .await
        .succeeds();
    let inside = [
        "王",
        "林编辑",
        "赵编辑",
        "分办员",
        "水务局承办人",
        "水务局负责人",
        "陈市长",
        "市长办公室",
        "督办员",
        "审计员",
    ];
    let readings = Readings::of(city, &lamp).await;
    for word in [
        "路灯不亮",
        "孩子放学",
        "电缆老化",
        "小学门口的那盏",
        "走访了摊主",
    ] {
        let readers = readings.readers(word);
        assert!(
            readers.iter().all(|reader| inside.contains(reader)),
            "{word}: {readers:?}"
        );
    }
    let seen = city.visitor.thread(&lamp).await;
    assert_eq!(seen["sight"], "progress");
    assert_eq!(seen["stage"], "replied");
    assert!(seen["pen_name"].is_null() && seen["title"].is_null() && seen["body"].is_null());
    city.visitor
        .opens(&format!("/messages/{lamp}"))
        .await
        .is(200);
}

async fn a_private_message_is_a_number_and_nothing_else(city: &City) {
    let letter = Letter {
        visibility: Visibility::Private,
        office: City::SECRETARY,
        domain: "employment",
        ..Letter::titled("路灯不亮")
    };
    let lamp = city.has_letter(&letter, StageKind::Handling).await;
    for person in [
        &city.visitor,
        &city.li,
        &city.housing_bureau,
        &city.mayor,
        &city.administrator,
    ] {
        let seen = person.thread(&lamp).await;
        let keys: Vec<_> = seen
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, _)| key.as_str())
            .collect();
        assert_eq!(keys, ["can", "number", "sight"], "{}", person.seat.name);
        assert_eq!(seen["can"], serde_json::json!([]));
        let page = person.opens(&format!("/messages/{lamp}")).await;
        page.is(200)
            .hides("路灯不亮")
            .hides("书记")
            .hides("办理中")
            .hides("水务局");
        person.opens("/messages").await.hides(&lamp);
    }
    city.water_bureau.answers(&lamp, REPLY).await;
}

async fn who_said_me_too_is_nobodys_business(city: &City) {
    let lamp = city.has(StageKind::Open).await;
    city.li.supports(&lamp).await;
    for person in city.everyone() {
        let thread = person.thread(&lamp).await;
        assert_eq!(thread["supports"], 1);
        assert_eq!(
            thread["supported"],
            person.seat.name == "李",
            "{}",
            person.seat.name
        );
        assert!(!thread["events"].to_string().contains("support"));
    }
}

async fn a_query_code_shows_the_message_and_changes_nothing(city: &City) {
    let kept = city.wang.writes(&Letter::titled("路灯不亮")).await;
    let page = city.visitor.opens("/track").await;
    let found = city
        .visitor
        .sends(&page.form("/track"), &[("code", &kept.code.to_lowercase())])
        .await;
    found.is(200).shows("路灯不亮").shows(&kept.number);
    assert!(!found.text().contains("/rating\"") && !found.text().contains("/withdrawal\""));
    city.visitor
        .sends(&page.form("/track"), &[("code", "0000-0000-0000")])
        .await
        .is(422)
        .shows("0000-0000-0000");
    let json = serde_json::json!({ "code": kept.code });
    let thread = city
        .visitor
        .calls(Method::POST, "/track", Body::Json(json))
        .await;
    let thread = thread.is(200).json();
    assert_eq!(thread["title"], "路灯不亮");
    assert_eq!(thread["can"], serde_json::json!([]));
}
