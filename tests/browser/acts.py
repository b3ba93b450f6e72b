"""What people do in a window, told so that the test goes on when the page is there."""


def press(page, button):
    """Press what leads to another page, and wait until that page has come in whole."""
    with page.expect_navigation():
        button.click()
