# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/image.py: files as one block of bytes

import zlib

# The guest's file layer reads it. Little-endian words of 32 bits: the magic number, the number of
# files; of each file, in the order of the paths' bytes, the offset and size of its path, the offset
# and size of what is stored of its content, all from the image's start, and the content's own size.
# What is stored is the content, or where it is smaller the content deflated (zlib's format). Then
# the paths, absolute and without their first /, then the contents.
MAGIC = 0x47324553
_WORD = 4
_WORDS_OF_FILE = 5

# Deflated content is inflated whole by who opens it: not worth it for small files, nor for such as
# are hardly smaller, and too much for large ones.
_DEFLATED = range(512, 1 << 20)
_LARGEST_SHARE = 0.8


def image(files, deflate=False):
    """files: (path, content, is_last); what is_last is put at the end, where the pages lie that
    are hardly ever read."""
    entries = sorted((path.lstrip("/").encode(), content, last) for path, content, last in files)
    at = _WORD * (2 + _WORDS_OF_FILE * len(entries))
    path_offsets = []
    for path, _, _ in entries:
        path_offsets.append(at)
        at += len(path)
    places = {}
    stored = []
    for wanted in (False, True):
        for path, content, last in entries:
            if last == wanted:
                data = _deflated(content) if deflate else content
                places[path] = at, len(data)
                stored.append(data)
                at += len(data)
    words = [MAGIC, len(entries)]
    for (path, content, _), offset in zip(entries, path_offsets):
        words += (offset, len(path), *places[path], len(content))
    index = b"".join(word.to_bytes(_WORD, "little") for word in words)
    return b"".join((index, *(path for path, _, _ in entries), *stored))


def _deflated(content):
    if len(content) in _DEFLATED:
        deflated = zlib.compress(content)
        if len(deflated) < _LARGEST_SHARE * len(content):
            return deflated
    return content
