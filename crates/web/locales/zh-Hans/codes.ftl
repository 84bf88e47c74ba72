### 代码对应的词：与 docs/glossary.md 一致。

# dynamic: kind-
kind-suggestion = 建言
kind-complaint = 投诉
kind-help = 求助
kind-question = 咨询
kind-thanks = 感谢

# dynamic: visibility-
visibility-public = 公开
visibility-progress-only = 只公开进度
visibility-private = 不公开办理

# dynamic: stage-
stage-submitted = 待审核
stage-declined = 未展示
stage-diverted = 已指引其他渠道
stage-open = 待回复
stage-assigned = 待回复
stage-handling = 办理中
stage-awaiting-writer = 办理中 · 待补充
stage-in-review = 办理中 · 回复审核
stage-replied = 已回复
stage-reopen-requested = 已回复 · 申请重新办理
stage-closed = 已办结
stage-withdrawn = 已撤回
stage-taken-down = 已撤下

# dynamic: closed-
closed-settled = 已办结 · 群众确认解决
closed-partly = 已办结 · 部分解决
closed-not-settled = 已办结 · 未解决
closed-unrated = 已办结 · 未评价

# dynamic: decline-
decline-not-a-matter = 没有具体事项
decline-repeated = 重复留言
decline-insult = 含有辱骂、人身攻击
decline-personal-data = 含有他人的个人信息
decline-advertisement = 广告
decline-illegal = 含有法律禁止发布的内容
decline-other-channel = 应当通过其他法定途径
decline-test = 测试内容

# dynamic: channel-
channel-12388 = 纪检监察举报（12388）
channel-12368 = 人民法院诉讼服务（12368）
channel-arbitration = 劳动人事争议仲裁
channel-review = 行政复议
channel-information = 政府信息公开申请

# dynamic: ground-
ground-order = 司法或行政机关的书面决定
ground-privacy = 侵犯他人隐私
ground-secret = 涉及国家秘密或商业秘密
ground-unlawful = 违反法律规定

# dynamic: outcome-
outcome-settled = 已解决
outcome-promised = 承诺办理
outcome-explained = 解释说明
outcome-cannot = 依法不能办理

# dynamic: return-
return-only-greets = 只有问候，没有答复
return-only-forwarded = 只说已收到或已转办
return-ask-elsewhere = 仅告知咨询其他部门，未实质答复
return-not-answering = 没有回答所提的问题
return-no-finding = 没有查明的情况、措施或时间
return-not-true = 与事实不符，虚假办结
return-discloses-writer = 泄露留言人信息
return-discourteous = 用语不当
return-copied = 照搬套话或复制其他回复
return-wrong-matter = 答错事项

# dynamic: settled-
settled-settled = 已解决
settled-partly = 部分解决
settled-not-settled = 未解决

# dynamic: praise-
praise-fully-settled = 圆满解决
praise-thank-you = 感谢
praise-warm = 暖心
praise-quick = 速度快
praise-kind = 态度好
praise-clear = 解释清楚
praise-kept-promise = 说到做到
praise-try-harder = 还需努力
praise-not-settled = 没有解决
praise-too-slow = 太慢了

# dynamic: role-
role-visitor = 访客
role-citizen = 群众
role-editor = 审核员
role-dispatcher = 分办员
role-handler = 承办人
role-approver = 单位负责人
role-leader = 领导
role-leader-office = 领导办公室
role-supervisor = 督办员
role-auditor = 审计员
role-administrator = 系统管理员
role-security-administrator = 安全管理员
role-clock = 系统

# dynamic: queue-
queue-screening = 待审核
queue-review = 回复审核
queue-judging = 重新办理申请
queue-assignment = 待交办
queue-designation = 待指定承办
queue-acceptance = 待签收
queue-handling = 办理中
queue-follow-up = 待答追问
queue-writer = 待补充
queue-rating = 待评价

# dynamic: late-
late-screening = 审核超时
late-reply = 逾期未回复
late-review = 回复审核超时

# dynamic: level-
level-ministry = 部委
level-province = 省级
level-city = 市级
level-county = 县级
level-township = 乡镇、街道

# dynamic: branch-
branch-party = 党委
branch-government = 政府

# dynamic: verb-
verb-submit = 提交留言
verb-edit = 修改
verb-publish = 发布
verb-decline = 不予展示
verb-amend = 修改后重新提交
verb-appeal = 申诉
verb-divert = 指引其他渠道
verb-redact = 隐去部分文字
verb-take-down = 撤下
verb-assign = 交办
verb-accept = 确认承办
verb-refuse = 退单（申请改派）
verb-transfer = 改派
verb-add-co-unit = 增加协办单位
verb-designate = 指定承办
verb-ask-writer = 请留言人补充
verb-answer-clarification = 补充说明
verb-reveal-contact = 查看联系方式
verb-request-extension = 申请延期
verb-grant-extension = 同意延期
verb-deny-extension = 不同意延期
verb-record-offline = 登记线下办理
verb-post-interim = 阶段性回复
verb-submit-reply = 提交办结回复
verb-return-reply = 退回重新回复
verb-publish-reply = 发布回复
verb-correct-reply = 更正回复
verb-rate = 评价
verb-follow-up = 追问
verb-request-reopen = 申请重新办理
verb-reopen = 同意重新办理
verb-keep-closed = 维持原回复
verb-instruct = 批示、回应
verb-remind = 催办
verb-escalate = 提级督办
verb-move-office = 更换留言对象
verb-split = 拆分留言
verb-link-duplicate = 关联重复留言
verb-support = 我也遇到、支持
verb-follow = 关注
verb-close = 办结
verb-withdraw = 撤回
verb-erase = 删除内容

## 新留言板自带的领域：运营者改了名，就照改后的显示
# dynamic: topic-

topic-urban = 城建
topic-urban-1 = 道路
topic-urban-2 = 物业
topic-urban-3 = 供水
topic-urban-4 = 供电燃气
topic-urban-5 = 住房
topic-urban-6 = 绿化
topic-urban-7 = 违建
topic-traffic = 交通
topic-traffic-1 = 公交
topic-traffic-2 = 停车
topic-traffic-3 = 信号灯
topic-traffic-4 = 出行
topic-rural = 三农
topic-rural-1 = 农田水利
topic-rural-2 = 农村道路
topic-rural-3 = 补贴
topic-rural-4 = 宅基地
topic-environment = 环保
topic-environment-1 = 水污染
topic-environment-2 = 噪声
topic-environment-3 = 大气
topic-environment-4 = 垃圾
topic-education = 教育
topic-education-1 = 入学
topic-education-2 = 校园
topic-education-3 = 收费
topic-education-4 = 培训
topic-health = 医疗
topic-health-1 = 就医
topic-health-2 = 医保
topic-health-3 = 疫苗
topic-safety = 治安
topic-safety-1 = 诈骗
topic-safety-2 = 养犬
topic-safety-3 = 消防
topic-tourism = 旅游
topic-tourism-1 = 景区
topic-tourism-2 = 民宿
topic-employment = 就业
topic-employment-1 = 欠薪
topic-employment-2 = 社保
topic-employment-3 = 招聘
topic-culture = 文娱
topic-culture-1 = 场馆
topic-culture-2 = 广场舞
topic-finance = 金融
topic-finance-1 = 贷款
topic-finance-2 = 非法集资
topic-business = 企业
topic-business-1 = 办证
topic-business-2 = 营商
topic-business-3 = 税务
topic-government = 政务
topic-government-1 = 窗口
topic-government-2 = 热线
topic-government-3 = 户籍
topic-other = 其他
