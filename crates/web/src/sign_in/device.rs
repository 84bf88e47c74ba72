//! What kind of browser it is, in two words: enough for its owner to know it again, too little to follow anybody.

use crate::page::Page;

/// The first mark that the agent has says what it is: those that also bear the marks of others come first.
const BROWSERS: &[(&str, &str)] = &[
    ("MicroMessenger", "wechat"),
    ("DingTalk", "dingtalk"),
    ("AlipayClient", "alipay"),
    ("HuaweiBrowser", "huawei"),
    ("UCBrowser", "uc"),
    ("QQBrowser", "qq"),
    ("MiuiBrowser", "xiaomi"),
    ("Edg", "edge"),
    ("Firefox", "firefox"),
    ("FxiOS", "firefox"),
    ("CriOS", "chrome"),
    ("Chrome", "chrome"),
    ("Safari", "safari"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("HarmonyOS", "harmony"),
    ("Android", "android"),
    ("iPhone", "ios"),
    ("iPad", "ios"),
    ("Windows", "windows"),
    ("Mac OS X", "macos"),
    ("Linux", "linux"),
];

/// The code of a browser: `edge-windows`.
pub fn kind_of(agent: &str) -> String {
    let first = |marks: &[(&str, &'static str)]| {
        let found = marks.iter().find(|(mark, _)| agent.contains(mark));
        found.map_or("other", |(_, code)| code)
    };
    format!("{}-{}", first(BROWSERS), first(SYSTEMS))
}

/// A kind in words; a kind that means nothing is one that is not known.
pub fn told(p: &Page, kind: &str) -> String {
    let (browser, system) = kind.split_once('-').unwrap_or(("other", "other"));
    let word = |of: &str, code: &str| {
        let known = p.t_if(&format!("{of}-{code}"));
        known.unwrap_or_else(|| p.code(of, "other"))
    };
    p.tt2(
        "device-kind",
        word("device-browser", browser),
        word("device-system", system),
    )
}

#[cfg(test)]
mod tests {
    use super::kind_of;

    #[test]
    fn browsers_are_known_by_what_they_call_themselves() {
        for (agent, kind) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
                "edge-windows",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50",
                "wechat-ios",
            ),
            (
                "Mozilla/5.0 (Phone; OpenHarmony 5.0; HarmonyOS 5.0) AppleWebKit/537.36 Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1 HuaweiBrowser/5.0",
                "huawei-harmony",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "firefox-linux",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15",
                "safari-macos",
            ),
            ("curl/8.5.0", "other-other"),
            ("", "other-other"),
        ] {
            assert_eq!(kind_of(agent), kind, "{agent}");
        }
    }
}
