# 登录的第二步、账号安全

## 第二步

factor-title = 验证身份
factor-lead = { $x }，密码正确。请再输入身份验证器上的验证码。
factor-code = 身份验证器的验证码
factor-code-hint = 6 位数字，每 30 秒换一次，用过的不能再用。
factor-without = 手机不在身边？用恢复码
factor-recovery = 恢复码
factor-recovery-hint = 设置验证器时给您的 10 个恢复码之一，每个只能用一次。都没有的话，请联系管理员重设。
factor-again = 换个账号登录
factor-demo = 这是演示城市，验证码直接显示在这里。真实的留言板上，它只在工作人员自己的手机上。
# dynamic: problem-
problem-factor = 验证码不对、已经过期或者已经用过。请输入当前显示的验证码
problem-expired = 初始密码已经过期，请联系管理员重新设置
problem-weak = 这个密码容易被猜到。请不要用姓名、拼音、生日、连续的按键或者常见的词
problem-same = 和原来的密码一样，请换一个
problem-differs = 两次输入的不一样，请重新输入

## 第一次登录

first-password-title = 设置自己的密码
first-password-lead = 您用的是管理员给的初始密码。请换成只有您自己知道的密码，再继续。
first-password-act = 保存，下一步
# dynamic: field-
field-new-password = 新密码
field-again = 再输入一次
field-own-password = 现在的密码
new-password-hint = 至少 { $n } 个字符。几个不相干的词连在一起，好记又难猜；不限大小写和符号，也不要求定期更换。
authenticator-title = 设置身份验证器
authenticator-lead = 以后登录，除了密码还要输入手机上的验证码。只有密码的人进不来。
authenticator-1 = 在手机上打开身份验证器
authenticator-1-how = 任何支持 TOTP 的应用都可以，不用联网。没有的话，请在手机的应用商店里搜索“身份验证器”。
authenticator-2 = 扫描这个二维码
authenticator-qr = 身份验证器的二维码；不能扫描的话，下面有可以手工输入的密钥
authenticator-2-typed = 不能扫描？在应用里选“手工输入”，填写：
authenticator-account = 账号
authenticator-key = 密钥
authenticator-3 = 输入应用显示的验证码
authenticator-3-how = 6 位数字，每 30 秒换一次。
authenticator-act = 完成设置
codes-title = 请保存恢复码
codes-lead = 手机丢了或者换了，可以用恢复码代替验证码登录，每个只能用一次。
codes-of = { $x } · { $y }的恢复码
codes-once = 恢复码只显示这一次。请打印出来或者抄下来，和密码分开存放，不要拍照发给别人。
codes-on = 已经保存，继续
codes-print = 打印

## 账号安全

safety-title = 账号安全
safety-back = 返回
safety-sessions = 登录的设备
safety-sessions-lead = 不认识的，请马上结束，再修改密码。为保护隐私，这里不记录地点。
safety-here = 本机
safety-token = 程序令牌（JSON 接口）
safety-seen = 最近使用：{ $x }
safety-ends = 最晚到 { $x } 结束
safety-end = 结束
safety-end-others = 结束其他全部登录
safety-notices = 账号动态
safety-notices-none = 没有需要您留意的事。
safety-new = 新
safety-unread = 您的账号有 { $n } 条新的安全提醒。
safety-look = 去看看
safety-how = 登录方式
safety-password = 密码
safety-password-change = 修改密码
safety-authenticator = 验证器
safety-authenticator-change = 更换验证器
safety-since = { $x }设置
safety-codes = 恢复码
safety-codes-left = 还剩 { $n } 个
safety-codes-renew = 重新生成
safety-phone = 您用手机号和短信验证码登录，没有密码。
safety-phone-risk = 短信验证码只有您本人能看。工作人员不会向您要验证码；谁要都不要给。换手机号的话，请趁旧号码还能收短信，在“我的个人信息”里更换。
change-password-title = 修改密码
change-password-lead = 修改以后，其他设备上的登录和程序令牌都会结束。
change-password-act = 修改密码
renew-authenticator-title = 更换身份验证器
renew-authenticator-lead = 换手机的时候用。请先证明是您本人；换好以后，旧手机上的验证码就不能用了。
renew-authenticator-act = 下一步
renew-codes-title = 重新生成恢复码
renew-codes-lead = 原来的恢复码都会作废。请先证明是您本人。
renew-codes-act = 生成新的恢复码
prove-code-hint = 身份验证器上的 6 位数字，或者一个恢复码。
done-password-changed = 密码已修改，其他登录都已结束。
done-session-ended = 已结束那次登录。
done-sessions-ended = 已结束其他全部登录。
# dynamic: account-
account-new-device = 在新的设备上登录
account-wrong-passwords = 有人多次输错您的密码
account-wrong-codes = 有人知道您的密码，但多次输错验证码
account-password-changed = 密码已修改
account-password-reset = 管理员重设了您的密码
account-identity-changed = 管理员更改了关联的统一身份认证账号
account-factors-reset = 管理员清除了您的身份验证器和通行密钥
account-authenticator-changed = 更换了身份验证器
account-codes-drawn = 重新生成了恢复码
account-code-used = 用恢复码登录
account-advice-new-device = 不是您本人的话，请结束那次登录；工作人员请马上修改密码。
account-advice-wrong-passwords = 没有人因此登录成功，您的账号也没有被锁定。密码足够难猜的话，不用做什么。
account-advice-wrong-codes = 不是您本人的话，密码已经泄露，请马上修改密码。
account-advice-password-changed = 不是您本人的话，请马上联系管理员。
account-advice-password-reset = 您没有提出过的话，请马上联系管理员。
account-advice-identity-changed = 之前的登录已全部结束。您没有提出过的话，请马上联系管理员。
account-advice-factors-reset = 您没有提出过的话，请马上联系管理员。
account-advice-authenticator-changed = 不是您本人的话，请马上联系管理员。
account-advice-codes-drawn = 原来的恢复码已经作废。不是您本人的话，请马上联系管理员。
account-advice-code-used = 用过的恢复码已经作废。不是您本人的话，请马上修改密码，重新生成恢复码。

## 设备

device-kind = { $y }上的{ $x }
# dynamic: device-browser-
device-browser-wechat = 微信
device-browser-dingtalk = 钉钉
device-browser-alipay = 支付宝
device-browser-huawei = 华为浏览器
device-browser-uc = UC 浏览器
device-browser-qq = QQ 浏览器
device-browser-xiaomi = 小米浏览器
device-browser-edge = Edge 浏览器
device-browser-firefox = 火狐浏览器
device-browser-chrome = Chrome 浏览器
device-browser-safari = Safari 浏览器
device-browser-other = 浏览器
# dynamic: device-system-
device-system-harmony = 鸿蒙设备
device-system-android = 安卓设备
device-system-ios = 苹果手机或平板
device-system-windows = Windows 电脑
device-system-macos = 苹果电脑
device-system-linux = Linux 电脑
device-system-other = 其他设备

## 统一身份认证

# 没有名称时的按钮
sign-in-elsewhere = 用统一身份认证登录
# { $x }：运营单位给统一身份认证起的名称
sign-in-by = 用{ $x }登录
sign-in-or = 也可以用本站的账号：先输密码，再输手机上身份验证器的验证码。
away-title = 统一身份认证没有回应
problem-away = 请稍后再试，或者用本站的账号登录。
unproved-title = 这次没有登录成功
problem-unproved = 可能是在那边取消了，或者隔得太久。请重新登录。
stranger-title = 还没有关联本站的账号
stranger-advice = 请把这个标识告诉管理员，关联以后就可以登录：{ $x }
