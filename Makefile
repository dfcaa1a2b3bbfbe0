# Điểm Tin. Every target sets up what it needs first: a machine with Python 3.11 and make is enough.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO_ARGS ?=
TEST_ARGS ?=

.PHONY: setup demo test lint format types directions quality train bench bench-search clean help

help: ## show the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "make %-14s %s\n", $$1, $$2}'

$(READY): requirements.txt requirements-dev.txt constraints.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it and run make again." >&2; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV) || { \
		rm -rf $(VENV); echo "The venv module is missing (on Debian: apt-get install python3-venv)." >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip==26.3
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $(READY)

setup: $(READY) ## make .venv with everything in it

demo: $(READY) ## crawl the five sample sites and show what was found (DEMO_ARGS=--no-serve ends without serving)
	$(BIN)/diemtin demo $(DEMO_ARGS)

test: lint types directions ## the whole suite
	$(BIN)/python -m pytest $(TEST_ARGS)

lint: $(READY) ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(READY) ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(READY) ## mypy, strict
	$(BIN)/mypy

directions: $(READY) ## who may import whom
	$(BIN)/lint-imports

quality: $(READY) ## precision, recall and F1 of the annotation against its floors
	$(BIN)/python -m nlp.quality

train: $(READY) ## make the entity model again from the labelled sentences
	$(BIN)/python -m nlp.training.train

bench: $(READY) ## pages a second through the pipeline, and extraction beside its peers
	$(BIN)/python -m benchmarks.pipeline
	$(BIN)/python -m benchmarks.growth --write

bench-search: $(READY) ## both engines on 100,000 articles
	$(BIN)/python -m benchmarks.search

clean: ## remove what make made
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info
