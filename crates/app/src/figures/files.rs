//! Rows of values as text: CSV and JSON. The same rows always give the same bytes.

use crate::export::disarm;
use serde_json::Value;

/// CSV with a header, as spreadsheet programs open it: UTF-8 with a byte order mark, and never a formula.
pub(super) fn csv(
    names: impl Iterator<Item = String>,
    rows: impl Iterator<Item = Vec<Value>>,
) -> String {
    let mut text = String::from('\u{feff}');
    put_line(&mut text, names);
    for row in rows {
        put_line(&mut text, row.into_iter().map(cell));
    }
    text
}

/// A JSON array with one object a line; the members are in the order of the names.
pub(super) fn json(names: &[String], rows: impl Iterator<Item = Vec<Value>>) -> String {
    let mut text = String::from("[");
    for (n, row) in rows.enumerate() {
        text.push_str(if n == 0 { "\n{" } else { ",\n{" });
        for (n, (name, value)) in names.iter().zip(row).enumerate() {
            let comma = if n == 0 { "" } else { "," };
            text.push_str(comma);
            text.push_str(&Value::from(name.as_str()).to_string());
            text.push(':');
            text.push_str(&value.to_string());
        }
        text.push('}');
    }
    text.push_str("\n]\n");
    text
}

fn cell(value: Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(mut text) => {
            disarm(&mut text);
            text
        }
        other => other.to_string(),
    }
}

fn put_line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (n, cell) in cells.enumerate() {
        if n > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_file_says_the_same_in_both_forms() {
        let names = ["a".to_owned(), "b".to_owned()];
        let rows = || {
            let rows = [
                vec![json!("=1+1"), json!(93.4)],
                vec![json!("他说“好”, \"是\""), Value::Null],
            ];
            rows.into_iter()
        };
        assert_eq!(
            csv(names.iter().cloned(), rows()),
            "\u{feff}a,b\r\n'=1+1,93.4\r\n\"他说“好”, \"\"是\"\"\",\r\n"
        );
        let text = json(&names, rows());
        let read: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read[0], json!({"a": "=1+1", "b": 93.4}));
        assert_eq!(read[1]["b"], Value::Null);
        assert_eq!(json(&names, std::iter::empty()), "[\n]\n");
    }
}
