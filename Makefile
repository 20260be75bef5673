# make            check the format, build, test
# make run        set the machine up, build, search once, print the front
#                 DEVICE=raspi4 DATASET=cifar10, or all; TABLES=folder of benchmark tables, else surrogates
# make test       set the machine up, build, run every test
# make torture    kill and fail searches at every file operation, and have them go on: hours, less with EVERY=10
# make fuzz       give every reader a million damaged inputs: minutes
# make bench      measure speed, one JSON line a figure
# make install    build, install below PREFIX=/usr/local (and DESTDIR); as root after `make build`:
#                 sudo make install BUILD=true
# make uninstall  remove what install put there
# make format     format the sources
# make schemas    write the records' JSON Schemas anew
# make readme     write the README's results anew from data/results
# make clean      remove what was built; runs stay

PREFIX ?= /usr/local
TABLES ?= $(PELNAS_TABLES)
DEVICE ?= raspi4
DATASET ?= cifar10
DEVICES = $(if $(filter all,$(DEVICE)),edgegpu raspi4 edgetpu pixel3 eyeriss fpga,$(DEVICE))
DATASETS = $(if $(filter all,$(DATASET)),cifar10 cifar100 ImageNet16-120,$(DATASET))

# Stages start several times faster without the Swift runtime's shared libraries; macOS has it in the system.
STATIC = $(if $(filter Darwin,$(shell uname)),,--static-swift-stdlib)
RELEASE = -c release $(STATIC)
WALLS = --explicit-target-dependency-import-check error
BUILD = swift build $(RELEASE) $(WALLS)
STRIP = -s
SOURCES = Package.swift Sources Tests stages
STAGES = partition fit seed prompt evaluate archive aggregate score
BIN = .build/release

ROOT = $(DESTDIR)$(PREFIX)
SHARE = $(ROOT)/share/pelnas
MANUAL = $(ROOT)/share/man/man1
BASH_COMPLETIONS = $(ROOT)/share/bash-completion/completions
ZSH_COMPLETIONS = $(ROOT)/share/zsh/site-functions
FISH_COMPLETIONS = $(ROOT)/share/fish/vendor_completions.d

LIBRARIES = yaml-0.1 xgboost libxxhash libcurl

.PHONY: all help setup setup-tests format check-format build test torture fuzz run bench install uninstall schemas readme clean

all: check-format build test

help:
	@sed -n 's/^# \{0,1\}//p;/^$$/q' Makefile

# Installs what is missing of the compilers' needs: four C libraries. Says nothing where nothing is.
setup:
	@command -v swift >/dev/null || { \
	  echo "Swift 6.2 or later is missing. Install it from https://swift.org/install, then run make again." >&2; \
	  exit 69; }
	@pkg-config --exists $(LIBRARIES) 2>/dev/null || { \
	  echo "Missing: pkg-config or one of $(LIBRARIES)."; \
	  if command -v apt-get >/dev/null; then \
	    root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	    echo "Installing them with $$root apt-get …"; \
	    $$root apt-get update -qq && $$root apt-get install -y -qq \
	      pkg-config libyaml-dev libxgboost-dev libxxhash-dev libcurl4-openssl-dev >/dev/null; \
	  elif command -v brew >/dev/null; then \
	    echo "Installing them with brew …"; \
	    brew install pkg-config libyaml xgboost xxhash curl; \
	  else \
	    { echo "Please install them; as root, of your distribution:"; \
	      echo "  dnf install pkgconf-pkg-config libyaml-devel xxhash-devel libcurl-devel     Fedora and its kin"; \
	      echo "  pacman -S pkgconf libyaml xxhash curl                                       Arch and its kin"; \
	      echo "  apk add pkgconf yaml-dev xxhash-dev curl-dev                                Alpine"; \
	      echo "  zypper install pkgconf-pkg-config libyaml-devel xxhash-devel libcurl-devel  openSUSE"; \
	      echo "and XGBoost's C library with xgboost/c_api.h and xgboost.pc, from there too or built as"; \
	      echo "https://xgboost.readthedocs.io/en/stable/build.html says."; } >&2; \
	    exit 69; fi; }

# The README's commands, which tests type, use jq. What else tests like to have they do without, and say so.
setup-tests: setup
	@command -v jq >/dev/null || { \
	  echo "Missing: jq."; \
	  if command -v apt-get >/dev/null; then \
	    root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	    echo "Installing it with $$root apt-get …"; \
	    $$root apt-get update -qq && $$root apt-get install -y -qq jq >/dev/null; \
	  elif command -v brew >/dev/null; then \
	    echo "Installing it with brew …"; \
	    brew install jq; \
	  else echo "Please install it." >&2; exit 69; fi; }

format:
	swift format format --in-place --recursive --parallel $(SOURCES)

check-format:
	swift format lint --strict --recursive --parallel $(SOURCES)

# With BUILD=true what is there already is taken.
build: $(if $(filter true,$(BUILD)),,setup)
	$(BUILD)

# So many tests at a time: all at once hold over a thousand files open, more than Foundation's Process can list safely.
test: setup-tests
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=24 swift test $(WALLS)

run: build
ifeq ($(words $(DEVICES)) $(words $(DATASETS)),1 1)
	@echo "Searching $(DATASET) on $(DEVICE) in runs/$(DATASET)-$(DEVICE); what is there already is not done again."
	$(BIN)/pelnas run pipeline/hw-nas-bench.yaml $(if $(TABLES),--set data.tables="$(TABLES)") \
	  --set target.device=$(DEVICE) --set target.dataset=$(DATASET) --run-dir runs/$(DATASET)-$(DEVICE)
else
	@echo "Searching each of $(DATASETS) on each of $(DEVICES); what is there already is not done again."
	@PATH="$(abspath $(BIN)):$$PATH" DEVICES="$(DEVICES)" DATASETS="$(DATASETS)" \
	  sh pipeline/examples/every-target.sh runs pipeline/hw-nas-bench.yaml $(if $(TABLES),"data.tables=$(TABLES)")
endif

# Hours; of every so many file operations with EVERY=10, a tenth of that.
EVERY ?= 1
torture: build
	for scenario in oracle predicted proxies model files reuse; do \
	  python3 Tests/Torture/torture.py $(BIN) --scenario $$scenario --every $(EVERY) || exit 1; done
	for scenario in oracle model files; do \
	  python3 Tests/Torture/damage.py $(BIN) --scenario $$scenario || exit 1; done
	python3 Tests/Torture/nightly.py $(BIN)

# 36 readers; another SEED makes other cases.
SEED ?= 1
fuzz: build
	$(BIN)/pelnas-fuzz --cases 28000 --seed $(SEED)

bench: build
	$(BIN)/pelnas-bench $(if $(TABLES),--tables "$(TABLES)")

install: build
	install -d "$(ROOT)/bin" "$(ROOT)/libexec/pelnas" "$(MANUAL)" \
	  "$(BASH_COMPLETIONS)" "$(ZSH_COMPLETIONS)" "$(FISH_COMPLETIONS)" \
	  "$(SHARE)/pipeline/studies" "$(SHARE)/templates" "$(SHARE)/examples" "$(SHARE)/schemas" \
	  "$(SHARE)/reported" "$(SHARE)/spaces"
	install $(STRIP) -m 755 $(BIN)/pelnas "$(ROOT)/bin/pelnas"
	for program in $(STAGES) ask fit-surrogates predict proxies; do \
	  install $(STRIP) -m 755 $(BIN)/$$program "$(ROOT)/libexec/pelnas/$$program" || exit 1; done
	install -m 644 pipeline/*.yaml "$(SHARE)/pipeline"
	install -m 644 pipeline/studies/*.yaml "$(SHARE)/pipeline/studies"
	install -m 644 data/reported/*.jsonl "$(SHARE)/reported"
	install -m 644 data/spaces/*.yaml "$(SHARE)/spaces"
	install -m 644 stages/prompt/templates/*.mustache "$(SHARE)/templates"
	install -m 755 pipeline/examples/*.sh "$(SHARE)/examples"
	install -m 644 pipeline/examples/*.crontab "$(SHARE)/examples"
	cp -R pipeline/examples/evaluators "$(SHARE)/examples" && chmod -R u=rwX,go=rX "$(SHARE)/examples/evaluators"
	install -m 644 data/schemas/*.json "$(SHARE)/schemas"
	if [ -d data/surrogates ]; then \
	  rm -rf "$(SHARE)/surrogates" && cp -R data/surrogates "$(SHARE)/surrogates" && \
	  chmod -R u=rwX,go=rX "$(SHARE)/surrogates"; fi
	"$(ROOT)/bin/pelnas" manual --into "$(MANUAL)"
	"$(ROOT)/bin/pelnas" --generate-completion-script bash > "$(BASH_COMPLETIONS)/pelnas"
	"$(ROOT)/bin/pelnas" --generate-completion-script zsh > "$(ZSH_COMPLETIONS)/_pelnas"
	"$(ROOT)/bin/pelnas" --generate-completion-script fish > "$(FISH_COMPLETIONS)/pelnas.fish"
	@echo "Installed. Try: $(PREFIX)/bin/pelnas doctor"

uninstall:
	rm -rf "$(SHARE)" "$(ROOT)/libexec/pelnas"
	rm -f "$(ROOT)/bin/pelnas" "$(MANUAL)/pelnas.1" "$(MANUAL)"/pelnas-*.1 "$(BASH_COMPLETIONS)/pelnas" \
	  "$(ZSH_COMPLETIONS)/_pelnas" "$(FISH_COMPLETIONS)/pelnas.fish"

# Regenerates what is generated: the JSON Schemas of the records.
schemas: build
	$(BIN)/pelnas schemas --into data/schemas

# Between the marks of each study stands what `pelnas compare --section` makes of its results. They are by tables,
# which need not be there for that.
readme: build
	@for results in data/results/*.jsonl; do \
	  study=$$(basename "$$results" .jsonl); \
	  PELNAS_TABLES=tables $(BIN)/pelnas compare pipeline/studies/$$study.yaml --results "$$results" --section > .section || exit 1; \
	  awk -v study="$$study" '\
	    $$0 == "<!-- end of " study " -->" { inside = 0 } \
	    !inside { print } \
	    $$0 == "<!-- results of " study " -->" { inside = 1; while ((getline line < ".section") > 0) print line }' \
	    README.md > .readme && mv .readme README.md || exit 1; \
	done; rm -f .section

clean:
	rm -rf .build
