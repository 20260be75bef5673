"""Kills and fails a search at every file operation, and at random instants, and has it go on each time.

usage: torture.py BIN [--scenario NAME] [--kinds kill,ENOSPC,...] [--every N] [--instants N] [--seed N] [--work FOLDER]

BIN is the folder of the programs. A search on made-up tables is run once undisturbed. Then, for each kind of fault and every
N-th file operation below its run directory, it is run in a folder of its own until that operation fails (or is the last
thing its process group does), and run again without: its files must be the same as undisturbed, byte for byte, and no
others; journal, ledger and report apart, which have times. The fault itself must end the run with a code that is not 0, or
change nothing. Then runs are killed, and stopped by signals, at random instants, and ten are started at once while a reader
reads all they write. With a model besides, no answer that is on the disk is asked for again, and the key is nowhere. What does
not hold is told, and ends this with 1. One JSON line a kind at the end.
"""
import argparse
import collections
import errno
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import searches

GROWING = (".requests.jsonl", ".responses.jsonl")


class Torture:
    def __init__(self, options):
        self.options = options
        self.work = pathlib.Path(options.work or tempfile.mkdtemp(prefix="torture-")).resolve()
        self.work.mkdir(parents=True, exist_ok=True)
        self.library = self.work / "fault.so"
        compiler = shutil.which("clang") or shutil.which("cc") or sys.exit("torture: neither clang nor cc is there")
        subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", self.library, searches.HERE / "fault.c", "-ldl"],
                       check=True)
        self.search = searches.Search(options.bin, options.scenario, self.work)
        self.start, self.finish, self.files = self.search.start, self.search.finish, self.search.files
        self.counter = self.work / "counter"
        self.donor = None
        self.failures = []

    def faulty(self, run, at, mode):
        """Runs with a fault; the operation that it came to be, nothing where there were not so many."""
        self.counter.write_bytes(bytes(8))
        log = self.work / "log"
        log.unlink(missing_ok=True)
        run.mkdir()
        self.search.donor = self.donor
        code, words = self.search.go(run, {
            "LD_PRELOAD": str(self.library), "FAULT_ROOT": str(run), "FAULT_COUNTER": str(self.counter),
            "FAULT_AT": str(at), "FAULT_MODE": mode, "FAULT_LOG": str(log)})
        self.search.donor = None
        return code, words, log.read_text().strip() if log.exists() else None

    def expect(self, run, what):
        """Goes on without a fault, and holds the result against the undisturbed one."""
        answered = self.search.answered(run)
        asked = self.search.endpoint.asked if self.options.scenario == "model" else []
        before = len(asked)
        code, words = self.search.go(run)
        if code != 0:
            return self.fail(what, f"the next run ended with {code}: {words[-500:]}")
        again = answered & set(asked[before:])
        if again:
            return self.fail(what, f"{len(again)} questions were asked again")
        if self.donor and self.files(self.donor) != self.undisturbed:
            return self.fail(what, "the run that it took files of is not what it was")
        found = self.files(run)
        if any(searches.KEY.encode() in path.read_bytes() for path in run.rglob("*") if path.is_file()):
            return self.fail(what, "the key is in a file")
        if found == self.expected:
            return True
        odd = sorted(set(found) ^ set(self.expected)) or [n for n in found if found[n] != self.expected[n]]
        return self.fail(what, f"it differs in {', '.join(odd[:5])}")

    def fail(self, what, why):
        self.failures.append(f"{what}: {why}")
        print(self.failures[-1], file=sys.stderr, flush=True)
        return False

    def every_operation(self, kind):
        mode = kind if kind in ("kill", "short") else str(getattr(errno, kind))
        faults, survived, places = 0, 0, collections.Counter()
        for at in range(1 + self.options.seed % self.options.every, self.operations + 1, self.options.every):
            run = self.work / "run"
            shutil.rmtree(run, ignore_errors=True)
            code, words, operation = self.faulty(run, at, mode)
            if operation is None:
                continue
            faults += 1
            what = f"{kind} at operation {at}, {operation}"
            places[operation.split()[0]] += 1
            if code is None:
                self.fail(what, "it hung")
            elif kind == "kill" and code != -signal.SIGKILL:
                self.fail(what, f"it ended with {code}")
            elif code < 0 and kind != "kill":
                self.fail(what, f"signal {-code}: {words[-500:]}")
            elif code == 0 and self.files(run) != self.undisturbed:
                self.fail(what, "it ended with 0, but not all is there")
            elif code > 0 and not words.strip():
                self.fail(what, f"it ended with {code} without a word")
            survived += self.expect(run, what)
        return {"kind": kind, "faults": faults, "same_bytes": survived, "by_operation": dict(places)}

    def random_instants(self):
        draw = random.Random(self.options.seed)
        killed, survived = 0, 0
        for number in range(self.options.instants):
            run = self.work / "run"
            shutil.rmtree(run, ignore_errors=True)
            if self.options.scenario == "files":
                self.search.go(run, turns=draw.randrange(5))
            seconds = draw.uniform(0, self.longest)
            process = self.start(run)
            time.sleep(seconds)
            os.killpg(process.pid, signal.SIGKILL)
            code, _ = self.finish(process)
            killed += code == -signal.SIGKILL
            survived += self.expect(run, f"killed after {seconds:.3f} s")
        return {"kind": "kill at random instants", "seed": self.options.seed, "faults": self.options.instants,
                "killed_before_the_end": killed, "same_bytes": survived}

    def processes(self, run):
        """Of the run, whatever group they are in."""
        found = []
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if str(run).encode() in (folder / "cmdline").read_bytes():
                    found.append(int(folder.name))
            except OSError:
                pass
        return found

    def signals(self):
        """The driver alone is told to stop: with its stages it does so within a second, and says which signal."""
        draw = random.Random(self.options.seed)
        stopped, survived, longest = 0, 0, 0.0
        for number in range(self.options.instants):
            which = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)[number % 3]
            run = self.work / "run"
            shutil.rmtree(run, ignore_errors=True)
            process = self.start(run)
            time.sleep(draw.uniform(0.02, 0.8 * self.longest))
            start = time.monotonic()
            process.send_signal(which)
            code, words = self.finish(process)
            seconds = time.monotonic() - start
            what = f"{which.name} at instant {number}"
            left = self.processes(run)
            # Before the driver listens, or after it is done, it ends as any program does.
            if code not in (0, 128 + which, -which):
                self.fail(what, f"it ended with {code}: {words[-300:]}")
            if left:
                self.fail(what, f"processes {left} were left")
            stopped += code == 128 + which
            longest = max(longest, seconds)
            survived += self.expect(run, what)
        return {"kind": "signals at random instants", "faults": self.options.instants, "stopped": stopped,
                "longest_seconds": round(longest, 2), "same_bytes": survived}

    def together(self, count=10):
        """One works; the others leave with 75, or find all done where they come late."""
        codes, reads, same = collections.Counter(), 0, 0
        rounds = max(1, self.options.instants // 10)
        for _ in range(rounds):
            run = self.work / "run"
            shutil.rmtree(run, ignore_errors=True)
            ended = threading.Event()
            tally = [0]

            def read():
                while not ended.is_set():
                    for path in run.rglob("*.jsonl"):
                        try:
                            data = path.read_bytes()
                        except FileNotFoundError:
                            continue
                        # Some files grow, and may end in a line to be; every other is there as a whole or not at all.
                        if path.name in ("journal.jsonl", "ledger.jsonl") or path.name.endswith(GROWING):
                            data = data[:data.rfind(b"\n") + 1]
                        try:
                            for line in data.splitlines():
                                json.loads(line)
                            if data and not data.endswith(b"\n"):
                                raise ValueError("its last line has no end")
                        except ValueError as error:
                            self.fail("a reader", f"{path}: {error}")
                        tally[0] += 1
            reader = threading.Thread(target=read)
            reader.start()
            started = [self.start(run) for _ in range(count)]
            ending = [self.finish(process) for process in started]
            ended.set()
            reader.join()
            reads += tally[0]
            codes.update(code for code, _ in ending)
            worked = sum(code == 0 or "wait for answers" in words for code, words in ending)
            if not worked or any(code not in (0, searches.TRY_AGAIN) for code, _ in ending):
                self.fail("ten at once", f"they ended with {[code for code, _ in ending]}")
            same += self.expect(run, "ten at once")
        return {"kind": "ten at once", "rounds": rounds, "codes": {str(code): n for code, n in codes.items()},
                "files_read_meanwhile": reads, "same_bytes": same}

    def all(self):
        if self.options.scenario == "reuse":
            self.search.go(self.work / "donor")
            self.donor = self.work / "donor"
        undisturbed = self.work / "undisturbed"
        code, words, _ = self.faulty(undisturbed, 0, "0")
        if code != 0:
            sys.exit(f"torture: the undisturbed run ended with {code}: {words}")
        self.operations = int.from_bytes(self.counter.read_bytes(), sys.byteorder)
        self.undisturbed = self.expected = self.files(undisturbed)
        if self.donor:
            self.search.otherwise = ["--set", "random_seed=8"]
            self.search.go(self.work / "other")
            self.expected = self.files(self.work / "other")
        print(json.dumps({"operations": self.operations, "files": len(self.expected)}), flush=True)
        for kind in self.options.kinds.split(",") if self.options.kinds else []:
            start = time.monotonic()
            result = self.every_operation(kind)
            print(json.dumps(result | {"seconds": round(time.monotonic() - start)}), flush=True)
        start = time.monotonic()
        self.finish(self.start(self.work / "timed"))
        self.longest = time.monotonic() - start
        for work in (self.random_instants, self.signals, self.together) if self.options.instants else ():
            print(json.dumps(work()), flush=True)
        if not self.options.work:
            shutil.rmtree(self.work, ignore_errors=True)
        return not self.failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--kinds", default="kill,ENOSPC,EIO,EROFS,EDQUOT,EACCES,EINTR,short")
    parser.add_argument("--scenario", choices=list(searches.SCENARIOS), default="oracle", help="what tells accuracies")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--instants", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work")
    sys.exit(0 if Torture(parser.parse_args()).all() else 1)


if __name__ == "__main__":
    main()
