"""What the browser tells a screen reader: names and roles as Chromium computes them."""

from playwright.sync_api import CDPSession, Page

HANDLES = "f => course.handles(f)"
PICTURES = "f => [course.picture(f)]"


def nodes(page: Page, elements: str) -> list[tuple[str, str]]:
    """Role and name of all handles, or all pictures, of the live figures."""
    session, found = page.context.new_cdp_session(page), []
    for number in range(page.evaluate("() => course.figures().length")):
        figure = f"course.figures()[{number}]"
        # What is far away is not drawn, and then has no role.
        page.evaluate(f"() => {figure}.scrollIntoView({{block: 'center'}})")
        there = f"({elements})({figure})"
        count = page.evaluate(f"() => {there}.length")
        found += [node(session, f"{there}[{i}]") for i in range(count)]
    session.detach()
    return found


def node(session: CDPSession, element: str) -> tuple[str, str]:
    thing = session.send("Runtime.evaluate", {"expression": element})["result"]
    wanted = {"objectId": thing["objectId"], "fetchRelatives": False}
    one = session.send("Accessibility.getPartialAXTree", wanted)["nodes"][0]
    return tuple(one.get(key, {}).get("value", "") for key in ("role", "name"))
