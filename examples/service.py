"""A web service that finds claims: one pipeline, shared by all requests.

    pip install fastapi uvicorn
    uvicorn --app-dir examples service:app --workers 2

    curl -X POST localhost:8000/claims --json '{"text": "The mayor denied that the bridge was closed."}'
    curl -X POST localhost:8000/pages --header 'Content-Type: text/html' --data-binary @page.html

A body that is not an article is answered with 422, a page that cannot be read with 415, and a page that is too large
with 413.
"""

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

import newsclaims as nc

MAX_BYTES = 5_000_000
"""The largest body of a request."""


@asynccontextmanager
async def ready(app: FastAPI) -> AsyncIterator[None]:
    """Build the pipeline before the first request, so that no request waits for the model."""
    app.state.pipeline = nc.Pipeline()
    await run_in_threadpool(app.state.pipeline.extract, "The model is loaded now, the service said.")
    yield


app = FastAPI(title="newsclaims", lifespan=ready)


@app.post("/claims")
def claims_of_an_article(article: nc.Article, request: Request) -> JSONResponse:
    """Find the claims of an article; FastAPI runs a plain function in a thread, and checks the article."""
    return _answer(request.app.state.pipeline.extract(article))


@app.post("/pages")
async def claims_of_a_page(request: Request) -> JSONResponse:
    """Find the claims of a web page, which is the body of the request."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MAX_BYTES:
            raise HTTPException(413, f"The page is larger than {MAX_BYTES:,} bytes.")
    try:
        claims = await run_in_threadpool(_claims_of_page, request.app.state.pipeline, bytes(body))
    except nc.NewsClaimsError as error:
        raise HTTPException(415, str(error)) from error
    return _answer(claims)


def _claims_of_page(pipeline: nc.Pipeline, page: bytes) -> nc.ClaimSet:
    article = next(nc.read(io.BytesIO(page), "html", max_bytes=MAX_BYTES))
    return pipeline.extract(article)


def _answer(claims: nc.ClaimSet) -> JSONResponse:
    content: dict[str, Any] = json.loads(claims.to("json"))
    return JSONResponse(content)
