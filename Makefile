# Điểm Tin. Every target sets up what it needs first: a machine with Python 3.11 and make is enough.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DEMO_ARGS ?=
TEST_ARGS ?=
# So many test processes side by side; a file's tests stay together, so that what a file starts is started once.
# One that stood still is tried once more, and said at the end: on a busy machine a browser may stall.
JOBS ?= 2
PARALLEL := -n $(JOBS) --dist loadfile --reruns 1 --only-rerun Timeout

.PHONY: setup demo test test-cms lint format types directions coverage matrix schema quality train sample-files screens wheel bench bench-search clean help

help: ## show the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "make %-14s %s\n", $$1, $$2}'

$(READY): requirements.txt requirements-demo.txt requirements-dev.txt constraints.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it and run make again." >&2; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV) || { \
		rm -rf $(VENV); echo "The venv module is missing (on Debian: apt-get install python3-venv)." >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip==26.3
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $(READY)

setup: $(READY) ## make .venv with everything in it

demo: $(READY) ## crawl the five sample sites, show what was found and open the page (DEMO_ARGS=--no-serve ends without serving)
	$(BIN)/diemtin demo $(DEMO_ARGS)

test: lint types directions ## the whole suite, JOBS processes side by side
	$(BIN)/python -m pytest $(PARALLEL) $(TEST_ARGS)

test-cms: $(READY) ## real content management systems on loopback (before a release; Debian: wordpress mariadb-server php-mysql)
	$(BIN)/python -m pytest -o python_files='check_*.py' tests/cms

coverage: $(READY) ## the whole suite with branch coverage, which must not fall below its floor
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest $(PARALLEL) $(TEST_ARGS)
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

lint: $(READY) ## ruff, and codespell for the English
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell

format: $(READY) ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: $(READY) ## mypy, strict
	$(BIN)/mypy

directions: $(READY) ## who may import whom
	$(BIN)/lint-imports

matrix: ## the quick tests on every Python from 3.11 to 3.14 that is installed
	scripts/matrix $(TEST_ARGS)

schema: $(READY) ## write docs/source.schema.json, as source files are checked
	$(BIN)/python -m crawler.source_files

quality: $(READY) ## precision and recall of annotation and of a plan's suggestions against their floors
	$(BIN)/python -m nlp.quality
	$(BIN)/python -m plan.quality

train: $(READY) ## make the entity model and the model of relevance again from what they learn from
	$(BIN)/python -m nlp.training.train
	$(BIN)/python -m nlp.training.relevance

sample-files: $(READY) ## make the PDF files of the sample sites and the sample plans again
	$(BIN)/python -c "from samples import pdf_files, plan_files; pdf_files.main(); plan_files.main()"

screens: $(READY) ## make the pictures of docs/screens again, from the sample sites (needs Chromium)
	$(BIN)/python -m tests.web.screens

wheel: $(READY) ## build dist/diemtin-….whl
	rm -rf build dist
	PYTHONWARNINGS=ignore $(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	@rm -rf build
	@ls dist

bench: $(READY) ## pages a second through the pipeline, and extraction beside its peers
	$(BIN)/python -m benchmarks.pipeline
	$(BIN)/python -m benchmarks.growth --write
	$(BIN)/python -m benchmarks.plan

bench-search: $(READY) ## both engines on 100,000 articles
	$(BIN)/python -m benchmarks.search

clean: ## remove what make made
	rm -rf $(VENV) build dist .coverage* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info
