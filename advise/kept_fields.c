/* In the order of result.h; a member that is added there is added here. */
#include "advise/kept_fields.h"

#include "advise/kept.h"
#include "advise/origins.h"
#include "advise/replay.h"

#define IN(s, member, kind, from, below) \
	{ \
		kind, offsetof(struct s, member), \
		    sizeof(((struct s *)0)->member), 0, NULL, from, below \
	}
/* What is a bool is 0 or 1. */
#define AT(s, member, kind) \
	IN(s, member, kind, 0, \
	    _Generic(((struct s *)0)->member, bool : 2, default : 0))
#define LIST_(s, member, count, kind, of) \
	{ \
		kind, offsetof(struct s, member), 0, \
		    offsetof(struct s, count), of, 0, 0 \
	}
#define SOUND_(s, fields, sound) \
	{ \
		sizeof(struct s), fields, sizeof(fields) / sizeof(*(fields)), \
		    sound \
	}
#define STRUCT_(s, fields) SOUND_(s, fields, NULL)

#define N(member) AT(advice_sender, member, KEPT_NUMBER)
#define E(member, from, last) \
	IN(advice_sender, member, KEPT_NUMBER, from, (last) + 1)
#define T(member) AT(advice_sender, member, KEPT_TEXT)
static const struct kept_field sender_fields[] = {
	AT(advice_sender, key, KEPT_NAME), AT(advice_sender, name, KEPT_NAME),
	T(guess), T(together), E(class, CLASS_NONE, CLASS_COUNT - 1),
	E(unauth_class, CLASS_NONE, CLASS_COUNT - 1),
	E(evidence, EVIDENCE_NONE, EVIDENCE_TRANSIENT),
	E(state, STATE_NONE, STATE_FIXED), N(settle_days),
	E(decision, DECISION_NONE, DECISION_IGNORE), N(ask), N(n), N(legit),
	N(direct), N(direct_fail), N(dkim), N(spf), N(unauth), N(relay_ok),
	N(relay_exempt), N(relay_fail), N(apex_fail), N(sub_fail),
	LIST_(advice_sender, sub_hosts, n_sub_hosts, KEPT_TEXTS, NULL),
	N(first_day), N(last_day), N(addresses), N(reporters), N(days)
};
static const struct kept_struct sender = STRUCT_(advice_sender, sender_fields);
#undef N
#undef E
#undef T

#define N(member) AT(advice_forger, member, KEPT_NUMBER)
#define T(member) AT(advice_forger, member, KEPT_NAME)
static const struct kept_field forger_fields[] = { T(key), T(name), N(n),
	N(first_day), N(last_day) };
static const struct kept_struct forger = STRUCT_(advice_forger, forger_fields);
#undef N
#undef T

#define N(member) AT(advice_item, member, KEPT_NUMBER)
#define R(member) AT(advice_item, member, KEPT_REAL)
#define T(member) AT(advice_item, member, KEPT_TEXT)
static const struct kept_field item_fields[] = {
	IN(advice_item, code, KEPT_NUMBER, 0, CODE_COUNT),
	IN(advice_item, severity, KEPT_NUMBER, 0, SEVERITY_CRITICAL + 1),
	T(sender), T(selector), T(text),
	LIST_(advice_item, list, n_list, KEPT_TEXTS, NULL), N(n), R(have),
	R(need), R(share), R(ub), R(loss_week), R(need_week), R(before), R(now),
	R(per_day), R(hit_per_day), R(per_week), R(exposed), N(since),
	N(has_eta), N(eta), N(days), N(ask), N(permerror), N(weaker),
	N(one_reporter)
};
static const struct kept_struct item = STRUCT_(advice_item, item_fields);
#undef N
#undef R
#undef T

#define R(member) AT(advice_whatif, member, KEPT_REAL)
static const struct kept_field whatif_fields[] = {
	IN(advice_whatif, rung, KEPT_NUMBER, RUNG_NONE, RUNG_COUNT),
	R(legit_quarantine), R(legit_reject), R(legit_upper), R(unknown),
	R(forward), R(spoof_stopped), R(exposure)
};
static const struct kept_struct whatif = STRUCT_(advice_whatif, whatif_fields);
#undef R

#define N(member) AT(replay_cell, member, KEPT_NUMBER)
static const struct kept_field cell_fields[] = {
	IN(replay_cell, kind, KEPT_NUMBER, 0, REPLAY_KIND_COUNT), N(direct),
	IN(replay_cell, name, KEPT_NUMBER, 0, REPLAY_NAME_COUNT), N(modern),
	N(excused), N(passes), N(messages)
};
static const struct kept_struct cell = STRUCT_(replay_cell, cell_fields);
#undef N

#define T(member) AT(replay_mail, member, KEPT_NAME)
static const struct kept_field mail_fields[] = { T(key), T(name),
	LIST_(replay_mail, cells, n_cells, KEPT_LIST, &cell) };
static const struct kept_struct mail = STRUCT_(replay_mail, mail_fields);
#undef T

#define N(member) AT(advice, member, KEPT_NUMBER)
#define R(member) AT(advice, member, KEPT_REAL)
#define T(member) AT(advice, member, KEPT_TEXT)
#define RUNG(member) IN(advice, member, KEPT_NUMBER, RUNG_NONE, RUNG_COUNT)
#define POLICY(member) \
	IN(advice, policy.member, KEPT_NUMBER, WORD_UNSET, POLICY_REJECT + 1)
#define L(member, of) LIST_(advice, member, n_##member, KEPT_LIST, of)
static const struct kept_field fields[] = { AT(advice, domain, KEPT_NAME),
	N(as_of), N(first_day), N(last_day), N(span_days), POLICY(p),
	POLICY(sp), POLICY(np), N(policy.pct), N(policy.test),
	N(policy.strict_dkim), N(policy.strict_spf), N(policy.since),
	N(policy.qdays), N(policy.known), AT(advice, stage.name, KEPT_BYTES),
	AT(advice, stage.text, KEPT_BYTES), N(stage.rung), N(dwell_days),
	N(window_days), N(n_legit), N(x_legit), N(n_known), N(spoof_n),
	R(legit_per_week), R(ub95), R(worst_loss_week), R(dkim_cov),
	R(naive_pass_rate), R(rfc9989_share),
	LIST_(advice, reporters, n_reporters, KEPT_TEXTS, NULL),
	N(forward.passed), N(forward.exempt), N(forward.failed),
	RUNG(ladder[0]), RUNG(ladder[1]), RUNG(ladder[2]), RUNG(ladder[3]),
	RUNG(ladder[4]), RUNG(ladder[5]), RUNG(ladder[6]), RUNG(ladder[7]),
	RUNG(ladder[8]), IN(advice, n_ladder, KEPT_NUMBER, 0, RUNG_COUNT + 1),
	RUNG(target), IN(advice, verdict, KEPT_NUMBER, 0, VERDICT_COUNT),
	N(announced), N(score), N(has_earliest), N(earliest), N(looks_parked),
	L(blockers, &item), L(sub_blockers, &item), L(confirms, &item),
	L(alerts, &item), L(notices, &item), L(whatif, &whatif), T(record_name),
	T(next_record), T(rollback_record), N(publish_now), L(senders, &sender),
	L(forgers, &forger), N(all_forgers),
	IN(advice, replay_days, KEPT_NUMBER, 1, REPLAY_DAYS_MAX + 1),
	L(replay, &mail) };
_Static_assert(RUNG_COUNT == 9, "every rung of the ladder is kept");
const struct kept_struct kept_advice =
    SOUND_(advice, fields, kept_advice_sound);

#undef N
#undef R
#undef T
#undef RUNG
#undef POLICY
#undef L

#define T(member) AT(origin_sender, member, KEPT_NAME)
static const struct kept_field origin_sender_fields[] = { T(key), T(name) };
static const struct kept_struct origin_sender =
    STRUCT_(origin_sender, origin_sender_fields);
#undef T

static const struct kept_field reporter_fields[] = { { KEPT_NUMBER, 0,
    sizeof(uint32_t), 0, NULL, 0, 0 } };
static const struct kept_struct reporter = { sizeof(uint32_t), reporter_fields,
	1, NULL };

#define N(member) AT(origin_cell, member, KEPT_NUMBER)
static const struct kept_field origin_cell_fields[] = {
	IN(origin_cell, part, KEPT_NUMBER, 0, PART_COUNT), N(messages),
	N(delivered), N(first_day), N(last_day),
	LIST_(origin_cell, reporters, n_reporters, KEPT_LIST, &reporter)
};
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
	IN(origin_signed, part, KEPT_NUMBER, 0, PART_COUNT), N(messages),
	N(pass), N(first_day), N(last_day) };
static const struct kept_struct signatures =
    STRUCT_(origin_signed, signed_fields);
#undef N

#define T(member) AT(origin_selector, member, KEPT_NAME)
static const struct kept_field selector_fields[] = { T(domain), T(selector) };
static const struct kept_struct selector =
    STRUCT_(origin_selector, selector_fields);
#undef T

#define N(member) AT(origins, member, KEPT_NUMBER)
#define L(member, of) LIST_(origins, member, n_##member, KEPT_LIST, of)
static const struct kept_field origins_fields[] = {
	AT(origins, domain, KEPT_NAME), N(as_of), N(window_days),
	N(n_reporters), L(senders, &origin_sender), L(addresses, &address),
	L(selectors, &selector), L(signatures, &signatures)
};
const struct kept_struct kept_origins =
    SOUND_(origins, origins_fields, kept_origins_sound);
