"""The plugin's unit test, on a double of the host; unittest or pytest runs it."""

import unittest

from se2_testing import Host


class PluginTest(unittest.TestCase):
    def test_a_name_is_greeted(self):
        out = Host().run("plugin.py", "world")
        self.assertEqual((out.outcome, out.text), ("result", "Hello, world!"))
        self.assertIn(("info", "a greeting for world"), out.log)

    def test_a_missing_name_is_an_error(self):
        out = Host().run("plugin.py", "")
        self.assertEqual((out.outcome, out.error.code), ("error", 400))
