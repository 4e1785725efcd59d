"""Say whose certificates are believed: those of our settings, else those of the system."""

import os
import ssl
import stat

from addonctl.errors import DataFailure
from addonctl.model.messages import Message
from addonctl.model.messages.system import no_file_reason, reason_of


def trusted(ca_file: str | None) -> ssl.SSLContext:
    """Trust the authorities of a file, else those of the system, whatever the environment says.

    Raises:
        DataFailure: CA_FILE_INVALID, it can't be read, or holds no certificate.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is not None:
        _trust_file(context, ca_file)
        return context
    # The places that were compiled in: those of SSL_CERT_FILE and SSL_CERT_DIR are left aside.
    paths = ssl.get_default_verify_paths()
    for place in ({"cafile": paths.openssl_cafile}, {"capath": paths.openssl_capath}):
        try:
            context.load_verify_locations(**place)
        except OSError:  # most systems have one of the two
            continue
    return context


def _trust_file(context: ssl.SSLContext, path: str) -> None:
    reason = Message("CA_FILE_INVALID.no_certificate")
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116  # OpenSSL waits for a pipe
        if stat.S_ISREG(mode):
            context.load_verify_locations(cafile=path)
            return
        reason = no_file_reason(mode)
    except ssl.SSLError:
        pass
    except (OSError, ValueError) as error:
        reason = reason_of(error)
    raise DataFailure("CA_FILE_INVALID", file=path, reason=reason)
