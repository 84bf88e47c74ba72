### 群眾用的頁面：寫留言、登入、我的、查進度。

# dynamic: field-
field-kind = 類型
field-unmasked = 保留個人資訊的理由
field-domain = 領域
field-office = 寫給誰
field-concerns = 被反映單位
field-title = 標題
field-body = 正文
field-demand = 訴求
field-place = 地點
field-remark = 不公開備註
field-pen-name = 署名
field-phone = 手機號碼
field-code = 短訊驗證碼
field-number = 編號
field-text = 內容
field-form = 表單
field-pictures = 照片
field-settled = 是否解決
field-result = 解決程度
field-manner = 辦理態度
field-speed = 辦理速度
field-word = 想說的詞
field-sentence = 一句話評價
anonymous = 匿名

# dynamic: problem-
problem-text-empty = 請寫明內容
problem-phone-empty = 請填寫手機號碼
problem-settled-empty = 請選擇是否解決
problem-result-empty = 請給「解決程度」評分
problem-manner-empty = 請給「辦理態度」評分
problem-speed-empty = 請給「辦理速度」評分

# dynamic: done-
done-signed-out = 已登出。

## 寫留言：每一頁

write-step = 寫留言 · 第 { $x } 步，共 { $y } 步
write-next = 繼續
write-back = 上一步
write-change = 修改
write-print = 列印
write-errors = 還有 { $n } 處需要改
write-at-most = 最多 { $n } 字
write-between = { $x }–{ $y } 字
write-choose = 請選擇
write-ended = 登入已經結束
write-ended-advice = 您寫的內容都還在這裡。請再驗證一次手機號碼，就可以接着提交。選過的照片需要重新選擇。
write-again = 請再核對一遍
write-again-advice = 這一頁打開以後，登入有了變化，還沒有提交。請核對內容，再按一次「提交留言」。選過的照片需要重新選擇。
write-large = 照片太大，沒能收下
write-large-advice = 照片加起來太大了，留言還沒有提交；寫的內容都在。請把照片縮小，或者少傳幾張，再提交一次。

## 第一步：是什麼事

write-matter-title = 寫留言
write-topic-title = 這件事屬於哪方面
write-sos = 有人正處在危險中？請先打電話
write-sos-advice = 留言要等人審核，不能代替報警和急救。
write-sos-110 = 報警
write-sos-119 = 火警、救援
write-sos-120 = 急救
write-sos-12356 = 心理援助熱線
write-kind = 您想說的是哪一類？
# dynamic: write-kind-
write-kind-suggestion = 有個主意，想讓這裡變得更好
write-kind-complaint = 有人沒有做該做的事，或者做得不對
write-kind-help = 自己解決不了，需要幫一把
write-kind-question = 想弄清一項政策或者一件事怎麼辦
write-kind-thanks = 事情辦好了，想說聲謝謝
write-domain = 和什麼有關？
write-domain-hint = 拿不準就選最接近的，選錯了工作人員會改過來。
write-domain-whole = { $x }（其他事項）

## 第二步：寫給誰

write-office-title = 寫給誰
write-office-lead = 留言寫給職務，由現任領導負責；換了人，留言跟着職務走，不會沒人管。
write-office = 請選擇一位
write-holder = 現任 { $x }
write-no-holder = 暫時空缺，留言照常辦理
write-not-taken = 不受理「{ $x }」類留言
write-no-office = 現在還沒有可以寫的職務
write-no-office-advice = 留言板正在準備中，請過些日子再來。
write-about = 反映的就是這位領導本人
write-about-hint = 勾選後轉到上一級，不由本人和他的下級辦理。
write-concerns = 被反映單位（可以不選）
write-concerns-short = 被反映單位
write-concerns-hint = 投訴的是哪個單位？不清楚就不用選。
write-concerns-none = 不選，或者不清楚
write-conduct = 反映的是工作人員作風
write-conduct-hint = 勾選後不會交給被反映的單位，也不會交給它的下級。

## 第三步：寫清楚

write-text-title = 寫清是什麼事
write-headline-title = 用一句話說說是什麼事
write-demand-title = 您希望怎麼解決
write-place-title = 在什麼地方
write-text-lead = 一條留言只說一件事，這樣最快有回音。
write-title-hint = 一句話：在哪裡，是什麼事。
write-body-hint = 什麼時候、在哪裡、發生了什麼、找過誰。不要寫身份證號碼和別人的電話。
write-demand-needed = 訴求
write-demand-optional = 訴求（可以不寫）
write-demand-hint = 您希望怎麼解決？一條一條寫，辦理的人會一條一條答。
write-place = 地點（可以不寫）
write-place-hint = 街道、小區、門牌，或者附近的標誌。
write-hide-place = 地點不公開
write-hide-place-hint = 只給辦理的人看。
write-remark = 不公開備註（可以不寫）
write-remark-hint = 只用來核實情況，比如房號、單號、聯絡人。任何時候都不會公開。
write-pen-name = 署名（可以不寫）
write-pen-name-hint = 公開時顯示的名字，不要寫真名。不寫就顯示「匿名」。

## 核實手機

write-phone-title = 驗證手機號碼
write-phone-lead = 只差一步：輸入手機號碼，我們發一條驗證碼給您。
write-phone-why = 驗證手機號碼是為了防止冒名和重複，也方便您日後查看、評價。號碼加密儲存，不公開，也不給被反映的人；您不打開身份開關，辦理單位也看不到。您寫的內容一路帶着，不會丟。
write-phone-hint = 11 位手機號碼。
write-send-code = 取得驗證碼
write-code-title = 填寫驗證碼
write-code-sent = 已發到您的手機，{ $n } 分鐘內有效。
write-code-sent-to = 已發到尾號 { $x } 的手機，{ $y } 分鐘內有效。
write-code-again = 沒收到？換號碼或者再發一次
write-code-demo = 演示城市不發短訊，驗證碼寫在這個檔案的最後一行：

## 第四步：給誰看

write-sight-title = 給誰看
write-identity-title = 要不要讓承辦單位聯絡您
write-sight-lead = 不管選哪一種，都會一樣辦理、一樣有期限。
write-visibility = 這條留言公開嗎？
# dynamic: write-visibility-
write-visibility-public = 所有人都能看到留言、辦理過程和回覆
write-visibility-progress-only = 別人只看到寫給誰、辦到哪一步，看不到寫了什麼
write-visibility-private = 別人什麼也看不到，只有您和辦理的人知道
write-visibility-short = 公開範圍
write-identity = 辦理單位可以知道您是誰嗎？
write-identity-hint = 不打開也可以提交。不打開時，單位看不到您的手機號碼和備註，有事通過留言板問您。
write-identity-wages = 欠薪這類事，單位不知道您是誰、在哪裡做工，往往查不下去，可能辦不成。是否打開由您決定。
write-identity-open = 打開身份開關
write-identity-open-hint = 只有辦理這件事的單位能看到您的手機號碼、備註和留言原文。
write-identity-is-open = 給辦理單位看（身份開關已打開）
write-identity-is-closed = 不給任何單位看

## 第五步：核對

write-check-title = 核對後提交
write-check-lead = 請看一遍，有不對的按「修改」。
write-seen = 留言內容
# dynamic: write-seen-
write-seen-public = 審核後，下面這些所有人都能看到。
write-seen-progress-only = 別人只能看到寫給誰、類型、領域和進度；文字只有您和辦理的人能看到。
write-seen-private = 下面這些別人都看不到，只有您和辦理的人能看到。
write-to = 寫給
write-about-said = 反映的就是本人，將轉到上一級
write-unseen = 不公開的內容
write-unseen-place = 只給辦理的人看
write-pictures = 照片（可以不傳）
write-pictures-hint = 最多 { $x } 張，每張不超過 { $y } MB。拍攝地點、手機型號等資料會先去掉。
write-picture-n = 第 { $x } 張照片
write-picture-hidden = 這張不公開，只給辦理的人看
write-pictures-wrong = 有 { $n } 張照片沒能收下
write-pictures-again = 留言還沒有提交，寫的內容都在。所有照片都需要重新選擇。
write-promise = 提交以後，審核之前還可以修改；單位回覆之前可以撤回。
write-send = 提交留言

## 回執

write-receipt-title = 已收到您的留言
write-receipt-code = 憑查詢碼可以隨時查進度，不用登入。
write-receipt-code-is = 查詢碼 { $x }
write-receipt-keep = 查詢碼只顯示這一次。請截圖、抄下或者列印；誰拿到它，誰就能看到這條留言的全部內容。
write-receipt-no-number = 正在生成，稍後在「我的」裡可以看到
write-receipt-at = 收到時間
write-receipt-next = 接下來
write-receipt-next-is = { $n } 個工作日內審核，通過後交給負責的單位辦理
write-receipt-see = 看我的留言
write-known-title = 這份留言已經收到
write-known-advice = 您剛才已經提交過這份留言，沒有重複收下。查詢碼在第一次提交時顯示過，這裡不再顯示；登入後在「我的」裡隨時可以看。
write-staff-title = 工作人員帳號不能寫留言
write-staff-advice = 您現在登入的是工作人員帳號，只用來辦理留言。想以群眾身份寫留言，請先登出，再用手機號碼登入。

## 登入

sign-in-title = 登入
sign-in-already = 您已經登入。用別的帳號登入，現在的登入就會結束。
sign-in-citizen = 用手機號碼登入
sign-in-phone-hint = 第一次登入也是這樣，不用註冊。
sign-in-staff = 工作人員登入
sign-in-staff-hint = 帳號由管理員開通。登入分兩步：先輸密碼，再輸手機上身份驗證器的驗證碼。
sign-in-login = 用戶名稱
sign-in-password = 密碼
sign-in-enter = 登入
sign-in-demo = 演示人物
sign-in-demo-hint = 點一下就以此人身份登入；只有演示城市有這張表。
sign-in-demo-name = 姓名
sign-in-demo-role = 身份
sign-in-demo-login = 帳號
sign-in-demo-code = 短訊驗證碼
sign-in-demo-send = 取得驗證碼

## 我的

me-title = 我的留言
me-message-title = 我的留言
me-no-title = 我的一條留言
me-no-number = 編號生成中
me-pen-name = 署名：
me-pen-name-hint = 下次寫留言會自動填上這個署名，寫的時候可以改。
me-phone-hint = 手機號碼加密儲存，只用來登入和通知您，不公開。
me-account = 帳號
me-sign-out = 登出
me-waiting = 等您處理
me-others = 其他留言
me-all = 全部留言
me-empty = 您還沒有寫過留言
me-empty-advice = 有事想對負責的人說，可以現在就寫。寫完以後，在這裡看辦到了哪一步。
# dynamic: me-waits-
me-waits-answer = 等您補充說明
me-waits-rating = 可以評價了
me-waits-amendment = 已退回，可以修改
me-more = 其他
me-public = 看公開的頁面
me-left-over = 您剛才寫的內容
me-again-advice = 這一頁打開以後，登入有了變化，還沒有提交。您寫的內容都在下面，請再按一次提交。

# dynamic: me-deed-
me-deed-clarification = 單位請您補充說明
me-deed-rating = 事情辦得怎麼樣？請您評價
me-deed-amendment = 修改後重新提交
me-deed-appeal = 申訴：請另一位審核員再看
me-deed-follow-up = 追問：還有沒答清楚的
me-deed-reopening-request = 沒有解決，申請重新辦理
me-deed-text = 修改留言
# dynamic: me-deed-hint-
me-deed-hint-appeal = 您認為不該退回，可以申訴一次，由另一位審核員重新審核。
me-deed-hint-follow-up = 單位要按期答覆您的追問。追問和答覆都會和這條留言一起顯示。
me-deed-hint-reopening-request = 由沒有審過這份回覆的審核員決定。同意後，單位重新辦理、重新答覆。
me-deed-hint-text = 審核之前可以修改；審核通過以後就不能改了。
me-clarification-until = 請在 { $x } 前補充；辦理期限在此期間停止計算。您的說明只給辦理的人看。
me-rating-until = 可以評價到 { $x }。您說了算：沒有您的話，這件事不會算作「已解決」。
me-declined = 沒有展示的原因：{ $x }
me-settled = 事情解決了嗎？
# dynamic: me-score-
me-score-result = 1 沒解決，5 完全解決
me-score-manner = 1 很不好，5 很好
me-score-speed = 1 太慢，5 很快
me-words = 想說的詞（可以不選）
me-sentence = 一句話評價（可以不寫，會公開）
# dynamic: me-text-
me-text-clarification = 您的說明
me-text-appeal = 申訴的理由
me-text-follow-up = 想再問什麼
me-text-reopening-request = 哪裡沒有解決
# dynamic: me-send-
me-send-clarification = 提交說明
me-send-rating = 提交評價
me-send-amendment = 重新提交
me-send-appeal = 提交申訴
me-send-follow-up = 提交追問
me-send-reopening-request = 提交申請
me-send-text = 儲存修改
# dynamic: me-do-
me-do-withdrawal = 撤回這條留言
me-do-erasure = 刪除留言內容
me-do-not-withdrawal = 不撤回
me-do-not-erasure = 不刪除
me-confirm-withdrawal = 確定撤回這條留言嗎？
me-withdrawal-advice = 撤回以後馬上停止辦理，不能恢復。{ $n } 小時後別人看不到內容，只留下編號和「已撤回」。
    如果有人要求您撤回，您可以不撤。
# dynamic: me-confirm-
me-confirm-erasure = 確定刪除這條留言的內容嗎？
me-confirm-parts = 下面的留言與這條出自同一封信，不會一起處理，需要的話請分別操作：
me-erasure-advice = 這條留言裡的所有文字和照片都會永久刪除，不能恢復：標題、正文、訴求、地點、備註、署名，您寫的說明、追問、申請和評價裡的話。單位的回覆和領導的回應是公開的公務答覆，會保留。
    會留下的：編號、寫給誰、類型、領域、評分、辦理經過和時間，以及「留言人已刪除內容」這句話。
me-ended-title = 登入已經結束
me-ended-lead = 您寫的內容還在這一頁，沒有丟，也還沒有提交。請先登入（會打開新的一頁），再回到這裡按「再提交一次」。
me-ended-sign-in = 登入
me-ended-again = 再提交一次

done-clarification = 已提交說明，辦理期限繼續計算。
done-rating = 謝謝您的評價。
done-amendment = 已重新提交，等待審核。
done-appeal = 已提交申訴，由另一位審核員審核。
done-follow-up = 已提交追問。
done-reopening-request = 已提交申請，由另一位審核員決定。
done-text = 已儲存修改。
done-picture = 已儲存對照片的修改。

me-pictures = 修改照片
me-pictures-hint = 審核之前，可以把照片改成不公開，或者刪去。不公開的照片只給辦理的人看。
me-picture-hide = 改為不公開
me-picture-show = 改為公開
me-picture-remove = 刪去
done-withdrawal = 已撤回。
done-erasure = 已刪除留言內容。

## 查進度

track-title = 查進度
track-lead = 輸入提交留言時給您的查詢碼，不用登入就能看到辦到了哪一步。
track-code = 查詢碼
track-code-hint = 12 位字母和數字，例如 7K4M-92QX-HT3P。大小寫都可以，橫線可以不寫。
track-look = 查詢
track-wrong = 沒有查到這個查詢碼
track-wrong-advice = 請對照回執再輸一遍。字母 O 和數字 0、字母 I 和數字 1 輸哪個都可以。
track-lost = 查詢碼找不到了？用寫留言時的手機號碼登入，也能看到。
track-lost-link = 登入查看
track-found = 這裡只能看。要補充、評價、追問或者撤回，請用寫留言時的手機號碼登入。
track-act = 登入辦理
track-no-title = 您查的留言
track-pictures = 還有 { $n } 張照片沒有公開，登入後可以看到。
advice-too-many-queries = 查詢碼輸錯的次數太多了。請在 { $n } 分鐘之後再試，或者用手機號碼登入查看。
