"""What else tells two alike articles apart or together: rules with a name, each a factor of the likeness of a pair.

``count`` says how often each fires; ``benchmarks/stories.py`` prints it, and what the figures are without it.
"""

from collections import Counter
from collections.abc import Callable, Collection

from tr_news.stories.matters import other_matter, share_said
from tr_news.stories.traits import Facts, gazetteer
from tr_news.stories.vocabulary import NAME

FREE_HOURS = 12.0  # an event is reported all day long
HALF_LIFE = 48.0  # hours; what looks alike after a week is another event of the kind
TEMPLATE = 0.12  # likeness; the words of two police reports can be the same but for the place
LEAST = 0.2  # likeness of two articles that can be one template: aspects of one event share fewer words
OTHER = 0.4  # share of what an article is about that another one has at least, to tell of the same
NEXT_HOURS = 12.0  # from here on two reports with different tolls are two accidents


def same_publisher(a: Facts, b: Facts) -> bool:
    """A publisher's second article of a day has a second matter more often than two publishers' articles have."""
    return bool(a.publisher) and a.publisher == b.publisher


def other_place(a: Facts, b: Facts) -> bool:
    """Both say where (a province, or a name in the locative), and not at one place: two operations, two accidents.

    Two headlines that each name a place that the other article doesn't say so too: districts of one city.
    """
    if a.titled and b.titled and a.titled.isdisjoint(b.places) and b.titled.isdisjoint(a.places):
        return True
    if a.districts and b.districts and a.districts.isdisjoint(b.places) and b.districts.isdisjoint(a.places):
        return not _named(a, b, a.districts) and not _named(b, a, b.districts)
    return bool(a.places and b.places) and a.places.isdisjoint(b.places) and not _named(a, b) and not _named(b, a)


def _named(a: Facts, b: Facts, among: Collection[str] | None = None) -> bool:
    """Whether a place of the one is named in the other, as something of it may be ("Üsküdar iskelesi")."""
    return any(NAME + place in b.said for place in (a.places if among is None else among))


def no_report(a: Facts, b: Facts) -> bool:
    """One is a headline alone that reports nothing: a column, whatever it has in common with the day's news."""
    return a.column or b.column


def other_subject(a: Facts, b: Facts) -> bool:
    """Each is about something that the other doesn't speak of: one template filled for two bills, two rises, two exams.

    Most of the weight of what the one's title and body have in common must be missing in the other, and the reverse.
    """
    if not a.subject or not b.subject or a.rare & b.rare or (a.clubs and b.clubs):
        return False
    return _shared(a, b) < OTHER and _shared(b, a) < OTHER


def other_matter_of_frame(a: Facts, b: Facts) -> bool:
    """Both are told in a frame, as bills, trials and prices are, and each about what the other doesn't speak of."""
    if a.matter is None or b.matter is None or (a.clubs and b.clubs):
        return False
    provinces, _ = gazetteer()
    same = {name for name in a.rare & b.rare if name.removeprefix(NAME) not in provinces}
    return not same and other_matter(a.matter, b.matter, a.places & b.places)


def _shared(a: Facts, b: Facts) -> float:
    """The share of the weight of one's subject that the other has; a place that both name says nothing."""
    common = a.places & b.places
    own = {term: weight for term, weight in a.subject.items() if term.removeprefix(NAME) not in common}
    return share_said(own, b.said)


def other_clubs(a: Facts, b: Facts) -> bool:
    """Both name sports clubs, none in common: two matches, two transfers."""
    return bool(a.clubs and b.clubs) and a.clubs.isdisjoint(b.clubs)


def same_match(a: Facts, b: Facts) -> bool:
    """Both name the same two clubs and no other: the clubs of a season are no event, but their match is."""
    return len(a.clubs) == 2 and a.clubs == b.clubs


def other_toll(a: Facts, b: Facts) -> bool:
    """Half a day apart, with dead and hurt of other numbers, and the later doesn't say that they rose."""
    if not a.tolls or not b.tolls or hours(a, b) < NEXT_HOURS:
        return False
    later = max((a, b), key=lambda facts: (facts.moment is not None, facts.moment))
    return a.tolls.isdisjoint(b.tolls) and not later.rising


def happened_again(a: Facts, b: Facts) -> bool:
    """The later one's headline says that it has happened again, and the earlier is of another half of the day."""
    if a.again == b.again or a.moment is None or b.moment is None or hours(a, b) < NEXT_HOURS:
        return False
    earlier, later = sorted((a, b), key=lambda facts: (facts.moment is not None, facts.moment))
    return later.again and not earlier.again


Rule = tuple[str, Callable[[Facts, Facts], bool], float]
RULES: tuple[Rule, ...] = (
    ("same publisher", same_publisher, 0.8),
    ("other place", other_place, 0.4),
    ("other clubs", other_clubs, 0.4),
    ("same match", same_match, 1.5),
    ("other toll", other_toll, 0.0),
    ("happened again", happened_again, 0.0),
    ("no report", no_report, 0.0),
)


_ONE_TEMPLATE = (("other place", other_place), ("other clubs", other_clubs))


def conflict(a: Facts, b: Facts) -> bool:
    """Whether two articles tell two events, however alike their words are: a copy has the facts of its original."""
    if other_count(a, b):
        return True
    return (
        other_place(a, b)
        or other_clubs(a, b)
        or another_time(a, b)
        or other_subject(a, b)
        or other_matter_of_frame(a, b)
    )


def other_count(a: Facts, b: Facts) -> bool:
    """Half a day apart, and no number of the one is in the other: the same sentence with the count of the next day."""
    return bool(a.numbers and b.numbers) and a.numbers.isdisjoint(b.numbers) and hours(a, b) >= NEXT_HOURS


def another_time(a: Facts, b: Facts) -> bool:
    """Whether two articles tell what happened at two times, in spite of their words."""
    return other_toll(a, b) or happened_again(a, b)


# What speaks against one story even where the words are the same, and how much: half a day apart twice as much.
_APART: tuple[Rule, ...] = (
    ("happened again", happened_again, 2.0),
    ("other toll", other_toll, 2.0),
    ("other subject", other_subject, 1.0),
    ("other matter", other_matter_of_frame, 1.0),
)


def apart(
    likeness: float, a: Facts, b: Facts, fired: Counter[str] | None = None, without: frozenset[str] = frozenset()
) -> float:
    """How much speaks against one story of two articles, however alike they are; 0 where nothing does.

    That they are about different things says so only of a template: a large event is told from many sides.
    """
    for name, rule, degree in _APART:
        if name not in without and (name != "other subject" or likeness >= LEAST) and rule(a, b):
            if fired is not None and name in ("other subject", "other matter"):
                fired[name] += 1  # the others are counted as factors
            return degree
    return 0.0


def hours(a: Facts, b: Facts) -> float:
    """Hours between two articles, 0 where one of them is undated."""
    if a.moment is None or b.moment is None:
        return 0.0
    return abs((a.moment - b.moment).total_seconds()) / 3600


def factor(a: Facts, b: Facts, fired: Counter[str] | None = None, without: frozenset[str] = frozenset()) -> float:
    """What the likeness of two articles is multiplied by: 0 to 1.5. Counts into ``fired``, leaves out ``without``."""
    product: float = 1.0
    if "time" not in without:
        product = 0.5 ** (max(0.0, hours(a, b) - FREE_HOURS) / HALF_LIFE)
    for name, rule, weight in RULES:
        if name not in without and rule(a, b):
            product *= weight
            if fired is not None:
                fired[name] += 1
    return product


def judged(
    likeness: float, a: Facts, b: Facts, fired: Counter[str] | None = None, without: frozenset[str] = frozenset()
) -> float:
    """The likeness of two articles after the rules; of two places or clubs a template's at most (``TEMPLATE``)."""
    told = likeness * factor(a, b, fired, without)
    if told > TEMPLATE and any(name not in without and rule(a, b) for name, rule in _ONE_TEMPLATE):
        return TEMPLATE
    return told
