# 通行密钥

## 登录

passkey-sign-in = 用通行密钥登录
passkey-sign-in-hint = 用指纹、面容或设备密码确认是您本人，不用输手机号、密码和验证码。添加过通行密钥才能用。
passkey-failed = 没有登录成功：可能是取消了，也可能这台设备上没有本站的通行密钥。请再试一次，或者用下面的方式登录。
passkey-wrong-title = 没有登录成功
passkey-wrong = 本站没有认出这个通行密钥，或者隔得太久。请再试一次，或者用下面的方式登录。
# dynamic: problem-
problem-passkey = 通行密钥没有添加成功，可能是隔得太久。请再试一次
problem-passkeys = 最多 { $max } 个通行密钥。请先移除一个不用的
problem-name-empty = 请写一个名称
problem-last-way = 这是您登录的唯一方式，不能移除。请先设好别的登录方式

## 账号安全

passkeys = 通行密钥
passkeys-lead = 用指纹、面容或设备密码就能登录，不怕假网站，也不用等短信。
passkeys-none = 还没有添加通行密钥。
passkey-title = 通行密钥
passkey-synced = 多设备同步
passkey-made = { $x }添加
passkey-unused = 还没有用过
passkey-change = 改名、移除
# dynamic: field-
field-name = 名称
passkey-name-hint = 给自己看的，方便以后分清，比如“办公室电脑”。
passkey-owner = 我的账号
passkey-rename = 保存名称
passkey-removal = 移除
passkey-removal-what = 移除以后，这个通行密钥不能再登录本站。设备或密码管理器里的那一份，请在那里另行删除。
passkey-remove = 移除这个通行密钥
passkey-again-title = 请重新登录一次
passkey-again = 为了确认是您本人，添加和移除通行密钥须在登录后 { $n } 分钟内。
passkey-again-act = 重新登录
new-passkey-title = 添加通行密钥
new-passkey-lead = 通行密钥由您的手机、电脑或安全密钥保管，登录时用指纹、面容或设备密码确认。指纹和面容不会传给本站。
new-passkey-none = 这个浏览器现在不能添加通行密钥
new-passkey-none-advice = 可能是它不支持，也可能是脚本被关闭。请更新系统，或者换一个浏览器再试。其他登录方式不受影响。
new-passkey-act = 继续，在设备上确认
new-passkey-failed = 没有添加成功：可能是取消了，也可能这台设备没有设置锁屏密码、指纹或面容。请再试一次。
new-passkey-again = 这台设备上已经有您的通行密钥，不用再添加。
passkeys-full = 您已经有 { $n } 个通行密钥，不能再添加
passkeys-full-advice = 请先移除一个不用的。
done-passkey-added = 已添加通行密钥。下次登录可以选“用通行密钥登录”。
done-passkey-renamed = 名称已保存。
done-passkey-removed = 已移除通行密钥。
# dynamic: account-
account-passkey-added = 添加了通行密钥
account-passkey-removed = 移除了通行密钥
account-passkey-copied = 有人用您的通行密钥的复制品登录，没有成功
account-advice-passkey-added = 不是您本人的话，请马上移除它并结束其他登录；工作人员请同时修改密码、联系管理员。
account-advice-passkey-removed = 不是您本人的话，请马上结束其他登录；工作人员请同时修改密码、联系管理员。
account-advice-passkey-copied = 它的使用次数倒退了，可能被复制。请移除它，再添加一个新的；工作人员请联系管理员。
