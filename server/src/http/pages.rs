//! Which page a form's address belongs to.

use std::sync::Arc;

/// The addresses of pages, in their parts.
#[derive(Debug, Clone)]
pub(crate) struct Pages(Arc<[Vec<&'static str>]>);

impl FromIterator<&'static str> for Pages {
    fn from_iter<T: IntoIterator<Item = &'static str>>(paths: T) -> Self {
        Self(paths.into_iter().map(|path| parts(path).collect()).collect())
    }
}

fn parts(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|part| !part.is_empty())
}

impl Pages {
    /// The page that a form's address belongs to: the nearest one above it.
    pub(crate) fn above(&self, path: &str) -> String {
        let mut above: Vec<&str> = parts(path).collect();
        let is_one = |part: (&&str, &&str)| part.0.starts_with('{') || part.0 == part.1;
        while above.pop().is_some() {
            let is_page = |page: &Vec<&str>| page.len() == above.len() && page.iter().zip(&above).all(is_one);
            if self.0.iter().any(is_page) {
                break;
            }
        }
        format!("/{}", above.join("/"))
    }
}
