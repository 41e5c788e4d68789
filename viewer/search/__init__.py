"""Search: what is typed becomes a query, a query becomes matchers, an engine finds the rows."""

from viewer.search.engine import Counts, Engine, Found
from viewer.search.matchers import Matcher
from viewer.search.query import Query, parse

__all__ = ["Counts", "Engine", "Found", "Matcher", "Query", "parse"]
