//! Messages at any point of their life, brought there by the actions themselves: quicker than through the door.

use crate::cast::{HOUSING, WATER};
use crate::city::City;
use crate::verbs::{Letter, REPLY};
use app::Refusal;
use app::messages::{NewPicture, Receipt, ReplyForm, Submission, Wording};
use domain::form::{Choices, Draft};
use domain::ids::MessageId;
use domain::message::Message;
use domain::reply::Outcome;
use domain::screening::{DeclineReason, TakeDownGround, Visibility};
use domain::stage::StageKind;
use domain::taxonomy::DomainSlug;
use domain::text::{Body, Note};
use std::sync::atomic::{AtomicU64, Ordering};

/// On what a message is taken down.
const BASIS: &str = "《中华人民共和国个人信息保护法》第四十七条";

impl City {
    /// A message of Wang's at a stage: with the water bureau, published by Lin, its reply by Zhao.
    pub async fn has(&self, stage: StageKind) -> String {
        let letter = Letter {
            remark: "我住在菜场后面的红色小楼。".into(),
            ..Letter::titled("路灯不亮")
        };
        self.has_letter(&letter, stage).await
    }

    /// A message of Wang's that is seen by some.
    pub async fn has_seen_by(&self, visibility: Visibility, stage: StageKind) -> String {
        let letter = Letter {
            visibility,
            ..Letter::titled("路灯不亮")
        };
        self.has_letter(&letter, stage).await
    }

    /// This message of Wang's, at a stage.
    pub async fn has_letter(&self, letter: &Letter, stage: StageKind) -> String {
        self.has_letter_with(letter, Vec::new(), stage).await
    }

    /// This message of Wang's with pictures, at a stage.
    pub async fn has_letter_with(
        &self,
        letter: &Letter,
        pictures: Vec<NewPicture>,
        stage: StageKind,
    ) -> String {
        let id = self.filed(letter, pictures).await;
        self.brought_to(id, stage).await;
        let number = self.app.number_of(id).await.unwrap();
        number.expect("the sequencer runs").to_string()
    }

    /// Wang's message, as sent.
    pub async fn filed(&self, letter: &Letter, pictures: Vec<NewPicture>) -> MessageId {
        self.answered(letter, pictures).await.id
    }

    /// What Wang is answered when this message is taken.
    pub async fn answered(&self, letter: &Letter, pictures: Vec<NewPicture>) -> Receipt {
        self.sends(letter, pictures).await.unwrap()
    }

    /// Wang sends this message.
    pub async fn sends(
        &self,
        letter: &Letter,
        pictures: Vec<NewPicture>,
    ) -> Result<Receipt, Refusal> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let nonce = NEXT.fetch_add(1, Ordering::Relaxed);
        let submission = Submission {
            office: letter.office,
            kind: letter.kind,
            domain: DomainSlug::parse(letter.domain).unwrap(),
            subdomain: letter.subdomain.map(str::to_owned),
            draft: Draft {
                title: letter.title.clone(),
                body: letter.body.clone(),
                demand: letter.demand.clone(),
                place: letter.place.clone(),
                remark: letter.remark.clone(),
                pen_name: letter.pen_name.clone(),
            },
            choices: Choices {
                visibility: letter.visibility,
                identity_open: letter.identity_open,
                hide_place: letter.hide_place,
                about_addressee: letter.about_addressee,
                danger: letter.danger,
                age: letter.age,
            },
            concerns: letter.concerns,
            concerns_conduct: letter.concerns_conduct,
            pictures,
            nonce: format!("state-{nonce}"),
        };
        self.app.submit(&self.wang.actor(), submission).await
    }

    async fn brought_to(&self, id: MessageId, stage: StageKind) {
        use StageKind as S;
        let app = &self.app;
        let (wang, lin, zhao) = (&self.wang.actor(), &self.lin.actor(), &self.zhao.actor());
        let (dispatcher, unit) = (&self.dispatcher.actor(), &self.water_bureau.actor());
        let note = |text: &str| Note::parse(text).unwrap();
        let way: &[S] = match stage {
            S::Submitted => &[],
            S::Declined => &[S::Declined],
            S::Diverted => &[S::Diverted],
            S::Open => &[S::Open],
            S::Withdrawn => &[S::Open, S::Withdrawn],
            S::TakenDown => &[S::Open, S::TakenDown],
            S::Assigned => &[S::Open, S::Assigned],
            S::Handling => &[S::Open, S::Assigned, S::Handling],
            S::AwaitingWriter => &[S::Open, S::Assigned, S::Handling, S::AwaitingWriter],
            S::InReview => &[S::Open, S::Assigned, S::Handling, S::InReview],
            S::Replied => &[S::Open, S::Assigned, S::Handling, S::InReview, S::Replied],
            S::ReopenRequested => &[
                S::Open,
                S::Assigned,
                S::Handling,
                S::InReview,
                S::Replied,
                S::ReopenRequested,
            ],
            S::Closed => &[
                S::Open,
                S::Assigned,
                S::Handling,
                S::InReview,
                S::Replied,
                S::Closed,
            ],
        };
        for step in way {
            let done: Result<Message, Refusal> = match step {
                S::Declined => {
                    let guidance = note("请写具体一些。");
                    app.decline(lin, id, DeclineReason::NotAMatter, guidance)
                        .await
                }
                S::Diverted => {
                    app.divert(lin, id, domain::screening::Channel::Court, None)
                        .await
                }
                S::Open => app.publish(lin, id, Wording::default()).await,
                S::Withdrawn => app.withdraw(wang, id).await,
                S::TakenDown => {
                    let basis = note(BASIS);
                    app.ask_take_down(lin, id, TakeDownGround::Privacy, basis)
                        .await
                        .unwrap();
                    app.agree_take_down(&self.supervisor.actor(), id).await
                }
                S::Assigned => app.assign(dispatcher, id, WATER).await,
                S::Handling => app.accept(unit, id).await,
                S::AwaitingWriter => app.ask_writer(unit, id, note("是哪几盏灯？")).await,
                S::InReview => {
                    let form = ReplyForm {
                        text: Body::parse(REPLY).unwrap(),
                        outcome: Outcome::Settled,
                    };
                    app.submit_reply(unit, id, form).await
                }
                S::Replied => app.publish_reply(zhao, id, None).await,
                S::ReopenRequested => app.request_reopen(wang, id, note("又不亮了。")).await,
                S::Closed => {
                    self.working_days_pass(20).await;
                    continue;
                }
                S::Submitted => continue,
            };
            done.unwrap();
        }
    }

    /// A message of Wang's to which a noun can be done, and what a form or a JSON body says then.
    pub async fn has_for(&self, noun: &str) -> (String, Vec<(&'static str, String)>) {
        use StageKind as S;
        let text = || ("text", "菜场门口的三盏灯。".to_owned());
        let unit = |unit: domain::ids::UnitId| ("unit", unit.to_string());
        let texts = || {
            vec![
                ("title", "城东路灯不亮".to_owned()),
                ("body", crate::verbs::BODY.to_owned()),
            ]
        };
        let today = || self.app.rules.calendar.date(self.now()).to_string();
        let (stage, fields) = match noun {
            "text" | "publication" => (S::Submitted, texts()),
            "decline" => (
                S::Submitted,
                vec![
                    ("reason", "test".into()),
                    ("guidance", "请写具体一些。".into()),
                ],
            ),
            "diversion" => (S::Submitted, vec![("channel", "12368".into())]),
            "redaction" => (S::Open, texts()),
            "take-down" => (
                S::Open,
                vec![("ground", "privacy".into()), ("basis", BASIS.into())],
            ),
            "take-down/agreement" | "take-down/end" => (S::Open, vec![]),
            "office" => (
                S::Open,
                vec![("office", crate::cast::SECRETARY.to_string())],
            ),
            "split" => (S::Submitted, crate::verbs::matter()),
            "duplicate" => (S::Open, vec![("earlier", self.has(S::Open).await)]),
            "amendment" => (S::Declined, texts()),
            "appeal" => (S::Declined, vec![text()]),
            "assignment" => (S::Open, vec![unit(WATER)]),
            "designation" => (S::Open, vec![unit(WATER)]),
            "support" => (S::Open, vec![("on", "1".into())]),
            "withdrawal" | "erasure" => (S::Open, vec![]),
            "acceptance" => (S::Assigned, vec![]),
            "refusal" => (S::Assigned, vec![("ground", "不是我局职责。".into())]),
            "transfer" => (S::Handling, vec![unit(crate::cast::WATER_STATION)]),
            "co-unit" => (S::Handling, vec![unit(HOUSING)]),
            "reminder" | "escalation" => (S::Handling, vec![]),
            "instruction" => (S::Handling, vec![text(), ("audience", "public".into())]),
            "pressure" => (S::Handling, vec![text()]),
            "danger" => (S::Handling, vec![("note", "信里说活不下去了。".into())]),
            "contact" => (S::Handling, vec![("reason", "约时间上门查看。".into())]),
            "question" | "interim-reply" => (S::Handling, vec![text()]),
            "offline-record" => (S::Handling, vec![text(), ("day", today())]),
            "extension-request" => (
                S::Handling,
                vec![("days", "3".into()), ("reason", "等备件。".into())],
            ),
            "extension" => (S::Handling, vec![("judgement", "grant".into())]),
            "clarification" => (S::AwaitingWriter, vec![text()]),
            "reply" => (
                S::Handling,
                vec![("text", REPLY.into()), ("outcome", "explained".into())],
            ),
            "return" => (S::InReview, vec![("reason", "copied".into())]),
            "reply-publication" => (S::InReview, vec![]),
            "correction" => (S::Replied, vec![text()]),
            "rating" => {
                let scores = ["result", "manner", "speed"].map(|score| (score, "4".to_owned()));
                let mut fields = vec![("settled", "partly".to_owned())];
                fields.extend(scores);
                (S::Replied, fields)
            }
            "follow-up" | "reopening-request" => (S::Replied, vec![text()]),
            "reopening" => (S::ReopenRequested, vec![]),
            "reopening-refusal" => (
                S::ReopenRequested,
                vec![("reason", "照片显示已修好。".into())],
            ),
            other => panic!("say in states.rs what a test sends to {other}"),
        };
        if noun == "contact" {
            let letter = Letter {
                identity_open: true,
                ..Letter::titled("路灯不亮")
            };
            return (self.has_letter(&letter, stage).await, fields);
        }
        let number = self.has(stage).await;
        if noun == "extension" {
            let id = self.id_of(&number).await;
            let reason = Note::parse("等备件。").unwrap();
            let unit = self.water_bureau.actor();
            let asked = self.app.request_extension(&unit, id, 3, reason).await;
            asked.unwrap();
        }
        if noun.starts_with("take-down/") {
            let id = self.id_of(&number).await;
            let (ground, basis) = (TakeDownGround::Privacy, Note::parse(BASIS).unwrap());
            let lin = self.lin.actor();
            let asked = self.app.ask_take_down(&lin, id, ground, basis).await;
            asked.unwrap();
        }
        (number, fields)
    }
}
