//! Makes a part of the page like another one, changing only what differs.
//!
//! What the reader did survives: focus, opened details, a choice not sent yet, a button disabled because its form is on
//! its way. Elements with an `id` or a `data-key` stay the same element wherever they move among their siblings.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node};

/// Attributes that belong to the reader, not to the server.
const OURS: [&str; 3] = ["open", "disabled", "data-sent"];

/// Makes `old` like `new`, which is taken apart.
pub(super) fn take_over(old: &Element, new: &Element) -> Result<(), JsValue> {
    let focus = document().active_element();
    element(old, new)?;
    // Moving an element takes its focus.
    if let Some(focus) = focus.and_then(|element| element.dyn_into::<HtmlElement>().ok())
        && document().active_element().as_ref() != Some(&focus)
        && focus.is_connected()
    {
        focus.focus()?;
    }
    Ok(())
}

fn element(old: &Element, new: &Element) -> Result<(), JsValue> {
    for name in names(new) {
        let value = new.get_attribute(&name);
        if !OURS.contains(&name.as_str()) && old.get_attribute(&name) != value {
            old.set_attribute(&name, &value.unwrap_or_default())?;
        }
    }
    for name in names(old) {
        if !OURS.contains(&name.as_str()) && !new.has_attribute(&name) {
            old.remove_attribute(&name)?;
        }
    }
    children(old, new)
}

fn names(element: &Element) -> Vec<String> {
    element.get_attribute_names().iter().filter_map(|name| name.as_string()).collect()
}

fn children(old: &Element, new: &Element) -> Result<(), JsValue> {
    let mut place = old.first_child();
    let mut next = new.first_child();
    while let Some(node) = next {
        next = node.next_sibling();
        match counterpart(place.as_ref(), &node) {
            Some(same) => {
                if place.as_ref() == Some(&same) {
                    place = same.next_sibling();
                } else {
                    old.insert_before(&same, place.as_ref())?;
                }
                node_like(&same, &node)?;
            }
            None => {
                old.insert_before(&node, place.as_ref())?;
            }
        }
    }
    while let Some(node) = place {
        place = node.next_sibling();
        old.remove_child(&node)?;
    }
    Ok(())
}

fn node_like(old: &Node, new: &Node) -> Result<(), JsValue> {
    if let (Some(old), Some(new)) = (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) {
        return element(old, new);
    }
    if old.node_value() != new.node_value() {
        old.set_node_value(new.node_value().as_deref());
    }
    Ok(())
}

/// The node that `new` is to become: from `place` on, the one with its key, or without a key the very next of its kind.
fn counterpart(place: Option<&Node>, new: &Node) -> Option<Node> {
    let wanted = key(new);
    if wanted.is_none() {
        return place.filter(|node| node.node_name() == new.node_name() && key(node).is_none()).cloned();
    }
    let mut candidate = place.cloned();
    while let Some(node) = candidate {
        if node.node_name() == new.node_name() && key(&node) == wanted {
            return Some(node);
        }
        candidate = node.next_sibling();
    }
    None
}

fn key(node: &Node) -> Option<String> {
    let element = node.dyn_ref::<Element>()?;
    element.get_attribute("data-key").or_else(|| element.get_attribute("id"))
}
