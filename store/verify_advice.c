/*
 * What the advisor keeps and people decided.  No sums depend on it and it is
 * said anew at the next judgement, so a check only says what cannot be right:
 * a domain that is not there, days out of order, text that is no JSON.
 */
#include <jansson.h>

#include "store/verify.h"

/* Whether the row's domain, the column behind it NULL without one, is there. */
static enum err
domain_of(struct verify *v, struct query *q, int column, const char *what,
    const char *which, struct error *e)
{
	if (sql_text(q, column) != NULL)
		return OK;
	return verify_found(v, CHECK_ADVICE, e,
	    "%s %s is about domain %lld, which is not there", what, which,
	    (long long)sql_int(q, 0));
}

static enum err
is_json(struct verify *v, struct query *q, const char *what, const char *text,
    struct error *e)
{
	char day[DAY_TEXT_MAX];
	json_t *o = text != NULL ? json_loads(text, 0, NULL) : NULL;

	json_decref(o);
	if (text == NULL || o != NULL)
		return OK;
	return verify_found(v, CHECK_ADVICE, e,
	    "%s of domain %lld of %s is no JSON", what,
	    (long long)sql_int(q, 0), day_format((day_t)sql_int(q, 1), day));
}

/* Columns of SQL_CHECK_EVALUATIONS. */
static enum err
evaluation(struct verify *v, struct query *q, struct error *e)
{
	char day[DAY_TEXT_MAX], other[DAY_TEXT_MAX];
	day_t of = (day_t)sql_int(q, 1), as_of = (day_t)sql_int(q, 2);
	day_t judged = day_of(sql_int(q, 3));
	enum err err =
	    domain_of(v, q, 5, "the judgement of", day_format(of, day), e);

	if (err == OK && (as_of > of || judged <= of))
		err = verify_found(v, CHECK_ADVICE, e,
		    "domain %lld was judged for %s with reports up to %s: the "
		    "days are out of order",
		    (long long)sql_int(q, 0), day_format(of, day),
		    day_format(as_of > of ? as_of : judged, other));
	return err != OK
	           ? err
	           : is_json(v, q, "the line on the board", sql_text(q, 4), e);
}

/* Whether they are right is said by the advice that they came with. */
static enum err
origins_alone(struct verify *v, struct query *q, struct error *e)
{
	return verify_found(v, CHECK_ADVICE, e,
	    "the addresses of domain %lld are kept without its advice",
	    (long long)sql_int(q, 0));
}

/* Columns of SQL_CHECK_ALERTS. */
static enum err
alert(struct verify *v, struct query *q, struct error *e)
{
	int64_t opened = sql_int(q, 1), last = sql_int(q, 2);
	int64_t closed = sql_int(q, 3);
	const char *id = sql_text(q, 6);
	enum err err = domain_of(v, q, 5, "alert", id, e);

	if (err == OK && (last < opened || (closed != 0 && closed < last)))
		err = verify_found(v, CHECK_ADVICE, e,
		    "alert %s was seen or closed before it was opened", id);
	return err != OK
	           ? err
	           : is_json(v, q, "the detail of an alert", sql_text(q, 4), e);
}

/* Columns of SQL_CHECK_DECISIONS. */
static enum err
decision(struct verify *v, struct query *q, struct error *e)
{
	const char *id = sql_text(q, 1);
	int64_t kind = sql_int(q, 2);
	enum err err =
	    sql_int(q, 0) != 0 ? domain_of(v, q, 3, "decision", id, e) : OK;

	if (err != OK || (kind >= ABOUT_SENDER && kind <= ABOUT_QUESTION))
		return err;
	return verify_found(v, CHECK_ADVICE, e,
	    "decision %s is of kind %lld, which nobody knows", id,
	    (long long)kind);
}

static enum err
days_unjudged(struct verify *v, struct query *q, struct error *e)
{
	char day[DAY_TEXT_MAX];

	return verify_found(v, CHECK_ADVICE, e,
	    "domain %lld has days by sender up to %s, but was not judged for "
	    "that day",
	    (long long)sql_int(q, 0), day_format((day_t)sql_int(q, 1), day));
}

enum err
verify_advice(struct verify *v, struct error *e)
{
	enum err err;

	verify_progress(v, CHECK_ADVICE, 0, 0);
	err = verify_each(v, SQL_CHECK_EVALUATIONS, evaluation, e);
	if (err == OK)
		err = verify_each(v, SQL_CHECK_ORIGINS, origins_alone, e);
	if (err == OK)
		err = verify_each(v, SQL_CHECK_ALERTS, alert, e);
	if (err == OK)
		err = verify_each(v, SQL_CHECK_DECISIONS, decision, e);
	if (err == OK)
		err = verify_each(v, SQL_CHECK_SENDER_DAYS, days_unjudged, e);
	if (err == OK)
		err = verify_senders(v, e);
	return err != OK ? err : verify_rest(v, CHECK_ADVICE, e);
}
