#!/bin/sh
# make run: ingest a maildir and serve the pages.
#
# usage: run-sample.sh MAILDIR ADDRESS:PORT
# Without a maildir the sample is made anew, dated up to yesterday, with a
# database of its own; the database of a named maildir is kept.
set -eu
maildir=${1:-} listen=$2

mkdir -p build/run
if [ -n "$maildir" ]; then
	db=build/run/maildir.db
else
	maildir=build/run/sample
	db=build/run/sample.db
	rm -rf "$maildir" "$db" "$db-wal" "$db-shm"
	build/rampart-sample "$maildir"
	echo "This is the bundled sample; for your own mail:" \
	    "make run MAILDIR=~/Maildir"
fi
exec build/rampart run --db "$db" --listen "$listen" "$maildir"
