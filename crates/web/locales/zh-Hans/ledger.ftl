### 公开存证：存证页、单条存证、核验、凭证。

ledger-title = 公开存证
ledger-description = { $x }的公开存证：留言从收到到办结的每一步都记在这里，谁都可以核对。
ledger-lead = 留言从收到到办结，每一步都按先后记在这本账上并签名公布。谁也不能悄悄删掉、改动、倒签或调换，运营这个留言板的单位也不能。
ledger-state = 存证现状
ledger-size = 存证条数
ledger-size-unit = 条
ledger-signed = 最近签名
ledger-witnesses = 见证机构
ledger-witness-unit = 家
ledger-no-witness = 暂无
ledger-no-witness-note = 还没有其他机构见证：目前只有本站自己的签名。
ledger-latest = 最近的存证
ledger-earlier = 更早的存证
ledger-to-latest = 最近的存证
ledger-none = 还没有存证
ledger-none-note = 收到第一条留言后，这里就会有记录。
ledger-nth = 存证 #{ $n }
ledger-pages = 翻页
ledger-next = 更早的
ledger-about = 说明
ledger-find = 查一条留言
ledger-find-hint = 例如 2026-000123
ledger-find-do = 核验
ledger-wrong-number = 没有编号为“{ $x }”的留言
ledger-wrong-advice = 请核对编号：年份、短横线、六位数字
ledger-what = 这本账有什么用
ledger-what-1 = 写了留言的人有凭证：什么时候收到的、当时怎么写的，谁都赖不掉。
ledger-what-2 = 审核、交办、退回、回复、评价都留下痕迹，事后改不了，时间也倒不回去。
ledger-what-3 = 账上没有姓名、电话和文字，只有文字的指纹；依法应当删除的内容照样可以删除。
ledger-check = 自己核对
ledger-origin = 存证名称
ledger-root = 树根
ledger-key-until = 前 { $x } 条的公钥
ledger-closed-logs = 以前的账本
ledger-closed-logs-note = 已经结账，不再增加。其中每一条仍可查看和核验。
ledger-closed-size = 共 { $x } 条，最后签名：
ledger-key = 公钥
ledger-check-note = 下面的文件符合公开标准（C2SP），可以用本项目的程序，也可以用别人写的工具核对：
ledger-checkpoint = 签名的检查点
ledger-policy = 核对所用的公钥文件

## 单条

ledger-entry-title = 存证 #{ $n }
ledger-says = 这一条说的是
ledger-happened = 事项
ledger-message = 留言
ledger-step = 这条留言的第 { $n } 步
ledger-verify-message = 核验这条留言
ledger-bytes = 条目原文
ledger-bytes-note = 存证的就是这些字节，一个也不差。文字不在里面，只有它的指纹（f）。
ledger-leaf = 叶子哈希
ledger-proof = 在账上的证明
ledger-proof-note = 由这一条可以逐级算到 { $n } 条存证的树根，树根有签名（C2SP tlog-proof）。
ledger-later-one = 后一条
ledger-earlier-one = 前一条
ledger-yes = 是
ledger-no = 否

# dynamic: ledger-kind-
ledger-kind-imported = 导入的历史留言
ledger-kind-late = 超过期限
ledger-kind-rated = 评价（导入）
ledger-kind-reply-published = 发布回复（导入）
ledger-kind-undone = 撤销上一步
ledger-kind-split = 一事一留：拆分留言
ledger-kind-sealed-batch = 当天的不公开留言（密封）
ledger-kind-actor-added = 增加工作人员账号
ledger-kind-actor-removed = 停用工作人员账号
ledger-kind-policy-changed = 办理规则变更
ledger-kind-figures-published = 公布上月数据
ledger-kind-security-day = 当天的安全记录
ledger-kind-release-installed = 更换软件版本
ledger-kind-key-rotated = 更换签名密钥
ledger-kind-log-succeeded = 接续上一本账
ledger-kind-log-retired = 本账到此为止，由下一本接续

# dynamic: ledger-screened-
ledger-screened-published = 发布
ledger-screened-declined = 不予展示

# dynamic: ground-
ground-own-request = 留言人自己要求

# dynamic: ledger-fact-
ledger-fact-kind = 类型
ledger-fact-domain = 领域
ledger-fact-visibility = 公开范围
ledger-fact-office = 写给
ledger-fact-region = 地区
ledger-fact-stage = 导入时的进度
ledger-fact-written = 据称写于
ledger-fact-claimed = 来自历史档案，未经本站办理
ledger-fact-result = 结果
ledger-fact-reason = 理由
ledger-fact-redacted = 隐去了部分文字
ledger-fact-due = 应于
ledger-fact-channel = 指引的渠道
ledger-fact-ground = 依据
ledger-fact-unit = 单位
ledger-fact-from = 由
ledger-fact-to = 到
ledger-fact-silence = 逾期未退，视为签收
ledger-fact-days = 工作日
ledger-fact-day = 日期
ledger-fact-answer-by = 应于此前重新回复
ledger-fact-outcome = 办理结果
ledger-fact-on-time = 按期
ledger-fact-settled = 留言人说
ledger-fact-manner = 办理态度
ledger-fact-speed = 办理速度
ledger-fact-words = 留言人选的词
ledger-fact-personally = 本人
ledger-fact-into = 拆出的留言
ledger-fact-step = 超过的期限
ledger-fact-effective = 不再公开自
ledger-fact-role = 身份
ledger-fact-version = 版本
ledger-fact-month = 月份
ledger-fact-zone = 时区

# dynamic: ledger-field-
ledger-field-title = 标题
ledger-field-body = 正文
ledger-field-demand = 诉求
ledger-field-place = 地点
ledger-field-remark = 不公开备注
ledger-field-public-title = 公开的标题
ledger-field-public-body = 公开的正文
ledger-field-public-demand = 公开的诉求
ledger-field-reply = 回复
ledger-field-interim = 阶段性回复
ledger-field-guidance = 指引
ledger-field-ground = 理由说明
ledger-field-note = 附言
ledger-field-clarification = 补充说明
ledger-field-extension = 延期理由
ledger-field-offline = 线下办理记录
ledger-field-appeal = 申诉
ledger-field-rating = 评价的话
ledger-field-follow-up = 追问
ledger-field-reopening = 重新办理的理由
ledger-field-judgement = 审核意见
ledger-field-instruction = 批示

ledger-picture-nth = 照片（第 { $n } 张）
ledger-original-nth = 原图（第 { $n } 张）

## 核验一条留言

ledger-verify = 核验
ledger-verify-of = 核验留言 { $x }
ledger-back = 回到这条留言
ledger-sealed = 这条留言不公开办理
ledger-sealed-note = 存证里没有能认出它的条目：每天零点，当天所有不公开的留言作为一批密封存入。只有留言人手里的凭证能打开自己的那一份，可以在“我的”里或者凭查询码取得。
ledger-not-yet = 还没有存证
ledger-not-yet-note = 刚发生的事要过一会儿才会入账，请稍后再来。
ledger-check-here = 在您的浏览器里核对
ledger-check-here-note = 点一下，您的浏览器会自己重算：公开的文字是不是当时存证的文字，每一步有没有缺漏或调换，是不是都在签名的总账里。不用相信我们说的。
ledger-check-do = 开始核验
ledger-check-script = 自动核对需要浏览器允许脚本。不用脚本也可以核对：所有数值都在本页，办法见“用别的工具核对”。
ledger-entries = 全部存证（{ $n } 条）
ledger-binds = 存证了{ $x }，文字可以核对
ledger-binds-picture = 存证了{ $x }，公开的照片可以核对
ledger-binds-closed = 存证了{ $x }，没有向您公开
ledger-values = 全部数值
ledger-commitment = { $x }的指纹
ledger-salt = 盐
ledger-text = 文字
ledger-picture = 照片
ledger-path = 到树根的路径
ledger-limits = 不能证明什么
ledger-limit-typed = 没有录入的事，账上没有。
ledger-limit-split = 如果给不同的人看两本不同的账，只看一本发现不了；需要其他机构见证，或者大家互相对一对检查点。
ledger-limit-true = 账只能证明这些话当时就是这么写的，不能证明话里说的是真的。
ledger-limit-pictures = 照片存证的是去掉位置等信息、公开出来的那一张。原图不保存，只有留言人能拿凭证和自己的原图来证明。
ledger-otherwise = 用别的工具核对
ledger-otherwise-note = 在自己的电脑上核对整本账和全部公开文字：
ledger-otherwise-tools = 存证文件符合 C2SP 的 tlog-tiles 等公开标准，也可以用别人写的工具核对。
ledger-json = 这条留言的全部数值（JSON）
ledger-note = 签名的检查点
ledger-note-said = 共 { $x } 条，{ $y }签名。

# dynamic: ledger-js-
ledger-js-running = 正在核对……
ledger-js-entry = 存证 ##1（#2）：原文没有改过，在签名的 #3 条总账之中
ledger-js-leaf-bad = 存证 ##1（#2）：原文与指纹对不上，条目被改过
ledger-js-path-bad = 存证 ##1（#2）：不在签名的总账之中，或者总账被改过
ledger-js-text = 存证 ##1：#2“#3”就是当时存证的文字
ledger-js-text-bad = 存证 ##1：#2“#3”不是当时存证的文字
ledger-js-picture = 存证 ##1：#2就是当时存证的那一张
ledger-js-picture-bad = 存证 ##1：#2不是当时存证的那一张
ledger-js-picture-gone = 存证 ##1：#2取不到，没有核对
ledger-js-closed = 存证 ##1：#2没有公开，无法核对
ledger-js-chain = 各步首尾相接，没有缺漏、插入或调换
ledger-js-chain-bad = 各步接不上：有缺漏、插入或调换
ledger-js-signature = 总账有 #1 的有效签名
ledger-js-signature-bad = 总账上 #1 的签名无效
ledger-js-unsigned = 这个浏览器不会核对 Ed25519 签名，签名没有核对；换一个新一些的浏览器可以核对
ledger-js-keyless = 本站没有给出公钥，签名没有核对
ledger-js-verdict-ok = 核验通过：#1 项都对得上。这条留言的每一步都在公开存证里，公开的文字和照片都与当时的存证一致。
ledger-js-verdict-not = 没有核对的有：没有公开的文字和照片、从来没有录入的事。公钥也是本站给的，请与别处公布的比一比；是不是有第二本账，要靠其他机构见证。
ledger-js-verdict-bad = 有 #1 项对不上。
ledger-js-verdict-bad-then = 请刷新后再核对一次；如果还是对不上，请保存本页，并把留言编号告诉媒体、审计机关或者您信任的人。
ledger-js-verdict-broken = 没有核对完：取不到数据，或者数据不完整。请刷新后再试。
ledger-js-insecure = 这个浏览器或者这种连接方式不能在本页核对（需要 https）。办法见“用别的工具核对”。

## 凭证

ledger-receipt = 留言凭证
ledger-receipt-lead = 凭它可以向任何人证明：这条留言在这个时间收到了，当时就是这么写的。
ledger-receipt-said = 这条留言于 { $x } 收到，已记入公开存证 #{ $y }。
ledger-receipt-entered = 已记入公开存证 #{ $x }
ledger-receipt-at = 收到时间
ledger-receipt-qr = 二维码，内容就是下面的各项
ledger-index = 存证序号
ledger-receipt-secret = 谁拿到查询码，谁就能看到这条留言的全部内容，请收好这张纸。
ledger-receipt-sealed = 不公开的留言密封在当天的一批存证里，别人看不出其中有这一条；出示凭证文件才能证明。
ledger-receipt-file = 下载凭证文件
ledger-receipt-print = 打印凭证
ledger-receipt-see = 凭证和打印
ledger-renew = 重新取得凭证
ledger-receipt-use = 怎么用
ledger-receipt-use-1 = 把凭证文件和您写的原文一起保存好。文件里没有原文。
ledger-receipt-use-2 = 将来有人说没收到、改过或者写的不是这些，把两样拿出来，谁都可以核对，不用经过我们。
ledger-receipt-use-3 = 凭证长期有效。过一段时间可以重新取得一份，它对应当时最新的总账。
ledger-receipt-none = 凭证还没有准备好
ledger-receipt-tomorrow = 不公开的留言每天零点统一密封存证。请在明天以后到“我的”里打开这条留言，或者凭查询码取得凭证。
ledger-receipt-soon = 留言已经收到，正在记入公开存证，通常只要几秒。请过一会儿再取；在“我的”里或者凭查询码随时可以取得。
ledger-receipt-again = 再试一次
ledger-receipt-own = 留言凭证
ledger-about-title = 公开存证
ledger-about-note = 留言从收到到办结的每一步，都记入一本只能往后写、不能改的公开账，并且签名。提交留言会得到凭证；在每条留言页点“核验”，可以在自己的浏览器里核对。
