import subprocess
import sys

import pytest

from rag.index.sketches import COPY, bands, resemblance

STORY = " ".join(
    f"On day {number} of the talks the envoy of country {number % 7} spoke of grain, of port {number * 3} and of ships."
    for number in range(30)
)
OTHER = " ".join(
    f"The festival in town {number} drew {number * 41} visitors, said its head, and song {number * 5} was sung."
    for number in range(30)
)


def shared(one: str, other: str) -> int:
    return len(set(bands(one)) & set(bands(other)))


def test_the_same_words_have_the_same_bands_whatever_their_signs() -> None:
    assert len(bands(STORY)) == 16
    assert bands(STORY.upper().replace(",", " —").replace(".", "\n\n")) == bands(STORY)


def test_a_syndicated_copy_shares_bands_and_most_runs() -> None:
    copy = f"RIGA (Agency) — {STORY} Reporting by the staff in Riga; editing by the desk. All rights reserved."
    assert shared(STORY, copy) >= 3
    assert resemblance(STORY, copy) > COPY


def test_another_text_shares_none() -> None:
    assert (shared(STORY, OTHER), resemblance(STORY, OTHER)) == (0, 0.0)


def test_half_a_text_is_no_copy_of_the_whole() -> None:
    assert resemblance(STORY, STORY[: len(STORY) // 2]) < COPY


@pytest.mark.parametrize("text", ["", "Two words", "  \n"])
def test_what_is_too_short_to_tell_has_no_bands(text: str) -> None:
    assert (bands(text), resemblance(text, text)) == ([], 0.0)


@pytest.mark.parametrize("text", ["Посол говорил о зерне и о порте в Вентспилсе.", "大使は穀物と港について話した。"])
def test_every_script_has_words(text: str) -> None:
    assert len(bands(text)) == 16
    assert resemblance(text, text) == 1.0


def test_bands_are_the_same_in_every_process() -> None:
    program = f"from rag.index.sketches import bands; print(bands({STORY!r}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == f"{bands(STORY)}\n"


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    assert bands(f"{STORY * 20}") == bands(f"{STORY * 20}{OTHER}")
