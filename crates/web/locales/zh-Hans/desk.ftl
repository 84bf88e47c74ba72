### 工作台：待办、办理页、各项处理。

desk-title = 工作台
desk-sign-out = 退出登录
desk-lists-label = 待办分类
desk-list-mine = 全部待办
desk-list-office = 正在办理
desk-list-under-way = 全部在办
desk-list-overdue = 逾期
desk-list-extensions = 延期申请
desk-list-heading = { $x }：{ $y } 件
desk-caption = { $x }，按期限先后排列
desk-col-due = 期限
desk-col-message = 留言
desk-col-state = 进度
desk-col-unit = 承办单位
desk-col-office = 写给
desk-no-title = （没有可以显示的标题）
desk-no-unit = —
desk-empty = 都办完了
desk-empty-advice = 这里暂时没有要办的留言。有新的会按期限排在这里。
desk-pager-label = 翻页
desk-first = 回到最前
desk-more = 后面的
desk-replied = 最近的回复
desk-replied-rated = 留言人说：{ $x }
desk-replied-on = { $x }回复

desk-due-today = 今日到期
desk-due-left = 还有 { $n } 个工作日
desk-due-on = { $x }前
desk-late = 已过期限
desk-late-days = 逾期 { $n } 个工作日
desk-chip-appeal = 申诉
desk-chip-returned = 回复退回 { $n } 次
desk-chip-refused = 退单 { $n } 次
desk-chip-reopened = 重新办理 { $n } 次
desk-chip-extension = 申请延期 { $n } 个工作日

# 系统管理员、安全管理员
desk-administrator-lead = 系统管理员负责运行，看不到留言，也不能处理留言。下面是工作人员账号。
desk-security-lead = 安全管理员负责账号和权限的安全，看不到留言，也不能处理留言。下面是工作人员账号。
desk-accounts-how = 添加账号、重设密码在服务器上用命令行完成，做法见运行手册。这里只能查看，不显示密码，也不包含群众的账号。
desk-accounts = 工作人员账号 { $n } 个
desk-accounts-shut = { $x } 个不能登录
desk-accounts-caption = 工作人员账号：姓名、用户名、身份、单位或职务、状态
desk-account-name = 姓名
desk-account-login = 用户名
desk-account-role = 身份
desk-account-of = 单位或职务
desk-account-state = 状态
desk-account-active = 正常
desk-account-expired = 初始密码已过期
desk-account-first = 等待首次登录
desk-account-shut = 已停用

# 登录到时，写了一半的内容
desk-kept-title = 登录已到时，您写的内容还在这里
desk-kept-lead = 长时间没有操作，系统已自动退出，这次没有提交。请先复制下面的内容，重新登录后再粘贴提交。
desk-kept-label = 您写的内容
desk-kept-sign-in = 重新登录

# 办理页
desk-crumbs-label = 位置
desk-done-back = 回看 { $x }
desk-errors = 还有 { $n } 处需要改
desk-error = { $x }：{ $y }
desk-written = 留言
desk-written-to = 写给 { $x }
desk-visibility = 公开范围
desk-identity = 身份
desk-identity-open = 留言人同意承办单位看到姓名和电话
desk-identity-closed = 没有向承办单位公开
desk-identity-ask = 没有公开，需要核实时请用“请留言人补充”
desk-concerns = 被反映单位
desk-rest = 其他处理
desk-nothing = 现在没有需要您做的
desk-nothing-advice = 您可以查看留言和办理记录。
desk-next = 下一件
desk-decide = 去处理
desk-to-list = 回到“{ $x }”
desk-key-list = 回到列表
desk-key-all = 全部按键
desk-optional = （选填）
desk-choose = 请选择
desk-count-max = 最多 { $n } 字

desk-reply-of = { $x }的回复
desk-reply-submitted = { $x } 提交
desk-reply-late = 超过期限才提交
desk-check = 审核要点
desk-check-answers = 所问的是不是都回答了？
desk-check-did = 谁、在什么时候、做了什么？
desk-check-next = 还没做完的，下一步是什么，什么时候完成？
desk-check-contact = 有没有可以联系的科室和电话？
desk-check-writer = 有没有透露留言人的姓名、电话、住址？

# 办理前要知道的
desk-point-appeal = { $x }，留言人申诉
desk-point-declined-for = 上次不予展示的理由：{ $x }。由另一位审核员重新审核。
desk-point-refused = { $x }退单
desk-point-refused-by = { $x }认为不属于本单位职责：
desk-point-asked = { $x }，已请留言人补充
desk-point-resumes = 办理期限暂停。{ $x }前没有答复的，自动恢复办理。
desk-point-returned = { $x }，回复被退回
desk-point-returned-for = 理由：{ $x }。请在 { $y }前重新回复；原来的期限不变。
desk-point-returned-before = 上一份回复 { $x }被退回
desk-point-returned-before-for = 理由：{ $x }。
desk-point-reopened = { $x }，同意重新办理
desk-point-answer-by = 请在 { $x }前答复。
desk-point-extension = { $x }，承办单位申请延期
desk-point-extension-days = 申请延长 { $x } 个工作日。现在的期限是 { $y }。
desk-point-reopening = { $x }，留言人申请重新办理
desk-point-rated = 留言人的评价：{ $x }。
desk-point-own-reply = 这份回复是您发布的
desk-point-own-decline = 上次是您作出的决定
desk-point-own-line = 需要回避，由另一位审核员决定。
desk-point-follow-up = { $x }，留言人追问
desk-point-leader = { $x }，领导回应
desk-point-instruction = { $x }，领导批示（内部）
desk-point-conduct = 反映{ $x }的作风问题
desk-point-conduct-line = 不能交给被反映的单位或它的下级，应当由上级或其他单位办理。

# 各项处理：说明、字段。
# dynamic: desk-
desk-publish-lead = 发布后公开显示，办理期限从这时算起。设为不公开的，发布后只转给办理的人。
desk-publish-fold = 先隐去部分文字
desk-publish-title = 公开的标题
desk-publish-body = 公开的正文
desk-publish-demand = 公开的诉求
desk-publish-body-hint = 把不宜公开的姓名、电话、住址换成“某某”。原文照样保留，只给办理的人看。

desk-decline-lead = 理由会公开，指引只给留言人看。留言人可以修改后重新提交，或者申诉一次。
desk-decline-reason = 理由
desk-decline-guidance = 给留言人的指引
desk-decline-guidance-hint = 说明哪里不合适，怎样修改就可以展示。
desk-decline-not-a-matter-small = 没有说清时间、地点或要办的事
desk-decline-repeated-small = 同一个人写过同一件事，没有新情况
desk-decline-personal-data-small = 隐去之后仍说得清的，请改用“先隐去部分文字”
desk-decline-other-channel-small = 应当走法定渠道的，请改用“指引其他渠道”

desk-divert-lead = 告诉留言人应当走的法定渠道，并提醒法定时限照常计算。
desk-divert-channel = 渠道
desk-divert-guidance = 给留言人的说明

desk-redact-lead = 从已经公开的文字里隐去一部分，办理记录里会注明。
desk-redact-title = 公开的标题
desk-redact-body = 公开的正文
desk-redact-demand = 公开的诉求
desk-redact-body-hint = 把不宜公开的文字换成“某某”。原文照样保留。

desk-move-office-lead = 换给更合适的职务。留言人会看到从哪里换到哪里。
desk-move-office-office = 换给
desk-split-lead = 一封信说了几件事的，把其中一件拆成单独的留言：同一位留言人、同一地点、同样的公开方式，不向承办单位公开身份，拆出后另行审核。照片留在原留言里，两条留言互相链接，留言人会收到通知。
desk-split-title = 新留言的标题
desk-split-title-hint = 由您拟定，只说这一件事。
desk-split-body = 这件事的原文
desk-split-body-hint = 删去与这件事无关的句子即可；只能用原信里的话，不能改写。
desk-split-demand = 这件事的诉求
desk-split-kind = 类型
desk-split-domain = 领域
desk-split-office = 留言对象

desk-link-duplicate-lead = 同一件事已经在办的，关联到较早的那一条。
desk-link-duplicate-earlier = 较早那条留言的编号
desk-link-duplicate-earlier-hint = 例如 2026-000123

desk-publish-reply-lead = 发布后公开显示，留言人可以评价、追问或申请重新办理。
desk-publish-reply-asks = 发布这份回复吗？

desk-return-reply-lead = 退回的次数和理由会公开，退回的回复不公开。承办单位 { $x } 个工作日内重新回复，原来的期限不变。
desk-return-reply-reason = 退回的理由
desk-return-reply-note = 给承办单位的话
desk-return-reply-note-hint = 指出缺什么、错在哪里。只有承办单位看得到。

desk-reopen-lead = 承办单位 { $x } 个工作日内重新答复。
desk-reopen-note = 说明
desk-keep-closed-lead = 留言人会看到理由，剩下的评价时间照常保留。
desk-keep-closed-reason = 维持的理由

desk-assign-lead = 单位 { $x } 个工作日内签收或退单，不回应视为签收。
desk-assign-unit = 承办单位
desk-designate-lead = 指定后直接进入办理，单位不能再退单。
desk-designate-unit = 承办单位
desk-designate-note = 指定的依据
desk-transfer-unit = 改由哪个单位承办
desk-transfer-lead = 改派会计入流转次数，办理期限不变。
desk-transfer-note = 说明
desk-add-co-unit-lead = 协办单位配合办理，由主办单位答复。
desk-add-co-unit-unit = 协办单位
desk-accept-lead = 确认由本单位承办。
desk-refuse-lead = 不属于本单位职责的，写明依据。两次退单后由督办员指定承办单位。
desk-refuse-ground = 退单的依据
desk-refuse-ground-hint = 写明依据哪项职责规定，应当由哪个单位办理。
desk-remind-lead = 办理记录里会留下一次催办，只有工作人员看得到。
desk-remind-note = 催办的话
desk-escalate-lead = 公开显示为提级督办，领导会看到。
desk-escalate-asks = 提级督办会公开显示，确定吗？

desk-grant-extension-lead = 按申请的天数顺延。已经逾期的，逾期记录不消除。
desk-deny-extension-lead = 期限不变。
desk-deny-extension-reason = 理由
desk-request-extension-lead = 每件留言只能申请一次，由督办员决定。
desk-request-extension-days = 延长几个工作日
desk-request-extension-days-hint = 1 到 { $x } 个工作日
desk-request-extension-reason = 理由

desk-ask-writer-lead = 只有留言人看得到。等待答复时期限暂停，最多 { $x } 次，合计不超过 { $y } 个工作日。
desk-ask-writer-text = 需要留言人补充什么
desk-record-offline-lead = 登记电话沟通、上门、现场查看，会公开显示。请不要写留言人的姓名、电话、住址。
desk-record-offline-day = 哪一天
desk-record-offline-text = 做了什么
desk-post-interim-lead = 告诉留言人办到哪一步了，会公开显示。不停止办理期限。
desk-post-interim-text = 阶段性回复

desk-submit-reply-lead = 提交后由审核员审核，通过后公开。
desk-submit-reply-text = 回复
desk-submit-reply-text-hint = 先答所问，再写谁在什么时候做了什么；没做完的写明下一步和完成时间；留下可以联系的科室和电话。请不要写留言人的姓名、电话、住址。
desk-submit-reply-outcome = 办理结果
desk-submit-reply-day = 承诺完成的日期
desk-submit-reply-day-hint = 选“承诺办理”时填写。
desk-outcome-settled-small = 事情已经办好
desk-outcome-promised-small = 定了完成的日期，到期后请留言人评价
desk-outcome-explained-small = 把政策和情况说清楚
desk-outcome-cannot-small = 写明依据的法律法规
desk-correct-reply-lead = 更正会公开注明时间。
desk-correct-reply-text = 更正后的回复

desk-instruct-lead = 写给您所在职务的留言，可以内部批示，也可以公开回应。
desk-instruct-text = 内容
desk-instruct-audience = 给谁看
desk-audience-inside = 内部批示
desk-audience-inside-small = 只有承办单位和工作人员看得到
desk-audience-public = 公开回应
desk-audience-public-leader = 所有人看得到，署“本人回复”
desk-audience-public-office = 所有人看得到，署“办公室代复”

# dynamic: done-
done-desk-publish = 已发布。
done-desk-decline = 已设为不予展示，理由和指引已告知留言人。
done-desk-divert = 已指引其他渠道。
done-desk-redact = 已隐去。
done-desk-move-office = 已更换留言对象。
done-desk-split = 已拆出这条留言，请接着审核。
done-desk-link-duplicate = 已关联。
done-desk-publish-reply = 回复已发布。
done-desk-return-reply = 已退回，等待重新回复。
done-desk-reopen = 已同意重新办理。
done-desk-keep-closed = 已维持原回复，理由已告知留言人。
done-desk-assign = 已交办。
done-desk-designate = 已指定承办单位。
done-desk-transfer = 已改派。
done-desk-add-co-unit = 已增加协办单位。
done-desk-accept = 已签收，开始办理。
done-desk-refuse = 已退单。
done-desk-remind = 已催办。
done-desk-escalate = 已提级督办。
done-desk-grant-extension = 已同意延期。
done-desk-deny-extension = 未同意延期，期限不变。
done-desk-request-extension = 已申请延期，等待督办员决定。
done-desk-ask-writer = 已请留言人补充，期限暂停。
done-desk-record-offline = 已登记。
done-desk-post-interim = 阶段性回复已发布。
done-desk-submit-reply = 回复已提交，等待审核。
done-desk-correct-reply = 已更正。
done-desk-instruct = 已记入办理记录。

## 撤下：两个人，一条依据

take-downs-title = 待复核的撤下
take-downs-lead = 公开的内容只有两个人都同意、写明依据才能撤下，撤下后留下说明，并记入公开存证。
take-downs-empty = 没有待复核的撤下
take-downs-empty-advice = 有人提请撤下时会列在这里。
take-downs-waiting = 等待另一人复核
take-downs-link = { $n } 件撤下待复核
take-down-ask = 提请撤下
take-down-waits = 有人提请撤下
take-down-asked-by = { $x } 于 { $y } 提请
take-down-agree-lead = 请核对依据。您同意后，标题和正文不再公开，页面上只留编号、依据类别和撤下的日期。
take-down-agree = 同意撤下
take-down-agree-asks = 撤下以后不能恢复公开。确定撤下吗？
take-down-disagree = 不同意
take-down-take-back = 收回提请
take-down-not-you = 由一位督办员复核，提请的人不能复核自己。
desk-take-down-lead = 撤下要两个人：您提请，另一位督办员复核。复核之前什么都不会变。
desk-take-down-ground = 依据类别
desk-take-down-basis = 法律依据
desk-take-down-basis-hint = 写明哪部法律第几条，或者哪份文书的名称和文号。会告知留言人。
done-take-down-asked = 已提请，等待另一位督办员复核。
done-take-down-agreed = 已撤下，并记入公开存证。
done-take-down-ended = 撤下的提请已经结束，内容仍然公开。
