# make          check the format, build, test
# make run      set the machine up, build, search once (TABLES=folder of benchmark tables)
# make test     set the machine up, build, run every test
# make bench    measure speed, one JSON line a figure
# make install  PREFIX=/usr/local

PREFIX ?= /usr/local
TABLES ?= $(PELNAS_TABLES)
DEVICE ?= raspi4
DATASET ?= cifar10

# Stages start several times faster without the Swift runtime's shared libraries.
RELEASE = -c release --static-swift-stdlib
WALLS = --explicit-target-dependency-import-check error
SOURCES = Package.swift Sources Tests stages
STAGES = partition fit seed prompt evaluate archive aggregate score
BIN = .build/release

.PHONY: all setup format check-format build test run bench install schemas clean

all: check-format build test

# Installs what is missing of the compilers' needs: four C libraries.
setup:
	@command -v swift >/dev/null || { echo "Swift 6.2 or later is missing: https://swift.org/install" >&2; exit 69; }
	@pkg-config --exists yaml-0.1 xgboost libxxhash libcurl 2>/dev/null || { \
	  echo "Installing libyaml, libxgboost, libxxhash and libcurl"; \
	  if command -v apt-get >/dev/null; then \
	    root=; [ "$$(id -u)" = 0 ] || root=sudo; \
	    $$root apt-get update -qq && $$root apt-get install -y -qq pkg-config libyaml-dev libxgboost-dev libxxhash-dev libcurl4-openssl-dev >/dev/null; \
	  elif command -v brew >/dev/null; then brew install pkg-config libyaml xgboost xxhash curl; \
	  else echo "Please install pkg-config and the development files of libyaml, libxgboost, libxxhash and libcurl" >&2; exit 69; fi; }

format:
	swift format format --in-place --recursive --parallel $(SOURCES)

check-format:
	swift format lint --strict --recursive --parallel $(SOURCES)

build: setup
	swift build $(RELEASE) $(WALLS)

test: setup
	swift test $(WALLS)

run: build
	@[ -n "$(TABLES)" ] || { echo "Which benchmark tables? make run TABLES=folder, see 'Benchmark tables' in README.md" >&2; exit 66; }
	$(BIN)/pelnas run pipeline/hw-nas-bench.yaml --set data.tables="$(TABLES)" \
	  --set target.device=$(DEVICE) --set target.dataset=$(DATASET) --run-dir runs/$(DATASET)-$(DEVICE)

bench: build
	$(BIN)/pelnas-bench $(if $(TABLES),--tables "$(TABLES)")

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/libexec/pelnas" "$(DESTDIR)$(PREFIX)/share/pelnas/pipeline" \
	  "$(DESTDIR)$(PREFIX)/share/pelnas/templates"
	install -s -m 755 $(BIN)/pelnas "$(DESTDIR)$(PREFIX)/bin/pelnas"
	for stage in $(STAGES) ask; do install -s -m 755 $(BIN)/$$stage "$(DESTDIR)$(PREFIX)/libexec/pelnas/$$stage" || exit 1; done
	install -m 644 pipeline/*.yaml "$(DESTDIR)$(PREFIX)/share/pelnas/pipeline"
	install -m 644 stages/prompt/templates/*.mustache "$(DESTDIR)$(PREFIX)/share/pelnas/templates"

# Regenerates what is generated: the JSON Schemas of the records.
schemas: build
	$(BIN)/pelnas schemas --into data/schemas

clean:
	rm -rf .build
