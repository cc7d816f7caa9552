use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use figment::{
    Figment,
    providers::{Format, Toml},
};
use ground::links::Links;
use toml::Table;

use super::{
    super::{Config, DEFAULTS},
    *,
};

fn file(text: &str) -> Values {
    let figment = Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(text));
    Values::of(&Config::read(&figment).unwrap())
}

fn chosen(keys: &[(Key, &str)]) -> Chosen {
    let keys = keys.iter().map(|(key, text)| (*key, (*text).to_owned())).collect();
    Chosen { keys, others: Table::new() }
}

fn after(before: &Values, keys: &[(Key, &str)]) -> Values {
    let (values, wrong) = before.with(&chosen(keys), &SetSecret::Not);
    assert!(wrong.is_empty(), "{wrong:?}");
    values
}

#[test]
fn what_was_set_is_kept_as_a_configuration_file_that_says_the_same() {
    let set = chosen(&[
        (Key::TrustName, "Northbank \"and\" Riverside"),
        (Key::HospitalNumbers, "RX#######\n#######@"),
        (Key::Contact, "mailto:elbow@trust.example"),
        (Key::PerWard, "40"),
        (Key::LivePages, "30"),
        (Key::Huddles, "07:00 12:30"),
        (Key::Sitreps, ""),
    ]);
    let text = set.to_toml();
    assert_eq!(Chosen::from_toml(&text).unwrap(), set, "{text}");
    let (of_page, wrong) = file("").with(&set, &SetSecret::Not);
    let of_file = file(&text);
    assert!(wrong.is_empty(), "{wrong:?}");
    for key in Key::ALL {
        assert_eq!(of_page.text(key), of_file.text(key), "{}", key.name());
    }
}

#[test]
fn what_elbow_comes_with_is_what_its_own_file_says() {
    for key in Key::ALL {
        assert_eq!(shipped(key), file("").text(key), "{}", key.name());
    }
}

#[test]
fn what_a_newer_program_has_set_besides_is_left_alone() {
    let text = "colour = 'blue'\ndesk_phone = '5001'\n[limits]\nlegs = 4\nper_ward_per_minute = 9\n[push]\ncontact = ''";
    let mut set = Chosen::from_toml(text).unwrap();
    assert_eq!((set.get(Key::DeskPhone), set.get(Key::PerWard)), (Some("5001"), Some("9")));
    set.take_back(Key::DeskPhone);
    let kept: Table = set.to_toml().parse().unwrap();
    let meant: Table =
        "colour = 'blue'\n[limits]\nlegs = 4\nper_ward_per_minute = 9\n[push]\ncontact = ''".parse().unwrap();
    assert_eq!(kept, meant);
    assert!(Chosen::from_toml("desk_phone").is_err());

    let text = "desk_phone = true\nlimits = 5\nhospital_numbers = [['RX#######']]";
    let mut set = Chosen::from_toml(text).unwrap();
    assert!(Key::ALL.iter().all(|key| set.get(*key).is_none()));
    assert_eq!(
        set.to_toml().parse::<Table>().unwrap(),
        text.parse::<Table>().unwrap(),
        "also where it is of another kind"
    );
    set.set(Key::PerWard, "9".to_owned());
    assert_eq!(Chosen::from_toml(&set.to_toml()).unwrap().get(Key::PerWard), Some("9"));
}

#[test]
fn what_cannot_be_used_is_named_and_the_file_counts_there() {
    let before = file("desk_phone = '5000'");
    for (key, text) in [
        (Key::TrustName, " "),
        (Key::DeskPhone, "943 476 5919"),
        (Key::DeskPhone, "the desk"),
        (Key::EmergencyPhone, ""),
        (Key::HospitalNumbers, "RX#"),
        (Key::Contact, "me"),
        (Key::GatewayUrl, "http://gateway.trust.example"),
        (Key::GatewayUrl, "https://gateway.trust.example"),
        (Key::CommandCentre, "a reference that is longer than any bleep has"),
        (Key::PerDevice, "0"),
        (Key::PerWard, "1001"),
        (Key::LivePages, "many"),
        (Key::Huddles, "half past seven"),
        (Key::Sitreps, "08:00 08:10"),
    ] {
        let (values, wrong) = before.with(&chosen(&[(key, text)]), &SetSecret::Not);
        assert_eq!(wrong.iter().map(|(key, _)| *key).collect::<Vec<_>>(), [key], "{text}");
        if key != Key::GatewayUrl {
            assert_eq!(values.text(key), before.text(key), "{text}");
        }
        assert!(values.gateway().is_none());
    }
}

#[test]
fn nothing_that_is_set_stops_alerts_or_confuses_the_emergency_number() {
    let before = file("[push]\ncontact = 'mailto:elbow@trust.example'");
    let concerns = |keys: &[(Key, &str)]| Concern::of(&before, &after(&before, keys));
    assert_eq!(concerns(&[(Key::Contact, "")]), [Concern::AlertsStop]);
    assert_eq!(concerns(&[(Key::DeskPhone, "22 22")]), [Concern::OneNumber]);
    assert_eq!(concerns(&[(Key::EmergencyPhone, "ext. 5000")]), [Concern::OneNumber]);
    assert!(concerns(&[(Key::Contact, "https://trust.example/elbow"), (Key::DeskPhone, "5001")]).is_empty());
    for (one, other) in [
        ("+44 161 496 0000", "0161 496 0000"),
        ("+44 (0)161 496 0000", "0161 496 0000"),
        ("00441614960000", "0161 496 0000"),
        ("ext. 5000", "5000"),
    ] {
        assert!(are_one_number(one, other), "{one} = {other}");
    }
    for (one, other) in [("*2222", "2222"), ("0161 496 0000", "161 496 0000"), ("5000", "5001")] {
        assert!(!are_one_number(one, other), "{one} is not {other}");
    }
    assert_eq!(before.alarms(), [] as [&str; 0]);
    assert_eq!(file("desk_phone = '22 22'").alarms(), [NO_CONTACT, ONE_NUMBER]);
    let confused = file("desk_phone = '2222'");
    let concerns = |keys: &[(Key, &str)]| Concern::of(&confused, &after(&confused, keys));
    assert!(concerns(&[(Key::PerWard, "40")]).is_empty(), "something else may be mended");
    assert_eq!(concerns(&[(Key::DeskPhone, "22 22")]), [Concern::OneNumber]);
    assert!(Concern::of(&file(""), &after(&file(""), &[(Key::DeskPhone, "5001")])).is_empty(), "none before");
}

#[test]
fn whoever_would_be_cut_off_is_asked_about() {
    let before = file(&format!(
        "[second_channel]\nurl = 'https://gateway.trust.example'\nsecret = '{}'\ncommand_centre = 'bleep 5000'",
        "s".repeat(32)
    ));
    let concerns = |keys: &[(Key, &str)]| Concern::of(&before, &after(&before, keys));
    assert_eq!(concerns(&[(Key::GatewayUrl, "")]), [Concern::NobodyIsCalled]);
    assert_eq!(concerns(&[(Key::CommandCentre, "")]), [Concern::CentreNotCalled]);
    assert_eq!(
        concerns(&[(Key::PerDevice, "2"), (Key::PerWard, "9"), (Key::LivePages, "4")]),
        [Concern::TooFewOfDevice, Concern::TooFewOfWard, Concern::TooFewPages]
    );
    assert!(concerns(&[(Key::PerDevice, "3"), (Key::PerWard, "10"), (Key::LivePages, "5")]).is_empty());
    let low = after(&before, &[(Key::PerWard, "5")]);
    assert!(Concern::of(&low, &after(&low, &[(Key::PerWard, "8")])).is_empty(), "more than before");
}

#[test]
fn numbers_for_patients_stop_being_asked_about_by_nobody_s_mistake() {
    let before = file("hospital_numbers = ['RX#######', '#######@']");
    let concerns = |text: &str| Concern::of(&before, &after(&before, &[(Key::HospitalNumbers, text)]));
    assert_eq!(concerns(""), [Concern::NumbersPass]);
    assert_eq!(concerns("RX#######"), [Concern::NumbersPass]);
    assert!(concerns("#######@\nRX#######\nAB#######").is_empty());
}

#[test]
fn a_secret_that_cannot_be_used_stands_in_the_way_of_no_other_setting() {
    let before = file(&format!(
        "[second_channel]\nurl = 'https://gateway.trust.example'\nsecret = '{}'",
        "s".repeat(32)
    ));
    let was = chosen(&[(Key::DeskPhone, "the desk")]);
    let (values, problems) = before.with(&was, &SetSecret::Unusable);
    assert!(values.gateway().is_none(), "the gateway has not the file's secret any more");
    assert_eq!(problems.len(), 2);
    let held = Held {
        version: 1,
        values,
        chosen: was.clone(),
        secret_set: None,
        problem: None,
        secret: SetSecret::Unusable,
    };
    let mut set = was;
    set.set(Key::EmergencyPhone, "3333".to_owned());
    let (values, problems) = held.instead(&before, &set);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(values.emergency_phone, "3333");
    set.set(Key::DeskPhone, "the other desk".to_owned());
    set.set(Key::GatewayUrl, "https://other.trust.example".to_owned());
    let keys = held.instead(&before, &set).1.into_iter().map(|(key, _)| key).collect::<Vec<_>>();
    assert_eq!(keys, [Key::DeskPhone, Key::GatewayUrl]);
}

#[test]
fn what_is_made_of_a_setting_is_made_anew_when_that_setting_is_another() {
    let config = Config::read(&Figment::from(Toml::string(DEFAULTS))).unwrap();
    let settings = Arc::new(SettingsInForce::new(&config, Links::new([7; 32]).seal()));
    let times = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&times);
    let made = Made::new(
        Arc::clone(&settings),
        |values| values.contact.clone(),
        move |contact| {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok(contact.to_string())
        },
    );
    let made = made.unwrap();
    let set = |version, keys: &[(Key, &str)]| {
        let values = after(settings.file(), keys);
        settings.take_over(Held { version, values, ..(*settings.held()).clone() });
    };
    assert_eq!(made.now(), None);
    set(1, &[(Key::Contact, "mailto:elbow@trust.example")]);
    let first = made.now().unwrap();
    set(2, &[(Key::Contact, "mailto:elbow@trust.example"), (Key::DeskPhone, "5001")]);
    assert!(Arc::ptr_eq(&first, &made.now().unwrap()), "the number of the desk is nothing to it");
    set(3, &[(Key::Contact, "mailto:other@trust.example")]);
    assert_eq!(*made.now().unwrap(), "mailto:other@trust.example");
    assert_eq!(times.load(Ordering::Relaxed), 2);
    set(2, &[]);
    assert_eq!(settings.held().version, 3, "whoever read earlier is done later");
    assert!(made.now().is_some());
}
