"""What a package needs."""

from performance.size import needed


def test_needed_packages_are_those_of_the_base_install() -> None:
    """What newsclaims needs includes what its packages need, but not what its extras need."""
    found = needed("newsclaims")
    assert {"numpy", "onnxruntime", "pydantic", "pydantic-core"} <= found
    assert not {"pyarrow", "spacy", "pytest"} & found
