"""English sentences: whole ones, and not a character lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tr_news.text.english.sentences import split_english


@pytest.mark.parametrize(
    "sentences",
    [
        ["He left.", "She stayed."],
        ["Mr. Kaya met Dr. A. B. Demir of Aksoy Inc. in Ankara on Jan. 5.", "They agreed."],
        ["The U.S. Army is there.", "It moved to the U.S.", "The talks go on."],
        ["They met at 5 p.m. on Monday.", "They parted at 9 p.m.", "Nobody spoke."],
        ["It rose 1.5 percent to 32.500 lira, see No. 5.", "Then it fell."],
        ['"We will not go."', '"Why not?" Ms. Kaya asked.', '"Stop!" he said.', "(He went.)", "“Yes.”", "“No.”"],
        ["He waited…", "Nobody came...", "And so on, e.g. today."],
        ["See www.ornek.com.tr for more.", "İzmir is next.", "Will it rain?", "No!"],
        ["World War I.", "The end."],
    ],
)
def test_sentences_are_found(sentences: list[str]) -> None:
    assert split_english(" ".join(sentences)) == sentences


def test_a_forgotten_space_and_a_line_break_end_a_sentence() -> None:
    assert split_english("He left.The other stayed.") == ["He left.", "The other stayed."]
    assert split_english("A heading\n\nText of it.") == ["A heading", "Text of it."]
    assert split_english(" \n ") == []


@given(st.text(st.sampled_from("aB .!?\"'”)…\n5") | st.characters(), max_size=300))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    sentences = split_english(text)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() != "" for sentence in sentences)
