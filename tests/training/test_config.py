"""The settings of training."""

import json
import tomllib
from pathlib import Path

import pytest

from training.config import FILE, Config, read_config

TEXT = FILE.read_text(encoding="utf-8")


def test_the_file_has_all_settings() -> None:
    """The file in the repository is complete, and the class has no other settings."""
    config = read_config(FILE)
    assert isinstance(config, Config)
    names = ["teacher", "student", "settled", "world", "further"]
    assert [name for name, _ in config.networks] == names


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("epochs = 10", "epochs = 10\nepoch = 1", r"judge\.epoch: Extra inputs are not permitted"),
        ("masked = 0.07", "", r"fit\.masked: Field required"),
        ("masked = 0.07", "masked = '0.07'", r"fit\.masked: Input should be a valid number"),
        ("masked = 0.07", "masked = 7", r"fit\.masked: Input should be less than 1"),
        ("straight = 0.1", "straight = 0.7", r"networks\.student\.flat and windows\.straight must be at most 1"),
        ("masked = 0.07", "masked", r"is not TOML: "),
    ],
)
def test_wrong_settings_are_errors(tmp_path: Path, old: str, new: str, fault: str) -> None:
    """An unknown name, a missing one, and a value that is not allowed are named in the error."""
    assert old in TEXT
    path = tmp_path / "config.toml"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=fault):
        read_config(path)


def test_the_data_of_the_package_has_the_settings() -> None:
    """The model and the table of trust were made with the settings in the repository."""
    config, data = read_config(FILE), FILE.parents[1] / "newsclaims" / "data"
    finding = json.loads((data / "model" / "settings.json").read_text(encoding="utf-8"))["finding"]
    trust = tomllib.loads((data / "en" / "trust.toml").read_text(encoding="utf-8"))
    assert {name: finding[name] for name in ("cue", "source")} == {"cue": config.tune.cue, "source": config.tune.source}
    numbers = ("weight", "threshold", "attitude")
    assert {name: trust[name] for name in numbers} == {name: getattr(config.trust, name) for name in numbers}


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """The error names the file."""
    with pytest.raises(ValueError, match=r"Could not read .*none\.toml: "):
        read_config(tmp_path / "none.toml")
