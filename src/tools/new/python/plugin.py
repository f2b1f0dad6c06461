"""What the plugin does."""

import sdk


def run_e(payload, ident):
    if not payload:
        raise sdk.Error(400, "a name is missing")
    sdk.log.info(f"a greeting for {payload}")
    return f"Hello, {payload}!"
