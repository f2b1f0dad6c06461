# SPDX-License-Identifier: Apache-2.0
# sdk/_answers.py: what a host answers, as Python values or as HostError (se2/abi/ffi_result.hpp)

from __future__ import annotations

from typing import NamedTuple

from sdk import HostError


class Answer(NamedTuple):
    """Bytes, or the text of an error."""

    content: bytes
    is_error: bool = False


def host_text(content: bytes) -> str:
    """A text of the host: bytes that are not UTF-8 become lone surrogates, as in file names."""
    return content.decode("utf-8", "surrogateescape")


def failure(message: bytes) -> HostError:
    return HostError(host_text(message))


def refusal(function: str) -> HostError:
    return HostError(f"{function}: refused by the host")


def told_apart(function: str, answer: Answer | None, last_refusal: int = 1) -> Answer:
    """Raises HostError for None, and for error texts so short that their size is a refusal.

    Of an error without a text no host can tell.
    """
    if answer is None or (answer.is_error and 0 < len(answer.content) <= last_refusal):
        raise refusal(function)
    return answer if answer.content else Answer(b"")


def content_of(function: str, answer: Answer | None) -> bytes:
    content, is_error = told_apart(function, answer)
    if is_error:
        raise failure(content)
    return content
