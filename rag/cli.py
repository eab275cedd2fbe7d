"""The command line: each verb of the archive as a command."""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from rag.archive import Archive
from rag.cli_backup import backup
from rag.cli_corpus import add, remove
from rag.cli_watch import watch
from rag.commands.call import Call
from rag.commands.offers import id_instead, outlet_instead
from rag.commands.options import Json, Outlet, Since, Until, call_of, typed
from rag.commands.screen import ReaderGoneError, standard_screen
from rag.errors import RagError
from rag.index.lexicon import Narrowing

# The same help on every terminal, so that README.md can show it.
_CONTEXT: dict[str, Any] = {"terminal_width": 80, "max_content_width": 80, "help_option_names": ["--help", "-h"]}
# Passages given at most by one search.
_MOST_FOUND = 1_000

_app = typer.Typer(
    add_completion=False,
    context_settings=_CONTEXT,
    help="Answers about a folder of news articles, every statement proved by a quoted passage.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, by default the process's own, and give its exit status.

    0 is done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C. Nothing is raised.
    """
    call = Call(standard_screen())
    with call.logging():
        try:
            typer.main.get_command(_app).main(arguments, prog_name="rag", obj=call)
        except SystemExit as end:
            return end.code if isinstance(end.code, int) else 0
        except ReaderGoneError:
            return 0
        except KeyboardInterrupt:
            return 130
        except RagError as error:
            call.told(error)
        except Exception as error:  # noqa: BLE001 - nobody shall see a traceback who did not ask for it
            call.failed(error)
    return 1


@_app.callback()
def _options(
    context: typer.Context,
    corpus: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the articles [RAG_CORPUS_DIR].")] = None,
    data: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the index [RAG_DATA_DIR].")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Log everything to the standard error.")] = False,
) -> None:
    call = call_of(context)
    call.corpus_dir, call.data_dir = corpus, data
    if verbose:
        call.listen()


@_app.command()
def sync(
    context: typer.Context,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the search stores again first.")] = False,
    as_json: Json = False,
) -> None:
    """Bring the index in step with the corpus folder.

    Files that cannot be read are named; their last good version goes on answering.
    """
    call = call_of(context)
    with Archive.open(call.settings()) as archive:
        report = call.synced(archive, rebuild=rebuild)
    if as_json:
        call.screen.document(report)
        return
    from rag.commands import layout

    call.screen.show(layout.synced(report))


_app.command()(watch)
_app.command()(add)
_app.command()(remove)
_app.command()(backup)


@_app.command()
def ask(  # noqa: PLR0913 - a command has its options
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", hidden=True)] = None,
    *,
    sync_first: Annotated[bool, typer.Option("--sync", help="Bring the index up to date first.")] = False,
    source: Outlet = None,
    since: Since = None,
    until: Until = None,
    as_json: Json = False,
) -> None:
    """Answer a question from the articles, with its sources.

    Without QUESTION, a terminal begins a conversation that an empty line ends;
    otherwise the question is read from the standard input. That the articles do
    not say is an answer too: exit status 0.
    """
    from rag.commands.conversation import Conversation, question_of

    call = call_of(context)
    narrowing = _narrowing(context, source, since, until)
    is_talk = question is None and not as_json and sys.stdin is not None and sys.stdin.isatty()
    asked = question_of(sys.stdin) if question is None else typed(question)
    if not asked and question is None and not is_talk:
        raise typer.BadParameter("give a question.", ctx=context, param_hint="QUESTION")
    with call.indexed_archive(sync_first=sync_first) as archive:
        conversation = Conversation(archive, call.screen, narrowing)
        if is_talk:
            conversation.hold(sys.stdin)
        else:
            conversation.answer(asked, as_json=as_json)


@_app.command()
def search(  # noqa: PLR0913 - a command has its options
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", hidden=True)],
    *,
    limit: Annotated[int, typer.Option(min=1, max=_MOST_FOUND, metavar="N", help="Passages at most.")] = 8,
    source: Outlet = None,
    since: Since = None,
    until: Until = None,
    as_json: Json = False,
) -> None:
    """List the passages that speak most of QUERY, best first."""
    call = call_of(context)
    held = _narrowing(context, source, since, until)
    with call.indexed_archive() as archive:
        found = archive.retrieve(typed(query), limit=limit, source=held.source, since=held.since, until=held.until)
        if not found:
            call.screen.tell("No passage was found." + _no_outlet(archive, held.source))
    if as_json:
        call.screen.document(found)
        return
    from rag.commands import layout

    call.screen.show(layout.found(found))


@_app.command(name="list")
def list_(context: typer.Context, source: Outlet = None, as_json: Json = False) -> None:
    """List the articles, newest first, those without a date last."""
    call = call_of(context)
    with call.indexed_archive() as archive:
        articles = archive.articles(source=typed(source) if source is not None else None)
        if not articles:
            call.screen.tell("There are no articles." + _no_outlet(archive, source))
    if as_json:
        call.screen.document(articles)
        return
    from rag.commands import layout

    call.screen.show(layout.listed(articles))


@_app.command()
def show(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", hidden=True)],
    as_json: Json = False,
) -> None:
    """Show the article of an id, as list and ask print it."""
    call = call_of(context)
    with call.indexed_archive() as archive:
        article = archive.article(typed(id_))
        if article is None:
            raise RagError(id_instead(id_, archive.ids()))
    if as_json:
        call.screen.document(article)
        return
    from rag.commands import layout

    call.screen.show(layout.whole(article))


@_app.command()
def evaluate(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", hidden=True)],
    own_corpus: Annotated[
        bool, typer.Option("--own-corpus", help="Index the folder corpus/ beside each file, and ask that.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Ask questions whose answers are known, and print the figures.

    A line of FILE is a JSON object: question, history, answers, articles (ids) and
    answerable. The figures say how often the right articles are found, a quote
    holds the answer, and what the articles do not say is refused.
    """
    from rag.commands import layout
    from rag.commands.evaluation import measure, read_cases
    from rag.commands.scores import scores

    call = call_of(context)
    rows = []
    for file, cases in [(file, read_cases(file)) for file in files]:
        with _evaluated(call, file, own_corpus=own_corpus) as archive, call.screen.progress(str(file)) as progress:
            rows.append(scores(str(file), cases, measure(archive, cases, progress)))
    if as_json:
        call.screen.document(rows)
    else:
        call.screen.show(layout.scored(rows))


@_app.command()
def doctor(context: typer.Context, as_json: Json = False) -> None:
    """Check settings, folders and index; each failure has its cure.

    Exit status 1 when anything failed.
    """
    from rag.commands import layout
    from rag.commands.doctor import examine

    call = call_of(context)
    checks = examine(call.settings)
    if as_json:
        call.screen.document(checks)
    else:
        call.screen.show(layout.checked(checks))
    if not all(check.ok for check in checks):
        raise typer.Exit(1)


@contextmanager
def _evaluated(call: Call, file: Path, *, own_corpus: bool) -> Iterator[Archive]:
    """The archive that the questions of `file` are put to, up to date."""
    with ExitStack() as opened:
        settings = call.settings()
        if own_corpus:
            data = opened.enter_context(tempfile.TemporaryDirectory(prefix="rag-evaluate-"))
            settings = replace(settings, corpus_dir=file.parent / "corpus", data_dir=Path(data))
        archive = opened.enter_context(Archive.open(settings))
        call.warn_of_unread(call.synced(archive))
        yield archive


def _narrowing(context: typer.Context, source: str | None, since: date | None, until: date | None) -> Narrowing:
    if since is not None and until is not None and since > until:
        raise typer.BadParameter(f"{since} is after {until}.", ctx=context, param_hint="--since and --until")
    return Narrowing(typed(source) if source is not None else None, since, until)


def _no_outlet(archive: Archive, source: str | None) -> str:
    return outlet_instead(source, archive.sources()) if source is not None else ""
