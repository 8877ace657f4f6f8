"""The course of the built site: a manifest as the specification has it, a module a scenario, and what it leads to."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from macros import courses
from macros.guidance import CARTRIDGE, CARTRIDGES, word_name
from macros.reading import load
from tests.conftest import ROOT

LIBRARY = load(ROOT)

NAMES = {
    "cp": "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1",
    "wl": "http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3",
}


@pytest.fixture(scope="module", params=CARTRIDGES)
def package(request: pytest.FixtureRequest, site_folder: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(site_folder / "downloads" / request.param) as file:
        yield file


@pytest.fixture(scope="module")
def manifest(package: zipfile.ZipFile) -> etree._Element:
    """The manifest, with the names of version 1.3 where it has those of 1.1, which differ in nothing else."""
    return etree.fromstring(with_names_of_now(package.read("imsmanifest.xml")))


def with_names_of_now(text: bytes) -> bytes:
    return re.sub(
        rb"imsccv1p1|imswl_(xml)?v1p1|1\.1\.0",
        lambda found: found[0].replace(b"1p1", b"1p3").replace(b"1.1.0", b"1.3.0"),
        text,
    )


def modules(manifest: etree._Element) -> dict[str, list[tuple[str, str]]]:
    """Return the title and the resource of each line of each module."""
    return {
        folder.findtext("cp:title", namespaces=NAMES): [
            (each.findtext("cp:title", namespaces=NAMES), each.get("identifierref"))
            for each in folder.findall("cp:item", NAMES)
        ]
        for folder in manifest.findall(".//cp:organization/cp:item/cp:item", NAMES)
    }


def test_the_manifest_is_as_the_specification_has_it(manifest: etree._Element, package: zipfile.ZipFile) -> None:
    """Each element stands where it may; what is referred to is there, nothing is missing and nothing is left over."""
    schema = etree.RelaxNG(etree.parse(Path(__file__).with_name("cartridge.rng")))
    assert schema.validate(manifest), schema.error_log
    identities = manifest.xpath("//@identifier")
    assert len(identities) == len(set(identities))
    resources = manifest.findall(".//cp:resource", NAMES)
    assert set(manifest.xpath("//@identifierref")) == {each.get("identifier") for each in resources}
    files = [each.find("cp:file", NAMES).get("href") for each in resources]
    assert sorted(["imsmanifest.xml", *files]) == sorted(package.namelist())
    assert package.namelist()[0] == "imsmanifest.xml"
    for each, file in zip(resources, files, strict=True):
        assert each.get("href") in (None, file)
        if each.get("type") != "webcontent":
            link = etree.fromstring(with_names_of_now(package.read(file)))
            assert link.tag == f"{{{NAMES['wl']}}}webLink"
            assert [child.tag.rpartition("}")[2] for child in link] == ["title", "url"]
            assert link[0].text


def test_there_is_a_module_for_each_scenario_with_what_it_needs(
    manifest: etree._Element, package: zipfile.ZipFile, site_folder: Path
) -> None:
    """Its list as a link and as files comes first, then its ready set; all worksheets and calls have modules too."""
    found = modules(manifest)
    titles = [each.title for each in LIBRARY.scenarios.values()]
    assert list(found) == ["Start here", *titles, "Worksheets", "Calls"]
    paper = LIBRARY.brand.paper
    for scenario in LIBRARY.scenarios.values():
        lines = [resource for _, resource in found[scenario.title]]
        list_of = [
            f"link-scenarios.{scenario.id}",
            f"file-{scenario.id}-{paper}.pdf",
            f"file-{scenario.id}-{paper}.docx",
        ]
        assert lines[:3] == list_of
        for worksheet in scenario.ready_set.worksheets:
            assert f"link-worksheets.{worksheet}" in lines
            assert f"file-{worksheet}-{paper}.pdf" in lines
        assert {f"file-card-{card}-{paper}.pdf" for card in scenario.ready_set.cards} <= set(lines)
    assert len(found["Worksheets"]) == 3 * len(LIBRARY.worksheets)
    assert len(found["Calls"]) == 3 * len(LIBRARY.conversations)
    name = word_name(LIBRARY.worksheets["people"], paper)
    assert package.read(f"files/{name}") == (site_folder / "downloads" / name).read_bytes()


def test_each_link_leads_to_a_page_in_a_tab_of_its_own(package: zipfile.ZipFile, site_folder: Path) -> None:
    """Each address is the site's own, as printed codes have it, and the page is there."""
    links = [
        etree.fromstring(with_names_of_now(package.read(name)))
        for name in package.namelist()
        if name.startswith("links/")
    ]
    addresses = [link.find("wl:url", NAMES).get("href") for link in links]
    assert all(each.startswith(LIBRARY.brand.address) for each in addresses)
    pages = [each.removeprefix(LIBRARY.brand.address) for each in addresses]
    assert [page for page in pages if not (site_folder / page / "index.html").is_file()] == []
    assert {link.find("wl:url", NAMES).get("target") for link in links} == {"_blank"}


def test_what_a_centre_hides_is_in_no_module(site_folder: Path, tmp_path: Path) -> None:
    """No link leads to a page that is hidden; the rest stays, with the bytes it had, of the day of the edition."""
    files = {name: (site_folder / "downloads" / name).read_bytes() for name in courses.needed(LIBRARY)}
    whole = courses.cartridge(CARTRIDGE, LIBRARY, LIBRARY.brand.address, files)
    assert whole == (site_folder / "downloads" / CARTRIDGE).read_bytes()
    out = tmp_path / CARTRIDGE
    out.write_bytes(courses.cartridge(CARTRIDGE, LIBRARY, LIBRARY.brand.address, files, {"cards/"}))
    with zipfile.ZipFile(site_folder / "downloads" / CARTRIDGE) as all_of_it, zipfile.ZipFile(out) as less:
        assert set(all_of_it.namelist()) - set(less.namelist()) == {"links/link-cards.xml"}
        day = LIBRARY.edition.released
        assert {each.date_time for each in less.infolist()} == {(day.year, day.month, day.day, 0, 0, 0)}


def test_moodle_takes_the_other_one_for_what_it_reads(site_folder: Path) -> None:
    """It looks for the name of version 1.1 in the first 500 bytes, and knows no later one."""
    for name, is_known in zip(CARTRIDGES, (False, True), strict=True):
        with zipfile.ZipFile(site_folder / "downloads" / name) as file:
            begin = file.read("imsmanifest.xml")[:500]
        assert (b'xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"' in begin) == is_known
