"""What happened in an invented district from 2018 on: coherent figures, the same for every report that speaks of them.

Stock and flows balance, a system's figure is the sum over its libraries, ratios are computed from their parts. A figure is kept
under (code, year, library), library empty for the whole system. Codes are those of the catalogue of indicators; figures that the
catalogue does not hold have codes that begin with ``x.``.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from random import Random

from samples.districts import Branch, District

FIRST, LAST = 2018, 2023
KINDS = ("books", "newspapers", "journals", "discs")
SUBJECTS = {"social": 14, "science": 6, "technical": 4, "agriculture": 3, "arts": 5, "philology": 6, "fiction": 40, "children": 22}
REASONS = {"worn": 62, "outdated": 21, "lost": 9, "other": 8}
AGES = {"children": 33, "youth": 17, "adult": 29, "senior": 21}


class Ledger:
    """Figures of one district by (code, year, library)."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.values: dict[tuple[str, int, str], Decimal] = {}

    def __call__(self, code: str, year: int, library: str = "") -> Decimal | None:
        return self.values.get((code, year, library))

    def get(self, code: str, year: int, library: str = "") -> Decimal:
        return self.values[code, year, library]

    def put(self, code: str, year: int, value: Decimal | int | float, library: str = "") -> int:
        self.values[code, year, library] = Decimal(str(value))
        return int(value)

    def random(self, *what: object) -> Random:
        return Random("/".join(map(str, (self.district.id, *what))))

    def around(self, value: float, spread: float, *what: object) -> int:
        """A whole number near ``value``, never negative."""
        return max(0, round(value * (1 + self.random(*what).uniform(-spread, spread))))

    def total(self, code: str, year: int, libraries: Iterable[Branch]) -> int:
        """Keep the sum over libraries as the system's figure."""
        return self.put(code, year, sum(int(self.get(code, year, each.library)) for each in libraries))

    def ratio(self, code: str, year: int, part: str, whole: str, times: int = 1, library: str = "") -> None:
        divisor = self.get(whole, year, library)
        if divisor:
            self.values[code, year, library] = self.get(part, year, library) * times / divisor

    def split(self, code: str, year: int, whole: int, weights: dict[str, int], spread: float = 0.08) -> None:
        """Whole numbers under ``code.part`` that add up to ``whole``, shared out by weights that drift a little each year."""
        drifted = [weight * (1 + self.random(code, part, year).uniform(-spread, spread)) for part, weight in weights.items()]
        for part, value in zip(weights, shares(whole, drifted), strict=True):
            self.put(f"{code}.{part}", year, value)


def shares(whole: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers that add up to ``whole``; the largest fractions are rounded up.

    >>> shares(10, [1, 1, 1])
    [4, 3, 3]
    """
    exact = [whole * each / sum(weights) for each in weights]
    parts = [int(each) for each in exact]
    for place in sorted(range(len(parts)), key=lambda each: parts[each] - exact[each])[: whole - sum(parts)]:
        parts[place] += 1
    return parts


@cache
def ledger(district: District) -> Ledger:
    """All figures of a district."""
    book = Ledger(district)
    for year in range(FIRST, LAST + 1):
        for write in (network, readers, stock, money, computers, catalogue, resources, local_history, staff, premises, ratios):
            write(book, year)
    return book


def network(book: Ledger, year: int) -> None:
    libraries = book.district.branches(year)
    for each in libraries:
        book.put(
            "population.service_area",
            year,
            book.around(each.people * (1 - 0.006 * (year - 2021)), 0.004, each.library, year, "people"),
            each.library,
        )
    people = book.total("population.service_area", year, libraries)
    uncovered = book.around(people * 0.03, 0.02, year, "uncovered")
    counts = {
        "population.total": people + uncovered,
        "network.uncovered.population": uncovered,
        "network.uncovered.settlements": 6 + len(libraries) // 5,
        "network.libraries.total": len(libraries),
        "network.libraries.central": 1,
        "network.libraries.children": 1,
        "network.libraries.branches": len(libraries) - 2,
        "network.libraries.rural": sum(
            each.kind in ("rural", "short") or each.kind == "model" and not each.settlement.startswith(("г.", "рп."))
            for each in libraries
        ),
        "network.libraries.short_hours": sum(each.kind == "short" for each in libraries),
        "network.model.total": sum(each.kind == "model" for each in libraries),
        "x.model.federal.urban": sum(each.kind == "model" and each.settlement.startswith("г.") for each in libraries),
        "x.model.federal.rural": 1,
        "x.model.regional.rural": sum(each.kind == "model" and not each.settlement.startswith("г.") for each in libraries) - 1,
        "network.outreach.points": 3 + (year - FIRST) // 2,
        "network.transport.total": 1,
    }
    for code, value in counts.items():
        book.put(code, year, value)


def readers(book: Ledger, year: int) -> None:
    """Users, visits, loans, reference and events of every library and of the system."""
    libraries = book.district.branches(year)
    growth = {2018: 1.0, 2019: 1.01, 2020: 0.82, 2021: 0.93, 2022: 0.99, 2023: 1.02}[year]
    for each in libraries:
        users = book.put(
            "users.registered",
            year,
            book.around(each.people * book.district.users_rate * growth, 0.03, each.library, year, "users"),
            each.library,
        )
        services = book.put("visits.services", year, book.around(users * 7.4, 0.06, each.library, year, "services"), each.library)
        events = book.put("visits.events", year, book.around(users * 2.6, 0.1, each.library, year, "events"), each.library)
        book.put("visits.total", year, services + events, each.library)
        book.put("loans.total", year, book.around(users * 21.5, 0.05, each.library, year, "loans"), each.library)
        book.put("events.total", year, book.around(users / 9, 0.1, each.library, year, "count"), each.library)
        book.put("network.hours_per_week", year, 20 if each.kind == "short" else 40, each.library)
    for code in ("users.registered", "visits.services", "visits.events", "visits.total", "loans.total", "events.total"):
        book.total(code, year, libraries)
    users = int(book.get("users.registered", year))
    remote = book.put("users.remote", year, book.around(users * 0.012, 0.1, year, "remote"))
    points = book.put("users.outreach_points", year, book.around(users * 0.021, 0.1, year, "points"))
    book.put("users.onsite", year, users - remote - points)
    book.split("users.age", year, users, AGES)
    book.split("users.gender", year, users, {"women": 58, "men": 42})
    book.split("users.education", year, users, {"higher": 18, "vocational": 27, "other": 55})
    site = book.put("visits.website", year, book.around(users * 2.1, 0.08, year, "site"))
    outreach = book.put("visits.outreach", year, book.around(users * 0.11, 0.1, year, "outreach"))
    book.put("visits.remote", year, site + outreach)
    visits = int(book.get("visits.total", year))
    plan = book.put("visits.plan", year, round((visits + site) * 0.96))
    book.put("visits.plan_fact", year, visits + site)
    book.put("x.plan.difference", year, visits + site - plan)
    for code, per_user in (
        ("reference.total", 0.52),
        ("reference.virtual", 0.004),
        ("events.exhibitions", 0.071),
        ("loans.edd", 0.006),
        ("events.virtual_exhibitions", 0.006),
    ):
        book.put(code, year, book.around(users * per_user, 0.08, year, code))
    book.put("finance.paid_services", year, Decimal(book.around(users * 0.9, 0.1, year, "paid")) / 10)


def stock(book: Ledger, year: int) -> None:
    """The stock of every library by kind, its movement, and how the system's stock is made up."""
    libraries = book.district.branches(year)
    for each in libraries:
        for kind in KINDS:
            _library_stock(book, year, each, kind)
        for code in ("holdings.opening", "holdings.acquired", "holdings.withdrawn", "holdings"):
            book.put(
                "holdings.total" if code == "holdings" else code,
                year,
                sum(int(book.get(f"{code}.{kind}", year, each.library)) for kind in KINDS),
                each.library,
            )
    _leave(book, year)
    flows = ("holdings.opening", "holdings.acquired", "holdings.withdrawn", "holdings")
    for code in (
        *(f"{flow}.{kind}" for flow in flows for kind in KINDS),
        "holdings.acquired",
        "holdings.opening",
        "holdings.total",
        "holdings.withdrawn",
    ):
        book.total(code, year, libraries)
    for flow, whole in (
        ("holdings.opening", "holdings.opening"),
        ("holdings.acquired", "holdings.acquired"),
        ("holdings.withdrawn", "holdings.withdrawn"),
        ("holdings", "holdings.total"),
    ):
        book.put(f"{flow}.periodicals", year, int(book.get(f"{flow}.newspapers", year) + book.get(f"{flow}.journals", year)))
        book.put(whole, year, sum(int(book.get(f"{flow}.{kind}", year)) for kind in KINDS))
    book.split("holdings.subject", year, int(book.get("holdings.total", year)), SUBJECTS, 0.02)
    book.split("x.withdrawn", year, int(book.get("holdings.withdrawn", year)), REASONS)
    book.put("holdings.withdrawn.worn", year, int(book.get("x.withdrawn.worn", year)))
    deposit = {
        part: book.around(mean, 0.2, year, "deposit", part) for part, mean in (("books", 14), ("newspapers", 22), ("journals", 3))
    }
    for part, value in deposit.items():
        book.put(f"holdings.legal_deposit.{part}", year, value)
    book.put("holdings.legal_deposit.total", year, sum(deposit.values()))
    book.put("holdings.acquired.subsidy_books", year, round(int(book.get("holdings.acquired.books", year)) * 0.3))
    moved = book.put("x.transfer.total", year, book.around(180, 0.3, year, "transfer"))
    book.split("x.transfer", year, moved, {"social": 3, "technical": 1, "fiction": 9, "children": 5})
    for name, mean in (("cleaned", 900), ("bound", 60), ("repaired", 430)):
        book.put(f"x.care.{name}", year, book.around(mean, 0.2, year, name))
    for code, sizes in (("x.size", {"small": (0, 5), "middle": (5, 10), "large": (10, 20), "huge": (20, 10000)}),):
        for name, (low, high) in sizes.items():
            book.put(
                f"{code}.{name}",
                year,
                sum(low * 1000 <= book.get("holdings.total", year, each.library) < high * 1000 for each in libraries),
            )
    for name, (low, high) in {"few": (0, 50), "some": (50, 100), "many": (100, 500), "most": (500, 10**6)}.items():
        book.put(
            f"x.arrivals.{name}", year, sum(low <= book.get("holdings.acquired", year, each.library) < high for each in libraries)
        )


def _library_stock(book: Ledger, year: int, branch: Branch, kind: str) -> None:
    first = {"books": 6.5, "newspapers": 0.02, "journals": 0.35, "discs": 0.03}[kind]
    opening = book(f"holdings.{kind}", year - 1, branch.library)
    start = (
        int(opening)
        if opening is not None
        else book.around(branch.people * first + 900 * (kind == "books"), 0.05, branch.library, kind)
    )
    acquired = book.around(
        start * {"books": 0.016, "newspapers": 0.2, "journals": 0.11, "discs": 0.01}[kind], 0.25, branch.library, kind, year, "in"
    )
    withdrawn = book.around(
        start * {"books": 0.019, "newspapers": 0.2, "journals": 0.12, "discs": 0.012}[kind], 0.25, branch.library, kind, year, "out"
    )
    for code, value in (
        ("holdings.opening", start),
        ("holdings.acquired", acquired),
        ("holdings.withdrawn", withdrawn),
        ("holdings", start + acquired - withdrawn),
    ):
        book.put(f"{code}.{kind}", year, value, branch.library)


def _leave(book: Ledger, year: int) -> None:
    """A library in its last year hands its whole stock over to the central one, so that the system's stock stays in balance."""
    central = book.district.libraries[0].library
    for each in book.district.libraries:
        if each.until == year:
            for kind in KINDS:
                rest = int(book.get(f"holdings.{kind}", year, each.library))
                book.put(f"x.handed.{kind}", year + 1, rest, each.library)
    for each in book.district.libraries:
        if each.until == year - 1:
            for kind in KINDS:
                handed = int(book.get(f"x.handed.{kind}", year, each.library))
                for code in (f"holdings.opening.{kind}", f"holdings.{kind}"):
                    book.put(code, year, int(book.get(code, year, central)) + handed, central)
            for code in ("holdings.opening", "holdings"):
                book.put(
                    "holdings.total" if code == "holdings" else code,
                    year,
                    sum(int(book.get(f"{code}.{kind}", year, central)) for kind in KINDS),
                    central,
                )


def money(book: Ledger, year: int) -> None:
    people = int(book.get("population.total", year))
    sources = {"federal": people * 7, "regional": people * 2, "municipal": people * 16, "own": people}
    for name, mean in sources.items():
        book.put(f"finance.acquisitions.{name}", year, book.around(mean, 0.12, year, name))
    whole = book.put(
        "finance.acquisitions.total", year, sum(int(book.get(f"finance.acquisitions.{name}", year)) for name in sources)
    )
    periodicals = book.put("finance.acquisitions.periodicals", year, round(whole * 0.31))
    ebs = book.put("finance.acquisitions.ebs", year, round(whole * 0.02))
    book.put("finance.acquisitions.books", year, whole - periodicals - ebs)
    subsidy = {
        name: round(int(book.get(f"finance.acquisitions.{name}", year)) * part)
        for name, part in (("federal", 0.9), ("regional", 0.8), ("municipal", 0.05))
    }
    for name, value in subsidy.items():
        book.put(f"x.subsidy.{name}", year, value)
    book.put("finance.subsidy.total", year, sum(subsidy.values()))
    spent = [
        Decimal(book.around(people * mean, 0.2, year, name)) / 10
        for name, mean in (("repair", 0.4), ("furniture", 0.09), ("equipment", 0.16))
    ]
    for name, value in zip(("repair", "furniture", "equipment"), spent, strict=True):
        book.put(f"finance.mtb.{name}", year, value)
    book.put("finance.mtb.total", year, sum(spent, Decimal()))
    budget = book.put("x.budget", year, book.around(people * 0.92, 0.05, year, "budget"))
    visits = "visits.plan_fact" if book.district.visits_with_site else "visits.total"
    for code, base in (
        ("finance.per_user", "users.registered"),
        ("finance.per_visit", visits),
        ("finance.per_loan", "loans.total"),
    ):
        book.values[code, year, ""] = Decimal(budget) / book.get(base, year)


def computers(book: Ledger, year: int) -> None:
    libraries = book.district.branches(year)
    owned = {each.library: 1 + each.people // 700 + (each.kind in ("model", "central")) * 4 for each in libraries}
    for library, count in owned.items():
        book.put("digital.computers.total", year, count, library)
        book.put("digital.user_workplaces.total", year, max(1, round(count * 0.6)), library)
        book.put("x.speed", year, 10 if count < 3 else 50 if count < 8 else 100, library)
    whole = book.total("digital.computers.total", year, libraries)
    places = book.total("digital.user_workplaces.total", year, libraries)
    offline = sum(each.kind == "short" and each.people < 250 for each in libraries)
    counts = {
        "digital.libraries_with_computers": len(libraries),
        "digital.libraries_with_user_workplaces": len(libraries) - offline,
        "digital.user_workplaces.internet": places - 2 * offline if offline else places,
        "digital.libraries_with_internet": len(libraries) - offline,
        "digital.libraries_with_user_internet": len(libraries) - offline,
        "digital.libraries_with_broadband": sum(each.people > 900 for each in libraries),
        "digital.libraries_with_wifi": sum(each.people > 1100 for each in libraries),
        "x.static_address": sum(each.people > 800 for each in libraries),
    }
    for code, value in counts.items():
        book.put(code, year, value)
    for name, (low, high) in {
        "one": (1, 1),
        "two": (2, 2),
        "three": (3, 3),
        "four": (4, 5),
        "six": (6, 9),
        "ten": (10, 999),
    }.items():
        book.put(f"x.computers.{name}", year, sum(low <= each <= high for each in owned.values()))
    for name, part in zip(("before2010", "to2015", "to2018", "after2018"), shares(whole, [1, 3, 4, 5]), strict=True):
        book.put(f"x.bought.{name}", year, part)


def catalogue(book: Ledger, year: int) -> None:
    people = int(book.get("population.total", year))
    before = book("catalogue.records.total", year - 1)
    added = book.put("x.catalogue.new", year, book.around(people * 0.11, 0.15, year, "records"))
    whole = book.put(
        "catalogue.records.total",
        year,
        (int(before) if before is not None else book.around(people * 2.2, 0.1, "catalogue")) + added,
    )
    book.put("catalogue.records.internet", year, round(whole * 0.94))
    book.put("x.catalogue.members", year, min(len(book.district.branches(year)), 4 + year - FIRST))
    book.put("x.catalogue.local", year, 2)
    book.put("x.catalogue.online", year, len(book.district.branches(year)) - 1)
    for code, part in (("retrospective", 0.4), ("union_catalogue", 0.06), ("local_history_db", 0.09)):
        book.put(f"catalogue.records.{code}", year, book.around(added * part, 0.2, year, code))


def resources(book: Ledger, year: int) -> None:
    """Digital library, subscribed resources of single libraries, the site and social networks."""
    libraries = book.district.branches(year)
    made = book.put("digital_library.digitised", year, book.around(160, 0.3, year, "digitised"))
    received = book.put("digital_library.received", year, book.around(90, 0.3, year, "received"))
    whole = book.put("digital_library.documents", year, made + received)
    book.split("x.digital", year, whole, {"books": 3, "newspapers": 14, "journals": 2, "images": 1})
    before = book("x.digital.volume", year - 1)
    book.put("x.digital.volume", year, (int(before) if before is not None else book.around(1400, 0.2, "volume")) + whole)
    for code, per_user in (("eresources.neb.loans", 0.02), ("eresources.litres.loans", 0.06), ("eresources.pb.loans", 0.008)):
        members = [each for each in libraries if each.people > 900]
        for each in members:
            book.put(
                code,
                year,
                book.around(int(book.get("users.registered", year, each.library)) * per_user, 0.25, year, each.library, code),
                each.library,
            )
        book.total(code, year, members)
    for code, mean in (("eresources.polpred.loans", 210), ("eresources.consultant.loans", 140), ("web.portal.posts", 70)):
        book.put(code, year, book.around(mean, 0.3, year, code))
    for network_name in ("vk", "ok", "tg"):
        members = [each for each in libraries if each.people > {"vk": 600, "ok": 900, "tg": 2000}[network_name]]
        for each in members:
            subscribers = book.put(
                f"x.{network_name}.subscribers",
                year,
                book.around(each.people * (0.1 + 0.02 * (year - FIRST)), 0.1, each.library, network_name, year),
                each.library,
            )
            book.put(
                f"x.{network_name}.posts",
                year,
                book.around(90 + each.people * 0.05, 0.2, each.library, network_name, year, "posts"),
                each.library,
            )
            book.put(
                f"x.{network_name}.reactions",
                year,
                book.around(subscribers * 11, 0.3, each.library, network_name, year, "likes"),
                each.library,
            )
    for kind in ("subscribers", "posts", "reactions"):
        book.put(
            f"social.{kind}",
            year,
            sum(
                int(value)
                for (code, when, _), value in book.values.items()
                if when == year and code.startswith("x.") and code.endswith(f".{kind}")
            ),
        )


def local_history(book: Ledger, year: int) -> None:
    parts = {"books": 900, "newspapers": 40, "journals": 60, "sheets": 120, "media": 25}
    acquired = withdrawn = opening = closing = 0
    for part, mean in parts.items():
        before = book(f"x.local.{part}", year - 1)
        start = int(before) if before is not None else book.around(mean * 3, 0.2, "local", part)
        came = book.put(f"x.local.acquired.{part}", year, book.around(mean * 0.07, 0.4, year, "local", part))
        left = book.around(mean * 0.01, 0.5, year, "local out", part)
        book.put(f"x.local.{part}", year, start + came - left)
        opening, acquired, withdrawn, closing = opening + start, acquired + came, withdrawn + left, closing + start + came - left
    for code, value in (
        ("x.local.opening", opening),
        ("local_history.acquired", acquired),
        ("x.local.withdrawn", withdrawn),
        ("local_history.holdings.total", closing),
    ):
        book.put(code, year, value)
    book.put("local_history.loans", year, book.around(int(book.get("loans.total", year)) * 0.03, 0.1, year, "local loans"))
    book.put("x.local.titles", year, book.around(24, 0.3, year, "titles"))


def staff(book: Ledger, year: int) -> None:
    libraries = book.district.branches(year)
    main = book.put("staff.main", year, len(libraries) + sum(each.people > 2000 for each in libraries) * 2 + year % 2)
    admin = book.put("staff.admin", year, 2)
    support = book.put("staff.support", year, 3 + len(libraries) // 6)
    book.put("staff.total", year, main + admin + support)
    full, three, half = shares(main, [7, 1, 2])
    for code, value in (("staff.rate.full", full), ("x.rate.three", three), ("x.rate.half", half)):
        book.put(code, year, value)
    higher, vocational, other = shares(main, [5, 4, 1])
    for code, value in (
        ("staff.education.higher", higher),
        ("staff.education.higher_library", round(higher * 0.7)),
        ("staff.education.vocational", vocational),
        ("x.education.other", other),
    ):
        book.put(code, year, value)
    for prefix, names, weights in (
        ("staff.experience", ("0_3", "3_10", "10_plus"), [2, 3, 5]),
        ("staff.age", ("under30", "30_55", "55_plus"), [1, 6, 4]),
    ):
        for name, value in zip(
            names, shares(main, [each + (year - FIRST) * 0.1 * n for n, each in enumerate(weights)]), strict=True
        ):
            book.put(f"{prefix}.{name}", year, value)
    for code, whole in (
        ("staff.load.users", "users.registered"),
        ("staff.load.visits", "visits.total"),
        ("staff.load.loans", "loans.total"),
    ):
        book.ratio(code, year, whole, "staff.main")
    wage = 27500 + 2600 * (year - FIRST)
    for code, factor in (("x.salary.admin", 1.55), ("salary.main", 1.02), ("x.salary.support", 0.62)):
        book.put(code, year, Decimal(book.around(wage * factor * 10, 0.01, year, code)) / 10)
    paid = sum(
        book.get(f"staff.{group}", year) * book.get(pay, year)
        for group, pay in (("admin", "x.salary.admin"), ("main", "salary.main"), ("support", "x.salary.support"))
    )
    book.values["salary.average", year, ""] = (Decimal(paid) / book.get("staff.total", year)).quantize(Decimal("0.1"))


def premises(book: Ledger, year: int) -> None:
    libraries = book.district.branches(year)
    for each in libraries:
        area = book.put("premises.area", year, book.around(38 + each.people * 0.06, 0.1, each.library, "area"), each.library)
        book.put("x.area.readers", year, round(area * 0.7), each.library)
        for zone in ("signs", "entrance", "reading", "children", "events", "staff"):
            book.put(
                f"x.score.{zone}",
                year,
                Decimal(book.random(each.library, zone, year // 2).choice((0, 25, 50, 75, 100))) / 100,
                each.library,
            )
        book.put(
            "network.model_standard.score",
            year,
            sum(
                (
                    book.get(f"x.score.{zone}", year, each.library)
                    for zone in ("signs", "entrance", "reading", "children", "events", "staff")
                ),
                Decimal(),
            ),
            each.library,
        )
    for code in ("premises.area", "x.area.readers"):
        book.total(code, year, libraries)
    for code in (
        "network.model_standard.score",
        *(f"x.score.{zone}" for zone in ("signs", "entrance", "reading", "children", "events", "staff")),
    ):
        book.put(code, year, sum((book.get(code, year, each.library) for each in libraries), Decimal()))
    for code, value in (
        ("premises.modernised", year % 3),
        ("premises.suitable_space", len(libraries) // 2 + year - FIRST),
        ("premises.barrier_free", 2 + (year - FIRST) // 2),
    ):
        book.put(code, year, value)


def ratios(book: Ledger, year: int) -> None:
    for library in ("", *(each.library for each in book.district.branches(year))):
        for code, part, whole, times in (
            ("ratios.loans_per_user", "loans.total", "users.registered", 1), ("ratios.visits_per_user", "visits.total", "users.registered", 1),
            ("ratios.turnover", "loans.total", "holdings.total", 1), ("ratios.stock_per_user", "holdings.total", "users.registered", 1),
            ("ratios.renewal", "holdings.acquired", "holdings.total", 100),
        ):  # fmt: skip
            book.ratio(code, year, part, whole, times, library)
    book.ratio("users.coverage", year, "users.registered", "population.total", 100)
    book.ratio("network.population_per_library", year, "population.total", "network.libraries.total")
