"""What a live figure looks like in the page: the only place that knows its HTML.

A figure is a box with controls, a picture with words, and a line that is spoken.
"""

import json

FIGURE = ".jp-OutputArea-output .widget-vbox"
PICTURE = "[role=img][aria-label], img[alt]:not([alt=''])"
STATUS = "[role=status]"
ALERT = "[role=alert]"
LABELED = ".widget-inline-hbox"  # a handle with its label
PLAYED = ".widget-hbox"  # a slider with the buttons that play it
STEPPED = ".noUi-target"  # what a slider keeps its number in
HANDLES = {
    "slider": "[role=slider]",
    "menu": "select",
    "play": ".widget-play button",
    "step": ".widget-hbox > button",
    "button": ".widget-toggle-buttons button",
    "box": "input[type=checkbox]",
    "text": "input[type=text], input[type=number]",
}
QUESTION = ".widget-toggle-buttons"  # with no button down: a guess is asked for
STORED = ".jp-RenderedImage img"  # the picture that a notebook has saved
CHILD = ".jp-OutputArea-child"
CONSTANTS = {name: value for name, value in dict(globals()).items() if name.isupper()}

# In the page: ``course.figures()``, ``course.handles(figure)``, ``course.seen(figure)``
IN_THE_PAGE = (
    "".join(
        f"const {name} = {json.dumps(value)};\n" for name, value in CONSTANTS.items()
    )
    + """
window.course = {
  figures: () => [...document.querySelectorAll(FIGURE)].filter(
    f => !f.parentElement.closest(FIGURE) && f.querySelector(PICTURE)),
  picture: f => f.querySelector(PICTURE),
  place: f => {
    const {x, y, width, height} = course.picture(f).getBoundingClientRect();
    return {x, y, width, height};
  },
  words: p => p?.getAttribute('aria-label') ?? p?.getAttribute('alt') ?? '',
  text: e => e?.textContent.trim() ?? '',
  seen: f => ({words: course.words(course.picture(f)),
    status: course.text(f.querySelector(STATUS)),
    alert: course.text(f.querySelector(ALERT))}),
  kind: h => Object.keys(HANDLES).find(k => h.matches(HANDLES[k])),
  handles: f => [...f.querySelectorAll(Object.values(HANDLES).join(', '))].filter(
    h => h.offsetParent && !h.disabled),
  question: f => [...f.querySelectorAll(QUESTION)].find(row =>
    !row.querySelector('.mod-active'))?.querySelector('button:not([disabled])'),
  stepper: h => h.closest(STEPPED).noUiSlider,
  value: h => ({
    slider: () => course.stepper(h).get(true),
    button: () => h.classList.contains('mod-active'),
    box: () => h.checked})[course.kind(h)]?.() ?? h.value,
  down: h => [...h.parentElement.children].find(course.value),
  ends: h => [course.stepper(h).options.range.min, course.stepper(h).options.range.max],
  played: h => h.closest(PLAYED).querySelector(HANDLES.slider),
  label: h => course.text(h.closest(LABELED)?.querySelector('label'))
    .replace('\\u200b', ''),
  labels: f => course.handles(f).map(course.label),
  said: () => course.figures().map(f => course.seen(f).words),
  stored: () => [...document.querySelectorAll(STORED)].map(i => ({
    loaded: i.complete && i.naturalWidth > 100, visible: i.offsetParent !== null,
    words: i.alt || i.closest(CHILD).nextElementSibling?.querySelector('img')?.alt
      || ''})),
  now: (f, h) => ({...course.seen(f), value: course.value(h), label: course.label(h)}),
  agrees: (f, h) => {
    const {words, status} = course.seen(f), label = course.label(h);
    const value = course.kind(h) === 'slider' ? label.split(' = ').at(-1) : '';
    return words === status && words.includes(value);
  },
};
"""
)
