### Figures: charts, tables, definitions and how to read them.

figures-see = More figures
nav-figures = Figures
figures-title = Figures
figures-lead = How much comes in, how soon it is answered, how well, and where things went wrong. Every number has its definition, its table and its file. Before you read on:{" "}
figures-description = Messages, replies, deadlines, ratings and returns of { $x }, with definitions and downloads.
# dynamic: figures-title-
figures-title-months = Figures by month
figures-title-domains = Figures by topic
figures-title-regions = Figures by place
figures-title-offices = Figures by office
# dynamic: figures-lead-
figures-lead-months = One line a month, the latest first. A month that is not over will change.
figures-lead-domains = In a fixed order, not ranked. Topics differ in difficulty, so their rates should not be compared directly.
figures-lead-regions = Only places of the same level with a similar number of messages stand together, in the order of their codes, not ranked.
figures-lead-offices = Only offices of the same level with a similar number of messages stand together, in a fixed order, not ranked.
figures-description-of = { $y }: { $x }.

figures-pages = Pages of figures
figures-overview = Overview
figures-read = How to read these figures
figures-open-data = Reports and open data

figures-recent = Last 12 months
figures-all-time = All time
figures-year = { $x }
figures-quarter = { $x }, quarter { $y }
figures-month = { $y } { $x }
figures-month-open = { $x } (not over)
# dynamic: figures-month-
figures-month-1 = January
figures-month-2 = February
figures-month-3 = March
figures-month-4 = April
figures-month-5 = May
figures-month-6 = June
figures-month-7 = July
figures-month-8 = August
figures-month-9 = September
figures-month-10 = October
figures-month-11 = November
figures-month-12 = December
figures-longer = Longer
figures-years = Years
figures-quarters = Quarters
figures-months = Months

# dynamic: figures-asked-
figures-asked-period = Time
figures-asked-region = Place
figures-asked-domain = Topic
figures-asked-office = Office
figures-any = All
figures-apply = Show
figures-active = What is chosen
figures-remove = remove
figures-broken = There are no such figures
figures-broken-note = “{ $x }” in the address cannot be read, or this board does not have it. The address may be mistyped, or the time has not come yet.
figures-all = All figures
figures-nothing = No messages in this selection yet
figures-nothing-note = Try another time or another selection.
figures-as-of = Figures as of { $x }; they follow the work on the messages.
figures-longer-charts = {" "}Charts over time show the 12 months that end with this time.
figures-numbers = Main figures

figures-messages = {""}
figures-times = {""}
figures-working-days = working days
figures-too-few = Too few
figures-interval = interval { $x }
figures-of = of { $x }
figures-myriads = { $x }×10⁴
figures-late-waiting = { $n } of these still unanswered
figures-unrated = Not rated
figures-reason = Reason
figures-count = Times
figures-part = Share
figures-no-region = Of no place
figures-own-seats = { $x }, its own offices
figures-peers = { $x } · { $y } received
figures-ever-total = { $x } messages answered since the board began, archived ones included.
figures-country = Messages received by provinces, autonomous regions, municipalities and special administrative regions
figures-country-note = Each square is a province-level region, about where it lies; the longer the bar at its foot, the more messages. The squares are not a map.
figures-table = Show the table
figures-file = Download CSV
figures-means = :{" "}

# dynamic: size-
size-100000 = 100,000 or more
size-10000 = 10,000 to 99,999
size-1000 = 1,000 to 9,999
size-100 = 100 to 999
size-0 = fewer than 100

# dynamic: figures-by-
figures-by-months = By month
figures-by-domains = By topic
figures-by-regions = By place
figures-by-offices = By office
# dynamic: figures-of-
figures-of-months = Month
figures-of-domains = Topic
figures-of-regions = Place
figures-of-offices = Office

# dynamic: figures-
figures-volume = Received and answered
figures-ever = Answered since the beginning
figures-deadlines = Answered in time?
figures-durations = How long it takes
figures-ratings = What writers say
figures-ratings-whole = What those who rated say
figures-troubles = What went wrong on the way
figures-returns = Why replies were sent back
figures-declines = Why messages were not published

chart-most = The most: { $x }, { $y }.
chart-latest = The latest: { $x }, { $y }.
chart-nothing = There are too few messages to draw a value.
chart-table = All numbers are in the table below.

# dynamic: measure-
measure-received = Messages received
measure-received-short = Received
measure-declined = Not published
measure-replied = Final replies
measure-ever-replied = Answered since the beginning
measure-reply-rate = Reply rate
measure-on-time = On-time rate
measure-late = Overdue
measure-answer-days = Median time to first answer
measure-answer-days-short = First answer
measure-reply-days = Median time to final reply
measure-reply-days-short = Median days
measure-returned = Replies sent back
measure-returned-short = Sent back
measure-hand-overs = Hand-overs
measure-hand-overs-short = Hand-overs
measure-settled = Settled rate
measure-settled-short = Settled
measure-reopened = Reopened

# dynamic: definition-
definition-received = messages submitted here, and matters split off them, whether or not they were published later, by that day. Archived messages from elsewhere are counted apart.
definition-declined = decisions not to publish a message, by the day of the decision. Each has a reason; the overview shows how often each was given.
definition-replied = messages whose first final reply was published, by the day of publication; each message once. Interim replies do not count.
definition-ever-replied = all messages with a final reply since the board began, including archived ones that came with their reply.
definition-reply-rate = of the messages whose due day has passed or that were answered before it, the share with a final reply by now, however late.
definition-on-time = of the messages whose due day has passed or that were answered before it, the share whose final reply was submitted in time. Messages that nobody answers are in the denominator, so leaving one lie never improves this number.
definition-late = messages whose due day passed without a final reply, by that day. Answering later does not undo it.
definition-answer-days = working days from publication to the first public answer, interim replies included; the middle one when put in order.
definition-reply-days = working days from publication to the first final reply; the middle one when put in order. Messages without a reply are not in it.
definition-returned = how often an editor sent a reply back because it said nothing, by the day. The text sent back is not public; the number and the reasons are.
definition-hand-overs = refusals by units and transfers to other units together. One message may be handed over more than once.
definition-settled = of the writers who rated a reply, the share who said “settled”. Those who said nothing are not counted, least of all as content.
definition-reopened = how often an editor decided, at the writer's request, that a matter had to be taken up again.

### How to read

read-lead = Figures can make things plain, and they can mislead. Please take three minutes for this page before you look at the charts.
read-description = How the figures of { $x } are counted, what they can tell, and what they cannot.
# dynamic: read-
read-when-title = The day on which something counts
read-when = Every number comes from the record of a message: it is received on the day it was submitted, answered on the day the reply was published, overdue on the day it was due. So the messages answered in a month are not always those received in it, and dividing one number by the other means nothing. The reply rate and the on-time rate are worked out differently: they look only at messages that have fallen due or been answered, and count each once. Thanks are counted, but enter no rate. Messages handled in private enter no figures at all, so that nobody can be recognised from a number.
read-intervals-title = Why there is an interval
read-intervals = 18 of 20 messages on time is 90%; so is 1,800 of 2,000. But with another twenty messages the first might have been 75%. Every rate therefore comes with its 95% interval (Wilson's): allowing for chance, the true level lies about there. Where two intervals overlap, we do not say which is higher.
read-few-title = Why it says “too few”
read-few = With fewer than { $n } messages, one or two ratings move a rate by many points, and may even show who gave them. Then only the counts are shown, no rate, and nothing is compared.
read-many-title = Many messages are not a bad sign
read-many = A place with many complaints may have many problems. It may also have many people, and people who trust the board and know where to turn. A place with few may be at peace, or nobody cares to speak. The number says how many people spoke up, not how many problems there are. Overdue and returned replies are published so that they get better: an ugly number in the open is worth more than a fine one that nobody can check.
read-silence-title = Silence is not content
read-silence = “Replied” does not mean “settled”: only the writer can say that. Those who rate are a part, often the very pleased and the very disappointed. Those who say nothing are counted neither as settled nor as not settled, but on their own.
read-not-title = What cannot be concluded
read-not = These figures do not rank places, units or leaders: their tasks differ, their powers differ, and so do the people who write. We only put together those of the same level with similar numbers, in a fixed order. Nor does a rise or fall from one month to the next prove that a measure worked.
read-again-title = Work it out yourself
read-again = All counts of each month can be downloaded under “Reports and open data”, as CSV and JSON with a data dictionary. Added up, the rows must give the numbers on these pages; a rate is its numerator divided by its denominator, and the interval follows a published formula. If your result differs, please tell us.
read-definitions = The definition of each number

### Monthly report

report-title = Monthly report
report-title-of = Monthly report, { $x }
report-description = { $x }, { $y }: what came in, how soon it was answered, and how well.
report-by = By { $x }
report-as-of = Figures as of { $x }
report-open = This month is not over. The numbers change every day and are not compared with the month before.
report-points = Main points
report-received = Messages received: { $n }{ $x }.
report-more = , { $y } more than the { $x } of the month before
report-fewer = , { $y } fewer than the { $x } of the month before
report-same = , about as many as the month before ({ $x }); the difference is within chance
report-replied = Final replies published: { $n }.
# dynamic: report-
report-on-time = Of { $of } messages due or answered early, { $n } were answered in time: an on-time rate of { $x } (95% interval { $y }){ $change }.
report-on-time-few = Of { $of } messages due or answered early, { $n } were answered in time; too few for a rate.
report-on-time-none = No message fell due or was answered this month.
report-rate-up = , up from { $x } the month before
report-rate-down = , down from { $x } the month before
report-rate-same = ; { $x } the month before, a difference within chance
report-late = Messages that fell due without a reply: { $n }, of which { $x } are still unanswered.
report-late-replied = Messages that fell due without a reply: { $n }; all have been answered since.
report-late-none = No message became overdue.
report-days = Half of the final replies took no more than { $x } working days from publication; half of the first public answers, no more than { $y }.
report-settled = Of { $of } writers who rated a reply, { $n } said “settled”: { $x } (95% interval { $y }){ $change }.
report-settled-few = Of { $of } writers who rated a reply, { $n } said “settled”; too few for a rate.
report-settled-none = No writer rated a reply this month.
report-unrated = Closed without a rating: { $n }. They count neither as settled nor as not settled.
report-returned = Replies sent back by editors: { $n }; the most frequent reason was “{ $x }” ({ $y }).
report-returned-plain = Replies sent back by editors: { $n }.
report-returned-none = No reply was sent back.
report-moved = Refusals and transfers between units: { $n }; matters reopened: { $x }.
report-declined = Messages not published: { $n }; the most frequent reason was “{ $x }” ({ $y }).
report-declined-plain = Messages not published: { $n }.
report-declined-none = No message was declined.
report-words = In the writers' words
report-words-note = Messages published this month that have been answered and rated, the latest first, not chosen by what they say.
report-note = Rates come with their 95% interval; of fewer than 20 none is given. For definitions and limits see{" "}
report-address = Address of this report: { $x }
report-others = Reports of other months
report-print = Print

### Reports and open data

open-description = Monthly reports, counts and a data dictionary of { $x }, for anyone to download and work out again.
open-lead = A report and a bundle of data for each month. Anyone may download them, quote them and work them out again.
open-months = By month
open-open = not over
open-received = { $x } received
open-replied = { $x } answered
open-report = Report
open-bundle = Bundle (ZIP)
open-by-office = By office, CSV
open-by-domain = By topic, CSV
open-published = Figures on record
open-published-note = The “figures on record” are all counts of a month as published when it ended. They never change, the public log holds their fingerprint, and anyone can count them again from the log with huiyin audit.
open-inside = What is in a bundle
open-inside-note = Numbers, dates and codes of the public messages of the month, and all its counts, as CSV and JSON, with a data dictionary and a note. No text of any message or reply, and no personal data; messages handled in private are not in it.
open-list = List for programs
open-licence = How it may be used
open-licence-none = It may be quoted, republished and worked on; please name the source and the day of the figures.
open-licence-note = Please quote a rate with its interval and its counts, and do not rank by it.
open-dictionary = Data dictionary
open-dictionary-note = Names and meanings of the columns of CSV and JSON, in Chinese. Names that end in “_low” and “_high” are the ends of the 95% interval.
