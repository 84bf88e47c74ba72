//! Names of private people: a surname and one or two characters, behind a word that introduces somebody.

use super::{Kind, Piece, Text};

/// What stands before a name.
const BEFORE: &[&str] = &[
    "我叫",
    "名叫",
    "叫做",
    "姓名:",
    "姓名",
    "本人",
    "邻居",
    "业主",
    "居民",
    "村民",
    "房东",
    "租户",
    "住户",
    "老板",
    "店主",
    "摊主",
    "司机",
    "电工",
    "保安",
    "工人",
    "老人",
    "学生",
    "同学",
    "家长",
    "患者",
    "病人",
    "丈夫",
    "妻子",
    "老公",
    "老婆",
    "儿子",
    "女儿",
    "父亲",
    "母亲",
    "爱人",
    "孩子",
    "中介",
    "包工头",
    "工头",
    "职工",
    "员工",
    "营业员",
];

/// What makes the person an office-holder, named for what they do in office.
const OFFICE: &[&str] = &[
    "书记", "主任", "局长", "市长", "县长", "区长", "镇长", "乡长", "村长", "厅长", "处长", "科长",
    "部长", "所长", "院长", "校长", "队长", "主席", "代表", "委员",
];

/// The surnames that most people bear.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟\
     姜崔谭陆范汪廖石金韦贾夏方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武戴严莫孔汤康易乔赖文";

/// Characters that follow a surname in common words, or with which no name ends: 高度, 万元, 金额, 白天.
const NO_NAME: &str = "的了在是有和与也都就不被把将要会能这那我你他她它们为以对从到向说问请又还没很太最后前上下里外中内时天\
     度元额色线路给某街区市县镇村局部门院校站司店楼房屋车站题业主民众家人先女\
     面便式案法物期求龄贴温空币融牌油层坡墙矿灯性质型理用力气水电费款项目工程方位置多少";

/// Words that begin like a name.
const WORDS: &[&str] = &[
    "许可", "许多", "谢谢", "严重", "严格", "严禁", "任何", "任意", "任务", "任由", "文化", "文明",
    "文件", "陆续", "孙子", "孙女", "熊孩", "高兴", "高中", "高峰", "白白", "万一", "马上", "马路",
    "周围", "周边", "周末", "程序", "程度", "范围", "顾客", "林业", "林地", "陈述", "莫名", "常常",
    "余下", "黄金", "黄色", "江边", "安全", "安排", "毛病", "方自", "和谐", "康复", "田地", "石材",
    "龙头", "石头", "金融", "易燃", "史上", "贺信",
];

pub(super) fn find(text: &Text) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.chars.len() {
        let name = text
            .after_any(at, BEFORE)
            .and_then(|begin| Some((begin, name(text, begin)?)));
        match name {
            Some((begin, end)) => {
                found.push((Kind::Name, begin..end));
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// The end of a name that begins here.
fn name(text: &Text, at: usize) -> Option<usize> {
    text.at(at).filter(|c| SURNAMES.contains(*c))?;
    let is_given = |at| {
        let c: Option<char> = text.at(at);
        c.filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}') && !NO_NAME.contains(*c))
    };
    is_given(at + 1)?;
    if text.after_any(at, WORDS).is_some() {
        return None;
    }
    if text.after_any(at + 1, OFFICE).is_some() || text.after_any(at + 2, OFFICE).is_some() {
        return None;
    }
    // 张小明说: the third character belongs to the name unless a word begins with it.
    let long = is_given(at + 2).is_some() && text.after_any(at + 2, VERBS).is_none();
    let end = at + if long { 3 } else { 2 };
    text.after_any(end, OFFICE).is_none().then_some(end)
}

/// What people do right after their name.
const VERBS: &[&str] = &[
    "说", "讲", "称", "来", "去", "找", "打", "骂", "收", "拿", "欠", "拒", "承", "告", "经", "因",
    "于", "已", "曾", "住", "现", "反映", "家", "等", "及", "多次", "长期", "今年", "昨", "自",
];
