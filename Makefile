# Two commands matter: `make run` and `make test`. The rest is for those who change the site.

BIN := .venv/bin
PORT ?= 8000
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)
# What makes a site for this machine only. Production sets its own; see README.md.
LOCAL := VAR=var HTTPS=0 ALLOWED_HOSTS=localhost,127.0.0.1 SECRET_KEY=$$(cat var/secret)
export PORT HOST DATABASE_URL SERVER

.PHONY: run test everything drill bench lint format messages screenshots reading-age manage secret lock clean

run: .venv/run.installed
	@exec $(BIN)/python -m site_app.operations.run

test: .venv/dev.installed
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m tests.machine
	$(BIN)/python -m pytest --numprocesses=2 -m "not browser"
	$(BIN)/python -m tests.with_postgres $(BIN)/python -m pytest --numprocesses=2 -m "not browser and not anywhere"
	$(BIN)/python -m pytest --numprocesses=2 -m browser

drill: .venv/dev.installed
	@$(BIN)/python -m tests.machine
	HYPOTHESIS_PROFILE=drill $(BIN)/python -m pytest --numprocesses=2 -m drill
	HYPOTHESIS_PROFILE=drill $(BIN)/python -m tests.with_postgres $(BIN)/python -m pytest --numprocesses=2 -m drill

# Every page in every language, where `make test` opens each in a few of them.
everything: .venv/dev.installed
	@$(BIN)/python -m tests.machine
	EVERYTHING=1 $(BIN)/python -m pytest --numprocesses=2 -m browser tests/browser --ignore=tests/browser/desk

# What a page costs beside what a file costs. Needs wrk.
bench: .venv/dev.installed
	@$(BIN)/python -m tests.benchmark

lint: .venv/dev.installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/django-upgrade --target-version 5.2 $$(git ls-files 'site_app/*.py' 'tests/*.py')
	$(BIN)/lint-imports

format: .venv/dev.installed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

messages: .venv/dev.installed
	@$(LOCAL) $(BIN)/python manage.py update_catalogues

# The pictures of docs/desk.md, from the screens as they are now.
screenshots: .venv/dev.installed
	@$(BIN)/python -m tests.machine
	SCREENSHOTS=1 $(BIN)/python -m pytest tests/browser/desk/test_guide_screenshots.py

# docs/reading-age.md, from the English texts as they are now.
reading-age: .venv/run.installed
	@$(LOCAL) $(BIN)/python manage.py measure_library > docs/reading-age.md

# make manage do="load_library --demo"
manage: .venv/run.installed
	@$(LOCAL) $(BIN)/python manage.py $(do)

secret:
	@$(PYTHON) -c "import secrets; print(secrets.token_urlsafe(64))"

# Needs uv. The locks carry hashes and no addresses.
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 1; }
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		pyproject.toml --group dev -o requirements-dev.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		--group postgres -o requirements-postgres.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
		pyproject.toml --extra granian -o requirements-granian.txt

clean:
	rm -rf .venv var locale/*/LC_MESSAGES/*.mo

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found."; exit 1; }
	@echo "Virtual environment: making it with $(PYTHON)."
	@$(PYTHON) -m venv .venv

.venv/run.installed: requirements.txt | .venv/bin/python
	@echo "Libraries: installing from $<."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/dev.installed: requirements-dev.txt | .venv/bin/python
	@echo "Libraries and tools for tests: installing from $<."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
