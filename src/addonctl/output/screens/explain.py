"""Show what codes mean: one at length, all of them in a line each."""

import re
from typing import Final

from addonctl.model.marking import N_
from addonctl.model.messages import phrase
from addonctl.model.messages.vocabulary import CODE_KINDS
from addonctl.model.reports import ExplainedCode, ExplainedRule, ExplainView
from addonctl.output.page import Page
from addonctl.output.screens.shared import add_warnings
from addonctl.text.phrases import sources_words
from addonctl.text.translator import Translator

# After a full stop inside a sentence, as of an abbreviation, it goes on in small letters.
_NEXT_SENTENCE: Final = re.compile(r"(?<=\.) (?=[^\W\d_a-zà-ÿ]|[…\"«]|--|addonctl )")


def add_codes(page: Page, view: ExplainView) -> None:
    """Add each code with its kind, its explanation and the rows that it comes from."""
    say = page.say
    for code in view.answer.codes:
        template = (
            N_("{code} · {kinds:and}")
            if code.exit_code is None
            else N_("{code} · {kinds:and}, exit code {exit}")
        )
        kinds = tuple(say.short(phrase(CODE_KINDS[kind])) for kind in code.kinds)
        page.line(say(template, code=code.code, kinds=kinds, exit=code.exit_code or 0))
        page.line()
        page.paragraph(say.say(code.message), indent=2, hang=2)
        if code.rules:
            page.line()
        for rule in code.rules:
            page.item(_ground(rule, code, view, say))
    if view.answer.file is not None and any(_is_of_policy(code) for code in view.answer.codes):
        page.line()
        page.paragraph(say(N_("Policy: {file}"), file=view.answer.file), indent=2, hang=2)
    add_warnings(page, view.answer.warnings, is_apart=True)


def _is_of_policy(code: ExplainedCode) -> bool:
    """Say whether a policy has a part in a code."""
    return bool(code.rules) or bool({"conflict", "rule", "document"} & set(code.kinds))


def add_list(page: Page, view: ExplainView) -> None:
    """Add every code under its first kind, with the first sentence of its explanation."""
    say, kind = page.say, None
    for code in view.answer.codes:
        if code.kinds[0] != kind:
            if kind is not None:
                page.line()
            kind = code.kinds[0]
            page.line(say.say(phrase(CODE_KINDS[kind])))
        first = _NEXT_SENTENCE.split(say.say(code.message), maxsplit=1)[0]
        page.paragraph(first, lead=code.code + say.colon, indent=2, hang=6)
    add_warnings(page, view.answer.warnings, is_apart=True)


def _ground(rule: ExplainedRule, code: ExplainedCode, view: ExplainView, say: Translator) -> str:
    """Say what a row of the policy stands on, or which statements a reading follows."""
    if rule.inferred is not None:
        return say(N_("Row {id}, assumed: {ground}"), id=rule.id, ground=say.data(rule.inferred))
    sources = say.sequence(sources_words(rule.source, view.documents, say))
    if "conflict" in code.kinds:
        return say(N_("{reading} follows {sources}."), reading=rule.id, sources=sources)
    return say(N_("Row {id}, stated: {sources}"), id=rule.id, sources=sources)
