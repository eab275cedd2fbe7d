"""What a question says of time, asked on Wednesday, 15 May 2024."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rag.records import Span, Window
from rag.timing.timeframe import READ_CHARACTERS, Bearing, Timeframe, described, timeframe_in, window_in

TODAY = date(2024, 5, 15)

ARTICLES, NEWS, FACT, PLAN = Bearing.ARTICLES, Bearing.NEWS, Bearing.FACT, Bearing.PLAN

# question, first and last day ("" where open), the words read as time, what they bear on
BY_THE_CLOCK = [
    ("What happened yesterday?", "2024-05-14", "2024-05-14", "yesterday", NEWS),
    ("What happened the day before yesterday?", "2024-05-13", "2024-05-13", "the day before yesterday", NEWS),
    ("What did the minister say today?", "2024-05-15", "2024-05-15", "today", NEWS),
    ("Who was arrested last night?", "2024-05-14", "2024-05-15", "last night", NEWS),
    ("What happened in Riga this morning?", "2024-05-15", "2024-05-15", "this morning", NEWS),
    ("Who resigned last week?", "2024-05-06", "2024-05-12", "last week", NEWS),
    ("What has happened this week?", "2024-05-13", "2024-05-19", "this week", NEWS),
    ("Which laws were passed this month?", "2024-05-01", "2024-05-31", "this month", NEWS),
    ("Which laws were passed last month?", "2024-04-01", "2024-04-30", "last month", NEWS),
    ("What did Tesla earn last quarter?", "2024-01-01", "2024-03-31", "last quarter", NEWS),
    ("Who won last year?", "2023-01-01", "2023-12-31", "last year", NEWS),
    ("How many have died so far this year?", "2024-01-01", "2024-05-15", "so far this year", NEWS),
    ("What has changed this month so far?", "2024-05-01", "2024-05-15", "this month so far", NEWS),
    ("How has the share done year-to-date?", "2024-01-01", "2024-05-15", "year-to-date", NEWS),
    ("Who was elected earlier this week?", "2024-05-13", "2024-05-15", "earlier this week", NEWS),
    ("What happened in the last 3 days?", "2024-05-12", "2024-05-15", "in the last 3 days", NEWS),
    ("What did Apple say in the past two weeks?", "2024-05-01", "2024-05-15", "in the past two weeks", NEWS),
    ("In the last three months, who resigned?", "2024-02-15", "2024-05-15", "In the last three months", NEWS),
    ("What happened over the past week?", "2024-05-08", "2024-05-15", "over the past week", NEWS),
    ("What happened in the last year?", "2023-05-15", "2024-05-15", "in the last year", NEWS),
    ("Who resigned in the last 48 hours?", "2024-05-13", "2024-05-15", "in the last 48 hours", NEWS),
    ("How did markets do over the last few days?", "2024-05-10", "2024-05-15", "over the last few days", NEWS),
    ("What happened three days ago?", "2024-05-12", "2024-05-12", "three days ago", NEWS),
    ("What happened a week ago?", "2024-05-06", "2024-05-12", "a week ago", NEWS),
    ("Who resigned a few days ago?", "2024-05-10", "2024-05-14", "a few days ago", NEWS),
    ("What did he say two months ago?", "2024-03-01", "2024-03-31", "two months ago", NEWS),
    ("What happened on Monday?", "2024-05-13", "2024-05-13", "on Monday", NEWS),
    ("What happened on Wednesday?", "2024-05-15", "2024-05-15", "on Wednesday", NEWS),
    ("what did he say on thursday", "2024-05-09", "2024-05-09", "on thursday", NEWS),
    ("What happened last Friday?", "2024-05-10", "2024-05-10", "last Friday", NEWS),
    ("What happened last Wednesday?", "2024-05-08", "2024-05-08", "last Wednesday", NEWS),
    ("What happened on Monday of last week?", "2024-05-06", "2024-05-06", "on Monday of last week", NEWS),
    ("Who was arrested Monday morning?", "2024-05-13", "2024-05-13", "Monday morning", NEWS),
    ("Who was behind Friday's attack?", "2024-05-10", "2024-05-10", "Friday", NEWS),
    ("What has happened since Monday?", "2024-05-13", "", "since Monday", NEWS),
    ("How did markets do on Monday and Tuesday?", "2024-05-13", "2024-05-14", "on Monday and Tuesday", NEWS),
    ("What happened from Monday to Friday?", "2024-05-06", "2024-05-10", "from Monday to Friday", NEWS),
    ("What happened at the weekend?", "2024-05-11", "2024-05-12", "at the weekend", NEWS),
    ("What happened last March?", "2024-03-01", "2024-03-31", "last March", NEWS),
    ("What happened last winter?", "2023-12-01", "2024-02-29", "last winter", NEWS),
    ("WHAT HAPPENED YESTERDAY?", "2024-05-14", "2024-05-14", "YESTERDAY", NEWS),
    ("What Happened Last Week in Kyiv?", "2024-05-06", "2024-05-12", "Last Week", NEWS),
    ("and last week?", "2024-05-06", "2024-05-12", "last week", NEWS),
    ("What happened yesterday and today?", "2024-05-14", "2024-05-15", "yesterday and today", NEWS),
    ("What changed in the last ten years?", "2014-05-15", "2024-05-15", "in the last ten years", FACT),
    ("Who was president two years ago?", "2022-01-01", "2022-12-31", "two years ago", FACT),
    ("What was announced before yesterday?", "", "2024-05-13", "before yesterday", FACT),
]

DATES = [
    ("What happened on 12 January 2022?", "2022-01-12", "2022-01-12", "on 12 January 2022", FACT),
    ("What happened on January 12, 2022?", "2022-01-12", "2022-01-12", "on January 12, 2022", FACT),
    ("What happened on the 12th of January 2022?", "2022-01-12", "2022-01-12", "on the 12th of January 2022", FACT),
    ("What happened on 12 Jan?", "2024-01-12", "2024-01-12", "on 12 Jan", FACT),
    ("Who stormed it on Jan. 6, 2021?", "2021-01-06", "2021-01-06", "on Jan. 6, 2021", FACT),
    ("What happened on 12.01.2022?", "2022-01-12", "2022-01-12", "on 12.01.2022", FACT),
    ("What happened on 05.06.22?", "2022-06-05", "2022-06-05", "on 05.06.22", FACT),
    ("What happened on 12/01/2022?", "2022-01-12", "2022-01-12", "on 12/01/2022", FACT),
    ("What happened on 01/25/2022?", "2022-01-25", "2022-01-25", "on 01/25/2022", FACT),
    ("What happened on 2022-01-12?", "2022-01-12", "2022-01-12", "on 2022-01-12", FACT),
    ("What happened on Wednesday, 12 January 2022?", "2022-01-12", "2022-01-12", "on Wednesday, 12 January 2022", FACT),
    ("What happened on 16 May?", "2023-05-16", "2023-05-16", "on 16 May", FACT),
    ("What happened on 29 February?", "2024-02-29", "2024-02-29", "on 29 February", FACT),
    ("what happened on the 3rd of may", "2024-05-03", "2024-05-03", "on the 3rd of may", FACT),
    ("What happened on the first of May 2023?", "2023-05-01", "2023-05-01", "on the first of May 2023", FACT),
    ("What happened on 12 January last year?", "2023-01-12", "2023-01-12", "on 12 January last year", FACT),
]

MONTHS_TO_DECADES = [
    ("What happened in March?", "2024-03-01", "2024-03-31", "in March", FACT),
    ("What happened in May?", "2024-05-01", "2024-05-31", "in May", FACT),
    ("What happened in June?", "2023-06-01", "2023-06-30", "in June", FACT),
    ("What happened in March 2022?", "2022-03-01", "2022-03-31", "in March 2022", FACT),
    ("what happened in may 2022", "2022-05-01", "2022-05-31", "in may 2022", FACT),
    ("what was said in may?", "2024-05-01", "2024-05-31", "in may", FACT),
    ("What did Mayor May say in May?", "2024-05-01", "2024-05-31", "in May", FACT),
    ("What happened in March last year?", "2023-03-01", "2023-03-31", "in March last year", FACT),
    ("What happened in January and February?", "2024-01-01", "2024-02-29", "in January and February", FACT),
    ("Who won the election in 2016?", "2016-01-01", "2016-12-31", "in 2016", FACT),
    ("In 2016 voters chose whom?", "2016-01-01", "2016-12-31", "In 2016", FACT),
    ("What happened during 2021?", "2021-01-01", "2021-12-31", "during 2021", FACT),
    ("And 2022?", "2022-01-01", "2022-12-31", "2022", FACT),
    ("Who won the 2021/22 title, in 2021/22?", "2021-01-01", "2022-12-31", "in 2021/22", FACT),
    ("What happened in the 1990s?", "1990-01-01", "1999-12-31", "in the 1990s", FACT),
    ("What did he do in the late 1990s?", "1997-01-01", "1999-12-31", "in the late 1990s", FACT),
    ("What was earned in Q1 2023?", "2023-01-01", "2023-03-31", "in Q1 2023", FACT),
    ("What was earned in Q3?", "2023-07-01", "2023-09-30", "in Q3", FACT),
    ("Who grew in the first quarter of 2023?", "2023-01-01", "2023-03-31", "in the first quarter of 2023", FACT),
    ("What was earned in the second half of 2021?", "2021-07-01", "2021-12-31", "in the second half of 2021", FACT),
    ("What happened in early 2021?", "2021-01-01", "2021-04-30", "in early 2021", FACT),
    ("What happened in mid-2021?", "2021-05-01", "2021-08-31", "in mid-2021", FACT),
    ("What happened in late March 2022?", "2022-03-21", "2022-03-31", "in late March 2022", FACT),
    ("What happened at the end of March?", "2024-03-21", "2024-03-31", "at the end of March", FACT),
    ("Who won in the last week of March?", "2024-03-25", "2024-03-31", "in the last week of March", FACT),
    ("Who won in the first 3 months of 2022?", "2022-01-01", "2022-03-31", "in the first 3 months of 2022", FACT),
    ("What happened in the week of 12 March 2022?", "2022-03-07", "2022-03-13", "in the week of 12 March 2022", FACT),
    ("Who won in the summer of 2022?", "2022-06-01", "2022-08-31", "in the summer of 2022", FACT),
    ("Who won in spring?", "2024-03-01", "2024-05-31", "in spring", FACT),
    ("Who ruled during the crisis of 2008?", "2008-01-01", "2008-12-31", "2008", FACT),
    ("What did the ECB do at the March 2022 meeting?", "2022-03-01", "2022-03-31", "March 2022", FACT),
]

BOUNDS = [
    ("How many have died since 12 January?", "2024-01-12", "", "since 12 January", FACT),
    ("How many have died since March 2022?", "2022-03-01", "", "since March 2022", FACT),
    ("What will have changed since June?", "2023-06-01", "", "since June", FACT),
    ("What changed after 2016?", "2017-01-01", "", "after 2016", FACT),
    ("What changed after 12 January 2022?", "2022-01-13", "", "after 12 January 2022", FACT),
    ("What was known before 12 January 2022?", "", "2022-01-11", "before 12 January 2022", FACT),
    ("What was known before March 2022?", "", "2022-02-28", "before March 2022", FACT),
    ("What happened until March 2022?", "", "2022-03-31", "until March 2022", FACT),
    ("What happened up to 2021?", "", "2021-12-31", "up to 2021", FACT),
    ("What was proven as of February 2011?", "", "2011-02-28", "as of February 2011", FACT),
    ("What was spent by the end of March?", "", "2024-03-31", "by the end of March", FACT),
    ("What was known before the end of March?", "", "2024-03-31", "before the end of March", FACT),
    ("What has changed since the start of 2022?", "2022-01-01", "", "since the start of 2022", FACT),
    ("Who applies it from March 2022 onwards?", "2022-03-01", "", "from March 2022 onwards", FACT),
    ("What did he say before the summit of 2021?", "", "2021-12-31", "before the summit of 2021", FACT),
    ("What did he say after the summit of 2021?", "2021-01-01", "", "after the summit of 2021", FACT),
    ("What changed after the 2008 World Cup?", "2008-01-01", "", "after the 2008 World Cup", FACT),
    ("What was said after the 7 October attack?", "2023-10-07", "", "after the 7 October attack", FACT),
    ("What was said after last week's vote?", "2024-05-06", "", "after last week", NEWS),
]

RANGES = [
    (
        "Who met between 12 January and 3 March 2022?",
        "2022-01-12",
        "2022-03-03",
        "between 12 January and 3 March 2022",
        FACT,
    ),
    ("Who met between March and May 2022?", "2022-03-01", "2022-05-31", "between March and May 2022", FACT),
    ("Who met between October and December?", "2023-10-01", "2023-12-31", "between October and December", FACT),
    ("Who ruled between 2004 and 2014?", "2004-01-01", "2014-12-31", "between 2004 and 2014", FACT),
    ("Who ruled from 2019 to 2021?", "2019-01-01", "2021-12-31", "from 2019 to 2021", FACT),
    ("Who ruled in 2019–2021?", "2019-01-01", "2021-12-31", "in 2019–2021", FACT),
    (
        "Who met from November 2021 until March 2022?",
        "2021-11-01",
        "2022-03-31",
        "from November 2021 until March 2022",
        FACT,
    ),
    ("Who met from November 2021 to March?", "2021-11-01", "2022-03-31", "from November 2021 to March", FACT),
    ("Who met between 9 and 11 May 2023?", "2023-05-09", "2023-05-11", "between 9 and 11 May 2023", FACT),
    ("Who met on May 9-11, 2023?", "2023-05-09", "2023-05-11", "on May 9-11, 2023", FACT),
    ("Who met in Oct-Dec 2022?", "2022-10-01", "2022-12-31", "in Oct-Dec 2022", FACT),
    ("Who ruled from 2019 until now?", "2019-01-01", "", "from 2019 until now", FACT),
    ("Who resigned between 2020 and today?", "2020-01-01", "2024-05-15", "between 2020 and today", FACT),
    ("Who met on 3 May 2022 and Anna on 5 June 2022?", "2022-05-03", "2022-06-05", "on 3 May 2022", FACT),
    ("Who met after 3 May 2022 but before 5 June 2022?", "2022-05-04", "2022-06-04", "after 3 May 2022", FACT),
]

TO_COME = [
    ("What will happen tomorrow?", "2024-05-16", "2024-05-16", "tomorrow", PLAN),
    ("What is planned for next week?", "2024-05-20", "2024-05-26", "next week", PLAN),
    ("What will happen on Friday?", "2024-05-17", "2024-05-17", "on Friday", PLAN),
    ("What will happen in June?", "2024-06-01", "2024-06-30", "in June", PLAN),
    ("What did Will Smith do in June?", "2023-06-01", "2023-06-30", "in June", FACT),
    ("Who will be elected in 2030?", "2030-01-01", "2030-12-31", "in 2030", PLAN),
    ("What did he say in March of 2030?", "2030-03-01", "2030-03-31", "in March of 2030", PLAN),
    ("Which goals must be reached by 2030?", "", "2030-12-31", "by 2030", PLAN),
    ("What do articles from 1 June 2024 say?", "2024-06-01", "2024-06-01", "from 1 June 2024", ARTICLES),
]

OF_ARTICLES = [
    ("Show me articles from March 2022", "2022-03-01", "2022-03-31", "from March 2022", ARTICLES),
    ("What do the articles published in 2022 say?", "2022-01-01", "2022-12-31", "in 2022", ARTICLES),
    ("news of last week", "2024-05-06", "2024-05-12", "last week", ARTICLES),
    ("news since 12 January", "2024-01-12", "", "since 12 January", ARTICLES),
    ("news about the war since 12 January", "2024-01-12", "", "since 12 January", ARTICLES),
    ("Give me yesterday's news", "2024-05-14", "2024-05-14", "yesterday", ARTICLES),
    ("What is in the news today?", "2024-05-15", "2024-05-15", "today", ARTICLES),
    ("What was reported in March 2022 about Tesla?", "2022-03-01", "2022-03-31", "in March 2022", ARTICLES),
    ("What did the papers say on 3 May 2023?", "2023-05-03", "2023-05-03", "on 3 May 2023", ARTICLES),
    ("What did the article published on 3 May 2023 say?", "2023-05-03", "2023-05-03", "on 3 May 2023", ARTICLES),
    ("What does their 3 May 2023 report say?", "2023-05-03", "2023-05-03", "3 May 2023", ARTICLES),
    ("Do last week's articles tell who won in 2016?", "2024-05-06", "2024-05-12", "last week", ARTICLES),
    ("What article was published in 1937?", "1937-01-01", "1937-12-31", "in 1937", FACT),
    ("How many crimes were reported in 2016?", "2016-01-01", "2016-12-31", "in 2016", FACT),
    ("How did fake news in 2016 spread?", "2016-01-01", "2016-12-31", "in 2016", FACT),
    (
        "Does the report published on 3 May 2023 agree with the article published on 5 May 2023?",
        "2023-05-03",
        "2023-05-05",
        "on 3 May 2023",
        FACT,
    ),
]

ALL_TOLD = [
    *(BY_THE_CLOCK + DATES + MONTHS_TO_DECADES),
    *(BOUNDS + RANGES + TO_COME + OF_ARTICLES),
]

NEWEST = [
    ("What is the latest on Ukraine?", "latest", ARTICLES),
    ("What's the latest?", "latest", ARTICLES),
    ("latest news", "latest", ARTICLES),
    ("What does the most recent report say?", "most recent", ARTICLES),
    ("Show the newest articles about Riga", "newest", ARTICLES),
    ("What was the latest attack?", "latest", FACT),
    ("What does the latest iPhone cost?", "latest", FACT),
    ("¿Cuáles son las últimas noticias?", "últimas", ARTICLES),
    ("Какие последние новости?", "последние", ARTICLES),
    ("Kādas ir jaunākās ziņas?", "jaunākās", ARTICLES),
]

NO_TIME = """
    What was the March on Rome?
    What May said about Brexit
    Who succeeded Theresa May?
    What did May's cabinet decide?
    Who leads the May government?
    Who left after May resigned?
    Who was sacked by May?
    May I ask a question?
    Will the troops march on the capital?
    Rule 3 may or may not apply?
    Who was the second to finish?
    What did August Strindberg write?
    Who was taught by August Strindberg?
    Who is April O'Neil?
    Who met in April O'Neil?
    What did Jan say to June Carter?
    Who won in March Madness?
    What is May Day?
    What is the October Revolution?
    What does the Sunday Times write?
    What was said on Sunday Times pages?
    What was sold on Black Friday?
    What happened on Bloody Sunday?
    Who uses Monday.com?
    Who plays on Monday Night Football?
    What opens on Sunday mornings?
    What happened on Friday the 13th?
    Who stars in Wednesday?
    What did Crusoe's man Friday do?
    Who won the 2022 World Cup?
    Who scored in the 2022 World Cup?
    Who flew the Boeing 2001?
    Does it cost $2000?
    Why did 2,000 people leave?
    What happened in 2000 cities?
    Who won by 2000 votes?
    Did prices rise by 2000 euros?
    How many of a total of 2000 came?
    Who lives within 2000 metres of it?
    What happened in 1200 BC?
    Who stayed in room 1984?
    Who still uses Windows 2000?
    What is Catch-22?
    Who wrote 1984 by Orwell?
    Who wrote "In March 2022"?
    What happened on 9/11?
    What did the January 6 committee find?
    Who died in the September 11 attacks?
    What is her last name?
    Last but not least, who won?
    Did the war last two weeks?
    Can it last a year?
    What is this?
    Who is the past president?
    What are recent developments?
    When did he leave?
    Since when has the council been used?
    What has he done since he left?
    What was said before the meeting?
    What happened after the vote?
    What happened the next day?
    What happened in the next week?
    What matters in today's world?
    Where do most Huguenots live today?
    Whose wall stands even today?
    What is it up to now?
    Who sang Yesterday?
    What does USA Today write?
    Who hosts Last Week Tonight?
    Who is the person of the year?
    What happened in the last quarter of the game?
    What was the last year he played?
    What happened 65 million years ago?
    What was found 21,000 years ago?
    What was the Prague Spring?
    Who fled in the fall of Kabul?
    What was the Summer of Love?
    How long is a day on Mars?
    Which samples came from Mars?
    Who works in Mayo?
    What must be paid at the latest?
    What is the Most Recent Metrics Report?
    What is at 10.0.0.1?
    What does version 10.2.22.1 fix?
    What is the ratio 1/2/3?
    What happened on 31 February 2022?
    What happened on 2022-13-01?
    What happened on 32.01.2022?
    What happened in the year 99999?
    What happened in month 13 of 0000?
    Wer ist Theresa May?
    ¿Quién vive en la calle 2000?
    Кто такая Марта?
    Kas ir Marta?
"""
NO_TIMES = [line.strip() for line in NO_TIME.strip().splitlines()]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("question", "since", "until", "phrase", "bearing"), ALL_TOLD)
def test_time_is_understood(question: str, since: str, until: str, phrase: str, bearing: Bearing) -> None:
    timeframe = timeframe_in(question, TODAY)

    assert timeframe is not None
    assert timeframe.window == Window(since=day(since), until=day(until), phrase=phrase)
    assert timeframe.bearing is bearing


@pytest.mark.parametrize(("question", "phrase", "bearing"), NEWEST)
def test_newest_is_wanted(question: str, phrase: str, bearing: Bearing) -> None:
    timeframe = timeframe_in(question, TODAY)

    assert timeframe is not None
    assert timeframe.window == Window(phrase=phrase, latest=True)
    assert timeframe.bearing is bearing


def test_newest_of_a_time_is_wanted() -> None:
    assert window_in("What was the latest attack in March 2022?", TODAY) == Window(
        since=date(2022, 3, 1), until=date(2022, 3, 31), phrase="in March 2022", latest=True
    )


@pytest.mark.parametrize("question", NO_TIMES)
def test_no_time_is_read(question: str) -> None:
    assert window_in(question, TODAY) is None


def test_tables_are_as_long_as_they_must_be() -> None:
    assert len(ALL_TOLD) >= 100
    assert len(NO_TIMES) >= 40


def test_spans_are_the_words_that_are_nothing_but_time() -> None:
    question = "What is the latest said before the summit of 2021 and in May?"

    timeframe = timeframe_in(question, TODAY)

    assert timeframe is not None
    assert [span.cut(question) for span in timeframe.spans] == ["latest", "2021", "in May"]


def test_articles_of_a_time_must_be_of_that_time() -> None:
    timeframe = timeframe_in("articles from 12 January 2022", TODAY)

    assert timeframe == Timeframe(
        Window(date(2022, 1, 12), date(2022, 1, 12), "from 12 January 2022"), ARTICLES, (Span(9, 29),)
    )
    assert timeframe.firm
    assert timeframe.admits(date(2022, 1, 12))
    assert not timeframe.admits(date(2022, 1, 13))
    assert not timeframe.admits(None)


def test_news_of_a_time_is_told_in_it_and_as_long_again_after_it() -> None:
    timeframe = timeframe_in("Who resigned last week?", TODAY)

    assert timeframe is not None
    assert timeframe.firm
    admitted = [TODAY - timedelta(days=n) for n in range(-10, 20) if timeframe.admits(TODAY - timedelta(days=n))]
    assert (min(admitted), max(admitted)) == (date(2024, 5, 6), date(2024, 5, 19))
    assert not timeframe.admits(None)


def test_news_since_a_day_is_told_on_any_day_from_then_on() -> None:
    timeframe = timeframe_in("Who resigned since Monday?", TODAY)

    assert timeframe is not None
    assert timeframe.admits(date(2024, 5, 13))
    assert timeframe.admits(date(2034, 5, 13))
    assert not timeframe.admits(date(2024, 5, 12))


def test_fact_of_a_time_may_be_told_on_any_day() -> None:
    timeframe = timeframe_in("Who won in 2016?", TODAY)

    assert timeframe is not None
    assert not timeframe.firm
    assert timeframe.admits(date(2003, 1, 1))
    assert timeframe.admits(None)


@pytest.mark.parametrize(
    ("window", "text"),
    [
        (Window(date(2022, 3, 1), date(2022, 3, 31)), "from 1 to 31 March 2022"),
        (Window(date(2024, 5, 28), date(2024, 6, 3)), "from 28 May to 3 June 2024"),
        (Window(date(2021, 12, 28), date(2022, 1, 3)), "from 28 December 2021 to 3 January 2022"),
        (Window(date(2023, 5, 3), date(2023, 5, 3)), "on 3 May 2023"),
        (Window(since=date(2022, 1, 12)), "since 12 January 2022"),
        (Window(until=date(2020, 12, 31)), "until 31 December 2020"),
        (Window(date(2022, 3, 1), date(2022, 3, 31), latest=True), "from 1 to 31 March 2022"),
        (Window(latest=True), "the latest articles"),
        (Window(), "at any time"),
    ],
)
def test_window_is_said_in_plain_english(window: Window, text: str) -> None:
    assert described(window) == text


# Words that reach the rules more often than random letters do.
PIECES = st.sampled_from(
    [
        *re.findall(r"\S+", " ".join(row[0] for row in ALL_TOLD)),
        *("99999", "0", "13", "31", "30", "00", "2022", "9999", "1000", "may", "march", "May", "February", "February,"),
        *(
            "the",
            "last",
            "first",
            "of",
            "to",
            "and",
            "-",
            "–",
            ",",
            ".",
            "'",
            '"',
            "İ",
            "ſ",
            "frİday",
            "laſt",
            "\n",
            "١٢",
        ),
    ]
)
QUESTIONS = st.one_of(
    st.text(max_size=80),
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=14).map("".join),
)


# No deadline: the first question in a language compiles its patterns.
@settings(deadline=None)
@given(QUESTIONS, st.dates())
@example("yesterday, last year, the last week of last month, last winter, three years ago", date.min)
@example("What will happen tomorrow, next year, on Friday, in spring, in the next decade?", date.max)
@example("after 9999-12-31, before 0001-01-01, since 29 February", date.min)
@example("What happened laſt frİday?", TODAY)
def test_window_is_ordered_and_its_phrase_stands_in_the_question(question: str, today: date) -> None:
    timeframe = timeframe_in(question, today)

    if timeframe is None:
        assert window_in(question, today) is None
        return
    window = timeframe.window
    assert window_in(question, today) == window
    assert window.phrase
    assert window.phrase in question
    assert window.latest or window.since is not None or window.until is not None
    assert window.since is None or window.until is None or window.since <= window.until
    assert described(window)
    starts = [span.start for span in timeframe.spans]
    assert starts == sorted(starts)
    assert all(span.cut(question).strip() for span in timeframe.spans)


@given(st.integers(), st.integers(), st.integers())
def test_number_that_is_no_date_is_no_date(year: int, month: int, number: int) -> None:
    window = window_in(f"What happened on {year:04}-{month:02}-{number:02}?", TODAY)

    try:
        expected = date(year, month, number)
    except (ValueError, OverflowError):
        assert window is None
        return
    assert window is None or (window.since, window.until) == (expected, expected)


def test_text_longer_than_a_question_is_not_read_to_its_end() -> None:
    pasted = "and so on " * (READ_CHARACTERS // 10)

    assert window_in(f"{pasted} in March 2022?", TODAY) is None
    assert window_in(f"In March 2022 {pasted}", TODAY) is not None
