"""Terminal views: a report with its cited words marked, and incidents as a table with the words they rest on."""
