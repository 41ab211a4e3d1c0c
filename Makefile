# The two commands: `make run` and `make test`. Each installs what it needs the first time.
# Plain POSIX make (3.81, as on macOS) and sh; Python 3.11 or newer; nothing else.

PYTHON = .venv/bin/python
BIOME = node_modules/.bin/biome

.PHONY: help run operate test ocr places lint types benchmark ocr-benchmark plan rebuild mutants photographs catalogues lock clean install install-test

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

run: install ## load data/sites.csv if it changed and serve it on 127.0.0.1:5000 (PORT=8000 for another)
	@$(PYTHON) -m tools.serve

operate: ## serve the operators' workbench, an application of its own, on 127.0.0.1:5001 (docs/operators.md)
	@sh tools/install.sh operate
	@$(PYTHON) -m tools.operate

test: lint types ## lint, types and every test
	@$(PYTHON) -m pytest --numprocesses auto --maxprocesses 4 $(PYTEST_ARGS)

ocr: ## install what `flask sites read` needs: lists from pictures, PDF, Word and web pages
	@sh tools/install.sh ocr

places: ## install what `flask sites places add` needs for OpenStreetMap extracts
	@sh tools/install.sh places

lint: install-test ## rules and format: ruff for Python, biome for JavaScript and CSS
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@[ ! -x $(BIOME) ] || $(BIOME) ci --error-on-warnings

types: install-test ## mypy, strict
	@$(PYTHON) -m mypy

benchmark: install ## speed and size, as one table
	@$(PYTHON) -m benchmarks

ocr-benchmark: install-test ## how much of a list is read rightly from each kind of picture
	@$(PYTHON) -m benchmarks.pictures

plan: install-test ## draw the rooms of docs/architecture.md anew from the code
	@$(PYTHON) -m tools.plan

rebuild: install-test ## do the pinned packages still give the gazetteer that is shipped? (minutes)
	@$(PYTHON) -m tools.gazetteer.build.all --check

mutants: install-test ## small faults put into the code: do tests notice? (MUTANTS="--paths phones --count 25 --seed 1")
	@$(PYTHON) -m tools.mutants $(MUTANTS)

photographs: install-test ## make the two pictures of the README anew
	@$(PYTHON) -m tools.photograph

catalogues: install-test ## bring the sentences of other languages up to date (translations/)
	@$(PYTHON) -m tools.catalogues

lock: install-test ## write the lock files anew from pyproject.toml and package.json
	@sh tools/lock.sh

clean: ## remove the virtual environment, caches and the local store
	rm -rf .venv node_modules instance build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

install:
	@sh tools/install.sh run

install-test:
	@sh tools/install.sh test
