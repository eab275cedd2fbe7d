from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.corpus.written_dates import day_of

TWELFTH = date(2022, 1, 12)


@pytest.mark.parametrize(
    "written",
    [
        "2022-01-12",
        "2022-01-12T10:30:00Z",
        "2022-01-12T23:30:00-05:00",
        "2022-01-12 10:30:00.123456+02:00",
        "20220112",
        "20220112T103000Z",
        "2022/01/12",
        "2022.1.12",
        "12.01.2022",
        "12. 1. 2022",
        "12.01.2022.",
        "12.01.2022 10:30",
        "12 January 2022",
        "12 Jan 2022",
        "12-Jan-2022",
        "12th January, 2022",
        "the 12th of January 2022",
        "Wednesday, 12 January 2022",
        "January 12, 2022",
        "Jan. 12th, 2022, 10:30 a.m. ET",
        "Wed, 12 Jan 2022 10:30:00 +0200",
        "  12\n January   2022 ",
        "1641988800",
        "1641988800000",
        20220112,
        1641988800,
        1641988800.5,
        1641988800000,
        date(2022, 1, 12),
        datetime(2022, 1, 12, 23, 30, tzinfo=timezone(timedelta(hours=-5))),
    ],
)
def test_the_usual_forms_are_read(written: object) -> None:
    assert day_of(written) == TWELFTH


@pytest.mark.parametrize(
    "written",
    [
        "12. Januar 2022",
        "12 janvier 2022",
        "12 de enero de 2022",
        "12 января 2022 г.",
        "12. janvāris 2022",
        "2022年1月12日",
    ],
)
def test_dates_of_other_languages_are_read(written: str) -> None:
    assert day_of(written) == TWELFTH


@pytest.mark.parametrize(
    "written",
    [
        "",
        "May",
        "12 May",
        "May 2022",
        "2022",
        "yesterday",
        "two days ago",
        "31 February 2022",
        "2022-13-45",
        "version 1.2.2022",
        "page 3 of 10, 2022",
        "10 Downing Street 2022",
        "0001-01-01",
        "9999-12-31",
        "1" * 500,
        5_000_000_000,
        -1,
        0,
        float("nan"),
        float("inf"),
        True,
        None,
        [2022, 1, 12],
    ],
)
def test_no_date_is_invented(written: object) -> None:
    assert day_of(written) is None


def test_dotted_dates_put_the_day_first() -> None:
    assert day_of("03.04.2022") == date(2022, 4, 3)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("03/04/2022", None),
        ("13/04/2022", date(2022, 4, 13)),
        ("04/13/2022", date(2022, 4, 13)),
        ("04/04/2022", date(2022, 4, 4)),
        ("03-04-2022", None),
    ],
)
def test_a_date_with_slashes_counts_only_when_one_order_makes_a_date(written: str, day: date | None) -> None:
    assert day_of(written) == day


@given(st.dates(date(1600, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert {day_of(form) for form in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d %B %Y}", f"{day:%b %d, %Y}")} == {
        day
    }


@given(st.datetimes(datetime(1974, 1, 1), datetime(2099, 12, 31)))  # noqa: DTZ001 - the zone is given below
def test_seconds_and_milliseconds_name_the_same_day(moment: datetime) -> None:
    seconds = moment.replace(tzinfo=UTC).timestamp()
    assert day_of(seconds) == day_of(int(seconds * 1000)) == moment.date()


@given(st.text(alphabet="0123456789 ./-:TZ,", max_size=40) | st.integers() | st.floats() | st.binary())
def test_nothing_written_is_a_failure(written: object) -> None:
    assert isinstance(day_of(written), date | None)
