## 短信还没有发出去

# dynamic: sms-
sms-waiting = 短信网关繁忙，请稍候…
sms-advice-waiting = 您的验证码已经排上队，网关一恢复就发出。请不要重复获取；过一会儿刷新本页，可以看到有没有发出。
sms-refused = 短信没有发出去
sms-advice-refused = 短信网关没有接受这个手机号码。请核对号码，换一个号码再试。
sms-late = 这条验证码没能及时发出
sms-advice-late = 短信网关一直没有恢复，这条验证码已经作废，不会再发。请重新获取。
sms-person = 一直收不到短信？请直接联系工作人员，由他们为您登记：
sms-code-hint = 6 位数字，{ $n } 分钟内有效。收到之后在这里输入。

advice-too-many-texts = 今天能发的短信已经用完，大约 { $n } 分钟之后才能再发。急事请直接联系页脚所列的主办单位。

## 太快了

held-title = 请稍候再提交
held-lead = 提交得太快了。请等 { $n } 秒再按下面的按钮；您填写的内容都还在，不会丢失。
held-kept = 您填写的内容都在这一页，不会丢失。
held-files = 照片没有保留下来，请在下一页重新选择。
held-again = 再次提交
held-typed = 您填写的内容
advice-too-many-requests = 这段时间来自您的网络或账号的请求太多了。请过 { $n } 分钟再试。如果很多人共用一个网络，其他人的请求也会算在一起。
