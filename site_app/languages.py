"""The languages the site can ever speak: constants only.

The columns of the database cover all of them, so that opening a language is a switch at the desk
(see `editions.models.Language`) and not a migration. Evidence for the choice, and what Django lacks,
is in `docs/decisions/0002-languages.md`.
"""

from dataclasses import dataclass

SOURCE = "en"


@dataclass(frozen=True)
class Language:
    code: str  # Django's spelling, also in addresses: "zh-hans"
    tag: str  # BCP 47, for lang="" and hreflang="": "zh-Hans"
    name: str  # English, for the desk
    autonym: str  # what its readers call it
    script: str  # ISO 15924
    aliases: tuple[str, ...] = ()  # other tags browsers send for it, lower case
    checked_only: bool = False  # nothing unchecked in it ever reaches a reader

    @property
    def rtl(self) -> bool:
        return self.script == "Arab"

    @property
    def direction(self) -> str:
        return "rtl" if self.rtl else "ltr"


# Aliases are what phones really send: macrolanguages (ku, zh), retired or national variants (mo, prs),
# individual languages of a macrolanguage (pes, arb). Kurmanji ("kmr") is not an alias of Sorani: its
# readers use another script.
ALL = (
    Language("en", "en", "English", "English", "Latn"),
    Language("pl", "pl", "Polish", "Polski", "Latn"),
    Language("ar", "ar", "Arabic", "العربية", "Arab", ("arb", "apc", "apd", "ajp", "acm", "arz")),
    Language("lt", "lt", "Lithuanian", "Lietuvių", "Latn"),
    Language("ro", "ro", "Romanian", "Română", "Latn", ("mo",)),
    Language("pt", "pt", "Portuguese", "Português", "Latn"),
    Language("tet", "tet", "Tetum", "Tetun", "Latn", ("tdt",), checked_only=True),
    Language("bg", "bg", "Bulgarian", "Български", "Cyrl"),
    Language("so", "so", "Somali", "Soomaali", "Latn", checked_only=True),
    Language("uk", "uk", "Ukrainian", "Українська", "Cyrl"),
    Language(
        "zh-hans",
        "zh-Hans",
        "Chinese (simplified)",
        "简体中文",
        "Hans",
        ("zh", "zh-cn", "zh-sg", "cmn", "cmn-hans"),
    ),
    Language(
        "zh-hant",
        "zh-Hant",
        "Chinese (traditional)",
        "繁體中文",
        "Hant",
        ("zh-tw", "zh-hk", "zh-mo", "yue", "cmn-hant"),
    ),
    Language("fa", "fa", "Persian", "فارسی", "Arab", ("pes",)),
    Language("fa-af", "fa-AF", "Dari", "دری", "Arab", ("prs",), checked_only=True),
    Language("ps", "ps", "Pashto", "پښتو", "Arab", ("pbt", "pbu", "pst"), checked_only=True),
    Language("ckb", "ckb", "Kurdish (Sorani)", "کوردیی ناوەندی", "Arab", ("ku", "ku-arab", "ku-iq", "ku-ir")),
    Language("ti", "ti", "Tigrinya", "ትግርኛ", "Ethi", ("tir",), checked_only=True),
    Language("sk", "sk", "Slovak", "Slovenčina", "Latn"),
    Language("hu", "hu", "Hungarian", "Magyar", "Latn"),
    Language("ru", "ru", "Russian", "Русский", "Cyrl"),
    Language("lv", "lv", "Latvian", "Latviešu", "Latn", ("lvs",)),
    Language("es", "es", "Spanish", "Español", "Latn"),
    Language("fr", "fr", "French", "Français", "Latn"),
    Language("ur", "ur", "Urdu", "اردو", "Arab"),
)

BY_CODE = {language.code: language for language in ALL}
CODES = tuple(BY_CODE)
CHECKED_ONLY = tuple(language.code for language in ALL if language.checked_only)

# Kurdish in Latin script: Kurmanji, which the site does not have. Its readers do not read Sorani.
NOT_OURS = ("ku-latn", "ku-tr", "kmr")

# The scripts, in the order in which a list of many languages shows them, and a letter by which a reader who knows no
# other script sees that there is theirs.
SCRIPTS = {"Latn": "A", "Cyrl": "Я", "Arab": "ع", "Ethi": "አ", "Hans": "文", "Hant": "文"}

# Every tag that leads to a language, and the language's code.
BY_TAG = {tag: one.code for one in ALL for tag in (one.code, one.tag.lower(), *one.aliases)}
