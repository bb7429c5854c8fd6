"""The walls that a child process builds around itself, through the kernel's own calls.

No library is needed: Linux offers each wall as a system call that ctypes can make. Each wall
answers True when it stands, so that the caller can say loudly which one is missing. They must
be built while the process has one thread, that is before polars or DuckDB is imported.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
from collections.abc import Iterable

_LIBC = ctypes.CDLL(None, use_errno=True)

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000

# Landlock has the same numbers on every architecture.
_LANDLOCK_CREATE, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT = 444, 445, 446
_LANDLOCK_VERSION_FLAG, _LANDLOCK_PATH_BENEATH = 1, 1
_READ = 0b0000000001101  # execute, read file, read directory
_READ_FILE = 0b0000000000100

_DENIED = {
    # socket, connect, execve, execveat, ptrace, mount, umount2, unshare, setns, bpf,
    # perf_event_open, init_module, finit_module, kexec_load, keyctl, add_key, process_vm_readv,
    # process_vm_writev, pivot_root, chroot, io_uring_setup, userfaultfd, open_by_handle_at
    "x86_64": (
        0xC000003E,
        *(41, 42, 59, 322, 101, 165, 166, 272, 308, 321, 298, 175),
        *(313, 246, 250, 248, 310, 311, 155, 161, 425, 323, 304),
    ),
    "aarch64": (
        0xC00000B7,
        *(198, 203, 221, 281, 117, 40, 39, 97, 268, 280, 241, 105),
        *(273, 104, 219, 217, 270, 271, 41, 51, 425, 282, 265),
    ),
}
_X32_ABI = 0x40000000


def die_with_parent() -> bool:
    """Be killed when the thread that started us ends: no orphan goes on eating the machine."""
    return bool(_LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) == 0)


def no_new_rights() -> bool:
    """Nothing that we start can gain a right that we do not have."""
    return bool(_LIBC.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)


def no_network() -> bool:
    """An empty network of our own: not even the loopback answers."""
    for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET):
        if _LIBC.unshare(flags) == 0:
            return True
    return False


def bounds(*, address: int, cpu: int, file_size: int, open_files: int) -> bool:
    """Hard limits of the kernel: bytes, seconds, bytes, number. No core file is left."""
    wanted = {
        resource.RLIMIT_AS: address,
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_FSIZE: file_size,
        resource.RLIMIT_NOFILE: open_files,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in wanted.items():
        hard = resource.getrlimit(kind)[1]
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # A little more as hard bound: the soft one comes first, with a signal that says why.
        slack = 5 if kind == resource.RLIMIT_CPU and ceiling == value else 0
        resource.setrlimit(
            kind, (ceiling, min(ceiling + slack, hard) if hard >= 0 else ceiling + slack)
        )
    return True


def only_these_files(read: Iterable[str], write: Iterable[str]) -> bool:
    """See nothing of the disk but ``read`` and ``write`` (Landlock, Linux 5.13 and later).

    A path that does not exist is passed over. ``no_new_rights`` must stand.
    """
    version = _LIBC.syscall(_LANDLOCK_CREATE, None, 0, _LANDLOCK_VERSION_FLAG)
    if version < 1:
        return False
    every = (1 << {1: 13, 2: 14}.get(version, 15)) - 1
    handled = ctypes.create_string_buffer(struct.pack("=Q", every))
    ruleset = _LIBC.syscall(_LANDLOCK_CREATE, handled, ctypes.c_size_t(8), 0)
    if ruleset < 0:
        return False
    for path in read:
        _allow(ruleset, path, _READ)
    for path in write:
        _allow(ruleset, path, every)
    stands = _LIBC.syscall(_LANDLOCK_RESTRICT, ruleset, 0) == 0
    os.close(ruleset)
    return bool(stands)


def _allow(ruleset: int, path: str, rights: int) -> None:
    if not os.path.exists(path):
        return
    place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rights = rights if os.path.isdir(path) else rights & (_READ_FILE | 0b10 | 1 << 14)
    rule = ctypes.create_string_buffer(struct.pack("=Qi", rights, place))
    _LIBC.syscall(_LANDLOCK_ADD_RULE, ruleset, _LANDLOCK_PATH_BENEATH, rule, 0)
    os.close(place)


def no_dangerous_calls() -> bool:
    """No socket, no other program, no look into other processes (seccomp filter).

    ``no_new_rights`` must stand. A refused call answers "not permitted".
    """
    known = _DENIED.get(platform.machine())
    if known is None:
        return False
    architecture, *denied = known
    program = _filter(architecture, denied)
    code = ctypes.create_string_buffer(b"".join(program))
    header = struct.pack("HxxxxxxQ", len(program), ctypes.addressof(code))
    return bool(_LIBC.prctl(_PR_SET_SECCOMP, 2, ctypes.create_string_buffer(header), 0, 0) == 0)


def _filter(architecture: int, denied: list[int]) -> list[bytes]:
    """A classic BPF program: kill a foreign architecture, refuse ``denied``, allow the rest."""
    load, jump_equal, jump_at_least, answer = 0x20, 0x15, 0x35, 0x06
    allow, refuse, kill = 0x7FFF0000, 0x00050001, 0x80000000

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    refuse_at = len(denied) + 1
    return [
        step(load, 4),
        step(jump_equal, architecture, 1, 0),
        step(answer, kill),
        step(load, 0),
        step(jump_at_least, _X32_ABI, refuse_at, 0),
        *(step(jump_equal, number, refuse_at - 1 - i, 0) for i, number in enumerate(denied)),
        step(answer, allow),
        step(answer, refuse),
    ]
