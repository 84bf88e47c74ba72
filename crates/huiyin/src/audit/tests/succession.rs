//! Ledgers whose key was changed, and ledgers that succeed each other: what was announced passes, what was not is
//! evidence.

use super::*;

/// Audits a city, without its texts, by a reader who pinned its first key.
async fn audited(city: &City, then: impl FnOnce(&Kept)) -> Result<Report> {
    let kept = Kept::of(city);
    then(&kept);
    let args = AuditArgs {
        content: false,
        ..kept.args()
    };
    check(&args, &Fixed).await
}

async fn evidence_of(city: &City, then: impl FnOnce(&Kept)) -> String {
    let report = audited(city, then).await.unwrap();
    assert!(!report.evidence.is_empty(), "{}", printed(&report));
    report.evidence[0].to_string()
}

#[tokio::test]
async fn a_key_that_the_old_one_named_is_followed() {
    let mut city = City::honest();
    city.changes_key(&[0, 1]);
    // At the very size of the handover, where both have signed, and beyond.
    for more in 0..3 {
        let report = audited(&city, |_kept| {}).await.unwrap();
        let page = printed(&report);
        assert_eq!(report.evidence, [], "{more}: {page}");
        assert!(page.contains("签名密钥换过 1 次"), "{page}");
        city.receives();
    }
    city.changes_key(&[1, 2]);
    city.receives();
    let report = audited(&city, |_kept| {}).await.unwrap();
    assert_eq!(report.evidence, [], "{}", printed(&report));
    // With all texts too.
    let report = Kept::of(&city).audit().await.unwrap();
    assert_eq!(report.evidence, []);
}

#[tokio::test]
async fn a_key_that_the_old_one_did_not_name_is_evidence() {
    // The handover is missing, or one of both keys did not sign it.
    for signed_by in [vec![], vec![0], vec![1]] {
        let mut city = City::honest();
        city.changes_key(&signed_by);
        city.receives();
        let named = evidence_of(&city, |_kept| {}).await;
        assert!(named.starts_with("记录 #276"), "{signed_by:?}: {named}");
    }
    // The key that hands over was not the one that signed.
    let mut city = City::honest();
    city.changes_key(&[0, 1]);
    city.changes_key_silently();
    city.changes_key(&[2, 3]);
    let named = evidence_of(&city, |_kept| {}).await;
    assert!(named.contains("不是此前签名的那一把"), "{named}");
    // A key of nobody's signs, and no entry says so.
    let mut city = City::honest();
    city.changes_key_silently();
    let named = evidence_of(&city, |_kept| {}).await;
    assert!(named.contains("没有宣布更换密钥"), "{named}");
    // After an announced change too.
    let mut city = City::honest();
    city.changes_key(&[0, 1]);
    city.receives();
    city.changes_key_silently();
    let named = evidence_of(&city, |_kept| {}).await;
    assert!(named.contains("不是由存证宣布的密钥签名"), "{named}");
}

#[tokio::test]
async fn what_was_seen_under_the_old_key_is_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let seen = folder.path().join("seen");
    let audit = async |city: &City, policy: Option<String>| {
        let kept = Kept::of(city);
        if let Some(policy) = policy {
            fs::write(kept.folder.path().join("policy"), policy).unwrap();
        }
        let args = AuditArgs {
            seen: Some(seen.clone()),
            content: false,
            ..kept.args()
        };
        check(&args, &Fixed).await.unwrap()
    };
    let mut city = City::honest();
    assert_eq!(audit(&city, None).await.evidence, []);
    city.changes_key(&[0, 1]);
    city.receives();
    // The second time the checkpoint that was kept is under the new key, which the policy does not name.
    for _again in 0..2 {
        let report = audit(&city, None).await;
        assert_eq!(report.evidence, [], "{}", printed(&report));
    }
    // A reader who pinned a new key without a word of the log about it is told.
    let mut silent = City::honest();
    silent.changes_key_silently();
    fs::remove_file(&seen).unwrap();
    assert_eq!(audit(&City::honest(), None).await.evidence, []);
    let both = City::policy_with_key(1);
    let report = audit(&silent, Some(both)).await;
    assert!(report.evidence[0].text.contains("另一把密钥签名"));
}

#[tokio::test]
async fn a_log_that_succeeds_is_read_with_the_one_before() {
    let mut city = City::honest();
    city.ends();
    let with_next = |kept: &Kept| city.write_successor(&kept.path(""), None);
    let report = audited(&city, with_next).await.unwrap();
    let page = printed(&report);
    assert_eq!(report.evidence, [], "{page}");
    for line in [
        "存证 city.example/ledger，共 277 条记录",
        "存证 city.example/ledger/2，共 2 条记录",
        "✓ 第一条记下了上一份存证结账时的条数、根和密钥",
    ] {
        assert!(page.contains(line), "{line} is not in\n{page}");
    }
    assert!(!page.contains("没有宣布这一份"));
    // It commits to less than there was.
    let short = |kept: &Kept| city.write_successor(&kept.path(""), Some(270));
    let named = evidence_of(&city, short).await;
    assert!(named.contains("与它们不符"), "{named}");
    // The log went on after its end.
    city.receives();
    let named = evidence_of(&city, |kept| city.write_successor(&kept.path(""), None)).await;
    assert!(named.contains("结账之后又有记录"), "{named}");
}

#[tokio::test]
async fn a_log_that_nobody_announced_is_trusted_by_whoever_pinned_it() {
    let city = City::honest();
    let with_next = |kept: &Kept| city.write_successor(&kept.path(""), None);
    let named = evidence_of(&city, with_next).await;
    assert!(named.contains("上一份没有宣布"), "{named}");
    let report = audited(&city, |kept| {
        with_next(kept);
        fs::write(kept.folder.path().join("policy"), City::policy_of_both()).unwrap();
    });
    let report = report.await.unwrap();
    let page = printed(&report);
    assert_eq!(report.evidence, [], "{page}");
    assert!(page.contains("上一份存证没有宣布这一份"), "{page}");
}
