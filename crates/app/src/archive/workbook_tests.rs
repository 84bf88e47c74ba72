//! Workbooks as spreadsheet programs save them, and files that only look like one.

use super::super::rows::{Archive, ArchiveOptions};
use super::*;
use jiff::civil::{DateTime, datetime};
use jiff::tz;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HEADER: [&str; 6] = ["留言编号", "标题", "正文", "留言时间", "答复时间", "点赞数"];

fn opened(file: Vec<u8>) -> Result<Archive, ArchiveError> {
    let options = ArchiveOptions {
        map: ColumnMap::default(),
        zone: TimeZone::fixed(tz::offset(8)),
    };
    Archive::read("旧留言板", Cursor::new(file), &options)
}

fn rows(file: Vec<u8>) -> Vec<Result<ArchiveRow, RowError>> {
    opened(file)
        .unwrap_or_else(|error| panic!("{error}"))
        .collect()
}

fn refused(file: Vec<u8>) -> ArchiveError {
    opened(file).err().unwrap()
}

/// A workbook with one sheet under the usual header.
fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(HEADER) {
        sheet.write_string(0, column, name).unwrap();
    }
    fill(sheet);
    workbook.save_to_buffer().unwrap()
}

/// A row whose texts are fine.
fn texts(sheet: &mut Worksheet, row: u32) {
    sheet.write_number(row, 0, row).unwrap();
    sheet.write_string(row, 1, "路灯不亮").unwrap();
    sheet.write_string(row, 2, "第一段，\n第二段").unwrap();
    sheet.write_string(row, 3, "2019/4/24 17:32:20").unwrap();
}

/// A ZIP archive with one part.
fn zipped(name: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(name, SimpleFileOptions::default()).unwrap();
    zip.write_all(content).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn dates_come_as_serial_numbers_or_as_text() {
    let second = datetime(2019, 4, 24, 17, 32, 20, 0);
    let file = workbook(|sheet| {
        let shown = Format::new().set_num_format("yyyy/m/d h:mm");
        for row in 1..=4 {
            texts(sheet, row);
        }
        sheet
            .write_datetime_with_format(2, 3, second, &shown)
            .unwrap();
        // A column of dates whose format was lost.
        sheet.write_number(3, 3, 43_579.730_787_037_04).unwrap();
        sheet.write_number(4, 3, 43_579).unwrap();
        sheet.write_string(4, 4, "2019年4月25日").unwrap();
    });
    let times: Vec<DateTime> = rows(file)
        .into_iter()
        .map(|row| row.unwrap().asked_at)
        .collect();
    let day = datetime(2019, 4, 24, 0, 0, 0, 0);
    assert_eq!(times, [second, second, second, day]);
}

#[test]
fn days_counted_from_1904_are_the_same_days() {
    assert_eq!(date(43_579.0, false), date(42_117.0, true));
    assert_eq!(date(-1.0, false), None);
    assert_eq!(date(f64::NAN, false), None);
    assert_eq!(date(1e300, false), None);
}

#[test]
fn numbers_are_read_as_they_were_typed() {
    let file = workbook(|sheet| {
        texts(sheet, 1);
        sheet.write_number(1, 1, 110).unwrap();
        sheet.write_number(1, 2, 3.5).unwrap();
        sheet.write_number(1, 5, 12).unwrap();
        texts(sheet, 2);
        sheet.write_number(2, 0, 1_234_567_890_123_456_f64).unwrap();
        texts(sheet, 3);
        sheet.write_number(3, 5, 1.5).unwrap();
    });
    let rows = rows(file);
    let first = rows[0].as_ref().unwrap();
    assert_eq!(
        (
            first.source_id.as_str(),
            first.title.as_str(),
            first.body.as_str(),
            first.supports
        ),
        ("1", "110", "3.5", 12)
    );
    let said: Vec<String> = rows
        .into_iter()
        .filter_map(Result::err)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(
        said,
        [
            "第 3 行：编号（id）“1234567890123456”超过 15 位，表格软件已改动末尾的数字，请把这一列设为文本，重新填写",
            "第 4 行：支持数（supports）“1.5”不是非负整数",
        ]
    );
}

#[test]
fn wrong_rows_are_named_as_the_sheet_numbers_them() {
    let file = workbook(|sheet| {
        texts(sheet, 1);
        // Two rows with nothing in them are no rows.
        sheet.write_string(3, 1, "  ").unwrap();
        texts(sheet, 4);
        sheet.write_string(4, 3, "昨天").unwrap();
        texts(sheet, 5);
        let fault = Formula::new("=NA()").set_result("#N/A");
        sheet.write_formula(5, 1, fault).unwrap();
        texts(sheet, 6);
        sheet.write_string(6, 2, "").unwrap();
        sheet.write_blank(6, 2, &Format::new()).unwrap();
        texts(sheet, 7);
        let title = Formula::new("=\"路灯\"&\"不亮\"").set_result("路灯不亮");
        sheet.write_formula(7, 1, title).unwrap();
    });
    let said: Vec<_> = rows(file)
        .into_iter()
        .map(|row| row.map_or_else(|error| error.to_string(), |row| row.source_id))
        .collect();
    assert_eq!(
        said,
        [
            "1",
            "第 5 行：留言时间（asked_at）“昨天”无法识别，应当如 2024-09-09 17:32:20",
            "第 6 行：标题（title）是公式错误“#N/A”，请改成文字或数字",
            "第 7 行：缺少正文（body）",
            "7",
        ]
    );
}

#[test]
fn the_first_sheet_that_is_shown_is_read() {
    let mut workbook = Workbook::new();
    workbook
        .add_worksheet()
        .set_hidden(true)
        .write_string(0, 0, "说明")
        .unwrap();
    let sheet = workbook.add_worksheet();
    sheet.set_active(true);
    for (column, name) in (1..).zip(HEADER) {
        sheet.write_string(2, column, name).unwrap();
    }
    for (column, text) in (1..).zip(["甲-1", "=1+1", "_x000D_正文", "2024-09-09"]) {
        sheet.write_string(3, column, text).unwrap();
    }
    let rows = rows(workbook.save_to_buffer().unwrap());
    assert_eq!(rows.len(), 1);
    let row = rows[0].as_ref().unwrap();
    assert_eq!(
        (
            row.source_id.as_str(),
            row.title.as_str(),
            row.body.as_str()
        ),
        ("甲-1", "=1+1", "_x000D_正文")
    );
}

#[test]
fn progress_ends_at_the_size_of_the_file() {
    let mut archive = opened(workbook(|sheet| {
        for row in 1..=40 {
            texts(sheet, row);
        }
    }))
    .unwrap();
    let mut last = 0;
    while archive.next().is_some() {
        assert!(last <= archive.position() && archive.position() <= archive.size());
        last = archive.position();
    }
    assert_eq!(last, archive.size());
}

#[test]
fn what_cannot_be_read_is_refused_with_the_reason() {
    let file = workbook(|sheet| texts(sheet, 1));
    for length in [5, 100, file.len() / 2, file.len() - 1] {
        assert!(
            matches!(refused(file[..length].to_vec()), ArchiveError::Damaged),
            "{length}"
        );
    }
    assert!(matches!(
        refused(zipped("word/document.xml", b"<w/>")),
        ArchiveError::Damaged
    ));
    assert!(matches!(
        refused(Workbook::new().save_to_buffer().unwrap()),
        ArchiveError::Empty
    ));
    let columns = workbook(|sheet| {
        sheet.write_string(0, 1, "无").unwrap();
    });
    assert!(
        refused(columns)
            .to_string()
            .starts_with("文件缺少必需的列：标题（title）。")
    );
    assert!(matches!(
        refused(compound("Workbook")),
        ArchiveError::OldWorkbook
    ));
    assert!(matches!(
        refused(compound("EncryptedPackage")),
        ArchiveError::Encrypted
    ));
}

#[test]
fn a_file_that_unpacks_to_too_much_is_not_read() {
    let bomb = zipped("xl/worksheets/sheet1.xml", &vec![b' '; 20 * 1024 * 1024]);
    assert!(bomb.len() < 100 * 1024);
    assert!(matches!(refused(bomb), ArchiveError::Bomb));
    for (opening, expected) in [
        ("<sst uniqueCount=\"99999999999\">", ArchiveError::Bomb),
        ("<sst uniqueCount = '999999999'>", ArchiveError::Bomb),
        ("<!-- sst --><sst uniqueCount=\"1\">", ArchiveError::Damaged),
        (" ", ArchiveError::Damaged),
    ] {
        let file = zipped("xl/SharedStrings.xml", opening.as_bytes());
        assert_eq!(refused(file).to_string(), expected.to_string(), "{opening}");
    }
}

/// The smallest compound file: a table of sectors, and a directory with a root and one entry.
fn compound(entry: &str) -> Vec<u8> {
    const FREE: u32 = 0xffff_ffff;
    const END: u32 = 0xffff_fffe;
    let mut file = vec![0; 512];
    file[..8].copy_from_slice(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    file[24..34].copy_from_slice(&[0x3e, 0, 3, 0, 0xfe, 0xff, 9, 0, 6, 0]);
    let numbers = [(44, 1), (48, 1), (56, 4096), (60, END), (68, END)];
    for (at, number) in numbers {
        file[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
    }
    for at in (80..512).step_by(4) {
        file[at..at + 4].copy_from_slice(&FREE.to_le_bytes());
    }
    let mut sectors = vec![FREE; 128];
    sectors[0] = 0xffff_fffd;
    sectors[1] = END;
    file.extend(sectors.into_iter().flat_map(u32::to_le_bytes));
    for (name, kind, child) in [
        ("Root Entry", 5, 1),
        (entry, 2, FREE),
        ("", 0, FREE),
        ("", 0, FREE),
    ] {
        let mut record = vec![0; 128];
        let letters: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        record[..letters.len()].copy_from_slice(&letters);
        record[64] = u8::try_from(letters.len() + 2).unwrap();
        record[66] = kind;
        for (at, number) in [(68, FREE), (72, FREE), (76, child), (116, END)] {
            record[at..at + 4].copy_from_slice(&u32::to_le_bytes(number));
        }
        file.extend(record);
    }
    file
}
