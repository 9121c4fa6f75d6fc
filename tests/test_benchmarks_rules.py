"""What a rule cuts is held against what people took up."""

from collections.abc import Iterator

from benchmarks.rules import cutting
from tests.test_rules_by_name import CUT
from tr_news.summarization.extractive.compression import ASIDES


def test_the_table_tells_what_people_took_up_of_the_cut_and_of_the_rest() -> None:
    def cut(sentence: str) -> Iterator[tuple[str, str, str]]:
        found = {rule.name: rule.cut(sentence) for rule in ASIDES if rule.cut(sentence) != sentence}
        yield from ((name, "oldest coast", left) for name, left in found.items())

    sentence, left = CUT["parentheses"]
    rows = list(cutting([(sentence, "Oldest port closed"), ("Nothing to cut here", "Port")], cut))
    assert left == "The port closed on Monday"
    assert rows[0].startswith("| rule (2 sentences)")
    assert rows[2:] == ["| parentheses | 1 | 50.0 | 66.7 |"]
