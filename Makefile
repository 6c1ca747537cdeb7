# Two commands matter: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One line a file: what is installed follows the requirements, and nothing is installed twice.
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev

.DEFAULT_GOAL := help
.PHONY: help run test check lint types tests format chaos bench eval eval-model lock install clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: $(RUN_READY)  ## start Cuepoint: the chats that have tokens, else the terminal; VIDEO=link-or-file summarises that one
	@$(BIN)/python -m bot $(if $(VIDEO),summarize "$(VIDEO)")

test: lint  ## set up what the tests need and run everything
	@$(MAKE) --no-print-directory --jobs=2 types tests

check: lint types  ## lint, format, types

lint: $(DEV_READY)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .

types: $(DEV_READY)
	@$(BIN)/mypy

# Much of the suite waits for other processes: more workers than cores, and a module's app is started once.
# Where Python keeps what it has compiled, they don't all compile the same.
tests: $(DEV_READY)
	@$(BIN)/python -m compileall -q adapters benchmarks bot core evaluation tests training
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 4 --dist loadfile

format: $(DEV_READY)  ## put the code in the project's format
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

chaos: $(DEV_READY)  ## kill processes and break upstreams for ten minutes, and see that nobody notices (OPTIONS=--help)
	@$(BIN)/python -m tests.chaos $(OPTIONS)

bench: $(DEV_READY)  ## measure speed and tokens, beside the floor they are compared with
	@$(BIN)/python -m benchmarks

eval: $(DEV_READY)  ## score sections, titles, conclusions and answers beside other methods, into docs/quality.md
	@$(BIN)/python -m evaluation

eval-model: $(DEV_READY)  ## score the model that OPENAI_* names; its replies are kept in EVAL_REPLIES (.eval/replies)
	@$(BIN)/python -m evaluation.model $(OPTIONS)

lock:  ## renew the hashed requirements from requirements*.in (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements-otel.in -o requirements-otel.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements-dev.in -o requirements-dev.txt

install:  ## put Cuepoint on this machine as a systemd service (as root; PREFIX, SYSCONFDIR, DESTDIR), or upgrade it
	@PREFIX="$(PREFIX)" SYSCONFDIR="$(SYSCONFDIR)" DESTDIR="$(DESTDIR)" PYTHON="$(PYTHON)" sh deploy/install.sh

clean:  ## remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cuepoint needs Python 3.11 or newer; name one with: make run PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements.txt | $(BIN)/python
	@echo "Installing what Cuepoint needs into $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	@touch $@

$(DEV_READY): requirements-dev.txt $(RUN_READY)
	@echo "Installing what the tests need into $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.txt
	@touch $@
