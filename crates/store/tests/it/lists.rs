//! Lists: each filter alone and with others, pages down and up.

use crate::databases::TestDb;
use crate::samples::{
    DISTRICT_HEAD, EDITOR, LAMPS, MAYOR, RULES, VAULT, add, change, city, code, message, minutes,
    morning, slug, submit, text,
};
use domain::event::Event;
use domain::ids::{ContentId, MessageId, ReplyId};
use domain::message::Message;
use domain::screening::{Kind, TakeDownGround, Visibility};
use domain::stage::{Stage, StageKind};
use store::contents;
use store::lists::{self, Filter, Key, Page};

on_both![
    each_filter_narrows_the_list,
    filters_narrow_together,
    subdomains_are_counted_within_their_domain,
    only_what_is_public_is_listed,
    pages_go_down_and_up_again,
    what_was_replied_to_comes_latest_reply_first,
    a_listed_message_shows_the_published_title,
    messages_come_in_the_order_asked_for,
];

/// Which messages a page has.
pub fn ids(page: &Page) -> Vec<i64> {
    page.items.iter().map(|item| item.message.id.0).collect()
}

/// A message that was published so many minutes after the morning.
pub fn published(id: i64, minute: i64) -> Message {
    let mut message = message(id, morning());
    message.publish(EDITOR, minutes(minute), &RULES).unwrap();
    message.events = 1;
    message
}

/// Eight public messages; each differs from the first in one thing. Published one a minute.
async fn eight(db: &TestDb) {
    db.does(city).await;
    let mut all: Vec<_> = (1..=8).map(|id| published(id, id)).collect();
    all[1].office = DISTRICT_HEAD;
    all[2].region = Some(code("990102"));
    all[3].domain = slug("traffic");
    all[4].kind = Kind::Complaint;
    all[5].stage = Stage::Handling { unit: LAMPS };
    all[5].counts.returns = 1;
    all[5].subdomain = Some("路灯".into());
    all[6].counts.reopenings = 1;
    all[7].clock.as_mut().unwrap().overdue_since = Some(minutes(1));
    db.does(async |tx| {
        for message in &all {
            submit(tx, message).await?;
        }
        Ok(())
    })
    .await;
}

async fn found(db: &TestDb, filter: Filter) -> Vec<i64> {
    let (page, count) = db
        .sees(async |tx| {
            Ok((
                lists::public(tx, &filter, None, 100).await?,
                lists::count(tx, &filter).await?,
            ))
        })
        .await;
    assert_eq!(i64::try_from(page.items.len()).unwrap(), count);
    ids(&page)
}

async fn each_filter_narrows_the_list(db: &TestDb) {
    eight(db).await;
    let any = Filter::default;
    assert_eq!(found(db, any()).await, [8, 7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(
        found(
            db,
            Filter {
                office: Some(DISTRICT_HEAD),
                ..any()
            }
        )
        .await,
        [2]
    );
    assert_eq!(
        found(
            db,
            Filter {
                region: Some(code("990102")),
                ..any()
            }
        )
        .await,
        [3]
    );
    assert_eq!(
        found(
            db,
            Filter {
                region: Some(code("990100")),
                ..any()
            }
        )
        .await,
        [8, 7, 6, 5, 4, 3, 2, 1]
    );
    assert_eq!(
        found(
            db,
            Filter {
                region: Some(code("990000")),
                ..any()
            }
        )
        .await
        .len(),
        8
    );
    assert_eq!(
        found(
            db,
            Filter {
                region: Some(code("980000")),
                ..any()
            }
        )
        .await
        .len(),
        0
    );
    assert_eq!(
        found(
            db,
            Filter {
                domain: Some(slug("traffic")),
                ..any()
            }
        )
        .await,
        [4]
    );
    assert_eq!(
        found(
            db,
            Filter {
                kind: Some(Kind::Complaint),
                ..any()
            }
        )
        .await,
        [5]
    );
    assert_eq!(
        found(
            db,
            Filter {
                stages: vec![StageKind::Handling],
                ..any()
            }
        )
        .await,
        [6]
    );
    assert_eq!(
        found(
            db,
            Filter {
                stages: StageKind::ALL.to_vec(),
                ..any()
            }
        )
        .await
        .len(),
        8
    );
    assert_eq!(
        found(
            db,
            Filter {
                returned: true,
                ..any()
            }
        )
        .await,
        [6]
    );
    assert_eq!(
        found(
            db,
            Filter {
                reopened: true,
                ..any()
            }
        )
        .await,
        [7]
    );
    assert_eq!(
        found(
            db,
            Filter {
                overdue: true,
                ..any()
            }
        )
        .await,
        [8]
    );
    assert_eq!(
        found(
            db,
            Filter {
                since: Some(minutes(7)),
                ..any()
            }
        )
        .await,
        [8, 7]
    );
    let subdomain = Some("路灯".to_owned());
    assert_eq!(found(db, Filter { subdomain, ..any() }).await, [6]);
    assert_eq!(
        found(
            db,
            Filter {
                until: Some(minutes(3)),
                ..any()
            }
        )
        .await,
        [2, 1]
    );
}

async fn filters_narrow_together(db: &TestDb) {
    eight(db).await;
    let all = Filter {
        office: Some(MAYOR),
        region: Some(code("990100")),
        domain: Some(slug("urban")),
        subdomain: Some("路灯".into()),
        kind: Some(Kind::Help),
        stages: vec![StageKind::Handling, StageKind::Open],
        overdue: false,
        returned: true,
        reopened: false,
        since: Some(minutes(6)),
        until: Some(minutes(7)),
    };
    assert_eq!(found(db, all.clone()).await, [6]);
    assert!(
        found(
            db,
            Filter {
                overdue: true,
                reopened: true,
                ..all.clone()
            }
        )
        .await
        .is_empty()
    );
    assert!(
        found(
            db,
            Filter {
                since: Some(minutes(7)),
                until: Some(minutes(9)),
                ..all.clone()
            }
        )
        .await
        .is_empty()
    );
    let key = Key {
        at: minutes(7),
        id: MessageId(7),
    };
    let page = db
        .sees(async |tx| lists::public(tx, &all, Some(key), 3).await)
        .await;
    assert_eq!((ids(&page), page.more), (vec![6], false));
    let page = db
        .sees(async |tx| {
            lists::public_before(
                tx,
                &all,
                Key {
                    at: minutes(5),
                    ..key
                },
                3,
            )
            .await
        })
        .await;
    assert_eq!(ids(&page), [6]);
}

async fn subdomains_are_counted_within_their_domain(db: &TestDb) {
    eight(db).await;
    let about = |id, domain: &str, subdomain: &str| Message {
        domain: slug(domain),
        subdomain: Some(subdomain.to_owned()),
        ..published(id, id)
    };
    let sealed = Message {
        visibility: Visibility::Private,
        ..about(21, "urban", "路灯")
    };
    db.does(async |tx| {
        for message in [
            about(18, "urban", "路灯"),
            about(19, "urban", "井盖"),
            about(20, "traffic", "路灯"),
            sealed,
        ] {
            submit(tx, &message).await?;
        }
        Ok(())
    })
    .await;
    let counts = async |domain| {
        let domain = slug(domain);
        let counts = db.sees(async |tx| lists::count_by_subdomain(tx, &domain).await);
        let mut counts = counts.await;
        counts.sort();
        counts
    };
    let count = |name: &str, n| (name.to_owned(), n);
    assert_eq!(counts("urban").await, [count("井盖", 1), count("路灯", 2)]);
    assert_eq!(counts("traffic").await, [count("路灯", 1)]);
    assert_eq!(counts("health").await, []);
}

async fn only_what_is_public_is_listed(db: &TestDb) {
    db.does(city).await;
    let withdrawn = Stage::Withdrawn {
        effective_at: minutes(9000),
    };
    let down = Stage::TakenDown {
        ground: TakeDownGround::Order,
    };
    let claimed = Message {
        imported: true,
        created_at: minutes(-900),
        ..message(5, morning())
    };
    db.does(async |tx| {
        add(tx, &message(1, morning())).await?;
        add(
            tx,
            &Message {
                visibility: Visibility::Private,
                ..published(2, 2)
            },
        )
        .await?;
        add(
            tx,
            &Message {
                visibility: Visibility::ProgressOnly,
                ..published(3, 3)
            },
        )
        .await?;
        add(tx, &published(4, 4)).await?;
        add(tx, &claimed).await?;
        add(
            tx,
            &Message {
                stage: withdrawn,
                ..published(6, 6)
            },
        )
        .await?;
        add(
            tx,
            &Message {
                stage: down,
                ..published(7, 7)
            },
        )
        .await
    })
    .await;
    assert_eq!(
        found(db, Filter::default()).await,
        [4, 5],
        "an imported one stands at its claimed time"
    );
    db.does(async |tx| {
        change(
            tx,
            &Message {
                stage: down_now(),
                events: 2,
                ..published(4, 4)
            },
            &Event::Escalated,
        )
        .await
    })
    .await;
    assert_eq!(found(db, Filter::default()).await, [5]);
}

fn down_now() -> Stage {
    Stage::TakenDown {
        ground: TakeDownGround::Secret,
    }
}

async fn pages_go_down_and_up_again(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| {
        for id in 1..=7 {
            add(tx, &published(id, id / 3)).await?; // three at a time were published in the same moment
        }
        Ok(())
    })
    .await;
    let any = Filter::default();
    let (mut down, mut pages, mut after) = (Vec::new(), 0, None);
    let last = loop {
        let page = db
            .sees(async |tx| lists::public(tx, &any, after, 2).await)
            .await;
        down.extend(ids(&page));
        pages += 1;
        after = page
            .items
            .last()
            .map(|item| Key::from_cursor(&item.key().to_cursor()).unwrap());
        if !page.more {
            break page;
        }
    };
    assert_eq!((down, pages), (vec![7, 6, 5, 4, 3, 2, 1], 4));
    let mut before = last.items[0].key();
    let mut up = Vec::new();
    loop {
        let page = db
            .sees(async |tx| lists::public_before(tx, &any, before, 2).await)
            .await;
        up.push(ids(&page));
        before = page.items[0].key();
        if !page.more {
            break;
        }
    }
    assert_eq!(up, [[3, 2], [5, 4], [7, 6]]);
}

async fn what_was_replied_to_comes_latest_reply_first(db: &TestDb) {
    db.does(city).await;
    let replied = |id, minute| {
        let stage = Stage::Replied {
            unit: LAMPS,
            reply: ReplyId(id),
            editor: EDITOR,
            rate_by: minutes(9000),
        };
        Message {
            stage,
            replied_at: Some(minutes(minute)),
            ..published(id, id)
        }
    };
    db.does(async |tx| {
        add(tx, &replied(1, 50)).await?;
        add(tx, &replied(2, 40)).await?;
        add(tx, &published(3, 3)).await?;
        add(
            tx,
            &Message {
                visibility: Visibility::Private,
                ..replied(4, 60)
            },
        )
        .await
    })
    .await;
    let page = db
        .sees(async |tx| lists::replied(tx, &Filter::default(), 9).await)
        .await;
    assert_eq!(
        (ids(&page), page.more, page.items[0].at),
        (vec![1, 2], false, minutes(50))
    );
    let page = db
        .sees(async |tx| lists::replied(tx, &Filter::default(), 1).await)
        .await;
    assert_eq!((ids(&page), page.more), (vec![1], true));
}

async fn a_listed_message_shows_the_published_title(db: &TestDb) {
    db.does(city).await;
    let mut redacted = published(1, 1);
    redacted.texts.public_title = Some(ContentId(77));
    let unknown = Message {
        domain: slug("gone"),
        ..published(2, 2)
    };
    db.does(async |tx| {
        submit(tx, &redacted).await?;
        contents::add(
            tx,
            &VAULT,
            &redacted,
            &text(ContentId(77), "public_title", "某小区路灯不亮"),
        )
        .await?;
        add(tx, &unknown).await
    })
    .await;
    let page = db
        .sees(async |tx| lists::public(tx, &Filter::default(), None, 9).await)
        .await;
    let item = &page.items[1];
    assert_eq!(
        (item.title.as_str(), item.title_as_written.as_str()),
        ("某小区路灯不亮", "路灯不亮1")
    );
    assert_eq!(
        (item.office.as_str(), item.domain.as_str(), item.at),
        ("云川市市长", "城建", minutes(1))
    );
    assert_eq!(
        Message {
            number: None,
            ..item.message.clone()
        },
        redacted
    );
    let item = &page.items[0];
    assert_eq!(
        (item.title.as_str(), item.domain.as_str()),
        ("", ""),
        "no text, no such domain any more"
    );
}

async fn messages_come_in_the_order_asked_for(db: &TestDb) {
    db.does(city).await;
    db.does(async |tx| {
        for id in 1..=90 {
            add(tx, &message(id, morning())).await?;
        }
        Ok(())
    })
    .await;
    let mut wanted: Vec<_> = (1..=90).rev().map(MessageId).collect();
    wanted.swap(3, 70);
    let found = db.sees(async |tx| lists::of_ids(tx, &wanted).await).await;
    assert_eq!(
        found.iter().map(|item| item.message.id).collect::<Vec<_>>(),
        wanted
    );
    let found = db
        .sees(async |tx| lists::of_ids(tx, &[MessageId(7), MessageId(777)]).await)
        .await;
    assert_eq!(found.len(), 1);
    assert!(
        db.sees(async |tx| lists::of_ids(tx, &[]).await)
            .await
            .is_empty()
    );
}
