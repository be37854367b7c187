# The bench: mails, the floor of the libraries, and tests/bench/bench.py that
# runs floor and rampart in turn.  BENCH_MAILS=20000 BENCH_ROUNDS=3

FLOOR_PKGS := gmime-3.0 libxml-2.0 libarchive zlib sqlite3
BENCH_OBJ := $(patsubst %.c,$O/%.o,$(wildcard tests/bench/*.c))
FLOOR_OBJ := $(filter $O/tests/bench/floor%,$(BENCH_OBJ))

$B/rampart-bench-mails: $O/tests/bench/mails.o $(SAMPLE_LIB)
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(shell $(PKG_CONFIG) --libs zlib) -lm

$B/bench-floor: $(FLOOR_OBJ)
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ \
	    $(shell $(PKG_CONFIG) --libs $(FLOOR_PKGS))

$(BENCH_OBJ): $O/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) \
	    $(shell $(PKG_CONFIG) --cflags $(FLOOR_PKGS)) -MMD -MP -c -o $@ $<
-include $(BENCH_OBJ:.o=.d)

.PHONY: bench
bench: all $B/rampart-bench-mails $B/bench-floor
	@python3 tests/bench/bench.py $B
