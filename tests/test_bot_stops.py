from bot.stops import Stops
from bot.store import Thread


def test_what_is_written_in_a_chat_and_topic_can_be_stopped_by_anybody_there() -> None:
    stops = Stops()
    with stops.writing(Thread(-5, 2, 9), 9) as stop:
        assert stops.asker(Thread(-5, 2, 7)) == 9
        assert [stops.stop(Thread(-5, 3, 9)), stop.is_set()] == [False, False]
        assert [stops.stop(Thread(-5, 2, 7)), stop.is_set()] == [True, True]


def test_what_has_ended_cannot_be_stopped() -> None:
    stops = Stops()
    with stops.writing(Thread(5), 5):
        pass
    assert (stops.stop(Thread(5)), stops.asker(Thread(5))) == (False, None)
