# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/se2_packing/text_codecs.py: strings that name a codec

from encodings import aliases as _aliases

_LONGEST = 20
# Aliases that are ordinary words, of codecs with large tables.
_WORDS = ("chinese", "korean")


class TextCodecs:
    def __init__(self, finder):
        package = finder.find("encodings")
        self._modules = frozenset(
            file[:-3]
            for folder in package.folders
            for file in finder.entries(folder)
            if file.endswith(".py") and not file.startswith("__") and file != "aliases.py"
        )

    def module_of(self, text):
        """The submodule of encodings that the codec called text is in, or None."""
        if len(text) > _LONGEST or text.isdigit() or not text.isascii():
            return None
        name = text.lower().replace("-", "_").replace(" ", "_")
        if name in _WORDS:
            return None
        name = _aliases.aliases.get(name) or _aliases.aliases.get(name.replace(".", "_")) or name
        return name if name in self._modules else None


def encoding_of(source):
    """The encoding that one of the first two lines declares, which tracebacks need: none or one."""
    for line in source[:400].split(b"\n")[:2]:
        comment, found, rest = line.partition(b"coding")
        if found and comment.lstrip().startswith(b"#") and rest[:1] in (b":", b"="):
            return [word.decode("latin-1") for word in rest[1:].split()[:1]]
    return []
