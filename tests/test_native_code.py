"""Scripts end with code 0, although a daemon thread still works."""

import itertools
import os
import subprocess
import sys
from types import FrameType
from typing import Any

import pytest

import newsclaims._native_code as module
from newsclaims._native_code import NativeCode


def ended(script: str) -> "subprocess.CompletedProcess[str]":
    """Run a script to its end."""
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=120, check=False
    )


INSIDE = """
import atexit, threading, time

@atexit.register  # before ours, so it runs after ours
def last():
    with native_code:
        print("the main thread may\\n", end="", flush=True)
    thread.join(60)
    print("still there\\n" if thread.is_alive() else "joined\\n", end="", flush=True)

from newsclaims._native_code import native_code

inside, leaving = threading.Event(), threading.Event()

def work():
    try:
        with native_code:
            inside.set()
            leaving.wait()
            time.sleep(0.3)
            print("finished\\n", end="", flush=True)
        while True:
            with native_code:
                time.sleep(0.01)
    finally:
        print("ended\\n", end="", flush=True)

thread = threading.Thread(target=work, daemon=True)
thread.start()
inside.wait()
atexit.register(leaving.set)  # after ours, so it runs before ours
"""


def test_at_exit_a_section_ends_first_and_no_thread_enters_another() -> None:
    """The interpreter waits for the section; the thread then ends without a word, and who joins it does not hang."""
    done = ended(INSIDE)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(done.stdout.splitlines()) == ["ended", "finished", "joined", "the main thread may"]
    assert done.stdout.splitlines()[0] == "finished"


FORKED = """
import os, sys, threading
from newsclaims._native_code import native_code

inside, leaving = threading.Event(), threading.Event()

def work():
    with native_code:
        inside.set()
        leaving.wait()

threading.Thread(target=work, daemon=True).start()
inside.wait()
child = os.fork()
if child == 0:
    native_code.close()
    os._exit(len(native_code._inside))
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
leaving.set()
sys.exit(status)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on Windows")
def test_a_forked_child_waits_for_nobody() -> None:
    """The threads of its parent are not there."""
    done = ended(FORKED)
    assert done.returncode == 0, done.stderr


WORKING = """
import threading, time
import newsclaims as nc

pipeline = nc.Pipeline({extractor!r})
text = {text!r}
pipeline.extract(text)

def work():
    while True:
        pipeline.extract(text)

threading.Thread(target=work, daemon=True).start()
time.sleep(0.05)
"""


@pytest.mark.slow
@pytest.mark.parametrize("extractor", ["rules", "neural"])
def test_a_script_ends_well_while_a_daemon_thread_extracts(extractor: str) -> None:
    """Without what is tested here, the interpreter aborts in most such runs with `rules`, and in some with `neural`."""
    text = "Ann said it rained. Bob denied that it rained. " * 40
    for _ in range(5):
        done = ended(WORKING.format(extractor=extractor, text=text))
        assert (done.returncode, done.stderr) == (0, "")


OUTLIVING = """
import threading
from newsclaims.extractors._neural import NeuralExtractor
import newsclaims as nc

pipeline = nc.Pipeline(NeuralExtractor(threads=2))
text = "Ann said it rained. Bob denied that it rained. " * 200

def work():
    threading.main_thread().join()
    print(len(pipeline.extract(text)))

threading.Thread(target=work).start()
"""


@pytest.mark.slow
def test_a_thread_that_outlives_the_main_thread_extracts_all_the_same() -> None:
    """Python starts no more threads then, so the windows of a long text are read on this one."""
    done = ended(OUTLIVING)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 100


class Interrupts:
    """Interrupts the code of a module before one of its steps, counted from the start."""

    def __init__(self, file: str, step: int) -> None:
        self._file, self._left = file, step

    def __call__(self, frame: FrameType, event: str, _value: Any) -> Any:
        """Trace a step: the smallest one, of which a line has several."""
        if frame.f_code.co_filename != self._file:
            return None
        frame.f_trace_opcodes = True
        # Some releases of Python 3.12 only tell of lines.
        if event in {"line", "opcode"}:
            self._left -= 1
            if self._left == 0:
                raise KeyboardInterrupt
        return self


def was_interrupted(sections: NativeCode, step: int) -> bool:
    """Pass a section, with an interrupt before one of its steps; return whether it has that many steps."""
    before = sys.gettrace()
    sys.settrace(Interrupts(str(module.__file__), step))
    try:
        with sections:
            pass
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


def test_an_interrupt_at_any_step_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next section can be entered, and the interpreter does not wait at its end."""
    monkeypatch.setattr(module, "sleep", lambda _seconds: pytest.fail("it waits"))
    for step in itertools.count(1):
        sections = NativeCode()
        if not was_interrupted(sections, step):
            break
        with sections:
            pass
        was_interrupted(sections, step)
        sections.close()
    assert step > 10
