"""The scripts under `examples/` work as described, on the seed article."""

import csv
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import newsclaims as nc

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
SEED = ROOT / "seeds" / "000_ba67543f12171369.txt"


def script(name: str) -> ModuleType:
    """Import an example without running it."""
    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_who_said_what_groups_by_source(capsys: pytest.CaptureFixture[str]) -> None:
    """Each source is printed once with its type, followed by its claims."""
    script("who_said_what").main([str(SEED)])
    printed = capsys.readouterr().out.splitlines()
    assert printed.count("Sources (anonymous)") == 1
    assert "  indicate [affirm, certain] that China’s frustration stems from Islamabad’s inability" in printed


def test_who_said_what_leaves_out_low_scores(capsys: pytest.CaptureFixture[str]) -> None:
    """A least score that no claim reaches prints nothing."""
    script("who_said_what").main([str(SEED), "--min-score", "1"])
    assert capsys.readouterr().out == ""


def test_stream_to_csv_writes_all_other_articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Failures are named on standard error and set the exit code; the other articles are in the table."""
    bad, table = tmp_path / "bad.txt", tmp_path / "claims.csv"
    bad.write_bytes(b"caf\xe9")
    code = script("stream_to_csv").main([str(table), str(bad), str(SEED), str(tmp_path / "nowhere.txt")])
    printed = capsys.readouterr()
    assert code == 1
    assert printed.out.startswith("1 articles, ")
    assert printed.out.endswith(" 2 failures\n")
    assert "bad.txt" in printed.err
    assert "nowhere.txt" in printed.err
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["article_id"] for row in rows} == {SEED.stem}
    assert any(row["source"] == "Sources" and row["cue"] == "indicate" for row in rows)


def test_stream_to_csv_succeeds_without_failures(tmp_path: Path) -> None:
    """The exit code is 0 if no article fails."""
    assert script("stream_to_csv").main([str(tmp_path / "claims.csv"), str(SEED)]) == 0


def test_stream_to_csv_names_articles_that_fail_in_the_pipeline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An article that fails in the pipeline is reported like a file that cannot be read."""
    module = script("stream_to_csv")
    failure = module.nc.Failure(0, SEED.stem, ValueError("no"))
    monkeypatch.setattr(module.nc.Pipeline, "stream", lambda *_, **__: iter([failure]))
    assert module.main([str(tmp_path / "claims.csv"), str(SEED)]) == 1
    assert capsys.readouterr().err == f"{SEED.stem}: no\n"


@pytest.fixture
def client() -> Iterator[Any]:
    """Start the web service, and return a client of it."""
    pytest.importorskip("fastapi", reason="needs newsclaims[test-service]")
    from fastapi.testclient import TestClient

    with TestClient(script("service").app) as client:
        yield client


def test_the_service_answers_an_article_with_its_claims(client: Any) -> None:
    """The answer is a claim set; a body that is not an article is answered with 422 and the place of the fault."""
    answer = client.post("/claims", json={"text": "The mayor denied that the bridge was closed.", "id": "bridge"})
    assert answer.status_code == 200
    [claims] = nc.loads(answer.content)
    assert (claims.article.id, [claim.source_name for claim in claims]) == ("bridge", ["The mayor"])
    answer = client.post("/claims", json={"text": 5})
    assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["body", "text"])


def test_the_service_answers_a_page_with_its_claims(client: Any) -> None:
    """A page is read from the body; what cannot be read, or is too large, is the client's fault."""
    pytest.importorskip("trafilatura", reason="needs newsclaims[html]")
    said = "The mayor denied that the bridge over the river was closed to all lorries. "
    page = f"<html><body><article><p>{said * 4}</p><p>{said * 4}</p></article></body></html>".encode()
    answer = client.post("/pages", content=page)
    assert answer.status_code == 200
    assert [claim["stance"] for claim in answer.json()["claims"]] == ["deny"] * 8
    answer = client.post("/pages", content=b"\x89PNG\r\n\x1a\n")
    assert answer.status_code == 415
    assert "a PNG picture" in answer.json()["detail"]
    assert client.post("/pages", content=bytes(6_000_000)).status_code == 413


@pytest.mark.parametrize("name", ["spark_job", "ray_job", "crawl_on_ray"])
def test_job_files_of_clusters_are_on_their_page(name: str) -> None:
    """The page shows each job file as it is; `.ci/engines` runs them."""
    page = (ROOT / "docs" / "how-to" / "on-a-cluster.md").read_text(encoding="utf-8")
    assert f"```python\n{(EXAMPLES / f'{name}.py').read_text(encoding='utf-8')}```\n" in page
