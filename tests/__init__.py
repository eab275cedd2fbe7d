"""The tests, one file a room; fixtures stand in `conftest`."""
