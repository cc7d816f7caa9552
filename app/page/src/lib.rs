//! A page as whoever reads it has it: words, links, buttons, fields. What tests ask about a page they ask here, so that
//! a story holds whatever its markup becomes. What must be nowhere in what is sent, a secret for one, they ask the bytes.

#[cfg(test)]
mod tests;

use std::fmt;

use html5ever::{ParseOpts, driver, tendril::TendrilSink, tree_builder::TreeBuilderOpts};
use scraper::{ElementRef, Html, HtmlTreeSink, Node, Selector};

/// Read as a browser without script reads it: what is not well formed is mended, entities are characters.
pub struct Page {
    html: Html,
}

/// The words, so that a test that fails shows what was there instead.
impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Page {
    pub fn read(html: &str) -> Self {
        let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let options = ParseOpts { tree_builder, ..ParseOpts::default() };
        Self { html: driver::parse_document(HtmlTreeSink::new(Html::new_document()), options).one(html) }
    }

    /// All words of the page, with one space wherever there is any: what a screen reader could come to, also what is
    /// folded away, but not what is `hidden`, what is for scripts, or what is in attributes.
    pub fn text(&self) -> String {
        self.find("body").next().map(text_of).unwrap_or_default()
    }

    /// Whether these words stand somewhere in [`Page::text`]; words as for [`Page::times`].
    pub fn says(&self, words: &str) -> bool {
        self.times(words) > 0
    }

    /// How often these words stand in [`Page::text`].
    ///
    /// # Panics
    ///
    /// If these are no words: an address, or markup. A page would never say so, and a test that it does not could not fail.
    pub fn times(&self, words: &str) -> usize {
        assert!(!words.starts_with('/') && !words.contains("=\""), "{words} is nothing that a page says");
        self.text().matches(&joined(words)).count()
    }

    /// Whether all of these words stand there, each after the one before.
    pub fn says_in_order(&self, words: &[&str]) -> bool {
        let text = self.text();
        let mut rest = text.as_str();
        words.iter().all(|words| match rest.split_once(&joined(words)) {
            Some((_, after)) => {
                rest = after;
                true
            }
            None => false,
        })
    }

    /// What a tab of the browser is called.
    pub fn title(&self) -> String {
        self.first("title").map(text_of).unwrap_or_default()
    }

    /// The heading of the page.
    pub fn heading(&self) -> String {
        self.first("h1").map(text_of).unwrap_or_default()
    }

    /// Where the first link leads whose words contain these.
    pub fn link(&self, words: &str) -> Option<String> {
        let named = |link: &ElementRef<'_>| text_of(*link).contains(&joined(words));
        self.find("a[href]").find(named).and_then(|link| attribute(link, "href"))
    }

    /// Where all links lead, in the order of the page.
    pub fn links(&self) -> Vec<String> {
        self.all("a[href]", "href")
    }

    /// Whether a link leads there.
    pub fn leads_to(&self, address: &str) -> bool {
        self.links().iter().any(|link| link == address)
    }

    /// Where the first button with these words in it posts its form to; empty for one that belongs to none.
    pub fn button(&self, words: &str) -> Option<String> {
        let named = |button: &ElementRef<'_>| text_of(*button).contains(&joined(words));
        let button = self.find("button").find(named)?;
        let by_name = || {
            let form = attribute(button, "form")?;
            self.find("form").find(|one| one.value().id() == Some(&form))
        };
        let around =
            || button.ancestors().filter_map(ElementRef::wrap).find(|one| one.value().name() == "form");
        let action = || by_name().or_else(around).and_then(|form| attribute(form, "action"));
        Some(attribute(button, "formaction").or_else(action).unwrap_or_default())
    }

    /// Where all forms and buttons post to, in the order of the page.
    pub fn actions(&self) -> Vec<String> {
        self.find("form[action], button[formaction]")
            .filter_map(|one| attribute(one, "formaction").or_else(|| attribute(one, "action")))
            .collect()
    }

    /// Whether a form or a button posts there.
    pub fn posts_to(&self, address: &str) -> bool {
        self.actions().iter().any(|action| action == address)
    }

    /// What would be sent under this name as the page stands: what is typed, chosen or ticked. None if there is no such
    /// field, or nothing chosen in it.
    pub fn field(&self, name: &str) -> Option<String> {
        self.find("input, select, textarea, button")
            .filter(|field| field.attr("name") == Some(name))
            .find_map(value_of)
    }

    /// Whether anything can be sent under this name, chosen or not.
    pub fn has_field(&self, name: &str) -> bool {
        self.find("[name]").any(|field| field.attr("name") == Some(name))
    }

    /// What can be chosen in this list: the words of each, under its value.
    pub fn choices(&self, name: &str) -> Vec<(String, String)> {
        self.find("select")
            .filter(|list| list.attr("name") == Some(name))
            .flat_map(|list| list.select(&selector("option")).collect::<Vec<_>>())
            .map(|choice| (choice.attr("value").unwrap_or_default().to_owned(), text_of(choice)))
            .collect()
    }

    /// What is said to be wrong with this field, beside it.
    pub fn error_at(&self, field: &str) -> Option<String> {
        let id = format!("{field}-error");
        self.find("[id]").find(|one| one.value().id() == Some(&id)).map(text_of)
    }

    /// The figure under this name, in a list of figures or a table.
    pub fn figure(&self, name: &str) -> Option<String> {
        let named = self.find("dt").find(|term| text_of(*term) == name).and_then(|term| {
            term.next_siblings().filter_map(ElementRef::wrap).find(|one| one.value().name() == "dd")
        });
        let labelled = || self.find("td[data-label]").find(|cell| cell.attr("data-label") == Some(name));
        named.or_else(labelled).map(text_of)
    }

    /// The first part that a CSS selector finds, as a page of its own.
    ///
    /// # Panics
    ///
    /// If it is no selector, or finds nothing.
    #[must_use]
    pub fn part(&self, css: &str) -> Self {
        self.parts(css).into_iter().next().unwrap_or_else(|| panic!("nothing is {css}: {self}"))
    }

    /// Every part that a CSS selector finds, each as a page of its own.
    ///
    /// # Panics
    ///
    /// If it is no selector.
    #[must_use]
    pub fn parts(&self, css: &str) -> Vec<Self> {
        let whole = |part: ElementRef<'_>| match part.value().name() {
            // Elsewhere a parser takes them for a mistake.
            "tbody" | "tr" | "td" | "th" => format!("<table>{}</table>", part.html()),
            _ => part.html(),
        };
        self.find(css).map(|part| Self::read(&whole(part))).collect()
    }

    /// Whether the page loads a script or a style sheet whose address ends like this.
    pub fn loads(&self, file: &str) -> bool {
        let scripts = self.all("script[src]", "src").into_iter();
        scripts.chain(self.all("head > link[href]", "href")).any(|address| address.ends_with(file))
    }

    /// The words of everything that a CSS selector finds: for what styles and scripts need.
    ///
    /// # Panics
    ///
    /// If it is no selector.
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.find(css).map(text_of).collect()
    }

    /// The attribute of everything that a CSS selector finds and that has one.
    ///
    /// # Panics
    ///
    /// If it is no selector.
    pub fn all(&self, css: &str, name: &str) -> Vec<String> {
        self.find(css).filter_map(|one| attribute(one, name)).collect()
    }

    /// How many parts a CSS selector finds.
    ///
    /// # Panics
    ///
    /// If it is no selector.
    pub fn count(&self, css: &str) -> usize {
        self.find(css).count()
    }

    /// Whether there is what a CSS selector asks for.
    ///
    /// # Panics
    ///
    /// If it is no selector.
    pub fn has(&self, css: &str) -> bool {
        self.count(css) > 0
    }

    fn first(&self, css: &str) -> Option<ElementRef<'_>> {
        self.find(css).next()
    }

    fn find(&self, css: &str) -> impl Iterator<Item = ElementRef<'_>> {
        let found: Vec<_> = self.html.select(&selector(css)).collect();
        found.into_iter()
    }
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap_or_else(|error| panic!("{css}: {error}"))
}

fn attribute(element: ElementRef<'_>, name: &str) -> Option<String> {
    element.attr(name).map(str::to_owned)
}

/// What a field would send.
fn value_of(field: ElementRef<'_>) -> Option<String> {
    let value = || Some(field.attr("value").unwrap_or_default().to_owned());
    match field.value().name() {
        "textarea" => Some(field.text().collect()),
        "select" => {
            let choices: Vec<_> = field.select(&selector("option")).collect();
            let chosen =
                choices.iter().find(|choice| choice.attr("selected").is_some()).or(choices.first())?;
            Some(chosen.attr("value").map_or_else(|| text_of(*chosen), str::to_owned))
        }
        "input" if matches!(field.attr("type"), Some("radio" | "checkbox")) => {
            field.attr("checked").and_then(|_| value())
        }
        _ => value(),
    }
}

fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text_of(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    add_text(element, &mut text);
    joined(&text)
}

fn add_text(element: ElementRef<'_>, text: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(_) => {
                let Some(inner) = ElementRef::wrap(child) else { continue };
                if inner.attr("hidden").is_some()
                    || matches!(inner.value().name(), "script" | "style" | "template")
                {
                    continue;
                }
                let apart = !is_part_of_a_sentence(inner.value().name());
                if apart {
                    text.push(' ');
                }
                add_text(inner, text);
                if apart {
                    text.push(' ');
                }
            }
            _ => {}
        }
    }
}

/// Whether what stands in it goes on from what stands before it.
fn is_part_of_a_sentence(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "code"
            | "em"
            | "i"
            | "kbd"
            | "mark"
            | "q"
            | "small"
            | "span"
            | "strong"
            | "time"
            | "u"
    )
}
