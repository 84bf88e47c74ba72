### /api：給開發者看的介面說明

api-page-title = 介面
api-page-description = { $x }的 JSON 介面：怎樣讀取公開留言，怎樣提交和辦理，怎樣申請權杖。
api-page-lead = 頁面上能做的事，程式都能做。公開內容不用登入就能讀取。
api-page-begin = 怎樣開始
api-page-begin-note = 讀取公開內容不需要權杖：
api-page-token-note = 以某個帳號的身份讀取或辦理，請在請求標頭裡帶上它的權杖。工作人員的權杖由運維人員簽發，只顯示一次，請妥善保管：
api-page-key-note = 提交留言時請帶上 Idempotency-Key：網絡中斷後用同一個鍵重發，也只算一件。
api-page-page-note = 列表一頁最多 100 條，用 next 作為下一頁的 cursor，篩選條件保持不變。需要全部資料，請下載開放資料包。
api-page-openapi = OpenAPI 3.1 描述檔
api-page-index = 介面入口
api-page-groups = 介面分類
api-page-needs-token = 需要權杖；能不能做，以帳號的權限為準。
api-page-parameters = 查詢參數：
api-page-asked = 請求示例
api-page-answer = 返回示例
api-page-problems = 出錯代碼
api-page-problems-note = 出錯時返回 application/problem+json（RFC 9457）。code 不會變；title 和 detail 是給人看的，說明怎麼辦。
api-page-status = 狀態碼
api-page-code = 代碼
api-page-meaning = 含義

# dynamic: api-page-tag-
api-page-tag-about = 介面自身
api-page-tag-messages = 留言
api-page-tag-own = 我的
api-page-tag-board = 職務、行政區、領域、單位
api-page-tag-figures = 統計與開放資料
api-page-tag-screening = 審核
api-page-tag-assignment = 交辦
api-page-tag-handling = 辦理
api-page-tag-replies = 回覆
api-page-tag-closure = 評價與辦結

# dynamic: api-page-op-
api-page-op-index = 介面入口
api-page-op-openapi = 描述檔
api-page-op-explain-problem = 出錯代碼的含義
api-page-op-list-messages = 公開留言列表
api-page-op-read-message = 一件留言的全過程
api-page-op-read-ledger = 一件留言在公開存證裡的證明
api-page-op-track = 憑查詢碼查看
api-page-op-search = 搜尋公開留言
api-page-op-me = 權杖屬於誰
api-page-op-own-messages = 自己的留言
api-page-op-desk = 工作台清單
api-page-op-list-offices = 留言對象
api-page-op-read-office = 一個職務及歷任領導
api-page-op-list-domains = 領域
api-page-op-list-units = 承辦單位
api-page-op-list-regions = 有職務的行政區
api-page-op-read-region = 一個行政區
api-page-op-read-figures = 統計資料
api-page-op-download-figures = 統計資料檔案（CSV）
api-page-op-list-open-data = 有開放資料的月份
api-page-op-download-open-data = 一個月的開放資料包
api-page-op-judge-extension = 批准或不批准延期
api-page-op-end-support = 取消「我也遇到」或支持
