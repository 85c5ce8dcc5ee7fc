"""Reads a chat completion, as far as it is needed.

Endpoints write it in several ways. An odd count or mark must not lose an answer that is paid for.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field

from .reply import Reply
from .usage import Usage, is_count

__all__ = ["Completion"]


def _filled(value: object) -> object:
    """Return an empty object for a value that an endpoint left out by writing null."""
    return {} if value is None else value


def _joined(content: object) -> object:
    """Return the words of a content that is a list of parts, such as `[{"type": "text", "text": "..."}]`."""
    if not isinstance(content, list):
        return content
    texts = [part.get("text") for part in content if isinstance(part, Mapping)]
    return "".join([text for text in texts if isinstance(text, str)])


def _count(value: object) -> int | None:
    return value if is_count(value) else None


def _described(error: object) -> Mapping[str, Any]:
    """Return an error as a mapping; some endpoints write its message alone."""
    return error if isinstance(error, Mapping) else {"message": error} if isinstance(error, str) and error else {}


class _Message(BaseModel):
    content: Annotated[str | None, BeforeValidator(_joined)] = None
    refusal: object = None


class _Choice(BaseModel):
    message: Annotated[_Message, BeforeValidator(_filled)] = _Message()
    finish_reason: object = None


class _Tokens(BaseModel):
    prompt_tokens: Annotated[int | None, BeforeValidator(_count)] = None
    completion_tokens: Annotated[int | None, BeforeValidator(_count)] = None


class Completion(BaseModel):
    """A completion; read with our own models, because the client does not check what it reads."""

    choices: Annotated[list[_Choice], BeforeValidator(lambda value: value or [])] = Field(default_factory=list)
    usage: Annotated[_Tokens, BeforeValidator(lambda value: value if isinstance(value, Mapping) else {})] = _Tokens()
    error: Annotated[Mapping[str, Any], BeforeValidator(_described)] = Field(default_factory=dict)
    """What some endpoints write in place of an answer, though they say that the request succeeded."""

    def reply(self, retries: int) -> Reply:
        """Return what the model says.

        Args:
            retries: How often the request was sent again.
        """
        usage = Usage(1, retries, self.usage.prompt_tokens, self.usage.completion_tokens)
        if not self.choices:
            return Reply("", usage=usage)
        choice = self.choices[0]
        reason = choice.finish_reason
        return Reply(
            text=choice.message.content or "",
            refused=bool(choice.message.refusal) or reason == "content_filter",
            cut=reason == "length" if isinstance(reason, str) else None,
            usage=usage,
        )
