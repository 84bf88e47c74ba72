### 工作台：待辦、辦理頁、各項處理。

desk-title = 工作台
desk-sign-out = 登出
desk-lists-label = 待辦分類
desk-list-mine = 全部待辦
desk-list-office = 正在辦理
desk-list-under-way = 全部在辦
desk-list-overdue = 逾期
desk-list-extensions = 延期申請
desk-list-heading = { $x }：{ $y } 件
desk-caption = { $x }，按期限先後排列
desk-col-due = 期限
desk-col-message = 留言
desk-col-state = 進度
desk-col-unit = 承辦單位
desk-col-office = 寫給
desk-no-title = （沒有可以顯示的標題）
desk-no-unit = —
desk-empty = 都辦完了
desk-empty-advice = 這裡暫時沒有要辦的留言。有新的會按期限排在這裡。
desk-pager-label = 翻頁
desk-first = 回到最前
desk-more = 後面的
desk-replied = 最近的回覆
desk-replied-rated = 留言人說：{ $x }
desk-replied-on = { $x }回覆

desk-due-today = 今日到期
desk-due-left = 還有 { $n } 個工作日
desk-due-on = { $x }前
desk-late = 已過期限
desk-late-days = 逾期 { $n } 個工作日
desk-chip-appeal = 申訴
desk-chip-returned = 回覆退回 { $n } 次
desk-chip-refused = 退單 { $n } 次
desk-chip-reopened = 重新辦理 { $n } 次
desk-chip-extension = 申請延期 { $n } 個工作日

# 系統管理員、安全管理員
desk-administrator-lead = 系統管理員負責運行，看不到留言，也不能處理留言。下面是工作人員帳號。
desk-security-lead = 安全管理員負責帳號和權限的安全，看不到留言，也不能處理留言。下面是工作人員帳號。
desk-accounts-how = 新增帳號、重設密碼在伺服器上用命令列完成，做法見運行手冊。這裡只能查看，不顯示密碼，也不包含群眾的帳號。
desk-accounts = 工作人員帳號 { $n } 個
desk-accounts-shut = { $x } 個不能登入
desk-accounts-caption = 工作人員帳號：姓名、用戶名稱、身份、單位或職務、狀態
desk-account-name = 姓名
desk-account-login = 用戶名稱
desk-account-role = 身份
desk-account-of = 單位或職務
desk-account-state = 狀態
desk-account-active = 正常
desk-account-expired = 初始密碼已過期
desk-account-first = 等待首次登入
desk-account-shut = 已停用

# 登入到時，寫了一半的內容
desk-kept-title = 登入已到時，您寫的內容還在這裡
desk-kept-lead = 長時間沒有操作，系統已自動登出，這次沒有提交。請先複製下面的內容，重新登入後再貼上提交。
desk-kept-label = 您寫的內容
desk-kept-sign-in = 重新登入

# 辦理頁
desk-crumbs-label = 位置
desk-done-back = 回看 { $x }
desk-errors = 還有 { $n } 處需要改
desk-error = { $x }：{ $y }
desk-written = 留言
desk-written-to = 寫給 { $x }
desk-visibility = 公開範圍
desk-identity = 身份
desk-identity-open = 留言人同意承辦單位看到姓名和電話
desk-identity-closed = 沒有向承辦單位公開
desk-identity-ask = 沒有公開，需要核實時請用「請留言人補充」
desk-concerns = 被反映單位
desk-rest = 其他處理
desk-nothing = 現在沒有需要您做的
desk-nothing-advice = 您可以查看留言和辦理記錄。
desk-next = 下一件
desk-decide = 去處理
desk-to-list = 回到「{ $x }」
desk-key-list = 回到列表
desk-key-all = 全部按鍵
desk-optional = （選填）
desk-choose = 請選擇
desk-count-max = 最多 { $n } 字

desk-reply-of = { $x }的回覆
desk-reply-submitted = { $x } 提交
desk-reply-late = 超過期限才提交
desk-check = 審核要點
desk-check-answers = 所問的是不是都回答了？
desk-check-did = 誰、在什麼時候、做了什麼？
desk-check-next = 還沒做完的，下一步是什麼，什麼時候完成？
desk-check-contact = 有沒有可以聯絡的科室和電話？
desk-check-writer = 有沒有透露留言人的姓名、電話、住址？

# 辦理前要知道的
desk-point-appeal = { $x }，留言人申訴
desk-point-declined-for = 上次不予展示的理由：{ $x }。由另一位審核員重新審核。
desk-point-refused = { $x }退單
desk-point-refused-by = { $x }認為不屬於本單位職責：
desk-point-asked = { $x }，已請留言人補充
desk-point-resumes = 辦理期限暫停。{ $x }前沒有答覆的，自動恢復辦理。
desk-point-returned = { $x }，回覆被退回
desk-point-returned-for = 理由：{ $x }。請在 { $y }前重新回覆；原來的期限不變。
desk-point-returned-before = 上一份回覆 { $x }被退回
desk-point-returned-before-for = 理由：{ $x }。
desk-point-reopened = { $x }，同意重新辦理
desk-point-answer-by = 請在 { $x }前答覆。
desk-point-extension = { $x }，承辦單位申請延期
desk-point-extension-days = 申請延長 { $x } 個工作日。現在的期限是 { $y }。
desk-point-reopening = { $x }，留言人申請重新辦理
desk-point-rated = 留言人的評價：{ $x }。
desk-point-own-reply = 這份回覆是您發布的
desk-point-own-decline = 上次是您作出的決定
desk-point-own-line = 需要迴避，由另一位審核員決定。
desk-point-follow-up = { $x }，留言人追問
desk-point-leader = { $x }，領導回應
desk-point-instruction = { $x }，領導批示（內部）
desk-point-conduct = 反映{ $x }的作風問題
desk-point-conduct-line = 不能交給被反映的單位或它的下級，應當由上級或其他單位辦理。

# 各項處理：說明、欄位。
# dynamic: desk-
desk-publish-lead = 發布後公開顯示，辦理期限從這時算起。設為不公開的，發布後只轉給辦理的人。
desk-publish-fold = 先隱去部分文字
desk-publish-title = 公開的標題
desk-publish-body = 公開的正文
desk-publish-demand = 公開的訴求
desk-publish-body-hint = 把不宜公開的姓名、電話、住址換成「某某」。原文照樣保留，只給辦理的人看。

desk-decline-lead = 理由會公開，指引只給留言人看。留言人可以修改後重新提交，或者申訴一次。
desk-decline-reason = 理由
desk-decline-guidance = 給留言人的指引
desk-decline-guidance-hint = 說明哪裡不合適，怎樣修改就可以展示。
desk-decline-not-a-matter-small = 沒有說清時間、地點或要辦的事
desk-decline-repeated-small = 同一個人寫過同一件事，沒有新情況
desk-decline-personal-data-small = 隱去之後仍說得清的，請改用「先隱去部分文字」
desk-decline-other-channel-small = 應當走法定渠道的，請改用「指引其他渠道」

desk-divert-lead = 告訴留言人應當走的法定渠道，並提醒法定時限照常計算。
desk-divert-channel = 渠道
desk-divert-guidance = 給留言人的說明

desk-redact-lead = 從已經公開的文字裡隱去一部分，辦理記錄裡會註明。
desk-redact-title = 公開的標題
desk-redact-body = 公開的正文
desk-redact-demand = 公開的訴求
desk-redact-body-hint = 把不宜公開的文字換成「某某」。原文照樣保留。

desk-move-office-lead = 換給更合適的職務。留言人會看到從哪裡換到哪裡。
desk-move-office-office = 換給
desk-split-lead = 一封信說了幾件事的，把其中一件拆成單獨的留言：同一位留言人、同一地點、同樣的公開方式，不向承辦單位公開身份，拆出後另行審核。照片留在原留言裡，兩條留言互相連結，留言人會收到通知。
desk-split-title = 新留言的標題
desk-split-title-hint = 由您擬定，只說這一件事。
desk-split-body = 這件事的原文
desk-split-body-hint = 刪去與這件事無關的句子即可；只能用原信裡的話，不能改寫。
desk-split-demand = 這件事的訴求
desk-split-kind = 類型
desk-split-domain = 領域
desk-split-office = 留言對象

desk-link-duplicate-lead = 同一件事已經在辦的，關聯到較早的那一條。
desk-link-duplicate-earlier = 較早那條留言的編號
desk-link-duplicate-earlier-hint = 例如 2026-000123

desk-publish-reply-lead = 發布後公開顯示，留言人可以評價、追問或申請重新辦理。
desk-publish-reply-asks = 發布這份回覆嗎？

desk-return-reply-lead = 退回的次數和理由會公開，退回的回覆不公開。承辦單位 { $x } 個工作日內重新回覆，原來的期限不變。
desk-return-reply-reason = 退回的理由
desk-return-reply-note = 給承辦單位的話
desk-return-reply-note-hint = 指出缺什麼、錯在哪裡。只有承辦單位看得到。

desk-reopen-lead = 承辦單位 { $x } 個工作日內重新答覆。
desk-reopen-note = 說明
desk-keep-closed-lead = 留言人會看到理由，剩下的評價時間照常保留。
desk-keep-closed-reason = 維持的理由

desk-assign-lead = 單位 { $x } 個工作日內簽收或退單，不回應視為簽收。
desk-assign-unit = 承辦單位
desk-designate-lead = 指定後直接進入辦理，單位不能再退單。
desk-designate-unit = 承辦單位
desk-designate-note = 指定的依據
desk-transfer-unit = 改由哪個單位承辦
desk-transfer-lead = 改派會計入流轉次數，辦理期限不變。
desk-transfer-note = 說明
desk-add-co-unit-lead = 協辦單位配合辦理，由主辦單位答覆。
desk-add-co-unit-unit = 協辦單位
desk-accept-lead = 確認由本單位承辦。
desk-refuse-lead = 不屬於本單位職責的，寫明依據。兩次退單後由督辦員指定承辦單位。
desk-refuse-ground = 退單的依據
desk-refuse-ground-hint = 寫明依據哪項職責規定，應當由哪個單位辦理。
desk-remind-lead = 辦理記錄裡會留下一次催辦，只有工作人員看得到。
desk-remind-note = 催辦的話
desk-escalate-lead = 公開顯示為提級督辦，領導會看到。
desk-escalate-asks = 提級督辦會公開顯示，確定嗎？

desk-grant-extension-lead = 按申請的天數順延。已經逾期的，逾期記錄不消除。
desk-deny-extension-lead = 期限不變。
desk-deny-extension-reason = 理由
desk-request-extension-lead = 每件留言只能申請一次，由督辦員決定。
desk-request-extension-days = 延長幾個工作日
desk-request-extension-days-hint = 1 到 { $x } 個工作日
desk-request-extension-reason = 理由

desk-ask-writer-lead = 只有留言人看得到。等待答覆時期限暫停，最多 { $x } 次，合計不超過 { $y } 個工作日。
desk-ask-writer-text = 需要留言人補充什麼
desk-record-offline-lead = 登記電話溝通、上門、現場查看，會公開顯示。請不要寫留言人的姓名、電話、住址。
desk-record-offline-day = 哪一天
desk-record-offline-text = 做了什麼
desk-post-interim-lead = 告訴留言人辦到哪一步了，會公開顯示。不停止辦理期限。
desk-post-interim-text = 階段性回覆

desk-submit-reply-lead = 提交後由審核員審核，通過後公開。
desk-submit-reply-text = 回覆
desk-submit-reply-text-hint = 先答所問，再寫誰在什麼時候做了什麼；沒做完的寫明下一步和完成時間；留下可以聯絡的科室和電話。請不要寫留言人的姓名、電話、住址。
desk-submit-reply-outcome = 辦理結果
desk-submit-reply-day = 承諾完成的日期
desk-submit-reply-day-hint = 選「承諾辦理」時填寫。
desk-outcome-settled-small = 事情已經辦好
desk-outcome-promised-small = 定了完成的日期，到期後請留言人評價
desk-outcome-explained-small = 把政策和情況說清楚
desk-outcome-cannot-small = 寫明依據的法律法規
desk-correct-reply-lead = 更正會公開註明時間。
desk-correct-reply-text = 更正後的回覆

desk-instruct-lead = 寫給您所在職務的留言，可以內部批示，也可以公開回應。
desk-instruct-text = 內容
desk-instruct-audience = 給誰看
desk-audience-inside = 內部批示
desk-audience-inside-small = 只有承辦單位和工作人員看得到
desk-audience-public = 公開回應
desk-audience-public-leader = 所有人看得到，署「本人回覆」
desk-audience-public-office = 所有人看得到，署「辦公室代覆」

# dynamic: done-
done-desk-publish = 已發布。
done-desk-decline = 已設為不予展示，理由和指引已告知留言人。
done-desk-divert = 已指引其他渠道。
done-desk-redact = 已隱去。
done-desk-move-office = 已更換留言對象。
done-desk-split = 已拆出這條留言，請接著審核。
done-desk-link-duplicate = 已關聯。
done-desk-publish-reply = 回覆已發布。
done-desk-return-reply = 已退回，等待重新回覆。
done-desk-reopen = 已同意重新辦理。
done-desk-keep-closed = 已維持原回覆，理由已告知留言人。
done-desk-assign = 已交辦。
done-desk-designate = 已指定承辦單位。
done-desk-transfer = 已改派。
done-desk-add-co-unit = 已增加協辦單位。
done-desk-accept = 已簽收，開始辦理。
done-desk-refuse = 已退單。
done-desk-remind = 已催辦。
done-desk-escalate = 已提級督辦。
done-desk-grant-extension = 已同意延期。
done-desk-deny-extension = 未同意延期，期限不變。
done-desk-request-extension = 已申請延期，等待督辦員決定。
done-desk-ask-writer = 已請留言人補充，期限暫停。
done-desk-record-offline = 已登記。
done-desk-post-interim = 階段性回覆已發布。
done-desk-submit-reply = 回覆已提交，等待審核。
done-desk-correct-reply = 已更正。
done-desk-instruct = 已記入辦理記錄。

## 撤下：兩個人，一條依據

take-downs-title = 待覆核的撤下
take-downs-lead = 公開的內容只有兩個人都同意、寫明依據才能撤下，撤下後留下說明，並記入公開存證。
take-downs-empty = 沒有待覆核的撤下
take-downs-empty-advice = 有人提請撤下時會列在這裡。
take-downs-waiting = 等待另一人覆核
take-downs-link = { $n } 件撤下待覆核
take-down-ask = 提請撤下
take-down-waits = 有人提請撤下
take-down-asked-by = { $x } 於 { $y } 提請
take-down-agree-lead = 請核對依據。您同意後，標題和正文不再公開，頁面上只留編號、依據類別和撤下的日期。
take-down-agree = 同意撤下
take-down-agree-asks = 撤下以後不能恢復公開。確定撤下嗎？
take-down-disagree = 不同意
take-down-take-back = 收回提請
take-down-not-you = 由一位督辦員覆核，提請的人不能覆核自己。
desk-take-down-lead = 撤下要兩個人：您提請，另一位督辦員覆核。覆核之前什麼都不會變。
desk-take-down-ground = 依據類別
desk-take-down-basis = 法律依據
desk-take-down-basis-hint = 寫明哪部法律第幾條，或者哪份文書的名稱和文號。會告知留言人。
done-take-down-asked = 已提請，等待另一位督辦員覆核。
done-take-down-agreed = 已撤下，並記入公開存證。
done-take-down-ended = 撤下的提請已經結束，內容仍然公開。
