# What the command-line tests share: a work folder, TAP, and the program.
# Source it with the current folder at the repository's root.
program=$(realpath "${RAMPART:-build/rampart}")
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export RAMPART_NOW=1795219200 # 2026-11-21 00:00 UTC
export XDG_DATA_HOME=$work/data
export XDG_CONFIG_HOME=$root/tests/data/config # no settings
unset CDPATH
n=0

rampart() { "$program" "$@"; }

# is SENTENCE GOT WANT
is() {
	n=$((n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf 'got:  %s\nwant: %s\n' "$2" "$3" | sed 's/^/# /'
	fi
}

# like SENTENCE GOT PATTERN (extended regular expression)
like() {
	n=$((n + 1))
	if printf '%s\n' "$2" | grep -qE -- "$3"; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf 'got: %s\nwant a match of: %s\n' "$2" "$3" |
		    sed 's/^/# /'
	fi
}

# status COMMAND...: its exit status; output in $work/out and $work/err.
status() {
	s=0
	"$@" >"$work/out" 2>"$work/err" </dev/null || s=$?
	echo "$s"
}

# A report: report ID DOMAIN BEGIN ROW...; a row is IP,COUNT,DISPOSITION,DKIM,SPF
report() {
	id=$1 domain=$2 begin=$3
	shift 3
	cat <<-END
	<?xml version="1.0"?>
	<feedback><report_metadata><org_name>Receiver</org_name>
	<email>dmarc@receiver.example</email><report_id>$id</report_id>
	<date_range><begin>$begin</begin><end>$((begin + 86399))</end></date_range>
	</report_metadata><policy_published><domain>$domain</domain>
	<p>none</p></policy_published>
	END
	for row; do
		echo "$row" | {
			IFS=, read -r ip count disposition dkim spf
			cat <<-END
			<record><row><source_ip>$ip</source_ip><count>$count</count>
			<policy_evaluated><disposition>$disposition</disposition>
			<dkim>$dkim</dkim><spf>$spf</spf></policy_evaluated></row>
			<identifiers><header_from>$domain</header_from></identifiers>
			<auth_results><spf><domain>$domain</domain><result>$spf</result></spf>
			</auth_results></record>
			END
		}
	done
	echo '</feedback>'
}

make_maildir() { mkdir -p "$1/new" "$1/cur" "$1/tmp"; }

# peak COMMAND...: its memory in KiB
peak() {
	python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)' "$@"
}

finish() { echo "1..$n"; }

# Calls made to fail.  The leak checker cannot work below strace.
can_strace() { command strace -o /dev/null true 2>/dev/null; }
strace() { ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0 command strace "$@"; }

# A server of $db, at $url; until stop.
serve() {
	# Not by a function: what ends would be its shell.
	"$program" serve --db "$db" --listen 127.0.0.1:0 >"$work/url" \
	    2>"$work/serve.err" &
	server=$!
	for i in $(seq 100); do
		[ -s "$work/url" ] && break
		sleep 0.1
	done
	url=$(sed 's/.* //' "$work/url")
}
stop() { kill "$server"; wait "$server" || :; }
