### 公開存證：存證頁、單條存證、核驗、憑證。

ledger-title = 公開存證
ledger-description = { $x }的公開存證：留言從收到到辦結的每一步都記在這裡，誰都可以核對。
ledger-lead = 留言從收到到辦結，每一步都按先後記在這本帳上並簽名公布。誰也不能悄悄刪掉、改動、倒簽或調換，運營這個留言板的單位也不能。
ledger-state = 存證現狀
ledger-size = 存證條數
ledger-size-unit = 條
ledger-signed = 最近簽名
ledger-witnesses = 見證機構
ledger-witness-unit = 家
ledger-no-witness = 暫無
ledger-no-witness-note = 還沒有其他機構見證：目前只有本站自己的簽名。
ledger-latest = 最近的存證
ledger-earlier = 更早的存證
ledger-to-latest = 最近的存證
ledger-none = 還沒有存證
ledger-none-note = 收到第一條留言後，這裡就會有記錄。
ledger-nth = 存證 #{ $n }
ledger-pages = 翻頁
ledger-next = 更早的
ledger-about = 說明
ledger-find = 查一條留言
ledger-find-hint = 例如 2026-000123
ledger-find-do = 核驗
ledger-wrong-number = 沒有編號為「{ $x }」的留言
ledger-wrong-advice = 請核對編號：年份、短橫線、六位數字
ledger-what = 這本帳有什麼用
ledger-what-1 = 寫了留言的人有憑證：什麼時候收到的、當時怎麼寫的，誰都賴不掉。
ledger-what-2 = 審核、交辦、退回、回覆、評價都留下痕跡，事後改不了，時間也倒不回去。
ledger-what-3 = 帳上沒有姓名、電話和文字，只有文字的指紋；依法應當刪除的內容照樣可以刪除。
ledger-check = 自己核對
ledger-origin = 存證名稱
ledger-root = 樹根
ledger-key-until = 前 { $x } 條的公鑰
ledger-closed-logs = 以前的帳本
ledger-closed-logs-note = 已經結帳，不再增加。其中每一條仍可查看和核驗。
ledger-closed-size = 共 { $x } 條，最後簽名：
ledger-key = 公鑰
ledger-check-note = 下面的檔案符合公開標準（C2SP），可以用本項目的程式，也可以用別人寫的工具核對：
ledger-checkpoint = 簽名的檢查點
ledger-policy = 核對所用的公鑰檔案

## 單條

ledger-entry-title = 存證 #{ $n }
ledger-says = 這一條說的是
ledger-happened = 事項
ledger-message = 留言
ledger-step = 這條留言的第 { $n } 步
ledger-verify-message = 核驗這條留言
ledger-bytes = 條目原文
ledger-bytes-note = 存證的就是這些位元組，一個也不差。文字不在裡面，只有它的指紋（f）。
ledger-leaf = 葉子哈希
ledger-proof = 在帳上的證明
ledger-proof-note = 由這一條可以逐級算到 { $n } 條存證的樹根，樹根有簽名（C2SP tlog-proof）。
ledger-later-one = 後一條
ledger-earlier-one = 前一條
ledger-yes = 是
ledger-no = 否

# dynamic: ledger-kind-
ledger-kind-imported = 匯入的歷史留言
ledger-kind-late = 超過期限
ledger-kind-rated = 評價（匯入）
ledger-kind-reply-published = 發布回覆（匯入）
ledger-kind-undone = 撤銷上一步
ledger-kind-split = 一事一留：拆分留言
ledger-kind-sealed-batch = 當天的不公開留言（密封）
ledger-kind-actor-added = 增加工作人員帳號
ledger-kind-actor-removed = 停用工作人員帳號
ledger-kind-policy-changed = 辦理規則變更
ledger-kind-figures-published = 公布上月資料
ledger-kind-security-day = 當天的安全記錄
ledger-kind-release-installed = 更換軟體版本
ledger-kind-key-rotated = 更換簽名密鑰
ledger-kind-log-succeeded = 接續上一本帳
ledger-kind-log-retired = 本帳到此為止，由下一本接續

# dynamic: ledger-screened-
ledger-screened-published = 發布
ledger-screened-declined = 不予展示

# dynamic: ground-
ground-own-request = 留言人自己要求

# dynamic: ledger-fact-
ledger-fact-kind = 類型
ledger-fact-domain = 領域
ledger-fact-visibility = 公開範圍
ledger-fact-office = 寫給
ledger-fact-region = 地區
ledger-fact-stage = 匯入時的進度
ledger-fact-written = 據稱寫於
ledger-fact-claimed = 來自歷史檔案，未經本站辦理
ledger-fact-result = 結果
ledger-fact-reason = 理由
ledger-fact-redacted = 隱去了部分文字
ledger-fact-due = 應於
ledger-fact-channel = 指引的渠道
ledger-fact-ground = 依據
ledger-fact-unit = 單位
ledger-fact-from = 由
ledger-fact-to = 到
ledger-fact-silence = 逾期未退，視為簽收
ledger-fact-days = 工作日
ledger-fact-day = 日期
ledger-fact-answer-by = 應於此前重新回覆
ledger-fact-outcome = 辦理結果
ledger-fact-on-time = 按期
ledger-fact-settled = 留言人說
ledger-fact-manner = 辦理態度
ledger-fact-speed = 辦理速度
ledger-fact-words = 留言人選的詞
ledger-fact-personally = 本人
ledger-fact-into = 拆出的留言
ledger-fact-step = 超過的期限
ledger-fact-effective = 不再公開自
ledger-fact-role = 身份
ledger-fact-version = 版本
ledger-fact-month = 月份
ledger-fact-zone = 時區

# dynamic: ledger-field-
ledger-field-title = 標題
ledger-field-body = 正文
ledger-field-demand = 訴求
ledger-field-place = 地點
ledger-field-remark = 不公開備註
ledger-field-public-title = 公開的標題
ledger-field-public-body = 公開的正文
ledger-field-public-demand = 公開的訴求
ledger-field-reply = 回覆
ledger-field-interim = 階段性回覆
ledger-field-guidance = 指引
ledger-field-ground = 理由說明
ledger-field-note = 附言
ledger-field-clarification = 補充說明
ledger-field-extension = 延期理由
ledger-field-offline = 線下辦理記錄
ledger-field-appeal = 申訴
ledger-field-rating = 評價的話
ledger-field-follow-up = 追問
ledger-field-reopening = 重新辦理的理由
ledger-field-judgement = 審核意見
ledger-field-instruction = 批示

ledger-picture-nth = 照片（第 { $n } 張）
ledger-original-nth = 原圖（第 { $n } 張）

## 核驗一條留言

ledger-verify = 核驗
ledger-verify-of = 核驗留言 { $x }
ledger-back = 回到這條留言
ledger-sealed = 這條留言不公開辦理
ledger-sealed-note = 存證裡沒有能認出它的條目：每天零點，當天所有不公開的留言作為一批密封存入。只有留言人手裡的憑證能打開自己的那一份，可以在「我的」裡或者憑查詢碼取得。
ledger-not-yet = 還沒有存證
ledger-not-yet-note = 剛發生的事要過一會兒才會入帳，請稍後再來。
ledger-check-here = 在您的瀏覽器裡核對
ledger-check-here-note = 點一下，您的瀏覽器會自己重算：公開的文字是不是當時存證的文字，每一步有沒有缺漏或調換，是不是都在簽名的總帳裡。不用相信我們說的。
ledger-check-do = 開始核驗
ledger-check-script = 自動核對需要瀏覽器允許腳本。不用腳本也可以核對：所有數值都在本頁，辦法見「用別的工具核對」。
ledger-entries = 全部存證（{ $n } 條）
ledger-binds = 存證了{ $x }，文字可以核對
ledger-binds-picture = 存證了{ $x }，公開的照片可以核對
ledger-binds-closed = 存證了{ $x }，沒有向您公開
ledger-values = 全部數值
ledger-commitment = { $x }的指紋
ledger-salt = 鹽
ledger-text = 文字
ledger-picture = 照片
ledger-path = 到樹根的路徑
ledger-limits = 不能證明什麼
ledger-limit-typed = 沒有輸入的事，帳上沒有。
ledger-limit-split = 如果給不同的人看兩本不同的帳，只看一本發現不了；需要其他機構見證，或者大家互相對一對檢查點。
ledger-limit-true = 帳只能證明這些話當時就是這麼寫的，不能證明話裡說的是真的。
ledger-limit-pictures = 照片存證的是去掉位置等資料、公開出來的那一張。原圖不保存，只有留言人能拿憑證和自己的原圖來證明。
ledger-otherwise = 用別的工具核對
ledger-otherwise-note = 在自己的電腦上核對整本帳和全部公開文字：
ledger-otherwise-tools = 存證檔案符合 C2SP 的 tlog-tiles 等公開標準，也可以用別人寫的工具核對。
ledger-json = 這條留言的全部數值（JSON）
ledger-note = 簽名的檢查點
ledger-note-said = 共 { $x } 條，{ $y }簽名。

# dynamic: ledger-js-
ledger-js-running = 正在核對……
ledger-js-entry = 存證 ##1（#2）：原文沒有改過，在簽名的 #3 條總帳之中
ledger-js-leaf-bad = 存證 ##1（#2）：原文與指紋對不上，條目被改過
ledger-js-path-bad = 存證 ##1（#2）：不在簽名的總帳之中，或者總帳被改過
ledger-js-text = 存證 ##1：#2「#3」就是當時存證的文字
ledger-js-text-bad = 存證 ##1：#2「#3」不是當時存證的文字
ledger-js-picture = 存證 ##1：#2就是當時存證的那一張
ledger-js-picture-bad = 存證 ##1：#2不是當時存證的那一張
ledger-js-picture-gone = 存證 ##1：#2取不到，沒有核對
ledger-js-closed = 存證 ##1：#2沒有公開，無法核對
ledger-js-chain = 各步首尾相接，沒有缺漏、插入或調換
ledger-js-chain-bad = 各步接不上：有缺漏、插入或調換
ledger-js-signature = 總帳有 #1 的有效簽名
ledger-js-signature-bad = 總帳上 #1 的簽名無效
ledger-js-unsigned = 這個瀏覽器不會核對 Ed25519 簽名，簽名沒有核對；換一個新一些的瀏覽器可以核對
ledger-js-keyless = 本站沒有給出公鑰，簽名沒有核對
ledger-js-verdict-ok = 核驗通過：#1 項都對得上。這條留言的每一步都在公開存證裡，公開的文字和照片都與當時的存證一致。
ledger-js-verdict-not = 沒有核對的有：沒有公開的文字和照片、從來沒有輸入的事。公鑰也是本站給的，請與別處公布的比一比；是不是有第二本帳，要靠其他機構見證。
ledger-js-verdict-bad = 有 #1 項對不上。
ledger-js-verdict-bad-then = 請重新整理後再核對一次；如果還是對不上，請保存本頁，並把留言編號告訴媒體、審計機關或者您信任的人。
ledger-js-verdict-broken = 沒有核對完：取不到資料，或者資料不完整。請重新整理後再試。
ledger-js-insecure = 這個瀏覽器或者這種連接方式不能在本頁核對（需要 https）。辦法見「用別的工具核對」。

## 憑證

ledger-receipt = 留言憑證
ledger-receipt-lead = 憑它可以向任何人證明：這條留言在這個時間收到了，當時就是這麼寫的。
ledger-receipt-said = 這條留言於 { $x } 收到，已記入公開存證 #{ $y }。
ledger-receipt-entered = 已記入公開存證 #{ $x }
ledger-receipt-at = 收到時間
ledger-receipt-qr = QR 碼，內容就是下面的各項
ledger-index = 存證序號
ledger-receipt-secret = 誰拿到查詢碼，誰就能看到這條留言的全部內容，請收好這張紙。
ledger-receipt-sealed = 不公開的留言密封在當天的一批存證裡，別人看不出其中有這一條；出示憑證檔案才能證明。
ledger-receipt-file = 下載憑證檔案
ledger-receipt-print = 列印憑證
ledger-receipt-see = 憑證和列印
ledger-renew = 重新取得憑證
ledger-receipt-use = 怎麼用
ledger-receipt-use-1 = 把憑證檔案和您寫的原文一起保存好。檔案裡沒有原文。
ledger-receipt-use-2 = 將來有人說沒收到、改過或者寫的不是這些，把兩樣拿出來，誰都可以核對，不用經過我們。
ledger-receipt-use-3 = 憑證長期有效。過一段時間可以重新取得一份，它對應當時最新的總帳。
ledger-receipt-none = 憑證還沒有準備好
ledger-receipt-tomorrow = 不公開的留言每天零點統一密封存證。請在明天以後到「我的」裡打開這條留言，或者憑查詢碼取得憑證。
ledger-receipt-soon = 留言已經收到，正在記入公開存證，通常只要幾秒。請過一會兒再取；在「我的」裡或者憑查詢碼隨時可以取得。
ledger-receipt-again = 再試一次
ledger-receipt-own = 留言憑證
ledger-about-title = 公開存證
ledger-about-note = 留言從收到到辦結的每一步，都記入一本只能往後寫、不能改的公開帳，並且簽名。提交留言會得到憑證；在每條留言頁點「核驗」，可以在自己的瀏覽器裡核對。
