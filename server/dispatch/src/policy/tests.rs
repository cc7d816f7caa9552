use super::*;

#[test]
fn the_default_policy_is_valid_and_survives_a_file() {
    let policy = Policy::default();
    assert_eq!(policy.validate(), Vec::<String>::new());
    let text = toml::to_string(&policy).unwrap();
    assert_eq!(toml::from_str::<Policy>(&text).unwrap(), policy, "{text}");
}

#[test]
fn a_file_says_only_what_differs() {
    let policy: Policy =
        toml::from_str("hedge_after_seconds = 15\n[deadlines]\narrive_within_seconds = 420").unwrap();
    assert_eq!(policy.hedge_after_seconds, 15);
    assert_eq!(policy.deadlines.arrive_within, Duration::from_mins(7));
    assert_eq!(policy.deadlines.ladders, Deadlines::default().ladders);
    assert_eq!(policy.weights, Weights::default());
}

#[test]
fn a_misspelt_key_is_refused() {
    assert!(toml::from_str::<Policy>("hedge_after = 15").is_err());
    assert!(toml::from_str::<Policy>("[weights]\nscarcity = 15").is_err());
    assert!(toml::from_str::<Policy>("[deadlines]\narrive_within = 15").is_err());
}

#[test]
fn every_senseless_value_is_named_at_once() {
    let policy = Policy {
        offer_lifetime_seconds: 5,
        hedge_after_seconds: 0,
        parallel_offers: [4, 0, 1, 1],
        max_candidates: 0,
        acceptance: Acceptance { least_percent: 0, kind_prior_offers: 0, ..Acceptance::default() },
        walking: Walking { metres_per_second: f64::NAN, ..Walking::default() },
        weights: Weights { scarcity_seconds: 4000, ..Weights::default() },
        deadlines: Deadlines { arrive_within: Duration::ZERO, ..Deadlines::default() },
        ..Policy::default()
    };
    assert_eq!(policy.validate().len(), 11, "{:#?}", policy.validate());
}

#[test]
fn every_problem_of_a_file_is_named_with_its_key_at_once() {
    let text = r#"
        offer_lifetime_seconds = "long"
        hedge_after = 15
        [weights]
        scarcity_seconds = -1
        own_ward_bonus_seconds = 30
        [[deadlines.ladder.p1]]
        after_seconds = 60
        measures = ["ring_the_bell"]
    "#;
    let problems = Policy::from_toml(text).unwrap_err();
    let keys: Vec<&str> = problems.iter().map(|problem| problem.split(':').next().unwrap()).collect();
    assert_eq!(keys.len(), 4, "{problems:#?}");
    for key in ["offer_lifetime_seconds", "hedge_after", "weights.scarcity_seconds", "deadlines.ladder.p1"] {
        assert!(keys.contains(&key), "{key}: {problems:#?}");
    }
    assert_eq!(Policy::from_toml("hedge_after_seconds = 0").unwrap_err().len(), 1, "sense is asked for too");
    assert_eq!(Policy::from_toml("this is no file").unwrap_err().len(), 1);
    assert_eq!(Policy::from_toml(""), Ok(Policy::default()));
}

#[test]
fn a_ladder_of_ones_own_replaces_that_priority_only() {
    let text = r#"
        [[deadlines.ladder.p2]]
        after_seconds = 90
        measures = ["widen_tags"]
        [[deadlines.ladder.p2]]
        after_seconds = 200
        measures = ["ask_more", "tell_command_centre"]
    "#;
    let policy = Policy::from_toml(text).unwrap();
    let after_two = policy.in_force(Priority::P2, 2);
    assert_eq!(after_two, InForce { more: 1, any_zone: false, any_floorwalker: true });
    assert_eq!(policy.deadlines.ladder(Priority::P2).pause(1), Duration::from_secs(110));
    assert_eq!(policy.deadlines.ladder(Priority::P1), Deadlines::default().ladder(Priority::P1));
    assert_eq!(Policy::from_toml(&policy.to_toml().unwrap()), Ok(policy));
    let steps_back = text.replace("200", "90");
    assert!(Policy::from_toml(&steps_back).unwrap_err()[0].starts_with("deadlines.ladder.p2: a ladder has"));
}

#[test]
fn answers_move_what_is_expected_of_a_kind_and_then_of_a_person() {
    let Policy { acceptance, .. } = Policy::default();
    let answered = |asked, accepted| Answers { asked, accepted };
    let nobody_yet = acceptance.of_kind(ResponderKind::Floorwalker, Answers::default());
    assert_eq!(nobody_yet.per_mille, 850);
    let busy_week = acceptance.of_kind(ResponderKind::Floorwalker, answered(900, 450));
    assert_eq!(busy_week.per_mille, (850 * 100 + 450 * 1000) / 1000);
    assert_eq!(
        acceptance.of_person(busy_week, Answers::default()),
        busy_week,
        "somebody new is like the others"
    );
    let of = |asked, accepted| acceptance.of_person(nobody_yet, answered(asked, accepted)).per_mille;
    assert_eq!(of(1, 0), 850 * 20 / 21, "one no changes little");
    assert_eq!(of(180, 0), 85, "many decide");
    assert!(of(180, 180) > 980);
}

#[test]
fn a_hedge_replaces_nobody_and_stops_at_the_limit() {
    let policy = Policy::default();
    assert_eq!(policy.offers_to_make(Priority::P1, 0, 0, 0), 2, "two at once");
    assert_eq!(policy.offers_to_make(Priority::P3, 0, 0, 0), 1);
    assert_eq!(policy.offers_to_make(Priority::P3, 0, 1, 1), 0, "the first is still thinking");
    assert_eq!(policy.offers_to_make(Priority::P3, 0, 1, 0), 1, "the first is silent");
    assert_eq!(policy.offers_to_make(Priority::P3, 0, 2, 0), 0, "two silent ones are enough");
    assert_eq!(policy.offers_to_make(Priority::P3, 1, 2, 0), 1, "until the ladder asks for more");
}

#[test]
fn silence_lowers_the_chance_but_never_to_nothing() {
    let policy = Policy::default();
    let expected = policy.acceptance.of_kind(ResponderKind::Floorwalker, Answers::default());
    let chances = [0, 1, 2, 9].map(|unanswered| policy.chance_percent(expected, unanswered));
    assert_eq!(chances, [85, 59, 41, 20]);
}

/// Shows H3.5.
#[test]
fn no_deadline_is_so_long_that_silence_would_not_escalate() {
    let ladder = |priority: &str, steps: &[(u64, &str)]| {
        let step = |(after, measures): &(u64, &str)| {
            format!("[[deadlines.ladder.{priority}]]\nafter_seconds = {after}\nmeasures = [{measures}]\n")
        };
        steps.iter().map(step).collect::<String>()
    };
    let tell = r#""tell_command_centre""#;
    let refused = |text: &str| match Policy::from_toml(text) {
        Ok(_) => panic!("taken: {text}"),
        Err(problems) => problems.join("\n"),
    };
    let told = refused(&ladder("p1", &[(9_223_372_036_854_775_807, tell)]));
    assert!(told.contains("the first step of P1 must come by 300 seconds"), "{told}");
    assert!(Policy::from_toml(&ladder("p1", &[(300, tell)])).is_ok());
    refused(&ladder("p1", &[(301, tell)]));
    refused(&ladder("p1", &[(60, tell), (86_400, "")]));
    assert!(refused(&ladder("p1", &[(60, r#""widen_zone""#)])).contains("tell_command_centre"));
    refused(&ladder("p2", &[(601, tell)]));
    refused(&ladder("p3", &[(1801, tell)]));
    refused(&ladder("p4", &[(3601, tell)]));
    for (key, most) in [("arrive", 3600), ("finish", 14_400), ("reopen", 86_400), ("undo", 60)] {
        let text = |seconds: u64| format!("[deadlines]\n{key}_within_seconds = {seconds}");
        assert!(Policy::from_toml(&text(most)).is_ok(), "{key}");
        let told = refused(&text(most + 1));
        assert!(told.starts_with(&format!("deadlines.{key}_within_seconds must be from")), "{told}");
        refused(&text(9_223_372_036_854_775_807));
    }
    refused("[deadlines]\narrive_within_seconds = 0");
}

/// Shows H3.5.
#[test]
fn a_policy_from_before_the_bounds_is_used_within_them() {
    let text = "hedge_after_seconds = 12\n[deadlines]\narrive_within_seconds = 999999\n\
        [[deadlines.ladder.p1]]\nafter_seconds = 9223372036854775807\nmeasures = []";
    let (policy, problems) = Policy::from_stored(text).unwrap();
    assert_eq!(policy.hedge_after_seconds, 12, "the rest of it holds");
    assert_eq!(policy.deadlines.arrive_within, Duration::from_hours(1));
    assert_eq!(policy.deadlines.ladders, Deadlines::default().ladders);
    assert!(problems.len() >= 2, "{problems:#?}");
    assert_eq!(Policy::from_stored(""), Ok((Policy::default(), Vec::new())));
    assert!(Policy::from_stored("hedge_after_seconds = 0").is_err());
}

#[test]
fn what_a_policy_changes_is_told_key_by_key() {
    let text = "offer_lifetime_seconds = 40\n[weights]\nscarcity_seconds = 90\n\
        [[deadlines.ladder.p1]]\nafter_seconds = 45\nmeasures = [\"tell_command_centre\"]";
    let changes = Policy::default().changes(&Policy::from_toml(text).unwrap()).unwrap();
    let keys: Vec<&str> = changes.iter().map(|change| change.key.as_str()).collect();
    assert_eq!(keys, ["deadlines.ladder.p1", "offer_lifetime_seconds", "weights.scarcity_seconds"]);
    assert!(changes[0].after.contains("45") && changes[0].before.contains("60"), "{changes:?}");
    assert_eq!((changes[1].before.as_str(), changes[1].after.as_str()), ("50", "40"));
    assert_eq!(Policy::default().changes(&Policy::default()), Ok(Vec::new()));
}

#[test]
fn a_wave_has_its_own_and_what_it_does_not_say_is_as_for_all() {
    let text = r#"
        offer_lifetime_seconds = 40
        [wave.north]
        parallel_offers = [1, 1, 1, 1]
        [[wave.north.ladder.p1]]
        after_seconds = 30
        measures = ["ask_more", "tell_command_centre"]
    "#;
    let policy = Policy::from_toml(text).unwrap();
    let north = policy.for_wave(Some("north"));
    assert_eq!((north.offer_lifetime_seconds, north.parallel_offers), (40, [1; 4]));
    assert_eq!(north.deadlines.ladder(Priority::P1).pause(0), Duration::from_secs(30));
    assert_eq!(north.deadlines.ladder(Priority::P2), policy.deadlines.ladder(Priority::P2));
    assert_eq!(*policy.for_wave(Some("south")), policy);
    assert_eq!(*policy.for_wave(None), policy);
    assert_eq!(Policy::from_toml(&policy.to_toml().unwrap()).unwrap(), policy, "it survives a file");
    let changes = Policy::default().changes(&policy).unwrap();
    let keys: Vec<_> = changes.iter().map(|change| (change.key.as_str(), change.before.as_str())).collect();
    let expected = [
        ("offer_lifetime_seconds", "50"),
        ("wave.north.ladder.p1", "as for all"),
        ("wave.north.parallel_offers", "as for all"),
    ];
    assert_eq!(keys, expected);
    assert_eq!(policy.changes(&Policy::default()).unwrap().len(), 3, "and taken out again");
}

#[test]
fn what_makes_no_sense_of_a_wave_is_said_with_its_name() {
    let text = "[wave.north]\noffer_lifetime_seconds = 5\n[[wave.south.ladder.p1]]\nafter_seconds = 9000\nmeasures = []";
    let problems = Policy::from_toml(text).unwrap_err();
    assert!(problems[0].starts_with("wave.north.offer_lifetime_seconds must be from 10"), "{problems:#?}");
    assert!(problems.iter().any(|problem| problem.starts_with("wave.south.ladder.p1:")), "{problems:#?}");
    let misspelt = Policy::from_toml("[wave.north]\noffer_lifetime = 50").unwrap_err();
    assert!(misspelt[0].starts_with("wave.north.offer_lifetime:"), "{misspelt:#?}");
    // Set before there were bounds, it silences nobody.
    let stored = "[[wave.south.ladder.p1]]\nafter_seconds = 9000\nmeasures = []";
    let (policy, said) = Policy::from_stored(stored).unwrap();
    assert!(!said.is_empty());
    assert_eq!(policy.for_wave(Some("south")).deadlines, policy.deadlines);
}
