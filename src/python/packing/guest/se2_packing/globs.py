# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/globs.py: patterns of paths (fnmatch would bring re)


def matches(pattern, text):
    """* stands for any characters, / too; ? for one."""
    at = star = 0
    after_star = None
    for_text = 0
    while for_text < len(text):
        if at < len(pattern) and pattern[at] == "*":
            after_star = at = at + 1
            star = for_text
        elif at < len(pattern) and pattern[at] in ("?", text[for_text]):
            at += 1
            for_text += 1
        elif after_star is not None:
            star += 1
            at, for_text = after_star, star
        else:
            return False
    return not pattern[at:].strip("*")
