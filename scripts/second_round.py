"""Owns the command line's one door: `second-round COMMAND`."""

from __future__ import annotations

import sys

import click

from macros.errors import SecondRoundError


class Commands(click.Group):
    """Shows what this project raises on purpose as words, never as a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except SecondRoundError as error:
            click.echo(str(error), err=True)
            sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Checklists for second job interviews: check them, build their site and their PDFs."""


def _commands() -> None:
    from scripts import bench, check, handouts, holes, lighthouse, new, pictures, refresh, release, site

    for command in (
        *(site.site, check.check, new.new, handouts.handouts, release.release),
        *(refresh.refresh, pictures.pictures, bench.bench, holes.holes, lighthouse.lighthouse),
    ):
        main.add_command(command)


_commands()

if __name__ == "__main__":
    main()
