//! Which column of an archive file holds what: found by header names, Chinese or English, or told by `--map`.

use std::{fmt, str::FromStr};

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The row's id in its source.
    SourceId,
    /// The name the writer used there.
    Writer,
    /// The message's title.
    Title,
    /// The message's text.
    Body,
    /// When it was written.
    AskedAt,
    /// The official reply.
    Reply,
    /// When the reply was given.
    RepliedAt,
    /// The leader or office the message was addressed to.
    Office,
    /// The place it is about.
    Region,
    /// The administrative level of the office.
    Level,
    /// The field of life it is about.
    Domain,
    /// Complaint, question, advice.
    Kind,
    /// How far it got.
    Status,
    /// How many people supported it.
    Supports,
    /// How many people opposed it.
    Against,
    /// The writer's rating of the manner of the reply.
    Manner,
    /// The writer's rating of the speed of the reply.
    Speed,
}

impl Field {
    const ALL: [Self; 17] = [
        Self::SourceId,
        Self::Writer,
        Self::Title,
        Self::Body,
        Self::AskedAt,
        Self::Reply,
        Self::RepliedAt,
        Self::Office,
        Self::Region,
        Self::Level,
        Self::Domain,
        Self::Kind,
        Self::Status,
        Self::Supports,
        Self::Against,
        Self::Manner,
        Self::Speed,
    ];

    /// The fields without which a row is no message.
    const REQUIRED: [Self; 4] = [Self::SourceId, Self::Title, Self::Body, Self::AskedAt];

    /// The field's name in `--map`.
    pub fn name(self) -> &'static str {
        match self {
            Self::SourceId => "id",
            Self::Writer => "writer",
            Self::Title => "title",
            Self::Body => "body",
            Self::AskedAt => "asked_at",
            Self::Reply => "reply",
            Self::RepliedAt => "replied_at",
            Self::Office => "office",
            Self::Region => "region",
            Self::Level => "level",
            Self::Domain => "domain",
            Self::Kind => "kind",
            Self::Status => "status",
            Self::Supports => "supports",
            Self::Against => "against",
            Self::Manner => "manner",
            Self::Speed => "speed",
        }
    }

    /// The field's name in a sentence.
    pub fn label(self) -> &'static str {
        match self {
            Self::SourceId => "编号",
            Self::Writer => "留言人",
            Self::Title => "标题",
            Self::Body => "正文",
            Self::AskedAt => "留言时间",
            Self::Reply => "答复",
            Self::RepliedAt => "答复时间",
            Self::Office => "留言对象",
            Self::Region => "地区",
            Self::Level => "级别",
            Self::Domain => "领域",
            Self::Kind => "类型",
            Self::Status => "状态",
            Self::Supports => "支持数",
            Self::Against => "反对数",
            Self::Manner => "态度评分",
            Self::Speed => "速度评分",
        }
    }

    /// The header names it goes by besides its own two, folded; where a file has several, the first here is taken.
    fn known_headers(self) -> &'static [&'static str] {
        match self {
            Self::SourceId => &["留言编号", "留言id", "number", "tid", "序号"],
            Self::Writer => &[
                "user",
                "nick",
                "nickname",
                "author",
                "留言用户",
                "用户",
                "网友",
                "昵称",
            ],
            Self::Title => &["subject", "留言主题", "留言标题", "主题"],
            Self::Body => &[
                "content",
                "text",
                "留言详情",
                "留言内容",
                "留言正文",
                "内容",
                "详情",
            ],
            Self::AskedAt => &[
                "date",
                "time",
                "createdat",
                "提问时间",
                "发布时间",
                "时间",
                "日期",
            ],
            Self::Reply => &[
                "answer",
                "答复意见",
                "答复内容",
                "回复内容",
                "回复意见",
                "回复",
            ],
            Self::RepliedAt => &["replytime", "replydate", "回复时间", "答复日期", "回复日期"],
            Self::Office => &["forum", "leader", "领导", "板块", "留言板块", "致"],
            Self::Region => &["district", "area", "区域", "所在地区", "行政区"],
            Self::Level => &["层级", "行政级别"],
            Self::Domain => &[
                "category",
                "label",
                "一级标签",
                "一级分类",
                "留言领域",
                "分类",
            ],
            Self::Kind => &["type", "留言类型", "留言性质", "性质"],
            Self::Status => &["state", "留言状态", "办理状态"],
            Self::Supports => &["support", "likes", "like", "点赞数", "赞成数", "点赞"],
            Self::Against => &["dislikes", "oppose", "反对"],
            Self::Manner => &["gmanner", "办理态度", "服务态度"],
            Self::Speed => &["gspeed", "办理速度", "办理效率"],
        }
    }

    fn goes_by(self) -> impl Iterator<Item = String> {
        let own = [self.name(), self.label()];
        own.into_iter()
            .chain(self.known_headers().iter().copied())
            .map(fold)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}（{}）", self.label(), self.name())
    }
}

/// The operator's own word on columns: `field=column,…`. It goes before whatever the header names suggest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnMap(Vec<(Field, String)>);

impl FromStr for ColumnMap {
    type Err = ColumnsError;

    fn from_str(text: &str) -> Result<Self, ColumnsError> {
        let mut map: Vec<(Field, String)> = Vec::new();
        for part in text
            .split([',', '，'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let pair = part
                .split_once('=')
                .map(|(field, column)| (field.trim(), column.trim()));
            let Some((field, column)) = pair.filter(|(_, column)| !column.is_empty()) else {
                return Err(ColumnsError::NotAPair(part.to_owned()));
            };
            let known = Field::ALL
                .into_iter()
                .find(|known| known.name() == field || known.label() == field);
            let field = known.ok_or_else(|| ColumnsError::UnknownField(field.to_owned()))?;
            if map.iter().any(|(taken, _)| *taken == field) {
                return Err(ColumnsError::MappedTwice(field));
            }
            map.push((field, column.to_owned()));
        }
        Ok(Self(map))
    }
}

/// Why the columns of a file cannot be told apart. The text is for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsError {
    /// A part of `--map` that is not `field=column`.
    #[error("--map 中的“{0}”不是“字段=列名”的形式，例如 id=留言编号")]
    NotAPair(String),
    /// A part of `--map` whose field does not exist.
    #[error("--map 中没有“{0}”这个字段；可用的字段：{names}", names = every_field())]
    UnknownField(String),
    /// A field that `--map` names twice.
    #[error("--map 中重复指定了{0}")]
    MappedTwice(Field),
    /// A column that `--map` names and the file does not have.
    #[error("--map 为{field}指定的“{column}”列不存在；文件里的列：{found}", found = list(found))]
    NoSuchColumn {
        /// The field it was meant for.
        field: Field,
        /// The column's name in `--map`.
        column: String,
        /// The columns of the file.
        found: Vec<String>,
    },
    /// Required fields that no column holds.
    #[error(
        "文件缺少必需的列：{missing}。文件里的列：{found}。可以用 --map 指定，例如 --map {example}=列名",
        missing = list(missing),
        found = list(found),
        example = missing.first().map_or("id", |field| field.name())
    )]
    Missing {
        /// What is needed and was not found.
        missing: Vec<Field>,
        /// The columns of the file.
        found: Vec<String>,
    },
}

/// Where each field stands among the columns of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(Vec<(Field, usize)>);

impl Columns {
    /// Finds the columns, or says which are missing.
    pub fn find(names: &[String], map: &ColumnMap) -> Result<Self, ColumnsError> {
        let columns = Self::among(names, map);
        let mapped = map.0.iter();
        let absent = mapped
            .filter(|(field, _)| columns.place(*field).is_none())
            .collect::<Vec<_>>();
        if let Some((field, column)) = absent.first() {
            let (field, column) = (*field, column.clone());
            return Err(ColumnsError::NoSuchColumn {
                field,
                column,
                found: names.to_vec(),
            });
        }
        columns.or_missing(names)
    }

    /// Finds the keys of a JSON object: an optional one may come with a later object, even if `--map` names it.
    pub fn find_keys(names: &[String], map: &ColumnMap) -> Result<Self, ColumnsError> {
        Self::among(names, map).or_missing(names)
    }

    /// Whatever can be found, be it enough or not.
    pub(super) fn among(names: &[String], map: &ColumnMap) -> Self {
        let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        let place = |wanted: &str| folded.iter().position(|name| name == wanted);
        let mapped: Vec<(Field, Option<usize>)> = map
            .0
            .iter()
            .map(|(field, column)| (*field, place(&fold(column))))
            .collect();
        // A column that the operator gave to one field is not found again for another.
        let taken = |place: &usize| {
            mapped
                .iter()
                .any(|(_, mapped)| mapped.as_ref() == Some(place))
        };
        let columns = Field::ALL.into_iter().filter_map(|field| {
            let place = match mapped.iter().find(|(told, _)| *told == field) {
                Some((_, place)) => *place,
                None => field
                    .goes_by()
                    .filter_map(|name| place(&name))
                    .find(|place| !taken(place)),
            };
            place.map(|place| (field, place))
        });
        Self(columns.collect())
    }

    /// The column a field stands in, counted from 0.
    pub fn place(&self, field: Field) -> Option<usize> {
        self.0
            .iter()
            .find(|(found, _)| *found == field)
            .map(|(_, place)| *place)
    }

    /// Every field that was found, with its column.
    pub fn found(&self) -> impl Iterator<Item = (Field, usize)> {
        self.0.iter().copied()
    }

    fn or_missing(self, names: &[String]) -> Result<Self, ColumnsError> {
        let missing: Vec<Field> = Field::REQUIRED
            .into_iter()
            .filter(|field| self.place(*field).is_none())
            .collect();
        if missing.is_empty() {
            Ok(self)
        } else {
            Err(ColumnsError::Missing {
                missing,
                found: names.to_vec(),
            })
        }
    }
}

/// Header names as they are compared: `Asked At`, `asked_at` and `askedAt` are one.
fn fold(name: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '_' | '-' | '\u{feff}');
    name.chars()
        .filter(kept)
        .flat_map(char::to_lowercase)
        .collect()
}

fn every_field() -> String {
    list(&Field::ALL)
}

fn list(names: &[impl fmt::Display]) -> String {
    names
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn no_header_name_leads_to_two_fields() {
        let mut seen: Vec<(String, Field)> = Vec::new();
        for field in Field::ALL {
            for name in field.goes_by() {
                assert_eq!(name, fold(&name));
                let other = seen
                    .iter()
                    .find(|(known, other)| *known == name && *other != field);
                assert_eq!(other, None);
                seen.push((name, field));
            }
        }
    }

    #[test]
    fn headers_are_found_in_both_languages_and_any_spelling() {
        let chinese = names(&[
            "\u{feff}留言编号",
            "留言用户",
            " 留言主题 ",
            "留言时间",
            "留言详情",
            "反对数",
            "点赞数",
            "一级标签",
        ]);
        let columns = Columns::find(&chinese, &ColumnMap::default()).unwrap();
        let found: Vec<_> = columns
            .found()
            .map(|(field, place)| (field.name(), place))
            .collect();
        assert_eq!(
            found,
            [
                ("id", 0),
                ("writer", 1),
                ("title", 2),
                ("body", 4),
                ("asked_at", 3),
                ("domain", 7),
                ("supports", 6),
                ("against", 5)
            ]
        );
        let english = names(&["Created-At", "ID", "Subject", "CONTENT", "gManner"]);
        let columns = Columns::find(&english, &ColumnMap::default()).unwrap();
        assert_eq!(columns.place(Field::AskedAt), Some(0));
        assert_eq!(columns.place(Field::Manner), Some(4));
        assert_eq!(columns.place(Field::Reply), None);
    }

    #[test]
    fn a_missing_column_is_one_clear_error() {
        let error =
            Columns::find(&names(&["id", "标题", "说明"]), &ColumnMap::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "文件缺少必需的列：正文（body）、留言时间（asked_at）。文件里的列：id、标题、说明。\
             可以用 --map 指定，例如 --map body=列名"
        );
    }

    #[test]
    fn the_operator_has_the_last_word() {
        let header = names(&["id", "title", "label", "说明", "date", "time"]);
        let map: ColumnMap = "body=说明, 类型=label，asked_at=time".parse().unwrap();
        let columns = Columns::find(&header, &map).unwrap();
        assert_eq!(columns.place(Field::Body), Some(3));
        assert_eq!(columns.place(Field::AskedAt), Some(5));
        assert_eq!(
            (columns.place(Field::Kind), columns.place(Field::Domain)),
            (Some(2), None)
        );

        let absent = Columns::find(&header, &"body=说明书".parse().unwrap()).unwrap_err();
        assert_eq!(
            absent.to_string(),
            "--map 为正文（body）指定的“说明书”列不存在；文件里的列：id、title、label、说明、date、time"
        );
    }

    #[test]
    fn a_map_that_cannot_be_read_is_refused() {
        assert_eq!("".parse::<ColumnMap>(), Ok(ColumnMap::default()));
        assert_eq!(
            "id".parse::<ColumnMap>(),
            Err(ColumnsError::NotAPair("id".into()))
        );
        assert_eq!(
            "id=".parse::<ColumnMap>(),
            Err(ColumnsError::NotAPair("id=".into()))
        );
        assert_eq!(
            "nr=x".parse::<ColumnMap>(),
            Err(ColumnsError::UnknownField("nr".into()))
        );
        assert_eq!(
            "id=a,编号=b".parse::<ColumnMap>(),
            Err(ColumnsError::MappedTwice(Field::SourceId))
        );
    }
}
