/*
 * Layer by layer, the most general first.  Landlock has no wrapper in libc and
 * Debian 12's headers know but its first versions, so its structures stand
 * here: the kernel says which version it speaks, and it is asked to handle
 * (which, without a rule, means: forbid) every right of that version.
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifdef HAVE_SECCOMP
#include <seccomp.h>
#endif

#include "ingest/sandbox.h"
#include "ingest/sandbox_calls.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANDBOX_OPEN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define SANDBOX_OPEN 1
#endif
#endif

#ifdef HAVE_SECCOMP
#define SECCOMP_WORD ", seccomp"
#else
#define SECCOMP_WORD ", no seccomp (built without libseccomp)"
#endif

bool
sandbox_is_closed(void)
{
#ifdef SANDBOX_OPEN
	return false;
#else
	return true;
#endif
}

const char *
sandbox_description(void)
{
	if (!sandbox_is_closed())
		return "none (sanitizers)";
	return "rlimits, Landlock" SECCOMP_WORD;
}

static enum err
failed(struct error *e, const char *what)
{
	return error_set(e, ERR_SYSTEM,
	    "cannot lock a parser process in: %s: %s", what, strerror(errno));
}

static enum err
set_rlimits(const struct sandbox_limits *limits, struct error *e)
{
	const struct {
		__rlimit_resource_t resource;
		rlim_t value;
		const char *name;
	} rows[] = {
		{ RLIMIT_AS, limits->memory_bytes, "RLIMIT_AS" },
		{ RLIMIT_NOFILE, limits->descriptors, "RLIMIT_NOFILE" },
		{ RLIMIT_FSIZE, 0, "RLIMIT_FSIZE" },
		{ RLIMIT_NPROC, 0, "RLIMIT_NPROC" },
		{ RLIMIT_CORE, 0, "RLIMIT_CORE" },
		{ RLIMIT_MEMLOCK, 0, "RLIMIT_MEMLOCK" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct rlimit now, want = { rows[i].value, rows[i].value };

		/* A limit that is lower already cannot be raised. */
		if (getrlimit(rows[i].resource, &now) == 0 &&
		    now.rlim_max < want.rlim_max)
			want.rlim_cur = want.rlim_max = now.rlim_max;
		if (setrlimit(rows[i].resource, &want) != 0)
			return failed(e, rows[i].name);
	}
	return OK;
}

/* linux/landlock.h, as of version 6. */
struct landlock_ruleset {
	uint64_t fs, net, scoped;
};

enum { LANDLOCK_GET_VERSION = 1, LANDLOCK_VERSIONS = 6 };

/* How many rights each version knows, and how long its structure is. */
static const struct {
	unsigned fs, net, scoped;
	size_t size;
} landlock_versions[LANDLOCK_VERSIONS + 1] = {
	[1] = { 13, 0, 0, 8 },
	[2] = { 14, 0, 0, 8 },
	[3] = { 15, 0, 0, 8 },
	[4] = { 15, 2, 0, 16 },
	[5] = { 16, 2, 0, 16 },
	[6] = { 16, 2, 2, 24 },
};

static uint64_t
first_bits(unsigned n)
{
	return (UINT64_C(1) << n) - 1;
}

static enum err
set_landlock(unsigned *layers, struct error *e)
{
	struct landlock_ruleset r = { 0 };
	long version =
	    syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_GET_VERSION);
	long fd, done;

	if (version < 1 && (errno == ENOSYS || errno == EOPNOTSUPP))
		return OK; /* a kernel without it */
	if (version < 1)
		return failed(e, "Landlock");
	if (version > LANDLOCK_VERSIONS)
		version = LANDLOCK_VERSIONS;
	r.fs = first_bits(landlock_versions[version].fs);
	r.net = first_bits(landlock_versions[version].net);
	r.scoped = first_bits(landlock_versions[version].scoped);
	fd = syscall(SYS_landlock_create_ruleset, &r,
	    landlock_versions[version].size, 0);
	if (fd < 0)
		return failed(e, "Landlock");
	done = syscall(SYS_landlock_restrict_self, fd, 0);
	close((int)fd);
	if (done != 0)
		return failed(e, "Landlock");
	*layers |= SANDBOX_LANDLOCK;
	return OK;
}

#ifdef HAVE_SECCOMP
/*
 * The numbers of a list of calls.  Names of a newer kernel than libseccomp's
 * and calls of other machines are not known to it: those cannot be made
 * either, since whatever is not allowed is not done.
 */
static int
add_calls(scmp_filter_ctx filter, uint32_t action, const char *const *names,
    size_t n)
{
	int bad = 0;

	for (size_t i = 0; i < n && bad == 0; i++) {
		int number = seccomp_syscall_resolve_name(names[i]);

		if (number == __NR_SCMP_ERROR)
			continue;
		bad = seccomp_rule_add(filter, action, number, 0);
		if (bad == -EDOM)
			bad = 0;
	}
	return bad;
}

static int
add_rules(scmp_filter_ctx filter)
{
#define NAME_(call) #call,
	static const char *const allowed[] = { SANDBOX_ALLOWED(NAME_) };
	static const char *const fatal[] = { SANDBOX_FATAL(NAME_) };
#undef NAME_
	const struct scmp_arg_cmp no_exec =
	    SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
	const struct scmp_arg_cmp itself = { .arg = 0,
		.op = SCMP_CMP_EQ,
		.datum_a = (scmp_datum_t)getpid() };
	int bad = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH,
	    SCMP_ACT_KILL_PROCESS);

	if (bad == 0)
		bad = add_calls(filter, SCMP_ACT_ALLOW, allowed,
		    sizeof(allowed) / sizeof(*allowed));
	if (bad == 0)
		bad = add_calls(filter, SCMP_ACT_KILL_PROCESS, fatal,
		    sizeof(fatal) / sizeof(*fatal));
	if (bad == 0)
		bad = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap),
		    1, no_exec);
	if (bad == 0)
		bad = seccomp_rule_add(filter, SCMP_ACT_ALLOW,
		    SCMP_SYS(mprotect), 1, no_exec);
	if (bad == 0)
		bad = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill),
		    1, itself);
	return bad;
}

static enum err
set_seccomp(unsigned *layers, struct error *e)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int bad = -ENOMEM;

	if (filter != NULL && (bad = add_rules(filter)) == 0)
		bad = seccomp_load(filter);
	seccomp_release(filter);
	if (bad != 0) {
		errno = -bad;
		return failed(e, "seccomp");
	}
	*layers |= SANDBOX_SECCOMP;
	return OK;
}
#else
static enum err
set_seccomp(unsigned *layers, struct error *e)
{
	(void)layers;
	(void)e;
	return OK;
}
#endif

enum err
sandbox_enter(const struct sandbox_limits *limits, unsigned *ret_layers,
    struct error *e)
{
	unsigned layers = SANDBOX_RLIMITS;
	enum err err;

	if (!sandbox_is_closed()) {
		*ret_layers = 0;
		return OK;
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return failed(e, "no_new_privs");
	err = set_landlock(&layers, e);
	if (err == OK)
		err = set_rlimits(limits, e);
	if (err == OK)
		err = set_seccomp(&layers, e);
	if (err == OK)
		*ret_layers = layers;
	return err;
}

void
sandbox_rearm(pid_t pid, unsigned seconds)
{
	struct rlimit limit;
	struct timespec used;
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) != 0 ||
	    clock_gettime(clock, &used) != 0 ||
	    prlimit(pid, RLIMIT_CPU, NULL, &limit) != 0)
		return; /* it is gone, or the parent's own clock must do */
	limit.rlim_cur = (rlim_t)used.tv_sec + 1 + seconds;
	if (limit.rlim_cur > limit.rlim_max)
		limit.rlim_cur = limit.rlim_max;
	prlimit(pid, RLIMIT_CPU, &limit, NULL);
}
