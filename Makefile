# EngagementLab: `make help` lists what there is to do.

SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON    ?= python3
SCENARIO  ?= Scenarios/media.yaml
OUT       ?= out/$(basename $(notdir $(SCENARIO)))
RUN_ARGS  ?=
TEST_ARGS ?=
BENCH_ARGS ?=
VALIDATE_ARGS ?=

# What continuous integration plays of the library: few users, as baselines are exact at any number.
CHECKED   := Scenarios/*.yaml --users 2000 --baselines Baselines

# The engine that the Python package carries.
ENGINE    := Notebooks/src/engagelab/_lib
BUNDLE    := Sources/Reporting/Assets/vega-bundle.js
FORMATTED := Sources Tests Package.swift Examples $(wildcard Benchmarks)

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: .venv/system.stamp $(BUNDLE) ## Install what is missing and make the chart library of the reports

.PHONY: build
build: setup ## Build the release version of the command, and the engine of the Python package
	swift build -c release
	Scripts/make-python-engine $(ENGINE)

.PHONY: demo
demo: build ## Play the media scenario and say where its report is
	"$$(swift build -c release --show-bin-path)/engagelab" run $(SCENARIO) --out $(OUT) $(RUN_ARGS)
	@echo
	@echo "The report is $(OUT)/report.html: open it in a browser, no server is needed."

.PHONY: python
python: setup ## Build only the engine of the Python package, for `pip install ./Notebooks`
	swift build -c release --product EngagementLabC
	Scripts/make-python-engine $(ENGINE)

.PHONY: notebooks
notebooks: python .venv/notebooks.stamp ## Open the notebooks in JupyterLab
	.venv/notebooks/bin/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) Notebooks

.PHONY: wheel
wheel: python .venv/python.stamp ## Make the wheel of the Python package in out/wheel
	.venv/bin/python -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir out/wheel ./Notebooks
	@ls out/wheel/*.whl

.PHONY: test
test: setup .venv/tests.stamp lint ## Lint, build, test and check the library, as continuous integration does
	swift build -c release --build-tests
	swift test -c release --skip-build --disable-xctest $(TEST_ARGS)
	"$$(swift build -c release --show-bin-path)/engagelab" check $(CHECKED) --record never
	$(MAKE) test-python test-example

.PHONY: test-python
test-python: .venv/notebooks.stamp ## Test the Python package and run the notebooks, with what is built
	Scripts/make-python-engine $(ENGINE)
	cd Notebooks && ../.venv/notebooks/bin/ruff check . && ../.venv/notebooks/bin/ruff format --check . && ../.venv/notebooks/bin/mypy
	ENGAGELAB_COMMAND="$$(swift build -c release --show-bin-path)/engagelab" .venv/notebooks/bin/pytest -q Notebooks
	.venv/notebooks/bin/python Notebooks/tools/run_notebooks.py

.PHONY: test-example
test-example: setup ## Build and test the package that shows how to bring pieces of your own
	swift test --package-path Examples/OwnPieces --scratch-path .build/example --disable-xctest

.PHONY: baselines
baselines: build ## Record what the library of scenarios finds now; look at the difference before it is committed
	"$$(swift build -c release --show-bin-path)/engagelab" check $(CHECKED) --record all

.PHONY: lint
lint: ## Check the format of the code and the contents of the repository
	swift format lint --strict --recursive --parallel $(FORMATTED)
	.ci/check-tree

.PHONY: format
format: ## Format the code in place
	swift format --in-place --recursive --parallel $(FORMATTED)

.PHONY: bench
bench: build .venv/bench.stamp .venv/notebooks.stamp ## Measure the engine beside a plain C program and numpy, and check that they agree
	.venv/bin/python Benchmarks/bench.py \
	  --lab "$$(swift build -c release --show-bin-path)/agent-benchmark" $(BENCH_ARGS)
	swift run -c release analyze-benchmark
	swift run -c release design-benchmark
	.venv/notebooks/bin/python Benchmarks/Python/sweep.py --lab "$$(swift build -c release --show-bin-path)/engagelab"

.PHONY: validate
validate: build ## Hold the lab against formulas, another simulation and published stories, and write the pages about it
	$(PYTHON) Benchmarks/Validation/validate.py \
	  --lab "$$(swift build -c release --show-bin-path)/engagelab" $(VALIDATE_ARGS)

.PHONY: clean
clean: ## Remove everything that was built or made
	rm -rf .build .venv out $(BUNDLE) $(ENGINE)

# Stamps remember what was done, so that a second `make` starts at once.

.venv/system.stamp: Scripts/install-system-packages
	Scripts/install-system-packages
	@mkdir -p $(@D) && touch $@

.venv/tests.stamp: Scripts/install-system-packages | .venv/system.stamp
	Scripts/install-system-packages --for-tests
	@touch $@

.venv/python.stamp: Scripts/requirements.txt | .venv/system.stamp
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.venv/bench.stamp: Benchmarks/requirements.txt | .venv/system.stamp
	test -x .venv/bin/python || $(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

# The package itself is installed as it lies there, so that its engine is the one that was built last.
.venv/notebooks.stamp: Notebooks/pyproject.toml | .venv/system.stamp
	$(PYTHON) -m venv .venv/notebooks
	.venv/notebooks/bin/python -m pip install --quiet --disable-pip-version-check -e './Notebooks[notebook,test]'
	@touch $@

$(BUNDLE): Scripts/make-chart-bundle.py .venv/python.stamp
	.venv/bin/python $< $@
