"""Making documents: the same bytes each time, once for the same words, under a centre’s own name and logo."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx.document import Document
from lxml import etree
from PIL import Image

from macros import word
from macros.brand.logo import read
from macros.guidance import Library
from macros.reading import load
from macros.word import content, files

DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0h40v10H0z" fill="#a00"/></svg>'
NAME = "panel-day-a4.docx"


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (80, 20), "red").save(out, "PNG")
    return out.getvalue()


def test_a_document_is_made_once_for_its_words(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Made again elsewhere it has the same bytes; here it is taken from where it is kept, until its words change."""
    library = load(project)
    first = word.render(library, tmp_path / "one")
    assert first.keys() == set(word.names(library))
    assert word.render(library, tmp_path / "two") == first
    made: list[content.Subject] = []

    def counted(subject: content.Subject, library: Library, file: bytes) -> Document:
        made.append(subject)
        return content.document(subject, library, file)

    monkeypatch.setattr(files, "document", counted)
    assert word.render(library, tmp_path / "one") == first
    assert made == []
    card = library.cards["meal"].model_copy(update={"lead": "Another lead."})
    changed = word.render(replace(library, cards={**library.cards, "meal": card}), tmp_path / "one")
    assert [content.listed(each).id for each in made] == ["meal"]
    assert {name for name in first if changed[name] != first[name]} == {"card-meal-letter.docx", "card-meal-a4.docx"}
    assert word.render(library, tmp_path / "one", only=[NAME]).keys() == {NAME}


@pytest.mark.parametrize(("kind", "data"), [("svg", DRAWN.encode()), ("png", picture())])
def test_a_logo_stands_in_the_head_with_words_for_it(project: Path, tmp_path: Path, kind: str, data: bytes) -> None:
    """A drawing becomes a picture, which every office program shows, red as it was; beside it stands the name."""
    library = load(project)
    (tmp_path / f"logo.{kind}").write_bytes(data)
    logo = read(f"logo.{kind}", tmp_path)
    brand = library.brand.model_copy(update={"name": "Leeds & Co", "logo": logo, "colour": "#123456"})
    made = word.render(replace(library, brand=brand), tmp_path, only=[NAME])[NAME]
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        (head,) = [file.read(name).decode() for name in file.namelist() if name.startswith("word/header")]
        (image,) = [file.read(name) for name in file.namelist() if name.startswith("word/media/")]
        style = file.read("word/styles.xml").decode()
    assert 'descr="Logo of Leeds &amp; Co"' in head
    assert "Leeds &amp; Co<" in head
    assert Image.open(io.BytesIO(image)).convert("RGB").tobytes()[0] > 150
    assert "123456" in style
    sizes = etree.fromstring(head.encode()).xpath("//*[local-name()='extent']/@cx")
    assert {round(int(each) / 36_000) for each in sizes} == {32}
