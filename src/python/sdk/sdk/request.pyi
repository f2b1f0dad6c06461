# SPDX-License-Identifier: Apache-2.0
# sdk/request.pyi: the HTTP request that the run answers
"""The HTTP request in front of the run.

What is absent is empty: the host does not tell the two apart. Names and values are str or bytes;
what of the host's text is not UTF-8 comes as lone surrogates. HostError where the host fails.

What is set is seen by this run, and by the plugins after it in a sequence; the host keeps to itself
whether it could set it.
"""

from sdk import _Bytes

def method() -> str:
    """The method: 'GET', 'POST', ..."""

def url() -> str:
    """The path and query, as in '/words?first=a'."""

def id() -> str:
    """The host's id of the request; '' on a host that was started for one plugin alone."""

def body() -> bytes:
    """The body, which is the payload until somebody sets another."""

def header(name: _Bytes) -> str:
    """A header; the name in any case."""

def param(name: _Bytes) -> str:
    """A parameter of the route, where the host has routes."""

def query(name: _Bytes) -> str:
    """A parameter of the URL's query, decoded; of several the first."""

def state(key: _Bytes) -> str:
    """A value that a plugin before this one left in the sequence's state."""

def body_field(key: _Bytes) -> str:
    """A str member of a body that is a JSON object; '' of an empty body.

    HostError for a body that is none, and a member that is missing or no str.
    """

def set_method(method: _Bytes) -> None:
    """Sets the method."""

def set_url(url: _Bytes) -> None:
    """Sets the path and query."""

def set_body(body: _Bytes) -> None:
    """Replaces the whole body, whatever it is."""

def set_header(name: _Bytes, value: _Bytes) -> None:
    """Sets a header, under its name in lower case, as the host looks it up."""

def set_param(name: _Bytes, value: _Bytes) -> None:
    """Sets a parameter of the route."""

def set_query(name: _Bytes, value: _Bytes) -> None:
    """Puts a parameter first in the URL's query, before one of this name that is there already."""

def set_state(key: _Bytes, value: _Bytes) -> None:
    """Leaves a value for the plugins after this one."""
