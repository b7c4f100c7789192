"""The table: every route there is, in the order it is described."""

from postil.facades.native import (
    access,
    annotations,
    batches,
    blobs,
    data_row_changes,
    data_rows,
    datasets,
    exports,
    import_diffs,
    import_rows,
    import_undo,
    imports,
    keys,
    ontologies,
    project_rows,
    projects,
    recipes,
    system,
    tasks,
    uploads,
    usage,
)
from postil.facades.native.description import description_route
from postil.facades.native.openapi import describe
from postil.facades.native.route import Route

ROUTES: tuple[Route, ...] = (
    *system.ROUTES,
    *access.ROUTES,
    *keys.ROUTES,
    *datasets.ROUTES,
    *data_rows.ROUTES,
    *data_row_changes.ROUTES,
    *ontologies.ROUTES,
    *projects.ROUTES,
    *tasks.ROUTES,
    *project_rows.ROUTES,
    *annotations.ROUTES,
    *batches.ROUTES,
    *imports.ROUTES,
    *uploads.ROUTES,
    *import_rows.ROUTES,
    *recipes.ROUTES,
    *import_diffs.ROUTES,
    *import_undo.ROUTES,
    *exports.ROUTES,
    *usage.ROUTES,
    *blobs.ROUTES,
    description_route(lambda: describe(ROUTES)),
)
