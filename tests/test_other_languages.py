"""Archives in German, Spanish, Russian and Latvian, each asked in its own language."""

from pathlib import Path

import pytest

from rag import Archive
from rag.index.lexicon import Entry, Lexicon
from rag.records import Answer, NoAnswer
from rag.words import forms
from tests.conftest import OpenArchive

ARTICLES = {
    "de": {
        "hafen": "Der Hafen von Rostock hat einen neuen Kran bekommen. Er hebt Lasten von bis zu 600 Tonnen.",
        "schule": "In Kassel unterrichten Lehrerinnen die Kinder im Sommer unter freiem Himmel. Eltern freuen sich.",
        "imker": "Imker aus der Eifel verloren im Frühjahr die Hälfte ihrer Bienen. Schuld war ein Pilz aus Übersee.",
        "theater": "Das Theater in Gera zeigt ein vergessenes Stück von 1911. Regie führt Paula Winkelmann.",
        "fluss": "Die Werra trat am Sonntag über die Ufer. Feuerwehrleute räumten vierzig Häuser in Wanfried.",
        "kaffee": "Kaffee wird teurer, weil die Ernten in Brasilien schlecht waren. Röster heben die Preise im Mai.",
    },
    "es": {
        "puerto": "El puerto de Gijón estrena una grúa. La máquina levanta cargas de hasta 600 toneladas.",
        "escuela": "En Cáceres las maestras dan clase a los niños al aire libre. Los padres están contentos.",
        "abejas": "Los apicultores de León perdieron en primavera la mitad de sus abejas. La causa fue un hongo.",
        "teatro": "El teatro de Teruel recupera una obra olvidada de 1911. La dirige Paula Ferrándiz.",
        "rio": "El río Arga se desbordó el domingo. Los bomberos desalojaron cuarenta casas en Huarte.",
        "cafe": "El café sube porque las cosechas de Brasil fueron malas. Los tostadores suben los precios en mayo.",
    },
    "ru": {
        "port": "Порт Мурманска получил новый кран. Он поднимает грузы до 600 тонн.",
        "school": "В Туле учительницы проводят уроки под открытым небом. Родители школьников довольны.",
        "bees": "Пасечники Башкирии потеряли весной половину пчёл. Причиной стал завезённый грибок.",
        "theatre": "Театр в Омске ставит забытую пьесу 1911 года. Режиссёр спектакля Полина Ветрова.",
        "river": "Река Сура в воскресенье вышла из берегов. Пожарные вывезли жителей сорока домов в Алатыре.",
        "coffee": "Кофе дорожает из-за плохого урожая в Бразилии. Обжарщики поднимут цены в мае.",
    },
    "lv": {
        "osta": "Ventspils osta saņēmusi jaunu celtni. Tā ceļ līdz 600 tonnām smagas kravas.",
        "skola": "Kuldīgā skolotājas māca bērnus zem klajas debess. Vecāki ir apmierināti.",
        "bites": "Vidzemes biškopji pavasarī zaudēja pusi bišu. Vainīga bija ievazāta sēne.",
        "teatris": "Valkas teātris rāda aizmirstu 1911. gada lugu. Izrādes režisore ir Paula Vējkalne.",
        "upe": "Aiviekste svētdien izgāja no krastiem. Ugunsdzēsēji evakuēja četrdesmit mājas Lubānā.",
        "kafija": "Kafija kļūst dārgāka, jo Brazīlijā bija slikta raža. Grauzdētāji cels cenas maijā.",
    },
}
QUESTIONS = {
    "de": {
        "Was kann der Kran im Rostocker Hafen heben?": "hafen",
        "Wo werden Kinder unter freiem Himmel unterrichtet?": "schule",
        "Woran starben die Bienen der Imker?": "imker",
        "Wer führt am Theater in Gera Regie?": "theater",
        "Wie viele Häuser wurden wegen der Werra geräumt?": "fluss",
        "Warum ist der Kaffee so teuer?": "kaffee",
        "Welchen Preis hat die schlechte Ernte?": "kaffee",
    },
    "es": {
        "¿Qué carga puede levantar la grúa del puerto?": "puerto",
        "¿Dónde se da clase al aire libre?": "escuela",
        "¿Por qué murió la mitad de la abeja del apicultor?": "abejas",
        "¿Quién dirige la obra del teatro de Teruel?": "teatro",
        "¿Cuántas casas se desalojaron por el río?": "rio",
        "¿Por qué está tan caro el café?": "cafe",
        "¿Qué tostador sube el precio?": "cafe",
    },
    "ru": {
        "Какой груз может поднять кран в порту?": "port",
        "Где уроки проводят под открытым небом?": "school",
        "Отчего погибли пчёлы у пасечников?": "bees",
        "Кто режиссёр забытой пьесы в омском театре?": "theatre",
        "Жителей скольких домов вывезли пожарные?": "river",
        "Почему дорожает кофе?": "coffee",
        "Когда вырастет цена у обжарщиков?": "coffee",
    },
    "lv": {
        "Cik smagu kravu var celt jaunā celtne ostā?": "osta",
        "Kur bērni mācās zem klajas debess?": "skola",
        "Kāpēc biškopjiem nomira bites?": "bites",
        "Kas ir aizmirstās lugas režisore teātrī?": "teatris",
        "No cik mājām ugunsdzēsēji izveda cilvēkus?": "upe",
        "Kāpēc kafijai ir augsta cena?": "kafija",
        "Kad grauzdētājs cels cenu?": "kafija",
    },
}
# What a quote of an answer must hold.
ANSWERS = {
    "de": ("Wer führt am Theater in Gera Regie?", "Paula Winkelmann"),
    "es": ("¿Quién dirige la obra del teatro de Teruel?", "Paula Ferrándiz"),
    "ru": ("Кто режиссёр забытой пьесы в омском театре?", "Полина Ветрова"),
    "lv": ("Kas ir aizmirstās lugas režisore teātrī?", "Paula Vējkalne"),
}
FAR = {
    "de": "Welche Raketen startete die Raumfahrtbehörde zum Mond?",
    "es": "¿Qué cohetes lanzó la agencia espacial a la Luna?",
    "ru": "Какие ракеты космическое агентство отправило на Луну?",
    "lv": "Kādas raķetes kosmosa aģentūra palaida uz Mēnesi?",
}
ENGLISH = {
    f"english{number}.txt": f"{text} Officials in the capital said that the work would go on until the summer."
    for number, text in enumerate(
        [
            "The harbour got a new crane, which the dockers had wanted for years.",
            "Teachers asked for smaller classes, and parents agreed with them.",
            "Beekeepers lost half of their hives after a wet spring.",
            "The theatre will show an old play about a baker.",
            "The river rose, and forty houses were emptied by the fire brigade.",
            "Coffee will cost more, since harvests in Brazil were poor.",
            "A bridge was closed after a lorry had hit a pillar.",
            "The museum bought a painting of a winter market.",
        ]
    )
}
LANGUAGES = sorted(ARTICLES)


def files(language: str) -> dict[str, str]:
    return {f"{name}.txt": text for name, text in ARTICLES[language].items()}


def found(archive: Archive, question: str) -> list[str]:
    return [evidence.article.id.removesuffix(".txt") for evidence in archive.retrieve(question)]


def plain_bm25(folder: Path, language: str) -> dict[str, list[str]]:
    """What the word index alone finds with every word of each question, stemmed as its language is."""
    names = list(ARTICLES[language])
    lexicon = Lexicon(folder)
    lexicon.put(
        Entry(key, " ".join(forms(text, language)), "", "", None)
        for key, text in enumerate(ARTICLES[language].values())
    )
    asked = {question: dict.fromkeys(forms(question, language), 1.0) for question in QUESTIONS[language]}
    return {question: [names[key] for key, _ in lexicon.search(terms, 8)] for question, terms in asked.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_finds_no_less_than_plain_bm25_with_the_right_stemmer(
    language: str, open_archive: OpenArchive, tmp_path: Path
) -> None:
    archive = open_archive(files(language))
    archive.sync()
    plain = plain_bm25(tmp_path / "plain", language)
    for depth in (1, 3):
        ours = sum(right in found(archive, question)[:depth] for question, right in QUESTIONS[language].items())
        theirs = sum(right in plain[question][:depth] for question, right in QUESTIONS[language].items())
        assert ours >= theirs
    assert {question: found(archive, question)[0] for question in QUESTIONS[language]} == QUESTIONS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quote_holds_the_answer(language: str, open_archive: OpenArchive) -> None:
    archive = open_archive(files(language))
    archive.sync()
    question, answer = ANSWERS[language]
    reply = archive.ask(question)
    assert isinstance(reply, Answer)
    assert any(answer in citation.quote for citation in reply.citations)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_far_from_the_articles_is_refused(language: str, open_archive: OpenArchive) -> None:
    archive = open_archive(files(language))
    archive.sync()
    assert isinstance(archive.ask(FAR[language]), NoAnswer)


def test_a_question_finds_the_articles_of_its_language_among_many_in_english(open_archive: OpenArchive) -> None:
    everything = {name: text for language in LANGUAGES for name, text in files(language).items()}
    archive = open_archive(ENGLISH | everything)
    archive.sync()
    missed = {
        question: found(archive, question)[:3]
        for language in LANGUAGES
        for question, right in QUESTIONS[language].items()
        if right not in found(archive, question)[:3]
    }
    assert missed == {}


def test_an_article_too_short_to_tell_its_language_is_found_in_that_of_the_question(open_archive: OpenArchive) -> None:
    archive = open_archive(files("ru") | {"caption.txt": "Хоккеисты"})
    archive.sync()
    caption = archive.article("caption.txt")
    assert caption is not None
    assert caption.language == ""
    assert found(archive, "Где играют хоккеисты?")[0] == "caption"


def test_a_language_without_a_stemmer_is_found_in_other_forms_of_its_words(open_archive: OpenArchive) -> None:
    archive = open_archive(files("lv"))
    archive.sync()
    assert [found(archive, word)[0] for word in ("biškopjus", "kafiju", "teātru", "skolotājām")] == [
        "bites",
        "kafija",
        "teatris",
        "skola",
    ]
