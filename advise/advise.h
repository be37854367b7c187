/*
 * The public header of advise/: what the figures mean for the next step.
 * Pure: facts and settings in, judgement out; no SQL, no clock, no network.
 */
#ifndef ADVISE_ADVISE_H
#define ADVISE_ADVISE_H

#include "advise/board.h"
#include "advise/diary.h"
#include "advise/evaluate.h"
#include "advise/replay.h"
#include "advise/result.h"
#include "advise/settings.h"
#include "advise/shown.h"
#include "advise/stage.h"
#include "advise/text.h"
#include "core/core.h"
#include "core/facts.h"

/*
 * Judge a domain.  The result is in the arena and borrows from f and s.
 * ERR_LIMIT: the arena is too small for so many rows (about 24 bytes a row
 * and some for each source and set of results); ERR_INPUT: params.replay_days
 * are not 1 to REPLAY_DAYS_MAX.
 */
enum err advise(const struct facts *f, const struct advise_settings *s,
    struct arena *a, struct advice **ret, struct error *e) MUST_CHECK;

/* The object of the design's expected.json, and more; new reference. */
json_t *advice_to_json(const struct advice *a);
/* One of its senders, as there; new reference. */
json_t *advice_sender_to_json(const struct advice_sender *s);
/* One of its alerts; new reference. */
json_t *advice_alert_to_json(const struct advice_item *alert);

#endif
