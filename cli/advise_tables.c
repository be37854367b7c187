/* The parts of an advice that are tables, of 80 columns at most. */
#include "cli/advise_print.h"
#include "cli/page.h"

#include <inttypes.h>
#include <string.h>

/* One decimal below ten, none above; "-" for nothing. */
static const char *
number(struct arena *a, double n)
{
	if (n < 0.005)
		return "-";
	return arena_printf(a, n < 10 ? "%.2f" : "%.0f", n);
}

/* Whether a rung is where the domain is, or a step to come. */
static bool
is_ahead(const struct advice *v, enum advice_rung r)
{
	enum advice_rung here = v->target;

	if (v->n_ladder == 1)
		return r == v->ladder[0];
	for (int i = 0; i < RUNG_COUNT; i++)
		if (strcmp(advise_rung_name((enum advice_rung)i),
		        v->stage.name) == 0)
			here = (enum advice_rung)i;
	return here == RUNG_NONE || r >= here;
}

void
advise_print_whatif(const struct advice_context *c, struct arena *a)
{
	const struct advice *v = c->advice;
	bool burns = false;

	/* Means over the window understate a break of yesterday. */
	for (size_t i = 0; i < v->n_alerts; i++)
		burns |= v->alerts[i].code == CODE_REGRESSION ||
		         v->alerts[i].code == CODE_SELECTOR_DOWN;
	if (burns || v->n_whatif == 0 || v->verdict == VERDICT_NO_DATA)
		return;
	page_heading("What would happen, messages a day");
	printf("  %-28s %9s %9s %9s %8s %8s\n", "", "yours", "yours at", "lost",
	    "unknown", "forged");
	printf("  %-28s %9s %9s %9s %8s %8s\n", "", "affected", "most",
	    "forwards", "hit", "stopped");
	for (size_t i = 0; i < v->n_whatif; i++) {
		const struct advice_whatif *w = &v->whatif[i];

		if (!is_ahead(v, w->rung))
			continue;
		printf("  %-28s %9s %9s %9s %8s %8s\n",
		    advise_text_rung(w->rung),
		    number(a, w->legit_quarantine + w->legit_reject),
		    number(a, w->legit_upper), number(a, w->forward),
		    number(a, w->unknown), number(a, w->spoof_stopped));
	}
	page_printf(2, "Means of the last %d days.", v->window_days);
	if (v->rfc9989_share > 0)
		page_printf(2,
		    "%.0f %% of your mail is reported by receivers that follow "
		    "the new standard (RFC 9989) and ignore pct.",
		    100 * v->rfc9989_share);
}

/* At most n columns of s. */
static const char *
cut(struct arena *a, const char *s, size_t n)
{
	struct buf b;
	char *out;

	buf_init(&b, MIB);
	text_to_terminal(&b, s);
	out = arena_strdup(a, b.data);
	buf_free(&b);
	while (text_width(out) > n) {
		size_t length = strlen(out) - 1;

		while (length > 0 && (out[length] & 0xc0) == 0x80)
			length--;
		out[length] = '\0';
	}
	return out;
}

/* printf counts bytes, people columns. */
static void
print_padded(const char *s, size_t width)
{
	printf("  %s%*s", s, (int)(width - text_width(s)), "");
}

/* As a name alone. */
static const char *
sender_name(const struct advice_context *c, const char *key, struct arena *a)
{
	return strncmp(key, "own:", 4) == 0 ? "Your own servers"
	       : strncmp(key, "net:", 4) == 0
	           ? arena_printf(a, "network %s", key + 4)
	           : advise_text_sender(c, key, a);
}

/* The networks that are shown with it, and who it may be. */
static void
print_others(const struct advice_shown *line, struct arena *a)
{
	const char *s = "";

	if (line->n_others > 0)
		s = "with the same signature:";
	for (size_t i = 0; i < line->n_others; i++)
		s = arena_printf(a, "%s%s %s", s, i > 0 ? "," : "",
		    line->others[i] + strlen("net:"));
	if (line->sum.guess != NULL)
		s = arena_printf(a, "%s%sperhaps %s", s,
		    line->n_others > 0 ? "; " : "", line->sum.guess);
	if (*s != '\0')
		page_text(4, "", PAGE_PLAIN, s);
}

static void
print_sender(const struct advice_context *c, const struct advice_shown *line,
    struct arena *a)
{
	const struct advice_sender *s = &line->sum;
	int days = c->advice->window_days > 0 ? c->advice->window_days : 1;
	double rate = advise_pass_rate(s);
	/* Unknown mail, not that which only passed on. */
	int64_t n = s->legit > 0 ? s->legit : s->unauth;

	print_padded(cut(a, sender_name(c, s->key, a), 26), 26);
	printf(" %6s", number(a, (double)n / days));
	if (rate >= 0)
		printf(" %5.1f %%", 100 * rate);
	else
		printf(" %7s", "-");
	printf("  %-11s  %s\n", advise_text_proof(advise_proof(s)),
	    s->state == STATE_SETTLING ? "repaired, settling"
	                               : advise_text_class(s->class));
	print_others(line, a);
}

void
advise_print_senders(const struct advice_context *c, struct arena *a)
{
	size_t n = 0, printed = 0;
	const struct advice_shown *lines =
	    advise_shown(c->advice, SIZE_MAX, a, &n);

	for (size_t i = 0; lines != NULL && i < n; i++) {
		if (lines[i].sum.class == CLASS_FORWARDER)
			continue;
		if (printed++ == 0) {
			page_heading("Your senders");
			printf("  %-26s %6s %7s  by\n", "", "a day", "proves");
		}
		print_sender(c, &lines[i], a);
	}
}

void
advise_print_forwarders(const struct advice_context *c, struct arena *a)
{
	const struct advice *v = c->advice;

	if (v->forward.passed + v->forward.exempt + v->forward.failed == 0)
		return;
	page_heading("Forwarded on the way (nothing that you can fix)");
	printf("  %-28s %10s %10s %10s\n", "messages", "arrived", "excused",
	    "lost");
	for (size_t i = 0; i < v->n_senders; i++) {
		const struct advice_sender *s = &v->senders[i];

		if (s->relay_ok + s->relay_exempt + s->relay_fail == 0)
			continue;
		print_padded(cut(a, sender_name(c, s->key, a), 28), 28);
		printf(" %10" PRId64 " %10" PRId64 " %10" PRId64 "\n",
		    s->relay_ok, s->relay_exempt, s->relay_fail);
	}
}

void
advise_print_forged(const struct advice_context *c, struct arena *a)
{
	const struct advice *v = c->advice;
	char first[DAY_TEXT_MAX], last[DAY_TEXT_MAX];

	page_heading("Forged mail");
	page_text(2, "", PAGE_PLAIN, advise_text_forged(c, a));
	for (size_t i = 0; i < v->n_forgers && i < 5; i++) {
		const struct advice_forger *f = &v->forgers[i];

		print_padded(cut(a, f->key, 36), 36);
		printf(" %10" PRId64 "  %s to %s\n", f->n,
		    day_format(f->first_day, first),
		    day_format(f->last_day, last));
	}
	if (v->all_forgers > 5)
		page_printf(2, "and %zu network%s more.", v->all_forgers - 5,
		    v->all_forgers == 6 ? "" : "s");
}

void
advise_print_basis(const struct advice_context *c, struct arena *a)
{
	const struct advice *v = c->advice;

	page_heading("How sure are we");
	page_printf(2, "%d days of reports; judged by the last %d of them.",
	    v->span_days, v->window_days);
	if (v->n_legit > 0)
		page_printf(2,
		    "Direct messages of yours: %" PRId64 "; of them failed: "
		    "%" PRId64 ". With 95 %% certainty at most %.2f %% fail, "
		    "%.1f a week.",
		    v->n_legit, v->x_legit, 100 * v->ub95, v->worst_loss_week);
	page_printf(2,
	    "Only receivers that send reports are seen; mail inside one's own "
	    "provider is not, nor is mail that a receiver refused early "
	    "because of SPF -all.  Score %d of 100, for sorting only.",
	    v->score);
	page_line(2, arena_printf(a, "What was done and said: rampart diary %s",
	                 v->domain));
}
