import pytest

from tests.machine_translation.speaking import speaking


@pytest.fixture
def server():
    with speaking() as machine:
        yield machine
