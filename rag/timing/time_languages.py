"""The words of German, Spanish, French, Russian and Latvian for days, weeks, months and years."""

from rag.timing.calendar_words import ENGLISH, CalendarWords, numbered, phrases_of, set_of, units_of

GERMAN = CalendarWords(
    months=numbered(
        "januar jänner / februar feber / märz / april / mai / juni / juli / august / september / oktober / november"
        "/ dezember",
        1,
    ),
    weekdays=numbered("montag / dienstag / mittwoch / donnerstag / freitag / samstag sonnabend / sonntag", 0),
    phrases=phrases_of(
        day_before="vorgestern",
        day_last="gestern",
        day_this="heute",
        day_next="morgen früh",
        weekend_last="letztes wochenende/letzten wochenende/vergangenen wochenende",
        week_last="letzte woche/letzter woche/vergangene woche/vergangener woche/vorige woche/voriger woche",
        week_this="diese woche/dieser woche",
        week_next="nächste woche/nächster woche",
        month_last="letzten monat/letztem monat/vergangenen monat/vorigen monat",
        month_this="diesen monat/diesem monat",
        month_next="nächsten monat/nächstem monat",
        year_last="letztes jahr/letzten jahr/letztem jahr/vergangenes jahr/vergangenen jahr/voriges jahr",
        year_this="dieses jahr/diesem jahr",
        year_next="nächstes jahr/nächsten jahr",
    ),
    units=units_of("tag tage tagen", "woche wochen", "monat monate monaten", "jahr jahre jahren"),
    numbers=numbered("ein einem einer / zwei / drei / vier / fünf / sechs / sieben", 1),
    counted=r"(?:letzten|vergangenen)\s+{number}\s+{unit}",
    ago=r"vor\s+{number}\s+{unit}",
    inside=(
        "in",
        "im",
        "am",
        "vom",
        "aus",
        "aus dem",
        "letzten",
        "vergangenen",
        "im jahr",
        "im jahre",
        "in den",
        "während",
    ),
    since=("seit", "seit dem", "ab"),
    after=("nach", "nach dem"),
    before=("vor", "vor dem"),
    until=("bis", "bis zum", "bis ende"),
    between=("zwischen", "zwischen dem", "von", "vom"),
    conjunctions=("und", "und dem", "oder"),
    joints=("bis", "bis zum", "-", "–"),
    newest=r"neueste[nrsm]?|aktuellste[nrsm]?",
    articles=r"artikeln?|nachrichten|meldungen|berichten?|schlagzeilen",
    signs=set_of(
        "wer wann wie wo welche welcher welches welchen wurde wurden haben ist der das dem den und nicht über"
        " geschah passierte gab sagte gesagt im seit gestern heute letzte letzten nachrichten"
    ),
)

SPANISH = CalendarWords(
    months=numbered(
        "enero / febrero / marzo / abril / mayo / junio / julio / agosto / septiembre setiembre / octubre / noviembre"
        "/ diciembre",
        1,
    ),
    weekdays=numbered("lunes / martes / miércoles / jueves / viernes / sábado / domingo", 0),
    phrases=phrases_of(
        day_before="anteayer",
        day_last="ayer/anoche",
        day_this="hoy/esta mañana/esta noche",
        weekend_last="el fin de semana pasado",
        week_last="la semana pasada/la última semana",
        week_this="esta semana",
        week_next="la próxima semana",
        month_last="el mes pasado",
        month_this="este mes",
        month_next="el próximo mes",
        year_last="el año pasado",
        year_this="este año",
        year_next="el próximo año",
    ),
    units=units_of("día días", "semana semanas", "mes meses", "año años"),
    numbers=numbered("un una / dos / tres / cuatro / cinco / seis / siete", 1),
    counted=r"(?:los|las)\s+últim[oa]s\s+{number}\s+{unit}",
    ago=r"hace\s+{number}\s+{unit}",
    inside=("en", "el", "del", "durante", "de", "en el año"),
    since=("desde", "desde el", "a partir de", "a partir del"),
    after=("después de", "después del", "tras", "tras el"),
    before=("antes de", "antes del"),
    until=("hasta", "hasta el", "hasta finales de"),
    between=("entre", "entre el", "de", "del", "desde", "desde el"),
    conjunctions=("y", "y el", "o"),
    joints=("a", "al", "hasta", "hasta el", "-", "–"),
    newest=r"más recientes?|últimas (?=noticias)",
    articles=r"artículos?|noticias?|titulares|informes",
    signs=set_of(
        "qué quién quiénes cuándo dónde cuál cuáles cómo cuánto el los las una fue por del sobre pasó ayer hoy noticias"
    ),
)

FRENCH = CalendarWords(
    months=numbered(
        "janvier / février / mars / avril / mai / juin / juillet / août / septembre / octobre / novembre / décembre",
        1,
    ),
    weekdays=numbered("lundi / mardi / mercredi / jeudi / vendredi / samedi / dimanche", 0),
    phrases=phrases_of(
        day_before="avant-hier",
        day_last="hier",
        day_this="aujourd'hui/aujourd’hui/ce matin/ce soir",
        weekend_last="le week-end dernier",
        week_last="la semaine dernière/la semaine passée",
        week_this="cette semaine",
        week_next="la semaine prochaine",
        month_last="le mois dernier",
        month_this="ce mois-ci",
        month_next="le mois prochain",
        year_last="l'année dernière/l’année dernière/l'an dernier/l’an dernier",
        year_this="cette année",
        year_next="l'année prochaine/l’année prochaine",
    ),
    units=units_of("jour jours", "semaine semaines", "mois", "an ans années"),
    numbers=numbered("un une / deux / trois / quatre / cinq / six / sept", 1),
    counted=r"(?:les|des|ces|aux)\s+{number}\s+derni(?:ers|ères)\s+{unit}",
    ago=r"il\s+y\s+a\s+{number}\s+{unit}",
    inside=("en", "le", "du", "de", "au mois de", "pendant", "ce"),
    since=("depuis", "depuis le", "dès", "à partir de", "à partir du"),
    after=("après", "après le"),
    before=("avant", "avant le"),
    until=("jusqu'en", "jusqu’en", "jusqu'au", "jusqu’au", "d'ici", "d’ici"),
    between=("entre", "entre le", "de", "du"),
    conjunctions=("et", "et le", "ou"),
    joints=("à", "au", "-", "–"),
    newest=r"plus récente?s?|dernières (?=nouvelles|actualités|informations)",
    articles=r"articles?|nouvelles|actualités",
    signs=set_of(
        "qui quand où quel quelle quels quelles combien les des est une dans été pour passé hier aujourd nouvelles"
    ),
    bare=set_of("lundi mardi mercredi jeudi vendredi samedi dimanche"),
)

RUSSIAN = CalendarWords(
    months=numbered(
        "январь января январе январём январем / февраль февраля феврале февралём февралем / март марта марте мартом"
        "/ апрель апреля апреле апрелем / май мая мае маем / июнь июня июне июнем / июль июля июле июлем"
        "/ август августа августе августом / сентябрь сентября сентябре сентябрём сентябрем"
        "/ октябрь октября октябре октябрём октябрем / ноябрь ноября ноябре ноябрём ноябрем"
        "/ декабрь декабря декабре декабрём декабрем",
        1,
    ),
    weekdays=numbered(
        "понедельник понедельника / вторник вторника / среду среды / четверг четверга / пятницу пятницы"
        "/ субботу субботы / воскресенье воскресенья",
        0,
    ),
    phrases=phrases_of(
        day_before="позавчера",
        day_last="вчера",
        day_this="сегодня",
        day_next="завтра",
        weekend_last="в прошлые выходные",
        week_last="на прошлой неделе/прошлой недели/за прошлую неделю/прошлую неделю",
        week_this="на этой неделе/этой недели/эту неделю",
        week_next="на следующей неделе",
        month_last="в прошлом месяце/прошлого месяца/прошлый месяц",
        month_this="в этом месяце/этого месяца",
        month_next="в следующем месяце",
        year_last="в прошлом году/прошлого года/прошлый год",
        year_this="в этом году/этого года",
        year_next="в следующем году",
    ),
    units=units_of("день дня дней сутки", "неделю недели недель", "месяц месяца месяцев", "год года лет"),
    numbers=numbered("один одну / два две / три / четыре / пять / шесть / семь", 1),
    counted=r"последни[ех]\s+{number}\s+{unit}",
    ago=r"{number}\s+{unit}\s+назад",
    inside=("в", "во", "за", "от", "в прошлый", "в прошлую", "в течение"),
    since=("с", "со", "начиная с"),
    after=("после",),
    before=("до", "перед"),
    until=("по", "к", "вплоть до", "до конца", "к концу"),
    between=("между", "с", "от"),
    conjunctions=("и", "или"),
    joints=("по", "до", "-", "–"),
    newest=r"самы[ехй] (?:свежи|последни|новы)[ехй]|последние (?=новости|сообщения)|свежие (?=новости)",
    articles=r"стат(?:ьи|ей|ьях)|новост(?:и|ей|ях)|сообщени(?:я|й|ях)|публикаци(?:и|й|ях)",
    signs=set_of(
        "что кто когда где как какой какая какие каких сколько почему и в во на с о об за по к кого чем новости"
        " вчера сегодня"
    ),
)

LATVIAN = CalendarWords(
    months=numbered(
        "janvāris janvārī janvāra janvāri janvārim / februāris februārī februāra februāri februārim"
        "/ marts martā marta martu martam / aprīlis aprīlī aprīļa aprīli aprīlim / maijs maijā maija maiju maijam"
        "/ jūnijs jūnijā jūnija jūniju jūnijam / jūlijs jūlijā jūlija jūliju jūlijam"
        "/ augusts augustā augusta augustu augustam / septembris septembrī septembra septembri septembrim"
        "/ oktobris oktobrī oktobra oktobri oktobrim / novembris novembrī novembra novembri novembrim"
        "/ decembris decembrī decembra decembri decembrim",
        1,
    ),
    weekdays=numbered(
        "pirmdien pirmdienā pirmdienas pirmdienai / otrdien otrdienā otrdienas otrdienai"
        "/ trešdien trešdienā trešdienas trešdienai / ceturtdien ceturtdienā ceturtdienas ceturtdienai"
        "/ piektdien piektdienā piektdienas piektdienai / sestdien sestdienā sestdienas sestdienai"
        "/ svētdien svētdienā svētdienas svētdienai",
        0,
    ),
    phrases=phrases_of(
        day_before="aizvakar",
        day_last="vakar",
        day_this="šodien",
        day_next="rīt",
        weekend_last="pagājušajā nedēļas nogalē",
        week_last="pagājušajā nedēļā/pagājušās nedēļas/pagājušonedēļ",
        week_this="šonedēļ/šajā nedēļā/šīs nedēļas",
        week_next="nākamnedēļ/nākamajā nedēļā",
        month_last="pagājušajā mēnesī/pagājušā mēneša/pagājušomēnes",
        month_this="šomēnes/šajā mēnesī/šī mēneša",
        month_next="nākamajā mēnesī/nākammēnes",
        year_last="pagājušajā gadā/pagājušā gada/pērn",
        year_this="šogad/šajā gadā/šī gada",
        year_next="nākamgad/nākamajā gadā",
    ),
    units=units_of(
        "dienās dienu dienas dienām", "nedēļās nedēļu nedēļām", "mēnešos mēnešu mēnešiem", "gados gadu gadiem"
    ),
    numbers=numbered(
        "vienā viena / divās divos divu divām diviem / trīs triju / četrās četru četrām četriem / piecās piecu piecām",
        1,
    ),
    counted=r"pēdēj(?:ās|os|o)\s+{number}\s+{unit}",
    ago=r"pirms\s+{number}\s+{unit}",
    inside=("no",),
    since=("kopš", "sākot no"),
    after=("pēc",),
    before=("pirms",),
    until=("līdz",),
    between=("no", "starp"),
    conjunctions=("un", "vai"),
    joints=("līdz", "-", "–"),
    newest=r"jaunāk(?:ie|ās|o|ajiem|ajām|ais|ā)",
    articles=r"raksti(?:em|)|rakst(?:us|os|u)|ziņ(?:as|ām|ās|u)|publikācij(?:as|ām|ās|u)",
    signs=set_of(
        "kas kad kur kurš kura kuri kā kāds kāda kādi kādas cik kāpēc par ir bija notika ko vakar šodien ziņas"
    ),
    bare=set_of(
        "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī"
        " pirmdien otrdien trešdien ceturtdien piektdien sestdien svētdien"
    ),
)

# Where the signs of two are as many, the earlier is asked first.
LANGUAGES = (ENGLISH, GERMAN, SPANISH, FRENCH, RUSSIAN, LATVIAN)
