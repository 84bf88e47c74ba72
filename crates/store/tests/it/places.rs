//! Regions, units, offices and who held them, domains.

use crate::databases::TestDb;
use crate::samples::{MAYOR, city, code, office, region, slug, unit};
use domain::ids::{OfficeId, UnitId};
use domain::office::{Branch, Holder, Level, Office};
use domain::taxonomy::Domain;
use store::{Error, domains, offices, regions, units};

on_both![
    regions_come_back_and_form_a_tree,
    a_region_that_was_merged_names_its_successor,
    units_come_back_with_all_below_them,
    a_unit_under_nothing_is_refused,
    offices_come_back_in_the_order_of_lists,
    the_seat_above_is_of_the_same_branch_in_the_nearest_place_that_has_one,
    holders_come_back_the_latest_first,
    domains_come_back_by_rank_and_can_be_renamed,
];

async fn regions_come_back_and_form_a_tree(db: &TestDb) {
    db.does(city).await;
    let (one, path, tops, below, named, count, none) = db
        .sees(async |tx| {
            Ok((
                regions::by_code(tx, &code("990102")).await?.unwrap(),
                regions::path(tx, &code("990102")).await?,
                regions::children(tx, None).await?,
                regions::children(tx, Some(&code("990100"))).await?,
                regions::by_name(tx, "江北区").await?,
                regions::count(tx).await?,
                regions::by_code(tx, &code("990103")).await?.is_none(),
            ))
        })
        .await;
    let same = region("990102", "江北区", Some("990100"), Level::County);
    assert_eq!(format!("{one:?}"), format!("{same:?}"));
    assert_eq!(
        path.iter()
            .map(|region| region.code.as_str())
            .collect::<Vec<_>>(),
        ["990000", "990100", "990102"]
    );
    assert_eq!(
        (tops.len(), below.len(), named.len(), count, none),
        (1, 1, 1, 3, true)
    );
    assert_eq!(tops[0].name, "示例省");
}

async fn a_region_that_was_merged_names_its_successor(db: &TestDb) {
    db.does(city).await;
    let mut merged = region("990102", "江北区", Some("990100"), Level::County);
    merged.valid_to = Some("2025-12-31".parse().unwrap());
    merged.successor = Some(code("990100"));
    db.does(async |tx| regions::put(tx, &merged).await).await;
    let found = db
        .sees(async |tx| regions::by_code(tx, &merged.code).await)
        .await
        .unwrap();
    assert_eq!(format!("{found:?}"), format!("{merged:?}"));
    assert_eq!(db.sees(regions::count).await, 3);
}

async fn units_come_back_with_all_below_them(db: &TestDb) {
    db.does(city).await;
    let mut dissolved = unit(3, "路灯管理所", Some(2));
    (dissolved.region, dissolved.active, dissolved.short) = (None, false, "路灯所".into());
    db.does(async |tx| units::add(tx, &dissolved).await).await;
    let (one, all, below, none) = db
        .sees(async |tx| {
            let one = units::by_id(tx, UnitId(3)).await?.unwrap();
            let below = units::below(tx, UnitId(1)).await?;
            Ok((
                one,
                units::all(tx).await?,
                below,
                units::by_id(tx, UnitId(9)).await?.is_none(),
            ))
        })
        .await;
    assert_eq!(format!("{one:?}"), format!("{dissolved:?}"));
    assert_eq!(
        all.iter().map(|unit| unit.id.0).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert_eq!(below, [UnitId(1), UnitId(2), UnitId(3)]);
    assert!(none);
}

async fn a_unit_under_nothing_is_refused(db: &TestDb) {
    let refused = db
        .write(async |tx| units::add(tx, &unit(5, "无主单位", Some(77))).await)
        .await;
    assert!(matches!(refused, Err(Error::Taken(_))), "{refused:?}");
}

async fn offices_come_back_in_the_order_of_lists(db: &TestDb) {
    db.does(city).await;
    let archive = Office {
        region: None,
        unit: None,
        kinds: Vec::new(),
        intro: String::new(),
        open: false,
        ..office(3, "历史留言", "990100", Branch::Party)
    };
    db.does(async |tx| offices::add(tx, &archive, 0).await)
        .await;
    let (by_id, by_title, all, there, none) = db
        .sees(async |tx| {
            Ok((
                offices::by_id(tx, OfficeId(3)).await?.unwrap(),
                offices::by_title(tx, "云川市市长").await?.unwrap(),
                offices::all(tx).await?,
                offices::in_region(tx, &code("990100")).await?,
                offices::by_title(tx, "云川市").await?.is_none(),
            ))
        })
        .await;
    assert_eq!(format!("{by_id:?}"), format!("{archive:?}"));
    let mayor = office(1, "云川市市长", "990100", Branch::Government);
    assert_eq!(format!("{by_title:?}"), format!("{mayor:?}"));
    assert_eq!(
        all.iter().map(|office| office.id.0).collect::<Vec<_>>(),
        [3, 1, 2]
    );
    assert_eq!(
        there.iter().map(|office| office.id.0).collect::<Vec<_>>(),
        [1]
    );
    assert!(none);
    let again = db
        .write(async |tx| {
            offices::add(tx, &office(4, "云川市市长", "990100", Branch::Party), 9).await
        })
        .await;
    assert!(matches!(again, Err(Error::Taken(_))), "{again:?}");
}

async fn the_seat_above_is_of_the_same_branch_in_the_nearest_place_that_has_one(db: &TestDb) {
    let seats = [
        office(3, "云川市委书记", "990100", Branch::Party),
        office(4, "江北区委书记", "990102", Branch::Party),
        office(5, "示例省省长", "990000", Branch::Government),
    ];
    db.does(city).await;
    db.does(async |tx| {
        for (rank, seat) in (3..).zip(&seats) {
            offices::add(tx, seat, rank).await?;
        }
        Ok(())
    })
    .await;
    let above = async |id: i64| {
        let above = db
            .sees(async |tx| {
                let office = offices::by_id(tx, OfficeId(id)).await?.unwrap();
                offices::above(tx, &office).await
            })
            .await;
        above.map(|office| office.title)
    };
    assert_eq!(above(2).await.unwrap(), "云川市市长");
    assert_eq!(above(4).await.unwrap(), "云川市委书记");
    assert_eq!(
        above(3).await.unwrap(),
        "示例省省长",
        "where the branch has none, the other branch's"
    );
    assert_eq!(above(5).await, None);
}

async fn holders_come_back_the_latest_first(db: &TestDb) {
    db.does(city).await;
    let day = |text: &str| text.parse().unwrap();
    let holder = |office, name: &str, since, until: Option<&str>| Holder {
        office,
        name: name.into(),
        since: day(since),
        until: until.map(day),
    };
    let before = holder(MAYOR, "周正平", "2020-01-15", Some("2025-06-30"));
    let now = holder(MAYOR, "陈明远", "2025-07-01", None);
    let other = holder(OfficeId(2), "林雨桐", "2024-03-01", None);
    db.does(async |tx| {
        for (id, holder) in (1..).zip([&before, &now, &other]) {
            offices::add_holder(tx, id, holder).await?;
        }
        Ok(())
    })
    .await;
    let of_mayor = db.sees(async |tx| offices::holders(tx, MAYOR).await).await;
    let all = db.sees(offices::all_holders).await;
    assert_eq!(format!("{of_mayor:?}"), format!("{:?}", [&now, &before]));
    assert_eq!(format!("{all:?}"), format!("{:?}", [&now, &before, &other]));
}

async fn domains_come_back_by_rank_and_can_be_renamed(db: &TestDb) {
    db.does(city).await;
    let traffic = Domain {
        slug: slug("traffic"),
        name: "交通出行".into(),
        subdomains: Vec::new(),
    };
    db.does(async |tx| domains::put(tx, &traffic, -1).await)
        .await;
    let all = db.sees(domains::all).await;
    assert_eq!(all.len(), 2);
    assert_eq!(format!("{:?}", all[0]), format!("{traffic:?}"));
    assert_eq!(
        (all[1].name.as_str(), &all[1].subdomains[..]),
        ("城建", &["路灯".to_owned()][..])
    );
}
