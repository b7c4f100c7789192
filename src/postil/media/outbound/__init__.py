"""The one guarded way out: no other module of the server may open an HTTP connection."""

from postil.media.outbound.address import networks
from postil.media.outbound.client import OutboundClient

__all__ = ["OutboundClient", "networks"]
