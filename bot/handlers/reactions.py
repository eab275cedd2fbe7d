"""Takes a thumb that a person puts under an answer for a vote."""

from collections.abc import Sequence

from telegram import ReactionType, ReactionTypeEmoji, Update

from bot.context import Context

_LIKED = {"👍": True, "👎": False}


async def vote(update: Update, context: Context) -> None:
    """Keep the vote that a reaction to an answer is, or take it back with the reaction; nothing is said of it."""
    reaction = update.message_reaction
    if reaction is None or reaction.user is None:
        return
    answer_id = context.store.answers.sent_as(reaction.chat.id, reaction.message_id)
    if answer_id is None:
        return
    before, now = votes(reaction.old_reaction), votes(reaction.new_reaction)
    feedback, person = context.store.feedback, reaction.user.id
    for liked in before - now:
        feedback.take_back(answer_id, person, liked=liked)
    # Some people may put several reactions under a message: both thumbs together say nothing.
    if len(now) == 1 and now != before:
        feedback.give(answer_id, person, liked=now.pop(), now=context.now)


def votes(reactions: Sequence[ReactionType]) -> set[bool]:
    """What the thumbs among reactions say: True for one up, False for one down."""
    emoji = [one.emoji for one in reactions if isinstance(one, ReactionTypeEmoji)]
    return {_LIKED[one] for one in emoji if one in _LIKED}
