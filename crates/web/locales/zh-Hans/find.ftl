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
feeds-search-lead = 有这些字词的公开留言，新的在前。
feeds-some = 只看一部分
feeds-some-note = 留言列表、每个职务、地区和领域的页面下方都有“订阅”，跟踪的就是那一页的内容。按领域订阅新留言：
feeds-some-search = 搜索结果也可以订阅：以后有新留言提到这些字词，阅读器会告诉您。
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

## 搜索

# dynamic: list-
list-order = 排序
list-page = 页码
search-title = 搜索
search-title-of = “{ $x }”的搜索结果
search-description = 搜索{ $x }上公开的留言和回复。
search-lead = 搜一搜，有没有人说过同样的事，是怎样答复的。
search-label = 搜索留言和回复
search-placeholder = 想找什么？例如：路灯坏了
search-button = 搜索
search-found = 找到 { $n } 条
search-found-more = 找到 { $n } 条以上
search-count = { $n }
search-order = 排序
search-newest = 最新
search-best = 最相关
search-narrow = 缩小范围
search-years = 年份
search-year = { $x } 年
search-in-reply = 回复
search-building = 正在整理以前的留言，较早的暂时可能搜不到，请稍后再试。
search-cut = 只列出前 1,000 条。要看其余的，请加上字词或缩小范围。
search-follow = 有新留言提到时告诉我：
search-none = 没有找到
search-anywhere = 不限范围再搜一次
search-fewer = 少写几个字词：所有字词都出现才算找到
search-other = 换一种说法，例如把“路灯坏了”改为“路灯”
search-browse = 到留言列表里按领域、地区、职务查找
search-write = 没有人说过这件事？写一条留言
search-how = 怎样搜得准
search-how-words = 写一两个最要紧的字词，用空格隔开，繁体、简体都可以
search-how-phrase = 给一句话加上引号，就只找原样出现的：“排污口”
search-how-without = 在不要的字词前加减号：停车 -收费
search-how-number = 知道编号的，直接输入编号，例如 2026-000123
suggest-office = 职务
suggest-domain = 领域

## 同类留言

similar-title = 同类留言
write-similar-title = 这些留言可能说的是同一件事
write-similar-lead = 是的话，不用再写一遍：打开那条留言，点“我也遇到”，进展和答复都看得到。不是的话，请继续。
write-similar-window = （在新窗口打开）
write-similar-next = 不是同一件事，继续
