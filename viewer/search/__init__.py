"""Search: what is typed becomes a query, a query becomes matchers, an engine finds the rows."""
