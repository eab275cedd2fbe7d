"""The steps that bring an older catalogue to the tables of today."""

# The statements that bring a catalogue from a version to the next. They run in one transaction, and only what takes
# seconds belongs here: for more, leave a version out, and the catalogue is set aside and made again from the corpus,
# with the bar of every sync.
MIGRATIONS = {
    # Version 2 remembers the folders that vectors lie in, and keeps vectors in a table with row ids.
    1: (
        "ALTER TABLE vectors RENAME TO vectors_1",
        "CREATE TABLE vectors (model TEXT, digest BLOB, vector BLOB NOT NULL, PRIMARY KEY (model, digest))",
        "INSERT INTO vectors SELECT model, digest, vector FROM vectors_1",
        "DROP TABLE vectors_1",
    ),
}
