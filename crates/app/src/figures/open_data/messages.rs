//! A public message as a row of open data: codes, days and numbers, no text that a person wrote.

use crate::board::App;
use crate::figures::columns::{Column, Holds};
use domain::Timestamp;
use domain::ids::Number;
use domain::rating::Settled;
use domain::reply::Outcome;
use domain::stage::StageKind;
use serde_json::Value;
use store::lists::Listed;

/// The columns, in the order of [`row`].
pub(super) fn columns() -> Vec<Column> {
    let text = |name, title, text| Column::new(name, title, text, Holds::Text);
    let count = |name, title, text| Column::new(name, title, text, Holds::Count);
    let date = |name, title, text| Column::new(name, title, text, Holds::Date);
    let truth = |name, title, text| Column::new(name, title, text, Holds::Truth);
    vec![
        text("number", "编号", "留言的公开编号，永不改变。"),
        text("url", "网址", "留言页面的网址。"),
        date(
            "received_on",
            "收到日期",
            "收到留言的日期；迁入的留言为原平台所载日期。",
        ),
        date(
            "published_on",
            "公开日期",
            "公开的日期；迁入的留言为原平台所载日期。",
        ),
        date(
            "replied_on",
            "回复日期",
            "最近一次办结回复公开的日期；没有的为空。",
        ),
        text(
            "kind",
            "类型代码",
            "suggestion 建言，complaint 投诉，help 求助，question 咨询，thanks 感谢。",
        ),
        text("domain", "领域代码", "领域的代码。"),
        text("domain_name", "领域", "领域的名称。"),
        text("subdomain", "子领域", "子领域的名称；没有的为空。"),
        text(
            "region",
            "行政区划代码",
            "留言对象所在行政区的代码（GB/T 2260）；没有的为空。",
        ),
        text("office", "留言对象编号", "留言对象（职务）的编号。"),
        text("office_title", "留言对象", "留言对象（职务）的名称。"),
        text("stage", "状态代码", &stages()),
        text(
            "outcome",
            "回复结论代码",
            "承办单位在最近一次办结回复中的结论：settled 已解决，promised 承诺办理，explained 解释说明，cannot 依法不能办理；没有的为空。",
        ),
        date(
            "promised_for",
            "承诺日期",
            "承诺办理的日期；没有承诺的为空。",
        ),
        count(
            "reply_days",
            "回复用时",
            "从公开到最近一次办结回复的工作日数；没有回复的和迁入的为空。",
        ),
        truth("overdue", "逾期", "是否曾经逾期；一经逾期不再改变。"),
        text(
            "settled",
            "群众评价代码",
            "留言人对最近一次办结回复的评价：settled 已解决，partly 部分解决，not_settled 未解决；没有评价的为空，不等于已解决。",
        ),
        count("supports", "支持人数", "表示“我也遇到”或“支持”的人数。"),
        count("returns", "退回次数", "回复被审核员退回的次数。"),
        count("hand_overs", "转手次数", "退单与改派的次数之和。"),
        count("reopenings", "重新办理次数", "经审核同意重新办理的次数。"),
        count("follow_ups", "追问次数", "留言人追问的次数。"),
        truth(
            "imported",
            "迁入",
            "是否为从其他平台迁入的历史留言；迁入的不计算办理期限。",
        ),
    ]
}

/// A message, in the order of [`columns`].
pub(super) fn row(app: &App, number: Number, listed: &Listed) -> Vec<Value> {
    let message = &listed.message;
    let calendar = &app.rules.calendar;
    let day = |at: Option<Timestamp>| at.map(|at| calendar.date(at).to_string());
    let outcome = message.replied_at.and(message.outcome);
    let clock = message.clock.as_ref();
    let took = message
        .replied_at
        .zip(clock)
        .map(|(at, clock)| calendar.working_days_between(clock.started, at));
    vec![
        Value::from(number.to_string()),
        format!("{}/messages/{number}", app.board.url).into(),
        day(Some(message.created_at)).into(),
        day(message.published_at).into(),
        day(message.replied_at).into(),
        message.kind.code().into(),
        message.domain.to_string().into(),
        listed.domain.clone().into(),
        message.subdomain.clone().into(),
        message.region.as_ref().map(ToString::to_string).into(),
        message.office.to_string().into(),
        listed.office.clone().into(),
        message.stage.kind().code().into(),
        outcome.map(|outcome| outcome.kind().code()).into(),
        outcome
            .and_then(Outcome::day)
            .map(|day| day.to_string())
            .into(),
        took.into(),
        message.overdue().into(),
        message.rated.map(Settled::code).into(),
        message.supports.into(),
        message.counts.returns.into(),
        message.counts.hand_overs.into(),
        message.counts.reopenings.into(),
        message.counts.follow_ups.into(),
        message.imported.into(),
    ]
}

/// What the codes of the stages of a public message mean.
fn stages() -> String {
    let all = [
        (StageKind::Diverted, "已指引其他渠道"),
        (StageKind::Open, "待回复"),
        (StageKind::Assigned, "待回复（已交办）"),
        (StageKind::Handling, "办理中"),
        (StageKind::AwaitingWriter, "待补充"),
        (StageKind::InReview, "回复审核"),
        (StageKind::Replied, "已回复"),
        (StageKind::ReopenRequested, "申请重新办理"),
        (StageKind::Closed, "已办结"),
    ];
    let words = all.map(|(stage, word)| format!("{} {word}", stage.code()));
    format!("{}。", words.join("，"))
}
