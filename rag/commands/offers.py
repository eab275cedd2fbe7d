"""Sentences that offer what there is, when a name is asked for that there is not."""

from collections.abc import Sequence
from difflib import get_close_matches

# Ids offered at most.
_IDS = 3
# Outlets named at most.
_OUTLETS = 20
# An id that shares less with the one asked for is no help (difflib's scale of 0..1, and its own default).
_LEAST_LIKENESS = 0.6


def id_instead(id_: str, known: Sequence[str]) -> str:
    """That no article has `id_`, with the nearest of the `known` ids: those that hold it, then those like it."""
    holding = [one for one in known if id_ and id_.casefold() in one.casefold()]
    folded = {one.casefold(): one for one in known}
    like = [folded[near] for near in get_close_matches(id_.casefold(), list(folded), _IDS, _LEAST_LIKENESS)]
    near = list(dict.fromkeys([*holding, *like]))[:_IDS]
    offer = f"near it are: {', '.join(near)}" if near else "see them all with: rag list"
    return f"No article has the id {id_!r}; {offer}"


def outlet_instead(source: str, sources: Sequence[str]) -> str:
    """That no outlet is called `source`, with those there are; "" where there is one, or none at all."""
    outlets = sorted({one for one in sources if one}, key=str.casefold)
    if not outlets or source.casefold() in map(str.casefold, outlets):
        return ""
    more = ", …" if len(outlets) > _OUTLETS else ""
    return f" No outlet is called {source!r}; there are: {', '.join(outlets[:_OUTLETS])}{more}"
