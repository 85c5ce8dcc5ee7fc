"""Offline: newsclaims opens no connection, loads no HTTP client, and leaves no file in the home folder."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CODE = """
import json, sys
events = []
sys.addaudithook(lambda event, _: events.append(event))
import newsclaims as nc
imported = sorted(sys.modules)
text = "The harbour master denied two weeks ago that the quay was unsafe."
claims = {name: len(nc.Pipeline(extractor=name).extract(nc.Article(text=text, published="2024-11-08")))
          for name in ("neural", "rules")}
modules = sorted(sys.modules)
print(json.dumps({"events": events, "imported": imported, "claims": claims, "modules": modules}))
"""
NETWORK = ("ftplib", "http", "imaplib", "poplib", "smtplib", "socket", "ssl", "telnetlib", "urllib")
"""The prefixes of audit events of Python's network modules."""
HTTP = ("aiohttp", "asyncio", "http.client", "httpx", "huggingface_hub", "requests", "ssl", "urllib.request", "urllib3")
"""Modules of HTTP clients, and modules that these need."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty home folder."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def seen(home: Path) -> dict[str, Any]:
    """Return the audit events and modules of a fresh process that finds claims with both extractors."""
    environment = {"HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home)}
    command = [sys.executable, "-I", "-c", CODE]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=environment)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_no_connection(seen: dict[str, Any]) -> None:
    """No audit event shows a socket or an address look-up."""
    assert min(seen["claims"].values()) > 0
    assert "import" in seen["events"]
    assert [event for event in seen["events"] if event.partition(".")[0] in NETWORK] == []


@pytest.mark.parametrize("when", ["imported", "modules"])
def test_no_http_client(seen: dict[str, Any], when: str) -> None:
    """Neither importing the package nor running the extractors loads an HTTP client."""
    assert ("onnxruntime" in seen[when]) is (when == "modules")
    assert [name for name in HTTP if name in seen[when]] == []


def test_nothing_in_the_home_folder(seen: dict[str, Any], home: Path) -> None:
    """No file is left there; with telemetry, onnxruntime would store a device id and a queue of reports."""
    assert min(seen["claims"].values()) > 0
    assert list(home.rglob("*")) == []
