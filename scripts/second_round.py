"""Owns the command line's one door: `second-round COMMAND`. A command is imported when it is called, not before."""

from __future__ import annotations

import importlib
import sys

import click

from macros.errors import SecondRoundError

SECTIONS = {
    "For a career centre": {
        "site": "Build every page and every PDF.",
        "check": "List everything that is wrong in checklists/.",
        "handouts": "Make PDFs to hand out: blank, or one for each person.",
        "new": "Begin a scenario, card, worksheet or item.",
        "release": "Freeze an edition and put it beside the older ones.",
    },
    "For those who build Second Round itself": {
        "refresh": "Write again what is made from other files, such as schemas.",
        "pictures": "Take the README's pictures from the built site.",
        "bench": "Time builds, pages and copies, and weigh pages and PDFs.",
        "lighthouse": "Measure the built site as a phone sees it.",
        "vulnerabilities": "Look the locked packages up in public lists.",
    },
}
"""Every command, in the order of `--help`, with what stands beside it. A command is the function of its name in the
module of its name, here in scripts/."""


class Commands(click.Group):
    """Shows what this project raises on purpose as words, never as a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for section in SECTIONS.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = getattr(importlib.import_module(f"scripts.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, section in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl(list(section.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SecondRoundError as error:
            click.echo(str(error), err=True)
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Checklists for second job interviews: check them, build their site and their PDFs."""


if __name__ == "__main__":
    main()
