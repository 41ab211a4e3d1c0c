"""The guard that keeps every test on this machine."""

import socket

import pytest


def test_reaching_for_another_machine_fails_the_test() -> None:
    with socket.socket() as outside, pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        outside.connect(("192.0.2.1", 80))  # TEST-NET-1 (RFC 5737): nobody is there


def test_this_machine_may_be_reached() -> None:
    with socket.socket() as server, socket.socket() as visitor:
        server.bind(("127.0.0.1", 0))
        server.listen()
        visitor.connect(server.getsockname())
        assert visitor.getpeername() == server.getsockname()
