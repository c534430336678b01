"""Words of each language that say no, and words that say something carefully. Regular expressions over small letters.

They need not be complete: a sentence that has none of them is shown to a person, who knows better. They are
checked against every translation that the library has.
"""

# Where a language says no with a part of a word, the beginnings that it has are here.
NEGATION = {
    "pl": r"\b(?:nie\w*|bez|ani|nigdy|nikt\w*|nikogo|nikomu|nic|niczego|żad\w*|brak\w*|zakaz\w*)\b",
    "ar": r"\b[وفبلأ]?(?:لا|لم|لن|ليس\w*|لس\w*|غير|دون|بدون|بلا|ما|عدم|ألا|أبدا|كلا|لئلا|يمنع|ممنوع\w*|لو?لا)\b",
    "lt": r"\b(?:ne\w*|nė\w*|be|niek\w*|joki\w*|draudž\w*|abejoj\w*)\b",
    "ro": r"\b(?:nu|n|nici\w*|fără|nimeni|nimic|interzi\w*|ne\w+)\b",
    "pt": r"\b(?:não|nem|nunca|ninguém|nada|sem|nenhum\w*|jamais|proib\w*)\b",
    "tet": r"\b(?:la|lae|laiha|labele|la'os|keta|seidauk|nunka|lalika|lahó?|bandu)\b",
    "bg": r"\b(?:не\w*|няма\w*|нито|ни\w+|без|забран\w*)\b",
    "so": r"\b(?:ma|maaha|aan\w*|ay?san|aadan|uusan|[uklg]uma|lama|lagama|looma|laguma|kama|ha|yaan\w*|wel[ia]good|"
    r"wali\w*|marna|midna|la'aan|ma\w+o|malaha)\b",
    "uk": r"\b(?:не\w*|ні\w*|ані|нема\w*|жод\w+|без|заборон\w*)\b",
    "zh-hans": r"[不没沒無无未非别勿莫否免]",
    "zh-hant": r"[不没沒無无未非別勿莫否免]",
    "fa": r"\b(?:نه|نمی\w*|نیست\w*|ندار\w*|نداشت\w*|نکن\w*|نکرد\w*|نشو\w*|نشد\w*|نده\w*|نداد\w*|نگ[ویف]\w*|نبای?د|"
    r"نباش\w*|نبود\w*|نتوان\w*|نخوا\w*|نرو\w*|نرفت\w*|نزن\w*|نپرس\w*|نفرست\w*|ندید\w*|نبین\w*|نشناس\w*|نیا\w*|نما?ن\w*|"
    r"هیچ\w*|هرگز|بدون|بی|عدم|غیر\w*|ممنوع\w*|ناشناس|ناامن|مبادا)\b",
    "ps": r"\b(?:نه|نش[يتوه]\w*|نلر\w*|هیڅ\w*|هېڅ\w*|مه|بې|پرته|نده|ندي|نکړ\w*|نکو\w*|نا\w+)\b",
    "ckb": r"\b(?:نا(?!و\b|وی|وچ|وە)\w*|نە\w*|نی\w*|بێ\w*|هیچ\w*|هەرگیز|مە\w*|بەبێ)\b",
    "ti": r"(?:ኣይ|ዘይ|ከይ|የለ|የብል|ኣልቦ|ኣየ|አይ|ብዘይ|ፈጺሙ)",
    "sk": r"\b(?:ne(?!skôr)\w*|nie\w*|nik\w*|nič\w*|žiad\w*|bez|ani|zakáz\w*)\b",
    "hu": r"\b(?:nem\w*|ne|nincs\w*|sincs\w*|sem|se|soha|senki\w*|semm\w*|nélkül\w*|nehogy|"
    r"tilos|tilt\w*|\w+(?:talan|telen|atlan|etlen)\w*)\b",
    "ru": r"\b(?:не\w*|нет|ни\w*|нельзя|без|запре\w*)\b",
    "lv": r"\b(?:ne\w*|nav|nē|bez|nekad|neviens?\w*|aizlie\w*)\b",
    "es": r"\b(?:no|ni|nunca|nadie|nada|sin|ning[uú]n\w*|jamás|tampoco|prohib\w*)\b",
    "fr": r"\b(?:ne|n|pas|ni|jamais|personne|rien|sans|aucun\w*|non|interdi\w*)\b",
    "ur": r"\b(?:نہیں|نہ|مت|بغیر|نا\w*|کبھی|بنا|غیر\w*|بلا|ممنوع)\b",
}
NEGATION["fa-af"] = NEGATION["fa"]

# Without these a claim stands where the English text says who claims it, or how sure it is.
CAREFUL = {
    "says": r"\b(?:says|said)\b",
    "should": r"\bshould\b",
    "automatically": r"\bautomatically\b",
    "exceptional": r"\bexceptional\b",
    "an estimated": r"\bestimated\b",
    "may": r"\b(?:may|might)\b",
    "normally": r"\b(?:normally|usually|routinely)\b",
}
HEDGES = {
    "pl": {
        "says": r"mówi|powiedzi|poda|twierdz|napisa|pisz|ogłosi|oświadcz|zdaniem|według|informuj|deklar|zapewni",
        "should": r"powin|należy|trzeba|musi|warto|muszą",
        "automatically": r"automatycz",
        "exceptional": r"wyjątk|szczególn",
        "an estimated": r"szacun|szacow|szacuj|około",
        "may": r"moż|mog|mógł|wolno|woln|ewentualn|pozwal",
        "normally": r"zwykle|zazwyczaj|normaln|rutynow|zasad|na ogół|przeważnie",
    },
    "ar": {
        "says": r"يقول|تقول|قال|ذكر|يذكر|تذكر|أعلن|وفق|حسب|أفاد|كتب|يقال|نقل|صرح|ورد",
        "should": r"ينبغي|يجب|عليك|عليه|على|فترض|لا بد|يلزم",
        "automatically": r"تلقائي|آلي|أوتومات",
        "exceptional": r"استثنائ",
        "an estimated": r"تقدير|قدر|نحو|حوالي|تقريب|يقارب",
        "may": r"قد|ربما|يمكن|يجوز|تستطيع|يستطيع|يحق|يسمح|ممكن|تسمح|إمكان|محتمل",
        "normally": r"عادة|روتين|عادي|معتاد|غالب|عموم",
    },
    "lt": {
        "says": r"sak|teig|praneš|nurod|raš|skelb|pareišk|tvirtin",
        "should": r"turėt|reikėt|privalo|turi|reikia|derėt",
        "automatically": r"automati",
        "exceptional": r"išimt|ypating|išskirtin",
        "an estimated": r"apytik|apie|maždaug|skaičiav|vertin",
        "may": r"gali|galb|galė|leidžia|galim|gal\b|leist",
        "normally": r"paprast|įprast|dažniausiai|normal|rutin|nuolat",
    },
    "ro": {
        "says": r"spun|spus|declar|afirm|anunț|scri|relat|potrivit|susțin|conform",
        "should": r"trebui|se cuvine|e bine|ar fi bine",
        "automatically": r"automat",
        "exceptional": r"excepți",
        "an estimated": r"estim|aproximativ|circa|în jur",
        "may": r"poate|pot|puteți|poți|putea|putut|posibil|permit|au voie|s-ar",
        "normally": r"normal|obicei|obișnui|rutin|regulă|sistematic",
    },
    "pt": {
        "says": r"diz|disse|afirm|declar|anunci|escrev|segundo|inform|relat|refer|dit",
        "should": r"dev|preciso|tem de|têm de|conv",
        "automatically": r"autom[aá]tic",
        "exceptional": r"exce(?:p?)cion",
        "an estimated": r"estim|cerca|aproxim|calcul",
        "may": r"pod|poss|talvez|permit|eventual",
        "normally": r"normal|geralmente|costum|habitual|rotin|em geral|regra",
    },
    "bg": {
        "says": r"каз|твърд|заяв|съобщ|според|пише|обяв|посоч|писа|твърдение|думите",
        "should": r"трябва|следва|редно|нужно|добре е",
        "automatically": r"автоматич",
        "exceptional": r"изключ|извънред",
        "an estimated": r"приблиз|около|оцен|изчисл|прецен",
        "may": r"мож|мог|възмож|позвол|евентуал|вероят",
        "normally": r"обикнов|нормал|рутин|правило|обичай|редовн",
    },
    "uk": {
        "says": r"каж|сказа|говор|заяв|повідом|слова|тверд|пише|писа|оголос|зазнач|даними|стверджу|розповід",
        "should": r"слід|повин|ма[єюй]|варто|треба|потрібно|мус",
        "automatically": r"автоматич",
        "exceptional": r"винятк|виключн|особлив|надзвич",
        "an estimated": r"приблиз|близько|оцін|орієнтов|підрахун",
        "may": r"мож|мог|міг|дозвол|імовір|ймовір",
        "normally": r"зазвичай|звича|нормал|рутин|правило|звичн|регулярн",
    },
    "zh-hans": {
        "says": r"说|表示|称|告诉|写|据|宣布|指出|报道|讲|声明|提到",
        "should": r"应|该|须|要",
        "automatically": r"自动",
        "exceptional": r"例外|特殊|特别|异常|极少|非常|罕见",
        "an estimated": r"估|约|左右|大概",
        "may": r"可|也许|或许|能|允许|会|不一定|有时",
        "normally": r"通常|一般|平时|正常|例行|常规|往往|惯例|经常|习惯",
    },
    "fa": {
        "says": r"گوی|گفت|اعلام|بنا|طبق|نوشت|نویس|گزارش|خبر|بیان",
        "should": r"باید|بهتر|لازم|نباید|می.?بایست",
        "automatically": r"خودکار|اتومات",
        "exceptional": r"استثنا|خاص|ویژه",
        "an estimated": r"تخمین|برآورد|حدود|تقریب",
        "may": r"ممکن|شاید|توان|امکان|اجازه|احتمال|مجاز|می.?شود",
        "normally": r"معمول|عادی|عموم|روال|اغلب|عادت|روتین",
    },
    "sk": {
        "says": r"hovor|poved|uvád|uvied|tvrd|podľa|oznám|píš|napís|vyhl|vrav",
        "should": r"ma[lť]|treba|má|musí|musia|mohl",
        "automatically": r"automatic",
        "exceptional": r"výnim|mimoriad",
        "an estimated": r"odhad|približ|okolo|asi",
        "may": r"mô[žc]|moh|možn|smie|smú|azda|možno",
        "normally": r"zvyčaj|obvykl|bežn|normál|spravid|rutin|zvyk",
    },
    "hu": {
        "says": r"mond|ír|állít|közöl|szerint|jelent|tájékozt|azt válasz",
        "should": r"kell|ajánl|érdemes|szabad|legyen|köteles|kéne|-?j[aeá]",
        "automatically": r"automatik",
        "exceptional": r"kivétel|rendkívül",
        "an estimated": r"becs|körülbelül|mintegy|nagyjából",
        "may": r"lehet|hat|het|talán|esetleg|tud|szabad|megenged",
        "normally": r"általában|rendszerint|normál|szok|rutin|rendes",
    },
}  # fmt: skip

# English sentences that must never stand on the site (FACTS.md, section 4), and what is written instead.
NEVER = {
    r"\b(?:the )?police (?:will not|won't|never|do not|don't) (?:share|pass on|give away) "
    r"(?:your|their|any) (?:information|details|data)\b":
        "PSNI says its officers should not share victims' information, except in exceptional circumstances.",
    r"\bit(?: is|'s) safe to (?:report|call|tell|speak)\b": "You have the right to report a crime.",
    r"\b(?:psni|police) (?:has |have )?stopped (?!automatically)(?:all )?(?:sharing|passing)\b":
        "PSNI says it stopped automatically sharing victims' information in March 2023.",
    r"\b(?:do not|don't) have to give your name to (?:the )?(?:police|psni|officer)":
        "In Northern Ireland police can ask who you are and where you are going.",
    r"\b(?:police|psni) (?:must|have to|has to) (?:tell|report to|inform) the home office\b":
        "The law allows police to give information to the Home Office. It does not make them.",
    r"\byou are protected by\b": "leave this out, or name it as background with its source",
    r"\b(?:psni|they|police|home office|it) (?:must|has to|have to) "
    r"(?:answer|reply|respond)(?: to you)? (?:with)?in one month\b":
        "They should normally answer in one month.",
    r"\bapply for the concession\b": "There is a Home Office scheme for some partners. Get immigration advice first.",
}  # fmt: skip
# The first two of them in other languages: a promise that the English text does not make.
PROMISES = {
    "pl": r"policja nie (?:przekaże|udostępni|ujawni)|(?<!nie )jest bezpiecznie zgłosi|zgłoszenie jest bezpieczne",
    "ar": r"لن تشارك الشرطة|لن تعطي الشرطة|الإبلاغ آمن|من الآمن أن تبلغ",
    "lt": r"policija neperduos|policija neatskleis|saugu pranešti|pranešti yra saugu",
    "ro": r"poliția nu va (?:transmite|da|comunica|divulga)|este sigur să (?:raportezi|raportați|anunți|sesizezi)",
    "pt": r"a polícia não (?:vai partilhar|partilhará|irá partilhar)|é seguro (?:denunciar|participar|comunicar)",
    "bg": r"полицията няма да (?:сподел|предостав|преда)|безопасно е да (?:съобщ|подад|сигнал)",
    "uk": r"поліція не (?:передасть|передаватиме|розголосить)|безпечно (?:повідом|звертат|заявл)",
    "zh-hans": r"警方不会(?:分享|透露|提供)|警察不会(?:分享|透露|提供)|报案是安全的|举报是安全的",
    "fa": r"پلیس اطلاعات شما را نخواهد داد|گزارش دادن (?:امن|بی‌خطر) است",
    "sk": r"polícia (?:neposkytne|nezdieľa|neodovzdá)|je bezpečné (?:nahlásiť|oznámiť)",
    "hu": r"a rendőrség nem (?:adja|fogja) (?:át|ki|megosztani)|biztonságos (?:bejelenteni|feljelenteni)",
}
