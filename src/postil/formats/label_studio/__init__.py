"""The Label Studio dialect: tasks with results (JSON), and labeling configurations (XML)."""
