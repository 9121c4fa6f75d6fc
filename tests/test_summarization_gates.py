"""Four habits that let wrong lines through elsewhere: a test each, for models that write by prompt and by training."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.summarizer_checkpoints import document
from tests.test_summarization_instruct import Script, by_prompt, in_turn, summarizer
from tr_news.documents.brief import Summary, make_brief
from tr_news.documents.codec import to_dict
from tr_news.documents.translation import Flag, TranslatedArticle
from tr_news.models.decoding import Decoding
from tr_news.summarization.extractive.summarizer import ExtractiveSummarizer
from tr_news.summarization.generative.seq2seq import Seq2SeqSummarizer

BUILT_IN = ExtractiveSummarizer()
RATE = "The central bank raised its policy rate to 40 percent on Thursday."
GOVERNOR = "Governor Ayşe Kaya spoke in Ankara."
RAIN = "Heavy rain closed the port of Mersin."
SHIPS = "12 ships left for Istanbul before the storm."
HEADLINE = "Central bank raises policy rate to 40 percent"

# Writes a summary of a document from a headline and bullets that a model gave.
Write = Callable[[TranslatedArticle, Sequence[str]], Summary]


def by_prompts(article: TranslatedArticle, bullets: Sequence[str]) -> Summary:
    lines = "\n".join(f"- {line}" for line in bullets)
    return summarizer(Script(by_prompt(HEADLINE, lines))).summarize(article, bullets=len(bullets))


class Words:
    """A tokenizer of words, one id each."""

    all_special_tokens: tuple[str, ...] = ()

    def __call__(self, text: str, **_: Any) -> dict[str, list[int]]:
        return {"input_ids": [len(word) for word in text.split()]}

    def decode(self, ids: list[str], **_: Any) -> str:
        return " ".join(ids)


def by_training(article: TranslatedArticle, bullets: Sequence[str]) -> Summary:
    def generate(*_: Any) -> list[int]:
        # The tokenizer above takes words for ids.
        return [line if line.endswith(".") else f"{line}." for line in bullets]  # type: ignore[misc]

    decoding = Decoding(beam_size=1, max_tokens=100)
    model = Seq2SeqSummarizer(Path("model"), "ctranslate2", Words(), generate, BUILT_IN, decoding, 1000, {})
    return model.summarize(article, bullets=len(bullets))


WRITERS = pytest.mark.parametrize("write", [by_prompts, by_training])


def with_gaps() -> TranslatedArticle:
    """An article some of whose sentences are nothing to write from: a title, one without English, page furniture."""
    article: TranslatedArticle = document(
        [("Boş.", ""), (RATE, RATE), ("Çevrilemedi.", "   "), (GOVERNOR, GOVERNOR)],
        [("Bizi takip edin", "Follow us on social media."), (RAIN, RAIN), (SHIPS, SHIPS)],
        title="The day in short",
    )
    return article


@WRITERS
def test_an_index_is_not_shifted_by_what_was_filtered_out(write: Write) -> None:
    article = with_gaps()
    invented = "President Joe Biden visited the port of Rotterdam."
    summary = write(article, [invented, SHIPS, GOVERNOR])
    shown = {line.text: line for line in summary.bullets}
    assert invented not in shown
    for text in (SHIPS, GOVERNOR):
        (index,) = shown[text].evidence
        assert article.sentences[index].translation == text
        assert shown[text].flags == ()
    brief = make_brief(article, summary, translator=None, summarizer={"name": "test"}, settings={"bullets": 3})
    printed = json.loads(json.dumps(to_dict(brief)))
    by_index = {sentence["index"]: sentence["translation"] for sentence in printed["sentences"]}
    for line in printed["bullets"]:
        if "fallback" not in line["flags"]:
            assert [by_index[index] for index in line["evidence"]] == [line["text"]]


@WRITERS
def test_every_evidence_exists_and_a_citation_of_the_model_is_none(write: Write) -> None:
    article = document(f"{RATE} {GOVERNOR}", f"{RAIN} {SHIPS}")
    # 12 and 40 are numbers of the article, 99 and 7 aren't: neither is the number of a sentence.
    summary = write(
        article, ["Rain closed the port of Mersin [99].", "12 ships left for Istanbul [12].", f"{RATE} [40]"]
    )
    for line in (summary.headline, *summary.bullets):
        assert line.evidence
        assert all(0 <= index < len(article.sentences) for index in line.evidence)
        assert not {"[99]", "[12]", "[40]"} & set(line.text.replace(".", " ").split())
    with_source = write(article, ["Rain closed the port of Mersin (see sentence 77).", SHIPS, GOVERNOR])
    assert "77" not in " ".join(line.text for line in with_source.bullets)


@WRITERS
@pytest.mark.parametrize(
    "line",
    [
        "governor fatma demir raised the policy rate to 40 percent",
        "GOVERNOR FATMA DEMIR RAISED THE POLICY RATE TO 40 PERCENT",
        "Governor Fatma Demir Raised The Policy Rate To 40 Percent",
        "rain closed the port of izmir",
        "Rain closed the port of izmir",
        "RAIN CLOSED THE PORT OF IZMIR",
        "the central bank of germany raised its policy rate",
        "13 ships left for istanbul before the storm",
        "thirteen ships left for istanbul before the storm",
    ],
)
def test_letters_of_another_case_do_not_switch_the_check_off(write: Write, line: str) -> None:
    article = document(f"{RATE} {GOVERNOR}", f"{RAIN} {SHIPS}")
    summary = write(article, [line, SHIPS])
    assert line.casefold() not in [shown.text.casefold() for shown in summary.bullets if not shown.flags]
    if write is by_prompts:
        chat = Script(by_prompt(line, f"- {SHIPS}"))
        assert summarizer(chat).summarize(article, bullets=1).headline.text.casefold() != line.casefold()


@pytest.mark.parametrize("line", ["rain closed the port of mersin", "RAIN CLOSED THE PORT OF MERSIN"])
def test_a_true_line_is_not_refused_for_its_letters_alone(line: str) -> None:
    from tr_news.summarization.faithfulness import check

    assert not check(line, document(f"{RATE} {GOVERNOR}", f"{RAIN} {SHIPS}")).unsupported_names


def test_a_bad_answer_does_not_stand_in_the_way_of_a_later_good_one() -> None:
    article = document(f"{RATE} {GOVERNOR}", f"{RAIN} {SHIPS}")
    good = f"- {RATE}\n- {SHIPS}"
    bad = "Sure! I can help.\nWhat is the article?"
    chat = Script(in_turn(bad, bad, bad, bad, HEADLINE, good, bad, bad, bad, bad, HEADLINE, good))
    model = summarizer(chat)  # one object, as in a batch
    runs = [model.summarize(article, bullets=2) for _ in range(4)]
    assert runs[0] == runs[2]
    assert runs[1] == runs[3]
    assert all(Flag.FALLBACK in line.flags for line in runs[0].bullets)
    assert [line.text for line in runs[1].bullets] == [RATE, SHIPS]
    assert runs[1].headline.text == HEADLINE
    assert runs[1].notes == ()


def test_what_was_worked_out_for_one_article_is_not_used_for_another() -> None:
    one = document(f"{RATE} {GOVERNOR}")
    other = replace(one, sentences=document(f"{RAIN} {SHIPS}").sentences)
    assert {by_prompts(one, [RATE]).bullets[0].text, by_prompts(other, [RATE]).bullets[0].text} != {RATE}
    assert by_prompts(one, [RATE]).bullets[0].flags == ()


def test_a_broken_conversion_does_not_replace_a_good_one(tmp_path: Path) -> None:
    from tests import checkpoints
    from tr_news.errors import ModelError
    from tr_news.models.resolution import resolve

    folder = checkpoints.bart(tmp_path / "bart")
    good = resolve(str(folder), "summarizer")
    weights = (folder / "pytorch_model.bin").read_bytes()
    (folder / "pytorch_model.bin").write_bytes(weights[:1000])
    with pytest.raises(ModelError, match=r"pytorch_model\.bin: damaged"):
        resolve(str(folder), "summarizer")
    (folder / "pytorch_model.bin").write_bytes(weights)
    again = resolve(str(folder), "summarizer")
    assert (again.folder, again.digest) == (good.folder, good.digest)
    assert (again.folder / "model.bin").is_file()
