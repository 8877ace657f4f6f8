# Two commands: `make site` builds everything into site/, `make test` runs every check. Both set up what is missing.

BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1

.PHONY: site test test-code test-browser test-engines test-pages test-site test-paper heard pressed fast serve check release bench lighthouse
.PHONY: coverage pictures vulnerabilities lock clean

site: .venv/site.ready    ## the whole site with its PDFs, into site/
	$(BIN)/second-round site

test: .venv/test.ready    ## every check, in real browsers, with a screen reader and on real PDFs too
	$(MAKE) --no-print-directory -j4 -O test-pages test-browser test-site test-paper test-engines heard test-code

# Four at a time, since browsers wait a lot; the longest first. What opens a built site waits for the PDFs, so that they are made once, on all cores.
test-browser test-engines test-pages test-paper test-site heard: pressed
test-browser test-engines test-pages test-paper test-site heard: export BUILT_SITE := .cache/site

test-code: .venv/test.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest tests/unit tests/content

# What goes over the whole site, or several; and some of the longest beside, so that both groups take as long.
WHOLE := $(patsubst %,tests/browser/test_%.py,pages editions pictures neighbours nothing_is_sent offline fill \
  storage tabs worksheets desk)

test-browser:
	$(BIN)/pytest tests/browser $(addprefix --ignore ,$(WHOLE))

test-engines:
	$(BIN)/pytest tests/engines

test-pages:
	$(BIN)/pytest $(WHOLE)

test-paper:
	$(BIN)/pytest tests/paper

test-site:
	$(BIN)/pytest tests/site

heard:                    ## what a screen reader says of pages, against what stands in tests/heard/; WRITE=1 writes it there
	$(BIN)/pytest tests/heard

pressed: .venv/test.ready
	$(BIN)/second-round site --out .cache/site

fast: .venv/test.ready    ## the checks that need no browser and no PDF
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest tests/unit tests/content

serve: .venv/site.ready   ## live preview of docs/, checklists/ and macros/
	$(BIN)/mkdocs serve --livereload

check: .venv/site.ready   ## everything that is wrong in checklists/, with file and line
	$(BIN)/second-round check

release: check            ## EDITION=1.2: what is wrong, then freeze the edition and deploy it on a local branch
	$(BIN)/second-round release $(EDITION)

bench: .venv/test.ready   ## time and bytes, every comparison interleaved in one run
	$(BIN)/second-round bench

lighthouse: .venv/test.ready ## what a phone makes of the site; under what we promise, it fails (needs Node.js)
	$(BIN)/second-round site
	$(BIN)/second-round lighthouse

coverage: .venv/test.ready ## which lines of macros/ and scripts/ the tests run; under 95 % it fails
	rm -f .cache/coverage*
	$(BIN)/coverage run -m pytest tests/unit tests/site tests/paper tests/browser/test_pictures.py
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

pictures: .venv/test.ready ## the README's pictures, from the real page and the real PDF
	$(BIN)/second-round site
	$(BIN)/second-round pictures

vulnerabilities: .venv/test.ready ## whether a locked package has a known vulnerability (asks public lists)
	$(BIN)/second-round vulnerabilities

# The second lock holds only what is more than the first. Each .venv brings a pip of its own.
lock:                     ## pin every dependency, with hashes (needs uv); NEWER="jinja2 mypy" takes newer ones of these
	uv pip compile -q pyproject.toml $(addprefix -P ,$(NEWER)) -o requirements.lock
	uv pip compile -q pyproject.toml --group test $(addprefix -P ,$(NEWER)) -c requirements.lock -o requirements-test.lock \
	  --no-emit-package pip $$(sed -n 's/==.*//; s/^[a-z]/--no-emit-package &/p' requirements.lock)

clean:                    ## everything that was made, the set-up included
	rm -rf .venv .cache site *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/site.ready: requirements.lock pyproject.toml scripts/set-up
	scripts/set-up site

.venv/test.ready: requirements.lock requirements-test.lock pyproject.toml scripts/set-up
	scripts/set-up test
