# SPDX-License-Identifier: Apache-2.0
# examples/python-reversal/plugin/words.py: which words are reversed, and which stay
import re

MARKED = re.compile(r'''\w+[.,'!?"]''')


def reverse_words(text):
    """Reverses each word of text, but those with a mark after their first letters."""
    return ' '.join(word if MARKED.match(word) else word[::-1] for word in text.split(' '))
