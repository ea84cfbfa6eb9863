"""A photo and a PDF from the patient's phone to the team's laptop, over a network that breaks."""

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from tests.e2e.clinic import Clinic
from tests.e2e.test_messages_on_the_phone import WHO, open_on_an_own_phone, send, talk
from tests.e2e.visit import IS_KEPT, LAPTOP, asked_until
from tests.portal.files.objects import document

Open = Callable[..., Page]
PIECE = 256 * 1024


def choose(page: Page, button: str, chosen: FilePayload) -> None:
    page.get_by_role("button", name="Attach a photo or a PDF").click()
    with page.expect_file_chooser() as asked:
        page.get_by_role("button", name=button).click()
    asked.value.set_files(chosen)


def file(name: str, data: bytes) -> FilePayload:
    kind = "application/pdf" if name.endswith(".pdf") else "image/jpeg"
    return FilePayload(name=name, mimeType=kind, buffer=data)


def picture() -> bytes:
    """Larger than a phone needs to send, with a place in it."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.effect_noise((3000, 2000), 60).convert("RGB").save(out, "JPEG", exif=exif, quality=95)
    return out.getvalue()


def drawn(image: Locator) -> None:
    expect(image).to_be_visible()
    image.page.wait_for_function("i => i.complete && i.naturalWidth > 0", arg=image.element_handle())


@pytest.mark.feature("M7.a", "M7.e")
def test_a_photo_is_made_smaller_and_sent_and_opens_large_on_both_sides(
    page_as: Open, clinic: Clinic
) -> None:
    phone = page_as("patient", path="/messages/new?topic=paperwork")
    phone.get_by_role("button", name="Attach a photo or a PDF").click()
    expect(phone.get_by_text("Up to 10 MB each, 5 in one message.")).to_be_visible()
    camera = phone.get_by_role("dialog").locator("input[capture=environment]")
    assert camera.get_attribute("accept") == "image/*"
    data = picture()
    with phone.expect_request(lambda r: r.method == "POST" and r.url.endswith("/api/v1/files")) as begun:
        camera.set_input_files(file("form.jpg", data))
    expect(phone.get_by_text("Ready to send")).to_be_visible(timeout=30_000)
    assert (begun.value.post_data_json or {})["size"] < len(data) / 2
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone).to_have_url(re.compile("/messages/[0-9a-f-]{36}$"))
    drawn(phone.get_by_role("button", name="Open the photo form.jpg").locator("img"))

    laptop = page_as("therapist", size=LAPTOP, path="/inbox")
    laptop.get_by_role("listitem").filter(has_text="Paperwork").get_by_role("link").click()
    laptop.get_by_role("button", name="Open the photo form.jpg").click()
    large = laptop.get_by_role("dialog").get_by_role("img", name="form.jpg")
    drawn(large)
    assert large.evaluate("i => [i.naturalWidth, i.naturalHeight]") == [2048, 1365]
    laptop.get_by_role("button", name="Close", exact=True).last.click()
    expect(laptop.get_by_role("dialog")).to_have_count(0)


@pytest.mark.feature("M7.d", "M7.f")
def test_a_pdf_goes_on_after_a_cut_with_the_words_behind_it_and_a_refused_one_says_why(
    page_as: Open, clinic: Clinic
) -> None:
    phone = page_as("patient", path="/messages/new?topic=family")
    choose(phone, "Choose a PDF", file("page.pdf", b"<html>no</html>"))
    expect(phone.get_by_text("That file will not open here. A photo or a PDF will.")).to_be_visible()
    phone.get_by_role("button", name="Remove page.pdf").click()

    pieces: list[str] = []
    cut = {"left": 1}

    def break_once(route: Route) -> None:
        number = route.request.url.rpartition("/")[2]
        pieces.append(number)
        if number == "1" and cut["left"]:
            cut["left"] = 0
            phone.context.set_offline(True)
            route.abort()
        else:
            route.continue_()

    phone.route("**/pieces/*", break_once)
    long = document() + b"%" + b"x" * (2 * PIECE)
    choose(phone, "Choose a PDF", file("letter.pdf", long))
    expect(phone.get_by_text("Waits for a connection. It goes on where it stopped.")).to_be_visible()
    phone.get_by_label("Write a message").fill("The letter for my sister")
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone.get_by_role("log").get_by_text("letter.pdf")).to_be_visible()
    phone.context.set_offline(False)
    link = phone.get_by_role("link", name="letter.pdf")
    expect(link).to_be_visible(timeout=30_000)
    assert pieces == ["0", "1", "1", "2"]
    with phone.expect_download() as saved:
        link.click()
    assert saved.value.suggested_filename == "document.pdf"


@pytest.mark.feature("M7.h")
def test_on_an_own_phone_a_photo_outlives_the_closed_app_and_arrives_once(
    page_as: Open, clinic: Clinic
) -> None:
    thread = talk(clinic, "skills")
    phone = page_as(WHO, path="/pin", watch=False)
    open_on_an_own_phone(phone, thread)

    pieces: list[str] = []

    def break_at_the_second(route: Route) -> None:
        pieces.append(route.request.url.rpartition("/")[2])
        if pieces[-1] == "1":
            phone.context.set_offline(True)
            route.abort()
        else:
            route.continue_()

    phone.route("**/pieces/*", break_at_the_second)
    choose(phone, "Choose a photo", file("homework.jpg", picture()))
    expect(phone.get_by_text("Waits for a connection. It goes on where it stopped.")).to_be_visible()
    expect(phone.get_by_text("Keep the app open until then.")).to_have_count(0)
    before = phone.evaluate("new Date().toISOString()")
    send(phone, "My homework")
    expect(phone.get_by_role("log").get_by_text("homework.jpg")).to_be_visible()
    # The words are on the screen before the phone has put them away.
    asked_until(phone, IS_KEPT, True, ["outbox", before])
    phone.close()
    phone.context.set_offline(False)

    later = phone.context.new_page()
    later.on("request", lambda r: pieces.append(r.url.rpartition("/")[2]) if "/pieces/" in r.url else None)
    later.goto(f"/messages/{thread}")
    later.get_by_label("Your PIN for this phone").fill("135790")
    later.get_by_role("button", name="Unlock").click()
    drawn(later.get_by_role("button", name="Open the photo homework.jpg").locator("img"))
    assert pieces[:3] == ["0", "1", "1"] and pieces.count("0") == 1
    rows = later.evaluate(
        f"fetch('/api/v1/threads/{thread}/messages').then((a) => a.json()).then((p) => p.results)"
    )
    assert [len(row["attachments"]) for row in rows if row["body"] == "My homework"] == [1]
    assert "file." not in later.evaluate(KEPT_NAMES)


# The names of all that is kept, as one text.
KEPT_NAMES = """async () => {
  const base = await new Promise((done) => {
    const asked = indexedDB.open("footbridge");
    asked.onsuccess = () => done(asked.result);
  });
  const names = await new Promise((done) => {
    const asked = base.transaction("things").objectStore("things").getAllKeys();
    asked.onsuccess = () => done(asked.result);
  });
  base.close();
  return names.join();
}"""
