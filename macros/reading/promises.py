"""Owns what releases promise of ids: none vanishes, comes back as another, or means something else unasked.

Refuses to mend anything: a person decides whether words still mean the same, and where an id has gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from macros.editions import SAME, from_json, likeness
from macros.errors import Problem, nearest
from macros.guidance import Edition, Frozen, Kept, Retired, edition_number, words_digest
from macros.reading.source_files import Loading, entries
from macros.reading.validate import shown
from macros.reading.yaml_file import KeyPath, Written

KINDS: tuple[Kept, ...] = get_args(Kept)


@dataclass
class _Promised:
    """What was released of one kind: each id's last words, the edition they are from, and every digest it ever had."""

    last: dict[str, tuple[Frozen, Any]] = field(default_factory=dict)
    digests: dict[str, set[str]] = field(default_factory=dict)


def read_editions(loading: Loading) -> tuple[Frozen, ...]:
    """Read checklists/editions/, oldest first. It may be missing: before the first release nothing is promised."""
    folder = loading.root / "checklists" / "editions"
    found = []
    for path in sorted(each for each in folder.glob("*") if not each.name.startswith(".")):
        file = path.relative_to(loading.root).as_posix()
        try:
            if path.suffix != ".json":
                raise ValueError("Only editions are kept here, as .json files that a release writes. Take it away.")
            frozen = from_json(path.read_bytes())
            if frozen.edition != path.stem:
                raise ValueError(f'It holds the edition "{frozen.edition}". Name it {frozen.edition}.json.')
        except (OSError, ValueError) as error:
            told = error.strerror if isinstance(error, OSError) else error
            put_back = f"It is never edited. Put it back: git checkout -- {file}" if path.suffix == ".json" else ""
            loading.problems.append(Problem(file, 1, "the file", f"{told} {put_back}".strip()))
            continue
        found.append(frozen)
    return tuple(sorted(found, key=lambda each: each.number))


def read_retired(loading: Loading) -> tuple[Retired, ...]:
    """Read checklists/retired.yml, noting where each id stands in it. It may be missing: then nothing has left."""
    if not (loading.root / "checklists" / "retired.yml").exists():
        return ()
    written = loading.file("retired.yml")
    if written is None:
        return ()
    if not isinstance(written.data, list):
        loading.tell(written, (), f"Expected a list of ids that left, or []; found {shown(written.data)}.")
        return ()
    retired = []
    for place, entry in entries(written, ()):
        value = loading.shape(Retired, written, place)
        if isinstance(entry, dict):
            loading.enter(f"retired {entry.get('kind', 'item')}", entry.get("id"), written, place)
        if value:
            retired.append(value)
    return tuple(retired)


def check(loading: Loading, released: Sequence[Frozen], retired: Sequence[Retired], edition: Edition | None) -> None:
    """Tell every promise that what stands in checklists/ breaks."""
    if edition and released and edition_number(edition.edition) < released[-1].number:
        told = f"Edition {released[-1].edition} is released already. An edition never goes back; write a higher number."
        loading.problems.append(Problem("checklists/edition.yml", 1, "edition", told))
    for kind in KINDS:
        promised = _promised(kind, released)
        formerly = _check_formerly(loading, kind, promised)
        gone = {each.id: each for each in retired if each.kind == kind}
        _check_retired(loading, kind, promised, formerly, gone)
        if not _is_unread(loading, kind):
            _check_vanished(loading, kind, promised, formerly.keys() | gone.keys())
        if kind == "item":
            _check_meaning(loading, promised)


def _promised(kind: Kept, released: Sequence[Frozen]) -> _Promised:
    promised = _Promised()
    for frozen in released:
        for identity, value in frozen.ids(kind).items():
            promised.last[identity] = (frozen, value)
            promised.digests.setdefault(identity, set()).add(getattr(value, "digest", ""))
    return promised


def _is_unread(loading: Loading, kind: Kept) -> bool:
    """Whether a file cannot be read that may hold what seems to have vanished."""
    folders = {"item": ("pause point", "card")}.get(kind, (kind,))
    return any(loading.unread(folder) for folder in folders)


def _now(loading: Loading, kind: Kept) -> Iterator[tuple[str, Written, KeyPath, Mapping[str, Any]]]:
    """Go through what stands here of a kind: its id, where it stands, and its keys."""
    for identity, (written, place) in loading.ids(kind).items():
        entry = written.data
        for key in place:
            entry = entry[key]
        yield identity, written, place, entry


def _check_formerly(loading: Loading, kind: Kept, promised: _Promised) -> dict[str, str]:
    """Tell old ids that nobody had, that are in use, or that two claim. Returns what each is called now."""
    claimed: dict[str, str] = {}
    known = loading.ids(kind)
    for identity, written, place, _ in _now(loading, kind):
        for here, former in entries(written, (*place, "formerly")):
            if not isinstance(former, str):
                continue
            if former in known:
                loading.tell(written, here, f'"{former}" is still an id here, so nothing was renamed from it.')
            elif former in claimed:
                loading.tell(written, here, f'"{claimed[former]}" was "{former}" too. Only one can have been.')
            elif former not in promised.last:
                hint = nearest(former, promised.last.keys() - known.keys())
                loading.tell(written, here, f'No edition has the {kind} "{former}".{hint} Leave it out.')
            claimed.setdefault(former, identity)
    return claimed


def _check_retired(
    loading: Loading, kind: Kept, promised: _Promised, formerly: Mapping[str, str], gone: Mapping[str, Retired]
) -> None:
    known = loading.ids(kind)
    for identity, (written, place) in loading.ids(f"retired {kind}").items():
        here = (*place, "id")
        if identity in known:
            other, first = known[identity]
            told = f'The id "{identity}" left in edition {gone[identity].left}' if identity in gone else "It has left"
            loading.tell(other, (*first, "id"), f"{told}, and is never used again. Choose another id.")
        elif identity in formerly:
            loading.tell(written, here, f'It did not leave: "{formerly[identity]}" was called so. Keep one of the two.')
        elif identity not in promised.last:
            hint = nearest(identity, promised.last.keys() - known.keys())
            loading.tell(written, here, f'No edition has the {kind} "{identity}".{hint} Leave it out.')
        if identity not in gone:
            continue
        last = promised.last.get(identity)
        if last and edition_number(gone[identity].left) <= last[0].number:
            told = f"Edition {last[0].edition} still has it. Expected the first edition without it."
            loading.tell(written, (*place, "left"), told)
        instead = gone[identity].instead
        if instead and instead not in known:
            loading.tell(written, (*place, "instead"), f'There is no {kind} "{instead}".{nearest(instead, known)}')


def _check_vanished(loading: Loading, kind: Kept, promised: _Promised, told_of: set[str]) -> None:
    known = loading.ids(kind)
    for identity, (frozen, value) in promised.last.items():
        if identity in known or identity in told_of:
            continue
        fresh = {each: str(entry.get("do")) for each, _, _, entry in _now(loading, kind) if each not in promised.last}
        words = getattr(value, "do", "")
        alike = max(fresh, key=lambda each: likeness(words, fresh[each]), default="")
        is_near = bool(alike) and likeness(words, fresh[alike]) >= SAME
        hint = f' Did it become "{alike}"?' if is_near else nearest(identity, fresh)
        message = (
            f"This {kind} was released, and is gone.{hint} If it was renamed, write formerly: [{identity}] there. "
            "If it left, say so in checklists/retired.yml: id, kind, left, because, and instead where something is."
        )
        file = f"checklists/editions/{frozen.edition}.json"
        loading.problems.append(Problem(file, 1, f"{kind} → {identity}", message))


def _check_meaning(loading: Loading, promised: _Promised) -> None:
    """Tell each item whose words went far from the last that were released, unless somebody said it is the same."""
    for identity, written, place, entry in _now(loading, "item"):
        formerly = entry.get("formerly")
        ids = [identity, *(formerly if isinstance(formerly, list) else [])]
        last = max((promised.last[each] for each in ids if each in promised.last), key=_when, default=None)
        same_as, words = entry.get("same_as"), entry.get("do")
        if isinstance(same_as, str) and not any(same_as in promised.digests.get(each, ()) for each in ids):
            loading.tell(
                written, (*place, "same_as"), "No edition has this item in words of these digits. Leave it out."
            )
        if last is None or not isinstance(words, str):
            continue
        frozen, before = last
        if likeness(before.do, words) < SAME and same_as != words_digest(before.do):
            message = (
                f"Edition {frozen.edition} said “{before.do}” Ticks of then count for these words now. "
                f'If they mean the same, add same_as: "{before.digest}". '
                f'If not, give this a new id, and say in checklists/retired.yml where "{identity}" went.'
            )
            loading.tell(written, (*place, "do"), message)


def _when(last: tuple[Frozen, Any]) -> tuple[int, int]:
    return last[0].number
