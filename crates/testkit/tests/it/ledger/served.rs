//! The log as anybody reads it over HTTP: the files by their paths and headers, and what opens the commitments.

use super::tree::grows_by;
use axum::http::Method;
use domain::screening::Visibility;
use domain::stage::StageKind;
use ledger::checkpoints::SignedCheckpoint;
use ledger::commitments::Salt;
use ledger::facts::Name;
use ledger::hash::Hash;
use ledger::policy::Policy;
use ledger::tiles::{Bundle, Tile};
use ledger::tree;
use ledger::verification::Audit;
use serde_json::Value;
use std::collections::BTreeSet;
use testkit::{Answer, Body, City, Letter, Person};

in_a_city! {
    files_at_the_edges_of_tiles,
    a_path_that_is_none_is_not_found,
    a_file_that_the_reader_has_is_not_sent_again,
    whoever_audits_from_outside_finds_it_whole,
    nothing_that_is_not_public_is_opened,
}

async fn reads(city: &City, path: &str) -> Answer {
    city.visitor.opens(&format!("/ledger/{path}")).await
}

async fn files_at_the_edges_of_tiles(city: &City) {
    reads(city, "checkpoint").await.is(404);
    let mut size = 0;
    for to in [1_i64, 255, 256, 257, 513] {
        grows_by(city, size, to - size).await;
        size = to;
        let size = u64::try_from(to).unwrap();
        let note = reads(city, "checkpoint").await;
        assert_eq!(
            note.is(200).header("content-type"),
            "text/plain; charset=utf-8"
        );
        assert_eq!(
            note.header("cache-control"),
            "max-age=2, must-revalidate",
            "it changes with every entry"
        );
        let note = SignedCheckpoint::parse(&note.bytes).unwrap();
        assert_eq!(note.checkpoint().size, size);
        for tile in Tile::all(size) {
            let served = reads(city, &tile.to_string()).await;
            let kept = city.app.ledger_tile(1, tile).await.unwrap().unwrap();
            assert_eq!(served.is(200).bytes, kept, "{tile}");
            is_a_file(&served, tile.is_partial());
        }
        for bundle in Bundle::all(size) {
            let served = reads(city, &bundle.to_string()).await;
            let kept = city.app.ledger_bundle(1, bundle).await.unwrap().unwrap();
            assert_eq!(served.is(200).bytes, kept, "{bundle}");
            is_a_file(&served, bundle.width() < 256);
        }
    }
    // A width that was served before the tile was full.
    reads(city, "tile/0/000.p/17").await.is(200);
    reads(city, "tile/entries/001.p/1").await.is(200);
}

fn is_a_file(served: &Answer, is_partial: bool) {
    assert_eq!(served.header("content-type"), "application/octet-stream");
    assert_eq!(served.header("access-control-allow-origin"), "*");
    let cache = if is_partial {
        "max-age=600"
    } else {
        "public, max-age=31536000, immutable"
    };
    assert_eq!(served.header("cache-control"), cache, "{}", served.asked);
}

async fn a_path_that_is_none_is_not_found(city: &City) {
    grows_by(city, 0, 300).await;
    for path in [
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/001",
        "tile/0/001.p/45",
        "tile/0/002.p/1",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000/000",
        "tile/00/000",
        "tile/64/000",
        "tile/2/000.p/1",
        "tile/63/000.p/1",
        "tile/-1/000",
        "tile/0/000/",
        "tile/0",
        "tile/entries/001",
        "tile/entries/001.p/45",
        "tile/entries/x999/x999/x999/x999/x999/x999/999",
        "tile/data/000",
        "tile/checkpoint",
        "checkpoint/",
        "checkpoint.txt",
        "tiles/0/000",
    ] {
        reads(city, path).await.is(404);
    }
    for path in ["checkpoint", "tile/0/000"] {
        let path = format!("/ledger/{path}");
        city.visitor
            .asks(Method::POST, &path, Body::None)
            .await
            .is(405);
    }
}

async fn a_file_that_the_reader_has_is_not_sent_again(city: &City) {
    grows_by(city, 0, 257).await;
    for path in ["checkpoint", "policy", "tile/0/000", "tile/entries/001.p/1"] {
        for person in [&city.visitor, &city.wang] {
            let path = format!("/ledger/{path}");
            let first = person.opens(&path).await;
            let tag = first.is(200).header("etag").to_owned();
            let head = person.asks(Method::HEAD, &path, Body::None).await;
            assert!(head.is(200).bytes.is_empty());
            assert_eq!(head.header("etag"), tag);
            assert_eq!(head.header("content-length"), first.bytes.len().to_string());
            let again = again(person, &path, &tag).await;
            assert!(again.is(304).bytes.is_empty());
            assert_eq!(again.header("etag"), tag);
        }
    }
    let tag = reads(city, "checkpoint").await.header("etag").to_owned();
    grows_by(city, 257, 1).await;
    again(&city.visitor, "/ledger/checkpoint", &tag)
        .await
        .is(200);
}

async fn again(person: &Person, path: &str, tag: &str) -> Answer {
    let request = person.browser(Method::GET, path).await;
    let request = request.header("if-none-match", tag);
    person.request(request, Body::None).await
}

/// What the API shows of a message's entries.
async fn shown(person: &Person, number: &str) -> Value {
    let path = format!("/messages/{number}/ledger");
    person
        .calls(Method::GET, &path, Body::None)
        .await
        .is(200)
        .json()
}

async fn whoever_audits_from_outside_finds_it_whole(city: &City) {
    let numbers = [
        city.has(StageKind::Closed).await,
        city.has(StageKind::InReview).await,
        city.has(StageKind::Declined).await,
        city.has_seen_by(Visibility::ProgressOnly, StageKind::Replied)
            .await,
    ];
    city.ledger_follows().await;
    let policy = Policy::parse(&reads(city, "policy").await.is(200).bytes).unwrap();
    let note = SignedCheckpoint::parse(&reads(city, "checkpoint").await.bytes).unwrap();
    policy.accept(&note).unwrap();
    let mut audit = Audit::new(note.checkpoint().clone(), None);
    let mut entries = Vec::new();
    while let Some(bundle) = audit.next_bundle() {
        let batch = audit.read(&reads(city, &bundle.to_string()).await.is(200).bytes);
        for tile in batch.tiles {
            let served = reads(city, &tile.tile().to_string()).await;
            audit.compare(&tile, &served.bytes);
        }
        entries.extend(batch.entries);
    }
    for tile in audit.partial_tiles().collect::<Vec<_>>() {
        let served = reads(city, &tile.tile().to_string()).await;
        audit.compare(&tile, &served.bytes);
    }
    let mut opened = 0;
    for number in &numbers {
        let shown = shown(&city.visitor, number).await;
        proves(&shown, &policy);
        for opening in shown["openings"].as_array().unwrap() {
            let index = opening["index"].as_u64().unwrap();
            let (_, entry) = entries.iter().find(|(at, _)| *at == index).unwrap();
            let field: Name = opening["field"].as_str().unwrap().parse().unwrap();
            let salt: Hash = opening["salt"].as_str().unwrap().parse().unwrap();
            let text = opening["text"].as_str().unwrap().as_bytes();
            audit.content(index, entry, &field, &Salt::from(salt), text);
            opened += 1;
        }
    }
    let report = audit.finish();
    assert_eq!(report.findings, []);
    assert!(opened > 4, "texts are opened");
}

/// Each entry is the leaf that it says, and its path leads to the signed root.
fn proves(shown: &Value, policy: &Policy) {
    let note = SignedCheckpoint::parse(shown["checkpoint"].as_str().unwrap().as_bytes()).unwrap();
    policy.accept(&note).unwrap();
    let root = note.checkpoint();
    let entries = shown["entries"].as_array().unwrap();
    let proofs = shown["proofs"].as_array().unwrap();
    assert!(!entries.is_empty());
    assert_eq!(entries.len(), proofs.len());
    for (entry, proof) in entries.iter().zip(proofs) {
        assert_eq!(entry["index"], proof["index"]);
        let leaf = tree::leaf_hash(entry["entry"].as_str().unwrap().as_bytes());
        assert_eq!(leaf.to_string(), entry["leaf"].as_str().unwrap());
        let path = proof["path"].as_array().unwrap();
        let path: Vec<Hash> = path
            .iter()
            .map(|hash| hash.as_str().unwrap().parse().unwrap())
            .collect();
        let index = entry["index"].as_u64().unwrap();
        assert!(tree::includes(&leaf, index, root.size, &root.root, &path));
    }
}

async fn nothing_that_is_not_public_is_opened(city: &City) {
    let fields = |shown: &Value| -> BTreeSet<String> {
        let openings = shown["openings"].as_array().unwrap().iter();
        openings
            .map(|opening| opening["field"].as_str().unwrap().to_owned())
            .collect()
    };
    let letter = Letter {
        remark: "门卡在物业前台。".into(),
        ..Letter::titled("路灯不亮")
    };
    let lamp = city.has_letter(&letter, StageKind::InReview).await;
    city.ledger_follows().await;
    let public = shown(&city.visitor, &lamp).await;
    let open = fields(&public);
    assert!(open.contains("body"));
    for hidden in ["remark", "reply", "note", "instruction"] {
        assert!(!open.contains(hidden), "{hidden} is opened");
    }
    assert!(!public.to_string().contains("门卡"));
    assert!(fields(&shown(&city.wang, &lamp).await).contains("remark"));

    // Not published, and not to be: nobody but who may read the text gets what opens it.
    for (visibility, stage) in [
        (Visibility::Public, StageKind::Submitted),
        (Visibility::Public, StageKind::Declined),
        (Visibility::ProgressOnly, StageKind::Handling),
    ] {
        let number = city.has_seen_by(visibility, stage).await;
        city.ledger_follows().await;
        let shown = shown(&city.visitor, &number).await;
        assert!(!shown["entries"].as_array().unwrap().is_empty());
        assert!(!fields(&shown).contains("body"), "{visibility:?} {stage}");
    }
    let sealed = city
        .has_seen_by(Visibility::Private, StageKind::Replied)
        .await;
    city.ledger_follows().await;
    for person in [&city.visitor, &city.li, &city.wang] {
        let shown = shown(person, &sealed).await;
        assert_eq!(shown["entries"].as_array().unwrap().len(), 0);
        assert_eq!(fields(&shown).len(), 0);
    }
    for path in ["/messages/2026-999999/ledger", "/messages/abc/ledger"] {
        let answer = city.visitor.calls(Method::GET, path, Body::None).await;
        answer.is(404);
    }
}
