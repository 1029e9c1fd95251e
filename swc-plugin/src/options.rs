//! The plugin's options: parsed once for each file, unknown ones refused by name. Twin: babel-plugin/src/options.ts

use serde_json::{Map, Value};

/// Every option, in the order in which messages list them.
const KNOWN: &[&str] = &["report"];

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Hand the analysis back to the caller of `transform`, as JSON in `result.output`. For tests.
    pub report: bool,
}

impl Options {
    /// `json` is the second element of the plugin's entry in `.swcrc`, as the host passes it on: text.
    pub fn parse(json: Option<&str>) -> Result<Options, String> {
        let Some(json) = json else { return Ok(Options::default()) };
        match serde_json::from_str(json) {
            Ok(Value::Object(given)) => Options::read(&given),
            Ok(Value::Null) => Ok(Options::default()),
            _ => Err(format!("the options must be an object, for example {{}}, but are {json}")),
        }
    }

    fn read(given: &Map<String, Value>) -> Result<Options, String> {
        let unknown: Vec<&str> = given.keys().map(String::as_str).filter(|name| !KNOWN.contains(name)).collect();
        if !unknown.is_empty() {
            return Err(format!("unknown option {}; the options are {}", quoted(&unknown), quoted(KNOWN)));
        }
        Ok(Options { report: boolean(given, "report")? })
    }
}

fn boolean(given: &Map<String, Value>, name: &str) -> Result<bool, String> {
    match given.get(name) {
        None => Ok(false),
        Some(Value::Bool(value)) => Ok(*value),
        Some(other) => Err(format!("option \"{name}\" must be true or false, but is {other}")),
    }
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_options_are_the_defaults() {
        for json in [None, Some("null"), Some("{}")] {
            assert_eq!(Options::parse(json), Ok(Options::default()));
        }
    }

    #[test]
    fn an_unknown_option_is_refused_with_its_name_and_the_known_ones() {
        let message = Options::parse(Some(r#"{"reprot":true}"#)).unwrap_err();
        assert_eq!(message, r#"unknown option "reprot"; the options are "report""#);
    }

    #[test]
    fn a_value_of_another_type_is_refused() {
        let message = Options::parse(Some(r#"{"report":1}"#)).unwrap_err();
        assert_eq!(message, r#"option "report" must be true or false, but is 1"#);
    }

    #[test]
    fn options_that_are_no_object_are_refused() {
        assert!(Options::parse(Some("[]")).unwrap_err().starts_with("the options must be an object"));
    }
}
