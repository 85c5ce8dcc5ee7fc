"""The steps from corpora to the model, in order, each as a command of this folder."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from attrs import field, frozen

from .config import CONFIG, Network
from .sources import EARLIER, EARLIER_MODEL, KEPT, LABELS, LARGE, ROOT, SMALL, TAUGHT

Start = Literal["teachers", "published", "earlier", "kept"]
POLNEAR = "polnear"
STARTS: tuple[Start, ...] = get_args(Start)


@frozen(slots=True)
class Step:
    """A step.

    Args:
        name: Its name.
        program: The module of this folder that it runs.
        arguments: The arguments of the program.
        data: The names of the sources that it reads; see `training.sources`.
        settings: The settings that its result depends on.
        hours: About how long it takes on one core.
        owns: The folder with its results that is removed before it runs again; None if it replaces its results.
    """

    name: str
    program: str
    arguments: tuple[str, ...]
    data: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(factory=dict)
    hours: float = 0.0
    owns: Path | None = None

    @property
    def command(self) -> tuple[str, ...]:
        """The arguments of Python that run the step."""
        return "-m", f"training.{self.program}", *self.arguments


@frozen(slots=True)
class Plan:
    """The steps from a start to the model.

    Args:
        corpora: The folder with the corpora and the labels.
        out: The folder of all results.
        start: What to start from: the "teachers", the "published" encoder, the "earlier" network that the shipped one
            was trained from, or the "kept" weights of the shipped one, which are only exported again.
        install: Whether to make the tables of the package too, and put the model into it.
    """

    corpora: Path
    out: Path
    start: Start
    install: bool

    def steps(self) -> Iterator[Step]:
        """Yield the steps."""
        if self.start == "teachers":
            yield from self._teachers()
        if self.start in ("teachers", "published"):
            yield self._fit("student", CONFIG.networks.student)
            yield self._fit("settled", CONFIG.networks.settled, "--start", str(self.out / "student"))
            yield self._fit("world", CONFIG.networks.world, "--start", str(self.out / "settled"))
        elif self.start == "earlier":
            yield self._started("earlier", EARLIER, "--model", str(EARLIER_MODEL))
            yield self._fit("world", CONFIG.networks.world, "--start", str(self.out / "earlier"))
        else:
            yield self._started("kept", KEPT, "--kept", str(ROOT / KEPT))
        if self.start != "kept":
            yield self._fit("further", CONFIG.networks.further, "--start", str(self.out / "world"))
            yield Step("round", "keep", ("--run", str(self._network)))
        if self.install:
            yield from self._tables()
        if self.start != "kept":
            yield from self._judged()
        yield Step("export", "export", ("--run", str(self._network), "--out", str(self._model)))
        yield self._tuned()
        if self.install:
            yield from self._installed()

    @property
    def _network(self) -> Path:
        """The run of the network that ships."""
        return self.out / ("kept" if self.start == "kept" else "further")

    @property
    def _model(self) -> Path:
        return self.out / "model"

    @property
    def _taught(self) -> Path:
        """The teachers' output: that of this plan's own teachers, or the fetched one."""
        return self.out / "said.npz" if self.start == "teachers" else ROOT / TAUGHT

    @property
    def _labels(self) -> str:
        """The labels of the train articles of PolNeAR."""
        return str(self.corpora / LABELS / "train.jsonl")

    def _parts(self, part: str, corpora: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the folders of a part of corpora, and their names as sources."""
        names = tuple(f"{name}/{part}" for name in corpora)
        return tuple(str(self.corpora / name) for name in names), names

    def _sources(self, *names: str) -> tuple[str, ...]:
        """Return the names of sources, with the teachers' output unless it is made by this plan."""
        return names if self.start == "teachers" else (*names, TAUGHT)

    def _teachers(self) -> Iterator[Step]:
        """Yield the steps that make the teachers' output."""
        teacher = CONFIG.networks.teacher
        folds = range(CONFIG.corpus.folds)
        for fold in folds:
            seeded = teacher.model_copy(update={"seed": teacher.seed + fold})
            yield self._fit(f"teacher-{fold}", seeded, "--without", str(fold))
        runs = [str(self.out / f"teacher-{fold}") for fold in folds]
        arguments = ("--run", *runs, "--corpus", str(self.corpora / POLNEAR), "--out", str(self._taught))
        yield Step("teach", "teacher", arguments, (f"{POLNEAR}/train",), _settings("corpus"), 0.5)

    def _started(self, name: str, source: str, *arguments: str) -> Step:
        """Return the step that makes a run of a model's weights."""
        out = self.out / name
        return Step(name, "start", (*arguments, "--out", str(out)), (source,), {"start": source}, 0.0, out)

    def _fit(self, name: str, network: Network, *started: str) -> Step:
        """Return the step that trains a network."""
        out = self.out / name
        articles = (f"{self.corpora / corpus / 'train'}:{times:g}" for corpus, times in network.corpora.items())
        arguments = ["--corpus", *articles, "--out", str(out), *started]
        data = [f"{corpus}/train" for corpus in network.corpora]
        if "--start" not in started:
            arguments += ["--base", network.base]
            data += [SMALL] if network.base == "small" else [SMALL, *LARGE]
        for option in ("epochs", "seed", "flat", "told", "judging", "rate"):
            arguments += [f"--{option}", str(getattr(network, option))]
        if network.inner:
            arguments += ["--inner", str(network.inner)]
        if network.half:
            arguments += ["--half"]
        if network.taught:
            arguments += ["--taught", str(self._taught)]
            data = list(self._sources(*data))
        if network.labels:
            arguments += ["--labels", self._labels]
            data.append(LABELS)
        settings = {**_settings("corpus", "windows", "fit", "bases"), name: network.model_dump(exclude={"hours"})}
        settings["started"] = [Path(one).name for one in started]
        return Step(name, "fit", tuple(arguments), tuple(data), settings, network.hours, out)

    def _judged(self) -> Iterator[Step]:
        """Yield the steps that train the heads of the labels, and keep the weights."""
        train, data = self._parts("train", CONFIG.judge.corpora)
        # PolNeAR has the labels of few claims, so the heads are not checked on its dev.
        check, checked = self._parts("dev", [name for name in CONFIG.judge.corpora if name != POLNEAR])
        labels = ("--labels", self._labels, "--taught", str(self._taught))
        arguments = ("--run", str(self._network), "--corpus", *train, *labels, "--check", *check)
        data = self._sources(*data, *checked, LABELS)
        yield Step("judge", "judge", arguments, data, _settings("corpus", "judge"), 0.3)
        yield Step("keep", "keep", ("--run", str(self._network), "--out", str(self.out / "weights.safetensors")))

    def _tuned(self) -> Step:
        """Return the step that chooses the settings of the model."""
        corpora = CONFIG.tune.corpora
        arguments = ("--corpus", *(str(self.corpora / corpus) for corpus in corpora), "--model", str(self._model))
        data = (*self._parts("train", corpora)[1], *self._parts("dev", corpora)[1])
        return Step("tune", "tune", arguments, data, _settings("corpus", "tune"), 0.3)

    def _tables(self) -> Iterator[Step]:
        """Yield the steps that make the data of the package on which the labels depend."""
        for name, program, hours in (("trust", "trust", 0.2), ("nested", "nested_scores", 0.3)):
            train, data = self._parts("train", getattr(CONFIG, name).corpora)
            yield Step(name, program, ("--corpus", *train), data, _settings(name), hours)
        _, data = self._parts("train", CONFIG.holders.corpora)
        weighed = tuple(
            f"{self.corpora / name / 'train'}:{weight:g}" for name, weight in CONFIG.holders.corpora.items()
        )
        yield Step("holders", "holders", weighed, data, _settings("holders"), 0.5)

    def _installed(self) -> Iterator[Step]:
        """Yield the steps that put the model into the package, and weigh its opinions."""
        kept = () if self.start == "kept" else ("--kept", str(self.out / "weights.safetensors"))
        yield Step("install", "install", ("--model", str(self._model), *kept))
        train, data = self._parts("train", CONFIG.opinions.corpora)
        arguments = ("--corpus", *train, "--labels", self._labels)
        yield Step("opinions", "opinions", arguments, (*data, LABELS), _settings("corpus", "opinions"), 0.5)


def _settings(*names: str) -> dict[str, Any]:
    """Return sections of the settings."""
    return {name: CONFIG.model_dump(mode="json")[name] for name in names}
