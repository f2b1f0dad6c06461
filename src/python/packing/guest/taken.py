# SPDX-License-Identifier: Apache-2.0
# src/python/packing/guest/taken.py: evaluated before the plugin; whether Python has its module
import _imp
import sys

top = argument.partition('.')[0]
is_taken = top in sys.modules or top in sys.builtin_module_names or _imp.is_frozen(top)
result = [b'taken'] if is_taken else []
