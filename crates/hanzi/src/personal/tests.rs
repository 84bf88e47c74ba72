//! Cases of our own making, and whatever chance makes. No number here is anybody's: 990, 199 0000, 5555 and the like.

#![expect(
    clippy::string_slice,
    reason = "numbers of our own making have one byte a figure"
)]

use super::{Kind, find, mask, names};
use proptest::prelude::*;

/// The text with its finds taken out.
fn hidden(text: &str) -> String {
    mask(text, &find(text))
}

fn kinds(text: &str) -> Vec<Kind> {
    find(text).iter().map(|found| found.kind).collect()
}

/// A number of 18 figures with its check figure.
fn id_number(begin: &str) -> String {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let figures = begin.chars().map(|c| c.to_digit(10).unwrap());
    let sum: u32 = figures.zip(weights).map(|(a, b)| a * b).sum();
    let check = match (12 - sum % 11) % 11 {
        10 => 'X',
        check => char::from_digit(check, 10).unwrap(),
    };
    format!("{begin}{check}")
}

/// A card of 16 or 19 figures with its check figure.
fn card(begin: &str) -> String {
    let sum: u32 = begin
        .chars()
        .rev()
        .enumerate()
        .map(|(at, c)| {
            let figure = c.to_digit(10).unwrap();
            let twice = if at % 2 == 0 { figure * 2 } else { figure };
            if twice > 9 { twice - 9 } else { twice }
        })
        .sum();
    format!("{begin}{}", (10 - sum % 10) % 10)
}

#[test]
fn phones_are_found_however_they_are_written() {
    for text in [
        "19900000001",
        "199 0000 0001",
        "199-0000-0001",
        "１９９００００００００１".strip_suffix('１').unwrap(),
        "+86 19900000001",
        "0086-199-0000-0001",
        "8619900000001",
        "一九九零零零零零零零一",
        "幺九九〇〇〇〇〇〇〇一",
        "①⑨⑨00000001",
        "1 9 9 0 0 0 0 0 0 0 1",
        "199\u{200b}0000\u{200b}0001",
        "199零零零零0001",
    ] {
        let said = format!("请打{text}，谢谢");
        assert_eq!(hidden(&said), "请打〔手机号〕，谢谢", "{text}");
    }
    assert_eq!(
        hidden("我19900000001或19900000002都可以"),
        "我〔手机号〕或〔手机号〕都可以"
    );
    assert_eq!(hidden("19900000001 19900000002"), "〔手机号〕 〔手机号〕");
}

#[test]
fn landlines_have_an_area_code_or_a_word() {
    for text in [
        "0990-55550001",
        "（0990）5555 0001",
        "099055550001",
        "010-5555 0001",
        "02155550001",
    ] {
        assert_eq!(
            hidden(&format!("家里{text}。")),
            "家里〔电话号码〕。",
            "{text}"
        );
    }
    assert_eq!(hidden("我家电话：55550001"), "我家电话：〔电话号码〕");
    assert_eq!(hidden("面积55550001平方"), "面积55550001平方");
}

#[test]
fn what_belongs_to_the_public_stays() {
    for text in [
        "请拨12345、12315、110、119、120或12356",
        "客服95588，热线4008005555，400-800-5555",
        "服务热线电话55550001",
        "统一社会信用代码11990100MB0000001X",
        "统一社会信用代码91990100000000000X",
        "信箱 office@yunchuan.gov.cn",
        "2026年11月23日15时30分，共计12345678901.5元以内的1.5万",
        "工单编号20261123199000",
        "运单号19900000001",
        "文件号：国办发〔2026〕15号",
        "城东路18号门口的路灯",
        "建设银行大厦3号楼下面，2栋楼之间",
        "3栋2000元，2单元都停水",
        "地铁5号线住在附近的人很多",
        "G15高速K1234+500处",
        "2026-11-23 2026-11-24 2026-11-25",
        "户数1 2 3 4 5 6 7 8 9 10 11",
        "微信公众号没有更新，加微笑服务",
        "电话打不通",
    ] {
        assert_eq!(hidden(text), text);
    }
}

#[test]
fn identity_numbers_need_place_day_and_check_figure_together() {
    let own = id_number("33010119990230000").len();
    assert_eq!(own, 18);
    let valid = id_number("33010119990228001");
    assert_eq!(hidden(&format!("证件{valid}。")), "证件〔证件号〕。");
    let parted = format!("{} {} {}", &valid[..6], &valid[6..14], &valid[14..]);
    assert_eq!(kinds(&parted), [Kind::IdNumber]);
    let with_x = (0..2000)
        .map(|n| id_number(&format!("3301011999022{n:04}")))
        .find(|id| id.ends_with('X') && kinds(id) == [Kind::IdNumber]);
    let with_x = with_x.expect("one in eleven ends with X");
    assert_eq!(kinds(&with_x.to_lowercase()), [Kind::IdNumber]);
    // A wrong check figure, no such day, no such place.
    let (most, last) = valid.split_at(17);
    let wrong = format!("{most}{}", (last.parse::<u32>().unwrap_or(0) + 1) % 10);
    assert_eq!(kinds(&wrong), []);
    assert_eq!(kinds(&id_number("33010119990230001")), []);
    assert_eq!(kinds(&id_number("99010119990228001")), []);
    // After its word a slip of the pen hides nothing.
    assert_eq!(kinds(&format!("身份证号是{wrong}")), [Kind::IdNumber]);
    assert_eq!(kinds("330101990228001"), [Kind::IdNumber]);
    assert_eq!(kinds("330101991328001"), []);
}

#[test]
fn cards_have_a_beginning_and_a_check_figure() {
    let own = card("621700000000000000");
    assert_eq!(hidden(&format!("打到{own}吧")), "打到〔银行卡号〕吧");
    let fours = format!(
        "{} {} {} {} {}",
        &own[..4],
        &own[4..8],
        &own[8..12],
        &own[12..16],
        &own[16..]
    );
    assert_eq!(kinds(&fours), [Kind::BankCard]);
    let (most, last) = own.split_at(18);
    let wrong = format!("{most}{}", (last.parse::<u32>().unwrap() + 1) % 10);
    assert_eq!(kinds(&wrong), []);
    assert_eq!(kinds(&format!("卡号：{wrong}")), [Kind::BankCard]);
    assert_eq!(kinds(&card("811700000000000000")), []);
}

#[test]
fn plates_passports_mail_and_names_on_the_net() {
    for (text, masked) in [
        ("云A·12345违停", "〔车牌号〕违停"),
        ("车牌云A12345。", "车牌〔车牌号〕。"),
        ("粤BD12345是电动车", "〔车牌号〕是电动车"),
        ("豫A1234挂", "〔车牌号〕"),
        ("护照E12345678", "护照〔证件号〕"),
        ("持EA1234567入境", "持〔证件号〕入境"),
        ("回乡证H1234567800", "回乡证〔证件号〕"),
        (
            "写信到 wang.li+1@example.com，谢谢",
            "写信到 〔邮箱〕，谢谢",
        ),
        ("qq：55550001", "qq：〔QQ号〕"),
        ("加扣扣号 五五五五零零零一", "加扣扣号 〔QQ号〕"),
        ("微信号：wang_li66", "微信号：〔微信号〕"),
        ("薇信同号19900000001", "薇信同号〔手机号〕"),
        ("加V：wangli0001联系", "加V：〔微信号〕联系"),
    ] {
        assert_eq!(hidden(text), masked);
    }
    for text in [
        "京沪高速A段12345米",
        "型号EA123",
        "京A",
        "a@b",
        "QQ群很多人",
        "WXYZ有限公司",
    ] {
        assert_eq!(hidden(text), text);
    }
}

#[test]
fn addresses_are_hidden_from_the_building_on() {
    for (text, masked) in [
        ("幸福小区3幢2单元501室漏水", "幸福小区〔门牌号〕漏水"),
        ("幸福小区12栋1203，楼上装修", "幸福小区〔门牌号〕，楼上装修"),
        (
            "幸福小区5号楼3单元402有人养鸡",
            "幸福小区〔门牌号〕有人养鸡",
        ),
        ("幸福小区十二幢二单元三〇一室", "幸福小区〔门牌号〕"),
        ("和平路18号501室", "和平路〔门牌号〕"),
        ("和平路120弄3号402室", "和平路〔门牌号〕"),
        ("阳光花园3-2-501", "阳光花园〔门牌号〕"),
        ("幸福村五组12号的猪圈", "幸福村〔门牌号〕的猪圈"),
        ("我家住和平路12号，", "我家住和平路〔门牌号〕，"),
        ("B座1203室", "〔门牌号〕"),
    ] {
        assert_eq!(hidden(text), masked);
    }
}

#[test]
fn names_of_private_people_are_proposed_and_those_of_office_holders_not() {
    let proposed = |text: &str| mask(text, &names(text));
    assert_eq!(proposed("电工张小明说没有备件"), "电工某某说没有备件");
    assert_eq!(
        proposed("我叫李雷，邻居王小芳打人"),
        "我叫某某，邻居某某打人"
    );
    assert_eq!(proposed("姓名：陈一"), "姓名：某某");
    for text in [
        "村民王主任说过",
        "居民张局长来过",
        "业主方面没有人",
        "老板黄了",
        "王书记到村里看望居民",
        "孩子高度近视",
    ] {
        assert_eq!(proposed(text), text);
    }
}

proptest! {
    /// Whatever the text: finds are in order, apart, on characters; masking leaves nothing to find of these kinds.
    #[test]
    fn finds_are_ranges_of_the_text(text in "[0-9０-９一二三零〇a-zA-Z@._ +()号室栋单元京A微信qq电话，。\n-]{0,60}|\\PC{0,60}") {
        let mut at = 0;
        for found in find(&text) {
            prop_assert!(found.span.start >= at && found.span.start < found.span.end);
            prop_assert!(text.get(found.span.clone()).is_some());
            at = found.span.end;
        }
        for found in names(&text) {
            prop_assert!(text.get(found.span.clone()).is_some());
        }
    }

    #[test]
    fn every_mobile_is_found_between_any_words(
        second in 3_u8..=9, rest in 0_u32..1_000_000_000, before in "[\u{4e00}-\u{4eff}，。]{0,12}", after in "[，。的了是]{0,6}",
        sep in prop::sample::select(vec!["", " ", "-", "－", "　"]),
    ) {
        let figures = format!("1{second}{rest:09}");
        let (first, last) = figures.split_at(3);
        let (middle, last) = last.split_at(4);
        let number = format!("{first}{sep}{middle}{sep}{last}");
        // A character that is a figure would make the number longer, a word for things would make it one.
        prop_assume!(!before.chars().any(|c| super::figure(c).is_some()) && !before.contains('单'));
        let text = format!("{before}{number}{after}");
        let found = find(&text);
        prop_assert!(found.iter().any(|found| text[found.span.clone()].contains(&number)), "{text} {found:?}");
    }

    #[test]
    fn every_identity_number_is_found(day in 1_u32..=28, month in 1_u32..=12, year in 1930_u32..2020, order in 0_u32..1000) {
        let id = id_number(&format!("510104{year}{month:02}{day:02}{order:03}"));
        let said = format!("证件号码{id}，请核实");
        prop_assert_eq!(kinds(&said), [Kind::IdNumber]);
    }

    /// Of numbers that merely have 18 figures hardly any is taken for one: place, day and check figure together.
    #[test]
    fn a_number_of_18_figures_is_seldom_an_identity_number(figures in prop::collection::vec("[1-9][0-9]{17}", 400)) {
        let taken = figures.iter().filter(|text| kinds(text) == [Kind::IdNumber]).count();
        prop_assert!(taken <= 2, "{taken} of 400");
    }
}
