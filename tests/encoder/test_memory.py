"""What is remembered as long as somebody holds it."""

import gc

from encoder.given import reading

from newsclaims.encoder.memory import Memory
from newsclaims.text import Text


def test_remembers_by_identity() -> None:
    """A thing is known again, and an equal one is another."""
    memory: Memory[Text, str] = Memory()
    one, other = reading("It rained."), reading("It rained.")
    assert one == other
    memory.put(one, "wet")
    assert memory.get(one) == "wet"
    assert memory.get(other) is None


def test_the_last_value_counts() -> None:
    """What is put again takes the place of what was there."""
    memory: Memory[Text, str] = Memory()
    one = reading("It rained.")
    memory.put(one, "wet")
    memory.put(one, "dry")
    assert memory.get(one) == "dry"
    assert len(memory) == 1


def test_forgets_what_nobody_holds() -> None:
    """What is remembered goes with its key, and keeps no key alive."""
    memory: Memory[Text, str] = Memory()
    one = reading("It rained.")
    memory.put(one, "wet")
    assert len(memory) == 1
    del one
    gc.collect()
    assert len(memory) == 0
