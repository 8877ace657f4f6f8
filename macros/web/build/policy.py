"""Owns what a page may load, run and send, as the browser is to hold it; rejects code in the words of a page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from macros.errors import SiteError

RECORDS = "<second-round-rehearsal"
"""What a page has that can play what was recorded on it."""

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)

_CODE = re.compile(r"<(?:script|style)\b|\s(?:style|on\w+)\s*=", re.IGNORECASE)

_CHARSET = re.compile(r"""<meta\s+charset=["']?utf-8["']?\s*/?>""", re.IGNORECASE)


def fingerprint(content: bytes) -> str:
    """Return the hash by which a browser recognises content, in a policy and before it takes a file: 'sha256-…'."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def code_in(content: str) -> list[str]:
    """Return every tag of a page's content that brings code or style of its own, which its policy would not let run."""
    return [tag for tag in _TAG.findall(content) if _CODE.search(re.sub(r'"[^"]*"', '""', tag))]


def words_of(page: str) -> str:
    """Return what stands in the <article> of a whole page: its own words, without what a theme puts around them."""
    return "".join(re.findall(r"<article\b.*</article>", page, re.DOTALL | re.IGNORECASE))


def inline_scripts(page: str) -> list[str]:
    """Return the text of each script that stands in the page itself; data and files are none."""
    kinds = _SCRIPT.findall(page)
    return [text for attributes, text in kinds if not re.search(r'\bsrc=|type="?application/json', attributes)]


def policy(page: str) -> str:
    """Return the content policy of `page`: all from its own origin, nothing to another, no script but those there."""
    # What somebody recorded on this page is played from its memory, and from nowhere else.
    own = ["media-src blob:"] if RECORDS in page else []
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(["script-src 'self'", *_hashes(inline_scripts(page))]),
            " ".join(["style-src 'self'", *_hashes(_STYLE.findall(page))]),
            "img-src 'self' data:",  # the theme's style sheet holds its signs
            "font-src 'self'",
            "connect-src 'self'",
            *own,
            "worker-src 'self'",
            "manifest-src 'self'",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def _hashes(texts: Iterable[str]) -> list[str]:
    return sorted({f"'{fingerprint(text.encode())}'" for text in texts})


def with_policy(page: str) -> str:
    """Return `page` with its policy, which stands before all that it rules.

    Raises SiteError where the page doesn't begin as it should: without a policy everything is allowed.
    """
    charset = _CHARSET.search(page)
    if not charset:
        raise SiteError('It has no <meta charset="utf-8">, after which its content policy belongs.')
    rule = f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}">'
    return f"{page[: charset.end()]}{rule}{page[charset.end() :]}"
