//! The index against what it must say: a full sort, a plain search of substrings.

use crate::{Asked, Document, Index, Narrow, Order, Place, Query, Total};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use tempfile::TempDir;

/// An index, and beside it what should be in it.
struct Both {
    _folder: TempDir,
    index: Index,
    documents: BTreeMap<i64, Document>,
    position: i64,
    chance: u64,
}

const PIECES: [&str; 12] = [
    "路灯",
    "公积金",
    "小区",
    "环保局",
    "停车",
    "噪音",
    "学校",
    "A1区",
    "2号线",
    "的",
    "物业",
    "市民",
];

impl Both {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(folder.path(), TimeZone::UTC).unwrap();
        Self {
            _folder: folder,
            index,
            documents: BTreeMap::new(),
            position: 0,
            chance: 7,
        }
    }

    /// The next of a fixed row of numbers below `most`.
    fn draw(&mut self, most: u64) -> u64 {
        self.chance = self
            .chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.chance >> 33) % most
    }

    fn text(&mut self, pieces: u64) -> String {
        let count = 1 + self.draw(pieces);
        let mut text = String::new();
        for _ in 0..count {
            let piece = usize::try_from(self.draw(12)).unwrap();
            text.push_str(PIECES[piece]);
            if self.draw(4) == 0 {
                text.push('，');
            }
        }
        text
    }

    fn document(&mut self, id: i64) -> Document {
        Document {
            id,
            // Few moments, so that many documents share one.
            listed_at: i64::try_from(self.draw(50)).unwrap() * 86_400_000,
            title: self.text(3),
            texts: vec![self.text(12), self.text(6)],
            office: i64::try_from(self.draw(3)).unwrap(),
            domain: ["urban", "health"][usize::try_from(self.draw(2)).unwrap()].into(),
            subdomain: [None, Some("道路"), Some("物业")][usize::try_from(self.draw(3)).unwrap()]
                .map(str::to_owned),
            kind: "help",
            stage: ["open", "closed"][usize::try_from(self.draw(2)).unwrap()],
            regions: vec!["99".into(), "9901".into()],
            flags: vec![],
        }
    }

    /// Puts in, changes and takes out, and commits.
    fn live(&mut self, changes: u64, ids: u64) {
        let mut out = Vec::new();
        let mut put = BTreeMap::new();
        for _ in 0..changes {
            let id = i64::try_from(self.draw(ids)).unwrap();
            out.push(id);
            if self.draw(5) == 0 {
                put.remove(&id);
                self.documents.remove(&id);
            } else {
                let document = self.document(id);
                put.insert(id, document.clone());
                self.documents.insert(id, document);
            }
        }
        self.position += 1;
        let place = Place {
            position: self.position,
            ..Place::default()
        };
        let put = put.into_values().collect();
        self.index.commit(&out, put, place).unwrap();
    }

    /// What a full sort of everything gives.
    fn sorted(&self, fits: impl Fn(&Document) -> bool) -> Vec<i64> {
        let mut fitting: Vec<_> = self.documents.values().filter(|doc| fits(doc)).collect();
        fitting.sort_by_key(|doc| std::cmp::Reverse((doc.listed_at, doc.id)));
        fitting.iter().map(|doc| doc.id).collect()
    }
}

fn texts(document: &Document) -> impl Iterator<Item = &String> {
    std::iter::once(&document.title).chain(&document.texts)
}

/// All ids of a query, page by page.
fn all(index: &Index, query: Option<&Query>, narrow: &Narrow, order: Order) -> Vec<i64> {
    let mut ids = Vec::new();
    loop {
        let asked = Asked {
            query,
            narrow,
            order,
            offset: ids.len(),
            limit: 7,
            facets: false,
        };
        let found = index.find(&asked).unwrap();
        ids.extend(found.ids);
        if !found.more {
            return ids;
        }
    }
}

#[test]
fn the_newest_are_those_of_a_full_sort_across_commits_and_merges() {
    let mut both = Both::new();
    for round in 0..60 {
        both.live(20, 400);
        if round % 10 != 9 {
            continue;
        }
        for word in ["路灯", "公积金", "A1区", "市民"] {
            let query = Query::parse(&format!("“{word}”")).unwrap();
            let folded = hanzi::fold(word);
            let expected =
                both.sorted(|doc| texts(doc).any(|text| hanzi::fold(text).contains(&folded)));
            let newest = all(&both.index, Some(&query), &Narrow::default(), Order::Newest);
            assert_eq!(newest, expected, "{word} after {round}");
            let mut best = all(&both.index, Some(&query), &Narrow::default(), Order::Best);
            best.sort_unstable();
            let mut expected = expected;
            expected.sort_unstable();
            assert_eq!(best, expected, "{word} after {round}");
        }
        let everything = all(&both.index, None, &Narrow::default(), Order::Newest);
        assert_eq!(everything, both.sorted(|_| true));
    }
    assert_eq!(
        both.index.count(),
        u64::try_from(both.documents.len()).unwrap()
    );
    assert_eq!(both.index.place().unwrap().position, 60);
}

#[test]
fn a_writer_that_failed_is_made_anew_and_nothing_is_lost() {
    let outer = tempfile::tempdir().unwrap();
    let (folder, away) = (outer.path().join("index"), outer.path().join("away"));
    let index = Index::open(&folder, TimeZone::UTC).unwrap();
    let commit = |id: i64| {
        let document = Document {
            id,
            title: "路灯".into(),
            ..Document::default()
        };
        let place = Place {
            position: id,
            ..Place::default()
        };
        index.commit(&[id], vec![document], place)
    };
    commit(1).unwrap();
    // This stands for a disk that takes nothing: no file can be made.
    std::fs::rename(&folder, &away).unwrap();
    for _again in 0..2 {
        commit(2).unwrap_err();
        assert_eq!(index.place().unwrap().position, 1);
    }
    std::fs::rename(&away, &folder).unwrap();
    commit(2).unwrap();
    commit(3).unwrap();
    assert_eq!(index.place().unwrap().position, 3);
    let query = Query::parse("路灯").unwrap();
    let mut found = all(&index, Some(&query), &Narrow::default(), Order::Newest);
    found.sort_unstable();
    assert_eq!(found, [1, 2, 3]);
}

#[test]
fn filters_and_times_narrow() {
    let mut both = Both::new();
    for _ in 0..12 {
        both.live(30, 300);
    }
    let day = 86_400_000;
    let query = Query::parse("路灯 小区").unwrap();
    let has = |doc: &Document, word: &str| texts(doc).any(|text| text.contains(word));
    let narrow = Narrow {
        office: Some(1),
        stages: vec!["open"],
        since: Some(10 * day),
        until: Some(40 * day),
        region: Some("9901".into()),
        ..Narrow::default()
    };
    let expected = both.sorted(|doc| {
        has(doc, "路灯")
            && has(doc, "小区")
            && doc.office == 1
            && doc.stage == "open"
            && (10 * day..40 * day).contains(&doc.listed_at)
    });
    assert!(!expected.is_empty());
    let newest = all(&both.index, Some(&query), &narrow, Order::Newest);
    assert_eq!(newest, expected);
    let mut best = all(&both.index, Some(&query), &narrow, Order::Best);
    best.sort_by_key(|id| expected.iter().position(|known| known == id));
    assert_eq!(best, expected);
    let part = Narrow {
        domain: Some("urban".into()),
        subdomain: Some("道路".into()),
        ..Narrow::default()
    };
    let expected = both.sorted(|doc| {
        has(doc, "路灯")
            && has(doc, "小区")
            && doc.domain == "urban"
            && doc.subdomain.as_deref() == Some("道路")
    });
    assert!(!expected.is_empty());
    assert_eq!(
        all(&both.index, Some(&query), &part, Order::Newest),
        expected
    );
    let elsewhere = Narrow {
        region: Some("98".into()),
        ..Narrow::default()
    };
    assert!(all(&both.index, Some(&query), &elsewhere, Order::Newest).is_empty());
    let without = Query::parse("路灯 -小区").unwrap();
    let expected = both.sorted(|doc| has(doc, "路灯") && !has(doc, "小区"));
    let newest = all(
        &both.index,
        Some(&without),
        &Narrow::default(),
        Order::Newest,
    );
    assert_eq!(newest, expected);
}

#[test]
fn totals_and_facets_count_what_is_there() {
    let mut both = Both::new();
    for _ in 0..5 {
        both.live(60, 200);
    }
    let query = Query::parse("路灯").unwrap();
    let narrow = Narrow::default();
    let asked = Asked {
        query: Some(&query),
        narrow: &narrow,
        order: Order::Newest,
        offset: 0,
        limit: 3,
        facets: true,
    };
    let found = both.index.find(&asked).unwrap();
    let expected = both.sorted(|doc| texts(doc).any(|text| text.contains("路灯")));
    let count = u64::try_from(expected.len()).unwrap();
    assert_eq!(found.total, Total::Exactly(count));
    let without = Asked {
        facets: false,
        ..asked
    };
    assert_eq!(
        both.index.find(&without).unwrap().total,
        Total::Exactly(count)
    );
    let facets = found.facets.unwrap();
    for (office, count) in facets.offices {
        let of_office = expected
            .iter()
            .filter(|id| both.documents[id].office == office);
        assert_eq!(u64::try_from(of_office.count()).unwrap(), count);
    }
    assert_eq!(facets.years, [(1970, count)]);
    assert_eq!(facets.subdomains, [], "names are those of one domain");
    let narrow = Narrow {
        domain: Some("urban".into()),
        ..Narrow::default()
    };
    let found = both
        .index
        .find(&Asked {
            narrow: &narrow,
            ..asked
        })
        .unwrap();
    for (part, count) in found.facets.unwrap().subdomains {
        let expected = both.sorted(|doc| {
            doc.domain == "urban"
                && doc.subdomain.as_ref() == Some(&part)
                && texts(doc).any(|text| text.contains("路灯"))
        });
        assert_eq!(u64::try_from(expected.len()).unwrap(), count, "{part}");
    }
    let stages: u64 = facets.stages.iter().map(|(_, count)| count).sum();
    assert_eq!(stages, count);
}

#[test]
fn a_phrase_stands_together_and_in_one_text() {
    let mut both = Both::new();
    let texts = [
        (1, "小区路灯不亮"),
        (2, "路灯在小区门口"),
        (3, "小区，路灯"),
        (4, "A1区路灯"),
    ];
    for (id, text) in texts {
        let document = Document {
            id,
            listed_at: id,
            title: "标题".into(),
            texts: vec![text.into()],
            ..both.document(id)
        };
        both.documents.insert(id, document);
    }
    // One text ends as the other begins.
    let torn = Document {
        id: 5,
        listed_at: 5,
        title: "小区".into(),
        texts: vec!["路灯".into()],
        ..both.document(5)
    };
    let mut put: Vec<_> = both.documents.values().cloned().collect();
    put.push(torn);
    both.index.commit(&[], put, Place::default()).unwrap();
    let ids = |query: &str| {
        let query = Query::parse(query).unwrap();
        all(&both.index, Some(&query), &Narrow::default(), Order::Newest)
    };
    assert_eq!(ids("小区路灯"), [5, 3, 2, 1]);
    assert_eq!(ids("“小区路灯”"), [1]);
    assert_eq!(ids("“小区路灯不亮”"), [1]);
    assert_eq!(ids("“Ａ１區路燈”"), [4]);
    assert_eq!(
        ids("a"),
        [0_i64; 0],
        "a run of letters and digits is one word"
    );
    assert_eq!(ids("亮"), [1]);
}

#[test]
fn suggestions_begin_like_what_was_typed_and_forget_what_was_taken_out() {
    let both = Both::new();
    let titled = |id, title: &str| Document {
        id,
        listed_at: id,
        title: title.into(),
        ..Document::default()
    };
    let put = vec![
        titled(1, "路灯损坏"),
        titled(2, "路灯坏了"),
        titled(3, "道路积水"),
        titled(4, "路面破损"),
        titled(5, "信號很差"),
        titled(6, "信号很弱"),
        titled(7, "信号很差"),
    ];
    both.index.commit(&[], put, Place::default()).unwrap();
    assert_eq!(both.index.suggest("路", 8).unwrap(), ["路灯"]);
    assert_eq!(both.index.suggest("路燈", 8).unwrap(), ["路灯"]);
    // Folding is for comparing: what is shown is what most people write.
    let shown = both.index.suggest("信號", 8).unwrap();
    assert_eq!(shown.first().map(String::as_str), Some("信号"));
    assert!(shown.iter().all(|word| word.starts_with("信号")));
    assert!(
        both.index.suggest("积", 8).unwrap().is_empty(),
        "one title says nothing"
    );
    both.index
        .commit(&[2], Vec::new(), Place::default())
        .unwrap();
    assert!(both.index.suggest("路", 8).unwrap().is_empty());
}

#[test]
fn similar_texts_share_what_is_special() {
    let mut both = Both::new();
    let special = "菜场后门的路灯整夜不亮，老人晚上出门很不安全，希望更换灯泡";
    let put: Vec<_> = (0..60)
        .map(|id| Document {
            id,
            listed_at: id,
            title: format!("留言{id}"),
            texts: vec![match id {
                7 => special.into(),
                8 => "菜场后门路灯不亮，希望尽快更换灯泡，老人晚上出门不方便".into(),
                _ => both.text(10),
            }],
            ..Document::default()
        })
        .collect();
    both.index.commit(&[], put, Place::default()).unwrap();
    assert_eq!(
        both.index.similar("路灯不亮", special, Some(7), 5).unwrap(),
        [8]
    );
    assert!(
        both.index
            .similar("感谢信", "感谢医生耐心细致", None, 5)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn of_thousands_alike_the_newest_are_similar() {
    let both = Both::new();
    let special = "菜场后门的路灯整夜不亮，老人晚上出门很不安全，希望更换灯泡";
    // Every sixth message is the same: of each word more than are looked at.
    let put = |id: i64| Document {
        id,
        listed_at: id,
        title: format!("留言{id}"),
        texts: vec![if id % 6 == 0 {
            special.into()
        } else {
            format!("第{id}号楼的水压不够，每天傍晚五点到八点没有热水")
        }],
        ..Document::default()
    };
    for half in [0..9_000, 9_000..18_000] {
        both.index
            .commit(&[], half.map(put).collect(), Place::default())
            .unwrap();
    }
    assert_eq!(
        both.index
            .similar("路灯不亮", special, Some(17_994), 3)
            .unwrap(),
        [17_988, 17_982, 17_976]
    );
}

#[test]
fn one_process_writes_and_a_foreign_folder_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), TimeZone::UTC).unwrap();
    let second = Index::open(folder.path(), TimeZone::UTC);
    assert!(matches!(second, Err(crate::Error::Locked(_))));
    drop(index);
    Index::open(folder.path(), TimeZone::UTC).unwrap();

    let foreign = tempfile::tempdir().unwrap();
    std::fs::write(foreign.path().join("letters.txt"), "x").unwrap();
    let refused = Index::open(foreign.path(), TimeZone::UTC);
    assert!(matches!(refused, Err(crate::Error::Folder(..))));
    assert!(foreign.path().join("letters.txt").exists());
}

#[test]
fn an_index_of_another_version_begins_anew() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), TimeZone::UTC).unwrap();
    let document = Document {
        id: 1,
        ..Document::default()
    };
    let place = Place {
        position: 3,
        ..Place::default()
    };
    index.commit(&[], vec![document], place).unwrap();
    drop(index);
    let again = Index::open(folder.path(), TimeZone::UTC).unwrap();
    assert_eq!((again.count(), again.place()), (1, Some(place)));
    drop(again);
    let meta = folder.path().join("meta.json");
    let text = std::fs::read_to_string(&meta).unwrap();
    let older = text.replace("\\\"version\\\":", "\\\"version\\\":9");
    assert_ne!(older, text);
    std::fs::write(&meta, older).unwrap();
    let anew = Index::open(folder.path(), TimeZone::UTC).unwrap();
    assert_eq!((anew.count(), anew.place()), (0, None));
}

#[test]
fn what_is_purged_is_in_no_segment_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), TimeZone::UTC).unwrap();
    let document = |id: i64, title: &str| Document {
        id,
        listed_at: id,
        title: title.into(),
        ..Document::default()
    };
    // Segments of several messages each, one of which is in them twice.
    for half in [1..60, 60..120] {
        let put = half.map(|id| document(id, &format!("路灯 lamp{id}word")));
        index.commit(&[], put.collect(), Place::default()).unwrap();
    }
    let again = document(7, "路灯 lamp7other");
    index.commit(&[7], vec![again], Place::default()).unwrap();
    let known = |index: &Index, id: i64| -> u64 {
        let term = tantivy::Term::from_field_i64(index.fields.id, id);
        let searcher = index.searcher();
        let segments = searcher.segment_readers().iter();
        let known = segments.map(|segment| {
            let inverted = segment.inverted_index(index.fields.id).unwrap();
            u64::from(inverted.doc_freq(&term).unwrap())
        });
        known.sum()
    };
    assert!(known(&index, 7) >= 1);
    index.commit(&[7], Vec::new(), Place::default()).unwrap();
    assert!(known(&index, 7) >= 1, "taking out leaves it in its files");
    index.purge(&[7]).unwrap();
    assert_eq!(known(&index, 7), 0);
    assert_eq!((index.count(), known(&index, 8)), (118, 1));
    index.purge(&[7, 500]).unwrap();
}
