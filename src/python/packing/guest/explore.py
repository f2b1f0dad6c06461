# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/explore.py: evaluated in the instance that explores; `argument` is JSON
#
# The result is the report, as JSON, and the images; where the plugin cannot be packed, the reason.
import sys

before = sorted(sys.modules)

# The plugin may have modules of the names that this code needs.
modules, path = sys.modules.copy(), sys.path[:]
for name, module in modules.items():
    if str(getattr(module, '__dict__', {}).get('__file__')).startswith(('/plugin/', '/site')):
        del sys.modules[name]
sys.path[:] = ['/usr/local/lib/python3.11', '/se2']

import json

from se2_packing import explore
from se2_packing.errors import PackingError

sys.modules.update(modules)
sys.path[:] = path

try:
    report, kept, scaffold = explore.explore({**json.loads(argument), 'before': before})
    result = [json.dumps(report).encode(), kept, scaffold]
except PackingError as reason:
    result = [str(reason).encode()]
