"""Turns the written date of an article into a day."""

import re
from datetime import UTC, date, datetime
from functools import lru_cache

# The first newspaper is of 1605; a date outside these years is a default or a slip.
_YEARS = range(1600, 2101)
# Seconds since 1970 that fall into the years from 1973 to 2100.
_SECONDS = range(100_000_000, 4_102_444_800)
# "Wednesday, the 12th of January 2022, 10:30 a.m. Eastern European Time" and the like fit.
_LONGEST = 80
# Archives repeat their dates; dateparser takes milliseconds for each, and a second for its first.
_REMEMBERED_DATES = 2_000

_AFTER = r"(?=$|[\s,;TZ+(|])"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\s+)?(?:the\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_CERTAIN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<year>\d{{4}})(?P<sign>[-./])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}}){_AFTER}",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?=T\d|$)",
        rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>\d{{4}})\.?{_AFTER}",
        rf"{_WEEKDAY}{_DAY}(?:\s+of)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}}){_AFTER}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}}){_AFTER}",
    )
)
_EITHER = re.compile(rf"(\d{{1,2}})[/-](\d{{1,2}})[/-](\d{{4}}){_AFTER}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# The languages of the press, by dateparser's codes: trying its two hundred takes twice as long to load.
_LANGUAGES = (
    *("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "is", "et", "lv", "lt", "ca"),
    *("pl", "cs", "sk", "sl", "hr", "sr", "mk", "sq", "hu", "ro", "bg", "ru", "uk", "be", "el", "tr"),
    *("ka", "hy", "ar", "he", "fa", "hi", "id", "vi", "th", "ja", "ko", "zh"),
)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
# The name of a month in any script: dates of numbers alone are all above.
_NAME = re.compile(r"[^\W\d_]{3,}|[年년]")


def day_of(written: object) -> date | None:
    """The day that `written` names, or None where it names none for certain.

    Understood: dates, times of day with and without zone (the day as written counts, not that of UTC), seconds and
    milliseconds since 1970, ISO 8601, RFC 822, and written dates of many languages with day, month and four-digit
    year. `12.01.2022` is 12 January; `01/12/2022` may be either and is None, but `13/01/2022` is certain.
    """
    if isinstance(written, datetime):
        return _plausible(written.date())
    if isinstance(written, date):
        return _plausible(written)
    if isinstance(written, int | float) and not isinstance(written, bool):
        return _of_number(written)
    if isinstance(written, str) and len(written) <= _LONGEST:
        return _of_text(" ".join(written.split()))
    return None


def _of_number(number: float) -> date | None:
    if not 0 <= number < _SECONDS.stop * 1000:
        return None
    for seconds in (int(number), int(number) // 1000):
        if seconds in _SECONDS:
            return datetime.fromtimestamp(seconds, UTC).date()
    return _of_text(str(int(number))) if number < _SECONDS.start else None


@lru_cache(maxsize=_REMEMBERED_DATES)
def _of_text(text: str) -> date | None:
    for pattern in _CERTAIN:
        if match := pattern.match(text):
            return _day(match["year"], match["month"], match["day"])
    if match := _EITHER.match(text):
        days = {_day(match[3], match[2], match[1]), _day(match[3], match[1], match[2])} - {None}
        return days.pop() if len(days) == 1 else None
    if text.isascii() and text.isdigit():
        return _of_number(int(text)) if int(text) >= _SECONDS.start else None
    return _of_any_language(text)


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].casefold()) + 1
    try:
        return _plausible(date(int(year), number, int(day)))
    except ValueError:
        return None


def _of_any_language(text: str) -> date | None:
    if not (_YEAR.search(text) and _NAME.search(text) and re.search(r"\d", _YEAR.sub("", text))):
        return None
    import dateparser

    try:
        found = dateparser.parse(
            text,
            languages=list(_LANGUAGES),
            settings={
                "DATE_ORDER": "DMY",
                "PREFER_LOCALE_DATE_ORDER": False,
                "REQUIRE_PARTS": ["day", "month", "year"],
                "PARSERS": ["absolute-time"],  # "two days ago" is no date of publication
            },
        )
    except Exception:  # noqa: BLE001 - it fails in many ways on odd text, and a date not understood is no failure
        return None
    return _plausible(found.date()) if found is not None else None


def _plausible(day: date) -> date | None:
    return day if day.year in _YEARS else None
