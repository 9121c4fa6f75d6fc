"""Inflected forms of Crimean Tatar words, for its profile: little running text of the language is free to use.

After the grammar of the literary language (vowel harmony without rounding, -nen for "with", -ğan participles, -a and -y
presents). Regular forms only; a wrong one now and then does a profile no harm.
"""

_BACK = "aıouâ"
_VOWELS = _BACK + "eiöü"
_VOICELESS = "çfhkpqsşt"
_SOFT = {"q": "ğ", "k": "g", "p": "b"}


def _harmony(stem: str) -> tuple[str, str, str, str]:
    """The low vowel, the high vowel, the soft and the hard consonant that suffixes of the stem have."""
    vowel = next((letter for letter in reversed(stem) if letter in _VOWELS), "a")
    return ("a", "ı", "ğ", "q") if vowel in _BACK else ("e", "i", "g", "k")


def verb_forms(infinitive: str) -> list[str]:
    """Common forms of a verb in -maq or -mek."""
    stem = infinitive[:-3]
    low, high, soft, hard = _harmony(stem)
    ends_in_vowel = stem[-1] in _VOWELS
    voiceless = stem[-1] in _VOICELESS
    negative = f"{stem}m{low}"
    plural = f"l{low}r"
    past = ["", "m", "ñ", hard, f"ñ{high}z", plural]
    present = ["m", f"s{high}ñ", "", f"m{high}z", f"s{high}ñ{high}z", plural]
    participle = f"{stem}{hard if voiceless else soft}{low}n"
    future = f"{stem}{'y' if ends_in_vowel else ''}{low}c{low}{hard}"
    return [
        infinitive,
        f"{infinitive[:-1]}{soft}{low}",
        *(f"{stem}{'t' if voiceless else 'd'}{high}{ending}" for ending in past),
        *(f"{negative}d{high}{ending}" for ending in past),
        *(f"{stem}{'y' if ends_in_vowel else low}{ending}" for ending in present),
        *(f"{negative}y{ending}" for ending in present),
        *(
            f"{participle}{ending}"
            for ending in ("", f"n{high}", f"d{low}", f"d{low}n", plural, f"{plural}n{high}", f"{plural}n{high}ñ")
        ),
        f"{participle}{high}",
        f"{participle}{high}n{high}",
        f"{negative}{soft}{low}n",
        stem + ("p" if ends_in_vowel else f"{high}p"),
        future,
        future + plural,
        f"{negative}yc{low}{hard}",
        f"{stem}s{low}",
        f"{stem}s{high}n",
        negative,
        f"{negative}s{high}n",
        f"{negative}{soft}{low}",
    ]


def noun_forms(noun: str) -> list[str]:
    """A noun in its cases, with and without the plural and the possessive endings."""
    low, high, soft, hard = _harmony(noun)
    voiceless = noun[-1] in _VOICELESS
    stop = "t" if voiceless else "d"
    plural = f"{noun}l{low}r"
    forms = [noun, f"{noun}{hard if voiceless else soft}{low}", f"{noun}{stop}{low}", f"{noun}{stop}{low}n"]
    forms += [f"{noun}{ending}" for ending in (f"n{high}", f"n{high}ñ", "nen")]
    endings = ("", f"n{high}", f"n{high}ñ", f"{soft}{low}", f"d{low}", f"d{low}n", "nen")
    forms += [f"{plural}{ending}" for ending in (*endings, high, f"{high}m{high}z", f"{high}n{high}")]
    if noun[-1] in _VOWELS:
        own, third = noun, f"{noun}s{high}"
    else:
        own = (noun[:-1] + _SOFT.get(noun[-1], noun[-1]) if len(noun) > 3 else noun) + high
        third = own
    forms += [f"{own}{ending}" for ending in ("m", "ñ", f"m{high}z", f"m{soft}{low}", f"mn{high}")]
    forms += [f"{third}{ending}" for ending in ("", f"n{high}", f"n{low}", f"nd{low}", f"nd{low}n", f"n{high}ñ")]
    return forms
