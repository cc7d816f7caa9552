//! Settings beside the configuration file.

mod model;
mod page;

pub use self::{
    model::{
        GatewaySecret, SettingChange, SettingField, SettingGroup, SettingKind, SettingValue, SettingsPage,
        SettingsPreviewPage, SettingsVersion, SettingsVersionPage, TestCall,
    },
    page::{Settings, SettingsPreview, SettingsVersionDetail},
};
