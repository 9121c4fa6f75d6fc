"""People whom an article has named in full pass around the model where it takes their surname for a word.

A sentence by itself doesn't show that "Özel" is somebody; its article does.
"""

from collections.abc import Iterable, Mapping, Sequence

from tr_news.facts.names import KnownNames
from tr_news.facts.names.people import RULE
from tr_news.text.normalize import normalize_source
from tr_news.translation.keep_names import Lacking, NameKeeper, lacking, second_try
from tr_news.translation.protocol import Translation, Translator


def keep_people(
    asked: Sequence[tuple[Iterable[str], KnownNames]], answers: Mapping[str, Translation], translator: Translator
) -> list[dict[str, Translation]]:
    """For each article, a better answer for those of its sentences whose first one lacks a name that it taught.

    The model, and whatever remembers it, is asked for a sentence with other names in it, which says all that the answer
    depends on. A translator that keeps no names is not asked again.

    Args:
        asked: of each article its sentences, and the names that it shows.
        answers: what the translator has said to each sentence.
        translator: the one that said it.
    """
    if not _keeps_names(translator):
        return [{} for _ in asked]
    poor: dict[tuple[int, str], Lacking] = {}
    for number, (sentences, known) in enumerate(asked):
        for sentence in sentences if known.people.words else ():
            source = normalize_source(sentence)
            names = known.names_of(source)
            if any(name.rule == RULE or (name.rule == "known" and known.people.has(name)) for name in names):
                missing = lacking(sentence, answers[sentence], names)
                if missing is not None:
                    poor[number, sentence] = missing
    said = second_try(translator, poor, {key: answers[key[1]] for key in poor})
    better: list[dict[str, Translation]] = [{} for _ in asked]
    for (number, sentence), answer in said.items():
        better[number][sentence] = answer
    return better


def _keeps_names(translator: object) -> bool:
    while translator is not None:
        if isinstance(translator, NameKeeper):
            return True
        translator = getattr(translator, "translator", None)
    return False
