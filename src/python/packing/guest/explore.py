# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/explore.py: evaluated in the instance that explores; `argument` is JSON
import sys

before = sorted(sys.modules)
sys.path.append('/se2')

import json

from se2_packing import explore

report, kept, scaffold = explore.explore({**json.loads(argument), 'before': before})
result = [json.dumps(report).encode(), kept, scaffold]
