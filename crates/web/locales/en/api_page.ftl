### /api: how programs use the board, for the people who write them

api-page-title = API
api-page-description = The JSON API of { $x }: how to read public messages, how to send and handle them, and where a token comes from.
api-page-lead = Programs can do whatever the pages can do. Everything public can be read without signing in.
api-page-begin = Getting started
api-page-begin-note = Reading what is public needs no token:
api-page-token-note = To read or act as an account, send its token in the header. The operator issues tokens for staff; each is shown only once, so please keep it safe:
api-page-key-note = Send an Idempotency-Key with each new message: if the connection breaks and you send it again with the same key, it counts once.
api-page-page-note = A page of a list has at most 100 items. Pass next as cursor for the next page, with the same filters. For all of the data, download the open-data bundle.
api-page-openapi = OpenAPI 3.1 description
api-page-index = Entry point
api-page-groups = Groups of endpoints
api-page-needs-token = Needs a token; what it may do depends on the account.
api-page-parameters = Query parameters:
api-page-asked = Request
api-page-answer = Response
api-page-problems = Error codes
api-page-problems-note = Errors are answered with application/problem+json (RFC 9457). The code never changes; title and detail are for people and say what to do.
api-page-status = Status
api-page-code = Code
api-page-meaning = Meaning

# dynamic: api-page-tag-
api-page-tag-about = The API itself
api-page-tag-messages = Messages
api-page-tag-own = Your own
api-page-tag-board = Offices, regions, topics, units
api-page-tag-figures = Figures and open data
api-page-tag-screening = Screening
api-page-tag-assignment = Assignment
api-page-tag-handling = Handling
api-page-tag-replies = Replies
api-page-tag-closure = Rating and closing

# dynamic: api-page-op-
api-page-op-index = Entry point
api-page-op-openapi = This description
api-page-op-explain-problem = What an error code means
api-page-op-list-messages = Public messages
api-page-op-read-message = A message with its whole history
api-page-op-read-ledger = What proves a message in the public record
api-page-op-track = Look up by query code
api-page-op-search = Search public messages
api-page-op-me = Whose token it is
api-page-op-own-messages = Your own messages
api-page-op-desk = A worklist of the desk
api-page-op-list-offices = Offices to write to
api-page-op-read-office = An office and all its holders
api-page-op-list-domains = Topics
api-page-op-list-units = Units
api-page-op-list-regions = Regions with offices
api-page-op-read-region = A region
api-page-op-read-figures = Figures
api-page-op-download-figures = Figures as a file (CSV)
api-page-op-list-open-data = Months with open data
api-page-op-download-open-data = The open-data bundle of a month
api-page-op-judge-extension = Grant or deny an extension
api-page-op-end-support = Take back “me too” or support
