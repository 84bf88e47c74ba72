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
feeds-some = 只看一部分
feeds-some-note = 留言列表、每個職務、地區和領域的頁面下方都有「訂閱」，追蹤的就是那一頁的內容。按領域訂閱新留言：
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
