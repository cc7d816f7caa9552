//! Ways in, and who may go where.

mod hospital;

use std::time::Duration;

use domain::{Permission, Role};
use hospital::{Browser, Hospital, LEAD_PASSWORD, PIN};
use server::http::declared;
use store::DeviceKind;

#[tokio::test]
async fn a_code_enrols_one_handset_within_ten_minutes() {
    let hospital = Hospital::open().await;
    let code = hospital.code(DeviceKind::Handset(hospital.asha)).await;
    let handset = hospital.browser();
    let spaced = format!("{} {}", &code[..4].to_lowercase(), &code[4..]);
    let page = handset.post("/enrol", &[("code", &spaced)]).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Asha Example"));

    let weak =
        handset.post("/enrol/pin", &[("grant", &code), ("pin", "111111"), ("pin_again", "111111")]).await;
    assert_eq!(weak.status, 422);
    assert!(weak.body.contains("harder to guess"));
    let chosen = handset.post("/enrol/pin", &[("grant", &code), ("pin", PIN), ("pin_again", PIN)]).await;
    assert_eq!((chosen.status, chosen.location.as_str()), (303, "/me"));
    assert_eq!(handset.get("/me").await.status, 200);

    let again =
        hospital.browser().post("/enrol/pin", &[("grant", &code), ("pin", PIN), ("pin_again", PIN)]).await;
    assert_eq!(again.status, 422, "used up");
    let late = hospital.code(DeviceKind::Handset(hospital.ben)).await;
    hospital.fast_forward(Duration::from_secs(601));
    let expired = hospital.browser().post("/enrol", &[("code", &late)]).await;
    assert_eq!(expired.status, 422);
    assert!(expired.body.contains("This code does not work"));
}

#[tokio::test]
async fn five_wrong_pins_lock_the_handset_until_later_or_a_new_code() {
    let hospital = Hospital::open().await;
    let handset = hospital.handset(hospital.asha).await;
    assert_eq!(handset.post("/sign-out", &[("end_shift", "yes")]).await.location, "/sign-in");
    assert_eq!(handset.get("/me").await.location, "/sign-in");
    for _ in 0..4 {
        let wrong = handset.post("/sign-in", &[("pin", "000111")]).await;
        assert!(wrong.body.contains("That is not your PIN"));
    }
    assert!(handset.post("/sign-in", &[("pin", "000111")]).await.body.contains("There were 5 wrong tries"));
    assert_eq!(
        handset.post("/sign-in", &[("pin", PIN)]).await.status,
        422,
        "locked, even with the right PIN"
    );
    hospital.fast_forward(Duration::from_secs(15 * 60 + 1));
    assert_eq!(handset.post("/sign-in", &[("pin", PIN)]).await.location, "/me");

    for _ in 0..5 {
        hospital.browser().post("/staff", &[("username", "lead"), ("password", "guess")]).await;
    }
    let locked =
        hospital.browser().post("/staff", &[("username", "lead"), ("password", LEAD_PASSWORD)]).await;
    assert_eq!(locked.status, 422);
    let unknown = hospital.browser().post("/staff", &[("username", "nobody"), ("password", "guess")]).await;
    assert!(unknown.body.contains("The username or the password is not right"));
}

#[tokio::test]
async fn a_lost_handset_is_ended_by_the_lead() {
    let hospital = Hospital::open().await;
    let (handset, desk) = (hospital.handset(hospital.asha).await, hospital.desk().await);
    let setup = desk.get("/setup").await.body;
    let revoke =
        setup.split("action=\"").find(|rest| rest.contains("/revoke\"")).unwrap().split('"').next().unwrap();
    assert_eq!(desk.post(revoke, &[]).await.status, 303);
    assert_eq!(handset.get("/me").await.status, 303, "signed out at once");
    assert_eq!(handset.post("/sign-in", &[("pin", PIN)]).await.status, 422, "and its PIN is worth nothing");
}

#[tokio::test]
async fn sessions_end_by_themselves() {
    let hospital = Hospital::open().await;
    let desk = hospital.desk().await;
    let handset = hospital.handset(hospital.asha).await;
    hospital.fast_forward(Duration::from_secs(2 * 60 * 60 + 1));
    assert_eq!(desk.get("/board").await.location, "/staff?next=%2Fboard", "a desk that was left alone");
    assert_eq!(handset.get("/me").await.status, 200, "a shift goes on");
    hospital.fast_forward(Duration::from_hours(12));
    assert_eq!(handset.get("/me").await.location, "/sign-in");
    let posted = desk.post("/board/ask", &[]).await;
    assert_eq!(posted.status, 401);
    assert!(posted.body.contains("You are signed out"));
}

#[tokio::test]
async fn every_route_lets_in_only_whom_it_says() {
    let hospital = Hospital::open().await;
    let callers: [(&str, Option<Role>, Browser); 5] = [
        ("nobody", None, hospital.browser()),
        ("a responder", Some(Role::Responder), hospital.handset(hospital.asha).await),
        ("a lead", Some(Role::Lead), hospital.desk().await),
        ("an analyst", Some(Role::Analyst), hospital.analyst().await),
        ("an administrator", Some(Role::Administrator), hospital.administrator().await),
    ];
    let mut routes = declared();
    assert!(routes.len() > 40);
    // After it, nobody is let in.
    routes.sort_by_key(|route| route.path == "/sign-out");
    for route in &routes {
        let path = route
            .path
            .split('/')
            .map(|part| if part.starts_with('{') { "0190163d-8694-739b-aea5-966c26f8ad91" } else { part })
            .collect::<Vec<_>>()
            .join("/");
        for (who, role, browser) in &callers {
            let may = route.needs == Permission::Public || role.is_some_and(|role| role.grants(route.needs));
            let request = browser.client.request(route.method.clone(), format!("{}{path}", hospital.base));
            // Only the head of the answer: `/events` goes on for ever.
            let answer = request.header("accept", "application/json").send().await.unwrap();
            let status = answer.status().as_u16();
            let was_let_in = !matches!(status, 401 | 403);
            assert_eq!(was_let_in, may, "{who}: {} {} answered {status}", route.method, route.path);
            assert!(status < 500, "{who}: {} {} answered {status}", route.method, route.path);
        }
    }
}
