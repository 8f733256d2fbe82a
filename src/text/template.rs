//! The environments that templates are filled in: one for pages, one for sentences.

use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value};

use super::escape_html;

/// For sentences: nothing is escaped, and a name that nobody gave is a mistake.
pub fn sentences() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
}

/// For HTML and XML: what is put in is escaped.
pub fn pages() -> Environment<'static> {
    let mut environment = sentences();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(escape);
    environment
}

fn escape(output: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => {
            output.write_str(&escape_html(text)).map_err(minijinja::Error::from)
        }
        _ => minijinja::escape_formatter(output, state, value),
    }
}
