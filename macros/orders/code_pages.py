"""Owns what is known of files that do not say how they are encoded: code pages, their letters, what stands together.

`second-round refresh` writes it for the browser, in `docs/assets/second-round/desk/code-pages.mjs`; `decoding` uses it.
The pairs of letters were counted in common given and family names of the languages that each group is written in.
"""

from __future__ import annotations

PAGES = {
    "windows-1252": ("cp1252", "Windows, Western Europe", "western"),
    "macintosh": ("mac_roman", "Mac OS Roman", "western"),
    "windows-1250": ("cp1250", "Windows, Central Europe", "central"),
    "windows-1254": ("cp1254", "Windows, Turkish", "turkish"),
    "windows-1257": ("cp1257", "Windows, Baltic", "baltic"),
    "windows-1251": ("cp1251", "Windows, Cyrillic", "cyrillic"),
    "windows-1253": ("cp1253", "Windows, Greek", "greek"),
    "windows-1255": ("cp1255", "Windows, Hebrew", "hebrew"),
    "windows-1256": ("cp1256", "Windows, Arabic", "arabic"),
    "dos-850": ("cp850", "MS-DOS, Western Europe", "western"),
    "dos-852": ("cp852", "MS-DOS, Central Europe", "central"),
    "ibm866": ("cp866", "MS-DOS, Cyrillic", "cyrillic"),
    "iso-8859-2": ("iso8859_2", "ISO, Central Europe", "central"),
    "koi8-r": ("koi8_r", "KOI8-R, Russian", "cyrillic"),
    "gbk": ("gbk", "GBK, Chinese", "han"),
    "big5": ("cp950", "Big5, Chinese", "han"),
    "shift_jis": ("cp932", "Shift JIS, Japanese", "han"),
    "euc-kr": ("cp949", "EUC-KR, Korean", "han"),
    "windows-874": ("cp874", "Windows, Thai", "thai"),
}
"""What may have written a file, the likeliest first: the browser's name, Python's, a person's, and whose letters."""

TABLES = {
    page: bytes(range(0x80, 0x100)).decode(codec, "replace")
    for page, (codec, _, group) in PAGES.items()
    if group != "han"
}
"""What the upper half of the bytes stands for, in each code page of single bytes; U+FFFD for nothing."""

LETTERS = {
    "western": "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿœšžß",
    "central": "áâăäąćčçďđéęëěíîĺľłńňóôőöŕřśšşťţúůüűýźżžß",
    "turkish": "âäçéêëğıîïİöşûüß",
    "baltic": "āäåąčćęēėéģīįķļłńņóõöšśūųüźžżßø",
    "cyrillic": "абвгґдђѓеёєжзѕиійїјклљмнњопрстћќуўфхцчџшщъыьэюя",
    "greek": "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ",
    "hebrew": "־׳״אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگ",
    "thai": "กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮฯะัาำิีึืฺุูเแโใไๅๆ็่้๊๋์ํ๎",
}
"""The letters of each group, small ones where there are two."""

PAIRS = {
    "western": (
        "_á _â _å _é _í _ó _ö _ø _þ aí aï añ aú bá bä bé bö bø bü cá cé cí có dá dè dé dí dó dö dù eß eá eñ eó fá "
        "fé fí gá gå gé gó gö gü há hã hä hå hè hé hö hü iß ià iá iã iè ië ið iñ ió já jä jæ jè jé jó jö jø jú jü "
        "kä kå ké kö kü lá lä læ lè lé lí lò ló lö lú lü má mã mä må mé mì mí mó mõ mø mü nà ná nä næ nç nè né nê "
        "ní nø nú ný oà oá oã oé oë oí oî oï oñ pä på pé rà rá rä rè ré rí rð ró rô rö rø rú rü sá sä sæ sé sö sø "
        "sü tá tä té tí tó tô tö uã uè ué uê uí uð uñ vá vä vé ví ß_ à_ á_ áb ád áe ág ái ál án ár ás áu áv áz ân "
        "ã_ ãe ão ä_ äc äg äh äi äk äl än är äs ät äu ää åb åg åk ål år ås åv ær æs æt ça ço çã è_ èg èl èn èr ès "
        "èv é_ éa éb éc éd ée ég éi él ém én éo ép ér és ét év ê_ ês ë_ ël ën ì_ í_ ía íc íg íl ím ín ío ír ís ít "
        "ív íð ît ïs ðm ðs ðu ña ñe ñi ño ò_ ó_ ól óm ón ór ós ôm ôn õe ö_ öb öd öf ög öh ök öl öm ön ör ös öt ød "
        "øe øi øj øl øm øn ør øs øv øy ù_ úb úc új úl ún úr ús üb üh ül ün ür ý_ þó"
    ),
    "central": (
        "_á _č _ď _ł _ś _ş _š _ż _ž ač aľ ał ań aň aś aş aš aţ aź aż až bá bé bí bó bă bł că dá dé dă dě dł dř dű "
        "dž eá eć eč eł eń eň eś eş eš eţ ež fá gá gó gł há iá ió ią ić ič ię iń iś iş iš iţ iž já jó jú jč ję jš "
        "ká kó ký kł lá lé lí ló lý lă lč má mé mí mó mă mš ná né ní nó ný nč ně nő nš nţ nž oč oł oń oř oś oş oš "
        "oź oż ož pá pă rá râ ré rí ró rö ră rč rę rš rů rż rž sá sâ só sł tá té tí tó tă tě tő uč uł uś uş uš uţ "
        "už vá ví vč vě vž wó yá yö yń yś zá ză zł ző zű á_ áb ác ád ág áh ák ál ám án ár ás át áv áz áč ář áš ân "
        "é_ ék él ém én ér és ét éz ík íl ím ín ír ít íč íš íž ó_ ób óf ój ón ór ós ów óz ół ör úl ül ý_ ă_ ăc ăd "
        "ăl ăm ăn ăr ăt ăz ąb ąd ąs ć_ č_ ča če či čk čn čo ču čí ďu ęb ęc ęd ęg ěj ěk ěm ěp ět ľo ł_ ła łe łk ło "
        "łu ły ń_ ńc ńs ňa ňk ő_ ől ř_ ře ři řo ří ś_ śc śk śl śn św ş_ şa şc şe şo şt şu š_ ša še ši šk šm šn šo "
        "šp št šu šv šť ţ_ ţa ţi ţă ťa ůž ű_ űc źn ża że żo ży ž_ ža že ži žk žm žn žo žu"
    ),
    "turkish": (
        "_â _ç _ö _ü _ğ _ş aç ağ aş bö bü bı cü cı dö dü dı eç eğ eş fü fı gö gü gı hâ hö hü hı hş iç iğ iş kâ kç "
        "kö kü kı lâ lç lö lû lü lı lş mö mü mı mş nç nö nü nı nş oç oğ oş pü pı qö qü qı rç rö rü rğ rı rş sö sü "
        "sı tö tü tı uç uö uğ uş vâ vü vı vş xı xş yç yö yü yı yş zç zö zü zı â_ âd âl âm ân ât ây âz ç_ ça çb çe "
        "çg çi çk çl çm çn ço çs çu çy çö çı öc ög öh ök öl öm ön ör ös öv öy öz öç öğ ûl ü_ üb üc üd üe üf üg üh "
        "üj ük ül üm ün üp üq ür üs üt üv üy üz üç üğ üş ğ_ ğa ğb ğc ğd ğe ği ğl ğm ğr ğt ğu ğv ğç ğü ğı ı_ ıa ıb "
        "ıc ıd ıe ıf ıg ıh ık ıl ım ın ıo ıp ıq ır ıs ıt ıv ıx ıy ız ıç ığ ış ş_ şa şc şe şh şi şk şo şq şr şt şu "
        "şö şü şı"
    ),
    "baltic": (
        "_õ _ü _ā _ą _ē _ģ _š _ž aķ aņ až bõ bē cī dā dė dī dū eš ež gī hä iā ič iķ iļ iņ iš iū iž jä jõ jü jā jē "
        "jū kä kõ kü kā kę kļ kū lä lõ lā lē lė lī lū mä mõ mö mü mā mī mū nõ nā nė oģ oļ oņ oš pä põ pü pē rä rõ "
        "rü rē rė rī rš rū sä sö sė sī tä tõ tā tė tī tš tū uš vä võ vė vī zā zī äd äe äg äh äl än är äs ät ää õd "
        "õe õg õh õi õl õm õn õs õt õu õš öl öt öö ül ür üt üv üü āb āc ād āl ān ār āv āz ąž ča či ēd ēj ēk ēn ēr "
        "ēs ēt ēv ė_ ėd ėj ėn ęs ģe ģi īb īc īd īg īk īl īn īr īs īt īz ķe ķi ļa ļu ļģ ņa ņe ņi ņš š_ ša še ši šj "
        "šk šo šr šs št ūb ūc ūd ūl ūm ūn ūr ūs ūt ūz ža žd že ži žu žy"
    ),
    "cyrillic": (
        "_а _б _в _г _д _е _з _и _к _л _м _н _о _п _р _с _т _ф _х _ч _ш _я а_ ав ад ай ак ал ам ан ар ас ат ба бе "
        "бо в_ ва ве ви га ге го да де ди до др ев ел ем ен ер ес ет за ий ик ил им ин ир ис ит ич ия й_ к_ ка ки "
        "ко л_ ла ле ли ло ль ма ме ми мо н_ на нд не ни нк но нт о_ ов од ол ом он ор ос па пе по р_ ра ре ри ро "
        "са се си сл ст т_ та те ти то ук ха че я_ ян"
    ),
    "greek": (
        "_α _β _γ _δ _ε _ζ _θ _κ _λ _μ _ν _π _ρ _σ _τ _φ _χ ά_ άκ άν άρ άς ή_ ής ία ίδ ίκ ίν α_ αγ ακ αλ αμ αν απ "
        "αρ ας ασ ατ βα γα γε γι γκ δα δη δο δρ ελ ερ ευ η_ ης ιά ια ικ ιο ισ κα κη κο λά λή λί λα λε λη λι λλ λο "
        "μά μα μο μπ νά νί να νη νι νν νο ντ ολ οπ ος ου ού πα πο ρά ρί ρα ργ ρη ρι ρο ρό ς_ σί σα σι σο στ τά τα "
        "τζ τη το τρ τσ υ_ υλ υρ υσ χα χρ ων όπ ός ύλ"
    ),
    "hebrew": (
        "_א _ב _ג _ד _ה _ז _ח _ט _י _כ _ל _מ _נ _ס _ע _פ _ק _ר _ש _ת א_ אב אד או אי אל אמ אן אס אר ב_ בא בו בי בן "
        "בר ג_ גו ד_ דו די דר ה_ הו הי הר ו_ וא וב וד וי ול ון ונ ופ ור וש חי חמ טו טי י_ יא יב יד יה יו יט יי יל "
        "ים ימ ין ינ יס יע יר יש ית ל_ לא לה לו לי למ ם_ מא מה מו מי מל מן מר ן_ נא נה נו ני ס_ סו סי עד עו עי ף_ "
        "פי פר ץ_ קו ר_ רא רג רה רו רי רן שו שי שר ת_"
    ),
    "arabic": (
        "_آ _ا _ب _ت _ج _ح _د _ر _ز _س _ش _ص _ط _ع _ف _ك _ل _م _ن _ه _و _ي _پ _ک ء_ آر آل ا_ اء ائ اب اح اد ار از "
        "اس اش اف ال ام ان اه ب_ با بد بي ة_ ت_ جا ح_ حس حم د_ دا دي ر_ را رس رض رم رو ري س_ سا سم سي شا ضا طا ع_ "
        "عب عل ف_ فا فر في ق_ ل_ لا لد لم لي م_ ما مح مد مر مه مي ن_ نا نو ني ه_ ها هد هر وا ور ي_ يا يد ير يل يم "
        "ين"
    ),
    "thai": (
        "_ก _ค _จ _ช _ณ _ด _ต _ถ _ท _ธ _น _บ _ป _พ _ภ _ม _ย _ร _ว _ศ _ส _ห _อ _เ _แ _โ _ไ ก_ กร กษ กา ง_ งษ งส ช_ "
        "ชญ ชน ชร ชา ญญ ญา ฐ_ ฒน ณ_ ด_ ดา ตต ตน ตร ตา ถน ทธ ทย ทร ทอ ธ_ ธน ธร น_ นก นต นท นธ นว นอ นา ปร พ_ พง พร "
        "พล ภร ภา ม_ มน มพ มล มา ย_ ยน ยม ยา ร_ รช รณ รพ รม รร รว ระ รา ล_ วง วร วา ศ_ ศร สม สร สา อง อน อม ะ_ ะว "
        "ะเ า_ าน าภ าม าย าร าว าส เก เด เท เน เพ เส"
    ),
}
"""Letters that often stand beside each other in names; _ is the beginning or the end of a word."""

SCRIPTS = {
    "latin": ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F)),
    "greek": ((0x370, 0x3FF),),
    "cyrillic": ((0x400, 0x45F), (0x490, 0x491)),
    "hebrew": ((0x5BE, 0x5F4),),
    "arabic": ((0x620, 0x6FF),),
    "thai": ((0xE01, 0xE4E),),
    "han": ((0x3005, 0x3007), (0x3041, 0x3096), (0x30A1, 0x30FA), (0x30FC, 0x30FC), (0x4E00, 0x9FFF)),
    "hangul": ((0xAC00, 0xD7A3),),
}
"""The characters of each script, first and last: those of two scripts do not stand in one word."""

SIGNS = "\u00a0‘’‚“”„‹›«»–—…•·°ªº"
"""What may touch a word in any list."""

APOSTROPHE = "’"
"""A sign that is as good as a letter within a word."""

WITHIN_WORDS = "\u00a0–—·"
"""Signs that may stand between two words without a space."""

WIDE_SIGNS = "\u3000、。・（），．－：；／＆"
"""What else stands in Chinese, Japanese and Korean lists. A text with another sign is in none of their code pages."""

WIDE = {
    "gbk": (
        (0xB0, 0xD7),
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文",
    ),
    "big5": (
        (0xA4, 0xC6),
        "陳林黃張李王吳劉蔡楊許鄭謝洪郭邱曾廖賴徐周葉蘇莊呂江何蕭羅高潘簡朱鍾游彭詹胡施沈余盧梁趙顏柯翁魏孫戴范方宋鄧杜傅侯曹薛丁卓馬阮董温唐藍石蔣古紀姚連馮歐程湯田康姜汪白鄒尤巫",
    ),
    "shift_jis": (
        (0x82, 0x97),
        "佐鈴高田伊渡山中小加吉松井木林斎清森池橋阿石前藤後近岡長村遠青坂福太西三原野竹金和上大河菊水酒久安川千平谷丸今内島工荒新服本",
    ),
    "euc-kr": (
        (0xB0, 0xC8),
        "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구나민류진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모",
    ),
}
"""By code page the first bytes, first and last, of the common characters, and with what family names begin."""

APART = {
    "gbk": ((0xA3A0, 0xA3A0), (0xFE40, 0xFEFE)),
    "big5": ((0x8140, 0xA0FE), (0xC6A1, 0xC8FE), (0xFA40, 0xFEFE)),
    "shift_jis": (),
    "euc-kr": (),
}
"""By code page two bytes, first and last, that browsers and Python read otherwise: no text has them."""

BEFORE_NAMES = ' ,;\t"\n\u3000'
"""After what a name begins."""

FITS = 2
"""What each byte of a letter that fits counts for."""

MISFITS = 5
"""What a letter or sign that does not fit counts against."""

FAMILY = 3
"""What a character counts for with which many family names begin."""
SAMPLE = 6_000
"""So many bytes of the lines that are not ASCII are judged."""

MOST_WORDS = 2_000
"""So many words that may be UTF-8 are judged."""
