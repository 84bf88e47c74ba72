//! Texts to fill a store with: those of the demo city, or of another archive, drawn again and again.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

/// One message and its answer.
#[derive(Clone, Debug)]
pub struct Text {
    /// At most 22 characters.
    pub title: String,
    /// At least 20 characters.
    pub body: String,
    /// Empty: not answered.
    pub reply: String,
    /// `urban`, or what another archive says.
    pub domain: String,
}

/// Numbers that look random and are the same in every run (xorshift64*).
pub struct Dice(u64);

impl Dice {
    /// From a seed other than zero.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(drawn).unwrap_or(0) % n.max(1)
    }

    fn pick<'t>(&mut self, texts: &'t [Text]) -> Option<&'t Text> {
        texts.get(self.below(texts.len()))
    }
}

/// The messages of the demo city, with their final replies.
pub fn of_the_demo_city(root: &Path) -> Result<Vec<Text>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(root.join("crates/huiyin/demo"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with("messages-") {
            continue;
        }
        let table: toml::Table = fs::read_to_string(&path)?.parse()?;
        let messages = table.get("message").and_then(toml::Value::as_array);
        texts.extend(messages.into_iter().flatten().filter_map(of_message));
    }
    ensure!(!texts.is_empty(), "the demo city has no messages");
    Ok(texts)
}

fn of_message(message: &toml::Value) -> Option<Text> {
    let text = |of: &toml::Value, key: &str| Some(of.get(key)?.as_str()?.trim().to_owned());
    let steps = message.get("steps").and_then(toml::Value::as_array);
    let mut replies = steps.into_iter().flatten().filter(|step| {
        let does = step.get("do").and_then(toml::Value::as_str);
        does == Some("reply")
    });
    Some(Text {
        title: text(message, "title")?,
        body: text(message, "body")?,
        reply: replies
            .next_back()
            .and_then(|step| text(step, "text"))
            .unwrap_or_default(),
        domain: text(message, "domain")?,
    })
}

/// The rows of an archive as `huiyin import` takes it: JSON lines with `title`, `body`, `reply`, `domain`.
pub fn of_an_archive(path: &Path) -> Result<Vec<Text>> {
    let lines = fs::read_to_string(path).with_context(|| format!("read {}", path.display()))?;
    let mut texts = Vec::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let row: serde_json::Value = serde_json::from_str(line)
            .with_context(|| format!("{}: JSON lines are wanted", path.display()))?;
        let text = |key: &str| {
            let value = row.get(key).and_then(serde_json::Value::as_str);
            value.unwrap_or_default().trim().to_owned()
        };
        texts.push(Text {
            title: text("title"),
            body: text("body"),
            reply: text("reply"),
            domain: text("domain"),
        });
    }
    texts.retain(|text| !text.title.is_empty() && text.body.chars().count() >= 20);
    ensure!(!texts.is_empty(), "{} has no rows", path.display());
    Ok(texts)
}

/// Writes an archive of `rows` rows: the body of one message with the beginning of another, the answer of a third,
/// so that rows differ as those of a real board do.
pub fn write_archive(texts: &[Text], rows: u32, to: &Path) -> Result<()> {
    let mut file = BufWriter::new(File::create(to)?);
    let mut dice = Dice::new(0x9E37_79B9_7F4A_7C15);
    writeln!(
        file,
        "id,title,body,asked_at,reply,replied_at,domain,supports"
    )?;
    for id in 1..=rows {
        let (Some(own), Some(other), Some(answered)) =
            (dice.pick(texts), dice.pick(texts), dice.pick(texts))
        else {
            break;
        };
        let opening: String = other.body.chars().take(20 + dice.below(60)).collect();
        let body = format!("{}\n{opening}（第 {id} 件）", own.body);
        let day = dice.below(700);
        let (month, date) = (day / 28 % 12 + 1, day % 28 + 1);
        let year = 2024 + day / 336;
        let asked = format!(
            "{year}-{month:02}-{date:02} {:02}:{:02}:00",
            dice.below(24),
            dice.below(60)
        );
        let replied = if answered.reply.is_empty() {
            String::new()
        } else {
            format!("{year}-{month:02}-28 17:00:00")
        };
        let supports = dice.below(40) * dice.below(40) / 40;
        let row = [
            &id.to_string(),
            &own.title,
            &body,
            &asked,
            &answered.reply,
            &replied,
            &own.domain,
            &supports.to_string(),
        ];
        let row: Vec<String> = row.iter().map(|field| quoted(field)).collect();
        writeln!(file, "{}", row.join(","))?;
    }
    file.flush()?;
    Ok(())
}

fn quoted(field: &str) -> String {
    format!("\"{}\"", field.replace('"', "\"\""))
}

/// Letters as parts of the last form of `/write`, but for the session's key and the form's own number.
pub fn write_letters(texts: &[Text], office: &str, domain: &str, to: &Path) -> Result<()> {
    let mut all = String::new();
    for text in texts {
        let title: String = text.title.chars().take(22).collect();
        let body: String = text.body.chars().take(900).collect();
        for (name, value) in [
            ("kind", "help"),
            ("domain", domain),
            ("office", office),
            ("title", &title),
            ("body", &body),
            ("pen_name", ""),
            ("visibility", "public"),
        ] {
            write!(
                all,
                "------form\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )?;
        }
        all.push_str("\n--\n");
    }
    Ok(fs::write(to, all)?)
}

/// Words of two characters that stand in the texts, encoded, one a line.
pub fn write_words(texts: &[Text], to: &Path) -> Result<()> {
    let mut words = BTreeSet::new();
    for text in texts {
        let chars: Vec<char> = text.title.chars().collect();
        for pair in chars.windows(2) {
            if pair.iter().all(|c| ('\u{4e00}'..='\u{9fff}').contains(c)) {
                words.insert(crate::http::encoded(&pair.iter().collect::<String>()));
            }
        }
    }
    let words: Vec<String> = words.into_iter().collect();
    Ok(fs::write(to, words.join("\n") + "\n")?)
}
