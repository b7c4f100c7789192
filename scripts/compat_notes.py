"""What methods of the official package do otherwise here, although everything they ask for is served.

`Class.method` -> a remark; a method with one is *partial* on the page docs/compat/labelbox.md. Those that the
package itself cannot do any more, or that make no sense here, are in CLOSED and are *refused*.
"""

NOTES: dict[str, str] = {
    "Client.create_dataset": "`iam_integration`: files are reached as this installation can reach them",
    "Client.create_model_evaluation_project": "the project is made, but nobody can talk with a model in it",
    "Client.create_offline_model_evaluation_project": "the project is made; conversations have no editor yet",
}

CLOSED: dict[str, str] = {}
