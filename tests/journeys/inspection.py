"""What a page must be, whatever it shows: usable with a thumb, by ear, in the dark, at 320 pixels."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.journeys.browsing import DESKTOP, Visitor

NARROWEST = (320, 640)
LEAST_TARGET = 24  # CSS pixels; WCAG 2.2, 2.5.8
DIRECTIONS = {"en": "ltr", "ar": "rtl"}

# Links inside a sentence are exempt (2.5.8, "inline"), and so is what appears with the focus only.
_SMALL_TARGETS = """least => {
  const seen = [];
  for (const each of document.querySelectorAll(
      'a[href], button, summary, select, textarea, input:not([type=hidden])')) {
    const labelled = each.matches('[type=radio], [type=checkbox]') && each.closest('label');
    const target = labelled || each;
    if (!target.checkVisibility({visibilityProperty: true, opacityProperty: !labelled})) continue;
    const style = getComputedStyle(target);
    const box = target.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || box.right <= 0 || box.bottom <= 0) continue;
    const sentence = [...target.parentElement.childNodes].some(
      node => node.nodeType === Node.TEXT_NODE && node.textContent.trim().length > 1);
    if (style.display.startsWith('inline') && sentence) continue;
    if (Math.min(box.width, box.height) < least - 0.5)
      seen.push(`${target.outerHTML.slice(0, 120)} is ${Math.round(box.width)} by ${Math.round(box.height)}`);
  }
  return seen;
}"""
_TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= innerWidth) return [];
  const wide = [...document.body.querySelectorAll('*')].filter(each => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > room + 1 || box.left < -1);
  });
  return [`scrolls sideways at ${innerWidth}: ${document.documentElement.scrollWidth} pixels; `
    + wide.slice(0, 3).map(each => each.outerHTML.slice(0, 120)).join(' | ')];
}"""
_AXE = """async colours_only => {
  // Colours on their way from light to dark are nobody's fault.
  await Promise.all(document.getAnimations().map(each => each.finished.catch(() => null)));
  const options = {resultTypes: ['violations']};
  if (colours_only) options.runOnly = ['color-contrast', 'link-in-text-block'];
  const {violations} = await axe.run(options);
  return violations.flatMap(rule => rule.nodes.slice(0, 4).map(node =>
    `axe ${rule.id}: ${node.target} ${node.html.slice(0, 160)} -- `
    + node.failureSummary.replaceAll('\\n', ' ').slice(0, 300)));
}"""


def has_no_fault(visitor: Visitor, language: str) -> None:
    """Look at the open page: on a narrow phone in the light, on a desktop in the dark. Then as it was."""
    page = visitor.page
    size = page.viewport_size
    assert size is not None
    page.emulate_media(reduced_motion="reduce")
    faults = _faults_of_document(page, language)
    for (width, height), scheme in ((NARROWEST, "light"), (DESKTOP, "dark")):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        faults += page.evaluate(_TOO_WIDE)
        faults += page.evaluate(_SMALL_TARGETS, LEAST_TARGET)
        faults += [f"{scheme} {fault}" for fault in axe_faults(page, colours_only=scheme == "dark")]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="light")
    if faults:
        pytest.fail("\n".join([visitor.path, *faults]))


def axe_faults(page: Page, *, colours_only: bool = False) -> list[str]:
    """Let axe-core judge the page as it is now."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    faults: list[str] = page.evaluate(_AXE, colours_only)
    return faults


def _faults_of_document(page: Page, language: str) -> list[str]:
    root: dict[str, Any] = page.evaluate(
        "() => ({lang: document.documentElement.lang, dir: document.documentElement.dir,"
        " title: document.title, headings: document.querySelectorAll('h1').length})"
    )
    found = []
    if (root["lang"], root["dir"]) != (language, DIRECTIONS[language]):
        found.append(f"html is lang={root['lang']!r} dir={root['dir']!r}")
    if not root["title"].strip() or "<" in root["title"]:
        found.append(f"title is {root['title']!r}")
    if root["headings"] != 1:
        found.append(f"{root['headings']} main headings")
    return found
