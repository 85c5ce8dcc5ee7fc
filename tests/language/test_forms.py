"""Forms of words that are kept for all texts."""

import pytest

from newsclaims._language import Forms, forms


def test_each_form_is_read_once() -> None:
    """A form is read when it is looked up for the first time, and not again."""
    read: list[str] = []

    def length(form: str) -> int:
        """Note that a form was read, and return its length."""
        read.append(form)
        return len(form)

    lengths = Forms(length)
    assert [lengths[form] for form in ("quay", "pier", "quay")] == [4, 4, 4]
    assert read == ["quay", "pier"]


def test_kept_forms_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only few and short forms are kept, and every form has its value."""
    monkeypatch.setattr(forms, "_MOST", 10)
    lengths = Forms[int](len)
    given = [*(f"quay{n}" for n in range(100)), "Moor" * 9]
    assert list(map(lengths.__getitem__, given)) == list(map(len, given))
    assert 0 < len(lengths) <= 10
    assert given[-1] not in lengths
