"""Names of hosts, as a request writes them: read strictly, and told local from foreign."""

import ipaddress
import re

_HOST = re.compile(
    r"(?:\[(?P<v6>[0-9A-Fa-f:.]{2,45})\]|(?P<name>[A-Za-z0-9.-]{1,254}))(?::(?P<port>[0-9]{1,5}))?"
)
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")  # RFC 1123; other scripts come as xn--…
# Loopback, private and link-local networks: RFC 1122, 1918, 3927, 6598; RFC 4193, 4291.
_LOCAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/32", "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
        "169.254.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7", "fe80::/10",
    )
)  # fmt: skip
_LOCAL_NAMES = ("localhost", "local")  # RFC 6761, RFC 6762: never names of the internet


def read_host(text: str) -> tuple[str, int | None] | None:
    """(name, port) of a Host header: the name in lower case without a final dot or brackets; port
    None when not said. None for a text that is no host."""
    found = _HOST.fullmatch(text)
    if found is None:
        return None
    port = int(found["port"]) if found["port"] else None
    name = (found["v6"] or found["name"].removesuffix(".")).lower()
    is_name = _is_address(name) if found["v6"] else all(map(_LABEL.fullmatch, name.split(".")))
    return (name, port) if is_name and (port is None or 0 < port < 65536) else None


def is_local(name: str) -> bool:
    """Whether the host is this machine or one of its own network, which no stranger on the
    internet can be: loopback and private addresses, localhost, names in .local."""
    if not _is_address(name):
        return name.rsplit(".", maxsplit=1)[-1] in _LOCAL_NAMES and name != "local"
    address = ipaddress.ip_address(name)
    return any(address in network for network in _LOCAL)


def in_ascii(name: str) -> str:
    """The host as a browser sends it: 采血点.example → xn--…. Raises ValueError for a text that
    is no host."""
    try:
        read = read_host(f"[{name}]" if ":" in name else name.encode("idna").decode("ascii"))
    except UnicodeError as error:  # a label that is empty or too long
        raise ValueError(name) from error
    if read is None:
        raise ValueError(name)
    return read[0]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
