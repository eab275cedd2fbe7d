"""The bot's sentences in Russian."""

from bot.texts import Texts
from bot.texts_of_archive import ArchiveTexts
from rag import Fault, Lack, LeadKind, ModelFailure, Substitute, Unsaid

_ARCHIVE = ArchiveTexts(
    day="за {day}",
    days_between="с {since} по {until}",
    days_since="с {since}",
    days_until="по {until}",
    articles="Статьи",
    articles_dated="Статьи {days}",
    undated=" (статей без даты: {count})",
    named="«{name}»",
    conjunction="и",
    disjunction="или",
    lacks={
        Lack.ARTICLES: "В архиве пока нет статей.",
        Lack.DAYS: "Статей {days} нет{undated}.",
        Lack.OUTLET: "Статьи об этом ничего не говорят.",
        Lack.SUBJECT: "{articles} об этом не говорят.",
        Lack.NAMES: "{articles} не упоминают: {either}.",
        Lack.YEARS: "{articles} не упоминают: {either}.",
        Lack.OTHER_YEARS: "{articles} говорят о {held}, а не о {either}.",
        Lack.APART: "{articles} упоминают {both}, но не там, где говорят о {held}.",
        Lack.WORDS: "{articles} говорят о {held}, но не о {either}.",
        Lack.UNSAID: "{articles} говорят о {held}, но не сообщают, {unsaid}.",
        Lack.NEAR: "{articles} близки к этому, но этого не говорят.",
        Lack.ANSWER: "{articles} на это не отвечают.",
    },
    unsaid={
        Unsaid.WHO: "кто",
        Unsaid.WHERE: "где",
        Unsaid.WHEN: "когда",
        Unsaid.HOW_MANY: "сколько",
        Unsaid.HOW_MUCH: "сколько именно",
        Unsaid.HOW_OLD: "сколько лет",
        Unsaid.HOW_LONG: "как долго",
        Unsaid.WHY: "почему",
    },
    leads={
        LeadKind.LATEST: "Самое новое, что говорят статьи:",
        LeadKind.WITHIN: "В статьях {days}:",
        LeadKind.AFTER: "О времени {days}, рассказано вскоре после:",
    },
    failures={
        ModelFailure.AWAY: "Модель сейчас спросить нельзя",
        ModelFailure.LATE: "Модель не ответила вовремя",
        ModelFailure.BROKEN_OFF: "Ответ модели оборвался",
        ModelFailure.UNUSABLE: "Ответ модели оказался непригоден",
        ModelFailure.EMPTY: "Ответ модели был пуст",
        ModelFailure.HELD_BACK: "Поставщик модели задержал её ответ",
        ModelFailure.BUDGET: "Отведённое модели на сегодня израсходовано",
        ModelFailure.DECLINED: "Модель отказалась отвечать",
        ModelFailure.UNPROVED: "Ничто из написанного моделью не удалось доказать",
        ModelFailure.CUT_SHORT: "Ответ модели обрезан: он оказался слишком длинным",
    },
    substitutes={
        Substitute.QUOTES: "ответ составлен из цитат",
        Substitute.REST_QUOTED: "последние строки взяты из статей цитатами",
        Substitute.REST_MISSING: "то, что здесь стоит, доказано, но это может быть не всё",
        Substitute.SEARCHED: "ответ искали только среди предложений самих статей",
    },
    faults={
        Fault.QUESTION_LONG: "Вопрос слишком длинный; пожалуйста, задайте его короче.",
        Fault.QUESTION_EMPTY: "В вопросе нет слов; спросите что-нибудь о статьях.",
        Fault.BUSY: "В архив сейчас пишет другой процесс; пожалуйста, попробуйте ещё раз чуть позже.",
        Fault.CORPUS: "Папку собрания нельзя прочесть или изменить.",
        Fault.DATA: "Данные нельзя прочесть или записать.",
        Fault.SCHEMA: "Данные архива записаны более новой версией программы.",
        Fault.STORE: "Поисковый индекс повреждён; следующая индексация создаст его заново.",
        Fault.CHROMA: "Сервер векторов сейчас не отвечает.",
        Fault.REBUILD: "Поисковый индекс нужно создать заново.",
        Fault.PROVIDER: "Модель сейчас не отвечает; пожалуйста, попробуйте позже.",
        Fault.ARTICLE_GONE: "Такой статьи в собрании больше нет.",
        Fault.ADDRESS: "это не веб-адрес; напишите, например, https://example.org/news",
        Fault.HOST: "такой сервер не найден; проверьте, верен ли адрес",
        Fault.PRIVATE: "сервер находится не в общедоступном интернете",
        Fault.SLOW: "сервер не ответил вовремя; попробуйте позже",
        Fault.CONNECTION: "соединение не удалось; попробуйте позже",
        Fault.NO_PAGE: "такой страницы на сервере нет; проверьте, верен ли адрес",
        Fault.FORBIDDEN: "сервер не отдаёт её программе; сохраните страницу и добавьте её файлом",
        Fault.SERVER_FAILED: "на сервере ошибка; попробуйте позже",
        Fault.SERVER_BUSY: "сервер занят; попробуйте позже",
        Fault.ROBOTS: "сайт просит программы её не читать (robots.txt)",
        Fault.FEED: "ленту нельзя прочесть; проверьте, адрес ли это ленты RSS или Atom",
        Fault.LARGE: "это слишком велико",
        Fault.NO_ARTICLE: "на странице не найдено статьи; сохраните её текст как .txt или .md",
        Fault.PAID: "страница показывает только начало тем, кто не заплатил; добавьте текст файлом",
        Fault.KIND: "такие файлы не читаются; сохраните текст как .txt или .md",
        Fault.EMPTY: "текста в этом нет",
        Fault.BINARY: "это не текст; сохраните текст как .txt, .md или .html",
        Fault.ENCODING: "кодировку нельзя определить; сохраните файл в UTF-8",
    },
)

RUSSIAN = Texts(
    welcome=(
        "Спрашивайте меня о собрании новостных статей. У каждого утверждения в ответе есть номер; нажмите его, чтобы "
        "прочесть отрывок, из которого оно взято, буква в букву. Чего в статьях нет, того не скажу и я."
    ),
    welcome_articles="Статей: {articles}. Самая новая: {newest}.",
    welcome_empty="Статей пока нет.",
    welcome_try="Напишите вопрос или попробуйте один из этих:",
    help=(
        "Напишите вопрос. В группе упомяните меня, ответьте на моё сообщение или используйте /ask. Ответьте на чужое "
        "сообщение и упомяните меня, чтобы спросить о нём.\n\n"
        "/ask – задать вопрос\n"
        "/new – забыть разговор и начать заново\n"
        "/retry – ответить на последний вопрос ещё раз\n"
        "/cancel – остановить ответ, который пишется\n"
        "/sources – статьи, сначала новые\n"
        "/latest – самые новые статьи или статьи на тему: /latest зерно\n"
        "/article – прочесть статью по номеру: /article 3\n"
        "/status – что проиндексировано и кто отвечает\n\n"
        "Номера под ответом открывают его отрывки. 👍 и 👎 говорят тому, кто ведёт бота, что исправить; вместе с ними "
        "хранятся вопрос и ответ."
    ),
    help_admin=(
        "Для администраторов:\n"
        "/reindex – прочесть собрание заново\n"
        "/add – добавить статью: /add и ссылка, или пришлите документ .txt, .md, .html, .json или .jsonl\n"
        "/remove – удалить статью по номеру: /remove 3\n"
        "/stats – вопросы, оценки и то, на что никто не смог ответить\n"
        "/users – кто спрашивает"
    ),
    sources="Источники",
    untitled="(без заголовка)",
    refusal="В статьях этого нет.",
    no_date="без даты",
    nearest="Ближайшие статьи; нажмите на одну из них, чтобы спросить о ней:",
    writing="Пишу …",
    stop="■ Остановить",
    stopped="Остановлено.",
    nothing_to_stop="Сейчас ответ не готовится.",
    nothing_to_retry="Нет вопроса, на который ответить ещё раз.",
    forgotten="Начинается новый разговор; сказанное раньше забыто.",
    ask_usage="Напишите вопрос после команды: /ask Кто ведёт переговоры?",
    text_only="Я читаю только текст; пожалуйста, напишите вопрос.",
    passage_changed="Статья с тех пор изменилась; ниже то, что в ней было тогда.",
    passage_gone="Этой статьи в архиве больше нет; ниже то, что в ней было, когда давался ответ.",
    answer_forgotten="Этот ответ больше не хранится; задайте вопрос ещё раз.",
    thanks="Спасибо, записано.",
    only_asker="Остановить это может только тот, кто спросил.",
    read="Прочесть статью",
    ask_about="Спросить о ней",
    previous="‹ Новее",
    following="Старше ›",
    page="Страница {page} из {pages}",
    articles="Статьи",
    articles_of="Статьи издания {outlet}",
    all_outlets="Все издания",
    choose_outlet="Издания",
    outlet_unknown="Издания «{outlet}» нет.",
    no_articles="Здесь статей нет.",
    latest="Самые новые статьи",
    latest_about="Самые новые статьи о «{topic}»",
    nothing_about="Ни одна статья не говорит о «{topic}».",
    article_usage="Укажите номер статьи из /sources: /article 3",
    article_unknown="Такой статьи нет; все показывает /sources.",
    status_articles="Статей: {articles}",
    status_newest="Самая новая: {newest}",
    status_synced="Последнее обновление: {synced}",
    status_never="никогда",
    status_mode="Ответы: {mode}",
    status_quotes="цитаты из статей",
    status_model="пишет {model}, проверено по статьям",
    indexing="Статьи индексируются; в ответах некоторых может ещё не хватать.",
    admins_only="Это может только администратор.",
    reindexing="Читаю собрание …",
    reindex_progress="Читаю собрание: {done} из {total}",
    reindexed=(
        "Готово за {seconds} с. Добавлено: {added}, изменено: {changed}, удалено: {removed}, без изменений: "
        "{unchanged}, не удалось: {failed}."
    ),
    reindex_busy="Собрание уже читается.",
    unreadable="Не прочитано:",
    add_usage="Напишите ссылку после команды, /add https://…, или пришлите файл .txt, .md, .html, .json или .jsonl.",
    adding="Добавляю …",
    added="Добавлено: {title}",
    duplicate="Уже есть: {title}",
    nothing_new="Там нет ничего нового.",
    not_fetched="Документ не удалось получить; пришлите его, пожалуйста, ещё раз (не больше 20 МБ).",
    too_large="Документ больше {limit} байт.",
    remove_usage="Укажите номер статьи из /sources: /remove 3",
    remove_confirm="Удалить «{title}» из собрания? Отменить это отсюда нельзя.",
    remove_yes="Удалить",
    keep_it="Оставить",
    removed="Удалено: {title}",
    kept="Ничего не удалено.",
    stats="Вопросов: {questions}\nС ответом: {answered}\nБез ответа: {refused}\n👍 {liked}   👎 {disliked}",
    unanswered="На что никто не смог ответить:",
    users="Кто спрашивает:",
    nobody="Пока никто не спрашивал.",
    stranger="Этот бот отвечает только тем, кто в его списке. Ваш id: {id}; передайте его тому, кто ведёт бота.",
    too_many_a_minute="Слишком много вопросов за минуту (не больше {limit}); пожалуйста, немного подождите.",
    too_many_a_day="Это был ваш последний вопрос на сегодня (не больше {limit}); приходите завтра.",
    too_late="Меня не было, и этот вопрос уже старый; если ответ ещё нужен, спросите, пожалуйста, снова.",
    failure="Что-то пошло не так, это записано (id {id}). Пожалуйста, попробуйте ещё раз.",
    not_understood="Такой команды нет; все показывает /help.",
    inline_nothing="В статьях этого нет",
    menu_start="Что это, и вопросы для пробы",
    menu_help="Как спрашивать",
    menu_ask="Задать вопрос",
    menu_new="Начать новый разговор",
    menu_retry="Ответить на последний вопрос ещё раз",
    menu_cancel="Остановить ответ, который пишется",
    menu_sources="Статьи, сначала новые",
    menu_latest="Самые новые статьи на тему",
    menu_article="Прочесть статью",
    menu_status="Что проиндексировано и кто отвечает",
    menu_reindex="Прочесть собрание заново",
    menu_add="Добавить статью",
    menu_remove="Удалить статью",
    menu_stats="Вопросы и оценки",
    menu_users="Кто спрашивает",
    archive=_ARCHIVE,
)
