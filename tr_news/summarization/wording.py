"""Small cuts in an English sentence that leave its meaning alone, shared by bullets and headlines."""

import re
from functools import cache

from tr_news.documents.translation import Sentence
from tr_news.text.agencies import agency_pattern
from tr_news.text.lexicon import sections

SAYS = (
    r"(?:said|says|told|stated|added|noted|stressed|emphasi[sz]ed|explained|continued|announced|asked|replied|warned|argued"
    r"|commented|concluded|recalled|underlined|answered|wrote|claimed|declared|insisted"
    r"|shared|described)"
)
# A verb of saying before a quotation, or a word that makes it a part of the clause: "called it a", "in the report".
_SPOKEN = re.compile(
    rf"\b(?:{SAYS}|saying)\b[^,]*,?$|\b(?:that|as|called|of|about|the|a|an|for|with|in|on|to|and|its|his|her),?$"
)
_SAID = re.compile(rf" (?:[\w.’'-]+ ){{1,6}}{SAYS}\.| {SAYS} (?:[\w.’'-]+ ?){{1,6}}\.?")
_VERB_NEAR = 60  # characters before a quotation in which its verb of saying stands
DOUBLE_MARK = re.compile('["“”„«»]')


# "ANKARA (AA) - ", "ISTANBUL, (DHA) – ", "Baghdad, Iraq (CNN)", "(Reuters) -"
@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(rf"(?:[^\W\d_][\w.'’-]*[ ,/]+){{0,5}}\({agency_pattern()}\)\s*(?:[-–—:]+\s*)?(?=\S)")


def shown(sentence: Sentence) -> str:
    """What is shown of a sentence: its translation; its source where it has none."""
    return sentence.translation.strip() or sentence.source.strip()


def with_marks(text: str, source: str, *, begins: bool, ends: bool) -> str:
    """The sentence with the quotation marks that its neighbours hold: what somebody says isn't shown as a fact.

    ``begins`` and ``ends`` tell whether it does so within a quotation that runs over several sentences. Where the
    translation has lost or gained a mark it stays as it is.
    """
    if len(DOUBLE_MARK.findall(text)) % 2 != len(DOUBLE_MARK.findall(source)) % 2:
        return text
    return '"' * begins + (led_in(text) if ends and not begins else text) + '"' * ends


def led_in(text: str) -> str:
    """A sentence whose quotation goes on in the next, with a colon before it: the verb of saying stands behind its end.

    'Daum met Reçber, "Football has no feelings.' → 'Daum met Reçber: "Football has no feelings.'
    """
    marks = list(DOUBLE_MARK.finditer(text))
    if len(marks) % 2 == 0:
        return text
    head, said = text[: marks[-1].start()].rstrip(), text[marks[-1].start() :]
    opens = text[marks[-1].start() - 1 : marks[-1].start()] == " " and len(said) > 1 and not said[1].isspace()
    if not head or not opens or head.endswith((":", ";", "…", ".", "(")) or _SPOKEN.search(head[-_VERB_NEAR:]):
        return text
    return f"{head.rstrip(',')}: {said}"


def paired(text: str) -> str:
    """A line with the partner of a quotation mark that stands alone: what is quoted goes on in the article, not here.

    'The mayor said, "We are tired.' → '… "We are tired."'; 'We are tired," he said.' → '"We are tired," he said.'
    """
    marks = list(DOUBLE_MARK.finditer(text))
    if len(marks) % 2 == 0:
        return text
    before, after = text[: marks[-1].start()], text[marks[-1].end() :]
    if before[-1:] in ("", " ", "(") and after[:1].isalnum() and after[-1:] in (".", "!", "?", "…"):
        return f'{text}"'
    return f'"{text}' if len(marks) == 1 and before[-1:] in (",", ".", "!", "?") and _SAID.fullmatch(after) else text


def capitalized(text: str) -> str:
    """The text with its first character in upper case."""
    return text[:1].upper() + text[1:]


def standing_alone(text: str) -> str:
    """The sentence without a dateline and without an opener that only links it to the sentence before ("However,")."""
    text = text.strip()
    if dateline := _dateline().match(text):
        text = capitalized(text[dateline.end() :])
    for opener in sections("cutting")["linking"]:
        if text.lower().startswith(opener + " ") and len(text) > 2 * len(opener):
            return capitalized(text[len(opener) + 1 :].lstrip())
    return text
