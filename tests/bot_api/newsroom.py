"""A small corpus of made-up news, and what one may ask it."""

import os
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from rag import Archive, Settings
from rag.index.embedders import LocalEmbedder

_DAY_SECONDS = 86_400


def _article(title: str, source: str, date: str, text: str, url: str = "") -> str:
    # The language is told: a bot that reads them again has no need of the model that guesses one.
    lines = [f'title: "{title}"', f"source: {source}", f"date: {date}", "language: en"]
    lines += [f"url: {url}"] if url else []
    return "---\n" + "\n".join(lines) + f"\n---\n\n{text}\n"


ARTICLES: Mapping[str, str] = {
    "grain-corridor.md": _article(
        "Grain talks resume in Odravia",
        "The Harbour Post",
        "2024-03-04",
        "Marta Vell leads the talks on the grain corridor, the ministry of Odravia said on Monday. The talks resumed "
        "in the port of Selm after a pause of six weeks. Forty ships wait outside the port.\n\n"
        "Vell, a former harbour master, said that an agreement was within reach. She will travel to Tarn on Friday to "
        "speak with the insurers.",
        "https://harbourpost.example/grain-talks",
    ),
    "selm-bridge.md": _article(
        "Bridge over the Selm opens after nine years",
        "City Ledger",
        "2024-03-11",
        "The new bridge over the river Selm opened to traffic on Sunday. It cost 84 million crowns, twice what was "
        "planned in 2015. Mayor Ilan Brok cut the ribbon.\n\nBrok promised that no toll would be taken before 2030.",
        "https://cityledger.example/bridge",
    ),
    "lynx-return.md": _article(
        "Lynx return to the Karda hills",
        "Nature Weekly",
        "2024-04-02",
        "Three lynx were seen in the Karda hills this spring, the first in sixty years. Ranger Oda Fenn photographed a "
        "female with two cubs in March.\n\nFarmers in Karda ask for compensation for lost sheep.",
    ),
    "teachers-strike.md": _article(
        "Teachers in Tarn end their strike",
        "City Ledger",
        "2024-05-20",
        "Teachers in Tarn went back to work on Monday after eleven days on strike. The union accepted a pay rise of 7 "
        "percent, its chair Piet Ansel said. Schools will stay open until 5 July to make up for lost lessons.",
    ),
    "reactor-delay.md": _article(
        "Start of the Brenn reactor is delayed again",
        "The Harbour Post",
        "2024-06-01",
        "The reactor at Brenn will not start before 2026, its owner Norvolt said. Cracks were found in two pumps. The "
        "regulator Lena Stroud called the delay regrettable but right.",
        "https://harbourpost.example/brenn?a=1&b=<2>",
    ),
    "flood-lurva.md": _article(
        "Flood drives hundreds from Lurva",
        "Nature Weekly",
        "2024-06-09",
        "The river Lurv rose by four metres on Saturday night. Firefighters led by Captain Jor Eld brought 320 people "
        "to safety. Two barns were swept away <b>overnight</b> & a mill stands in water.",
    ),
}
# What the articles answer, with a word that the answer must hold.
ANSWERED: Mapping[str, str] = {
    "Who leads the talks on the grain corridor?": "Marta Vell",
    "How much did the bridge over the Selm cost?": "84 million",
    "Who photographed a lynx in the Karda hills?": "Oda Fenn",
    "How long were the teachers in Tarn on strike?": "eleven days",
    "When will the reactor at Brenn start?": "2026",
    "How many people were brought to safety in Lurva?": "320",
}
UNANSWERED = "Who won the chess olympiad in Budapest?"


def write_newsroom(folder: Path) -> Path:
    """Write the articles into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def index_newsroom(folder: Path) -> Path:
    """Write the articles into `folder / "corpus"` and their index into `folder / "data"`; gives the corpus.

    A bot that starts over it has no index to make, which takes seconds and a process of its own.
    """
    corpus = write_newsroom(folder / "corpus")
    yesterday = time.time() - _DAY_SECONDS
    for file in corpus.iterdir():
        # What was written a moment ago would be read again.
        os.utime(file, (yesterday, yesterday))
    with Archive.open(Settings(corpus_dir=corpus, data_dir=folder / "data"), embedder=_embedder()) as archive:
        archive.sync()
    return corpus


@cache
def _embedder() -> LocalEmbedder:
    return LocalEmbedder()
