"""Sorted lines: what is there is found, whatever the index keeps, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tr_news.text import sorted_lines
from tr_news.text.lexicon import PackedWords
from tr_news.text.sorted_lines import SortedLines

WORDS = st.text("abcçğı' ", min_size=1, max_size=6)


@pytest.mark.parametrize("chunk", [1, 7, 4096])
@given(
    present=st.sets(WORDS, max_size=40), absent=st.sets(WORDS | st.sampled_from(["", "a\nb", "\ud800"]), max_size=10)
)
def test_words_that_are_there_are_found_and_no_others(chunk: int, present: set[str], absent: set[str]) -> None:
    ordered = sorted(word.encode() for word in present)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_lines, "_CHUNK", chunk)
        listed = PackedWords(b"\n".join(ordered))
    assert all(word in listed for word in present)
    assert not any(word in listed for word in absent - present)
    assert not present or list(listed) == [word.decode() for word in ordered]


def test_a_line_is_found_by_its_key_alone() -> None:
    lines = SortedLines(b"a=1\nab=2\nb=ab=", b"=")
    assert [lines.find(key) for key in ("a", "ab", "b", "ab=2", "c", "")] == [0, 4, 9, -1, -1, -1]
