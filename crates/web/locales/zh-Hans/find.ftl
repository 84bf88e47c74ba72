### 找得到：订阅、打印、搜索、相似留言。

## 订阅

feeds-link = 订阅
feeds-title = 订阅
feeds-description = 用阅读器跟踪{ $x }的新留言和新回复。
feeds-lead = 有新留言、新回复时，阅读器会告诉您。不用登录，不留电话，想停就停。
feeds-all = 全部
feeds-messages = 新留言
feeds-messages-lead = 新近公开的留言，新的在前。
feeds-replies = 新回复
feeds-replies-lead = 新近公开的办结回复，新的在前。
feeds-some = 只看一部分
feeds-some-note = 留言列表、每个职务、地区和领域的页面下方都有“订阅”，跟踪的就是那一页的内容。按领域订阅新留言：
feeds-how = 怎样订阅
feeds-how-note = 复制上面的网址，粘贴到支持 Atom 或 JSON Feed 的阅读器里。两种格式内容相同，阅读器支持哪一种就用哪一种。
feeds-private-note = 订阅里只有已经公开的内容。自己的留言请凭查询码查进度，或登录后查看。
feeds-follow = 订阅：
feeds-what = 什么是订阅？

## 打印与网址

print-number = 编号 { $x }
print-day = 截至 { $x }
permalink-title = 固定网址
permalink-copy = 复制网址
permalink-copied = 已复制
