### The words of codes, as in docs/glossary.md.

# dynamic: kind-
kind-suggestion = Suggestion
kind-complaint = Complaint
kind-help = Request for help
kind-question = Question
kind-thanks = Thanks

# dynamic: visibility-
visibility-public = Public
visibility-progress-only = Progress only
visibility-private = Private

# dynamic: stage-
stage-submitted = Waiting for screening
stage-declined = Declined
stage-diverted = Pointed to another channel
stage-open = Waiting for a reply
stage-assigned = Waiting for a reply
stage-handling = In progress
stage-awaiting-writer = In progress · waiting for details
stage-in-review = In progress · reply under review
stage-replied = Replied
stage-reopen-requested = Replied · reopening requested
stage-closed = Closed
stage-withdrawn = Withdrawn
stage-taken-down = Taken down

# dynamic: closed-
closed-settled = Closed · settled, says the writer
closed-partly = Closed · partly settled
closed-not-settled = Closed · not settled
closed-unrated = Closed · not rated

# dynamic: decline-
decline-not-a-matter = No specific matter
decline-repeated = Repeats an earlier message
decline-insult = Insults or personal attacks
decline-personal-data = Personal data of somebody else
decline-advertisement = Advertising
decline-illegal = Content that the law forbids to publish
decline-other-channel = The law provides another channel
decline-test = A test

# dynamic: channel-
channel-12388 = Discipline and supervision reports (12388)
channel-12368 = Court services (12368)
channel-arbitration = Labour dispute arbitration
channel-review = Administrative review
channel-information = Request for government information

# dynamic: ground-
ground-order = Written decision of a court or an authority
ground-privacy = Somebody else's privacy
ground-secret = State or trade secrets
ground-unlawful = Against the law

# dynamic: outcome-
outcome-settled = Settled
outcome-promised = Promised
outcome-explained = Explained
outcome-cannot = Not possible by law

# dynamic: return-
return-only-greets = Only greets, answers nothing
return-only-forwarded = Only says “received” or “forwarded”
return-ask-elsewhere = Only tells the writer to ask elsewhere
return-not-answering = Does not answer the question
return-no-finding = No finding, action or date
return-not-true = Not true, or not really done
return-discloses-writer = Discloses who the writer is
return-discourteous = Discourteous
return-copied = Stock phrases, or copied from another reply
return-wrong-matter = Answers another matter

# dynamic: settled-
settled-settled = Settled
settled-partly = Partly settled
settled-not-settled = Not settled

# dynamic: praise-
praise-fully-settled = Fully settled
praise-thank-you = Thank you
praise-warm = Warm
praise-quick = Quick
praise-kind = Kind
praise-clear = Clearly explained
praise-kept-promise = Kept their word
praise-try-harder = Could do better
praise-not-settled = Not settled
praise-too-slow = Too slow

# dynamic: role-
role-visitor = Visitor
role-citizen = Citizen
role-editor = Editor
role-dispatcher = Dispatcher
role-handler = Handler
role-approver = Approver
role-leader = Leader
role-leader-office = Leader's office
role-supervisor = Supervisor
role-auditor = Auditor
role-administrator = Administrator
role-security-administrator = Security administrator
role-clock = System

# dynamic: queue-
queue-screening = To screen
queue-review = Replies to review
queue-judging = Reopening requests
queue-assignment = To assign
queue-designation = To designate
queue-acceptance = To accept
queue-handling = In progress
queue-follow-up = Follow-ups to answer
queue-writer = Waiting for details
queue-rating = Waiting for a rating

# dynamic: late-
late-screening = Screening overdue
late-reply = Reply overdue
late-review = Review of the reply overdue

# dynamic: level-
level-ministry = Ministry
level-province = Province
level-city = City
level-county = County or district
level-township = Township or subdistrict

# dynamic: branch-
branch-party = Party committee
branch-government = Government

# dynamic: verb-
verb-submit = Send a message
verb-edit = Edit
verb-publish = Publish
verb-decline = Decline
verb-amend = Change and send again
verb-appeal = Appeal
verb-divert = Point to another channel
verb-redact = Hide some words
verb-take-down = Take down
verb-assign = Assign
verb-accept = Accept
verb-refuse = Refuse (ask for a transfer)
verb-transfer = Transfer
verb-add-co-unit = Add an assisting unit
verb-designate = Designate a unit
verb-ask-writer = Ask the writer for details
verb-answer-clarification = Give details
verb-reveal-contact = See the contact
verb-request-extension = Request an extension
verb-grant-extension = Grant the extension
verb-deny-extension = Deny the extension
verb-record-offline = Record a contact or visit
verb-post-interim = Post an interim reply
verb-submit-reply = Submit the final reply
verb-return-reply = Return the reply
verb-publish-reply = Publish the reply
verb-correct-reply = Correct the reply
verb-rate = Rate
verb-follow-up = Ask a follow-up
verb-request-reopen = Request reopening
verb-reopen = Reopen
verb-keep-closed = Let the reply stand
verb-instruct = Instruct or respond
verb-remind = Send a reminder
verb-escalate = Escalate
verb-move-office = Change the office
verb-split = Split the message
verb-link-duplicate = Link to an earlier message
verb-support = Me too, support
verb-follow = Follow
verb-close = Close
verb-withdraw = Withdraw
verb-erase = Erase the content

## The topics that a new board starts with; one that the operator renamed is shown as renamed
# dynamic: topic-

topic-urban = City
topic-urban-1 = roads
topic-urban-2 = property management
topic-urban-3 = water supply
topic-urban-4 = power and gas
topic-urban-5 = housing
topic-urban-6 = greenery
topic-urban-7 = illegal building
topic-traffic = Transport
topic-traffic-1 = buses
topic-traffic-2 = parking
topic-traffic-3 = traffic lights
topic-traffic-4 = getting around
topic-rural = Farming and villages
topic-rural-1 = irrigation
topic-rural-2 = village roads
topic-rural-3 = subsidies
topic-rural-4 = homestead land
topic-environment = Environment
topic-environment-1 = water pollution
topic-environment-2 = noise
topic-environment-3 = air
topic-environment-4 = waste
topic-education = Education
topic-education-1 = enrolment
topic-education-2 = schools
topic-education-3 = fees
topic-education-4 = training
topic-health = Health
topic-health-1 = seeing a doctor
topic-health-2 = health insurance
topic-health-3 = vaccines
topic-safety = Public safety
topic-safety-1 = fraud
topic-safety-2 = dogs
topic-safety-3 = fire safety
topic-tourism = Tourism
topic-tourism-1 = sights
topic-tourism-2 = guesthouses
topic-employment = Work
topic-employment-1 = unpaid wages
topic-employment-2 = social insurance
topic-employment-3 = hiring
topic-culture = Culture and leisure
topic-culture-1 = venues
topic-culture-2 = square dancing
topic-finance = Money
topic-finance-1 = loans
topic-finance-2 = illegal fundraising
topic-business = Business
topic-business-1 = licences
topic-business-2 = doing business
topic-business-3 = tax
topic-government = Government services
topic-government-1 = service counters
topic-government-2 = hotlines
topic-government-3 = household registration
topic-other = Other
