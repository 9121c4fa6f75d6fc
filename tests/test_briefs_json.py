"""A brief in JSON: what the schemas promise, evidence that exists, and the same bytes for the same input."""

import copy
import json
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tr_news.documents
from tests.brief_examples import SETTINGS, SUMMARIZER, TRANSLATOR, brief_of, document, ferry, hostile
from tr_news import __version__
from tr_news.documents.article import Language
from tr_news.documents.brief import Brief, Line, Summary, make_brief
from tr_news.documents.codec import detection_to_dict, to_dict, to_json, translation_to_dict, unread_to_dict
from tr_news.documents.values import json_line


def schema(name: str) -> Any:
    path = Path(tr_news.documents.__file__).with_name(f"{name}-1.schema.json")
    return json.loads(path.read_text(encoding="utf-8"))


def check(data: object, name: str) -> None:
    validator = jsonschema.Draft202012Validator(
        schema(name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    validator.validate(json.loads(json.dumps(data)))


@pytest.mark.parametrize("name", ["brief", "translation", "detection"])
def test_the_schemas_are_schemas_of_draft_2020_12(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_translations_and_briefs_say_the_same_things_in_the_same_way() -> None:
    brief, translation = schema("brief"), schema("translation")
    assert brief["$defs"]["sentence"] == translation["$defs"]["sentence"]
    for key in ("article", "sentences"):
        assert brief["properties"][key] == translation["properties"][key]


def test_a_brief_is_what_its_schema_says() -> None:
    data = to_dict(ferry())
    check(data, "brief")
    assert data["article"] == {
        "id": "vapur",
        "source": "haberler/vapur.txt",
        "url": "https://www.korfezgazetesi.example/vapur",
        "title": "Körfez vapuru otuz yıl sonra yeniden sefere çıktı",
        "date": "2024-05-14",
        "published": "2024-05-14",
        "outlet": None,
        "author": None,
        "dateline": None,
        "language": "tr",
        "certainty": 0.9877,
        "digest": ferry().document.article.digest,
        "warnings": [],
        "paragraphs": [{"kind": kind} for kind in ("title", "text", "heading", "text", "text", "text", "text")],
    }
    headline = {
        "text": "Gulf Ferry Sails Again After Thirty Years",
        "evidence": [0],
        "flags": [],
        "checks": [],
        "grade": "borne out",
        "trust": "clean",
    }
    assert data["headline"] == headline


def test_every_line_leads_to_the_turkish_it_rests_on() -> None:
    data: Any = to_dict(ferry())
    for line in (data["headline"], *data["bullets"]):
        for index in line["evidence"]:
            sentence = data["sentences"][index]
            assert sentence["index"] == index
            assert sentence["translation"] in line["text"]
            assert sentence["source"]


@pytest.mark.parametrize("evidence", [(), (-1,), (9,), (0, 9)])
def test_a_brief_whose_evidence_does_not_exist_is_never_made(evidence: tuple[int, ...]) -> None:
    def made() -> Brief:
        summary = Summary(Line("Ferry", (0,)), (Line("It sails", evidence),))
        return make_brief(document(), summary, translator=TRANSLATOR, summarizer=SUMMARIZER, settings={})

    with pytest.raises(ValueError, match="evidence"):
        made()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "tr-news/brief/2"),
        (("article", "certainty"), 1.2),
        (("article", "date"), "14.05.2024"),
        (("bullets", 0, "evidence"), []),
        (("sentences", 0, "kind"), "caption"),
        (("provenance", "signature"), "unsigned"),
        (("extra",), 1),
    ],
)
def test_the_schema_refuses_what_is_no_brief(path: tuple[str | int, ...], value: object) -> None:
    data: Any = copy.deepcopy(to_dict(ferry()))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        check(data, "brief")


def test_the_same_input_and_settings_give_the_same_bytes() -> None:
    assert to_json(ferry()).encode() == to_json(ferry()).encode()


def signed(**changes: Any) -> str:
    given: dict[str, Any] = {"translator": TRANSLATOR, "summarizer": SUMMARIZER, "settings": SETTINGS} | changes
    made = make_brief(document(), Summary(Line("Ferry", (0,)), ()), **given)
    return str(made.provenance["signature"])


def test_the_signature_names_the_models_and_the_settings() -> None:
    names, _, digest = signed().rpartition(":")
    assert names == f"tr-news:{__version__}|translator:tr-en-mini|summarizer:built-in|bullets:3|sha256"
    assert len(digest) == 16
    assert int(digest, 16)


@pytest.mark.parametrize(
    "changes",
    [
        {"translator": TRANSLATOR | {"beam_size": 3}},
        {"translator": TRANSLATOR | {"digest": "0f1e2e"}},
        {"translator": None},
        {"summarizer": SUMMARIZER | {"version": 2}},
        {"settings": {"bullets": 4}},
        {"settings": SETTINGS | {"glossary": ["a", "b"]}},
    ],
)
def test_whatever_determines_the_output_changes_the_signature(changes: dict[str, Any]) -> None:
    assert signed(**changes) != signed()


def test_the_signature_does_not_depend_on_the_order_or_kind_of_mapping() -> None:
    shuffled = MappingProxyType(dict(reversed(TRANSLATOR.items())))
    assert signed(translator=shuffled) == signed()


def test_an_article_in_english_has_no_translator() -> None:
    made = make_brief(
        document(), Summary(Line("Ferry", (0,)), ()), translator=None, summarizer=SUMMARIZER, settings=SETTINGS
    )
    data: Any = to_dict(made)
    check(data, "brief")
    assert data["provenance"]["translator"] is None
    assert "translator:none" in data["provenance"]["signature"]


def test_a_translation_is_a_brief_without_headline_and_bullets() -> None:
    data: Any = translation_to_dict(document(), translator=TRANSLATOR)
    check(data, "translation")
    brief: Any = to_dict(ferry())
    assert data["article"] == brief["article"]
    assert data["sentences"] == brief["sentences"]
    assert not {"headline", "bullets"} & set(data)


def test_a_detection_is_what_its_schema_says() -> None:
    data = detection_to_dict("7", "-", Language("und", 0.0))
    check(data, "detection")
    assert data == {"id": "7", "source": "-", "language": "und", "certainty": 0.0}
    unread: Any = unread_to_dict("7", "-", "InputError", 3, "-: empty; give a file with the text of an article")
    check(unread, "detection")
    assert unread == {**data, "error": {"kind": "InputError", "exit_code": 3, "message": unread["error"]["message"]}}


def test_what_the_reader_and_the_summarizer_noted_is_kept() -> None:
    data: Any = to_dict(brief_of(document(warnings=("mojibake mended",)), 1, notes=("fell back",)))
    check(data, "brief")
    assert (data["article"]["warnings"], data["notes"]) == (["mojibake mended"], ["fell back"])


@given(st.text(st.characters(), min_size=1))
def test_any_text_makes_one_line_of_utf_8_and_comes_back(text: str) -> None:
    made = json_line({"text": text, text: [text]})
    assert len(made.splitlines()) == 1
    assert made.isprintable() or not set(made) & set(map(chr, [*range(32), *range(0x7F, 0xA0)]))
    back = json.loads(made.encode("utf-8").decode("utf-8"))
    mended = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    assert back["text"] == mended
    assert back[mended]


def test_a_hostile_text_stays_inside_its_strings() -> None:
    brief = hostile('"}\n{"schema": "\ud83d \x1b]0;owned\x07\u2028')
    line = to_json(brief)
    assert len(line.splitlines()) == 1
    check(json.loads(line), "brief")


def test_a_number_that_json_lacks_is_an_error() -> None:
    with pytest.raises(ValueError):
        json_line({"certainty": float("nan")})
