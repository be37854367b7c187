#!/usr/bin/perl
# clang-tidy and cppcheck over our C, where they are installed.
use strict;
use warnings;

my @files = glob('{core,ingest,store,advise,web,cli}/*.c');
my @pkgs = qw(jansson libpsl libidn2 nettle zlib gmime-3.0 libxml-2.0 libarchive sqlite3 libmicrohttpd);
my @flags = split ' ', `pkg-config --cflags @pkgs`;
my $failed = 0;

sub found { my ($tool) = @_; return system("command -v $tool >/dev/null") == 0 }

if (found('clang-tidy')) {
	my $out = qx(clang-tidy --quiet --warnings-as-errors='*' @files -- -std=c17 -D_GNU_SOURCE -I. -DRAMPART_VERSION='"0"' @flags 2>/dev/null);
	$failed = 1 if $?;
	print $out;
}
if (found('cppcheck')) {
	my $out = qx(cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 -I. -D_GNU_SOURCE --suppress=missingIncludeSystem @files 2>&1);
	$failed = 1 if $?;
	print $out;
}
exit $failed;
