## 短訊還沒有發出去

# dynamic: sms-
sms-waiting = 短訊網關繁忙，請稍候…
sms-advice-waiting = 您的驗證碼已經排上隊，網關一恢復就發出。請不要重複索取；過一會兒重新整理本頁，可以看到有沒有發出。
sms-refused = 短訊沒有發出去
sms-advice-refused = 短訊網關沒有接受這個手機號碼。請核對號碼，換一個號碼再試。
sms-late = 這條驗證碼沒能及時發出
sms-advice-late = 短訊網關一直沒有恢復，這條驗證碼已經作廢，不會再發。請重新索取。
sms-person = 一直收不到短訊？請直接聯絡工作人員，由他們為您登記：
sms-code-hint = 6 位數字，{ $n } 分鐘內有效。收到之後在這裡輸入。

advice-too-many-texts = 今天能發的短訊已經用完，大約 { $n } 分鐘之後才能再發。急事請直接聯絡頁腳所列的主辦單位。

## 太快了

held-title = 請稍候再提交
held-lead = 提交得太快了。請等 { $n } 秒再按下面的按鈕；您填寫的內容都還在，不會遺失。
held-kept = 您填寫的內容都在這一頁，不會遺失。
held-files = 照片沒有保留下來，請在下一頁重新選擇。
held-again = 再次提交
held-typed = 您填寫的內容
advice-too-many-requests = 這段時間來自您的網絡或帳號的請求太多了。請過 { $n } 分鐘再試。如果很多人共用一個網絡，其他人的請求也會算在一起。
