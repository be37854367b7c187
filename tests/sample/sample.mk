# rampart-sample: a believable maildir of report mail, see tests/sample/main.c.
# The library below it is shared with tests/bench.

SAMPLE_LIB := $(patsubst %.c,$O/%.o,$(wildcard tests/sample/lib/*.c))
SAMPLE_OBJ := $(patsubst %.c,$O/%.o,$(wildcard tests/sample/*.c))

$B/rampart-sample: $(SAMPLE_OBJ) $(SAMPLE_LIB)
	$(call say,LINK,$@)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(shell $(PKG_CONFIG) --libs zlib)

$(SAMPLE_OBJ) $(SAMPLE_LIB): $O/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(ALL_CFLAGS) $(shell $(PKG_CONFIG) --cflags zlib) -MMD -MP \
	    -c -o $@ $<
-include $(SAMPLE_OBJ:.o=.d) $(SAMPLE_LIB:.o=.d)
