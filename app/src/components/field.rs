//! Form fields. The name of a field is also its id, so that an error can link to it.

use domain::{Note, Spot, password};
use leptos::prelude::*;
use texts::texts;

use super::{
    content::written,
    errors::{error_for, error_message},
};
use crate::{
    model::{Choice, ChoiceGroup, FieldError, Tick},
    shell::escaped,
};

pub fn hidden(name: &'static str, value: &str) -> impl IntoView + use<> {
    view! { <input type="hidden" name=name value=value.to_owned()/> }
}

/// Says that the page came with a cookie, or to a browser that has one.
pub fn cookies_given() -> impl IntoView + use<> {
    hidden("cookies", "given")
}

/// A field of one line.
#[derive(Debug, Clone, Copy)]
pub struct TextInput<'a> {
    pub name: &'static str,
    pub label: &'a str,
    pub hint: Option<&'a str>,
    pub value: &'a str,
    /// The `type` attribute.
    pub kind: &'static str,
    /// The `autocomplete` attribute.
    pub autocomplete: &'static str,
    /// The `inputmode` attribute.
    pub keyboard: Option<&'static str>,
    pub max_length: Option<u16>,
    /// For a text that may not hold patient data.
    pub guard: Option<Guard<'a>>,
    /// What is typed first, on a page that is there to type into.
    pub comes_first: bool,
    /// Further classes, for its width.
    pub class: &'static str,
}

impl<'a> TextInput<'a> {
    /// Plain text, as wide as its column.
    pub const fn new(name: &'static str, label: &'a str) -> Self {
        Self {
            name,
            label,
            hint: None,
            value: "",
            kind: "text",
            autocomplete: "off",
            keyboard: None,
            max_length: None,
            guard: None,
            comes_first: false,
            class: "",
        }
    }
}

pub fn text_input(field: TextInput<'_>, errors: &[FieldError]) -> AnyView {
    let TextInput {
        name,
        label,
        hint,
        value,
        kind,
        autocomplete,
        keyboard,
        max_length,
        guard,
        comes_first,
        class,
    } = field;
    let wrong = error_for(errors, name).is_some();
    let group = group_class(wrong);
    let class = format!("nhsuk-input {class}{}", if wrong { " nhsuk-input--error" } else { "" });
    view! {
        <div class=group>
            <label class="nhsuk-label" for=name>{label.to_owned()}</label>
            {hint.map(|text| hint_line(name, text))}
            {error_message(errors, name)}
            <input
                class=class
                id=name
                name=name
                type=kind
                value=value.to_owned()
                autocomplete=autocomplete
                inputmode=keyboard
                maxlength=max_length.map(|length| length.to_string())
                data-guard=guard.map(Guard::kind)
                autofocus=comes_first
                aria-describedby=described_by(name, hint.is_some(), wrong)
            />
        </div>
        {guard.and_then(|guard| question(name, guard))}
    }
    .into_any()
}

/// A password that somebody chooses, twice.
pub fn new_password(errors: &[FieldError]) -> AnyView {
    let t = texts();
    let (label, again, hint) =
        (t.join_password(), t.join_password_again(), t.join_password_hint(password::LEAST_CHARS));
    let once = TextInput {
        kind: "password",
        autocomplete: "new-password",
        class: "nhsuk-input--width-20",
        ..TextInput::new("password", &label)
    };
    let again = TextInput { name: "password_again", label: &again, ..once };
    view! { {text_input(TextInput { hint: Some(&hint), ..once }, errors)} {text_input(again, errors)} }
        .into_any()
}

/// Tells a password manager whose password is typed below. Nobody sees it, and it is not sent.
pub fn whose_password(username: &str) -> AnyView {
    view! { <input type="text" autocomplete="username" value=username.to_owned() readonly hidden/> }
        .into_any()
}

/// How a text is looked at for patient data, by the server and by the page's script before it is sent.
#[derive(Debug, Clone, Copy)]
pub struct Guard<'a> {
    /// Whether somebody's name is asked about. Not where one is expected.
    names: bool,
    /// What has to be asked: each needs a tick, the field `{name}_checked`.
    warnings: &'a [FieldError],
}

impl<'a> Guard<'a> {
    pub const fn new(warnings: &'a [FieldError]) -> Self {
        Self { names: true, warnings }
    }

    /// For a field that asks for a name.
    pub const fn of_name(warnings: &'a [FieldError]) -> Self {
        Self { names: false, warnings }
    }

    const fn kind(self) -> &'static str {
        if self.names { "names" } else { "" }
    }
}

/// A field of several lines.
#[derive(Debug, Clone, Copy)]
pub struct TextArea<'a> {
    pub name: &'static str,
    pub label: &'a str,
    pub hint: &'a str,
    pub value: &'a str,
    pub rows: u8,
    /// The script of the page says how many characters are left of so many.
    pub at_most: Option<usize>,
    /// As in [`TextInput::guard`].
    pub guard: Option<Guard<'a>>,
    /// Further classes.
    pub class: &'static str,
}

pub fn text_area(field: TextArea<'_>, errors: &[FieldError]) -> AnyView {
    let TextArea { name, label, hint, value, rows, at_most, guard, class } = field;
    let wrong = error_for(errors, name).is_some();
    let class = format!("nhsuk-textarea {class}{}", if wrong { " nhsuk-textarea--error" } else { "" });
    let left = at_most.map(|at_most| (format!("{name}-left"), texts().shared_at_most(at_most)));
    let described: Vec<String> =
        described_by(name, true, wrong).into_iter().chain(left.clone().map(|(id, _)| id)).collect();
    view! {
        <div class=group_class(wrong)>
            <label class="nhsuk-label" for=name>{label.to_owned()}</label>
            {hint_line(name, hint)}
            {error_message(errors, name)}
            <textarea
                class=class.trim_end().to_owned()
                id=name
                name=name
                rows=rows.to_string()
                aria-describedby=described.join(" ")
                data-left=at_most.map(|at_most| at_most.to_string())
                data-guard=guard.map(Guard::kind)
                inner_html=escaped(value)
            ></textarea>
            {left.map(|(id, words)| view! { <div class="nhsuk-hint app-left" id=id>{words}</div> })}
        </div>
        {guard.and_then(|guard| question(name, guard))}
    }
    .into_any()
}

/// The note of a form.
pub fn note(label: &str, value: &str, errors: &[FieldError], warnings: &[FieldError]) -> AnyView {
    let field = TextArea {
        name: "note",
        label,
        hint: &texts().shared_no_patient_details(),
        value,
        rows: 3,
        at_most: Some(Note::MAX_CHARS),
        guard: Some(Guard::new(warnings)),
        class: "",
    };
    text_area(field, errors)
}

/// Where on the ward somebody is.
pub fn spot(value: &str, errors: &[FieldError], warnings: &[FieldError]) -> AnyView {
    let label = texts().shared_where_exactly();
    let field = TextInput {
        value,
        max_length: u16::try_from(Spot::MAX_CHARS).ok(),
        guard: Some(Guard::new(warnings)),
        ..TextInput::new("spot", &label)
    };
    text_input(field, errors)
}

/// That a text may hold patient details, and a tick that it does not. The page's script makes the same (`public/guard.js`).
fn question(name: &str, Guard { warnings, .. }: Guard<'_>) -> Option<AnyView> {
    let words = error_for(warnings, name)?.to_owned();
    let tick = format!("{name}_checked");
    let question = view! {
        <div class="app-warning">
            <p>{words}</p>
            <label class="app-tick">
                <input type="checkbox" name=tick.clone() value="yes" id=tick/>
                <span>{texts().shared_holds_no_patient_details()}</span>
            </label>
        </div>
    };
    Some(question.into_any())
}

/// Files to send, several at once. `kinds` is the `accept` attribute.
pub fn file_input(
    name: &'static str,
    label: &str,
    hint: &str,
    kinds: &'static str,
    errors: &[FieldError],
) -> AnyView {
    let wrong = error_for(errors, name).is_some();
    view! {
        <div class=group_class(wrong)>
            <label class="nhsuk-label" for=name>{label.to_owned()}</label>
            {hint_line(name, hint)}
            {error_message(errors, name)}
            <input
                class="app-files"
                id=name
                name=name
                type="file"
                multiple
                accept=kinds
                aria-describedby=described_by(name, true, wrong)
            />
        </div>
    }
    .into_any()
}

/// A list to choose from. `unset`, if given, comes first and sends nothing.
pub fn select(
    name: &str,
    label: &str,
    choices: &[Choice],
    chosen: &str,
    unset: Option<&str>,
    errors: &[FieldError],
) -> AnyView {
    let wrong = error_for(errors, name).is_some();
    let class = if wrong { "nhsuk-select nhsuk-select--error" } else { "nhsuk-select" };
    let options: Vec<_> = choices
        .iter()
        .map(|choice| {
            let selected = choice.value == chosen;
            view! { <option value=choice.value.clone() selected=selected>{choice.label.clone()}</option> }
        })
        .collect();
    view! {
        <div class=group_class(wrong)>
            <label class="nhsuk-label" for=name.to_owned()>{label.to_owned()}</label>
            {error_message(errors, name)}
            <select class=class id=name.to_owned() name=name.to_owned() aria-describedby=described_by(name, false, wrong)>
                {unset.map(|words| view! { <option value="">{words.to_owned()}</option> })}
                {options}
            </select>
        </div>
    }
    .into_any()
}

/// A list to choose from whose choices stand under headings. `unset` comes first and sends nothing.
pub fn grouped_select(
    name: &'static str,
    label: &str,
    groups: &[ChoiceGroup],
    unset: &str,
    errors: &[FieldError],
) -> AnyView {
    let wrong = error_for(errors, name).is_some();
    let class = if wrong { "nhsuk-select nhsuk-select--error" } else { "nhsuk-select" };
    let groups: Vec<_> = groups
        .iter()
        .map(|group| {
            let options: Vec<_> = group
                .choices
                .iter()
                .map(|choice| view! { <option value=choice.value.clone()>{choice.label.clone()}</option> })
                .collect();
            view! { <optgroup label=group.label.clone()>{options}</optgroup> }
        })
        .collect();
    view! {
        <div class=group_class(wrong)>
            <label class="nhsuk-label" for=name>{label.to_owned()}</label>
            {error_message(errors, name)}
            <select class=class id=name name=name aria-describedby=described_by(name, false, wrong)>
                <option value="">{unset.to_owned()}</option>
                {groups}
            </select>
        </div>
    }
    .into_any()
}

/// Something that is so or is not; ticked, it sends `yes`.
pub fn tick(
    name: &'static str,
    label: &str,
    hint: Option<&str>,
    is_ticked: bool,
    errors: &[FieldError],
) -> AnyView {
    let wrong = error_for(errors, name).is_some();
    view! {
        <div class=group_class(wrong)>
            {error_message(errors, name)}
            <label class="app-tick">
                <input
                    type="checkbox"
                    id=name
                    name=name
                    value="yes"
                    checked=is_ticked
                    aria-describedby=described_by(name, hint.is_some(), wrong)
                />
                <span>{label.to_owned()}</span>
            </label>
            {hint.map(|text| hint_line(name, text))}
        </div>
    }
    .into_any()
}

/// Radios as tiles: the whole tile is the target.
#[derive(Debug, Clone, Copy)]
pub struct Tiles<'a> {
    pub name: &'a str,
    pub legend: &'a str,
    pub choices: &'a [Choice],
    pub chosen: &'a str,
    /// Further classes of the grid, for how many stand in a row.
    pub class: &'static str,
}

pub fn tiles(tiles: Tiles<'_>, errors: &[FieldError]) -> AnyView {
    tiles_with(tiles, errors, |_| None)
}

/// `follows`: what belongs to a choice, by its value; the style sheet shows it below all tiles while that is chosen.
pub fn tiles_with(
    tiles: Tiles<'_>,
    errors: &[FieldError],
    follows: impl Fn(&str) -> Option<AnyView>,
) -> AnyView {
    let Tiles { name, legend, choices, chosen, class } = tiles;
    let wrong = error_for(errors, name).is_some();
    let radios: Vec<_> = choices
        .iter()
        .enumerate()
        .map(|(place, choice)| {
            let id = if place == 0 { name.to_owned() } else { format!("{name}-{}", place + 1) };
            view! {
                <div class="app-tile">
                    <input
                        type="radio"
                        name=name.to_owned()
                        id=id.clone()
                        value=choice.value.clone()
                        checked=choice.value == chosen
                    />
                    <label for=id>{choice.label.clone()}</label>
                </div>
                {follows(&choice.value)}
            }
        })
        .collect();
    view! {
        <div class=group_class(wrong)>
            <fieldset class="nhsuk-fieldset" aria-describedby=described_by(name, false, wrong)>
                <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{legend.to_owned()}</legend>
                {error_message(errors, name)}
                <div class=format!("app-tiles {class}")>{radios}</div>
            </fieldset>
        </div>
    }
    .into_any()
}

/// One of several, with the whole line as its target.
fn tick_box(id: &str, tick: &Tick) -> AnyView {
    let Tick { name, label, is_set } = tick.clone();
    view! {
        <label class="app-tick">
            <input type="checkbox" name=name value="yes" id=id.to_owned() checked=is_set/>
            <span>{written(&label)}</span>
        </label>
    }
    .into_any()
}

/// The tick that says that what is added is another than one that is called nearly so.
pub const ANOTHER: &str = "is_another";

/// Asks whether something is there already. `told`: what the tick sends.
pub fn is_another(asked: Vec<AnyView>, told: &str, label: &str) -> AnyView {
    let asked: Vec<_> = asked.into_iter().map(|words| view! { <p>{words}</p> }).collect();
    view! {
        <div class="app-warning">
            {asked}
            <label class="app-tick">
                <input type="checkbox" name=ANOTHER value=told.to_owned() id=ANOTHER/>
                <span>{label.to_owned()}</span>
            </label>
        </div>
    }
    .into_any()
}

/// Several things to tick. `group`: the id of the first, for errors.
pub fn ticks(group: &'static str, legend: &str, ticks: &[Tick], errors: &[FieldError]) -> AnyView {
    let wrong = error_for(errors, group).is_some();
    let boxes: Vec<_> = ticks
        .iter()
        .enumerate()
        .map(|(place, one)| tick_box(if place == 0 { group } else { one.name.as_str() }, one))
        .collect();
    view! {
        <div class=group_class(wrong)>
            <fieldset class="nhsuk-fieldset" aria-describedby=described_by(group, false, wrong)>
                <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{legend.to_owned()}</legend>
                {error_message(errors, group)}
                {boxes}
            </fieldset>
        </div>
    }
    .into_any()
}

pub(super) const fn group_class(wrong: bool) -> &'static str {
    if wrong { "nhsuk-form-group nhsuk-form-group--error" } else { "nhsuk-form-group" }
}

fn hint_line(name: &str, text: &str) -> impl IntoView + use<> {
    view! { <div class="nhsuk-hint" id=format!("{name}-hint")>{text.to_owned()}</div> }
}

fn described_by(name: &str, hint: bool, wrong: bool) -> Option<String> {
    match (hint, wrong) {
        (false, false) => None,
        (true, false) => Some(format!("{name}-hint")),
        (false, true) => Some(format!("{name}-error")),
        (true, true) => Some(format!("{name}-hint {name}-error")),
    }
}
