### 公开页面：首页、留言、领导、地区、领域、关于本站，以及各处共用的留言行和办理记录。

## 留言行

# dynamic: row-
row-to = 写给 { $x }
row-me-too = { $n } 人也遇到
row-support = { $n } 人支持
row-overdue = 逾期
row-was-overdue = 曾逾期
row-returned = 回复被退回 { $n } 次
row-reopened = 重新办理 { $n } 次
row-asked-again = 追问待答
row-imported = 历史留言（导入）
row-took = 用时 { $n } 个工作日
row-took-none = 当日答复
row-erased = 留言人已删除内容
row-progress-only = 这条留言只公开办理进度
row-not-shown = 这条留言没有公开

## 一条留言：进度条、正文、概要、办理记录

# dynamic: thread-
# dynamic: thread-closed-
thread-bar-label = 办理进度
thread-step-received = 已收到
thread-step-published = 已发布
thread-step-accepted = 已受理
thread-step-to-assign = 待交办
thread-step-assigned = 已交办
thread-step-handling = 办理中
thread-step-again = 重新办理中
thread-step-awaiting-writer = 待留言人补充
thread-step-in-review = 回复审核
thread-step-handled = 已办理
thread-step-replied = 已回复
thread-step-reopen-requested = 申请重新办理
thread-step-closed = 已办结
thread-closed-settled = 群众确认解决
thread-closed-partly = 部分解决
thread-closed-not-settled = 群众认为没有解决
thread-closed-unrated = 群众没有评价
thread-by-screen = 应于 { $x }前审核
thread-by-assign = 应于 { $x }前交办
thread-by-reply = 应于 { $x }前回复
thread-by-review = 应于 { $x }前审完
thread-by-judge = 应于 { $x }前答复是否重新办理
thread-unit-to-accept = { $x } 待签收
thread-clock-stands-still = 等待补充期间不计办理时限
thread-overdue = 已逾期
thread-overdue-days = 已逾期 { $n } 个工作日
thread-comma = ，
thread-list-comma = 、
thread-replied-on-time = 按期回复
thread-replied-late = 逾期回复
thread-on-time = 按期
thread-late = 逾期
thread-withdrawn-from = 已停止办理，{ $x } 起不再公开

thread-demand = 诉求
thread-place = 地点：{ $x }
thread-anonymous = 匿名
thread-written-by = 留言人：{ $x }
thread-holder-now = 现任 { $x }
thread-holder-then = 时任 { $x }
thread-erased-note = 留言人已于 { $x }删除留言内容。办理经过仍保留在下面的记录里。
thread-progress-note = 留言人选择只公开办理进度，正文不公开。
thread-picture = 照片 { $x }
thread-picture-hidden = 不公开
thread-picture-sealed = 留言人选择不公开这张照片，承办单位可以看到
thread-as-written = 原文（公开时隐去了部分文字）
thread-remark = 不公开备注（仅供核实）

thread-facts = 概要
thread-number = 编号
thread-region = 地区
thread-units = 承办单位
thread-main-unit = { $x }（主办）
thread-co-unit = { $x }（协办）
thread-no-unit = 尚未交办
thread-due = 应回复日
thread-due-late = { $x } · 逾期
thread-extension = 延期
thread-days = { $n } 个工作日
thread-again = 重新回复
thread-again-asked = 答复追问
thread-again-late = 再次回复
thread-until = { $x }前
thread-returns = 回复退回
thread-hand-overs = 改派
thread-reopenings = 重新办理
thread-follow-ups = 追问
thread-times = { $n } 次
thread-outcome = 办理结果
thread-rated-once = 群众评价
thread-rated-first = 首次评价
thread-rated-latest = 最近评价

thread-events = 办理记录
thread-writer = 留言人
thread-reason = 理由：{ $x }
thread-ground = 依据：{ $x }
thread-answer-by = 应于 { $x }前回复
thread-answer-again-by = 应于 { $x }前重新回复。退回不延长原定期限，逾期记录也不因退回而消除。
thread-legal-time = 法定期限不因在这里留言而停止计算，请尽早通过该渠道提出。
thread-redacted-some = 公开时隐去了部分文字
thread-interim-foot = 阶段性回复不停止办理期限
thread-in-review-foot = 等待审核，还没有公开
thread-returned-foot = 已退回，不公开
thread-reply-foot = { $x } 提交，期限按提交时间计算
thread-text-gone = 内容已经删除
thread-internal = 内部批示
thread-personally = 本人回复
thread-by-office = 办公室代复
thread-score-result = 解决程度
thread-score-manner = 办理态度
thread-score-speed = 办理速度
thread-rating-settled = 事情解决了吗
thread-rating-words = 留言人选的词

thread-submitted = 收到留言
thread-imported = 导入历史留言（来源：{ $x }）
thread-edited = 修改留言
thread-published = 审核通过，公开发布
thread-published-progress-only = 审核通过，只公开办理进度
thread-published-private = 审核通过，不公开办理
thread-declined = 未予展示
thread-amended = 修改后重新提交
thread-appealed = 申诉，请另一位审核员再审
thread-diverted = 指引其他渠道：{ $x }
thread-redacted = 隐去部分文字
thread-taken-down = 撤下
thread-assigned = 交办 { $x }
thread-accepted = { $x } 确认承办
thread-accepted-by-silence = { $x } 一个工作日内没有提出异议，视为签收
thread-refused = { $x } 退单，申请改派
thread-transferred = 由 { $x } 改派 { $y }
thread-co-unit-added = 增加协办单位 { $x }
thread-designated = 指定 { $x } 承办
thread-writer-asked = { $x } 请留言人补充情况
thread-clarification-answered = 已补充情况，继续计时
thread-clarification-missing = 补充时间已到，继续计时
thread-extension-requested = 申请延期 { $n } 个工作日
thread-extension-granted = 同意延期 { $n } 个工作日
thread-extension-denied = 不同意延期
thread-offline-recorded = { $x }线下办理
thread-interim-posted = 阶段性回复
thread-reply-submitted = 提交办结回复，等待审核
thread-reply-returned = 回复被退回，第 { $n } 次
thread-reply-published = 办结回复
thread-reply-published-again = 再次回复
thread-reply-corrected = 更正回复
thread-rated = 评价
thread-followed-up = 追问
thread-reopen-requested = 申请重新办理
thread-reopened = 同意重新办理
thread-kept-closed = 维持原回复
thread-leader = 领导回应
thread-instructed = 批示
thread-reminded = 催办
thread-escalated = 提级督办
thread-office-moved = 留言对象由 { $x } 更换为 { $y }
thread-split = 一事一留：拆分出另一条留言
thread-split-off = 一事一留：由另一条留言拆分而来
thread-split-excerpt = 正文摘自原留言，标题由审核员拟定。
thread-linked-duplicate = 与另一条留言说的是同一件事，已关联
thread-withdrawn = 撤回留言
thread-erased = 删除留言内容

thread-await-screening = 等待审核
thread-await-assignment = 等待交办承办单位
thread-await-designation = 等待督办员指定承办单位
thread-await-acceptance = 等待 { $x } 签收
thread-await-acceptance-note = 到期没有提出异议，视为签收。
thread-await-late = 已过期限。
thread-await-reply = 等待 { $x } 回复
thread-await-writer = 等待留言人补充情况
thread-await-writer-note = 到期没有补充，办理照常进行。
thread-await-review = 等待审核员审核回复
thread-await-judging = 等待另一位审核员决定是否重新办理
thread-await-follow-up = 等待 { $x } 答复追问
thread-await-rating = 等待留言人评价
thread-await-end = 留言人还可以追问或申请重新办理
thread-await-end-note = 到期自动办结；没有评价的，不算“解决”。

## 留言页

# dynamic: message-
# dynamic: stub-
crumbs-label = 位置
message-erased = 内容已由留言人删除
message-progress-only = 一条只公开进度的留言
message-imported = 这是从别处导入的历史留言，日期以原处记载为准，不计入本站的期限统计。
message-description = 写给{ $x }的留言 { $y }：正文、办理过程和回复。
message-to = 写给
message-holder = （{ $x }）
message-yours = 这是您的留言，本页是大家看到的样子。
message-yours-link = 去评价、追问或补充
message-desk = 本页是大家看到的样子。
message-desk-link = 到工作台办理
message-me-too = 我也遇到
message-support = 支持
message-support-sign-in = 登录后可以点，只显示人数，不显示是谁。
message-support-note = 只显示人数，不显示是谁。
message-support-given = 已经算上您。再点一次可以取消。
message-print = 打印
done-supported = 已经算上您了。
done-unsupported = 已经取消。

stub-number = 留言 { $x }
stub-track = 凭查询码查进度
stub-others = 看其他留言
stub-waiting = 这条留言正在等待审核
stub-waiting-note = 已经收到。审核通过后，这里会公开留言和办理经过。
stub-declined = 这条留言没有展示
stub-declined-note = 留言人已收到具体说明，可以修改后重新提交，也可以申诉一次，由另一位审核员再审。
stub-diverted = 这条留言应当通过其他法定渠道提出
stub-diverted-note = 已经把办理渠道告诉留言人。法定期限不因在这里留言而停止计算。
stub-private = 这条留言不公开办理
stub-private-note = 它和公开的留言一样有期限、有答复，只有留言人和办理人员能看到内容。
stub-withdrawing = 留言人正在撤回这条留言
stub-withdrawing-note = 撤回生效后不再公开，也不再办理。
stub-withdrawn = 留言人已撤回这条留言
stub-withdrawn-note = 撤回后不再公开，也不再办理。编号保留，不会给别的留言使用。
stub-taken-down = 这条留言已被撤下
stub-taken-down-note = 撤下须由两人办理并写明依据。编号和依据保留在这里，供监督。

## 留言列表

# dynamic: list-
# dynamic: list-stage-
list-title = 留言
list-description = { $x }的公开留言、办理进度和回复。
list-lead = 公开的留言都在这里，新的在前；没办好的、被退回的也在。
list-all = 全部
list-stage-waiting = 待回复
list-stage-handling = 办理中
list-stage-replied = 已回复
list-stage-closed = 已办结
list-filter = 筛选
list-any = 不限
list-office = 写给谁
list-region = 地区
list-domain = 领域
list-subdomain = 细分领域
list-kind = 类型
list-stage = 进度
list-month = 月份
list-since = 发布日期，从
list-until = 到
list-overdue = 逾期
list-returned = 回复被退回过
list-reopened = 重新办理过
list-after = 翻页位置
list-before = 翻页位置
list-in-month = { $x } 年 { $y } 月
list-since-day = { $x }起
list-until-day = 到{ $x }
list-apply = 应用
list-count = { $n } 条留言
list-clear = 去掉全部条件
list-active = 已用的筛选条件
list-remove = ，去掉这个条件
list-pages = 翻页
list-previous = 上一页
list-next = 下一页
list-first = 回到第一页
list-first-of-all = 看全部留言
list-beyond = 后面没有了
list-beyond-note = 您已经翻过最后一页。
list-nothing = 还没有公开的留言
list-nothing-note = 第一条留言审核通过后，会出现在这里。
list-none = 没有这样的留言
list-none-note = 去掉一两个条件再看看。也许还没有人说过，您可以第一个写。
list-broken = 网址里有一处认不出来
list-broken-note = 认不出的是“{ $x }”。可能是网址抄错了，或者这一项已经不在了。
list-broken-choices = 可以换成：

## 数字

# dynamic: figure-
figure-this-year = { $x } 年以来
figure-messages = 件
figure-times = 次
figure-received = 收到留言
figure-replied = 已回复
figure-on-time = 按期回复
figure-on-time-base = 按期 { $x } / 到期应回复 { $y }
figure-median = 回复用时中位数
figure-working-days = 个工作日
figure-median-base = 发布到首次办结回复
figure-settled = 群众说“已解决”
figure-settled-base = 已解决 { $x } / 已评价 { $y }
figure-late = 逾期
figure-returned = 回复被退回
figure-reopened = 重新办理
figure-received-today = 今日留言
figure-replied-today = 今日回复
figure-on-time-month = 本月按期回复
figure-settled-month = 本月群众说“已解决”
figure-returned-month = 本月退回回复

## 首页

home-heading = 有事写给负责的人。件件有回音，事事可核对。
home-lead = 写一条留言，看得见谁在办、几时答复。事情办没办好，您说了算。
home-description = { $x }：给领导留言，查办理进度，看公开回复。
home-numbers = 今日和本月的数字
home-answered = 最近答复
home-all-closed = 全部办结
home-no-answered = 还没有公开的答复。
home-latest = 最新留言
home-no-latest = 还没有公开的留言。
home-all = 全部
home-aside = 写给谁，说什么
home-seats = 写给谁
home-topics = 按领域看

## 领导

offices-title = 领导
offices-description = { $x }可以留言的职务和现任领导。
offices-lead = 留言写给职务，由现任领导负责；换了人，留言跟着职务走。
offices-nowhere = 部门
offices-place = 当地留言
offices-place-of = （{ $x }）
offices-none = 还没有可以留言的职务
offices-none-note = 本站开通后，可以留言的职务会列在这里。
offices-archives = 历史留言
offices-archives-note = 这里存放从别处导入的历史留言，不受理新留言。
office-description = 写给{ $x }的留言、办理情况和回复。{ $y }。
office-vacant = 空缺
office-vacant-note = 职务暂时空缺，留言照常受理、照常办理。
office-archive = 历史留言
office-takes = 受理
office-unit = 牵头单位
office-write = 给{ $x }留言
office-messages = 最新留言
office-all-messages = 全部 { $n } 条
office-no-messages = 还没有公开的留言。
office-holders = 现任和历任
office-since = { $x } 至今

## 地区

regions-title = 地区
regions-description = { $x }按地区看留言和领导。
regions-lead = 从上到下，找到您所在的地方。
regions-own = 可以留言的地区
regions-others = 其他地区
regions-offices = { $n } 个职务
regions-none = 还没有地区
regions-none-note = 本站设置地区后会列在这里。
region-description = { $x }的领导和公开留言。{ $y }。
region-code = 行政区划代码 { $x }
region-ended = 这个区划代码用到 { $x }为止。
region-successor = 现在是
region-messages = 这里的留言
region-no-messages = 这里还没有公开的留言。
region-aside = 领导和下级地区
region-seats = 可以写给
region-no-seats = 这里没有可以留言的职务，请看看上级或下级地区。
region-children = 下级地区

## 领域

domains-title = 领域
domains-description = { $x }按领域看留言和办理情况。
domains-lead = 看看同一类事情，别人怎么说、单位怎么答。
domains-rest = 归不进上面几类的事
domains-none = 还没有领域
domains-none-note = 本站设置领域后会列在这里。
domain-description = { $x }领域的公开留言和办理情况。{ $y }。
domain-subdomains = 按细分领域看
domain-subdomain-count = { $n } 条
domain-messages = 最新留言
domain-no-messages = 这个领域还没有公开的留言。

## 关于本站

about-title = 关于本站
about-description = { $x }的办理规则：期限、退回、不予展示的情形，以及谁能看到什么。
about-lead = 这些规则对留言人、承办单位和审核员一样有效。没有做到的地方，也会公开显示。
about-deadlines = 多久答复
about-screen = 审核留言
about-question = 答复咨询
about-other = 答复其他留言
about-review = 审核回复
about-within-days = { $n } 个工作日内
about-extension = 延期
about-extension-note = 只能一次，最多 { $n } 个工作日，须督办员同意
about-pause = 请您补充
about-pause-note = 最多 { $x } 次，合计不超过 { $y } 个工作日，这段时间不计入期限
about-clock = 期限从留言公开发布（或受理）那天起算，不会因为改派、退回或重新办理从头再算。发布当天不计，到最后一个工作日结束为止。
about-working-days = 工作日按国家公布的放假和调休安排计算，周末和法定节假日除外。
about-overdue = 逾期一旦发生，就一直标在这条留言上，办结以后也不会抹去。审核员审得慢，同样公开。
about-returns = 什么样的回复会被退回
about-returns-note = 单位的回复先由审核员看。有下面情形之一的退回，{ $n } 个工作日内重新回复；原定期限不顺延。退回的次数和理由公开。
about-rating = 事情办没办好，由您说
about-rating-note = 回复公开后 { $n } 个工作日内（承诺了日期的，从那一天起算），您可以评价、追问，或者申请重新办理。申请由另一位审核员决定。
about-settled = “已回复”不等于“已解决”。只有您本人确认，才算解决；没有评价的，不算解决。
about-declines = 什么样的留言不展示
about-declines-note = 不展示的决定由人作出，必须写明理由和怎样修改。您可以改后重新提交，也可以申诉一次，由另一位审核员再审。理由只有这几种：
about-neutral = 赞成或者批评哪一位领导，都不是不展示的理由。不公开办理的留言不会因此不受理。
about-who = 谁能看到什么
about-everyone = 所有人
about-everyone-sees = 公开的正文、笔名、办理过程、回复和评价。看不到姓名、电话、不公开备注和设为不公开的照片。
about-unit = 承办单位
about-unit-sees = 公开的文字，设为不公开的照片，以及与您的站内联系。您打开身份开关后，才能看到姓名、电话和原文。
about-editors = 审核员、分办员、督办员
about-editors-see = 您写的原文和不公开备注，用来审核、交办和督办。
about-nobody = 谁也看不到
about-nobody-sees = 谁点了“我也遇到”。页面上只有人数。
about-visibility = 您可以选择公开、只公开进度或者不公开办理。三种方式的期限和办理要求一样。
about-withdraw = 单位回复之前可以撤回，{ $n } 小时后生效，期间仍可见。
about-danger = 有人正处在危险中
about-danger-note = 请先打电话：报警 110，火警、救援 119，急救 120，心理援助 12356。留言板不能代替报警和急救。

## 长辈版，打电话

elder-heading = 有事请写下来，领导会答复
elder-write = 把事情告诉负责的领导
elder-track = 用查询码看办到哪一步了
elder-replies = 看回复
elder-replies-note = 看看别人的事是怎么办的
elder-call = 不方便打字，可以打电话
elder-enter = 长辈版（大字）
elder-leave = 返回普通版
elder-read = 读给我听
elder-silence = 停止朗读
call-title = 打电话
call-lead = 急事先打电话，比留言快。
call-hotline = 政务服务便民热线
call-hotline-note = 不着急的事，也可以打 12345，由接线员帮您记下来。那边的办理进度要向 12345 查询，本站查不到。
call-12345 = 拨打 12345
call-written = 要有书面答复
call-written-note = 在这里写的留言，会有书面答复和办理期限，随时能查到进度。
