"""All labels of each table, as the wordings ask for them."""

from collections.abc import Iterable, Set

from extractor.model import Observation

LEAST_NAMED = 2


class TableLabels:
    """All labels of each table, and the one that stands over all its columns."""

    def __init__(self, observations: Iterable[Observation]) -> None:
        self._all: dict[int | None, set[str]] = {}
        self._tops: dict[int | None, set[str]] = {}
        self._rows: dict[int | None, set[tuple[str, ...]]] = {}
        self._lists: dict[int | None, bool] = {}
        for each in observations:
            if each.table is not None:
                self._all.setdefault(each.table, set()).update(each.row_path, each.column_path)
                self._tops.setdefault(each.table, set()).update(each.column_path[:1] or ("",))
                self._rows.setdefault(each.table, set()).add(each.row_path)

    def of(self, table: int | None) -> Set[str]:
        return self._all.get(table, frozenset())

    def title(self, table: int | None) -> str:
        tops = self._tops.get(table, set())
        return next(iter(tops)) if len(tops) == 1 else ""

    def lists_names(self, table: int | None, names: Set[str]) -> bool:
        """Whether most rows of a table are called by the name of a library or a place alone."""
        if table not in self._lists:
            rows = self._rows.get(table, set())
            named = sum(bool(row) and row[-1] in names for row in rows)
            self._lists[table] = named > LEAST_NAMED and 2 * named > len(rows)
        return self._lists[table]
