//! Import: each row once, errors by row, on after an interruption; and what was imported, exported.

use crate::board::{Board, text};
use encoding_rs::GB18030;
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::thread;
use std::time::Duration;

const TWO: &str = "编号,标题,正文,留言时间,答复,答复时间,支持数\n\
    1,路灯不亮,东街路灯坏了三天,2024-09-09 17:32:20,已经修好，谢谢反映,2024/9/11 9:00,7\n\
    2,建议增设座椅,公园里没有地方坐,2024年9月10日,,,0\n";

#[test]
fn a_file_comes_in_once_on_sqlite() {
    a_file_comes_in_once(&Board::new());
}

#[test]
fn a_file_comes_in_once_on_postgres() {
    a_file_comes_in_once(&Board::on_postgres());
}

fn a_file_comes_in_once(board: &Board) {
    let said = board.imports("old.csv", TWO).right();
    assert_eq!(said.last(), "imported=2 skipped=0 failed=0");
    let said = board.imports("old.csv", TWO).right();
    assert_eq!(said.last(), "imported=0 skipped=2 failed=0");
    // The same rows with a new one; the same ids from another source.
    let more = format!(
        "{TWO}3,咨询公交时刻,末班车是几点,2024-09-12,,,1\n3,咨询公交时刻,末班车是几点,2024-09-12,,,1\n"
    );
    let said = board.imports("old.csv", &more).right();
    assert_eq!(said.last(), "imported=1 skipped=3 failed=0");
    let said = board.imports("older.csv", TWO).right();
    assert_eq!(said.last(), "imported=2 skipped=0 failed=0");

    let rows = board.exports();
    assert_eq!(rows.len(), 5);
    let lamp = rows.iter().find(|row| row["title"] == "路灯不亮").unwrap();
    for (field, expected) in [
        ("body", json!("东街路灯坏了三天")),
        ("kind", json!("help")),
        ("domain", json!("其他")),
        ("office", json!("历史留言（导入）")),
        ("stage", json!("closed")),
        ("created_at", json!("2024-09-09T17:32:20+08:00")),
        ("published_at", json!("2024-09-09T17:32:20+08:00")),
        ("reply", json!("已经修好，谢谢反映")),
        ("replied_at", json!("2024-09-11T09:00:00+08:00")),
        ("outcome", json!("explained")),
        ("settled", json!("")),
        ("supports", json!(7)),
        ("overdue", json!(false)),
        ("returns", json!(0)),
    ] {
        assert_eq!(lamp[field], expected, "{field}");
    }
    let bench = rows
        .iter()
        .find(|row| row["title"] == "建议增设座椅")
        .unwrap();
    assert_eq!(
        (&bench["stage"], &bench["kind"]),
        (&json!("open"), &json!("suggestion"))
    );
}

#[test]
fn words_of_other_boards_find_their_place() {
    let board = Board::new();
    let rows = [
        json!({"tid": 1, "title": "违建", "content": "楼顶搭建", "date": "2024-09-09", "forum": "杭州市", "level": "city",
            "domain": "城建", "type": "投诉/求助", "status": "已办理", "likes": 3, "gManner": 5, "gSpeed": 4}),
        json!({"tid": 2, "title": "公交", "content": "末班太早", "date": "2024-09-10", "forum": "杭州市", "level": "city",
            "domain": "交通运输", "type": "咨询", "status": "办理中", "likes": 0, "gManner": null, "gSpeed": null}),
        json!({"tid": 3, "title": "绿化", "content": "多种树", "date": "2024-09-11", "forum": "某不知名处", "level": "district",
            "domain": "天文", "type": "建言", "status": "待回复", "likes": 0, "gManner": null, "gSpeed": null}),
    ];
    let lines = rows.map(|row| row.to_string()).join("\n");
    assert_eq!(
        board.imports("board.jsonl", lines).right().last(),
        "imported=3 skipped=0 failed=0"
    );
    let found: Vec<Value> = board.exports();
    let told: Vec<_> = found
        .iter()
        .map(|row| {
            ["title", "kind", "domain", "office", "region", "stage"]
                .map(|field| row[field].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        told,
        [
            ["绿化", "suggestion", "其他", "某不知名处", "", "open"],
            ["公交", "question", "交通", "杭州市", "330100", "handling"],
            ["违建", "complaint", "城建", "杭州市", "330100", "closed"],
        ]
    );
}

#[test]
fn wrong_rows_are_named_and_the_others_come_in() {
    let board = Board::new();
    let file = format!(
        "{TWO}3,昨天的事,正文,昨天,,,0\n4,明天的事,正文,2199-01-01,,,0\n5,{},正文,2024-01-01,,,0\n6,好的,正文,2024-01-01,,,0\n",
        "长".repeat(201)
    );
    let said = board.imports("old.csv", file);
    assert_eq!(said.status, Some(1), "{said}");
    assert_eq!(said.last(), "imported=3 skipped=0 failed=3");
    let errors: Vec<_> = said.err.lines().collect();
    assert_eq!(errors.len(), 3, "{said}");
    assert!(
        errors[0].starts_with("第 4 行：留言时间（asked_at）“昨天”"),
        "{said}"
    );
    assert!(
        errors[1].starts_with("编号 4：留言时间（asked_at）“2199-01-01T00:00:00”"),
        "{said}"
    );
    assert!(
        errors[2].starts_with("编号 5：标题（title）有 201 个字符"),
        "{said}"
    );

    let mut mixed = TWO.replace("1,", "11,").into_bytes();
    mixed.extend_from_slice(&GB18030.encode("12,路灯,不亮,2024-01-01,,,0\n").0);
    let said = board.imports("mixed.csv", mixed);
    assert!(said.err.contains("第 4 行：文字编码有误"), "{said}");
    assert_eq!(said.last(), "imported=2 skipped=0 failed=1");
    let said = board.imports("gb.csv", GB18030.encode(TWO).0).right();
    assert_eq!(said.last(), "imported=2 skipped=0 failed=0");
}

#[test]
fn a_file_that_cannot_be_imported_is_refused_whole() {
    let board = Board::new();
    board
        .imports("a.csv", "编号,标题,留言时间\n1,甲,2024-01-01\n")
        .wrong(1, "正文（body）");
    board.imports("b.csv", "").wrong(1, "文件是空的");
    board
        .runs(&["import", "nowhere.csv"])
        .wrong(1, "nowhere.csv");
    let file = board.beside("c.csv");
    fs::write(&file, "no,title,said,when\n1,甲,文,2024-01-01\n").unwrap();
    let mapped = [
        "import",
        text(&file),
        "--map",
        "id=no,body=said,asked_at=when",
    ];
    assert_eq!(
        board.runs(&mapped).right().last(),
        "imported=1 skipped=0 failed=0"
    );
    assert_eq!(board.exports().len(), 1);
}

#[test]
fn a_dry_run_says_what_would_come_and_writes_nothing() {
    let board = Board::new();
    let file = board.beside("old.csv");
    fs::write(
        &file,
        format!("{TWO}2,甲,文,2024-01-01,,,0\n3,甲,文,昨天,,,0\n"),
    )
    .unwrap();
    for _ in 0..2 {
        let said = board.runs(&["import", text(&file), "--dry-run"]);
        assert_eq!(said.status, Some(1));
        assert_eq!(said.last(), "imported=2 skipped=1 failed=1");
    }
    assert!(board.exports().is_empty());
}

#[test]
fn a_killed_import_goes_on_where_it_was() {
    let board = Board::new();
    let file = board.beside("long.csv");
    fs::write(&file, many_rows()).unwrap();
    a_killed_import_goes_on(&board, &file);
}

#[test]
fn a_killed_import_of_a_workbook_goes_on_on_sqlite() {
    a_killed_import_of_a_workbook_goes_on(&Board::new());
}

#[test]
fn a_killed_import_of_a_workbook_goes_on_on_postgres() {
    a_killed_import_of_a_workbook_goes_on(&Board::on_postgres());
}

fn a_killed_import_of_a_workbook_goes_on(board: &Board) {
    let other = Board::new();
    other.imports("long.csv", many_rows()).right();
    a_killed_import_goes_on(board, &other.exports_to("long.xlsx"));
}

const ROWS: usize = 3000;

fn many_rows() -> String {
    let mut rows = String::from("id,title,body,date\n");
    for id in 0..ROWS {
        writeln!(rows, "{id},路灯不亮,东街路灯坏了,2024-09-09").unwrap();
    }
    rows
}

fn a_killed_import_goes_on(board: &Board, file: &Path) {
    let mut import = board.starts(&["import", text(file)]);
    while board.messages() == 0 {
        thread::sleep(Duration::from_millis(5));
    }
    import.kill().unwrap();
    assert!(
        !import.wait().unwrap().success(),
        "it was killed before its end"
    );
    let kept = usize::try_from(board.messages()).unwrap();
    assert!(0 < kept && kept < ROWS, "{kept}");

    let said = board.runs(&["import", text(file)]).right();
    assert_eq!(
        said.last(),
        format!("imported={} skipped={kept} failed=0", ROWS - kept)
    );
    let said = board.runs(&["import", text(file)]).right();
    assert_eq!(said.last(), format!("imported=0 skipped={ROWS} failed=0"));
    let rows = board.exports();
    assert_eq!(rows.len(), ROWS);
    // On PostgreSQL the served board gives the numbers.
    let mut numbers: Vec<_> = rows
        .iter()
        .filter_map(|row| row["number"].as_str())
        .filter(|number| !number.is_empty())
        .collect();
    let numbered = numbers.len();
    assert!(numbered == ROWS || board.is_on_postgres(), "{numbered}");
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), numbered);
}

#[test]
fn every_form_carries_the_same_on_sqlite() {
    every_form_carries_the_same(Board::new);
}

#[test]
fn every_form_carries_the_same_on_postgres() {
    every_form_carries_the_same(Board::on_postgres);
}

fn every_form_carries_the_same(board: impl Fn() -> Board) {
    // On the embedded store messages have their numbers at once, and without numbers rows have no ids.
    let first = Board::new();
    let more =
        "3,\"“东街”, 路灯\",\"第一段\n\n第二段, 有 \"\"引号\"\"<b>&\",2024-09-12 23:59:59,,,12\n";
    first.imports("old.csv", format!("{TWO}{more}")).right();
    let [csv, xlsx, jsonl] = ["out.csv", "out.xlsx", "out.jsonl"].map(|name| {
        let file = first.exports_to(name);
        let other = board();
        let said = other.runs(&["import", text(&file)]).right();
        assert_eq!(said.last(), "imported=3 skipped=0 failed=0", "{name}");
        other
    });
    // The same file in another form is the same source.
    let said = csv
        .runs(&["import", text(&first.beside("out.xlsx"))])
        .right();
    assert_eq!(said.last(), "imported=0 skipped=3 failed=0");
    let carried = xlsx.exports();
    assert_eq!(carried, csv.exports());
    assert_eq!(carried, jsonl.exports());
    for row in &first.exports() {
        let mut others = carried.iter();
        let same = others.find(|other| other["title"] == row["title"]).unwrap();
        for field in [
            "body",
            "kind",
            "domain",
            "office",
            "stage",
            "created_at",
            "reply",
            "replied_at",
            "outcome",
        ] {
            assert_eq!(same[field], row[field], "{field}");
        }
    }
}

#[test]
fn a_workbook_runs_nothing_and_wrong_ones_are_refused() {
    let board = Board::new();
    let file = "id,title,body,date\n1,=1+1,+86 的电话,2024-09-09\n";
    board.imports("old.csv", file).right();
    let to = board.exports_to("out.xlsx");
    let other = Board::new();
    other.runs(&["import", text(&to)]).right();
    let row = &other.exports()[0];
    assert_eq!(
        (&row["title"], &row["body"]),
        (&json!("=1+1"), &json!("+86 的电话"))
    );
    let whole = fs::read(&to).unwrap();
    board
        .imports("torn.xlsx", &whole[..whole.len() / 2])
        .wrong(1, "这不是 XLSX 工作簿，或者文件已损坏");
    board
        .imports("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        .wrong(1, "旧格式的工作簿");
}

#[test]
fn exported_tables_open_in_spreadsheet_programs_and_run_nothing() {
    let board = Board::new();
    let file = "id,title,body,date\n1,=1+1,\"甲,\n乙\",2024-09-09\n";
    board.imports("old.csv", file).right();
    let to = board.beside("out.csv");
    let said = board
        .runs(&["export", "messages", "--to", text(&to)])
        .right();
    assert_eq!(said.last(), "exported=1");
    let table = fs::read_to_string(&to).unwrap();
    assert!(table.starts_with("\u{feff}number,title,body,kind,"));
    assert!(table.contains(",'=1+1,\"甲,\n乙\",help,"), "{table}");
    // What was exported can be imported by another board.
    let other = Board::new();
    assert_eq!(
        other
            .imports("out.csv", table.replace("number,", "id,"))
            .right()
            .last(),
        "imported=1 skipped=0 failed=0"
    );
}

#[test]
fn real_archives_come_in_whole_on_sqlite() {
    real_archives_come_in_whole(Board::new);
}

#[test]
fn real_archives_come_in_whole_on_postgres() {
    real_archives_come_in_whole(Board::on_postgres);
}

fn real_archives_come_in_whole(board: impl Fn() -> Board) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !folder.is_dir() {
        println!(
            "Not tried on real archives: there is no folder shared/data beside the repository."
        );
        return;
    }
    let board = board();
    let mut total = 0;
    for (name, rows) in [
        ("messages_votes.csv", 4326),
        ("replies.csv", 1956),
        ("board.jsonl", 890),
    ] {
        let said = board.runs(&["import", text(&folder.join(name))]).right();
        assert_eq!(
            said.last(),
            format!("imported={rows} skipped=0 failed=0"),
            "{name}"
        );
        let said = board.runs(&["import", text(&folder.join(name))]).right();
        assert_eq!(
            said.last(),
            format!("imported=0 skipped={rows} failed=0"),
            "{name}"
        );
        total += rows;
    }
    let all = board.exports();
    assert_eq!(all.len(), total);
    let of_stage = |stage: &str| all.iter().filter(|row| row["stage"] == stage).count();
    let replied = all.iter().filter(|row| row["reply"] != "").count();
    assert_eq!(
        (replied, of_stage("closed"), of_stage("handling")),
        (1956, 1956 + 760, 2)
    );
    let supports: u64 = all
        .iter()
        .map(|row| row["supports"].as_u64().unwrap())
        .sum();
    assert!(supports > 2097, "the most supported one alone has as many");
}
