# 保护留言人：个人信息、联系方式。

# dynamic: personal-
personal-id-number = 身份证号
personal-mobile = 手机号
personal-landline = 电话号码
personal-bank-card = 银行卡号
personal-plate = 车牌号
personal-passport = 护照或通行证号
personal-email = 邮箱
personal-qq = QQ 号
personal-wechat = 微信号
personal-address = 住址门牌
personal-name = 姓名
personal-times = { $x } { $y } 处
personal-found = 可能有个人信息
personal-found-line = 留言里有 { $x }。发布的文字里已经替您隐去，请核对：该隐去的补上，不该隐去的改回来并写明理由。
personal-where = 在哪里
personal-reply-line = 回复里有 { $x }。需要保留的（比如办事窗口的手机），请在发布时写明理由；否则请退回。
problem-personal = 里面有{ $x }，公开后所有人都会看到，请去掉
problem-unmasked-empty = 请写明为什么保留

write-hidden = 有些内容公开时会隐去
write-hidden-line = 您写的文字里有 { $x }。下面是公开后别人看到的样子；原文只给审核人员，打开身份开关后也给承办单位。隐去得不对，可以返回修改。
write-hidden-where = 看看隐去了哪些

# 承办单位查看联系方式
contact-title = 留言人的联系方式
contact-of = 留言 { $x } 的留言人
contact-noted = 这次查看已经记入办理记录，并已告诉留言人：哪个单位、什么时候、为什么。请只用于办理这件事，不要抄送、转告他人。
contact-reason = 查看理由
contact-back = 返回这件留言
thread-contact-revealed = { $x } 查看了您的联系方式
desk-reveal-contact-lead = 手机号只显示这一次。查看会记入办理记录，并发短信告诉留言人。
desk-reveal-contact-reason = 为什么要看
desk-reveal-contact-reason-hint = 留言人会看到这句话，比如“约时间上门查看水表”。
done-desk-reveal-contact = 已记录。
desk-identity-masked = 留言人同意联系（{ $x }），查看完整号码须写明理由
oops-identity-closed = 留言人没有打开身份开关
advice-identity-closed = 请用“请留言人补充”在留言板里联系。
desk-publish-unmasked = 保留个人信息的理由
desk-publish-unmasked-hint = 文字里还留有电话、证件号、门牌等时填写，只给工作人员看。
desk-redact-unmasked = 保留个人信息的理由
desk-redact-unmasked-hint = 文字里还留有电话、证件号、门牌等时填写，只给工作人员看。
desk-publish-reply-unmasked = 保留个人信息的理由
desk-publish-reply-unmasked-hint = 回复里有个人信息，发布就要写明理由，只给工作人员看。
