"""The archive's own word search by itself: plain BM25, every word of the question alike."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.corpus_folders import read_corpus
from benchmarks.sentence_answers import Piece, SentenceAnswers, pieces_of
from rag.function_words import is_function_word
from rag.index.lexicon import Entry, Lexicon
from rag.records import Article
from rag.words import forms, words


@contextmanager
def words_alone(corpus: Path, data: Path) -> Iterator[SentenceAnswers]:
    """Index `corpus` anew in `data`, passages and sentences apart."""
    articles = read_corpus(corpus)
    pieces = pieces_of(articles)
    search = _WordSearch(
        _indexed([piece.described for piece in pieces.passages], pieces.passages, data / "passages"),
        _indexed([piece.text for piece in pieces.sentences], pieces.sentences, data / "sentences"),
        _language(articles),
    )
    yield SentenceAnswers(articles, pieces, search)


class _WordSearch:
    """BM25 over passages and over sentences; confidence is the share of the question's words in the sentence."""

    def __init__(self, by_passage: Lexicon, by_sentence: Lexicon, language: str) -> None:
        self._by_passage = by_passage
        self._by_sentence = by_sentence
        self._language = language

    def passages(self, question: str, limit: int) -> list[tuple[int, float]]:
        return self._by_passage.search(self._terms(question), limit)

    def sentences(self, question: str, limit: int) -> list[tuple[int, float]]:
        return self._by_sentence.search(self._terms(question), limit)

    def confidence(self, question: str, sentence: Piece, score: float) -> float:  # noqa: ARG002 - a Search has it
        asked = {
            word.form
            for word in words(question, self._language)
            if not is_function_word(question[word.start : word.end])
        } or set(self._terms(question))
        return len(asked & set(forms(sentence.text, sentence.article.language))) / len(asked) if asked else 0.0

    def _terms(self, question: str) -> dict[str, float]:
        return dict.fromkeys(forms(question, self._language), 1.0)


def _indexed(texts: Sequence[str], pieces: Sequence[Piece], folder: Path) -> Lexicon:
    lexicon = Lexicon(folder)
    lexicon.replace_all([])
    # All in one field, so that no weight of a field plays a part.
    lexicon.put(
        Entry(key=place, body=" ".join(forms(text, piece.article.language)), title="", source="", published=None)
        for place, (text, piece) in enumerate(zip(texts, pieces, strict=True))
    )
    return lexicon


def _language(articles: Sequence[Article]) -> str:
    """The language that most articles are in: a plain search has one stemmer for its questions."""
    return Counter(article.language for article in articles).most_common(1)[0][0] if articles else ""
