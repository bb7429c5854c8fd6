"""A query worker: reads questions on its standard input, writes frames on its standard output.

``python -m autan.engine.worker LIMITS SCRATCH NICE``, started by ``autan.engine.process``.
"""

import json
import os
import signal
import sys
import threading
from pathlib import Path

from autan.engine import wire
from autan.engine.confine import confine
from autan.engine.limits import Limits


def main() -> None:
    """Confine this process, then answer for ever."""
    limits, scratch = Limits(**json.loads(sys.argv[1])), Path(sys.argv[2])
    strength = confine(limits, nice=int(sys.argv[3]))
    # These start threads, and a process of several threads cannot leave the network any more.
    from autan.engine.answering import Worker

    # Ctrl-C in a terminal reaches us too; the portal decides when we leave.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    output = os.dup(1)
    # What a library prints must not be taken for an answer.
    os.dup2(2, 1)
    worker = Worker(limits, scratch, output)
    threading.Thread(target=worker.listen, args=(0,), daemon=True).start()
    try:
        wire.send(output, wire.READY, wire.encode(strength))
    except BrokenPipeError:
        # The portal has stopped meanwhile, before it needed us.
        return
    worker.run()


if __name__ == "__main__":
    main()
