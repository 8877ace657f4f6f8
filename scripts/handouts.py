"""`second-round handouts`: PDFs for a class, a centre or a network of centres."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from macros import orders as engine
from macros.errors import PressError, SecondRoundError
from macros.orders import Folder, Given, Handout, Known, Order, Roster, Tally
from macros.paper import Pack, executor_of, prepare, try_logo
from macros.reading import load, read_brands
from macros.values import PAPERS
from scripts import ROOT

CACHE = ROOT / ".cache"

READABLE = click.Path(exists=True, path_type=Path)


class Setting(click.ParamType[tuple[str, str]]):
    """FIELD=TEXT."""

    name = "FIELD=TEXT"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        field, sign, text = value.partition("=")
        if not sign:
            self.fail(
                f'"{value}" has no =. Write the field, =, and the text, such as centre="Dana, room 12".', param, ctx
            )
        return field.strip(), text


@click.command()
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True)
@click.option("--card", "cards", metavar="ID", multiple=True, help="Add a card, such as meal. Repeat it for more.")
@click.option("--worksheet", "worksheets", metavar="ID", multiple=True, help="Add a worksheet, such as people.")
@click.option("--conversation", "conversations", metavar="ID", multiple=True, help="Add a script, such as callback.")
@click.option(
    "--cover",
    is_flag=True,
    help="Begin with a page that says when to open what. It is worth its paper for a stapled pack; a checklist alone "
    "needs none.",
)
@click.option(
    "--notes",
    is_flag=True,
    help="End with a page of lines to write on. Where a text of the roster is too long for its field, that copy gets "
    "the page anyway, with the text on it.",
)
@click.option(
    "--paper",
    "papers",
    type=click.Choice(PAPERS),
    multiple=True,
    help="The paper. Without it, the one that the brand names; give both for both.",
)
@click.option("--large", is_flag=True, help="Large print, 18 point.")
@click.option(
    "--brand",
    type=READABLE,
    metavar="FILE|FOLDER",
    help="Another brand.yml instead of the one in checklists/. Of a folder, every brand in it: the PDFs of oxford.yml "
    "go into a folder oxford.",
)
@click.option(
    "--set",
    "settings",
    type=Setting(),
    multiple=True,
    help='Fill in a field on every copy, such as --set centre="Dana, room 12". A roster goes before it.',
)
@click.option(
    "--roster",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="PEOPLE.CSV",
    help="Make a copy for each row of a table, saved as CSV. A row of headings names fields: name, date, employer, "
    "centre, a field of a worksheet such as people.person-1.name, or an item to tick with x. Other columns are left "
    "out and reported.",
)
@click.option(
    "--merge",
    is_flag=True,
    help="Make also one PDF of all copies for the printer, …-all.pdf. Each begins on a new sheet when printed on both "
    f"sides. More than {engine.tables.MOST_PAGES:,} pages become several.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default="handouts",
    show_default=True,
    metavar="FOLDER",
    help="Where the PDFs go. The folder is made if it is not there.",
)
@click.option(
    "--replace",
    "overwrite",
    is_flag=True,
    help="Replace PDFs that are there already and are different. Without it they stay as they are and are reported, "
    "because somebody may have filled them in.",
)
@click.option(
    "--executor",
    "where",
    metavar="processes:N|dask:ADDRESS",
    help="Where sheets are made that were not made before: in N processes (as many as there are cores, unless you say "
    "so), or on the dask cluster at ADDRESS. The PDFs are the same everywhere.",
)
def handouts(
    scenarios: tuple[str, ...],
    settings: tuple[tuple[str, str], ...],
    brand: Path | None,
    roster: Path | None,
    merge: bool,
    out: Path,
    overwrite: bool,
    where: str | None,
    **sheets: object,
) -> None:
    """Make PDFs to hand out: the checklist of a SCENARIO, and the sheets that you add.

    SCENARIO is the id of a checklist, such as panel-day; name several, or say all. The ids of checklists, cards,
    worksheets and scripts are the names of the files in checklists/scenarios, checklists/cards, checklists/worksheets
    and checklists/conversations.

    \b
    second-round handouts panel-day
    second-round handouts panel-day --worksheet people --card meal --roster class.csv --merge

    When it was stopped, run the same again: what is there already is not written again.
    """
    if merge and not roster:
        raise click.UsageError("--merge puts the copies of a roster together. Name one with --roster.")
    trial = partial(try_logo, cache=CACHE)
    library = load(ROOT, None if brand else trial)
    order = Order(scenarios=scenarios, **sheets)  # type: ignore[arg-type]  # as click has parsed them
    order.of(library)
    brands, wrong = read_brands(brand, trial) if brand else ({"": library.brand}, [])
    libraries = {name: replace(library, brand=each) for name, each in brands.items()}
    tally = Tally(failed=wrong)
    with ExitStack() as stack:
        stack.enter_context(_in_words())
        screen = stack.enter_context(_screen())
        executor = stack.enter_context(executor_of(where)) if where else None
        run: Run | None = None
        for name, each in libraries.items():
            try:
                packs = engine.open_packs(each, order.of(each), not brand, CACHE, executor, screen.sheets)
            except PressError as error:
                tally.failed.append(f"{name}: {error}" if name else str(error))
                continue
            if run is None:
                # What is wrong with the roster is said before the sheets of a hundred brands are made.
                run = Run.read(packs, settings, roster, merge, overwrite, tally, screen)
                every = (engine.sheets_for(each, order.of(each), not brand) for each in libraries.values())
                prepare(chain(*(sheets for each in every for sheets in each.values())), CACHE, executor, screen.sheets)
            run.make(packs, out / name)
    _report(tally, out)


class Screen:
    """Shows how far the work is, on a terminal; elsewhere nothing."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._sheets = progress.add_task("Sheets", total=None, visible=False)
        self._copies = progress.add_task("Copies", total=0, visible=False)
        self._total = 0

    def sheets(self, done: int, of: int) -> None:
        self._progress.update(self._sheets, completed=done, total=of, visible=True)

    def expect(self, copies: int) -> None:
        self._total += copies
        self._progress.update(self._copies, total=self._total, visible=True)

    def copy(self) -> None:
        self._progress.advance(self._copies)


@contextmanager
def _in_words() -> Iterator[None]:
    """Say in words what the machine or the network refuses."""
    try:
        yield
    except OSError as error:
        advice = "What was written before is whole. Run the same again to go on."
        raise SecondRoundError(f"{error}. {advice}") from error


@contextmanager
def _screen() -> Iterator[Screen]:
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        yield Screen(progress)


@dataclass(frozen=True)
class Run:
    """What is made of each handout, under one brand after the other."""

    given: Given
    roster: Roster | None
    merge: bool
    overwrite: bool
    tally: Tally
    screen: Screen

    @classmethod
    def read(
        cls,
        packs: Mapping[Handout, Pack],
        settings: Iterable[tuple[str, str]],
        roster: Path | None,
        merge: bool,
        overwrite: bool,
        tally: Tally,
        screen: Screen,
    ) -> Run:
        known = Known.on(packs)
        given = engine.read_given(settings, known)
        people = engine.read_roster(roster, known) if roster else None
        if people:
            tally.noticed += map(str, people.notices)
            tally.failed += map(str, people.problems)
        return cls(given, people, merge, overwrite, tally, screen)

    def make(self, packs: Mapping[Handout, Pack], out: Path) -> None:
        for handout, pack in packs.items():
            if self.roster is None:
                engine.make_blank(pack, handout, self.given, Folder(out, self.overwrite), self.tally)
                continue
            folder = Folder(out / handout.stem if len(packs) > 1 else out, self.overwrite)
            self.screen.expect(len(self.roster.rows) * (2 if self.merge else 1))
            rest = (self.given, folder, self.tally, self.screen.copy)
            made = engine.make_copies(pack, handout, self.roster, *rest)
            if self.merge:
                engine.make_merged(pack, handout, made, *rest)


def _report(tally: Tally, out: Path) -> None:
    """Say what was made and what was not; exit 1 where anything was not."""
    for head, lines in (("Made, and worth a look:", tally.noticed), ("Not made:", tally.failed)):
        for line in (head, *lines) if lines else ():
            click.echo(line, err=True)
    if tally.taken:
        click.echo("To replace what is there: the same command with --replace. Or take another folder: --out", err=True)
    made = tally.written + tally.there
    again = f", {tally.there:,} of them from before" if tally.there else ""
    click.echo(f"{out}/ has {made:,} {'PDF' if made == 1 else 'PDFs'} of this order{again}.")
    if tally.failed:
        sys.exit(1)
