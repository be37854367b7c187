#!/usr/bin/env python3
"""
Records, and the messages of a day by sender, as a row each, for tests that look
into a database themselves: the forms of store/pack_records.h and store/cells.h,
read and written a second time, by a stranger.

    records.py DB SQL...    each statement, its rows printed

The statements see temporary tables `record`, `record_conflict` and
`day_sender_cell` with the columns below; verdict is disposition | dkim << 4 |
spf << 6 | provenance << 8 | flags << 11.  What they change there goes back into
the blocks and days.
"""

import re
import sqlite3
import sys

COLUMNS = (
    "domain, day, report, seq, source, messages, verdict, header_from, "
    "envelope_from, envelope_to, auth, detail"
)
TABLES = {"record": "record_block", "record_conflict": "conflict_block"}
IN_BLOCK = 64
CELL_COLUMNS = (
    "domain, day, sender, traffic, disposition, passed, exempt, messages"
)


def number(v):
    out = bytearray()
    while v >= 128:
        out.append(v & 127 | 128)
        v >>= 7
    out.append(v)
    return bytes(out)


def distance(was, now):
    d = now - was
    return number(2 * d if d >= 0 else -2 * d - 1)


class Reader:
    def __init__(self, data):
        self.data, self.at = data, 0

    def number(self):
        v = shift = 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            v |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return v

    def distance(self, was):
        d = self.number()
        return was - (d + 1) // 2 if d & 1 else was + d // 2


def before_first(domain):
    return [0, domain, domain, 0, 0, 0]


def to_block_verdict(v):
    disposition, dkim, spf = v & 15, v >> 4 & 3, v >> 6 & 3
    return dkim | spf << 2 | disposition << 4 | v >> 11 << 8


def from_block_verdict(v, provenance):
    dkim, spf, disposition = v & 3, v >> 2 & 3, v >> 4 & 15
    return disposition | dkim << 4 | spf << 6 | provenance << 8 | v >> 8 << 11


def unpack(domain, records, block):
    """(source, messages, verdict, ..., detail) of each record."""
    r = Reader(block)
    form, kinds, source, rows = r.number(), [before_first(domain)], 0, []
    assert form >> 3 == 1
    for _ in range(records):
        lead = r.number()
        if lead >> 1 == len(kinds) - 1:
            kind = list(kinds[-1])
            members = r.number()
            if members & 1:
                kind[0] = r.number()
            for i in range(1, 6):
                if members >> i & 1:
                    kind[i] = r.distance(kind[i])
            kinds.append(kind)
        kind = kinds[(lead >> 1) + 1]
        messages = r.number() if lead & 1 else 1
        source = r.distance(source)
        verdict = from_block_verdict(kind[0], form & 7)
        rows.append((source, messages, verdict, *kind[1:]))
    assert r.at == len(block)
    return rows


def pack(domain, rows):
    """A block of such rows, all of one provenance."""
    kinds, source = [before_first(domain)], 0
    out = bytearray([1 << 3 | (rows[0][2] >> 8 & 7)])
    for row in rows:
        kind = [to_block_verdict(row[2]), *row[3:]]
        new = kind not in kinds[1:]
        at = len(kinds) - 1 if new else kinds.index(kind, 1) - 1
        out += number(at << 1 | (row[1] != 1))
        if new:
            was = kinds[-1]
            differs = [i for i in range(6) if was[i] != kind[i]]
            out.append(sum(1 << i for i in differs))
            for i in differs:
                out += distance(was[i], kind[i]) if i else number(kind[0])
            kinds.append(kind)
        if row[1] != 1:
            out += number(row[1])
        out += distance(source, row[0])
        source = row[0]
    return bytes(out)


def load(c):
    """The temporary tables, from the blocks as they are now."""
    for table, blocks in TABLES.items():
        c.execute(f"DROP TABLE IF EXISTS temp.{table}")
        c.execute(f"CREATE TEMP TABLE {table} ({COLUMNS})")
        c.executemany(
            f"INSERT INTO temp.{table} VALUES ({', '.join('?' * 12)})",
            [
                (domain, day, report, first + i, *row)
                for domain, day, report, first, n, block in c.execute(
                    "SELECT domain, day, report, first_seq, records, block "
                    f"FROM {blocks} ORDER BY 1, 2, 3, 4"
                )
                for i, row in enumerate(unpack(domain, n, block))
            ],
        )


def runs(rows):
    """Rows that belong into one block."""
    run = []
    for row in rows:
        if run and (
            len(run) == IN_BLOCK
            or row[:3] != run[0][:3]
            or row[3] != run[0][3] + len(run)
            or row[6] >> 8 & 7 != run[0][6] >> 8 & 7
        ):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def store(c, schema="temp"):
    """The blocks anew, from tables of that schema."""
    for table, blocks in TABLES.items():
        rows = c.execute(
            f"SELECT {COLUMNS} FROM {schema}.{table} ORDER BY 1, 2, 3, 4"
        ).fetchall()
        c.execute(f"DELETE FROM {blocks}")
        for run in runs(rows):
            block = pack(run[0][0], [row[4:] for row in run])
            c.execute(
                f"INSERT INTO {blocks} (domain, day, report, first_seq, "
                "records, block) VALUES (?, ?, ?, ?, ?, ?)",
                (*run[0][:4], len(run), block),
            )


def unpack_cells(cells):
    """(sender, traffic, disposition, passed, exempt, messages) of each cell."""
    r, sender, kind, rows = Reader(cells), 0, 0, []
    for _ in range(r.number()):
        step = r.number()
        sender, kind = sender + step, r.number() + (0 if step else kind)
        rows.append(
            (sender, kind >> 5, kind >> 2 & 7, kind >> 1 & 1, kind & 1)
            + (r.number(),)
        )
    assert r.at == len(cells)
    return rows


def pack_cells(rows):
    """The cells of a day from such rows, in order."""
    out, sender, kind = bytearray(number(len(rows))), 0, 0
    for to, traffic, disposition, passed, exempt, messages in rows:
        is_kind = traffic << 5 | disposition << 2 | passed << 1 | exempt
        out += number(to - sender)
        out += number(is_kind - (kind if to == sender else 0))
        out += number(messages)
        sender, kind = to, is_kind
    return bytes(out)


def load_cells(c):
    """The temporary table, from the days as they are now."""
    c.execute("DROP TABLE IF EXISTS temp.day_sender_cell")
    c.execute(f"CREATE TEMP TABLE day_sender_cell ({CELL_COLUMNS})")
    c.executemany(
        "INSERT INTO temp.day_sender_cell VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (domain, day, *row)
            for domain, day, cells in c.execute(
                "SELECT domain, day, cells FROM day_sender ORDER BY 1, 2"
            )
            for row in unpack_cells(cells)
        ],
    )


def store_cells(c, schema="temp"):
    """The days anew, from a table of that schema."""
    days = {}
    for row in c.execute(
        f"SELECT {CELL_COLUMNS} FROM {schema}.day_sender_cell "
        "WHERE messages <> 0 ORDER BY 1, 2, 3, 4, 5, 6, 7"
    ):
        days.setdefault(row[:2], []).append(row[2:])
    c.execute("DELETE FROM day_sender")
    c.executemany(
        "INSERT INTO day_sender (domain, day, cells) VALUES (?, ?, ?)",
        [(*day, pack_cells(rows)) for day, rows in days.items()],
    )


def contents(c, tables):
    return [c.execute(f"SELECT * FROM temp.{t}").fetchall() for t in tables]


# What the statements see, the words by which they do, and the ways.
PACKED = (
    (tuple(TABLES), r"\brecord(_conflict)?\b", load, store),
    (("day_sender_cell",), r"\bday_sender_cell\b", load_cells, store_cells),
)


def run(c, text):
    for row in c.execute(text):
        print(*row)


def main():
    c = sqlite3.connect(sys.argv[1])
    for text in sys.argv[2:]:
        for tables, pattern, unpacked, packed in PACKED:
            if re.search(pattern, text):
                unpacked(c)
                before = contents(c, tables)
                run(c, text)
                if contents(c, tables) != before:
                    packed(c)
                break
        else:
            run(c, text)
    c.commit()


if __name__ == "__main__":
    main()
