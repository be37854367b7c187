#!/usr/bin/perl
# Run TAP suites and say "N passed, N failed" at the end.
#
# usage: run.pl [asan:]SUITE...
# asan: runs the suite with RAMPART=build/asan/rampart, so that the program
# under test is the one with sanitizers.
use strict;
use warnings;
use Cwd;
use TAP::Harness;

$ENV{CMOCKA_MESSAGE_OUTPUT} = 'TAP';
$ENV{ASAN_OPTIONS} = 'detect_leaks=1:abort_on_error=0:exitcode=99';
$ENV{UBSAN_OPTIONS} = 'print_stacktrace=1:halt_on_error=1';
# GLib's memory pools look like leaks; its own allocator off.
$ENV{G_SLICE} = 'always-malloc';
$ENV{LC_ALL} = 'C.UTF-8';
$ENV{XDG_CONFIG_HOME} = getcwd . '/tests/data/config'; # no settings
$ENV{TZ} = 'Pacific/Auckland'; # days are UTC wherever one is

sub command {
	my ($harness, $suite) = @_;
	my $asan = $suite =~ s/^asan://;
	my $program = $ENV{RAMPART} // ($asan ? 'build/asan/rampart' : 'build/rampart');
	my @env = ('env', "RAMPART=$program", 'RAMPART_VARIANT=' . ($asan ? 'asan' : 'release'));
	# cmocka 1.1 prints a skipped test as "not ok N # SKIP", which no harness
	# takes for one.
	return [@env, 'bash', '-o', 'pipefail', '-c',
	    q{./"$0" | sed -u 's/^not ok \([0-9]* # SKIP\)/ok \1/'}, $suite]
	    if $suite =~ m{/unit/};
	return [@env, "./$suite"];
}

my $harness = TAP::Harness->new({
	exec => \&command,
	jobs => $ENV{TEST_JOBS} // 2,
	failures => 1,
	merge => 0,
	verbosity => $ENV{VERBOSE} ? 1 : 0,
});

# What a suite says behind a test that failed.
$harness->callback(made_parser => sub {
	my ($parser) = @_;
	my $failed = 0;
	$parser->callback(test => sub { $failed = !$_[0]->is_ok });
	$parser->callback(comment => sub { print $_[0]->raw, "\n" if $failed });
}) if !$ENV{VERBOSE};

my $all = $harness->runtests(@ARGV);

my $failed = $all->failed + scalar($all->parse_errors);
my @broken = grep { $_ } map { my ($p) = $all->parsers($_); $p && $p->exit && !$p->failed ? 1 : 0 } $all->descriptions;
$failed += scalar @broken;
my $skipped = $all->skipped;
printf "%d passed, %d failed%s\n", $all->passed - $skipped, $failed, $skipped ? ", $skipped skipped" : '';
exit($failed || !$all->all_passed ? 1 : 0);
