#!/bin/sh
# Write C that puts files into the program: embed.sh NAME DIRECTORY FILE...
# The bytes come by .incbin, as they are; NAME is a table of struct embedded
# (core/embed.h) that ends with a NULL name.  `make` lists the files as
# prerequisites, for the compiler does not see them.
set -eu
name=$1 dir=$2
shift 2
echo '/* Made by core/embed.sh. */'
echo '#include "core/embed.h"'
n=0
for file; do
	cat <<-END
	__asm__(".section .rodata\n.balign 16\n"
	    "${name}_$n: .incbin \"$dir/$file\"\n${name}_${n}_end: .byte 0\n"
	    ".previous\n");
	extern const char ${name}_$n[], ${name}_${n}_end[];
	END
	n=$((n + 1))
done
echo "const struct embedded $name[] = {"
n=0
for file; do
	echo "	{ \"$file\", ${name}_$n, ${name}_${n}_end },"
	n=$((n + 1))
done
echo '	{ 0 },'
echo '};'
