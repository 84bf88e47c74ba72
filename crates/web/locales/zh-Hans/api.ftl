### 接口出错时的说明：与页面不同的那几句。页面也有的，用 common.ftl 的词。

# dynamic: api-advice-
oops-no-such-path = 没有这个接口
advice-no-such-path = 请对照接口文档检查路径，注意单复数和连字符。
oops-no-such-method = 这个接口不接受这种方法
advice-no-such-method = 可用的方法见响应头 Allow。
oops-media-type = 请求体的类型不对
advice-media-type = 请求体请用 JSON，并写明 Content-Type: application/json。
oops-unread = 请求体没有收全
advice-unread = 连接可能中断了，请重新发送；没有保存任何内容。
oops-json = 请求体读不懂
advice-json = 第 { $x } 行第 { $y } 列不是合格的 JSON，或者类型不对。
oops-unknown-field = 有不认识的字段
advice-unknown-field = 这个接口没有 { $x } 这个字段，请检查拼写。
oops-parameter = 查询参数不对
advice-parameter = 没有 { $x } 这个参数，或者它的值不对。
oops-idempotency-key = 幂等键不对
advice-idempotency-key = Idempotency-Key 请用 1 到 100 个不含空格的 ASCII 字符。
api-advice-too-large = 请求体最大 1 MB。
api-advice-not-found = 路径里的编号不存在，或者这条留言没有公开。
api-advice-sign-in = 请在请求头里带上有效的令牌：Authorization: Bearer …。
api-advice-forbidden = 这不在令牌所属账号的权限之内。
api-advice-form = 请按 fields 里的说明改正后重新发送；没有保存任何内容。
api-advice-stale = 您读取之后，有人处理过这件留言。请重新读取后再试；没有保存任何改动。
api-advice-busy = 没有保存。请几秒后重试；带上同一个 Idempotency-Key，重复发送也只算一次。
api-advice-unavailable = 存放数据的系统暂时没有响应。请稍后重试；带上同一个 Idempotency-Key，重复发送也只算一次。
api-advice-choice = { $x } 要用这里面的一个：{ $y }
api-advice-no-subdomain = subdomain 要和 domain 一起用，而且这个领域要有细分领域。各领域的细分领域见 /api/v1/domains。
api-advice-limit = 一页最多 100 条。需要全部数据，请下载开放数据包：{ $x }
