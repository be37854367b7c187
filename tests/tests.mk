# Tests.  Every suite prints TAP; tests/run.pl runs them and counts.

-include tests/sample/sample.mk
-include tests/bench/bench.mk

# ------------------------------------------------------------- unit tests
# A folder's tests link with its own archive and those that it may use, so a
# call in the wrong direction does not link.

UNIT_LAYERS := core ingest store advise web cli
UNIT_SRC := $(foreach l,$(UNIT_LAYERS),$(wildcard tests/unit/$l/test_*.c))
UNIT := $(patsubst tests/unit/%.c,$B/unit/%,$(UNIT_SRC))

define unit_layer
$B/unit/$1/%: tests/unit/$1/%.c $(call archives_of,$1) | $B/unit/$1/.d
	$$(call say,TEST,$$@)$$(CC) $$(ALL_CFLAGS) -Wno-missing-prototypes \
	    $$(call cflags_of,$1) -MMD -MP -MF $$@.d $$(ALL_LDFLAGS) -o $$@ \
	    $$< $(call archives_of,$1) $$(call libs_of,$1) -lcmocka
-include $$(wildcard $B/unit/$1/*.d)
endef
$(foreach l,$(UNIT_LAYERS),$(eval $(call unit_layer,$l)))

# ------------------------------------------------------------------- fuzz
# A libFuzzer target per door.  `make fuzz` runs them under clang; the suite
# replays their seeds with a plain main() under the sanitizers.

FUZZ := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
SECONDS ?= 60

FUZZ_LIBS := $B/cli.a $B/ingest.a $B/core.a

$B/fuzz_%: tests/fuzz/fuzz_%.c $(FUZZ_LIBS)
	$(call say,FUZZ,$@)$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer \
	    -Wno-missing-prototypes $(call cflags_of,ingest) -o $@ $^ \
	    $(call libs_of,ingest)

$B/replay_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(FUZZ_LIBS)
	$(call say,REPLAY,$@)$(CC) $(ALL_CFLAGS) -Wno-missing-prototypes \
	    $(call cflags_of,ingest) -o $@ $^ $(call libs_of,ingest)

.PHONY: fuzz fuzz-built replay-built
fuzz-built: $(FUZZ:%=$B/fuzz_%)
replay-built: $(FUZZ:%=$B/replay_%)

# What each target says goes to build/fuzz/TARGET.log; a finding ends it all.
fuzz:
	@$(MAKE) -j2 VARIANT=fuzz fuzz-built
	@cd build/fuzz && for t in $(FUZZ); do \
		mkdir -p corpus/$$t; \
		if ./fuzz_$$t -max_total_time=$(SECONDS) -timeout=10 \
		    -rss_limit_mb=2048 corpus/$$t \
		    ../../tests/fuzz/seeds/$$t >$$t.log 2>&1; then \
			echo "$$t: $$(sed -n 's/^Done //p' $$t.log), no finding"; \
		else \
			tail -n 40 $$t.log; \
			echo "$$t: a finding; its input is named above, in" \
			    "build/fuzz. Make it a seed or a fixture."; \
			exit 1; \
		fi; \
	done

# -------------------------------------------------------------- the suite

SCRIPTS := $(sort $(wildcard tests/golden.test tests/cli/*.test \
	tests/advise/*.test))
SLOW := $(sort $(wildcard tests/store/*.test tests/web/*.test \
	tests/corpus/*.test tests/faults/*.test))

.PHONY: tests-built tests-built-asan test check bless lint screenshots
tests-built: all $(UNIT) $B/rampart-sample $B/store-statements \
	$B/advise-judge build/faults/own_malloc.so \
	build/faults/odd_worker.so

# The engine alone, as a program that reads facts and prints advice.
JUDGE_SRC := $(wildcard tests/advise/*.c)
$B/advise-judge: $(JUDGE_SRC) tests/advise/judge.h $(call archives_of,advise)
	$(call say,TEST,$@)$(CC) $(ALL_CFLAGS) $(call cflags_of,advise) \
	    $(ALL_LDFLAGS) -o $@ $(JUDGE_SRC) $(call archives_of,advise) \
	    $(call libs_of,advise)

$B/store-statements: tests/store/statements.c $(wildcard store/statements*.h)
	$(call say,TEST,$@)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $<

build/faults/%.so: tests/faults/%.c | build/faults/.d
	$(call say,TEST,$@)$(CC) $(filter-out -fPIE,$(ALL_CFLAGS)) -fPIC \
	    -shared -Wl,-z,relro,-z,now -o $@ $<

tests-built-asan:
	@$(MAKE) VARIANT=asan tests-built replay-built

tests/ui/node_modules/.installed: tests/ui/package.json \
		tests/ui/package-lock.json
	$(call say,NPM,tests/ui)cd tests/ui && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

check: tests-built
	@perl tests/run.pl tests/lint.test $(UNIT) $(SCRIPTS)

test: deps-test
	@$(MAKE) -j2 tests-built
	@$(MAKE) -j2 tests-built-asan
	@$(MAKE) tests/ui/node_modules/.installed
	@perl tests/run.pl tests/lint.test $(UNIT) $(SCRIPTS) $(SLOW) tests/ui/run.test \
	    $(UNIT:$B/unit/%=asan:build/asan/unit/%) \
	    $(SCRIPTS:%=asan:%) asan:tests/web/run.test \
	    asan:tests/corpus/corpus.test asan:tests/fuzz/replay.test

lint:
	sh tests/lint.test
	perl tests/tidy.pl

bless: all
	sh tests/golden.test --bless

screenshots: all $B/rampart-sample tests/ui/node_modules/.installed
	node tests/ui/screenshots.mjs
	@echo "look at build/screenshots/*.png"

# The README's pictures, out of the same run.
.PHONY: pictures
pictures: screenshots
	cp build/screenshots/advice-light-1440.png doc/advice.png
	cp build/screenshots/overview-light-1440.png doc/overview.png
