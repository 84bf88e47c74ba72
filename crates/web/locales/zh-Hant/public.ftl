### 公開頁面：首頁、留言、領導、地區、領域、關於本站，以及各處共用的留言行和辦理記錄。

## 留言行

# dynamic: row-
row-to = 寫給 { $x }
row-me-too = { $n } 人也遇到
row-support = { $n } 人支持
row-overdue = 逾期
row-was-overdue = 曾逾期
row-returned = 回覆被退回 { $n } 次
row-reopened = 重新辦理 { $n } 次
row-asked-again = 追問待答
row-imported = 歷史留言（匯入）
row-took = 用時 { $n } 個工作日
row-took-none = 當日答覆
row-erased = 留言人已刪除內容
row-progress-only = 這條留言只公開辦理進度
row-not-shown = 這條留言沒有公開

## 一條留言：進度條、正文、概要、辦理記錄

# dynamic: thread-
# dynamic: thread-closed-
thread-bar-label = 辦理進度
thread-step-received = 已收到
thread-step-published = 已發布
thread-step-accepted = 已受理
thread-step-to-assign = 待交辦
thread-step-assigned = 已交辦
thread-step-handling = 辦理中
thread-step-again = 重新辦理中
thread-step-awaiting-writer = 待留言人補充
thread-step-in-review = 回覆審核
thread-step-handled = 已辦理
thread-step-replied = 已回覆
thread-step-reopen-requested = 申請重新辦理
thread-step-closed = 已辦結
thread-closed-settled = 群眾確認解決
thread-closed-partly = 部分解決
thread-closed-not-settled = 群眾認為沒有解決
thread-closed-unrated = 群眾沒有評價
thread-by-screen = 應於 { $x }前審核
thread-by-assign = 應於 { $x }前交辦
thread-by-reply = 應於 { $x }前回覆
thread-by-review = 應於 { $x }前審完
thread-by-judge = 應於 { $x }前答覆是否重新辦理
thread-unit-to-accept = { $x } 待簽收
thread-clock-stands-still = 等待補充期間不計辦理時限
thread-overdue = 已逾期
thread-overdue-days = 已逾期 { $n } 個工作日
thread-comma = ，
thread-list-comma = 、
thread-replied-on-time = 按期回覆
thread-replied-late = 逾期回覆
thread-on-time = 按期
thread-late = 逾期
thread-withdrawn-from = 已停止辦理，{ $x } 起不再公開

thread-demand = 訴求
thread-place = 地點：{ $x }
thread-anonymous = 匿名
thread-written-by = 留言人：{ $x }
thread-holder-now = 現任 { $x }
thread-holder-then = 時任 { $x }
thread-erased-note = 留言人已於 { $x }刪除留言內容。辦理經過仍保留在下面的記錄裡。
thread-progress-note = 留言人選擇只公開辦理進度，正文不公開。
thread-picture = 照片 { $x }
thread-picture-hidden = 不公開
thread-picture-sealed = 留言人選擇不公開這張照片，承辦單位可以看到
thread-as-written = 原文（公開時隱去了部分文字）
thread-remark = 不公開備註（僅供核實）

thread-facts = 概要
thread-number = 編號
thread-region = 地區
thread-units = 承辦單位
thread-main-unit = { $x }（主辦）
thread-co-unit = { $x }（協辦）
thread-no-unit = 尚未交辦
thread-due = 應回覆日
thread-due-late = { $x } · 逾期
thread-extension = 延期
thread-days = { $n } 個工作日
thread-again = 重新回覆
thread-again-asked = 答覆追問
thread-again-late = 再次回覆
thread-until = { $x }前
thread-returns = 回覆退回
thread-hand-overs = 改派
thread-reopenings = 重新辦理
thread-follow-ups = 追問
thread-times = { $n } 次
thread-outcome = 辦理結果
thread-rated-once = 群眾評價
thread-rated-first = 首次評價
thread-rated-latest = 最近評價

thread-events = 辦理記錄
thread-writer = 留言人
thread-reason = 理由：{ $x }
thread-ground = 依據：{ $x }
thread-answer-by = 應於 { $x }前回覆
thread-answer-again-by = 應於 { $x }前重新回覆。退回不延長原定期限，逾期記錄也不因退回而消除。
thread-legal-time = 法定期限不因在這裡留言而停止計算，請儘早通過該渠道提出。
thread-redacted-some = 公開時隱去了部分文字
thread-interim-foot = 階段性回覆不停止辦理期限
thread-in-review-foot = 等待審核，還沒有公開
thread-returned-foot = 已退回，不公開
thread-reply-foot = { $x } 提交，期限按提交時間計算
thread-text-gone = 內容已經刪除
thread-internal = 內部批示
thread-personally = 本人回覆
thread-by-office = 辦公室代覆
thread-score-result = 解決程度
thread-score-manner = 辦理態度
thread-score-speed = 辦理速度
thread-rating-settled = 事情解決了嗎
thread-rating-words = 留言人選的詞

thread-submitted = 收到留言
thread-imported = 匯入歷史留言（來源：{ $x }）
thread-edited = 修改留言
thread-published = 審核通過，公開發布
thread-published-progress-only = 審核通過，只公開辦理進度
thread-published-private = 審核通過，不公開辦理
thread-declined = 未予展示
thread-amended = 修改後重新提交
thread-appealed = 申訴，請另一位審核員再審
thread-diverted = 指引其他渠道：{ $x }
thread-redacted = 隱去部分文字
thread-taken-down = 撤下
thread-assigned = 交辦 { $x }
thread-accepted = { $x } 確認承辦
thread-accepted-by-silence = { $x } 一個工作日內沒有提出異議，視為簽收
thread-refused = { $x } 退單，申請改派
thread-transferred = 由 { $x } 改派 { $y }
thread-co-unit-added = 增加協辦單位 { $x }
thread-designated = 指定 { $x } 承辦
thread-writer-asked = { $x } 請留言人補充情況
thread-clarification-answered = 已補充情況，繼續計時
thread-clarification-missing = 補充時間已到，繼續計時
thread-extension-requested = 申請延期 { $n } 個工作日
thread-extension-granted = 同意延期 { $n } 個工作日
thread-extension-denied = 不同意延期
thread-offline-recorded = { $x }線下辦理
thread-interim-posted = 階段性回覆
thread-reply-submitted = 提交辦結回覆，等待審核
thread-reply-returned = 回覆被退回，第 { $n } 次
thread-reply-published = 辦結回覆
thread-reply-published-again = 再次回覆
thread-reply-corrected = 更正回覆
thread-rated = 評價
thread-followed-up = 追問
thread-reopen-requested = 申請重新辦理
thread-reopened = 同意重新辦理
thread-kept-closed = 維持原回覆
thread-leader = 領導回應
thread-instructed = 批示
thread-reminded = 催辦
thread-escalated = 提級督辦
thread-office-moved = 留言對象由 { $x } 更換為 { $y }
thread-split = 一事一留：拆分出另一條留言
thread-split-off = 一事一留：由另一條留言拆分而來
thread-split-excerpt = 正文摘自原留言，標題由審核員擬定。
thread-linked-duplicate = 與另一條留言說的是同一件事，已關聯
thread-withdrawn = 撤回留言
thread-erased = 刪除留言內容

thread-await-screening = 等待審核
thread-await-assignment = 等待交辦承辦單位
thread-await-designation = 等待督辦員指定承辦單位
thread-await-acceptance = 等待 { $x } 簽收
thread-await-acceptance-note = 到期沒有提出異議，視為簽收。
thread-await-late = 已過期限。
thread-await-reply = 等待 { $x } 回覆
thread-await-writer = 等待留言人補充情況
thread-await-writer-note = 到期沒有補充，辦理照常進行。
thread-await-review = 等待審核員審核回覆
thread-await-judging = 等待另一位審核員決定是否重新辦理
thread-await-follow-up = 等待 { $x } 答覆追問
thread-await-rating = 等待留言人評價
thread-await-end = 留言人還可以追問或申請重新辦理
thread-await-end-note = 到期自動辦結；沒有評價的，不算「解決」。

## 留言頁

# dynamic: message-
# dynamic: stub-
crumbs-label = 位置
message-erased = 內容已由留言人刪除
message-progress-only = 一條只公開進度的留言
message-imported = 這是從別處匯入的歷史留言，日期以原處記載為準，不計入本站的期限統計。
message-description = 寫給{ $x }的留言 { $y }：正文、辦理過程和回覆。
message-to = 寫給
message-holder = （{ $x }）
message-yours = 這是您的留言，本頁是大家看到的樣子。
message-yours-link = 去評價、追問或補充
message-desk = 本頁是大家看到的樣子。
message-desk-link = 到工作台辦理
message-me-too = 我也遇到
message-support = 支持
message-support-sign-in = 登入後可以點，只顯示人數，不顯示是誰。
message-support-note = 只顯示人數，不顯示是誰。
message-support-given = 已經算上您。再點一次可以取消。
message-print = 列印
done-supported = 已經算上您了。
done-unsupported = 已經取消。

stub-number = 留言 { $x }
stub-track = 憑查詢碼查進度
stub-others = 看其他留言
stub-waiting = 這條留言正在等待審核
stub-waiting-note = 已經收到。審核通過後，這裡會公開留言和辦理經過。
stub-declined = 這條留言沒有展示
stub-declined-note = 留言人已收到具體說明，可以修改後重新提交，也可以申訴一次，由另一位審核員再審。
stub-diverted = 這條留言應當通過其他法定渠道提出
stub-diverted-note = 已經把辦理渠道告訴留言人。法定期限不因在這裡留言而停止計算。
stub-private = 這條留言不公開辦理
stub-private-note = 它和公開的留言一樣有期限、有答覆，只有留言人和辦理人員能看到內容。
stub-withdrawing = 留言人正在撤回這條留言
stub-withdrawing-note = 撤回生效後不再公開，也不再辦理。
stub-withdrawn = 留言人已撤回這條留言
stub-withdrawn-note = 撤回後不再公開，也不再辦理。編號保留，不會給別的留言使用。
stub-taken-down = 這條留言已被撤下
stub-taken-down-note = 撤下須由兩人辦理並寫明依據。編號和依據保留在這裡，供監督。

## 留言列表

# dynamic: list-
# dynamic: list-stage-
list-title = 留言
list-description = { $x }的公開留言、辦理進度和回覆。
list-lead = 公開的留言都在這裡，新的在前；沒辦好的、被退回的也在。
list-all = 全部
list-stage-waiting = 待回覆
list-stage-handling = 辦理中
list-stage-replied = 已回覆
list-stage-closed = 已辦結
list-filter = 篩選
list-any = 不限
list-office = 寫給誰
list-region = 地區
list-domain = 領域
list-subdomain = 細分領域
list-kind = 類型
list-stage = 進度
list-month = 月份
list-since = 發布日期，從
list-until = 到
list-overdue = 逾期
list-returned = 回覆被退回過
list-reopened = 重新辦理過
list-after = 翻頁位置
list-before = 翻頁位置
list-in-month = { $x } 年 { $y } 月
list-since-day = { $x }起
list-until-day = 到{ $x }
list-apply = 套用
list-count = { $n } 條留言
list-clear = 去掉全部條件
list-active = 已用的篩選條件
list-remove = ，去掉這個條件
list-pages = 翻頁
list-previous = 上一頁
list-next = 下一頁
list-first = 回到第一頁
list-first-of-all = 看全部留言
list-beyond = 後面沒有了
list-beyond-note = 您已經翻過最後一頁。
list-nothing = 還沒有公開的留言
list-nothing-note = 第一條留言審核通過後，會出現在這裡。
list-none = 沒有這樣的留言
list-none-note = 去掉一兩個條件再看看。也許還沒有人說過，您可以第一個寫。
list-broken = 網址裡有一處認不出來
list-broken-note = 認不出的是「{ $x }」。可能是網址抄錯了，或者這一項已經不在了。
list-broken-choices = 可以換成：

## 數字

# dynamic: figure-
figure-this-year = { $x } 年以來
figure-messages = 件
figure-times = 次
figure-received = 收到留言
figure-replied = 已回覆
figure-on-time = 按期回覆
figure-on-time-base = 按期 { $x } / 到期應回覆 { $y }
figure-median = 回覆用時中位數
figure-working-days = 個工作日
figure-median-base = 發布到首次辦結回覆
figure-settled = 群眾說「已解決」
figure-settled-base = 已解決 { $x } / 已評價 { $y }
figure-late = 逾期
figure-returned = 回覆被退回
figure-reopened = 重新辦理
figure-received-today = 今日留言
figure-replied-today = 今日回覆
figure-on-time-month = 本月按期回覆
figure-settled-month = 本月群眾說「已解決」
figure-returned-month = 本月退回回覆

## 首頁

home-heading = 有事寫給負責的人。件件有回音，事事可核對。
home-lead = 寫一條留言，看得見誰在辦、幾時答覆。事情辦沒辦好，您說了算。
home-description = { $x }：給領導留言，查辦理進度，看公開回覆。
home-numbers = 今日和本月的數字
home-answered = 最近答覆
home-all-closed = 全部辦結
home-no-answered = 還沒有公開的答覆。
home-latest = 最新留言
home-no-latest = 還沒有公開的留言。
home-all = 全部
home-aside = 寫給誰，說什麼
home-seats = 寫給誰
home-topics = 按領域看

## 領導

offices-title = 領導
offices-description = { $x }可以留言的職務和現任領導。
offices-lead = 留言寫給職務，由現任領導負責；換了人，留言跟着職務走。
offices-nowhere = 部門
offices-place = 當地留言
offices-place-of = （{ $x }）
offices-none = 還沒有可以留言的職務
offices-none-note = 本站開通後，可以留言的職務會列在這裡。
offices-archives = 歷史留言
offices-archives-note = 這裡存放從別處匯入的歷史留言，不受理新留言。
office-description = 寫給{ $x }的留言、辦理情況和回覆。{ $y }。
office-vacant = 空缺
office-vacant-note = 職務暫時空缺，留言照常受理、照常辦理。
office-archive = 歷史留言
office-takes = 受理
office-unit = 牽頭單位
office-write = 給{ $x }留言
office-messages = 最新留言
office-all-messages = 全部 { $n } 條
office-no-messages = 還沒有公開的留言。
office-holders = 現任和歷任
office-since = { $x } 至今

## 地區

regions-title = 地區
regions-description = { $x }按地區看留言和領導。
regions-lead = 從上到下，找到您所在的地方。
regions-own = 可以留言的地區
regions-others = 其他地區
regions-offices = { $n } 個職務
regions-none = 還沒有地區
regions-none-note = 本站設定地區後會列在這裡。
region-description = { $x }的領導和公開留言。{ $y }。
region-code = 行政區劃代碼 { $x }
region-ended = 這個區劃代碼用到 { $x }為止。
region-successor = 現在是
region-messages = 這裡的留言
region-no-messages = 這裡還沒有公開的留言。
region-aside = 領導和下級地區
region-seats = 可以寫給
region-no-seats = 這裡沒有可以留言的職務，請看看上級或下級地區。
region-children = 下級地區

## 領域

domains-title = 領域
domains-description = { $x }按領域看留言和辦理情況。
domains-lead = 看看同一類事情，別人怎麼說、單位怎麼答。
domains-rest = 歸不進上面幾類的事
domains-none = 還沒有領域
domains-none-note = 本站設定領域後會列在這裡。
domain-description = { $x }領域的公開留言和辦理情況。{ $y }。
domain-subdomains = 按細分領域看
domain-subdomain-count = { $n } 條
domain-messages = 最新留言
domain-no-messages = 這個領域還沒有公開的留言。

## 關於本站

about-title = 關於本站
about-description = { $x }的辦理規則：期限、退回、不予展示的情形，以及誰能看到什麼。
about-lead = 這些規則對留言人、承辦單位和審核員一樣有效。沒有做到的地方，也會公開顯示。
about-deadlines = 多久答覆
about-screen = 審核留言
about-question = 答覆諮詢
about-other = 答覆其他留言
about-review = 審核回覆
about-within-days = { $n } 個工作日內
about-extension = 延期
about-extension-note = 只能一次，最多 { $n } 個工作日，須督辦員同意
about-pause = 請您補充
about-pause-note = 最多 { $x } 次，合計不超過 { $y } 個工作日，這段時間不計入期限
about-clock = 期限從留言公開發布（或受理）那天起算，不會因為改派、退回或重新辦理從頭再算。發布當天不計，到最後一個工作日結束為止。
about-working-days = 工作日按國家公布的放假和調休安排計算，週末和法定節假日除外。
about-overdue = 逾期一旦發生，就一直標在這條留言上，辦結以後也不會抹去。審核員審得慢，同樣公開。
about-returns = 什麼樣的回覆會被退回
about-returns-note = 單位的回覆先由審核員看。有下面情形之一的退回，{ $n } 個工作日內重新回覆；原定期限不順延。退回的次數和理由公開。
about-rating = 事情辦沒辦好，由您說
about-rating-note = 回覆公開後 { $n } 個工作日內（承諾了日期的，從那一天起算），您可以評價、追問，或者申請重新辦理。申請由另一位審核員決定。
about-settled = 「已回覆」不等於「已解決」。只有您本人確認，才算解決；沒有評價的，不算解決。
about-declines = 什麼樣的留言不展示
about-declines-note = 不展示的決定由人作出，必須寫明理由和怎樣修改。您可以改後重新提交，也可以申訴一次，由另一位審核員再審。理由只有這幾種：
about-neutral = 贊成或者批評哪一位領導，都不是不展示的理由。不公開辦理的留言不會因此不受理。
about-who = 誰能看到什麼
about-everyone = 所有人
about-everyone-sees = 公開的正文、筆名、辦理過程、回覆和評價。看不到姓名、電話、不公開備註和設為不公開的照片。
about-unit = 承辦單位
about-unit-sees = 公開的文字，設為不公開的照片，以及與您的站內聯絡。您打開身份開關後，才能看到姓名、電話和原文。
about-editors = 審核員、分辦員、督辦員
about-editors-see = 您寫的原文和不公開備註，用來審核、交辦和督辦。
about-nobody = 誰也看不到
about-nobody-sees = 誰點了「我也遇到」。頁面上只有人數。
about-visibility = 您可以選擇公開、只公開進度或者不公開辦理。三種方式的期限和辦理要求一樣。
about-withdraw = 單位回覆之前可以撤回，{ $n } 小時後生效，期間仍可見。
about-danger = 有人正處在危險中
about-danger-note = 請先打電話：報警 110，火警、救援 119，急救 120，心理援助 12356。留言板不能代替報警和急救。

## 長輩版，打電話

elder-heading = 有事請寫下來，領導會答覆
elder-write = 把事情告訴負責的領導
elder-track = 用查詢碼看辦到哪一步了
elder-replies = 看回覆
elder-replies-note = 看看別人的事是怎麼辦的
elder-call = 不方便打字，可以打電話
elder-enter = 長輩版（大字）
elder-leave = 返回普通版
elder-read = 讀給我聽
elder-silence = 停止朗讀
call-title = 打電話
call-lead = 急事先打電話，比留言快。
call-hotline = 政務服務便民熱線
call-hotline-note = 不着急的事，也可以打 12345，由接線員幫您記下來。那邊的辦理進度要向 12345 查詢，本站查不到。
call-12345 = 撥打 12345
call-written = 要有書面答覆
call-written-note = 在這裡寫的留言，會有書面答覆和辦理期限，隨時能查到進度。
