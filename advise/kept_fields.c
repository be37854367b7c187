/* In the order of result.h; a member that is added there is added here. */
#include "advise/kept_fields.h"

#include "advise/kept.h"
#include "advise/origins.h"
#include "advise/replay.h"

#define AT(s, member, kind) \
	{ \
		kind, offsetof(struct s, member), \
		    sizeof(((struct s *)0)->member), 0, NULL \
	}
#define LIST_(s, member, count, kind, of) \
	{ \
		kind, offsetof(struct s, member), 0, \
		    offsetof(struct s, count), of \
	}
#define STRUCT_(s, fields) \
	{ \
		sizeof(struct s), fields, sizeof(fields) / sizeof(*(fields)) \
	}

#define N(member) AT(advice_sender, member, KEPT_NUMBER)
#define T(member) AT(advice_sender, member, KEPT_TEXT)
static const struct kept_field sender_fields[] = { T(key), T(name), T(guess),
	T(together), N(class), N(unauth_class), N(evidence), N(state),
	N(settle_days), N(decision), N(ask), N(n), N(legit), N(direct),
	N(direct_fail), N(dkim), N(spf), N(unauth), N(relay_ok),
	N(relay_exempt), N(relay_fail), N(apex_fail), N(sub_fail),
	LIST_(advice_sender, sub_hosts, n_sub_hosts, KEPT_TEXTS, NULL),
	N(first_day), N(last_day), N(addresses), N(reporters), N(days) };
static const struct kept_struct sender = STRUCT_(advice_sender, sender_fields);
#undef N
#undef T

#define N(member) AT(advice_forger, member, KEPT_NUMBER)
#define T(member) AT(advice_forger, member, KEPT_TEXT)
static const struct kept_field forger_fields[] = { T(key), T(name), N(n),
	N(first_day), N(last_day) };
static const struct kept_struct forger = STRUCT_(advice_forger, forger_fields);
#undef N
#undef T

#define N(member) AT(advice_item, member, KEPT_NUMBER)
#define R(member) AT(advice_item, member, KEPT_REAL)
#define T(member) AT(advice_item, member, KEPT_TEXT)
static const struct kept_field item_fields[] = { N(code), N(severity),
	T(sender), T(selector), T(text),
	LIST_(advice_item, list, n_list, KEPT_TEXTS, NULL), N(n), R(have),
	R(need), R(share), R(ub), R(loss_week), R(need_week), R(before), R(now),
	R(per_day), R(hit_per_day), R(per_week), R(exposed), N(since),
	N(has_eta), N(eta), N(days), N(ask), N(permerror), N(weaker),
	N(one_reporter) };
static const struct kept_struct item = STRUCT_(advice_item, item_fields);
#undef N
#undef R
#undef T

#define R(member) AT(advice_whatif, member, KEPT_REAL)
static const struct kept_field whatif_fields[] = { AT(advice_whatif, rung,
	                                               KEPT_NUMBER),
	R(legit_quarantine), R(legit_reject), R(legit_upper), R(unknown),
	R(forward), R(spoof_stopped), R(exposure) };
static const struct kept_struct whatif = STRUCT_(advice_whatif, whatif_fields);
#undef R

#define N(member) AT(replay_cell, member, KEPT_NUMBER)
static const struct kept_field cell_fields[] = { N(kind), N(direct), N(name),
	N(modern), N(excused), N(passes), N(messages) };
static const struct kept_struct cell = STRUCT_(replay_cell, cell_fields);
#undef N

#define T(member) AT(replay_mail, member, KEPT_TEXT)
static const struct kept_field mail_fields[] = { T(key), T(name),
	LIST_(replay_mail, cells, n_cells, KEPT_LIST, &cell) };
static const struct kept_struct mail = STRUCT_(replay_mail, mail_fields);
#undef T

#define N(member) AT(advice, member, KEPT_NUMBER)
#define R(member) AT(advice, member, KEPT_REAL)
#define T(member) AT(advice, member, KEPT_TEXT)
#define L(member, of) LIST_(advice, member, n_##member, KEPT_LIST, of)
static const struct kept_field fields[] = { T(domain), N(as_of), N(first_day),
	N(last_day), N(span_days), N(policy.p), N(policy.sp), N(policy.np),
	N(policy.pct), N(policy.test), N(policy.strict_dkim),
	N(policy.strict_spf), N(policy.since), N(policy.qdays), N(policy.known),
	AT(advice, stage.name, KEPT_BYTES), AT(advice, stage.text, KEPT_BYTES),
	N(stage.rung), N(dwell_days), N(window_days), N(n_legit), N(x_legit),
	N(n_known), N(spoof_n), R(legit_per_week), R(ub95), R(worst_loss_week),
	R(dkim_cov), R(naive_pass_rate), R(rfc9989_share),
	LIST_(advice, reporters, n_reporters, KEPT_TEXTS, NULL),
	N(forward.passed), N(forward.exempt), N(forward.failed), N(ladder[0]),
	N(ladder[1]), N(ladder[2]), N(ladder[3]), N(ladder[4]), N(ladder[5]),
	N(ladder[6]), N(ladder[7]), N(ladder[8]), N(n_ladder), N(target),
	N(verdict), N(announced), N(score), N(has_earliest), N(earliest),
	N(looks_parked), L(blockers, &item), L(sub_blockers, &item),
	L(confirms, &item), L(alerts, &item), L(notices, &item),
	L(whatif, &whatif), T(record_name), T(next_record), T(rollback_record),
	N(publish_now), L(senders, &sender), L(forgers, &forger),
	N(all_forgers), N(replay_days), L(replay, &mail) };
_Static_assert(RUNG_COUNT == 9, "every rung of the ladder is kept");
const struct kept_struct kept_advice = STRUCT_(advice, fields);

#undef N
#undef R
#undef T
#undef L

#define T(member) AT(origin_sender, member, KEPT_TEXT)
static const struct kept_field origin_sender_fields[] = { T(key), T(name) };
static const struct kept_struct origin_sender =
    STRUCT_(origin_sender, origin_sender_fields);
#undef T

static const struct kept_field reporter_fields[] = { { KEPT_NUMBER, 0,
    sizeof(uint32_t), 0, NULL } };
static const struct kept_struct reporter = { sizeof(uint32_t), reporter_fields,
	1 };

#define N(member) AT(origin_cell, member, KEPT_NUMBER)
static const struct kept_field origin_cell_fields[] = { N(part), N(messages),
	N(delivered), N(first_day), N(last_day),
	LIST_(origin_cell, reporters, n_reporters, KEPT_LIST, &reporter) };
static const struct kept_struct origin_cell =
    STRUCT_(origin_cell, origin_cell_fields);
#undef N

static const struct kept_field address_fields[] = {
	AT(origin_address, ip, KEPT_BYTES), AT(origin_address, ptr, KEPT_TEXT),
	AT(origin_address, sender, KEPT_NUMBER),
	LIST_(origin_address, cells, n_cells, KEPT_LIST, &origin_cell)
};
static const struct kept_struct address =
    STRUCT_(origin_address, address_fields);

#define N(member) AT(origin_signed, member, KEPT_NUMBER)
static const struct kept_field signed_fields[] = { N(selector), N(sender),
	N(part), N(messages), N(pass), N(first_day), N(last_day) };
static const struct kept_struct signatures =
    STRUCT_(origin_signed, signed_fields);
#undef N

#define T(member) AT(origin_selector, member, KEPT_TEXT)
static const struct kept_field selector_fields[] = { T(domain), T(selector) };
static const struct kept_struct selector =
    STRUCT_(origin_selector, selector_fields);
#undef T

#define N(member) AT(origins, member, KEPT_NUMBER)
#define L(member, of) LIST_(origins, member, n_##member, KEPT_LIST, of)
static const struct kept_field origins_fields[] = {
	AT(origins, domain, KEPT_TEXT), N(as_of), N(window_days),
	N(n_reporters), L(senders, &origin_sender), L(addresses, &address),
	L(selectors, &selector), L(signatures, &signatures)
};
const struct kept_struct kept_origins = STRUCT_(origins, origins_fields);
