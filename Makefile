# Everything a fresh clone needs: `make` lists it. Only python3 (with venv), make and git are assumed.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check

# A foreign PYTHONPATH could shadow `agents` or `model`; a user-wide pip default of --user breaks a venv.
unexport PYTHONPATH PYTHONHOME
export PIP_USER := 0

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test test-slow test-debian13 bench docs lint types layers lock clean

help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

# A venv holds absolute paths: in a moved or copied checkout it would silently run the old one's code.
ifneq ($(shell cat $(VENV)/.home 2>/dev/null),$(CURDIR))
.PHONY: $(VENV)/.locked
endif

setup: $(VENV)/.installed ## create .venv from the locks (again only when they or pyproject.toml change)

# Built anew, not updated, so that it holds what the lock says and nothing else.
$(VENV)/.locked: requirements/build.txt requirements/lock.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null || { \
	  echo "make setup: needs Python 3.11, 3.12 or 3.13, but $(PYTHON) is '$$($(PYTHON) --version 2>&1)'; try: make setup PYTHON=python3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "make setup: $(PYTHON) cannot create virtual environments (no venv/ensurepip); on Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) install --quiet --require-hashes -r requirements/build.txt
	@echo 'Installing the locked packages: about a minute the first time.'
	@# antlr4 (a Hydra need) has no wheel: build isolation would fetch an unhashed setuptools for it.
	@# --no-deps: the lock is complete, and leaves out on purpose what excludes.in names.
	$(PIP) install --quiet --require-hashes --no-deps --no-build-isolation -r requirements/lock.txt
	@printf '%s' "$(CURDIR)" > $(VENV)/.home
	@touch $@

$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

run: setup ## run the default scenario
	$(BIN)/targetshift run

test: setup ## the quick tests
	$(BIN)/pytest -n auto --dist worksteal

test-slow: setup ## the slow tests only: mutated inputs by the thousand, kills, damage, README, the engines in full
	@# pytest ends with 5 when it found nothing to run: fine here, an error in `make test`
	$(BIN)/pytest -m slow -n auto --dist worksteal || [ $$? -eq 5 ]

test-debian13: setup ## HEAD on a bare Debian 13, as root, with mmdebstrap: `make run`, `make test`, the same events
	bash tests/machines/debian13.sh

bench: setup ## measure speed and memory, write benchmarks/RESULTS.md (a quarter of an hour)
	$(BIN)/python -m benchmarks

docs: setup ## write docs/outputs.md anew from the row types
	$(BIN)/python -c 'from experiments.report.outputs import codebook; print(codebook(), end="")' > docs/outputs.md

lint: setup ## style: ruff check and ruff format --check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup ## static types: mypy
	$(BIN)/mypy model agents experiments

layers: setup ## imports point inward only: experiments > agents > model
	$(BIN)/lint-imports

# One lock for Python 3.11-3.13. Pins stay unless a bound in pyproject.toml moves them or UPGRADE=1.
# uv lives in a throw-away venv and reads UV_* settings, not pip's.
lock: ## regenerate requirements/*.txt (UPGRADE=1: newest versions)
	@set -eu; tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	$(PYTHON) -m venv "$$tmp" && "$$tmp/bin/pip" install --quiet 'uv>=0.11'; \
	compile() { "$$tmp/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command 'make lock' $(if $(UPGRADE),--upgrade) "$$@" >/dev/null; }; \
	compile requirements/build.in --output-file requirements/build.txt; \
	compile pyproject.toml --extra dev --excludes requirements/excludes.in --output-file requirements/lock.txt; \
	if grep -nE '://|file:|@ ' requirements/build.txt requirements/lock.txt; then \
	  echo 'make lock: an address got into the lock (above)' >&2; exit 1; fi

clean: ## remove .venv and caches (results stay)
	rm -rf $(VENV) *.egg-info build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
