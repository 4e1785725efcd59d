"""Show what codes mean: one at length, all of them in a line each."""

from addonctl.model.marking import N_
from addonctl.model.messages import phrase
from addonctl.model.messages.vocabulary import CODE_KINDS, CODES_OF_KIND
from addonctl.model.policy import Policy
from addonctl.model.reports import ExplainAnswer, ExplainedCode, ExplainedRule
from addonctl.output.document import Document
from addonctl.output.terminal.streams import StreamFeatures
from addonctl.output.writing import written
from addonctl.text.decisions import source_words
from addonctl.text.translator import Translator


def render_codes(
    answer: ExplainAnswer, policy: Policy, say: Translator, features: StreamFeatures
) -> str:
    """Show each code with its kind, its explanation and the rows that it comes from."""
    page = Document()
    for code in answer.codes:
        _add_code(page, code, policy, say)
    return written(page, features, say.colon)


def render_list(
    answer: ExplainAnswer, policy: Policy, say: Translator, features: StreamFeatures
) -> str:
    """Show every code under its first kind, with the first sentence of its explanation."""
    del policy
    page = Document()
    kind = None
    for code in answer.codes:
        if code.kinds[0] != kind:
            if kind is not None:
                page.line()
            kind = code.kinds[0]
            page.line(say(CODES_OF_KIND[kind]))
        page.paragraph(_first_sentence(code, say), lead=code.code + say.colon, indent=2, hang=6)
    return written(page, features, say.colon)


def _add_code(page: Document, code: ExplainedCode, policy: Policy, say: Translator) -> None:
    kinds = tuple(phrase(CODE_KINDS[kind]) for kind in code.kinds)
    heading = (
        say(N_("{code} · {kinds:and}"), code=code.code, kinds=kinds)
        if code.exit_code is None
        else say(
            N_("{code} · {kinds:and}, exit code {exit}"),
            code=code.code,
            kinds=kinds,
            exit=code.exit_code,
        )
    )
    page.line(heading)
    page.line()
    page.paragraph(say.say(code.message), indent=2, hang=2)
    if code.rules:
        page.line()
    for rule in code.rules:
        words = _follows if "conflict" in code.kinds else _ground
        page.paragraph(words(rule, policy, say), indent=2, hang=4)


def _ground(rule: ExplainedRule, policy: Policy, say: Translator) -> str:
    """Say what a row of the policy stands on."""
    if rule.inferred is not None:
        text = N_("Row {id}, assumed: {ground}")
        return say(text, id=rule.id, ground=say.data(rule.inferred))
    return say(N_("Row {id}, stated: {sources}"), id=rule.id, sources=_sources(rule, policy, say))


def _follows(reading: ExplainedRule, policy: Policy, say: Translator) -> str:
    """Say which statements a reading of a contradiction follows."""
    sources = _sources(reading, policy, say)
    return say(N_("{reading} follows {sources}."), reading=reading.id, sources=sources)


def _sources(rule: ExplainedRule, policy: Policy, say: Translator) -> str:
    return say.sequence(source_words(source, policy, say) for source in rule.source)


def _first_sentence(code: ExplainedCode, say: Translator) -> str:
    sentence, stop, _rest = say.say(code.message).partition(". ")
    return f"{sentence}." if stop else sentence
