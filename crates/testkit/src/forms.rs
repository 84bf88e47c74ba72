//! The forms of a page, as a browser sends them. Reads the HTML of our own templates, not any.

/// A form.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// Its fields with what they begin with, in the order of the page.
    pub fields: Vec<Field>,
}

/// A field.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// `hidden`, `radio`, `textarea`, `select`, `submit` …
    pub kind: String,
    /// What it sends as it is.
    pub value: String,
    /// Whether it is sent as it is: a radio that is not chosen is not.
    pub on: bool,
}

impl Form {
    /// The field of this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// What would be sent as it is.
    pub fn as_is(&self) -> Vec<(String, String)> {
        let on = self.fields.iter().filter(|field| field.on);
        on.map(|field| (field.name.clone(), field.value.clone()))
            .collect()
    }

    /// What is sent with these fields filled in. A field that the form does not have is a mistake of the test.
    #[track_caller]
    pub fn filled(&self, with: &[(&str, &str)]) -> Vec<(String, String)> {
        for (name, value) in with {
            let offered: Vec<_> = self
                .fields
                .iter()
                .filter(|field| field.name == *name)
                .collect();
            assert!(
                !offered.is_empty(),
                "the form to {} has no {name}",
                self.action
            );
            let chooses = offered
                .iter()
                .all(|field| matches!(field.kind.as_str(), "radio" | "option"));
            assert!(
                !chooses || offered.iter().any(|field| field.value == *value),
                "{} offers no {name} {value:?}",
                self.action
            );
        }
        self.forced(with)
    }

    /// What is sent with these fields, whether the form offers them or not.
    pub fn forced(&self, with: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut sent = self.as_is();
        sent.retain(|(name, _)| !with.iter().any(|(other, _)| other == name));
        sent.extend(
            with.iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        sent
    }
}

/// The forms of a page. A button outside of its form counts to no form.
pub fn read(html: &str) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    let mut inside = false;
    let mut select: Option<String> = None;
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let Some(end) = end_of_tag(rest) else { break };
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        let name = tag.split([' ', '\n', '/']).next().unwrap_or_default();
        if tag.starts_with("/form") {
            inside = false;
        }
        if tag.starts_with("/select") {
            select = None;
        }
        let attribute = |name: &str| attribute(tag, name);
        if name == "form" {
            inside = true;
            forms.push(Form {
                action: attribute("action").unwrap_or_default(),
                fields: Vec::new(),
            });
        }
        let Some(form) = forms.last_mut().filter(|_form| inside) else {
            continue;
        };
        let field_name = attribute("name").unwrap_or_default();
        match name {
            "input" => {
                let kind = attribute("type").unwrap_or_else(|| "text".into());
                let ticked = attribute("checked").is_some();
                let on = match kind.as_str() {
                    "radio" | "checkbox" => ticked,
                    "file" | "submit" => false,
                    _ => true,
                };
                let value = attribute("value").unwrap_or_default();
                form.fields.push(Field {
                    name: field_name,
                    kind,
                    value,
                    on,
                });
            }
            "textarea" => {
                let end = rest.find("</textarea").expect("a closed textarea");
                // A browser drops the first line end.
                let value = unescaped(rest[..end].strip_prefix('\n').unwrap_or(&rest[..end]));
                form.fields.push(Field {
                    name: field_name,
                    kind: "textarea".into(),
                    value,
                    on: true,
                });
            }
            "select" => select = Some(field_name),
            "option" => {
                let name = select.clone().unwrap_or_default();
                let first = form.field(&name).is_none();
                let on = attribute("selected").is_some();
                if on {
                    form.fields
                        .iter_mut()
                        .filter(|field| field.name == name)
                        .for_each(|field| field.on = false);
                }
                let value = attribute("value").unwrap_or_default();
                form.fields.push(Field {
                    name,
                    kind: "option".into(),
                    value,
                    on: on || first,
                });
            }
            // A button with another form's id belongs to that one.
            "button" if !field_name.is_empty() && attribute("form").is_none() => {
                let value = attribute("value").unwrap_or_default();
                form.fields.push(Field {
                    name: field_name,
                    kind: "submit".into(),
                    value,
                    on: false,
                });
            }
            _ => {}
        }
    }
    forms
}

/// Where a tag ends: the first `>` outside of quotes.
fn end_of_tag(rest: &str) -> Option<usize> {
    let mut quoted = false;
    rest.char_indices().find_map(|(index, c)| {
        if c == '"' {
            quoted = !quoted;
        }
        (c == '>' && !quoted).then_some(index)
    })
}

/// The value of an attribute; empty where it stands alone.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    while let Some(found) = rest.find(name) {
        let before = rest[..found].chars().next_back();
        let after = &rest[found + name.len()..];
        rest = after;
        // Inside of a quoted value an odd number of quotes stands before it.
        let quotes = tag[..tag.len() - after.len()].matches('"').count();
        if !before.is_some_and(char::is_whitespace) || quotes % 2 == 1 {
            continue;
        }
        if let Some(value) = after.strip_prefix("=\"") {
            return Some(unescaped(&value[..value.find('"')?]));
        }
        if after.is_empty() || after.starts_with([' ', '/', '\n']) {
            return Some(String::new());
        }
    }
    None
}

/// Text without entities, as askama writes them.
pub(crate) fn unescaped(text: &str) -> String {
    text.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_sends_it() {
        let page = r#"<form method="post" action="/messages/2026-000001/return">
            <input type="hidden" name="form_key" value="a&#34;b"><input type="hidden" name="list" value="mine">
            <input type="radio" name="reason" value="no_finding" id="r" required><input type="radio" name="reason" value="copied" checked>
            <textarea id="n" name="note" rows="3">
一&lt;二</textarea>
            <select name="unit"><option value="">请选择</option><optgroup label="a > b"><option value="2" selected>市水务局</option></optgroup></select>
            <button class="btn" name="on" value="1">好</button></form><button name="x">y</button>"#;
        let forms = read(page);
        assert_eq!(forms.len(), 1);
        let pairs = forms[0].filled(&[("reason", "no_finding")]);
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            pairs,
            [
                ("form_key", "a\"b"),
                ("list", "mine"),
                ("note", "一<二"),
                ("unit", "2"),
                ("reason", "no_finding")
            ]
        );
    }
}
