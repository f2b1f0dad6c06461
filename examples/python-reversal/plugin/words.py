# SPDX-License-Identifier: Apache-2.0
# examples/python-reversal/plugin/words.py: which words are reversed, and which stay

MARKS = ".,'!?\""


def is_marked(word):
    """Whether the first letters of a word have a mark behind them."""
    for position, character in enumerate(word):
        if not character.isalnum():
            return position > 0 and character in MARKS
    return False


def reverse_words(text):
    """Reverses each word of text that is not marked."""
    return ' '.join(word if is_marked(word) else word[::-1] for word in text.split(' '))
