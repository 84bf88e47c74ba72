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
    let mut select = String::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let Some((tag, after)) = tag(after) else {
            break;
        };
        rest = after;
        let tag = Tag::read(tag);
        match tag.name {
            "form" => {
                inside = true;
                forms.push(Form {
                    action: tag.value("action"),
                    fields: Vec::new(),
                });
            }
            "/form" => inside = false,
            "select" => select = tag.value("name"),
            _ => {}
        }
        let form = forms.last_mut().filter(|_form| inside);
        if let Some(form) = form {
            form.take(&tag, &select, rest);
        }
    }
    forms
}

impl Form {
    /// Takes a tag that is a field, or an option of a select.
    fn take(&mut self, tag: &Tag<'_>, select: &str, rest: &str) {
        let (name, mut value) = (tag.value("name"), tag.value("value"));
        let (kind, on) = match tag.name {
            "input" => {
                let kind = tag.attribute("type").unwrap_or("text");
                let on = match kind {
                    "radio" | "checkbox" => tag.attribute("checked").is_some(),
                    "file" | "submit" => false,
                    _ => true,
                };
                (kind, on)
            }
            "textarea" => {
                let (text, _) = rest.split_once("</textarea").expect("a closed textarea");
                // A browser drops the first line end.
                value = unescaped(text.strip_prefix('\n').unwrap_or(text));
                ("textarea", true)
            }
            "option" => return self.take_option(tag, select),
            // A button with another form's id belongs to that one.
            "button" if !name.is_empty() && tag.attribute("form").is_none() => ("submit", false),
            _ => return,
        };
        self.fields.push(Field {
            name,
            kind: kind.to_owned(),
            value,
            on,
        });
    }

    /// The first option is sent, unless another one is selected.
    fn take_option(&mut self, tag: &Tag<'_>, select: &str) {
        let chosen = tag.attribute("selected").is_some();
        let first = self.field(select).is_none();
        if chosen {
            let others = self.fields.iter_mut().filter(|field| field.name == select);
            others.for_each(|field| field.on = false);
        }
        self.fields.push(Field {
            name: select.to_owned(),
            kind: "option".into(),
            value: tag.value("value"),
            on: chosen || first,
        });
    }
}

/// A tag with its attributes.
struct Tag<'t> {
    name: &'t str,
    attributes: Vec<(&'t str, &'t str)>,
}

impl<'t> Tag<'t> {
    fn read(text: &'t str) -> Self {
        let (name, mut rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return Self { name, attributes };
            }
            let end = rest.find(|c: char| c.is_whitespace() || c == '=');
            let (attribute, after) = rest.split_at(end.unwrap_or(rest.len()));
            let quoted = after.strip_prefix("=\"");
            let (value, after) = quoted.map_or(("", after), |value| {
                value.split_once('"').expect("a closed quote")
            });
            attributes.push((attribute, value));
            rest = after;
        }
    }

    fn attribute(&self, name: &str) -> Option<&'t str> {
        let found = self.attributes.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| *value)
    }

    /// The value of an attribute; empty where it is not there.
    fn value(&self, name: &str) -> String {
        unescaped(self.attribute(name).unwrap_or_default())
    }
}

/// A tag up to the first `>` outside of quotes, and what comes after it.
fn tag(text: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let end = text.find(|c| {
        quoted ^= c == '"';
        c == '>' && !quoted
    })?;
    let (tag, after) = text.split_at(end);
    Some((tag, after.strip_prefix('>')?))
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
