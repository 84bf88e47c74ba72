//! Archives as other boards and spreadsheet programs write them.

use std::{io::Cursor, path::PathBuf};

use encoding_rs::GB18030;
use jiff::{civil::datetime, tz};

use super::*;

const HEADER: &str = "留言编号,留言主题,留言时间,留言详情,点赞数\n";

fn options(map: &str) -> ArchiveOptions {
    ArchiveOptions {
        map: map.parse().unwrap(),
        zone: TimeZone::fixed(tz::offset(8)),
    }
}

fn opened(content: impl Into<Vec<u8>>) -> Result<Archive, ArchiveError> {
    Archive::read("旧留言板", Cursor::new(content.into()), &options(""))
}

fn rows(content: impl Into<Vec<u8>>) -> Vec<Result<ArchiveRow, RowError>> {
    opened(content)
        .unwrap_or_else(|error| panic!("{error}"))
        .collect()
}

fn one(content: impl Into<Vec<u8>>) -> ArchiveRow {
    let mut rows = rows(content);
    assert_eq!(rows.len(), 1);
    rows.remove(0).unwrap()
}

fn refused(content: impl Into<Vec<u8>>) -> ArchiveError {
    opened(content).err().unwrap()
}

fn messages(content: impl Into<Vec<u8>>) -> Vec<String> {
    rows(content)
        .into_iter()
        .filter_map(Result::err)
        .map(|error| error.to_string())
        .collect()
}

#[test]
fn a_table_is_read() {
    let content = "\
id,user,title,asked_at,body,reply,replied_at,support,against,manner
17,小周,路灯不亮,2019/4/24 17:32:20,\"第一段，
第二段\",已修复。,2019/4/26,12,3.0,5
18,,站牌破损,2024-09-09,请更换,,,,,0
";
    let rows: Vec<ArchiveRow> = rows(content).into_iter().map(Result::unwrap).collect();
    let first = ArchiveRow {
        source_id: "17".into(),
        writer: Some("小周".into()),
        title: "路灯不亮".into(),
        body: "第一段，\n第二段".into(),
        asked_at: datetime(2019, 4, 24, 17, 32, 20, 0),
        reply: Some(ArchiveReply {
            text: "已修复。".into(),
            replied_at: Some(datetime(2019, 4, 26, 0, 0, 0, 0)),
        }),
        office: None,
        region: None,
        level: None,
        domain: None,
        kind: None,
        status: None,
        supports: 12,
        against: 3,
        manner: Some(5),
        speed: None,
    };
    assert_eq!(rows[0], first);
    assert_eq!(
        (
            &rows[1].writer,
            &rows[1].reply,
            rows[1].supports,
            rows[1].manner
        ),
        (&None, &None, 0, None)
    );
}

#[test]
fn json_lines_are_read() {
    let content = r#"
{"tid": 5, "date": "2024-09-09T09:00:00Z", "forum": "市长", "level": "city", "title": "公交改线", "content": "建议增设一站", "domain": "交通", "type": "建言", "status": "已办理", "likes": 2, "gManner": 5, "gSpeed": null, "extra": [1]}

{"tid": "6", "date": "2024-09-10", "title": "噪声", "content": "夜间施工", "nick": "老王", "gManner": 0}
"#;
    let rows: Vec<ArchiveRow> = rows(content).into_iter().map(Result::unwrap).collect();
    assert_eq!(rows[0].source_id, "5");
    assert_eq!(rows[0].asked_at, datetime(2024, 9, 9, 17, 0, 0, 0));
    assert_eq!(rows[0].office.as_deref(), Some("市长"));
    assert_eq!(rows[0].kind.as_deref(), Some("建言"));
    assert_eq!(
        (rows[0].supports, rows[0].manner, rows[0].speed),
        (2, Some(5), None)
    );
    assert_eq!(
        (rows[1].writer.as_deref(), rows[1].manner),
        (Some("老王"), None)
    );
}

#[test]
fn every_encoding_gives_the_same_rows() {
    let content = format!("{HEADER}1,路灯不亮,2024-09-09,晚上出行不便😀,2\n");
    let plain = one(content.clone());
    assert_eq!(one(format!("\u{feff}{content}")), plain);
    assert_eq!(one(GB18030.encode(&content).0), plain);
    let utf16: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(content.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(one(utf16), plain);
    assert_eq!(one(content.replace(',', "\t")), plain);
    assert_eq!(one(content.replace('\n', "\r\n")), plain);
    let json =
        r#"{"id":1,"标题":"路灯不亮","时间":"2024-09-09","内容":"晚上出行不便😀","点赞数":2}"#;
    assert_eq!(one(format!("\u{feff}{json}")), plain);
    assert_eq!(one(GB18030.encode(json).0), plain);
}

#[test]
fn texts_are_taken_as_they_are_but_for_control_characters() {
    let row = one(format!(
        "{HEADER}1,\"\u{3000}路灯\n\u{7}不亮 \",2024-09-09,\"\t甲\u{0}\t乙\u{3000}\r\n丙\u{200f}👩‍👩‍👧\u{85} \",\n"
    ));
    assert_eq!(row.title, "路灯 不亮");
    assert_eq!(row.body, "甲\t乙\u{3000}\n丙\u{200f}👩‍👩‍👧");
}

#[test]
fn errors_name_the_line_and_the_next_row_is_read() {
    let content = format!(
        "{HEADER}1,甲,2024-02-30,文,0\n2,乙,2024-03-01,\"两\n行\",0\n,丙,2024-03-01,文,0\n\
         3,　,2024-03-01,文,0\n4,丁,,文,0\n5,戊,2024-03-01,文,-1\n6,己,2024-03-01,文,0,多\n7,庚,2024-03-01,文,0\n"
    );
    assert_eq!(
        messages(content.clone()),
        [
            "第 2 行：留言时间（asked_at）“2024-02-30”无法识别，应当如 2024-09-09 17:32:20",
            "第 5 行：缺少编号（id）",
            "第 6 行：缺少标题（title）",
            "第 7 行：缺少留言时间（asked_at）",
            "第 8 行：支持数（supports）“-1”不是非负整数",
            "第 9 行：有 6 列，而表头有 5 列，可能是引号或分隔符有误",
        ]
    );
    assert_eq!(
        rows(content.clone())
            .iter()
            .filter(|row| row.is_ok())
            .count(),
        2
    );
    let lines = |content: String| {
        let errors = rows(content).into_iter().filter_map(Result::err);
        errors.map(|error| error.line).collect::<Vec<_>>()
    };
    assert_eq!(lines(content.replace('\n', "\r\n")), [2, 5, 6, 7, 8, 9]);
    assert_eq!(
        lines(content.replace("\n5,", "\n\n\n5,")),
        [2, 5, 6, 7, 10, 11]
    );
}

#[test]
fn json_errors_name_the_line() {
    let content = r#"{"id":1,"title":"甲","content":"文","date":"2024-03-01"}
{"id":2,"title":"乙","content":"文","date":"2024-03-0

{"id":3,"title":"丙","content":["文"],"date":"2024-03-01"}
[4]
{"id":5,"title":"戊","date":"2024-03-01"}
{"id":6,"title":"己","content":"文","date":"2024-03-01","gSpeed":6}
{"id":7,"title":"庚","content":"文","date":1725868800}
{"id":8,"title":"辛","content":"文","date":"2024-03-01"}
"#;
    assert_eq!(
        messages(content),
        [
            "第 2 行：不是完整的 JSON 对象",
            "第 4 行：正文（body）应当是文字或数字",
            "第 5 行：不是完整的 JSON 对象",
            "第 6 行：缺少正文（body）",
            "第 7 行：速度评分（speed）“6”不是 1 到 5 的整数",
            "第 8 行：留言时间（asked_at）“1725868800”无法识别，应当如 2024-09-09 17:32:20",
        ]
    );
}

#[test]
fn a_row_of_another_encoding_is_named_and_costs_itself_alone() {
    let good = format!("{HEADER}1,路灯不亮,2024-09-09,晚上出行不便,0\n").repeat(3);
    let good = good
        .replacen(HEADER, "\u{0}", 1)
        .replace(HEADER, "")
        .replace('\u{0}', HEADER);
    for (file, damage) in [
        (
            good.clone().into_bytes(),
            GB18030.encode("2,路灯,2024-09-09,不亮,0\n").0,
        ),
        (
            GB18030.encode(&good).0.into_owned(),
            b"2,\xff\xff,2024-09-09,x,0\n".as_slice().into(),
        ),
    ] {
        let mut content = file.clone();
        content.extend(damage.iter());
        content.extend(&file[file.len() - 3..]);
        let rows = rows(content);
        assert_eq!(rows.iter().filter(|row| row.is_ok()).count(), 3);
        let error = RowError {
            line: 5,
            reason: RowReason::Encoding,
        };
        assert_eq!(rows[3], Err(error));
    }
}

#[test]
fn a_file_that_is_no_archive_is_named() {
    assert!(matches!(refused(""), ArchiveError::Empty));
    assert!(matches!(refused("\u{feff}\n \n"), ArchiveError::Empty));
    assert!(matches!(
        refused(b"PK\x03\x04\x14\0".as_slice()),
        ArchiveError::Damaged
    ));
    assert!(matches!(refused("\n[{\"id\":1}]"), ArchiveError::JsonArray));
    assert_eq!(
        refused("id,标题\n1,甲\n").to_string(),
        "文件缺少必需的列：正文（body）、留言时间（asked_at）。文件里的列：id、标题。\
         可以用 --map 指定，例如 --map body=列名"
    );
    assert!(
        refused("{\"id\":1,\"title\":\"甲\"}\n")
            .to_string()
            .contains("文件里的列：id、title。")
    );
    assert!(matches!(
        Archive::open(Path::new("no such file.csv"), &options("")),
        Err(ArchiveError::Unreadable(_))
    ));
    assert!(rows(HEADER).is_empty());
}

#[test]
fn the_map_goes_before_the_header_names() {
    let content = "no,title,text,when\n9,甲,文,2024-09-09\n";
    let file = Cursor::new(content.as_bytes().to_vec());
    let mut archive = Archive::read("old", file, &options("id=no,asked_at=when")).unwrap();
    assert_eq!(archive.next().unwrap().unwrap().source_id, "9");
    let json = r#"{"no":9,"title":"甲","text":"文","date":"2024-09-09"}"#;
    let file = Cursor::new(json.as_bytes().to_vec());
    let mut archive = Archive::read("old", file, &options("id=no,writer=who")).unwrap();
    assert_eq!(archive.next().unwrap().unwrap().source_id, "9");
}

#[test]
fn the_position_moves_to_the_end() {
    let row = "1,路灯不亮,2024-09-09,晚上出行不便,0\n";
    let content = HEADER.to_owned() + &row.repeat(10_000);
    let mut archive = opened(content.clone()).unwrap();
    assert_eq!(archive.source(), "旧留言板");
    assert_eq!(archive.size(), u64::try_from(content.len()).unwrap());
    archive.next().unwrap().unwrap();
    assert!(archive.position() < archive.size() / 2);
    assert_eq!(archive.by_ref().count(), 9_999);
    assert_eq!(archive.position(), archive.size());
    assert!(archive.next().is_none());
}

#[test]
fn a_quote_that_is_never_closed_does_not_fill_the_memory() {
    let row = "2,甲,2024-09-09,文,0\n";
    let content = format!(
        "{HEADER}{row}1,\"甲,2024-09-09,文,0\n{}",
        row.repeat(1_000_000)
    );
    let mut archive = opened(content).unwrap();
    assert!(archive.next().unwrap().is_ok());
    assert_eq!(
        archive.next(),
        Some(Err(RowError {
            line: 3,
            reason: RowReason::TooLong
        }))
    );
    assert!(archive.next().is_none());
    assert!(archive.position() < archive.size());

    let line = r#"{"id":1,"title":"甲","content":"文","date":"2024-09-09"}"#;
    let content = format!("{line}\n{}", line.repeat(400_000));
    let mut archive = opened(content).unwrap();
    assert!(archive.next().unwrap().is_ok());
    assert_eq!(
        archive.next(),
        Some(Err(RowError {
            line: 2,
            reason: RowReason::TooLong
        }))
    );
}

#[test]
fn real_archives_come_in_whole() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !folder.is_dir() {
        println!(
            "Not tried on real archives: there is no folder shared/data beside the repository."
        );
        return;
    }
    for (name, expected) in [
        ("messages_votes.csv", 4_326),
        ("replies.csv", 1_956),
        ("board.jsonl", 890),
    ] {
        let archive = Archive::open(&folder.join(name), &options("")).unwrap();
        let rows: Vec<ArchiveRow> = archive
            .map(|row| row.unwrap_or_else(|error| panic!("{name}: {error}")))
            .collect();
        assert_eq!(rows.len(), expected);
        let with_reply = rows.iter().filter(|row| row.reply.is_some()).count();
        assert_eq!(with_reply, if name == "replies.csv" { 1_956 } else { 0 });
        let rated = rows.iter().filter(|row| row.manner.is_some()).count();
        assert_eq!(rated, if name == "board.jsonl" { 658 } else { 0 });
        assert!(rows.iter().all(|row| !row.body.contains('\0')));
    }
}
