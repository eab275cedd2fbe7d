"""What the days have cost."""

import threading
from datetime import date
from pathlib import Path

from rag.index.spending import Spending

TODAY, YESTERDAY = date(2024, 6, 14), date(2024, 6, 13)


def test_each_day_is_counted_by_itself_and_kept(tmp_path: Path) -> None:
    spending = Spending.open(tmp_path)
    spending.add(TODAY, 100)
    spending.add(TODAY, 20)
    spending.add(YESTERDAY, 7)
    spending.close()
    again = Spending.open(tmp_path)
    assert [again.of(day) for day in (TODAY, YESTERDAY, date(2024, 1, 1))] == [120, 7, 0]
    again.close()


def test_two_who_count_at_once_lose_nothing(tmp_path: Path) -> None:
    both = [Spending.open(tmp_path), Spending.open(tmp_path)]

    def count(spending: Spending) -> None:
        for _ in range(50):
            spending.add(TODAY, 1)

    counting = [threading.Thread(target=count, args=(spending,)) for spending in both]
    for thread in counting:
        thread.start()
    for thread in counting:
        thread.join()
    assert both[0].of(TODAY) == 100
    for spending in both:
        spending.close()


def test_a_file_that_takes_nothing_more_costs_nobody_his_answer(tmp_path: Path) -> None:
    spending = Spending.open(tmp_path)
    spending.close()
    spending.add(TODAY, 100)
