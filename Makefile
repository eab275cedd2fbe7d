# make ask Q="…"   an answer from corpus/        make test   every check        make demo-bot   the bot in this terminal
# The environment is made in .venv on first use, by uv where it is installed, else by pip.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready

# The question reaches the shell through the environment, so that quotes and signs in it stay what they are.
override Q := $(value Q)
export Q

# The tests start hundreds of processes: where no bytecode may be kept, each compiles every library anew.
unexport PYTHONDONTWRITEBYTECODE

# Tests run in so many processes: many of them wait, and only with four do they keep two cores busy. A file stays in one.
WORKERS ?= 4

.PHONY: ask sync test lock bench torture bench-scale demo-bot demo-model clean
.DEFAULT_GOAL := test

ask: $(READY)  ## answer the question Q from corpus/, indexed first where it changed
	@$(RUN) -m rag ask --sync "$$Q"

sync: $(READY)  ## bring the index in step with corpus/
	@$(RUN) -m rag sync

test: $(READY)  ## formatting, lint, types and tests
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(RUN) -m pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder

lock: $(READY)  ## write requirements.lock anew from pyproject.toml, for every platform, with hashes
	$(RUN) -m uv pip compile --quiet --universal --upgrade --generate-hashes --no-header --no-annotate \
		--no-emit-index-url --extra dev --output-file requirements.lock pyproject.toml

bench: $(READY)  ## measure quality and speed; SETS="folder …" names question sets beside the built-in one
	$(RUN) -m benchmarks $(SETS)

bench-scale: $(READY)  ## measure growth at SIZES="1000 10000 100000" articles, recall on SETS="folder …"; writes docs/scale.md
	$(RUN) -m benchmarks.scale $(SIZES) $(if $(SETS),--real $(SETS)) --page docs/scale.md

torture: $(READY)  ## hold every promise under faults; ONLY="kills stress" names some, MINUTES=5 shortens the stress
	$(RUN) -m benchmarks.torture --minutes $(or $(MINUTES),30) $(ONLY)

demo-model: $(READY)  ## start a model that is none on this machine, to try answers written by one
	@$(RUN) -m tests.model_server

demo-bot: $(READY)  ## talk with the running bot in this terminal, without a token
	@$(RUN) -m tests.bot_api

clean:  ## remove the environment and everything that can be made again
	rm -rf $(VENV) data .mypy_cache .pytest_cache .ruff_cache .hypothesis

# Copies, not links: one of the locked libraries refuses to read its own data through a hard link.
$(READY): requirements.lock pyproject.toml
	@echo "Making the environment in $(VENV), once …" >&2
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --allow-existing --python $(PYTHON) $(VENV) && \
		UV_LINK_MODE=copy VIRTUAL_ENV=$(VENV) uv pip sync --quiet --require-hashes requirements.lock && \
		VIRTUAL_ENV=$(VENV) uv pip install --quiet --no-deps --no-build-isolation --editable . ; \
	else \
		$(PYTHON) -m venv $(VENV) && \
		$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock && \
		$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . ; \
	fi
	@touch $@
