# SPDX-License-Identifier: Apache-2.0
# cmake/setup/libpython/unicode_tables.py: the kinds of all characters in tables of three levels
"""usage: unicode_tables.py Objects/unicodetype_db.h

Rewrites the two tables by which CPython finds the record of a code point, 87 KB, as three of 28 KB
(unicode-tables.patch reads them). str looks into them, so every packed plugin has them.
"""

import re
import sys

CODE_POINTS = 0x110000
BITS = (5, 3)  # of the code point that the middle and the last table take: the smallest there are


def numbers(text, name):
    body = re.search(rf"{name}\[\] = \{{([^}}]*)\}}", text)[1]
    return [int(number) for number in re.findall(r"\d+", body)]


def split(values, bits):
    """(which block each run of 2**bits values is, the different blocks one after the other)"""
    size = 1 << bits
    blocks = {}
    which = []
    for start in range(0, len(values), size):
        block = tuple(values[start : start + size])
        which.append(blocks.setdefault(block, len(blocks)))
    return which, [value for block in blocks for value in block]


def table(name, values):
    kind = "char" if max(values) < 256 else "short"
    lines = [", ".join(map(str, values[at : at + 16])) for at in range(0, len(values), 16)]
    return f"static const unsigned {kind} {name}[] = {{\n    " + ",\n    ".join(lines) + "\n};\n"


def main(header):
    with open(header, encoding="ascii") as source:
        text = source.read()
    shift = int(re.search(r"#define SHIFT (\d+)", text)[1])
    first, second = numbers(text, "index1"), numbers(text, "index2")
    mask = (1 << shift) - 1
    records = [second[(first[code >> shift] << shift) + (code & mask)] for code in range(CODE_POINTS)]
    middle_bits, last_bits = BITS
    blocks, index3 = split(records, last_bits)
    index1, index2 = split(blocks, middle_bits)
    tables = [
        f"#define SHIFT2 {last_bits}\n#define SHIFT1 {middle_bits + last_bits}\n",
        table("index1", index1), table("index2", index2), table("index3", index3),
    ]
    begin, end = text.index("#define SHIFT"), text.index("};", text.index("index2[]")) + 3
    with open(header, "w", encoding="ascii") as result:
        result.write(text[:begin] + "".join(tables) + text[end:])


main(*sys.argv[1:])
