// A test of the pages that fails is one failure of the whole suite, and says
// why.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { ROOT, scratch } from "./lib.mjs";

test("a failing test is counted once, and its message is seen", () => {
	const { dir, remove } = scratch();
	const file = join(dir, "some.test.mjs");
	const suite = join(dir, "some.test");
	writeFileSync(file, `import assert from "node:assert/strict";
import { test } from "node:test";
test("good", () => {});
test("late", { skip: "no time" }, () => {});
test("bad # 1", () => assert.deepEqual({ a: "x\\ny" }, { a: "x\\nz" }, "it\\n---\\n  is: wrong"));
`);
	writeFileSync(suite, `#!/bin/sh
exec node --test --test-reporter=./tests/ui/tap.mjs ${file}
`, { mode: 0o755 });
	const env = { ...process.env };
	delete env.NODE_TEST_CONTEXT; // or node would run no test inside a test
	const { stdout, status } = spawnSync("perl", ["tests/run.pl",
		relative(ROOT, suite)], { cwd: ROOT, encoding: "utf8", env });
	remove();
	assert.match(stdout, /^1 passed, 1 failed, 1 skipped$/m);
	assert.match(stdout, /^not ok 3 - some: bad/m);
	assert.match(stdout, /^# {3}is: wrong$/m);
	assert.equal(status, 1);
});
