//! What addresses ask for: each parameter stands there once, and what cannot be read is named, never dropped.

use crate::oops::encode;

/// The part of the address that cannot be read, or is of nothing that the board has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Broken(pub &'static str);

/// The value of a parameter, trimmed: empty where the form sent a field that was left empty, none where it is not
/// there. A parameter that stands there twice says nothing.
pub(crate) fn one<'p>(
    pairs: &'p [(String, String)],
    name: &'static str,
) -> Result<Option<&'p str>, Broken> {
    let mut found = pairs.iter().filter(|(key, _)| key == name);
    let value = found.next().map(|(_, value)| value.trim());
    match found.next() {
        Some(_) => Err(Broken(name)),
        None => Ok(value),
    }
}

/// What a value means; nothing where there is none.
pub(crate) fn read<T>(
    name: &'static str,
    value: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Broken> {
    value
        .map(|value| parse(value).ok_or(Broken(name)))
        .transpose()
}

/// Parameters with their question mark; empty where nothing is asked.
pub(crate) fn query(pairs: &[(&'static str, String)]) -> String {
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", encode(value)))
        .collect();
    if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_stands_there_once() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let pairs = [
            pair("a", " 1 "),
            pair("b", ""),
            pair("c", "1"),
            pair("c", "1"),
        ];
        assert_eq!(one(&pairs, "a"), Ok(Some("1")));
        assert_eq!(one(&pairs, "b"), Ok(Some("")));
        assert_eq!(one(&pairs, "c"), Err(Broken("c")));
        assert_eq!(one(&pairs, "d"), Ok(None));
    }
}
