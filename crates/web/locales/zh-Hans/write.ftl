### 群众用的页面：写留言、登录、我的、查进度。

# dynamic: field-
field-kind = 类型
field-unmasked = 保留个人信息的理由
field-domain = 领域
field-office = 写给谁
field-concerns = 被反映单位
field-title = 标题
field-body = 正文
field-demand = 诉求
field-place = 地点
field-remark = 不公开备注
field-pen-name = 署名
field-phone = 手机号
field-code = 短信验证码
field-number = 编号
field-text = 内容
field-form = 表单
field-pictures = 照片
field-settled = 是否解决
field-result = 解决程度
field-manner = 办理态度
field-speed = 办理速度
field-word = 想说的词
field-sentence = 一句话评价
anonymous = 匿名

# dynamic: problem-
problem-text-empty = 请写明内容
problem-phone-empty = 请填写手机号
problem-settled-empty = 请选择是否解决
problem-result-empty = 请给“解决程度”打分
problem-manner-empty = 请给“办理态度”打分
problem-speed-empty = 请给“办理速度”打分

# dynamic: done-
done-signed-out = 已退出登录。

## 写留言：每一页

write-step = 写留言 · 第 { $x } 步，共 { $y } 步
write-next = 继续
write-back = 上一步
write-change = 修改
write-print = 打印
write-errors = 还有 { $n } 处需要改
write-at-most = 最多 { $n } 字
write-between = { $x }–{ $y } 字
write-choose = 请选择
write-ended = 登录已经结束
write-ended-advice = 您写的内容都还在这里。请再验证一次手机号，就可以接着提交。选过的照片需要重新选择。
write-again = 请再核对一遍
write-again-advice = 这一页打开以后，登录有了变化，还没有提交。请核对内容，再按一次“提交留言”。选过的照片需要重新选择。
write-large = 照片太大，没能收下
write-large-advice = 照片加起来太大了，留言还没有提交；写的内容都在。请把照片缩小，或者少传几张，再提交一次。

## 第一步：是什么事

write-matter-title = 写留言
write-topic-title = 这件事属于哪方面
write-sos = 有人正处在危险中？请先打电话
write-sos-advice = 留言要等人审核，不能代替报警和急救。
write-sos-110 = 报警
write-sos-119 = 火警、救援
write-sos-120 = 急救
write-sos-12356 = 心理援助热线
write-kind = 您想说的是哪一类？
# dynamic: write-kind-
write-kind-suggestion = 有个主意，想让这里变得更好
write-kind-complaint = 有人没有做该做的事，或者做得不对
write-kind-help = 自己解决不了，需要帮一把
write-kind-question = 想弄清一项政策或者一件事怎么办
write-kind-thanks = 事情办好了，想说声谢谢
write-domain = 和什么有关？
write-domain-hint = 拿不准就选最接近的，选错了工作人员会改过来。
write-domain-whole = { $x }（其他事项）

## 第二步：写给谁

write-office-title = 写给谁
write-office-lead = 留言写给职务，由现任领导负责；换了人，留言跟着职务走，不会没人管。
write-office = 请选择一位
write-holder = 现任 { $x }
write-no-holder = 暂时空缺，留言照常办理
write-not-taken = 不受理“{ $x }”类留言
write-no-office = 现在还没有可以写的职务
write-no-office-advice = 留言板正在准备中，请过些日子再来。
write-about = 反映的就是这位领导本人
write-about-hint = 勾选后转到上一级，不由本人和他的下级办理。
write-concerns = 被反映单位（可以不选）
write-concerns-short = 被反映单位
write-concerns-hint = 投诉的是哪个单位？不清楚就不用选。
write-concerns-none = 不选，或者不清楚
write-conduct = 反映的是工作人员作风
write-conduct-hint = 勾选后不会交给被反映的单位，也不会交给它的下级。

## 第三步：写清楚

write-text-title = 写清是什么事
write-headline-title = 用一句话说说是什么事
write-demand-title = 您希望怎么解决
write-place-title = 在什么地方
write-text-lead = 一条留言只说一件事，这样最快有回音。
write-title-hint = 一句话：在哪里，是什么事。
write-body-hint = 什么时候、在哪里、发生了什么、找过谁。不要写身份证号和别人的电话。
write-demand-needed = 诉求
write-demand-optional = 诉求（可以不写）
write-demand-hint = 您希望怎么解决？一条一条写，办理的人会一条一条答。
write-place = 地点（可以不写）
write-place-hint = 街道、小区、门牌，或者附近的标志。
write-hide-place = 地点不公开
write-hide-place-hint = 只给办理的人看。
write-remark = 不公开备注（可以不写）
write-remark-hint = 只用来核实情况，比如房号、单号、联系人。任何时候都不会公开。
write-pen-name = 署名（可以不写）
write-pen-name-hint = 公开时显示的名字，不要写真名。不写就显示“匿名”。

## 核实手机

write-phone-title = 验证手机号
write-phone-lead = 只差一步：输入手机号，我们发一条验证码给您。
write-phone-why = 验证手机号是为了防止冒名和重复，也方便您日后查看、评价。号码加密保存，不公开，也不给被反映的人；您不打开身份开关，办理单位也看不到。您写的内容一路带着，不会丢。
write-phone-hint = 11 位手机号。
write-send-code = 获取验证码
write-code-title = 填写验证码
write-code-sent = 已发到您的手机，{ $n } 分钟内有效。
write-code-sent-to = 已发到尾号 { $x } 的手机，{ $y } 分钟内有效。
write-code-again = 没收到？换号码或者再发一次
write-code-demo = 演示城市不发短信，验证码写在这个文件的最后一行：

## 第四步：给谁看

write-sight-title = 给谁看
write-identity-title = 要不要让承办单位联系您
write-sight-lead = 不管选哪一种，都会一样办理、一样有期限。
write-visibility = 这条留言公开吗？
# dynamic: write-visibility-
write-visibility-public = 所有人都能看到留言、办理过程和回复
write-visibility-progress-only = 别人只看到写给谁、办到哪一步，看不到写了什么
write-visibility-private = 别人什么也看不到，只有您和办理的人知道
write-visibility-short = 公开范围
write-identity = 办理单位可以知道您是谁吗？
write-identity-hint = 不打开也可以提交。不打开时，单位看不到您的手机号和备注，有事通过留言板问您。
write-identity-wages = 欠薪这类事，单位不知道您是谁、在哪里做工，往往查不下去，可能办不成。是否打开由您决定。
write-identity-open = 打开身份开关
write-identity-open-hint = 只有办理这件事的单位能看到您的手机号、备注和留言原文。
write-identity-is-open = 给办理单位看（身份开关已打开）
write-identity-is-closed = 不给任何单位看

## 第五步：核对

write-check-title = 核对后提交
write-check-lead = 请看一遍，有不对的按“修改”。
write-seen = 留言内容
# dynamic: write-seen-
write-seen-public = 审核后，下面这些所有人都能看到。
write-seen-progress-only = 别人只能看到写给谁、类型、领域和进度；文字只有您和办理的人能看到。
write-seen-private = 下面这些别人都看不到，只有您和办理的人能看到。
write-to = 写给
write-about-said = 反映的就是本人，将转到上一级
write-unseen = 不公开的内容
write-unseen-place = 只给办理的人看
write-pictures = 照片（可以不传）
write-pictures-hint = 最多 { $x } 张，每张不超过 { $y } MB。拍摄地点、手机型号等信息会先去掉。
write-picture-n = 第 { $x } 张照片
write-picture-hidden = 这张不公开，只给办理的人看
write-pictures-wrong = 有 { $n } 张照片没能收下
write-pictures-again = 留言还没有提交，写的内容都在。所有照片都需要重新选择。
write-promise = 提交以后，审核之前还可以修改；单位回复之前可以撤回。
write-send = 提交留言

## 回执

write-receipt-title = 已收到您的留言
write-receipt-code = 凭查询码可以随时查进度，不用登录。
write-receipt-code-is = 查询码 { $x }
write-receipt-keep = 查询码只显示这一次。请截图、抄下或者打印；谁拿到它，谁就能看到这条留言的全部内容。
write-receipt-no-number = 正在生成，稍后在“我的”里可以看到
write-receipt-at = 收到时间
write-receipt-next = 接下来
write-receipt-next-is = { $n } 个工作日内审核，通过后交给负责的单位办理
write-receipt-see = 看我的留言
write-known-title = 这份留言已经收到
write-known-advice = 您刚才已经提交过这份留言，没有重复收下。查询码在第一次提交时显示过，这里不再显示；登录后在“我的”里随时可以看。
write-staff-title = 工作人员账号不能写留言
write-staff-advice = 您现在登录的是工作人员账号，只用来办理留言。想以群众身份写留言，请先退出，再用手机号登录。

## 登录

sign-in-title = 登录
sign-in-already = 您已经登录。用别的账号登录，现在的登录就会结束。
sign-in-citizen = 用手机号登录
sign-in-phone-hint = 第一次登录也是这样，不用注册。
sign-in-staff = 工作人员登录
sign-in-staff-hint = 账号由管理员开通。登录分两步：先输密码，再输手机上身份验证器的验证码。
sign-in-login = 用户名
sign-in-password = 密码
sign-in-enter = 登录
sign-in-demo = 演示人物
sign-in-demo-hint = 点一下就以此人身份登录；只有演示城市有这张表。
sign-in-demo-name = 姓名
sign-in-demo-role = 身份
sign-in-demo-login = 账号
sign-in-demo-code = 短信验证码
sign-in-demo-send = 获取验证码

## 我的

me-title = 我的留言
me-message-title = 我的留言
me-no-title = 我的一条留言
me-no-number = 编号生成中
me-pen-name = 署名：
me-pen-name-hint = 下次写留言会自动填上这个署名，写的时候可以改。
me-phone-hint = 手机号加密保存，只用来登录和通知您，不公开。
me-account = 账号
me-sign-out = 退出登录
me-waiting = 等您处理
me-others = 其他留言
me-all = 全部留言
me-empty = 您还没有写过留言
me-empty-advice = 有事想对负责的人说，可以现在就写。写完以后，在这里看办到了哪一步。
# dynamic: me-waits-
me-waits-answer = 等您补充说明
me-waits-rating = 可以评价了
me-waits-amendment = 已退回，可以修改
me-more = 其他
me-public = 看公开的页面
me-left-over = 您刚才写的内容
me-again-advice = 这一页打开以后，登录有了变化，还没有提交。您写的内容都在下面，请再按一次提交。

# dynamic: me-deed-
me-deed-clarification = 单位请您补充说明
me-deed-rating = 事情办得怎么样？请您评价
me-deed-amendment = 修改后重新提交
me-deed-appeal = 申诉：请另一位审核员再看
me-deed-follow-up = 追问：还有没答清楚的
me-deed-reopening-request = 没有解决，申请重新办理
me-deed-text = 修改留言
# dynamic: me-deed-hint-
me-deed-hint-appeal = 您认为不该退回，可以申诉一次，由另一位审核员重新审核。
me-deed-hint-follow-up = 单位要按期答复您的追问。追问和答复都会和这条留言一起显示。
me-deed-hint-reopening-request = 由没有审过这份回复的审核员决定。同意后，单位重新办理、重新答复。
me-deed-hint-text = 审核之前可以修改；审核通过以后就不能改了。
me-clarification-until = 请在 { $x } 前补充；办理期限在此期间停止计算。您的说明只给办理的人看。
me-rating-until = 可以评价到 { $x }。您说了算：没有您的话，这件事不会算作“已解决”。
me-declined = 没有展示的原因：{ $x }
me-settled = 事情解决了吗？
# dynamic: me-score-
me-score-result = 1 没解决，5 完全解决
me-score-manner = 1 很不好，5 很好
me-score-speed = 1 太慢，5 很快
me-words = 想说的词（可以不选）
me-sentence = 一句话评价（可以不写，会公开）
# dynamic: me-text-
me-text-clarification = 您的说明
me-text-appeal = 申诉的理由
me-text-follow-up = 想再问什么
me-text-reopening-request = 哪里没有解决
# dynamic: me-send-
me-send-clarification = 提交说明
me-send-rating = 提交评价
me-send-amendment = 重新提交
me-send-appeal = 提交申诉
me-send-follow-up = 提交追问
me-send-reopening-request = 提交申请
me-send-text = 保存修改
# dynamic: me-do-
me-do-withdrawal = 撤回这条留言
me-do-erasure = 删除留言内容
me-do-not-withdrawal = 不撤回
me-do-not-erasure = 不删除
me-confirm-withdrawal = 确定撤回这条留言吗？
me-withdrawal-advice = 撤回以后马上停止办理，不能恢复。{ $n } 小时后别人看不到内容，只留下编号和“已撤回”。
    如果有人要求您撤回，您可以不撤。
# dynamic: me-confirm-
me-confirm-erasure = 确定删除这条留言的内容吗？
me-confirm-parts = 下面的留言与这条出自同一封信，不会一起处理，需要的话请分别操作：
me-erasure-advice = 这条留言里的所有文字和照片都会永久删除，不能恢复：标题、正文、诉求、地点、备注、署名，您写的说明、追问、申请和评价里的话。单位的回复和领导的回应是公开的公务答复，会保留。
    会留下的：编号、写给谁、类型、领域、评分、办理经过和时间，以及“留言人已删除内容”这句话。
me-ended-title = 登录已经结束
me-ended-lead = 您写的内容还在这一页，没有丢，也还没有提交。请先登录（会打开新的一页），再回到这里按“再提交一次”。
me-ended-sign-in = 登录
me-ended-again = 再提交一次

done-clarification = 已提交说明，办理期限继续计算。
done-rating = 谢谢您的评价。
done-amendment = 已重新提交，等待审核。
done-appeal = 已提交申诉，由另一位审核员审核。
done-follow-up = 已提交追问。
done-reopening-request = 已提交申请，由另一位审核员决定。
done-text = 已保存修改。
done-picture = 已保存对照片的修改。

me-pictures = 修改照片
me-pictures-hint = 审核之前，可以把照片改成不公开，或者删去。不公开的照片只给办理的人看。
me-picture-hide = 改为不公开
me-picture-show = 改为公开
me-picture-remove = 删去
done-withdrawal = 已撤回。
done-erasure = 已删除留言内容。

## 查进度

track-title = 查进度
track-lead = 输入提交留言时给您的查询码，不用登录就能看到办到了哪一步。
track-code = 查询码
track-code-hint = 12 位字母和数字，例如 7K4M-92QX-HT3P。大小写都可以，横线可以不写。
track-look = 查询
track-wrong = 没有查到这个查询码
track-wrong-advice = 请对照回执再输一遍。字母 O 和数字 0、字母 I 和数字 1 输哪个都可以。
track-lost = 查询码找不到了？用写留言时的手机号登录，也能看到。
track-lost-link = 登录查看
track-found = 这里只能看。要补充、评价、追问或者撤回，请用写留言时的手机号登录。
track-act = 登录办理
track-no-title = 您查的留言
track-pictures = 还有 { $n } 张照片没有公开，登录后可以看到。
advice-too-many-queries = 查询码输错的次数太多了。请在 { $n } 分钟之后再试，或者用手机号登录查看。
