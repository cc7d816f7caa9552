//! Every key is read, and everything that is wrong is told.

use super::*;

fn read_with<const N: usize>(variables: [(&str, &str); N]) -> Result<Config, Problems> {
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Config::read(&environment(Figment::from(Toml::string(DEFAULTS)), variables.into_iter()))
}

#[test]
fn a_telephone_number_from_the_environment_keeps_its_zero() {
    let config =
        read_with([("ELBOW_DESK_PHONE", "02079460000"), ("HOME", "/"), ("ELBOW_TOOLS", "/tmp")]).unwrap();
    assert_eq!(config.desk_phone, "02079460000");
    assert!(config.names_desk && !read_with([]).unwrap().names_desk);
    let config = read_with([("ELBOW_LIMITS__PER_WARD_PER_MINUTE", "7"), ("ELBOW_CANARY", "false")]).unwrap();
    assert_eq!((config.limits.per_ward_per_minute.get(), config.canary), (7, false));
    let problems = read_with([("ELBOW_LISTEN", "here")]).unwrap_err();
    assert!(problems.0[0].starts_with("listen (environment ELBOW_LISTEN)"), "{problems}");
}

fn read(toml: &str) -> Result<Config, Problems> {
    Config::read(&Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(toml)))
}

#[test]
fn the_defaults_are_a_configuration() {
    let config = read("").unwrap();
    assert_eq!(config.emergency_phone, "2222");
    assert!(config.push.contact.is_none());
    assert!(config.second_channel.is_none());
}

#[test]
fn a_pattern_of_hospital_numbers_that_would_not_do_is_told_with_what_to_do() {
    let masks: Vec<String> = read("hospital_numbers = ['RX#######', '#######@']")
        .unwrap()
        .hospital_numbers
        .iter()
        .map(|mask| mask.as_str().to_owned())
        .collect();
    assert_eq!(masks, ["RX#######", "#######@"]);
    let config = read_with([("ELBOW_HOSPITAL_NUMBERS", r#"["RX#######"]"#)]).unwrap();
    assert_eq!(config.hospital_numbers.len(), 1);

    let Problems(problems) =
        read("hospital_numbers = ['RX##', 'RX-#######', 'RX ###', '######################']").unwrap_err();
    assert_eq!(problems.len(), 1);
    for words in [
        "hospital_numbers",
        r#""RX##": it would warn of too much: use 5 letters and digits or more"#,
        r#""RX ###": leave out ' '"#,
        "use 20 characters or fewer",
    ] {
        assert!(problems[0].contains(words), "{words}: {}", problems[0]);
    }
    assert!(!problems[0].contains("RX-"), "{}", problems[0]);
    let many = format!("hospital_numbers = [{}]", "'RX#######',".repeat(9));
    assert!(read(&many).unwrap_err().0[0].contains("use 8 or fewer"));
}

#[test]
fn a_way_in_that_does_not_fit_together_is_told() {
    let doubts = |toml: &str| read(toml).unwrap().doubts();
    let https = "public_url = 'https://elbow.example'\n";
    assert!(doubts(https)[0].contains("behind_proxy is false"));
    assert!(doubts(&format!("{https}behind_proxy = true")).is_empty());
    let open = format!("{https}behind_proxy = true\nlisten = '0.0.0.0:3000'\n");
    assert!(doubts(&open)[0].contains("others than the proxy"));
    assert!(doubts(&format!("{open}trusted_proxies = ['10.9.0.0/24']")).is_empty());
    assert!(doubts(&format!("{open}trusted_proxies = ['10.0.0.0/8', 'fc00::/7']")).is_empty());
    for everywhere in ["0.0.0.0/0", "128.0.0.0/1", "::/0", "8000::/1", "::ffff:0:0/96"] {
        let told = doubts(&format!("{open}trusted_proxies = ['10.9.0.0/24', '{everywhere}']"));
        assert!(told[0].contains("trusted_proxies"), "{everywhere}");
    }
}

#[test]
fn what_people_read_on_every_page_and_where_they_go_is_looked_at() {
    for phone in ["5000", "ext. 5000", "+44 (0)161 496-0000", "2222, then 1", "Bleep 1234", "*21#"] {
        assert_eq!(read(&format!("desk_phone = '{phone}'")).unwrap().desk_phone, phone);
    }
    let long = "9".repeat(400);
    for phone in ["<b>", "<b>5000", "desk", " ", "50\u{202e}00", "5000\t1", &long] {
        for key in ["desk_phone", "emergency_phone"] {
            let Problems(problems) = read(&format!("{key} = '{phone}'")).unwrap_err();
            assert!(problems.len() == 1 && problems[0].starts_with(key), "{phone}: {problems:?}");
        }
    }
    for name in ["River\u{202e}side", "River\u{200b}side", "River\u{ad}side", "\u{feff}Riverside"] {
        assert!(read(&format!("trust_name = '{name}'")).is_err(), "{name:?}");
    }
    assert!(read("trust_name = 'Riverside\u{a0}Hospital'").is_ok());
    for address in ["https://user:pw@x", "https://user@x", "https://x/?a", "https://x/#a", "https://x/app"] {
        let Problems(problems) = read(&format!("public_url = '{address}'")).unwrap_err();
        assert!(problems.len() == 1 && !problems[0].contains("pw"), "{problems:?}");
    }
    for database in ["sqlite:elbow.key", "sqlite:./elbow.key", "sqlite:sub/../elbow.key"] {
        let toml = format!("database_url = '{database}'\nkey_file = 'elbow.key'");
        assert!(read(&toml).unwrap_err().0[0].starts_with("key_file"), "{database}");
    }
}

#[test]
fn all_problems_are_told_together() {
    let Problems(problems) = read(
        "listen = 'here'\ntrusted_proxies = ['proxy.example']\npublic_url = 'http://elbow.example'\ntrust_name = ' '\ntime_zone = 'Mars/North'\n\
         colour = 'blue'\ndatabase_url = 'postgres://elbow@db.example/elbow'\n[limits]\nper_device_per_minute = 0\n[push]\ncontact = 'me'\nallow_lopback = true\n\
         [second_channel]\nurl = 'http://gateway.example'\nsecret = 'short'\n[metrics]\ntoken = 'short'",
    )
    .unwrap_err();
    for key in [
        "listen",
        "public_url",
        "trust_name",
        "time_zone",
        "colour",
        "database_url",
        "limits.per_device_per_minute",
        "trusted_proxies",
        "push.contact",
        "push.allow_lopback",
        "second_channel.url",
        "second_channel.secret",
        "metrics.token",
    ] {
        assert!(problems.iter().any(|problem| problem.starts_with(key)), "{key} is missing in {problems:#?}");
    }
    assert_eq!(problems.len(), 13, "{problems:#?}");
}
