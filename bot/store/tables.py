"""The tables of the bot's file."""

# Raised by one whenever a table changes its meaning.
SCHEMA = 2

# What makes of a file of each former version one of the next.
MIGRATIONS = {1: "ALTER TABLE updates ADD COLUMN identity TEXT NOT NULL DEFAULT ''"}

TABLES = """
CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY, received REAL NOT NULL, outcome TEXT, starts INTEGER NOT NULL DEFAULT 0, payload TEXT,
    identity TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS updates_open ON updates (id) WHERE outcome IS NULL;
CREATE TABLE IF NOT EXISTS deliveries (
    update_id INTEGER NOT NULL, number INTEGER NOT NULL, chat INTEGER NOT NULL, message INTEGER NOT NULL,
    PRIMARY KEY (update_id, number)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS deliveries_by_message ON deliveries (chat, message);
CREATE TABLE IF NOT EXISTS turns (
    update_id INTEGER PRIMARY KEY, chat INTEGER NOT NULL, topic INTEGER NOT NULL, person INTEGER NOT NULL,
    asked REAL NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS turns_by_thread ON turns (chat, topic, person, update_id);
CREATE TABLE IF NOT EXISTS answers (
    id TEXT PRIMARY KEY, update_id INTEGER NOT NULL UNIQUE, chat INTEGER NOT NULL, topic INTEGER NOT NULL,
    person INTEGER NOT NULL, sent REAL NOT NULL, question TEXT NOT NULL, answered INTEGER NOT NULL,
    generated INTEGER NOT NULL, text TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS answers_by_time ON answers (sent);
CREATE TABLE IF NOT EXISTS citations (
    answer TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE, number INTEGER NOT NULL,
    article TEXT NOT NULL, digest TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL, published TEXT,
    url TEXT NOT NULL, passage TEXT NOT NULL, quotes TEXT NOT NULL,
    PRIMARY KEY (answer, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS headlines (
    answer TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE, number INTEGER NOT NULL,
    article TEXT NOT NULL, title TEXT NOT NULL, PRIMARY KEY (answer, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS votes (
    answer TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE, person INTEGER NOT NULL, liked INTEGER NOT NULL,
    given REAL NOT NULL, PRIMARY KEY (answer, person)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, language TEXT NOT NULL, first_seen REAL NOT NULL,
    last_seen REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS strangers (id INTEGER PRIMARY KEY, told REAL NOT NULL);
CREATE TABLE IF NOT EXISTS blocked (chat INTEGER PRIMARY KEY, since REAL NOT NULL);
CREATE TABLE IF NOT EXISTS moved (former INTEGER PRIMARY KEY, chat INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS questions (update_id INTEGER PRIMARY KEY, person INTEGER NOT NULL, asked REAL NOT NULL);
CREATE INDEX IF NOT EXISTS questions_by_person ON questions (person, asked);
CREATE TABLE IF NOT EXISTS pointers (key TEXT PRIMARY KEY, text TEXT NOT NULL, shown REAL NOT NULL) WITHOUT ROWID;
"""
