//! Figures as columns of a file: each has a name for programs, a title and a definition for people.

use domain::figures::{Counted, Histogram, Rate};
use domain::reply::ReturnReason;
use domain::screening::DeclineReason;
use serde_json::Value;
use std::fmt::Write;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text, or a code.
    Text,
    /// A whole number.
    Count,
    /// A number with one decimal.
    Number,
    /// 2026-11-23
    Date,
    /// 2026-11
    Month,
    /// true or false
    Truth,
}

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// `on_time_rate`
    pub name: String,
    /// 按期回复率
    pub title: String,
    /// What it is, in a sentence.
    pub text: String,
    /// What it holds.
    pub holds: Holds,
}

impl Column {
    pub(super) fn new(name: &str, title: &str, text: &str, holds: Holds) -> Self {
        Self {
            name: name.to_owned(),
            title: title.to_owned(),
            text: text.to_owned(),
            holds,
        }
    }
}

/// Title and definition of each plain count, in the order of [`Counted::NAMES`].
const COUNTS: [(&str, &str); Counted::NAMES.len()] = [
    ("收到", "本平台收到的留言，计在收到之日，不论后来是否公开。"),
    (
        "其中：感谢",
        "收到的留言中类型为“感谢”的件数。感谢不计入任何比率。",
    ),
    (
        "迁入",
        "从其他平台迁入的历史留言，计在迁入之日；只计入本栏和下一栏，不计入其他任何数字。",
    ),
    (
        "其中：迁入时已有回复",
        "迁入的留言中在原平台已有回复的件数。",
    ),
    ("公开", "审核通过的留言，计在通过之日。"),
    (
        "未展示",
        "审核决定不予公开的次数，计在决定之日；同一留言修改后再次未通过的，再计一次。",
    ),
    (
        "指引其他渠道",
        "依法应走其他渠道、已予指引的留言，计在指引之日。",
    ),
    ("撤回", "留言人自行撤回的留言，计在撤回之日。"),
    ("撤下", "公开后依法撤下的留言，计在撤下之日。"),
    (
        "首次答复",
        "得到第一次答复（阶段性回复或办结回复）的留言，计在答复公开之日，每件一次。",
    ),
    (
        "办结回复",
        "得到第一次办结回复的留言，计在回复公开之日，每件一次。",
    ),
    (
        "按期",
        "第一次办结回复在期限内提交的留言，计在回复公开之日。回复被退回的，以最终公开的那份提交时间为准。",
    ),
    (
        "逾期",
        "到期时仍没有提交办结回复的留言，计在逾期之日，每件一次；以后补回复也不消除。",
    ),
    (
        "其中：逾期后已回复",
        "逾期的留言中后来已有办结回复的件数，计在该件逾期之日，所以较早月份的这一数字会增加。",
    ),
    (
        "再次办理逾期",
        "此前没有逾期，但对追问的答复或重新办理逾期的留言，计在逾期之日。",
    ),
    (
        "经审核的回复",
        "审核员作出决定的办结回复份数，包括公开的和退回的，计在决定之日。",
    ),
    ("退回回复", "审核员退回重新回复的份数，计在退回之日。"),
    ("退单", "承办单位申请改派的次数，计在当日。"),
    ("改派", "改由其他单位承办的次数，计在当日。"),
    ("延期", "批准延期的留言，计在批准之日。"),
    ("追问", "留言人追问的次数，计在当日。"),
    ("申请重新办理", "留言人申请重新办理的次数，计在当日。"),
    ("重新办理", "审核同意重新办理的次数，计在决定之日。"),
    (
        "评价：已解决",
        "留言人评价为“已解决”的次数，计在评价之日。每份办结回复可以评价一次。",
    ),
    (
        "评价：部分解决",
        "留言人评价为“部分解决”的次数，计在评价之日。",
    ),
    ("评价：未解决", "留言人评价为“未解决”的次数，计在评价之日。"),
    ("办结", "评价期满后办结的留言，计在办结之日。"),
    (
        "其中：未评价",
        "办结时留言人没有评价的件数。没有评价不等于已解决。",
    ),
];

/// The rates: name, title, definition.
const RATES: [(&str, &str, &str); 6] = [
    (
        "on_time_rate",
        "按期回复率",
        "按期 ÷（按期 + 逾期）。到期而没有回复的留言始终在分母里，拖着不回复不会让比率变好。",
    ),
    (
        "reply_rate",
        "回复率",
        "（按期 + 逾期后已回复）÷（按期 + 逾期）。到期的留言中，至今已有办结回复的比例。",
    ),
    (
        "settled_rate",
        "群众确认解决率",
        "评价“已解决”÷ 全部评价。只有留言人说了才算，没有评价的不计入。",
    ),
    ("return_rate", "回复退回率", "退回回复 ÷ 经审核的回复。"),
    (
        "decline_rate",
        "未展示率",
        "未展示 ÷（公开 + 未展示 + 指引其他渠道）。",
    ),
    ("unrated_rate", "未评价率", "办结时未评价 ÷ 办结。"),
];

/// The columns of a row of counts, in the order of [`values`].
pub fn columns() -> Vec<Column> {
    let mut all = Vec::new();
    for (name, (title, text)) in Counted::NAMES.iter().zip(COUNTS) {
        all.push(Column::new(name, title, text, Holds::Count));
    }
    for reason in DeclineReason::ALL {
        all.push(Column::new(
            &format!("declined_{}", reason.code()),
            &format!("未展示：{}", decline(*reason)),
            "以此为理由的未展示次数；各项理由之和等于“未展示”。",
            Holds::Count,
        ));
    }
    for reason in ReturnReason::ALL {
        all.push(Column::new(
            &format!("returned_{}", reason.code()),
            &format!("退回：{}", returned(*reason)),
            "以此为理由的退回份数；各项理由之和等于“退回回复”。",
            Holds::Count,
        ));
    }
    for (name, title, whole) in [
        ("answer_days", "首次答复用时", "首次答复"),
        ("reply_days", "办结回复用时", "办结回复"),
    ] {
        all.push(Column::new(
            name,
            &format!("{title}分布"),
            &format!(
                "从公开到{whole}的工作日数，写作“天数:件数”，以空格分隔；{}表示{}天及以上。补充说明期间不扣除。",
                Histogram::LAST,
                Histogram::LAST
            ),
            Holds::Text,
        ));
        all.push(Column::new(
            &format!("{name}_median"),
            &format!("{title}中位数"),
            &format!(
                "上述工作日数的中位数，件数为偶数时取中间两数中较小的；{}表示{}天及以上。没有时为空。",
                Histogram::LAST,
                Histogram::LAST
            ),
            Holds::Count,
        ));
    }
    for (name, title, text) in RATES {
        all.push(Column::new(
            name,
            title,
            &format!("{text}单位为百分之一；分母不足 20 时为空。"),
            Holds::Number,
        ));
        for (end, word) in [("low", "下限"), ("high", "上限")] {
            all.push(Column::new(
                &format!("{name}_{end}"),
                &format!("{title}{word}"),
                &format!("{title}的 95% 置信区间{word}（威尔逊区间）。"),
                Holds::Number,
            ));
        }
    }
    all
}

/// A row of counts, in the order of [`columns`].
pub fn values(counted: &Counted) -> Vec<Value> {
    let mut all: Vec<Value> = counted.counts().into_iter().map(Value::from).collect();
    let declines = DeclineReason::ALL.iter();
    all.extend(declines.map(|reason| Value::from(counted.declines.of(*reason))));
    let returns = ReturnReason::ALL.iter();
    all.extend(returns.map(|reason| Value::from(counted.returns.of(*reason))));
    for days in [&counted.answer_days, &counted.reply_days] {
        all.push(spread(days).into());
        all.push(days.median().into());
    }
    for rate in [
        counted.on_time_rate(),
        counted.reply_rate(),
        counted.settled_rate(),
        counted.return_rate(),
        counted.decline_rate(),
        counted.unrated_rate(),
    ] {
        all.extend(share(rate));
    }
    all
}

/// `0:3 1:12 4:1`
fn spread(days: &Histogram) -> String {
    let mut text = String::new();
    for (days, many) in days.bins() {
        let gap = if text.is_empty() { "" } else { " " };
        // Writing to a string cannot fail.
        write!(text, "{gap}{days}:{many}").unwrap_or_default();
    }
    text
}

/// The share and both ends of its interval in percent; empty of too few.
fn share(rate: Rate) -> [Value; 3] {
    let (low, high) = rate.interval();
    let enough = rate.permille().filter(|_share| rate.is_enough());
    enough.map_or([Value::Null, Value::Null, Value::Null], |share| {
        [share, low, high].map(|permille| Value::from(f64::from(permille) / 10.0))
    })
}

fn decline(reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::NotAMatter => "没有具体事项",
        DeclineReason::Repeated => "重复留言",
        DeclineReason::Insult => "含有辱骂、人身攻击",
        DeclineReason::PersonalData => "含有他人的个人信息",
        DeclineReason::Advertisement => "广告",
        DeclineReason::Illegal => "含有法律禁止发布的内容",
        DeclineReason::OtherChannel => "应当通过其他法定途径",
        DeclineReason::Test => "测试内容",
    }
}

fn returned(reason: ReturnReason) -> &'static str {
    match reason {
        ReturnReason::OnlyGreets => "只有问候，没有答复",
        ReturnReason::OnlyForwarded => "只说已收到或已转办",
        ReturnReason::AskElsewhere => "仅告知咨询其他部门，未实质答复",
        ReturnReason::NotAnswering => "没有回答所提的问题",
        ReturnReason::NoFinding => "没有查明的情况、措施或时间",
        ReturnReason::NotTrue => "与事实不符，虚假办结",
        ReturnReason::DisclosesWriter => "泄露留言人信息",
        ReturnReason::Discourteous => "用语不当",
        ReturnReason::Copied => "照搬套话或复制其他回复",
        ReturnReason::WrongMatter => "答错事项",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_column_and_every_column_its_name() {
        let columns = columns();
        assert_eq!(columns.len(), values(&Counted::default()).len());
        let mut names: Vec<_> = columns.iter().map(|column| &column.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), columns.len());
    }

    #[test]
    fn few_have_counts_and_no_share() {
        let mut few = Counted {
            on_time: 18,
            late: 1,
            ..Counted::default()
        };
        few.reply_days.add(3);
        few.reply_days.add(3);
        few.reply_days.add(12);
        let value = |counted: &Counted, name: &str| {
            let columns = columns();
            let at = columns.iter().position(|column| column.name == name);
            values(counted)[at.unwrap()].clone()
        };
        assert_eq!(value(&few, "on_time_rate"), Value::Null);
        assert_eq!(value(&few, "reply_days"), "3:2 12:1");
        assert_eq!(value(&few, "reply_days_median"), 3);
        let enough = Counted { late: 2, ..few };
        assert_eq!(value(&enough, "on_time_rate"), 90.0);
        assert_eq!(value(&enough, "on_time_rate_high"), 97.2);
    }
}
