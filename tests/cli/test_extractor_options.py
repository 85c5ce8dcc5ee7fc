"""The option `--extractor-option` of the commands that run an extractor."""

import json
import threading
from pathlib import Path

import pytest
from cli.running import run
from extractors.llm.server import Handler, answered, claim, refused, serving

RAIN = claim("Ann", "said", "it rained")


@pytest.fixture
def article(tmp_path: Path) -> str:
    """Return the path of a file with an article."""
    path = tmp_path / "rain.txt"
    path.write_text("Ann said it rained. Bob left.", encoding="utf-8")
    return str(path)


def test_options_reach_the_extractor(article: str, tmp_path: Path) -> None:
    """Texts become values of the types that the extractor declares, for extract and for run."""
    pytest.importorskip("openai", reason="needs newsclaims[llm]")
    with serving(answered(RAIN)) as server:
        options = {
            "base-url": server.url,
            "model": "m",
            "temperature": "0.5",
            "extra_body": '{"seed": 7}',
            "window": "400",
        }
        llm = ["--extractor", "llm", *(f"--extractor-option={name}={value}" for name, value in options.items())]
        found = run("extract", article, "-f", "jsonl", *llm)
        job = run("run", article, "-o", str(tmp_path / "claims.jsonl"), *llm)
    assert (found.exit_code, job.exit_code) == (0, 0), found.stderr
    assert json.loads(found.stdout)["claims"][0]["content"]["text"] == "it rained"
    assert [(body["model"], body["temperature"], body["seed"]) for body in server.requests] == [("m", 0.5, 7)] * 2


def test_the_commands_give_an_extractor_as_many_articles_as_it_asks_for(tmp_path: Path) -> None:
    """With a high concurrency, more requests run at the same time than the usual batch has articles."""
    pytest.importorskip("openai", reason="needs newsclaims[llm]")
    barrier = threading.Barrier(8)

    def meet(handler: Handler) -> None:
        barrier.wait(30)
        answered(RAIN)(handler)

    # The first batches are small: one article, two and four.
    early, late = [f"early{n}" for n in range(7)], [f"late{n}" for n in range(8)]
    for name in early + late:
        (tmp_path / f"{name}.txt").write_text(f"Ann said it rained. Ship {name} left.", encoding="utf-8")
    files = [str(tmp_path / f"{name}.txt") for name in early + late]
    with serving(scripts={"early": [answered(RAIN)], "late": [meet]}) as server:
        options = {"base_url": server.url, "model": "m", "concurrency": "8"}
        llm = ["--extractor", "llm", *(f"--extractor-option={name}={value}" for name, value in options.items())]
        found = run("extract", *files, "-f", "jsonl", *llm)
        job = run("run", *files, "-o", str(tmp_path / "claims.jsonl"), *llm)
    assert (found.exit_code, job.exit_code, len(server.requests)) == (0, 0, 30), found.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with ten articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(10):
        (folder / f"{n}.txt").write_text(f"Ann said it rained. Ship {n} left.", encoding="utf-8")
    return folder


def test_an_endpoint_that_stops_working_ends_the_command_once(folder: Path, tmp_path: Path) -> None:
    """What is done is kept and the error is said once; the same run goes on when the endpoint works again."""
    pytest.importorskip("openai", reason="needs newsclaims[llm]")
    output = tmp_path / "claims.jsonl"
    with serving(*[answered(RAIN)] * 6, refused(401), answered(RAIN)) as server:
        llm = ["--extractor", "llm", "--extractor-option=model=m", f"--extractor-option=base_url={server.url}"]
        stopped = run("run", str(folder), "-o", str(output), *llm, "--extractor-option=concurrency=1")
        finished = run("run", str(folder), "-o", str(output), *llm, "--extractor-option=concurrency=1")
    assert (stopped.exit_code, stopped.stderr.count("answered 401")) == (1, 1)
    assert "what is done is kept. To go on: " in stopped.stderr
    assert finished.exit_code == 0, finished.stderr
    assert len(output.read_text(encoding="utf-8").splitlines()) == 10
    assert not output.with_name("claims.jsonl.failures.jsonl").exists()


def test_a_missing_model_is_said_once(folder: Path, tmp_path: Path) -> None:
    """Before the first article, and nothing is written."""
    for command in (["extract"], ["run", "-o", str(tmp_path / "claims.jsonl")]):
        result = run(*command, str(folder), "--extractor", "llm")
        assert (result.exit_code, result.stderr.count("has no model")) == (1, 1)
        assert len(result.stderr.splitlines()) == 1
    assert not list(tmp_path.glob("claims*"))


def test_each_extractor_gets_its_own_options(article: str) -> None:
    """With several extractors, an option goes to the one that has it, or to the one that is named before a dot."""
    pytest.importorskip("openai", reason="needs newsclaims[llm]")
    with serving(answered(RAIN)) as server:
        both = ["--extractor", "rules", "--extractor", "llm", f"--extractor-option=base_url={server.url}"]
        options = ["--extractor-option=llm.model=m", "--extractor-option=threshold=1"]
        found = run("extract", article, "-f", "jsonl", *both, *options)
    assert found.exit_code == 0
    assert [one["extractors"] for one in json.loads(found.stdout)["claims"]] == [["llm"]]


def test_an_option_of_several_extractors(article: str) -> None:
    """If several extractors have an option, the message says how to name one of them."""
    result = run("extract", article, "--extractor=rules", "--extractor=neural", "--extractor-option", "threshold=1")
    assert result.exit_code == 1
    message = "several extractors have the option 'threshold'. Write rules.threshold= or neural.threshold=."
    assert message in result.stderr


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("modle=m", "no extractor that is named has the option 'modle'. Their options are: rules: threshold."),
        ("rules.modle=m", "no extractor that is named has the option 'rules.modle'."),
        ("threshold=high", "the option 'threshold' must be a number, not 'high'."),
    ],
)
def test_wrong_options(article: str, option: str, message: str) -> None:
    """An option that no extractor has, or with a wrong value, is refused before anything is read."""
    result = run("extract", article, "--extractor", "rules", "--extractor-option", option)
    assert result.exit_code == 1
    assert message in result.stderr


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("model=my-model", "of the extractor neural is a folder that training/export.py wrote. For a large language"),
        ("base_url=http://localhost/v1", "neural: model, threshold, threads. If you mean llm,"),
    ],
)
def test_an_extractor_that_was_forgotten(article: str, option: str, message: str) -> None:
    """An option of `llm` without its name gives a message that says how to name it."""
    result = run("extract", article, "--extractor-option", option)
    assert result.exit_code == 1
    assert message in result.stderr
    assert " --extractor llm." in result.stderr


@pytest.mark.parametrize(("command", "name"), [("extract", "api-key"), ("evaluate", "llm.api_key")])
def test_a_key_on_the_command_line_is_refused(article: str, command: str, name: str) -> None:
    """Others can see a command line, so a key is refused, and the message does not repeat it."""
    result = run(command, article, "--extractor", "llm", "--extractor-option", f"{name}=sk-secret")
    assert result.exit_code == 2
    assert "Set OPENAI_API_KEY in the environment." in result.stderr
    assert "sk-secret" not in result.stderr


def test_a_rule_of_merging_for_a_single_extractor(article: str) -> None:
    """A rule that has nothing to merge gives a warning, and the claims come all the same."""
    result = run("extract", article, "--extractor", "rules", "--merge", "vote", "-f", "csv")
    assert result.exit_code == 0
    assert result.stderr == (
        "newsclaims: warning: --merge vote does nothing with a single extractor. Add another --extractor.\n"
    )


def test_an_option_without_a_value(article: str) -> None:
    """An option has the form NAME=VALUE."""
    result = run("extract", article, "--extractor-option", "model")
    assert result.exit_code == 2
    assert "'model' is not NAME=VALUE." in result.stderr


@pytest.mark.parametrize(
    ("option", "given"),
    [("--extractor-option", ("base-url", "base_url")), ("--reader-option", ("text_column", "text_column"))],
)
def test_an_option_that_is_given_twice(article: str, option: str, given: tuple[str, str]) -> None:
    """Two values of one option are refused, because only one could count."""
    result = run("extract", article, *(f"{option}={name}=a" for name in given))
    assert result.exit_code == 2
    assert f"{given[1]} is given twice. Give it once." in result.stderr
