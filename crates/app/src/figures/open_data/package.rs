//! What the files of a bundle mean: for people in README.txt, for programs in datapackage.json.

use super::Rows;
use crate::figures::columns::{Column, Holds};
use domain::figures::statistics::ENOUGH;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::fmt::Write;

/// The descriptor: a Tabular Data Package of the Frictionless specifications, version 1
/// (<https://specs.frictionlessdata.io/tabular-data-package/>).
pub(super) fn descriptor(
    month: Date,
    messages: &Rows,
    figures: &Rows,
    (board, url): &(String, String),
) -> String {
    let month = month.strftime("%Y-%m").to_string();
    let resource = |name: &str, title: &str, rows: &Rows, key: &[&str]| {
        json!({
            "profile": "tabular-data-resource",
            "name": name,
            "path": format!("{name}.csv"),
            "title": title,
            "format": "csv",
            "mediatype": "text/csv",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": true},
            "schema": {
                "fields": rows.columns.iter().map(field).collect::<Vec<_>>(),
                "missingValues": [""],
                "primaryKey": key,
            },
        })
    };
    let package = json!({
        "profile": "tabular-data-package",
        "name": format!("liuyan-{month}"),
        "title": format!("{board} {month} 开放数据"),
        "description": "公开留言与统计。不含留言和回复的正文，不含任何个人信息。同名 .json 文件内容相同。",
        "homepage": url,
        "resources": [
            resource("messages", "公开的留言", messages, &["number"]),
            resource("figures", "统计", figures, &["month", "office", "domain", "region"]),
        ],
    });
    // A tree of maps with text keys can always be written.
    let mut text = serde_json::to_string_pretty(&package).unwrap_or_default();
    text.push('\n');
    text
}

fn field(column: &Column) -> Value {
    let kind = match column.holds {
        Holds::Text => "string",
        Holds::Count => "integer",
        Holds::Number => "number",
        Holds::Date => "date",
        Holds::Month => "yearmonth",
        Holds::Truth => "boolean",
    };
    json!({
        "name": column.name,
        "type": kind,
        "title": column.title,
        "description": column.text,
    })
}

/// The same for people.
pub(super) fn readme(
    month: Date,
    messages: &Rows,
    figures: &Rows,
    (board, url): &(String, String),
) -> String {
    let month = month.strftime("%Y-%m").to_string();
    let mut text = format!(
        "{board} {month} 开放数据\r\n{url}\r\n\r\n\
         本压缩包中的文件\r\n\
         messages.csv、messages.json  当月公开的留言，每行一件，共 {} 件\r\n\
         figures.csv、figures.json    当月统计，每行一个留言对象、领域和行政区的组合，共 {} 行\r\n\
         datapackage.json             各字段的定义（Frictionless Tabular Data Package）\r\n\r\n\
         使用前请读\r\n\
         1. 数据不含留言和回复的正文，不含任何个人信息；不公开办理的留言不在其中，也不计入任何统计。\r\n\
         2. 每个数字都计在事情发生之日。“逾期后已回复”例外：计在该件逾期之日，所以补上回复后较早月份的数字会增加。\r\n\
         3. 从其他平台迁入的历史留言单独计数，不计算办理期限，不计入任何比率。\r\n\
         4. 比率附有 95% 置信区间；分母不足 {ENOUGH} 时不给出比率。两个比率的区间有重叠，就不能说它们有高低之分。\r\n\
         5. 各地各单位职责、规模和留言内容不同，不宜直接比较，更不宜排名。\r\n\
         6. 留言后续有进展时，所在月份的数据随之更新；没有变化时，文件逐字节不变。月份结束时公布的统计表另存一份，不再改动，指纹登记在公开存证中：{url}/ledger/figures/{month}.csv\r\n\
         7. CSV 为 UTF-8 编码（带 BOM），可用电子表格软件直接打开。以等号、加号、减号或 @ 开头的文字前加了撇号，以免被当作公式；JSON 中没有。\r\n",
        messages.rows.len(),
        figures.rows.len(),
    );
    for (name, rows) in [("messages", messages), ("figures", figures)] {
        // Writing to a string cannot fail.
        write!(text, "\r\n{name} 的字段\r\n").unwrap_or_default();
        for column in &rows.columns {
            let Column {
                name,
                title,
                text: says,
                ..
            } = column;
            write!(text, "{name}  {title}。{says}\r\n").unwrap_or_default();
        }
    }
    text
}
