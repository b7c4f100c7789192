"""What pages may not do, tried in a real browser."""

from playwright.sync_api import expect


def test_a_script_that_was_smuggled_in_does_not_run(page, watch_of):
    watch_of(page).allow("Content Security Policy")
    page.goto("/")
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            script.textContent = 'window.smuggled = true';
            document.body.append(script);
        }"""
    )
    assert page.evaluate("window.smuggled") is None


def test_nothing_is_asked_of_another_server(page, watch_of):
    watch_of(page).allow("Content Security Policy", "Failed to load resource", "asks another server")
    page.goto("/")
    asked = "() => fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'refused')"
    assert page.evaluate(asked) == "refused"
    assert any("Content Security Policy" in said for said in watch_of(page).complaints)


def test_a_page_cannot_be_put_into_a_frame(page, server, watch_of):
    watch_of(page).allow("frame", "Failed to load resource", "Content Security Policy")
    page.goto("/")
    framed = page.evaluate(
        """() => new Promise(resolve => {
            const frame = document.createElement('iframe');
            frame.src = '/settings/keys';
            frame.onload = () => resolve(frame.contentDocument === null);
            document.body.append(frame);
        })"""
    )
    assert framed is True


def test_a_page_that_is_opened_by_its_path_is_the_one_that_is_seen(page):
    page.goto("/settings/keys")
    expect(page.get_by_role("heading", name="API keys")).to_be_visible()


def test_a_stranger_is_told_how_to_come_in(chromium, server):
    context = chromium.new_context(base_url=server.url)
    try:
        window = context.new_page()
        window.goto("/projects")
        expect(window.get_by_role("heading", name="You are not signed in")).to_be_visible()
        expect(window.get_by_text("postil user link")).to_be_visible()
    finally:
        context.close()


def test_a_link_that_was_used_is_told_from_one_that_never_was(chromium, server):
    link = server.sign_in_link()
    for heading in ("Welcome to Postil", "This link does not sign you in any more"):
        context = chromium.new_context(base_url=server.url)
        try:
            window = context.new_page()
            window.goto(link)
            expect(window.get_by_role("heading", name=heading)).to_be_visible()
            assert "token" not in window.url
        finally:
            context.close()
