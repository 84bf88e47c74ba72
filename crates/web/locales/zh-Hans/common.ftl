### 每一页都有的词：页眉、页脚、出错时的说明、字段的问题。

skip = 跳到正文
huiyin = 回音
nav-label = 主导航
nav-home = 首页
nav-messages = 留言
nav-offices = 领导
nav-domains = 领域
nav-regions = 地区
nav-track = 查进度
nav-desk = 工作台
nav-desk-of = 工作台（{ $x }）
nav-me = 我的
nav-sign-in = 登录
nav-write = 写留言
foot-label = 页脚
foot-about = 关于本站
foot-api = 开放数据
foot-demo = 演示城市，人物与事情均为虚构

# dynamic: done-
# dynamic: oops-
# dynamic: advice-
# dynamic: problem-

oops-title = 出错了
oops-back = 返回上一页
oops-home = 回首页
oops-track = 凭查询码查进度
oops-not-found = 没有这一页
advice-not-found = 可能是网址抄错了，也可能这条留言没有公开。凭查询码可以查到自己的留言。
oops-sign-in = 请先登录
advice-sign-in = 登录已经结束，或者还没有登录。请重新登录后再试一次；没有保存任何改动。
oops-forbidden = 您不能做这件事
advice-forbidden = 这不在您的权限之内，或者这个页面是在另一次登录时打开的。请返回上一页，刷新后再试。
oops-concerned = 需要回避
advice-concerned = 这件事涉及您本人或您所在的单位，要由其他人来审核。
oops-wrong-stage = 这件留言已经走到下一步了
advice-wrong-stage = 可能有人刚刚处理过，或者这一步已经做完。请返回后看看最新进度。
oops-appeal-used = 已经申诉过一次
advice-appeal-used = 每条留言可以申诉一次。您还可以按指引修改后重新提交。
oops-needs-designation = 需要督办员指定
advice-needs-designation = 这件留言已被两个单位退回，要由督办员指定承办单位。
oops-asked-enough = 不能再请留言人补充
advice-asked-enough = 每件留言最多请留言人补充两次，合计不超过五个工作日。
oops-extension-used = 已经申请过延期
advice-extension-used = 每件留言只能申请一次延期。
oops-no-extension-asked = 没有待审批的延期
advice-no-extension-asked = 承办单位没有申请延期，或者已经审批过了。
oops-extension-too-long = 延期天数不对
advice-extension-too-long = 请填写 1 到 10 个工作日。
oops-nothing-asked = 没有新的追问
advice-nothing-asked = 留言人在这份回复之后没有追问，不能再次提交回复。需要更正时，请用“更正回复”。
oops-time-over = 时间已过
advice-time-over = 评价、追问和申请重新办理的时间已经结束。事情还没解决的话，可以再写一条留言，注明原来的编号。
oops-rated = 已经评价过
advice-rated = 这份回复您已经评价过了。如果没有解决，可以追问或者申请重新办理。
oops-form = 还有地方需要改
advice-form = 请返回上一页，按下面的提示修改。
oops-picture = 有一张照片没能收下
advice-picture = 请返回上一页，换一张照片或者不传这一张。
oops-too-large = 内容太多，没能收下
advice-too-large = 一次提交的文字和照片加起来太大了。请返回上一页，把照片缩小，或者少传几张。
oops-too-many = 请过一会儿再试
advice-too-many-messages = 今天写得有点多了。请在 { $n } 分钟之后再写；已经提交的留言都在办理。
advice-too-many-codes = 这个号码收到的验证码太多了。请在 { $n } 分钟之后再试。
advice-too-many-tries = 密码错了太多次，账号暂时锁定。请在 { $n } 分钟之后再试，或者请管理员重设密码。
oops-stale = 刚刚有人改过
advice-stale = 您打开这一页之后，有人处理过这件留言。您的改动没有保存，请返回后看看最新情况再试。
oops-busy = 现在人太多
advice-busy = 没有保存。请等几秒钟，再提交一次；同一份表单提交两次也只算一次。
oops-sms = 短信没有发出去
advice-sms = 短信服务暂时不通。请过几分钟再试。
oops-internal = 服务器出了问题
advice-internal = 问题已经记录，我们会尽快处理。请稍后再试；没有确认的内容没有保存。

problem-empty = 请填写这一项
problem-too-short = 现在 { $have } 字，至少要 { $min } 字
problem-too-long = 现在 { $have } 字，最多 { $max } 字，请删去 { $over } 字
problem-control = 里面有看不见的控制字符，请重新输入这一项
problem-choose = 请选择一项
problem-unknown = 没有这一项，请重新填写
problem-not-taken = 这个职务不受理这一类，或者这个名字已被使用
problem-phone = 请填写 11 位手机号
problem-code = 验证码不对，或者已经过期。请核对短信，或者重新获取
problem-password = 用户名或密码不对
problem-day = 日期不对，请重新选择
problem-range = 请填写 { $min } 到 { $max } 之间的数
problem-pictures = 最多 { $max } 张照片
problem-accused = 反映作风的留言不能交给被反映的单位或它的下级
problem-not-below = 只能转给本单位的下级单位
problem-title-empty = 请写标题
problem-body-empty = 请写清是什么事
problem-demand-empty = 投诉请写明诉求：希望怎么解决
problem-office-empty = 请选择写给谁
problem-kind-empty = 请选择类型
problem-domain-empty = 请选择领域
