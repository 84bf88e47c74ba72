# 保護留言人：個人資訊、聯絡方式。

# dynamic: personal-
personal-id-number = 身份證號
personal-mobile = 手機號
personal-landline = 電話號碼
personal-bank-card = 銀行卡號
personal-plate = 車牌號
personal-passport = 護照或通行證號
personal-email = 郵箱
personal-qq = QQ 號
personal-wechat = 微信號
personal-address = 住址門牌
personal-name = 姓名
personal-times = { $x } { $y } 處
personal-found = 可能有個人資訊
personal-found-line = 留言裏有 { $x }。發布的文字裏已經替您隱去，請核對：該隱去的補上，不該隱去的改回來並寫明理由。
personal-where = 在哪裏
personal-reply-line = 答覆裏有 { $x }。需要保留的（例如辦事窗口的手機），請在發布時寫明理由；否則請退回。
problem-personal = 裏面有{ $x }，公開後所有人都會看到，請去掉
problem-unmasked-empty = 請寫明為甚麼保留

write-hidden = 有些內容公開時會隱去
write-hidden-line = 您寫的文字裏有 { $x }。下面是公開後別人看到的樣子；原文只給審核人員，打開身份開關後也給承辦單位。隱去得不對，可以返回修改。
write-hidden-where = 看看隱去了哪些

# 承辦單位查看聯絡方式
contact-title = 留言人的聯絡方式
contact-of = 留言 { $x } 的留言人
contact-noted = 這次查看已經記入辦理記錄，並已告訴留言人：哪個單位、甚麼時候、為甚麼。請只用於辦理這件事，不要抄送、轉告他人。
contact-reason = 查看理由
contact-back = 返回這件留言
thread-contact-revealed = { $x } 查看了您的聯絡方式
desk-reveal-contact-lead = 手機號只顯示這一次。查看會記入辦理記錄，並發短信告訴留言人。
desk-reveal-contact-reason = 為甚麼要看
desk-reveal-contact-reason-hint = 留言人會看到這句話，例如“約時間上門查看水錶”。
done-desk-reveal-contact = 已記錄。
desk-identity-masked = 留言人同意聯絡（{ $x }），查看完整號碼須寫明理由
oops-identity-closed = 留言人沒有打開身份開關
advice-identity-closed = 請用“請留言人補充”在留言板裏聯絡。
desk-publish-unmasked = 保留個人資訊的理由
desk-publish-unmasked-hint = 文字裏還留有電話、證件號、門牌等時填寫，只給工作人員看。
desk-redact-unmasked = 保留個人資訊的理由
desk-redact-unmasked-hint = 文字裏還留有電話、證件號、門牌等時填寫，只給工作人員看。
desk-publish-reply-unmasked = 保留個人資訊的理由
desk-publish-reply-unmasked-hint = 答覆裏有個人資訊，發布就要寫明理由，只給工作人員看。

# 生命危險和受壓反映
alerts-title = 緊急和受壓反映
alerts-lead = 生命危險要在 15 分鐘內有人接手；受壓反映三個工作日內答覆。這裏的內容不進辦理記錄，承辦單位看不到。
alerts-nobody = 現在沒有人值班
alerts-nobody-advice = 沒有設值班手機，有危險時發不出短訊。請運維人員用 huiyin staff duty 設置，並請一直看着這一頁。
alerts-empty = 沒有等待處理的
alerts-empty-advice = 有了會在這裏，並發短訊給值班人員。
alerts-open = 等待處理
alerts-ended = 最近辦結
alerts-link = 緊急和受壓反映（{ $n }）
# dynamic: alert-kind-
alert-kind-danger = 可能有生命危險
alert-kind-pressure = 有人施壓
# dynamic: alert-step-
alert-step-raised = 收到
alert-step-paged = 已發短訊
alert-step-taken = 有人接手
alert-step-revealed = 查看了聯絡方式
alert-step-noted = 補充
alert-step-late = 超過時限
alert-step-ended = 辦結
# dynamic: alert-end-
alert-end-handed-over = 已轉公安、急救處置
alert-end-safe = 已聯絡上，人平安
alert-end-no-danger = 沒有危險
alert-end-stopped = 已制止並告誡
alert-end-passed-on = 已轉紀律監督部門
alert-end-not-confirmed = 沒有查實
alert-paged = 已給 { $x } 位值班人員發短訊
alert-ended-with = 辦結：{ $x }
alert-untaken = 沒有人接手
alert-taken-by = { $x } 已接手
alert-late = 超過時限
alert-raised = { $x } 收到
alert-due = 時限 { $x }
alert-take = 我來處理
alert-take-lead = 接手以後不再給其他值班人員發短訊。
alert-contact = 查看聯絡方式
alert-contact-lead = 人命關天，不論身份開關是否打開都可以看。理由會記下來，留言人看得到。
alert-contact-noted = 這次查看已經記下，留言人看得到。請只用於救人。
alert-note = 記下做了甚麼
alert-note-label = 做了甚麼、聯絡了誰
alert-end = 辦結
alert-end-lead = 辦結的話留言人看得到。
alert-end-what = 結果
alert-end-said = 告訴留言人
alert-steps = 處理經過
alert-apart = 這些不在辦理記錄裏，公開存證、統計和承辦單位都看不到。
alert-to-message = 到這件留言的辦理頁面
alert-nothing = 已經辦結，或者您只能查看。
alert-raise = 可能有生命危險？
alert-raise-lead = 馬上短訊通知值班人員；處理完以前不能發布。請同時直接報警。
alert-raise-note = 從哪裏看出來
alert-raise-button = 通知值班人員
done-danger = 已通知值班人員。
oops-danger-open = 可能有生命危險，請等值班人員看過
advice-danger-open = 值班人員辦結以後就可以發布。辦結前請不要等待，必要時直接聯絡值班人員。
oops-alert-not-taken = 還沒有人接手
advice-alert-not-taken = 請先點“我來處理”。
oops-alert-ended = 這件已經辦結
advice-alert-ended = 請返回列表看看。

# 留言人自己
write-danger = 現在有人有生命危險
write-danger-manned = 提交後馬上短訊通知值班人員，晝夜都有人。請先打上面的電話，不要等。
write-danger-unmanned = 現在沒有人值班，不會馬上有人看到。請一定先打上面的電話。
write-danger-taken = 已經短訊通知值班人員
write-danger-taken-line = 請不要等回音，先打下面的電話。值班人員可能會打電話給您。
pressure-title = 有人向我施壓
pressure-lead = 有人要您撤回、改口、給好評，或者打聽您是誰，請告訴督辦員。
pressure-who = 只有督辦員看得到
pressure-who-line = 承辦單位、被反映的人、審核員和領導都看不到，辦理記錄裏也沒有。督辦員會在 { $n } 個工作日內答覆，答覆顯示在您的這件留言裏。人身受到威脅，請馬上打 110。
pressure-text = 發生了甚麼
pressure-text-hint = 誰、甚麼時候、怎麼說的。加密保存。
pressure-send = 告訴督辦員
pressure-not = 返回
pressure-link = 有人向我施壓（要我撤回、給好評）
done-pressure = 已告訴督辦員，只有督辦員看得到。
own-alert-lead = 只有您和處理的人看得到。

# 未成年人
write-age = 您的年齡
write-age-hint = 只用來加強保護，不核實、不公開。
# dynamic: write-age-
write-age-adult = 已滿 18 周歲
write-age-minor = 14 至 17 周歲
write-age-child = 不滿 14 周歲，監護人知道並同意
write-age-child-alone = 不滿 14 周歲，事情和監護人有關，或者有危險
write-age-child-note = 您不滿 14 周歲：這件留言不公開，也不顯示署名，只有辦理的人看得到。需要有人陪着說，可以打 12355（青少年服務）或 12338（婦女兒童維權）。
write-age-minor-note = 您不滿 18 周歲：預設不公開，不顯示署名。您也可以選擇公開。
desk-age = 年齡
# dynamic: desk-age-
desk-age-minor = 未成年人（14 至 17 周歲），請按未成年人保護要求辦理
desk-age-child = 不滿 14 周歲，監護人同意
desk-age-child-alone = 不滿 14 周歲，請勿聯絡監護人
