#!/bin/sh
# Install what is missing: install-deps.sh run|test|bench.
#
# As root, or by sudo, with apt; on other systems, or without the right, it
# says what is needed and ends with 1.  Nothing is done when all is there.
set -eu

run='gcc make pkg-config libc6-dev libgmime-3.0-dev libxml2-dev libarchive-dev
	zlib1g-dev libsqlite3-dev libmicrohttpd-dev libjansson-dev nettle-dev
	libpsl-dev libidn2-dev libseccomp-dev ca-certificates'
test="clang clang-format libclang-rt-14-dev libcmocka-dev python3 publicsuffix
	perl curl jq zip gzip chromium fonts-dejavu-core mandoc git
	postgresql cppcheck clang-tidy strace"

bench="python3 nginx-light wrk"

packages=$run
case ${1:-run} in
test) packages="$run $test" ;;
bench) packages="$run $bench" ;;
esac

missing=
if command -v dpkg-query >/dev/null 2>&1; then
	for p in $packages; do
		dpkg-query -W -f '${Status}' "$p" 2>/dev/null |
		    grep -q 'ok installed' || missing="$missing $p"
	done
else
	echo "Rampart needs, by the names that Debian gives them:" $packages
	pkg-config --exists gmime-3.0 libxml-2.0 libarchive zlib sqlite3 \
	    libmicrohttpd jansson nettle libpsl libidn2
fi
# Any Node.js of 18 or later will do, wherever it came from.
node=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
[ "$node" -ge 18 ] && command -v npm >/dev/null || missing="$missing nodejs npm"

missing=$(echo $missing)
[ -n "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends $missing"
if [ "$(id -u)" = 0 ]; then
	sudo=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
	sudo="sudo -n"
else
	echo "Some packages are missing.  Install them with:" >&2
	echo "    sudo $install" >&2
	exit 1
fi
echo "installing: $missing"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive $install -qq >/dev/null
