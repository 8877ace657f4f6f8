"""Owns what releases promise of ids: none vanishes, comes back as another, or means something else unasked.

It mends nothing: a person decides whether words still mean the same, and where an id has gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from macros.editions import SAME, from_json, likeness
from macros.errors import nearest
from macros.guidance import (
    SHEET_PREFIXES,
    Card,
    Edition,
    Frozen,
    Kept,
    Retired,
    edition_centre,
    edition_number,
    words_digest,
)
from macros.reading.source_files import SourceFiles, files_in
from macros.reading.validate import shown
from macros.reading.yaml_file import read_bytes

KINDS: tuple[Kept, ...] = get_args(Kept)


@dataclass
class _Promised:
    """What was released of one kind: each id's last words, the edition they are from, and every digest it ever had."""

    last: dict[str, tuple[Frozen, Any]] = field(default_factory=dict)
    digests: dict[str, set[str]] = field(default_factory=dict)


def read_editions(files: SourceFiles) -> tuple[Frozen, ...]:
    """Read checklists/editions/, by their days. It may be missing: before the first release nothing is promised."""
    found = []
    for path in files.listed("checklists/editions", ""):
        name = path.relative_to(files.root).as_posix()
        if path.suffix != ".json":
            files.report_file(name, "Only editions are kept here, as .json files that a release writes. Remove it.")
            continue
        put_back = f"It is never edited. Put it back: git checkout -- {name}"
        data, problems = read_bytes(path, name)
        for problem in problems:
            files.report_file(name, f"{problem.message} {put_back}")
        if data is None:
            continue
        try:
            frozen = from_json(data)
            if frozen.edition != path.stem:
                raise ValueError(f'It holds the edition "{frozen.edition}". Name it {frozen.edition}.json.')
        except ValueError as error:
            files.report_file(name, f"{error} {put_back}")
            continue
        found.append(frozen)
    return tuple(sorted(found, key=lambda each: each.order))


def read_retired(files: SourceFiles) -> tuple[Retired, ...]:
    """Read checklists/retired.yml, noting where each id stands in it. It may be missing: then nothing has left."""
    if not files_in(files.root / "checklists", "retired.yml"):
        return ()
    node = files.read("retired.yml")
    if node is None:
        return ()
    if not node.is_list:
        files.report(node, f"Expected a list of ids that left, or []; found {shown(node.raw)}.")
    retired = []
    for entry in node.entries:
        value = files.shape(Retired, entry)
        files.enter(f"retired {entry['kind'].text or 'item'}", entry)
        if value:
            retired.append(value)
    return tuple(retired)


def check(
    files: SourceFiles, released: Sequence[Frozen], retired: Sequence[Retired], edition: Edition | None
) -> tuple[Retired, ...]:
    """Report every promise that what stands in checklists/ breaks. Returns all that left: with a card, its items."""
    if edition and (last := _gone_back(edition.edition, released)):
        message = f"Edition {last} is released already. An edition never goes back; write a higher number."
        files.report_file("checklists/edition.yml", message, "edition")
    with_cards = _on_cards_that_left(files, released)
    retired = (*retired, *_retired_with_cards(files, with_cards, retired))
    for kind in KINDS:
        promised = _promised(kind, released)
        formerly = _check_formerly(files, kind, promised)
        gone = {each.id: each for each in retired if each.kind == kind}
        _check_retired(files, kind, promised, formerly, gone)
        if not _is_unread(files, kind):
            with_card = with_cards.keys() if kind == "item" else set()
            _check_vanished(files, kind, promised, formerly.keys() | gone.keys() | with_card)
        if kind == "item":
            _check_meaning(files, promised)
            _check_back(files, released, retired)
    return tuple(retired)


def _on_cards_that_left(files: SourceFiles, released: Sequence[Frozen]) -> dict[str, str]:
    """Return the items that stood last on a card which is no more, each with the id of the card."""
    cards = files.ids("card")
    kept = {*cards, *files.unread("card")}
    kept |= {former.text for node in cards.values() for former in node["formerly"].entries if former.text}
    prefix = SHEET_PREFIXES[Card]
    homes = {identity: item.at for frozen in released for identity, item in frozen.items.items()}
    left = {identity: at.removeprefix(prefix) for identity, at in homes.items() if at.startswith(prefix)}
    known = {*files.ids("item")}
    known |= {former.text for node in files.ids("item").values() for former in node["formerly"].entries if former.text}
    return {identity: card for identity, card in left.items() if card not in kept and identity not in known}


def _retired_with_cards(
    files: SourceFiles, with_cards: Mapping[str, str], retired: Sequence[Retired]
) -> Iterator[Retired]:
    """Yield what is to be said of each item that left with its card, unless somebody said it: that the card did."""
    cards = {each.id: each for each in retired if each.kind == "card"}
    said = files.ids("retired item")
    for identity, card in with_cards.items():
        if identity not in said and card in cards:
            yield Retired(id=identity, kind="item", left=cards[card].left, because=cards[card].because)


def _check_back(files: SourceFiles, released: Sequence[Frozen], retired: Sequence[Retired]) -> None:
    """Report each item with the id of one that left with its card: nothing in retired.yml names it."""
    named = {each.id for each in retired if each.kind == "item"}
    left = {each.id: each.left for frozen in released for each in frozen.retired if each.kind == "item"}
    last = released[-1].items if released else {}
    for identity, node in files.ids("item").items():
        if identity in left and identity not in named and identity not in last:
            message = (
                f'The id "{identity}" left in edition {left[identity]}, and is never used again. Choose another id.'
            )
            files.report(node["id"], message)


def _gone_back(edition: str, released: Sequence[Frozen]) -> str | None:
    """Return the edition that was released after the one that is written, if one was.

    In a centre's copy its last edition may still be written where a later one of the project came in.
    """
    known = [each.edition for each in released]
    row = [each for each in known if edition_centre(each) == edition_centre(edition)] if edition in known else known
    last = max(row, key=edition_number, default=edition)
    return last if edition_number(edition) < edition_number(last) else None


def _promised(kind: Kept, released: Sequence[Frozen]) -> _Promised:
    promised = _Promised()
    for frozen in released:
        for identity, value in frozen.ids(kind).items():
            promised.last[identity] = (frozen, value)
            promised.digests.setdefault(identity, set()).add(getattr(value, "digest", ""))
    return promised


def _is_unread(files: SourceFiles, kind: Kept) -> bool:
    """Whether a file cannot be read that may hold what seems to have vanished."""
    folders = {"item": ("pause point", "card"), "question": ("question bank",)}.get(kind, (kind,))
    return any(files.unread(folder) for folder in folders)


def _check_formerly(files: SourceFiles, kind: Kept, promised: _Promised) -> dict[str, str]:
    """Report old ids that nobody had, that are in use, or that two claim. Returns what each is called now."""
    claimed: dict[str, str] = {}
    known = files.ids(kind)
    for identity, node in known.items():
        for entry in node["formerly"].entries:
            former = entry.text
            if former is None:
                continue
            if former in known:
                files.report(entry, f'"{former}" is still an id here, so nothing was renamed from it.')
            elif former in claimed:
                files.report(entry, f'"{claimed[former]}" was "{former}" too. Only one can have been.')
            elif former not in promised.last:
                hint = nearest(former, promised.last.keys() - known.keys())
                files.report(entry, f'No edition has the {kind} "{former}".{hint} Leave it out.')
            claimed.setdefault(former, identity)
    return claimed


def _check_retired(
    files: SourceFiles, kind: Kept, promised: _Promised, formerly: Mapping[str, str], gone: Mapping[str, Retired]
) -> None:
    known = files.ids(kind)
    for identity, node in files.ids(f"retired {kind}").items():
        if identity in known:
            left = f'The id "{identity}" left in edition {gone[identity].left}' if identity in gone else "It has left"
            files.report(known[identity]["id"], f"{left}, and is never used again. Choose another id.")
        elif identity in formerly:
            message = f'It did not leave: "{formerly[identity]}" was called so. Keep one of the two.'
            files.report(node["id"], message)
        elif identity not in promised.last:
            hint = nearest(identity, promised.last.keys() - known.keys())
            files.report(node["id"], f'No edition has the {kind} "{identity}".{hint} Leave it out.')
        if identity not in gone:
            continue
        last = promised.last.get(identity)
        if last and edition_number(gone[identity].left) <= last[0].number:
            message = f"Edition {last[0].edition} still has it. Expected the first edition without it."
            files.report(node["left"], message)
        instead = gone[identity].instead
        if instead and instead not in known:
            files.report(node["instead"], f'There is no {kind} "{instead}".{nearest(instead, known)}')


def _check_vanished(files: SourceFiles, kind: Kept, promised: _Promised, accounted_for: set[str]) -> None:
    known = files.ids(kind)
    fresh = {identity: node["do"].text or "" for identity, node in known.items() if identity not in promised.last}
    for identity, (frozen, value) in promised.last.items():
        if identity in known or identity in accounted_for:
            continue
        words = getattr(value, "do", "")
        alike = max(fresh, key=lambda each: likeness(words, fresh[each]), default="")
        is_near = bool(words and alike) and likeness(words, fresh[alike]) >= SAME
        hint = f' Did it become "{alike}"?' if is_near else nearest(identity, fresh)
        # What was said aloud is kept under the id of its question, which never changes.
        renamed = "" if kind == "question" else f" If it was renamed, write formerly: [{identity}] there."
        message = (
            f"This {kind} was released, and is gone.{hint}{renamed} "
            "If it left, say so in checklists/retired.yml: id, kind, left, because, and instead where something is."
        )
        files.report_file(f"checklists/editions/{frozen.edition}.json", message, f"{kind} → {identity}")


def _check_meaning(files: SourceFiles, promised: _Promised) -> None:
    """Report each item whose words went far from the last that were released, unless a person said it is the same."""
    for identity, node in files.ids("item").items():
        ids = [identity, *(former.text for former in node["formerly"].entries if former.text)]
        last = max((promised.last[each] for each in ids if each in promised.last), key=_day_of, default=None)
        same_as, words = node["same_as"].text, node["do"].text
        if same_as is not None and not any(same_as in promised.digests.get(each, ()) for each in ids):
            files.report(node["same_as"], "No edition has this item in words of these digits. Leave it out.")
        if last is None or words is None:
            continue
        frozen, before = last
        if any(words_digest(words) in promised.digests.get(each, ()) for each in ids):
            continue  # some edition said just this: in a centre's copy, the project's that came in
        if likeness(before.do, words) < SAME and same_as != words_digest(before.do):
            message = (
                f"Edition {frozen.edition} said “{before.do}” Ticks of then count for these words now. "
                f'If they mean the same, add same_as: "{before.digest}". '
                f'If not, give this a new id, and say in checklists/retired.yml where "{identity}" went.'
            )
            files.report(node["do"], message)


def _day_of(last: tuple[Frozen, Any]) -> tuple[Any, ...]:
    return last[0].order
