### 首頁與幫我選。

## 幫我選

whom-title = 幫我選：寫給誰
whom-description = 按地方和事情，看{ $x }哪個職務負責、答覆過多少同類留言。
whom-lead = 選好地方和事情，看看誰負責、誰答覆過同類的留言。最後寫給誰，由您決定。
whom-link = 不知道寫給誰？幫我選
whom-where = 在哪裏
whom-what = 甚麼事
whom-nearer = 還可以選得更細：
whom-place-none = 下面沒有更細的地方了。
whom-anywhere = 換個地方
whom-anything = 換件事
whom-parts = 說得再細一點：
whom-found = 建議寫給
whom-found-lead = 排在前面的，近一年答覆同類留言較多，或者離您更近。
whom-best = 首選
whom-answered-domain = 近一年答覆{ $x }類留言 { $y } 件
whom-answered = 近一年答覆留言 { $n } 件
whom-here = { $x }的職務
whom-above = 上一級：{ $x }的職務
whom-apart = 不分地區，管這一類事
whom-takes = 只受理{ $x }
whom-evidence = 看它收到的同類留言
whom-write = 寫留言
whom-none-here = 這個地方沒有可以留言的職務，下面是上一級的。
whom-none = 沒有合適的職務
whom-none-note = 換個地方或換件事再看看，也可以直接看全部職務。
whom-all = 看全部職務
whom-choose = 先選一樣，就能看到建議。

## 寫留言時的建議

whom-help = 不知道寫給誰？
whom-help-note = 選一下事情在哪裏，按近一年的答覆情況給您建議。
whom-near-any = 請選擇
whom-advise = 幫我選
whom-suggested = 建議寫給
whom-others = 其他職務

## 首頁

home-near = 您在哪裏
home-near-all = 全部地方
home-near-go = 看這裏
home-near-page = { $x }的全部領導和留言
home-said = 辦得怎樣，群眾這樣說
figure-late-month = 本月新逾期
figure-reopened-month = 本月重新辦理

first-heading = 從一條留言到有着落
first-write = 寫給負責的人
first-write-note = 選一個職務，說清一件事。手機號碼只用來驗證，不公開；姓名可以不寫。
first-screen = 審核公開
first-screen-note = { $n } 個工作日內審核。不展示的，寫明理由，可以改，也可以申訴。
first-answer = 承辦單位答覆
first-answer-note = 一般 { $n } 個工作日內答覆。逾期和被退回的回覆，都公開顯示。
first-rate = 您說了算
first-rate-note = 事情解決沒有，由您評價；沒有評價的，不算解決。
first-rules = 看完整的辦理規則

## 職務頁

office-now = 現任
office-then = 時任
office-term-messages = 任內留言 { $n } 條
office-term-answered = 任內答覆 { $n } 條
office-holders-note = 留言跟着職務走；寫的時候、答覆的時候誰在任，都看得到。
thread-foot-holder = { $x } · { $y }

## 地區頁

regions-messages = { $n } 件留言
