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

# 生命危险和受压反映
alerts-title = 紧急和受压反映
alerts-lead = 生命危险要在 15 分钟内有人接手；受压反映三个工作日内答复。这里的内容不进办理记录，承办单位看不到。
alerts-nobody = 现在没有人值班
alerts-nobody-advice = 没有设值班手机，有危险时发不出短信。请运维人员用 huiyin staff duty 设置，并请一直看着这一页。
alerts-empty = 没有等待处理的
alerts-empty-advice = 有了会在这里，并发短信给值班人员。
alerts-open = 等待处理
alerts-ended = 最近办结
alerts-link = 紧急和受压反映（{ $n }）
# dynamic: alert-kind-
alert-kind-danger = 可能有生命危险
alert-kind-pressure = 有人施压
# dynamic: alert-step-
alert-step-raised = 收到
alert-step-paged = 已发短信
alert-step-taken = 有人接手
alert-step-revealed = 查看了联系方式
alert-step-noted = 补充
alert-step-late = 超过时限
alert-step-ended = 办结
# dynamic: alert-end-
alert-end-handed-over = 已转公安、急救处置
alert-end-safe = 已联系上，人平安
alert-end-no-danger = 没有危险
alert-end-stopped = 已制止并告诫
alert-end-passed-on = 已转纪律监督部门
alert-end-not-confirmed = 没有查实
alert-paged = 已给 { $x } 位值班人员发短信
alert-ended-with = 办结：{ $x }
alert-untaken = 没有人接手
alert-taken-by = { $x } 已接手
alert-late = 超过时限
alert-raised = { $x } 收到
alert-due = 时限 { $x }
alert-take = 我来处理
alert-take-lead = 接手以后不再给其他值班人员发短信。
alert-contact = 查看联系方式
alert-contact-lead = 人命关天，不论身份开关是否打开都可以看。理由会记下来，留言人看得到。
alert-contact-noted = 这次查看已经记下，留言人看得到。请只用于救人。
alert-note = 记下做了什么
alert-note-label = 做了什么、联系了谁
alert-end = 办结
alert-end-lead = 办结的话留言人看得到。
alert-end-what = 结果
alert-end-said = 告诉留言人
alert-steps = 处理经过
alert-apart = 这些不在办理记录里，公开存证、统计和承办单位都看不到。
alert-to-message = 到这件留言的办理页面
alert-nothing = 已经办结，或者您只能查看。
alert-raise = 可能有生命危险？
alert-raise-lead = 马上短信通知值班人员；处理完以前不能发布。请同时直接报警。
alert-raise-note = 从哪里看出来
alert-raise-button = 通知值班人员
done-danger = 已通知值班人员。
oops-danger-open = 可能有生命危险，请等值班人员看过
advice-danger-open = 值班人员办结以后就可以发布。办结前请不要等待，必要时直接联系值班人员。
oops-alert-not-taken = 还没有人接手
advice-alert-not-taken = 请先点“我来处理”。
oops-alert-ended = 这件已经办结
advice-alert-ended = 请返回列表看看。

# 留言人自己
write-danger = 现在有人有生命危险
write-danger-manned = 提交后马上短信通知值班人员，昼夜都有人。请先打上面的电话，不要等。
write-danger-unmanned = 现在没有人值班，不会马上有人看到。请一定先打上面的电话。
write-danger-taken = 已经短信通知值班人员
write-danger-taken-line = 请不要等回音，先打下面的电话。值班人员可能会打电话给您。
pressure-title = 有人向我施压
pressure-lead = 有人要您撤回、改口、给好评，或者打听您是谁，请告诉督办员。
pressure-who = 只有督办员看得到
pressure-who-line = 承办单位、被反映的人、审核员和领导都看不到，办理记录里也没有。督办员会在 { $n } 个工作日内答复，答复显示在您的这件留言里。人身受到威胁，请马上打 110。
pressure-text = 发生了什么
pressure-text-hint = 谁、什么时候、怎么说的。加密保存。
pressure-send = 告诉督办员
pressure-not = 返回
pressure-link = 有人向我施压（要我撤回、给好评）
done-pressure = 已告诉督办员，只有督办员看得到。
own-alert-lead = 只有您和处理的人看得到。

# 未成年人
write-age = 您的年龄
write-age-hint = 只用来加强保护，不核实、不公开。
# dynamic: write-age-
write-age-adult = 已满 18 周岁
write-age-minor = 14 至 17 周岁
write-age-child = 不满 14 周岁，监护人知道并同意
write-age-child-alone = 不满 14 周岁，事情和监护人有关，或者有危险
write-age-child-note = 您不满 14 周岁：这件留言不公开，也不显示署名，只有办理的人看得到。需要有人陪着说，可以打 12355（青少年服务）或 12338（妇女儿童维权）。
write-age-minor-note = 您不满 18 周岁：默认不公开，不显示署名。您也可以选择公开。
desk-age = 年龄
# dynamic: desk-age-
desk-age-minor = 未成年人（14 至 17 周岁），请按未成年人保护要求办理
desk-age-child = 不满 14 周岁，监护人同意
desk-age-child-alone = 不满 14 周岁，请勿联系监护人
