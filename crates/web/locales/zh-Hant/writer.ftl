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
