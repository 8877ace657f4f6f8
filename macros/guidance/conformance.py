"""Owns a report on accessibility as a frozen value, in the open format OpenACR; does not judge what it says.

The format is that of the U.S. General Services Administration, OpenACR 0.1.0 (github.com/GSA/openacr). `name`, what a
criterion is called, is ours: the format takes further keys, and a reader wants it.
"""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from macros.values import Value, text

Level = Literal["supports", "partially-supports", "does-not-support", "not-applicable", "not-evaluated"]

LEVELS: tuple[Level, ...] = get_args(Level)

CHAPTERS = {
    "success_criteria_level_a": "WCAG 2.2, level A",
    "success_criteria_level_aa": "WCAG 2.2, level AA",
    "success_criteria_level_aaa": "WCAG 2.2, level AAA",
    "functional_performance_criteria": "Section 508, chapter 3: functional performance",
    "hardware": "Section 508, chapter 4: hardware",
    "software": "Section 508, chapter 5: software",
    "support_documentation_and_services": "Section 508, chapter 6: documentation and support",
    "en_301_549_functional_performance": "EN 301 549, chapter 4: functional performance",
    "en_301_549_generic_requirements": "EN 301 549, chapter 5: generic requirements",
    "en_301_549_ict_with_two-way_voice": "EN 301 549, chapter 6: two-way voice",
    "en_301_549_ict_with_video": "EN 301 549, chapter 7: video",
    "en_301_549_hardware": "EN 301 549, chapter 8: hardware",
    "en_301_549_web": "EN 301 549, chapter 9: web",
    "en_301_549_non-web-documents": "EN 301 549, chapter 10: documents",
    "en_301_549_software": "EN 301 549, chapter 11: software",
    "en_301_549_documentation_and_support_services": "EN 301 549, chapter 12: documentation and support",
    "en_301_549_ict_providing_relay_or_emergency_service_access": "EN 301 549, chapter 13: relay and emergencies",
}
"""The tables of a report, in order, by their ids in the catalog 2.5-edition-wcag-2.2-508-eu-en of the format."""

LEVEL_WORDS: dict[Level, str] = {
    "supports": "Supports",
    "partially-supports": "Partially supports",
    "does-not-support": "Does not support",
    "not-applicable": "Not applicable",
    "not-evaluated": "Not evaluated",
}

COMPONENT_WORDS = {"web": "Pages", "electronic-docs": "PDFs", "none": ""}

Words = Annotated[str, StringConstraints(min_length=1, max_length=2000)]

Line = Annotated[str, text(160)]

Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description='a day in quotes, such as "2026-11-29"')]


class Adherence(Value):
    """How far one kind of content meets a criterion, and what that rests on."""

    level: Annotated[Level, Field(description=f"one of {', '.join(LEVELS)}")]
    notes: Annotated[Words, Field(description="what it rests on, with tests as `file::test`")] = ""


class Component(Value):
    """One kind of content: pages, documents, or both where a criterion is about the whole."""

    name: Annotated[
        Literal["web", "electronic-docs", "none"],
        Field(description="web for pages, electronic-docs for PDFs, none for the whole"),
    ]
    adherence: Adherence


class Criterion(Value):
    """One criterion of a standard."""

    num: Annotated[str, Field(pattern=r"^\d+(\.\d+)+$", description='its number in quotes, such as "1.4.10"')]
    name: Line
    components: Annotated[tuple[Component, ...], Field(min_length=1)]


class Chapter(Value):
    """One table of the report, or why there is none."""

    notes: Words = ""
    disabled: bool = False
    criteria: tuple[Criterion, ...] = ()


class Contact(Value):
    """Who wrote the report, or who publishes what it is about."""

    name: Line
    company_name: Line
    email: Line


class Product(Value):
    """What the report is about."""

    name: Line
    version: Line
    description: Words


class Conformance(Value):
    """A report on accessibility: a level for each criterion of each chapter."""

    title: Line
    product: Product
    author: Contact
    vendor: Contact
    report_date: Day
    last_modified_date: Day
    version: Annotated[int, Field(ge=1)]
    license: Line
    catalog: Line
    notes: Words
    evaluation_methods_used: Words
    legal_disclaimer: Words
    chapters: dict[str, Chapter]

    @property
    def id(self) -> str:
        return "conformance"

    @property
    def lead(self) -> str:
        return f"{self.product.name} {self.product.version}, {self.report_date}. WCAG 2.2, Section 508 and EN 301 549."

    @property
    def facts(self) -> dict[str, str]:
        """What it is about, who made it, when and how, each by what it is called."""
        author, vendor = (f"{each.name} ({each.company_name}), {each.email}" for each in (self.author, self.vendor))
        changed = f", changed {self.last_modified_date}" if self.last_modified_date != self.report_date else ""
        return {
            "What it is about": f"{self.product.name} {self.product.version}. {self.product.description}",
            "Who evaluated it": author,
            "Who publishes it": vendor,
            "When": f"{self.report_date}{changed}, version {self.version}",
            "How": self.evaluation_methods_used,
            "Notes": self.notes,
            "What it is not": self.legal_disclaimer,
        }

    @property
    def tables(self) -> dict[str, Chapter]:
        """The chapters with criteria, by id, in order."""
        return {each: chapter for each in CHAPTERS if (chapter := self.chapters.get(each)) and chapter.criteria}

    @property
    def left_out(self) -> dict[str, str]:
        """Why each other chapter has no criteria, by its id, in order."""
        return {
            each: self.chapters[each].notes for each in CHAPTERS if each in self.chapters and each not in self.tables
        }
