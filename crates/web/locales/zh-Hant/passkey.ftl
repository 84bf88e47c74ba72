# 通行密鑰

## 登入

passkey-sign-in = 用通行密鑰登入
passkey-sign-in-hint = 用指紋、面容或裝置密碼確認是您本人，不用輸入手機號、密碼和驗證碼。新增過通行密鑰才能用。
passkey-failed = 沒有登入成功：可能是取消了，也可能這台裝置上沒有本站的通行密鑰。請再試一次，或者用下面的方式登入。
passkey-wrong-title = 沒有登入成功
passkey-wrong = 本站沒有認出這個通行密鑰，或者隔得太久。請再試一次，或者用下面的方式登入。
# dynamic: problem-
problem-passkey = 通行密鑰沒有新增成功，可能是隔得太久。請再試一次
problem-passkeys = 最多 { $max } 個通行密鑰。請先移除一個不用的
problem-name-empty = 請寫一個名稱
problem-last-way = 這是您登入的唯一方式，不能移除。請先設好別的登入方式

## 帳號安全

passkeys = 通行密鑰
passkeys-lead = 用指紋、面容或裝置密碼就能登入，不怕假網站，也不用等簡訊。
passkeys-none = 還沒有新增通行密鑰。
passkey-title = 通行密鑰
passkey-synced = 多裝置同步
passkey-made = { $x }新增
passkey-unused = 還沒有用過
passkey-change = 改名、移除
# dynamic: field-
field-name = 名稱
passkey-name-hint = 給自己看的，方便以後分清，比如「辦公室電腦」。
passkey-owner = 我的帳號
passkey-rename = 儲存名稱
passkey-removal = 移除
passkey-removal-what = 移除以後，這個通行密鑰不能再登入本站。裝置或密碼管理器裡的那一份，請在那裡另行刪除。
passkey-remove = 移除這個通行密鑰
passkey-again-title = 請重新登入一次
passkey-again = 為了確認是您本人，新增和移除通行密鑰須在登入後 { $n } 分鐘內。
passkey-again-act = 重新登入
new-passkey-title = 新增通行密鑰
new-passkey-lead = 通行密鑰由您的手機、電腦或安全金鑰保管，登入時用指紋、面容或裝置密碼確認。指紋和面容不會傳給本站。
new-passkey-none = 這個瀏覽器現在不能新增通行密鑰
new-passkey-none-advice = 可能是它不支援，也可能是指令碼被關閉。請更新系統，或者換一個瀏覽器再試。其他登入方式不受影響。
new-passkey-act = 繼續，在裝置上確認
new-passkey-failed = 沒有新增成功：可能是取消了，也可能這台裝置沒有設定鎖屏密碼、指紋或面容。請再試一次。
new-passkey-again = 這台裝置上已經有您的通行密鑰，不用再新增。
passkeys-full = 您已經有 { $n } 個通行密鑰，不能再新增
passkeys-full-advice = 請先移除一個不用的。
done-passkey-added = 已新增通行密鑰。下次登入可以選「用通行密鑰登入」。
done-passkey-renamed = 名稱已儲存。
done-passkey-removed = 已移除通行密鑰。
# dynamic: account-
account-passkey-added = 新增了通行密鑰
account-passkey-removed = 移除了通行密鑰
account-passkey-copied = 有人用您的通行密鑰的複製品登入，沒有成功
account-advice-passkey-added = 不是您本人的話，請馬上移除它並結束其他登入；工作人員請同時修改密碼、聯絡管理員。
account-advice-passkey-removed = 不是您本人的話，請馬上結束其他登入；工作人員請同時修改密碼、聯絡管理員。
account-advice-passkey-copied = 它的使用次數倒退了，可能被複製。請移除它，再新增一個新的；工作人員請聯絡管理員。
