//! What is kept as a file.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};

/// A list that a spreadsheet opens, under this name.
pub(crate) fn csv(name: &str, text: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    (headers, text).into_response()
}
