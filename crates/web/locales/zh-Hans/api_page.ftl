### /api：给开发者看的接口说明

api-page-title = 接口
api-page-description = { $x }的 JSON 接口：怎样读取公开留言，怎样提交和办理，怎样申请令牌。
api-page-lead = 页面上能做的事，程序都能做。公开内容不用登录就能读取。
api-page-begin = 怎样开始
api-page-begin-note = 读取公开内容不需要令牌：
api-page-token-note = 以某个账号的身份读取或办理，请在请求头里带上它的令牌。工作人员的令牌由运维人员签发，只显示一次，请妥善保管：
api-page-key-note = 提交留言时请带上 Idempotency-Key：网络中断后用同一个键重发，也只算一件。
api-page-page-note = 列表一页最多 100 条，用 next 作为下一页的 cursor，筛选条件保持不变。需要全部数据，请下载开放数据包。
api-page-openapi = OpenAPI 3.1 描述文件
api-page-index = 接口入口
api-page-groups = 接口分类
api-page-needs-token = 需要令牌；能不能做，以账号的权限为准。
api-page-parameters = 查询参数：
api-page-asked = 请求示例
api-page-answer = 返回示例
api-page-problems = 出错代码
api-page-problems-note = 出错时返回 application/problem+json（RFC 9457）。code 不会变；title 和 detail 是给人看的，说明怎么办。
api-page-status = 状态码
api-page-code = 代码
api-page-meaning = 含义

# dynamic: api-page-tag-
api-page-tag-about = 接口自身
api-page-tag-messages = 留言
api-page-tag-own = 我的
api-page-tag-board = 职务、行政区、领域、单位
api-page-tag-figures = 统计与开放数据
api-page-tag-screening = 审核
api-page-tag-assignment = 交办
api-page-tag-handling = 办理
api-page-tag-replies = 回复
api-page-tag-closure = 评价与办结

# dynamic: api-page-op-
api-page-op-index = 接口入口
api-page-op-openapi = 描述文件
api-page-op-explain-problem = 出错代码的含义
api-page-op-list-messages = 公开留言列表
api-page-op-read-message = 一件留言的全过程
api-page-op-read-ledger = 一件留言在公开存证里的证明
api-page-op-track = 凭查询码查看
api-page-op-search = 搜索公开留言
api-page-op-me = 令牌属于谁
api-page-op-own-messages = 自己的留言
api-page-op-desk = 工作台清单
api-page-op-list-offices = 留言对象
api-page-op-read-office = 一个职务及历任领导
api-page-op-list-domains = 领域
api-page-op-list-units = 承办单位
api-page-op-list-regions = 有职务的行政区
api-page-op-read-region = 一个行政区
api-page-op-read-figures = 统计数据
api-page-op-download-figures = 统计数据文件（CSV）
api-page-op-list-open-data = 有开放数据的月份
api-page-op-download-open-data = 一个月的开放数据包
api-page-op-judge-extension = 批准或不批准延期
api-page-op-end-support = 取消“我也遇到”或支持
