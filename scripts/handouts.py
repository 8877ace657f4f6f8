"""`second-round handouts`: PDFs for a class, a centre or a network of centres."""

from __future__ import annotations

import datetime
import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from macros import orders as engine
from macros.errors import PressError, SecondRoundError, UnsupportedText
from macros.guidance import Library
from macros.orders import Folder, Given, Handout, Known, Order, Print, Roster, RosterRow, Tally
from macros.paper import Pack, Pool, cores, executor_of, prepare
from macros.reading import load, read_brands
from macros.values import PAPERS
from scripts import ROOT

CACHE = ROOT / ".cache"

FEW = 16
"""Up to so many packs get their brand in this process: starting others would take longer than it saves."""

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
    "centre, a field of a worksheet such as people.person-1.name, or an item to tick with x; the columns scenario, "
    "large and paper say who gets other sheets. Other columns are left out and reported. A list of names alone needs "
    "no headings.",
)
@click.option(
    "--merge",
    is_flag=True,
    help="Make also one PDF of all copies for the printer, …-all-….pdf, of each kind of sheets. More than "
    f"{engine.tables.MOST_PAGES:,} pages become several.",
)
@click.option(
    "--blank",
    "blanks",
    type=click.IntRange(0, 500),
    default=0,
    metavar="N",
    help="So many copies without a name beside those of the roster.",
)
@click.option(
    "--one-side",
    is_flag=True,
    help="For printing on one side, or for a screen. Without it each sheet begins on a new leaf and the backs of wide "
    "sheets are turned: print on both sides, turned on the long edge.",
)
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day in the names of a roster's files, such as 2026-11-29. Without it, today.",
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
    blanks: int,
    one_side: bool,
    day: datetime.datetime | None,
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
    if blanks and not roster:
        raise click.UsageError("--blank adds to the copies of a roster. Name one with --roster; one blank needs none.")
    library = load(ROOT)
    order = Order(scenarios=scenarios, **sheets)  # type: ignore[arg-type]  # as click has parsed them
    order.of(library)
    brands, wrong = read_brands(brand) if brand else ({"": library.brand}, [])
    libraries = {name: replace(library, brand=each) for name, each in brands.items()}
    tally = Tally(failed=wrong)
    made = f"{library.edition.edition}-{(day or datetime.datetime.now()).date()}"
    wish = Wish(settings, roster, blanks, merge, overwrite, Print(made, not one_side))
    with ExitStack() as stack:
        stack.enter_context(_in_words())
        screen = stack.enter_context(_screen())
        executor = stack.enter_context(executor_of(where)) if where else None
        run: Run | None = None
        names = iter(libraries)
        for name in names:
            each = libraries[name]
            opened = partial(engine.open_packs, each, whole=not brand, cache=CACHE, executor=executor)
            try:
                packs = opened(handouts=order.of(each), progress=screen.sheets)
                if run is None:
                    # What is wrong with the roster is said before the sheets of a hundred brands are made.
                    run = Run.read(packs, partial(opened, progress=screen.sheets), order, each, wish, tally, screen)
                    every = (engine.sheets_for(each, run.wanted(each), not brand) for each in libraries.values())
                    prepare(chain(*(some for each in every for some in each.values())), CACHE, executor, screen.sheets)
                packs = opened(handouts=run.wanted(each), progress=screen.sheets)
            except (PressError, UnsupportedText) as error:
                tally.failed.append(f"{name}: {error}" if name else str(error))
                continue
            run.make(each, packs, out / name)
            break
        if run:
            run.make_others({name: libraries[name] for name in names}, out, executor)
    _report(tally, out)


class Screen:
    """Shows how far the work is, on a terminal; elsewhere nothing."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._sheets = progress.add_task("Sheets", total=None, visible=False)
        self._copies = progress.add_task("Copies", total=0, visible=False)
        self._brands = progress.add_task("Brands", total=None, visible=False)
        self._total = 0

    def sheets(self, done: int, of: int) -> None:
        self._progress.update(self._sheets, completed=done, total=of, visible=True)

    def brands(self, done: int, of: int) -> None:
        self._progress.update(self._brands, completed=done, total=of, visible=True)

    def expect(self, copies: int) -> None:
        self._total += copies
        self._progress.update(self._copies, total=self._total, visible=True)

    def copy(self) -> None:
        self._progress.advance(self._copies)


@contextmanager
def _in_words() -> Iterator[None]:
    """Report in words what the machine or the network does not allow."""
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
class Wish:
    """What was asked for, beside the sheets."""

    settings: tuple[tuple[str, str], ...]
    roster: Path | None
    blanks: int
    merge: bool
    overwrite: bool
    how: Print


@dataclass(frozen=True)
class Run:
    """What is made of each handout, under one brand after the other."""

    order: Order
    wish: Wish
    given: Given
    roster: Roster | None
    rows: tuple[RosterRow, ...]
    """Those of the roster, and those without a name."""
    tally: Tally
    screen: Screen | None
    """None in a process that has no terminal of its own."""

    @classmethod
    def read(
        cls,
        packs: Mapping[Handout, Pack],
        open_packs: Callable[..., Mapping[Handout, Pack]],
        order: Order,
        library: Library,
        wish: Wish,
        tally: Tally,
        screen: Screen,
    ) -> Run:
        known = Known.on(packs, library)
        given = engine.read_given(wish.settings, known)
        if not wish.roster:
            return cls(order, wish, given, None, (), tally, screen)
        people = engine.read_roster(wish.roster, known)
        if any(row.choices for row in people.rows):
            # Other sheets have other fields.
            of = _by_choices(order, library)
            more = {each for row in people.rows for each in of(row)}
            packs = {**packs, **open_packs(handouts=sorted(more - packs.keys(), key=str))}
            people = engine.read_roster(wish.roster, Known.on(packs, library))
        tally.noticed += map(str, people.notices)
        tally.failed += map(str, people.problems)
        last = _last_of(people)
        blanks = tuple(RosterRow(last + number, {}, ()) for number in range(1, wish.blanks + 1))
        return cls(order, wish, given, people, (*people.rows, *blanks), tally, screen)

    def wanted(self, library: Library) -> tuple[Handout, ...]:
        """Return what is handed out to anybody."""
        of = _by_choices(self.order, library)
        return tuple(dict.fromkeys(chain(*map(of, self.rows)) if self.roster else self.order.of(library)))

    def make(self, library: Library, packs: Mapping[Handout, Pack], out: Path) -> None:
        several, of = len(self.order.of(library)) > 1, _by_choices(self.order, library)
        gc.freeze()  # what is loaded stays, and need not be searched for rubbish again and again while copies are made
        for handout, pack in packs.items():
            if self.roster is None:
                folder = Folder(out, self.wish.overwrite)
                engine.make_blank(pack, handout, self.given, self.wish.how, folder, self.tally)
                continue
            folder = Folder(out / handout.stem if several else out, self.wish.overwrite)
            rows = [row for row in self.rows if handout in of(row)]
            if self.screen:
                self.screen.expect(len(rows) * (2 if self.wish.merge else 1))
            made_one = self.screen.copy if self.screen else _nothing
            rest = (self.given, self.wish.how, folder, self.tally, made_one)
            last = max(_last_of(self.roster), self.rows[-1].number if self.rows else 0)
            made = engine.make_copies(pack, handout, rows, last, *rest)
            if self.wish.merge:
                engine.make_merged(pack, handout, made, *rest)

    def make_others(self, libraries: Mapping[str, Library], out: Path, executor: Executor | None) -> None:
        """Make the handouts of more brands, whose sheets are rendered already: on all cores, where there are many.

        Files are written where they are made, so that is never on another machine.
        """
        silent = replace(self, screen=None)
        packs = sum(len(self.wanted(library)) for library in libraries.values())
        with ExitStack() as stack:
            pool = executor if isinstance(executor, Pool) else None
            if pool is None and packs > FEW:
                pool = stack.enter_context(Pool(min(len(libraries), cores())))
            jobs = {name: (silent, name, library, out, CACHE) for name, library in libraries.items()}
            running = {name: pool.submit(make_brand, *job) for name, job in jobs.items()} if pool else {}
            for done, (name, job) in enumerate(jobs.items(), 1):
                try:
                    made = running[name].result() if running else make_brand(*job)
                except BrokenProcessPool:
                    made = make_brand(*job)
                self.tally.add(made)
                if self.screen:
                    self.screen.brands(done, len(jobs))


def make_brand(run: Run, name: str, library: Library, out: Path, cache: Path) -> Tally:
    """Make the handouts of one brand, and return what became of them. Runs in any process of this machine."""
    own = replace(run, tally=Tally())
    try:
        packs = engine.open_packs(library, run.wanted(library), False, cache, None, lambda *_: None)
        own.make(library, packs, out / name)
    except (PressError, UnsupportedText) as error:
        own.tally.failed.append(f"{name}: {error}")
    return own.tally


def _nothing() -> None:
    pass


def _by_choices(order: Order, library: Library) -> Callable[[RosterRow], tuple[Handout, ...]]:
    """Return what tells the handouts of a row; most of a class get the same."""
    known: dict[tuple[tuple[str, str], ...], tuple[Handout, ...]] = {}

    def of(row: RosterRow) -> tuple[Handout, ...]:
        key = tuple(sorted(row.choices.items()))
        if key not in known:
            known[key] = order.of_row(row.choices).of(library)
        return known[key]

    return of


def _last_of(roster: Roster) -> int:
    """Return the number of the last row, of those that are wrong too."""
    return max([row.number for row in roster.rows] + [problem.row or 0 for problem in roster.problems], default=0)


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
