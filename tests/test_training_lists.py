"""The word lists of the name check, counted from text."""

from training.lists import counts, everyday, names


def test_words_and_names_are_told_by_how_text_writes_them() -> None:
    text = [
        "Dün gece geç saatte Selim Arık geldi ve sonra gitti.",
        "Bugün deniz sakin.",
        "Bu yıl Yeni Partisi kuruldu, parti büyük.",
    ] * 9
    small, capital = counts(text)
    words = everyday(small, capital, small)
    assert {"deniz", "parti", "sakin"} <= set(words)
    found = names(small, capital, frozenset(words))
    assert "Arık" in found
    assert "Partisi" not in found  # the possessive of an everyday word
    assert counts(["Her Sözcük Büyük Harfle"]) == ({}, {})  # a heading teaches nothing
