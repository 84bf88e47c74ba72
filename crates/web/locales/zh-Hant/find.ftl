### 找得到：訂閱、列印、搜尋、相似留言。

## 訂閱

feeds-link = 訂閱
feeds-title = 訂閱
feeds-description = 用閱讀器追蹤{ $x }的新留言和新回覆。
feeds-lead = 有新留言、新回覆時，閱讀器會告訴您。不用登入，不留電話，想停就停。
feeds-all = 全部
feeds-messages = 新留言
feeds-messages-lead = 新近公開的留言，新的在前。
feeds-replies = 新回覆
feeds-replies-lead = 新近公開的辦結回覆，新的在前。
feeds-search-lead = 有這些字詞的公開留言，新的在前。
feeds-some = 只看一部分
feeds-some-note = 留言列表、每個職務、地區和領域的頁面下方都有「訂閱」，追蹤的就是那一頁的內容。按領域訂閱新留言：
feeds-some-search = 搜尋結果也可以訂閱：以後有新留言提到這些字詞，閱讀器會告訴您。
feeds-how = 怎樣訂閱
feeds-how-note = 複製上面的網址，貼到支援 Atom 或 JSON Feed 的閱讀器裡。兩種格式內容相同，閱讀器支援哪一種就用哪一種。
feeds-private-note = 訂閱裡只有已經公開的內容。自己的留言請憑查詢碼查進度，或登入後查看。
feeds-follow = 訂閱：
feeds-what = 什麼是訂閱？

## 列印與網址

print-number = 編號 { $x }
print-day = 截至 { $x }
permalink-title = 固定網址
permalink-copy = 複製網址
permalink-copied = 已複製

## 搜尋

# dynamic: list-
list-order = 排序
list-page = 頁碼
search-title = 搜尋
search-title-of = 「{ $x }」的搜尋結果
search-description = 搜尋{ $x }上公開的留言和回覆。
search-lead = 搜一搜，有沒有人說過同樣的事，是怎樣答覆的。
search-label = 搜尋留言和回覆
search-placeholder = 想找什麼？例如：路燈不亮
search-button = 搜尋
search-found = 找到 { $n } 條
search-found-more = 找到 { $n } 條以上
search-count = { $n }
search-order = 排序
search-newest = 最新
search-best = 最相關
search-narrow = 縮小範圍
search-years = 年份
search-year = { $x } 年
search-in-reply = 回覆
search-building = 正在整理以前的留言，較早的暫時可能搜不到，請稍後再試。
search-cut = 只列出前 1,000 條。要看其餘的，請加上字詞或縮小範圍。
search-follow = 有新留言提到時告訴我：
search-none = 沒有找到
search-anywhere = 不限範圍再搜一次
search-fewer = 少寫幾個字詞：所有字詞都出現才算找到
search-other = 換一種說法，例如把「路燈壞了」改為「路燈」
search-browse = 到留言列表裡按領域、地區、職務查找
search-write = 沒有人說過這件事？寫一條留言
search-how = 怎樣搜得準
search-how-words = 寫一兩個最要緊的字詞，用空格隔開，繁體、簡體都可以
search-how-phrase = 給一句話加上引號，就只找原樣出現的：「排污口」
search-how-without = 在不要的字詞前加減號：停車 -收費
search-how-number = 知道編號的，直接輸入編號，例如 2026-000123
suggest-office = 職務
suggest-domain = 領域

## 同類留言

similar-title = 同類留言
write-similar-title = 這些留言可能說的是同一件事
write-similar-lead = 是的話，不用再寫一遍：打開那條留言，點「我也遇到」，進展和答覆都看得到。不是的話，請繼續。
write-similar-window = （在新視窗打開）
write-similar-next = 不是同一件事，繼續
