.DEFAULT_GOAL := help
.PHONY: help install demo run test check bench lock messages retell migration

PYTHON ?= python3
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --custom-compile-command "make lock" --quiet --upgrade

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/run.stamp ## Make the environment to run in (.venv)

demo: .venv/run.stamp ## Try it: the bot and a pretend Telegram at http://127.0.0.1:8080/
	@$(BIN)/python -m bot demo

run: .venv/run.stamp ## Run the bot with config.toml
	@$(BIN)/python -m bot run

test: .venv/dev.stamp ## Run all tests
	$(BIN)/pytest -n 2 --dist worksteal

check: .venv/dev.stamp ## Look at format, style, types, stairs and catalogues
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q tests/test_catalogues.py

bench: .venv/dev.stamp ## Measure speed and size beside the bare library
	@$(BIN)/python -m bench

lock: .venv/dev.stamp ## Choose the newest versions that fit together
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --output-file requirements-dev.lock

messages: .venv/dev.stamp ## Give every new sentence its place in the catalogues
	@$(BIN)/python -m tests.messages

retell: .venv/dev.stamp ## Write the stories anew from what the bot says; read the difference
	ORTAQ_RETELL=1 $(BIN)/pytest -q tests/stories

migration: .venv/dev.stamp ## Draft a step to the schema in the code: make migration NAME=what_changes
	@$(BIN)/python -m storage.migrations.draft $(NAME)

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/dev.stamp: requirements-dev.lock | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
