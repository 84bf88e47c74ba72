# 登入的第二步、帳號安全

## 第二步

factor-title = 驗證身份
factor-lead = { $x }，密碼正確。請再輸入身份驗證器上的驗證碼。
factor-code = 身份驗證器的驗證碼
factor-code-hint = 6 位數字，每 30 秒換一次，用過的不能再用。
factor-without = 手機不在身邊？用恢復碼
factor-recovery = 恢復碼
factor-recovery-hint = 設定驗證器時給您的 10 個恢復碼之一，每個只能用一次。都沒有的話，請聯絡管理員重設。
factor-again = 換個帳號登入
factor-demo = 這是演示城市，驗證碼直接顯示在這裡。真實的留言板上，它只在工作人員自己的手機上。
# dynamic: problem-
problem-factor = 驗證碼不對、已經過期或者已經用過。請輸入目前顯示的驗證碼
problem-expired = 初始密碼已經過期，請聯絡管理員重新設定
problem-weak = 這個密碼容易被猜到。請不要用姓名、拼音、生日、連續的按鍵或者常見的詞
problem-same = 和原來的密碼一樣，請換一個
problem-differs = 兩次輸入的不一樣，請重新輸入

## 第一次登入

first-password-title = 設定自己的密碼
first-password-lead = 您用的是管理員給的初始密碼。請換成只有您自己知道的密碼，再繼續。
first-password-act = 儲存，下一步
# dynamic: field-
field-new-password = 新密碼
field-again = 再輸入一次
field-own-password = 現在的密碼
new-password-hint = 至少 { $n } 個字元。幾個不相干的詞連在一起，好記又難猜；不限大小寫和符號，也不要求定期更換。
authenticator-title = 設定身份驗證器
authenticator-lead = 以後登入，除了密碼還要輸入手機上的驗證碼。只有密碼的人進不來。
authenticator-1 = 在手機上打開身份驗證器
authenticator-1-how = 任何支援 TOTP 的應用程式都可以，不用連網。沒有的話，請在手機的應用程式商店裡搜尋「身份驗證器」。
authenticator-2 = 掃描這個二維碼
authenticator-qr = 身份驗證器的二維碼；不能掃描的話，下面有可以手動輸入的密鑰
authenticator-2-typed = 不能掃描？在應用程式裡選「手動輸入」，填寫：
authenticator-account = 帳號
authenticator-key = 密鑰
authenticator-3 = 輸入應用程式顯示的驗證碼
authenticator-3-how = 6 位數字，每 30 秒換一次。
authenticator-act = 完成設定
codes-title = 請保存恢復碼
codes-lead = 手機丟了或者換了，可以用恢復碼代替驗證碼登入，每個只能用一次。
codes-of = { $x } · { $y }的恢復碼
codes-once = 恢復碼只顯示這一次。請列印出來或者抄下來，和密碼分開存放，不要拍照發給別人。
codes-on = 已經保存，繼續
codes-print = 列印

## 帳號安全

safety-title = 帳號安全
safety-back = 返回
safety-sessions = 登入的裝置
safety-sessions-lead = 不認識的，請馬上結束，再修改密碼。為保護私隱，這裡不記錄地點。
safety-here = 本機
safety-token = 程式權杖（JSON 介面）
safety-seen = 最近使用：{ $x }
safety-ends = 最晚到 { $x } 結束
safety-end = 結束
safety-end-others = 結束其他全部登入
safety-notices = 帳號動態
safety-notices-none = 沒有需要您留意的事。
safety-new = 新
safety-unread = 您的帳號有 { $n } 條新的安全提醒。
safety-look = 去看看
safety-how = 登入方式
safety-password = 密碼
safety-password-change = 修改密碼
safety-authenticator = 驗證器
safety-authenticator-change = 更換驗證器
safety-since = { $x }設定
safety-codes = 恢復碼
safety-codes-left = 還剩 { $n } 個
safety-codes-renew = 重新產生
safety-phone = 您用手機號碼和短訊驗證碼登入，沒有密碼。
safety-phone-risk = 短訊驗證碼只有您本人能看。工作人員不會向您要驗證碼；誰要都不要給。換手機號碼的話，請趁舊號碼還能收短訊，在「我的個人資料」裡更換。
change-password-title = 修改密碼
change-password-lead = 修改以後，其他裝置上的登入和程式權杖都會結束。
change-password-act = 修改密碼
renew-authenticator-title = 更換身份驗證器
renew-authenticator-lead = 換手機的時候用。請先證明是您本人；換好以後，舊手機上的驗證碼就不能用了。
renew-authenticator-act = 下一步
renew-codes-title = 重新產生恢復碼
renew-codes-lead = 原來的恢復碼都會作廢。請先證明是您本人。
renew-codes-act = 產生新的恢復碼
prove-code-hint = 身份驗證器上的 6 位數字，或者一個恢復碼。
done-password-changed = 密碼已修改，其他登入都已結束。
done-session-ended = 已結束那次登入。
done-sessions-ended = 已結束其他全部登入。
# dynamic: account-
account-new-device = 在新的裝置上登入
account-wrong-passwords = 有人多次輸錯您的密碼
account-wrong-codes = 有人知道您的密碼，但多次輸錯驗證碼
account-password-changed = 密碼已修改
account-password-reset = 管理員重設了您的密碼
account-identity-changed = 管理員更改了關聯的統一身份認證帳號
account-factors-reset = 管理員清除了您的身份驗證器和通行密鑰
account-authenticator-changed = 更換了身份驗證器
account-codes-drawn = 重新產生了恢復碼
account-code-used = 用恢復碼登入
account-advice-new-device = 不是您本人的話，請結束那次登入；工作人員請馬上修改密碼。
account-advice-wrong-passwords = 沒有人因此登入成功，您的帳號也沒有被鎖定。密碼足夠難猜的話，不用做什麼。
account-advice-wrong-codes = 不是您本人的話，密碼已經洩露，請馬上修改密碼。
account-advice-password-changed = 不是您本人的話，請馬上聯絡管理員。
account-advice-password-reset = 您沒有提出過的話，請馬上聯絡管理員。
account-advice-identity-changed = 之前的登入已全部結束。您沒有提出過的話，請馬上聯絡管理員。
account-advice-factors-reset = 您沒有提出過的話，請馬上聯絡管理員。
account-advice-authenticator-changed = 不是您本人的話，請馬上聯絡管理員。
account-advice-codes-drawn = 原來的恢復碼已經作廢。不是您本人的話，請馬上聯絡管理員。
account-advice-code-used = 用過的恢復碼已經作廢。不是您本人的話，請馬上修改密碼，重新產生恢復碼。

## 裝置

device-kind = { $y }上的{ $x }
# dynamic: device-browser-
device-browser-wechat = 微信
device-browser-dingtalk = 釘釘
device-browser-alipay = 支付寶
device-browser-huawei = 華為瀏覽器
device-browser-uc = UC 瀏覽器
device-browser-qq = QQ 瀏覽器
device-browser-xiaomi = 小米瀏覽器
device-browser-edge = Edge 瀏覽器
device-browser-firefox = 火狐瀏覽器
device-browser-chrome = Chrome 瀏覽器
device-browser-safari = Safari 瀏覽器
device-browser-other = 瀏覽器
# dynamic: device-system-
device-system-harmony = 鴻蒙裝置
device-system-android = 安卓裝置
device-system-ios = 蘋果手機或平板
device-system-windows = Windows 電腦
device-system-macos = 蘋果電腦
device-system-linux = Linux 電腦
device-system-other = 其他裝置

## 統一身份認證

# 沒有名稱時的按鈕
sign-in-elsewhere = 用統一身份認證登入
# { $x }：營運單位給統一身份認證起的名稱
sign-in-by = 用{ $x }登入
sign-in-or = 也可以用本站的帳號：先輸密碼，再輸手機上身份驗證器的驗證碼。
away-title = 統一身份認證沒有回應
problem-away = 請稍後再試，或者用本站的帳號登入。
unproved-title = 這次沒有登入成功
problem-unproved = 可能是在那邊取消了，或者隔得太久。請重新登入。
stranger-title = 還沒有關聯本站的帳號
stranger-advice = 請把這個標識告訴管理員，關聯以後就可以登入：{ $x }
