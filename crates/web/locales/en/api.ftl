### What the API says of an error, where it differs from the pages. What the pages say too stands in common.ftl.

# dynamic: api-advice-
oops-no-such-path = There is no such endpoint
advice-no-such-path = Check the path against the API documentation, especially plurals and hyphens.
oops-no-such-method = This endpoint does not take this method
advice-no-such-method = The Allow header of this response lists the methods that it takes.
oops-media-type = The request body is of the wrong type
advice-media-type = Send the request body as JSON, with Content-Type: application/json.
oops-unread = The request body did not arrive in full
advice-unread = The connection may have been interrupted. Please send it again; nothing was saved.
oops-json = The request body cannot be read
advice-json = Line { $x }, column { $y }: this is not valid JSON, or not of the right type.
oops-unknown-field = There is a field that we do not know
advice-unknown-field = This endpoint has no field { $x }. Please check the spelling.
oops-parameter = A query parameter is wrong
advice-parameter = There is no parameter { $x }, or its value is wrong.
oops-idempotency-key = The idempotency key is wrong
advice-idempotency-key = Idempotency-Key takes 1 to 100 ASCII characters without spaces.
api-advice-too-large = A request body may have 1 MB at most.
api-advice-not-found = There is nothing under the number in the path, or this message is not public.
api-advice-sign-in = Send a valid token in the header: Authorization: Bearer ….
api-advice-forbidden = The account of this token may not do this.
api-advice-form = Correct what fields names and send it again; nothing was saved.
api-advice-stale = Somebody worked on this message after you read it. Read it again, then retry; no change was saved.
api-advice-busy = Nothing was saved. Please retry in a few seconds; with the same Idempotency-Key, sending it twice counts once.
api-advice-unavailable = The system that holds the data does not answer. Please retry later; with the same Idempotency-Key, sending it twice counts once.
api-advice-choice = { $x } must be one of these: { $y }
api-advice-no-subdomain = subdomain goes with domain, and that domain must have subdomains: see /api/v1/domains.
api-advice-limit = A page has at most 100 items. For all of them, download the open-data bundle: { $x }
