"""The bot's sentences in Latvian."""

from bot.texts import Texts
from bot.texts_of_archive import ArchiveTexts
from rag import Fault, Lack, LeadKind, ModelFailure, Substitute, Unsaid

_ARCHIVE = ArchiveTexts(
    day="ar datumu {day}",
    days_between="no {since} līdz {until}",
    days_since="kopš {since}",
    days_until="līdz {until}",
    articles="Raksti",
    articles_dated="Raksti {days}",
    undated=" (rakstu bez datuma: {count})",
    named="“{name}”",
    conjunction="un",
    disjunction="vai",
    lacks={
        Lack.ARTICLES: "Arhīvā rakstu vēl nav.",
        Lack.DAYS: "Rakstu {days} nav{undated}.",
        Lack.OUTLET: "Raksti par to neko nesaka.",
        Lack.SUBJECT: "{articles} par to nerunā.",
        Lack.NAMES: "{articles} nepiemin: {either}.",
        Lack.YEARS: "{articles} nepiemin: {either}.",
        Lack.OTHER_YEARS: "{articles} runā par {held}, nevis {either}.",
        Lack.APART: "{articles} piemin {both}, bet ne tur, kur runā par {held}.",
        Lack.WORDS: "{articles} runā par {held}, bet ne par {either}.",
        Lack.UNSAID: "{articles} runā par {held}, bet nesaka, {unsaid}.",
        Lack.NEAR: "{articles} ir tuvu tam, bet to nesaka.",
        Lack.ANSWER: "{articles} uz to neatbild.",
    },
    unsaid={
        Unsaid.WHO: "kas",
        Unsaid.WHERE: "kur",
        Unsaid.WHEN: "kad",
        Unsaid.HOW_MANY: "cik",
        Unsaid.HOW_MUCH: "cik daudz",
        Unsaid.HOW_OLD: "cik vecs",
        Unsaid.HOW_LONG: "cik ilgi",
        Unsaid.WHY: "kāpēc",
    },
    leads={
        LeadKind.LATEST: "Jaunākais, ko raksti saka:",
        LeadKind.WITHIN: "Rakstos {days}:",
        LeadKind.AFTER: "Par notikušo {days}, rakstīts drīz pēc tam:",
    },
    failures={
        ModelFailure.AWAY: "Modelim pašlaik nevar pajautāt",
        ModelFailure.LATE: "Modelis neatbildēja laikā",
        ModelFailure.BROKEN_OFF: "Modeļa atbilde aprāvās",
        ModelFailure.UNUSABLE: "Modeļa atbilde nebija izmantojama",
        ModelFailure.EMPTY: "Modeļa atbilde bija tukša",
        ModelFailure.HELD_BACK: "Modeļa uzturētājs tā atbildi aizturēja",
        ModelFailure.BUDGET: "Modelim šodien atvēlētais ir iztērēts",
        ModelFailure.DECLINED: "Modelis atteicās atbildēt",
        ModelFailure.UNPROVED: "Neko no modeļa rakstītā nevarēja pierādīt",
        ModelFailure.CUT_SHORT: "Modeļa atbilde tika nogriezta, jo bija par garu",
    },
    substitutes={
        Substitute.QUOTES: "atbilde ir citēta no rakstiem",
        Substitute.REST_QUOTED: "pēdējās rindas ir citētas no rakstiem",
        Substitute.REST_MISSING: "šeit rakstītais ir pierādīts, bet var nebūt viss",
        Substitute.SEARCHED: "atbilde meklēta tikai pašu rakstu teikumos",
    },
    faults={
        Fault.QUESTION_LONG: "Jautājums ir pārāk garš; lūdzu, uzdodiet to īsāk.",
        Fault.QUESTION_EMPTY: "Jautājumā nav vārdu; pajautājiet kaut ko par rakstiem.",
        Fault.BUSY: "Arhīvā pašlaik raksta cits process; lūdzu, mēģiniet vēlreiz pēc brīža.",
        Fault.CORPUS: "Krājuma mapi nevar nolasīt vai mainīt.",
        Fault.DATA: "Datus nevar nolasīt vai ierakstīt.",
        Fault.SCHEMA: "Arhīva datus ir rakstījusi jaunāka programmas versija.",
        Fault.STORE: "Meklēšanas indekss ir bojāts; nākamā indeksēšana to izveidos no jauna.",
        Fault.CHROMA: "Vektoru serveris pašlaik neatbild.",
        Fault.REBUILD: "Meklēšanas indekss ir jāizveido no jauna.",
        Fault.PROVIDER: "Modelis pašlaik neatbild; lūdzu, mēģiniet vēlāk.",
        Fault.ARTICLE_GONE: "Tāda raksta krājumā vairs nav.",
        Fault.ADDRESS: "tā nav tīmekļa adrese; uzrakstiet, piemēram, https://example.org/news",
        Fault.HOST: "tāds serveris nav atrasts; pārbaudiet, vai adrese ir pareiza",
        Fault.PRIVATE: "serveris nav publiskajā internetā",
        Fault.SLOW: "serveris neatbildēja laikā; mēģiniet vēlāk",
        Fault.CONNECTION: "savienojums neizdevās; mēģiniet vēlāk",
        Fault.NO_PAGE: "tādas lapas serverī nav; pārbaudiet, vai adrese ir pareiza",
        Fault.FORBIDDEN: "serveris to programmai nedod; saglabājiet lapu un pievienojiet to kā failu",
        Fault.SERVER_FAILED: "serverī ir kļūda; mēģiniet vēlāk",
        Fault.SERVER_BUSY: "serveris ir noslogots; mēģiniet vēlāk",
        Fault.ROBOTS: "vietne lūdz programmām to nelasīt (robots.txt)",
        Fault.FEED: "ziņu plūsmu nevar nolasīt; pārbaudiet, vai tā ir RSS vai Atom plūsmas adrese",
        Fault.LARGE: "tas ir pārāk liels",
        Fault.NO_ARTICLE: "lapā raksts nav atrasts; saglabājiet tekstu kā .txt vai .md",
        Fault.PAID: "lapa rāda tikai sākumu tiem, kas nav maksājuši; pievienojiet tekstu kā failu",
        Fault.KIND: "šāda veida failus nelasa; saglabājiet tekstu kā .txt vai .md",
        Fault.EMPTY: "tajā nav teksta",
        Fault.BINARY: "tas nav teksts; saglabājiet tekstu kā .txt, .md vai .html",
        Fault.ENCODING: "kodējumu nevar noteikt; saglabājiet failu kā UTF-8",
    },
)

LATVIAN = Texts(
    welcome=(
        "Jautājiet man par ziņu rakstu krājumu. Katram atbildes apgalvojumam ir numurs; nospiediet to, lai izlasītu "
        "fragmentu, no kura tas ņemts, burtu pa burtam. To, ko raksti nesaka, nesaku arī es."
    ),
    welcome_articles="Raksti: {articles}. Jaunākais: {newest}.",
    welcome_empty="Rakstu vēl nav.",
    welcome_try="Uzrakstiet jautājumu vai izmēģiniet kādu no šiem:",
    help=(
        "Uzrakstiet jautājumu. Grupā pieminiet mani, atbildiet uz manu ziņu vai lietojiet /ask. Atbildiet uz kāda ziņu "
        "un pieminiet mani, lai jautātu par šo ziņu.\n\n"
        "/ask – uzdot jautājumu\n"
        "/new – aizmirst sarunu un sākt no jauna\n"
        "/retry – vēlreiz atbildēt uz pēdējo jautājumu\n"
        "/cancel – apturēt atbildi, kas tiek rakstīta\n"
        "/sources – raksti, jaunākie vispirms\n"
        "/latest – jaunākie raksti vai raksti par kādu tematu: /latest graudi\n"
        "/article – lasīt rakstu pēc numura: /article 3\n"
        "/status – kas ir indeksēts un kas atbild\n\n"
        "Numuri zem atbildes atver tās fragmentus. 👍 un 👎 pasaka bota uzturētājam, kas jālabo; kopā ar tiem tiek "
        "saglabāts jautājums un atbilde."
    ),
    help_admin=(
        "Administratoriem:\n"
        "/reindex – nolasīt krājumu no jauna\n"
        "/add – pievienot rakstu: /add un saite, vai atsūtiet .txt, .md, .html, .json vai .jsonl dokumentu\n"
        "/remove – dzēst rakstu pēc numura: /remove 3\n"
        "/stats – jautājumi, vērtējumi un tas, uz ko neviens nevarēja atbildēt\n"
        "/users – kas jautā"
    ),
    sources="Avoti",
    untitled="(bez virsraksta)",
    refusal="Raksti to nesaka.",
    no_date="bez datuma",
    nearest="Tuvākie raksti; nospiediet kādu, lai jautātu par to:",
    writing="Rakstu …",
    stop="■ Apturēt",
    stopped="Apturēts.",
    nothing_to_stop="Pašlaik netiek gatavota neviena atbilde.",
    nothing_to_retry="Nav jautājuma, uz kuru atbildēt vēlreiz.",
    forgotten="Sākas jauna saruna; iepriekš teiktais ir aizmirsts.",
    ask_usage="Uzrakstiet jautājumu aiz komandas: /ask Kas vada sarunas?",
    text_only="Es lasu tikai tekstu; lūdzu, uzrakstiet jautājumu.",
    passage_changed="Raksts kopš šīs atbildes ir mainījies; zemāk ir tas, kas tajā bija rakstīts toreiz.",
    passage_gone="Raksta arhīvā vairs nav; zemāk ir tas, kas tajā bija rakstīts, kad tika atbildēts.",
    answer_forgotten="Šī atbilde vairs netiek glabāta; uzdodiet jautājumu vēlreiz.",
    thanks="Paldies, pierakstīts.",
    only_asker="To var apturēt tikai tas, kurš jautāja.",
    read="Lasīt rakstu",
    ask_about="Jautāt par to",
    previous="‹ Jaunāki",
    following="Vecāki ›",
    page="{page}. lapa no {pages}",
    articles="Raksti",
    articles_of="{outlet} raksti",
    all_outlets="Visi izdevumi",
    choose_outlet="Izdevumi",
    outlet_unknown="Izdevuma “{outlet}” nav.",
    no_articles="Šeit rakstu nav.",
    latest="Jaunākie raksti",
    latest_about="Jaunākie raksti par “{topic}”",
    nothing_about="Neviens raksts nerunā par “{topic}”.",
    article_usage="Norādiet raksta numuru no /sources: /article 3",
    article_unknown="Tāda raksta nav; visus rāda /sources.",
    status_articles="Raksti: {articles}",
    status_newest="Jaunākais: {newest}",
    status_synced="Pēdējoreiz atjaunots: {synced}",
    status_never="nekad",
    status_mode="Atbildes: {mode}",
    status_quotes="citēts no rakstiem",
    status_model="raksta {model}, pārbaudīts pret rakstiem",
    indexing="Raksti tiek indeksēti; atbildēs daži no tiem vēl var trūkt.",
    admins_only="To drīkst tikai administrators.",
    reindexing="Lasu krājumu …",
    reindex_progress="Lasu krājumu: {done} no {total}",
    reindexed=(
        "Pabeigts {seconds} s. Pievienoti: {added}, mainīti: {changed}, dzēsti: {removed}, nemainīti: {unchanged}, "
        "neizdevās: {failed}."
    ),
    reindex_busy="Krājums jau tiek lasīts.",
    unreadable="Nav nolasīts:",
    add_usage="Uzrakstiet saiti aiz komandas, /add https://…, vai atsūtiet .txt, .md, .html, .json vai .jsonl failu.",
    adding="Pievienoju …",
    added="Pievienots: {title}",
    duplicate="Jau ir: {title}",
    nothing_new="Nekā jauna tur nav.",
    not_fetched="Dokumentu neizdevās saņemt; lūdzu, atsūtiet to vēlreiz (ne vairāk kā 20 MB).",
    too_large="Dokuments ir lielāks par {limit} baitiem.",
    remove_usage="Norādiet raksta numuru no /sources: /remove 3",
    remove_confirm="Vai dzēst “{title}” no krājuma? Šeit to atsaukt nevar.",
    remove_yes="Dzēst",
    keep_it="Paturēt",
    removed="Dzēsts: {title}",
    kept="Nekas netika dzēsts.",
    stats="Jautājumi: {questions}\nAtbildēti: {answered}\nNeatbildēti: {refused}\n👍 {liked}   👎 {disliked}",
    unanswered="Uz ko neviens nevarēja atbildēt:",
    users="Kas jautā:",
    nobody="Vēl neviens nav jautājis.",
    stranger="Šis bots atbild tikai sarakstā minētajiem. Jūsu id ir {id}; nododiet to bota uzturētājam.",
    too_many_a_minute="Tas ir daudz jautājumu vienā minūtē (ne vairāk kā {limit}); lūdzu, mazliet uzgaidiet.",
    too_many_a_day="Tas bija jūsu pēdējais jautājums šodien (ne vairāk kā {limit}); lūdzu, nāciet rīt.",
    too_late="Es biju prom, un šis jautājums jau ir vecs; ja vēl vēlaties zināt, lūdzu, jautājiet vēlreiz.",
    failure="Kaut kas nogāja greizi un ir pierakstīts (id {id}). Lūdzu, mēģiniet vēlreiz.",
    not_understood="Šādas komandas nav; visas rāda /help.",
    inline_nothing="Raksti to nesaka",
    menu_start="Kas tas ir, un jautājumi izmēģināšanai",
    menu_help="Kā jautāt",
    menu_ask="Uzdot jautājumu",
    menu_new="Sākt jaunu sarunu",
    menu_retry="Vēlreiz atbildēt uz pēdējo jautājumu",
    menu_cancel="Apturēt atbildi, kas tiek rakstīta",
    menu_sources="Raksti, jaunākie vispirms",
    menu_latest="Jaunākie raksti par kādu tematu",
    menu_article="Lasīt rakstu",
    menu_status="Kas ir indeksēts un kas atbild",
    menu_reindex="Nolasīt krājumu no jauna",
    menu_add="Pievienot rakstu",
    menu_remove="Dzēst rakstu",
    menu_stats="Jautājumi un vērtējumi",
    menu_users="Kas jautā",
    archive=_ARCHIVE,
)
