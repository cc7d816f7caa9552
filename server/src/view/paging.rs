//! Lists that are longer than a page.

/// Of rows of which one more was read than a page holds: those that it holds, and the address of what comes after the last
/// of them, if there is more.
pub(crate) fn page_of<T>(
    mut rows: Vec<T>,
    most: usize,
    after: impl FnOnce(&T) -> String,
) -> (Vec<T>, Option<String>) {
    let there_are_more = rows.len() > most;
    rows.truncate(most);
    let next = rows.last().filter(|_| there_are_more).map(after);
    (rows, next)
}

/// `/admin/audit?kind=imported&before=17`: what is empty is left out.
pub(crate) fn address<const FIELDS: usize>(path: &str, fields: [(&str, &str); FIELDS]) -> String {
    let fields: Vec<_> = fields.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    format!("{path}?{}", serde_urlencoded::to_string(fields).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_holds_everything_has_none_after_it() {
        let after = |last: &u32| format!("after {last}");
        assert_eq!(page_of(vec![1, 2], 2, after), (vec![1, 2], None));
        assert_eq!(page_of(vec![1, 2, 3], 2, after), (vec![1, 2], Some("after 2".to_owned())));
        assert_eq!(page_of(Vec::new(), 2, after), (Vec::new(), None));
    }

    #[test]
    fn an_address_says_what_was_asked_for_and_nothing_else() {
        let fields = [("find", "Zoë & co"), ("kind", ""), ("from", "30")];
        assert_eq!(address("/list", fields), "/list?find=Zo%C3%AB+%26+co&from=30");
    }
}
