"""The weights in the package are never replaced by worse ones."""

import pytest
import sacrebleu

from benchmarks.floors import floors
from tests.conftest import SHARED
from tr_news.config import load
from tr_news.load import load_translator

FLOORS = floors("built_in")
LINES = 150


@pytest.mark.parametrize("name", FLOORS)
def test_the_built_in_model_holds_its_floor(name: str) -> None:
    source, reference = (SHARED / "eval/mt" / f"{name}.{language}" for language in ("tr", "en"))
    if not source.is_file():
        pytest.skip("the parallel texts are not here")
    turkish, english = (p.read_text("utf-8").splitlines()[:LINES] for p in (source, reference))
    translator = load_translator(load({"translator": "tr-en-mini"})).translator
    hypotheses = [translation.text for translation in translator.translate(turkish)]
    assert sacrebleu.corpus_chrf(hypotheses, [english]).score >= FLOORS[name]
