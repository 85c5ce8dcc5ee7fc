"""Sends questions to an endpoint that speaks the OpenAI chat-completions protocol, and turns its errors into ours.

The client is the package `openai`, which sends a request again if the endpoint is busy or the connection breaks. No
error and no message here has the key. The client's own errors are dropped, because they refer to the whole request.
"""

import asyncio
import os
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import urlsplit

from attrs import frozen
from pydantic import BaseModel, SecretStr, ValidationError

from newsclaims._plugins import optional_import
from newsclaims.errors import InvalidValueError, UnavailableError

from .completion import Completion
from .harmless import harmless
from .prompt import Message, Mode
from .reply import Reply

__all__ = ["KEY", "Ask", "AskingError", "Endpoint", "GivenUpError", "check_base_url", "checked_key"]

KEY, BASE_URL = "OPENAI_API_KEY", "OPENAI_BASE_URL"
"""The variables of the environment that the client reads too."""
_PROVIDER = "https://api.openai.com/v1"
_NO_KEY = "none"
"""What is sent as the key to a server that needs none, because the client requires one."""
_ADVICE: Mapping[int, str] = {
    HTTPStatus.OK: "Check model and extra_body. Or try again later.",
    HTTPStatus.UNAUTHORIZED: f"Check the key: {KEY} (or api_key in Python).",
    HTTPStatus.FORBIDDEN: f"Check the key: {KEY} (or api_key in Python).",
    HTTPStatus.NOT_FOUND: "Check base_url and model.",
    HTTPStatus.BAD_REQUEST: "Check model and extra_body. Or try mode=json, or a smaller window=.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Check model and extra_body. Or try mode=json.",
    HTTPStatus.TOO_MANY_REQUESTS: "Try again later, or with a lower concurrency.",
}
_LATER = "Try again later."
_USED_UP = "insufficient_quota"
"""The code of an error, sent with 429, that says that the quota is used up."""
_NO_QUOTA = "The quota is used up: check the plan and the bill of the provider, or take another key or base_url."
_REDIRECTED = "It names another address, and the article is not sent there. Check base_url."
_RETRIES = "x-stainless-retry-count"
"""The header in which the client says how often it has sent a request again."""
_SHOULD_RETRY = "x-should-retry"
"""The header in which an endpoint can say whether the client should send a request again."""
_MOST_BYTES = 16_000_000
"""How many bytes an answer of the endpoint can have; a million tokens need fewer."""
_ENCODINGS = ("gzip", "deflate")
"""How an answer can be compressed: ways whose parts are never very large when they are decompressed."""
_OF_THE_SETUP = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)
"""The errors of an endpoint that every article will have."""
_OF_AN_ARTICLE = (HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNPROCESSABLE_ENTITY)
"""The errors of an endpoint that one article can have, and another not."""
_OF_THE_KEY = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
"""The errors of an endpoint whose messages are never shown, because many endpoints put the key in them."""


class AskingError(Exception):
    """A question that got no answer.

    Args:
        reason: Why, and what to do, without the key and without words of the article.
        retries: How often it was asked again.
        general: Whether other questions would fail too, because of the endpoint and not of the article.
    """

    def __init__(self, reason: str, retries: int = 0, *, general: bool = False) -> None:
        super().__init__(reason, retries)
        self.reason = reason
        self.retries = retries
        self.general = general


class GivenUpError(AskingError):
    """A question to an endpoint that does not work, so that no other question is asked either."""


class Ask(Protocol):
    """Asks a language model one question."""

    async def __call__(self, messages: Sequence[Message], schema: Mapping[str, Any], /) -> Reply:
        """Return what the model sends back, or raise `AskingError`."""
        ...


@frozen(slots=True)
class Endpoint:
    """An endpoint and how it is asked.

    Args:
        model: The name of the model.
        base_url: The address; None for that of the environment, or of the provider OpenAI.
        key: The key; None for that of the environment.
        had_key: Whether the extractor was given a key, which another process does not get.
        mode: `"schema"` to send the JSON Schema as `response_format`.
        temperature: The temperature; None to leave it to the endpoint.
        timeout: The most seconds for one attempt.
        max_retries: How often a request is sent again at most.
        extra_body: Other fields of the request.
    """

    model: str
    base_url: str | None
    key: SecretStr | None
    had_key: bool
    mode: Mode
    temperature: float | None
    timeout: float
    max_retries: int
    extra_body: Mapping[str, Any]

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Ask]:
        """Open connections, as a context with the function that asks.

        Raises:
            InvalidValueError: If there is no key, or the address of the environment is not one.
            MissingExtraError: If the client is not installed.
        """
        openai = optional_import("openai", feature="LLMExtractor", extra="llm")
        address, key = self.address(), self._secret()
        http = _client(openai, self.timeout)
        async with openai.AsyncOpenAI(
            api_key=key, base_url=address, max_retries=self.max_retries, timeout=self.timeout, http_client=http
        ) as client:

            async def ask(messages: Sequence[Message], schema: Mapping[str, Any], /) -> Reply:
                return await self._ask(client, openai, messages, schema, key)

            yield ask

    def address(self) -> str:
        """Return the address.

        Raises:
            InvalidValueError: If that of the environment is not one.
        """
        if self.base_url is not None:
            return self.base_url
        given = os.environ.get(BASE_URL)
        return _PROVIDER if not given else check_base_url(given, BASE_URL)

    def check(self) -> None:
        """Refuse an address or a key of the environment that is wrong or missing.

        Raises:
            InvalidValueError: If one is.
            UnavailableError: If this is a copy in another process, which does not get the key.
        """
        self._secret()

    def _secret(self) -> str:
        """Return the key, or a word for a server that needs none."""
        if self.key is not None:
            return self.key.get_secret_value()
        if given := os.environ.get(KEY):
            return checked_key(given, KEY).get_secret_value()
        if self.had_key:
            message = f"another process does not get the key. Set {KEY} in its environment."
            raise UnavailableError(message)
        if self.address() == _PROVIDER:
            message = (
                f"there is no key for {_PROVIDER}. Set {KEY}, or give the address of another endpoint: "
                "base_url= (--extractor-option base_url=URL on the command line)."
            )
            raise InvalidValueError(message)
        return _NO_KEY

    async def _ask(
        self, client: Any, openai: Any, messages: Sequence[Message], schema: Mapping[str, Any], key: str
    ) -> Reply:
        sent = "\n".join(message["content"] for message in messages)
        try:
            response = await client.chat.completions.with_raw_response.create(
                **self._request(messages, schema), extra_body=dict(self.extra_body) or None
            )
        except Exception as error:  # noqa: BLE001 - the client lets errors of other libraries through
            failure = self._failure(openai, error, key, sent)
        else:
            return _reply(response.text, response.retries_taken, key, sent)
        # Raised here, so that the client's error, which has the key, is not the context of ours.
        raise failure

    def _request(self, messages: Sequence[Message], schema: Mapping[str, Any]) -> dict[str, Any]:
        request: dict[str, Any] = {"model": self.model, "messages": messages}
        if self.temperature is not None:
            request["temperature"] = self.temperature
        if self.mode == "schema":
            described = {"name": "claims", "strict": True, "schema": schema}
            request["response_format"] = {"type": "json_schema", "json_schema": described}
        return request

    def _failure(self, openai: Any, error: Any, key: str, sent: str) -> AskingError:
        """Return why a request failed, and what to do."""
        if isinstance(error, AskingError):
            # A new one, because the other refers to the whole request.
            return AskingError(error.reason)
        if isinstance(error, openai.APIStatusError):
            return _refusal(error.status_code, error.body, _retries(error), key, sent)
        if isinstance(error, openai.APITimeoutError):
            reason = f"the endpoint did not answer within {self.timeout:g} seconds. {_LATER} timeout= sets the limit."
        elif isinstance(error, openai.APIConnectionError):
            reason = "there is no connection to the endpoint, or it broke. Check base_url, and that the server runs."
        else:
            reason = f"the client failed with {type(error).__name__}."
        return AskingError(reason, _retries(error), general=isinstance(error, openai.APIConnectionError))


class _Refused(BaseModel):
    error: dict[str, Any]


def check_base_url(url: str, name: str = "base_url") -> str:
    """Return the address of an endpoint without a slash at its end.

    Args:
        url: The address.
        name: What gave it, for messages.

    Raises:
        InvalidValueError: If it is not one, or has something that may be secret.
    """
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and url.isascii() and url.isprintable()
        _ = parts.port
    except ValueError:
        valid = False
    if not valid:
        message = f"{name} must be an address such as http://localhost:8000/v1. Check it."
        raise InvalidValueError(message)
    # Logs and claim sets of others may name the address, so it must not have a secret.
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        message = f"{name} must not have a user, a password, a query or a fragment. Give a key as {KEY} or api_key."
        raise InvalidValueError(message)
    return url.rstrip("/")


def checked_key(key: str, name: str = "api_key") -> SecretStr:
    """Return a key as a value that does not show itself.

    Args:
        key: The key.
        name: What gave it, for messages.

    Raises:
        InvalidValueError: If no request can have it in a header.
    """
    if not re.fullmatch(r"[!-~]+", key):
        message = f"{name} is empty, or has white space or characters outside ASCII. Check how it was copied."
        raise InvalidValueError(message)
    return SecretStr(key)


def _client(openai: Any, seconds: float) -> Any:
    """Return an HTTP client that ends each request after some seconds and bytes, however they come."""
    httpx = optional_import("httpx2", feature="LLMExtractor", extra="llm")

    class Client(openai.DefaultAsyncHttpxClient):  # type: ignore[misc]
        """A client whose requests end; the timeouts of the library begin again with each byte."""

        async def send(self, request: Any, **options: Any) -> Any:
            """Send a request, and read the whole response within the time and the size."""
            try:
                async with asyncio.timeout(seconds):
                    response = await super().send(request, **{**options, "stream": True})
                    return await _read(httpx, response)
            except TimeoutError:
                message = "the whole request took too long"
                raise httpx.ReadTimeout(message, request=request) from None

    # An article goes only to the endpoint that the user named.
    return Client(timeout=seconds, follow_redirects=False, headers={"Accept-Encoding": ", ".join(_ENCODINGS)})


async def _read(httpx: Any, response: Any) -> Any:
    """Return a copy of a response with its whole body, decompressed.

    Raises:
        AskingError: If the body is too long, or compressed in a way that was not asked for.
    """
    body = bytearray()
    try:
        encoding = response.headers.get("Content-Encoding", "")
        if encoding.lower() not in ("", "identity", *_ENCODINGS):
            message = "the endpoint compressed its answer in a way that it was not asked for. Check base_url."
            raise AskingError(message)
        async for part in response.aiter_bytes():
            body += part
            if len(body) > _MOST_BYTES:
                message = f"the endpoint's answer has more than {_MOST_BYTES:,} bytes. Check base_url and model."
                raise AskingError(message)
    finally:
        await response.aclose()
    headers = response.headers.copy()
    for name in ("Content-Encoding", "Content-Length", "Transfer-Encoding"):
        headers.pop(name, None)
    if response.is_error and _is_used_up(_error_in(body)):
        # The client would wait and ask again, as if the endpoint were busy.
        headers[_SHOULD_RETRY] = "false"
    whole = httpx.Response(response.status_code, headers=headers, content=bytes(body), request=response.request)
    # JSON is UTF-8, whatever a header says.
    whole.encoding = "utf-8-sig"
    return whole


def _error_in(body: bytearray) -> object:
    """Return the error that the body of a response describes; None if it describes none."""
    try:
        return _Refused.model_validate_json(body).error
    except ValidationError:
        return None


def _is_used_up(error: object) -> bool:
    """Return whether the error of an endpoint says that the quota is used up."""
    return isinstance(error, Mapping) and _USED_UP in (error.get("code"), error.get("type"))


def _advice(status: int, error: object) -> str:
    """Return what to do about an error of an endpoint."""
    if _is_used_up(error):
        return _NO_QUOTA
    return _REDIRECTED if 300 <= status < 400 else _ADVICE.get(status, _LATER)


def _reply(text: str, retries: int, key: str, sent: str) -> Reply:
    """Return what a completion says."""
    try:
        completion = Completion.model_validate_json(text)
    except ValidationError:
        message = "the endpoint's answer is not a chat completion. Check base_url, which often ends with /v1."
        raise AskingError(message, retries, general=True) from None
    reply = completion.reply(retries)
    if completion.error and not reply.text:
        code = completion.error.get("code")
        status = code if isinstance(code, int) and 400 <= code < 600 else HTTPStatus.OK
        raise _refusal(status, completion.error, retries, key, sent)
    return reply


def _refusal(status: int, error: object, retries: int, key: str, sent: str) -> AskingError:
    """Return the failure of a request that an endpoint refused, with its message if that can be shown."""
    told = error.get("message") if isinstance(error, Mapping) and status not in _OF_THE_KEY else None
    said = harmless(told, "" if key == _NO_KEY else key, sent)
    answered = "with an error" if status == HTTPStatus.OK else status
    reason = f"the endpoint answered {answered}{said}. {_advice(status, error)}"
    kind = GivenUpError if status in _OF_THE_SETUP or _is_used_up(error) else AskingError
    return kind(reason, retries, general=status not in _OF_AN_ARTICLE)


def _retries(error: Any) -> int:
    request = getattr(error, "request", None)
    count = "" if request is None else str(request.headers.get(_RETRIES, ""))
    return int(count) if count.isdecimal() else 0
