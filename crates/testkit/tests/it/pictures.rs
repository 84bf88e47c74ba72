//! Pictures: cleaned of all that tells where and with what, hidden where the writer says so, refused where they are none.

use axum::http::Method;
use domain::stage::StageKind;
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use testkit::{Answer, Body, City, Letter, on_both};

on_both! {
    a_picture_loses_where_it_was_taken,
    a_hidden_picture_is_for_those_who_handle_it,
    what_is_no_picture_is_named_and_nothing_is_lost,
}

/// A JPEG that tells where it was taken.
pub fn photo() -> Vec<u8> {
    let shades = RgbImage::from_fn(64, 48, |x, y| {
        let shade = |n: u32| u8::try_from(n * 3).unwrap();
        Rgb([shade(x), shade(y), 90])
    });
    let mut plain = Cursor::new(Vec::new());
    shades.write_to(&mut plain, ImageFormat::Jpeg).unwrap();
    let plain = plain.into_inner();
    let place = b"Exif\0\0SECRETPLACE 30.2741 120.1551";
    let length = u16::try_from(place.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, place, &plain[2..]].concat()
}

/// The last page of `/write`, filled in, with these pictures.
pub async fn sends(city: &City, files: Vec<(String, Vec<u8>)>, ticked: &[&str]) -> Answer {
    let mut typed = Letter::titled("路灯不亮").typed();
    let mut page = city.wang.opens("/write").await;
    loop {
        if let Some(form) = page.form_if("/write/submission") {
            let mut fields = form.as_is();
            fields.extend(
                ticked
                    .iter()
                    .map(|name| ((*name).to_owned(), "1".to_owned())),
            );
            return city
                .wang
                .asks(
                    Method::POST,
                    "/write/submission",
                    Body::Parts(fields, files),
                )
                .await;
        }
        let form = page.form("/write");
        let own: Vec<(&str, &str)> = typed
            .iter()
            .filter(|(name, _)| form.field(name).is_some_and(|field| field.kind != "hidden"))
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        page = city.wang.sends(&form, &own).await;
        page.is(200);
        typed.retain(|(name, _)| *name != "step");
    }
}

/// The addresses of pictures on a page.
pub fn pictures_of(page: &Answer) -> Vec<String> {
    let text = page.text();
    let found = text.split("/pictures/").skip(1).filter_map(|rest| {
        let id: String = rest.chars().take_while(char::is_ascii_digit).collect();
        (!id.is_empty()).then(|| format!("/pictures/{id}"))
    });
    let mut all: Vec<_> = found.collect();
    all.sort();
    all.dedup();
    all
}

async fn a_picture_loses_where_it_was_taken(city: &City) {
    sends(city, vec![("picture_1".into(), photo())], &[])
        .await
        .is(201);
    city.lin.publishes("2026-000001").await;
    let page = city.visitor.opens("/messages/2026-000001").await;
    let pictures = pictures_of(&page);
    assert_eq!(pictures.len(), 1, "{}", page.text());
    for path in [pictures[0].clone(), format!("{}/thumb", pictures[0])] {
        let picture = city.visitor.opens(&path).await;
        assert!(picture.is(200).header("content-type").starts_with("image/"));
        assert!(picture.bytes.starts_with(&[0xff, 0xd8]));
        assert!(!picture.text().contains("SECRETPLACE"));
    }
}

async fn a_hidden_picture_is_for_those_who_handle_it(city: &City) {
    sends(
        city,
        vec![("picture_1".into(), photo())],
        &["picture_1_hidden"],
    )
    .await
    .is(201);
    let lamp = "2026-000001";
    city.lin.publishes(lamp).await;
    city.dispatcher.assigns(lamp, City::WATER).await;
    assert_eq!(
        pictures_of(&city.visitor.opens("/messages/2026-000001").await),
        Vec::<String>::new()
    );
    let desk = city.water_bureau.opens("/desk/messages/2026-000001").await;
    let pictures = pictures_of(&desk);
    assert_eq!(pictures.len(), 1);
    let mut seen = Vec::new();
    for person in city.everyone() {
        let answer = person.opens(&pictures[0]).await;
        answer.is_one_of(&[200, 404]);
        if answer.status.as_u16() == 200 {
            assert_eq!(answer.header("cache-control"), "private, no-store");
            seen.push(person.seat.name);
        }
    }
    assert_eq!(
        seen,
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

async fn what_is_no_picture_is_named_and_nothing_is_lost(city: &City) {
    let bomb = {
        let mut png = Cursor::new(Vec::new());
        RgbImage::new(8, 8)
            .write_to(&mut png, ImageFormat::Png)
            .unwrap();
        let mut png = png.into_inner();
        png[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        png[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        let crc = crc32(&png[12..29]);
        png[29..33].copy_from_slice(&crc.to_be_bytes());
        png
    };
    let cut = photo()[..300].to_vec();
    let large = vec![0xff; 40 * 1024 * 1024];
    for (what, bytes) in [
        ("a text", b"not a picture at all".to_vec()),
        (
            "a page",
            b"<!doctype html><script>alert(1)</script>".to_vec(),
        ),
        (
            "a drawing",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
        ),
        ("a bomb", bomb),
        ("half a picture", cut),
        ("40 MB", large),
    ] {
        let files = vec![
            ("picture_1".to_owned(), photo()),
            ("picture_2".to_owned(), bytes),
        ];
        let answer = sends(city, files, &[]).await;
        assert!(answer.status.is_client_error(), "{what}: {}", answer.status);
        answer.shows("路灯不亮").shows("孩子放学");
    }
    let many = (1..=6).map(|n| (format!("picture_{n}"), photo())).collect();
    let answer = sends(city, many, &[]).await;
    assert!(answer.status.is_client_error());
    answer.shows("孩子放学");
    let sent = city.app.own_messages(&city.wang.actor()).await.unwrap();
    assert_eq!(sent.len(), 0, "nothing was taken in part");
    city.has(StageKind::Open).await;
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    })
}
