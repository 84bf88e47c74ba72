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
