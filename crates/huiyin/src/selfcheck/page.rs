//! What a page says and where it leads, as a browser takes it apart: text, addresses, and whatever this program never
//! writes.

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, EndTag, StartTag, Tag, TagToken, Token, TokenSink,
    TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The longest text that this program hides itself, in characters: a sentence for print or for who cannot see.
const LONGEST_HIDDEN: usize = 300;

/// Elements that have no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements that this program never writes: they load, send on, or move.
const FOREIGN: [&str; 11] = [
    "iframe", "frame", "frameset", "object", "embed", "applet", "base", "marquee", "blink", "font",
    "style",
];
/// Elements that end where the next of their kind begins.
const ENDED_BY_THE_NEXT: [&str; 8] = ["p", "li", "dt", "dd", "tr", "td", "th", "option"];

/// A page.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Texts in their order, what is said to programs and by titles included.
    pub text: Vec<String>,
    /// Addresses that it names, with the element and attribute that does.
    pub addresses: BTreeSet<Address>,
    /// Where one may go on from here, as written.
    pub links: Vec<String>,
    /// Texts that are there and are not shown, with how they are hidden.
    pub hidden: Vec<String>,
    /// What this program never writes: scripts and styles within a page, frames, handlers.
    pub foreign: Vec<String>,
}

/// An address in a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// `a href`
    pub by: String,
    /// As written, without the blanks that browsers take out.
    pub to: String,
}

impl Page {
    /// Reads a page.
    pub fn read(html: &str) -> Self {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(html));
        let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
        while let TokenizerResult::Script(()) = tokenizer.feed(&input) {}
        tokenizer.end();
        let mut state = tokenizer.sink.0.into_inner();
        state.flush();
        state.page
    }
}

impl Address {
    /// The host, where it names one: of `https://a.example/b`, and of `//a.example/b`.
    pub fn host(&self) -> Option<String> {
        let to = self.to.replace('\\', "/");
        let lower = to.to_ascii_lowercase();
        let rest = ["http:", "https:", "ws:", "wss:", "ftp:"]
            .iter()
            .find_map(|scheme| lower.strip_prefix(scheme))
            .unwrap_or(&lower);
        let has_scheme = rest.len() < lower.len();
        // Browsers take any number of slashes after a scheme that they know.
        let authority = match rest.strip_prefix("//") {
            Some(authority) => authority.trim_start_matches('/'),
            None if has_scheme => rest.trim_start_matches('/'),
            None => return None,
        };
        let end = authority.find(['/', '?', '#']).unwrap_or(authority.len());
        let (authority, _path) = authority.split_at_checked(end)?;
        let host = authority.rsplit('@').next()?;
        let host = match host.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => host,
            _ => host,
        };
        (!host.is_empty()).then(|| host.to_owned())
    }
}

/// Takes the tokens of a page.
#[derive(Default)]
struct Reader(RefCell<State>);

#[derive(Default)]
struct State {
    page: Page,
    open: Vec<Open>,
    /// The text that is being read.
    run: String,
}

/// An element that has begun.
struct Open {
    name: String,
    /// How it hides what is in it.
    hides: Option<String>,
    /// Its content is read by programs alone: a script, a style, data.
    is_code: bool,
    /// It is a piece of data that a page may hold.
    is_data: bool,
}

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            CharacterTokens(text) => state.run.push_str(&text),
            TagToken(tag) => {
                state.flush();
                return match tag.kind {
                    StartTag => state.begins(&tag),
                    EndTag => {
                        state.ends(&tag.name);
                        TokenSinkResult::Continue
                    }
                };
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn begins(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        if ENDED_BY_THE_NEXT.contains(&&*name)
            && self.open.last().is_some_and(|last| last.name == name)
        {
            self.open.pop();
        }
        let attributes: Vec<(String, String)> = tag
            .attrs
            .iter()
            .map(|one| (one.name.local.to_string(), one.value.to_string()))
            .collect();
        let has = |wanted: &str| {
            let mut all = attributes.iter();
            all.find(|(name, _)| name == wanted)
                .map(|(_, value)| value.as_str())
        };
        if FOREIGN.contains(&&*name) {
            self.page.foreign.push(format!("<{name}>"));
        }
        if name == "meta"
            && has("http-equiv").is_some_and(|what| what.eq_ignore_ascii_case("refresh"))
        {
            self.page.foreign.push("<meta http-equiv=refresh>".into());
        }
        let is_data = name == "script" && has("type") == Some("application/ld+json");
        for (attribute, value) in &attributes {
            self.attribute(&name, attribute, value);
        }
        if VOID.contains(&&*name) {
            return TokenSinkResult::Continue;
        }
        let hides = match (has("style"), has("hidden")) {
            (Some(style), _) => Some(format!("style=\"{style}\"")),
            (None, Some(_)) => Some("hidden".to_owned()),
            (None, None) => None,
        };
        self.open.push(Open {
            hides,
            is_code: name == "script" || name == "style",
            is_data,
            name: name.clone(),
        });
        match &*name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }

    fn ends(&mut self, name: &str) {
        if let Some(place) = self.open.iter().rposition(|open| open.name == name) {
            self.open.truncate(place);
        }
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str) {
        if name.starts_with("on") {
            self.page.foreign.push(format!("<{element} {name}=…>"));
        }
        if name == "style" {
            self.page
                .foreign
                .push(format!("<{element} style=\"{value}\">"));
        }
        let is_said = matches!(name, "alt" | "title" | "aria-label" | "placeholder")
            || element == "meta" && name == "content";
        if is_said && !value.trim().is_empty() {
            self.page.text.push(plain(value));
        }
        // Browsers take out line ends and tabs, and blanks at both ends.
        let to: String = value.trim().chars().filter(|c| !c.is_control()).collect();
        let lower = to.to_ascii_lowercase();
        if lower.starts_with("javascript:") || lower.starts_with("vbscript:") {
            self.page
                .foreign
                .push(format!("<{element} {name}=\"{to}\">"));
        }
        let address = Address {
            by: format!("{element} {name}"),
            to,
        };
        if element == "a" && name == "href" {
            self.page.links.push(address.to.clone());
        }
        let leads = matches!(
            name,
            "href" | "src" | "action" | "formaction" | "poster" | "data"
        );
        if leads || address.host().is_some() {
            self.page.addresses.insert(address);
        } else if name == "srcset" {
            for one in value.split(',') {
                let to = one.split_whitespace().next().unwrap_or_default().to_owned();
                let by = format!("{element} {name}");
                self.page.addresses.insert(Address { by, to });
            }
        }
    }

    /// The text up to here has ended.
    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        let text = plain(&run);
        if text.is_empty() {
            return;
        }
        if let Some(open) = self.open.last()
            && open.is_code
        {
            if open.is_data {
                self.page.text.push(text);
            } else if open.name == "script" {
                self.page.foreign.push(format!("<script>{}", short(&text)));
            }
            return;
        }
        let by = self.open.iter().find_map(|open| open.hides.as_ref());
        if let Some(by) = by {
            let leads = self.open.iter().any(|open| open.name == "a");
            // What this program hides is short and leads nowhere.
            if by != "hidden" || leads || text.chars().count() > LONGEST_HIDDEN {
                self.page.hidden.push(format!("{by}：{}", short(&text)));
            }
        }
        let unseen = text.chars().filter(|c| is_unseen(*c)).count();
        if unseen > 0 {
            let told = format!("{unseen} 个看不见的字符：{}", short(&text));
            self.page.hidden.push(told);
        }
        self.page.text.push(text);
    }
}

/// One blank between words, as a page shows it.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text, for a person to find it.
fn short(text: &str) -> String {
    let mut told: String = text.chars().take(60).collect();
    if told.len() < text.len() {
        told.push('…');
    }
    told
}

/// Characters without a shape, and those that turn the direction of writing: text that reads otherwise than it looks.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'
            | '\u{200E}' | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}
