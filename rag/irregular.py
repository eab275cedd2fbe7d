"""The irregular forms of English words, which no stemmer joins to their base."""

# Base first. Forms that are commoner as another word (ground, wound, bore, bound, lay) stay what they look like.
_BASES = """
arise arose arisen; awake awoke awoken; beat beaten; become became; begin began begun; bend bent; bite bit bitten;
bleed bled; blow blew blown; break broke broken; breed bred; bring brought; build built; burn burnt; buy bought;
catch caught; child children; choose chose chosen; cling clung; come came; creep crept; deal dealt; dig dug;
draw drew drawn; dream dreamt; drink drank drunk; drive drove driven; eat ate eaten; fall fell fallen; feed fed;
feel felt; fight fought; find found; flee fled; fly flew flown; foot feet; forbid forbade forbidden;
forecast forecasted; forget forgot forgotten; forgive forgave forgiven; freeze froze frozen; get got gotten;
give gave given; go went gone; grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept;
know knew known; lead led; learn learnt; leave left; lend lent; lose lost; make made; man men; mean meant; meet met;
mislead misled; mouse mice; overcome overcame; oversee oversaw overseen; overthrow overthrew overthrown;
overtake overtook overtaken; pay paid; prove proven; rebuild rebuilt; ride rode ridden; ring rang rung;
rise rose risen; run ran; say said; see saw seen; seek sought; sell sold; send sent; shake shook shaken;
shine shone; shoot shot; show shown; shrink shrank shrunk; sing sang sung; sink sank sunk; sit sat; sleep slept;
slide slid; speak spoke spoken; speed sped; spend spent; spin spun; spring sprang sprung; stand stood;
steal stole stolen; stick stuck; strike struck stricken; strive strove striven; swear swore sworn; sweep swept;
swim swam swum; swing swung; take took taken; teach taught; tear tore torn; tell told; think thought;
throw threw thrown; tooth teeth; undergo underwent undergone; understand understood; undertake undertook undertaken;
uphold upheld; wake woke woken; wear wore worn; weep wept; win won; wife wives; withdraw withdrew withdrawn;
withhold withheld; withstand withstood; woman women; write wrote written
"""
BASE_OF = {form: base for base, *forms in map(str.split, _BASES.split(";")) for form in forms}
