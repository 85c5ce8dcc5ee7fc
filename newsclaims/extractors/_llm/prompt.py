"""Builds what a language model is asked: the task, examples, and an article that is fenced as data."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from string import Template
from typing import Any, Literal

from attrs import frozen

from newsclaims._files.json_values import json_text
from newsclaims._model.base import digest

__all__ = ["Judge", "Message", "Mode", "Prompt"]

Message = dict[str, str]
"""A message of a chat: its `role` and its `content`."""
Judge = Literal["taggers", "model"]
Mode = Literal["schema", "json"]

_SPANS = ("source", "cue", "content")
"""The parts of an answer that are asked for if the labels come from taggers."""


@frozen(slots=True)
class Prompt:
    """What a language model is asked.

    Args:
        judge: `"model"` to ask for labels too.
        mode: `"json"` to put the JSON Schema of the answer into the task.
    """

    judge: Judge
    mode: Mode

    @property
    def version(self) -> str:
        """A digest of everything that the model is told besides the article."""
        return digest(json_text([self.messages(""), self.schema]))

    @property
    def schema(self) -> Mapping[str, Any]:
        """The JSON Schema of an answer."""
        return _schema(self.judge)

    def messages(self, text: str) -> list[Message]:
        """Return the messages that ask for the claims of a text.

        The text is only in the last message, between two lines with a mark that it does not have.

        Args:
            text: An article, or a part of it.
        """
        return [*_beginning(self.judge, self.mode), {"role": "user", "content": _fenced(text)}]

    def again(self, messages: Sequence[Message], answer: str, reason: str) -> list[Message]:
        """Return the messages that ask once more after an answer that could not be used.

        Args:
            messages: The messages that asked for it.
            answer: The answer.
            reason: Why it could not be used.
        """
        complaint = Template(_texts()["again"]).substitute(reason=reason).strip()
        # An endpoint may refuse an empty message.
        given = [{"role": "assistant", "content": answer}] if answer.strip() else []
        return [*messages, *given, {"role": "user", "content": complaint}]


def _beginning(judge: Judge, mode: Mode) -> list[Message]:
    """Return the task and the examples."""
    texts, schema = _texts(), json_text(_schema(judge))
    task = texts["task"]
    if judge == "model":
        task += texts["labels"]
    if mode == "json":
        task += Template(texts["schema"]).substitute(schema=schema)
    messages = [{"role": "system", "content": task.strip()}]
    fields = _fields(judge)
    for example in _examples():
        claims = [{name: claim[name] for name in fields} for claim in example["claims"]]
        messages.append({"role": "user", "content": _fenced(example["text"])})
        messages.append({"role": "assistant", "content": json_text({"claims": claims})})
    return messages


def _fenced(text: str) -> str:
    """Return the message with a text between two lines with a mark that the text does not have."""
    # Nobody can write a text that holds its own digest.
    return Template(_texts()["article"]).substitute(mark=f"=== {digest(text)} ===", text=text).strip()


def _fields(judge: Judge) -> tuple[str, ...]:
    """Return the fields of a claim that are asked for, in order."""
    return tuple(_schema(judge)["properties"]["claims"]["items"]["properties"])


@cache
def _schema(judge: Judge) -> Mapping[str, Any]:
    """Return the JSON Schema of an answer, with what is asked for."""
    schema: dict[str, Any] = json.loads(_data("answer.schema.json"))
    if judge == "taggers":
        claim = schema["properties"]["claims"]["items"]
        claim["properties"] = {name: claim["properties"][name] for name in _SPANS}
        claim["required"] = list(_SPANS)
    return schema


@cache
def _texts() -> Mapping[str, str]:
    return tomllib.loads(_data("prompt.toml"))


@cache
def _examples() -> Sequence[Mapping[str, Any]]:
    examples: list[dict[str, Any]] = json.loads(_data("examples.json"))
    return examples


def _data(name: str) -> str:
    return (resources.files("newsclaims") / "data" / "llm" / name).read_text(encoding="utf-8")
