"""The bot's sentences in English."""

from bot.texts import Texts

ENGLISH = Texts(
    welcome=(
        "Ask me about a collection of news articles. Every statement of an answer carries a number; press it to read "
        "the passage it comes from, letter by letter. What the articles do not say, I do not say."
    ),
    welcome_articles="Articles: {articles}. The newest: {newest}.",
    welcome_empty="There are no articles yet.",
    welcome_try="Write a question, or try one of these:",
    help=(
        "Write a question. In a group, mention me, reply to me or use /ask. Reply to somebody's message and mention me "
        "to ask about that message.\n\n"
        "/ask – ask a question\n"
        "/new – forget the conversation and begin anew\n"
        "/retry – answer the last question again\n"
        "/cancel – stop the answer that is being written\n"
        "/sources – the articles, newest first\n"
        "/latest – the newest articles, or those about a subject: /latest grain\n"
        "/article – read an article by its number: /article 3\n"
        "/status – what is indexed and what answers\n\n"
        "The numbers under an answer open its passages. 👍 and 👎 tell whoever runs this bot what to mend; the "
        "question and the answer are kept with them."
    ),
    help_admin=(
        "For admins:\n"
        "/reindex – read the corpus again\n"
        "/add – add an article: /add and a link, or send a .txt, .md, .html, .json or .jsonl document\n"
        "/remove – remove an article by its number: /remove 3\n"
        "/stats – questions, feedback and what nobody could answer\n"
        "/users – who asks"
    ),
    sources="Sources",
    untitled="(no title)",
    refusal="The articles do not say this.",
    no_date="no date",
    nearest="The nearest articles; press one to ask about it:",
    writing="Writing …",
    writing_draft="Writing … /cancel stops it.",
    stop="■ Stop",
    stopped="Stopped.",
    nothing_to_stop="Nothing is being answered.",
    nothing_to_retry="There is no question to answer again.",
    forgotten="A new conversation begins; what was said before is forgotten.",
    ask_usage="Write the question after the command: /ask Who leads the talks?",
    text_only="I read text only; please write your question.",
    passage_changed="The article has changed since this answer; below is what it said then.",
    passage_gone="The article is no longer in the archive; below is what it said when this was answered.",
    answer_forgotten="This answer is no longer kept; ask the question again.",
    thanks="Thank you, noted.",
    only_asker="Only the person who asked can stop this.",
    read="Read the article",
    ask_about="Ask about it",
    previous="‹ Newer",
    following="Older ›",
    page="Page {page} of {pages}",
    articles="Articles",
    articles_of="Articles of {outlet}",
    all_outlets="All outlets",
    choose_outlet="Outlets",
    outlet_unknown="No outlet is called “{outlet}”.",
    no_articles="There are no articles here.",
    latest="The newest articles",
    latest_about="The newest articles about “{topic}”",
    nothing_about="No article speaks of “{topic}”.",
    article_usage="Give the article's number in /sources: /article 3",
    article_unknown="There is no such article; /sources lists them.",
    status_articles="Articles: {articles}",
    status_newest="Newest: {newest}",
    status_synced="Last brought up to date: {synced}",
    status_never="never",
    status_mode="Answers: {mode}",
    status_quotes="quoted from the articles",
    status_model="written by {model}, checked against the articles",
    indexing="The articles are being indexed; answers may be missing some of them.",
    admins_only="Only an admin may do this.",
    reindexing="Reading the corpus …",
    reindex_progress="Reading the corpus: {done} of {total}",
    reindexed=(
        "Done in {seconds} s. Added: {added}, changed: {changed}, removed: {removed}, unchanged: {unchanged}, "
        "failed: {failed}."
    ),
    reindex_busy="The corpus is being read already.",
    unreadable="Not read:",
    add_usage="Write a link after the command, /add https://…, or send a .txt, .md, .html, .json or .jsonl document.",
    adding="Adding …",
    added="Added: {title}",
    duplicate="Already there: {title}",
    nothing_new="There is nothing new there.",
    not_fetched="The document could not be fetched; please send it again (at most 20 MB).",
    too_large="The document is larger than {limit} bytes.",
    remove_usage="Give the article's number in /sources: /remove 3",
    remove_confirm="Remove “{title}” from the corpus? It cannot be undone from here.",
    remove_yes="Remove it",
    keep_it="Keep it",
    removed="Removed: {title}",
    kept="Nothing was removed.",
    stats="Questions: {questions}\nAnswered: {answered}\nNot answered: {refused}\n👍 {liked}   👎 {disliked}",
    unanswered="What nobody could answer:",
    users="Who asks:",
    nobody="Nobody has asked yet.",
    stranger="This bot answers only people on its list. Your id is {id}; give it to whoever runs the bot.",
    too_many_a_minute="That is many questions in a minute (at most {limit}); please wait a little.",
    too_many_a_day="That was your last question for today (at most {limit}); please come back tomorrow.",
    too_late="I was away and this question is old by now; please ask it again if you still want to know.",
    failure="Something went wrong and was written down (id {id}). Please try again.",
    not_understood="I do not know this command; /help lists them.",
    inline_nothing="The articles do not say",
    menu_start="What this is, and questions to try",
    menu_help="How to ask",
    menu_ask="Ask a question",
    menu_new="Begin a new conversation",
    menu_retry="Answer the last question again",
    menu_cancel="Stop the answer being written",
    menu_sources="The articles, newest first",
    menu_latest="The newest articles about a subject",
    menu_article="Read an article",
    menu_status="What is indexed and what answers",
    menu_reindex="Read the corpus again",
    menu_add="Add an article",
    menu_remove="Remove an article",
    menu_stats="Questions and feedback",
    menu_users="Who asks",
    archive=None,
)
