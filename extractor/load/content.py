"""Which part of a web page is the report. In doubt everything is: a menu read too much harms less than a lost table."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_HIDDEN_TAGS = frozenset((
    "audio", "button", "canvas", "datalist", "head", "iframe", "input", "math", "noscript", "object", "option",
    "script", "select", "style", "svg", "template", "textarea", "title", "video",
))  # fmt: skip
_CHROME_TAGS = frozenset(("aside", "footer", "form", "header", "nav"))
_CHROME_ROLES = frozenset(("banner", "complementary", "contentinfo", "navigation", "search"))
_CHROME_NAME = re.compile(r"bread-?crumb|(^|[ _-])crumbs?($|[ _-])|dqwz|weizhi", re.I)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_CRUMB_TEXT = re.compile(r"(?=[您你当现所])[您你]?(当前|现在)?(所在)?的?(当前|所在)?位置(是|为)?[:：]")
_MAIN_NAME = re.compile(
    r"(^|\s)(content|zoom|ucap-content|trs_\w*|article|article[-_]?(content|body|con|main)|mainText|main[-_]content|"
    r"news[-_]?(content|con)|pages?[-_]content|con_?text|detail[-_]?(content|con)?|xxgk[-_]?content|text[-_]?con(tent)?|"
    r"v_news_content|vsb_content\w*|wp_articlecontent|view|wz_?con(tent)?|info[-_]?content)($|\s)",
    re.I,
)
_FIGURE = re.compile(r"\d\.\d\d(?!\d|\.)")
_MINOR = 1 / 3
"""Chrome holds less than this share of the page's characters; a `form` or `header` around everything is none."""
_MAIN = 0.6


def is_hidden_tag(tag: str) -> bool:
    """Whether a browser shows no text for such an element, or only a control's."""
    return tag in _HIDDEN_TAGS


def main_part(tree: LexborHTMLParser, body: LexborNode) -> tuple[LexborNode, frozenset[int], str]:
    """Return the element that holds the report, the `mem_id`s of what to leave out, and a title that stands outside it.

    An element is taken for the report only if at least 60% of the text stands in it and no decimal figure outside it.
    """
    skipped = _chrome(body)
    everything = shown_text(body, skipped)
    best, best_text = body, everything
    for node in _elements(body):
        if node.mem_id in skipped or not _may_be_main(node):
            continue
        text = shown_text(node, skipped)
        outside = shown_text(body, skipped | {node.mem_id})
        holds_report = len(text) >= _MAIN * len(everything) and not _FIGURE.search(outside)
        if holds_report and len(text) < len(best_text):
            best, best_text = node, text
    return best, skipped, _title_outside(tree, skipped, best_text)


def shown_text(node: LexborNode, skipped: frozenset[int]) -> str:
    """Return the text of `node` without white space and without what is left out."""
    parts: list[str] = []
    stack = [node]
    while stack:
        item = stack.pop()
        tag = item.tag or ""
        if item.mem_id in skipped or is_hidden_tag(tag):
            continue
        if tag == "-text":
            parts.append("".join((item.text_content or "").split()))
        else:
            stack.extend(reversed(list(item.iter(include_text=True))))
    return "".join(parts)


def _chrome(body: LexborNode) -> frozenset[int]:
    nothing: frozenset[int] = frozenset()
    total = len(shown_text(body, nothing))
    found = set()
    for node in _elements(body):
        if node.mem_id != body.mem_id and _looks_like_chrome(node):
            text = shown_text(node, nothing)
            if len(text) < _MINOR * total and not _FIGURE.search(text):  # a hidden tab may hold a form
                found.add(node.mem_id)
    return frozenset(found)


def _looks_like_chrome(node: LexborNode) -> bool:
    tag, attributes = node.tag or "", node.attributes
    if tag in _CHROME_TAGS:
        return tag in ("aside", "form", "nav") or not _within_article(node)
    if (attributes.get("role") or "").lower() in _CHROME_ROLES:
        return True
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if _HIDDEN_STYLE.search(attributes.get("style") or ""):
        return True
    if any(_CHROME_NAME.search(attributes.get(key) or "") for key in ("class", "id")):
        return True
    return tag in ("div", "p", "ul", "span", "td") and _is_crumb_line(node)


def _is_crumb_line(node: LexborNode) -> bool:
    text = "".join(node.text(deep=True).split())
    return len(text) < 100 and _CRUMB_TEXT.match(text) is not None


def _within_article(node: LexborNode) -> bool:
    """Whether a header or footer is an article's own: there it holds the title, or notes."""
    parent = node.parent
    while parent is not None:
        if parent.tag in ("article", "main"):
            return True
        parent = parent.parent
    return False


def _may_be_main(node: LexborNode) -> bool:
    attributes = node.attributes
    if node.tag in ("article", "main") or attributes.get("role") == "main":
        return True
    return any(_MAIN_NAME.search(attributes.get(key) or "") for key in ("class", "id"))


def _title_outside(tree: LexborHTMLParser, skipped: frozenset[int], main_text: str) -> str:
    """Return the page's title where the report's element lacks it: the heading, else the standard ArticleTitle."""
    heading = tree.css_first("h1")
    title = " ".join(heading.text(deep=True).split()) if heading is not None and heading.mem_id not in skipped else ""
    if not title:
        meta = tree.css_first("meta[name=ArticleTitle]")
        title = " ".join((meta.attributes.get("content") or "").split()) if meta is not None else ""
    return "" if "".join(title.split()) in main_text[:500] else title


def _elements(body: LexborNode) -> list[LexborNode]:
    return [node for node in body.traverse() if (node.tag or "")[:1].isalpha()]
