"""Damages finished runs, moves them about and takes them away, and has every command look at them.

usage: damage.py BIN [--scenario NAME] [--cases N] [--seed N] [--work FOLDER]

Each case damages one file of a finished run, as a half-copied disk, a careless editor or somebody hostile might. Every
reading command must then end within ten seconds with a code of its own, say something where that is not 0, obey nothing on
the terminal and stay below 300 MB; `pelnas verify` must notice whatever the journal has a hash of; and `pelnas run` must end
in the undisturbed bytes or say what is wrong. Then come places: paths of any characters, runs that were moved, copied, or
copied half and then the rest, a run directory that nothing may be written to, and one that vanishes while a run is at
work. One JSON line a kind; what does not hold is told, and ends this with 1.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import resource
import shutil
import sys
import tempfile
import time

import searches

CODES = {0, 1, 64, 65, 66, 69, 70, 73, 74, 75, 78}
MEMORY = 300 << 20
READERS = (["status"], ["verify"], ["front"], ["front", "--json"], ["explain", "g01-S2-c1"], ["ledger"], ["plan"],
           ["watch", "--once"], ["answer"], ["clean", "--dry-run"])


def flip(path, draw):
    data = bytearray(path.read_bytes())
    for _ in range(draw.randint(1, 3)):
        if data:
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    path.write_bytes(data)


def cut(path, draw):
    data = path.read_bytes()
    path.write_bytes(data[:draw.randrange(len(data) or 1)])


def twice(path, draw):
    lines = path.read_bytes().splitlines(keepends=True)
    at = draw.randrange(len(lines) or 1)
    path.write_bytes(b"".join(lines[:at + 1] + lines[at:]))


def other_word(path, draw):
    data = path.read_bytes()
    for old, new in draw.sample([(b"S2", b"S9"), (b":", b"::"), (b"1", b"-1"), (b"\n", b"\r\n"), (b'"', b"\x1b[31m\""),
                                 (b"generation", b"generation-00..99999"), (b"{", b"[" * 1000)], 2):
        data = data.replace(old, new, draw.randint(1, 3))
    path.write_bytes(data)


def as_folder(path, _):
    path.unlink()
    path.mkdir()


def as_link(path, _):
    path.unlink()
    path.symlink_to(path.name)


def as_pipe(path, _):
    path.unlink()
    os.mkfifo(path)


def as_hole(path, _):
    path.unlink()
    with open(path, "wb") as file:
        file.truncate(100 << 20)


DAMAGES = {"flipped": flip, "cut": cut, "emptied": lambda path, _: path.write_bytes(b""), "removed": lambda path, _: path.unlink(),
           "a line twice": twice, "other words": other_word, "a folder": as_folder, "a link to itself": as_link,
           "a pipe": as_pipe, "a hole of 100 MB": as_hole}


class Damage:
    def __init__(self, options):
        self.options = options
        self.work = pathlib.Path(options.work or tempfile.mkdtemp(prefix="damage-")).resolve()
        self.work.mkdir(parents=True, exist_ok=True)
        self.search = searches.Search(options.bin, options.scenario, self.work)
        self.failures = []
        self.good = self.work / "good"
        code, words = self.search.go(self.good)
        if code != 0:
            sys.exit(f"damage: the undisturbed run ended with {code}: {words}")
        self.expected = self.search.files(self.good)
        journal = [json.loads(line) for line in (self.good / "journal.jsonl").read_text().splitlines()]
        self.hashed = {path for record in journal for path in record["outputs"]}

    def fail(self, what, why):
        self.failures.append(f"{what}: {why}")
        print(self.failures[-1], file=sys.stderr, flush=True)

    def hold(self, what, arguments, **more):
        """Runs a command, which must keep its manners whatever comes of it; its code and what it said."""
        process = self.search.command(arguments, **more)
        code, words = self.search.finish(process, seconds=10)
        what = f"{what}: {' '.join(map(str, arguments[:1]))}"
        if code is None or code not in CODES:
            self.fail(what, f"it ended with {code}: {words[-500:]}")
        elif code != 0 and not words.strip():
            self.fail(what, f"it ended with {code} without a word")
        odd = {character for character in words if character < " " and character not in "\n\t" or "\x7f" <= character < "\xa0"}
        if odd:
            self.fail(what, f"a terminal would obey {odd}")
        return code, words

    def damaged(self):
        """Files of a finished run, one at a time."""
        draw = random.Random(self.options.seed)
        names = sorted(self.expected) + ["journal.jsonl", "ledger.jsonl"] * (self.options.scenario in ("model", "files"))
        names += ["journal.jsonl"]
        counts, codes = collections.Counter(), collections.Counter()
        noticed = hashed = repaired = believed = refused = 0
        for number in range(self.options.cases):
            run = self.work / "run"
            shutil.rmtree(run, ignore_errors=True)
            shutil.copytree(self.good, run)
            name, kind = draw.choice(names), draw.choice(list(DAMAGES))
            before = (run / name).read_bytes()
            DAMAGES[kind](run / name, draw)
            what = f"case {number} of seed {self.options.seed}, {name} {kind}"
            counts[kind] += 1
            for command in READERS:
                code, words = self.hold(what, command + ["--run-dir", run])
                codes[code] += 1
                if command == ["verify"]:
                    changed = not (run / name).is_file() or (run / name).read_bytes() != before
                    if name in self.hashed and changed:
                        hashed += 1
                        noticed += code != 0
                        if code == 0:
                            self.fail(what, "verify did not notice")
            code, words = self.hold(what, ["run", self.search.file, "--run-dir", run, "--quiet"])
            codes[code] += 1
            if code == searches.TRY_AGAIN and self.options.scenario == "files":
                code, words = self.search.go(run)
            if code == 0 and name.endswith(".responses.jsonl"):
                # What a model said is known from nowhere else: a changed answer, which verify noticed, counts as it stands.
                believed += 1
            elif code == 0:
                repaired += 1
                # Answers to other questions are put aside, not thrown away.
                found = {name: data for name, data in self.search.files(run).items() if ".superseded." not in name}
                if found != self.expected:
                    odd = sorted(set(found) ^ set(self.expected)) or [n for n in found if found[n] != self.expected[n]]
                    self.fail(what, f"it went on, and differs in {', '.join(odd[:5])}")
            else:
                refused += 1
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10
        if memory > MEMORY:
            self.fail("damaged files", f"a command took {memory >> 20} MB")
        return {"kind": "damaged files", "seed": self.options.seed, "cases": sum(counts.values()), "of_hashed": hashed,
                "noticed_by_verify": noticed, "put_right_by_run": repaired, "answers_believed": believed, "refused_by_run": refused,
                "codes": {str(code): count for code, count in sorted(codes.items(), key=str)},
                "most_memory_mb": memory >> 20}

    def same(self, what, run):
        code, words = self.search.finish(self.search.start(run))
        if code != 0:
            return self.fail(what, f"it ended with {code}: {words[-500:]}")
        if self.search.files(run) != self.expected:
            self.fail(what, "it is not the same")

    def places(self):
        """Paths, copies and moves."""
        kept, start = self.search.file, time.time()
        names = ["a b", "a\nb", "it's", 'a"b', "-rf", "–é😀", "$(touch owned)", "a;b&c|d", "*", "x" * 200, "a\\b", "%s%n", " "]
        for name in names:
            folder = self.work / "places" / name
            folder.mkdir(parents=True)
            self.search.file = folder / "p.yaml"
            shutil.copy(kept, self.search.file)
            code, words = self.search.go(folder / name)
            if code != 0 or self.search.files(folder / name) != self.expected:
                self.fail(f"the place {name!r}", f"{code}: {words[-300:]}")
            for command in READERS:
                self.hold(f"the place {name!r}", command + ["--run-dir", folder / name])
        self.search.file = kept
        # Moved, copied, and copied in two goes of which the first was broken off anywhere.
        moved = self.work / "moved"
        shutil.copytree(self.good, self.work / "to-move")
        (self.work / "to-move").rename(moved)
        lines = (moved / "journal.jsonl").read_text()
        self.same("moved", moved)
        if (moved / "journal.jsonl").read_text() != lines:
            self.fail("moved", "something was done again")
        draw = random.Random(self.options.seed)
        halves = max(5, self.options.cases // 10)
        for number in range(halves):
            run = self.work / "half"
            shutil.rmtree(run, ignore_errors=True)
            files = [path for path in self.good.rglob("*") if path.is_file()]
            for path in draw.sample(files, draw.randrange(len(files))) + files:
                goal = run / path.relative_to(self.good)
                goal.parent.mkdir(parents=True, exist_ok=True)
                data = path.read_bytes()
                # The first go is broken off within a file; half of the times nobody takes up the rest.
                goal.write_bytes(data)
                if draw.random() < 1 / len(files):
                    goal.write_bytes(data[:draw.randrange(len(data) or 1)])
                    break
            run.mkdir(exist_ok=True)
            what = f"half copy {number} of seed {self.options.seed}"
            for command in (["status"], ["front"], ["verify"]):
                self.hold(what, command + ["--run-dir", run])
            code, words = self.search.go(run)
            if code == 0 and self.search.files(run) != self.expected:
                self.fail(what, "it went on, and is not the same")
            elif code != 0 and code not in (65, 66, 78):
                self.fail(what, f"it ended with {code}: {words[-300:]}")
        return {"kind": "places", "paths": len(names), "half_copies": halves, "seconds": round(time.time() - start)}

    def vanishing(self):
        """The run directory is gone while a run is at work."""
        draw, again = random.Random(self.options.seed), 0
        start = time.monotonic()
        self.search.finish(self.search.start(self.work / "timed"))
        longest = time.monotonic() - start
        rounds = max(6, self.options.cases // 10)
        for number in range(rounds):
            run, away = self.work / "vanishing", self.work / "away"
            for path in (run, away):
                shutil.rmtree(path, ignore_errors=True)
            what = f"vanishing {number} of seed {self.options.seed}"
            process = self.search.start(run)
            time.sleep(draw.uniform(0.02, longest))
            before = {path.name for path in self.work.iterdir()}
            try:
                run.rename(away) if number % 2 else shutil.rmtree(run)
            except OSError:
                pass
            code, words = self.search.finish(process)
            if code is None or code not in CODES:
                self.fail(what, f"it ended with {code}: {words[-300:]}")
            extra = {path.name for path in self.work.iterdir()} - before - {"vanishing", "away"}
            if extra:
                self.fail(what, f"{extra} appeared")
            for path in (away, run):
                if path.exists():
                    code, words = self.search.go(path)
                    again += code == 0 and self.search.files(path) == self.expected
                    if code != 0 or self.search.files(path) != self.expected:
                        self.fail(what, f"{path.name} did not go on: {code}: {words[-300:]}")
        return {"kind": "vanishing", "rounds": rounds, "went_on_where_it_was_left": again}

    def unwritable(self):
        """Nothing may be written: whoever only reads is not disturbed, whoever writes says so."""
        user = {} if os.geteuid() else {"user": 65534, "group": 65534, "extra_groups": []}
        run = self.work / "unwritable"
        shutil.copytree(self.good, run)
        for path in [self.work, *self.work.parents]:
            if path.stat().st_uid == os.geteuid() and path != pathlib.Path("/") and path.name.startswith("damage-"):
                path.chmod(0o755)
        for path in [run, *run.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        codes = {}
        for command in READERS:
            process = self.search.command(command + ["--run-dir", run], **({"identity": user} if user else {}))
            code, words = self.search.finish(process)
            codes[" ".join(command)] = code
            if code != 0 and command != ["answer"]:
                self.fail("a run that is not to be written", f"{command}: {code}: {words[-300:]}")
        code, words = self.search.finish(self.search.command(
            ["run", "--run-dir", run, "--quiet", "--force"], **({"identity": user} if user else {})))
        if code not in (73, 74) or not words.strip():
            self.fail("a run that is not to be written", f"run ended with {code}: {words[-300:]}")
        for path in [run, *run.rglob("*")]:
            path.chmod(0o755)
        if self.search.files(run) != self.expected:
            self.fail("a run that is not to be written", "it was written")
        return {"kind": "not writable", "codes": codes, "run": code}

    def all(self):
        for work in (self.damaged, self.places, self.vanishing, self.unwritable):
            print(json.dumps(work()), flush=True)
        if not self.options.work and not self.failures:
            shutil.rmtree(self.work, ignore_errors=True)
        return not self.failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin", type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--scenario", choices=list(searches.SCENARIOS), default="oracle", help="which search it was")
    parser.add_argument("--cases", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work")
    sys.exit(0 if Damage(parser.parse_args()).all() else 1)


if __name__ == "__main__":
    main()
