"""One list of news agencies: whoever takes a dateline off takes off that of each of them."""

import pytest

from tr_news.articles.dateline import split_dateline
from tr_news.documents.article import Article, Language, Paragraph
from tr_news.stories.agencies import agency
from tr_news.summarization.wording import standing_alone
from tr_news.text.agencies import agencies
from tr_news.text.lexicon import sections
from tr_news.translation.translate import sentences_to_translate

FORMS = [*(form for _, forms in agencies() for form in forms), *sections("agencies")["datelines"]]
SENTENCE = "Yeni köprü dün törenle açıldı."


@pytest.mark.parametrize("form", FORMS)
def test_reader_translator_and_summarizer_know_the_same_agencies(form: str) -> None:
    assert split_dateline(f"ANKARA ({form}) - {SENTENCE}")[1] == SENTENCE
    article = Article("a", "a.txt", (Paragraph(f"ANKARA ({form}) - {SENTENCE}"),))
    assert sentences_to_translate(article, Language("tr", 1.0)) == [SENTENCE]
    assert standing_alone(f"ANKARA ({form}) - The bridge was opened.") == "The bridge was opened."


@pytest.mark.parametrize(("name", "forms"), agencies())
def test_an_agency_is_named_by_its_dateline(name: str, forms: tuple[str, ...]) -> None:
    assert all(agency(f"ANKARA ({form}) - {SENTENCE}") == name for form in forms)
