from pathlib import Path

import pytest

from rag.corpus.articles import read_file, source_files
from rag.records import Article

CORPUS = Path(__file__).parent.parent / "corpus"
ENVOY = "latvia-envoy-on-nato-and-ukraine.md"
COUNCIL = "nato-russia-council-in-brussels.md"


def shipped() -> dict[str, Article]:
    files, failed = source_files(CORPUS)
    contents = [read_file(CORPUS, file.path, max_bytes=100_000) for file in files]
    assert [*failed, *(failure for read in contents for failure in read.failed)] == []
    return {article.id: article for read in contents for article in read.articles}


def test_the_shipped_articles_are_read_with_their_titles_and_no_date_of_ours() -> None:
    assert {
        name: (article.title, article.source, article.author, article.published, article.url, article.language)
        for name, article in shipped().items()
    } == {
        ENVOY: (
            "Latvia's NATO envoy: Ukraine's security is not the alliance's responsibility",
            *("", "", None, "", "en"),
        ),
        COUNCIL: (
            "Latvian MEP says Russia seeks a way out of isolation as NATO and Russia agree to keep talking",
            *("", "", None, "", "en"),
        ),
    }


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        (ENVOY, "Latvia's top envoy to NATO, Maris Riekstins"),
        (ENVOY, "on Wednesday"),
        (ENVOY, "presence in Eastern Europe"),
        (ENVOY, "Tass, Russia's official news agency"),
        (ENVOY, "not NATO's duty"),
        (ENVOY, "52 years old"),
        (ENVOY, "former foreign minister of Latvia"),
        (ENVOY, "candidate for president"),
        (ENVOY, "Reuters photograph"),
        (ENVOY, "Foreign Affairs"),
        (ENVOY, "Vladimir Putin"),
        (ENVOY, "In March last year Moscow annexed Crimea"),
        (ENVOY, "more than 6,000 people"),
        (ENVOY, "Oleksandr Turchynov, who heads Ukraine's national security council"),
        (ENVOY, "in April, Reuters reported"),
        (ENVOY, "U.N. Security Council"),
        (COUNCIL, "Inese Vaidere, a Latvian member of the European Parliament"),
        (COUNCIL, "tweet of Wednesday, 12 January"),
        (COUNCIL, "hooliganism of a child"),
        (COUNCIL, "annexed Crimea"),
        (COUNCIL, "absurd demands of Russia's president, Vladimir Putin"),
        (COUNCIL, "secretary general, Jens Stoltenberg"),
        (COUNCIL, "Ukraine or Georgia"),
        (COUNCIL, "NATO-Russia Council met in Brussels"),
        (COUNCIL, '"security guarantees"'),
        (COUNCIL, "defence talks between Russia and the United States"),
        (COUNCIL, "at one table"),
        (COUNCIL, "neither accepted nor rejected"),
        (COUNCIL, "no veto"),
        (COUNCIL, "around 100,000 troops"),
        (COUNCIL, "armour, artillery and drones; tens of thousands of soldiers"),
        (COUNCIL, "spy scandal in October"),
        (COUNCIL, "since 2002"),
        (COUNCIL, "27 May 1997"),
        (COUNCIL, '"safety guarantees"'),
        (COUNCIL, '"military technical measures"'),
        (COUNCIL, "Sergei Ryabkov, a deputy foreign minister"),
        (COUNCIL, "Geneva"),
    ],
)
def test_the_shipped_articles_hold_their_facts(name: str, fact: str) -> None:
    assert fact in shipped()[name].text
