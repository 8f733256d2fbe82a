//! Answers: a status, headers that every one of them has, and a body.

use hyper::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS,
};
use hyper::{Response, StatusCode};

use super::body::Body;

/// What is sent back.
pub type Answer = Response<Body>;

/// An answer with the headers that each has: a token in an address is told to nobody, and a type is what it says.
pub fn answer(status: StatusCode, body: Body) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    set(&mut answer, REFERRER_POLICY, "no-referrer");
    set(&mut answer, X_CONTENT_TYPE_OPTIONS, "nosniff");
    answer
}

/// A few words, for a person.
pub fn words(status: StatusCode, words: &str) -> Answer {
    let mut answer = answer(status, Body::of(format!("{words}\n")));
    set(&mut answer, CONTENT_TYPE, "text/plain; charset=utf-8");
    set(&mut answer, CACHE_CONTROL, "no-store");
    answer
}

/// 404, the same for whatever may not be seen.
pub fn nothing_here() -> Answer {
    words(StatusCode::NOT_FOUND, "There is nothing here. 这里没有内容。")
}

/// A page that holds no script and nothing from elsewhere.
pub fn page(html: String) -> Answer {
    let mut answer = answer(StatusCode::OK, Body::of(html));
    set(&mut answer, CONTENT_TYPE, "text/html; charset=utf-8");
    set(&mut answer, CACHE_CONTROL, "no-store");
    set(
        &mut answer,
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    answer
}

/// Leads to another address of the same house.
pub fn elsewhere(status: StatusCode, address: &str) -> Answer {
    let mut answer = words(status, "See the address in Location.");
    set(&mut answer, LOCATION, address);
    answer
}

/// Sets a header; one that cannot be written is left out.
pub fn set(answer: &mut Answer, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}
