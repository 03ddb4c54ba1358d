"""The hand on the keyboard: Tab to every handle of a figure, move it, watch it follow.

Nothing here waits for a time: each key is followed by waiting for what it must change.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ElementHandle, Page
from playwright.sync_api import TimeoutError as Late

PATIENCE = 120_000  # milliseconds until a figure must have followed, on a busy machine
QUICK = 12  # keys that are pressed without a look at the picture

FOCUSED = "h => document.activeElement === h"
FOLLOWED = """([f, h, old]) => {
  const now = course.now(f, h);
  const moving = course.kind(h) === 'slider' ? ['label'] : [];
  return ['value', 'words', 'status', ...moving].every(k => now[k] !== old[k])
    && course.agrees(f, h);
}"""
NOW = "([f, h]) => course.now(f, h)"
# A place, not the picture itself: a move may put another element there.
PLACE = "f => { f.scrollIntoView({block: 'nearest'}); return course.place(f) }"
VALUE = "h => course.value(h)"
SETTLED = "([f, h, low]) => course.value(h) === low && course.agrees(f, h)"


@dataclass
class Hand:
    """Moves one figure; ``problems`` says what did not follow."""

    page: Page
    figure: ElementHandle
    name: str
    screenshots: Path
    problems: list[str] = field(default_factory=list)
    pictures: set[bytes] = field(default_factory=set)

    def all_handles(self) -> None:
        """From handle to handle by Tab alone, and each of them moved."""
        self.answer()
        handles = handles_of(self.figure)
        if not handles:
            self.problems.append(f"{self.name} has no handle")
            return
        self.figure.scroll_into_view_if_needed()
        # Focus comes from outside; a Tab from here leads to what stands first.
        self.figure.evaluate("f => { f.tabIndex = -1; f.focus() }")
        for handle in handles:
            self.page.keyboard.press("Tab")
            if not handle.evaluate(FOCUSED):
                self.problems.append(f"{self.name}: no Tab to {named(handle)}")
                handle.focus()
            self.move(handle)
            if not handle.evaluate(FOCUSED):
                self.problems.append(f"{self.name}: {named(handle)} lost the focus")
                handle.focus()

    def answer(self) -> None:
        """Guess at what the figure asks first, if it does; then it moves."""
        asked = self.figure.evaluate_handle("f => course.question(f) ?? null")
        button = asked.as_element()
        if button is None:
            return
        old = self.figure.evaluate("f => course.seen(f).words")
        button.focus()
        self.page.keyboard.press("Space")
        self.until("([f, h, old]) => course.seen(f).words !== old", button, old)

    def first_handle(self) -> None:
        """Only the first handle, focused as by a click."""
        handle = handles_of(self.figure)[0]
        handle.focus()
        self.move(handle)

    def move(self, handle: ElementHandle) -> None:
        """Move a handle by the keys of its kind; words and pixels must follow."""
        how = {
            "slider": self.slide,
            "menu": self.choose,
            "button": self.push,
            "box": self.untick,
            "play": self.play,
            "step": self.step,
            "text": self.write,
        }
        self.pictures = set()
        try:
            how[kind_of(handle)](handle)
        except Late:
            now = self.page.evaluate(NOW, [self.figure, handle])
            self.problems.append(f"{self.name}: {named(handle)} did not lead: {now}")
        if len(self.pictures) == 1:
            self.problems.append(f"{self.name}: {named(handle)} changes no pixel")
        alert = self.figure.evaluate("f => course.seen(f).alert")
        if alert:
            self.problems.append(f"{self.name}: {alert}")

    def slide(self, slider: ElementHandle) -> None:
        """Right, a page up, the end and back from it; then many keys at once, home."""
        low, high = slider.evaluate("h => course.ends(h)")
        self.look()
        for key in ("ArrowRight", "PageUp", "End"):
            if slider.evaluate(VALUE) < high:
                self.press(slider, key)
                self.look()
        self.page.keyboard.press("ArrowRight")  # leads nowhere
        self.press(slider, "ArrowLeft")
        for key in [*["ArrowLeft"] * QUICK, "Home"]:
            self.page.keyboard.press(key)
        self.until(SETTLED, slider, low)
        self.look(keep=slider)
        self.press(slider, "ArrowRight")

    def choose(self, menu: ElementHandle) -> None:
        """The next word of a menu."""
        self.look()
        count, now = menu.evaluate("h => [h.options.length, h.selectedIndex]")
        self.press(menu, "ArrowUp" if now == count - 1 else "ArrowDown")
        self.look(keep=menu)

    def push(self, button: ElementHandle) -> None:
        """A button of a row, and back: the handles below may need the first one."""
        if button.evaluate(VALUE):
            return
        down = button.evaluate_handle("h => course.down(h)").as_element()
        self.tick(button)
        down.focus()
        self.press(down, "Space")
        button.focus()

    def tick(self, box: ElementHandle) -> None:
        """The space bar turns it over."""
        self.look()
        self.press(box, "Space")
        self.look(keep=box)

    def untick(self, box: ElementHandle) -> None:
        """The space bar turns it over, and back."""
        self.tick(box)
        self.press(box, "Space")

    def play(self, button: ElementHandle) -> None:
        """The first button plays and pauses, the second goes back to the start."""
        slider = button.evaluate_handle("h => course.played(h)").as_element()
        if button.evaluate("h => h.previousElementSibling === null"):
            self.look()
            self.press(slider, "Space")
            self.page.keyboard.press("Space")
            self.look()
        else:
            low, _ = slider.evaluate("h => course.ends(h)")
            self.page.keyboard.press("Space")
            self.until(SETTLED, slider, low)

    def step(self, button: ElementHandle) -> None:
        """A button that goes one step, wherever the slider is not at that end."""
        slider = button.evaluate_handle("h => course.played(h)").as_element()
        ends = slider.evaluate("h => course.ends(h)")
        back = button.evaluate("h => course.text(h).startsWith('−')")
        if slider.evaluate(VALUE) != ends[0 if back else 1]:
            self.look()
            self.press(slider, "Space")
            self.look(keep=button)

    def write(self, line: ElementHandle) -> None:
        """Another formula, taken over by Enter."""
        self.look()
        old = self.page.evaluate(NOW, [self.figure, line])
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type("x**2 + 3*y**2")
        self.page.keyboard.press("Enter")
        self.until(FOLLOWED, line, old)
        self.look(keep=line)

    def press(self, handle: ElementHandle, key: str) -> None:
        """A key that moves this handle, and everything that must follow it."""
        old = self.page.evaluate(NOW, [self.figure, handle])
        self.page.keyboard.press(key)
        self.until(FOLLOWED, handle, old)

    def until(self, state: str, handle: ElementHandle, wanted: object) -> None:
        """Wait for a state of the figure."""
        what = [self.figure, handle, wanted]
        self.page.wait_for_function(state, arg=what, timeout=PATIENCE)

    def look(self, keep: ElementHandle | None = None) -> None:
        """Remember the pixels of the picture; ``keep`` them under a handle's name."""
        self.pictures.add(self.page.screenshot(clip=self.figure.evaluate(PLACE)))
        if keep:
            name = re.sub(r"\W+", "-", f"{self.name} {named(keep)}").strip("-")
            self.figure.screenshot(path=self.screenshots / f"{name}.png")


def handles_of(figure: ElementHandle) -> list[ElementHandle]:
    """All handles of a figure, in the order of the page."""
    found = figure.evaluate_handle("f => course.handles(f)").get_properties()
    return [handle.as_element() for handle in found.values()]


def kind_of(handle: ElementHandle) -> str:
    return handle.evaluate("h => course.kind(h)")


def named(handle: ElementHandle) -> str:
    """What a message calls a handle."""
    words = handle.evaluate(
        "h => course.label(h).split(' = ')[0] || course.text(h) || h.title"
    )
    return f"{words} {kind_of(handle)}".strip()
