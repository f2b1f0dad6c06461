# SPDX-License-Identifier: Apache-2.0
# examples/tested-python/plugin.py: asks a dictionary and keeps its word in the state
import sdk


def run_e(word: str) -> str:
    language = sdk.request.query("lang")
    try:
        entry = sdk.http.get(f"http://dictionary/{language}/{word}")
    except sdk.HTTPStatusError as answer:
        sdk.log.warn(f"no entry for {word}")
        raise sdk.Error(answer.status, answer.body.decode()) from None
    sdk.request.set_state("word", word)
    sdk.response.set_header("x-language", language)
    return entry.decode()
