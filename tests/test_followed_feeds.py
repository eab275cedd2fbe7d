from pathlib import Path

from rag.adding.followed_feeds import FeedState, FollowedFeeds

FEED = "https://example.org/feed.xml"


def test_what_is_known_of_a_feed_is_kept(tmp_path: Path) -> None:
    feeds = FollowedFeeds.open(tmp_path)
    assert feeds.state(FEED) == FeedState()
    feeds.keep(FEED, FeedState('"1"', "yesterday", 5.0))
    feeds.keep(FEED, FeedState('"2"', "today", 0.0))
    feeds.close()
    assert FollowedFeeds.open(tmp_path).state(FEED) == FeedState('"2"', "today", 0.0)


def test_an_item_that_was_fetched_is_seen_in_its_feed_alone(tmp_path: Path) -> None:
    feeds = FollowedFeeds.open(tmp_path)
    feeds.tried(FEED, "b", done=True)
    assert feeds.unseen(FEED, ["c", "b", "a"]) == ["c", "a"]
    assert feeds.unseen("https://example.org/other.xml", ["b"]) == ["b"]
    feeds.close()


def test_an_item_that_fails_is_tried_three_times(tmp_path: Path) -> None:
    feeds = FollowedFeeds.open(tmp_path)
    unseen = []
    for _ in range(4):
        unseen.append(feeds.unseen(FEED, ["a"]))
        feeds.tried(FEED, "a", done=False)
    assert unseen == [["a"], ["a"], ["a"], []]
    feeds.close()


def test_a_damaged_file_is_set_aside_and_all_is_unseen_again(tmp_path: Path) -> None:
    (tmp_path / "feeds.sqlite").write_bytes(b"no database" * 1_000)
    feeds = FollowedFeeds.open(tmp_path)
    assert feeds.unseen(FEED, ["a"]) == ["a"]
    feeds.close()
    assert len(list(tmp_path.glob("feeds.sqlite.damaged-*"))) == 1
