"""Answers to what people write and press."""

from typing import Any

from telegram.ext import BaseHandler


def handlers() -> "list[BaseHandler[Any, Any, Any]]":
    """Every handler, in the order in which an update is offered to them."""
    return []
