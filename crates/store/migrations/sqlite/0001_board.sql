-- The board: places, seats, people, messages, their texts and their events.
-- Times are integer milliseconds since 1970; days are text, 2026-11-23; lists are JSON.

CREATE TABLE regions (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    parent TEXT REFERENCES regions (code),
    level TEXT NOT NULL,
    valid_to TEXT,
    successor TEXT
);
CREATE INDEX regions_by_parent ON regions (parent, code);

CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    short TEXT NOT NULL,
    parent BIGINT REFERENCES units (id),
    region TEXT,
    active BOOLEAN NOT NULL
);

CREATE TABLE offices (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    region TEXT,
    level TEXT NOT NULL,
    branch TEXT NOT NULL,
    unit BIGINT REFERENCES units (id),
    kinds TEXT NOT NULL,
    intro TEXT NOT NULL,
    open BOOLEAN NOT NULL,
    rank BIGINT NOT NULL
);
CREATE UNIQUE INDEX offices_by_title ON offices (title);

CREATE TABLE holders (
    id INTEGER PRIMARY KEY,
    office BIGINT NOT NULL REFERENCES offices (id),
    name TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT
);
CREATE INDEX holders_by_office ON holders (office, since);

CREATE TABLE domains (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    subdomains TEXT NOT NULL,
    rank BIGINT NOT NULL
);

-- Phone and name of a citizen are encrypted; the blind index serves signing in only.
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    login TEXT,
    password TEXT,
    password_until BIGINT,
    -- Staff: who they are to the identity provider, by its issuer and its subject.
    identity TEXT,
    staff_name TEXT,
    unit BIGINT REFERENCES units (id),
    office BIGINT REFERENCES offices (id),
    pen_name TEXT NOT NULL,
    phone_blind BLOB,
    phone_sealed BLOB,
    name_sealed BLOB,
    active BOOLEAN NOT NULL,
    -- When the personal data of an account that is being closed go, and when they went.
    closing_at BIGINT,
    closed_at BIGINT
);
CREATE INDEX people_closing ON people (closing_at) WHERE closing_at IS NOT NULL;
CREATE UNIQUE INDEX people_by_login ON people (login);
CREATE UNIQUE INDEX people_by_identity ON people (identity);
CREATE UNIQUE INDEX people_by_phone ON people (phone_blind);

-- The second factor of staff; the secret is encrypted. A step of thirty seconds is used once.
CREATE TABLE authenticators (
    person INTEGER PRIMARY KEY REFERENCES people (id),
    secret_sealed BLOB NOT NULL,
    step BIGINT NOT NULL,
    since BIGINT NOT NULL
);

-- What stands in for the second factor, once each: keyed hashes.
CREATE TABLE recovery_codes (
    person BIGINT NOT NULL REFERENCES people (id),
    code BLOB NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (person, code)
);

-- Staff who have given their password, or whom the identity provider knows, on their way to a session.
CREATE TABLE entries (
    token BLOB PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES people (id),
    proved BOOLEAN NOT NULL,
    renews BOOLEAN NOT NULL,
    elsewhere BOOLEAN NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX entries_by_person ON entries (person);

-- Answers of the identity provider that were taken: none is taken twice.
CREATE TABLE provider_answers (
    state BLOB PRIMARY KEY,
    at BIGINT NOT NULL
);

-- Passkeys, by the id that an authenticator drew; the name that the owner gave is encrypted.
CREATE TABLE passkeys (
    id INTEGER PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES people (id),
    credential BLOB NOT NULL,
    handle BLOB NOT NULL,
    public_key BLOB NOT NULL,
    counter BIGINT NOT NULL,
    may_sync BOOLEAN NOT NULL,
    synced BOOLEAN NOT NULL,
    name_sealed BLOB NOT NULL,
    made_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE UNIQUE INDEX passkeys_by_credential ON passkeys (credential);
CREATE INDEX passkeys_by_person ON passkeys (person, id);

-- Challenges that a passkey answered: none is answered twice.
CREATE TABLE passkey_challenges (
    challenge BLOB PRIMARY KEY,
    at BIGINT NOT NULL
);

-- Wrong tries, by the keyed hash of what was tried from where: nobody's account rests because a stranger guesses.
CREATE TABLE guesses (
    target BLOB PRIMARY KEY,
    tries BIGINT NOT NULL,
    tried_at BIGINT NOT NULL,
    rests_until BIGINT
);

-- Browsers in which somebody has signed in before.
CREATE TABLE devices (
    token BLOB NOT NULL,
    person BIGINT NOT NULL REFERENCES people (id),
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (token, person)
);

-- What the owner of an account is told about it.
CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES people (id),
    what TEXT NOT NULL,
    device TEXT NOT NULL,
    at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX notices_by_person ON notices (person, id);

CREATE TABLE sessions (
    token BLOB PRIMARY KEY,
    id BIGINT NOT NULL,
    person BIGINT NOT NULL REFERENCES people (id),
    form_key TEXT NOT NULL,
    bearer BOOLEAN NOT NULL,
    device TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_person ON sessions (person);

CREATE TABLE sign_in_codes (
    id INTEGER PRIMARY KEY,
    phone_blind BLOB NOT NULL,
    phone_sealed BLOB NOT NULL,
    cookie BLOB NOT NULL,
    code BLOB NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    used BOOLEAN NOT NULL
);
CREATE INDEX sign_in_codes_by_phone ON sign_in_codes (phone_blind, created_at);

CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    number BIGINT,
    query_blind BLOB,
    writer BIGINT REFERENCES people (id),
    pen_name TEXT NOT NULL,
    office BIGINT NOT NULL REFERENCES offices (id),
    region TEXT,
    kind TEXT NOT NULL,
    domain TEXT NOT NULL,
    subdomain TEXT,
    visibility TEXT NOT NULL,
    identity_open BOOLEAN NOT NULL,
    hide_place BOOLEAN NOT NULL,
    concerns BIGINT REFERENCES units (id),
    concerns_conduct BOOLEAN NOT NULL,
    title BIGINT NOT NULL,
    body BIGINT NOT NULL,
    demand BIGINT,
    place BIGINT,
    remark BIGINT,
    public_title BIGINT,
    public_body BIGINT,
    public_demand BIGINT,
    stage TEXT NOT NULL,
    clock TEXT,
    counts TEXT NOT NULL,
    co_units TEXT NOT NULL,
    supports BIGINT NOT NULL,
    rated TEXT,
    outcome TEXT,
    events BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    published_at BIGINT,
    replied_at BIGINT,
    erased_at BIGINT,
    imported BOOLEAN NOT NULL,
    age TEXT NOT NULL,
    salt_key BLOB NOT NULL,
    -- Derived from the columns above at every save, for lists only.
    stage_kind TEXT NOT NULL,
    listed_at BIGINT,
    unit BIGINT,
    queue TEXT,
    queue_due BIGINT,
    wakes_at BIGINT,
    overdue BOOLEAN NOT NULL,
    returned BOOLEAN NOT NULL,
    reopened BOOLEAN NOT NULL,
    extension_asked BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX messages_by_number ON messages (number);
CREATE UNIQUE INDEX messages_by_query ON messages (query_blind);
CREATE INDEX messages_listed ON messages (listed_at, id) WHERE listed_at IS NOT NULL;
CREATE INDEX messages_listed_by_office ON messages (office, listed_at, id) WHERE listed_at IS NOT NULL;
CREATE INDEX messages_listed_by_domain ON messages (domain, listed_at, id) WHERE listed_at IS NOT NULL;
CREATE INDEX messages_listed_by_subdomain ON messages (domain, subdomain, listed_at, id)
    WHERE listed_at IS NOT NULL AND subdomain IS NOT NULL;
CREATE INDEX messages_listed_by_region ON messages (region, listed_at, id) WHERE listed_at IS NOT NULL;
CREATE INDEX messages_listed_by_stage ON messages (stage_kind, listed_at, id) WHERE listed_at IS NOT NULL;
CREATE INDEX messages_listed_by_kind ON messages (kind, listed_at, id) WHERE listed_at IS NOT NULL;
CREATE INDEX messages_by_reply ON messages (replied_at, id) WHERE listed_at IS NOT NULL AND replied_at IS NOT NULL;
CREATE INDEX messages_overdue ON messages (listed_at, id) WHERE overdue AND listed_at IS NOT NULL;
CREATE INDEX messages_returned ON messages (listed_at, id) WHERE returned AND listed_at IS NOT NULL;
CREATE INDEX messages_reopened ON messages (listed_at, id) WHERE reopened AND listed_at IS NOT NULL;
CREATE INDEX messages_by_queue ON messages (queue, queue_due, id) WHERE queue IS NOT NULL;
CREATE INDEX messages_by_unit ON messages (unit, queue, queue_due, id) WHERE unit IS NOT NULL;
CREATE INDEX messages_by_writer ON messages (writer, created_at) WHERE writer IS NOT NULL;
CREATE INDEX messages_waking ON messages (wakes_at) WHERE wakes_at IS NOT NULL;

-- Every text that a person wrote, with its own salt, sealed under messages.salt_key; erasing sets text and salt to null
-- and draws another key. What it was stays committed to, by the entry of the n-th event of the message.
CREATE TABLE contents (
    id INTEGER PRIMARY KEY,
    message BIGINT NOT NULL REFERENCES messages (id),
    n BIGINT NOT NULL,
    field TEXT NOT NULL,
    commitment BLOB NOT NULL,
    salt BLOB,
    text TEXT
);
CREATE UNIQUE INDEX contents_by_event ON contents (message, n, field);

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    message BIGINT NOT NULL REFERENCES messages (id),
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    position BIGINT,
    kind TEXT NOT NULL,
    role TEXT NOT NULL,
    unit BIGINT,
    person BIGINT,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX events_by_message ON events (message, n);
CREATE UNIQUE INDEX events_by_position ON events (position);
CREATE INDEX events_waiting ON events (at, n, id) WHERE position IS NULL;

CREATE TABLE sequencer (
    id INTEGER PRIMARY KEY,
    epoch BIGINT NOT NULL,
    last_position BIGINT NOT NULL,
    leased_until BIGINT NOT NULL
);
INSERT INTO sequencer (id, epoch, last_position, leased_until) VALUES (1, 0, 0, 0);

CREATE TABLE numbers (
    year INTEGER PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE replies (
    id INTEGER PRIMARY KEY,
    message BIGINT NOT NULL REFERENCES messages (id),
    unit BIGINT REFERENCES units (id),
    kind TEXT NOT NULL,
    text BIGINT NOT NULL,
    outcome TEXT,
    person BIGINT,
    submitted_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    reviewed_at BIGINT
);
CREATE INDEX replies_by_message ON replies (message, submitted_at);

CREATE TABLE ratings (
    id INTEGER PRIMARY KEY,
    message BIGINT NOT NULL REFERENCES messages (id),
    reply BIGINT REFERENCES replies (id),
    at BIGINT NOT NULL,
    settled TEXT,
    result BIGINT,
    manner BIGINT,
    speed BIGINT,
    words TEXT NOT NULL,
    sentence BIGINT
);
CREATE INDEX ratings_by_message ON ratings (message, at);

CREATE TABLE supports (
    message BIGINT NOT NULL REFERENCES messages (id),
    person BIGINT NOT NULL REFERENCES people (id),
    PRIMARY KEY (message, person)
);

-- content is what commits to the picture that is shown, original to the file as it was received.
CREATE TABLE pictures (
    id INTEGER PRIMARY KEY,
    message BIGINT NOT NULL REFERENCES messages (id),
    owner BIGINT NOT NULL REFERENCES people (id),
    blob TEXT NOT NULL,
    thumb TEXT NOT NULL,
    media_type TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    content BIGINT NOT NULL REFERENCES contents (id),
    original BIGINT NOT NULL REFERENCES contents (id),
    hidden BOOLEAN NOT NULL,
    added_at BIGINT NOT NULL
);
CREATE INDEX pictures_by_message ON pictures (message, id);

-- Who is paged when a life may be in danger: those of rank 1 at once, the next ranks while nobody comes.
CREATE TABLE duty (
    person INTEGER PRIMARY KEY REFERENCES people (id),
    rank BIGINT NOT NULL,
    phone_sealed BLOB NOT NULL
);

-- Take-downs that wait for a second person; the legal basis is encrypted.
CREATE TABLE take_downs (
    message INTEGER PRIMARY KEY REFERENCES messages (id),
    ground TEXT NOT NULL,
    basis_sealed BLOB NOT NULL,
    person BIGINT NOT NULL REFERENCES people (id),
    at BIGINT NOT NULL
);
CREATE INDEX take_downs_by_time ON take_downs (at);

-- Danger and pressure on writers: apart from messages, events, log and counts.
CREATE TABLE alerts (
    id INTEGER PRIMARY KEY,
    message BIGINT NOT NULL REFERENCES messages (id),
    kind TEXT NOT NULL,
    role TEXT NOT NULL,
    raised_at BIGINT NOT NULL,
    due BIGINT NOT NULL,
    rounds BIGINT NOT NULL,
    wakes_at BIGINT,
    taken BIGINT REFERENCES people (id),
    late BOOLEAN NOT NULL,
    ended TEXT,
    steps BIGINT NOT NULL
);
CREATE INDEX alerts_by_message ON alerts (message, id);
CREATE INDEX alerts_open ON alerts (kind, due, id) WHERE ended IS NULL;
CREATE INDEX alerts_waking ON alerts (wakes_at) WHERE wakes_at IS NOT NULL;

-- What happened to an alert; what was said of it is encrypted.
CREATE TABLE alert_steps (
    id INTEGER PRIMARY KEY,
    alert BIGINT NOT NULL REFERENCES alerts (id),
    n BIGINT NOT NULL,
    at BIGINT NOT NULL,
    step TEXT NOT NULL,
    role TEXT NOT NULL,
    person BIGINT,
    code TEXT,
    text_sealed BLOB
);
CREATE UNIQUE INDEX alert_steps_by_alert ON alert_steps (alert, n);

-- One form is taken once: the nonce is written in the action's own transaction.
CREATE TABLE nonces (
    nonce TEXT PRIMARY KEY,
    person BIGINT NOT NULL,
    message BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX nonces_by_time ON nonces (at);

CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    run_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    error TEXT
);
CREATE INDEX jobs_by_time ON jobs (run_at, id);

CREATE TABLE text_messages (
    id INTEGER PRIMARY KEY,
    sealed BLOB,
    urgent BOOLEAN NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    run_at BIGINT NOT NULL,
    send_by BIGINT NOT NULL,
    begun_at BIGINT
);
CREATE INDEX text_messages_by_time ON text_messages (state, run_at, id);
CREATE INDEX text_messages_by_day ON text_messages (begun_at);

CREATE TABLE imports (
    source TEXT NOT NULL,
    row_id TEXT NOT NULL,
    message BIGINT NOT NULL REFERENCES messages (id),
    PRIMARY KEY (source, row_id)
);

-- Counts of each day and, the same, of each month (2026-11), with the last event that changed the row.
CREATE TABLE figures (
    day TEXT NOT NULL,
    office BIGINT NOT NULL,
    domain TEXT NOT NULL,
    region TEXT NOT NULL,
    counted TEXT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (day, office, domain, region)
);
CREATE INDEX figures_by_position ON figures (position);

CREATE TABLE figures_months (
    month TEXT NOT NULL,
    office BIGINT NOT NULL,
    domain TEXT NOT NULL,
    region TEXT NOT NULL,
    counted TEXT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (month, office, domain, region)
);
CREATE INDEX figures_months_by_position ON figures_months (position);

-- The table of each month that is over, as it was published: the public log commits to these bytes.
CREATE TABLE figures_published (
    month TEXT PRIMARY KEY,
    csv TEXT NOT NULL
);

-- How far each reader of the events has come.
CREATE TABLE cursors (
    name TEXT PRIMARY KEY,
    position BIGINT NOT NULL
);

-- The public log. Its entries are its truth; the hashes of complete subtrees of 256^level entries follow from them.
CREATE TABLE ledger_entries (
    log BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    position BIGINT,
    kind TEXT NOT NULL,
    message BIGINT REFERENCES messages (id),
    n BIGINT,
    step BIGINT,
    leaf BLOB NOT NULL,
    entry BLOB NOT NULL,
    PRIMARY KEY (log, idx)
);
CREATE UNIQUE INDEX ledger_entries_by_message ON ledger_entries (message, step);
CREATE INDEX ledger_entries_of_board ON ledger_entries (kind, log, idx) WHERE message IS NULL;

CREATE TABLE ledger_hashes (
    log BIGINT NOT NULL,
    level BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (log, level, idx)
);

-- Entries of sealed messages: the log holds a commitment to each, in the batch of its day.
CREATE TABLE ledger_sealed (
    message BIGINT NOT NULL REFERENCES messages (id),
    step BIGINT NOT NULL,
    n BIGINT NOT NULL,
    leaf BLOB NOT NULL,
    entry BLOB NOT NULL,
    salt BLOB NOT NULL,
    commitment BLOB NOT NULL,
    log BIGINT,
    batch BIGINT,
    PRIMARY KEY (message, step),
    FOREIGN KEY (log, batch) REFERENCES ledger_entries (log, idx)
);
CREATE INDEX ledger_sealed_pending ON ledger_sealed (message) WHERE batch IS NULL;

-- What is no event of a message and waits to enter the log: written with the change that it tells.
CREATE TABLE ledger_waiting (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    office TEXT,
    facts TEXT NOT NULL
);

-- How far each log is, its right edge, and the day whose sealed messages are being collected. Each succeeds the one
-- before; the last grows, and the position of a closed one is -1.
CREATE TABLE ledger_log (
    id INTEGER PRIMARY KEY,
    position BIGINT NOT NULL,
    size BIGINT NOT NULL,
    peaks TEXT NOT NULL,
    day TEXT
);
INSERT INTO ledger_log (id, position, size, peaks) VALUES (1, 0, 0, '[]');

-- The checkpoint of each log that was signed last, and the one that witnesses elsewhere cosigned last.
CREATE TABLE ledger_checkpoint (
    log BIGINT NOT NULL,
    witnessed BOOLEAN NOT NULL,
    size BIGINT NOT NULL,
    position BIGINT NOT NULL,
    at BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (log, witnessed)
);

-- The keys of each log: the one that signs trees of more than `since` entries, up to where the next one begins. The
-- handover is the checkpoint of that size, signed by the key before and by this one; the first key of a log has none.
CREATE TABLE ledger_keys (
    log BIGINT NOT NULL,
    since BIGINT NOT NULL,
    vkey TEXT NOT NULL,
    handover TEXT,
    PRIMARY KEY (log, since)
);

-- The security log. An event is written without a place and numbered soon after, with the day to which it belongs; its
-- line in the file is a function of its row. A day that has ended is committed to in the public log.
CREATE TABLE security_events (
    id INTEGER PRIMARY KEY,
    n BIGINT,
    day TEXT,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    outcome TEXT NOT NULL,
    account BIGINT,
    role TEXT,
    subject BIGINT,
    message BIGINT,
    detail TEXT,
    request TEXT,
    address TEXT,
    times BIGINT NOT NULL
);
CREATE UNIQUE INDEX security_events_by_place ON security_events (n);
CREATE INDEX security_events_by_kind ON security_events (kind, n);
CREATE INDEX security_events_by_account ON security_events (account, n) WHERE account IS NOT NULL;
CREATE INDEX security_events_by_subject ON security_events (subject, n) WHERE subject IS NOT NULL;
CREATE INDEX security_events_by_day ON security_events (day, n);
CREATE INDEX security_events_waiting ON security_events (id) WHERE n IS NULL;

CREATE TABLE security_days (
    day TEXT PRIMARY KEY,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    hash BLOB NOT NULL
);

-- How far the numbering is: the last line, and the day that is open.
CREATE TABLE security_log (
    id INTEGER PRIMARY KEY,
    n BIGINT NOT NULL,
    day TEXT,
    first BIGINT NOT NULL
);
INSERT INTO security_log (id, n, first) VALUES (1, 0, 1);

-- Who agreed to what, in which version of its words; a row is changed by its withdrawal alone.
CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    person BIGINT NOT NULL REFERENCES people (id),
    message BIGINT REFERENCES messages (id),
    purpose TEXT NOT NULL,
    version TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE INDEX consents_by_person ON consents (person, id);
CREATE INDEX consents_withdrawn ON consents (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
