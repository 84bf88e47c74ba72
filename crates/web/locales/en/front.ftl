### The first page, and finding an office to write to.

## Finding an office

whom-title = Find whom to write to
whom-description = Who is responsible for what and where on { $x }, and how many such messages each office has answered.
whom-lead = Choose a place and a subject to see who is responsible and who has answered messages like yours. The choice is yours.
whom-link = Not sure whom to write to?
whom-where = Where
whom-what = What about
whom-nearer = You can be more precise:
whom-place-none = There is no smaller place to choose.
whom-anywhere = Another place
whom-anything = Another subject
whom-parts = More precisely:
whom-found = We suggest
whom-found-lead = Offices come first that answered most such messages in the past year, or that are nearer to you.
whom-best = Best match
whom-answered-domain = Answered in the past year, { $x }: { $y }
whom-answered = Messages answered in the past year: { $n }
whom-here = Office of { $x }
whom-above = One level up: { $x }
whom-apart = Responsible for this subject everywhere
whom-takes = Only takes: { $x }
whom-evidence = See such messages
whom-write = Write
whom-none-here = This place has no office that you can write to. These are one level up.
whom-none = No office fits
whom-none-note = Try another place or subject, or see all offices.
whom-all = All offices
whom-choose = Choose either one to see suggestions.

## Suggestions while writing

whom-help = Not sure whom to write to?
whom-help-note = Say where it is. Suggestions follow from the answers of the past year.
whom-near-any = Choose
whom-advise = Suggest
whom-suggested = We suggest
whom-others = Other offices

## First page

home-near = Where are you?
home-near-all = Everywhere
home-near-go = Show
home-near-page = All offices and messages: { $x }
home-said = How it went, in the writers’ words
figure-late-month = Became late this month
figure-reopened-month = Reopened this month

first-heading = From a message to a result
first-write = Write to those responsible
first-write-note = Choose an office and say one thing clearly. Your phone number is for verification only and never shown; a name is not needed.
first-screen = Screened and published
first-screen-note = Within { $n ->
    [one] one working day
   *[other] { $n } working days
 }. If it is not published, you are told why; you may change it or appeal.
first-answer = Answered by the unit in charge
first-answer-note = Usually within { $n } working days. Late and returned replies are shown in public.
first-rate = You decide
first-rate-note = Only you say whether it is settled. Silence never counts as settled.
first-rules = Read all the rules

## The page of an office

office-now = in office
office-then = then in office
office-term-messages = Messages in this term: { $n }
office-term-answered = Answered in this term: { $n }
office-holders-note = Messages stay with the office. Each shows who held it when it was written and when it was answered.
thread-foot-holder = { $x } · { $y }

## Regions

regions-messages = { $n ->
    [one] one message
   *[other] { $n } messages
 }
