"""The catalog: one port over datasets, data rows, and the questions imports ask about them."""

from sqlalchemy import Connection

from postil.stores.sql.data_rows import SqlDataRows
from postil.stores.sql.datasets import SqlDatasets
from postil.stores.sql.hot import HotStatements
from postil.stores.sql.row_search import SqlRowSearch


class SqlCatalog(SqlDatasets, SqlDataRows, SqlRowSearch):
    """`ports.catalog.CatalogStore`."""

    def __init__(self, connection: Connection, hot: HotStatements) -> None:
        SqlDatasets.__init__(self, connection)
        SqlDataRows.__init__(self, connection, hot)
