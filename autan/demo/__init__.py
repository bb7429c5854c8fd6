"""The demonstration: three portals on the real territory, a dozen datasets that we wrote."""

from autan.demo.seeding import seed

__all__ = ["seed"]
