# The bench: generators, the floor of the libraries, and tests/bench/bench.py
# that runs them and the program, and says what the sizes are.
#   make bench [PART=ingest,api]     make bench-compare OLD=result.json

FLOOR_PKGS := gmime-3.0 libxml-2.0 libarchive zlib sqlite3
BENCH_OBJ := $(patsubst %.c,$O/%.o,$(wildcard tests/bench/*.c))
FLOOR_OBJ := $(filter-out %_http.o,$(filter $O/tests/bench/floor%,$(BENCH_OBJ)))
BENCH := $(addprefix $B/,rampart-bench-mails rampart-bench-database \
	bench-floor bench-floor-http)

$B/rampart-bench-mails: $O/tests/bench/mails.o $(SAMPLE_LIB)
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(shell $(PKG_CONFIG) --libs zlib) -lm

$B/rampart-bench-database: $O/tests/bench/database.o $O/tests/sample/lib/rng.o \
		$(call archives_of,store)
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(call libs_of,store)

$B/bench-floor: $(FLOOR_OBJ)
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ \
	    $(shell $(PKG_CONFIG) --libs $(FLOOR_PKGS))

$B/bench-floor-http: $O/tests/bench/floor_http.o
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(shell $(PKG_CONFIG) --libs libmicrohttpd)

$(BENCH_OBJ): $O/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) \
	    $(shell $(PKG_CONFIG) --cflags $(FLOOR_PKGS) jansson libmicrohttpd) -MMD -MP -c -o $@ $<
-include $(BENCH_OBJ:.o=.d)

PART ?=
OLD ?=

.PHONY: bench bench-compare
bench: all $(BENCH)
	@BENCH_BUILD=$B python3 tests/bench/bench.py $(PART)

bench-compare:
	@BENCH_BUILD=$B python3 tests/bench/bench.py --compare "$(OLD)" $B/bench/result.json
