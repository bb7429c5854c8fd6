# Two commands: `make run` and `make test`. Each begins with `make setup`, which is quick when
# nothing changed. Everything goes into .venv and front/node_modules; data go into ./var.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The environment's own Node, when one had to be installed there, comes first.
export PATH := $(CURDIR)/$(BIN):$(PATH)
export AUTAN_HOME ?= $(CURDIR)/var
PORT ?= 8000

FRONT_SOURCES := $(shell find front -type f -not -path '*/node_modules/*' 2>/dev/null)
CATALOGUES := $(wildcard autan/locale/*/LC_MESSAGES/*.po)

.PHONY: setup run test test-postgres browser check fix bench wheel clean help

help:            ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup: $(VENV)/.python $(VENV)/.front $(VENV)/.fonts $(VENV)/.territories $(VENV)/.messages ## environment, front end, territory data

$(VENV)/.python: pyproject.toml constraints.txt autan/__init__.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing the Python environment…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

$(VENV)/.node: tools/node.py $(VENV)/.python
	@$(BIN)/python tools/node.py
	@touch $@

$(VENV)/.front: $(VENV)/.node $(FRONT_SOURCES)
	@echo "Building the front end…"
	@cd front && npm ci --silent --no-fund --no-audit && npm run --silent build
	@touch $@

$(VENV)/.fonts: $(VENV)/.front tools/fonts.py
	@echo "Making the font of the pictures…"
	@$(BIN)/python tools/fonts.py
	@touch $@

$(VENV)/.territories: $(VENV)/.node tools/territories.py
	@echo "Building the territory data…"
	@$(BIN)/python tools/territories.py
	@touch $@

$(VENV)/.messages: $(VENV)/.python $(CATALOGUES)
	@$(BIN)/python -m tools.messages compile
	@touch $@

# Opendatasoft's own client and Lighthouse, that the tests run unmodified.
$(VENV)/.clients: $(VENV)/.node tests/contract/package-lock.json tests/browser/package-lock.json
	@cd tests/contract && npm ci --silent --no-fund --no-audit
	@cd tests/browser && npm ci --silent --no-fund --no-audit
	@touch $@

run: setup       ## the portal with its demonstration territory, on http://localhost:8000
	@$(BIN)/autan demo --port $(PORT)

browser: setup
	@$(BIN)/python tools/browser.py

test: setup browser $(VENV)/.clients ## every test; the last line tells passed / failed
	@$(BIN)/python tools/test.py

check: setup     ## the house rules: format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	cd front && npm run --silent check
	$(BIN)/python -m django makemigrations --check --dry-run --settings autan.settings

fix: setup       ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python tools/reference.py

bench: setup     ## the figures of benchmarks/README.md
	$(BIN)/python benchmarks/run.py

wheel: setup     ## a wheel that carries the built front end and the territory
	$(BIN)/python -m build --wheel --outdir dist

clean:           ## remove what setup made; data in ./var stay
	rm -rf $(VENV) front/node_modules autan/static/dist autan/tenants/data dist
