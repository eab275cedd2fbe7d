"""Names every sentence that the bot says of itself."""

from dataclasses import dataclass

from bot.texts_of_archive import ArchiveTexts


@dataclass(frozen=True, slots=True)
class Texts:
    """The bot's sentences in one language; a name in braces stands for what is put in by `str.format`.

    What is put in may be a stranger's text: it is escaped where it is rendered, never here.
    """

    # /start and /help
    welcome: str
    welcome_articles: str
    welcome_empty: str
    welcome_try: str
    help: str
    help_admin: str

    # an answer and its proof
    sources: str
    untitled: str
    refusal: str
    no_date: str
    nearest: str
    writing: str
    writing_draft: str
    stop: str
    stopped: str
    nothing_to_stop: str
    nothing_to_retry: str
    forgotten: str
    ask_usage: str
    text_only: str
    passage_changed: str
    passage_gone: str
    answer_forgotten: str
    thanks: str
    only_asker: str

    # reading the articles
    read: str
    ask_about: str
    previous: str
    following: str
    page: str
    articles: str
    articles_of: str
    all_outlets: str
    choose_outlet: str
    outlet_unknown: str
    no_articles: str
    latest: str
    latest_about: str
    nothing_about: str
    article_usage: str
    article_unknown: str

    # /status
    status_articles: str
    status_newest: str
    status_synced: str
    status_never: str
    status_mode: str
    status_quotes: str
    status_model: str
    indexing: str

    # what only admins see
    admins_only: str
    reindexing: str
    reindex_progress: str
    reindexed: str
    reindex_busy: str
    unreadable: str
    add_usage: str
    adding: str
    added: str
    duplicate: str
    nothing_new: str
    not_fetched: str
    too_large: str
    remove_usage: str
    remove_confirm: str
    remove_yes: str
    keep_it: str
    removed: str
    kept: str
    stats: str
    unanswered: str
    users: str
    nobody: str

    # who may ask, and how much
    stranger: str
    too_many_a_minute: str
    too_many_a_day: str
    too_late: str
    failure: str
    not_understood: str
    inline_nothing: str

    # the menu of commands
    menu_start: str
    menu_help: str
    menu_ask: str
    menu_new: str
    menu_retry: str
    menu_cancel: str
    menu_sources: str
    menu_latest: str
    menu_article: str
    menu_status: str
    menu_reindex: str
    menu_add: str
    menu_remove: str
    menu_stats: str
    menu_users: str

    # what the archive says of itself; None in English, which is what it speaks
    archive: ArchiveTexts | None


def texts_for(language_code: str | None) -> Texts:
    """The sentences for a person's `language_code` (IETF, as Telegram gives it: "lv", "ru-RU"); English for others."""
    language = (language_code or "").split("-")[0].lower()
    if language == "lv":
        from bot.texts_latvian import LATVIAN

        return LATVIAN
    if language == "ru":
        from bot.texts_russian import RUSSIAN

        return RUSSIAN
    from bot.texts_english import ENGLISH

    return ENGLISH
