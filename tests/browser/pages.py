"""A page in the browser, with a record of everything that it did and should not do."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import define, field

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Route

__all__ = ["Shown", "TextPiece"]

HEIGHT = 900
PATIENCE = 60_000
"""How long the browser may take for one step, in milliseconds, so that no test fails because the machine is busy."""
CHECKS = Path(__file__).with_name("checks.js")


class TextPiece(NamedTuple):
    """A text node of the article's text on a page.

    Args:
        words: Its words.
        passages: The passages that cover it, as the page has them: `"3:content 4:source"`.
        link: Where it leads to; `""` if it is not a link.
    """

    words: str
    passages: str
    link: str


def address(place: Path | str) -> str:
    """Return the address of a file or folder; an address is returned as it is.

    Args:
        place: The path, or the address.
    """
    return place.as_uri() if isinstance(place, Path) else place


@define
class Shown:
    """An open page.

    Args:
        page: The page.
        noise: What the page has done that no page of ours does: messages on the console, errors, dialogs, requests.
    """

    page: "Page"
    noise: list[str] = field(factory=list)

    @classmethod
    def open(
        cls,
        browser: "Browser",
        path: Path | str,
        *,
        folder: Path | str | None = None,
        files: bool = False,
        foreign: tuple[str, ...] = (),
        width: int = 1280,
        dark: bool = False,
    ) -> "Shown":
        """Open a file or an address in a page of its own.

        Args:
            browser: The browser.
            path: The path of the file, or its address.
            folder: The folder that links may lead to, or its address; the file alone if not given.
            files: Whether the page may load files of the folder.
            foreign: Beginnings of addresses that the page may ask for, because parts of it are not ours. They are
                answered with nothing.
            width: The width of the window in CSS pixels.
            dark: Whether the reader prefers dark colours.
        """
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if dark else "light",
            # Otherwise a followed link scrolls for a while, and a test would have to wait.
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        context.add_init_script(path=CHECKS)
        shown = cls(context.new_page())
        shown._watch(address(path) if folder is None else f"{address(folder)}/", foreign, files=files)
        shown.page.goto(address(path), wait_until="load")
        return shown

    def go(self, path: Path | str) -> None:
        """Open another file or address in the same page.

        Args:
            path: The path of the file, or its address.
        """
        self._note_violations()
        self.page.goto(address(path), wait_until="load")

    def _watch(self, home: str, foreign: tuple[str, ...], *, files: bool) -> None:
        """Record what the page does, and let no request go elsewhere."""

        def console(message: "ConsoleMessage") -> None:
            if message.type in ("error", "warning"):
                self.noise.append(f"console {message.type}: {message.text}")

        def dialog(dialog: "Dialog") -> None:
            self.noise.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        def request(route: "Route", request: "Request") -> None:
            if (files or request.is_navigation_request()) and request.url.startswith(home):
                route.continue_()
            elif request.url.startswith(foreign):
                route.fulfill(body="", content_type="text/javascript")
            else:
                self.noise.append(f"request: {request.url[:200]}")
                route.abort()

        self.page.on("console", console)
        self.page.on("pageerror", lambda error: self.noise.append(f"error: {error}"))
        self.page.on("dialog", dialog)
        self.page.on("popup", lambda popup: self.noise.append(f"popup: {popup.url[:200]}"))
        self.page.context.route("**/*", request)

    def get(self, script: str, argument: Any = None) -> Any:
        """Return the value of an expression or function of JavaScript.

        Args:
            script: The expression, or the function.
            argument: The argument of the function.
        """
        return self.page.evaluate(script, argument)

    def intruders(self, scope: str = "html") -> list[str]:
        """Return the elements and attributes that no page of ours has.

        Args:
            scope: A CSS selector for the parts to look at.
        """
        found: list[str] = self.get("scope => checks.intruders(scope)", scope)
        return found

    def sticking_out(self) -> list[str]:
        """Return what is wider than the window."""
        found: list[str] = self.get("checks.stickingOut()")
        return found

    def dead_links(self) -> list[str]:
        """Return the links inside the page that lead to nothing."""
        found: list[str] = self.get("checks.deadLinks()")
        return found

    def text_pieces(self) -> list[TextPiece]:
        """Return the text nodes of the article's text, in order."""
        return [TextPiece(*piece) for piece in self.get("checks.textPieces()")]

    def backwards(self, excused: str) -> list[str]:
        """Return the words that run backwards although they are written from the left.

        Args:
            excused: A CSS selector for the elements whose words may do so.
        """
        found: list[str] = self.get("excused => checks.backwards(excused)", excused)
        return found

    def serious_faults(self, axe: str, scope: str | None = None) -> list[str]:
        """Return the serious and critical faults that axe-core finds.

        Args:
            axe: The script of axe-core.
            scope: A CSS selector for the parts to look at; the whole page if not given.
        """
        if not self.get("'axe' in window"):
            self.get(axe)
        found: list[str] = self.get("scope => checks.seriousFaults(scope ?? document)", scope)
        return found

    def look(self, *, width: int, dark: bool) -> None:
        """Change the width of the window and the preferred colours.

        Args:
            width: The width in CSS pixels.
            dark: Whether the reader prefers dark colours.
        """
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme="dark" if dark else "light")

    def closed(self) -> list[str]:
        """Close the page and return its noise, with what the page's own policy refused."""
        self._note_violations()
        self.page.context.close()
        return self.noise

    def _note_violations(self) -> None:
        self.noise += [f"policy: {violation}" for violation in self.get("checks.violations")]
