# SPDX-License-Identifier: Apache-2.0
# se2_testing/pytest_plugin.py: the fixture se2_host

import pytest

from se2_testing.host import Host


@pytest.fixture
def se2_host() -> Host:
    """A host for the test's runs (se2_testing.Host)."""
    return Host()
