"""Make the page that shows the API to a person: one document, nothing loaded from elsewhere."""

import functools
import html
import json
from collections.abc import Sequence
from typing import Any, Final

from addonctl.model.messages.every import ENTRIES
from addonctl.server.document.openapi import openapi_document
from addonctl.server.problems import STATUS

HTML: Final = "text/html; charset=utf-8"
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1b1b;background:#fff}h2{margin-top:2.5rem}code,pre{font:14px/1.5 ui-monospace,"
    "monospace}pre{background:#f4f4f4;padding:1rem;overflow:auto}table{border-collapse:collapse;"
    "width:100%}td,th{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;"
    "border-bottom:1px solid #ddd}summary{cursor:pointer}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}pre{background:#242424}"
    "td,th{border-color:#444}a{color:#8ab4f8}}"
)


@functools.cache
def docs_page() -> str:
    """Write the page: every path with its words, parameters, examples; every code of a problem."""
    document = openapi_document()
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{_text(document['info']['title'])}</title><style>{_STYLE}</style>",
        f"<h1>{_text(document['info']['title'])}</h1>",
        f"<p>{_text(document['info']['description'])}</p>",
        '<p>The whole contract: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>',
    ]
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method != "parameters":
                parts += _operation(path, method, operation, methods.get("parameters", []))
    return "".join([*parts, *_codes(), "</html>\n"])


def _operation(
    path: str, method: str, operation: dict[str, Any], shared: list[dict[str, Any]]
) -> list[str]:
    title = f"{method.upper()} {path}"
    parts = [
        f'<h2 id="{_text(operation["operationId"])}"><code>{_text(title)}</code></h2>',
        f"<p>{_text(operation['summary'])}</p>",
        f"<p>{_text(operation['description'])}</p>",
    ]
    rows = [
        (each["name"], each["in"], each["description"])
        for each in (*shared, *operation.get("parameters", []))
    ]
    if rows:
        parts.append(_table(("parameter", "in", "what it says"), rows))
    body = operation.get("requestBody")
    if body is not None:
        examples = next(iter(body["content"].values()))["examples"]
        example = json.dumps(next(iter(examples.values()))["value"], indent=2, ensure_ascii=False)
        parts.append(f"<details><summary>A body</summary><pre>{_text(example)}</pre></details>")
    answers = [(status, each["description"]) for status, each in operation["responses"].items()]
    parts.append(_table(("status", "answer"), answers))
    return parts


def _codes() -> list[str]:
    rows = []
    for code in sorted(STATUS):
        means = ENTRIES[code].means or ""
        rows.append((f'<span id="{code}">{code}</span>', str(STATUS[code]), _text(means)))
    body = "".join(f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>" for a, b, c in rows)
    head = "<tr><th>code</th><th>status</th><th>what it means</th></tr>"
    return [
        "<h2>Problems</h2><p>Branch on the code, never on the status.</p>",
        f"<table>{head}{body}</table>",
    ]


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    cells = "".join(f"<th>{_text(each)}</th>" for each in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{_text(each)}</td>" for each in row) + "</tr>" for row in rows
    )
    return f"<table><tr>{cells}</tr>{body}</table>"


def _text(text: object) -> str:
    return html.escape(str(text))
