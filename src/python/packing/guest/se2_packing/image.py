# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/image.py: files as one block of bytes

# The guest's file layer reads it. Little-endian words of 32 bits: the magic number, the number of
# files; of each file, in the order of the paths' bytes, the offset and size of its path and of its
# content, from the image's start. Then the paths, absolute and without their first /, then the
# contents.
MAGIC = 0x46324553
_WORD = 4


def image(files):
    """files: (path, content, is_last); what is_last is put at the end, where the pages lie that
    are hardly ever read."""
    entries = sorted((path.lstrip("/").encode(), content, last) for path, content, last in files)
    at = _WORD * (2 + 4 * len(entries))
    path_offsets = []
    for path, _, _ in entries:
        path_offsets.append(at)
        at += len(path)
    content_offsets = {}
    contents = []
    for wanted in (False, True):
        for path, content, last in entries:
            if last == wanted:
                content_offsets[path] = at
                contents.append(content)
                at += len(content)
    words = [MAGIC, len(entries)]
    for (path, content, _), offset in zip(entries, path_offsets):
        words += (offset, len(path), content_offsets[path], len(content))
    index = b"".join(word.to_bytes(_WORD, "little") for word in words)
    return b"".join((index, *(path for path, _, _ in entries), *contents))
