"""Computers, the catalogue, digital documents, subscribed resources and social networks."""

from samples.figures.ledger import FIRST, Ledger, shares

PER_LIBRARY = {
    "one": (1, 1),
    "two": (2, 2),
    "three": (3, 3),
    "four": (4, 5),
    "six": (6, 9),
    "ten": (10, 999),
}
BOUGHT = {"before2010": 1, "to2015": 3, "to2018": 4, "after2018": 5}
SUBSCRIBED = {
    "eresources.neb.loans": 0.02,
    "eresources.litres.loans": 0.06,
    "eresources.pb.loans": 0.008,
}
NETWORKS = {"vk": 600, "ok": 900, "tg": 2000}
"""Social network → inhabitants from which on a library keeps a page there."""


def computers(book: Ledger, year: int) -> None:
    libraries = book.district.branches(year)
    owned = {
        each.library: 1 + each.people // 700 + (each.kind in ("model", "central")) * 4
        for each in libraries
    }
    for library, count in owned.items():
        book.put("digital.computers.total", year, count, library)
        book.put("digital.user_workplaces.total", year, max(1, round(count * 0.6)), library)
        book.put("x.speed", year, 10 if count < 3 else 50 if count < 8 else 100, library)
    whole = book.total("digital.computers.total", year, libraries)
    book.total("digital.user_workplaces.total", year, libraries)
    for name, (low, high) in PER_LIBRARY.items():
        book.put(f"x.computers.{name}", year, sum(low <= each <= high for each in owned.values()))
    for name, part in zip(BOUGHT, shares(whole, list(BOUGHT.values())), strict=True):
        book.put(f"x.bought.{name}", year, part)
    _connected(book, year)


def _connected(book: Ledger, year: int) -> None:
    libraries = book.district.branches(year)
    offline = sum(each.kind == "short" and each.people < 250 for each in libraries)
    counts = {
        "digital.libraries_with_computers": len(libraries),
        "digital.libraries_with_user_workplaces": len(libraries) - offline,
        "digital.user_workplaces.internet": book.count("digital.user_workplaces.total", year)
        - 2 * offline,
        "digital.libraries_with_internet": len(libraries) - offline,
        "digital.libraries_with_user_internet": len(libraries) - offline,
        "digital.libraries_with_broadband": sum(each.people > 900 for each in libraries),
        "digital.libraries_with_wifi": sum(each.people > 1100 for each in libraries),
        "x.static_address": sum(each.people > 800 for each in libraries),
    }
    book.put_all(year, counts)


def catalogue(book: Ledger, year: int) -> None:
    people, libraries = book.count("population.total", year), book.district.branches(year)
    before = book.find("catalogue.records.total", year - 1)
    added = book.draw("x.catalogue.new", year, people * 0.11, 0.15)
    whole = book.put(
        "catalogue.records.total",
        year,
        (before or book.around(people * 2.2, 0.1, "catalogue")) + added,
    )
    book.put("catalogue.records.internet", year, round(whole * 0.94))
    for code, part in (
        ("retrospective", 0.4),
        ("union_catalogue", 0.06),
        ("local_history_db", 0.09),
    ):
        book.draw(f"catalogue.records.{code}", year, added * part, 0.2)
    members = min(len(libraries), 4 + year - FIRST)
    book.put_all(
        year,
        {
            "x.catalogue.members": members,
            "x.catalogue.local": 2,
            "x.catalogue.online": len(libraries) - 1,
        },
    )


def resources(book: Ledger, year: int) -> None:
    book.draw("digital_library.digitised", year, 160, 0.3)
    book.draw("digital_library.received", year, 90, 0.3)
    whole = book.add(
        "digital_library.documents", year, ("digital_library.digitised", "digital_library.received")
    )
    book.split("x.digital", year, whole, {"books": 3, "newspapers": 14, "journals": 2, "images": 1})
    before = book.find("x.digital.volume", year - 1)
    book.put("x.digital.volume", year, (before or book.around(1400, 0.2, "volume")) + whole)
    members = [each for each in book.district.branches(year) if each.people > 900]
    for code, per_user in SUBSCRIBED.items():
        for each in members:
            book.draw(
                code,
                year,
                book.count("users.registered", year, each.library) * per_user,
                0.25,
                each.library,
            )
        book.total(code, year, members)
    for code, mean in (
        ("eresources.polpred.loans", 210),
        ("eresources.consultant.loans", 140),
        ("web.portal.posts", 70),
    ):
        book.draw(code, year, mean, 0.3)


def social(book: Ledger, year: int) -> None:
    totals = {"subscribers": 0, "posts": 0, "reactions": 0}
    for network, least in NETWORKS.items():
        for each in (each for each in book.district.branches(year) if each.people > least):
            subscribers = book.draw(
                f"x.{network}.subscribers",
                year,
                each.people * (0.1 + 0.02 * (year - FIRST)),
                0.1,
                each.library,
            )
            totals["subscribers"] += subscribers
            totals["posts"] += book.draw(
                f"x.{network}.posts", year, 90 + each.people * 0.05, 0.2, each.library
            )
            totals["reactions"] += book.draw(
                f"x.{network}.reactions", year, subscribers * 11, 0.3, each.library
            )
    book.put_all(year, {f"social.{kind}": value for kind, value in totals.items()})
