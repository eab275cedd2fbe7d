"""Checks a model's text sentence by sentence against the numbered evidence.

A sentence is shown when one passage (or each of its clauses' own) proves it: `rag.writing.support` finds the passage,
`rag.writing.faults` lists what must hold. What no quotation can prove is not shown either: that the articles do not say
something, questions, headings, lines that only name a source, and sentences that lean on a removed one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.records import Answer, Article, Citation, Evidence, Window
from rag.words import forms
from rag.writing.clauses import Part, clauses, segments
from rag.writing.faults import Fault
from rag.writing.ground import Ground, is_planted
from rag.writing.marks import Place, Unmarked, cut_marks
from rag.writing.plain import addresses, is_markup, without_markup
from rag.writing.reading import has_open_quotation
from rag.writing.reply import ReplyCutter, ReplySentence
from rag.writing.support import Proof, Prover, Similarity

LAYOUT = "it is a heading, a row of a table or without end"
MARKUP = "it carries markup, or an address that the evidence does not hold"
ORDER = "it gives an order, or speaks to a model"
QUESTION = "it is a question"
OPEN_QUOTATION = "its quotation marks do not close"
ABSENCE = "it says what the articles do not say, which no quotation can prove"
SOURCE = "it only names a source"
DANGLING = "it leans on a sentence that was removed"
NOTHING = "it says nothing"

# That something is not in the articles: a whole answer of it is no answer, and among others it proves nothing.
_ABSENCE = re.compile(
    r"\b(?:evidence|articles?|sources?|passages?|excerpts?|texts?|documents?|information|context|coverage|reports?)\b"
    r"[^.]{0,60}?\b(?:do(?:es)? not|don['’]t|doesn['’]t|did not|didn['’]t|is no|are no|no|not|lacks?|fails? to|never)\b"
    r"|\b(?:no|not enough|insufficient)\b[^.]{0,20}\b(?:information|evidence|mention|answer|details?|articles?)\b"
    r"[^.]{0,60}\b(?:available|given|provided|found|about|on|in|to|that|of|for|say|mention|was|is)\b"
    r"|\bi (?:can(?:no|['’])t|could ?n[o'’]t|do(?:n['’]t| not)|am (?:not|un)|was (?:not|un))"
    r"|\bnot (?:mentioned|stated|specified|given|provided|answered|covered|contained|addressed|found) (?:in|by)\b"
    r"|\b(?:статьи|статьях|источник\w*)\b[^.]{0,40}\bне\b|\brakst\w*\b[^.]{0,40}\bnav\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"\W*(?:(?:and|but|however|meanwhile|then|also|moreover|later|a|о|и|но|затем|позже),?\s)?"
    r"(?:he|she|it|they|his|her|its|their|this|that|these|those|such|both|the (?:former|latter)"
    r"|он|она|они|его|её|ее|их|это|этот|viņš|viņa|viņi|tas|tā)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_EVIDENCE = re.compile(
    r"\W*(?:however,? |but )?(?:none of )?(?:the |these |your )?(?:provided |given |available |supplied |numbered )*"
    r"(?:evidence|articles|sources|passages|excerpts|context|documents|texts|информация|статьи)\b",
    re.IGNORECASE,
)
_BEFORE_SPOKEN_MARK = re.compile(r"\b(?:according to|in|by|of|from|see|per|both|laut|selon|según)$", re.IGNORECASE)
_END = re.compile(r"[.!…。！]+$")


@dataclass(frozen=True, slots=True)
class Removed:
    """A sentence of a reply that is not shown, as the model wrote it, and why in one sentence."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a reply: plain text whose marks [1] to [n], by first use, are the numbers of `citations`."""

    text: str
    citations: tuple[Citation, ...]
    removed: tuple[Removed, ...]

    @property
    def says_nothing_found(self) -> bool:
        """Whether the model answered that the articles do not say, and nothing that can be shown."""
        return not self.text and any(removed.reason == ABSENCE for removed in self.removed)

    def answer(self, confidence: float, window: Window | None = None) -> Answer | None:
        """The answer, or None where nothing is left; `confidence` is retrieval's."""
        return Answer(self.text, self.citations, confidence, generated=True, window=window) if self.text else None


class Checker:
    """Checks one reply while it arrives.

    Each piece that `feed` and `finish` give has been checked and stays: joined, they are the text of `result`, which
    is the same however the reply was cut into pieces.
    """

    def __init__(self, evidence: Sequence[Evidence], language: str, similarity: Similarity | None = None) -> None:
        self._evidence = {item.number: item for item in evidence}
        self._prover = Prover(Ground(evidence), language, similarity)
        self._cutter = ReplyCutter(language)
        self._labels = [_label_forms(item.article) for item in evidence]
        self._addresses = {
            address.rstrip("/") for item in evidence for address in (*addresses(item.text), item.article.url) if address
        }
        self._shown: list[str] = []
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self._removed: list[Removed] = []
        self._named: tuple[str, ...] = ()
        self._breaks = 0
        self._item = False
        self._lost = False  # whether the sentence before was removed

    def feed(self, piece: str) -> str:
        """The text that may be shown now that `piece` has come, or ""."""
        return "".join(self._check(sentence) for sentence in self._cutter.feed(piece))

    def finish(self, *, cut_off: bool = False) -> str:
        """The text held back till now; of a reply that was `cut_off`, not the sentence it breaks off in."""
        return "".join(self._check(sentence) for sentence in self._cutter.finish(cut_off=cut_off))

    @property
    def result(self) -> Checked:
        """What has been shown so far, with its citations, and what has been removed."""
        return Checked("".join(self._shown), tuple(self._citations.values()), tuple(self._removed))

    def _check(self, sentence: ReplySentence) -> str:
        self._breaks = max(self._breaks, sentence.breaks)
        self._item = sentence.item if sentence.breaks else self._item or sentence.item
        shown = self._shown_form(sentence)
        if isinstance(shown, Removed):
            self._removed.append(shown)
            self._lost = True
            return ""
        gap = ("", " ", "\n", "\n\n")[self._breaks + 1 if self._shown else 0]
        text = gap + ("- " if self._item else "") + shown
        self._shown.append(text)
        self._breaks, self._item, self._lost = 0, False, False
        return text

    def _shown_form(self, sentence: ReplySentence) -> str | Removed:
        """The sentence as it is shown, numbered anew, or why it is not."""
        clean = without_markup(sentence.text, self._is_known) if sentence.plain else None
        if clean is None:
            return Removed(sentence.text, MARKUP if sentence.plain else LAYOUT)
        unmarked = _stripped(cut_marks(clean, max(self._evidence, default=0)))
        text = unmarked.text
        if (reason := self._unfit(text)) is not None:
            return Removed(sentence.text, reason)
        proved = self._proofs(unmarked)
        if isinstance(proved, Fault):
            return Removed(sentence.text, ABSENCE if _ABSENCE.search(text) else proved.value)
        self._remember(text, proved[0].proofs[0])
        return self._marked(text, proved)

    def _unfit(self, text: str) -> str | None:
        reasons = (
            (NOTHING, not any(sign.isalnum() for sign in text)),
            (MARKUP, is_markup(text)),
            (OPEN_QUOTATION, has_open_quotation(text)),
            (ORDER, is_planted(text)),
            (QUESTION, text.rstrip(" )*").endswith(("?", "？"))),
            (SOURCE, self._names_source(text)),
            (ABSENCE, bool(_SPEAKS_OF_EVIDENCE.match(text) and _ABSENCE.search(text))),
            (DANGLING, self._lost and _LEANS.match(text) is not None),
        )
        return next((reason for reason, is_unfit in reasons if is_unfit), None)

    def _proofs(self, unmarked: Unmarked) -> "list[_Proved] | Fault":
        """Where in the sentence which passages prove it."""
        text = unmarked.text
        cited = [number for number in unmarked.numbers if number in self._evidence]
        by_segment = self._by_parts(segments(unmarked, self._evidence))
        if by_segment:
            return by_segment
        single = {number: self._prover.prove(text, [number], self._named) for number in cited}
        proofs = {number: proof for number, proof in single.items() if isinstance(proof, Proof)}
        if proofs:
            return _placed(unmarked, tuple(proofs.values()))
        others = [number for number in self._evidence if number not in cited]
        by_clause = self._by_parts(clauses(text, cited)) if len(cited) > 1 else []
        if by_clause:
            return by_clause
        moved = self._prover.prove(text, others, self._named)
        if isinstance(moved, Proof):
            return _placed(unmarked, (moved,))
        everywhere = self._by_parts(clauses(text, list(self._evidence)))
        return everywhere or next((f for f in single.values() if isinstance(f, Fault)), moved)

    def _by_parts(self, parts: Sequence[Part]) -> "list[_Proved]":
        """A proof for every part of a sentence, or nothing: a part alone is no answer."""
        proved: list[_Proved] = []
        for part in parts if len(parts) > 1 else ():
            proof = self._prover.prove(part.text, part.numbers, self._named)
            if isinstance(proof, Fault):
                return []
            proved.append(_Proved(part.end, (proof,)))
        return proved

    def _marked(self, text: str, proved: "Sequence[_Proved]") -> str:
        """`text` with marks numbered by first use, those of its end before the stop."""
        last = max((each.at for each in proved), default=0)
        if last and not any(sign.isalnum() for sign in text[last:]):
            text = text[:last] + "".join(_END.findall(text[last:]))
        stop = _END.search(text)
        end = stop.start() if stop else len(text)
        places: dict[int, dict[int, None]] = {}
        for each in sorted(proved, key=lambda each: each.at if 0 < each.at < end else end):
            at = each.at if 0 < each.at < end else end
            places.setdefault(at, {}).update(dict.fromkeys(self._number(proof) for proof in each.proofs))
        for at, numbers in reversed(places.items()):
            text = f"{text[:at].rstrip()} {''.join(f'[{number}]' for number in numbers)}{text[at:]}"
        return text

    def _number(self, proof: Proof) -> int:
        article = self._evidence[proof.number].article
        key = (article.id, proof.span.start, proof.span.end)
        if key not in self._citations:
            self._citations[key] = Citation(len(self._citations) + 1, article, *key[1:])
        return self._citations[key].number

    def _remember(self, text: str, proof: Proof) -> None:
        """Keeps whom the sentence names, for the next one may say "he"."""
        reading = self._prover.read(text, self._evidence[proof.number].article.language)
        named = tuple(part for name in reading.names for part in name.forms)
        self._named = named or self._named

    def _names_source(self, text: str) -> bool:
        """Whether a line holds nothing but an article's outlet, title, author and date."""
        said = set(forms(text, ""))
        return any(
            said <= label and said & set(forms(item.article.source, ""))
            for item, label in zip(self._evidence.values(), self._labels, strict=True)
        )

    def _is_known(self, address: str) -> bool:
        return address.rstrip("/") in self._addresses


@dataclass(frozen=True, slots=True)
class _Proved:
    """Passages that prove what stands before the character `at`."""

    at: int
    proofs: tuple[Proof, ...]


def check(
    text: str,
    evidence: Sequence[Evidence],
    language: str,
    similarity: Similarity | None = None,
    *,
    cut_off: bool = False,
) -> Checked:
    """Checks a whole reply; see `Checker`."""
    checker = Checker(evidence, language, similarity)
    checker.feed(text)
    checker.finish(cut_off=cut_off)
    return checker.result


def _placed(unmarked: Unmarked, proofs: tuple[Proof, ...]) -> list[_Proved]:
    """The proofs at the sentence's end, and once more where a mark is a word of it ("according to [1]")."""
    spoken = [place.at for place in unmarked.places if _BEFORE_SPOKEN_MARK.search(unmarked.text[: place.at])]
    return [_Proved(at, proofs) for at in (*spoken, len(unmarked.text))]


def _label_forms(article: Article) -> set[str]:
    published = article.published
    day = f"{published:%Y %m %d} {published.day} {published.month}" if published is not None else ""
    return set(forms(f"{article.source} {article.title} {article.author} {day} title date outlet source", ""))


def _stripped(unmarked: Unmarked) -> Unmarked:
    shift = len(unmarked.text) - len(unmarked.text.lstrip())
    places = tuple(Place(max(0, place.at - shift), place.numbers) for place in unmarked.places)
    return Unmarked(unmarked.text.strip(), places)
