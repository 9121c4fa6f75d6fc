"""Any digest can be written and read back."""

import json
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from tr_news.daily.digest import (
    DayStory,
    Digest,
    Earlier,
    Evidence,
    LeadLine,
    Line,
    Quantity,
    Reading,
    Source,
    from_dict,
    to_dict,
)
from tr_news.daily.folder import json_text
from tr_news.documents.brief import Grade, Trust
from tr_news.documents.translation import Check, Cut, Flag

# Surrogates are no text. What a field may hold beside its type (an address, a moment) the schema says, not from_dict.
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_TEXTS = st.lists(_TEXT, max_size=2).map(tuple)
_EVIDENCE = st.builds(
    Evidence, _TEXT, st.integers(0, 9), _TEXT, _TEXT, st.lists(st.builds(Cut, rule=_TEXT), max_size=1).map(tuple)
)
_LINES = st.builds(
    Line,
    text=_TEXT,
    evidence=st.lists(_EVIDENCE, max_size=2).map(tuple),
    publishers=_TEXTS,
    flags=st.lists(st.sampled_from(Flag), max_size=2).map(tuple),
    new=st.booleans(),
    checks=st.lists(st.builds(Check, text=_TEXT), max_size=1).map(tuple),
    grade=st.sampled_from(get_args(Grade)),
    trust=st.sampled_from(get_args(Trust)),
)
_READINGS = st.builds(Reading, value=st.none() | st.integers(), label=_TEXT, publisher=_TEXT, evidence=_EVIDENCE)
_QUANTITIES = st.builds(Quantity, what=_TEXT, text=_TEXT, readings=st.lists(_READINGS, max_size=2).map(tuple))
_STORIES = st.builds(
    DayStory,
    headline=_LINES,
    bullets=st.lists(_LINES, max_size=1).map(tuple),
    quantities=st.lists(_QUANTITIES, max_size=1).map(tuple),
    sources=st.lists(st.builds(Source, title=_TEXT, url=st.none() | _TEXT), max_size=1).map(tuple),
    silent=_TEXTS,
    earlier=st.none() | st.builds(Earlier, headline=_TEXT),
    section=st.none() | st.just("sport"),
    former=_TEXTS,
)
_SOME_STORIES = st.lists(_STORIES, max_size=1).map(tuple)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Digest,
        lead=st.lists(st.builds(LeadLine, _TEXT, _TEXTS), max_size=2).map(tuple),
        stories=_SOME_STORIES,
        also=_SOME_STORIES,
        single=_SOME_STORIES,
        notes=_TEXTS,
        provenance=st.dictionaries(_TEXT, st.none() | _TEXT | st.integers(), max_size=2),
    )
)
def test_any_digest_read_back_is_the_same(found: Digest) -> None:
    assert from_dict(to_dict(found)) == found
    assert from_dict(json.loads(json_text(found))) == found
