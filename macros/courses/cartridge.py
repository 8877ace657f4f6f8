"""Owns a Common Cartridge of the guidance: pages as links, sheets as files; does not make a page or a sheet.

The specification is 1EdTech's “Common Cartridge”: a manifest with one organisation, whose root holds a folder for each
module, and resources of two kinds, web links and files. Version 1.3 is what most systems read; Moodle reads 1.1, which
says the same under other names.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from macros.guidance import (
    CARTRIDGE,
    MOODLE_CARTRIDGE,
    Conversation,
    Library,
    Scenario,
    Sheet,
    Worksheet,
    download_name,
    word_name,
)

TITLE = "Second Round: second and later job interviews"

ABOUT = "Checklists to tick, worksheets to fill in and calls to practise, for a second job interview."

LICENCE = "CC BY 4.0"

VERSIONS = {CARTRIDGE: 3, MOODLE_CARTRIDGE: 1}
"""Which version 1.x each file is of."""


@dataclass(frozen=True)
class CourseLine:
    """One line of a module: its title, and either the address of a page from the top of the site, or a file."""

    title: str
    page: str = ""
    file: str = ""

    @property
    def identity(self) -> str:
        """What the manifest calls the resource; two lines may lead to one."""
        return f"{'file' if self.file else 'link'}-{(self.file or self.page or 'home').strip('/').replace('/', '.')}"

    @property
    def path(self) -> str:
        """Where the resource stands in the cartridge."""
        return f"files/{self.file}" if self.file else f"links/{self.identity}.xml"


@dataclass(frozen=True)
class Module:
    """A folder of the course."""

    identity: str
    title: str
    entries: tuple[CourseLine, ...]


def needed(library: Library) -> set[str]:
    """Return the names of the files that `cartridge` needs."""
    return {each.file for module in _modules(library) for each in module.entries if each.file}


def cartridge(
    name: str, library: Library, address: str, files: Mapping[str, bytes], hidden: Container[str] = ()
) -> bytes:
    """Return the cartridge of this file name: the same bytes for the same words. Its links lead to `address`.

    `files` has the bytes of each sheet that it holds, by name; others in it are left alone. No link leads to a page of
    `hidden`, by its address from the top of the site.
    """
    version = VERSIONS[name]
    modules = [Module(each.identity, each.title, tuple(_open(each.entries, hidden))) for each in _modules(library)]
    entries = {each.identity: each for module in modules for each in module.entries}
    parts = {"imsmanifest.xml": _xml(_manifest(library, modules, entries, version))}
    for each in entries.values():
        parts[each.path] = files[each.file] if each.file else _xml(_link(each, address, version))
    day = library.edition.released
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr, entry.compress_type = 3, 0o100644 << 16, zipfile.ZIP_DEFLATED
            file.writestr(entry, content)
    return out.getvalue()


def _modules(library: Library) -> Iterator[Module]:
    """Yield where to begin, a module for each scenario, and one each for all worksheets and all calls."""
    start = (CourseLine("Who will be in the room?"), CourseLine("Cards for special circumstances", page="cards/"))
    yield Module("start", "Start here", start)
    for scenario in library.scenarios.values():
        ready = scenario.ready_set
        sheets: list[CourseLine] = list(_sheet(library, scenario))
        for worksheet in (library.worksheet(each) for each in ready.worksheets if each in library.worksheets):
            sheets += _sheet(library, worksheet)
        for card in (library.card(each) for each in ready.cards if each in library.cards):
            sheets += _files(library, card)
        yield Module(f"scenario-{scenario.id}", scenario.title, tuple(sheets))
    for title, sheets_of in (("Worksheets", library.worksheets), ("Calls", library.conversations)):
        found = tuple(entry for sheet in sheets_of.values() for entry in _sheet(library, sheet))
        if found:
            yield Module(title.lower(), title, found)


def _open(entries: Iterable[CourseLine], hidden: Container[str]) -> Iterator[CourseLine]:
    return (each for each in entries if each.file or each.page not in hidden)


def _sheet(library: Library, sheet: Scenario | Worksheet | Conversation) -> Iterator[CourseLine]:
    """Yield the page on which a sheet is filled in, and its files."""
    kind = {Scenario: "scenarios", Worksheet: "worksheets", Conversation: "conversations"}[type(sheet)]
    yield CourseLine(sheet.title, page=f"{kind}/{sheet.id}/")
    yield from _files(library, sheet)


def _files(library: Library, sheet: Sheet) -> Iterator[CourseLine]:
    paper = library.brand.paper
    yield CourseLine(f"{sheet.title} (PDF)", file=download_name(sheet, paper))
    yield CourseLine(f"{sheet.title} (Word)", file=word_name(sheet, paper))


def _manifest(library: Library, modules: Iterable[Module], entries: Mapping[str, CourseLine], version: int) -> Element:
    edition = library.edition
    top = Element(
        "manifest",
        {
            "identifier": f"second-round-{edition.edition}",
            "xmlns": f"{_common(version)}/imscp_v1p1",
            "xmlns:lomimscc": f"http://ltsc.ieee.org/xsd/imsccv1p{version}/LOM/manifest",
        },
    )
    about = SubElement(top, "metadata")
    SubElement(about, "schema").text = "IMS Common Cartridge"
    SubElement(about, "schemaversion").text = f"1.{version}.0"
    _about(SubElement(about, "lomimscc:lom"), library)
    organization = SubElement(
        SubElement(top, "organizations"), "organization", {"identifier": "course", "structure": "rooted-hierarchy"}
    )
    root = SubElement(organization, "item", {"identifier": "root"})
    for module in modules:
        folder = _item(root, f"module-{module.identity}", module.title)
        for number, each in enumerate(module.entries, 1):
            _item(folder, f"{module.identity}-{number}", each.title).set("identifierref", each.identity)
    resources = SubElement(top, "resources")
    for each in entries.values():
        resource = SubElement(
            resources,
            "resource",
            {"identifier": each.identity, "type": "webcontent" if each.file else f"imswl_xmlv1p{version}"},
        )
        if each.file:
            resource.set("href", each.path)
        SubElement(resource, "file", {"href": each.path})
    return top


def _common(version: int) -> str:
    return f"http://www.imsglobal.org/xsd/imsccv1p{version}"


def _about(lom: Element, library: Library) -> None:
    """Say what it is, in which language, and what may be done with it."""

    def say(parent: Element, name: str, words: str) -> None:
        SubElement(SubElement(parent, f"lomimscc:{name}"), "lomimscc:string", {"language": "en"}).text = words

    general = SubElement(lom, "lomimscc:general")
    say(general, "title", TITLE)
    SubElement(general, "lomimscc:language").text = "en"
    say(general, "description", f"{ABOUT} Edition {library.edition.edition}. {library.brand.contact}")
    rights = SubElement(lom, "lomimscc:rights")
    SubElement(SubElement(rights, "lomimscc:copyrightAndOtherRestrictions"), "lomimscc:value").text = "yes"
    say(rights, "description", LICENCE)


def _item(parent: Element, identity: str, title: str) -> Element:
    item = SubElement(parent, "item", {"identifier": identity})
    SubElement(item, "title").text = title
    return item


def _link(entry: CourseLine, address: str, version: int) -> Element:
    """A page of the site, in a tab of its own: there the browser keeps what is ticked."""
    link = Element("webLink", {"xmlns": f"{_common(version)}/imswl_v1p{version}"})
    SubElement(link, "title").text = entry.title
    SubElement(link, "url", {"href": address + entry.page, "target": "_blank"})
    return link


def _xml(top: Element) -> bytes:
    ElementTree.indent(top)
    return bytes(ElementTree.tostring(top, encoding="utf-8", xml_declaration=True)) + b"\n"
