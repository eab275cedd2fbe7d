"""The tables of the catalogue."""

# Raised by one whenever a table changes its meaning; `rag.index.migrations` brings older catalogues here.
SCHEMA = 2

# Vectors lie in a table with row ids: in one without, a vector of 256 dimensions does not fit a page of the index, and
# takes three times the room and six times as long to read and to write.
TABLES = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, digest TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS failures (path TEXT NOT NULL, file TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS articles (
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, file TEXT NOT NULL, digest TEXT NOT NULL,
    state TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL, author TEXT NOT NULL, published TEXT,
    url TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS one_ready_version ON articles (id) WHERE state = 'ready';
CREATE INDEX IF NOT EXISTS articles_by_file ON articles (file, state);
CREATE INDEX IF NOT EXISTS articles_by_address ON articles (url) WHERE state = 'ready' AND url <> '';
CREATE INDEX IF NOT EXISTS articles_under_way ON articles (state) WHERE state <> 'ready';
CREATE INDEX IF NOT EXISTS articles_newest ON articles (published DESC, id, source, language, state);
CREATE INDEX IF NOT EXISTS articles_of_source ON articles (source, published DESC, id, state);
CREATE TABLE IF NOT EXISTS passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    number INTEGER NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL, digest BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS passages_by_article ON passages (article);
CREATE TABLE IF NOT EXISTS bands (
    band INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (band, article)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copies (
    article INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (article, other)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vectors (
    model TEXT NOT NULL, digest BLOB NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (model, digest)
);
CREATE TABLE IF NOT EXISTS layers (
    name INTEGER PRIMARY KEY AUTOINCREMENT, first INTEGER NOT NULL, last INTEGER NOT NULL, held INTEGER NOT NULL,
    model TEXT NOT NULL, mark TEXT NOT NULL
);
"""
