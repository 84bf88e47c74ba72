### 代碼對應的詞：與 docs/glossary.md 一致。

# dynamic: kind-
kind-suggestion = 建言
kind-complaint = 投訴
kind-help = 求助
kind-question = 諮詢
kind-thanks = 感謝

# dynamic: visibility-
visibility-public = 公開
visibility-progress-only = 只公開進度
visibility-private = 不公開辦理

# dynamic: stage-
stage-submitted = 待審核
stage-declined = 未展示
stage-diverted = 已指引其他渠道
stage-open = 待回覆
stage-assigned = 待回覆
stage-handling = 辦理中
stage-awaiting-writer = 辦理中 · 待補充
stage-in-review = 辦理中 · 回覆審核
stage-replied = 已回覆
stage-reopen-requested = 已回覆 · 申請重新辦理
stage-closed = 已辦結
stage-withdrawn = 已撤回
stage-taken-down = 已撤下

# dynamic: closed-
closed-settled = 已辦結 · 群眾確認解決
closed-partly = 已辦結 · 部分解決
closed-not-settled = 已辦結 · 未解決
closed-unrated = 已辦結 · 未評價

# dynamic: decline-
decline-not-a-matter = 沒有具體事項
decline-repeated = 重複留言
decline-insult = 含有辱罵、人身攻擊
decline-personal-data = 含有他人的個人資料
decline-advertisement = 廣告
decline-illegal = 含有法律禁止發布的內容
decline-other-channel = 應當通過其他法定途徑
decline-test = 測試內容

# dynamic: channel-
channel-12388 = 紀檢監察舉報（12388）
channel-12368 = 人民法院訴訟服務（12368）
channel-arbitration = 勞動人事爭議仲裁
channel-review = 行政復議
channel-information = 政府信息公開申請

# dynamic: ground-
ground-order = 司法或行政機關的書面決定
ground-privacy = 侵犯他人隱私
ground-secret = 涉及國家秘密或商業秘密
ground-unlawful = 違反法律規定

# dynamic: outcome-
outcome-settled = 已解決
outcome-promised = 承諾辦理
outcome-explained = 解釋說明
outcome-cannot = 依法不能辦理

# dynamic: return-
return-only-greets = 只有問候，沒有答覆
return-only-forwarded = 只說已收到或已轉辦
return-ask-elsewhere = 僅告知諮詢其他部門，未實質答覆
return-not-answering = 沒有回答所提的問題
return-no-finding = 沒有查明的情況、措施或時間
return-not-true = 與事實不符，虛假辦結
return-discloses-writer = 洩露留言人資料
return-discourteous = 用語不當
return-copied = 照搬套話或複製其他回覆
return-wrong-matter = 答錯事項

# dynamic: settled-
settled-settled = 已解決
settled-partly = 部分解決
settled-not-settled = 未解決

# dynamic: praise-
praise-fully-settled = 圓滿解決
praise-thank-you = 感謝
praise-warm = 暖心
praise-quick = 速度快
praise-kind = 態度好
praise-clear = 解釋清楚
praise-kept-promise = 說到做到
praise-try-harder = 還需努力
praise-not-settled = 沒有解決
praise-too-slow = 太慢了

# dynamic: role-
role-visitor = 訪客
role-citizen = 群眾
role-editor = 審核員
role-dispatcher = 分辦員
role-handler = 承辦人
role-approver = 單位負責人
role-leader = 領導
role-leader-office = 領導辦公室
role-supervisor = 督辦員
role-auditor = 審計員
role-administrator = 系統管理員
role-security-administrator = 安全管理員
role-clock = 系統

# dynamic: queue-
queue-screening = 待審核
queue-review = 回覆審核
queue-judging = 重新辦理申請
queue-assignment = 待交辦
queue-designation = 待指定承辦
queue-acceptance = 待簽收
queue-handling = 辦理中
queue-follow-up = 待答追問
queue-writer = 待補充
queue-rating = 待評價

# dynamic: late-
late-screening = 審核超時
late-reply = 逾期未回覆
late-review = 回覆審核超時

# dynamic: level-
level-ministry = 部委
level-province = 省級
level-city = 市級
level-county = 縣級
level-township = 鄉鎮、街道

# dynamic: branch-
branch-party = 黨委
branch-government = 政府

# dynamic: verb-
verb-submit = 提交留言
verb-edit = 修改
verb-publish = 發布
verb-decline = 不予展示
verb-amend = 修改後重新提交
verb-appeal = 申訴
verb-divert = 指引其他渠道
verb-redact = 隱去部分文字
verb-take-down = 撤下
verb-assign = 交辦
verb-accept = 確認承辦
verb-refuse = 退單（申請改派）
verb-transfer = 改派
verb-add-co-unit = 增加協辦單位
verb-designate = 指定承辦
verb-ask-writer = 請留言人補充
verb-answer-clarification = 補充說明
verb-reveal-contact = 查看聯絡方式
verb-request-extension = 申請延期
verb-grant-extension = 同意延期
verb-deny-extension = 不同意延期
verb-record-offline = 登記線下辦理
verb-post-interim = 階段性回覆
verb-submit-reply = 提交辦結回覆
verb-return-reply = 退回重新回覆
verb-publish-reply = 發布回覆
verb-correct-reply = 更正回覆
verb-rate = 評價
verb-follow-up = 追問
verb-request-reopen = 申請重新辦理
verb-reopen = 同意重新辦理
verb-keep-closed = 維持原回覆
verb-instruct = 批示、回應
verb-remind = 催辦
verb-escalate = 提級督辦
verb-move-office = 更換留言對象
verb-split = 拆分留言
verb-link-duplicate = 關聯重複留言
verb-support = 我也遇到、支持
verb-follow = 關注
verb-close = 辦結
verb-withdraw = 撤回
verb-erase = 刪除內容

## 新留言板自帶的領域：營運者改了名，就照改後的顯示
# dynamic: topic-

topic-urban = 城建
topic-urban-1 = 道路
topic-urban-2 = 物業
topic-urban-3 = 供水
topic-urban-4 = 供電燃氣
topic-urban-5 = 住房
topic-urban-6 = 綠化
topic-urban-7 = 違建
topic-traffic = 交通
topic-traffic-1 = 公交
topic-traffic-2 = 停車
topic-traffic-3 = 信號燈
topic-traffic-4 = 出行
topic-rural = 三農
topic-rural-1 = 農田水利
topic-rural-2 = 農村道路
topic-rural-3 = 補貼
topic-rural-4 = 宅基地
topic-environment = 環保
topic-environment-1 = 水污染
topic-environment-2 = 噪聲
topic-environment-3 = 大氣
topic-environment-4 = 垃圾
topic-education = 教育
topic-education-1 = 入學
topic-education-2 = 校園
topic-education-3 = 收費
topic-education-4 = 培訓
topic-health = 醫療
topic-health-1 = 就醫
topic-health-2 = 醫保
topic-health-3 = 疫苗
topic-safety = 治安
topic-safety-1 = 詐騙
topic-safety-2 = 養犬
topic-safety-3 = 消防
topic-tourism = 旅遊
topic-tourism-1 = 景區
topic-tourism-2 = 民宿
topic-employment = 就業
topic-employment-1 = 欠薪
topic-employment-2 = 社保
topic-employment-3 = 招聘
topic-culture = 文娛
topic-culture-1 = 場館
topic-culture-2 = 廣場舞
topic-finance = 金融
topic-finance-1 = 貸款
topic-finance-2 = 非法集資
topic-business = 企業
topic-business-1 = 辦證
topic-business-2 = 營商
topic-business-3 = 稅務
topic-government = 政務
topic-government-1 = 窗口
topic-government-2 = 熱線
topic-government-3 = 戶籍
topic-other = 其他
