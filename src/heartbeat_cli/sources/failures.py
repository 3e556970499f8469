"""Failures of APIs, beside those every source may have."""

from heartbeat_cli.errors import HbError


class IncompletePullError(HbError):
    """What came is not all there is: pages that do not fit together, or were cut short. Nothing of it is landed."""

    code = "incomplete_pull"


class QuotaError(HbError):
    """The service wants to be left alone for longer than it is worth waiting; what was read is kept."""

    code = "quota"


class ApiRefusedError(HbError):
    """The service does not let us in, or not to this: a token, a scope, a permission."""

    code = "api_refused"


class ApiFailedError(HbError):
    """The service does not answer, or not as it should."""

    code = "api_failed"
