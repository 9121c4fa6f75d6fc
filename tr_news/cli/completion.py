"""``tr-news completion``."""

import click

from tr_news.cli.command import Command

_EXAMPLES = (
    ("completion bash >> ~/.bashrc", "For bash; open a new shell."),
    ("completion zsh > ~/.zsh/_tr-news", "For zsh; its folder belongs into fpath before compinit runs."),
    ("completion fish > ~/.config/fish/completions/tr-news.fish", "For fish."),
)


@click.command(cls=Command, examples=_EXAMPLES)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that makes a shell complete commands, options and names of models."""
    from click.shell_completion import get_completion_class

    from tr_news.cli.main import cli

    kind = get_completion_class(shell)
    assert kind is not None
    # The class of bash asks the installed bash for its version when it is used; the script itself needs none of it.
    script = kind(cli, {}, "tr-news", "_TR_NEWS_COMPLETE")
    click.echo(script.source_template % script.source_vars())
