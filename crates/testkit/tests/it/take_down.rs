//! Taking down what was public: nobody does it alone, and it leaves a tombstone.

use domain::security::SecurityKind;
use domain::stage::StageKind;
use testkit::{City, Person, on_both};

on_both! {
    one_asks_and_another_takes_down,
    nobody_agrees_with_themselves_and_the_asking_can_be_ended,
    it_is_asked_with_a_ground_and_a_basis_by_those_who_look_after_it,
    nothing_waits_of_a_message_that_its_writer_takes_back_or_erases,
}

const BASIS: &str = "《中华人民共和国民法典》第一千零三十二条";

async fn asks(person: &Person, number: &str) {
    let page = person.opens(&format!("/desk/messages/{number}")).await;
    let form = page.form("/take-down");
    let with = [("ground", "privacy"), ("basis", BASIS)];
    person.sends(&form, &with).await.succeeds();
}

async fn one_asks_and_another_takes_down(city: &City) {
    let number = city.has(StageKind::Open).await;
    let desk = format!("/desk/messages/{number}");
    asks(&city.lin, &number).await;
    assert_eq!(city.events(&number).await, ["submitted", "published"]);

    city.supervisor.opens("/desk").await.shows("撤下待复核");
    let list = city.supervisor.opens("/desk/take-downs").await;
    list.is(200).shows(&number).shows("侵犯他人隐私");
    let page = city.supervisor.opens(&desk).await;
    page.is(200).shows(BASIS);
    let form = page.form("/take-down/agreement");
    let done = city.supervisor.sends(&form, &[]).await;
    done.succeeds();
    assert_eq!(
        city.events(&number).await,
        ["submitted", "published", "taken_down"]
    );
    let shown = city.visitor.opens(&format!("/messages/{number}")).await;
    assert!(shown.text().contains("侵犯他人隐私") && !shown.text().contains(BASIS));
    let list = city.lin.opens("/desk/take-downs").await;
    list.is(200).shows("没有待复核的撤下");
    let noted = super::my_data::noted(city, SecurityKind::TakeDown).await;
    assert_eq!(noted, ["asked", "agreed"]);
    // Whoever looks at what was agreed to a second time is told that it is over.
    let again = city.supervisor.sends(&form, &[]).await;
    again.is(409);
}

async fn nobody_agrees_with_themselves_and_the_asking_can_be_ended(city: &City) {
    let number = city.has(StageKind::Handling).await;
    let desk = format!("/desk/messages/{number}");
    asks(&city.supervisor, &number).await;
    let page = city.supervisor.opens(&desk).await;
    assert!(!page.text().contains("/take-down/agreement"));
    let form = page.form("/take-down/end");
    let agreed = [("list", "mine"), ("place", "")];
    let own = city
        .supervisor
        .tries(&number, "take-down/agreement", &agreed);
    own.await.is(403);
    city.lin
        .tries(&number, "take-down/agreement", &agreed)
        .await
        .is(403);
    city.lin
        .tries(&number, "take-down/end", &agreed)
        .await
        .is(403);
    city.supervisor.sends(&form, &[]).await.succeeds();
    let list = city.supervisor.opens("/desk/take-downs").await;
    list.shows("没有待复核的撤下");

    // A supervisor does not agree with an editor either.
    asks(&city.lin, &number).await;
    let page = city.supervisor.opens(&desk).await;
    let form = page.form("/take-down/end");
    city.supervisor.sends(&form, &[]).await.succeeds();
    city.visitor
        .opens(&format!("/messages/{number}"))
        .await
        .is(200);
    assert!(!city.events(&number).await.contains(&"taken_down"));
}

async fn it_is_asked_with_a_ground_and_a_basis_by_those_who_look_after_it(city: &City) {
    let number = city.has(StageKind::Handling).await;
    let desk = format!("/desk/messages/{number}");
    let page = city.lin.opens(&desk).await;
    let form = page.form("/take-down");
    let again = city.lin.sends(&form, &[("ground", "order")]).await;
    again.is(422).shows("法律依据");
    let typed = [("ground", "nonsense"), ("basis", BASIS)];
    let wrong = city.lin.tries(&number, "take-down", &typed).await;
    wrong.is(422).shows(BASIS);

    // The unit that answers has no say in it, and nobody else learns of it.
    asks(&city.lin, &number).await;
    let typed = [("ground", "privacy"), ("basis", BASIS)];
    city.water_bureau
        .tries(&number, "take-down", &typed)
        .await
        .is(403);
    for person in [&city.water_bureau, &city.dispatcher, &city.wang] {
        assert_ne!(person.opens("/desk/take-downs").await.status, 200);
        let page = person.opens(&desk).await;
        assert!(!page.text().contains(BASIS));
    }
    // Whoever was signed out meanwhile is given back what they typed.
    let late = city.visitor.tries(&number, "take-down", &typed).await;
    late.is(401).shows(BASIS);
    let twice = city.zhao.tries(&number, "take-down", &typed).await;
    twice.is(409);
    // Before it is public there is nothing to take down.
    let hidden = city.has(StageKind::Submitted).await;
    let page = city.lin.opens(&format!("/desk/messages/{hidden}")).await;
    assert!(!page.text().contains("/take-down"));
}

async fn nothing_waits_of_a_message_that_its_writer_takes_back_or_erases(city: &City) {
    let taken_back = city.has(StageKind::Open).await;
    let erased = city.has(StageKind::Open).await;
    for number in [&taken_back, &erased] {
        asks(&city.lin, number).await;
        let list = city.supervisor.opens("/desk/take-downs").await;
        list.is(200).shows(number);
    }
    let wang = city.wang.actor();
    let id = city.id_of(&taken_back).await;
    city.app.withdraw(&wang, id).await.unwrap();
    city.app
        .erase(&wang, city.id_of(&erased).await)
        .await
        .unwrap();
    let list = city.supervisor.opens("/desk/take-downs").await;
    list.is(200).shows("没有待复核的撤下");
}
