"""Search: what is typed becomes a query, a query becomes matchers, an engine finds the rows."""

from viewer.search.clauses import Clause, Mode, Presence, RowClass, Scope
from viewer.search.engine import Counts, Engine, Found, FoundRow
from viewer.search.matchers import Matcher, Spans
from viewer.search.query import Query, parse

__all__ = [
    "Clause",
    "Counts",
    "Engine",
    "Found",
    "FoundRow",
    "Matcher",
    "Mode",
    "Presence",
    "Query",
    "RowClass",
    "Scope",
    "Spans",
    "parse",
]
