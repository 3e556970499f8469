# Everything a fresh machine needs is Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
# Where it is set, every process of the tests compiles all of hb again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo test lint bench soak docs mirror pictures wheel clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	$(PYTHON) tools/check_python.py
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[all]" --group dev
	touch $(STAMP)

demo: setup            ## the main job on the demo estate, start to finish
	$(BIN)/python tools/tour.py

test: setup            ## the whole suite
	$(BIN)/python -m pytest -n 3 --dist loadgroup -m "not soak"

lint: setup            ## style, types, import contracts
	$(BIN)/ruff check src tests tools
	$(BIN)/ruff format --check src tests tools
	$(BIN)/mypy
	$(BIN)/lint-imports

pictures: setup        ## the README's pictures, of what make demo has landed
	$(BIN)/python tools/pictures.py

bench: setup           ## ratios against references, measured in one run
	$(BIN)/python tools/bench.py

soak: setup            ## long, randomised runs
	$(BIN)/python -m pytest -n 2 -m soak

docs: setup            ## the generated pages
	$(BIN)/python tools/docs.py

mirror: setup          ## the demo's DDL, dumped from databases its description builds
	$(BIN)/python -m heartbeat_cli.demo.mirror seed/schemas/demo

wheel: setup           ## of the files git knows, in dist/
	$(BIN)/python -m build --wheel

clean:
	rm -rf $(VENV) dist build
