//! The network drops the answer to what an administrator did: they do the same again, and are told the same.

use crate::hospital::Hospital;

#[tokio::test]
async fn whoever_ends_or_opens_an_account_again_is_told_that_it_is() {
    let hospital = Hospital::open().await;
    let office = hospital.administrator().await;
    let person = format!("/admin/people/{}", hospital.asha);
    let told = office.page(&format!("{person}/end")).await.field("told").unwrap_or_default();
    for (step, form) in [("end", vec![("told", &*told)]), ("open", Vec::new())] {
        let address = format!("{person}/{step}");
        let (first, again) = (office.post(&address, &form).await, office.post(&address, &form).await);
        assert_eq!(first.location, format!("{person}?done={step}ed"), "{first}");
        assert_eq!(again.location, first.location, "{again}");
    }
    let audit = office.page("/admin/audit").await;
    for words in ["Ended the account of", "Opened the account of"] {
        assert_eq!(audit.times(words), 1, "{words}: {audit}");
    }
    let nobody = "/admin/people/00000000-0000-7000-8000-000000000000";
    for address in [format!("{nobody}/end"), format!("{nobody}/open")] {
        assert_eq!(office.post(&address, &[]).await.status, 404, "{address}");
    }
}

#[tokio::test]
async fn whoever_saves_settings_again_is_told_that_they_are_saved_and_others_that_they_were_late() {
    let hospital = Hospital::open().await;
    let (office, other) = (hospital.administrator().await, hospital.administrator().await);
    let form = [("version", "0"), ("desk_phone", "ext. 6000"), ("told", "")];
    for _ in 0..2 {
        let saved = office.post("/admin/settings", &form).await;
        assert_eq!(saved.location, "/admin/settings?done=settings_set", "{saved}");
    }
    assert!(office.page("/admin/settings").await.says("Version 1"));
    let late =
        other.post("/admin/settings", &[("version", "0"), ("desk_phone", "ext. 7000"), ("told", "")]).await;
    assert_eq!(late.status, 409, "{late}");
    assert_eq!(late.page().field("desk_phone").as_deref(), Some("ext. 7000"), "nothing is lost");

    let secret = [("version", "1"), ("gateway_secret", "a secret that only this hospital knows")];
    for _ in 0..2 {
        let saved = office.post("/admin/settings/secret", &secret).await;
        assert_eq!(saved.location, "/admin/settings?done=secret_set", "{saved}");
    }
    let another = [("version", "1"), ("gateway_secret", "another secret that nobody else may know")];
    assert_eq!(other.post("/admin/settings/secret", &another).await.status, 409);
    let audit = office.page("/admin/audit").await;
    assert_eq!(
        (audit.times("Set settings version 1"), audit.times("Set settings version 2")),
        (1, 1),
        "{audit}"
    );
    assert!(!audit.says("Set settings version 3"), "{audit}");
}
