//! Settings: look at them, change them, see who changed them, try the gateway.

use leptos::prelude::*;
use texts::texts;

use super::{
    GatewaySecret, SettingChange, SettingField, SettingGroup, SettingKind, SettingValue, SettingsPage,
    SettingsPreviewPage, SettingsVersion, SettingsVersionPage, TestCall,
};
use crate::{
    components::{
        TextArea, TextInput, Tone, button, column, error_message, hidden, post, table, text_area, text_input,
        written,
    },
    model::{FieldError, Shell},
    shell::{Head, announcement, document},
    words::isolated,
};

#[component]
pub fn Settings(shell: Shell, page: SettingsPage) -> impl IntoView {
    let SettingsPage {
        version,
        file,
        problem,
        groups,
        lacks_alert_key,
        secret,
        test,
        has_earlier,
        history,
        errors,
        notice,
    } = page;
    let t = texts();
    let groups: Vec<_> = groups.into_iter().map(|group| fields(group, &errors)).collect();
    let content = view! {
        <a class="app-back" href=paths::ADMIN>{t.shared_back_to_hospital()}</a>
        <h1 class="nhsuk-heading-l">{t.settings_title()}</h1>
        {announcement(notice.as_deref())}
        {problem.map(|words| view! { <p class="app-warning">{words}</p> })}
        <p>{t.settings_about()}</p>
        <form method="post" action=paths::PREVIEW_SETTINGS novalidate>
            {beside(version, &file)}
            {groups}
            {button(Tone::Primary, &t.settings_see_changes())}
        </form>
        {lacks_alert_key.then(alert_key)}
        {secret_form(version, secret, &errors)}
        {test_form(test, &errors)}
        <h2 class="nhsuk-heading-m">{t.settings_history()}</h2>
        {versions(history)}
        {has_earlier.then(|| view! { <p>{t.settings_history_earlier()}</p> })}
        <p class="app-muted">{t.settings_file_only()}</p>
    };
    document(shell, Head { errors: &errors, here: paths::ADMIN, ..Head::still(t.settings_title()) }, content)
}

/// What a form stood beside.
fn beside(version: u32, file: &str) -> impl IntoView + use<> {
    view! {
        {hidden("version", &version.to_string())}
        {hidden("file", file)}
    }
}

fn fields(group: SettingGroup, errors: &[FieldError]) -> AnyView {
    let fields: Vec<_> = group.fields.into_iter().map(|setting| field(setting, errors)).collect();
    view! {
        <h2 class="nhsuk-heading-m">{group.title}</h2>
        {fields}
    }
    .into_any()
}

fn field(setting: SettingField, errors: &[FieldError]) -> AnyView {
    let SettingField { name, label, hint, kind, value, was, take_back } = setting;
    let input = match kind {
        SettingKind::Lines => {
            let lines = TextArea {
                name,
                label: &label,
                hint: &hint,
                value: &value,
                rows: 3,
                at_most: None,
                guard: None,
                class: "",
            };
            text_area(lines, errors)
        }
        SettingKind::Line | SettingKind::Number => {
            let is_number = kind == SettingKind::Number;
            let line = TextInput {
                hint: Some(&hint),
                value: &value,
                keyboard: is_number.then_some("numeric"),
                class: if is_number { "nhsuk-input--width-5" } else { "" },
                ..TextInput::new(name, &label)
            };
            text_input(line, errors)
        }
    };
    let back = take_back.map(|(value, is_ticked)| {
        let tick = format!("{name}_file");
        view! {
            <div class="nhsuk-form-group">
                <label class="app-tick">
                    <input type="checkbox" name=tick.clone() value="yes" id=tick checked=is_ticked/>
                    <span>
                        {texts().settings_take_back(isolated(&value))}
                        <span class="nhsuk-u-visually-hidden">" (" {label.clone()} ")"</span>
                    </span>
                </label>
            </div>
        }
    });
    view! {
        {input}
        <input type="hidden" name=format!("{name}_was") value=was/>
        {back}
    }
    .into_any()
}

fn alert_key() -> AnyView {
    let t = texts();
    view! {
        <h2 class="nhsuk-heading-m" id="alert-key">{t.settings_alert_key()}</h2>
        <p>{t.settings_alert_key_none()}</p>
        {post(Tone::Secondary, paths::ALERT_KEY, &t.settings_alert_key_make(), None)}
    }
    .into_any()
}

fn secret_form(version: u32, secret: GatewaySecret, errors: &[FieldError]) -> AnyView {
    let t = texts();
    let GatewaySecret { about, is_set, is_replaced } = secret;
    let (label, hint) = (t.settings_secret_new(), t.settings_secret_hint());
    let field = TextInput {
        kind: "password",
        autocomplete: "new-password",
        hint: Some(&hint),
        ..TextInput::new("gateway_secret", &label)
    };
    let back = is_set.then(|| {
        view! {
            <form method="post" action=paths::GATEWAY_SECRET class="app-post">
                {hidden("version", &version.to_string())}
                {hidden("take_back", "yes")}
                {sure("sure_back", errors)}
                {button(Tone::Secondary, &t.settings_secret_take_back())}
            </form>
        }
    });
    view! {
        <h2 class="nhsuk-heading-m">{t.settings_secret()}</h2>
        <p>{about}</p>
        <form method="post" action=paths::GATEWAY_SECRET novalidate>
            {hidden("version", &version.to_string())}
            {text_input(field, errors)}
            {is_replaced.then(|| sure("sure", errors))}
            {button(Tone::Secondary, &t.settings_secret_save())}
        </form>
        {back}
    }
    .into_any()
}

/// What another secret does, and a tick that this is meant.
fn sure(name: &'static str, errors: &[FieldError]) -> AnyView {
    let t = texts();
    view! {
        <div class="app-warning">
            <p>{t.settings_secret_does()}</p>
            {error_message(errors, name)}
            <label class="app-tick">
                <input type="checkbox" name=name value="yes" id=name/>
                <span>{t.settings_secret_sure()}</span>
            </label>
        </div>
    }
    .into_any()
}

fn test_form(test: TestCall, errors: &[FieldError]) -> AnyView {
    let t = texts();
    let TestCall { has_gateway, reference, key, last } = test;
    let form = if has_gateway {
        let label = t.settings_test_number();
        let field = TextInput {
            value: &reference,
            class: "nhsuk-input--width-20",
            ..TextInput::new("reference", &label)
        };
        view! {
            <p>{t.settings_test_about()}</p>
            <form method="post" action=paths::TEST_CALL novalidate>
                {hidden("key", &key)}
                {text_input(field, errors)}
                {button(Tone::Secondary, &t.settings_test_send())}
            </form>
        }
        .into_any()
    } else {
        view! { <p>{t.settings_test_no_gateway()}</p> }.into_any()
    };
    view! {
        <h2 class="nhsuk-heading-m" id="test-call">{t.settings_test()}</h2>
        {last.map(|said| view! { <p class="app-notice">{said}</p> })}
        {form}
    }
    .into_any()
}

fn versions(history: Vec<SettingsVersion>) -> AnyView {
    let t = texts();
    if history.is_empty() {
        return view! { <p>{t.settings_history_none()}</p> }.into_any();
    }
    let items: Vec<_> = history
        .into_iter()
        .map(|set| {
            let words = t.settings_version(set.version, isolated(&set.by), set.at.clock);
            view! { <li><a href=paths::settings_version(&set.version)>{words}</a></li> }
        })
        .collect();
    view! { <ul class="nhsuk-list">{items}</ul> }.into_any()
}

fn all_hidden(filled: Vec<(String, String)>) -> Vec<AnyView> {
    filled
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> }.into_any())
        .collect()
}

/// What it changes, before it is saved.
#[component]
pub fn SettingsPreview(shell: Shell, page: SettingsPreviewPage) -> impl IntoView {
    let SettingsPreviewPage { version, file, changes, concerns, told, filled, notice } = page;
    let t = texts();
    let head = Head { here: paths::ADMIN, wide: true, ..Head::still(t.settings_what_changes()) };
    let is_asked = !concerns.is_empty();
    let concerns = is_asked.then(|| {
        let items: Vec<_> = concerns.into_iter().map(|words| view! { <p>{words}</p> }).collect();
        view! {
            <div class="app-warning">
                <h2 class="nhsuk-heading-s">{t.settings_attention()}</h2>
                {items}
            </div>
        }
    });
    let (tone, label) = if is_asked {
        (Tone::Warning, t.settings_use_all_the_same())
    } else {
        (Tone::Primary, t.settings_use())
    };
    let back = view! {
        <form method="post" action=paths::PREVIEW_SETTINGS class="app-post">
            {beside(version, &file)}
            {hidden("back", "yes")}
            {all_hidden(filled.clone())}
            {button(Tone::Secondary, &t.settings_change_more())}
        </form>
    };
    let body = if changes.is_empty() {
        view! { <p>{t.settings_no_change()}</p> }.into_any()
    } else {
        view! {
            {changed(changes)}
            {concerns}
            <p>{t.settings_nothing_changed_yet()}</p>
            <form method="post" action=paths::SETTINGS>
                {beside(version, &file)}
                {hidden("told", &told)}
                {all_hidden(filled)}
                {button(tone, &label)}
            </form>
        }
        .into_any()
    };
    let content = view! {
        <a class="app-back" href=paths::SETTINGS>{t.settings_back_without()}</a>
        <h1 class="nhsuk-heading-l">{t.settings_what_changes()}</h1>
        {announcement(notice.as_deref())}
        {body}
        {back}
    };
    document(shell, head, content)
}

fn changed(changes: Vec<SettingChange>) -> AnyView {
    let t = texts();
    let rows: Vec<_> = changes
        .into_iter()
        .map(|SettingChange { label, before, after, does }| {
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td class="app-lines" data-label=t.settings_now()>{written(&before)}</td>
                    <td class="app-lines" data-label=t.settings_then()>{written(&after)}</td>
                    <td data-label=t.settings_what_it_does()>{does}</td>
                </tr>
            }
        })
        .collect();
    table(
        None,
        [
            column(t.settings_setting()),
            column(t.settings_now()),
            column(t.settings_then()),
            column(t.settings_what_it_does()),
        ],
        rows,
    )
}

/// What was set once.
#[component]
pub fn SettingsVersionDetail(shell: Shell, page: SettingsVersionPage) -> impl IntoView {
    let SettingsVersionPage { set, values, version, file, filled } = page;
    let t = texts();
    let title = t.settings_in_version(set.version);
    let head = Head { here: paths::ADMIN, wide: true, ..Head::still(title.clone()) };
    let rows: Vec<_> = values
        .into_iter()
        .map(|SettingValue { label, then, now }| {
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td class="app-lines" data-label=t.settings_value_then()>{written(&then)}</td>
                    <td class="app-lines" data-label=t.settings_value_now()>{written(&now)}</td>
                </tr>
            }
        })
        .collect();
    let again = if set.version == version {
        view! { <p>{t.settings_is_current()}</p> }.into_any()
    } else {
        view! {
            <form method="post" action=paths::PREVIEW_SETTINGS class="app-post">
                {beside(version, &file)}
                {all_hidden(filled)}
                {button(Tone::Primary, &t.settings_set_again())}
            </form>
        }
        .into_any()
    };
    let before = set.version.checked_sub(1).filter(|before| *before > 0).map(|before| {
        view! { <p><a href=paths::settings_version(&before)>{t.settings_version_before()}</a></p> }
    });
    let content = view! {
        <a class="app-back" href=paths::SETTINGS>{t.settings_back()}</a>
        <h1 class="nhsuk-heading-l">{title}</h1>
        <p>{t.settings_version_by(isolated(&set.by), set.at.clock)}</p>
        {table(
            None,
            [column(t.settings_setting()), column(t.settings_value_then()), column(t.settings_value_now())],
            rows,
        )}
        {again}
        {before}
    };
    document(shell, head, content)
}
