### 数据：图、表、口径和怎样读。

figures-see = 看更多数据
nav-figures = 数据
figures-title = 数据
figures-lead = 收到多少、多久回复、办得怎样、哪里没办好，都在这里。每个数都有口径、有表、可下载；读之前请看
figures-description = { $x }的留言、回复、按期、评价、退回等数据，附口径和下载。
# dynamic: figures-title-
figures-title-months = 按月份看
figures-title-domains = 按领域看
figures-title-regions = 按地区看
figures-title-offices = 按职务看
# dynamic: figures-lead-
figures-lead-months = 每个月一行，新的在前。当月还没有过完的，数字还会变。
figures-lead-domains = 按领域的固定顺序排列，不按高低排名。各领域的事难易不同，比率不宜直接比较。
figures-lead-regions = 只把同一级别、留言量相近的地区放在一起，按行政区划代码排列，不按高低排名。
figures-lead-offices = 只把同一级别、留言量相近的职务放在一起，按本站固定的顺序排列，不按高低排名。
figures-description-of = { $y }：{ $x }的留言数据。

figures-pages = 数据的各个页面
figures-overview = 总览
figures-read = 怎样读这些数据
figures-open-data = 月报与开放数据

figures-recent = 近 12 个月
figures-all-time = 全部时间
figures-year = { $x } 年
figures-quarter = { $x } 年第 { $y } 季度
figures-month = { $x } 年 { $y } 月
figures-month-open = { $x }（未满）
# dynamic: figures-month-
figures-month-1 = 1
figures-month-2 = 2
figures-month-3 = 3
figures-month-4 = 4
figures-month-5 = 5
figures-month-6 = 6
figures-month-7 = 7
figures-month-8 = 8
figures-month-9 = 9
figures-month-10 = 10
figures-month-11 = 11
figures-month-12 = 12
figures-longer = 较长的时间
figures-years = 按年
figures-quarters = 按季度
figures-months = 按月

# dynamic: figures-asked-
figures-asked-period = 时间
figures-asked-region = 地区
figures-asked-domain = 领域
figures-asked-office = 职务
figures-any = 全部
figures-apply = 查看
figures-active = 已选的范围
figures-remove = 去掉这一项
figures-broken = 没有这样的数据
figures-broken-note = 网址里的“{ $x }”读不出来，或者本站没有。可能是网址抄错了，也可能是还没到的时间。
figures-all = 看全部数据
figures-nothing = 这个范围内还没有留言
figures-nothing-note = 换一段时间或换一个范围看看。
figures-as-of = 数字截至 { $x }，随办理随时更新。
figures-longer-charts = 随时间变化的图显示到这段时间为止的 12 个月。
figures-numbers = 主要数字

figures-messages = 件
figures-times = 次
figures-working-days = 个工作日
figures-too-few = 样本不足
figures-interval = 区间 { $x }
figures-of = 共 { $x } 件
figures-myriads = { $x }万
figures-late-waiting = 其中 { $n } 件至今未回复
figures-unrated = 未评价
figures-reason = 理由
figures-count = 次数
figures-part = 占比
figures-no-region = 不属于某个地区
figures-own-seats = { $x }本级
figures-peers = { $x } · 收到{ $y }
figures-ever-total = 建站以来累计回复办理 { $x } 件，含迁入的历史留言。
figures-country = 全国各省、自治区、直辖市和特别行政区收到的留言
figures-country-note = 每个方格是一个省级行政区，位置大致相当；格底的横条越长，收到的留言越多。方格不是地图。
figures-table = 看数据表
figures-file = 下载 CSV
figures-means = ：

# dynamic: size-
size-100000 = 10 万件以上
size-10000 = 1 万至 10 万件
size-1000 = 1,000 至 9,999 件
size-100 = 100 至 999 件
size-0 = 不满 100 件

# dynamic: figures-by-
figures-by-months = 按月份
figures-by-domains = 按领域
figures-by-regions = 按地区
figures-by-offices = 按职务
# dynamic: figures-of-
figures-of-months = 月份
figures-of-domains = 领域
figures-of-regions = 地区
figures-of-offices = 职务

# dynamic: figures-
figures-volume = 收到与回复
figures-ever = 累计回复办理
figures-deadlines = 有没有按期回复
figures-durations = 多久回复
figures-ratings = 群众怎么说
figures-ratings-whole = 作出评价的人怎么说
figures-troubles = 办理中出的问题
figures-returns = 为什么退回回复
figures-declines = 为什么未予展示

chart-most = 最多的是{ $x }，{ $y }。
chart-latest = 最近的是{ $x }，{ $y }。
chart-nothing = 样本不足，图中没有可以比较的数。
chart-table = 全部数字见图下的表。

# dynamic: measure-
measure-received = 收到留言
measure-received-short = 收到留言
measure-declined = 未予展示
measure-replied = 办结回复
measure-ever-replied = 累计回复办理
measure-reply-rate = 回复率
measure-on-time = 按期回复率
measure-late = 逾期
measure-answer-days = 首次回复用时中位数
measure-answer-days-short = 首次回复
measure-reply-days = 办结回复用时中位数
measure-reply-days-short = 用时中位数
measure-returned = 退回回复
measure-returned-short = 退回
measure-hand-overs = 退单与改派
measure-hand-overs-short = 退单改派
measure-settled = 群众确认解决率
measure-settled-short = 确认解决率
measure-reopened = 重新办理

# dynamic: definition-
definition-received = 提交到本站的留言和由其中拆出的留言，不论后来是否展示；按提交或拆出的日期计。迁入的历史留言另计。
definition-declined = 审核后决定不予展示的次数；按决定的日期计。每次都须有理由，理由的分布见总览。
definition-replied = 第一次公布办结回复的留言数；按公布的日期计，一件只计一次。阶段性回复不算。
definition-ever-replied = 建站以来有办结回复的留言总数，含迁入时就已回复的历史留言。
definition-reply-rate = 在已经到期（或提前答复）的留言中，到现在已有办结回复的比例，不论早晚。
definition-on-time = 在已经到期（或提前答复）的留言中，办结回复在期限内提交的比例。到期无人回复的也算在分母里，拖着不办不会让这个数变好。
definition-late = 到期没有提交办结回复的留言数；按到期的日期计，以后补办也不撤销。
definition-answer-days = 从发布到第一次公开回复（含阶段性回复）的工作日数，从短到长排，正中间的那一个。
definition-reply-days = 从发布到第一次公布办结回复的工作日数，从短到长排，正中间的那一个；还没有回复的不在其中。
definition-returned = 审核员认为没有实质内容而退回重新回复的次数；按退回的日期计。退回的文字不公开，次数和理由公开。
definition-hand-overs = 承办单位退单和改派到其他单位的次数之和；一件留言可能不止一次。
definition-settled = 在作出评价的留言人中，说“已解决”的比例。没有评价的不计入，也不算作满意。
definition-reopened = 留言人认为没有解决，经审核员判定重新办理的次数。

### 怎样读

read-lead = 数字能帮人看清事情，也能让人看错。读图表之前，请花三分钟看看这一页。
read-description = { $x }的数据是怎样统计的、能说明什么、不能说明什么。
# dynamic: read-
read-when-title = 一件事记在哪一天
read-when = 每个数都来自办理记录：收到记在提交那天，回复记在公布那天，逾期记在到期那天。所以某个月“回复”的，不一定是那个月“收到”的，两个数相除没有意义。回复率和按期回复率另有算法：只看已经到期或已经答复的留言，每件只算一次。感谢类留言只计数量，不进任何比率；不公开办理的留言不进任何统计，以免从数字里认出人来。
read-intervals-title = 为什么给一个区间
read-intervals = 20 件里按期 18 件是 90%，2,000 件里按期 1,800 件也是 90%，但前一个数换一批留言就可能变成 75%。所以每个比率后面都附 95% 区间（威尔逊区间），意思是：考虑到偶然，真实水平大致在这个范围内。两个区间重叠时，我们不说谁高谁低。
read-few-title = 为什么写“样本不足”
read-few = 少于 { $n } 件时，一两个人的评价就能让比率上下跳几十个百分点，还可能让人猜出是谁说的。这时只列件数，不列比率，也不作比较。
read-many-title = 留言多，未必是坏事
read-many = 投诉多的地方，可能问题多，也可能人口多、大家信得过、知道有处可说。投诉少的地方，可能太平，也可能没人愿意说。留言数量反映的是“有多少人开了口”，不是“有多少问题”。逾期、退回这些让人难堪的数，公开出来正是为了改；数字难看而肯公开，胜过数字漂亮而无从核对。
read-silence-title = 沉默不是满意
read-silence = “已回复”不等于“已解决”，解决没有只由留言人说。作出评价的人只是一部分，往往是特别满意或特别不满意的；没有评价的，我们既不算解决，也不算没解决，单独列出。
read-not-title = 不能得出什么结论
read-not = 不能据此给地区、单位或领导排名次：各处的事情难易不同，管的范围不同，写信的人也不同。我们只把级别相同、数量相近的放在一起，按固定的顺序排列。也不能仅凭前后两个月的升降，断定是某项措施的效果。
read-again-title = 自己算一遍
read-again = 每个月的全部原始计数都可以在“月报与开放数据”下载，格式是 CSV 和 JSON，附数据字典。把各行相加，就应当得到页面上的数；比率用分子除以分母，区间按公开的公式计算。算出来不一样，请告诉我们。
read-definitions = 每个数的口径

### 月报

report-title = 月报
report-title-of = { $x }办理月报
report-description = { $x } { $y }收到多少、多久回复、办得怎样。
report-by = { $x } 编制
report-as-of = 数字截至 { $x }
report-open = 这个月还没有过完，数字每天会变，不与上月比较。
report-points = 本月要点
report-received = 收到留言 { $n } 件{ $x }。
report-more = ，比上月的 { $x } 件增加 { $y } 件
report-fewer = ，比上月的 { $x } 件减少 { $y } 件
report-same = ，与上月的 { $x } 件大致持平，差异在误差范围内
report-replied = 公布办结回复 { $n } 件。
# dynamic: report-
report-on-time = 到期或提前答复的 { $of } 件中，{ $n } 件按期回复，按期回复率 { $x }（95% 区间 { $y }）{ $change }。
report-on-time-few = 到期或提前答复的 { $of } 件中，{ $n } 件按期回复；样本不足，不计算比率。
report-on-time-none = 没有留言在本月到期或得到答复。
report-rate-up = ，比上月的 { $x } 提高
report-rate-down = ，比上月的 { $x } 降低
report-rate-same = ，上月为 { $x }，差异在误差范围内
report-late = { $n } 件到期没有回复，其中 { $x } 件至今仍未回复。
report-late-replied = { $n } 件到期没有回复，后来都已回复。
report-late-none = 没有留言逾期。
report-days = 从发布到办结回复，一半的留言用了不超过 { $x } 个工作日；到第一次公开回复，一半不超过 { $y } 个工作日。
report-settled = { $of } 位留言人作出评价，{ $n } 位说“已解决”，占 { $x }（95% 区间 { $y }）{ $change }。
report-settled-few = { $of } 位留言人作出评价，{ $n } 位说“已解决”；样本不足，不计算比率。
report-settled-none = 本月没有留言人作出评价。
report-unrated = 另有 { $n } 件到期没有评价，不算作解决，也不算作没解决。
report-returned = 审核员退回重新回复 { $n } 次，最多的理由是“{ $x }”（{ $y } 次）。
report-returned-plain = 审核员退回重新回复 { $n } 次。
report-returned-none = 没有回复被退回。
report-moved = 单位退单、改派 { $n } 次；经判定重新办理 { $x } 件。
report-declined = 未予展示 { $n } 件，最多的理由是“{ $x }”（{ $y } 件）。
report-declined-plain = 未予展示 { $n } 件。
report-declined-none = 没有留言未予展示。
report-words = 留言人的话
report-words-note = 本月发布、已经回复并作出评价的留言，新的在前，不按评价好坏挑选。
report-note = 比率附 95% 区间；不足 20 件的不计算比率。口径与局限见
report-address = 本月报的网址：{ $x }
report-others = 其他月份的月报
report-print = 打印

### 月报与开放数据

open-description = { $x }每月的月报、原始计数和数据字典，任何人都可以下载、核算。
open-lead = 每个月一份月报，一个数据包。任何人都可以下载、引用，自己算一遍。
open-months = 按月份
open-open = 未满
open-received = 收到 { $x } 件
open-replied = 办结回复 { $x } 件
open-report = 月报
open-bundle = 数据包（ZIP）
open-by-office = 按职务 CSV
open-by-domain = 按领域 CSV
open-published = 存证统计表
open-published-note = “存证统计表”是月份结束时公布的全部统计，此后不再改动，指纹登记在公开存证里；任何人都可以用 huiyin audit 按存证的记录重新算一遍。
open-inside = 数据包里有什么
open-inside-note = 当月公开留言的编号、日期和代码，当月的全部计数，CSV 和 JSON 各一份，另附数据字典和说明。不含留言和回复的正文，不含任何个人信息；不公开办理的留言不在其中。
open-list = 机器可读的目录
open-licence = 怎样使用
open-licence-none = 可以引用、转载和再加工，请注明来源和数字截至的日期。
open-licence-note = 引用比率时，请连同区间和件数一起引用；请不要据此排名次。
open-dictionary = 数据字典
open-dictionary-note = CSV 和 JSON 各列的名称和含义。以“_low”“_high”结尾的是 95% 区间的两端。
