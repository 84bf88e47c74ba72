### 介面出錯時的說明：與頁面不同的那幾句。頁面也有的，用 common.ftl 的詞。

# dynamic: api-advice-
oops-no-such-path = 沒有這個介面
advice-no-such-path = 請對照介面文件檢查路徑，注意單複數和連字號。
oops-no-such-method = 這個介面不接受這種方法
advice-no-such-method = 可用的方法見回應標頭 Allow。
oops-media-type = 請求主體的類型不對
advice-media-type = 請求主體請用 JSON，並寫明 Content-Type: application/json。
oops-unread = 請求主體沒有收全
advice-unread = 連線可能中斷了，請重新發送；沒有儲存任何內容。
oops-json = 請求主體讀不懂
advice-json = 第 { $x } 行第 { $y } 欄不是合格的 JSON，或者類型不對。
oops-unknown-field = 有不認識的欄位
advice-unknown-field = 這個介面沒有 { $x } 這個欄位，請檢查拼寫。
oops-parameter = 查詢參數不對
advice-parameter = 沒有 { $x } 這個參數，或者它的值不對。
oops-idempotency-key = 冪等鍵不對
advice-idempotency-key = Idempotency-Key 請用 1 到 100 個不含空格的 ASCII 字元。
api-advice-too-large = 請求主體最大 1 MB。
api-advice-not-found = 路徑裡的編號不存在，或者這條留言沒有公開。
api-advice-sign-in = 請在請求標頭裡帶上有效的權杖：Authorization: Bearer …。
api-advice-forbidden = 這不在權杖所屬帳號的權限之內。
api-advice-form = 請按 fields 裡的說明改正後重新發送；沒有儲存任何內容。
api-advice-stale = 您讀取之後，有人處理過這件留言。請重新讀取後再試；沒有儲存任何改動。
api-advice-busy = 沒有儲存。請幾秒後重試；帶上同一個 Idempotency-Key，重複發送也只算一次。
api-advice-unavailable = 存放資料的系統暫時沒有回應。請稍後重試；帶上同一個 Idempotency-Key，重複發送也只算一次。
api-advice-choice = { $x } 要用這裡面的一個：{ $y }
api-advice-no-subdomain = subdomain 要和 domain 一起用，而且這個領域要有細分領域。各領域的細分領域見 /api/v1/domains。
api-advice-limit = 一頁最多 100 條。需要全部資料，請下載開放資料包：{ $x }
