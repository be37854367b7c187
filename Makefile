# Rampart.  make run, make test; make help lists the rest.
#
# Everything made goes to build/.  A variant has its own folder there:
# make VARIANT=asan builds build/asan/rampart from build/asan/obj.

VERSION := 0.1.0
VARIANT ?= release
PREFIX ?= /usr/local
DESTDIR ?=

B := $(if $(filter release,$(VARIANT)),build,build/$(VARIANT))
O := $B/obj

MAKEFLAGS += --no-builtin-rules --no-print-directory
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := all
.PRECIOUS: %/.d

# V=1 shows the whole commands.
ifndef V
say = @printf '  %-7s %s\n' $1 $2;
endif

# ----------------------------------------------------------------- layers
# A folder may use the archives named behind it, and no other.

LAYERS := core ingest store advise web cli
USES_core :=
USES_ingest := core
USES_store := core
USES_advise := store core
USES_web := advise store core
USES_cli := web ingest advise store core

# The libraries behind each folder's doors (architecture.md 2).
PKGS_core := jansson libpsl libidn2 nettle zlib
PKGS_ingest := gmime-3.0 libxml-2.0 libarchive
PKGS_store := sqlite3
PKGS_advise :=
PKGS_web := libmicrohttpd
PKGS_cli :=

# ------------------------------------------------------------------ flags

CC ?= gcc
ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(VARIANT),fuzz)
CC := clang
endif
PKG_CONFIG ?= pkg-config

# Optional: without it Landlock and rlimits alone lock the parsers in.
ifeq ($(shell $(PKG_CONFIG) --exists libseccomp 2>/dev/null && echo yes),yes)
PKGS_ingest += libseccomp
DEFS += -DHAVE_SECCOMP
endif

WARN := -Wall -Wextra -Wconversion -Wno-sign-conversion -Wshadow -Wformat=2 \
	-Wvla -Wundef -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wwrite-strings -Werror=implicit-function-declaration
cc_option = $(shell $(CC) -Werror $1 -c -x c -o /dev/null /dev/null 2>/dev/null && \
	echo $1)
HARDEN := -fstack-protector-strong -fstack-clash-protection -fPIE \
	$(call cc_option,-ftrivial-auto-var-init=zero)
ifeq ($(shell uname -m),x86_64)
HARDEN += -fcf-protection
endif
LDHARDEN := -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed

OPT_release := -O2 -D_FORTIFY_SOURCE=3
OPT_asan := -O1 -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
OPT_tsan := -O1 -fsanitize=thread -fno-omit-frame-pointer
OPT_cov := -O0 --coverage
OPT_fuzz := -O1 -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
ifndef OPT_$(VARIANT)
$(error VARIANT is one of: release asan tsan cov fuzz)
endif

CFLAGS ?= -g
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -I. -I$(B) -DRAMPART_VERSION='"$(VERSION)"' \
	$(DEFS) $(WARN) $(HARDEN) $(OPT_$(VARIANT)) -ffile-prefix-map=$(CURDIR)=. $(CFLAGS)
ALL_LDFLAGS = $(OPT_$(VARIANT)) $(LDHARDEN) $(LDFLAGS)

pkgs = $(sort $(PKGS_$1) $(PKGS_core))
cflags_of = $(shell $(PKG_CONFIG) --cflags $(call pkgs,$1))
# At each start the loader looks for 11,000 names of all libraries in one after
# the other, in this order: those that have the most come first, before all
# the C library.
PKGS_FIRST := sqlite3 libxml-2.0 libmicrohttpd
pkgs_under = $(sort $(foreach l,$1 $(USES_$1),$(PKGS_$l)))
libs_of = -Wl,--push-state,--no-as-needed -lc -Wl,--pop-state \
	$(shell $(PKG_CONFIG) --libs $(filter $(pkgs_under),$(PKGS_FIRST)) \
	$(filter-out $(PKGS_FIRST),$(pkgs_under))) -lm -lpthread
archives_of = $(foreach l,$1 $(USES_$1),$B/$l.a)

# ---------------------------------------------------------------- program

.PHONY: all
all: $B/rampart

$B/rampart: $O/cli/main.o $(call archives_of,cli)
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(call libs_of,cli)

define layer
SRC_$1 := $(filter-out cli/main.c,$(wildcard $1/*.c))
OBJ_$1 := $$(patsubst %.c,$O/%.o,$$(SRC_$1)) $$(GEN_$1)
CPPFLAGS_$1 = $$(call cflags_of,$1)
$B/$1.a: $$(OBJ_$1)
	$$(call say,AR,$$@)rm -f $$@ && ar rcsD $$@ $$^
$O/$1/%.o: $1/%.c | $O/$1/.d
	$$(call say,CC,$$<)$$(CC) $$(ALL_CFLAGS) $$(CPPFLAGS_$1) -MMD -MP -c -o $$@ $$<
-include $$(wildcard $O/$1/*.d)
endef

# Files inside the program: migrations and tables, the built pages.
GEN_store := $O/store/schema_files.o
GEN_advise := $O/advise/advise_files.o
GEN_web := $O/web/page_files.o
$(foreach l,$(LAYERS),$(eval $(call layer,$l)))

%/.d:
	@mkdir -p $(@D) && touch $@

SCHEMA_FILES := $(sort $(wildcard schema/*.sql)) schema/reporters.tsv
$B/gen/schema_files.c: core/embed.sh $(SCHEMA_FILES) | $B/gen/.d
	$(call say,EMBED,schema)sh core/embed.sh schema_files schema $(notdir $(SCHEMA_FILES)) >$@
$O/store/schema_files.o: $B/gen/schema_files.c $(SCHEMA_FILES) | $O/store/.d
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) -c -o $@ $<

ADVISE_FILES := schema/services.tsv
# What judges: advice that another engine gave is judged again.
ENGINE_FILES := $(sort $(wildcard advise/*.[ch] core/*.[ch] store/facts*.[ch]))
$B/gen/advise_files.c: core/embed.sh $(ADVISE_FILES) $(ENGINE_FILES) | $B/gen/.d
	$(call say,EMBED,services)sh core/embed.sh advise_files schema $(notdir $(ADVISE_FILES)) >$@
	@printf 'const char advise_engine[] = "%s";\n' \
	    "$$(cat $(ADVISE_FILES) $(ENGINE_FILES) | sha256sum | cut -c 1-32)" >>$@
$O/advise/advise_files.o: $B/gen/advise_files.c $(ADVISE_FILES) | $O/advise/.d
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) -c -o $@ $<

UI_OUT := build/ui
$B/gen/page_files.c: core/embed.sh $(UI_OUT)/.built | $B/gen/.d
	$(call say,EMBED,pages)sh core/embed.sh page_files $(UI_OUT) \
	    $$(cd $(UI_OUT) && find . -type f ! -name .built | \
	    sed 's,^\./,,' | LC_ALL=C sort) >$@
$O/web/page_files.o: $B/gen/page_files.c | $O/web/.d
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# ------------------------------------------------------------------ pages

UI_SRC := $(shell find web/ui -path web/ui/node_modules -prune -o -type f \
	-print)
web/ui/node_modules/.installed: web/ui/package.json web/ui/package-lock.json
	$(call say,NPM,web/ui)cd web/ui && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(UI_OUT)/.built: $(UI_SRC) web/ui/node_modules/.installed
	$(call say,PAGES,$(UI_OUT))rm -rf $(UI_OUT) && mkdir -p $(UI_OUT) && \
	cd web/ui && node build.mjs ../../$(UI_OUT)
	@touch $@

.PHONY: ui
ui: $(UI_OUT)/.built

# -------------------------------------------------------------------- run

MAILDIR ?=
LISTEN ?= 127.0.0.1:8080

.PHONY: run
run: deps
	@$(MAKE) --no-print-directory all $B/rampart-sample
	@sh tests/run-sample.sh "$(MAILDIR)" "$(LISTEN)"

.PHONY: deps deps-test deps-bench
deps:
	@sh contrib/install-deps.sh run
deps-test:
	@sh contrib/install-deps.sh test
deps-bench:
	@sh contrib/install-deps.sh bench

include tests/tests.mk

# ---------------------------------------------------------------- install

.PHONY: install
install: all
	install -D -m 755 $B/rampart $(DESTDIR)$(PREFIX)/bin/rampart
	for page in doc/*.[1-8]; do \
		install -D -m 644 "$$page" \
		    "$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}/$${page##*/}"; \
	done

.PHONY: clean distclean
clean:
	rm -rf build
distclean: clean
	rm -rf web/ui/node_modules tests/ui/node_modules

.PHONY: help
help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## make run [MAILDIR=dir] [LISTEN=addr:port]   build, ingest, serve the pages
## make test            everything; needs what `make deps-test` installs
## make check           the fast part of it: lint, unit, golden, command line
## make bench [PART=..] speed, memory, size: ratios (also: make deps-bench)
## make bench-compare OLD=result.json   the last results next to older ones
## make lint            layers, doors, format, static analysis
## make fuzz            run the fuzz targets, SECONDS=60 each
## make screenshots     pictures of every page into build/screenshots;
##                      ONLY=sample,clean,attack,provider: some of them
## make pictures      the same, and those of the README into doc/
## make bless           rewrite the golden results; read the diff
## make VARIANT=asan    build with sanitizers (also: tsan, cov, fuzz)
## make install         PREFIX=/usr/local DESTDIR=
