"""Code in fresh processes."""

import pytest
from performance.fresh import in_fresh_process, timed_in_fresh_process


def test_each_round_is_a_process() -> None:
    """Code is timed once a round, and nothing of an earlier round is loaded."""
    code = "import json as loaded_before, sys\nassert 'newsclaims' not in sys.modules\nimport newsclaims"
    assert len(timed_in_fresh_process(code, 2)) == 2


@pytest.mark.slow
def test_stream_of_articles() -> None:
    """A process of its own streams the wanted number of articles, and says what it took."""
    found = in_fresh_process("rules", ["Ann Lee said it rained.", "Roe denied it."], 5)
    assert found["articles"] == 5
    assert found["seconds"] > 0
    assert not found["workers"]
    assert found["peak"] > in_fresh_process(None, [], 0)["peak"]
