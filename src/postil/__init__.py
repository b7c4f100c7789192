"""Postil: a self-hosted home for annotations that were made somewhere else.

The names of the Python client are here: `import postil`, then `postil.Client()`. Each is loaded when it is
first used, so that importing this costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from postil import errors as errors
    from postil import types as types
    from postil.client.asynchronous.client import AsyncClient as AsyncClient
    from postil.client.asynchronous.collection import AsyncCollection as AsyncCollection
    from postil.client.asynchronous.data_rows import AsyncDataRow as AsyncDataRow
    from postil.client.asynchronous.datasets import AsyncDataset as AsyncDataset
    from postil.client.asynchronous.exports import AsyncExport as AsyncExport
    from postil.client.asynchronous.imports import AsyncLabelImport as AsyncLabelImport
    from postil.client.asynchronous.imports import AsyncMALPredictionImport as AsyncMALPredictionImport
    from postil.client.asynchronous.model_runs import (
        AsyncMEAPredictionImport as AsyncMEAPredictionImport,
    )
    from postil.client.asynchronous.model_runs import AsyncModel as AsyncModel
    from postil.client.asynchronous.model_runs import AsyncModelRun as AsyncModelRun
    from postil.client.asynchronous.projects import AsyncProject as AsyncProject
    from postil.client.batches import Batch as Batch
    from postil.client.client import Client as Client
    from postil.client.collection import Collection as Collection
    from postil.client.creation import Task as Task
    from postil.client.data_rows import DataRow as DataRow
    from postil.client.datasets import Dataset as Dataset
    from postil.client.exports import BufferedJsonConverterOutput as BufferedJsonConverterOutput
    from postil.client.exports import Export as Export
    from postil.client.exports import ExportTask as ExportTask
    from postil.client.import_options import AnnotationImportState as AnnotationImportState
    from postil.client.imports import LabelImport as LabelImport
    from postil.client.imports import MALPredictionImport as MALPredictionImport
    from postil.client.media_type import MediaType as MediaType
    from postil.client.model_runs import DataSplit as DataSplit
    from postil.client.model_runs import ModelRun as ModelRun
    from postil.client.model_runs import ModelRunDataRow as ModelRunDataRow
    from postil.client.models import Model as Model
    from postil.client.ontologies import Ontology as Ontology
    from postil.client.ontology_builder import Classification as Classification
    from postil.client.ontology_builder import OntologyBuilder as OntologyBuilder
    from postil.client.ontology_builder import Option as Option
    from postil.client.ontology_builder import Tool as Tool
    from postil.client.predictions import MEAPredictionImport as MEAPredictionImport
    from postil.client.projects import Project as Project
    from postil.client.row_key import DataRowMetadataField as DataRowMetadataField
    from postil.client.row_key import GlobalKey as GlobalKey
    from postil.client.row_key import UniqueId as UniqueId
    from postil.client.upsert import UpsertTask as UpsertTask
    from postil.errors import PostilError as PostilError

__version__ = "0.1.0"

_HOMES = {
    "AnnotationImportState": "client.import_options",
    "AsyncClient": "client.asynchronous.client",
    "AsyncCollection": "client.asynchronous.collection",
    "AsyncDataRow": "client.asynchronous.data_rows",
    "AsyncDataset": "client.asynchronous.datasets",
    "AsyncExport": "client.asynchronous.exports",
    "AsyncLabelImport": "client.asynchronous.imports",
    "AsyncMALPredictionImport": "client.asynchronous.imports",
    "AsyncMEAPredictionImport": "client.asynchronous.model_runs",
    "AsyncModel": "client.asynchronous.model_runs",
    "AsyncModelRun": "client.asynchronous.model_runs",
    "AsyncProject": "client.asynchronous.projects",
    "Batch": "client.batches",
    "BufferedJsonConverterOutput": "client.exports",
    "Classification": "client.ontology_builder",
    "Client": "client.client",
    "Collection": "client.collection",
    "DataRow": "client.data_rows",
    "DataSplit": "client.model_runs",
    "DataRowMetadataField": "client.row_key",
    "Dataset": "client.datasets",
    "Export": "client.exports",
    "ExportTask": "client.exports",
    "GlobalKey": "client.row_key",
    "LabelImport": "client.imports",
    "MALPredictionImport": "client.imports",
    "MEAPredictionImport": "client.predictions",
    "MediaType": "client.media_type",
    "Model": "client.models",
    "ModelRun": "client.model_runs",
    "ModelRunDataRow": "client.model_runs",
    "Ontology": "client.ontologies",
    "OntologyBuilder": "client.ontology_builder",
    "Option": "client.ontology_builder",
    "PostilError": "errors",
    "Project": "client.projects",
    "Task": "client.creation",
    "Tool": "client.ontology_builder",
    "UniqueId": "client.row_key",
    "UpsertTask": "client.upsert",
}
"""Name -> module it comes from."""

_MODULES = frozenset({"errors", "types"})


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return import_module(f"postil.{name}")
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'postil' has no attribute {name!r}")
    found = getattr(import_module(f"postil.{home}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES, *_MODULES})
