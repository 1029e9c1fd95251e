//! The options of the plugin, read once for each file. An unknown one is refused by name.
//! Twin: babel-plugin/src/options.ts

use crate::json::{read, Json};

#[derive(Debug, PartialEq, Eq)]
pub struct Options {
    /// Whether exported functions, classes and objects are made known to the functions of other files that use them. Without
    /// it, these count by their source text. Default `true`.
    pub exports: bool,
    /// Names of imports, other than `cached`, that wrap a function in the same way: `["withRedis"]` for
    /// `import { withRedis } from './cache'`. Default none.
    pub wrappers: Vec<String>,
    /// Calls that do not count where they stand as statements, by the names as they are written:
    /// `["console.*", "logger.debug"]`. `*` stands for one name. A call stays if its arguments do more than read; calls in
    /// them must be on the list, too. Default none.
    pub ignore_calls: Vec<String>,
    /// Whether the output names files, lines and constants, for `explain` and messages.
    /// Names of functions and classes stay, because versions can count them; so do the reasons of refusals.
    /// Versions are the same. Default `true`.
    pub names: bool,
    /// Whether the compiler's output carries a report of the canonical forms and their hashes. Default `false`.
    pub report: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { exports: true, wrappers: Vec::new(), ignore_calls: Vec::new(), names: true, report: false }
    }
}

/// `given` is the second element of the plugin's entry in `.swcrc`, as the host passes it on: the text of a JSON value.
pub fn read_options(given: Option<&str>) -> Result<Options, String> {
    let mut options = Options::default();
    for (name, value) in entries(given) {
        match name.as_str() {
            "exports" => options.exports = boolean(&name, &value)?,
            "names" => options.names = boolean(&name, &value)?,
            "report" => options.report = boolean(&name, &value)?,
            "wrappers" => options.wrappers = names(&name, value)?,
            "ignoreCalls" => options.ignore_calls = patterns(&name, value)?,
            _ => {
                return Err(format!(
                    "autocached: the plugin has no option \"{name}\". It would have no effect. \
                     Known options: exports, ignoreCalls, names, report, wrappers."
                ))
            }
        }
    }
    Ok(options)
}

/// As JavaScript's `Object.entries`: the names in a list are its indexes.
fn entries(given: Option<&str>) -> Vec<(String, Json)> {
    match given.and_then(read) {
        Some(Json::Object(members)) => members,
        Some(Json::Array(items)) => {
            items.into_iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        _ => Vec::new(),
    }
}

fn boolean(name: &str, value: &Json) -> Result<bool, String> {
    match value {
        Json::Boolean(value) => Ok(*value),
        _ => Err(invalid(name, "true or false")),
    }
}

fn names(name: &str, value: Json) -> Result<Vec<String>, String> {
    let Json::Array(items) = value else { return Err(invalid(name, "a list of names")) };
    let name_of = |item| match item {
        Json::String(wrapper) => Ok(wrapper),
        _ => Err(invalid(name, "a list of names")),
    };
    items.into_iter().map(name_of).collect()
}

fn patterns(name: &str, value: Json) -> Result<Vec<String>, String> {
    let refused = || invalid(name, r#"a list such as ["console.*", "logger.debug"]"#);
    let patterns = names(name, value).map_err(|_| refused())?;
    if patterns.iter().all(|pattern| is_pattern(pattern)) {
        Ok(patterns)
    } else {
        Err(refused())
    }
}

/// Names with dots between, the last of which may be `*`.
fn is_pattern(pattern: &str) -> bool {
    let names: Vec<_> = pattern.split('.').collect();
    let last = names.len() - 1;
    names
        .iter()
        .enumerate()
        .all(|(index, name)| !name.is_empty() && (!name.contains('*') || *name == "*" && index == last && index > 0))
}

fn invalid(name: &str, expected: &str) -> String {
    format!("autocached: the plugin's option \"{name}\" must be {expected}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_options_are_the_defaults() {
        for json in [None, Some("null"), Some("{}")] {
            assert_eq!(read_options(json), Ok(Options::default()));
        }
    }

    #[test]
    fn every_option_is_read() {
        let given = read_options(Some(
            r#"{"exports":false,"wrappers":["withRedis"],"ignoreCalls":["console.*"],"names":false,"report":true}"#,
        ));
        let expected = Options {
            exports: false,
            wrappers: vec!["withRedis".into()],
            ignore_calls: vec!["console.*".into()],
            names: false,
            report: true,
        };
        assert_eq!(given, Ok(expected));
    }

    #[test]
    fn an_unknown_option_is_refused_with_its_name_and_the_known_ones() {
        let message = read_options(Some(r#"{"reprot":true}"#)).unwrap_err();
        assert!(message.starts_with("autocached: the plugin has no option \"reprot\"."), "{message}");
        assert!(message.ends_with("Known options: exports, ignoreCalls, names, report, wrappers."), "{message}");
    }

    #[test]
    fn a_value_of_another_type_is_refused() {
        let message = |json| read_options(Some(json)).unwrap_err();
        assert_eq!(message(r#"{"report":1}"#), "autocached: the plugin's option \"report\" must be true or false.");
        let expected = "autocached: the plugin's option \"wrappers\" must be a list of names.";
        assert_eq!(message(r#"{"wrappers":"a"}"#), expected);
        assert_eq!(message(r#"{"wrappers":["a",1]}"#), expected);
        for patterns in ["1", "[1]", r#"[""]"#, r#"["*"]"#, r#"["a.*.b"]"#, r#"["a*"]"#, r#"["a..b"]"#] {
            let given = format!(r#"{{"ignoreCalls":{patterns}}}"#);
            let message = read_options(Some(&given)).unwrap_err();
            assert!(message.ends_with(r#"must be a list such as ["console.*", "logger.debug"]."#), "{message}");
        }
    }
}
