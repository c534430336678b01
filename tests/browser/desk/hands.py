"""Two ways to work with a page, a pointer's and a keyboard's, that count what a person has to do."""


class Pointer:
    """Clicks. Each click, choice and word that had to be filled in is an action."""

    def __init__(self, page):
        self.page, self.actions = page, []

    def _did(self, what: str) -> None:
        self.actions.append(what)

    def go(self, address: str) -> None:
        """Opens an address that somebody was given."""
        self._did(f"open {address.split('?')[0][-30:]}")
        self.page.goto(address)

    def press(self, role: str, name: str, *, leads_on: bool = True, exact: bool = True) -> None:
        target = self.page.get_by_role(role, name=name, exact=exact).first
        self._did(f"{role} {name}")
        if leads_on:
            with self.page.expect_navigation():
                self._press(target)
        else:
            self._press(target)

    def open(self, summary: str) -> None:
        """Unfolds a part of the page."""
        self._did(f"unfold {summary}")
        self._press(self.page.locator("summary", has_text=summary).first)

    def tick(self, name: str, *, exact: bool = False) -> None:
        self._did(f"tick {name}")
        self._tick(self.page.get_by_label(name, exact=exact).first)

    def choose(self, selector: str, value: str) -> None:
        self._did(f"choose {value}")
        self._choose(self.page.locator(selector), value)

    def fill(self, name: str, words: str) -> None:
        self._did(f"fill {name}")
        self._fill(self.page.get_by_label(name, exact=True).first, words)

    def put(self, selector: str, words: str) -> None:
        self._did(f"fill {selector}")
        self._fill(self.page.locator(selector), words)

    def write(self, selector: str, words: str) -> None:
        """Typing the text itself, which is the work and not counted."""
        self._fill(self.page.locator(selector), words)

    # --- how ---

    def _press(self, target) -> None:
        target.click()

    def _tick(self, target) -> None:
        target.check()

    def _choose(self, target, value: str) -> None:
        target.select_option(value)

    def _fill(self, target, words: str) -> None:
        target.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)


class Keyboard(Pointer):
    """The same with keys alone: Tab to everything, in the order of the page."""

    FARTHEST = 400  # presses of Tab

    def __init__(self, page):
        super().__init__(page)
        self.tabs = 0

    def _reach(self, target) -> None:
        target.wait_for()
        handle = target.element_handle()
        for _ in range(self.FARTHEST):
            if handle.evaluate("element => document.activeElement === element"):
                return
            if self._along_the_group(handle):
                continue
            self.page.keyboard.press("Tab")
            self.tabs += 1
        raise AssertionError(f"The keyboard does not reach {handle.evaluate('element => element.outerHTML')[:200]}")

    def _along_the_group(self, handle) -> bool:
        """One of several radio buttons has the focus, and the wanted one is another: arrows lead there."""
        same = handle.evaluate(
            """element => element.type === "radio" && document.activeElement.type === "radio"
                 && document.activeElement.name === element.name"""
        )
        if same:
            self.page.keyboard.press("ArrowDown")
        return same

    def _press(self, target) -> None:
        self._reach(target)
        self.page.keyboard.press("Enter")

    def _tick(self, target) -> None:
        self._reach(target)
        if not target.is_checked():
            self.page.keyboard.press("Space")

    def _choose(self, target, value: str) -> None:
        self._reach(target)
        self.page.keyboard.type(value[:4])
        assert target.input_value() == value

    def _fill(self, target, words: str) -> None:
        self._reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(words)
