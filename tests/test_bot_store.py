from pathlib import Path

from bot.settings import BotSettings
from bot.store import Allowance, Store, Thread
from rag import NoAnswer, Turn

DAY = 24 * 3600.0


def test_the_rooms_share_one_file_that_outlives_the_process(tmp_path: Path) -> None:
    settings = BotSettings(questions_per_minute=1)
    with Store.open(tmp_path / "data", settings) as store:
        store.conversations.add(Thread(5), 1, Turn("q", "a"), 0.0)
        assert store.limits.take(5, 1, 0.0) is Allowance.FREE
        id_ = store.answers.keep(Thread(5), 1, "q", NoAnswer("No.", 0.0), 0.0)
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["bot.sqlite"]
    with Store.open(tmp_path / "data", settings) as store:
        assert store.conversations.turns(Thread(5), 1.0) == [Turn("q", "a")]
        assert store.limits.take(5, 2, 1.0) is Allowance.MINUTE
        assert store.answers.find(id_) is not None


def test_what_nobody_can_ask_for_any_more_is_forgotten(tmp_path: Path) -> None:
    with Store.open(tmp_path, BotSettings(keep_answers_days=2)) as store:
        id_ = store.answers.keep(Thread(5), 1, "q", NoAnswer("No.", 0.0), 0.0)
        store.inbox.keep(1, "{}", 0.0)
        store.prune(3 * DAY)
        assert store.answers.find(id_) is None
        assert store.inbox.count() == {"open": 1}
