# Every target does its own set-up: each works from a bare clone.
#
#   make demo    make a synthetic release, build it, write its report
#   make test    lint, types, doors of the rooms, and every test
#   make bench   the figures that the benchmarks must reach
#   make docs    the documentation, as HTML
#   make soak    the soaks at full size (hours)
#   make wheel   the wheel, tried in a clean environment
#   make lock    resolve the dependencies again

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input
WORKERS ?= 2

.PHONY: setup demo test bench docs soak wheel lock

setup: .venv/runtime

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Python 3.11 or newer is needed: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1)
	$(PYTHON) -m venv .venv
	@touch $@

.venv/runtime: .venv/python requirements.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/python requirements-dev.lock pyproject.toml
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ .venv/runtime

demo: setup
	$(BIN)/custodes demo --to demo

test: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(WORKERS) -m "not slow and not spark and not browser"
	$(BIN)/pytest -m "slow or spark or browser"

bench: .venv/dev
	$(BIN)/python bench/run.py

docs: .venv/dev
	$(BIN)/sphinx-build -n -W -q docs docs/_build
	@echo "open docs/_build/index.html"

soak: .venv/dev
	$(BIN)/pytest -m soak

wheel: .venv/dev
	bash scripts/wheel

lock: .venv/python
	bash scripts/lock
