"""Keeps the arguments of a command, for messages that say what to run next."""

import click

from .._shown import shown_command

__all__ = ["ArgumentsCommand", "command_line"]

_ARGUMENTS = "newsclaims.arguments"


class ArgumentsCommand(click.Command):
    """A command whose arguments can be asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments, and keep them as they were given."""
        ctx.meta[_ARGUMENTS] = tuple(args)
        return super().parse_args(ctx, args)


def command_line(context: click.Context, command: str, *, without: str = "") -> str:
    """Return a command with the arguments of this one, quoted for a shell.

    Args:
        context: The context of this command.
        command: The name of the command.
        without: An argument to leave out.
    """
    arguments = [argument for argument in context.meta[_ARGUMENTS] if argument != without]
    return shown_command([context.find_root().command_path, command, *arguments])
