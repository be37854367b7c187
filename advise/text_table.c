/*
 * The sentences.  To be read aloud to a shop owner: what it is, why it
 * matters, what to do, how to see that it is done.  A part that is not needed
 * is NULL; a \n begins the next step or answer.
 */
#include "advise/text_table.h"

#define OURS_OR_NOT "Yes, that is us\nNot ours\nAsk me later"
#define WAIT "Nothing: wait"
#define HARM \
	"Once failing mail goes to spam (quarantine), this mail does; once " \
	"it " \
	"is refused (reject), this mail does not arrive at all"
#define UNPROVEN "without proof that it is you ({share} of your mail)"

static const struct text_row rows[] = {
	/* ------------------------------------------------ time and volume */
	{ CODE_B_SPAN, FIX_ANY,
	    "Reports cover {have_days} so far; this step wants {need}",
	    "A weekly newsletter or a monthly invoice must be seen first", WAIT,
	    "On {eta} there will be {need} days of reports", NULL },
	{ CODE_B_WEEKS, FIX_ANY,
	    "Your mail was seen in {have_weeks}; this step wants {need}",
	    "What you send once a week must show more than once",
	    "Nothing: wait, and send as you always do",
	    "It goes on when there are {need}", NULL },
	{ CODE_B_DWELL, FIX_ANY,
	    "The present record has been seen for {have_days}; the next step "
	    "wants {need}",
	    "Trouble after a change shows in days, not in hours", WAIT,
	    "On {eta} it will be {need} days", NULL },
	{ CODE_B_QDAYS, FIX_ANY,
	    "Failing mail has gone to spam for {have_days}; before it is "
	    "refused, {need} are wanted",
	    "Mail in a spam folder can still be found; refused mail cannot",
	    WAIT, "On {eta} it will be {need} days", NULL },
	{ CODE_B_VOLUME, FIX_ANY,
	    "Reports of {days} days show only {have_messages} of yours; this "
	    "step wants {need}",
	    "From a handful of messages nobody can tell what would be lost",
	    "Nothing: wait, and send as you always do",
	    "It goes on when there are {need}", NULL },

	/* ---------------------------------------------------- to be fixed */
	{ CODE_B_FIX, FIX_SERVICE, "{rate} came from {sender} " UNPROVEN, HARM,
	    "At {sender}: {fix} An entry in your server list (SPF) alone is "
	    "not enough",
	    "7 days in which all of its mail is signed as {from_domain}",
	    NULL },
	{ CODE_B_FIX, FIX_TENANT,
	    "{rate} came from your own account at {sender} " UNPROVEN
	    ": the signature (DKIM) has the account's name, not {from_domain}",
	    HARM, "At {sender}, for {from_domain}: {fix}",
	    "7 days in which all of its mail is signed as {from_domain}",
	    NULL },
	{ CODE_B_FIX, FIX_VENDOR,
	    "{rate} came from {sender} " UNPROVEN
	    ", and {sender} offers no signature (DKIM) for the domains of its "
	    "customers",
	    HARM,
	    "One of three things. {fix} Or give it a name of its own, as "
	    "mail.{from_domain}, with a DMARC record of its own. Or let it "
	    "send through your mail provider, with a login",
	    "7 days without mail that cannot prove it is yours", NULL },
	{ CODE_B_FIX, FIX_KEY,
	    "{fails} came from {sender} with a signature (DKIM) of yours that "
	    "is broken ({share} of your mail)",
	    HARM,
	    "Look up the key of {sender} in the DNS ({key_name}): is it there, "
	    "and does it match the one in use at {sender}?\n"
	    "Look for a key that was changed or a CNAME that was removed "
	    "{about_since}",
	    "7 days in which its signatures hold", NULL },
	{ CODE_B_FIX, FIX_HOST, "{rate} came from {sender} " UNPROVEN, HARM,
	    "If it is a device or a web site, let it send through your mail "
	    "provider, with a login. If it is a mail server, let it sign "
	    "(DKIM) as {from_domain}, and add its address to your server list "
	    "(SPF, ip4:)",
	    "7 days in which all of its mail proves that it is yours", NULL },
	{ CODE_B_UNKNOWN, FIX_ANY,
	    "{rate} came from {sender} in your name, and we cannot tell "
	    "whether that is you",
	    "{seen}, from {addresses}, reported by "
	    "{reporter_count}. If it is you, this mail would be lost; if "
	    "not, it should be",
	    "Ask around (is it a printer or scanner, a shop, an invoice "
	    "program, the web site?), then say whether it is yours",
	    NULL, OURS_OR_NOT },
	{ CODE_B_SETTLE, FIX_ANY,
	    "{sender} was repaired: since then all of its mail proves that it "
	    "is yours",
	    "One good day is no proof; a week with its weekend is", WAIT,
	    "On {eta} it will have been clean for 7 days", NULL },
	{ CODE_B_DKIM_FIRST, FIX_ANY,
	    "{n_messages} came by way of {senders} without any signature of "
	    "yours: forwarded or forged, nobody can tell",
	    "Only a signature (DKIM) survives when mail is forwarded",
	    "Turn signatures (DKIM) on where you send your mail{sender_fix}",
	    "Mail signed as {domain} shows in the reports", NULL },
	{ CODE_B_RATE, FIX_ANY,
	    "Up to {ub} of your own mail may fail, {loss_week} messages a "
	    "week; this step wants at most {need_share}, or {need_week} a week",
	    "This is the share that the step would hit, at its worst (95 % "
	    "bound)",
	    "{rate_step}", "The bound is below {need_share}", NULL },
	{ CODE_B_DKIM, FIX_ANY,
	    "{signed}; before failing mail is refused, {need_share} is wanted",
	    "The server list (SPF) breaks whenever mail is forwarded; the "
	    "standard forbids refusing on it alone (RFC 9989, 7.4)",
	    "Turn signatures (DKIM) on at {senders}{sender_fix}",
	    "{need_share} of the mail of each sender is signed as {domain}",
	    NULL },

	/* ------------------------------------------------------ questions */
	{ CODE_S_ONE_REPORTER, FIX_ANY, "Only {reporters} reports on your mail",
	    "What others do with it we cannot see",
	    "Think whether most of your mail goes there", NULL,
	    "That is fine\nAsk me later" },
	{ CODE_S_FORWARD_LOSS, FIX_ANY,
	    "About {per_week} messages a week ({share}) are changed on their "
	    "way, by mailing lists and other people's servers",
	    "Only their operators can repair that. They go to spam with all "
	    "that fails, or come back once it is refused",
	    "Go on, or stay where failing mail goes to spam: that is a good "
	    "place, too",
	    NULL, "Go on, I accept that\nStay at \"to spam\", that is fine" },
	{ CODE_S_YEARLY_SENDERS, FIX_ANY,
	    "Do you send anything only once a quarter or a year: dues, a "
	    "yearly letter, tickets?",
	    "What was never in a report could not be checked",
	    "Ask whoever sends it to send one message now", NULL,
	    "No, nothing\nYes, wait for it" },
	{ CODE_S_MAILING_LISTS, FIX_ANY,
	    "Do people with an address at {domain} write to mailing lists?",
	    "Some lists change a message, and then it is refused; the "
	    "standard advises such domains to stay at \"to spam\" (RFC 9989, "
	    "7.4)",
	    "Ask them, or stay where failing mail goes to spam", NULL,
	    "Go on, I accept that\nStay at \"to spam\", that is fine" },
	{ CODE_S_PERIODIC, FIX_ANY,
	    "Sends rarely, and was seen only once: {senders}",
	    "One run does not show whether the next one passes",
	    "Wait for its next run, or say that it may be lost", NULL,
	    "Go on, I accept that\nWait for its next run" },
	{ CODE_S_SILENT, FIX_ANY,
	    "Approved, but not seen for more than {item_days} days: {senders}",
	    "If it still sends, nobody knows whether its mail passes",
	    "Look whether it is still in use", NULL,
	    "It is switched off\nIt still sends" },
	{ CODE_S_CONFIRM_PARKED, FIX_ANY,
	    "No mail of {domain} was seen that proves to be yours: do you send "
	    "none from it?",
	    "If nobody sends from it, everything in its name is forged and may "
	    "be refused today",
	    "Ask around. If somebody does send from it, let them send a "
	    "message now: it shows in the reports of the next days",
	    NULL, "Yes, it sends no mail\nNo, it does send" },

	/* --------------------------------------------------------- alerts */
	{ CODE_REGRESSION, FIX_ANY,
	    "Since {since} mail of {sender} fails that passed before: "
	    "{per_day} messages a day{hit}",
	    "It is your own mail",
	    "Undo what was changed about {since}: a key, a DNS record, a "
	    "setting at {sender}{key_step}{back_step}",
	    "The mail of {sender} passes again", NULL },
	{ CODE_SELECTOR_DOWN, FIX_ANY,
	    "Since {since} signatures (DKIM) of {sender} do not hold: the key "
	    "{selector} is missing or wrong",
	    "{spf_saves}",
	    "Restore the DNS record {selector}, so that it has the key in use "
	    "at {sender}",
	    "Signatures with that key hold again", NULL },
	{ CODE_LEGIT_BLOCKED, FIX_ANY,
	    "{per_day} messages of your own a day go to spam or are refused",
	    "It is your own mail",
	    "Repair the senders that fail; the list of senders has them on top",
	    "Less than one a day", NULL },
	{ CODE_NEW_SENDER, FIX_ANY,
	    "{sender} is new: {n_messages} in your name",
	    "Somebody may have begun to use a new service, or to forge your "
	    "name",
	    "Ask around, then say whether it is yours", NULL, OURS_OR_NOT },
	{ CODE_SPF_BREAK, FIX_ANY,
	    "Mail of {sender} is no longer covered by your server list "
	    "(SPF){permerror}",
	    "Where a signature breaks, nothing proves any more that it is "
	    "yours",
	    "Look for a change of the SPF record; over 10 look-ups it counts "
	    "as broken: take out what is not needed",
	    "SPF passes for it again", NULL },
	{ CODE_TEST_FLAG_NOT_UNIVERSAL, FIX_ANY,
	    "Your record says \"only a test\" (t=y), but {exposed} of your "
	    "mail "
	    "goes to receivers that do not know t: there it is no test",
	    "Failing mail goes to spam there, or is refused",
	    "Publish the record below: with pct=0 beside t=y all of them take "
	    "it for a test",
	    "The reports show pct=0", NULL },
	{ CODE_PCT_NOT_UNIVERSAL, FIX_ANY,
	    "{exposed} of your mail is reported by receivers that ignore pct",
	    "They act on all failing mail, not on a part of it",
	    "Nothing, unless your own mail fails there", NULL, NULL },
	{ CODE_POLICY_CHANGED, FIX_ANY,
	    "Since {since} another record is published; before it was "
	    "\"{stage_before}\"{weaker}",
	    "If that was not you, somebody else changes your DNS",
	    "Ask whoever looks after the DNS", NULL, NULL },
	{ CODE_NO_REPORTS, FIX_ANY, "No report has come for {item_days} days",
	    "Nobody sees what happens to your mail meanwhile",
	    "See whether the mailbox named by rua still gets mail, and whether "
	    "rampart still reads it\n"
	    "See whether the record still has its rua",
	    "A new report is here", NULL },
	{ CODE_VOLUME_DROP, FIX_ANY,
	    "Much less mail of yours was seen in the last three days: "
	    "{per_day} a day, where {before} is usual",
	    "Holidays, or a sender that stopped without a word",
	    "See whether everything still sends", NULL, NULL },
	{ CODE_SPOOF_SURGE, FIX_ANY,
	    "More mail than usual was forged in your name: {n} messages in "
	    "three days",
	    "It is a reason to go on, never one to wait",
	    "Nothing: the next step is the answer", NULL, NULL },
	{ CODE_UNAUTHORISED_PASS, FIX_ANY,
	    "{sender}, which you said is not yours, sends mail that proves to "
	    "be yours: {n_messages}",
	    "Somebody holds a key of yours or stands in your server list "
	    "(SPF); no policy will stop that",
	    "Remove it from the SPF record, or remove the key (DKIM) that it "
	    "uses",
	    "Its mail no longer passes", NULL },
	{ CODE_REPORT_ERROR, FIX_ANY,
	    "Your record is in error, by the word of {reporters}: {text}",
	    "A receiver that cannot read it acts as if there were none",
	    "Put the record right", "Reports come without that word", NULL },
	{ CODE_STRICT_MISMATCH, FIX_ANY,
	    "{rate} from {sender} failed only because your record demands "
	    "exactly the same name (adkim=s or aspf=s)",
	    "All of it would pass with the usual rule",
	    "Take adkim=s and aspf=s out of the record", "The same mail passes",
	    NULL },

	/* -------------------------------------------------------- notices */
	{ CODE_N_UNVERIFIED_REPORTS, FIX_ANY,
	    "Nobody checked who sent these reports",
	    "A forged report could lead you astray; so a step back is advised "
	    "only when two receivers agree",
	    "Set authserv-id in the settings, so that your own mail server's "
	    "word counts: rampart.conf(5)",
	    NULL, NULL },
	{ CODE_N_BULK, FIX_ANY,
	    "{reporters} saw {n} messages of yours on one day",
	    "Above 5,000 a day Google, Yahoo and Microsoft want signatures "
	    "(DKIM), a server list (SPF) and a DMARC record of every sender",
	    "Nothing, if your own mail passes", NULL, NULL },
};

const char *
text_sub_why(void)
{
	return "Only mail of {from_domain} is concerned: the tag sp of the "
	       "record leaves it as it is. When this is settled, sp can be "
	       "taken out";
}

const struct text_row *
text_row_find(enum advice_code code, enum text_fix fix)
{
	const struct text_row *any = &rows[0];

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (rows[i].code != code)
			continue;
		if (rows[i].fix == fix)
			return &rows[i];
		any = &rows[i];
	}
	return any;
}
