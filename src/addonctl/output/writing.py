"""Write a document in the form that was asked for. What it says belongs to the screens."""

from addonctl.output.document import Document
from addonctl.output.terminal.streams import StreamFeatures


def written(document: Document, features: StreamFeatures, colon: str = ":") -> str:
    """Write a document, or its answer alone, for a terminal or as Markdown.

    `colon` is the language's, for records of `name: value`.
    """
    if features.is_quiet:
        document = document.answer
    if features.is_markdown:
        from addonctl.output.formats.markdown import MarkdownWriter  # noqa: PLC0415  # without rich

        return MarkdownWriter(features).write(document)
    from addonctl.output.terminal.page import TerminalWriter  # noqa: PLC0415  # loads rich

    return TerminalWriter(features, colon).write(document)
