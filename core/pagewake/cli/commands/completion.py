"""`pagewake completion`: the script that teaches a shell to complete."""

from __future__ import annotations

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.session import Session
from pagewake.errors import UsageError

_HOW = {
    "bash": '# Load it with: eval "$(pagewake completion bash)"   (in ~/.bashrc)',
    "zsh": '# Load it with: eval "$(pagewake completion zsh)"   (in ~/.zshrc)',
    "fish": "# Keep it: pagewake completion fish > ~/.config/fish/completions/pagewake.fish",
}


@click.command(cls=Command)
@click.argument("shell", type=click.Choice(sorted(_HOW)), metavar="bash|fish|zsh")
@pass_session
def completion(session: Session, shell: str) -> None:
    """Print shell completion.

    The script asks pagewake itself for completions, so it stays right when pagewake is updated.
    """
    from click.shell_completion import get_completion_class

    from pagewake.cli.app import app

    kind = get_completion_class(shell)
    if kind is None:
        raise UsageError(f"this installation cannot complete in {shell}")
    writer = kind(app, {}, "pagewake", "_PAGEWAKE_COMPLETE")
    # Not writer.source(): for bash that runs bash to look at its version.
    script = f"{_HOW[shell]}\n{(writer.source_template % writer.source_vars()).strip()}\n"
    session.answer({"shell": shell, "script": script}, script)
