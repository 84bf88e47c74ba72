### 數據：圖、表、口徑和怎樣讀。

figures-see = 看更多數據
nav-figures = 數據
figures-title = 數據
figures-lead = 收到多少、多久回覆、辦得怎樣、哪裡沒辦好，都在這裡。每個數都有口徑、有表、可下載；讀之前請看
figures-description = { $x }的留言、回覆、按期、評價、退回等數據，附口徑和下載。
# dynamic: figures-title-
figures-title-months = 按月份看
figures-title-domains = 按領域看
figures-title-regions = 按地區看
figures-title-offices = 按職務看
# dynamic: figures-lead-
figures-lead-months = 每個月一行，新的在前。當月還沒有過完的，數字還會變。
figures-lead-domains = 按領域的固定順序排列，不按高低排名。各領域的事難易不同，比率不宜直接比較。
figures-lead-regions = 只把同一級別、留言量相近的地區放在一起，按行政區劃代碼排列，不按高低排名。
figures-lead-offices = 只把同一級別、留言量相近的職務放在一起，按本站固定的順序排列，不按高低排名。
figures-description-of = { $y }：{ $x }的留言數據。

figures-pages = 數據的各個頁面
figures-overview = 總覽
figures-read = 怎樣讀這些數據
figures-open-data = 月報與開放數據

figures-recent = 近 12 個月
figures-all-time = 全部時間
figures-year = { $x } 年
figures-quarter = { $x } 年第 { $y } 季度
figures-month = { $x } 年 { $y } 月
figures-month-open = { $x }（未滿）
# dynamic: figures-month-
figures-month-1 = 1
figures-month-2 = 2
figures-month-3 = 3
figures-month-4 = 4
figures-month-5 = 5
figures-month-6 = 6
figures-month-7 = 7
figures-month-8 = 8
figures-month-9 = 9
figures-month-10 = 10
figures-month-11 = 11
figures-month-12 = 12
figures-longer = 較長的時間
figures-years = 按年
figures-quarters = 按季度
figures-months = 按月

# dynamic: figures-asked-
figures-asked-period = 時間
figures-asked-region = 地區
figures-asked-domain = 領域
figures-asked-office = 職務
figures-any = 全部
figures-apply = 查看
figures-active = 已選的範圍
figures-remove = 去掉這一項
figures-broken = 沒有這樣的數據
figures-broken-note = 網址裡的「{ $x }」讀不出來，或者本站沒有。可能是網址抄錯了，也可能是還沒到的時間。
figures-all = 看全部數據
figures-nothing = 這個範圍內還沒有留言
figures-nothing-note = 換一段時間或換一個範圍看看。
figures-as-of = 數字截至 { $x }，隨辦理隨時更新。
figures-longer-charts = 隨時間變化的圖顯示到這段時間為止的 12 個月。
figures-numbers = 主要數字

figures-messages = 件
figures-times = 次
figures-working-days = 個工作日
figures-too-few = 樣本不足
figures-interval = 區間 { $x }
figures-of = 共 { $x } 件
figures-myriads = { $x }萬
figures-late-waiting = 其中 { $n } 件至今未回覆
figures-unrated = 未評價
figures-reason = 理由
figures-count = 次數
figures-part = 佔比
figures-no-region = 不屬於某個地區
figures-own-seats = { $x }本級
figures-peers = { $x } · 收到{ $y }
figures-ever-total = 建站以來累計回覆辦理 { $x } 件，含遷入的歷史留言。
figures-country = 全國各省、自治區、直轄市和特別行政區收到的留言
figures-country-note = 每個方格是一個省級行政區，位置大致相當；格底的橫條越長，收到的留言越多。方格不是地圖。
figures-table = 看數據表
figures-file = 下載 CSV
figures-means = ：

# dynamic: size-
size-100000 = 10 萬件以上
size-10000 = 1 萬至 10 萬件
size-1000 = 1,000 至 9,999 件
size-100 = 100 至 999 件
size-0 = 不滿 100 件

# dynamic: figures-by-
figures-by-months = 按月份
figures-by-domains = 按領域
figures-by-regions = 按地區
figures-by-offices = 按職務
# dynamic: figures-of-
figures-of-months = 月份
figures-of-domains = 領域
figures-of-regions = 地區
figures-of-offices = 職務

# dynamic: figures-
figures-volume = 收到與回覆
figures-ever = 累計回覆辦理
figures-deadlines = 有沒有按期回覆
figures-durations = 多久回覆
figures-ratings = 群眾怎麼説
figures-ratings-whole = 作出評價的人怎麼説
figures-troubles = 辦理中出的問題
figures-returns = 為什麼退回回覆
figures-declines = 為什麼未予展示

chart-most = 最多的是{ $x }，{ $y }。
chart-latest = 最近的是{ $x }，{ $y }。
chart-nothing = 樣本不足，圖中沒有可以比較的數。
chart-table = 全部數字見圖下的表。

# dynamic: measure-
measure-received = 收到留言
measure-received-short = 收到留言
measure-declined = 未予展示
measure-replied = 辦結回覆
measure-ever-replied = 累計回覆辦理
measure-reply-rate = 回覆率
measure-on-time = 按期回覆率
measure-late = 逾期
measure-answer-days = 首次回覆用時中位數
measure-answer-days-short = 首次回覆
measure-reply-days = 辦結回覆用時中位數
measure-reply-days-short = 用時中位數
measure-returned = 退回回覆
measure-returned-short = 退回
measure-hand-overs = 退單與改派
measure-hand-overs-short = 退單改派
measure-settled = 群眾確認解決率
measure-settled-short = 確認解決率
measure-reopened = 重新辦理

# dynamic: definition-
definition-received = 提交到本站的留言和由其中拆出的留言，不論後來是否展示；按提交或拆出的日期計。遷入的歷史留言另計。
definition-declined = 審核後決定不予展示的次數；按決定的日期計。每次都須有理由，理由的分布見總覽。
definition-replied = 第一次公布辦結回覆的留言數；按公布的日期計，一件只計一次。階段性回覆不算。
definition-ever-replied = 建站以來有辦結回覆的留言總數，含遷入時就已回覆的歷史留言。
definition-reply-rate = 在已經到期（或提前答覆）的留言中，到現在已有辦結回覆的比例，不論早晚。
definition-on-time = 在已經到期（或提前答覆）的留言中，辦結回覆在期限內提交的比例。到期無人回覆的也算在分母裡，拖着不辦不會讓這個數變好。
definition-late = 到期沒有提交辦結回覆的留言數；按到期的日期計，以後補辦也不撤銷。
definition-answer-days = 從發布到第一次公開回復（含階段性回覆）的工作日數，從短到長排，正中間的那一個。
definition-reply-days = 從發布到第一次公布辦結回覆的工作日數，從短到長排，正中間的那一個；還沒有回覆的不在其中。
definition-returned = 審核員認為沒有實質內容而退回重新回覆的次數；按退回的日期計。退回的文字不公開，次數和理由公開。
definition-hand-overs = 承辦單位退單和改派到其他單位的次數之和；一件留言可能不止一次。
definition-settled = 在作出評價的留言人中，説「已解決」的比例。沒有評價的不計入，也不算作滿意。
definition-reopened = 留言人認為沒有解決，經審核員判定重新辦理的次數。

### 怎樣讀

read-lead = 數字能幫人看清事情，也能讓人看錯。讀圖表之前，請花三分鐘看看這一頁。
read-description = { $x }的數據是怎樣統計的、能説明什麼、不能説明什麼。
# dynamic: read-
read-when-title = 一件事記在哪一天
read-when = 每個數都來自辦理記錄：收到記在提交那天，回覆記在公布那天，逾期記在到期那天。所以某個月「回覆」的，不一定是那個月「收到」的，兩個數相除沒有意義。回覆率和按期回覆率另有算法：只看已經到期或已經答覆的留言，每件只算一次。感謝類留言只計數量，不進任何比率；不公開辦理的留言不進任何統計，以免從數字裡認出人來。
read-intervals-title = 為什麼給一個區間
read-intervals = 20 件裡按期 18 件是 90%，2,000 件裡按期 1,800 件也是 90%，但前一個數換一批留言就可能變成 75%。所以每個比率後面都附 95% 區間（威爾遜區間），意思是：考慮到偶然，真實水平大致在這個範圍內。兩個區間重疊時，我們不説誰高誰低。
read-few-title = 為什麼寫「樣本不足」
read-few = 少於 { $n } 件時，一兩個人的評價就能讓比率上下跳幾十個百分點，還可能讓人猜出是誰説的。這時只列件數，不列比率，也不作比較。
read-many-title = 留言多，未必是壞事
read-many = 投訴多的地方，可能問題多，也可能人口多、大家信得過、知道有處可説。投訴少的地方，可能太平，也可能沒人願意説。留言數量反映的是「有多少人開了口」，不是「有多少問題」。逾期、退回這些讓人難堪的數，公開出來正是為了改；數字難看而肯公開，勝過數字漂亮而無從核對。
read-silence-title = 沉默不是滿意
read-silence = 「已回覆」不等於「已解決」，解決沒有隻由留言人説。作出評價的人只是一部分，往往是特別滿意或特別不滿意的；沒有評價的，我們既不算解決，也不算沒解決，單獨列出。
read-not-title = 不能得出什麼結論
read-not = 不能據此給地區、單位或領導排名次：各處的事情難易不同，管的範圍不同，寫信的人也不同。我們只把級別相同、數量相近的放在一起，按固定的順序排列。也不能僅憑前後兩個月的升降，斷定是某項措施的效果。
read-again-title = 自己算一遍
read-again = 每個月的全部原始計數都可以在「月報與開放數據」下載，格式是 CSV 和 JSON，附數據字典。把各行相加，就應當得到頁面上的數；比率用分子除以分母，區間按公開的公式計算。算出來不一樣，請告訴我們。
read-definitions = 每個數的口徑

### 月報

report-title = 月報
report-title-of = { $x }辦理月報
report-description = { $x } { $y }收到多少、多久回覆、辦得怎樣。
report-by = { $x } 編制
report-as-of = 數字截至 { $x }
report-open = 這個月還沒有過完，數字每天會變，不與上月比較。
report-points = 本月要點
report-received = 收到留言 { $n } 件{ $x }。
report-more = ，比上月的 { $x } 件增加 { $y } 件
report-fewer = ，比上月的 { $x } 件減少 { $y } 件
report-same = ，與上月的 { $x } 件大致持平，差異在誤差範圍內
report-replied = 公布辦結回覆 { $n } 件。
# dynamic: report-
report-on-time = 到期或提前答覆的 { $of } 件中，{ $n } 件按期回覆，按期回覆率 { $x }（95% 區間 { $y }）{ $change }。
report-on-time-few = 到期或提前答覆的 { $of } 件中，{ $n } 件按期回覆；樣本不足，不計算比率。
report-on-time-none = 沒有留言在本月到期或得到答覆。
report-rate-up = ，比上月的 { $x } 提高
report-rate-down = ，比上月的 { $x } 降低
report-rate-same = ，上月為 { $x }，差異在誤差範圍內
report-late = { $n } 件到期沒有回覆，其中 { $x } 件至今仍未回覆。
report-late-replied = { $n } 件到期沒有回覆，後來都已回覆。
report-late-none = 沒有留言逾期。
report-days = 從發布到辦結回覆，一半的留言用了不超過 { $x } 個工作日；到第一次公開回復，一半不超過 { $y } 個工作日。
report-settled = { $of } 位留言人作出評價，{ $n } 位説「已解決」，佔 { $x }（95% 區間 { $y }）{ $change }。
report-settled-few = { $of } 位留言人作出評價，{ $n } 位説「已解決」；樣本不足，不計算比率。
report-settled-none = 本月沒有留言人作出評價。
report-unrated = 另有 { $n } 件到期沒有評價，不算作解決，也不算作沒解決。
report-returned = 審核員退回重新回覆 { $n } 次，最多的理由是「{ $x }」（{ $y } 次）。
report-returned-plain = 審核員退回重新回覆 { $n } 次。
report-returned-none = 沒有回覆被退回。
report-moved = 單位退單、改派 { $n } 次；經判定重新辦理 { $x } 件。
report-declined = 未予展示 { $n } 件，最多的理由是「{ $x }」（{ $y } 件）。
report-declined-plain = 未予展示 { $n } 件。
report-declined-none = 沒有留言未予展示。
report-words = 留言人的話
report-words-note = 本月發布、已經回覆並作出評價的留言，新的在前，不按評價好壞挑選。
report-note = 比率附 95% 區間；不足 20 件的不計算比率。口徑與侷限見
report-address = 本月報的網址：{ $x }
report-others = 其他月份的月報
report-print = 打印

### 月報與開放數據

open-description = { $x }每月的月報、原始計數和數據字典，任何人都可以下載、核算。
open-lead = 每個月一份月報，一個數據包。任何人都可以下載、引用，自己算一遍。
open-months = 按月份
open-open = 未滿
open-received = 收到 { $x } 件
open-replied = 辦結回覆 { $x } 件
open-report = 月報
open-bundle = 數據包（ZIP）
open-by-office = 按職務 CSV
open-by-domain = 按領域 CSV
open-published = 存證統計表
open-published-note = 「存證統計表」是月份結束時公佈的全部統計，此後不再改動，指紋登記在公開存證裡；任何人都可以用 huiyin audit 按存證的記錄重新算一遍。
open-inside = 數據包裡有什麼
open-inside-note = 當月公開留言的編號、日期和代碼，當月的全部計數，CSV 和 JSON 各一份，另附數據字典和説明。不含留言和回覆的正文，不含任何個人信息；不公開辦理的留言不在其中。
open-list = 機器可讀的目錄
open-licence = 怎樣使用
open-licence-none = 可以引用、轉載和再加工，請註明來源和數字截至的日期。
open-licence-note = 引用比率時，請連同區間和件數一起引用；請不要據此排名次。
open-dictionary = 數據字典
open-dictionary-note = CSV 和 JSON 各列的名稱和含義。以「_low」「_high」結尾的是 95% 區間的兩端。
