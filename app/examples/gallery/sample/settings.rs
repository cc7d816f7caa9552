//! Settings beside the configuration file.

use app::screens::settings::{
    GatewaySecret, SettingChange, SettingField, SettingGroup, SettingKind, SettingValue, SettingsPage,
    SettingsPreviewPage, SettingsVersion, SettingsVersionPage, TestCall,
};

use super::{NAMES, ago, error, s};

fn setting(name: &'static str, label: &str, kind: SettingKind, value: &str) -> SettingField {
    SettingField {
        name,
        label: s(label),
        hint: s("Shown whenever something does not work. From the configuration."),
        kind,
        value: s(value),
        was: s(value),
        take_back: None,
    }
}

pub(crate) fn settings() -> SettingsPage {
    let desk = setting("desk_phone", "Number of the command centre", SettingKind::Line, "the desk");
    let set = |version, name: &str, minutes| SettingsVersion { version, by: s(name), at: ago(minutes) };
    SettingsPage {
        version: 2,
        file: s("mark"),
        problem: Some(s("Settings 3 cannot be read, and version 2 counts instead.")),
        groups: vec![
            SettingGroup {
                title: s("The trust"),
                fields: vec![
                    SettingField { take_back: Some((s("ext. 5000"), true)), ..desk },
                    setting(
                        "hospital_numbers",
                        "Hospital numbers",
                        SettingKind::Lines,
                        "RX#######\n#######@",
                    ),
                ],
            },
            SettingGroup {
                title: s("Limits"),
                fields: vec![setting("per_ward", "Requests a minute", SettingKind::Number, "30")],
            },
        ],
        lacks_alert_key: false,
        secret: GatewaySecret { about: s("Set by Robin Sample, 10:42."), is_set: true, is_replaced: true },
        test: TestCall {
            has_gateway: true,
            reference: s("bleep 5000"),
            key: s("key"),
            last: Some(s("Robin Sample sent a test call, 10:42. The gateway did not take it.")),
        },
        has_earlier: true,
        history: vec![set(2, "Robin Sample", 30), set(1, NAMES[5], 700)],
        errors: vec![error("desk_phone", "Enter a telephone number of up to 40 characters")],
        notice: Some(s("Saved.")),
    }
}

pub(crate) fn settings_new() -> SettingsPage {
    SettingsPage {
        version: 0,
        problem: None,
        lacks_alert_key: true,
        secret: GatewaySecret { about: s("There is none yet."), is_set: false, is_replaced: false },
        test: TestCall { has_gateway: false, reference: String::new(), key: s("key"), last: None },
        has_earlier: false,
        history: Vec::new(),
        errors: Vec::new(),
        notice: None,
        ..settings()
    }
}

pub(crate) fn settings_preview() -> SettingsPreviewPage {
    SettingsPreviewPage {
        version: 2,
        file: s("mark"),
        changes: vec![SettingChange {
            label: s("Requests a minute by the link of one ward"),
            before: s("30"),
            after: s("5"),
            does: s("Counts from the next request or page."),
        }],
        concerns: vec![s("So few requests a minute would be taken that a busy ward would be turned away.")],
        told: s("per_ward"),
        filled: vec![(s("per_ward"), s("5"))],
        notice: Some(s("The question was another one. Read it again before you save.")),
    }
}

pub(crate) fn settings_unchanged() -> SettingsPreviewPage {
    SettingsPreviewPage { changes: Vec::new(), concerns: Vec::new(), notice: None, ..settings_preview() }
}

pub(crate) fn settings_version() -> SettingsVersionPage {
    SettingsVersionPage {
        set: SettingsVersion { version: 1, by: s(NAMES[5]), at: ago(700) },
        values: vec![SettingValue {
            label: s("Number of the command centre"),
            then: s("ext. 6000"),
            now: s("the configuration"),
        }],
        version: 2,
        file: s("mark"),
        filled: vec![(s("desk_phone"), s("ext. 6000"))],
    }
}
