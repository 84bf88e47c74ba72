### 首页与帮我选。

## 帮我选

whom-title = 帮我选：写给谁
whom-description = 按地方和事情，看{ $x }哪个职务负责、答复过多少同类留言。
whom-lead = 选好地方和事情，看看谁负责、谁答复过同类的留言。最后写给谁，由您定。
whom-link = 不知道写给谁？帮我选
whom-where = 在哪里
whom-what = 什么事
whom-nearer = 还可以选得更细：
whom-place-none = 下面没有更细的地方了。
whom-anywhere = 换个地方
whom-anything = 换件事
whom-parts = 说得再细一点：
whom-found = 建议写给
whom-found-lead = 排在前面的，近一年答复同类留言较多，或者离您更近。
whom-best = 首选
whom-answered-domain = 近一年答复{ $x }类留言 { $y } 件
whom-answered = 近一年答复留言 { $n } 件
whom-here = { $x }的职务
whom-above = 上一级：{ $x }的职务
whom-apart = 不分地区，管这一类事
whom-takes = 只受理{ $x }
whom-evidence = 看它收到的同类留言
whom-write = 写留言
whom-none-here = 这个地方没有可以留言的职务，下面是上一级的。
whom-none = 没有合适的职务
whom-none-note = 换个地方或换件事再看看，也可以直接看全部职务。
whom-all = 看全部职务
whom-choose = 先选一样，就能看到建议。

## 写留言时的建议

whom-help = 不知道写给谁？
whom-help-note = 选一下事情在哪里，按近一年的答复情况给您建议。
whom-near-any = 请选择
whom-advise = 帮我选
whom-suggested = 建议写给
whom-others = 其他职务

## 首页

home-near = 您在哪里
home-near-all = 全部地方
home-near-go = 看这里
home-near-page = { $x }的全部领导和留言
home-said = 办得怎样，群众这样说
figure-late-month = 本月新逾期
figure-reopened-month = 本月重新办理

first-heading = 从一条留言到有着落
first-write = 写给负责的人
first-write-note = 选一个职务，说清一件事。手机号只用来验证，不公开；姓名可以不写。
first-screen = 审核公开
first-screen-note = { $n } 个工作日内审核。不展示的，写明理由，可以改，也可以申诉。
first-answer = 承办单位答复
first-answer-note = 一般 { $n } 个工作日内答复。逾期和被退回的回复，都公开显示。
first-rate = 您说了算
first-rate-note = 事情解决没有，由您评价；没有评价的，不算解决。
first-rules = 看完整的办理规则

## 职务页

office-now = 现任
office-then = 时任
office-term-messages = 任内留言 { $n } 条
office-term-answered = 任内答复 { $n } 条
office-holders-note = 留言跟着职务走；写的时候、答复的时候谁在任，都看得到。
thread-foot-holder = { $x } · { $y }

## 地区页

regions-messages = { $n } 件留言
