"""What is known of a language from its BCP 47 tag: names, script, direction, fonts.

Tags are normalised by langcodes (CLDR's likely subtags give the script). Names come from a table of our own because
langcodes needs a separate package for them and Qt, which the services must not import, lacks ancient languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import langcodes

from viewer import scripts
from viewer.model import Direction

UNKNOWN = "und"

# CLDR's likely subtags give Cypriot for Ancient Greek, nothing for Biblical Hebrew and Classical Syriac, and for
# Aramaic the letters of the Persian chanceries, where texts that are read have Hebrew ones.
_SCRIPT_OF = {"grc": "Grek", "hbo": "Hebr", "arc": "Hebr", "syc": "Syrc", "akk": "Xsux", "egy": "Egyp", "sa": "Deva"}

# Languages written in nastaliq rather than naskh.
_NASTALIQ = frozenset({"ur", "pnb", "ks", "skr"})

# tag: (English name, own name)
_NAMES: dict[str, tuple[str, str]] = {
    "af": ("Afrikaans", "Afrikaans"),
    "am": ("Amharic", "አማርኛ"),
    "ar": ("Arabic", "العربية"),
    "arc": ("Aramaic", "ארמית"),
    "as": ("Assamese", "অসমীয়া"),
    "az": ("Azerbaijani", "azərbaycan"),
    "ba": ("Bashkir", "башҡорт"),
    "be": ("Belarusian", "беларуская"),
    "bg": ("Bulgarian", "български"),
    "bn": ("Bengali", "বাংলা"),
    "bo": ("Tibetan", "བོད་སྐད་"),
    "br": ("Breton", "brezhoneg"),
    "bs": ("Bosnian", "bosanski"),
    "ca": ("Catalan", "català"),
    "ceb": ("Cebuano", "Cebuano"),
    "ckb": ("Central Kurdish", "کوردیی ناوەندی"),
    "cop": ("Coptic", "ϯⲙⲉⲧⲣⲉⲙⲛ̀ⲭⲏⲙⲓ"),
    "cs": ("Czech", "čeština"),
    "cu": ("Church Slavic", "церковнославянский"),
    "cy": ("Welsh", "Cymraeg"),
    "da": ("Danish", "dansk"),
    "de": ("German", "Deutsch"),
    "dv": ("Dhivehi", "ދިވެހި"),
    "el": ("Greek", "Ελληνικά"),
    "en": ("English", "English"),
    "eo": ("Esperanto", "Esperanto"),
    "es": ("Spanish", "español"),
    "et": ("Estonian", "eesti"),
    "eu": ("Basque", "euskara"),
    "fa": ("Persian", "فارسی"),
    "fi": ("Finnish", "suomi"),
    "fil": ("Filipino", "Filipino"),
    "fo": ("Faroese", "føroyskt"),
    "fr": ("French", "français"),
    "fro": ("Old French", "ancien français"),
    "fy": ("Western Frisian", "Frysk"),
    "ga": ("Irish", "Gaeilge"),
    "gd": ("Scottish Gaelic", "Gàidhlig"),
    "gl": ("Galician", "galego"),
    "got": ("Gothic", "𐌲𐌿𐍄𐌹𐍃𐌺"),
    "grc": ("Ancient Greek", "ἑλληνική"),
    "gu": ("Gujarati", "ગુજરાતી"),
    "ha": ("Hausa", "Hausa"),
    "hbo": ("Biblical Hebrew", "עברית מקראית"),
    "he": ("Hebrew", "עברית"),
    "hi": ("Hindi", "हिन्दी"),
    "hr": ("Croatian", "hrvatski"),
    "ht": ("Haitian Creole", "kreyòl ayisyen"),
    "hu": ("Hungarian", "magyar"),
    "hy": ("Armenian", "հայերեն"),
    "id": ("Indonesian", "Indonesia"),
    "ig": ("Igbo", "Igbo"),
    "is": ("Icelandic", "íslenska"),
    "it": ("Italian", "italiano"),
    "ja": ("Japanese", "日本語"),
    "jv": ("Javanese", "Jawa"),
    "ka": ("Georgian", "ქართული"),
    "kk": ("Kazakh", "қазақ тілі"),
    "km": ("Khmer", "ខ្មែរ"),
    "kn": ("Kannada", "ಕನ್ನಡ"),
    "ko": ("Korean", "한국어"),
    "ku": ("Kurdish", "kurdî"),
    "ky": ("Kyrgyz", "кыргызча"),
    "la": ("Latin", "Latina"),
    "lb": ("Luxembourgish", "Lëtzebuergesch"),
    "lo": ("Lao", "ລາວ"),
    "lt": ("Lithuanian", "lietuvių"),
    "lv": ("Latvian", "latviešu"),
    "mg": ("Malagasy", "Malagasy"),
    "mi": ("Māori", "te reo Māori"),
    "mk": ("Macedonian", "македонски"),
    "ml": ("Malayalam", "മലയാളം"),
    "mn": ("Mongolian", "монгол"),
    "mr": ("Marathi", "मराठी"),
    "ms": ("Malay", "Melayu"),
    "mt": ("Maltese", "Malti"),
    "my": ("Burmese", "မြန်မာ"),
    "nb": ("Norwegian Bokmål", "norsk bokmål"),
    "ne": ("Nepali", "नेपाली"),
    "nl": ("Dutch", "Nederlands"),
    "nn": ("Norwegian Nynorsk", "norsk nynorsk"),
    "no": ("Norwegian", "norsk"),
    "oc": ("Occitan", "occitan"),
    "or": ("Odia", "ଓଡ଼ିଆ"),
    "pa": ("Punjabi", "ਪੰਜਾਬੀ"),
    "pi": ("Pali", "Pāli"),
    "pl": ("Polish", "polski"),
    "pnb": ("Western Punjabi", "پنجابی"),
    "ps": ("Pashto", "پښتو"),
    "pt": ("Portuguese", "português"),
    "pt-BR": ("Brazilian Portuguese", "português (Brasil)"),
    "qu": ("Quechua", "Runasimi"),
    "ro": ("Romanian", "română"),
    "ru": ("Russian", "русский"),
    "rw": ("Kinyarwanda", "Kinyarwanda"),
    "sa": ("Sanskrit", "संस्कृतम्"),
    "sd": ("Sindhi", "سنڌي"),
    "si": ("Sinhala", "සිංහල"),
    "sk": ("Slovak", "slovenčina"),
    "sl": ("Slovenian", "slovenščina"),
    "so": ("Somali", "Soomaali"),
    "sq": ("Albanian", "shqip"),
    "sr": ("Serbian", "српски"),
    "st": ("Southern Sotho", "Sesotho"),
    "su": ("Sundanese", "Basa Sunda"),
    "sv": ("Swedish", "svenska"),
    "sw": ("Swahili", "Kiswahili"),
    "syc": ("Classical Syriac", "ܠܫܢܐ ܣܘܪܝܝܐ"),
    "ta": ("Tamil", "தமிழ்"),
    "te": ("Telugu", "తెలుగు"),
    "tg": ("Tajik", "тоҷикӣ"),
    "th": ("Thai", "ไทย"),
    "tk": ("Turkmen", "türkmen dili"),
    "tl": ("Tagalog", "Tagalog"),
    "tr": ("Turkish", "Türkçe"),
    "tt": ("Tatar", "татар"),
    "ug": ("Uyghur", "ئۇيغۇرچە"),
    "uk": ("Ukrainian", "українська"),
    "ur": ("Urdu", "اردو"),
    "uz": ("Uzbek", "o‘zbek"),
    "vi": ("Vietnamese", "Tiếng Việt"),
    "wo": ("Wolof", "Wolof"),
    "xh": ("Xhosa", "IsiXhosa"),
    "yi": ("Yiddish", "ייִדיש"),
    "yo": ("Yoruba", "Yorùbá"),
    "zh": ("Chinese", "中文"),
    "zh-Hans": ("Simplified Chinese", "简体中文"),
    "zh-Hant": ("Traditional Chinese", "繁體中文"),
    "zu": ("Zulu", "isiZulu"),
    UNKNOWN: ("Unknown language", "Unknown language"),
}


@dataclass(frozen=True, slots=True)
class Language:
    """A language as the program needs it."""

    tag: str
    name: str
    """English name."""
    own_name: str
    """The name in the language itself, as a header shows it."""
    script: str
    """ISO 15924; `Aran` for Arabic script in nastaliq."""
    direction: Direction
    fonts: tuple[str, ...]
    """Font families in order of preference; these and the next two are those of the script (`viewer.scripts`)."""
    scale: float
    leading: float


def normalise(tag: str) -> str:
    """The tag in its standard spelling (`EN_us` -> `en-US`).

    Raises ValueError if it is no tag of a language that exists.
    """
    cleaned = tag.strip().replace("_", "-")
    if not langcodes.tag_is_valid(cleaned):
        raise ValueError(tag)
    return langcodes.standardize_tag(cleaned)


def is_language(tag: str) -> bool:
    """Whether `tag` names a language that exists, in any spelling."""
    try:
        normalise(tag)
    except ValueError:
        return False
    return True


def tag_or_none(tag: str | None) -> str | None:
    """The tag in its standard spelling; None if it names no language."""
    if not tag or not is_language(tag):
        return None
    found = normalise(tag)
    return None if found == UNKNOWN else found


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {name.casefold(): tag for tag, names in reversed(_NAMES.items()) for name in names}


def called(name: str) -> str | None:
    """The tag of the language that is called so in English or in itself; None if none is known by that name."""
    return _by_name().get(name.casefold())


def known_languages() -> tuple[str, ...]:
    """The tags of the languages that have a name here, by that name; any other can be written as well."""
    return tuple(sorted(_NAMES, key=lambda tag: _NAMES[tag][1].casefold()))


def primary(tag: str) -> str:
    """The language subtag alone: `pt-BR` -> `pt`."""
    return tag.partition("-")[0]


@lru_cache(maxsize=512)
def language(tag: str) -> Language:
    """Everything known of `tag`; an unknown tag gives its own spelling as its name and left-to-right Latin."""
    base = primary(tag)
    script = _script(tag)
    name, own_name = _NAMES.get(tag) or _NAMES.get(f"{base}-{script}") or _NAMES.get(base) or (tag, tag)
    if tag not in _NAMES and base in _NAMES and tag != base:
        rest = tag[len(base) + 1 :]
        if rest != script:
            name, own_name = f"{name} ({rest})", f"{own_name} ({rest})"
    face = "Aran" if script == "Arab" and base in _NASTALIQ else script
    known = scripts.script(face)
    return Language(
        tag=tag,
        name=name,
        own_name=own_name[:1].upper() + own_name[1:],
        script=face,
        direction=Direction.RTL if known.runs_left else Direction.LTR,
        fonts=known.fonts,
        scale=known.scale,
        leading=known.leading,
    )


def _script(tag: str) -> str:
    base = primary(tag)
    try:
        parsed = langcodes.Language.get(tag)
    except ValueError:  # langcodes.tag_parser.LanguageTagError is one
        return "Latn"
    return parsed.script or _SCRIPT_OF.get(base) or parsed.maximize().script or "Latn"
